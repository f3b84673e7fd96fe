//! Letters that could not be sent.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::Redirect;
use tower_sessions::Session;

use crate::features::desk::routes::{DeskMail, DiscardLetter, SendLetterAgain};
use crate::platform::error::{OrNotFound, Result};
use crate::platform::mail::{self, Way};
use crate::platform::outbox::{self, Counts, Dead};
use crate::platform::page::{Page, flash};
use crate::platform::parts::Empty;
use crate::platform::state;

#[derive(Template, WebTemplate)]
#[template(path = "desk/mail.html")]
pub struct MailPage {
    page: Page,
    /// By which way letters leave.
    way: String,
    counts: Counts,
    dead: Vec<Dead>,
    empty: Empty,
}

pub async fn show(_: DeskMail, page: Page, State(state): State<state::State>) -> Result<MailPage> {
    Ok(MailPage {
        page,
        way: Way::described(&state.config)?,
        counts: outbox::counts(&state.pool).await?,
        dead: outbox::dead(&state.pool).await?,
        empty: Empty::new("No letter is stuck", "What could not be sent would be listed here."),
    })
}

pub async fn again(
    SendLetterAgain { id }: SendLetterAgain,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    let revived = outbox::revive(&state.pool, id, state.clock.now()).await?;
    revived.then_some(()).or_not_found()?;
    mail::deliver_soon(&state);
    flash(&session, "The letter is on its way again.").await?;
    Ok(Redirect::to(&DeskMail.to_string()))
}

pub async fn discard(
    DiscardLetter { id }: DiscardLetter,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    outbox::discard(&state.pool, id).await?.then_some(()).or_not_found()?;
    flash(&session, "The letter is thrown away.").await?;
    Ok(Redirect::to(&DeskMail.to_string()))
}
