//! One case: what was said beside everything as it was shown; accepted or declined with a reason.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use serde::Deserialize;
use tower_sessions::Session;
use uuid::Uuid;

use crate::features::cases::model::{is_truth, truth};
use crate::features::cases::{
    Accept, Case, Cases, Decline, LABELS, ShowCase, Standing, Verdict, queries,
};
use crate::features::opportunities::{OpportunityPath, find_words};
use crate::features::sources::Review;
use crate::platform::audit::{self, Action, Entry, Who};
use crate::platform::error::{Error, OrNotFound, Result};
use crate::platform::page::{Page, flash};
use crate::platform::parts::{Choice, ErrorSummary, Field};
use crate::platform::state;
use crate::platform::visitor::{Admin, Visitor};

/// The longest answer, in characters.
const LONGEST: usize = 2_000;

#[derive(Template, WebTemplate)]
#[template(path = "cases/show.html")]
pub struct CasePage {
    page: Page,
    case: Case,
    call: String,
    /// Where its facts are put right.
    review: String,
    /// Who decided, when, and what; `None`: it is open.
    decided: Option<String>,
    errors: ErrorSummary,
    accept: (String, Vec<Field>),
    decline: (String, Vec<Field>),
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    answer: String,
    field: String,
    truth: String,
    quote: String,
}

pub async fn show(
    path: ShowCase,
    page: Page,
    State(state): State<state::State>,
) -> Result<CasePage> {
    case_page(page, &state, path.id, &Typed::default(), Wrong::default()).await
}

pub async fn accept(
    path: Accept,
    page: Page,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let case = queries::one(&state.pool, path.id).await?.or_not_found()?;
    let wrong = Wrong { accept: problem(&typed), ..label_problem(&typed, &case) };
    if wrong != Wrong::default() {
        let again = case_page(page, &state, path.id, &typed, wrong).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response());
    }
    let field = LABELS.iter().find(|(name, _)| *name == typed.field).map(|(name, _)| *name);
    let verdict = Verdict {
        answer: typed.answer.trim().to_owned(),
        field: field.map(str::to_owned),
        truth: field.map(|field| truth(field, &typed.truth)).unwrap_or_default(),
        quote: Some(typed.quote.trim().to_owned()).filter(|quote| !quote.is_empty()),
    };
    let (standing, words) =
        (Standing::Accepted, "Accepted. Put the call itself right under Review.");
    decide(&state, &session, path.id, standing, &verdict, &by, words).await
}

pub async fn decline(
    path: Decline,
    page: Page,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    if let Some(wrong) = problem(&typed) {
        let wrong = Wrong { decline: Some(wrong), ..Wrong::default() };
        let again = case_page(page, &state, path.id, &typed, wrong).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response());
    }
    let verdict = Verdict { answer: typed.answer.trim().to_owned(), ..Verdict::default() };
    decide(&state, &session, path.id, Standing::Declined, &verdict, &by, "Declined.").await
}

/// What is wrong with what was typed.
#[derive(Debug, Default, PartialEq, Eq)]
struct Wrong {
    accept: Option<&'static str>,
    truth: Option<&'static str>,
    quote: Option<&'static str>,
    decline: Option<&'static str>,
}

/// What is wrong with a label: readers are measured by it, so its value must be one of its kind, and its words
/// must stand in the page.
fn label_problem(typed: &Typed, case: &Case) -> Wrong {
    if typed.field.is_empty() {
        return Wrong::default();
    }
    let (value, quote) = (typed.truth.trim(), typed.quote.trim());
    let stands = || find_words(&case.frozen.text, quote).is_some();
    Wrong {
        truth: (!is_truth(&typed.field, value))
            .then_some("Write it as the label says, or leave it empty."),
        quote: match (value, quote) {
            (_, quote) if !quote.is_empty() && !stands() => {
                Some("These words do not stand in the page’s text as it was then.")
            }
            (value, "") if !value.is_empty() => {
                Some("Copy the words that say so from the page’s text.")
            }
            _ => None,
        },
        ..Wrong::default()
    }
}

fn problem(typed: &Typed) -> Option<&'static str> {
    match typed.answer.trim().chars().count() {
        0 => Some("Say why, in a sentence."),
        n if n > LONGEST => Some("Please say it in 2,000 characters."),
        _ => None,
    }
}

async fn decide(
    state: &state::State,
    session: &Session,
    id: Uuid,
    standing: Standing,
    verdict: &Verdict,
    by: &Visitor,
    words: &str,
) -> Result<Response> {
    queries::one(&state.pool, id).await?.or_not_found()?;
    let now = state.clock.now();
    let mut tx = state.pool.begin().await?;
    if !queries::decide(&mut *tx, id, standing, verdict, by, now).await? {
        return Err(Error::Conflict("Someone was faster: this case is decided.".into()));
    }
    let entry = Entry::new(Who::Person(by.id), Action::CaseDecided).on("case", id);
    audit::write(&mut *tx, entry.note("as", standing.slug()), now).await?;
    tx.commit().await?;
    flash(session, words).await?;
    Ok(Redirect::to(&Cases.to_string()).into_response())
}

async fn case_page(
    page: Page,
    state: &state::State,
    id: Uuid,
    typed: &Typed,
    wrong: Wrong,
) -> Result<CasePage> {
    let case = queries::one(&state.pool, id).await?.or_not_found()?;
    let chosen = |field: &str| field == typed.field;
    let mut labels = vec![Choice::new("", "None: it cannot be a label", chosen(""))];
    labels.extend(LABELS.iter().map(|(field, words)| Choice::new(*field, *words, chosen(field))));
    // What was typed is shown again in the form it was typed into.
    let declining = wrong.decline.is_some();
    let answer = |key: &str, label: &str, here: bool, wrong: Option<&str>| {
        let typed = if here { typed.answer.as_str() } else { "" };
        Field::area("answer", label, 3).key(key).value(typed).error(wrong).required()
    };
    let accepting = vec![
        answer("accept-answer", "Why it was wrong", !declining, wrong.accept),
        Field::select("field", "Label of the page", labels).hint(
            "With a label, the case can be exported as a page by which the readers are measured.",
        ),
        Field::text("truth", "What the page says there")
            .value(&typed.truth)
            .hint("Empty where it does not say.")
            .error(wrong.truth),
        Field::text("quote", "The words that say so").value(&typed.quote).error(wrong.quote),
    ];
    let declining = vec![answer("decline-answer", "Why it was right", declining, wrong.decline)];
    Ok(CasePage {
        call: OpportunityPath { slug: case.slug.clone() }.to_string(),
        review: Review::of(case.call),
        decided: case.decided.as_ref().map(|(by, at)| {
            format!("{} by {by} on {}.", case.standing.slug(), at.format("%-d %B %Y"))
        }),
        errors: ErrorSummary::of(accepting.iter().chain(&declining)),
        accept: (Accept { id }.to_string(), accepting),
        decline: (Decline { id }.to_string(), declining),
        case,
        page,
    })
}
