//! The room's pages.

pub mod sign_in;
pub mod sign_out;
pub mod sign_up;

use serde::Deserialize;
use tower_sessions::Session;

use crate::platform::error::Error;
use crate::platform::session::USER;
use crate::platform::visitor::UserId;

/// Where to go on after signing in.
#[derive(Debug, Default, Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

impl Next {
    /// A path on this site; anything else, another site's above all, is `otherwise`.
    fn path_or(&self, otherwise: &str) -> String {
        let path = self.next.as_str();
        let local = path.starts_with('/')
            && !path.starts_with("//")
            && !path.contains(|c: char| c == '\\' || c.is_control());
        if local { path.to_owned() } else { otherwise.to_owned() }
    }
}

/// Makes this browser's session one of `user`, under a new id, so that an id planted before is worth
/// nothing.
async fn begin(session: &Session, user: UserId) -> Result<(), Error> {
    session.cycle_id().await?;
    Ok(session.insert(USER, user).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_signing_in_one_stays_on_this_site() {
        let to = |next: &str| Next { next: next.into() }.path_or("/matches");
        assert_eq!(to("/opportunities?kind=grant"), "/opportunities?kind=grant");
        for elsewhere in ["", "https://evil.example", "//evil.example", "/\\evil.example", "/\n/x"]
        {
            assert_eq!(to(elsewhere), "/matches", "{elsewhere:?}");
        }
    }
}
