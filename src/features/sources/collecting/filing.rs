//! Filing what was read: a new call, a change, the same as before, a duplicate, or no call at all.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::features::opportunities::{self, Decider, OpportunityId, Origin, State, Text};
use crate::features::reading::{self, Application, Document, Reading};
use crate::features::sources::duplicates::{self, Likeness};
use crate::features::sources::queries::listings::{self, Listing, NewVersion, Stale};
use crate::features::sources::queries::runs::Outcome;
use crate::features::sources::queries::snapshots;
use crate::features::sources::{Answer, Detail, Item, Source};
use crate::platform::audit::Action;
use crate::platform::lock;
use crate::platform::parts::Change;

/// Where a change to a call comes from, for the history.
const TRUSTED: &str = "trusted source";

/// An item's page, read.
pub struct Read {
    raw: Answer,
    documents: Vec<(Document, Reading)>,
}

/// What became of one document.
#[derive(Debug)]
pub struct Filed {
    /// What.
    pub outcome: Outcome,
    /// Why, or what is different.
    pub reason: Option<String>,
    /// The call it is.
    pub call: Option<OpportunityId>,
}

impl Filed {
    fn new(outcome: Outcome, reason: Option<String>, call: Option<OpportunityId>) -> Self {
        Self { outcome, reason, call }
    }
}

/// Reads an item's documents, away from the threads that answer requests.
///
/// # Errors
/// The reader broke off.
pub async fn read(detail: Detail) -> anyhow::Result<Read> {
    let Detail { raw, documents } = detail;
    let documents = tokio::task::spawn_blocking(move || {
        let reading = |document: Document| {
            let mut reading = reading::read(&document);
            // The check that no fact passes without.
            let refused = reading.keep_what_stands(&document.text);
            if refused > 0 {
                tracing::error!(refused, "the reader quoted words that do not stand in the text");
            }
            (document, reading)
        };
        documents.into_iter().map(reading).collect()
    })
    .await?;
    Ok(Read { raw, documents })
}

/// Files an item in the caller's transaction.
///
/// # Errors
/// The database cannot be reached.
pub async fn file(
    db: &mut PgConnection,
    source: &Source,
    item: &Item,
    read: &Read,
    now: DateTime<Utc>,
) -> anyhow::Result<Filed> {
    let snapshot = Some(snapshots::keep(&mut *db, &source.id, &read.raw, now).await?);
    let keys = keys(&item.key, read.documents.iter().map(|(document, _)| document));
    let mut filed = Vec::with_capacity(read.documents.len());
    for ((document, reading), key) in read.documents.iter().zip(keys) {
        let url = document.url.as_ref().unwrap_or(&item.url);
        let hash = Sha256::digest(document.text.as_bytes());
        let listing = listings::see(&mut *db, &source.id, &key, url, now).await?;
        let case = Case {
            source,
            origin: Origin {
                source_id: source.id.to_string(),
                source_name: source.name.clone(),
                url: url.to_string(),
            },
            version: NewVersion {
                snapshot,
                document,
                text_hash: &hash,
                reading,
                state: "accepted",
            },
            now,
        };
        filed.push(case.settle(db, listing).await?);
    }
    Ok(summary(filed))
}

/// What became of a text that was read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Again {
    /// It says what it said.
    Same,
    /// It says something else, and that counts.
    Counts,
    /// It says something else about a published call, and waits for a look.
    Waits,
    /// It was no call, and is one.
    Call,
}

