//! The client: one question, one request, one answer.
//!
//! The shapes of a request are async-openai's, and it leaves by our own HTTP client: theirs asks again by
//! itself, which costs twice, reads answers of any size, and drops the status or the `Retry-After` of a
//! refusal, by which it is decided here what to do next.

use async_openai::types::chat::{
    ChatCompletionRequestMessage, ChatCompletionRequestSystemMessage,
    ChatCompletionRequestUserMessage, CreateChatCompletionRequest, ResponseFormat,
    ResponseFormatJsonSchema,
};
use reqwest::Client;
use reqwest::header::RETRY_AFTER;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use url::Url;

use super::answer::{Answer, Usage};
use super::budget::{Budget, Prices};
use super::trouble::{Fault, Trouble};
use crate::platform::config::Config;
use crate::platform::http::{RetryAfter, Settings, api_client, read_body};

/// The most tokens of an answer, thoughts that are not shown included.
const LONGEST_ANSWER: u32 = 4_000;

/// A model that may be asked.
#[derive(Debug)]
pub struct Model {
    http: Client,
    settings: Settings,
    url: Url,
    key: SecretString,
    name: String,
    prices: Option<Prices>,
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// What to do, in our words.
    pub task: String,
    /// What to do it with: words of others, which are data.
    pub data: String,
    /// The name of the shape that the answer has.
    pub shape: &'static str,
    /// That shape, as a JSON schema.
    pub schema: Value,
}

impl Model {
    /// The model that the settings name; `None`: there is no key, so nobody is asked.
    ///
    /// # Errors
    /// A setting cannot be used.
    pub fn of(config: &Config) -> anyhow::Result<Option<Self>> {
        let Some((key, name)) = config.model_key.clone().zip(config.model_name.clone()) else {
            return Ok(None);
        };
        let most = config.model_timeout.duration();
        let settings = Settings {
            max_body: 1024 * 1024,
            total_time: most,
            // An answer comes in one piece, when the model has thought.
            idle_time: most,
            ..Settings::from(config)
        };
        let http = api_client(&settings)?;
        let prices = Prices::of(config);
        Ok(Some(Self { http, settings, url: endpoint(&config.model_url), key, name, prices }))
    }

    /// What the operator should know about it.
    pub fn described(config: &Config) -> String {
        let (Some(_), Some(name)) = (&config.model_key, &config.model_name) else {
            return "No model is asked about facts: PROLETTO_MODEL_KEY is not set, and nothing is sent to \
                    any."
                .into();
        };
        let host = config.model_url.host_str().unwrap_or_default();
        let budget = Budget::of(config).in_words();
        let prices = match Prices::of(config) {
            Some(_) => "",
            None => {
                " What that costs is not counted: PROLETTO_MODEL_PRICE_IN and _OUT are not set."
            }
        };
        format!(
            "The model {name} on {host} is asked about facts that no reader could tell of calls that wait \
             for review, for at most {budget} a day.{prices}"
        )
    }

    /// Whether key and texts travel where others can read them.
    pub fn in_the_open(config: &Config) -> bool {
        let url = &config.model_url;
        let here = match url.host() {
            Some(url::Host::Domain(name)) => name == "localhost",
            Some(url::Host::Ipv4(address)) => address.is_loopback(),
            Some(url::Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        };
        config.model_key.is_some() && url.scheme() == "http" && !here
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it costs, where that is set.
    pub fn prices(&self) -> Option<Prices> {
        self.prices
    }

    /// The most that a question may take. A token is rarely shorter than three bytes.
    pub fn at_most(question: &Question) -> Usage {
        let schema = question.schema.to_string().len();
        let bytes = question.task.len() + question.data.len() + schema;
        Usage { sent: bytes.div_ceil(3) as u64 + 50, answered: LONGEST_ANSWER.into() }
    }

    /// Asks once.
    ///
    /// # Errors
    /// There is no whole answer.
    pub async fn ask(&self, question: &Question) -> Result<Answer, Trouble> {
        let asking = self
            .http
            .post(self.url.clone())
            .bearer_auth(self.key.expose_secret())
            .json(&self.body(question));
        let answer = asking.send().await.map_err(|error| self.unheard(&error))?;
        let status = answer.status();
        let after = answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
        let after = after.and_then(RetryAfter::parse);
        let body = read_body(answer, &self.settings).await;
        if !status.is_success() {
            let trouble = Trouble::of_status(status.as_u16(), after, &body.unwrap_or_default());
            return Err(self.without_key(trouble));
        }
        let body = body.map_err(|error| {
            Trouble::new(Fault::Unheard, format!("did not answer to the end: {error}"))
        })?;
        Answer::read(&body).map_err(|trouble| self.without_key(trouble))
    }

    fn body(&self, question: &Question) -> CreateChatCompletionRequest {
        let task = ChatCompletionRequestSystemMessage {
            content: question.task.clone().into(),
            name: None,
        };
        let data =
            ChatCompletionRequestUserMessage { content: question.data.clone().into(), name: None };
        let json_schema = ResponseFormatJsonSchema {
            description: None,
            name: question.shape.to_owned(),
            schema: question.schema.clone(),
            strict: Some(true),
        };
        CreateChatCompletionRequest {
            model: self.name.clone(),
            messages: vec![
                ChatCompletionRequestMessage::from(task),
                ChatCompletionRequestMessage::from(data),
            ],
            response_format: Some(ResponseFormat::JsonSchema { json_schema }),
            max_completion_tokens: Some(LONGEST_ANSWER),
            ..CreateChatCompletionRequest::default()
        }
    }

    /// It could not be asked, or was not heard.
    fn unheard(&self, error: &reqwest::Error) -> Trouble {
        if error.is_connect() {
            return Trouble::new(Fault::Service, "could not be reached");
        }
        if error.is_timeout() {
            let seconds = self.settings.total_time.as_secs();
            return Trouble::new(Fault::Unheard, format!("did not answer in time ({seconds} s)"));
        }
        Trouble::new(Fault::Unheard, "broke off in the middle of its answer")
    }

    /// Servers like to repeat a wrong key.
    fn without_key(&self, trouble: Trouble) -> Trouble {
        let words = trouble.words.replace(self.key.expose_secret(), "…");
        Trouble { words, ..trouble }
    }
}

/// Where questions go, below the base URL, whose query stays (`?api-version=`).
fn endpoint(base: &Url) -> Url {
    let mut url = base.clone();
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().extend(["chat", "completions"]);
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_go_below_the_base_url() {
        for (base, whole) in [
            ("https://api.openai.com/v1", "https://api.openai.com/v1/chat/completions"),
            ("https://openrouter.ai/api/v1/", "https://openrouter.ai/api/v1/chat/completions"),
            ("http://127.0.0.1:11434", "http://127.0.0.1:11434/chat/completions"),
            (
                "https://x.example/m?api-version=2",
                "https://x.example/m/chat/completions?api-version=2",
            ),
        ] {
            assert_eq!(endpoint(&Url::parse(base).unwrap()).as_str(), whole);
        }
    }
}
