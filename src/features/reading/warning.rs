//! What a reviewer should look at before publishing.

use serde::{Deserialize, Serialize};

use super::Quote;

/// One doubt about a reading, with the words that raise it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "warning", rename_all = "snake_case")]
pub enum Warning {
    /// Two passages name different deadlines.
    ConflictingDeadlines {
        /// The passages.
        quotes: Vec<Quote>,
    },
    /// The deadline has no year and none could be inferred.
    NoYear {
        /// The date as written.
        quote: Quote,
    },
    /// No deadline was found, and nothing says the call is rolling.
    NoDeadline,
    /// The weekday does not fit the date.
    WeekdayMismatch {
        /// The date as written.
        quote: Quote,
        /// The weekday that date really has.
        really: String,
    },
    /// Day and month could be the other way round.
    DayOrMonth {
        /// The date as written.
        quote: Quote,
    },
    /// A fee is mentioned, and how much (or for what) is not clear.
    FeeUnclear {
        /// The words about it.
        quotes: Vec<Quote>,
    },
    /// An amount has no currency, or an ambiguous one.
    CurrencyUnclear {
        /// The amount as written.
        quote: Quote,
    },
    /// It reads as if the call had closed.
    LooksClosed {
        /// The words that say so.
        quote: Quote,
    },
    /// The kind of call could not be told.
    KindUnclear,
    /// The page seems to hold several calls.
    SeveralCalls {
        /// Where each begins.
        quotes: Vec<Quote>,
    },
    /// There is more text than is read.
    LeftUnread {
        /// The last words that were read.
        quote: Quote,
    },
    /// Characters seem to have been lost on the way ("1021 day").
    DamagedText {
        /// An example.
        quote: Quote,
    },
}
