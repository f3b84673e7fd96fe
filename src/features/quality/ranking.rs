//! How good the order of calls is, against labels: the usual measures, beside three simple orders.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::document::reading;
use super::folder::Folder;
use super::statistics::{Interval, number};
use crate::features::matching::{Call, Feedback, Outcome, rank};
use crate::features::profiles::Artist;
use crate::features::reading::{Closing, Reading};

/// How well a call suits an artist, by the judgement of a person.
#[derive(Clone, Debug, Deserialize)]
pub struct Label {
    /// The artist's id.
    pub profile: String,
    /// The file of the call.
    pub opportunity: String,
    /// 0 (not at all) to 3 (made for them).
    #[serde(default, deserialize_with = "grade")]
    pub grade: u32,
    /// A rule excludes them.
    #[serde(default, deserialize_with = "flag")]
    pub hard_ineligible: bool,
}

/// The measures of one order of calls.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    /// Normalised discounted cumulative gain of the first ten, 0 to 1; gain 2^grade - 1.
    pub ndcg10: f64,
    /// The share of the first five that are graded 2 or 3.
    pub precision5: f64,
    /// How many of the first ten exclude the artist.
    pub ineligible10: usize,
}

/// One way of ordering calls, over all artists.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// The mean over the artists.
    #[serde(rename = "ndcg@10")]
    pub ndcg10: Option<Interval>,
    /// The mean over the artists.
    #[serde(rename = "precision@5")]
    pub precision5: Option<Interval>,
    /// Calls that exclude the artist in the top ten, over all artists.
    #[serde(rename = "hard_ineligible@10")]
    pub ineligible10: usize,
}

/// What came of the ranking.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ranked {
    /// How many artists there are.
    pub artists: usize,
    /// How many labels.
    pub labels: usize,
    /// The order artists see.
    pub ours: Order,
    /// The newest first.
    pub newest: Order,
    /// The nearest deadline first.
    pub nearest_deadline: Order,
    /// Plain full-text search with the artist's own words.
    pub full_text: Order,
    /// Pairs that a rule excludes, by the labels.
    pub hard_ineligible: usize,
    /// Those of them that were closed to the artist.
    pub closed: usize,
    /// Those of them that were left open, with the question that would settle it.
    pub left_open: usize,
    /// Those of them where the artist was told they may apply, or nothing about it was found.
    pub passed: usize,
    /// Pairs that no rule excludes, and that were closed to the artist.
    pub wrongly_closed: usize,
    /// Each artist's own figures, by their id.
    pub each: BTreeMap<String, Own>,
}

/// One artist's figures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Own {
    /// Theirs alone.
    #[serde(rename = "ndcg@10")]
    pub ndcg10: f64,
    /// Theirs alone.
    #[serde(rename = "precision@5")]
    pub precision5: f64,
    /// Theirs alone.
    #[serde(rename = "hard_ineligible@10")]
    pub ineligible10: usize,
    /// The first ten, as they would see them.
    pub top: Vec<Shown>,
    /// Calls wrongly closed to them, with the words they would see.
    pub wrongly_closed: Vec<(String, String)>,
    /// Calls that exclude them and were not seen to.
    pub passed: Vec<String>,
}

/// A call in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// Its file.
    pub opportunity: String,
    /// Its score.
    pub score: u32,
    /// Its label.
    pub grade: u32,
    /// Whether a rule excludes the artist, by the label.
    pub hard_ineligible: bool,
}

/// A call as it is ranked.
struct Known {
    reading: Reading,
    words: HashMap<String, usize>,
    length: usize,
    newest: Option<NaiveDate>,
    deadline: Option<NaiveDate>,
}

/// The day on which everything is ranked.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 7, 1).unwrap_or_default()
}

/// Ranks the labelled calls for each artist, in four ways.
pub(super) fn ranking(folder: &Folder, problems: &mut Vec<String>) -> Option<Ranked> {
    if folder.labels.is_empty() || folder.artists.is_empty() {
        return None;
    }
    let calls = known(folder, problems);
    let ids: BTreeMap<&str, Uuid> =
        calls.keys().copied().zip((1u128..).map(Uuid::from_u128)).collect();
    let names: HashMap<Uuid, &str> = ids.iter().map(|(name, id)| (*id, *name)).collect();
    let mut ranked = Ranked { labels: folder.labels.len(), ..Ranked::default() };
    let mut figures_of: [Vec<Figures>; 4] = Default::default();
    for labelled in &folder.artists {
        let every: Vec<&Label> = folder
            .labels
            .iter()
            .filter(|label| {
                label.profile == labelled.id && calls.contains_key(label.opportunity.as_str())
            })
            .collect();
        if every.is_empty() {
            problems.push(format!("profiles.json: nothing is labelled for {}", labelled.id));
            continue;
        }
        let artist = labelled.artist(today());
        let (own, order) = for_artist(&calls, &names, &artist, &every, &mut ranked);
        let orders = [
            order,
            newest(&calls, &every),
            nearest(&calls, &every),
            full_text(&calls, &artist, &every),
        ];
        for (all, order) in figures_of.iter_mut().zip(&orders) {
            all.push(figures(order, &every));
        }
        ranked.each.insert(labelled.id.clone(), own);
    }
    ranked.artists = ranked.each.len();
    let [ours, newest, nearest, text] = figures_of.map(|all| Order::of(&all));
    (ranked.ours, ranked.newest) = (ours, newest);
    (ranked.nearest_deadline, ranked.full_text) = (nearest, text);
    (ranked.artists > 0).then_some(ranked)
}

