//! Sending what waits in the outbox.

use super::Way;
use super::way::Problem;
use crate::platform::jobs::Job;
use crate::platform::outbox;
use crate::platform::state::State;

/// The job that catches up on what [`deliver_soon`] did not get out.
pub const DELIVER: Job = Job {
    name: "deliver-mail",
    about: "Sends the letters that wait, and those that did not go out before",
    schedule: "*/2 * * * *",
    run: |state| Box::pin(async move { deliver(&state).await }),
};

/// Sends every letter that is due, and says how it went.
///
/// # Errors
/// The database cannot be reached, or the settings for mail cannot be used.
pub async fn deliver(state: &State) -> anyhow::Result<String> {
    outbox::tidy(&state.pool, &state.secrets, state.clock.now()).await?;
    let way = Way::of(state)?;
    let (mut sent, mut failed) = (0, 0);
    while !state.stop.is_cancelled() {
        let Some(taken) = outbox::take(&state.pool, state.clock.now()).await? else { break };
        let gone = match taken.open(&state.secrets) {
            Ok(letter) => way.send(&letter).await,
            // Another program may hold the key, or the operator may put it back.
            Err(error) => Err(Problem::for_now(error.to_string())),
        };
        match gone {
            Ok(()) => {
                outbox::sent(&state.pool, taken.id, state.clock.now()).await?;
                sent += 1;
            }
            Err(problem) => {
                let words = problem.words;
                tracing::warn!(letter = %taken.id, tries = taken.tries, "a letter did not go out: {words}");
                let (hopeless, now) = (problem.hopeless, state.clock.now());
                outbox::failed(&state.pool, &taken, &words, hopeless, now).await?;
                failed += 1;
            }
        }
    }
    Ok(match failed {
        0 => format!("{sent} letters sent"),
        _ => format!("{sent} letters sent, {failed} did not go out"),
    })
}

/// Sends what waits without keeping anybody waiting: called once what the letter tells is committed.
pub fn deliver_soon(state: &State) {
    let sending = state.clone();
    state.tasks.spawn(async move {
        if let Err(error) = deliver(&sending).await {
            tracing::error!("letters wait for the next round: {error:#}");
        }
    });
}
