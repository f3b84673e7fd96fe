//! A new key, and everything sealed anew with it.

use sqlx::{AssertSqlSafe, PgPool, Row as _};
use uuid::Uuid;

use super::keyring::Keyring;
use super::{Column, Error, Place, Secrets, key_of, open, seal};

/// What a rotation did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rotated {
    /// Envelopes that were sealed anew.
    pub sealed: u64,
    /// A new key was made; otherwise the first one of the setting counts.
    pub made: bool,
}

/// Where the keys are in the file of ours, makes a new one; then seals everything in these columns with
/// the first key. May be broken off and begun again at any time.
///
/// # Errors
/// The database or the file cannot be reached, or an envelope does not open.
pub async fn rotate(
    secrets: &Secrets,
    pool: &PgPool,
    columns: &[Column],
) -> anyhow::Result<Rotated> {
    let keys = secrets.keyring(true)?;
    // First with the keys there are, so that the oldest is needed no more when it is dropped.
    let mut sealed = reseal(&keys, pool, columns).await?;
    let Place::File(path) = &*secrets.from else { return Ok(Rotated { sealed, made: false }) };
    let keys = keys.with_new();
    keys.save(path)?;
    sealed = sealed.max(reseal(&keys, pool, columns).await?);
    secrets.keyring(true)?;
    Ok(Rotated { sealed, made: true })
}

/// Seals with the current key what is sealed with another. Returns how many.
async fn reseal(keys: &Keyring, pool: &PgPool, columns: &[Column]) -> anyhow::Result<u64> {
    let mut count = 0;
    for column in columns {
        let Column { table, id, column: name } = *column;
        // Names of ours, from a list in the code.
        let select =
            format!("select {id} as id, {name} as sealed from {table} where {name} is not null");
        let update = format!("update {table} set {name} = $3 where {id} = $1 and {name} = $2");
        for row in sqlx::query(AssertSqlSafe(select)).fetch_all(pool).await? {
            let (row, sealed): (Uuid, Vec<u8>) = (row.try_get("id")?, row.try_get("sealed")?);
            let key = key_of(&sealed)?;
            if key == keys.current().id {
                continue;
            }
            let key = keys.find(key).ok_or_else(|| Error::UnknownKey(key.to_string()))?;
            let plain = open(key, *column, row, &sealed)?;
            let anew = seal(keys.current(), *column, row, &plain);
            // Where it was changed meanwhile, it was sealed with a key we still have.
            let done = sqlx::query(AssertSqlSafe(update.clone()))
                .bind(row)
                .bind(&sealed)
                .bind(&anew)
                .execute(pool)
                .await?;
            count += done.rows_affected();
        }
    }
    Ok(count)
}
