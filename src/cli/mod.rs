//! The command line: what an operator types.
//!
//! Exit codes: 0 done; 1 it failed; 2 the command or a setting cannot be understood.

mod admin;
mod bench;
mod case;
mod demo;
mod doctor;
mod job;
mod out;
mod quality;
mod read;
mod secrets;
mod serve;
mod source;

use std::collections::BTreeMap;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand};
use sqlx::postgres::PgConnectOptions;

use crate::MIGRATOR;
use crate::features::{accounts, profiles, sources};
use crate::platform::clock::Clock;
use crate::platform::config::{self, Config, PgFetch};
use crate::platform::db;
use crate::platform::postgres::{self, Server, scratch};
use crate::platform::state::State;
use crate::platform::telemetry::{self, To};
use crate::timetable::TIMETABLE;
use out::say;

/// Finds calls for visual artists, reads them truthfully, and says which are worth the evening and why.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// Be about the database of `proletto demo` and not about the one that is configured
    #[arg(long, global = true)]
    demo: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the web server and the timetable (what happens without a command, too)
    Serve,
    /// Bring the database's tables up to date, and end
    Migrate {
        /// Let this role of the database work with them, too: as Proletto does, with no right to change or
        /// remove what the audit log holds. Made where there is none
        #[arg(long = "for", value_name = "ROLE")]
        role: Option<String>,
    },
    /// A first look: made-up calls in a private database, and two people to sign in as
    Demo,
    /// Accounts
    #[command(subcommand)]
    Admin(admin::Command),
    /// Where calls come from
    #[command(subcommand)]
    Source(source::Command),
    /// What people say is wrong about calls
    #[command(subcommand)]
    Case(case::Command),
    /// The timetable's jobs
    #[command(subcommand)]
    Job(job::Command),
    /// Say what is read in the page of a file, each fact with the words it rests on
    Read(read::Options),
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
    if let Some(Command::Quality(options)) = &cli.command
        && !options.model
    {
        return ended(quality::run(options));
    }
    if let Some(Command::Read(options)) = &cli.command {
        return ended(read::run(options));
    }
    let values = match config::environment() {
        Ok(values) => values,
        Err(error) => return misconfigured(&error),
    };
    if let Some(Command::Config { example: true, .. }) = cli.command {
        out::text(format_args!("{}", config::example()));
        return ended(Ok(()));
    }
    let config = match Config::read(&values) {
        Ok(config) => config,
        Err(error) => return misconfigured(&error),
    };
    if let Err(error) = accounts::check_cost(&config) {
        out::warn(format_args!("proletto: {error:#}"));
        return ExitCode::from(2);
    }
    let command = cli.command.unwrap_or(Command::Serve);
    let serves = matches!(command, Command::Serve | Command::Demo);
    telemetry::start(&config, if serves { To::Stdout } else { To::Stderr });
    for line in config::unknown_names(&values) {
        tracing::warn!("{line}");
    }
    if let Command::Config { json, .. } = command {
        return ended(show_config(&values, json));
    }
    if let Command::Quality(options) = &command {
        return ended(quality::run_with_model(options, &config));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the runtime could not be started");
    ended(runtime.and_then(|runtime| runtime.block_on(run(command, Place::of(config, cli.demo)))))
}

async fn run(command: Command, place: Place) -> anyhow::Result<()> {
    match command {
        Command::Serve => serve::run(place.open().await?).await,
        Command::Migrate { role } => {
            let opened = place.open().await?;
            say!("The tables are up to date.");
            if let Some(role) = role {
                db::entrust(&mut *opened.state.pool.acquire().await?, &role).await?;
                say!("{role} can work with them, and only add to the audit log.");
            }
            opened.close().await
        }
        Command::Demo => demo::run(place.config).await,
        Command::Admin(command) => admin::run(command, place.open().await?).await,
        Command::Source(command) => source::run(command, place.open().await?).await,
        Command::Case(command) => case::run(command, place.open().await?).await,
        Command::Job(command) => job::run(command, place.open().await?).await,
        Command::Secrets(command) => secrets::run(command, place.open().await?).await,
        Command::Doctor { json } => doctor::run(place, json).await,
        Command::Bench(command) => bench::run(&command, &place.config).await,
        Command::Config { .. } | Command::Quality(_) | Command::Read(_) => Ok(()),
    }
}

