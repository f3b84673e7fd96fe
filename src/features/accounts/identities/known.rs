//! What an issuer says of itself, and the keys it signs with: asked for when they are needed, and kept for a
//! while.

use std::sync::Mutex as Short;
use std::sync::PoisonError;

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::jwk::JwkSet;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tokio::sync::Mutex;
use url::Url;

use super::issuer::Problem;
use crate::platform::clock::Clock;
use crate::platform::http::{FetchError, Fetched, Fetcher, Request};

/// How long what an issuer says of itself and its keys is believed.
const KEPT: TimeDelta = TimeDelta::hours(1);

/// How long one that did not answer is not asked again: whoever comes meanwhile is told at once.
const AGAIN: TimeDelta = TimeDelta::seconds(10);

/// How often keys are asked for in a minute, at most: one that signs from now on is found at once, and one that
/// is made up is not looked for for ever.
const KEYS_IN_A_MINUTE: usize = 3;

/// What an issuer says of itself.
#[derive(Clone, Debug, Deserialize)]
pub struct Discovery {
    issuer: String,
    /// Where browsers are sent.
    pub authorization_endpoint: Url,
    /// Where codes are exchanged.
    pub token_endpoint: Url,
    jwks_uri: Url,
    /// How we may show there who we are.
    pub token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

/// What is known of an issuer at present.
#[derive(Debug)]
pub struct Known {
    issuer: String,
    fetcher: Fetcher,
    clock: Clock,
    about: Mutex<Option<(Discovery, DateTime<Utc>)>>,
    keys: Mutex<Keys>,
    failed: Short<Option<DateTime<Utc>>>,
}

#[derive(Debug, Default)]
struct Keys {
    kept: Option<(JwkSet, DateTime<Utc>)>,
    /// When they were asked for, in the last minute.
    asked: Vec<DateTime<Utc>>,
}

impl Known {
    /// Nothing yet.
    pub fn new(issuer: String, fetcher: Fetcher, clock: Clock) -> Self {
        let (about, keys, failed) = Default::default();
        Self { issuer, fetcher, clock, about, keys, failed }
    }

    /// What it says of itself.
    ///
    /// # Errors
    /// It cannot be reached, or is not what the settings say.
    pub async fn about(&self) -> Result<Discovery, Problem> {
        let mut kept = self.about.lock().await;
        let now = self.clock.now();
        if let Some((about, at)) = &*kept
            && now - *at < KEPT
        {
            return Ok(about.clone());
        }
        if self.failed_lately() {
            return Err(Problem::Unreachable(anyhow::anyhow!("it did not answer a moment ago")));
        }
        let about = self.ask().await?;
        *kept = Some((about.clone(), now));
        Ok(about)
    }

    async fn ask(&self) -> Result<Discovery, Problem> {
        let url = format!("{}/.well-known/openid-configuration", self.issuer.trim_end_matches('/'));
        let url = Url::parse(&url).map_err(|error| Problem::Unreachable(error.into()))?;
        let about: Discovery = self.get(&url).await?;
        if about.issuer != self.issuer {
            let (is, should) = (&about.issuer, &self.issuer);
            return Err(Problem::refused(format!(
                "the issuer calls itself {is:?}, not {should:?}"
            )));
        }
        // Only an issuer on this very machine may go without encryption.
        let all = [&about.authorization_endpoint, &about.token_endpoint, &about.jwks_uri];
        if all.iter().any(|one| !matches!(one.scheme(), "http" | "https")) {
            return Err(Problem::refused("one of the issuer's addresses is none of the web"));
        }
        if url.scheme() == "https" && all.iter().any(|one| one.scheme() != "https") {
            return Err(Problem::refused("one of the issuer's addresses is not https"));
        }
        Ok(about)
    }

    /// The keys it signs with; `anew`: those of now, because none that is known fits.
    ///
    /// # Errors
    /// It cannot be reached, or was asked enough.
    pub async fn keys(&self, about: &Discovery, anew: bool) -> Result<JwkSet, Problem> {
        let mut keys = self.keys.lock().await;
        let now = self.clock.now();
        if let Some((kept, at)) = &keys.kept
            && !anew
            && now - *at < KEPT
        {
            return Ok(kept.clone());
        }
        keys.asked.retain(|at| now - *at < TimeDelta::minutes(1));
        if anew && keys.asked.len() >= KEYS_IN_A_MINUTE {
            return Err(Problem::refused(
                "it is signed with a key that is not the issuer's, who was asked enough",
            ));
        }
        keys.asked.push(now);
        let set: JwkSet = self.get(&about.jwks_uri).await?;
        keys.kept = Some((set.clone(), now));
        Ok(set)
    }

    async fn get<T: DeserializeOwned>(&self, url: &Url) -> Result<T, Problem> {
        let unreachable =
            |error: anyhow::Error| Problem::Unreachable(error.context(url.to_string()));
        let request = Request::get(url.clone()).redirects(0);
        let body = self.fetch(request).await.map_err(|error| unreachable(error.into()))?;
        serde_json::from_slice(&body).map_err(|error| unreachable(error.into()))
    }

    /// The body of an answer.
    pub(super) async fn fetch(&self, request: Request) -> Result<Vec<u8>, FetchError> {
        match self.fetcher.fetch(request).await? {
            Fetched::Page(page) => Ok(page.body),
            Fetched::NotModified => Err(FetchError::Broken),
        }
    }

    /// Notes that it did not answer.
    pub(super) fn failed(&self) {
        if !self.failed_lately() {
            *self.failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(self.clock.now());
        }
    }

    fn failed_lately(&self) -> bool {
        let failed = *self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        failed.is_some_and(|at| self.clock.now() - at < AGAIN)
    }
}
