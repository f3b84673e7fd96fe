//! The document asked line by line: whatever it allows is taken, whatever it does not allow is refused, and
//! no answer is one that it does not know.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, Request};
use chrono::NaiveDate;
use regex::Regex;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use super::document::fit;
use super::{KILN, Site, Told};

/// What somebody may write where a value is expected.
const WRITTEN: &[&str] = &[
    "",
    " ",
    "0",
    "1",
    "2",
    "-1",
    "+1",
    "01",
    "10",
    "100",
    "101",
    "10000",
    "10001",
    "99999999999",
    "1000000000",
    "1000000001",
    "1.5",
    ".5",
    "1e3",
    "1e-300",
    "1_000",
    "1,5",
    "inf",
    "NaN",
    "true",
    "PT",
    "pt",
    "ZZ",
    "UK",
    "PRT",
    "__main__",
    "2027-01-31",
    "2027-1-3",
    "2027-02-30",
    "20270131",
    "2027-01-31T00:00:00Z",
    "grant",
    "Grant",
    "residency",
    "ceramics",
    "deadline",
    "relevance",
    "best",
    "open",
    "saved",
    "hidden",
    "%00",
    "a%00b",
    "%F0%9F%8E%A8",
    "'--",
];

/// One operation of the document.
struct Operation {
    method: Method,
    /// With the names of the call that is published.
    path: String,
    told: Value,
}

async fn operations(site: &Site, document: &Value) -> Vec<Operation> {
    let id = site.publish(KILN).await;
    let slug = site.slug(id).await;
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, told) in methods.as_object().unwrap() {
            all.push(Operation {
                method: method.to_uppercase().parse().unwrap(),
                path: path.replace("{slug}", &slug).replace("{id}", &id.0.to_string()),
                told: told.clone(),
            });
        }
    }
    all
}

impl Operation {
    /// What it answers, which must be an answer that it names.
    async fn ask(&self, site: &Site, cookie: Option<&str>, query: &str, body: &Value) -> Told {
        let request = Request::builder()
            .method(&self.method)
            .uri(format!("{}{query}", self.path))
            .header("host", "calls.test")
            .header("content-type", "application/json");
        let request =
            cookie.into_iter().fold(request, |request, one| request.header("cookie", one));
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        let response = site.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let told = Told::of(response).await;
        let responses = &self.told["responses"];
        let named = &responses[told.status.as_str()];
        // What may go wrong everywhere is not to be hidden behind "default".
        assert!(!named.is_null(), "{} {query}: {} is no answer", self.path, told.status);
        let kind = told.header("content-type");
        assert!(
            kind.is_empty() || !named["content"][kind].is_null(),
            "{} {query}: {} as {kind}",
            self.path,
            told.status
        );
        told
    }

    fn is_for_members(&self) -> bool {
        self.told["security"].is_array()
    }
}

#[tokio::test]
async fn a_parameter_takes_what_the_document_says_and_nothing_else() {
    let site = Site::without_limits().await;
    let document = site.json("/api/openapi.json").await;
    let ada = site.ada().await;
    let (mut taken, mut refused) = (0, 0);
    for one in operations(&site, &document).await {
        let parameters = one.told["parameters"].as_array().into_iter().flatten();
        let mut in_query: Vec<&Value> = parameters.filter(|one| one["in"] == "query").collect();
        // One that nobody knows takes nothing at all.
        let unknown = json!({ "name": "colour", "schema": { "enum": [] } });
        if one.method == Method::GET && !in_query.is_empty() {
            in_query.push(&unknown);
        }
        for parameter in in_query {
            let name = parameter["name"].as_str().unwrap();
            let long = "x".repeat(201);
            for written in WRITTEN.iter().copied().chain([&*long]) {
                let query = format!("?{name}={written}");
                let query = query.replace('+', "%2B").replace(' ', "%20");
                let told = one.ask(&site, Some(&ada), &query, &Value::Null).await;
                let plain = written.replace("%00", "\0").replace("%F0%9F%8E%A8", "🎨");
                if allows(&document, &parameter["schema"], &plain) {
                    assert_eq!(told.status, 200, "{} {query}: {}", one.path, told.body);
                    taken += 1;
                } else {
                    let problem = told.problem(400);
                    assert_eq!(problem["errors"][0]["parameter"], name, "{} {query}", one.path);
                    refused += 1;
                }
            }
        }
    }
    assert!(taken > 100 && refused > 500, "{taken} taken, {refused} refused");
}