/// Reads every labelled call once. All count as open, as the labels ask.
fn known<'a>(folder: &'a Folder, problems: &mut Vec<String>) -> BTreeMap<&'a str, Known> {
    let mut calls = BTreeMap::new();
    let mut absent = std::collections::BTreeSet::new();
    for label in &folder.labels {
        let name = label.opportunity.as_str();
        if calls.contains_key(name) || absent.contains(name) {
            continue;
        }
        match folder.document(name, &Value::Null) {
            Ok(document) => {
                let read = reading(&document).unwrap_or_default();
                let words = tokens(&document.text);
                let deadline = read.closing.deadlines.last().map(|last| last.value.date);
                let known = Known {
                    reading: Reading { closing: Closing::default(), not_a_call: None, ..read },
                    length: words.len(),
                    words: words.into_iter().fold(HashMap::new(), |mut counts, word| {
                        *counts.entry(word).or_default() += 1;
                        counts
                    }),
                    newest: last_year(&document.text),
                    deadline,
                };
                calls.insert(name, known);
            }
            Err(why) => {
                problems.push(format!("qrels.jsonl: {why}"));
                absent.insert(name);
            }
        }
    }
    calls
}

fn for_artist<'a>(
    calls: &BTreeMap<&str, Known>,
    names: &HashMap<Uuid, &str>,
    artist: &Artist,
    every: &[&'a Label],
    ranked: &mut Ranked,
) -> (Own, Vec<&'a Label>) {
    let label_of = |id: &Uuid| {
        every.iter().find(|label| names.get(id) == Some(&label.opportunity.as_str())).copied()
    };
    let all = names
        .iter()
        .filter_map(|(id, name)| Some(Call { id: *id, reading: &calls.get(name)?.reading }));
    let all = all.filter(|call| label_of(&call.id).is_some());
    let ranking = rank(all, artist, &Feedback::default(), today());
    let order: Vec<&Label> =
        ranking.matches.iter().filter_map(|found| label_of(&found.id)).collect();
    let found = figures(&order, every);
    let mut own = Own {
        ndcg10: Interval::of_mean(&[found.ndcg10]).map_or(0.0, |one| one.value),
        precision5: found.precision5,
        ineligible10: found.ineligible10,
        ..Own::default()
    };
    for (found, label) in ranking.matches.iter().zip(&order) {
        if own.top.len() < 10 {
            own.top.push(Shown {
                opportunity: label.opportunity.clone(),
                score: found.score.total,
                grade: label.grade,
                hard_ineligible: label.hard_ineligible,
            });
        }
        if label.hard_ineligible {
            ranked.hard_ineligible += 1;
            if found.verdict.outcome == Outcome::Unknown {
                ranked.left_open += 1;
            } else {
                ranked.passed += 1;
                own.passed.push(label.opportunity.clone());
            }
        }
    }
    for found in &ranking.not_eligible {
        match label_of(&found.id) {
            Some(label) if label.hard_ineligible => {
                ranked.hard_ineligible += 1;
                ranked.closed += 1;
            }
            Some(label) => {
                ranked.wrongly_closed += 1;
                own.wrongly_closed
                    .push((label.opportunity.clone(), found.verdict.in_words.clone()));
            }
            None => {}
        }
    }
    (own, order)
}

/// The measures of an order of calls, against every label there is for the artist.
pub fn figures(order: &[&Label], every: &[&Label]) -> Figures {
    let gains = |labels: &[&Label]| {
        let first = labels.iter().take(10).zip(2u32..);
        first.map(|(label, place)| gain(label.grade) / f64::from(place).log2()).sum::<f64>()
    };
    let mut ideal = every.to_vec();
    ideal.sort_by_key(|label| std::cmp::Reverse(label.grade));
    let best = gains(&ideal);
    let good = order.iter().take(5).filter(|label| label.grade >= 2).count();
    Figures {
        ndcg10: if best > 0.0 { gains(order) / best } else { 0.0 },
        precision5: number(good) / 5.0,
        ineligible10: order.iter().take(10).filter(|label| label.hard_ineligible).count(),
    }
}

fn gain(grade: u32) -> f64 {
    f64::from(2u32.saturating_pow(grade) - 1)
}

