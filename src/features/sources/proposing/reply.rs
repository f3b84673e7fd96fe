//! What was answered: taken apart, and each part held against the text.

use serde_json::Value;

use crate::features::opportunities::{Draft, find_words};
use crate::features::reading::{Checked, Claim, Document, Reading, Topic};

/// No answer holds more, and no text of it that is kept is longer, in characters.
const MOST: usize = 30;
const LONGEST: usize = 600;

/// The facts of an answer.
///
/// # Errors
/// It is not of the form that was asked for, in words for after "The model".
pub(super) fn facts(answer: &str) -> Result<Vec<Value>, String> {
    let wrong = || "answered in another form than it was asked for".to_owned();
    // Some servers wrap it in a fence or in words.
    let (start, end) = answer.find('{').zip(answer.rfind('}')).ok_or_else(wrong)?;
    let json = answer.get(start..=end).ok_or_else(wrong)?;
    let answer: Value = serde_json::from_str(json).map_err(|_| wrong())?;
    let facts = answer.get("facts").and_then(Value::as_array).ok_or_else(wrong)?;
    Ok(facts.iter().take(MOST).map(keepable).collect())
}

/// Each fact with what our readers find where it points, or why it is refused. Each is judged once.
pub(super) fn judged(
    document: &Document,
    reading: &Reading,
    topics: &[Topic],
    facts: Vec<Value>,
) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for said in facts {
        let field = |name: &str| said.get(name).and_then(Value::as_str).unwrap_or_default();
        let (topic, words) = (field("fact").to_owned(), field("quote").to_owned());
        let outcome = found(document, reading, topics, (&topic, &words), &said);
        let again = |draft: &Draft| draft.outcome.is_ok() && draft.outcome == outcome;
        if !drafts.iter().any(again) {
            drafts.push(Draft { topic, words, outcome, said });
        }
    }
    drafts
}

fn found(
    document: &Document,
    reading: &Reading,
    topics: &[Topic],
    (topic, words): (&str, &str),
    said: &Value,
) -> Result<Checked, String> {
    let asked = Topic::from_slug(topic).is_some_and(|topic| topics.contains(&topic));
    if !asked {
        return Err("that was not asked for".to_owned());
    }
    let quote = find_words(&document.text, words)
        .ok_or_else(|| "the quoted words do not stand in the text".to_owned())?;
    let claim: Claim = serde_json::from_value(said.clone())
        .map_err(|_| "it is not of the form that was asked for".to_owned())?;
    claim.check(document, reading, &quote).map_err(|refusal| refusal.to_string())
}

/// Without what the database cannot keep, and no longer than anybody reads.
fn keepable(value: &Value) -> Value {
    match value {
        Value::String(text) => {
            Value::String(text.chars().filter(|c| *c != '\0').take(LONGEST).collect())
        }
        Value::Array(items) => Value::Array(items.iter().take(MOST).map(keepable).collect()),
        Value::Object(fields) => {
            let kept = fields.iter().take(MOST);
            let name = |name: &String| name.chars().filter(|c| *c != '\0').take(60).collect();
            Value::Object(kept.map(|(key, value)| (name(key), keepable(value))).collect())
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_answer_is_taken_apart_whatever_it_is_wrapped_in() {
        let one = r#"{"facts": [{"fact": "kind", "quote": "a\u0000b"}]}"#;
        for wrapped in [one.to_owned(), format!("```json\n{one}\n```"), format!("Here: {one}.")] {
            let facts = facts(&wrapped).unwrap();
            assert_eq!(facts, [json!({ "fact": "kind", "quote": "ab" })]);
        }
        for broken in ["", "I cannot", "{\"facts\": [", "[]", "{\"facts\": \"none\"}", "}{"] {
            assert!(facts(broken).is_err(), "{broken}");
        }
        let many = json!({ "facts": vec![json!({ "quote": "x".repeat(9_000) }); 900] }).to_string();
        let facts = facts(&many).unwrap();
        assert_eq!((facts.len(), facts[0]["quote"].as_str().unwrap().len()), (MOST, LONGEST));
    }

    #[test]
    fn what_was_not_asked_for_and_what_is_said_twice_goes_no_further() {
        let document: Document = serde_json::from_value(json!({
            "text": "Kiln House invites.", "fetched_on": "2027-03-01", "hints": { "kinds": [] },
        }))
        .unwrap();
        let name =
            json!({ "fact": "organisation", "name": "Kiln House", "quote": "Kiln House invites" });
        let publish = json!({ "fact": "publish", "quote": "Kiln House" });
        let kind = json!({ "fact": "kind", "kind": "prize", "quote": "Kiln House" });
        let facts = vec![name.clone(), name, publish, kind, json!("publish"), json!(null)];
        let topics = [Topic::Organisation];
        let drafts = judged(&document, &Reading::default(), &topics, facts);
        assert!(drafts[0].outcome.is_ok());
        assert_eq!(drafts.len(), 5);
        let refused = |draft: &Draft| draft.outcome == Err("that was not asked for".into());
        assert!(drafts[1..].iter().all(refused), "{drafts:?}");
    }
}
