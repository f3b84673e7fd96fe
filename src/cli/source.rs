//! `proletto source`: what is collected from where, tried out and run by hand.

use std::time::Duration;

use anyhow::Context;
use clap::Subcommand;
use url::Url;

use super::open;
use crate::features::reading::Reading;
use crate::features::sources::{self, Ended, Preview, SourceId};
use crate::platform::config::Config;
use crate::platform::state::State;

/// How long a trial on the command line may take.
const PATIENCE: Duration = Duration::from_secs(600);

#[derive(Debug, Subcommand)]
pub enum Command {
    /// List every source, when it is due, and how it last went
    List {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Try a source out by its id, or any address: what would be read, with nothing written
    Test {
        /// The id of a source, or an address
        what: String,
        /// How many items are read
        #[arg(long, default_value_t = 5)]
        items: usize,
    },
    /// Run a source now, and wait for it
    Run {
        /// Its id
        id: SourceId,
    },
}

pub async fn run(command: Command, config: Config) -> anyhow::Result<()> {
    let opened = open(config).await?;
    let state = &opened.state;
    match command {
        Command::List { json } => list(state, json).await?,
        Command::Test { what, items } => test(state, &what, items).await?,
        Command::Run { id } => run_now(state, &id).await?,
    }
    opened.close().await
}

async fn list(state: &State, json: bool) -> anyhow::Result<()> {
    let all = sources::all(&state.pool).await?;
    let runs = sources::latest_runs(&state.pool, None, 1).await?;
    if json {
        let rows: Vec<_> = all
            .iter()
            .map(|registered| {
                let id = registered.source.id.as_str();
                serde_json::json!({
                    "source": registered.source, "origin": registered.origin,
                    "next_run_at": registered.next_run_at, "failures": registered.failures,
                    "flag": registered.flag,
                    "last_run": runs.iter().find(|run| run.source_id == id),
                })
            })
            .collect();
        println!("{}", serde_json::to_string_pretty(&rows)?);
        return Ok(());
    }
    for registered in &all {
        let source = &registered.source;
        let due = match (source.enabled, registered.next_run_at) {
            (false, _) => {
                source.off_reason.clone().map_or("off".into(), |why| format!("off: {why}"))
            }
            (true, Some(at)) => format!("due {}", at.format("%F %R UTC")),
            (true, None) => "not due".into(),
        };
        println!("{:28} {}  ({due})", source.id.as_str(), source.name);
        if let Some(run) = runs.iter().find(|run| run.source_id == source.id.as_str()) {
            println!("{:28}   {}", "", report(run));
        }
        if let Some(flag) = &registered.flag {
            println!("{:28}   look: {flag}", "");
        }
    }
    Ok(())
}

async fn test(state: &State, what: &str, items: usize) -> anyhow::Result<()> {
    let known = match what.parse::<SourceId>() {
        Ok(id) => sources::find(&state.pool, &id).await?,
        Err(_) => None,
    };
    let source = match known {
        Some(known) => known.source,
        None => {
            let problem = || format!("{what:?} is neither the id of a source nor an address");
            sources::from_address(Url::parse(what).with_context(problem)?)
        }
    };
    let preview =
        sources::preview(state, &source, items, PATIENCE).await.map_err(anyhow::Error::msg)?;
    show(&preview);
    Ok(())
}

fn show(preview: &Preview) {
    let more = if preview.more { ", and more pages follow" } else { "" };
    println!("{} items listed{more}. The first {}:", preview.listed, preview.tried.len());
    for tried in &preview.tried {
        println!("\n{}\n  {}", tried.item.title, tried.item.url);
        match &tried.calls {
            Ok(calls) => calls.iter().for_each(|(_, reading)| show_call(reading)),
            Err(reason) => println!("  not read: {reason}"),
        }
    }
}

fn show_call(reading: &Reading) {
    if let Some(why) = &reading.not_a_call {
        println!("  no call: {}", why.value.reason());
        return;
    }
    let say = |label: &str, value: Option<String>| {
        println!("  {label:13} {}", value.as_deref().unwrap_or("unknown"));
    };
    say("kind", reading.kind.as_ref().map(|kind| kind.value.name().to_owned()));
    say("organisation", reading.organisation.as_ref().map(|name| name.value.clone()));
    let deadlines = reading.closing.deadlines.iter().map(|d| d.value.date.to_string());
    let deadlines: Vec<String> = deadlines.collect();
    let rolling = reading.closing.recurrence.as_ref().map(|how| format!("{:?}", how.value));
    let deadline = if deadlines.is_empty() { rolling } else { Some(deadlines.join(", ")) };
    say("deadline", deadline);
    say("entry fee", reading.terms.entry_fee.as_ref().map(|fee| format!("{:?}", fee.value)));
    say("clauses", Some(reading.eligibility.len().to_string()));
    say("warnings", Some(reading.warnings.len().to_string()));
}

async fn run_now(state: &State, id: &SourceId) -> anyhow::Result<()> {
    let ended = sources::run(state, id, "command line").await?;
    match ended.with_context(|| format!("there is no source {id}; see proletto source list"))? {
        Ended::Busy => anyhow::bail!("another program runs {id} just now"),
        Ended::Failed(why) => anyhow::bail!("{id} could not be read: {why}"),
        Ended::Done | Ended::Paused => {
            if let Some(run) = sources::latest_runs(&state.pool, Some(id), 1).await?.first() {
                println!("{}", report(run));
            }
            Ok(())
        }
    }
}

fn report(run: &sources::Report) -> String {
    let why = run.error.as_ref().map(|error| format!(": {error}")).unwrap_or_default();
    format!(
        "{} {}{why}; {} listed, {} new, {} changed, {} unchanged, {} duplicates, {} refused, {} errors",
        run.started_at.format("%F %R UTC"),
        run.state,
        run.listed,
        run.new,
        run.changed,
        run.unchanged,
        run.duplicate,
        run.refused,
        run.errors,
    )
}
