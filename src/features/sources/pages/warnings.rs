//! What a reviewer should look at, in sentences.

use crate::features::reading::{Quote, Warning};
use crate::platform::parts::Span;

/// Something to look at before publishing.
pub struct Warned {
    /// In a sentence.
    pub words: String,
    /// The words in the text: `#warning-3`.
    pub href: Option<String>,
}

/// The warning in a sentence, with the words in the text that raise it added to `spans`.
pub fn warned(n: usize, warning: &Warning, spans: &mut Vec<Span>) -> Warned {
    let (words, quotes) = in_words(warning);
    let anchor = format!("warning-{n}");
    for quote in &quotes {
        spans.push(Span {
            start: quote.start,
            end: quote.end(),
            anchor: anchor.clone(),
            fact: "To look at".into(),
        });
    }
    Warned { words, href: (!quotes.is_empty()).then(|| format!("#{anchor}")) }
}

/// The warning in a sentence.
pub fn sentence(warning: &Warning) -> String {
    in_words(warning).0
}

fn in_words(warning: &Warning) -> (String, Vec<&Quote>) {
    match warning {
        Warning::ConflictingDeadlines { quotes } => {
            ("Two passages name different deadlines.".into(), quotes.iter().collect())
        }
        Warning::NoYear { quote } => {
            (format!("“{}” has no year, and none could be inferred.", quote.words), vec![quote])
        }
        Warning::NoDeadline => (
            "No deadline was found, and nothing says that applications are taken at any time."
                .into(),
            vec![],
        ),
        Warning::WeekdayMismatch { quote, really } => {
            (format!("“{}” is really a {really}.", quote.words), vec![quote])
        }
        Warning::DayOrMonth { quote } => (
            format!("In “{}”, day and month could be the other way round.", quote.words),
            vec![quote],
        ),
        Warning::FeeUnclear { quotes } => (
            "A fee is mentioned, and how much or for what is not clear.".into(),
            quotes.iter().collect(),
        ),
        Warning::CurrencyUnclear { quote } => {
            (format!("The currency of “{}” is not clear.", quote.words), vec![quote])
        }
        Warning::LooksClosed { quote } => {
            (format!("It reads as if it had closed: “{}”.", quote.words), vec![quote])
        }
        Warning::KindUnclear => ("What kind of call it is could not be told.".into(), vec![]),
        Warning::SeveralCalls { quotes } => {
            ("The page seems to hold several calls.".into(), quotes.iter().collect())
        }
        Warning::LeftUnread { quote } => (
            format!("The page is so long that what stands after “{}” was not read.", quote.words),
            vec![quote],
        ),
        Warning::DamagedText { quote } => {
            (format!("Characters seem to be missing: “{}”.", quote.words), vec![quote])
        }
    }
}
