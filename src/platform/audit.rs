//! The audit log: who did what, to what, when, from where. A line is written in the transaction of what
//! it tells of, so that neither is there without the other; the table takes lines and gives none back.
//!
//! A line holds no secret and no name: people stand in it by their ids.

use std::collections::BTreeMap;
use std::net::IpAddr;

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use sqlx::{PgExecutor, PgPool};
use uuid::Uuid;

use super::caller::{self, network_of};
use super::visitor::UserId;

macro_rules! actions {
    ($($action:ident = $slug:literal, $words:literal;)*) => {
        /// What was done.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Action { $(#[doc = $words] $action,)* }

        impl Action {
            /// Every action, in the order of the filter.
            pub const ALL: &[Action] = &[$(Action::$action,)*];

            /// Its name in the table and in links.
            pub fn slug(self) -> &'static str {
                match self { $(Action::$action => $slug,)* }
            }

            /// What the log says.
            pub fn words(self) -> &'static str {
                match self { $(Action::$action => $words,)* }
            }
        }
    };
}

actions! {
    SignedUp = "sign_up", "created an account";
    SignedIn = "sign_in", "signed in";
    SignInFailed = "sign_in_failed", "failed to sign in";
    SignedOut = "sign_out", "signed out";
    PasswordChanged = "password_changed", "changed the password";
    NameChanged = "name_changed", "changed the name";
    EmailChangeAsked = "email_change_asked", "asked for another email address";
    EmailChanged = "email_changed", "changed the email address";
    SignInMeansChanged = "sign_in_means_changed", "changed the ways to sign in";
    Invited = "invite", "invited somebody";
    InvitationTakenBack = "uninvite", "took an invitation back";
    RoleChanged = "role_changed", "changed a role";
    Published = "publish", "published a call";
    Rejected = "reject", "rejected a call";
    Withdrawn = "withdraw", "took a decision back";
    Merged = "merge", "merged a call into another";
    Unmerged = "unmerge", "took a merge back";
    Split = "split", "told a page's call from another";
    Corrected = "correct", "corrected a fact";
    CorrectionUndone = "undo", "took a correction back";
    ProposalAccepted = "accept_proposal", "accepted what a model proposed";
    ProposalStruck = "strike_proposal", "struck what a model proposed";
    ChangeAccepted = "accept_change", "let a change count";
    ChangeTakenBack = "take_change_back", "took a change of a call back";
    ChangeSetAside = "keep", "set a change aside";
    KeptApart = "keep_apart", "said that two calls are not the same";
    CaseDecided = "decide_case", "answered what somebody said is wrong";
    SourceAdded = "source_added", "added a source";
    SourceChanged = "source_changed", "changed a source";
    SourceOn = "source_on", "switched a source on";
    SourceOff = "source_off", "switched a source off";
    SourceTrusted = "source_trusted", "trusted a source";
    SourceDistrusted = "source_distrusted", "took trust in a source back";
    RunStopped = "run_stopped", "stopped a run of a source";
    TokenMade = "token_made", "made an access token";
    TokenRevoked = "token_revoked", "revoked an access token";
    TokenReplayed = "token_replayed", "used a token that had been used up";
    ExportAsked = "export_asked", "asked for a copy of everything";
    ExportFetched = "export_fetched", "fetched a copy of everything";
    DeletionAsked = "deletion_asked", "asked for the account to be deleted";
    DeletionCancelled = "deletion_cancelled", "kept the account after all";
    AccountDeleted = "account_deleted", "deleted an account";
    ConsentGiven = "consent_given", "gave consent";
    ConsentWithdrawn = "consent_withdrawn", "withdrew consent";
    Refused = "refused", "was refused";
    KeysRotated = "keys_rotated", "rotated keys";
    LinesForgotten = "lines_forgotten", "removed lines of this log whose time was over";
}

impl Action {
    /// The action of this name.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.slug() == slug)
    }
}

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who<'a> {
    /// A person who is signed in, or has just shown who they are.
    Person(UserId),
    /// A rule or job of the program, by its name.
    Rule(&'a str),
    /// Whoever runs the program, at the command line.
    Operator,
    /// Somebody we do not know.
    Nobody,
}

/// A line that is to be written.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    who: Who<'a>,
    action: Action,
    on: Option<(&'static str, String)>,
    notes: BTreeMap<&'static str, String>,
}

