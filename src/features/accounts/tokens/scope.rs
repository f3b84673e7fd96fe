//! What a token may do.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::platform::error::{Error, Result};

/// One thing that a token may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
pub enum Scope {
    /// Read who the account is of.
    #[serde(rename = "account:read")]
    AccountRead,
    /// Read the account's matches.
    #[serde(rename = "matches:read")]
    MatchesRead,
}

/// What somebody may do through the API: each once, in one order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scopes(Vec<Scope>);

impl Scope {
    /// Every scope.
    pub const ALL: [Scope; 2] = [Scope::AccountRead, Scope::MatchesRead];

    /// Its name in tokens.
    pub fn name(self) -> &'static str {
        match self {
            Scope::AccountRead => "account:read",
            Scope::MatchesRead => "matches:read",
        }
    }

    /// What it allows, for the person who ticks it.
    pub fn words(self) -> &'static str {
        match self {
            Scope::AccountRead => "Read who you are: your name and address",
            Scope::MatchesRead => "Read your matches, with the reasons",
        }
    }

    /// The scope of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }
}

impl Scopes {
    /// Everything there is.
    pub fn all() -> Self {
        Self(Scope::ALL.to_vec())
    }

    /// Reads names, of which all must be known. Empty: none.
    pub fn read<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let mut scopes = names.into_iter().map(Scope::from_name).collect::<Option<Vec<_>>>()?;
        scopes.sort_unstable();
        scopes.dedup();
        Some(Self(scopes))
    }

    /// The names.
    pub fn names(&self) -> Vec<String> {
        self.0.iter().map(|scope| scope.name().to_owned()).collect()
    }

    /// Each of them.
    pub fn list(&self) -> Vec<Scope> {
        self.0.clone()
    }

    /// The names in one line, as OAuth writes them.
    pub fn line(&self) -> String {
        self.names().join(" ")
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Says no where this is not among them.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn need(&self, scope: Scope) -> Result<()> {
        if self.0.contains(&scope) { Ok(()) } else { Err(Error::Forbidden) }
    }
}
