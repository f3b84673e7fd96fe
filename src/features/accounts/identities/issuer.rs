//! An issuer: where it is, what it signs with, and how a code becomes a person.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use futures::future::BoxFuture;
use jsonwebtoken::jwk::JwkSet;
use oauth2::basic::{
    BasicErrorResponse, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse,
    BasicTokenType,
};
use oauth2::{
    AsyncHttpClient, AuthType, AuthUrl, AuthorizationCode, Client, ClientId, ClientSecret,
    CsrfToken, EndpointNotSet, EndpointSet, ExtraTokenFields, HttpRequest, HttpResponse,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, StandardRevocableToken,
    StandardTokenResponse, TokenResponse, TokenUrl,
};
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;
use url::{Url, form_urlencoded};

use super::flow::{Answer, Flow, Purpose};
use super::token::{self, Expected, Person};
use crate::platform::clock::Clock;
use crate::platform::http::{AllowList, FetchError, Fetched, Fetcher, Request, Settings};
use crate::platform::state::State;

/// How long what an issuer says of itself and its keys is believed.
const KEPT: TimeDelta = TimeDelta::hours(1);

/// How often an unknown key is looked for at most.
const KEYS_AGAIN: TimeDelta = TimeDelta::minutes(1);

/// The most bytes of any answer of an issuer.
const MAX_BODY: usize = 256 * 1024;

/// Another site that says who somebody is.
#[derive(Debug)]
pub struct Issuer {
    /// Its name in addresses.
    pub slug: &'static str,
    /// What people call it.
    pub name: String,
    /// Exactly as it calls itself.
    pub issuer: String,
    client_id: String,
    client_secret: Option<SecretString>,
    back: Url,
    fetcher: Fetcher,
    clock: Clock,
    about: Mutex<Option<(Discovery, DateTime<Utc>)>>,
    keys: Mutex<Option<(JwkSet, DateTime<Utc>)>>,
}

/// What an issuer says of itself.
#[derive(Clone, Debug, Deserialize)]
struct Discovery {
    issuer: String,
    authorization_endpoint: Url,
    token_endpoint: Url,
    jwks_uri: Url,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

/// Why a visit came to nothing.
#[derive(Debug)]
pub enum Problem {
    /// The visitor said no there.
    Declined,
    /// What came back was not believed, and why, for the log.
    Refused(String),
    /// The issuer cannot be reached, or does not do its part.
    Unreachable(anyhow::Error),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct IdToken {
    id_token: Option<String>,
}

impl ExtraTokenFields for IdToken {}

type Tokens = StandardTokenResponse<IdToken, BasicTokenType>;
type Oidc = Client<
    BasicErrorResponse,
    Tokens,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

impl Problem {
    pub(super) fn refused(why: impl Into<String>) -> Self {
        Self::Refused(why.into())
    }
}

impl Issuer {
    pub(super) fn new(
        state: &State,
        slug: &'static str,
        name: &str,
        issuer: &Url,
        client_id: &str,
        client_secret: Option<SecretString>,
    ) -> anyhow::Result<Self> {
        let host = issuer.host_str().unwrap_or_default();
        let port = issuer.port_or_known_default().context("the issuer's address has no port")?;
        // Where the operator named it is where it may be, on this machine too; what its answers name is
        // believed only out in the open.
        let allowed = AllowList::default().and(host, port);
        let settings = Settings { allowed, max_body: MAX_BODY, ..Settings::from(&*state.config) };
        // `https://accounts.google.com` has no slash at its end, and `Url` gives it one.
        let text = issuer.as_str();
        let text = if issuer.path() == "/" { text.trim_end_matches('/') } else { text };
        Ok(Self {
            slug,
            name: name.to_owned(),
            issuer: text.to_owned(),
            client_id: client_id.to_owned(),
            client_secret,
            back: state.config.base_url().join(&format!("/sign-in/with/{slug}/back"))?,
            fetcher: Fetcher::new(settings)?,
            clock: state.clock.clone(),
            about: Mutex::default(),
            keys: Mutex::default(),
        })
    }

    /// Whether this issuer hands out the address itself, so that its word proves who reads it.
    pub fn owns(&self, email: &str, hosted: Option<&str>) -> bool {
        self.slug == "google" && (email.ends_with("@gmail.com") || hosted.is_some())
    }