/// What the shell is told.
fn ended(done: anyhow::Result<()>) -> ExitCode {
    match done {
        Ok(()) if out::lost() => ExitCode::FAILURE,
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            out::warn(format_args!("proletto: {}", in_one(&error)));
            ExitCode::FAILURE
        }
    }
}

/// The error and its causes in one line, none of them twice: libraries repeat their causes in their own
/// words.
fn in_one(error: &anyhow::Error) -> String {
    let mut words = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if words.is_empty() {
            words = cause;
        } else if !words.contains(&cause) {
            words = format!("{words}: {cause}");
        }
    }
    words
}

fn misconfigured(error: &config::ConfigError) -> ExitCode {
    out::warn(format_args!("proletto: {error}"));
    ExitCode::from(2)
}

fn show_config(values: &BTreeMap<String, String>, json: bool) -> anyhow::Result<()> {
    let settings = config::GROUPS.iter().flat_map(|group| group.settings);
    if json {
        let all: serde_json::Map<String, serde_json::Value> = settings
            .map(|setting| (setting.name.to_owned(), config::shown(setting, values).into()))
            .collect();
        return out::json(&all);
    }
    for setting in settings {
        say!("{}={}", setting.name, config::shown(setting, values));
    }
    Ok(())
}

/// The database a command is about, not opened yet.
struct Place {
    config: Config,
    /// It is the demo's, which has only its own sources.
    demo: bool,
}

impl Place {
    fn of(config: Config, demo: bool) -> Self {
        Self { config: if demo { crate::demo::beside(config) } else { config }, demo }
    }

    /// Opens the database (starting the private one if need be) and brings its tables up to date.
    async fn open(self) -> anyhow::Result<Opened> {
        if !self.demo && crate::demo::is_open(&self.config) {
            let data = self.config.data.display();
            tracing::info!("this is about the database in {data}; the demo's is meant with --demo");
        }
        let opened = open_database(self.config).await?;
        if !self.demo {
            sources::ship(&opened.state.pool, opened.state.clock.now()).await?;
        }
        profiles::seal_what_is_plain(&opened.state)
            .await
            .map_err(|error| anyhow::anyhow!("{error:?}"))?;
        Ok(opened)
    }
}

/// An opened, migrated database and the state around it.
struct Opened {
    state: State,
    /// The private server, where it is one.
    server: Option<Server>,
}

/// Opens a database and brings its tables up to date. In the private one the owner does that, and all else is
/// done as a role that owns nothing.
async fn open_database(config: Config) -> anyhow::Result<Opened> {
    let (options, server) = reach(&config).await?;
    let mut pool = db::connect(options.clone(), &config).await?;
    db::migrate(&pool, &MIGRATOR).await?;
    if server.is_some() {
        db::entrust(&mut *pool.acquire().await?, postgres::APPLICATION).await?;
        pool.close().await;
        pool = db::connect(options.username(postgres::APPLICATION), &config).await?;
    }
    let state = State::new(config, Clock::system(), pool, TIMETABLE)?;
    Ok(Opened { state, server })
}

/// How the database is connected to, with the private server where it is one.
async fn reach(config: &Config) -> anyhow::Result<(PgConnectOptions, Option<Server>)> {
    if let Some(options) = db::configured(config)? {
        return Ok((options, None));
    }
    let server = postgres::start(&config.data, &postgres_settings(config)).await?;
    Ok((server.options(), Some(server)))
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
            out::warn(format_args!("proletto: {error:#}"));
            ExitCode::FAILURE
        }
    }
}
