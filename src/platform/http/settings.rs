//! Who we say we are, and how much of anything we take.

use std::time::Duration;

use url::Url;

use super::AllowList;
use crate::platform::config::Config;

/// The settings of everything that goes out over HTTP.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where this Proletto can be seen, part of the User-Agent so that a site knows who reads it.
    pub base_url: Option<Url>,
    /// A mail address at which a site's owner reaches the operator, part of the User-Agent.
    pub contact: Option<String>,
    /// Private addresses that may be visited all the same.
    pub allowed: AllowList,
    /// The most bytes of a body, after decompression.
    pub max_body: usize,
    /// The most time for one address, redirects and body included.
    pub total_time: Duration,
    /// The most time to find and reach a host, TLS included.
    pub connect_time: Duration,
    /// The most time without a single byte arriving.
    pub idle_time: Duration,
    /// The most redirects followed for one address.
    pub max_redirects: usize,
    /// A proxy for all requests. It resolves names in our place, so private addresses behind names
    /// are for the proxy to refuse. Proxies in the environment are not used.
    pub proxy: Option<Url>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            base_url: None,
            contact: None,
            allowed: AllowList::default(),
            max_body: 10 * 1024 * 1024,
            total_time: Duration::from_secs(60),
            connect_time: Duration::from_secs(10),
            idle_time: Duration::from_secs(20),
            max_redirects: 10,
            proxy: None,
        }
    }
}

impl From<&Config> for Settings {
    fn from(config: &Config) -> Self {
        Self {
            base_url: config.base_url.clone(),
            contact: config.contact.clone(),
            allowed: config.fetch_allow.clone(),
            max_body: config.fetch_max_bytes,
            total_time: config.fetch_timeout.duration(),
            ..Self::default()
        }
    }
}

impl Settings {
    /// The name under which robots.txt files address us.
    pub const PRODUCT: &'static str = "Proletto";

    /// `Proletto/<version> (+<base url>; <contact>)`, without what is not configured.
    pub fn user_agent(&self) -> String {
        let about: Vec<String> = self
            .base_url
            .iter()
            .map(|url| format!("+{url}"))
            .chain(self.contact.iter().map(|contact| header_safe(contact)))
            .filter(|part| !part.is_empty())
            .collect();
        let product = format!("{}/{}", Self::PRODUCT, env!("CARGO_PKG_VERSION"));
        if about.is_empty() { product } else { format!("{product} ({})", about.join("; ")) }
    }
}

/// A header is printable ASCII; brackets would end the comment early.
fn header_safe(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_ascii_graphic() || *c == ' ')
        .filter(|c| !matches!(c, '(' | ')' | '\\'))
        .collect::<String>()
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_agent_says_who_reads_and_whom_to_write_to() {
        let settings = Settings {
            base_url: Url::parse("https://calls.example/").ok(),
            contact: Some("mai(l)@calls.example\r\nX-Bad: 1".into()),
            ..Settings::default()
        };
        let version = env!("CARGO_PKG_VERSION");
        assert_eq!(
            settings.user_agent(),
            format!("Proletto/{version} (+https://calls.example/; mail@calls.exampleX-Bad: 1)")
        );
        assert_eq!(Settings::default().user_agent(), format!("Proletto/{version}"));
    }
}
