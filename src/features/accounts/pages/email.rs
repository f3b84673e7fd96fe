//! Another address: asked for by whoever is freshly signed in, confirmed by whoever reads the new one,
//! told to whoever reads the old one.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use tower_sessions::Session;

use super::{FormPage, NoticePage, Shown, look_in_your_mail, private, used_up};
use crate::features::accounts::queries::OwnAccount;
use crate::features::accounts::sessions::{self, Fresh};
use crate::features::accounts::tickets::{self, Purpose, Stub, Ticket};
use crate::features::accounts::{
    Account, CancelEmail, ChangeEmail, ConfirmEmail, Email, SignIn, letters, queries, tokens,
};
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::error::{OrNotFound, Result, violated};
use crate::platform::limits::{Key, Limited};
use crate::platform::page::{Page, flash};
use crate::platform::parts::{Field, Link};
use crate::platform::visitor::Visitor;
use crate::platform::{mail, outbox, state};

const OPENS: &[Purpose] = &[Purpose::EmailChange];

#[derive(Deserialize)]
pub struct Answers {
    #[serde(default)]
    email: String,
}

pub async fn show(_: ChangeEmail, page: Page, _: Fresh) -> Response {
    form(page, "", None).answer()
}

pub async fn submit(
    _: ChangeEmail,
    page: Page,
    visitor: Visitor,
    _: Fresh,
    State(state): State<state::State>,
    session: Session,
    Form(answers): Form<Answers>,
) -> Result<Response> {
    let account = queries::own(&state.pool, visitor.id).await?.or_not_found()?;
    let email = match Email::parse(&answers.email) {
        Ok(email) if email == account.email => {
            let wrong = "This is your address already.".to_owned();
            return Ok(form(page, &answers.email, Some(wrong)).answer());
        }
        Ok(email) => email,
        Err(wrong) => return Ok(form(page, &answers.email, Some(wrong)).answer()),
    };
    state.limits.take(Limited::MailAddress, &Key::here()).await?;
    ask(&state, &session, &account, &email).await?;
    let then =
        "Follow the link in the letter, and the address is yours. Until then nothing changes.";
    Ok(look_in_your_mail(page, &state.config, email.as_str(), then))
}

/// Writes to both addresses. Whether the new one has an account is told there and not here.
async fn ask(
    state: &state::State,
    session: &Session,
    account: &OwnAccount,
    email: &Email,
) -> Result<()> {
    let (home, now, purpose) = (state.config.base_url(), state.clock.now(), Purpose::EmailChange);
    let mut db = state.pool.begin().await?;
    sessions::hold(&mut *db, session, account.id).await?;
    let taken = queries::by_email(&mut *db, email).await?.is_some();
    // One change at a time, and the last one asked for.
    tickets::void(&mut *db, account.id).await?;
    let token = tickets::issue(&mut *db, purpose, Some(account.id), email, "", now).await?;
    let letter = if taken {
        letters::address_taken(home.clone(), email)?
    } else {
        letters::confirm_change(home.clone(), email, &token)?
    };
    letters::post_sparingly(&mut db, state, &letter, purpose).await?;
    let entry = Entry::new(Who::Person(account.id), Action::EmailChangeAsked);
    audit::write(&mut *db, entry, now).await?;
    let notice = letters::change_asked(home, &account.email)?;
    outbox::put(&mut *db, &state.secrets, &notice, None, now).await?;
    db.commit().await?;
    mail::deliver_soon(state);
    Ok(())
}

pub async fn cancel(
    _: CancelEmail,
    visitor: Visitor,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    tickets::void(&state.pool, visitor.id).await?;
    flash(&session, "Your address stays as it is.").await?;
    Ok(Redirect::to(&Account.to_string()))
}

pub async fn open(
    _: ConfirmEmail,
    page: Page,
    State(state): State<state::State>,
    Query(shown): Query<Shown>,
) -> Result<Response> {
    let ticket = match asked_for(&state, page.visitor.as_ref(), &shown).await? {
        Ok(ticket) => ticket,
        Err(instead) => return Ok(instead.answer(page)),
    };
    let form = FormPage::new(page, "Use this address?", ConfirmEmail, "Use this address")
        .say(format!("From now on you would sign in with {}.", ticket.email.as_str()))
        .send_along("token", shown.token);
    Ok(form.answer())
}