impl Order {
    fn of(all: &[Figures]) -> Self {
        let of =
            |one: fn(&Figures) -> f64| Interval::of_mean(&all.iter().map(one).collect::<Vec<_>>());
        Self {
            ndcg10: of(|figures| figures.ndcg10),
            precision5: of(|figures| figures.precision5),
            ineligible10: all.iter().map(|figures| figures.ineligible10).sum(),
        }
    }
}

/// By a key; of equals, by the name of the file.
fn by<'a, K: Ord>(every: &[&'a Label], key: impl Fn(&Label) -> K) -> Vec<&'a Label> {
    let mut order = every.to_vec();
    order.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| a.opportunity.cmp(&b.opportunity)));
    order
}

fn newest<'a>(calls: &BTreeMap<&str, Known>, every: &[&'a Label]) -> Vec<&'a Label> {
    by(every, |label| {
        std::cmp::Reverse(calls.get(label.opportunity.as_str()).and_then(|call| call.newest))
    })
}

fn nearest<'a>(calls: &BTreeMap<&str, Known>, every: &[&'a Label]) -> Vec<&'a Label> {
    by(every, |label| {
        let day = calls.get(label.opportunity.as_str()).and_then(|call| call.deadline);
        day.unwrap_or(NaiveDate::MAX)
    })
}

/// BM25 over the whole texts, asked with every word of the artist's profile.
fn full_text<'a>(
    calls: &BTreeMap<&str, Known>,
    artist: &Artist,
    every: &[&'a Label],
) -> Vec<&'a Label> {
    let own = artist.disciplines.iter().map(|discipline| discipline.name().to_owned());
    let kinds = artist.kinds.iter().map(|kind| kind.name().to_owned());
    let home = artist.residence.iter().map(|home| {
        format!("{} {}", home.city.as_deref().unwrap_or_default(), home.country.name())
    });
    let mut query: Vec<String> = tokens(
        &own.chain(kinds).chain(home).chain(artist.media.clone()).collect::<Vec<_>>().join(" "),
    );
    query.sort();
    query.dedup();
    let mean =
        number(calls.values().map(|call| call.length).sum::<usize>()) / number(calls.len().max(1));
    let score = |label: &Label| {
        let Some(call) = calls.get(label.opportunity.as_str()) else { return 0.0 };
        let of_word = |word: &String| {
            let holding =
                number(calls.values().filter(|call| call.words.contains_key(word)).count());
            let times = number(call.words.get(word).copied().unwrap_or_default());
            let rare = (1.0 + (number(calls.len()) - holding + 0.5) / (holding + 0.5)).ln();
            let long = 1.2 * (0.25 + 0.75 * number(call.length) / mean.max(1.0));
            rare * times * 2.2 / (times + long)
        };
        query.iter().map(of_word).sum::<f64>()
    };
    let mut order: Vec<(f64, &Label)> = every.iter().map(|label| (score(label), *label)).collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.opportunity.cmp(&b.1.opportunity)));
    order.into_iter().map(|(_, label)| label).collect()
}

fn tokens(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2);
    words.map(str::to_lowercase).collect()
}

/// The last year that a text names stands in for when it was posted.
fn last_year(text: &str) -> Option<NaiveDate> {
    let years = text.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4);
    let year = years.filter_map(|run| run.parse().ok()).filter(|year| (2000..2030).contains(year));
    NaiveDate::from_ymd_opt(year.max()?, 1, 1)
}

fn grade<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Number(number) => {
            number.as_f64().map_or(0, |grade| grade.round().clamp(0.0, 10.0) as u32)
        }
        Value::String(text) => text.trim().parse().unwrap_or(0),
        _ => 0,
    })
}

fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(Value::deserialize(deserializer)?.as_bool().unwrap_or(false))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(grade: u32, hard_ineligible: bool) -> Label {
        Label { profile: "p".into(), opportunity: "o".into(), grade, hard_ineligible }
    }

    #[test]
    fn the_ideal_order_is_one_and_its_opposite_less() {
        let labels = [label(3, false), label(2, false), label(1, false), label(0, true)];
        let best: Vec<&Label> = labels.iter().collect();
        let worst: Vec<&Label> = labels.iter().rev().collect();
        let ideal = figures(&best, &best);
        assert_eq!((ideal.ndcg10, ideal.precision5, ideal.ineligible10), (1.0, 0.4, 1));
        // By hand: gains 7, 3, 1 at places 4, 3, 2 over the same at places 1, 2, 3.
        let expected = (7.0 / 5f64.log2() + 3.0 / 2.0 + 1.0 / 3f64.log2())
            / (7.0 + 3.0 / 3f64.log2() + 1.0 / 2.0);
        assert!((figures(&worst, &best).ndcg10 - expected).abs() < 1e-9);
        assert_eq!(figures(&[], &best).ndcg10, 0.0);
    }
}
