//! Tokens and the account, as programs ask for them.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::refresh::{self, Pair};
use super::{Granted, Scope, Scopes, access, keys, queries};
use crate::features::accounts::model::turns_around;
use crate::features::accounts::{Name, attempts, factors};
use crate::platform::NO_STORE;
use crate::platform::api::Json;
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::dressing::Problem;
use crate::platform::error::{Error, OrNotFound, Result};
use crate::platform::limits::{Key, Limited};
use crate::platform::state;
use crate::platform::visitor::Visitor;

/// What a program shows to be given tokens.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "grant_type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Grant {
    /// The address and the password of an account.
    Password {
        /// The address.
        email: String,
        /// The password.
        password: String,
        /// What the tokens may do, separated by spaces; everything where absent.
        #[schema(pattern = "^(account:read|matches:read)( (account:read|matches:read))*$")]
        scope: Option<String>,
        /// What the program calls itself, for the owner's list: "Studio calendar".
        #[schema(max_length = 200)]
        program: Option<String>,
    },
    /// A refresh token, which is used up by this.
    RefreshToken {
        /// The token.
        refresh_token: String,
    },
}

/// A refresh token that is no longer needed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Ended {
    /// The token.
    refresh_token: String,
}

/// The most characters of what a program calls itself.
const LONGEST_NAME: usize = 200;

/// Tokens for a program.
#[derive(Serialize, ToSchema)]
pub struct Tokens {
    /// Sent as `Authorization: Bearer …` with each question.
    access_token: String,
    /// `Bearer`.
    token_type: &'static str,
    /// The seconds for which the access token is good.
    expires_in: i64,
    /// Asks for the next pair, once.
    refresh_token: String,
    /// What they may do.
    scope: String,
}

/// The account that a token or a session speaks for.
#[derive(Serialize, ToSchema)]
pub struct Account {
    /// Its id.
    id: Uuid,
    /// The name.
    name: String,
    /// The address it signs in with.
    email: String,
    /// What the one who asks may do.
    scopes: Vec<Scope>,
}

/// The keys that access tokens are signed with, as a JSON Web Key Set (RFC 7517).
#[derive(Serialize, ToSchema)]
pub struct KeySet {
    /// The keys.
    #[schema(value_type = Vec<Object>)]
    keys: serde_json::Value,
}

/// For everyone, with no session: how tokens are given and taken back.
pub fn tokens_api() -> OpenApiRouter<state::State> {
    OpenApiRouter::new().routes(routes!(token)).routes(routes!(revoke)).routes(routes!(key_set))
}

/// For those who say who they are.
pub fn account_api() -> OpenApiRouter<state::State> {
    OpenApiRouter::new().routes(routes!(account))
}

/// Tokens for a program
///
/// With address and password, signs a program in; with a refresh token, gives the next pair. A refresh
/// token is good once. If an answer was lost, or a program asks several times at once, the same token is
/// answered again as long as no token of an earlier answer was used; each answer is good, and the first that
/// is used leads on. A token that is used after one of its successors, or another of the same question, led on
/// signs the program out, because then two hold it.
#[utoipa::path(
    post, path = "/api/v1/auth/token", operation_id = "giveTokens", tag = "Tokens",
    request_body = Grant,
    responses(
        (status = 200, description = "Tokens", body = Tokens),
        (status = 400, description = "The question cannot be understood, or the account asks for a code \
                                      when signing in and wants a personal token instead",
         body = Problem, content_type = "application/problem+json"),
        (status = 401, description = "Address and password do not fit together, or the token is worth \
                                      nothing", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "It is not `application/json`", body = Problem,
         content_type = "application/problem+json"),
        (status = 429, description = "Too often; `Retry-After` says when again", body = Problem,
         content_type = "application/problem+json"),
    )
)]
async fn token(State(state): State<state::State>, Json(grant): Json<Grant>) -> Result<Response> {
    state.limits.take(Limited::Refresh, &Key::here()).await?;
    let pair = match grant {
        Grant::Password { email, password, scope, program } => {
            let scopes = match scope.as_deref() {
                None => Scopes::all(),
                Some(line) => Scopes::read(line.split(' '))
                    .filter(|scopes| !scopes.is_empty())
                    .ok_or_else(|| Error::BadRequest(unknown_scope()))?,
            };
            let program = called(program.as_deref().unwrap_or_default())?;
            let proved = attempts::check(&state, &email, &password).await?;
            let proved = proved.ok_or(Error::Unauthenticated)?;
            if factors::guarded(&state.pool, proved.user).await? {
                let words = "This account asks for a code when signing in. Make a personal token for \
                             the program under /account/tokens.";
                return Err(Error::BadRequest(words.into()));
            }
            let entry = Entry::new(Who::Person(proved.user), Action::SignedIn);
            audit::write(&state.pool, entry, state.clock.now()).await?;
            refresh::begin(&state, proved, program.as_str(), scopes).await?
        }
        Grant::RefreshToken { refresh_token } => refresh::next(&state, &refresh_token).await?,
    };
    Ok(private(axum::Json(Tokens::from(pair))))
}

