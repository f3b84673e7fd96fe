//! Who asks. The accounts room finds out; every room may ask.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::error::Error;

/// An account's id.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type,
)]
#[sqlx(transparent)]
pub struct UserId(pub Uuid);

/// What an account may do.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, clap::ValueEnum,
)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Role {
    /// Looks for calls.
    Artist,
    /// Also reviews and publishes them, and looks after sources and jobs.
    Admin,
}

/// A person who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    /// The account.
    pub id: UserId,
    /// The name they gave.
    pub name: String,
    /// What they may do.
    pub role: Role,
}

/// A visitor who is an admin.
#[derive(Clone, Debug)]
pub struct Admin(pub Visitor);

impl Visitor {
    /// Whether they are on the staff.
    pub fn is_admin(&self) -> bool {
        self.role == Role::Admin
    }
}

impl Role {
    /// The word in the database and on the command line.
    pub fn slug(self) -> &'static str {
        match self {
            Role::Artist => "artist",
            Role::Admin => "admin",
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        parts.extensions.get::<Visitor>().cloned().ok_or(Error::Unauthenticated)
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for Visitor {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Error> {
        Ok(parts.extensions.get::<Visitor>().cloned())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Admin {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let visitor = <Visitor as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        if visitor.is_admin() { Ok(Admin(visitor)) } else { Err(Error::Forbidden) }
    }
}
