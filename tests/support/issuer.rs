//! Another site that says who somebody is: an OpenID Connect issuer on loopback that keeps its side of the
//! protocol strictly, and tells whatever lie a story wants told.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rsa::{KeyPair, KeySize, PublicKeyComponents};
use aws_lc_rs::signature::KeyPair as _;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use url::Url;

pub const CLIENT: &str = "proletto-stories";
pub const SECRET: &str = "a secret of the stories";

/// Who somebody is there.
#[derive(Clone, Debug)]
pub struct Person {
    pub subject: &'static str,
    pub email: &'static str,
    pub verified: bool,
}

/// What an ID token is made of, before it is signed.
pub struct Draft {
    pub header: Header,
    pub claims: Value,
    pub key: Arc<Key>,
    /// Done to the finished text.
    pub spoil: fn(String) -> String,
    /// Sent instead of all that.
    pub instead: Option<String>,
}

/// A key that signs.
pub struct Key {
    pub id: String,
    signs: EncodingKey,
    modulus: String,
    exponent: String,
}

/// A lie that is told.
pub type Lie = Arc<dyn Fn(&mut Draft) + Send + Sync>;

/// The issuer.
#[derive(Clone)]
pub struct Issuer {
    pub url: String,
    inner: Arc<Mutex<Inner>>,
}

struct Inner {
    url: String,
    now: i64,
    keys: Vec<Arc<Key>>,
    codes: HashMap<String, Consent>,
    lie: Option<Lie>,
    /// How the endpoint for tokens answers instead of with tokens.
    token_answer: Option<TokenAnswer>,
    discovery: Value,
    discovery_asked: usize,
    /// It takes longer to say what it is than anybody waits.
    dawdles: bool,
    keys_asked: usize,
}

#[derive(Clone, Copy, Debug)]
pub enum TokenAnswer {
    Error,
    NoIdToken,
    Redirect,
    Garbage,
    /// Tokens that want a signature with each use.
    Mac,
    /// What it should, and again for the same code.
    Patiently,
}

#[derive(Clone)]
struct Consent {
    person: Person,
    nonce: String,
    challenge: String,
    back: String,
    /// It was asked that they show again who they are.
    anew: bool,
}

impl Key {
    pub fn new(id: &str) -> Arc<Self> {
        let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
        let public: PublicKeyComponents<Vec<u8>> = pair.public_key().into();
        let der = pair.as_der().unwrap();
        let pem = format!(
            "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
            BASE64_STANDARD.encode(der.as_ref())
        );
        Arc::new(Self {
            id: id.to_owned(),
            signs: EncodingKey::from_rsa_pem(pem.as_bytes()).unwrap(),
            modulus: BASE64_URL_SAFE_NO_PAD.encode(public.n),
            exponent: BASE64_URL_SAFE_NO_PAD.encode(public.e),
        })
    }

    pub fn public(&self) -> Value {
        json!({ "kty": "RSA", "kid": self.id, "use": "sig", "n": self.modulus, "e": self.exponent })
    }
}

impl Issuer {
    /// Opens one whose clock stands at `now`.
    pub async fn open(now: chrono::DateTime<chrono::Utc>) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let inner = Inner {
            discovery: json!({
                "issuer": url,
                "authorization_endpoint": format!("{url}/authorize"),
                "token_endpoint": format!("{url}/token"),
                "jwks_uri": format!("{url}/keys"),
            }),
            url: url.clone(),
            now: now.timestamp(),
            keys: vec![Key::new("first")],
            codes: HashMap::new(),
            lie: None,
            token_answer: None,
            keys_asked: 0,
            discovery_asked: 0,
            dawdles: false,
        };
        let issuer = Self { url, inner: Arc::new(Mutex::new(inner)) };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(issuer.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        issuer
    }

