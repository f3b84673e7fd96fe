//! SendGrid's API.

use lettre::message::Mailbox;
use reqwest::StatusCode;
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use url::Url;

use super::Letter;
use super::way::Problem;
use crate::platform::config::Config;
use crate::platform::http::{Settings, api_client, read_body};

/// SendGrid, by a key.
#[derive(Debug)]
pub struct SendGrid {
    http: reqwest::Client,
    settings: Settings,
    url: Url,
    key: SecretString,
    from: Mailbox,
}

impl SendGrid {
    pub(super) fn new(config: &Config, key: SecretString, from: Mailbox) -> anyhow::Result<Self> {
        let settings = Settings { max_body: 64 * 1024, ..Settings::from(config) };
        let http = api_client(&settings)?;
        let url = config.sendgrid_url.join("/v3/mail/send")?;
        Ok(Self { http, settings, url, key, from })
    }

    pub(super) async fn send(&self, letter: &Letter) -> Result<(), Problem> {
        let body = json!({
            "personalizations": [{ "to": [{ "email": letter.to }] }],
            "from": { "email": self.from.email.to_string(), "name": self.from.name },
            "subject": letter.subject,
            "content": [
                { "type": "text/plain", "value": letter.text },
                { "type": "text/html", "value": letter.html },
            ],
            // Links stay as they are: they open accounts, and nobody else is to see who follows them.
            "tracking_settings": {
                "click_tracking": { "enable": false },
                "open_tracking": { "enable": false },
            },
        });
        let asking =
            self.http.post(self.url.clone()).bearer_auth(self.key.expose_secret()).json(&body);
        let answer = asking.send().await.map_err(|error| Problem::for_now(error.to_string()))?;
        let status = answer.status();
        if status.is_success() {
            return Ok(());
        }
        let said = read_body(answer, &self.settings).await.unwrap_or_default();
        let said: String = String::from_utf8_lossy(&said).chars().take(300).collect();
        let words = format!("SendGrid answered {status}: {said}");
        // What is wrong with the key or the pace can be mended; what is wrong with the letter cannot.
        let mendable = matches!(
            status,
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::TOO_MANY_REQUESTS
        );
        let hopeless = status.is_client_error() && !mendable;
        Err(Problem { words, hopeless })
    }
}
