//! The dates of a call that are not its deadline.

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

use super::PartialDate;

/// A day, or days, on which something happens around a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct KeyDate {
    /// What happens.
    pub what: Milestone,
    /// The day, or the first of several. Year and month are always known, the day where it is said.
    pub on: PartialDate,
    /// The last of several days.
    pub until: Option<PartialDate>,
    /// The wall time, where one is given.
    pub time: Option<NaiveTime>,
}

/// What happens on a date of a call.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Milestone {
    /// A meeting that explains the call, or a visit of the site.
    InformationSession,
    /// The last day for questions.
    Questions,
    /// Applicants are told, or the jury decides.
    Results,
    /// Works are delivered.
    Delivery,
    /// Works are installed.
    Installation,
    /// The exhibition.
    Exhibition,
    /// The opening of the exhibition.
    Opening,
    /// The residency.
    Residency,
    /// The festival, fair or other event.
    Event,
    /// Prizes are given.
    Ceremony,
    /// Works are fetched or sent back.
    Collection,
    /// The work is finished.
    Completion,
}

impl Milestone {
    /// The words a reader sees.
    pub fn name(self) -> &'static str {
        match self {
            Milestone::InformationSession => "Information session",
            Milestone::Questions => "Questions until",
            Milestone::Results => "Results",
            Milestone::Delivery => "Delivery of works",
            Milestone::Installation => "Installation",
            Milestone::Exhibition => "Exhibition",
            Milestone::Opening => "Opening",
            Milestone::Residency => "Residency",
            Milestone::Event => "Event",
            Milestone::Ceremony => "Prize ceremony",
            Milestone::Collection => "Return of works",
            Milestone::Completion => "Work finished",
        }
    }

    /// Whether it comes before applications close.
    pub(super) fn comes_before(self) -> bool {
        matches!(self, Milestone::InformationSession | Milestone::Questions)
    }
}

impl KeyDate {
    /// For the order of a timeline. What names only a month comes after the days of that month.
    pub fn sort_key(&self) -> (i32, u32, u32) {
        let PartialDate { year, month, day } = self.on;
        (year.unwrap_or_default(), month.unwrap_or_default(), day.unwrap_or(32))
    }
}
