//! An authenticator app: a secret that it and we share, from which a code follows every half minute.

use chrono::{DateTime, Utc};
use rand::Rng;
use totp_rs::{Builder, Totp};
use uuid::Uuid;

use crate::platform::secrets::{Column, Secrets};
use crate::platform::visitor::UserId;

/// Where the secrets are kept, sealed.
pub const SECRET: Column = Column { table: "authenticators", id: "user_id", column: "secret" };

/// The bytes of a secret: as many as the hash has.
const LENGTH: usize = 20;

/// A secret on its way to an app, or in it.
pub struct Setup {
    totp: Totp,
}

impl Setup {
    /// A new secret for this account, sealed, to be kept until its owner has shown a code.
    ///
    /// # Errors
    /// There is no key for secrets.
    pub fn begin(secrets: &Secrets, user: UserId) -> anyhow::Result<Vec<u8>> {
        let secret: [u8; LENGTH] = rand::rng().random();
        Ok(secrets.seal(SECRET, user.0, &secret)?)
    }

    /// The one that was sealed for this account; `email` is what the app calls it.
    ///
    /// # Errors
    /// It was not sealed for this account.
    pub fn open(
        secrets: &Secrets,
        user: UserId,
        email: &str,
        sealed: &[u8],
    ) -> anyhow::Result<Self> {
        let user: Uuid = user.0;
        let secret = secrets.open(SECRET, user, sealed)?;
        let builder = Builder::new().with_secret(secret).with_account_name(email);
        let totp = builder.with_issuer(Some("Proletto")).build();
        Ok(Self { totp: totp.map_err(|error| anyhow::anyhow!("no authenticator: {error}"))? })
    }

    /// The address that the square shows to the app.
    ///
    /// # Errors
    /// The account's name cannot stand in one.
    pub fn address(&self) -> anyhow::Result<String> {
        self.totp.to_url().map_err(|error| anyhow::anyhow!("no authenticator: {error}"))
    }

    /// The secret to be typed by hand, in groups of four.
    pub fn by_hand(&self) -> String {
        let letters: Vec<char> = self.totp.secret().to_base32().chars().collect();
        letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ")
    }

    /// The half minute to which this code belongs: this one, the one before or the one after.
    pub fn step_of(&self, typed: &str, now: DateTime<Utc>) -> Option<i64> {
        let code: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        let seconds = u64::try_from(now.timestamp()).ok()?;
        self.totp.check(&code, seconds).and_then(|step| i64::try_from(step).ok())
    }
}
