//! Programs that act for somebody: tokens given, used, refreshed, stolen, forged, revoked.

mod personal;
mod refreshing;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request};
use chrono::TimeDelta;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use proletto::features::accounts::PRIVATE_KEY;
use proletto::timetable::TIMETABLE;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::people::{self, PASSWORD};
use crate::support::world::World;

/// What a program is told.
struct Told {
    status: u16,
    headers: HeaderMap,
    json: Value,
}

async fn ask(
    world: &World,
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: String,
) -> Told {
    let mut request = Request::builder().method(method).uri(path).header("host", "proletto.test");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = world.ask(request.body(Body::from(body)).unwrap()).await;
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, 1_000_000).await.unwrap();
    let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    Told { status: parts.status.as_u16(), headers: parts.headers, json }
}

async fn post(world: &World, path: &str, body: Value) -> Told {
    let json = [("content-type", "application/json")];
    ask(world, Method::POST, path, &json, body.to_string()).await
}

async fn get(world: &World, path: &str, token: &str) -> Told {
    let line = format!("Bearer {token}");
    ask(world, Method::GET, path, &[("authorization", &line)], String::new()).await
}

async fn sign_in(world: &World) -> (String, String) {
    let grant = json!({"grant_type": "password", "email": "ada@example.org", "password": PASSWORD,
                       "program": "Studio calendar"});
    pair(&post(world, "/api/v1/auth/token", grant).await)
}

fn pair(told: &Told) -> (String, String) {
    assert_eq!(told.status, 200, "{}", told.json);
    assert_eq!(told.headers["cache-control"], "no-store");
    assert_eq!(told.json["token_type"], "Bearer");
    assert_eq!(told.json["expires_in"], 600);
    let part = |name: &str| told.json[name].as_str().unwrap().to_owned();
    (part("access_token"), part("refresh_token"))
}

async fn refresh(world: &World, token: &str) -> Told {
    let grant = json!({"grant_type": "refresh_token", "refresh_token": token});
    post(world, "/api/v1/auth/token", grant).await
}

/// Ada has an account; the program knows her password.
async fn world() -> World {
    let world = World::new().await;
    people::ada(&world).await;
    world
}

const ACCOUNT: &str = "/api/v1/account";

#[tokio::test]
async fn a_program_signs_in_asks_and_signs_out() {
    let world = world().await;
    let (access, token) = sign_in(&world).await;
    let told = get(&world, ACCOUNT, &access).await;
    assert_eq!((told.status, &told.json["email"]), (200, &"ada@example.org".into()));
    assert_eq!(told.headers["cache-control"], "no-store");
    assert!(
        told.headers.get_all("ratelimit-policy").iter().any(|one| one == "\"token\";q=300;w=60")
    );
    assert_eq!(get(&world, "/api/v1/matches", &access).await.status, 200);
    let told = post(&world, "/api/v1/auth/revoke", json!({"refresh_token": token})).await;
    assert_eq!(told.status, 204);
    assert_eq!(get(&world, ACCOUNT, &access).await.status, 401, "at once, not in ten minutes");
    assert_eq!(refresh(&world, &token).await.status, 401);
}

#[tokio::test]
async fn a_wrong_password_is_a_wrong_password_here_as_well() {
    let world = world().await;
    let guess = |n: usize| json!({"grant_type": "password", "email": "ada@example.org", "password": format!("guess {n}")});
    for n in 0..10 {
        let told = post(&world, "/api/v1/auth/token", guess(n)).await;
        assert_eq!(told.status, 401, "{}", told.json);
        assert!(told.headers["www-authenticate"].to_str().unwrap().starts_with("Bearer"));
    }
    let told = post(&world, "/api/v1/auth/token", guess(10)).await;
    assert_eq!(told.status, 429);
    assert!(told.headers.contains_key("retry-after"));
    assert_eq!(
        world.count("select count(*) from audit_log where action = 'sign_in_failed'").await,
        10
    );
}

