//! Passkeys: adding and removing one's own, and signing in with one. The browser's part is in
//! `static/js/passkeys.js`; the answers here are for it.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_sessions::Session;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential,
};

use super::Next;
use crate::features::accounts::factors::{self, Passkey, Passkeys};
use crate::features::accounts::sessions::{self, Asker, Fresh};
use crate::features::accounts::{
    Account, AddPasskey, BeginPasskey, ConfirmByPasskey, EnterByPasskey, Name, Proved,
    RemovePasskey, attempts, entrance, letters, queries,
};
use crate::platform::NO_STORE;
use crate::platform::api::Json;
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::error::{Error, OrNotFound, Result, violated};
use crate::platform::limits::{Key, Limited};
use crate::platform::page::flash;
use crate::platform::session::take_once;
use crate::platform::visitor::Visitor;
use crate::platform::{mail, outbox, state};

/// Where a session keeps what was asked of the browser.
const ADDING: &str = "adding_passkey";
const ASKING: &str = "asking_passkey";

/// A new key, as the browser made it.
#[derive(Deserialize)]
pub struct Added {
    #[serde(default)]
    name: String,
    credential: RegisterPublicKeyCredential,
}

/// An answer of a key.
#[derive(Deserialize)]
pub struct Shown {
    credential: PublicKeyCredential,
    #[serde(flatten)]
    next: Next,
}

/// What the script does next.
#[derive(Serialize)]
struct GoTo {
    next: String,
}

fn private(status: StatusCode, body: Value) -> Response {
    (status, [(header::CACHE_CONTROL, NO_STORE)], axum::Json(body)).into_response()
}

fn go_to(next: impl ToString) -> Response {
    private(StatusCode::OK, json!(GoTo { next: next.to_string() }))
}

fn refused(words: &str) -> Response {
    private(StatusCode::UNPROCESSABLE_ENTITY, json!({ "words": words }))
}

/// Begins to ask for a key: who it is, we do not know yet.
pub async fn begin(
    _: BeginPasskey,
    State(state): State<state::State>,
    session: Session,
) -> Result<Response> {
    // Each is a row until it runs out.
    state.limits.take(Limited::SignInAddress, &Key::here()).await?;
    let (asked, remembered) = Passkeys::of(&state.config).or_not_found()?.begin_asking()?;
    session.insert(ASKING, remembered).await?;
    Ok(private(StatusCode::OK, asked))
}

pub async fn enter(
    _: EnterByPasskey,
    State(state): State<state::State>,
    session: Session,
    asker: Asker,
    Json(shown): Json<Shown>,
) -> Result<Response> {
    state.limits.take(Limited::SignInAddress, &Key::here()).await?;
    let Some(passkey) = check(&state, &session, &shown.credential).await? else {
        attempts::failed(&state, None).await?;
        return Ok(refused("This passkey does not open an account here."));
    };
    let next = shown.next.path_or("/start");
    let proved = Proved { user: passkey.user, turn: passkey.turn };
    entrance::let_in(&state, &session, &asker, proved, &next).await?;
    Ok(go_to(next))
}

pub async fn confirm(
    _: ConfirmByPasskey,
    visitor: Visitor,
    State(state): State<state::State>,
    session: Session,
    Json(shown): Json<Shown>,
) -> Result<Response> {
    let passkey = check(&state, &session, &shown.credential).await?;
    if passkey.is_none_or(|passkey| passkey.user != visitor.id) {
        attempts::failed(&state, Some(visitor.id)).await?;
        return Ok(refused("This passkey does not open your account."));
    }
    sessions::refresh(&session, state.clock.now()).await?;
    Ok(go_to(shown.next.path_or(&Account.to_string())))
}

/// The key that answered what this browser was asked, once.
async fn check(
    state: &state::State,
    session: &Session,
    answer: &PublicKeyCredential,
) -> Result<Option<Passkey>> {
    let passkeys = Passkeys::of(&state.config).or_not_found()?;
    let asked: Option<DiscoverableAuthentication> = take_once(state, session, ASKING).await?;
    let Some((asked, (user, key))) = asked.zip(passkeys.claimed(answer)) else { return Ok(None) };
    let Some(passkey) = factors::passkey(&state.pool, user, &key).await? else { return Ok(None) };
    match passkeys.finish_asking(answer, asked, passkey.credential.0.clone()) {
        Ok(credential) => {
            factors::use_passkey(&state.pool, passkey.id, &credential, state.clock.now()).await?;
            Ok(Some(passkey))
        }
        Err(why) => {
            tracing::warn!("a passkey was refused: {why:#}");
            Ok(None)
        }
    }
}

