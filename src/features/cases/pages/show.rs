//! One case: what was said beside everything as it was shown; accepted or declined with a reason.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use chrono::DateTime;
use serde::Deserialize;
use tower_sessions::Session;

use crate::features::cases::model::{as_typed, quoted, truth};
use crate::features::cases::{Accept, Case, Decline, LABELS, ShowCase, Standing, Verdict, queries};
use crate::features::opportunities::OpportunityPath;
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
    /// Where the call itself is put right.
    review: String,
    /// Who decided, when, and what; `None`: it is open.
    decided: Option<String>,
    /// The decision that this page shows, so that nobody decides over somebody else's.
    seen: String,
    errors: ErrorSummary,
    accept: (String, Vec<Field>),
    decline: (String, Vec<Field>),
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    answer: String,
    field: String,
    truth: String,
    quote: String,
    /// When the case was decided that the page showed; empty: it was open.
    seen: String,
}

/// What is wrong with an answer: the field's name, and in words.
type Wrong = Vec<(&'static str, &'static str)>;

/// What is in the two forms.
#[derive(Debug, Default)]
struct Filled {
    accepting: Typed,
    declining: Typed,
    wrong: [Wrong; 2],
}

pub async fn show(
    path: ShowCase,
    page: Page,
    State(state): State<state::State>,
) -> Result<CasePage> {
    let case = queries::one(&state.pool, path.id).await?.or_not_found()?;
    let filled = as_decided(&case);
    Ok(case_page(page, case, &filled))
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
    match accepted(&case, &typed) {
        Ok(verdict) => {
            let decision = (Standing::Accepted, &verdict);
            decide(&state, &session, &case, &typed.seen, decision, &by, "Accepted.").await
        }
        Err(wrong) => {
            let filled =
                Filled { accepting: typed, wrong: [wrong, Wrong::new()], ..Filled::default() };
            Ok(again(case_page(page, case, &filled)))
        }
    }
}

pub async fn decline(
    path: Decline,
    page: Page,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let case = queries::one(&state.pool, path.id).await?.or_not_found()?;
    if let Some(problem) = problem(&typed) {
        let wrong = [Wrong::new(), vec![("answer", problem)]];
        let filled = Filled { declining: typed, wrong, ..Filled::default() };
        return Ok(again(case_page(page, case, &filled)));
    }
    let verdict = Verdict { answer: typed.answer.trim().to_owned(), ..Verdict::default() };
    let decision = (Standing::Declined, &verdict);
    decide(&state, &session, &case, &typed.seen, decision, &by, "Declined.").await
}

fn again(page: CasePage) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

/// The verdict that was typed: its label can be what the page says, and its words stand there.
fn accepted(case: &Case, typed: &Typed) -> Result<Verdict, Wrong> {
    let mut wrong = Wrong::new();
    if let Some(problem) = problem(typed) {
        wrong.push(("answer", problem));
    }
    let mut verdict = Verdict { answer: typed.answer.trim().to_owned(), ..Verdict::default() };
    let label = LABELS.iter().find(|(name, _)| *name == typed.field).map(|(name, _)| *name);
    match label {
        Some(field) => {
            verdict.field = Some(field.to_owned());
            match truth(field, &typed.truth) {
                Ok(truth) => verdict.truth = truth,
                Err(problem) => wrong.push(("truth", problem)),
            }
            match quoted(&case.frozen.text, field, &verdict.truth, &typed.quote) {
                Ok(quote) => verdict.quote = quote,
                Err(problem) => wrong.push(("quote", problem)),
            }
        }
        None if !typed.truth.trim().is_empty() || !typed.quote.trim().is_empty() => {
            wrong.push((
                "field",
                "Choose what it is a label of, or leave the two lines below empty.",
            ));
        }
        None => {}
    }
    if wrong.is_empty() { Ok(verdict) } else { Err(wrong) }
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
    case: &Case,
    seen: &str,
    (standing, verdict): (Standing, &Verdict),
    by: &Visitor,
    words: &str,
) -> Result<Response> {
    let seen = seen.parse().ok().and_then(DateTime::from_timestamp_micros);
    let now = state.clock.now();
    let mut tx = state.pool.begin().await?;
    if !queries::decide(&mut *tx, (case.id, seen), (standing, verdict), by, now).await? {
        let words = "Someone was faster: this case was decided while you looked at it.";
        return Err(Error::Conflict(words.into()));
    }
    let entry = Entry::new(Who::Person(by.id), Action::CaseDecided).on("case", case.id);
    audit::write(&mut *tx, entry.note("as", standing.slug()), now).await?;
    tx.commit().await?;
    flash(session, words).await?;
    Ok(Redirect::to(&ShowCase { id: case.id }.to_string()).into_response())
}

/// The forms as the case was decided: what was written can be put right.
fn as_decided(case: &Case) -> Filled {
    let Some(verdict) = &case.verdict else { return Filled::default() };
    let answer = Typed { answer: verdict.answer.clone(), ..Typed::default() };
    if case.standing == Standing::Declined {
        return Filled { declining: answer, ..Filled::default() };
    }
    let accepting = Typed {
        field: verdict.field.clone().unwrap_or_default(),
        truth: as_typed(&verdict.truth),
        quote: verdict.quote.clone().unwrap_or_default(),
        ..answer
    };
    Filled { accepting, ..Filled::default() }
}

fn case_page(page: Page, case: Case, filled: &Filled) -> CasePage {
    let Filled { accepting, declining, wrong } = filled;
    let chosen = |field: &str| field == accepting.field;
    let mut labels = vec![Choice::new("", "None: it cannot be a label", chosen(""))];
    labels.extend(LABELS.iter().map(|(field, words)| Choice::new(*field, *words, chosen(field))));
    let mut accepting = vec![
        Field::area("answer", "Why it was wrong", 3)
            .key("accept-answer")
            .value(&accepting.answer)
            .required(),
        Field::select("field", "Label of the page", labels).hint(
            "With a label, the case can be exported as a page by which the readers are measured.",
        ),
        Field::text("truth", "What the page says there")
            .value(&accepting.truth)
            .hint("Empty where it does not say."),
        Field::text("quote", "The words that say so")
            .value(&accepting.quote)
            .hint("Copied from the page’s text above."),
    ];
    let mut declining = vec![
        Field::area("answer", "Why it was right", 3)
            .key("decline-answer")
            .value(&declining.answer)
            .required(),
    ];
    for (fields, wrong) in [(&mut accepting, &wrong[0]), (&mut declining, &wrong[1])] {
        for field in fields {
            let problem = wrong.iter().find(|(name, _)| *name == field.name);
            field.error = problem.map(|(_, problem)| (*problem).to_owned());
        }
    }
    CasePage {
        call: OpportunityPath { slug: case.slug.clone() }.to_string(),
        review: Review::of(case.call),
        decided: case.decided.as_ref().map(|(by, at)| {
            format!("{} by {by} on {}.", case.standing.slug(), at.format("%-d %B %Y"))
        }),
        seen: case
            .decided
            .as_ref()
            .map_or_else(String::new, |(_, at)| at.timestamp_micros().to_string()),
        errors: ErrorSummary::of(accepting.iter().chain(&declining)),
        accept: (Accept { id: case.id }.to_string(), accepting),
        decline: (Decline { id: case.id }.to_string(), declining),
        case,
        page,
    }
}
