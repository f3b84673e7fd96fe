//! Saying what is wrong about a fact or a verdict.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::{Form, Query};
use serde::Deserialize;
use tower_sessions::Session;

use crate::features::cases::{Frozen, Report, queries};
use crate::features::matching::{Marks, score, verdict};
use crate::features::opportunities::words::{self, Standing as Place};
use crate::features::opportunities::{self, Opportunity, OpportunityPath};
use crate::features::{profiles, sources};
use crate::platform::error::{Error, OrNotFound, Result};
use crate::platform::page::{Page, flash};
use crate::platform::parts::{Choice, ErrorSummary, Fact, Field};
use crate::platform::state;
use crate::platform::visitor::Visitor;

/// The line about the verdict, and the one about the fit.
const VERDICT: &str = "Whether you may apply";
const FIT: &str = "How well it fits";

/// So many open cases one person may have.
const MOST: i64 = 30;
/// The most characters of what they say.
const LONGEST: usize = 2_000;

#[derive(Template, WebTemplate)]
#[template(path = "cases/report.html")]
pub struct ReportPage {
    page: Page,
    title: String,
    call: String,
    errors: ErrorSummary,
    fields: Vec<Field>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    about: String,
    claim: String,
    own: Vec<String>,
}

impl Typed {
    /// Whether the box is ticked: that it is not comes as an empty value.
    fn sends_own(&self) -> bool {
        self.own.iter().any(|one| one == "yes")
    }
}

pub async fn show(
    path: Report,
    page: Page,
    State(state): State<state::State>,
    Query(typed): Query<Typed>,
) -> Result<ReportPage> {
    let call = call(&state, &path.slug).await?;
    Ok(form(page, &call, &facts(&state, &call).await?, &typed, None))
}

pub async fn submit(
    path: Report,
    page: Page,
    visitor: Visitor,
    State(state): State<state::State>,
    session: Session,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let call = call(&state, &path.slug).await?;
    let facts = facts(&state, &call).await?;
    let claim = typed.claim.trim();
    let wrong = match claim.chars().count() {
        0 => Some("Say what is wrong, in a sentence."),
        n if n > LONGEST => Some("Please say it in 2,000 characters."),
        _ => None,
    };
    if let Some(wrong) = wrong {
        let again = form(page, &call, &facts, &typed, Some(wrong));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response());
    }
    if queries::open_of(&state.pool, visitor.id).await? >= MOST {
        let words = "You have told us of many things that nobody has looked at yet. Please wait until \
                     the first are settled.";
        return Err(Error::InTheWay(words.into()));
    }
    let (frozen, own) = freeze(&state, &visitor, &call, &facts, &typed).await?;
    let mut tx = state.pool.begin().await?;
    let said = (typed.about.as_str(), claim);
    let by = (visitor.id, state.clock.now());
    queries::open(&mut tx, &call, said, &frozen, own.as_deref(), by).await?;
    tx.commit().await?;
    flash(&session, "Thank you. A person will look at it, beside the page as it was.").await?;
    Ok(Redirect::to(&OpportunityPath { slug: path.slug }.to_string()).into_response())
}

async fn call(state: &state::State, slug: &str) -> Result<Opportunity> {
    let call = opportunities::by_slug(&state.pool, slug).await?;
    call.filter(|call| call.state == opportunities::State::Published).or_not_found()
}

async fn facts(state: &state::State, call: &Opportunity) -> Result<Vec<Fact>> {
    let place = Place { text: "", url: &call.origin.url, source: &call.origin.source_name };
    Ok(words::facts(&call.reading, state.clock.now(), place))
}

/// Everything as it is shown now; the artist's own facts only where they choose to send them.
async fn freeze(
    state: &state::State,
    visitor: &Visitor,
    call: &Opportunity,
    facts: &[Fact],
    typed: &Typed,
) -> Result<(Frozen, Option<String>)> {
    let artist = profiles::of(state, visitor.id).await?;
    let today = state.clock.today();
    let verdict = verdict(&call.reading.clone().meant(), &artist, today);
    let document = sources::standing(&state.pool, &mut call.clone()).await?.document;
    let fact = facts.iter().find(|fact| fact.label == typed.about);
    let (shown, quotes) = match (typed.about.as_str(), fact) {
        (_, Some(fact)) => (fact.value.in_words().unwrap_or_default(), quotes(fact)),
        (FIT, None) => {
            let feedback = Marks::of(state, visitor.id, &artist).await?.feedback;
            let score = score(&call.reading, &artist, &feedback, &verdict, today);
            let rows = score.rows.iter().map(|row| format!("{:+} {}", row.points, row.reason));
            let rows: Vec<String> = rows.collect();
            (format!("{} of 100: {}", score.total, rows.join(" ")), Vec::new())
        }
        _ => {
            let clauses = verdict.clauses.iter().filter_map(|clause| clause.quote.as_ref());
            (verdict.in_words.clone(), clauses.map(|quote| quote.words.clone()).collect())
        }
    };
    let own = verdict.clauses.iter().flat_map(|clause| &clause.own).filter(|own| own.told);
    let mut own: Vec<&str> = own.map(|own| own.words.as_str()).collect();
    own.sort_unstable();
    own.dedup();
    let send = typed.sends_own() && !own.is_empty();
    let frozen = Frozen {
        shown,
        quotes,
        url: call.origin.url.clone(),
        text: document.map(|document| document.text).unwrap_or_default(),
        reading: call.reading.clone(),
    };
    Ok((frozen, send.then(|| own.join(" "))))
}

fn quotes(fact: &Fact) -> Vec<String> {
    let quotes = fact.evidence.iter().filter_map(|piece| piece.quote.as_ref());
    quotes.flat_map(|quote| quote.marked().map(str::to_owned)).collect()
}

fn form(
    page: Page,
    call: &Opportunity,
    facts: &[Fact],
    typed: &Typed,
    wrong: Option<&str>,
) -> ReportPage {
    let labels = [VERDICT, FIT].into_iter().chain(facts.iter().map(|fact| fact.label.as_str()));
    let mut seen = std::collections::HashSet::new();
    let choices = labels.filter(|label| seen.insert(*label));
    let choices = choices.map(|label| Choice::new(label, label, label == typed.about)).collect();
    let own = vec![Choice::new(
        "yes",
        "Send along what my profile says about the conditions",
        typed.sends_own(),
    )];
    let fields = vec![
        Field::select("about", "What it is about", choices),
        Field::area("claim", "What is wrong", 5)
            .value(&typed.claim)
            .hint("What does the page itself say? Quote it if you can.")
            .error(wrong)
            .required(),
        Field::checks("own", "Your own facts", own)
            .hint("Only if you want to. They go when your account goes."),
    ];
    ReportPage {
        title: call.title.clone(),
        call: OpportunityPath { slug: call.slug.clone() }.to_string(),
        errors: ErrorSummary::of(&fields),
        fields,
        page,
    }
}
