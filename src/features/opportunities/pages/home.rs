//! The front door: what Proletto is, and the calls that close next.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;

use super::index::card;
use crate::features::opportunities::Home;
use crate::features::opportunities::filter::Filter;
use crate::features::opportunities::queries::search;
use crate::platform::error::Result;
use crate::platform::page::Page;
use crate::platform::parts::Card;
use crate::platform::state;

#[derive(Template, WebTemplate)]
#[template(path = "opportunities/home.html")]
pub struct HomePage {
    page: Page,
    /// How many calls are open.
    open: u64,
    /// What closes next.
    cards: Vec<Card>,
}

pub async fn show(_: Home, page: Page, State(state): State<state::State>) -> Result<HomePage> {
    let filter = Filter { page: 1, ..Filter::default() };
    let now = state.clock.now();
    let open = search::count(&state.pool, &filter, now).await?;
    let calls = search::page(&state.pool, &filter, now).await?;
    let cards = calls.iter().take(6).map(|call| card(call, now)).collect();
    Ok(HomePage { page, open, cards })
}
