//! `proletto quality`: how well calls are read, told apart and ranked, over a labelled folder.

use std::path::PathBuf;

use clap::Args;

use super::out::{self, say};
use crate::features::quality::{self, Folder};

#[derive(Debug, Args)]
pub struct Options {
    /// The labelled folder: gold.jsonl, profiles.json, qrels.jsonl, dedup_pairs.jsonl, raw/
    dir: PathBuf,
    /// As JSON, with every disagreement and every page as it was read
    #[arg(long)]
    json: bool,
    /// With every disagreement: file, field, label, reading, quoted words
    #[arg(long, conflicts_with = "json")]
    misses: bool,
}

/// Needs no settings and no database.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let report = quality::measure(&Folder::open(&options.dir)?)?;
    if options.json {
        return out::json(&report);
    }
    if options.misses {
        say!("{}", quality::misses(&report));
    }
    out::text(format_args!("{}", quality::plain(&report)));
    Ok(())
}
