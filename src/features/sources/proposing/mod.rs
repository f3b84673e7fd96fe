//! A model may propose, code decides: what no reader could tell of a call that waits is asked of a model,
//! and what it answers is looked for in the text by our own readers.
//!
//! A call's text is asked about once. The request is a row before it leaves; its answer, what was found and
//! what was refused are one transaction. So a program that dies in between asks nothing twice.

mod question;
mod reply;
mod second;

use uuid::Uuid;

use super::queries::proposing;
use super::queries::versions::{self, Version};
use super::review::text;
use crate::features::opportunities::{self, OpportunityId, State as Standing};
use crate::features::reading::Topic;
use crate::platform::error::Error;
use crate::platform::error::Result;
use crate::platform::jobs::{self, Job};
use crate::platform::model::ledger::{self, About, Last};
use crate::platform::model::{Answer, Budget, Model, Trouble};
use crate::platform::state::State;

pub use question::EDITION;
pub use second::SecondReading;

/// The job's name, and what requests are for.
const NAME: &str = "propose";

/// The timetable's line for it. Without a configured model it does nothing.
pub const PROPOSE: Job = Job {
    name: NAME,
    about: "Asks a model, where one is set up, about facts of waiting calls that no reader could tell",
    schedule: "*/5 * * * *",
    run: |state| Box::pin(propose(state)),
};

/// So many calls are asked about in one run, and so many are looked at for it.
const MOST: usize = 20;
const BATCH: i64 = 50;
const LOOKED_AT: usize = 500;

/// What a run did.
#[derive(Default)]
struct Tally {
    asked: usize,
    found: usize,
    refused: usize,
    failed: usize,
}

impl Tally {
    fn in_words(&self) -> String {
        let Self { asked, found, refused, failed } = self;
        format!(
            "Calls asked about: {asked}; proposals found in the text: {found}, refused: {refused}; \
             answers of no use: {failed}"
        )
    }
}

/// What came of one call.
enum Came {
    /// Nothing is left open, or it was asked already.
    Skipped,
    /// An answer: so many proposals were found, so many refused.
    Proposed(usize, usize),
    /// An answer of no use.
    Failed,
    /// No more questions now, for this reason.
    Enough(String),
}

async fn propose(state: State) -> anyhow::Result<String> {
    let Some(model) = Model::of(&state.config)? else {
        return Ok("No model is set up, so none was asked".to_owned());
    };
    // Only one runs this at a time: what is still open was left by a program that died.
    ledger::close_lost(&state.pool, NAME, state.clock.now()).await?;
    if let Some((until, why)) = ledger::rests(&state.pool, state.clock.now()).await? {
        let until = until.format("%H:%M UTC on %-d %B");
        return Ok(format!("The model {why}: it is left alone until {until}"));
    }
    let mut tally = Tally::default();
    let (mut before, mut looked_at) = (Uuid::max(), 0);
    while tally.asked < MOST && looked_at < LOOKED_AT {
        let batch = proposing::unasked(&state.pool, NAME, EDITION, before, BATCH).await?;
        let Some(last) = batch.last() else { break };
        before = last.0;
        looked_at += batch.len();
        for id in batch {
            if state.stop.is_cancelled() || tally.asked >= MOST {
                return Ok(tally.in_words());
            }
            match one(&state, &model, id).await? {
                Came::Skipped => continue,
                Came::Proposed(found, refused) => {
                    tally.found += found;
                    tally.refused += refused;
                }
                Came::Failed => tally.failed += 1,
                Came::Enough(why) => return Ok(format!("{}. {why}", tally.in_words())),
            }
            tally.asked += 1;
        }
    }
    Ok(tally.in_words())
}