/// Signs a program out
///
/// The refresh token and everything that came of its sign-in end at once. A token that is not known is
/// answered the same.
#[utoipa::path(
    post, path = "/api/v1/auth/revoke", operation_id = "revokeTokens", tag = "Tokens",
    request_body = Ended,
    responses(
        (status = 204, description = "It is worth nothing now"),
        (status = 400, description = "The question cannot be understood", body = Problem,
         content_type = "application/problem+json"),
        (status = 415, description = "It is not `application/json`", body = Problem,
         content_type = "application/problem+json"),
    )
)]
async fn revoke(State(state): State<state::State>, Json(ended): Json<Ended>) -> Result<Response> {
    state.limits.take(Limited::Refresh, &Key::here()).await?;
    refresh::end(&state, &ended.refresh_token).await?;
    Ok(private(axum::http::StatusCode::NO_CONTENT))
}

/// The keys that sign access tokens
#[utoipa::path(
    get, path = "/api/v1/auth/keys", operation_id = "listKeys", tag = "Tokens",
    responses((status = 200, description = "The keys", body = KeySet))
)]
async fn key_set(State(state): State<state::State>) -> Result<axum::Json<KeySet>> {
    let set = keys::published(&state).await?;
    let keys = serde_json::to_value(set.keys).map_err(anyhow::Error::from)?;
    Ok(axum::Json(KeySet { keys }))
}

/// Who asks
#[utoipa::path(
    get, path = "/api/v1/account", operation_id = "getAccount", tag = "Tokens",
    security(("session" = []), ("token" = ["account:read"])),
    responses(
        (status = 200, description = "The account", body = Account),
        (status = 401, description = "Nobody is signed in", body = Problem,
         content_type = "application/problem+json"),
        (status = 403, description = "The token may not do this", body = Problem,
         content_type = "application/problem+json"),
    )
)]
async fn account(
    visitor: Visitor,
    granted: Option<Granted>,
    State(state): State<state::State>,
) -> Result<axum::Json<Account>> {
    let scopes = Granted::scopes(granted);
    scopes.need(Scope::AccountRead)?;
    let email = queries::email_of(&state.pool, visitor.id).await?.or_not_found()?;
    let Visitor { id, name, .. } = visitor;
    Ok(axum::Json(Account { id: id.0, name, email, scopes: scopes.list() }))
}

fn unknown_scope() -> String {
    let known = Scope::ALL.map(Scope::name).join(", ");
    format!("`scope` must name some of these, separated by spaces: {known}.")
}

/// What a program calls itself, without signs that nobody sees.
fn called(program: &str) -> Result<Name> {
    if program.chars().count() > LONGEST_NAME {
        let words = format!("`program` must have at most {LONGEST_NAME} characters.");
        return Err(Error::BadRequest(words));
    }
    let unseen = |c: char| c.is_control() || turns_around(c);
    let seen = program.replace(unseen, " ");
    let seen = if seen.trim().is_empty() { "A program without a name" } else { &seen };
    Name::parse(seen).map_err(Error::BadRequest)
}

/// An answer that nobody keeps.
fn private(answer: impl IntoResponse) -> Response {
    const NO_CACHE: HeaderValue = HeaderValue::from_static("no-cache");
    let mut response = answer.into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, NO_STORE);
    response.headers_mut().insert(header::PRAGMA, NO_CACHE);
    response
}

impl From<Pair> for Tokens {
    fn from(pair: Pair) -> Self {
        Self {
            access_token: pair.access,
            token_type: "Bearer",
            expires_in: access::LIFE.num_seconds(),
            refresh_token: pair.refresh,
            scope: pair.scopes.line(),
        }
    }
}
