//! What a model answered, taken out of whatever shape its server gives it.

use serde_json::Value;

use super::trouble::{Fault, Trouble};

/// An answer in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What it says.
    pub text: String,
    /// What it took; `None`: the server did not say.
    pub usage: Option<Usage>,
}

/// Tokens that were sent and answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Sent.
    pub sent: u64,
    /// Answered, thoughts that are not shown included.
    pub answered: u64,
}

impl Answer {
    /// Reads the body of an answer that came with a status of success.
    ///
    /// # Errors
    /// It is not JSON, tells of a fault, or holds no whole answer.
    pub(super) fn read(body: &[u8]) -> Result<Self, Trouble> {
        let Ok(body) = serde_json::from_slice::<Value>(body) else {
            return Err(Trouble::new(Fault::Answer, "answered something that is not JSON"));
        };
        let usage = Usage::read(&body);
        let spoiled = |words: &str| Trouble { usage, ..Trouble::new(Fault::Answer, words) };
        // Some servers tell of faults with a status of success.
        if let Some(said) = error_in(&body) {
            return Err(spoiled(&format!("answered with a fault: {said}")));
        }
        let Some(choice) = body.pointer("/choices/0") else {
            return Err(spoiled("answered without saying anything"));
        };
        match choice.get("finish_reason").and_then(Value::as_str) {
            Some("length") => return Err(spoiled("was cut off in the middle of its answer")),
            Some("content_filter") => return Err(spoiled("was held back by its server")),
            _ => {}
        }
        if let Some(refusal) = choice.pointer("/message/refusal").and_then(Value::as_str) {
            return Err(spoiled(&format!("would not answer: {}", shortened(refusal))));
        }
        let text = choice.pointer("/message/content").map(content).unwrap_or_default();
        if text.trim().is_empty() {
            return Err(spoiled("answered without saying anything"));
        }
        Ok(Self { text, usage })
    }
}

impl Usage {
    /// Both kinds together.
    pub fn total(self) -> u64 {
        self.sent.saturating_add(self.answered)
    }

    fn read(body: &Value) -> Option<Self> {
        let usage = body.get("usage")?;
        let count = |names: [&str; 2]| names.iter().find_map(|name| usage.get(name)?.as_u64());
        Some(Self {
            sent: count(["prompt_tokens", "input_tokens"])?,
            answered: count(["completion_tokens", "output_tokens"])?,
        })
    }
}

/// A message is a text, or a list of parts of which some are text.
fn content(content: &Value) -> String {
    match content {
        Value::String(text) => text.clone(),
        Value::Array(parts) => {
            parts.iter().filter_map(|part| part.get("text")?.as_str()).collect::<Vec<_>>().concat()
        }
        _ => String::new(),
    }
}

/// What a body says about a fault, in whichever of the usual shapes.
pub(super) fn error_in(body: &Value) -> Option<String> {
    let error = body.get("error").filter(|error| !error.is_null());
    let words = match error {
        Some(Value::String(words)) => Some(words.as_str()),
        Some(error) => error.get("message").and_then(Value::as_str).or(Some("without a word")),
        None => ["message", "detail"].iter().find_map(|name| body.get(name)?.as_str()),
    };
    words.map(shortened)
}

/// The first 200 characters on one line.
pub(super) fn shortened(words: &str) -> String {
    let plain: String = words.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(body: Value) -> Result<Answer, Trouble> {
        Answer::read(body.to_string().as_bytes())
    }

    #[test]
    fn an_answer_is_found_in_every_usual_shape() {
        let usage = json!({ "prompt_tokens": 12, "completion_tokens": 3, "total_tokens": 15 });
        let plain = read(json!({
            "choices": [{ "message": { "role": "assistant", "content": "{}", "refusal": null },
                          "finish_reason": "stop" }],
            "usage": usage,
        }));
        assert_eq!(
            plain,
            Ok(Answer { text: "{}".into(), usage: Some(Usage { sent: 12, answered: 3 }) })
        );
        let parts = read(json!({
            "choices": [{ "message": { "content": [{ "type": "text", "text": "{" },
                                                   { "type": "text", "text": "}" }] } }],
        }));
        assert_eq!(parts, Ok(Answer { text: "{}".into(), usage: None }));
    }

    #[test]
    fn what_is_no_answer_says_why_and_what_it_took() {
        let usage = json!({ "input_tokens": 5, "output_tokens": 1 });
        for (body, words) in [
            (json!({ "choices": [], "usage": usage }), "without saying anything"),
            (json!({ "usage": usage }), "without saying anything"),
            (
                json!({ "choices": [{ "message": { "content": null } }], "usage": usage }),
                "anything",
            ),
            (
                json!({ "choices": [{ "message": { "content": "{\"fa" }, "finish_reason": "length" }],
                        "usage": usage }),
                "cut off",
            ),
            (
                json!({ "choices": [{ "message": { "refusal": "I can\u{7}not" } }], "usage": usage }),
                "would not answer: I cannot",
            ),
            (json!({ "error": { "message": "no such model" }, "usage": usage }), "no such model"),
            (json!({ "error": "overloaded", "usage": usage }), "overloaded"),
        ] {
            let trouble = read(body).unwrap_err();
            assert!(trouble.words.contains(words), "{trouble:?}");
            assert_eq!(trouble.usage, Some(Usage { sent: 5, answered: 1 }), "{trouble:?}");
            assert_eq!(trouble.fault, Fault::Answer);
        }
        assert!(Answer::read(b"<html>").unwrap_err().words.contains("not JSON"));
    }
}
