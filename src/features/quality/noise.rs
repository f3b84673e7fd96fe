//! What only looks like a call: feeds and dumps whose every entry should be refused.

use serde::{Deserialize, Serialize};

use super::document::{of_entry, of_record, reading, records};
use super::folder::Folder;
use super::statistics::Interval;
use crate::features::reading::Document;

/// One file of things that are no calls, or are all calls.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Noise {
    /// The file.
    pub file: String,
    /// Whether its entries are calls: false, and all should be refused; true, and none.
    pub calls: bool,
    /// How many entries it has.
    pub entries: usize,
    /// How many were refused.
    pub refused: usize,
    /// The share that was judged rightly.
    pub good: Option<Interval>,
    /// The titles of those that were judged wrongly.
    pub misjudged: Vec<String>,
}

/// Feeds and dumps that are nothing but noise, and the entries of dumps that somebody sorted.
pub(super) fn noise(folder: &Folder) -> Vec<Noise> {
    let mut found = Vec::new();
    for file in folder.raw_files() {
        let notes = folder.notes.get(&file).map(|notes| notes.to_lowercase());
        let Ok(raw) = folder.text(&file) else { continue };
        let ending = file.rsplit('.').next().unwrap_or_default();
        if matches!(ending, "xml" | "atom" | "rss") {
            let labelled = folder.gold.iter().any(|record| {
                record["file"].as_str().is_some_and(|name| name.split('#').next() == Some(&file))
            });
            let is_noise = notes.as_deref().map_or(!labelled, says_noise);
            if let Some(feed) = feed_rs::parser::parse(raw.as_bytes()).ok().filter(|_| is_noise) {
                found.push(judged(&file, false, feed.entries.iter().map(of_entry)));
            }
        } else if matches!(ending, "json" | "jsonl") {
            let all = records(&raw);
            let sorted: Vec<_> = all
                .iter()
                .map(|(_, record)| record)
                .filter(|record| record["relevant"] == true)
                .collect();
            if !sorted.is_empty() {
                found.push(judged(&file, true, sorted.into_iter().map(of_record)));
            } else if notes.as_deref().is_some_and(says_noise) {
                found.push(judged(&file, false, all.iter().map(|(_, record)| of_record(record))));
            }
        }
    }
    found
}

/// Whether the notes of a file say that all of it is noise, and not some.
fn says_noise(notes: &str) -> bool {
    let says = ["noise", "negative", "false positive", "not open calls", "not calls", "no calls"];
    let some = ["mix of", "some of", "relevant +", "rest ="];
    says.iter().any(|word| notes.contains(word)) && !some.iter().any(|word| notes.contains(word))
}

fn judged(file: &str, calls: bool, documents: impl Iterator<Item = Document>) -> Noise {
    let mut noise = Noise {
        file: file.to_owned(),
        calls,
        entries: 0,
        refused: 0,
        good: None,
        misjudged: Vec::new(),
    };
    for document in documents {
        let refused = reading(&document).is_some_and(|reading| reading.not_a_call.is_some());
        noise.entries += 1;
        noise.refused += usize::from(refused);
        if refused == calls {
            noise.misjudged.push(document.title.clone().unwrap_or_default());
        }
    }
    noise.good = Interval::of_share(noise.entries - noise.misjudged.len(), noise.entries);
    noise
}