#[tokio::test]
async fn only_json_that_is_understood_is_taken() {
    let world = world().await;
    let good = json!({"grant_type": "refresh_token", "refresh_token": "x"}).to_string();
    let send = async |kind: &str, body: &str| {
        let headers = [("content-type", kind)];
        ask(&world, Method::POST, "/api/v1/auth/token", &headers, body.to_owned()).await
    };
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "",
        "application/jsonp",
        "application/evil+json",
        "application/json; charset=utf-16",
        "application/json, text/plain",
    ] {
        let told = send(kind, &good).await;
        assert_eq!((told.status, &told.json["status"]), (415, &415.into()), "{kind}");
    }
    for wrong in [
        "",
        "{",
        "[]",
        "null",
        r#"{"grant_type": "magic"}"#,
        r#"{"grant_type": "refresh_token"}"#,
        r#"{"grant_type": "refresh_token", "refresh_token": "x", "role": "admin"}"#,
        r#"{"grant_type": "password", "email": "a", "password": "b", "scope": "everything"}"#,
        r#"{"grant_type": "password", "email": "a", "password": "b", "scope": ""}"#,
        r#"{"grant_type": "password", "email": "a", "password": 7}"#,
    ] {
        let told = send("application/json", wrong).await;
        assert_eq!((told.status, &told.json["status"]), (400, &400.into()), "{wrong}");
    }
    let long =
        format!(r#"{{"grant_type": "refresh_token", "refresh_token": "{}"}}"#, "x".repeat(20_000));
    assert_eq!(send("application/json", &long).await.status, 413);
    for kind in ["application/json; charset=utf-8", "Application/JSON;charset=\"UTF-8\""] {
        assert_eq!(send(kind, &good).await.status, 401, "{kind}");
    }
}

/// Base64 as JWTs write it.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte))
            << (8 * (3 - three.len()));
        for at in 0..=three.len() {
            text.push(char::from(LETTERS[(bits >> (18 - 6 * at)) as usize & 63]));
        }
    }
    text
}

#[tokio::test]
async fn a_forged_or_confused_token_is_worth_nothing() {
    let world = world().await;
    let (access, token) = sign_in(&world).await;
    let (id, public): (Uuid, Vec<u8>) = sqlx::query_as("select id, public_key from signing_keys")
        .fetch_one(world.pool())
        .await
        .unwrap();
    let sealed: Vec<u8> = sqlx::query_scalar("select private_key from signing_keys")
        .fetch_one(world.pool())
        .await
        .unwrap();
    let private = world.state.secrets.open(PRIVATE_KEY, id, &sealed).unwrap();
    let ours = EncodingKey::from_ed_der(&private);
    let (family, user): (Uuid, Uuid) = sqlx::query_as("select id, user_id from token_families")
        .fetch_one(world.pool())
        .await
        .unwrap();
    let now = world.now().timestamp();
    let claims = json!({"iss": "http://proletto.test/", "aud": "http://proletto.test/api/v1", "sub": user,
        "fam": family, "scope": "account:read", "iat": now, "nbf": now, "exp": now + 600,
        "jti": Uuid::now_v7()});
    let header = |kind: &str, algorithm, kid: &str| Header {
        typ: Some(kind.into()),
        kid: Some(kid.into()),
        ..Header::new(algorithm)
    };
    let kid = id.to_string();
    let signed =
        |claims: &Value| encode(&header("at+jwt", Algorithm::EdDSA, &kid), claims, &ours).unwrap();
    let with = |name: &str, value: Value| {
        let mut claims = claims.clone();
        claims[name] = value;
        signed(&claims)
    };
    let without = |name: &str| {
        let mut claims = claims.clone();
        claims.as_object_mut().unwrap().remove(name);
        signed(&claims)
    };
    assert_eq!(
        get(&world, ACCOUNT, &signed(&claims)).await.status,
        200,
        "the forger's tools are sharp"
    );

    let parts: Vec<&str> = access.split('.').collect();
    let none = |alg: &str| {
        let header = json!({"typ": "at+jwt", "alg": alg, "kid": kid}).to_string();
        format!("{}.{}.", base64(header.as_bytes()), parts[1])
    };
    let hs256 = header("at+jwt", Algorithm::HS256, &kid);
    let stranger =
        aws_lc_rs::signature::Ed25519KeyPair::generate_pkcs8(&aws_lc_rs::rand::SystemRandom::new());
    let stranger = EncodingKey::from_ed_der(stranger.unwrap().as_ref());
    let embedded = json!({"typ": "at+jwt", "alg": "EdDSA", "kid": kid,
        "jwk": {"kty": "OKP", "crv": "Ed25519", "x": base64(&public)}, "jku": "https://evil.example/keys"});
    let critical =
        json!({"typ": "at+jwt", "alg": "EdDSA", "kid": kid, "crit": ["b64"], "b64": false});
    let turned = format!("{}.{}.{}", parts[0], base64(claims.to_string().as_bytes()), parts[2]);
    let forged = [
        ("no signature", none("none")),
        ("no signature, shouted", none("NONE")),
        ("a signature cut off", format!("{}.{}.", parts[0], parts[1])),
        ("other claims under a signature", turned),
        (
            "the public key as a secret",
            encode(&hs256, &claims, &EncodingKey::from_secret(&public)).unwrap(),
        ),
        (
            "a key of one's own",
            encode(&header("at+jwt", Algorithm::EdDSA, &kid), &claims, &stranger).unwrap(),
        ),
        (
            "another key's name",
            encode(
                &header("at+jwt", Algorithm::EdDSA, &Uuid::now_v7().to_string()),
                &claims,
                &ours,
            )
            .unwrap(),
        ),
        (
            "a path for a name",
            encode(&header("at+jwt", Algorithm::EdDSA, "../../dev/null"), &claims, &ours).unwrap(),
        ),
        (
            "SQL for a name",
            encode(&header("at+jwt", Algorithm::EdDSA, "' or '1'='1"), &claims, &ours).unwrap(),
        ),
        (
            "another kind of token",
            encode(&header("JWT", Algorithm::EdDSA, &kid), &claims, &ours).unwrap(),
        ),
        (
            "a key in the header",
            format!("{}.{}.{}", base64(embedded.to_string().as_bytes()), parts[1], parts[2]),
        ),
        (
            "a critical extension",
            format!("{}.{}.{}", base64(critical.to_string().as_bytes()), parts[1], parts[2]),
        ),
        ("another audience", with("aud", json!("http://proletto.test/other"))),
        ("another issuer", with("iss", json!("https://evil.example/"))),
        ("past", with("exp", json!(now))),
        ("not yet", with("nbf", json!(now + 60))),
        ("for too long", with("exp", json!(now + 100_000))),
        ("without an end", without("exp")),
        ("without a beginning", without("nbf")),
        ("without an audience", without("aud")),
        ("without an issuer", without("iss")),
        ("somebody else's sign-in", with("sub", json!(Uuid::now_v7()))),
        ("no sign-in", with("fam", json!(Uuid::now_v7()))),
        ("an unknown scope", with("scope", json!("admin"))),
        ("a refresh token", token),
        ("nothing", String::new()),
        ("rubbish", "a.b.c".into()),
        ("much rubbish", "x".repeat(7_000)),
    ];
    for (what, token) in forged {
        let told = get(&world, ACCOUNT, &token).await;
        assert_eq!(told.status, 401, "{what}: {}", told.json);
        assert!(told.headers.contains_key("www-authenticate"), "{what}");
    }
    world.later(TimeDelta::minutes(10));
    assert_eq!(get(&world, ACCOUNT, &access).await.status, 401, "ten minutes are over");
}

