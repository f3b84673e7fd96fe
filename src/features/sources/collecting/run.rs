//! One run of one source, from taking it to its report.

use std::fmt;
use std::sync::Arc;

use sqlx::PgConnection;
use uuid::Uuid;

use super::filing::{self, Filed};
use super::{PoliteWeb, aftermath};
use crate::features::sources::adapters::{self, Keys};
use crate::features::sources::queries::registry::{self, Registered};
use crate::features::sources::queries::runs::{self, Outcome, Underway};
use crate::features::sources::{Adapter, Detail, Item, Refused, Scope, SourceId};
use crate::platform::lock::{self, Held};
use crate::platform::state::State;
use crate::platform::visitor::{UserId, Visitor};

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Everything listed was dealt with.
    Done,
    /// The source cannot be read just now; the words say why.
    Failed(String),
    /// The program is stopping, or another one took over; the run goes on later.
    Paused,
    /// A person ended it, or switched the source off.
    Stopped,
    /// Another program runs this source.
    Busy,
    /// It was not asked: it answers only to holders of a key, which this setting would hold.
    WaitsForKey(&'static str),
}

/// Why work on a run stops before its end.
enum Halt {
    Refused(Refused),
    Paused,
    Broken(anyhow::Error),
}

/// What one run works with.
struct Work {
    state: State,
    before: Registered,
    adapter: Box<dyn Adapter>,
    web: PoliteWeb,
    worker: Uuid,
    run: Underway,
    held: Held,
}

/// A run that goes on by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Started {
    /// This one.
    Run(Uuid),
    /// None: the source is being run already.
    Busy,
    /// None: it answers only to holders of a key, which this setting would hold.
    WaitsForKey(&'static str),
}

/// Runs a source now, or goes on with its unfinished run. `None`: there is no such source.
///
/// # Errors
/// The database cannot be reached. What the source does wrong is an [`Ended`].
pub async fn run(state: &State, id: &SourceId, asked_by: &str) -> anyhow::Result<Option<Ended>> {
    match begin(state, id, (asked_by, None)).await? {
        Begun::Work(work) => work.finish().await.map(Some),
        Begun::Busy => Ok(Some(Ended::Busy)),
        Begun::WaitsForKey(setting) => Ok(Some(Ended::WaitsForKey(setting))),
        Begun::NoSuchSource => Ok(None),
    }
}

/// Begins such a run and returns; it goes on beside the requests. `None`: there is no such source.
///
/// # Errors
/// The database cannot be reached.
pub async fn start(state: &State, id: &SourceId, by: &Visitor) -> anyhow::Result<Option<Started>> {
    let work = match begin(state, id, (&by.name, Some(by.id))).await? {
        Begun::Work(work) => work,
        Begun::Busy => return Ok(Some(Started::Busy)),
        Begun::WaitsForKey(setting) => return Ok(Some(Started::WaitsForKey(setting))),
        Begun::NoSuchSource => return Ok(None),
    };
    let (run, id) = (work.run.id, id.clone());
    state.tasks.spawn(async move {
        match work.finish().await {
            Ok(Ended::Failed(why)) => tracing::warn!(source = %id, "a run failed: {why}"),
            Ok(ended) => tracing::info!(source = %id, "a run ended: {ended}"),
            Err(error) => tracing::error!(source = %id, "a run broke off: {error:#}"),
        }
    });
    Ok(Some(Started::Run(run)))
}

