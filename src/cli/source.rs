//! `proletto source`: what is collected from where, tried out and run by hand.

mod trial;

use std::time::Duration;

use anyhow::Context;
use clap::Subcommand;
use url::Url;

use super::Opened;
use super::out::{self, say};
use crate::features::sources::{self, Ended, SourceId};
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
        /// As JSON, with every fact and the words it rests on
        #[arg(long)]
        json: bool,
    },
    /// Run a source now, and wait for it
    Run {
        /// Its id
        id: SourceId,
        /// Also where it is switched off
        #[arg(long)]
        anyway: bool,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
}

pub async fn run(command: Command, opened: Opened) -> anyhow::Result<()> {
    let state = &opened.state;
    match command {
        Command::List { json } => list(state, json).await?,
        Command::Test { what, items, json } => test(state, &what, items, json).await?,
        Command::Run { id, anyway, json } => {
            if !anyway {
                refuse_if_off(state, &id).await?;
            }
            run_now(state, &id, json).await?;
        }
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
        return out::json(&rows);
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
        say!("{:28} {}  ({due})", source.id.as_str(), source.name);
        if let Some(run) = runs.iter().find(|run| run.source_id == source.id.as_str()) {
            say!("{:28}   {}", "", report(run));
        }
        if let Some(flag) = &registered.flag {
            say!("{:28}   look: {flag}", "");
        }
    }
    Ok(())
}

async fn test(state: &State, what: &str, items: usize, json: bool) -> anyhow::Result<()> {
    let known = match what.parse::<SourceId>() {
        Ok(id) => sources::find(&state.pool, &id).await?,
        Err(_) => None,
    };
    let source = match known {
        Some(known) => known.source,
        None => {
            let problem = || format!("{what:?} is neither the id of a source nor an address");
            let address = Url::parse(what).with_context(problem)?;
            let why = |reason| anyhow::anyhow!("{what} could not be read: {reason}");
            sources::guess(state, &address).await.map_err(why)?
        }
    };
    let preview =
        sources::preview(state, &source, items, PATIENCE).await.map_err(anyhow::Error::msg)?;
    trial::show(&source, &preview, state.clock.now(), json)?;
    if preview.tried.iter().all(|tried| tried.calls.is_err()) {
        anyhow::bail!("nothing of {what} could be read");
    }
    Ok(())
}

/// A source is off for a reason; its site may have asked not to be read.
async fn refuse_if_off(state: &State, id: &SourceId) -> anyhow::Result<()> {
    let known = sources::find(&state.pool, id).await?;
    if let Some(source) = known.map(|known| known.source).filter(|source| !source.enabled) {
        let why = source.off_reason.as_deref().unwrap_or("it was not said why");
        anyhow::bail!("{id} is switched off: {why} To read it all the same, add --anyway.");
    }
    Ok(())
}

async fn run_now(state: &State, id: &SourceId, json: bool) -> anyhow::Result<()> {
    let ended = sources::run(state, id, "command line").await?;
    match ended.with_context(|| format!("there is no source {id}; see proletto source list"))? {
        Ended::Busy => anyhow::bail!("another program runs {id} just now"),
        Ended::WaitsForKey(setting) => anyhow::bail!("{id} waits for a key: set {setting}"),
        Ended::Failed(why) => anyhow::bail!("{id} could not be read: {why}"),
        Ended::Done | Ended::Paused | Ended::Stopped => {
            if let Some(run) = sources::latest_runs(&state.pool, Some(id), 1).await?.first() {
                if json { out::json(run)? } else { say!("{}", report(run)) }
            }
            Ok(())
        }
    }
}

/// A run in one line; what there was none of is left out.
fn report(run: &sources::Report) -> String {
    let began = run.started_at.format("%F %R UTC");
    let why = run.error.as_ref().map(|error| format!(": {error}")).unwrap_or_default();
    let counts = [
        (run.listed, "listed"),
        (run.new, "new"),
        (run.changed, "changed"),
        (run.unchanged, "unchanged"),
        (run.duplicate, "known from elsewhere"),
        (run.refused, "refused"),
        (run.errors, "not read"),
    ];
    let counts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let counts = if counts.is_empty() { String::new() } else { format!("; {}", counts.join(", ")) };
    format!("{began} {}{why}{counts}", run.state)
}
