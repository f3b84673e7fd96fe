//! How often the program is right, where it is wrong, and what that does and does not say.

use askama::Template;
use askama_web::WebTemplate;

use crate::features::quality::routes::Quality;
use crate::features::quality::{Counts, Disagreement, Interval, Order, Outcome, Report, shipped};
use crate::platform::page::Page;

#[derive(Template, WebTemplate)]
#[template(path = "quality/measured.html")]
pub struct MeasuredPage {
    page: Page,
    pages: usize,
    edition: i32,
    fields: Vec<Field>,
    rules: Option<String>,
    noise: Vec<String>,
    duplicates: Option<Duplicates>,
    ranking: Vec<Row>,
    ranked: Option<String>,
}

/// One field in plain words.
struct Field {
    name: &'static str,
    /// In whole percent, for the bar.
    good: u32,
    share: String,
    interval: String,
    wrong: usize,
    invented: usize,
    missing: usize,
    misses: Vec<Miss>,
}

/// One page on which a field was not read as labelled.
struct Miss {
    file: String,
    how: &'static str,
    expected: String,
    got: String,
    quote: Option<String>,
}

struct Duplicates {
    merged: String,
    shown: String,
    falsely: String,
}

/// One way of ordering calls.
struct Row {
    name: &'static str,
    ndcg: String,
    precision: String,
    ineligible: usize,
}

/// The fields that readers care about, in their order, and what they are called.
const FIELDS: &[(&str, &str)] = &[
    ("is_opportunity", "Whether it is a call at all"),
    ("deadline", "Deadline"),
    ("deadline_time", "Time of the deadline"),
    ("deadline_tz", "Time zone of the deadline"),
    ("rolling", "Open at any time"),
    ("entry_fee", "Entry fee"),
    ("other_costs", "Other costs"),
    ("award.min", "Award, at least"),
    ("award.max", "Award, at most"),
    ("award.pool", "Sum of all awards"),
    ("award.in_kind", "Everything given besides money"),
    ("type", "Kind of call"),
    ("disciplines", "All disciplines"),
    ("location.country", "Country"),
    ("location.city", "City"),
    ("title", "Title"),
    ("organisation", "Who calls"),
    ("eligibility.citizenship_residency", "Rules about residence and citizenship"),
    ("eligibility.age", "Rules about age"),
    ("eligibility.career_stage", "Rules about career stage"),
    ("eligibility.other", "All other conditions"),
];

pub async fn show(_: Quality, page: Page) -> MeasuredPage {
    MeasuredPage::of(page, shipped())
}

impl MeasuredPage {
    fn of(page: Page, report: &Report) -> Self {
        let fields = FIELDS.iter().filter_map(|(field, name)| {
            Some(Field::of(name, report.fields.get(*field)?, misses(report, field)))
        });
        Self {
            pages: report.pages,
            edition: report.edition,
            fields: fields.collect(),
            rules: report.hard_rules.as_ref().and_then(|hard| {
                let of = hard.right + hard.wrong + hard.missing;
                Some(format!(
                    "Of {of} rules that shut people out (residence and citizenship, age, career stage) {} \
                     were found: {}. {} were read where there are none.",
                    hard.right,
                    share(hard.found?),
                    hard.invented
                ))
            }),
            noise: report
                .not_a_call
                .iter()
                .map(|noise| {
                    let should = if noise.calls { "none" } else { "every one" };
                    format!(
                        "Of {} entries of a list of which {should} should be refused, {} were refused.",
                        noise.entries, noise.refused
                    )
                })
                .collect(),
            duplicates: report.duplicates.as_ref().map(|found| Duplicates {
                merged: found.recall.map(share).unwrap_or_default(),
                shown: found.recall_with_maybe.map(share).unwrap_or_default(),
                falsely: found.false_merge.map(share).unwrap_or_default(),
            }),
            ranking: report.ranking.iter().flat_map(rows).collect(),
            ranked: report.ranking.as_ref().map(|ranked| {
                format!("{} artists, {} judged pairs of artist and call.", ranked.artists, ranked.labels)
            }),
            page,
        }
    }
}

impl Field {
    fn of(name: &'static str, counts: &Counts, misses: Vec<Miss>) -> Self {
        let good = counts.right + counts.rightly_unknown;
        let interval = counts.good.unwrap_or_default();
        Self {
            name,
            good: u32::try_from(good * 100 / counts.total().max(1)).unwrap_or(0),
            share: format!("{good} of {}", counts.total()),
            interval: format!("{:.0} to {:.0} %", interval.low * 100.0, interval.high * 100.0),
            wrong: counts.wrong,
            invented: counts.invented,
            missing: counts.missing,
            misses,
        }
    }
}

fn misses(report: &Report, field: &str) -> Vec<Miss> {
    let of_field = report.disagreements.iter().filter(|miss| miss.field == field);
    of_field.map(Miss::of).collect()
}

impl Miss {
    fn of(miss: &Disagreement) -> Self {
        Self {
            file: miss.file.trim_start_matches("raw/").to_owned(),
            how: match miss.outcome {
                Outcome::Invented => "invented",
                Outcome::Missing => "not read",
                _ => "wrong",
            },
            expected: words(&miss.expected),
            got: words(&miss.got),
            quote: miss.quote.as_ref().map(|quote| quote.chars().take(240).collect()),
        }
    }
}

/// A value as a person would write it.
fn words(value: &serde_json::Value) -> String {
    use serde_json::Value;
    match value {
        Value::Null => "nothing".into(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.into(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(items) if items.is_empty() => "nothing".into(),
        Value::Array(items) => items.iter().map(words).collect::<Vec<_>>().join(", "),
        Value::Object(inside) => {
            let said = ["amount", "currency"].iter().filter_map(|key| inside.get(*key));
            said.filter(|value| !value.is_null()).map(words).collect::<Vec<_>>().join(" ")
        }
    }
}

fn rows(ranked: &crate::features::quality::Ranked) -> [Row; 4] {
    let row = |name, order: &Order| Row {
        name,
        ndcg: decimals(order.ndcg10),
        precision: decimals(order.precision5),
        ineligible: order.ineligible10,
    };
    [
        row("Proletto", &ranked.ours),
        row("Newest first", &ranked.newest),
        row("Nearest deadline first", &ranked.nearest_deadline),
        row("Full-text search", &ranked.full_text),
    ]
}

fn share(of: Interval) -> String {
    format!("{:.0} % (between {:.0} and {:.0})", of.value * 100.0, of.low * 100.0, of.high * 100.0)
}

fn decimals(interval: Option<Interval>) -> String {
    interval
        .map_or_else(String::new, |of| format!("{:.2} ({:.2} to {:.2})", of.value, of.low, of.high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::styleguide::{page_for, save};

    #[test]
    fn the_figures_stand_on_the_page_with_what_they_mean() {
        let page = MeasuredPage::of(page_for(None, "/quality"), shipped());
        let deadline = &shipped().fields["deadline"];
        let html = save("quality-measured", &page);
        let good = deadline.right + deadline.rightly_unknown;
        assert!(html.contains(&format!("{good} of {}", deadline.total())), "the deadline's figure");
        for words in ["What it does not say", "rightly left unknown", "Newest first"] {
            assert!(html.contains(words), "{words}");
        }
    }
}