    /// Begins a visit: where to send the browser, and what to remember.
    ///
    /// # Errors
    /// The issuer cannot be reached, or is not what the settings say.
    pub async fn leave(&self, purpose: Purpose) -> Result<(Url, Flow), Problem> {
        let client = self.client().await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let nonce = CsrfToken::new_random();
        let mut asking = client
            .authorize_url(CsrfToken::new_random)
            .add_scopes(["openid", "email", "profile"].map(|scope| Scope::new(scope.to_owned())))
            .add_extra_param("nonce", nonce.secret())
            .set_pkce_challenge(challenge);
        if matches!(purpose, Purpose::Confirm { .. }) {
            asking = asking
                .add_extra_param("prompt", "login")
                .add_extra_param("max_age", "0")
                // Some say when only if they are asked in this way.
                .add_extra_param("claims", r#"{"id_token":{"auth_time":{"essential":true}}}"#);
        }
        let (url, state) = asking.url();
        let flow = Flow {
            issuer: self.slug.to_owned(),
            state: state.into_secret(),
            nonce: nonce.into_secret(),
            verifier: verifier.into_secret(),
            at: self.clock.now(),
            purpose,
        };
        Ok((url, flow))
    }

    /// Who came back from a visit.
    ///
    /// # Errors
    /// The answer is not believed, or the issuer cannot be reached.
    pub async fn person(&self, flow: &Flow, answer: Answer) -> Result<Person, Problem> {
        let code = flow.code(self.slug, &self.issuer, answer, self.clock.now())?;
        let client = self.client().await?;
        let tokens = client
            .exchange_code(AuthorizationCode::new(code))
            .set_pkce_verifier(PkceCodeVerifier::new(flow.verifier.clone()))
            .request_async(self)
            .await
            .map_err(|error| match error {
                oauth2::RequestTokenError::Request(FetchError::Status { status, .. })
                    if status < 500 =>
                {
                    Problem::refused(format!("the code was refused ({status})"))
                }
                oauth2::RequestTokenError::Request(error) => Problem::Unreachable(error.into()),
                other => Problem::refused(format!("the answer to the code: {other}")),
            })?;
        if *tokens.token_type() != BasicTokenType::Bearer {
            return Err(Problem::refused("the tokens are of another kind than asked for"));
        }
        let id_token = tokens.extra_fields().id_token.as_deref();
        let id_token = id_token.ok_or_else(|| Problem::refused("there is no ID token"))?;
        let expected = Expected {
            issuer: &self.issuer,
            client_id: &self.client_id,
            nonce: &flow.nonce,
            access_token: tokens.access_token().secret(),
            shown_since: match flow.purpose {
                Purpose::Confirm { .. } => Some(flow.at),
                _ => None,
            },
            now: self.clock.now(),
        };
        self.check(id_token, &expected).await
    }

    /// Checks against the keys we know, and where none fits against those of now: keys rotate.
    async fn check(&self, id_token: &str, expected: &Expected<'_>) -> Result<Person, Problem> {
        let about = self.about().await?;
        let mut kept = self.keys.lock().await;
        let now = self.clock.now();
        if let Some((keys, at)) = &*kept
            && now - *at < KEPT
        {
            let known = token::key(id_token, keys)?;
            if let Some(key) = known {
                return token::check(id_token, key, expected);
            }
            if now - *at < KEYS_AGAIN {
                return Err(Problem::refused("it is signed with a key that is not the issuer's"));
            }
        }
        let keys: JwkSet = self.get(&about.jwks_uri).await?;
        let (keys, _) = kept.insert((keys, now));
        let key = token::key(id_token, keys)?;
        let key = key
            .ok_or_else(|| Problem::refused("it is signed with a key that is not the issuer's"))?;
        token::check(id_token, key, expected)
    }

    async fn about(&self) -> Result<Discovery, Problem> {
        let mut kept = self.about.lock().await;
        let now = self.clock.now();
        if let Some((about, at)) = &*kept
            && now - *at < KEPT
        {
            return Ok(about.clone());
        }
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
        *kept = Some((about.clone(), now));
        Ok(about)
    }

    async fn client(&self) -> Result<Oidc, Problem> {
        let about = self.about().await?;
        let methods = about.token_endpoint_auth_methods_supported.unwrap_or_default();
        let post = methods.iter().any(|one| one == "client_secret_post")
            && !methods.iter().any(|one| one == "client_secret_basic");
        let mut client = Client::new(ClientId::new(self.client_id.clone()))
            .set_auth_type(if post { AuthType::RequestBody } else { AuthType::BasicAuth })
            .set_redirect_uri(RedirectUrl::from_url(self.back.clone()));
        if let Some(secret) = &self.client_secret {
            client = client.set_client_secret(ClientSecret::new(secret.expose_secret().to_owned()));
        }
        Ok(client
            .set_auth_uri(AuthUrl::from_url(about.authorization_endpoint))
            .set_token_uri(TokenUrl::from_url(about.token_endpoint)))
    }

    async fn get<T: DeserializeOwned>(&self, url: &Url) -> Result<T, Problem> {
        let unreachable =
            |error: anyhow::Error| Problem::Unreachable(error.context(url.to_string()));
        let request = Request::get(url.clone()).redirects(0);
        let body =
            body(self.fetcher.fetch(request).await).map_err(|error| unreachable(error.into()))?;
        serde_json::from_slice(&body).map_err(|error| unreachable(error.into()))
    }

    /// A request of the oauth2 crate by our guarded client, which follows no redirect with a secret.
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, FetchError> {
        let url = Url::parse(&request.uri().to_string()).map_err(|_| FetchError::BadRequest)?;
        let fields: Vec<(String, String)> =
            form_urlencoded::parse(request.body()).into_owned().collect();
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        let mut asking = Request::post_form(url, &fields).redirects(0);
        for name in ["accept", "authorization"] {
            if let Some(value) = request.headers().get(name).and_then(|value| value.to_str().ok()) {
                asking = asking.header(name, value)?;
            }
        }
        let body = body(self.fetcher.fetch(asking).await)?;
        let mut response = HttpResponse::new(body);
        let kind = axum::http::HeaderValue::from_static("application/json");
        response.headers_mut().insert(axum::http::header::CONTENT_TYPE, kind);
        Ok(response)
    }
}

/// The way of the oauth2 crate to the issuer: ours.
impl<'c> AsyncHttpClient<'c> for Issuer {
    type Error = FetchError;
    type Future = BoxFuture<'c, Result<HttpResponse, FetchError>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}

fn body(fetched: Result<Fetched, FetchError>) -> Result<Vec<u8>, FetchError> {
    match fetched? {
        Fetched::Page(page) => Ok(page.body),
        Fetched::NotModified => Err(FetchError::Broken),
    }
}
