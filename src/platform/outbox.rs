//! The outbox: letters as rows, filled in the same transaction as what they tell about, so that neither
//! is ever there without the other. [`mail::deliver`](super::mail::deliver) empties it.
//!
//! What a letter says is sealed while it waits: it may hold a link that opens an account.

use chrono::{DateTime, TimeDelta, Utc};
use rand::Rng;
use sqlx::{PgExecutor, PgPool};
use uuid::Uuid;

use super::mail::Letter;
use super::secrets::{self, Column, Secrets};
use super::visitor::UserId;

/// How long whoever took a letter has to send it before another may try.
const LEASE: TimeDelta = TimeDelta::minutes(5);

/// Minutes until the next try, by how many there were. After the last, a letter is dead: two days in all.
const PAUSES: [i64; 8] = [1, 5, 15, 60, 180, 480, 720, 1440];

/// How long what was sent can still be counted.
const KEPT: TimeDelta = TimeDelta::days(30);

/// What a letter says, sealed.
pub const WORDS: Column = Column { table: "outbox", id: "id", column: "sealed" };

/// A letter that somebody took in order to send it.
#[derive(Clone, Debug)]
pub(super) struct Taken {
    /// Its row.
    pub id: Uuid,
    /// The how manieth try this is.
    pub tries: i32,
    recipient: String,
    subject: String,
    sealed: Vec<u8>,
}

impl Taken {
    /// The letter itself.
    ///
    /// # Errors
    /// It cannot be opened.
    pub fn open(&self, secrets: &Secrets) -> Result<Letter, secrets::Error> {
        let plain = secrets.open(WORDS, self.id, &self.sealed)?;
        let (text, html) = serde_json::from_slice(&plain).map_err(|_| secrets::Error::Broken)?;
        Ok(Letter { to: self.recipient.clone(), subject: self.subject.clone(), text, html })
    }
}

fn seal(secrets: &Secrets, row: Uuid, text: &str, html: &str) -> anyhow::Result<Vec<u8>> {
    Ok(secrets.seal(WORDS, row, &serde_json::to_vec(&(text, html))?)?)
}

/// A letter that could not be sent, for the staff.
#[derive(Clone, Debug)]
pub struct Dead {
    /// Its row.
    pub id: Uuid,
    /// To whom it was to go.
    pub recipient: String,
    /// What it was about.
    pub subject: String,
    /// How often it was tried.
    pub tries: i32,
    /// Why it did not go out.
    pub problem: String,
    /// Since when it is given up.
    pub since: DateTime<Utc>,
}

/// How many letters there are of each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// To be sent.
    pub waiting: i64,
    /// Of these, how many have been tried and did not go out.
    pub late: i64,
    /// Given up.
    pub dead: i64,
}

/// Puts a letter into the outbox. After `worthless_at` it is not sent any more.
///
/// # Errors
/// The database cannot be reached, or there is no key to seal it with.
pub async fn put(
    db: impl PgExecutor<'_>,
    secrets: &Secrets,
    letter: &Letter,
    worthless_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into outbox (id, recipient, subject, sealed, state, next_try_at, expires_at, created_at)
         values ($1, $2, $3, $4, 'waiting', $5, $6, $5)",
        id,
        letter.to,
        letter.subject,
        seal(secrets, id, &letter.text, &letter.html)?,
        now,
        worthless_at,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Keeps in mind whose the letters to an address are that stops being theirs.
///
/// # Errors
/// The database cannot be reached.
pub async fn leave_behind(
    db: impl PgExecutor<'_>,
    recipient: &str,
    user: UserId,
) -> sqlx::Result<()> {
    sqlx::query!("update outbox set user_id = $2 where recipient = $1", recipient, user.0)
        .execute(db)
        .await?;
    Ok(())
}

/// How many letters of this subject with a link were put here for this address since then: one kind does not
/// use up what another may, and notices to an owner use up nothing.
///
/// # Errors
/// The database cannot be reached.
pub async fn count_to(
    db: impl PgExecutor<'_>,
    recipient: &str,
    subject: &str,
    since: DateTime<Utc>,
) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from outbox
           where recipient = $1 and subject = $2 and created_at > $3 and expires_at is not null"#,
        recipient,
        subject,
        since,
    )
    .fetch_one(db)
    .await
}

