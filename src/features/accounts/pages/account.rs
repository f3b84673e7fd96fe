//! One's own account: name, address, ways of signing in, and where one is signed in.

use std::sync::Arc;

use askama::Template;
use askama_web::WebTemplate;
use axum::Extension;
use axum::extract::State;

use crate::features::accounts::factors::{self, Passkey, Passkeys};
use crate::features::accounts::identities::{self, Connected, Issuer, Issuers};
use crate::features::accounts::queries::OwnAccount;
use crate::features::accounts::sessions::{self, Own};
use crate::features::accounts::tickets::{self, Pending};
use crate::features::accounts::{Account, queries};
use crate::platform::error::{OrNotFound, Result};
use crate::platform::page::Page;
use crate::platform::parts::Field;
use crate::platform::session::SignIn;
use crate::platform::state;
use crate::platform::visitor::Visitor;

#[derive(Template, WebTemplate)]
#[template(path = "accounts/account.html")]
pub struct AccountPage {
    page: Page,
    account: OwnAccount,
    pending: Option<Pending>,
    /// Accounts at other sites that open this one.
    connected: Vec<Connected>,
    /// Sites with which it could be connected: slug and name.
    offered: Vec<(&'static str, String)>,
    /// Whether an authenticator app guards it.
    guarded: bool,
    passkeys: Vec<Passkey>,
    /// Whether a browser could make one here, and what it would be called.
    new_passkey: Option<Field>,
    sign_ins: Vec<Own>,
    /// The sign-in of this very browser.
    here: SignIn,
}

pub async fn show(
    _: Account,
    page: Page,
    visitor: Visitor,
    Extension(here): Extension<SignIn>,
    Extension(issuers): Extension<Issuers>,
    State(state): State<state::State>,
) -> Result<AccountPage> {
    let now = state.clock.now();
    let connected = identities::connected(&state.pool, visitor.id).await?;
    let free = |issuer: &&Arc<Issuer>| connected.iter().all(|one| one.provider != issuer.slug);
    let offered = issuers.iter().filter(free).map(|one| (one.slug, one.name.clone())).collect();
    Ok(AccountPage {
        page,
        account: queries::own(&state.pool, visitor.id).await?.or_not_found()?,
        pending: tickets::pending_change(&state.pool, visitor.id, now).await?,
        offered,
        connected,
        guarded: factors::guarded(&state.pool, visitor.id).await?,
        passkeys: factors::passkeys(&state.pool, visitor.id).await?,
        new_passkey: Passkeys::of(&state.config).map(|_| {
            Field::text("name", "Name of the passkey")
                .value(&here.device)
                .key("passkey-name")
                .required()
        }),
        sign_ins: sessions::own(&state.pool, visitor.id, now).await?,
        here,
    })
}
