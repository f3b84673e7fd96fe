//! How well a call fits: rows of reason and points that add up to the score.

mod meant;
mod money;
mod nudge;
mod own;
mod place;
mod practice;
mod theme;
mod wishes;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::feedback::{Feedback, MarkedCall};
use super::verdict::Verdict;
use super::weights::{WEIGHTS_VERSION, most};
use crate::features::profiles::{Artist, Field};
use crate::features::reading::{Fact, Quote, Reading};

pub(super) use meant::limit;
pub(super) use money::is_to_take_part;
pub(super) use own::Own;
pub(super) use place::{from_home, paid_travel, points_of as points_of_place, whereabouts};
pub(super) use practice::MANY;
pub(super) use theme::words_of;
pub(super) use wishes::{stages, weight_of_open};

/// The fit of a call: 0 to 100, the sum of its rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Score {
    /// The sum of the rows' points: 0 to 100.
    pub total: u32,
    /// What the total means in a word.
    pub band: Band,
    /// The share of the weight that rests on known facts, in percent; apart from the total.
    pub confidence: u32,
    /// The reasons: those for it first, then those against.
    pub rows: Vec<Row>,
    /// The version of the table of weights.
    pub weights: u32,
}

/// One reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Row {
    /// What it is about.
    pub part: Part,
    /// The reason in plain words.
    pub reason: String,
    /// What it adds or takes away.
    pub points: i32,
    /// The call's own words it rests on.
    pub quote: Option<Quote>,
    /// The artist's own fact it rests on, in words.
    pub own: Option<String>,
    /// Where in the profile that fact stands, or is missing.
    pub field: Option<Field>,
    /// The saves and hides it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<MarkedCall>,
}

/// What a row is about.
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
pub enum Part {
    /// Discipline and medium.
    Practice,
    /// The kind of call.
    Kind,
    /// What the winner gets after costs.
    Worth,
    /// Who may apply at all.
    Meant,
    /// Words the call shares with statement, media and works.
    Theme,
    /// Where it happens.
    Place,
    /// Career stage.
    Stage,
    /// The entry fee.
    Fee,
    /// The language.
    Language,
    /// What the artist's saves and hides say of calls like it.
    Feedback,
    /// Rules about who may apply that are not settled.
    Rules,
}

/// The score in a word.
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
pub enum Band {
    /// Below 30.
    Stretch,
    /// 30 and more.
    Possible,
    /// 50 and more.
    Good,
    /// 65 and more.
    Strong,
}

/// What one part says: its rows, and whether both sides' facts were known.
struct Said {
    rows: Vec<Row>,
    known: bool,
}

/// Adds up how well a call fits an artist. `verdict` is the one for the same call, artist and day.
pub fn score(
    reading: &Reading,
    artist: &Artist,
    feedback: &Feedback,
    verdict: &Verdict,
    today: NaiveDate,
) -> Score {
    score_with(reading, artist, &Own::of(artist), feedback, verdict, today)
}

/// As [`score`], with the artist's words gathered before.
pub(super) fn score_with(
    reading: &Reading,
    artist: &Artist,
    own: &Own,
    feedback: &Feedback,
    verdict: &Verdict,
    today: NaiveDate,
) -> Score {
    let parts = [
        (most::DISCIPLINE, practice::practice(reading, own)),
        (most::KIND, wishes::kind(reading, artist)),
        (most::WORTH, money::worth(reading)),
        (most::MEANT, meant::meant(verdict)),
        (most::THEME, theme::theme(reading, own)),
        (most::PLACE, place::place(reading, artist)),
        (most::STAGE, wishes::stage(reading, artist)),
        (most::FEE, money::fee(reading, artist, today)),
        (most::LANGUAGE, wishes::language(reading, artist)),
    ];
    let weight: i32 = parts.iter().map(|(most, _)| most).sum();
    let known: i32 = parts.iter().filter(|(_, said)| said.known).map(|(most, _)| most).sum();
    let mut rows: Vec<Row> = parts.into_iter().flat_map(|(_, said)| said.rows).collect();
    rows.extend(nudge::nudges(reading, feedback));
    rows.extend(wishes::open_rules(verdict));
    let total = settle(&mut rows);
    Score {
        total,
        band: Band::of(total),
        confidence: u32::try_from(known * 100 / weight.max(1)).unwrap_or(0),
        rows,
        weights: WEIGHTS_VERSION,
    }
}

