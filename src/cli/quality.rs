//! `proletto quality`: how well calls are read, told apart and ranked, over a labelled folder.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use serde::Serialize;
use tokio::runtime::{Builder, Runtime};

use super::out::{self, say};
use crate::features::quality::{self, Folder, Report};
use crate::features::reading::{Document, Reading};
use crate::features::sources::SecondReading;
use crate::platform::config::Config;
use crate::platform::model::{Budget, Fault, Model, Spent, Usage};

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
    /// And once more with what the configured model adds to the labelled pages, whose words it is sent
    #[arg(long)]
    pub model: bool,
}

/// Needs no settings and no database.
pub fn run(options: &Options) -> anyhow::Result<()> {
    let report = quality::measure(&Folder::open(&options.dir)?)?;
    if options.json {
        return out::json(&report);
    }
    show(&report, options.misses);
    Ok(())
}

fn show(report: &Report, misses: bool) {
    if misses {
        say!("{}", quality::misses(report));
    }
    out::text(format_args!("{}", quality::plain(report)));
}

/// The same without and with a model, and what asking it took.
#[derive(Serialize)]
struct Compared {
    model: String,
    took: Took,
    without: Report,
    with: Report,
}

/// What asking took.
#[derive(Default, Serialize)]
struct Took {
    /// Pages it was asked about.
    asked: usize,
    /// Of them, those of which nothing came.
    failed: usize,
    tokens: u64,
    dollars: rust_decimal::Decimal,
    /// Why no more was asked before the end.
    ended: Option<String>,
}

/// Measures twice: our readers alone, and with what the configured model adds. A day's budget holds for one
/// such measurement; what it takes is said, and counted nowhere else.
///
/// # Errors
/// There is no model, or nothing to measure.
pub fn run_with_model(options: &Options, config: &Config) -> anyhow::Result<()> {
    let model = Model::of(config)?.context(
        "there is no model to ask: PROLETTO_MODEL_KEY and PROLETTO_MODEL_NAME are not set",
    )?;
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let folder = Folder::open(&options.dir)?;
    let without = quality::measure(&folder)?;
    let (mut took, budget) = (Took::default(), Budget::of(config));
    let with = quality::measure_with(&folder, &mut |document, reading| {
        took.ask(&runtime, &model, budget, (document, reading))
    })?;
    let compared = Compared { model: model.name().to_owned(), took, without, with };
    if options.json {
        return out::json(&compared);
    }
    let Compared { model, took, without, with } = &compared;
    say!("Our readers alone\n");
    show(without, false);
    let Took { asked, failed, tokens, dollars, ended } = took;
    say!(
        "\nWith what {model} adds: {asked} pages asked about, {failed} of them in vain, {tokens} tokens, \
         {dollars} US dollars"
    );
    if let Some(ended) = ended {
        say!("{ended}");
    }
    say!();
    show(with, options.misses);
    Ok(())
}

impl Took {
    /// The reading with what the model adds, where there is room to ask it.
    fn ask(
        &mut self,
        runtime: &Runtime,
        model: &Model,
        budget: Budget,
        (document, reading): (&Document, Reading),
    ) -> Reading {
        let Some(second) = SecondReading::of(document, &reading) else { return reading };
        let spent = Spent { tokens: self.tokens, dollars: self.dollars };
        let at_most = second.at_most();
        if self.ended.is_none() && !budget.has_room(spent, at_most, model.prices()) {
            self.ended = Some(format!("No more was asked: {} were used up.", budget.in_words()));
        }
        if self.ended.is_some() {
            return reading;
        }
        let read = runtime.block_on(second.ask(model));
        let usage = match &read {
            Ok((_, usage)) => *usage,
            Err(trouble) if trouble.fault == Fault::Service => Some(Usage::default()),
            Err(trouble) => trouble.usage,
        };
        self.asked += 1;
        let usage = usage.unwrap_or(at_most);
        self.tokens = self.tokens.saturating_add(usage.total());
        self.dollars += model.prices().map(|prices| prices.cost(usage)).unwrap_or_default();
        match read {
            Ok((filled, _)) => filled,
            Err(trouble) => {
                self.failed += 1;
                if trouble.fault != Fault::Answer {
                    self.ended = Some(format!("No more was asked: the model {}.", trouble.words));
                }
                reading
            }
        }
    }
}