/// Files what a newer edition of the reader reads in a kept text, in the caller's transaction. Corrections
/// stay on top.
///
/// # Errors
/// The database cannot be reached.
pub async fn again(
    db: &mut PgConnection,
    source: &Source,
    stale: &Stale,
    reading: &Reading,
    now: DateTime<Utc>,
) -> anyhow::Result<Again> {
    let listing = &stale.listing;
    let Some(opportunity) = listing.opportunity else {
        let Some(why) = &reading.not_a_call else {
            stale_case(source, stale, reading, now).discovered(db, listing).await?;
            return Ok(Again::Call);
        };
        listings::reread(&mut *db, stale.version, reading, reading::EDITION).await?;
        listings::tie(db, listing.id, None, Some(why.value.reason())).await?;
        return Ok(Again::Same);
    };
    let leads = listings::leading(&mut *db, opportunity).await? == Some(listing.id);
    let call = opportunities::by_id(&mut *db, opportunity).await?;
    let state = call.map_or(State::Rejected, |call| call.state);
    let alive = matches!(state, State::Waiting | State::Published);
    let same = says_the_same(&stale.reading, reading, now);
    if leads && alive && !same && stale.state == "accepted" {
        let case = stale_case(source, stale, reading, now);
        let waits = state == State::Published && !case.counts_by_itself(db, opportunity).await?;
        case.says_else(db, listing, opportunity, state).await?;
        return Ok(if waits { Again::Waits } else { Again::Counts });
    }
    listings::reread(&mut *db, stale.version, reading, reading::EDITION).await?;
    duplicates::mark(&mut *db, listing.id, &stale.document, reading).await?;
    if leads && alive && stale.state == "accepted" {
        // The same facts, perhaps resting on better words.
        let text = Text { version: Some(stale.version), document: &stale.document };
        opportunities::accept(db, opportunity, text, reading.clone(), now)
            .await
            .map_err(in_words)?;
    }
    Ok(if same { Again::Same } else { Again::Counts })
}

fn stale_case<'a>(
    source: &'a Source,
    stale: &'a Stale,
    reading: &'a Reading,
    now: DateTime<Utc>,
) -> Case<'a> {
    Case {
        source,
        origin: Origin {
            source_id: source.id.to_string(),
            source_name: source.name.clone(),
            url: stale.url.clone(),
        },
        version: NewVersion {
            snapshot: stale.snapshot,
            document: &stale.document,
            text_hash: stale.listing.text_hash.as_deref().unwrap_or_default(),
            reading,
            state: "accepted",
        },
        now,
    }
}

/// Whether two readings of one text say the same to a reader, and ask the same of an artist. What an older
/// edition did not read at all (how one applies, dates beside the deadline) is no change of what was read.
fn says_the_same(before: &Reading, after: &Reading, now: DateTime<Utc>) -> bool {
    let mut before = before.clone();
    if before.application == Application::default() && before.dates.is_empty() {
        before.application = after.application.clone();
        before.dates = after.dates.clone();
    }
    let before = &before;
    let asked =
        |reading: &Reading| reading.eligibility.iter().map(|c| c.value.clone()).collect::<Vec<_>>();
    let title = |reading: &Reading| reading.title.as_ref().map(|title| title.value.clone());
    let call = |reading: &Reading| reading.not_a_call.as_ref().map(|why| why.value);
    call(before) == call(after)
        && title(before) == title(after)
        && asked(before) == asked(after)
        && opportunities::changes(before, after, now).is_empty()
}

/// The keys of an item's documents: the item's own, with each call's name where the page holds several.
/// Not their order, which changes as soon as the first of them is over.
fn keys<'a>(item: &str, documents: impl ExactSizeIterator<Item = &'a Document>) -> Vec<String> {
    if documents.len() == 1 {
        return vec![item.to_owned()];
    }
    let mut taken = HashMap::<String, usize>::new();
    let mut named = |document: &Document| {
        let name = opportunities::fold(document.title.as_deref().unwrap_or_default());
        let words: Vec<&str> =
            name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let name: String = words.join("-").chars().take(80).collect();
        let times = taken.entry(name.clone()).or_default();
        *times += 1;
        if *times == 1 { format!("{item}#{name}") } else { format!("{item}#{name}-{times}") }
    };
    documents.map(&mut named).collect()
}

/// One document and where it comes from.
struct Case<'a> {
    source: &'a Source,
    origin: Origin,
    version: NewVersion<'a>,
    now: DateTime<Utc>,
}