/// The points of one part that does not rest on the verdict, for those who need no words.
pub(super) fn points(
    part: Part,
    reading: &Reading,
    artist: &Artist,
    own: &Own,
    today: NaiveDate,
) -> i32 {
    let said = match part {
        Part::Practice => practice::practice(reading, own),
        Part::Kind => wishes::kind(reading, artist),
        Part::Worth => money::worth(reading),
        Part::Theme => theme::theme(reading, own),
        Part::Place => place::place(reading, artist),
        Part::Stage => wishes::stage(reading, artist),
        Part::Fee => money::fee(reading, artist, today),
        Part::Language => wishes::language(reading, artist),
        Part::Meant | Part::Feedback | Part::Rules => return 0,
    };
    said.rows.iter().map(|row| row.points).sum()
}

/// The highest score.
pub(super) const MOST: i32 = 100;

/// Puts the rows in order and adds them up. What speaks against it takes at most what there is: the
/// last such row is cut, so that the rows still add up and nothing falls below zero; and what saves add
/// ends at the highest score.
fn settle(rows: &mut [Row]) -> u32 {
    let over = rows.iter().map(|row| row.points).sum::<i32>() - MOST;
    nudge::cut(rows, over.max(0), &format!(" (A score does not go above {MOST}.)"));
    rows.sort_by(|a, b| {
        (a.points < 0)
            .cmp(&(b.points < 0))
            .then(b.points.abs().cmp(&a.points.abs()))
            .then(a.part.cmp(&b.part))
            .then(a.reason.cmp(&b.reason))
    });
    let mut sum = 0;
    for row in rows {
        if sum + row.points < 0 {
            row.points = -sum;
            row.reason.push_str(" (A score does not go below zero.)");
        }
        sum += row.points;
    }
    sum.unsigned_abs()
}

impl Band {
    fn of(total: u32) -> Self {
        match total {
            65.. => Band::Strong,
            50.. => Band::Good,
            30.. => Band::Possible,
            _ => Band::Stretch,
        }
    }

    /// The word a reader sees.
    pub fn name(self) -> &'static str {
        match self {
            Band::Strong => "Strong",
            Band::Good => "Good",
            Band::Possible => "Possible",
            Band::Stretch => "Stretch",
        }
    }
}

impl Row {
    fn new(part: Part, points: i32, reason: impl Into<String>) -> Self {
        Self {
            part,
            reason: reason.into(),
            points,
            quote: None,
            own: None,
            field: None,
            marks: Vec::new(),
        }
    }

    /// With the call's words.
    fn quoting<T>(self, fact: &Fact<T>) -> Self {
        Self { quote: fact.quote().cloned(), ..self }
    }

    /// With the artist's own fact.
    fn by(self, field: Field, own: impl Into<String>) -> Self {
        Self { own: Some(own.into()), field: Some(field), ..self }
    }

    /// Naming the field that the artist has not filled in.
    fn missing(self, field: Field) -> Self {
        Self { field: Some(field), ..self }
    }
}

impl Said {
    fn known(rows: impl IntoIterator<Item = Row>) -> Self {
        Self { rows: rows.into_iter().collect(), known: true }
    }

    fn unknown(row: Row) -> Self {
        Self { rows: vec![row], known: false }
    }
}

/// A place in the text to order facts by, so that the order of lists means nothing.
fn start<T>(fact: &Fact<T>) -> usize {
    fact.quote().map_or(0, |quote| quote.start)
}