/// What comes of taking a source.
enum Begun {
    Work(Box<Work>),
    Busy,
    WaitsForKey(&'static str),
    NoSuchSource,
}

/// Takes the source and its run.
async fn begin(
    state: &State,
    id: &SourceId,
    asked_by: (&str, Option<UserId>),
) -> anyhow::Result<Begun> {
    let Some(before) = registry::by_id(&state.pool, id).await? else {
        return Ok(Begun::NoSuchSource);
    };
    let keys = Keys::of(&state.config);
    if let Some(setting) = before.source.waits_for(&keys) {
        let later = aftermath::of_waiting(&before, state.clock.now());
        registry::settle(&state.pool, id, &later).await?;
        return Ok(Begun::WaitsForKey(setting));
    }
    let Some(held) = lock::try_lock(&state.pool, &format!("proletto source {id}")).await? else {
        return Ok(Begun::Busy);
    };
    let worker = Uuid::now_v7();
    let mut tx = state.pool.begin().await?;
    let run = runs::take(&mut tx, id, worker, asked_by, state.clock.now()).await?;
    tx.commit().await?;
    let source = Arc::new(before.source.clone());
    let adapter = adapters::open(source, state.clock.today(), &keys);
    let web = PoliteWeb::remembering(state, &before.source);
    let state = state.clone();
    Ok(Begun::Work(Box::new(Work { state, before, adapter, web, worker, run, held })))
}

impl Work {
    async fn finish(mut self) -> anyhow::Result<Ended> {
        let ended = match self.through().await {
            Ok(()) => self.succeed().await?,
            // Whatever a request says that was cut by the stop, the run is not the source's failure.
            Err(_) if self.state.stop.is_cancelled() => Ended::Paused,
            Err(Halt::Refused(refused)) => self.fail(&refused).await?,
            Err(Halt::Paused) => self.paused().await?,
            Err(Halt::Broken(error)) => {
                self.fail(&Refused::run("the run broke off on our side")).await?;
                self.held.release().await;
                return Err(error);
            }
        };
        self.held.release().await;
        Ok(ended)
    }

    /// Whether the run was stopped for good, or goes on elsewhere or later.
    async fn paused(&self) -> anyhow::Result<Ended> {
        let state = runs::state_of(&self.state.pool, self.run.id).await?;
        Ok(if state.as_deref() == Some("stopped") { Ended::Stopped } else { Ended::Paused })
    }

    async fn through(&mut self) -> Result<(), Halt> {
        while !self.run.listed {
            self.go_on().await?;
            self.list_page().await?;
        }
        while let Some((position, item)) =
            runs::next_item(&self.state.pool, self.run.id).await.map_err(broken)?
        {
            self.go_on().await?;
            self.take(position, &item).await?;
        }
        Ok(())
    }

    /// A safe point: nothing is half done here.
    async fn go_on(&mut self) -> Result<(), Halt> {
        if self.state.stop.is_cancelled() || !self.held.still().await {
            return Err(Halt::Paused);
        }
        // Whoever stops a run means at once, and not after the next page.
        match runs::state_of(&self.state.pool, self.run.id).await.map_err(broken)?.as_deref() {
            Some("running") => Ok(()),
            _ => Err(Halt::Paused),
        }
    }

    async fn list_page(&mut self) -> Result<(), Halt> {
        let from = self.run.cursor.clone();
        let mut listing = self.adapter.list(&self.web, from).await.map_err(Halt::Refused)?;
        listing.items.retain(|item| self.before.source.words.take(item));
        let limits = self.before.source.limits;
        let last = listing.next.is_none()
            || listing.next == self.run.cursor
            || self.run.pages + 1 >= i32::try_from(limits.pages).unwrap_or(i32::MAX);
        let mut tx = self.begin().await?;
        let most = i64::from(limits.items);
        let next = listing.next.as_ref().filter(|_| !last);
        let count = runs::add_page(&mut tx, self.run.id, &listing.items, most, next, last)
            .await
            .map_err(broken)?;
        tx.commit().await.map_err(broken)?;
        self.run.pages += 1;
        self.run.listed = last || count >= most;
        self.run.cursor = listing.next;
        Ok(())
    }

