//! What may be done with a call: each action is one transaction's worth, with a line in its history.
//!
//! Every function works on a connection that the caller has in a transaction, so that what belongs
//! together (a listing and its call, a decision and its outbox) is written together or not at all.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use super::columns::Columns;
use super::{
    Corrected, Correction, Draft, OpportunityId, Origin, State, Text, changes, fill_in, fold,
    lay_over, queries,
};
use crate::features::reading::{Document, Reading};
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::error::{Error, OrNotFound, Result};
use crate::platform::parts::Change;
use crate::platform::visitor::{UserId, Visitor};

/// Who decides: a person, or a rule of the program that has a name.
#[derive(Clone, Debug)]
pub struct Decider {
    id: Option<UserId>,
    name: String,
}

impl From<&Visitor> for Decider {
    fn from(visitor: &Visitor) -> Self {
        Self { id: Some(visitor.id), name: visitor.name.clone() }
    }
}

impl Decider {
    /// A rule of the program, by the name the history shows: "trusted source".
    pub fn rule(name: &str) -> Self {
        Self { id: None, name: name.to_owned() }
    }

    /// Which person it is; `None`: a rule.
    pub fn person(&self) -> Option<UserId> {
        self.id
    }

    /// The name the history shows.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// As the audit log names them.
    pub fn who(&self) -> Who<'_> {
        self.id.map_or(Who::Rule(&self.name), Who::Person)
    }

    /// As a line of the history keeps them.
    pub(super) fn signature(&self) -> (Option<UserId>, &str) {
        (self.id, &self.name)
    }
}

/// Files a new call, waiting for review. `text` is what the reading was read from.
///
/// # Errors
/// The database cannot be reached.
pub async fn file(
    db: &mut PgConnection,
    origin: &Origin,
    text: Text<'_>,
    reading: &Reading,
    now: DateTime<Utc>,
) -> Result<OpportunityId> {
    let id = OpportunityId(Uuid::now_v7());
    let columns = columns(reading, text.document, now);
    queries::insert(&mut *db, id, &slug(&columns.title, id), origin, now).await?;
    queries::write(&mut *db, id, reading, &columns, text, now).await?;
    Ok(id)
}

/// Lets a newer reading count, with the corrections on top; from now on its quotes point into `text`.
/// Returns what that changes.
///
/// # Errors
/// There is no such call, or the database cannot be reached.
pub async fn accept(
    db: &mut PgConnection,
    id: OpportunityId,
    text: Text<'_>,
    reading: Reading,
    now: DateTime<Utc>,
) -> Result<Vec<Change>> {
    hold(&mut *db, id).await?;
    let (reading, changes) = laid_over(&mut *db, id, text.document, reading, now).await?;
    let columns = columns(&reading, text.document, now);
    queries::write(&mut *db, id, &reading, &columns, text, now).await?;
    Ok(changes)
}

/// What would change if a newer reading counted.
///
/// # Errors
/// There is no such call, or the database cannot be reached.
pub async fn compare(
    db: &mut PgConnection,
    id: OpportunityId,
    document: &Document,
    reading: Reading,
    now: DateTime<Utc>,
) -> Result<Vec<Change>> {
    Ok(laid_over(db, id, document, reading, now).await?.1)
}

/// Takes a call for the rest of the transaction: nobody else changes it until that ends.
///
/// # Errors
/// There is no such call, or the database cannot be reached.
pub async fn hold(db: &mut PgConnection, id: OpportunityId) -> Result<State> {
    queries::lock(db, id).await?.or_not_found()
}

/// A newer reading with the corrections on top, and what it says differently from what counts now.
async fn laid_over(
    db: &mut PgConnection,
    id: OpportunityId,
    document: &Document,
    reading: Reading,
    now: DateTime<Utc>,
) -> Result<(Reading, Vec<Change>)> {
    let before = queries::by_id(&mut *db, id).await?.or_not_found()?.reading;
    let proposals = queries::proposals::of_call(&mut *db, id).await?;
    let reading = fill_in(reading, &proposals, &document.text);
    let corrections = queries::corrections(&mut *db, id).await?;
    let reading = lay_over(reading, &corrections, &document.text);
    let changes = changes(&before, &reading, now);
    Ok((reading, changes))
}