    /// The settings with which Proletto knows it.
    pub fn settings(&self) -> [(&'static str, &str); 4] {
        [
            ("PROLETTO_OIDC_ISSUER", &self.url),
            ("PROLETTO_OIDC_NAME", "Atelier ID"),
            ("PROLETTO_OIDC_CLIENT_ID", CLIENT),
            ("PROLETTO_OIDC_CLIENT_SECRET", SECRET),
        ]
    }

    /// Time passes here, too.
    pub fn is_now(&self, now: chrono::DateTime<chrono::Utc>) {
        self.inner.lock().unwrap().now = now.timestamp();
    }

    /// Tells this lie from now on.
    pub fn lies(&self, lie: Lie) {
        self.inner.lock().unwrap().lie = Some(lie);
    }

    /// Tells the truth again.
    pub fn repents(&self) {
        let mut inner = self.inner.lock().unwrap();
        (inner.lie, inner.token_answer) = (None, None);
    }

    pub fn answers_for_tokens(&self, answer: TokenAnswer) {
        self.inner.lock().unwrap().token_answer = Some(answer);
    }

    /// Says something else of itself.
    pub fn says_of_itself(&self, name: &str, value: &str) {
        self.inner.lock().unwrap().discovery[name] = json!(value);
    }

    /// Signs with another key from now on; the old one is not shown any more.
    pub fn rotates(&self, id: &str) {
        self.inner.lock().unwrap().keys = vec![Key::new(id)];
    }

    pub fn key(&self) -> Arc<Key> {
        self.inner.lock().unwrap().keys[0].clone()
    }

    /// From now on, or no longer, does not say what it is.
    pub fn dawdles(&self, dawdles: bool) {
        self.inner.lock().unwrap().dawdles = dawdles;
    }

    pub fn discovery_asked(&self) -> usize {
        self.inner.lock().unwrap().discovery_asked
    }

    pub fn keys_asked(&self) -> usize {
        self.inner.lock().unwrap().keys_asked
    }

    /// Somebody who was sent here says yes: path and query with which they come back.
    #[track_caller]
    pub fn consent(&self, sent: &Url, person: &Person) -> String {
        assert!(sent.as_str().starts_with(&format!("{}/authorize?", self.url)), "{sent}");
        let asked: HashMap<String, String> = sent.query_pairs().into_owned().collect();
        assert_eq!(asked["client_id"], CLIENT);
        assert_eq!(asked["response_type"], "code");
        assert_eq!(asked["code_challenge_method"], "S256");
        assert!(asked["scope"].split(' ').any(|scope| scope == "openid"), "{sent}");
        assert!(asked["state"].len() >= 20 && asked["nonce"].len() >= 20, "{sent}");
        let code = uuid::Uuid::new_v4().to_string();
        let consent = Consent {
            person: person.clone(),
            nonce: asked["nonce"].clone(),
            challenge: asked["code_challenge"].clone(),
            back: asked["redirect_uri"].clone(),
            anew: asked.get("max_age").is_some_and(|age| age == "0"),
        };
        self.inner.lock().unwrap().codes.insert(code.clone(), consent);
        let back = Url::parse(&asked["redirect_uri"]).unwrap();
        format!("{}?code={code}&state={}", back.path(), asked["state"])
    }
}

async fn discovery(State(issuer): State<Issuer>) -> Json<Value> {
    let (discovery, dawdles) = {
        let mut inner = issuer.inner.lock().unwrap();
        inner.discovery_asked += 1;
        (inner.discovery.clone(), inner.dawdles)
    };
    if dawdles {
        std::future::pending::<()>().await;
    }
    Json(discovery)
}

async fn keys(State(issuer): State<Issuer>) -> Json<Value> {
    let mut inner = issuer.inner.lock().unwrap();
    inner.keys_asked += 1;
    Json(json!({ "keys": inner.keys.iter().map(|key| key.public()).collect::<Vec<_>>() }))
}

async fn token(
    State(issuer): State<Issuer>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Response {
    let mut inner = issuer.inner.lock().unwrap();
    let client = headers.get("authorization").and_then(|value| value.to_str().ok());
    let basic = BASE64_STANDARD.encode(format!("{CLIENT}:{}", SECRET.replace(' ', "+")));
    if client != Some(&format!("Basic {basic}")) {
        return (StatusCode::UNAUTHORIZED, Json(json!({ "error": "invalid_client" })))
            .into_response();
    }
    let refused =
        || (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response();
    let code = form.get("code").map_or("", String::as_str);
    let Some(consent) = inner.codes.remove(code) else { return refused() };
    if matches!(inner.token_answer, Some(TokenAnswer::Patiently)) {
        inner.codes.insert(code.to_owned(), consent.clone());
    }
    let verifier = form.get("code_verifier").map_or("", String::as_str);
    let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()));
    let back = form.get("redirect_uri") == Some(&consent.back);
    if challenge != consent.challenge || !back || form["grant_type"] != "authorization_code" {
        return refused();
    }
    let access = "an access token";
    let mut kind = "Bearer";
    match inner.token_answer {
        None => {}
        Some(TokenAnswer::Error) => return refused(),
        Some(TokenAnswer::NoIdToken) => {
            return Json(json!({ "access_token": access, "token_type": "Bearer" })).into_response();
        }
        Some(TokenAnswer::Redirect) => return Redirect::temporary("/elsewhere").into_response(),
        Some(TokenAnswer::Garbage) => return "<html>".into_response(),
        Some(TokenAnswer::Mac) => kind = "mac",
        Some(TokenAnswer::Patiently) => {}
    }
    let id_token = inner.id_token(&consent, access);
    Json(json!({ "access_token": access, "token_type": kind, "id_token": id_token }))
        .into_response()
}

impl Inner {
    fn id_token(&self, consent: &Consent, access: &str) -> String {
        let key = self.keys[0].clone();
        let mut header = Header::new(Algorithm::RS256);
        header.kid = Some(key.id.clone());
        let at_hash = BASE64_URL_SAFE_NO_PAD.encode(&Sha256::digest(access.as_bytes())[..16]);
        let mut claims = json!({
            "iss": self.url,
            "aud": CLIENT,
            "sub": consent.person.subject,
            "email": consent.person.email,
            "email_verified": consent.person.verified,
            "name": "Ada Okonkwo",
            "nonce": consent.nonce,
            "iat": self.now,
            "exp": self.now + 300,
            "at_hash": at_hash,
        });
        if consent.anew {
            claims["auth_time"] = json!(self.now);
        }
        let mut draft = Draft { header, claims, key, spoil: |token| token, instead: None };
        if let Some(lie) = &self.lie {
            lie(&mut draft);
        }
        draft.instead.take().unwrap_or_else(|| (draft.spoil)(draft.sign()))
    }
}

impl Draft {
    /// Signed with its key, by RS256 whatever the header claims.
    fn sign(&self) -> String {
        let part = |value: Vec<u8>| BASE64_URL_SAFE_NO_PAD.encode(value);
        let header = part(serde_json::to_vec(&self.header).unwrap());
        let claims = part(serde_json::to_vec(&self.claims).unwrap());
        let message = format!("{header}.{claims}");
        let signed =
            jsonwebtoken::crypto::sign(message.as_bytes(), &self.key.signs, Algorithm::RS256);
        format!("{message}.{}", signed.unwrap())
    }

    /// Sends this token instead.
    pub fn replace(&mut self, token: String) {
        self.instead = Some(token);
    }

    /// Signed with a secret instead, as if the key were one.
    pub fn by_secret(claims: &Value, kid: &str, secret: &[u8]) -> String {
        let mut header = Header::new(Algorithm::HS256);
        header.kid = Some(kid.to_owned());
        jsonwebtoken::encode(&header, claims, &EncodingKey::from_secret(secret)).unwrap()
    }
}
