//! Invitations, for the staff: who was invited and has not come yet, a new one, one taken back.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use serde::Deserialize;
use tower_sessions::Session;

use crate::features::accounts::staff::{self, NotInvited};
use crate::features::accounts::tickets::{self, Invitation};
use crate::features::accounts::{Email, Invitations, RevokeInvitation};
use crate::platform::audit::Who;
use crate::platform::config::SignUp;
use crate::platform::error::{Error, Result};
use crate::platform::mail::Way;
use crate::platform::page::{Page, flash};
use crate::platform::parts::{ErrorSummary, Field};
use crate::platform::state;
use crate::platform::visitor::Admin;

#[derive(Template, WebTemplate)]
#[template(path = "accounts/invitations.html")]
pub struct InvitationsPage {
    page: Page,
    /// Who may make an account, in a sentence.
    who: &'static str,
    /// Whether an invitation opens anything.
    open: bool,
    invitations: Vec<Invitation>,
    errors: ErrorSummary,
    fields: Vec<Field>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    email: String,
}

pub async fn show(
    _: Invitations,
    page: Page,
    State(state): State<state::State>,
) -> Result<InvitationsPage> {
    render(page, &state, "", None).await
}

pub async fn invite(
    _: Invitations,
    page: Page,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let wrong = match Email::parse(&typed.email) {
        Err(wrong) => wrong,
        Ok(email) => match staff::invite(&state, &email, Who::Person(by.id)).await {
            Ok(_) => {
                let way = if Way::is_folder(&state.config) {
                    let folder = state.config.data.join("mail");
                    format!(
                        " The letter is kept in the folder {}, for you to pass on.",
                        folder.display()
                    )
                } else {
                    String::new()
                };
                let words = format!("{} is invited.{way}", email.as_str());
                flash(&session, words).await?;
                return Ok(Redirect::to(&Invitations.to_string()).into_response());
            }
            Err(NotInvited::Failed(error)) => return Err(error.into()),
            Err(NotInvited::Closed) => return Err(Error::InTheWay(CLOSED.into())),
            Err(known @ NotInvited::HasAccount(_)) => format!("{known}."),
        },
    };
    let again = render(page, &state, &typed.email, Some(wrong)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response())
}

pub async fn revoke(
    _: RevokeInvitation,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
    Form(typed): Form<Typed>,
) -> Result<Redirect> {
    let email = Email::parse(&typed.email).map_err(Error::BadRequest)?;
    let words = if staff::uninvite(&state, &email, by.id).await? {
        format!("The link for {} opens nothing any more.", email.as_str())
    } else {
        // Pressed twice, or they came in the meantime.
        format!("{} has no open invitation: it was taken back or used already.", email.as_str())
    };
    flash(&session, words).await?;
    Ok(Redirect::to(&Invitations.to_string()))
}

const CLOSED: &str = "Nobody can make an account here, invited or not: PROLETTO_SIGN_UP is closed.";

async fn render(
    page: Page,
    state: &state::State,
    typed: &str,
    wrong: Option<String>,
) -> Result<InvitationsPage> {
    let fields = vec![
        Field::line("email", "email", "Email address")
            .value(typed)
            .hint(
                "We write to it. The link works once, for a week; inviting again makes a new one.",
            )
            .error(wrong)
            .required()
            .autocomplete("off"),
    ];
    Ok(InvitationsPage {
        page,
        who: match state.config.sign_up {
            SignUp::Open => "Everyone can make an account here; nobody needs an invitation.",
            SignUp::Invite => "Whoever you invite can make an account here, and nobody else.",
            SignUp::Closed => CLOSED,
        },
        open: state.config.sign_up != SignUp::Closed,
        invitations: tickets::invitations(&state.pool, state.clock.now()).await?,
        errors: ErrorSummary::of(&fields),
        fields,
    })
}
