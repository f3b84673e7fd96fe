//! Keeping the index current: built at the start, told by the database of each change, built anew when
//! the connection was lost.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use chrono::NaiveDate;
use sqlx::postgres::{PgListener, PgPoolOptions};
use uuid::Uuid;

use super::Index;
use crate::features::matching::queries;
use crate::platform::state::State;

/// What a change is told by: the migration's trigger says the call's id on this channel.
const CHANNEL: &str = "opportunities";

/// So many calls are read at a time while it is built.
const BATCH: i64 = 2_000;

/// How long it waits before it tries again, at first and at most.
const PATIENCE: [Duration; 2] = [Duration::from_millis(200), Duration::from_secs(30)];

/// The index as it follows the database; without one, until it is built.
#[derive(Clone, Debug, Default)]
pub struct Following(Arc<RwLock<Option<Index>>>);

/// Builds the index beside the requests, and follows every change until the program stops.
pub fn follow(state: &State) -> Following {
    let following = state.shelf.get_or_put(Following::default);
    let (following_, state_) = (following.clone(), state.clone());
    state.tasks.spawn(async move { following_.keep(&state_).await });
    following
}

impl Following {
    /// Asks the index, where there is one that is current. Days pass while it is asked.
    pub fn ask<T>(&self, today: NaiveDate, question: impl FnOnce(&Index) -> T) -> Option<T> {
        {
            let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
            let index = known.as_ref()?;
            if index.today() == today {
                return Some(question(index));
            }
        }
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let index = known.as_mut()?;
        if index.today() != today {
            index.set_today(today);
        }
        Some(question(index))
    }

    fn set(&self, index: Option<Index>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = index;
    }

    async fn keep(&self, state: &State) {
        let mut wait = PATIENCE[0];
        while !state.stop.is_cancelled() {
            match self.build_and_follow(state).await {
                Ok(()) => wait = PATIENCE[0],
                Err(error) => {
                    tracing::warn!(%error, "the index of open calls is built anew soon");
                    wait = (wait * 2).min(PATIENCE[1]);
                }
            }
            // Until it stands again, pages ask the database.
            self.set(None);
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                () = state.stop.cancelled() => {}
            }
        }
    }

    /// Comes back when the program stops, when the connection is lost, or when building anew pays.
    async fn build_and_follow(&self, state: &State) -> sqlx::Result<()> {
        // A connection of its own: it is held for as long as the program runs.
        let pool = PgPoolOptions::new()
            .max_connections(1)
            .connect_lazy_with((*state.pool.connect_options()).clone());
        let mut changes = PgListener::connect_with(&pool).await?;
        changes.listen(CHANNEL).await?;
        // Listening first: what changes while it is built is told and read again.
        let index = built(state).await?;
        tracing::info!(calls = index.len(), "the index of open calls is ready");
        self.set(Some(index));
        loop {
            let told = tokio::select! {
                told = changes.try_recv() => told?,
                () = state.stop.cancelled() => return Ok(()),
            };
            let Some(first) = told else { return Ok(()) };
            let mut ids: Vec<Uuid> = first.payload().parse().into_iter().collect();
            while let Some(next) = changes.next_buffered() {
                ids.extend(next.payload().parse::<Uuid>());
            }
            ids.sort_unstable();
            ids.dedup();
            if self.renew(state, &ids).await? {
                return Ok(());
            }
        }
    }

    /// Reads these calls again. True: so much was left behind that building it anew pays.
    async fn renew(&self, state: &State, ids: &[Uuid]) -> sqlx::Result<bool> {
        let found = queries::readings(&state.pool, ids).await?;
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let Some(index) = known.as_mut() else { return Ok(true) };
        for id in ids {
            match found.iter().find(|(known, _)| known == id) {
                Some((_, reading)) => index.put(*id, reading),
                None => index.remove(*id),
            }
        }
        Ok(index.is_worn())
    }
}

async fn built(state: &State) -> sqlx::Result<Index> {
    let mut index = Index::new(state.clock.today());
    let mut after = Uuid::nil();
    loop {
        let part = queries::published(&state.pool, after, BATCH).await?;
        let Some((last, _)) = part.last() else { return Ok(index) };
        after = *last;
        // Building is work; other requests go on in between.
        index = tokio::task::spawn_blocking(move || {
            part.iter().for_each(|(id, reading)| index.put(*id, reading));
            index
        })
        .await
        .map_err(|error| sqlx::Error::Io(std::io::Error::other(error)))?;
    }
}