/// Publishes a call that waits or was rejected.
///
/// # Errors
/// [`Error::Conflict`] where it is merged or published already.
pub async fn publish(
    db: &mut PgConnection,
    id: OpportunityId,
    by: &Decider,
    reason: Option<&str>,
    now: DateTime<Utc>,
) -> Result<()> {
    expect(db, id, &[State::Waiting, State::Rejected]).await?;
    queries::set_state(&mut *db, id, State::Published, None, now).await?;
    decided(db, id, Action::Published, reason, &[], by, now).await
}

/// Rejects a call, with the reason the history keeps.
///
/// # Errors
/// [`Error::Conflict`] where it is merged or rejected already.
pub async fn reject(
    db: &mut PgConnection,
    id: OpportunityId,
    by: &Decider,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    expect(db, id, &[State::Waiting, State::Published]).await?;
    queries::set_state(&mut *db, id, State::Rejected, None, now).await?;
    decided(db, id, Action::Rejected, Some(reason), &[], by, now).await
}

/// Takes a decision back: a publication, and the call is in the queue again; a rejection, and it stands
/// where it stood. Returns where that is.
///
/// # Errors
/// [`Error::Conflict`] where it is in the queue already, or is merged.
pub async fn withdraw(
    db: &mut PgConnection,
    id: OpportunityId,
    by: &Decider,
    now: DateTime<Utc>,
) -> Result<State> {
    expect(db, id, &[State::Published, State::Rejected]).await?;
    let was = match hold(&mut *db, id).await? {
        State::Rejected if queries::was_published(&mut *db, id).await? => State::Published,
        _ => State::Waiting,
    };
    queries::set_state(&mut *db, id, was, None, now).await?;
    let reason = (was == State::Published).then_some("it is published again");
    decided(db, id, Action::Withdrawn, reason, &[], by, now).await?;
    Ok(was)
}

/// The calls that this person rejected at this instant, together, and that nobody decided about since.
///
/// # Errors
/// The database cannot be reached.
pub async fn rejected_together(
    db: &mut PgConnection,
    by: UserId,
    at: DateTime<Utc>,
) -> Result<Vec<OpportunityId>> {
    Ok(queries::rejected_together(db, by, at).await?)
}

