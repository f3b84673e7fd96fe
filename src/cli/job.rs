//! `proletto job`: the timetable, and a job run by hand.

use anyhow::Context;
use clap::Subcommand;

use super::Opened;
use super::out::{self, say};
use crate::platform::cron;
use crate::platform::jobs::{self, Outcome};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Say which jobs there are, when they run, and how they last went
    List {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Run a job now, and wait for it
    Run {
        /// Its name
        name: String,
    },
}

pub async fn run(command: Command, opened: Opened) -> anyhow::Result<()> {
    let state = &opened.state;
    match command {
        Command::List { json } => {
            let last = jobs::last_runs(&state.pool).await?;
            let due = jobs::due(&state.pool).await?;
            if json {
                let jobs: Vec<_> = state
                    .timetable
                    .iter()
                    .map(|job| {
                        serde_json::json!({
                            "name": job.name, "about": job.about, "schedule": job.schedule,
                            "next_run_at": due.get(job.name),
                            "last_run": last.iter().find(|run| run.job == job.name),
                        })
                    })
                    .collect();
                out::json(&jobs)?;
            } else {
                for job in state.timetable {
                    say!("{:20} {}", job.name, job.about);
                    let next = due.get(job.name).map_or("when the server runs".to_owned(), |at| {
                        at.format("%F %R UTC").to_string()
                    });
                    say!("{:20} {}; next {next}", "", cron::in_words(job.schedule));
                    if let Some(run) = last.iter().find(|run| run.job == job.name) {
                        let outcome = run.outcome.as_deref().unwrap_or("under way");
                        say!("{:20} last {}: {outcome}", "", run.started_at.format("%F %R UTC"));
                    }
                }
            }
        }
        Command::Run { name } => {
            let job = state
                .timetable
                .iter()
                .find(|job| job.name == name)
                .with_context(|| format!("there is no job {name:?}; see proletto job list"))?;
            match jobs::run(state, job, "command line").await? {
                Outcome::Done(words) => say!("{words}"),
                Outcome::Failed(words) => anyhow::bail!(words),
                Outcome::Busy => anyhow::bail!("{name} is running already"),
            }
        }
    }
    opened.close().await
}