/// Whether a schema allows what is written in a query.
fn allows(document: &Value, schema: &Value, written: &str) -> bool {
    if let Some(path) = schema["$ref"].as_str() {
        return allows(document, document.pointer(&path[1..]).unwrap(), written);
    }
    if let Some(forms) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
        return forms.iter().any(|form| allows(document, form, written));
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    };
    if kinds.contains(&"array") {
        return allows(document, &schema["items"], written);
    }
    if let Some(values) = schema["enum"].as_array() {
        return values.iter().any(|value| value == written);
    }
    if kinds.contains(&"integer") || kinds.contains(&"number") {
        let Ok(number) = serde_json::from_str::<serde_json::Number>(written.trim_matches('\0'))
        else {
            return false;
        };
        let value = number.as_f64().unwrap();
        return written.trim() == written
            && (kinds.contains(&"number") || number.is_u64())
            && schema["minimum"].as_f64().is_none_or(|least| value >= least)
            && schema["maximum"].as_f64().is_none_or(|most| value <= most);
    }
    assert!(kinds.contains(&"string"), "{schema}");
    if let Some(pattern) = schema["pattern"].as_str() {
        return Regex::new(pattern).unwrap().is_match(written);
    }
    match schema["format"].as_str() {
        Some("date") => written.len() == 10 && written.parse::<NaiveDate>().is_ok(),
        None => {
            let most = schema["maxLength"].as_u64().unwrap_or(u64::MAX);
            written.chars().count() as u64 <= most
        }
        Some(other) => panic!("a format this story does not know: {other}"),
    }
}

#[tokio::test]
async fn a_body_is_taken_as_the_document_says_and_not_otherwise() {
    let site = Site::without_limits().await;
    let document = site.json("/api/openapi.json").await;
    let good = [
        json!({"grant_type": "password", "email": "a@b.example", "password": "x", "scope": null,
               "program": "Studio calendar"}),
        json!({"grant_type": "refresh_token", "refresh_token": "x"}),
        json!({"refresh_token": "x"}),
    ];
    let wrong = [
        json!(null),
        json!(7),
        json!(""),
        json!(" "),
        json!([]),
        json!({}),
        json!(true),
        json!("matches:read"),
        json!("matches:read account:read"),
        json!("matches:read  account:read"),
        json!("matches:write"),
        json!("x".repeat(201)),
        json!("\u{202e}\0"),
    ];
    let (mut taken, mut refused) = (0, 0);
    for one in operations(&site, &document).await {
        let schema = &one.told["requestBody"]["content"]["application/json"]["schema"];
        if schema.is_null() {
            continue;
        }
        let mut bodies = good.to_vec();
        for body in &good {
            for name in body.as_object().unwrap().keys().chain([&"colour".to_owned()]) {
                let mut without = body.clone();
                without.as_object_mut().unwrap().remove(name);
                bodies.push(without);
                for value in &wrong {
                    let mut other = body.clone();
                    other[name] = value.clone();
                    bodies.push(other);
                }
            }
        }
        for body in bodies {
            let told = one.ask(&site, None, "", &body).await;
            // Nobody is let in here; to be understood is to be told just that.
            if fit(&document, schema, &body, "body").is_ok() {
                assert!(matches!(told.status.as_u16(), 204 | 401), "{body}: {}", told.body);
                taken += 1;
            } else {
                assert_eq!(told.status, 400, "{body}: {}", told.body);
                refused += 1;
            }
        }
    }
    assert!(taken > 10 && refused > 60, "{taken} taken, {refused} refused");
}

#[tokio::test]
async fn who_may_ask_and_how_is_what_the_document_says() {
    let site = Site::without_limits().await;
    let document = site.json("/api/openapi.json").await;
    let all = operations(&site, &document).await;
    let ada = site.ada().await;
    for one in &all {
        if one.is_for_members() {
            one.ask(&site, None, "", &Value::Null).await.problem(401);
            // A token of nobody.
            let odd = Some("__Host-proletto=no; proletto=..");
            one.ask(&site, odd, "", &Value::Null).await.problem(401);
        } else if one.method == Method::GET {
            assert_eq!(one.ask(&site, None, "", &Value::Null).await.status, 200, "{}", one.path);
        }
        let mut known: BTreeSet<Method> = BTreeSet::new();
        let here = all.iter().filter(|other| other.path == one.path);
        known.extend(here.map(|other| other.method.clone()));
        for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            if !known.contains(&method) {
                let told = site.ask(method.clone(), &one.path, Some(&ada), "").await;
                told.problem(405);
                let allowed = told.header("allow").split(',').map(str::trim);
                let allowed: BTreeSet<&str> = allowed.filter(|one| *one != "HEAD").collect();
                let known = known.iter().map(Method::as_str).collect();
                assert_eq!(allowed, known, "{method} {}", one.path);
            }
        }
        // Names of things that are not there.
        for name in ["nothing", "%00", "00000000-0000-7000-8000-000000000000", "..%2f..", "🎨"] {
            if one.path.matches('/').count() > 3 && one.told["parameters"][0]["in"] == "path" {
                let (list, _) = one.path.rsplit_once('/').unwrap();
                let name = name.replace("🎨", "%F0%9F%8E%A8");
                site.get(&format!("{list}/{name}")).await.problem(404);
            }
        }
    }
}
