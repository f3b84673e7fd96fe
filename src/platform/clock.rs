//! What time it is. The only place that asks the machine.

use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// A clock: the machine's, or one that a test sets.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    set: Option<Arc<Mutex<DateTime<Utc>>>>,
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands at `instant` until it is set.
    pub fn fixed(instant: DateTime<Utc>) -> Self {
        Self { set: Some(Arc::new(Mutex::new(instant))) }
    }

    /// Sets a fixed clock; the machine's cannot be set and stays as it is.
    pub fn set(&self, instant: DateTime<Utc>) {
        if let Some(set) = &self.set {
            *set.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = instant;
        }
    }

    /// Now.
    #[expect(clippy::disallowed_methods, reason = "this is the one clock")]
    pub fn now(&self) -> DateTime<Utc> {
        match &self.set {
            Some(set) => *set.lock().unwrap_or_else(std::sync::PoisonError::into_inner),
            None => Utc::now(),
        }
    }

    /// Time since some moment, for measuring how much has passed: the machine's never goes back.
    pub fn elapsed(&self) -> Duration {
        static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);
        match &self.set {
            Some(_) => {
                Duration::from_millis(u64::try_from(self.now().timestamp_millis()).unwrap_or(0))
            }
            None => BEGAN.elapsed(),
        }
    }

    /// Today in UTC.
    pub fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }

    /// Waits. A fixed clock is moved on instead, so that nobody waits in a test.
    pub async fn sleep(&self, how_long: Duration) {
        if self.set.is_some() {
            let later = TimeDelta::from_std(how_long)
                .ok()
                .and_then(|how_long| self.now().checked_add_signed(how_long));
            self.set(later.unwrap_or(DateTime::<Utc>::MAX_UTC));
            tokio::task::yield_now().await;
        } else {
            tokio::time::sleep(how_long).await;
        }
    }
}
