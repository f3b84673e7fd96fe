//! The room's periodic work.

use super::columns::Columns;
use super::queries;
use crate::platform::jobs::Job;
use crate::platform::state::State;

/// Of a call with several deadlines, the next one counts once one has passed.
pub const NEXT_DEADLINES: Job = Job {
    name: "next-deadlines",
    about: "Moves calls with several deadlines on to the next one",
    schedule: "7 * * * *",
    run: |state| Box::pin(move_on(state)),
};

async fn move_on(state: State) -> anyhow::Result<String> {
    let today = state.clock.today();
    let calls = queries::overtaken(&state.pool, today).await?;
    for (id, reading, title) in &calls {
        let columns = Columns::of(reading, title, today);
        queries::set_deadline(&state.pool, *id, &columns).await?;
    }
    Ok(format!("{} calls with a passed deadline looked at", calls.len()))
}
