//! Everything that was measured over a folder.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::document::reading;
use super::fields;
use super::folder::{Folder, Missing};
use super::judged::{Counts, Disagreement};
use super::noise::{Noise, noise};
use super::pairs::{Duplicates, duplicates};
use super::ranking::{Ranked, ranking};
use super::statistics::Interval;
use crate::features::reading::{Document, EDITION, Reading};

/// What was measured. What the folder has no labels for is absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The edition of the readers.
    pub edition: i32,
    /// How many labelled pages were read.
    pub pages: usize,
    /// Each field, as the gold file names it.
    pub fields: BTreeMap<String, Counts>,
    /// Fields that are sets, counted by their members.
    pub members: BTreeMap<String, Members>,
    /// Rules that shut people out, over residence and citizenship, age and career stage.
    pub hard_rules: Option<HardRules>,
    /// Feeds and dumps of what is not a call.
    pub not_a_call: Vec<Noise>,
    /// Pairs of listings.
    pub duplicates: Option<Duplicates>,
    /// The order of calls for artists.
    pub ranking: Option<Ranked>,
    /// What could not be measured, in words.
    pub problems: Vec<String>,
    /// Every field that was not read as labelled.
    pub disagreements: Vec<Disagreement>,
    /// Every page as it was read, in the words of the gold file.
    pub calls: Vec<Value>,
}

/// How many members of a set were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Members {
    /// In the label, and read.
    pub right: usize,
    /// Read, and not in the label.
    pub extra: usize,
    /// In the label, and not read.
    pub missing: usize,
}

/// How many of the rules that shut people out were found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HardRules {
    /// Found, and about what the label says.
    pub right: usize,
    /// Found, and about something else.
    pub wrong: usize,
    /// Found where nobody is shut out.
    pub invented: usize,
    /// Not found.
    pub missing: usize,
    /// The share of labelled rules that was found.
    pub found: Option<Interval>,
}

/// Runs the code over everything that a folder has labels for.
///
/// # Errors
/// It holds no labels at all.
pub fn measure(folder: &Folder) -> Result<Report, Missing> {
    measure_with(folder, &mut |_, reading| reading)
}

/// The same, where somebody else may add to what our readers read of each labelled page.
///
/// # Errors
/// As [`measure`].
pub fn measure_with(
    folder: &Folder,
    add: &mut dyn FnMut(&Document, Reading) -> Reading,
) -> Result<Report, Missing> {
    let mut report =
        Report { edition: EDITION, problems: folder.problems.clone(), ..Report::default() };
    for gold in &folder.gold {
        report.page(folder, gold, add);
    }
    report.hard_rules = report.hard_rules();
    report.not_a_call = noise(folder);
    report.duplicates = duplicates(folder, &mut report.problems);
    report.ranking = ranking(folder, &mut report.problems);
    let nothing = report.pages == 0
        && report.not_a_call.is_empty()
        && report.duplicates.is_none()
        && report.ranking.is_none();
    if nothing { Err(Missing::NoLabels(folder.root.clone())) } else { Ok(report) }
}

impl Report {
    /// Reads one labelled page and holds each field against its label.
    fn page(
        &mut self,
        folder: &Folder,
        gold: &Value,
        add: &mut dyn FnMut(&Document, Reading) -> Reading,
    ) {
        let file = gold["file"].as_str().unwrap_or_default();
        let document = match folder.document(file, gold) {
            Ok(document) => document,
            Err(why) => return self.problems.push(format!("gold.jsonl: {why}")),
        };
        let Some(reading) = reading(&document) else {
            return self.problems.push(format!("{file}: the reader broke off"));
        };
        let reading = add(&document, reading);
        let told = fields::told(file, &reading);
        self.pages += 1;
        for judged in fields::judge(gold, &told, &reading) {
            self.fields.entry(judged.field.to_owned()).or_default().add(judged.outcome);
            if matches!(judged.field, "disciplines" | "award.in_kind") {
                let members = self.members.entry(judged.field.to_owned()).or_default();
                members.add(&judged.expected, &judged.got);
            }
            self.disagreements.extend(judged.disagreement(file));
        }
        self.calls.push(told);
    }

    /// Residence and citizenship, age and career stage together.
    fn hard_rules(&self) -> Option<HardRules> {
        let names = ["citizenship_residency", "age", "career_stage"];
        let counts =
            names.iter().filter_map(|name| self.fields.get(&format!("eligibility.{name}")));
        let mut all = HardRules::default();
        for one in counts {
            all.right += one.right;
            all.wrong += one.wrong - one.invented;
            all.invented += one.invented;
            all.missing += one.missing;
        }
        all.found = Interval::of_share(all.right, all.right + all.wrong + all.missing);
        all.found.is_some().then_some(all)
    }
}

impl Members {
    fn add(&mut self, expected: &Value, got: &Value) {
        let set = |value: &Value| -> BTreeSet<String> {
            let items = value.as_array().into_iter().flatten();
            items.filter_map(Value::as_str).map(str::to_owned).collect()
        };
        let (expected, got) = (set(expected), set(got));
        self.right += expected.intersection(&got).count();
        self.extra += got.difference(&expected).count();
        self.missing += expected.difference(&got).count();
    }
}
