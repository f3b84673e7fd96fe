//! `proletto job`: the timetable, and a job run by hand.

use anyhow::Context;
use clap::Subcommand;

use super::open;
use crate::platform::config::Config;
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

pub async fn run(command: Command, config: Config) -> anyhow::Result<()> {
    let opened = open(config).await?;
    let state = &opened.state;
    match command {
        Command::List { json } => {
            let last = jobs::last_runs(&state.pool).await?;
            if json {
                let jobs: Vec<_> = state
                    .timetable
                    .iter()
                    .map(|job| {
                        serde_json::json!({
                            "name": job.name, "about": job.about, "schedule": job.schedule,
                            "last_run": last.iter().find(|run| run.job == job.name),
                        })
                    })
                    .collect();
                println!("{}", serde_json::to_string_pretty(&jobs)?);
            } else {
                for job in state.timetable {
                    println!("{:16} {:14} {}", job.name, job.schedule, job.about);
                    if let Some(run) = last.iter().find(|run| run.job == job.name) {
                        let outcome = run.outcome.as_deref().unwrap_or("under way");
                        println!(
                            "{:31} last {}: {outcome}",
                            "",
                            run.started_at.format("%F %R UTC")
                        );
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
                Outcome::Done(words) => println!("{words}"),
                Outcome::Failed(words) => anyhow::bail!(words),
                Outcome::Busy => anyhow::bail!("{name} is running already"),
            }
        }
    }
    opened.close().await
}