#[tokio::test]
async fn keys_change_by_themselves_and_what_was_signed_stays_good() {
    let world = world().await;
    let job = TIMETABLE.iter().find(|job| job.name == "rotate-signing-keys").unwrap();
    let run = async || proletto::platform::jobs::run(&world.state, job, "a story").await.unwrap();
    sign_in(&world).await;
    world.later(TimeDelta::days(31) - TimeDelta::minutes(5));
    let (access, _) = sign_in(&world).await;
    run().await;
    let (newer, _) = sign_in(&world).await;
    for token in [&access, &newer] {
        assert_eq!(get(&world, ACCOUNT, token).await.status, 200);
    }
    let keys = get(&world, "/api/v1/auth/keys", "").await.json["keys"].clone();
    assert_eq!(keys.as_array().unwrap().len(), 2);
    assert!(
        keys.as_array().unwrap().iter().all(|key| key["kty"] == "OKP" && key.get("d").is_none())
    );
    let private = "select count(*) from signing_keys where private_key is not null";
    assert_eq!(world.count(private).await, 1, "the old one can sign no more");
}

#[tokio::test]
async fn other_sites_may_ask_where_they_are_named() {
    let world = World::with(&[("PROLETTO_CORS_ORIGINS", "https://studio.example")]).await;
    let preflight = async |origin: &str| {
        let headers = [
            ("origin", origin),
            ("access-control-request-method", "POST"),
            ("access-control-request-headers", "authorization,content-type"),
        ];
        ask(&world, Method::OPTIONS, "/api/v1/auth/token", &headers, String::new()).await
    };
    let told = preflight("https://studio.example").await;
    assert_eq!(told.status, 200);
    assert_eq!(told.headers["access-control-allow-origin"], "https://studio.example");
    assert!(!told.headers.contains_key("access-control-allow-credentials"), "never with cookies");
    for stranger in ["https://evil.example", "null", "https://studio.example.evil.example"] {
        assert!(!preflight(stranger).await.headers.contains_key("access-control-allow-origin"));
    }
    let headers = [("origin", "https://studio.example")];
    let told = ask(&world, Method::GET, "/api/v1/matches", &headers, String::new()).await;
    assert_eq!(told.headers["access-control-allow-origin"], "https://studio.example");
}