    async fn take(&mut self, position: i32, item: &Item) -> Result<(), Halt> {
        let reason = match self.adapter.detail(&self.web, item).await {
            Ok(detail) => return self.file(position, item, detail).await,
            Err(refused) if refused.scope == Scope::Item => refused.reason,
            Err(refused) => return Err(Halt::Refused(refused)),
        };
        let mut tx = self.begin().await?;
        let error = Filed { outcome: Outcome::Error, reason: Some(reason), call: None };
        self.cross_off(&mut tx, position, &error).await?;
        tx.commit().await.map_err(broken)
    }

    async fn file(&mut self, position: i32, item: &Item, detail: Detail) -> Result<(), Halt> {
        let unchanged = i32::from(detail.raw.unchanged);
        let read = filing::read(detail).await.map_err(Halt::Broken)?;
        let mut tx = self.begin().await?;
        let source = &self.before.source;
        let filed = filing::file(&mut tx, source, item, &read, self.state.clock.now()).await;
        let (filed, each) = filed.map_err(Halt::Broken)?;
        runs::count_fetches(&mut *tx, self.run.id, 1, unchanged).await.map_err(broken)?;
        self.cross_off(&mut tx, position, &filed).await?;
        for (nth, (title, one)) in (0..).zip(&each) {
            let at = (self.run.id, position, nth);
            let why = (one.reason.as_deref(), one.call);
            runs::add_call(&mut *tx, at, title, one.outcome, why).await.map_err(broken)?;
        }
        tx.commit().await.map_err(broken)
    }

    /// A transaction in which this run is still ours.
    async fn begin(&self) -> Result<sqlx::Transaction<'static, sqlx::Postgres>, Halt> {
        let mut tx = self.state.pool.begin().await.map_err(broken)?;
        if runs::is_mine(&mut tx, self.run.id, self.worker).await.map_err(broken)? {
            Ok(tx)
        } else {
            Err(Halt::Paused)
        }
    }

    async fn cross_off(
        &self,
        db: &mut PgConnection,
        position: i32,
        filed: &Filed,
    ) -> Result<(), Halt> {
        let now = self.state.clock.now();
        let why = (filed.reason.as_deref(), filed.call);
        runs::finish_item(db, self.run.id, position, filed.outcome, why, now).await.map_err(broken)
    }

    async fn succeed(&self) -> anyhow::Result<Ended> {
        let now = self.state.clock.now();
        let listed = runs::count_items(&self.state.pool, self.run.id).await?;
        let aftermath = aftermath::of_success(&self.before, listed, now);
        let mut tx = self.state.pool.begin().await?;
        runs::finish(&mut *tx, self.run.id, "done", None, aftermath.flag.as_deref(), now).await?;
        registry::settle(&mut *tx, &self.before.source.id, &aftermath).await?;
        tx.commit().await?;
        Ok(Ended::Done)
    }

    async fn fail(&self, refused: &Refused) -> anyhow::Result<Ended> {
        let now = self.state.clock.now();
        let jitter = rand::random::<f64>();
        let aftermath = aftermath::of_failure(&self.before, refused, jitter, now);
        let reason = Some(refused.reason.as_str());
        let mut tx = self.state.pool.begin().await?;
        runs::finish(&mut *tx, self.run.id, "failed", reason, aftermath.flag.as_deref(), now)
            .await?;
        registry::settle(&mut *tx, &self.before.source.id, &aftermath).await?;
        tx.commit().await?;
        Ok(Ended::Failed(refused.reason.clone()))
    }
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ended::Done => f.write_str("done"),
            Ended::Failed(why) => write!(f, "failed: {why}"),
            Ended::Paused => f.write_str("paused, and goes on at the next start"),
            Ended::Stopped => f.write_str("stopped"),
            Ended::Busy => f.write_str("is run by another program"),
            Ended::WaitsForKey(setting) => write!(f, "waits for a key: set {setting}"),
        }
    }
}

fn broken(error: sqlx::Error) -> Halt {
    Halt::Broken(error.into())
}
