//! An issuer: where it is, and how a code becomes a person.

use std::time::Duration;

use anyhow::Context;
use futures::future::BoxFuture;
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
use serde::{Deserialize, Serialize};
use url::{Url, form_urlencoded};

use super::flow::{Answer, Flow, Purpose};
use super::known::Known;
use super::token::{self, Expected, Person};
use crate::platform::clock::Clock;
use crate::platform::http::{AllowList, FetchError, Fetcher, Request, Settings};
use crate::platform::state::State;

/// How long a visitor waits for an issuer, at most.
const PATIENCE: Duration = Duration::from_secs(5);

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
    clock: Clock,
    known: Known,
    patience: Duration,
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
            clock: state.clock.clone(),
            patience: PATIENCE.min(settings.total_time),
            known: Known::new(text.to_owned(), Fetcher::new(settings)?, state.clock.clone()),
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
        let client = self.patiently(self.client()).await?;
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
        self.patiently(self.exchange(flow, code)).await
    }

    async fn exchange(&self, flow: &Flow, code: String) -> Result<Person, Problem> {
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

    /// Checks against the keys we know, and where none fits against those of now: keys rotate, sometimes under
    /// the same name.
    async fn check(&self, id_token: &str, expected: &Expected<'_>) -> Result<Person, Problem> {
        let about = self.known.about().await?;
        for anew in [false, true] {
            let keys = self.known.keys(&about, anew).await?;
            if let Some(signed) = token::signed(id_token, &keys)? {
                return signed.person(expected);
            }
        }
        Err(Problem::refused("it is signed with a key that is not the issuer's"))
    }

    /// Waits as long as a visitor may be let wait. Who comes a moment after one that waited in vain does not
    /// wait at all.
    async fn patiently<T>(
        &self,
        asking: impl Future<Output = Result<T, Problem>>,
    ) -> Result<T, Problem> {
        let problem = match tokio::time::timeout(self.patience, asking).await {
            Ok(Err(problem @ Problem::Unreachable(_))) => problem,
            Ok(done) => return done,
            Err(_) => Problem::Unreachable(anyhow::anyhow!(
                "it took longer than {} seconds",
                self.patience.as_secs()
            )),
        };
        self.known.failed();
        Err(problem)
    }

    async fn client(&self) -> Result<Oidc, Problem> {
        let about = self.known.about().await?;
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
        let body = self.known.fetch(asking).await?;
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
