//! What every handler and job is given.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::FromRef;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::clock::Clock;
use super::config::Config;
use super::http::{Fetcher, Settings};
use super::jobs::Job;
use super::limits::Limits;
use super::manners::{Patience, Polite};
use super::secrets::Secrets;
use super::shelf::Shelf;

/// The running program: settings, clock, database, and the way to stop. Cheap to clone.
#[derive(Clone, Debug)]
pub struct State {
    /// The settings it was started with.
    pub config: Arc<Config>,
    /// What time it is.
    pub clock: Clock,
    /// The one pool.
    pub pool: PgPool,
    /// Cancelled when the program is asked to stop: jobs end at their next safe point.
    pub stop: CancellationToken,
    /// The way to other people's sites; one for the whole process.
    pub polite: Polite,
    /// How often things may be done.
    pub limits: Limits,
    /// The keys for what is sealed in the database.
    pub secrets: Secrets,
    /// What runs beside the requests and is waited for at the end.
    pub tasks: TaskTracker,
    /// What rooms keep in memory.
    pub shelf: Shelf,
    /// Every periodic job.
    pub timetable: &'static [Job],
    ready: Arc<AtomicBool>,
}

impl State {
    /// A state that is not ready yet.
    ///
    /// # Errors
    /// The machine has no roots of trust for outgoing TLS.
    pub fn new(
        config: Config,
        clock: Clock,
        pool: PgPool,
        timetable: &'static [Job],
    ) -> anyhow::Result<Self> {
        let fetcher = Fetcher::new(Settings::from(&config))?;
        let polite = Polite::new(fetcher, &clock, Patience::from(&config));
        Ok(Self {
            limits: Limits::new(&config, &clock, pool.clone()),
            secrets: Secrets::new(&config),
            config: Arc::new(config),
            clock,
            pool,
            polite,
            shelf: Shelf::default(),
            stop: CancellationToken::new(),
            tasks: TaskTracker::new(),
            timetable,
            ready: Arc::new(AtomicBool::new(false)),
        })
    }

    /// Whether it takes requests: false before everything is up, and again once it is stopping.
    pub fn is_ready(&self) -> bool {
        self.ready.load(Ordering::Acquire) && !self.stop.is_cancelled()
    }

    /// Everything is up.
    pub fn set_ready(&self) {
        self.ready.store(true, Ordering::Release);
    }
}

impl FromRef<State> for PgPool {
    fn from_ref(state: &State) -> Self {
        state.pool.clone()
    }
}

impl FromRef<State> for Clock {
    fn from_ref(state: &State) -> Self {
        state.clock.clone()
    }
}

impl FromRef<State> for Arc<Config> {
    fn from_ref(state: &State) -> Self {
        state.config.clone()
    }
}
