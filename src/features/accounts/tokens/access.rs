//! Access tokens: JWTs as RFC 9068 writes them, checked as RFC 8725 asks: one algorithm, one type, one
//! issuer, one audience, a key of ours, and not for long.

use axum::extract::OptionalFromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use chrono::{TimeDelta, TimeZone as _, Utc};
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Scopes, keys, opaque, queries};
use crate::platform::error::{Error, Result};
use crate::platform::state::State;
use crate::platform::visitor::{UserId, Visitor};

/// How long one is good.
pub const LIFE: TimeDelta = TimeDelta::minutes(10);
/// What one says it is, so that no other kind of JWT passes for one.
const TYPE: &str = "at+jwt";
/// No token of ours is longer.
const LONGEST: usize = 4 * 1024;

/// What one says.
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: Uuid,
    /// The sign-in it came from, by which it is revoked.
    fam: Uuid,
    scope: String,
    iat: i64,
    nbf: i64,
    exp: i64,
    jti: Uuid,
}

/// What somebody who asks through the API may do, and by which token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Granted {
    /// The token or its family, by which it is counted.
    pub token: Uuid,
    /// What it may do.
    pub scopes: Scopes,
}

/// Signs an access token.
pub async fn issue(state: &State, user: UserId, family: Uuid, scopes: &Scopes) -> Result<String> {
    let (kid, key) = keys::current(state).await?;
    let now = state.clock.now();
    let claims = Claims {
        iss: issuer(state),
        aud: audience(state),
        sub: user.0,
        fam: family,
        scope: scopes.line(),
        iat: now.timestamp(),
        nbf: now.timestamp(),
        exp: (now + LIFE).timestamp(),
        jti: Uuid::now_v7(),
    };
    let mut header = Header::new(Algorithm::EdDSA);
    header.typ = Some(TYPE.into());
    header.kid = Some(kid.to_string());
    encode(&header, &claims, &key).map_err(|error| anyhow::Error::from(error).into())
}

/// Whom the token in the Authorization header speaks for. `None`: there is no such header.
///
/// # Errors
/// [`Error::Unauthenticated`] where there is one and it is worth nothing.
pub async fn from_header(state: &State, headers: &HeaderMap) -> Result<Option<(Visitor, Granted)>> {
    let mut lines = headers.get_all(header::AUTHORIZATION).iter();
    let Some(line) = lines.next() else { return Ok(None) };
    let token = line.to_str().ok().filter(|_| lines.next().is_none()).and_then(bearer);
    let token = token.filter(|token| token.len() <= LONGEST).ok_or(Error::Unauthenticated)?;
    let found = if token.starts_with(opaque::PERSONAL) {
        super::personal::use_one(state, token).await?
    } else {
        check(state, token).await?
    };
    found.map(Some).ok_or(Error::Unauthenticated)
}

fn bearer(line: &str) -> Option<&str> {
    let (scheme, token) = line.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Whom an access token speaks for. `None`: it is worth nothing, for whatever reason.
async fn check(state: &State, token: &str) -> Result<Option<(Visitor, Granted)>> {
    let Some(claims) = claims(state, token).await? else { return Ok(None) };
    let visitor = queries::of_family(&state.pool, claims.fam, claims.sub).await?;
    let scopes = Scopes::read(claims.scope.split_whitespace());
    Ok(visitor
        .zip(scopes)
        .map(|(visitor, scopes)| (visitor, Granted { token: claims.fam, scopes })))
}

async fn claims(state: &State, token: &str) -> Result<Option<Claims>> {
    // Nothing in the header is believed before it is what we write: the key above all is ours by name.
    let Ok(header) = decode_header(token) else { return Ok(None) };
    let ours = header.typ.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case(TYPE))
        && header.alg == Algorithm::EdDSA
        && header.crit.is_none();
    let kid = header.kid.as_deref().and_then(|kid| kid.parse().ok()).filter(|_| ours);
    let Some(kid) = kid else { return Ok(None) };
    let Some(key) = keys::find(state, kid).await? else { return Ok(None) };
    let mut rules = Validation::new(Algorithm::EdDSA);
    rules.set_issuer(&[issuer(state)]);
    rules.set_audience(&[audience(state)]);
    rules.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
    // Times are held against our one clock, below.
    rules.validate_exp = false;
    rules.validate_nbf = false;
    let Ok(read) = decode::<Claims>(token, &key, &rules) else { return Ok(None) };
    let claims = read.claims;
    let at = |seconds| Utc.timestamp_opt(seconds, 0).single();
    let now = state.clock.now();
    let good = match (at(claims.nbf), at(claims.exp)) {
        (Some(from), Some(until)) => from <= now && now < until && until - from <= LIFE,
        _ => false,
    };
    Ok(Some(claims).filter(|_| good))
}

/// Who signs.
fn issuer(state: &State) -> String {
    state.config.base_url().to_string()
}

/// For whom it is: this API and no other service of the same issuer.
fn audience(state: &State) -> String {
    crate::platform::api::at(&state.config.base_url(), "/api/v1").to_string()
}

impl Granted {
    /// What may be done: all of it where a session speaks and no token.
    pub fn scopes(granted: Option<Self>) -> Scopes {
        granted.map_or_else(Scopes::all, |granted| granted.scopes)
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for Granted {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>> {
        Ok(parts.extensions.get::<Granted>().cloned())
    }
}