/// Takes the next letter that is due. Only one of several programs gets it; where that one breaks off,
/// it is due again after the lease.
pub(super) async fn take(pool: &PgPool, now: DateTime<Utc>) -> sqlx::Result<Option<Taken>> {
    sqlx::query_as!(
        Taken,
        r#"update outbox set tries = tries + 1, next_try_at = $2
           where id = (select id from outbox
                       where state = 'waiting' and next_try_at <= $1 and sealed is not null
                       order by next_try_at, id limit 1 for update skip locked)
           returning id, recipient, subject, sealed as "sealed!", tries"#,
        now,
        now + LEASE,
    )
    .fetch_optional(pool)
    .await
}

/// It went out.
pub(super) async fn sent(pool: &PgPool, id: Uuid, now: DateTime<Utc>) -> sqlx::Result<()> {
    sqlx::query!(
        "update outbox set state = 'sent', ended_at = $2, sealed = null, last_problem = null
         where id = $1",
        id,
        now,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// It did not go out: it is tried again later, unless that was the last try or `hopeless`.
pub(super) async fn failed(
    pool: &PgPool,
    taken: &Taken,
    problem: &str,
    hopeless: bool,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let pause = usize::try_from(taken.tries - 1).ok().and_then(|tries| PAUSES.get(tries));
    let pause = pause.filter(|_| !hopeless);
    // Many letters that failed together do not all come back at once.
    let jitter = rand::rng().random_range(0..30);
    let next = now + TimeDelta::minutes(*pause.unwrap_or(&0)) + TimeDelta::seconds(jitter);
    sqlx::query!(
        "update outbox set last_problem = $2, next_try_at = $3,
                state = case when $4 then 'dead' else state end,
                ended_at = case when $4 then $5::timestamptz end
         where id = $1",
        taken.id,
        problem,
        next,
        pause.is_none(),
        now,
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Seals what an older program left open, gives up what is not worth sending any more, and forgets what
/// ended long ago.
pub(super) async fn tidy(
    pool: &PgPool,
    secrets: &Secrets,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let open = sqlx::query!("select id, text_part, html_part from outbox where text_part <> ''");
    for row in open.fetch_all(pool).await? {
        sqlx::query!(
            "update outbox set sealed = $2, text_part = '', html_part = ''
             where id = $1 and text_part <> ''",
            row.id,
            seal(secrets, row.id, &row.text_part, &row.html_part)?,
        )
        .execute(pool)
        .await?;
    }
    sqlx::query!(
        "update outbox set state = 'dead', ended_at = $1, sealed = null,
                last_problem = coalesce(last_problem || '. ', '')
                    || 'Its link ran out before it could be sent.'
         where state = 'waiting' and expires_at <= $1",
        now,
    )
    .execute(pool)
    .await?;
    sqlx::query!("delete from outbox where state <> 'waiting' and ended_at < $1", now - KEPT)
        .execute(pool)
        .await?;
    Ok(())
}

/// What could not be sent, newest first.
///
/// # Errors
/// The database cannot be reached.
pub async fn dead(pool: &PgPool) -> sqlx::Result<Vec<Dead>> {
    sqlx::query_as!(
        Dead,
        r#"select id, recipient, subject, tries, coalesce(last_problem, '') as "problem!",
                  coalesce(ended_at, created_at) as "since!"
           from outbox where state = 'dead' order by ended_at desc, id limit 200"#
    )
    .fetch_all(pool)
    .await
}

/// How many letters wait and are dead.
///
/// # Errors
/// The database cannot be reached.
pub async fn counts(pool: &PgPool) -> sqlx::Result<Counts> {
    sqlx::query_as!(
        Counts,
        r#"select count(*) filter (where state = 'waiting') as "waiting!",
                  count(*) filter (where state = 'waiting' and last_problem is not null) as "late!",
                  count(*) filter (where state = 'dead') as "dead!"
           from outbox where state <> 'sent'"#
    )
    .fetch_one(pool)
    .await
}

/// Makes a dead letter due again, with all its tries. False: there is none of this id that still has
/// its words.
///
/// # Errors
/// The database cannot be reached.
pub async fn revive(pool: &PgPool, id: Uuid, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update outbox set state = 'waiting', tries = 0, next_try_at = $2, ended_at = null
         where id = $1 and state = 'dead' and sealed is not null",
        id,
        now,
    )
    .execute(pool)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Throws a dead letter away. False: there is none of this id.
///
/// # Errors
/// The database cannot be reached.
pub async fn discard(pool: &PgPool, id: Uuid) -> sqlx::Result<bool> {
    let done = sqlx::query!("delete from outbox where id = $1 and state = 'dead'", id)
        .execute(pool)
        .await?;
    Ok(done.rows_affected() == 1)
}
