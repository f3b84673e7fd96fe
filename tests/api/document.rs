//! The OpenAPI document: whole, true, and shown as a page.

use std::collections::BTreeSet;

use axum::http::Method;
use regex::Regex;
use scraper::{Html, Selector};
use serde_json::Value;

use super::{KILN, Site};

#[tokio::test]
async fn the_document_holds_together_and_every_path_in_it_answers() {
    let site = Site::new().await;
    let id = site.publish(KILN).await;
    let slug = site.slug(id).await;
    let ada = site.ada().await;
    let document = site.json("/api/openapi.json").await;
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1."));

    let mut references = 0;
    referred(&document, &mut |path| {
        let pointer = path.strip_prefix('#').expect("a reference within the document");
        assert!(document.pointer(pointer).is_some(), "{path} leads nowhere");
        references += 1;
    });
    assert!(references > 50, "{references}");

    let mut ids = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let operation_id = operation["operationId"].as_str().unwrap();
            assert!(ids.insert(operation_id.to_owned()), "{operation_id} twice");
            assert!(operation["summary"].is_string() && operation["tags"].is_array(), "{path}");
            if method != "get" {
                // What changes something has stories of its own.
                continue;
            }
            let here = path.replace("{slug}", &slug).replace("{id}", &id.0.to_string());
            let told = site.ask(Method::GET, &here, Some(&ada), "").await;
            assert_eq!(told.status, 200, "{here}");
            let content = &operation["responses"]["200"]["content"];
            let schema = &content[told.header("content-type")]["schema"];
            fits(&document, schema, &told.json(), path);
        }
    }
    assert!(ids.len() >= 3, "{ids:?}");

    for words in ["](", "[`", "super::"] {
        assert!(!document.to_string().contains(words), "the document says {words}");
    }
}

/// Every reference inside a value.
fn referred(value: &Value, see: &mut impl FnMut(&str)) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(path)) = fields.get("$ref") {
                see(path);
            }
            fields.values().for_each(|value| referred(value, see));
        }
        Value::Array(values) => values.iter().for_each(|value| referred(value, see)),
        _ => {}
    }
}

/// Fails where a value is not what its schema says, or says more.
fn fits(document: &Value, schema: &Value, value: &Value, at: &str) {
    if let Err(problem) = fit(document, schema, value, at) {
        panic!("{problem}");
    }
}

pub(super) fn fit(document: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    if let Some(path) = schema["$ref"].as_str() {
        return fit(document, document.pointer(&path[1..]).unwrap(), value, at);
    }
    if let Some(parts) = schema["allOf"].as_array() {
        return parts.iter().try_for_each(|part| loose(document, part, value, at));
    }
    if let Some(forms) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
        let failed: Vec<String> =
            forms.iter().map_while(|form| fit(document, form, value, at).err()).collect();
        return if failed.len() < forms.len() { Ok(()) } else { Err(failed.join("; ")) };
    }
    if let Value::Object(fields) = value
        && let Some(known) = schema["properties"].as_object()
        && let Some(extra) = fields.keys().find(|name| !known.contains_key(*name))
    {
        return Err(format!("{at}: the document does not know {extra}"));
    }
    loose(document, schema, value, at)
}

/// As [`fit`], and may hold more fields.
fn loose(document: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    if let Some(path) = schema["$ref"].as_str() {
        return loose(document, document.pointer(&path[1..]).unwrap(), value, at);
    }
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let types = match &schema["type"] {
        Value::String(one) => vec![one.clone()],
        Value::Array(several) => several.iter().map(|one| one.as_str().unwrap().into()).collect(),
        _ => Vec::new(),
    };
    if !types.is_empty() && !types.iter().any(|one| one == kind) {
        return Err(format!("{at}: {value} is no {types:?}"));
    }
    if let Some(values) = schema["enum"].as_array()
        && !values.contains(value)
    {
        return Err(format!("{at}: {value} is none of {values:?}"));
    }
    if let Some(text) = value.as_str() {
        if let Some(pattern) = schema["pattern"].as_str()
            && !Regex::new(pattern).unwrap().is_match(text)
        {
            return Err(format!("{at}: {value} is not like {pattern}"));
        }
        if schema["maxLength"].as_u64().is_some_and(|most| text.chars().count() as u64 > most) {
            return Err(format!("{at}: it is too long"));
        }
    }
    for name in schema["required"].as_array().into_iter().flatten() {
        if value.get(name.as_str().unwrap()).is_none() {
            return Err(format!("{at}: {name} is missing"));
        }
    }
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        if let Some(value) = value.get(name) {
            fit(document, field, value, &format!("{at}.{name}"))?;
        }
    }
    for (n, item) in value.as_array().into_iter().flatten().enumerate() {
        fit(document, &schema["items"], item, &format!("{at}[{n}]"))?;
    }
    Ok(())
}

#[tokio::test]
async fn the_reference_shows_what_the_document_says() {
    let site = Site::new().await;
    let document = site.json("/api/openapi.json").await;
    let page = site.get("/api").await;
    assert_eq!(page.status, 200);
    let html = Html::parse_document(&page.body);
    let find = |css: &str| html.select(&Selector::parse(css).unwrap()).count();
    for (path, methods) in document["paths"].as_object().unwrap() {
        assert!(page.body.contains(path.as_str()), "{path}");
        for operation in methods.as_object().unwrap().values() {
            let id = operation["operationId"].as_str().unwrap();
            assert_eq!(find(&format!("article#{id}")), 1, "{id}");
        }
    }
    for name in document["components"]["schemas"].as_object().unwrap().keys() {
        assert_eq!(find(&format!("article#type-{name}")), 1, "{name}");
    }
    let links = Selector::parse("a[href^='#']").unwrap();
    for link in html.select(&links) {
        let id = link.attr("href").unwrap();
        assert_eq!(find(id), 1, "{id} leads nowhere");
    }
    assert_eq!(find("[style], style, script:not([src])"), 0, "nothing inline");
    let home = site.get("/about").await;
    assert!(home.body.contains("href=\"/api\""));
}