/// Begins to add a key.
pub async fn begin_adding(
    _: AddPasskey,
    visitor: Visitor,
    _: Fresh,
    State(state): State<state::State>,
    session: Session,
) -> Result<Response> {
    let passkeys = Passkeys::of(&state.config).or_not_found()?;
    let account = queries::own(&state.pool, visitor.id).await?.or_not_found()?;
    let known = factors::passkeys(&state.pool, visitor.id).await?;
    let (asked, remembered) =
        passkeys.begin_adding(visitor.id, account.email.as_str(), &account.name, &known)?;
    session.insert(ADDING, remembered).await?;
    Ok(private(StatusCode::OK, asked))
}

pub async fn add(
    _: crate::features::accounts::FinishPasskey,
    visitor: Visitor,
    _: Fresh,
    State(state): State<state::State>,
    session: Session,
    Json(added): Json<Added>,
) -> Result<Response> {
    let passkeys = Passkeys::of(&state.config).or_not_found()?;
    let asked: Option<PasskeyRegistration> = take_once(&state, &session, ADDING).await?;
    let Some(asked) = asked else { return Ok(refused("That took too long. Please begin again.")) };
    let name = Name::parse(&added.name)
        .map_or_else(|_| "Passkey".to_owned(), |name| name.as_str().to_owned());
    let credential = match passkeys.finish_adding(&added.credential, &asked) {
        Ok(credential) => credential,
        Err(why) => {
            tracing::warn!("a new passkey was refused: {why:#}");
            return Ok(refused("The passkey could not be added. Please try again."));
        }
    };
    let now = state.clock.now();
    let account = queries::own(&state.pool, visitor.id).await?.or_not_found()?;
    let mut db = state.pool.begin().await?;
    sessions::hold(&mut *db, &session, visitor.id).await?;
    match factors::add_passkey(&mut *db, visitor.id, &credential, &name, now).await {
        Err(error) if violated(&error) == Some("passkeys_credential_unique") => {
            return Ok(refused("This passkey is here already."));
        }
        done => done?,
    }
    let entry = Entry::new(Who::Person(visitor.id), Action::SignInMeansChanged);
    audit::write(&mut *db, entry.note("what", "a passkey was added"), now).await?;
    let what = format!("A passkey was added to your account: {name}");
    let letter = letters::changed_ways(state.config.base_url(), &account.email, &what)?;
    outbox::put(&mut *db, &state.secrets, &letter, None, now).await?;
    db.commit().await?;
    mail::deliver_soon(&state);
    flash(&session, format!("The passkey {name} is added. It signs you in from now on.")).await?;
    Ok(go_to(Account))
}

pub async fn remove(
    RemovePasskey { id }: RemovePasskey,
    visitor: Visitor,
    _: Fresh,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    let now = state.clock.now();
    let mut db = state.pool.begin().await?;
    let account = queries::own(&mut *db, visitor.id).await?.or_not_found()?;
    let name = factors::remove_passkey(&mut *db, visitor.id, id).await?.or_not_found()?;
    let ways = queries::other_ways(&mut *db, visitor.id).await?;
    if account.password_hash.is_none() && ways.is_empty() {
        let words = "Choose a password first: nothing else would open your account.";
        return Err(Error::InTheWay(words.into()));
    }
    let entry = Entry::new(Who::Person(visitor.id), Action::SignInMeansChanged);
    audit::write(&mut *db, entry.note("what", "a passkey was removed"), now).await?;
    let what = format!("A passkey was removed from your account: {name}");
    let letter = letters::changed_ways(state.config.base_url(), &account.email, &what)?;
    outbox::put(&mut *db, &state.secrets, &letter, None, now).await?;
    db.commit().await?;
    mail::deliver_soon(&state);
    flash(&session, format!("The passkey {name} opens your account no longer.")).await?;
    Ok(Redirect::to(&Account.to_string()))
}
