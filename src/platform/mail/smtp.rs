//! A mail server, by lettre.

use std::time::Duration;

use anyhow::Context;
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::AsyncSmtpTransport;
use lettre::{AsyncTransport, Message, Tokio1Executor};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::Letter;
use super::way::Problem;

/// How long one letter may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A mail server.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    server: String,
}

impl Smtp {
    /// The server that this address names.
    pub(super) fn new(url: &SecretString, from: Mailbox) -> anyhow::Result<Self> {
        const NAME: &str = "PROLETTO_SMTP_URL";
        let url =
            Url::parse(url.expose_secret()).with_context(|| format!("{NAME} is no address"))?;
        let url = secured(url);
        let server = url.host_str().unwrap_or_default().to_owned();
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.as_str())
            .map_err(|error| anyhow::anyhow!("{NAME} cannot be used: {error}"))?
            .timeout(Some(TIMEOUT))
            .build();
        Ok(Self { transport, from, server })
    }

    pub(super) fn server(&self) -> &str {
        &self.server
    }

    pub(super) async fn send(&self, letter: &Letter) -> Result<(), Problem> {
        let message = message(&self.from, letter)?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => Err(Problem::hopeless(error.to_string())),
            Err(error) => Err(Problem::for_now(error.to_string())),
        }
    }
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Smtp").field("server", &self.server).finish_non_exhaustive()
    }
}

/// `smtp://` is encrypted by STARTTLS unless the server is on this very machine or the address says
/// otherwise; `smtps://` always is.
fn secured(mut url: Url) -> Url {
    let own = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    let said = url.query_pairs().any(|(name, _)| name == "tls");
    if url.scheme() == "smtp" && !own && !said {
        url.query_pairs_mut().append_pair("tls", "required");
    }
    url
}

/// The letter as MIME. Every header is built from parsed parts, so that none can be smuggled in.
fn message(from: &Mailbox, letter: &Letter) -> Result<Message, Problem> {
    let broken = |error: &dyn std::fmt::Display| Problem::hopeless(format!("{error}"));
    let to: Mailbox = letter.to.parse().map_err(|error| broken(&error))?;
    Message::builder()
        .from(from.clone())
        .to(to)
        .subject(&letter.subject)
        .multipart(MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone()))
        .map_err(|error| broken(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(to: &str, subject: &str) -> Result<String, Problem> {
        let text = "Words".to_owned();
        let letter = Letter { to: to.into(), subject: subject.into(), html: text.clone(), text };
        let message = message(&"Proletto <post@calls.example>".parse().unwrap(), &letter)?;
        Ok(String::from_utf8(message.formatted()).unwrap())
    }

    #[test]
    fn no_header_can_be_smuggled_in() {
        let sent = to("ada@example.org", "Hello\r\nBcc: eve@evil.example").unwrap();
        let (headers, _) = sent.split_once("\r\n\r\n").unwrap();
        assert!(!headers.lines().any(|line| line.starts_with("Bcc")), "{headers}");
        for address in ["ada@example.org\r\nBcc: eve@evil.example", "a@b.example, eve@evil.example"]
        {
            assert!(to(address, "Hello").is_err_and(|problem| problem.hopeless), "{address:?}");
        }
    }

    #[test]
    fn a_server_elsewhere_is_spoken_to_in_secret() {
        let secured = |url: &str| secured(Url::parse(url).unwrap()).to_string();
        assert_eq!(
            secured("smtp://ada:pw@mail.example"),
            "smtp://ada:pw@mail.example?tls=required"
        );
        for as_it_is in
            ["smtps://mail.example", "smtp://127.0.0.1:25", "smtp://a.b?tls=opportunistic"]
        {
            assert_eq!(secured(as_it_is), as_it_is);
        }
    }
}