impl Case<'_> {
    async fn settle(self, db: &mut PgConnection, listing: Listing) -> anyhow::Result<Filed> {
        if listing.text_hash.as_deref() == Some(self.version.text_hash) {
            return self.unchanged(db, listing).await;
        }
        match listing.opportunity {
            Some(opportunity) => self.changed(db, &listing, opportunity).await,
            None => self.discovered(db, &listing).await,
        }
    }

    async fn unchanged(&self, db: &mut PgConnection, listing: Listing) -> anyhow::Result<Filed> {
        if let Some(opportunity) = listing.opportunity {
            listings::confirm(db, listing.id, opportunity, self.now).await?;
            return Ok(Filed::new(Outcome::Unchanged, None, Some(opportunity)));
        }
        Ok(Filed::new(Outcome::Refused, listing.refused, None))
    }

    async fn discovered(&self, db: &mut PgConnection, listing: &Listing) -> anyhow::Result<Filed> {
        if let Some(not_a_call) = &self.version.reading.not_a_call {
            let reason = not_a_call.value.reason();
            self.add_version(db, listing, "refused").await?;
            listings::tie(db, listing.id, None, Some(reason)).await?;
            return Ok(Filed::new(Outcome::Refused, Some(reason.to_owned()), None));
        }
        // Two sources that bring one call in the same moment would not see each other's.
        lock::in_turn(&mut *db, "file a new call").await?;
        let alike =
            duplicates::alike(&mut *db, self.version.document, self.version.reading).await?;
        if let Some(same) = alike.iter().find(|other| other.likeness == Likeness::Same) {
            self.add_version(db, listing, "accepted").await?;
            listings::tie(&mut *db, listing.id, Some(same.id), None).await?;
            let reason = format!("the same as {:?}: {}", same.title, same.reasons.join(", "));
            return Ok(Filed::new(Outcome::Duplicate, Some(reason), Some(same.id)));
        }
        let version = self.add_version(&mut *db, listing, "accepted").await?;
        let (text, reading) = (self.text(version), self.version.reading);
        let id = opportunities::file(&mut *db, &self.origin, text, reading, self.now)
            .await
            .map_err(in_words)?;
        listings::tie(&mut *db, listing.id, Some(id), None).await?;
        duplicates::note(&mut *db, id, &alike, self.now).await?;
        if alike.is_empty() && self.may_publish_itself() {
            let by = Decider::rule(TRUSTED);
            opportunities::publish(db, id, &by, None, self.now).await.map_err(in_words)?;
        }
        Ok(Filed::new(Outcome::New, None, Some(id)))
    }

    /// A call whose page says something else now. Of a call that waits, the newer text simply counts; of
    /// a published one, the change waits for a look, unless the source is trusted and nothing is odd.
    async fn changed(
        &self,
        db: &mut PgConnection,
        listing: &Listing,
        opportunity: OpportunityId,
    ) -> anyhow::Result<Filed> {
        let call = opportunities::by_id(&mut *db, opportunity).await?;
        let state = call.map_or(State::Rejected, |call| call.state);
        if listings::leading(&mut *db, opportunity).await? != Some(listing.id) {
            return self.changed_elsewhere(db, listing, opportunity, state).await;
        }
        if listings::counts(&mut *db, opportunity, self.version.text_hash).await? {
            self.add_version(&mut *db, listing, "accepted").await?;
            listings::confirm(db, listing.id, opportunity, self.now).await?;
            let reason = "it says again what counts".to_owned();
            return Ok(Filed::new(Outcome::Changed, Some(reason), Some(opportunity)));
        }
        self.says_else(db, listing, opportunity, state).await
    }

    /// The page a call rests on says something else, or is read otherwise.
    async fn says_else(
        &self,
        db: &mut PgConnection,
        listing: &Listing,
        opportunity: OpportunityId,
        state: State,
    ) -> anyhow::Result<Filed> {
        let counts = match state {
            State::Waiting => self.version.reading.not_a_call.is_none(),
            State::Published => self.counts_by_itself(&mut *db, opportunity).await?,
            State::Rejected | State::Merged => false,
        };
        let version_state = match state {
            _ if counts => "accepted",
            State::Published | State::Waiting => "waiting",
            State::Rejected | State::Merged => "superseded",
        };
        let version = self.add_version(&mut *db, listing, version_state).await?;
        let counts = counts.then_some(version);
        let changes = self.told(db, opportunity, state, counts).await.map_err(in_words)?;
        Ok(Filed::new(Outcome::Changed, Some(different(&changes)), Some(opportunity)))
    }

    /// Another page that lists the call says something else now than it did. What it says about a published
    /// call may be true of that too, or prove that the page is about another call: a person looks.
    async fn changed_elsewhere(
        &self,
        db: &mut PgConnection,
        listing: &Listing,
        opportunity: OpportunityId,
        state: State,
    ) -> anyhow::Result<Filed> {
        let before = listings::accepted(&mut *db, listing.id).await?;
        let changes = before.map_or_else(Vec::new, |before| {
            opportunities::changes(&before.reading, self.version.reading, self.now)
        });
        let waits = state == State::Published && !changes.is_empty();
        self.add_version(db, listing, if waits { "waiting" } else { "accepted" }).await?;
        let reason = format!("{}; the call rests on another page", different(&changes));
        Ok(Filed::new(Outcome::Changed, Some(reason), Some(opportunity)))
    }

    /// What was read, as the call keeps it.
    fn text(&self, version: Uuid) -> Text<'_> {
        Text { version: Some(version), document: self.version.document }
    }

    /// Lets a change count where it does, with a line in the call's history. Returns what it changes.
    async fn told(
        &self,
        db: &mut PgConnection,
        id: OpportunityId,
        state: State,
        counts: Option<Uuid>,
    ) -> crate::platform::error::Result<Vec<Change>> {
        let (document, reading) = (self.version.document, self.version.reading.clone());
        let Some(version) = counts else {
            return opportunities::compare(db, id, document, reading, self.now).await;
        };
        let text = self.text(version);
        let changes = opportunities::accept(&mut *db, id, text, reading, self.now).await?;
        opportunities::seen(&mut *db, id, self.now).await?;
        match state {
            _ if changes.is_empty() => {}
            State::Published => {
                let by = Decider::rule(TRUSTED);
                let action = Action::ChangeAccepted;
                opportunities::note(db, id, action, &changes, &by, self.now).await?;
            }
            _ => {
                let source = &self.source.name;
                opportunities::page_changed(db, id, source, &changes, self.now).await?;
            }
        }
        Ok(changes)
    }

    /// Whether the source may publish this without a look: it is trusted, and nothing is flagged.
    fn may_publish_itself(&self) -> bool {
        let reading = self.version.reading;
        self.source.trusted && reading.not_a_call.is_none() && reading.warnings.is_empty()
    }

    /// The same of a change: not where a model proposed something that nobody has looked at.
    async fn counts_by_itself(
        &self,
        db: &mut PgConnection,
        opportunity: OpportunityId,
    ) -> anyhow::Result<bool> {
        Ok(self.may_publish_itself() && !opportunities::has_open_proposals(db, opportunity).await?)
    }

    async fn add_version(
        &self,
        db: &mut PgConnection,
        listing: &Listing,
        state: &'static str,
    ) -> anyhow::Result<Uuid> {
        let version = NewVersion { state, ..self.version.clone() };
        let id = listings::add_version(&mut *db, listing.id, &version, reading::EDITION, self.now)
            .await?;
        if state != "refused" {
            duplicates::mark(db, listing.id, version.document, version.reading).await?;
        }
        Ok(id)
    }
}

