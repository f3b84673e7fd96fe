//! The command line: what an operator types.
//!
//! Exit codes: 0 done; 1 it failed; 2 the command or a setting cannot be understood.

mod admin;
mod bench;
mod demo;
mod doctor;
mod job;
mod quality;
mod secrets;
mod serve;
mod source;

use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand};

use crate::MIGRATOR;
use crate::features::{accounts, sources};
use crate::platform::clock::Clock;
use crate::platform::config::{self, Config, PgFetch};
use crate::platform::postgres::{self, Server, scratch};
use crate::platform::state::State;
use crate::platform::{db, telemetry};
use crate::timetable::TIMETABLE;

/// Finds calls for visual artists, reads them truthfully, and says which are worth the evening and why.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the web server and the timetable (what happens without a command, too)
    Serve,
    /// Bring the database's tables up to date, and end
    Migrate,
    /// A first look: made-up calls in a private database, and two people to sign in as
    Demo,
    /// Accounts
    #[command(subcommand)]
    Admin(admin::Command),
    /// Where calls come from
    #[command(subcommand)]
    Source(source::Command),
    /// The timetable's jobs
    #[command(subcommand)]
    Job(job::Command),
    /// Say how well calls are read, told apart and ranked, measured over a labelled folder
    Quality(quality::Options),
    /// The keys under which secrets are kept
    #[command(subcommand)]
    Secrets(secrets::Command),
    /// Say what is configured, what is missing, and what follows
    Doctor {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// How fast things are on this machine
    #[command(subcommand)]
    Bench(bench::Command),
    /// Show the settings in force
    Config {
        /// Print .env.example instead
        #[arg(long)]
        example: bool,
        /// As JSON
        #[arg(long, conflicts_with = "example")]
        json: bool,
    },
}

/// Does what the arguments say.
pub fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some(scratch::COMMAND) {
        return keep_scratch();
    }
    let cli = Cli::parse();
    if let Some(Command::Quality(options)) = &cli.command {
        return ended(quality::run(options));
    }
    let values = match config::environment() {
        Ok(values) => values,
        Err(error) => return misconfigured(&error),
    };
    if let Some(Command::Config { example, json }) = cli.command {
        show_config(&values, example, json);
        return ExitCode::SUCCESS;
    }
    let config = match Config::read(&values) {
        Ok(config) => config,
        Err(error) => return misconfigured(&error),
    };
    telemetry::start(&config);
    for line in config::unknown_names(&values) {
        tracing::warn!("{line}");
    }
    let done = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the runtime could not be started")
        .and_then(|runtime| runtime.block_on(run(cli.command.unwrap_or(Command::Serve), config)));
    ended(done)
}

/// What the shell is told.
fn ended(done: anyhow::Result<()>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("proletto: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command, config: Config) -> anyhow::Result<()> {
    match command {
        Command::Serve => serve::run(config).await,
        Command::Migrate => {
            let opened = open(config).await?;
            println!("The tables are up to date.");
            opened.close().await
        }
        Command::Demo => demo::run(config).await,
        Command::Admin(command) => admin::run(command, config).await,
        Command::Source(command) => source::run(command, config).await,
        Command::Job(command) => job::run(command, config).await,
        Command::Secrets(command) => secrets::run(command, config).await,
        Command::Doctor { json } => doctor::run(config, json).await,
        Command::Bench(command) => bench::run(&command),
        Command::Config { .. } | Command::Quality(_) => Ok(()),
    }
}

fn misconfigured(error: &config::ConfigError) -> ExitCode {
    eprintln!("proletto: {error}");
    ExitCode::from(2)
}

fn show_config(values: &std::collections::BTreeMap<String, String>, example: bool, json: bool) {
    if example {
        print!("{}", config::example());
        return;
    }
    let settings = config::GROUPS.iter().flat_map(|group| group.settings);
    if json {
        let all: serde_json::Map<String, serde_json::Value> = settings
            .map(|setting| (setting.name.to_owned(), config::shown(setting, values).into()))
            .collect();
        println!("{}", serde_json::Value::from(all));
    } else {
        for setting in settings {
            println!("{}={}", setting.name, config::shown(setting, values));
        }
    }
}

/// An opened, migrated database and the state around it.
struct Opened {
    state: State,
    /// The private server, where it is one.
    server: Option<Server>,
}

/// Opens the database (starting the private one if need be) and brings its tables up to date.
async fn open(config: Config) -> anyhow::Result<Opened> {
    let opened = open_database(config).await?;
    sources::ship(&opened.state.pool, opened.state.clock.now()).await?;
    Ok(opened)
}

/// The same without the sources that ship with the program.
async fn open_database(config: Config) -> anyhow::Result<Opened> {
    accounts::check_cost(&config)?;
    let (options, server) = match db::configured(&config)? {
        Some(options) => (options, None),
        None => {
            let server = postgres::start(&config.data, &postgres_settings(&config)).await?;
            (server.options(), Some(server))
        }
    };
    let pool = db::connect(options, &config).await?;
    db::migrate(&pool, &MIGRATOR).await?;
    let state = State::new(config, Clock::system(), pool, TIMETABLE)?;
    Ok(Opened { state, server })
}

impl Opened {
    /// Why the private database cannot be kept running; while it can, or where there is none, this
    /// does not come back.
    async fn database_lost(&self) -> postgres::Error {
        match &self.server {
            Some(server) => server.failed().await,
            None => std::future::pending().await,
        }
    }

    async fn close(self) -> anyhow::Result<()> {
        self.state.pool.close().await;
        if let Some(server) = self.server {
            server.stop().await;
        }
        Ok(())
    }
}

fn postgres_settings(config: &Config) -> postgres::Settings {
    postgres::Settings { bin: config.pg_bin.clone(), fetch: config.pg_fetch == PgFetch::Once }
}

/// Keeps the tests' database running for as long as there are tests.
fn keep_scratch() -> ExitCode {
    let kept = Config::load()
        .map_err(anyhow::Error::from)
        .and_then(|config| Ok(scratch::keep(&config.data, &postgres_settings(&config))?));
    match kept {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("proletto: {error:#}");
            ExitCode::FAILURE
        }
    }
}
