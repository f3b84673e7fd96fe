//! A Proletto of its own for each story: its database, a clock that stands still, the real router.
//! It may visit sites on loopback and has no sources but those a story gives it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use chrono::{DateTime, TimeDelta, Utc};
use proletto::app;
use proletto::features::sources::{self, Ended, Source};
use proletto::platform::clock::Clock;
use proletto::platform::config::Config;
use proletto::platform::mail;
use proletto::platform::serve;
use proletto::platform::state::State;
use proletto::timetable::TIMETABLE;
use sqlx::PgPool;
use tokio::net::TcpListener;
use tower::ServiceExt as _;
use uuid::Uuid;

use super::browser::Browser;
use super::database::{TestDatabase, database};
use super::post::{self, Letter};

/// Where visitors of a [`World`] think they are.
pub const BASE: &str = "http://proletto.test";

/// Under which secrets are kept in a story.
const SECRET_KEY: &str = "5ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2";

/// When stories begin: a Monday morning.
pub const BEGIN: &str = "2027-03-01T09:00:00Z";

/// A Proletto of its own.
pub struct World {
    pub state: State,
    /// Its data folder, where the letters are.
    data: PathBuf,
    pub database: TestDatabase,
    router: Router,
    values: BTreeMap<String, String>,
}

/// The same world's program, started anew with other settings.
pub struct Reopened {
    router: Router,
}

impl Reopened {
    pub fn visitor(&self) -> Browser {
        Browser::new(self.router.clone())
    }
}

impl World {
    pub async fn new() -> Self {
        Self::with(&[]).await
    }

    /// With settings of its own, by their names in the environment.
    pub async fn with(settings: &[(&str, &str)]) -> Self {
        let database = database().await;
        let mut values = BTreeMap::from(
            [
                ("PROLETTO_BASE_URL", BASE),
                ("PROLETTO_FETCH_ALLOW", "127.0.0.0/8"),
                ("PROLETTO_FETCH_DELAY", "0"),
                ("PROLETTO_CONTACT", "stories@proletto.test"),
                ("PROLETTO_SECRET_KEY", SECRET_KEY),
                // Nobody attacks a story's passwords, and there are many of them.
                ("PROLETTO_ARGON2_MEMORY", "64"),
                ("PROLETTO_ARGON2_ITERATIONS", "1"),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
        );
        let data = std::env::temp_dir().join(format!("proletto-world-{}", Uuid::now_v7()));
        values.insert("PROLETTO_DATA".into(), data.to_str().unwrap().to_owned());
        values.extend(owned(settings));
        let config = Config::read(&values).unwrap();
        let clock = Clock::fixed(BEGIN.parse().unwrap());
        let state = State::new(config, clock, database.application.clone(), TIMETABLE).unwrap();
        state.set_ready();
        let router = app::router(state.clone());
        Self { state, data, database, router, values }
    }

    /// Another program on the same database, with the time this one has now.
    pub fn second_program(&self) -> State {
        let config = (*self.state.config).clone();
        let clock = Clock::fixed(self.now());
        State::new(config, clock, self.state.pool.clone(), TIMETABLE).unwrap()
    }

    /// Its program, started anew with other settings.
    pub fn reopened(&self, settings: &[(&str, &str)]) -> Reopened {
        let mut values = self.values.clone();
        values.extend(owned(settings));
        let config = Config::read(&values).unwrap();
        let clock = self.state.clock.clone();
        let state = State::new(config, clock, self.state.pool.clone(), TIMETABLE).unwrap();
        state.set_ready();
        Reopened { router: app::router(state) }
    }

    pub fn pool(&self) -> &PgPool {
        &self.database.pool
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.state.clock.now()
    }

    /// Time passes.
    pub fn later(&self, how_much: TimeDelta) {
        self.state.clock.set(self.now() + how_much);
    }

    /// Somebody with a browser and no account.
    pub fn visitor(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// Opens it for real browsers, for as long as the story lasts, and says where.
    pub async fn open_on_loopback(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        self.open_on(listener);
        base
    }

    /// The same on a port that is chosen already.
    pub fn open_on(&self, listener: TcpListener) {
        let (router, state) = (self.router.clone(), self.state.clone());
        tokio::spawn(serve::serve(listener, router, state, Duration::ZERO));
    }

    /// One request as it stands, without a browser's help.
    pub async fn ask(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// A minute later, makes a source known if it is not, and reads it once.
    pub async fn collect(&self, source: &Source) -> Ended {
        self.later(TimeDelta::minutes(1));
        let known = sources::find(self.pool(), &source.id).await.unwrap();
        if known.is_none_or(|known| known.source != *source) {
            sources::save(self.pool(), source, self.now()).await.unwrap();
        }
        sources::run(&self.state, &source.id, "a story").await.unwrap().unwrap()
    }

    /// Every letter that was sent, oldest first.
    pub async fn letters(&self) -> Vec<Letter> {
        // What is sent beside a request is on its way a moment longer than the request.
        while !self.state.tasks.is_empty() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        mail::deliver(&self.state).await.unwrap();
        post::kept_in(&self.data.join("mail"))
    }

    /// The newest letter to this address.
    pub async fn letter_to(&self, address: &str) -> Letter {
        let letters = self.letters().await;
        let to = letters.iter().rev().find(|letter| letter.to == address);
        to.unwrap_or_else(|| panic!("nothing for {address} in {letters:#?}")).clone()
    }

    /// The number that this query counts, for what no page shows.
    pub async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(self.pool()).await.unwrap()
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.data);
    }
}

fn owned(settings: &[(&str, &str)]) -> impl Iterator<Item = (String, String)> {
    settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
}