pub async fn confirm(
    _: ConfirmEmail,
    page: Page,
    State(state): State<state::State>,
    session: Session,
    Form(shown): Form<Shown>,
) -> Result<Response> {
    if let Err(instead) = asked_for(&state, page.visitor.as_ref(), &shown).await? {
        return Ok(instead.answer(page));
    }
    let Some(account) = change(&state, &session, &Stub::shown(&shown.token)).await? else {
        return Ok(ask_again(page));
    };
    flash(&session, format!("Your address is {} from now on.", account.as_str())).await?;
    Ok(Redirect::to(&Account.to_string()).into_response())
}

/// The change that a link is about, for whoever asked for it and is signed in. A link that anybody could follow
/// would let somebody give their own account, with ways into it that stay, to whoever trusts the letter.
async fn asked_for(
    state: &state::State,
    visitor: Option<&Visitor>,
    shown: &Shown,
) -> Result<Result<Ticket, Instead>> {
    let token = Stub::shown(&shown.token);
    let ticket = tickets::peek(&state.pool, &token, OPENS, state.clock.now()).await?;
    Ok(match (ticket, visitor) {
        (None, _) => Err(Instead::AskAgain),
        (Some(_), None) => Err(Instead::SignIn),
        (Some(ticket), Some(visitor)) if ticket.user == Some(visitor.id) => Ok(ticket),
        (Some(_), Some(_)) => Err(Instead::Another),
    })
}

/// What is shown where a link changes nothing.
enum Instead {
    AskAgain,
    SignIn,
    Another,
}

impl Instead {
    fn answer(self, page: Page) -> Response {
        let (title, words, link) = match self {
            Instead::AskAgain => return ask_again(page),
            Instead::SignIn => {
                let next = utf8_percent_encode(&page.here, NON_ALPHANUMERIC).to_string();
                let link = Link::new("Sign in to that account", format!("{SignIn}?next={next}"));
                let words = "This link gives an account here another address. Sign in to that account, \
                             and the link works. If you have none here, or did not ask for this, do \
                             nothing: somebody typed your address.";
                ("Sign in first", words, link)
            }
            Instead::Another => {
                let words = "This link gives another account this address, and not the one you are signed in \
                             to. Nothing was changed.";
                ("Another account", words, Link::new("To your account", Account.to_string()))
            }
        };
        let notice = NoticePage::new(page, title, words).aside(&link.words, link.href);
        private(StatusCode::FORBIDDEN, notice)
    }
}

/// Makes the change and ends every other sign-in. `None`: the link opens nothing, or the address got an
/// account in the meantime.
async fn change(state: &state::State, session: &Session, token: &Stub) -> Result<Option<Email>> {
    let now = state.clock.now();
    let mut db = state.pool.begin().await?;
    let ticket = tickets::redeem(&mut *db, token, OPENS, now).await?;
    let Some((user, email)) = ticket.and_then(|ticket| Some((ticket.user?, ticket.email))) else {
        return Ok(None);
    };
    sessions::hold(&mut *db, session, user).await?;
    let account = queries::own(&mut *db, user).await?.or_not_found()?;
    match queries::set_email(&mut *db, user, &email, now).await {
        Err(error) if violated(&error) == Some("users_email_unique") => return Ok(None),
        done => done?,
    }
    tickets::void(&mut *db, user).await?;
    tickets::void_address(&mut *db, &email).await?;
    sessions::keep_only(&mut *db, session, user).await?;
    tokens::end_programs(&mut *db, user, "the address changed", now).await?;
    let entry = Entry::new(Who::Person(user), Action::EmailChanged);
    audit::write(&mut *db, entry, now).await?;
    let notice = letters::changed_address(state.config.base_url(), &account.email)?;
    outbox::put(&mut *db, &state.secrets, &notice, None, now).await?;
    outbox::leave_behind(&mut *db, account.email.as_str(), user).await?;
    db.commit().await?;
    mail::deliver_soon(state);
    Ok(Some(email))
}

fn ask_again(page: Page) -> Response {
    used_up(page, None, Link::new("To your account", Account.to_string()))
}

fn form(page: Page, email: &str, wrong: Option<String>) -> FormPage {
    let field = Field::line("email", "email", "New email address").value(email).error(wrong);
    FormPage::new(page, "Another address", ChangeEmail, "Send the letter")
        .say("We write to the new address to see that it is yours, and tell the old one.")
        .fields(vec![field.required().autocomplete("email")])
        .aside("Back to your account", Account)
}
