//! What time it is. The only place that asks the machine.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, NaiveDate, Utc};

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

    /// Today in UTC.
    pub fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }
}
