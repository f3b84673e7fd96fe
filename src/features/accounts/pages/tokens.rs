//! The tokens a person made for programs, and the programs that are signed in as them.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use tower_sessions::Session;
use uuid::Uuid;

use crate::features::accounts::tokens::{Scope, Scopes, personal, queries, refresh};
use crate::features::accounts::{AccountTokens, EndProgram, Fresh, Name, RevokeToken};
use crate::platform::error::Result;
use crate::platform::page::{Page, flash};
use crate::platform::parts::{Choice, ErrorSummary, Field};
use crate::platform::state;
use crate::platform::visitor::Visitor;

#[derive(Template, WebTemplate)]
#[template(path = "accounts/tokens.html")]
pub struct TokensPage {
    page: Page,
    /// The one that was just made: shown this once.
    made: Option<String>,
    /// What the next one is to be.
    next: Uuid,
    errors: ErrorSummary,
    fields: Vec<Field>,
    tokens: Vec<Row>,
    programs: Vec<Row>,
}

struct Row {
    name: String,
    may: String,
    made: DateTime<Utc>,
    used: Option<DateTime<Utc>>,
    until: DateTime<Utc>,
    end: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// The token's id, which the form brings along: a form that is sent again makes no second one.
    id: Uuid,
    name: String,
    scope: Vec<String>,
    days: String,
}

#[derive(Default)]
struct Wrong {
    name: Option<String>,
    scope: Option<&'static str>,
    days: Option<&'static str>,
}

pub async fn show(
    _: AccountTokens,
    page: Page,
    visitor: Visitor,
    State(state): State<state::State>,
) -> Result<TokensPage> {
    let typed = Typed { days: "90".into(), ..Typed::default() };
    render(page, &state, &visitor, &typed, Wrong::default(), None).await
}

pub async fn make(
    _: AccountTokens,
    page: Page,
    visitor: Visitor,
    _: Fresh,
    State(state): State<state::State>,
    session: Session,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let name = Name::parse(&typed.name);
    let scopes =
        Scopes::read(typed.scope.iter().map(String::as_str).filter(|name| !name.is_empty()))
            .filter(|some| !some.is_empty());
    let days = typed.days.parse().ok().filter(|days| personal::DAYS.contains(days));
    let (Ok(name), Some(scopes), Some(days)) = (&name, &scopes, days) else {
        let wrong = Wrong {
            name: name.is_err().then(|| "Say what it is for, in a few words.".into()),
            scope: scopes.is_none().then_some("Tick what it may do."),
            days: days.is_none().then_some("Choose for how long it is good."),
        };
        let page = render(page, &state, &visitor, &typed, wrong, None).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let id = Some(typed.id).filter(|id| !id.is_nil()).unwrap_or_else(Uuid::now_v7);
    let made =
        personal::make(&state, &session, visitor.id, (id, name.as_str()), scopes, days).await?;
    let Some(made) = made else {
        flash(&session, "That token was made already. It was shown once; make another one.")
            .await?;
        return Ok(Redirect::to(&AccountTokens.to_string()).into_response());
    };
    let blank = Typed { days: "90".into(), ..Typed::default() };
    let page = render(page, &state, &visitor, &blank, Wrong::default(), Some(made)).await?;
    Ok(page.into_response())
}

pub async fn revoke(
    path: RevokeToken,
    visitor: Visitor,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    personal::revoke(&state, visitor.id, path.id).await?;
    flash(&session, "The token is worth nothing now.").await?;
    Ok(Redirect::to(&AccountTokens.to_string()))
}

pub async fn end(
    path: EndProgram,
    visitor: Visitor,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    refresh::end_own(&state, visitor.id, path.id).await?;
    flash(&session, "The program is signed out.").await?;
    Ok(Redirect::to(&AccountTokens.to_string()))
}

async fn render(
    page: Page,
    state: &state::State,
    visitor: &Visitor,
    typed: &Typed,
    wrong: Wrong,
    made: Option<String>,
) -> Result<TokensPage> {
    let now = state.clock.now();
    let tokens = queries::personal_of(&state.pool, visitor.id, now).await?;
    let programs = queries::programs_of(&state.pool, visitor.id, now).await?;
    let fields = fields(typed, wrong);
    Ok(TokensPage {
        page,
        made,
        next: Uuid::now_v7(),
        errors: ErrorSummary::of(&fields),
        fields,
        tokens: tokens
            .into_iter()
            .map(|one| row(RevokeToken { id: one.id }.to_string(), one))
            .collect(),
        programs: programs
            .into_iter()
            .map(|one| row(EndProgram { id: one.id }.to_string(), one))
            .collect(),
    })
}

fn row(end: String, one: queries::Listed) -> Row {
    let may = one.scopes.iter().filter_map(|name| Scope::from_name(name)).map(Scope::words);
    Row {
        may: may.collect::<Vec<_>>().join("; "),
        name: one.name,
        made: one.made_at,
        used: one.used_at,
        until: one.expires_at,
        end,
    }
}

fn fields(typed: &Typed, wrong: Wrong) -> Vec<Field> {
    let ticked = |scope: Scope| typed.scope.iter().any(|name| name == scope.name());
    let scopes = Scope::ALL
        .map(|scope| Choice::new(scope.name(), scope.words(), ticked(scope)).hint(scope.name()));
    let days = personal::DAYS.map(|days| {
        let words = if days == 365 { "A year".into() } else { format!("{days} days") };
        Choice::new(days.to_string(), words, typed.days == days.to_string())
    });
    vec![
        Field::text("name", "What it is for")
            .value(&typed.name)
            .hint("For yourself, to know it again: “Studio calendar”.")
            .error(wrong.name)
            .required(),
        Field::checks("scope", "What it may do", scopes.into()).error(wrong.scope).required(),
        Field::select("days", "How long it is good", days.into()).error(wrong.days).required(),
    ]
}
