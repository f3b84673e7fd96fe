//! Tickets: the links in letters that prove an address. Each opens one thing, once, for a short time.
//!
//! Only a POST uses one up, because programs that scan mail follow links. What is kept is a hash.

mod queries;

pub use queries::{
    Invitation, Pending, invitations, peek, pending_change, redeem, sweep, void, void_address,
    void_invitation,
};

use chrono::{DateTime, TimeDelta, Utc};
use rand::Rng;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sqlx::PgExecutor;

use super::Email;
use crate::platform::visitor::UserId;

/// What a ticket opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A new account.
    SignUp,
    /// A new account, where one needs to be invited.
    Invitation,
    /// A new password.
    PasswordReset,
    /// A new address for an account.
    EmailChange,
}

/// A ticket that somebody shows.
#[derive(Clone, Debug)]
pub struct Ticket {
    /// Whose account it is about, where there is one.
    pub user: Option<UserId>,
    /// The address it was sent to.
    pub email: Email,
    /// Where to go on afterwards.
    pub next: String,
}

/// What stands in the link: 256 random bits.
#[derive(Clone, Debug)]
pub struct Token(SecretString);

/// What is kept of a token: enough to find its ticket, too little to follow its link.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Stub(Vec<u8>);

impl Purpose {
    /// The word in the database.
    pub fn slug(self) -> &'static str {
        match self {
            Purpose::SignUp => "sign_up",
            Purpose::Invitation => "invitation",
            Purpose::PasswordReset => "password_reset",
            Purpose::EmailChange => "email_change",
        }
    }

    /// How long it opens anything.
    pub fn lasts(self) -> TimeDelta {
        match self {
            Purpose::SignUp | Purpose::EmailChange => TimeDelta::hours(2),
            Purpose::Invitation => TimeDelta::days(7),
            Purpose::PasswordReset => TimeDelta::minutes(30),
        }
    }
}

impl Token {
    fn new() -> Self {
        let bytes: [u8; 32] = rand::rng().random();
        Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into())
    }

    /// The token itself, for the link.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl Stub {
    /// Of the token that somebody shows.
    pub fn shown(token: &str) -> Self {
        Self(Sha256::digest(token.as_bytes()).to_vec())
    }
}

/// Makes a ticket out.
///
/// # Errors
/// The database cannot be reached.
pub async fn issue(
    db: impl PgExecutor<'_>,
    purpose: Purpose,
    user: Option<UserId>,
    email: &Email,
    next: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<Token> {
    let token = Token::new();
    queries::insert(db, &Stub::shown(token.expose()), purpose, user, email, next, now).await?;
    Ok(token)
}
