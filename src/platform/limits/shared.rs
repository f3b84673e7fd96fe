//! Limits that all programs on one database count together: a row says when a limit is full again, and is
//! moved on by one statement, so that two programs never both take the last one.

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use sqlx::PgPool;

use super::{Key, Limit};

/// What came of taking one.
pub(super) enum Taken {
    /// It was let through; so many are left.
    Left(u32),
    /// It was not; in so long one would be.
    Wait(TimeDelta),
}

/// Takes one of a limit, for `key`.
pub(super) async fn take(
    pool: &PgPool,
    limit: &Limit,
    (most, window): (u32, u64),
    key: &Key,
    now: DateTime<Utc>,
) -> sqlx::Result<Taken> {
    let window = TimeDelta::seconds(window.try_into().unwrap_or(i64::MAX / 1_000));
    let one = window / i32::try_from(most).unwrap_or(i32::MAX);
    let key = digest(key);
    let full_again_at = sqlx::query_scalar!(
        r#"insert into limits_used as used (name, key, full_again_at) values ($1, $2, $4)
           on conflict (name, key) do update
           set full_again_at = greatest(used.full_again_at, $3) + ($4 - $3::timestamptz)
           where greatest(used.full_again_at, $3) + ($4 - $3) <= $5
           returning full_again_at as "at: DateTime<Utc>""#,
        limit.name,
        &key,
        now,
        now + one,
        now + window,
    )
    .fetch_optional(pool)
    .await?;
    if let Some(at) = full_again_at {
        let room = (now + window - at).num_milliseconds() / one.num_milliseconds().max(1);
        return Ok(Taken::Left(room.try_into().unwrap_or_default()));
    }
    let at = sqlx::query_scalar!(
        r#"select full_again_at as "at: DateTime<Utc>" from limits_used where name = $1 and key = $2"#,
        limit.name,
        &key,
    )
    .fetch_optional(pool)
    .await?;
    Ok(Taken::Wait(at.unwrap_or(now) + one - window - now))
}

/// Removes what is full again, which counts as if it had never been used.
///
/// # Errors
/// The database cannot be reached.
pub async fn sweep(pool: &PgPool, now: DateTime<Utc>) -> sqlx::Result<u64> {
    let gone = sqlx::query!("delete from limits_used where full_again_at <= $1", now);
    Ok(gone.execute(pool).await?.rows_affected())
}

/// Who is counted, so that the table holds no address and no name.
fn digest(key: &Key) -> Vec<u8> {
    let mut hash = Sha256::new();
    let address = |address: &std::net::IpAddr| match address {
        std::net::IpAddr::V4(address) => address.to_ipv6_mapped().octets(),
        std::net::IpAddr::V6(address) => address.octets(),
    };
    match key {
        Key::Address(here) => hash.update([&[0][..], &address(here)].concat()),
        Key::Id(id) => hash.update([&[1][..], id.as_bytes()].concat()),
        Key::Typed(name, None) => hash.update([&[2][..], name].concat()),
        Key::Typed(name, Some(here)) => hash.update([&[3][..], name, &address(here)].concat()),
    }
    hash.finalize().to_vec()
}
