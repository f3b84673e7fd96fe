//! A labelled folder: which parts are there, and what is in them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::artist::LabelledArtist;
use super::ranking::Label;

/// Pages, and what people say about them. A part that is absent is simply not measured.
#[derive(Debug, Default)]
pub struct Folder {
    /// Where it lies.
    pub(super) root: PathBuf,
    /// `gold.jsonl`: calls and what they say.
    pub(super) gold: Vec<Value>,
    /// `profiles.json`: artists.
    pub(super) artists: Vec<LabelledArtist>,
    /// `qrels.jsonl`: how well a call suits an artist.
    pub(super) labels: Vec<Label>,
    /// `dedup_pairs.jsonl`: pairs that are one call or two.
    pub(super) pairs: Vec<Value>,
    /// `manifest.jsonl`: what is known about each file.
    pub(super) notes: BTreeMap<String, String>,
    /// What is absent or cannot be read, in words.
    pub(super) problems: Vec<String>,
}

/// Why a folder cannot be measured at all.
#[derive(Debug, thiserror::Error)]
pub enum Missing {
    /// There is no such folder.
    #[error("there is no folder {0}")]
    NoFolder(PathBuf),
    /// It holds nothing that is measured.
    #[error(
        "{0} holds no labels: a labelled folder has gold.jsonl, profiles.json with qrels.jsonl, \
         dedup_pairs.jsonl, or a feed of noise in raw/"
    )]
    NoLabels(PathBuf),
}

impl Folder {
    /// Reads what there is. What is absent, and lines that cannot be read, are told and left out.
    ///
    /// # Errors
    /// There is no such folder.
    pub fn open(root: &Path) -> Result<Self, Missing> {
        if !root.is_dir() {
            return Err(Missing::NoFolder(root.to_owned()));
        }
        let mut folder = Self::at(root);
        folder.gold = folder.lines("gold.jsonl", "no fields are measured");
        folder.gold.retain(|record| record["file"].is_string());
        folder.artists = folder.profiles();
        folder.labels = folder.lines("qrels.jsonl", "no ranking is measured");
        folder.pairs = folder.lines("dedup_pairs.jsonl", "no duplicates are measured");
        let manifest: Vec<Value> = match root.join("manifest.jsonl").is_file() {
            true => folder.lines("manifest.jsonl", ""),
            false => Vec::new(),
        };
        for record in manifest {
            if let (Some(file), Some(notes)) = (record["file"].as_str(), record["notes"].as_str()) {
                folder.notes.insert(file.to_owned(), notes.to_owned());
            }
        }
        Ok(folder)
    }

    /// A folder of which nothing has been read yet.
    pub(super) fn at(root: &Path) -> Self {
        Self { root: root.to_owned(), ..Self::default() }
    }

    /// The text of a file inside the folder.
    pub(super) fn text(&self, file: &str) -> Result<String, String> {
        let plain = |part| matches!(part, std::path::Component::Normal(_));
        if !Path::new(file).components().all(plain) {
            return Err(format!("{file} lies outside the folder"));
        }
        let bytes =
            std::fs::read(self.root.join(file)).map_err(|error| format!("{file}: {error}"))?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The files of `raw/`, in order.
    pub(super) fn raw_files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.root.join("raw")).into_iter().flatten().flatten();
        let mut files: Vec<String> = entries
            .filter(|entry| entry.path().is_file())
            .filter_map(|entry| Some(format!("raw/{}", entry.file_name().to_str()?)))
            .collect();
        files.sort();
        files
    }

    /// A file of one JSON value a line; lines that cannot be read are named and left out.
    fn lines<T: DeserializeOwned>(&mut self, file: &str, without: &str) -> Vec<T> {
        let Ok(text) = self.text(file) else {
            self.problems.push(format!("{file} is not there: {without}"));
            return Vec::new();
        };
        let mut found = Vec::new();
        for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
            match serde_json::from_str(line) {
                Ok(value) => found.push(value),
                Err(error) => self.problems.push(format!("{file}, line {number}: {error}")),
            }
        }
        found
    }

    /// `profiles.json`: a list, or an object that holds one.
    fn profiles(&mut self) -> Vec<LabelledArtist> {
        let file = "profiles.json";
        let Ok(text) = self.text(file) else {
            self.problems.push(format!("{file} is not there: no ranking is measured"));
            return Vec::new();
        };
        let all: Vec<Value> = match serde_json::from_str(&text) {
            Ok(Value::Array(all)) => all,
            Ok(Value::Object(inside)) => {
                inside.into_values().find_map(|value| value.as_array().cloned()).unwrap_or_default()
            }
            Ok(_) => Vec::new(),
            Err(error) => {
                self.problems.push(format!("{file}: {error}"));
                Vec::new()
            }
        };
        let mut artists = Vec::new();
        for (number, one) in (1..).zip(all) {
            match serde_json::from_value(one) {
                Ok(artist) => artists.push(artist),
                Err(error) => self.problems.push(format!("{file}, artist {number}: {error}")),
            }
        }
        artists
    }
}
