//! A visit to an issuer, from leaving to coming back.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::issuer::Problem;
use crate::features::accounts::tickets::Stub;
use crate::platform::visitor::UserId;

/// How long a visit may take.
const PATIENCE: TimeDelta = TimeDelta::minutes(10);

/// What is remembered of a visit, in the session and therefore for this browser alone.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Flow {
    /// To which issuer.
    pub issuer: String,
    /// Comes back with the answer.
    pub state: String,
    /// Comes back in the ID token.
    pub nonce: String,
    /// Shown when the code is exchanged (PKCE).
    pub verifier: String,
    /// When it began.
    pub at: DateTime<Utc>,
    /// What for.
    pub purpose: Purpose,
}

/// What a visit is for.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Signing in, or up, and going there afterwards.
    SignIn {
        /// Where.
        next: String,
    },
    /// Making an account for the address that a letter's ticket proves.
    Join {
        /// What is kept of its token.
        ticket: Stub,
    },
    /// Connecting the account there with this one.
    Connect(UserId),
    /// Showing again who one is, and going there afterwards.
    Confirm {
        /// Whose sign-in.
        user: UserId,
        /// Where.
        next: String,
    },
}

/// What an issuer sends the browser back with.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Answer {
    /// To be exchanged.
    pub code: Option<String>,
    /// Ours.
    pub state: Option<String>,
    /// Who answers (RFC 9207).
    pub iss: Option<String>,
    /// Why there is no code.
    pub error: Option<String>,
}

impl Flow {
    /// The code, if this is the answer to this visit.
    ///
    /// # Errors
    /// It is not, or says no.
    pub fn code(
        &self,
        slug: &str,
        issuer: &str,
        answer: Answer,
        now: DateTime<Utc>,
    ) -> Result<String, Problem> {
        let ours = answer.state.as_deref() == Some(self.state.as_str());
        if self.issuer != slug || !ours {
            return Err(Problem::refused("the answer belongs to another visit"));
        }
        if now - self.at > PATIENCE {
            return Err(Problem::refused("the visit took too long"));
        }
        if answer.iss.is_some_and(|iss| iss != issuer) {
            return Err(Problem::refused("another issuer answered"));
        }
        if let Some(error) = answer.error {
            return Err(if error == "access_denied" {
                Problem::Declined
            } else {
                Problem::refused(error)
            });
        }
        answer.code.ok_or_else(|| Problem::refused("there is no code"))
    }
}
