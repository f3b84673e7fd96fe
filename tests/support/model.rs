//! A language model on loopback: it keeps what it is asked, says what a story wants said, and lets nobody in
//! without the key.

use serde_json::{Value, json};

use super::site::{Answer, Asked, Site};
use super::world::World;

pub const KEY: &str = "sk-a-key-of-the-stories";
pub const NAME: &str = "small-1";

/// The model.
pub struct Model {
    site: Site,
}

impl Model {
    /// Opens; what it answers follows from what it is asked.
    pub async fn open(answer: impl Fn(&Value) -> Answer + Send + Sync + 'static) -> Self {
        let site = Site::open(move |asked| {
            if asked.headers.get("authorization") != Some(&format!("Bearer {KEY}")) {
                let words =
                    format!("Incorrect API key provided: {:?}", asked.headers["authorization"]);
                return said(401, &[], json!({ "error": { "message": words, "code": null } }));
            }
            answer(&question(asked))
        });
        Self { site: site.await }
    }

    /// One that finds these facts wherever it is asked.
    pub async fn that_says(facts: Value) -> Self {
        Self::open(move |_| facts_of(&facts)).await
    }

    /// A world in which it is set up; `more` are further settings.
    pub async fn world(&self, more: &[(&str, &str)]) -> World {
        let url = self.site.url("/v1").to_string();
        let mut settings = vec![
            ("PROLETTO_MODEL_URL", url.as_str()),
            ("PROLETTO_MODEL_KEY", KEY),
            ("PROLETTO_MODEL_NAME", NAME),
        ];
        settings.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
        settings.extend(more);
        World::with(&settings).await
    }

    /// Everything it was asked, in order, each as the protocol wants it.
    pub fn asked(&self) -> Vec<Value> {
        self.site.seen().iter().map(question).collect()
    }

    /// How often it was asked, by whomever.
    pub fn times(&self) -> usize {
        self.site.seen().len()
    }
}

/// The body of a question, which must be a proper one.
fn question(asked: &Asked) -> Value {
    assert_eq!((asked.method.as_str(), asked.path.as_str()), ("POST", "/v1/chat/completions"));
    assert_eq!(asked.headers["content-type"], "application/json");
    let body: Value = serde_json::from_str(&asked.body).unwrap();
    assert_eq!(body["model"], NAME);
    assert_eq!(body["messages"][0]["role"], "system");
    assert_eq!(body["messages"][1]["role"], "user");
    assert_eq!(body["messages"].as_array().unwrap().len(), 2);
    let format = &body["response_format"];
    assert_eq!(
        (&format["type"], &format["json_schema"]["strict"]),
        (&json!("json_schema"), &json!(true))
    );
    strict(&format["json_schema"]["schema"]);
    body
}

/// A strict schema names each property as required and allows no others.
fn strict(schema: &Value) {
    if let Some(properties) = schema["properties"].as_object() {
        let required = schema["required"].as_array().unwrap();
        assert_eq!(schema["additionalProperties"], false, "{schema}");
        assert!(properties.keys().all(|name| required.contains(&json!(name))), "{schema}");
        properties.values().for_each(strict);
    }
    schema["items"].as_object().iter().for_each(|items| strict(&json!(items)));
    schema["anyOf"].as_array().iter().copied().flatten().for_each(strict);
}

/// Which facts a question wants.
pub fn wanted(question: &Value) -> Vec<String> {
    let schema = &question["response_format"]["json_schema"]["schema"];
    let facts = schema["properties"]["facts"]["items"]["anyOf"].as_array().unwrap();
    let name = |fact: &Value| fact["properties"]["fact"]["enum"][0].as_str().unwrap().to_owned();
    facts.iter().map(name).collect()
}

/// An answer with these facts, as it should be.
pub fn facts_of(facts: &Value) -> Answer {
    content(&json!({ "facts": facts }).to_string())
}

/// An answer that says exactly this.
pub fn content(text: &str) -> Answer {
    said(200, &[], completion(text))
}

/// A completion, as servers send it.
pub fn completion(text: &str) -> Value {
    json!({
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1_804_000_000, "model": NAME,
        "choices": [{
            "index": 0, "finish_reason": "stop",
            "message": { "role": "assistant", "content": text, "refusal": null },
        }],
        "usage": { "prompt_tokens": 900, "completion_tokens": 100, "total_tokens": 1_000 },
    })
}

/// An answer of this status and body.
pub fn said(status: u16, headers: &[&str], body: Value) -> Answer {
    let mut all = vec!["Content-Type: application/json"];
    all.extend(headers);
    Answer::status(status, &all, body.to_string())
}
