//! An ID token, believed only where everything about it is right (OpenID Connect Core, 3.1.3.7; RFC 8725).

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, JwkSet, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Header, Validation, decode, decode_header};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::issuer::Problem;

/// Signatures with a public key, over SHA-256. Nothing that a shared secret could have made, and nothing
/// unsigned.
const ALGORITHMS: [Algorithm; 3] = [Algorithm::RS256, Algorithm::PS256, Algorithm::ES256];

/// How far clocks may be apart.
const LEEWAY: TimeDelta = TimeDelta::seconds(60);

/// How old a token may be: it was made for this very visit.
const OLDEST: TimeDelta = TimeDelta::minutes(10);

/// What a token must say.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    pub issuer: &'a str,
    pub client_id: &'a str,
    pub nonce: &'a str,
    /// What came with it, and what its hash is about.
    pub access_token: &'a str,
    /// The person must have shown there who they are since then.
    pub shown_since: Option<DateTime<Utc>>,
    pub now: DateTime<Utc>,
}

/// Somebody, as an issuer knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who it is there.
    pub subject: String,
    /// Their address, where the issuer says that it checked it.
    pub verified_email: Option<String>,
    /// Their address, checked or not, to be shown and nothing else.
    pub email: Option<String>,
    /// The organisation at Google that the account belongs to.
    pub hosted: Option<String>,
    /// Their name.
    pub name: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: i64,
    iat: i64,
    nbf: Option<i64>,
    nonce: Option<String>,
    at_hash: Option<String>,
    auth_time: Option<i64>,
    email: Option<String>,
    email_verified: Option<Verified>,
    hd: Option<String>,
    name: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

/// Some issuers write it as text.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Verified {
    Plain(bool),
    Text(String),
}

/// What a token says that is signed by the issuer, whatever it is worth.
#[derive(Debug)]
pub struct Signed(Claims);

/// What a token says, if one of these keys signed it. `None`: none did.
///
/// # Errors
/// It is not a token that could be believed, whoever signed it.
pub fn signed(token: &str, keys: &JwkSet) -> Result<Option<Signed>, Problem> {
    let Some(key) = key(token, keys)? else { return Ok(None) };
    // The claims are ours to judge, by our clock.
    let mut validation = Validation::new(header(token)?.alg);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    let key = DecodingKey::from_jwk(key).map_err(|error| Problem::refused(error.to_string()))?;
    match decode::<Claims>(token, &key, &validation) {
        Ok(read) => Ok(Some(Signed(read.claims))),
        Err(error) if *error.kind() == ErrorKind::InvalidSignature => Ok(None),
        Err(error) => Err(Problem::refused(error.to_string())),
    }
}

/// The key that a token says it is signed with; `None`: the issuer has none of this name.
fn key<'a>(token: &str, keys: &'a JwkSet) -> Result<Option<&'a Jwk>, Problem> {
    let header = header(token)?;
    let fits = |key: &&Jwk| {
        let common = &key.common;
        let signs =
            common.public_key_use.as_ref().is_none_or(|one| *one == PublicKeyUse::Signature);
        let algorithm =
            common.key_algorithm.is_none_or(|one| one.to_string() == format!("{:?}", header.alg));
        let kind = match &key.algorithm {
            AlgorithmParameters::RSA(_) => header.alg != Algorithm::ES256,
            AlgorithmParameters::EllipticCurve(curve) => {
                header.alg == Algorithm::ES256 && curve.curve == EllipticCurve::P256
            }
            _ => false,
        };
        signs && algorithm && kind
    };
    let mut fitting = keys.keys.iter().filter(fits);
    Ok(match &header.kid {
        Some(kid) => fitting.find(|key| key.common.key_id.as_ref() == Some(kid)),
        // Without a name it must be clear which one is meant.
        None => fitting.next().filter(|_| fitting.next().is_none()),
    })
}

impl Signed {
    /// Who it is about.
    ///
    /// # Errors
    /// It does not say what it must.
    pub fn person(self, expected: &Expected<'_>) -> Result<Person, Problem> {
        let claims = self.0;
        judge(&claims, expected).map_err(Problem::refused)?;
        let verified = match &claims.email_verified {
            Some(Verified::Plain(verified)) => *verified,
            Some(Verified::Text(verified)) => verified == "true",
            None => false,
        };
        Ok(Person {
            subject: claims.sub,
            verified_email: claims.email.clone().filter(|_| verified),
            email: claims.email,
            hosted: claims.hd,
            name: claims.name,
        })
    }
}

fn header(token: &str) -> Result<Header, Problem> {
    let header = decode_header(token).map_err(|error| Problem::refused(error.to_string()))?;
    let refuse = |why: &str| Err(Problem::refused(why));
    if !ALGORITHMS.contains(&header.alg) {
        return refuse("it is not signed by one of the ways we take");
    }
    // A token of another kind, for an API say, is signed with the same keys.
    if header.typ.as_ref().is_some_and(|kind| !kind.eq_ignore_ascii_case("JWT")) {
        return refuse("it is a token of another kind");
    }
    if header.crit.is_some() {
        return refuse("it wants something understood that we do not");
    }
    Ok(header)
}

/// Everything but the signature.
fn judge(claims: &Claims, expected: &Expected<'_>) -> Result<(), &'static str> {
    let moment = |seconds: i64| DateTime::from_timestamp(seconds, 0).ok_or("it names no moment");
    let must = |right: bool, otherwise| if right { Ok(()) } else { Err(otherwise) };
    must(claims.iss == expected.issuer, "another issuer made it")?;
    let ours = match &claims.aud {
        Audience::One(one) => one == expected.client_id,
        Audience::Several(several) => {
            several.iter().any(|one| one == expected.client_id)
                // Made for others, too: then it must say that it was given to us.
                && (several.len() == 1 || claims.azp.is_some())
        }
    };
    must(ours, "it is for somebody else")?;
    must(
        claims.azp.as_ref().is_none_or(|azp| azp == expected.client_id),
        "it was given to somebody else",
    )?;
    let now = expected.now;
    must(now < moment(claims.exp)? + LEEWAY, "it has run out")?;
    let made = moment(claims.iat)?;
    must(made <= now + LEEWAY, "it was made in the future")?;
    must(now - made <= OLDEST, "it was made too long ago")?;
    if let Some(begins) = claims.nbf {
        must(moment(begins)? <= now + LEEWAY, "it does not count yet")?;
    }
    must(claims.nonce.as_deref() == Some(expected.nonce), "it belongs to another visit")?;
    if let Some(hash) = &claims.at_hash {
        let whole = Sha256::digest(expected.access_token.as_bytes());
        let half = BASE64_URL_SAFE_NO_PAD.encode(&whole[..16]);
        must(*hash == half, "it belongs to another access token")?;
    }
    if let Some(since) = expected.shown_since {
        // Silence shows nothing: somebody who stays signed in there for weeks would count as just seen.
        let shown = claims.auth_time.ok_or("it does not say when they showed who they are")?;
        must(moment(shown)? + LEEWAY >= since, "they did not show again who they are")?;
        must(moment(shown)? <= now + LEEWAY, "they showed in the future who they are")?;
    }
    must(!claims.sub.is_empty() && claims.sub.len() <= 255, "it names nobody")
}