/// Puts a field right; the correction stays on top of every later version. `version` is the one the call
/// rests on.
///
/// # Errors
/// There is no such call, or the database cannot be reached.
pub async fn correct(
    db: &mut PgConnection,
    id: OpportunityId,
    correction: Correction,
    note: &str,
    by: &Decider,
    version: (Text<'_>, Reading),
    now: DateTime<Utc>,
) -> Result<()> {
    hold(&mut *db, id).await?;
    let field = correction.field();
    let corrected = Corrected {
        id: Uuid::now_v7(),
        correction,
        note: note.to_owned(),
        by: by.name.clone(),
        at: now,
    };
    queries::add_correction(&mut *db, id, &corrected, by.id).await?;
    let changes = accept(&mut *db, id, version.0, version.1, now).await?;
    let reason = format!("{}: {note}", field.replace('_', " "));
    queries::add_decision(
        &mut *db,
        id,
        (Action::Corrected.slug(), Some(&reason), &changes),
        by.signature(),
        now,
    )
    .await?;
    audited(db, id, Action::Corrected, Some(field), by, now).await
}

/// Takes a correction back.
///
/// # Errors
/// There is no such correction, or the database cannot be reached.
pub async fn undo(
    db: &mut PgConnection,
    id: OpportunityId,
    correction: Uuid,
    by: &Decider,
    version: (Text<'_>, Reading),
    now: DateTime<Utc>,
) -> Result<()> {
    queries::undo_correction(&mut *db, id, correction, now).await?.then_some(()).or_not_found()?;
    let changes = accept(&mut *db, id, version.0, version.1, now).await?;
    decided(db, id, Action::CorrectionUndone, None, &changes, by, now).await
}

/// Keeps what a model proposed in answer to a request, and lets what our readers found in the text fill what
/// is unknown. `version` is the one the call rests on. Returns how many were found.
///
/// # Errors
/// There is no such call, or the database cannot be reached.
pub async fn propose(
    db: &mut PgConnection,
    id: OpportunityId,
    (request, model): (Uuid, &str),
    drafts: &[Draft],
    version: (Text<'_>, Reading),
    now: DateTime<Utc>,
) -> Result<usize> {
    hold(&mut *db, id).await?;
    for draft in drafts {
        queries::proposals::add(&mut *db, id, request, draft, now).await?;
    }
    let found = drafts.iter().filter(|draft| draft.outcome.is_ok()).count();
    if found > 0 {
        let changes = accept(&mut *db, id, version.0, version.1, now).await?;
        let line = ("propose", None, &changes[..]);
        queries::add_decision(&mut *db, id, line, (None, model), now).await?;
    }
    Ok(found)
}

/// Accepts or strikes a proposal. `version` is the one the call rests on.
///
/// # Errors
/// There is no such proposal, or the database cannot be reached.
pub async fn rule_on(
    db: &mut PgConnection,
    id: OpportunityId,
    (proposal, accepted): (Uuid, bool),
    by: &Decider,
    version: (Text<'_>, Reading),
    now: DateTime<Utc>,
) -> Result<()> {
    let (standing, action) = match accepted {
        true => ("accepted", Action::ProposalAccepted),
        false => ("struck", Action::ProposalStruck),
    };
    hold(&mut *db, id).await?;
    let topic = queries::proposals::decide(&mut *db, id, proposal, standing, by, now).await?;
    let topic = topic.or_not_found()?.replace('_', " ");
    let changes = accept(&mut *db, id, version.0, version.1, now).await?;
    decided(db, id, action, Some(&topic), &changes, by, now).await
}

/// Adds a line to the call's history about something done elsewhere in the same transaction.
///
/// # Errors
/// The database cannot be reached.
pub async fn note(
    db: &mut PgConnection,
    id: OpportunityId,
    action: Action,
    changes: &[Change],
    by: &Decider,
    now: DateTime<Utc>,
) -> Result<()> {
    decided(db, id, action, None, changes, by, now).await
}

/// Adds a line to the history of a call nobody has decided about yet: its page says something else now.
///
/// # Errors
/// The database cannot be reached.
pub async fn page_changed(
    db: &mut PgConnection,
    id: OpportunityId,
    source: &str,
    changes: &[Change],
    now: DateTime<Utc>,
) -> Result<()> {
    Ok(queries::add_decision(db, id, ("page_changed", None, changes), (None, source), now).await?)
}

/// A line in the call's history, which its reviewers read, and one in the audit log, which stays.
pub(super) async fn decided(
    db: &mut PgConnection,
    id: OpportunityId,
    action: Action,
    reason: Option<&str>,
    changes: &[Change],
    by: &Decider,
    now: DateTime<Utc>,
) -> Result<()> {
    queries::add_decision(&mut *db, id, (action.slug(), reason, changes), by.signature(), now)
        .await?;
    audited(db, id, action, reason, by, now).await
}

async fn audited(
    db: &mut PgConnection,
    id: OpportunityId,
    action: Action,
    reason: Option<&str>,
    by: &Decider,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut entry = Entry::new(by.who(), action).on("call", id.0);
    if let Some(reason) = reason {
        entry = entry.note("reason", reason);
    }
    Ok(audit::write(db, entry, now).await?)
}

pub(super) async fn expect(
    db: &mut PgConnection,
    id: OpportunityId,
    states: &[State],
) -> Result<()> {
    let state = queries::lock(db, id).await?.or_not_found()?;
    if states.contains(&state) {
        return Ok(());
    }
    let now = match state {
        State::Waiting => "is waiting for review",
        State::Published => "is published already",
        State::Rejected => "is rejected already",
        State::Merged => "has been merged into another",
    };
    Err(Error::Conflict(format!("Someone was faster: this call {now}.")))
}

fn columns(reading: &Reading, document: &Document, now: DateTime<Utc>) -> Columns {
    let fallback = document.title.as_deref().filter(|title| !title.trim().is_empty());
    Columns::of(reading, fallback.unwrap_or("Untitled call"), now.date_naive())
}

/// The call's name in links: readable, and unique by the end of its id.
fn slug(title: &str, id: OpportunityId) -> String {
    let mut words = String::new();
    for word in fold(title).split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()) {
        if words.len() + word.len() > 60 {
            break;
        }
        words.push_str(word);
        words.push('-');
    }
    let id = id.0.simple().to_string();
    format!("{words}{}", &id[id.len() - 8..])
}
