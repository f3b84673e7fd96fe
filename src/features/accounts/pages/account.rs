//! One's own account: name, address, ways of signing in, and where one is signed in.

use askama::Template;
use askama_web::WebTemplate;
use axum::Extension;
use axum::extract::State;

use crate::features::accounts::queries::OwnAccount;
use crate::features::accounts::sessions::{self, Own};
use crate::features::accounts::tickets::{self, Pending};
use crate::features::accounts::{Account, queries};
use crate::platform::error::{OrNotFound, Result};
use crate::platform::page::Page;
use crate::platform::session::SignIn;
use crate::platform::state;
use crate::platform::visitor::Visitor;

#[derive(Template, WebTemplate)]
#[template(path = "accounts/account.html")]
pub struct AccountPage {
    page: Page,
    account: OwnAccount,
    pending: Option<Pending>,
    sign_ins: Vec<Own>,
    /// The sign-in of this very browser.
    here: SignIn,
}

pub async fn show(
    _: Account,
    page: Page,
    visitor: Visitor,
    Extension(here): Extension<SignIn>,
    State(state): State<state::State>,
) -> Result<AccountPage> {
    let now = state.clock.now();
    Ok(AccountPage {
        page,
        account: queries::own(&state.pool, visitor.id).await?.or_not_found()?,
        pending: tickets::pending_change(&state.pool, visitor.id, now).await?,
        sign_ins: sessions::own(&state.pool, visitor.id, now).await?,
        here,
    })
}
