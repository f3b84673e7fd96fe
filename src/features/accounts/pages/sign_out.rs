//! Signing out.

use axum::response::Redirect;
use tower_sessions::Session;

use crate::features::accounts::SignOut;
use crate::platform::error::Result;

pub async fn submit(_: SignOut, session: Session) -> Result<Redirect> {
    session.flush().await?;
    Ok(Redirect::to("/"))
}
