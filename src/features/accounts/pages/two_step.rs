//! An authenticator app that guards the account: switching it on, its recovery codes, switching it off.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use serde::Deserialize;
use tower_sessions::Session;

use super::private;
use crate::features::accounts::factors::{self, Codes, Guard, Setup};
use crate::features::accounts::queries::OwnAccount;
use crate::features::accounts::sessions::{self, Fresh};
use crate::features::accounts::{
    Account, RecoveryCodes, TwoStep, TwoStepOff, TwoStepSquare, letters, queries,
};
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::error::{OrNotFound, Result};
use crate::platform::page::{Page, flash};
use crate::platform::parts::{ErrorSummary, Field};
use crate::platform::session::take_once;
use crate::platform::visitor::{UserId, Visitor};
use crate::platform::{NO_STORE, mail, outbox, state};

/// Where a session keeps the sealed secret until a code was shown.
const SETUP: &str = "two_step";

#[derive(Template, WebTemplate)]
#[template(path = "accounts/two_step.html")]
pub struct TwoStepPage {
    page: Page,
    /// What guards the account already.
    guard: Option<Guard>,
    /// The secret to be typed by hand, where there is no camera.
    by_hand: String,
    /// What opens an app on this very device.
    opens: String,
    errors: ErrorSummary,
    fields: Vec<Field>,
}

#[derive(Template, WebTemplate)]
#[template(path = "accounts/recovery_codes.html")]
pub struct CodesPage {
    page: Page,
    codes: Vec<String>,
}

#[derive(Deserialize)]
pub struct Answers {
    #[serde(default)]
    code: String,
}

pub async fn show(
    _: TwoStep,
    page: Page,
    visitor: Visitor,
    _: Fresh,
    State(state): State<state::State>,
    session: Session,
) -> Result<Response> {
    let account = queries::own(&state.pool, visitor.id).await?.or_not_found()?;
    let guard = factors::guard(&state.pool, visitor.id).await?;
    if guard.is_none() && pending(&session).await?.is_none() {
        let sealed = Setup::begin(&state.secrets, visitor.id)?;
        session.insert(SETUP, sealed).await?;
    }
    form(page, &state, &session, &account, guard, None).await
}

/// The square, which only this session can have.
pub async fn square(
    _: TwoStepSquare,
    visitor: Visitor,
    _: Fresh,
    State(state): State<state::State>,
    session: Session,
) -> Result<Response> {
    let account = queries::own(&state.pool, visitor.id).await?.or_not_found()?;
    let setup = setup(&state, &session, &account).await?.or_not_found()?;
    let svg = factors::svg(&setup.address()?)?;
    let kind = [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "no-store")];
    Ok((kind, svg).into_response())
}

pub async fn submit(
    _: TwoStep,
    page: Page,
    visitor: Visitor,
    _: Fresh,
    State(state): State<state::State>,
    session: Session,
    Form(answers): Form<Answers>,
) -> Result<Response> {
    let now = state.clock.now();
    let account = queries::own(&state.pool, visitor.id).await?.or_not_found()?;
    let Some(setup) = setup(&state, &session, &account).await? else {
        return Ok(Redirect::to(&TwoStep.to_string()).into_response());
    };
    let Some(step) = setup.step_of(&answers.code, now) else {
        let wrong = "This is not the code that the app shows just now.".to_owned();
        return form(page, &state, &session, &account, None, Some(wrong)).await;
    };
    let sealed: Vec<u8> = take_once(&state, &session, SETUP).await?.or_not_found()?;
    let codes = Codes::make_up(&state.config).await?;
    let mut db = state.pool.begin().await?;
    sessions::hold(&mut *db, &session, visitor.id).await?;
    factors::set_guard(&mut db, visitor.id, &sealed, step, &codes, now).await?;
    sessions::keep_only(&mut *db, &session, visitor.id).await?;
    tell(&state, &mut db, &account, "An authenticator app guards your account now").await?;
    db.commit().await?;
    mail::deliver_soon(&state);
    Ok(private(StatusCode::OK, CodesPage { page, codes: codes.shown }))
}

pub async fn new_codes(
    _: RecoveryCodes,
    page: Page,
    visitor: Visitor,
    _: Fresh,
    State(state): State<state::State>,
    session: Session,
) -> Result<Response> {
    let account = queries::own(&state.pool, visitor.id).await?.or_not_found()?;
    factors::guard(&state.pool, visitor.id).await?.or_not_found()?;
    let codes = Codes::make_up(&state.config).await?;
    let mut db = state.pool.begin().await?;
    sessions::hold(&mut *db, &session, visitor.id).await?;
    factors::replace_codes(&mut db, visitor.id, &codes).await?;
    tell(&state, &mut db, &account, "Your recovery codes were made anew").await?;
    db.commit().await?;
    mail::deliver_soon(&state);
    Ok(private(StatusCode::OK, CodesPage { page, codes: codes.shown }))
}

pub async fn switch_off(
    _: TwoStepOff,
    visitor: Visitor,
    _: Fresh,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    let account = queries::own(&state.pool, visitor.id).await?.or_not_found()?;
    let mut db = state.pool.begin().await?;
    sessions::hold(&mut *db, &session, visitor.id).await?;
    factors::remove_guard(&mut *db, visitor.id).await?.then_some(()).or_not_found()?;
    tell(&state, &mut db, &account, "No authenticator app guards your account any more").await?;
    db.commit().await?;
    mail::deliver_soon(&state);
    flash(&session, "Codes are not asked for any more.").await?;
    Ok(Redirect::to(&Account.to_string()))
}

/// Tells owner and log.
async fn tell(
    state: &state::State,
    db: &mut sqlx::PgConnection,
    account: &OwnAccount,
    what: &str,
) -> Result<()> {
    let now = state.clock.now();
    let entry = Entry::new(Who::Person(account.id), Action::SignInMeansChanged);
    audit::write(&mut *db, entry.note("what", what), now).await?;
    let letter = letters::changed_ways(state.config.base_url(), &account.email, what)?;
    Ok(outbox::put(db, &state.secrets, &letter, None, now).await?)
}

async fn pending(session: &Session) -> Result<Option<Vec<u8>>> {
    Ok(session.get(SETUP).await?)
}

async fn setup(
    state: &state::State,
    session: &Session,
    account: &OwnAccount,
) -> Result<Option<Setup>> {
    let user: UserId = account.id;
    let open = |sealed: Vec<u8>| Setup::open(&state.secrets, user, account.email.as_str(), &sealed);
    Ok(pending(session).await?.map(open).transpose()?)
}

async fn form(
    page: Page,
    state: &state::State,
    session: &Session,
    account: &OwnAccount,
    guard: Option<Guard>,
    wrong: Option<String>,
) -> Result<Response> {
    let setup = match &guard {
        None => setup(state, session, account).await?,
        Some(_) => None,
    };
    let opens = setup.as_ref().map(Setup::address).transpose()?.unwrap_or_default();
    let by_hand = setup.map(|setup| setup.by_hand());
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let field = Field::text("code", "Code that the app shows").error(wrong).required();
    let fields = vec![field.autocomplete("one-time-code")];
    let errors = ErrorSummary::of(&fields);
    let by_hand = by_hand.unwrap_or_default();
    let page = TwoStepPage { page, guard, by_hand, opens, errors, fields };
    let mut response = private(status, page);
    response.headers_mut().insert(header::CACHE_CONTROL, NO_STORE);
    Ok(response)
}
