//! Why there is no answer, and what follows.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use super::answer::{Usage, error_in, shortened};
use crate::platform::http::RetryAfter;

/// Why there is no answer. Holds neither the key nor what was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What happened, after "The model": a sentence without a full stop.
    pub words: String,
    /// Where the fault lies.
    pub fault: Fault,
    /// What it took all the same, where the server said so.
    pub usage: Option<Usage>,
    /// How long the service wants to be left alone.
    pub retry_after: Option<RetryAfter>,
}

/// Where the fault lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// With this answer: others may go well. It has to be paid for.
    Answer,
    /// With the service or the settings: the next question would fail alike. Nothing was answered.
    Service,
    /// With the service, and perhaps it answered when nobody listened any more: that may have to be paid for.
    Unheard,
}

impl Trouble {
    /// The answer came, and is of no use.
    pub fn of_answer(words: impl Into<String>, usage: Option<Usage>) -> Self {
        Self { usage, ..Self::new(Fault::Answer, words) }
    }

    pub(super) fn new(fault: Fault, words: impl Into<String>) -> Self {
        Self { words: words.into(), fault, usage: None, retry_after: None }
    }

    /// What an answer says whose status is none of success.
    pub(super) fn of_status(status: u16, retry_after: Option<RetryAfter>, body: &[u8]) -> Self {
        let said = match serde_json::from_slice::<Value>(body) {
            Ok(body) => error_in(&body),
            Err(_) => Some(shortened(&String::from_utf8_lossy(body))),
        };
        let said = said.filter(|said| !said.is_empty()).map(|said| format!(": {said}"));
        let words = match status {
            401 | 403 => "does not accept the key",
            402 => "wants to be paid first",
            404 => "is not at that address, or not under that name",
            429 => "asks to come less often",
            500..=599 => "has a fault of its own",
            300..=399 => "points to another address",
            _ => "did not accept the question",
        };
        // What a server does not accept may be the length of this one text.
        let fault = if matches!(status, 400 | 413 | 422) { Fault::Answer } else { Fault::Service };
        let words = format!("{words} ({status}){}", said.unwrap_or_default());
        Self { retry_after, ..Self::new(fault, words) }
    }

    /// Until when the service is left alone; `None`: the next question may be asked at once.
    pub fn rests_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        if self.fault == Fault::Answer {
            return None;
        }
        let asked = self.retry_after.map(|after| after.wait(now).min(LONGEST));
        let wait = asked.and_then(|wait| TimeDelta::from_std(wait).ok()).unwrap_or(USUAL);
        Some(now + wait)
    }
}

/// How long a service is left alone that does not say how long.
const USUAL: TimeDelta = TimeDelta::minutes(15);

/// However long it says.
const LONGEST: std::time::Duration = std::time::Duration::from_secs(24 * 60 * 60);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_told_whatever_the_shape_of_its_body() {
        let words = |status, body: &str| Trouble::of_status(status, None, body.as_bytes()).words;
        assert_eq!(
            words(401, r#"{"error":{"message":"Incorrect API key","code":null}}"#),
            "does not accept the key (401): Incorrect API key"
        );
        assert_eq!(words(500, "<html>\n oops"), "has a fault of its own (500): <html> oops");
        assert_eq!(
            words(422, r#"{"detail":"too long"}"#),
            "did not accept the question (422): too long"
        );
        assert_eq!(
            words(503, r#"{"error":[1,2]}"#),
            "has a fault of its own (503): without a word"
        );
        assert_eq!(words(502, ""), "has a fault of its own (502)");
        assert!(words(400, &"x".repeat(9_000)).len() < 300);
    }

    #[test]
    fn a_service_is_left_alone_as_long_as_it_says_and_not_for_ever() {
        let now: DateTime<Utc> = "2027-03-01T09:00:00Z".parse().unwrap();
        let rest = |status, after: Option<&str>| {
            let after = after.and_then(RetryAfter::parse);
            let until = Trouble::of_status(status, after, b"").rests_until(now);
            until.map(|until| (until - now).num_seconds())
        };
        assert_eq!(rest(429, Some("30")), Some(30));
        assert_eq!(rest(429, None), Some(15 * 60));
        assert_eq!(rest(503, Some("99999999")), Some(24 * 60 * 60));
        assert_eq!(rest(400, None), None);
    }
}
