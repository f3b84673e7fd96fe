//! Signing in by another site: Google, and any OpenID Connect issuer that the settings name.
//!
//! Authorization code with PKCE, state and nonce, all three bound to the browser by its session. Who
//! somebody is there is issuer and subject, never the address: an address connects nothing.

mod flow;
mod issuer;
mod known;
mod queries;
mod token;

pub use flow::{Answer, Flow, Purpose};
pub use issuer::{Issuer, Problem};
pub use queries::{Connected, by_subject, connect, connected, disconnect, used};
pub use token::Person;

use std::sync::Arc;

use crate::platform::state::State;

/// Every issuer that the settings name. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Issuers(Arc<Vec<Arc<Issuer>>>);

impl Issuers {
    /// Those of the settings; one that is only half named is told in the log and left out.
    pub fn of(state: &State) -> Self {
        let config = &state.config;
        let google = config.google_client_id.as_ref().map(|id| {
            let secret = config.google_client_secret.clone();
            Issuer::new(state, "google", "Google", &config.google_issuer, id, secret)
        });
        let other = config.oidc_issuer.as_ref().zip(config.oidc_client_id.as_ref());
        let other = other.map(|(issuer, id)| {
            let secret = config.oidc_client_secret.clone();
            Issuer::new(state, "oidc", &config.oidc_name, issuer, id, secret)
        });
        let told = |issuer: anyhow::Result<Issuer>| {
            issuer.inspect_err(|error| tracing::error!("signing in elsewhere: {error:#}")).ok()
        };
        Self(Arc::new(google.into_iter().chain(other).filter_map(told).map(Arc::new).collect()))
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Issuer>> {
        self.0.iter()
    }

    /// The one of this slug.
    pub fn find(&self, slug: &str) -> Option<Arc<Issuer>> {
        self.iter().find(|issuer| issuer.slug == slug).cloned()
    }
}
