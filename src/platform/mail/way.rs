//! By which way letters leave, from the settings.

use std::path::PathBuf;
use std::sync::Arc;

use lettre::message::Mailbox;

use super::Letter;
use super::folder::Folder;
use super::sendgrid::SendGrid;
use super::smtp::Smtp;
use crate::platform::config::Config;
use crate::platform::state::State;

/// A way out for letters.
#[derive(Debug)]
pub enum Way {
    /// A mail server.
    Smtp(Smtp),
    /// SendGrid's API.
    SendGrid(Box<SendGrid>),
    /// No service: a folder on this machine.
    Folder(Folder),
}

/// Why a letter did not go out.
#[derive(Debug)]
pub struct Problem {
    /// What happened, for the staff.
    pub words: String,
    /// Trying again will not help.
    pub hopeless: bool,
}

impl Way {
    /// The way that the settings name. It is made once and kept, with the connections it has.
    ///
    /// # Errors
    /// A setting cannot be used.
    pub(super) fn of(state: &State) -> anyhow::Result<Arc<Self>> {
        if let Some(kept) = state.shelf.get() {
            return Ok(kept);
        }
        let way = Arc::new(Self::new(&state.config)?);
        Ok(state.shelf.get_or_put(|| way))
    }

    fn new(config: &Config) -> anyhow::Result<Self> {
        let from = from(config)?;
        Ok(match (&config.smtp_url, &config.sendgrid_key) {
            (Some(url), _) => Self::Smtp(Smtp::new(url, from)?),
            (None, Some(key)) => {
                Self::SendGrid(Box::new(SendGrid::new(config, key.clone(), from)?))
            }
            (None, None) => Self::Folder(Folder::new(folder(config))),
        })
    }

    /// Whether letters only pile up in a folder of this machine.
    pub fn is_folder(config: &Config) -> bool {
        config.smtp_url.is_none() && config.sendgrid_key.is_none()
    }

    /// What the operator should know about it.
    ///
    /// # Errors
    /// A setting cannot be used.
    pub fn described(config: &Config) -> anyhow::Result<String> {
        let from = from(config)?;
        Ok(match Self::new(config)? {
            Self::Smtp(smtp) => format!("Letters are sent by {} as {from}.", smtp.server()),
            Self::SendGrid(_) => format!("Letters are sent by SendGrid as {from}."),
            Self::Folder(folder) => format!(
                "No mail service is set, so letters are not sent: they are kept as files in {}. Set \
                 PROLETTO_SMTP_URL or PROLETTO_SENDGRID_KEY.",
                folder.path().display()
            ),
        })
    }

    pub(super) async fn send(&self, letter: &Letter) -> Result<(), Problem> {
        match self {
            Self::Smtp(smtp) => smtp.send(letter).await,
            Self::SendGrid(sendgrid) => sendgrid.send(letter).await,
            Self::Folder(folder) => folder.keep(letter).await,
        }
    }
}

/// Where letters are kept when there is no service.
fn folder(config: &Config) -> PathBuf {
    config.data.join("mail")
}

/// From whom letters come: the setting, or the site itself.
fn from(config: &Config) -> anyhow::Result<Mailbox> {
    let host = config.base_url().host_str().unwrap_or("localhost").to_owned();
    let text = config.mail_from.clone().unwrap_or_else(|| format!("Proletto <no-reply@{host}>"));
    text.parse().map_err(|_| {
        anyhow::anyhow!(
            "PROLETTO_MAIL_FROM should be an address, or a name and an address like \
             Proletto <post@example.org> (it is {text:?})"
        )
    })
}

impl Problem {
    pub(super) fn hopeless(words: impl Into<String>) -> Self {
        Self { words: words.into(), hopeless: true }
    }

    pub(super) fn for_now(words: impl Into<String>) -> Self {
        Self { words: words.into(), hopeless: false }
    }
}
