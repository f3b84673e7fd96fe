//! What a run's end means for its source: when it is due again, and whether someone should look.

use chrono::{DateTime, TimeDelta, Utc};

use crate::features::sources::queries::registry::{Aftermath, Registered};
use crate::features::sources::{Again, Refused, Scope};

/// The longest a failing source waits.
const LONGEST: TimeDelta = TimeDelta::hours(24);

/// After a run that went through and listed `listed` items. A source that usually lists many and now
/// lists few has most likely changed its pages.
pub fn of_success(before: &Registered, listed: i64, now: DateTime<Utc>) -> Aftermath {
    let listed = listed as f64;
    let usual = before.usual.unwrap_or(listed);
    let dried_up = usual >= 5.0 && listed < usual * 0.3;
    Aftermath {
        next_run_at: before.source.schedule.next_after(now),
        failures: 0,
        // What is wrong must not become the usual.
        usual: Some(if dried_up { usual } else { usual * 0.8 + listed * 0.2 }),
        flag: dried_up.then(|| {
            format!(
                "It listed {listed:.0} where it usually lists {usual:.0}: its pages may have \
                 changed."
            )
        }),
    }
}

/// After it was not run, because it answers only to holders of a key and there is none: nothing about it is
/// wrong, and it is looked at again soon, so that it begins when the key is there.
pub fn of_waiting(before: &Registered, now: DateTime<Utc>) -> Aftermath {
    Aftermath {
        next_run_at: Some(now + TimeDelta::hours(1)),
        failures: 0,
        usual: before.usual,
        flag: None,
    }
}

/// After a run that failed. The wait doubles with each failure in a row, up to a day, and is never
/// shorter than what the site asked for. `jitter` in 0..1 spreads what failed together.
pub fn of_failure(
    before: &Registered,
    refused: &Refused,
    jitter: f64,
    now: DateTime<Utc>,
) -> Aftermath {
    if refused.scope == Scope::Setting {
        return Aftermath {
            next_run_at: before.source.schedule.next_after(now),
            failures: 0,
            usual: before.usual,
            flag: Some(format!("It is silent: {}.", refused.reason)),
        };
    }
    let failures = before.failures.saturating_add(1);
    let doubled = TimeDelta::minutes(10) * 2_i32.pow(failures.clamp(1, 9) as u32 - 1);
    let wait = doubled.min(LONGEST);
    let wait =
        wait + TimeDelta::milliseconds((wait.num_milliseconds() as f64 * 0.2 * jitter) as i64);
    let asked = match refused.again {
        Again::After(asked) => TimeDelta::from_std(asked).unwrap_or(LONGEST).min(LONGEST * 7),
        Again::Later | Again::No => TimeDelta::zero(),
    };
    Aftermath {
        next_run_at: Some(now + wait.max(asked)),
        failures,
        usual: before.usual,
        flag: (failures >= 3)
            .then(|| format!("It failed {failures} times in a row: {}.", refused.reason)),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use chrono::TimeZone;

    use super::*;
    use crate::features::sources::from_toml;
    use crate::features::sources::queries::registry::SourceOrigin;

    fn registered(failures: i32, usual: f64) -> Registered {
        let source = from_toml(
            r#"
            id = "tidal-rooms"
            name = "Tidal Rooms"
            home = "https://tidal.example/"
            address = "https://tidal.example/feed/"
            region = "Europe"
            schedule = "17 3 * * *"
            terms = "Public feed."
            enabled = true
            [adapter]
            kind = "feed"
            "#,
        );
        Registered {
            source: source.unwrap(),
            origin: SourceOrigin::BuiltIn,
            next_run_at: None,
            failures,
            usual: Some(usual),
            flag: None,
        }
    }

    fn noon() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 20, 12, 0, 0).unwrap()
    }

    #[test]
    fn a_source_that_dries_up_is_flagged_and_keeps_its_usual() {
        let after = of_success(&registered(2, 40.0), 3, noon());
        assert!(after.flag.unwrap().contains("3 where it usually lists 40"));
        assert_eq!((after.usual, after.failures), (Some(40.0), 0));
        assert!(of_success(&registered(0, 40.0), 30, noon()).flag.is_none());
    }

    #[test]
    fn a_failing_source_waits_longer_each_time_and_at_least_as_long_as_asked() {
        let wait = |failures, again| {
            let refused = Refused { again, ..Refused::run("it answers with an error") };
            of_failure(&registered(failures, 1.0), &refused, 0.0, noon()).next_run_at.unwrap()
                - noon()
        };
        assert_eq!(wait(0, Again::Later), TimeDelta::minutes(10));
        assert_eq!(wait(1, Again::Later), TimeDelta::minutes(20));
        assert_eq!(wait(50, Again::Later), TimeDelta::hours(24));
        let asked = Again::After(Duration::from_secs(7200));
        assert_eq!(wait(0, asked), TimeDelta::hours(2));
    }
}
