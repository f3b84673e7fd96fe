//! How a source is doing, and what all of them together say about this machine.

use sqlx::PgPool;

use super::adapters::Keys;
use super::{AdapterSettings, Registered, Report, Source, registry};
use crate::platform::state::State;

/// So many sources whose names cannot be found are no accident of theirs.
const NOT_BY_CHANCE: usize = 3;

/// How a source is doing. In the order in which people want to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Condition {
    /// Its last run failed.
    Failing,
    /// Something about it should be looked at.
    Flagged,
    /// It answers only to holders of a key, and none is set: the setting's name.
    WaitsForKey(&'static str),
    /// It is read on schedule.
    On,
    /// It is not read.
    Off,
}

impl Source {
    /// The setting that holds a key it cannot be read without, where that is not set.
    pub fn waits_for(&self, keys: &Keys) -> Option<&'static str> {
        match &self.adapter {
            AdapterSettings::SimplerGrants(_) if keys.simpler_grants.is_none() => {
                Some("PROLETTO_SIMPLER_GRANTS_KEY")
            }
            _ => None,
        }
    }
}

impl Registered {
    /// How it is doing.
    pub fn condition(&self, keys: &Keys) -> Condition {
        match self.source.waits_for(keys) {
            _ if !self.source.enabled => Condition::Off,
            Some(setting) => Condition::WaitsForKey(setting),
            None if self.failures > 0 => Condition::Failing,
            None if self.flag.is_some() => Condition::Flagged,
            None => Condition::On,
        }
    }
}

/// All sources together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overview {
    /// Those there are.
    pub all: usize,
    /// Those that are read, or would be if they had their key.
    pub on: usize,
    /// Those of them that were read at least once.
    pub read: usize,
    /// Those of them whose last run failed.
    pub failing: usize,
    /// Those that should be looked at for another reason.
    pub flagged: usize,
    /// Those that wait for a key.
    pub waiting: usize,
    /// No source's name can be found: most likely this machine has no internet.
    pub offline: bool,
}

impl Overview {
    /// What is the case with these, given the latest run of each.
    pub fn of(all: &[Registered], latest: &[Report], keys: &Keys) -> Self {
        let count = |condition: fn(&Condition) -> bool| {
            all.iter().filter(|one| condition(&one.condition(keys))).count()
        };
        let failing = count(|one| *one == Condition::Failing);
        let unnamed =
            all.iter().filter(|one| one.condition(keys) == Condition::Failing).filter(|one| {
                let run = latest.iter().find(|run| run.source_id == one.source.id.as_str());
                run.is_some_and(|run| run.error.as_deref().is_some_and(is_no_such_name))
            });
        let unnamed = unnamed.count();
        Self {
            all: all.len(),
            on: count(|one| *one != Condition::Off),
            read: all
                .iter()
                .filter(|one| one.condition(keys) != Condition::Off)
                .filter(|one| latest.iter().any(|run| run.source_id == one.source.id.as_str()))
                .count(),
            failing,
            flagged: count(|one| *one == Condition::Flagged),
            waiting: count(|one| matches!(one, Condition::WaitsForKey(_))),
            offline: unnamed >= NOT_BY_CHANCE && unnamed == failing,
        }
    }

    /// The one plain thing to say where no name can be found.
    pub fn offline_in_words(self) -> Option<&'static str> {
        self.offline.then_some(
            "No site’s name can be found. Most likely this machine has no internet, or its DNS \
             does not answer.",
        )
    }
}

/// How all sources are doing.
///
/// # Errors
/// The database cannot be reached.
pub async fn overview(pool: &PgPool, keys: &Keys) -> sqlx::Result<Overview> {
    let (all, latest) = (registry::all(pool).await?, registry::latest_runs(pool, None, 1).await?);
    Ok(Overview::of(&all, &latest, keys))
}

/// Says in the log that no name can be found, where that is so.
pub(super) async fn warn_if_offline(state: &State) -> sqlx::Result<()> {
    let overview = overview(&state.pool, &Keys::of(&state.config)).await?;
    if let Some(words) = overview.offline_in_words() {
        tracing::warn!("{words}");
    }
    Ok(())
}

/// Whether a run failed because the site's name could not be found.
fn is_no_such_name(error: &str) -> bool {
    error.contains("the name ") && error.contains(" could not be found")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::sources::{SourceOrigin, shipped};

    fn world(failing: usize, error: &str) -> Overview {
        let all: Vec<Registered> = shipped()
            .iter()
            .filter(|source| source.enabled && source.waits_for(&Keys::default()).is_none())
            .take(5)
            .enumerate()
            .map(|(n, source)| Registered {
                source: source.clone(),
                origin: SourceOrigin::BuiltIn,
                next_run_at: None,
                failures: i32::from(n < failing),
                usual: None,
                flag: None,
            })
            .collect();
        let run = |one: &Registered| Report {
            source_id: one.source.id.to_string(),
            error: (one.failures > 0).then(|| error.to_owned()),
            ..Report::sample("failed")
        };
        let latest: Vec<Report> = all.iter().map(run).collect();
        Overview::of(&all, &latest, &Keys::default())
    }

    #[test]
    fn where_no_name_can_be_found_it_is_said_once_and_plainly() {
        let no_name = "the robots.txt of arts.example could not be read: the name arts.example \
                       could not be found";
        assert!(world(5, no_name).offline && world(3, no_name).offline);
        assert!(!world(2, no_name).offline, "that may be theirs");
        assert!(!world(5, "it answers with 503").offline);
        let words = world(5, no_name).offline_in_words().unwrap_or_default();
        assert!(words.contains("no internet"), "{words}");
    }
}
