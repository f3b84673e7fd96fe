//! Filing what was read: a new call, a change, the same as before, a duplicate, or no call at all.

mod again;
mod keys;

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::features::opportunities::{self, Decider, OpportunityId, Origin, State, Text};
use crate::features::reading::{self, Document, Reading};
use crate::features::sources::duplicates::{self, Likeness};
use crate::features::sources::queries::listings::{self, Listing};
use crate::features::sources::queries::runs::Outcome;
use crate::features::sources::queries::snapshots;
use crate::features::sources::queries::versions::{self, NewVersion};
use crate::features::sources::{Answer, Detail, Item, Source};
use crate::platform::audit::Action;
use crate::platform::error::Error;
use crate::platform::lock;
use crate::platform::parts::Change;

pub use again::{Again, again};
use keys::keys;

/// Where a change to a call comes from, for the history.
const TRUSTED: &str = "trusted source";

/// An item's page, read.
pub struct Read {
    raw: Answer,
    documents: Vec<(Document, Reading)>,
}

/// What became of an item, or of one of the documents in it.
#[derive(Clone, Debug)]
pub struct Filed {
    /// What.
    pub outcome: Outcome,
    /// Why, or what is different.
    pub reason: Option<String>,
    /// The call it is.
    pub call: Option<OpportunityId>,
}

/// What became of each call of an item that holds several, by its name.
pub type Each = Vec<(String, Filed)>;

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

/// Files an item in the caller's transaction. Returns what became of it, and of each call where it holds several.
///
/// # Errors
/// The database cannot be reached.
pub async fn file(
    db: &mut PgConnection,
    source: &Source,
    item: &Item,
    read: &Read,
    now: DateTime<Utc>,
) -> anyhow::Result<(Filed, Each)> {
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
        let name = document.title.clone().unwrap_or_else(|| item.title.clone());
        filed.push((name, case.settle(db, listing).await?));
    }
    let whole = summary(filed.iter().map(|(_, one)| one.clone()));
    Ok((whole, if filed.len() > 1 { filed } else { Vec::new() }))
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
            .map_err(Error::into_cause)?;
        listings::tie(&mut *db, listing.id, Some(id), None).await?;
        duplicates::note(&mut *db, id, &alike, self.now).await?;
        if alike.is_empty() && self.may_publish_itself() {
            let by = Decider::rule(TRUSTED);
            opportunities::publish(db, id, &by, None, self.now).await.map_err(Error::into_cause)?;
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
        if versions::counts(&mut *db, opportunity, self.version.text_hash).await? {
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
        let changes = self.told(db, opportunity, state, counts).await.map_err(Error::into_cause)?;
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
        let before = versions::accepted(&mut *db, listing.id).await?;
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
    ) -> Result<Vec<Change>, Error> {
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
        let id = versions::add_version(&mut *db, listing.id, &version, reading::EDITION, self.now)
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
fn summary(filed: impl Iterator<Item = Filed>) -> Filed {
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
    filed.min_by_key(rank).unwrap_or(nothing)
}