/// What is different, in a line.
fn different(changes: &[Change]) -> String {
    match changes {
        [] => "other words; no fact is different".to_owned(),
        changes => opportunities::in_one_line(changes),
    }
}

/// What became of an item that holds several calls: the most telling of what became of each.
fn summary(filed: Vec<Filed>) -> Filed {
    const TELLING: [Outcome; 6] = [
        Outcome::New,
        Outcome::Changed,
        Outcome::Duplicate,
        Outcome::Unchanged,
        Outcome::Refused,
        Outcome::Error,
    ];
    let rank = |filed: &Filed| TELLING.iter().position(|outcome| *outcome == filed.outcome);
    let nothing = Filed::new(Outcome::Refused, Some("nothing to read".to_owned()), None);
    filed.into_iter().min_by_key(rank).unwrap_or(nothing)
}

fn in_words(error: crate::platform::error::Error) -> anyhow::Error {
    match error {
        crate::platform::error::Error::Internal(cause) => anyhow::anyhow!("{cause:#}"),
        other => anyhow::anyhow!("{}", other.detail()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(title: &str) -> Document {
        serde_json::from_value(serde_json::json!({
            "title": title, "text": title, "fetched_on": "2026-11-20",
            "hints": { "kinds": [] },
        }))
        .unwrap()
    }

    #[test]
    fn a_call_keeps_its_key_when_another_leaves_the_page() {
        let of = |titles: &[&str]| {
            let documents: Vec<Document> = titles.iter().map(|title| document(title)).collect();
            keys("https://halm.example/calls", documents.iter())
        };
        let before = of(&["A Gate for Halm", "Ein Hof für Brode", "A Gate for Halm"]);
        assert_eq!(
            before,
            [
                "https://halm.example/calls#a-gate-for-halm",
                "https://halm.example/calls#ein-hof-fur-brode",
                "https://halm.example/calls#a-gate-for-halm-2",
            ]
        );
        assert_eq!(of(&["Ein Hof für Brode", "A Well"])[0], before[1]);
        assert_eq!(of(&["A Gate for Halm"]), ["https://halm.example/calls"]);
    }
}
