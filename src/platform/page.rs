//! What every page knows: who looks at it, where, and what the last action said.

use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::request::Parts;
use serde::{Deserialize, Serialize};
use tower_sessions::Session;

use super::error::Error;
use super::session::FLASH;
use super::visitor::Visitor;

/// The frame around a page. Templates extend `layout.html` and hold it as `page`.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Who looks at it; `None`: not signed in.
    pub visitor: Option<Visitor>,
    /// The path of this page, to mark where one is in the navigation.
    pub path: String,
    /// Path and query, to come back to after signing in.
    pub here: String,
    /// What the last action did, said once.
    pub flash: Option<Flash>,
    /// Only a part of the page is wanted (htmx asks so).
    pub partial: bool,
    /// Not everyone may make an account here: nobody is asked to join.
    pub closed: bool,
}

/// What a request carries where not everyone may make an account.
#[derive(Clone, Copy, Debug)]
pub struct NoSignUp;

/// What an action did, and what can be done about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    /// In words.
    pub words: String,
    /// Where a form is posted to that takes it back.
    pub undo: Option<String>,
    /// Where to look at what it was done to.
    pub open: Option<String>,
    /// Beside what of a list it is said, by its name in links; a page without that says it on top.
    #[serde(default)]
    pub at: Option<String>,
}

impl<T: Into<String>> From<T> for Flash {
    fn from(words: T) -> Self {
        Self { words: words.into(), undo: None, open: None, at: None }
    }
}

impl Flash {
    /// With a button that takes it back.
    #[must_use]
    pub fn undo(self, path: impl ToString) -> Self {
        Self { undo: Some(path.to_string()), ..self }
    }

    /// With a link to what it was done to.
    #[must_use]
    pub fn open(self, path: impl ToString) -> Self {
        Self { open: Some(path.to_string()), ..self }
    }
}

impl Page {
    /// Whether an admin looks at it.
    pub fn is_admin(&self) -> bool {
        self.visitor.as_ref().is_some_and(Visitor::is_admin)
    }

    /// Whether this page is `path` or below it.
    pub fn is_at(&self, path: &str) -> bool {
        self.path == path || self.path.strip_prefix(path).is_some_and(|rest| rest.starts_with('/'))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Page {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let uri: &Uri =
            parts.extensions.get::<axum::extract::OriginalUri>().map_or(&parts.uri, |uri| &uri.0);
        let flash = match parts.extensions.get::<Session>() {
            Some(session) => said_once(session).await,
            None => None,
        };
        Ok(Self {
            visitor: parts.extensions.get::<Visitor>().cloned(),
            path: uri.path().to_owned(),
            here: uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
            flash,
            closed: parts.extensions.get::<NoSignUp>().is_some(),
            partial: parts.headers.get("hx-request-type").is_some_and(|v| v == "partial"),
        })
    }
}

/// The words left for this page. Taking away what is not there would count as a change, and write the
/// session's row at each page view.
async fn said_once(session: &Session) -> Option<Flash> {
    session.get::<Flash>(FLASH).await.ok()??;
    session.remove(FLASH).await.ok()?
}

/// Leaves words for the next page this visitor sees.
///
/// # Errors
/// The session cannot be written.
pub async fn flash(session: &Session, words: impl Into<Flash>) -> Result<(), Error> {
    Ok(session.insert(FLASH, words.into()).await?)
}