/// Asks about one call.
async fn one(state: &State, model: &Model, id: OpportunityId) -> anyhow::Result<Came> {
    let Some(version) = versions::counting(&state.pool, id).await? else {
        return Ok(Came::Skipped);
    };
    let topics = left_open(state, id, &version).await?;
    if topics.is_empty() {
        return Ok(Came::Skipped);
    }
    let question = question::about(&version.document, &topics);
    let (at_most, now) = (Model::at_most(&question), state.clock.now());
    let (spent, budget) = (ledger::spent(&state.pool, now).await?, Budget::of(&state.config));
    if !budget.has_room(spent, at_most, model.prices()) {
        let most = budget.in_words();
        return Ok(Came::Enough(format!("There is no room for more in today’s {most}")));
    }
    let Some(request) = ledger::begin(&state.pool, model, asked(&version), at_most, now).await?
    else {
        return Ok(Came::Skipped);
    };
    let answer = tokio::select! {
        answer = model.ask(&question) => answer,
        () = state.stop.cancelled() => {
            ledger::close_lost(&state.pool, NAME, state.clock.now()).await?;
            return Ok(Came::Enough("It was stopped".into()));
        }
    };
    let read = answer.and_then(|answer| {
        let facts =
            reply::facts(&answer.text).map_err(|words| Trouble::of_answer(words, answer.usage))?;
        Ok((answer, facts))
    });
    match read {
        Ok((answer, facts)) => {
            keep(state, model, id, (request, &answer), version, (topics, facts)).await
        }
        Err(trouble) => {
            let now = state.clock.now();
            ledger::failed(&state.pool, model, request, &trouble, now).await?;
            Ok(match trouble.rests_until(now) {
                Some(_) => Came::Enough(format!("The model {}", trouble.words)),
                None => Came::Failed,
            })
        }
    }
}

/// What our readers leave open of a call, and no person has settled.
async fn left_open(
    state: &State,
    id: OpportunityId,
    version: &Version,
) -> anyhow::Result<Vec<Topic>> {
    let corrections = opportunities::corrections(&state.pool, id).await?;
    let settled = |topic: &Topic| {
        corrections.iter().any(|corrected| corrected.correction.field() == topic.slug())
    };
    let mut topics = Topic::left_open(&version.reading);
    topics.retain(|topic| !settled(topic));
    Ok(topics)
}

/// Keeps what was answered, as one transaction: what it took, what was found, what was refused.
async fn keep(
    state: &State,
    model: &Model,
    id: OpportunityId,
    (request, answer): (Uuid, &Answer),
    version: Version,
    (topics, facts): (Vec<Topic>, Vec<serde_json::Value>),
) -> anyhow::Result<Came> {
    // Reading is work for another thread than those that answer requests.
    let (version, drafts) = tokio::task::spawn_blocking(move || {
        let drafts = reply::judged(&version.document, &version.reading, &topics, facts);
        (version, drafts)
    })
    .await?;
    let now = state.clock.now();
    let mut tx = state.pool.begin().await?;
    ledger::answered(&mut *tx, model, request, answer.usage, now).await?;
    let standing = opportunities::hold(&mut tx, id).await.map_err(Error::into_cause)?;
    let counting = versions::counting(&mut *tx, id).await?.map(|counting| counting.id);
    // Decided about, or changed, while the model thought: what it says is of another day.
    let late = standing != Standing::Waiting || counting != Some(version.id);
    let drafts = if late { Vec::new() } else { drafts };
    let reading = (text(&version), version.reading.clone());
    let by = (request, model.name());
    let found = opportunities::propose(&mut tx, id, by, &drafts, reading, now)
        .await
        .map_err(Error::into_cause)?;
    tx.commit().await?;
    Ok(Came::Proposed(found, drafts.len() - found))
}

/// What is asked of the version a call rests on.
fn asked(version: &Version) -> About {
    About { purpose: NAME, subject: version.id, edition: EDITION }
}

/// How the last question about a version ended.
///
/// # Errors
/// The database cannot be reached.
pub async fn last_asked(state: &State, version: &Version) -> sqlx::Result<Option<Last>> {
    ledger::last(&state.pool, asked(version)).await
}

/// Lets a model be asked once more about the text a call rests on, soon.
///
/// # Errors
/// The database cannot be reached.
pub async fn ask_again(state: &State, version: &Version) -> Result<()> {
    let mut tx = state.pool.begin().await?;
    ledger::allow_again(&mut *tx, asked(version)).await?;
    jobs::hurry(&mut *tx, NAME, state.clock.now()).await?;
    Ok(tx.commit().await?)
}