impl<'a> Entry<'a> {
    /// Somebody did something.
    pub fn new(who: Who<'a>, action: Action) -> Self {
        Self { who, action, on: None, notes: BTreeMap::new() }
    }

    /// To this: its kind ("account", "call") and id.
    pub fn on(mut self, kind: &'static str, id: impl ToString) -> Self {
        self.on = Some((kind, id.to_string()));
        self
    }

    /// With a remark: never a secret, and no name of a person. Line breaks become spaces.
    pub fn note(mut self, name: &'static str, words: &str) -> Self {
        self.notes.insert(name, one_line(words));
        self
    }
}

/// Writes a line. `db` is the transaction in which it happens.
///
/// # Errors
/// The database cannot be reached.
pub async fn write(
    db: impl PgExecutor<'_>,
    entry: Entry<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let caller = caller::current();
    let (actor, id, rule) = match entry.who {
        Who::Person(id) => ("person", Some(id.0), None),
        Who::Rule(name) => ("rule", None, Some(one_line(name))),
        Who::Operator => ("operator", None, None),
        Who::Nobody => ("nobody", None, None),
    };
    let (object, object_id) = entry.on.unzip();
    sqlx::query!(
        "insert into audit_log
             (id, at, action, actor, actor_id, actor_rule, object, object_id, notes, address, request_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text::inet, $11)",
        Uuid::now_v7(),
        now,
        entry.action.slug(),
        actor,
        id,
        rule,
        object,
        object_id,
        Json(entry.notes) as _,
        caller.address.map(|address| address.to_string()),
        caller.request,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether this person has done that from this network before.
///
/// # Errors
/// The database cannot be reached.
pub async fn done_from(
    db: impl PgExecutor<'_>,
    who: UserId,
    action: Action,
    address: IpAddr,
) -> sqlx::Result<bool> {
    let prefix = if address.to_canonical().is_ipv4() { 32 } else { 64 };
    sqlx::query_scalar!(
        r#"select exists (select from audit_log
           where actor_id = $1 and action = $2 and address <<= $3::text::inet) as "done!""#,
        who.0,
        action.slug(),
        format!("{}/{prefix}", network_of(address)),
    )
    .fetch_one(db)
    .await
}

/// Removes the lines from before an instant, which is all that can ever remove one, and adds one that says so.
/// Returns how many.
///
/// # Errors
/// The database cannot be reached, or the instant is less than a day before the last line.
pub async fn forget(pool: &PgPool, before: DateTime<Utc>, now: DateTime<Utc>) -> sqlx::Result<u64> {
    let mut tx = pool.begin().await?;
    let due = sqlx::query_scalar!(
        r#"select exists (select from audit_log where at < $1) as "due!""#,
        before
    )
    .fetch_one(&mut *tx)
    .await?;
    if !due {
        return Ok(0);
    }
    let entry = Entry::new(Who::Rule("retention"), Action::LinesForgotten);
    write(&mut *tx, entry.note("before", &before.to_rfc3339()), now).await?;
    let gone = sqlx::query_scalar!(r#"select audit_log_forget($1) as "gone!""#, before)
        .fetch_one(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(gone.unsigned_abs())
}

/// Whether a role of the database can add lines, and neither change nor remove one, nor switch off what
/// refuses that.
///
/// # Errors
/// The database cannot be reached.
pub async fn is_kept_from(pool: &PgPool, role: &str) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select not (r.rolsuper
                       or pg_has_role(r.oid, t.relowner, 'member')
                       or has_table_privilege(r.oid, t.oid, 'update, delete, truncate, trigger')) as "kept!"
           from pg_roles r, pg_class t
           where r.rolname = $1 and t.oid = 'audit_log'::regclass"#,
        role,
    )
    .fetch_optional(pool)
    .await
    .map(|kept| kept.unwrap_or(false))
}

/// At most 300 characters on one line, so that nothing in it can pass for a line of its own.
fn one_line(words: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let plain: String = words.chars().map(|c| if hidden(c) { ' ' } else { c }).take(300).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_stays_on_its_line() {
        let words = "spam\r\n2027-03-01 Grace signed in\u{2028}\u{202e}from\0here";
        assert_eq!(one_line(words), "spam 2027-03-01 Grace signed in from here");
        assert_eq!(one_line(&"x".repeat(1_000)).len(), 300);
    }

    #[test]
    fn every_action_is_found_by_its_name() {
        for action in Action::ALL {
            assert_eq!(Action::from_slug(action.slug()), Some(*action));
        }
    }
}
