//! How long things are kept, and that they go when their time is over. (Sign-ins and snapshots have jobs
//! of their own.)

use chrono::TimeDelta;

use super::queries;
use crate::features::accounts;
use crate::platform::audit;
use crate::platform::state::State;

/// Removes what has been kept for long enough. Says in a sentence what it was.
pub async fn apply(state: &State) -> anyhow::Result<String> {
    let (pool, now) = (&state.pool, state.clock.now());
    let days = |days: u32| now - TimeDelta::days(i64::from(days));
    let tokens = accounts::sweep_tokens(pool, days(state.config.keep_tokens_days)).await?;
    let exports = queries::sweep_exports(pool, now).await?;
    let runs = queries::sweep_job_runs(pool, days(state.config.keep_job_runs_days)).await?;
    let lines = audit::forget(pool, days(state.config.keep_audit_days), now).await?;
    Ok(format!(
        "Removed {tokens} ended tokens, {exports} copies, {runs} runs of jobs \
         and {lines} lines of the audit log"
    ))
}
