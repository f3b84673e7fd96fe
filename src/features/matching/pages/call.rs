//! A call's page: whether this visitor may apply, what the call says, and the words it rests on.

#[cfg(test)]
mod sample;

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::features::matching::marks::Marks;
use crate::features::matching::{Hide, Save, Unhide, Unsave, shown};
use crate::features::matching::{score, verdict};
use crate::features::opportunities::words::{self, Standing as Place};
use crate::features::opportunities::{
    self, CallHead, Opportunities, Opportunity, OpportunityPath, applying,
};
use crate::features::profiles;
use crate::features::reading::{Kind, Reading};
use crate::features::sources;
use crate::platform::error::{Error, OrNotFound, Result};
use crate::platform::page::Page;
use crate::platform::parts::{
    Because, Deadline, KindMark, Link, Score, Section, Standing, Tone, Trail,
};
use crate::platform::state;
use crate::platform::visitor::Visitor;

#[derive(Template, WebTemplate)]
#[template(path = "opportunities/show.html")]
pub struct CallPage {
    page: Page,
    /// What programs are told; `None`: it is not published, and nobody is to find it.
    head: Option<CallHead>,
    trail: Trail,
    title: String,
    organisation: Option<String>,
    place: Option<String>,
    kind: KindMark,
    standing: Standing,
    deadline: Deadline,
    /// Where to apply, or where the call says how.
    apply: Link,
    /// How well it fits, in short: the reasons stand further down.
    fit: Option<String>,
    actions: Vec<Link>,
    hide_for: Option<Because>,
    staff: Option<Link>,
    source: Link,
    also_on: Vec<Link>,
    checked: String,
    changed: Option<Changed>,
    summary: Option<String>,
    sections: Vec<Section>,
    /// Where one says that the verdict, or the fit, is wrong; of a call that is published.
    wrong_verdict: Option<String>,
    wrong_fit: Option<String>,
    score: Option<Score>,
}

/// What depends on who looks at it.
struct ForArtist {
    standing: Standing,
    score: Option<Score>,
    actions: Vec<Link>,
    hide_for: Option<Because>,
}

/// A page of the call that says something else by now.
struct Changed {
    on: String,
    page: Link,
}

pub async fn show(
    path: OpportunityPath,
    page: Page,
    State(state): State<state::State>,
) -> Result<Response> {
    let mut call = opportunities::by_slug(&state.pool, &path.slug).await?.or_not_found()?;
    match call.state {
        opportunities::State::Published => {}
        // The link goes on working where a call was found to be the same as another.
        opportunities::State::Merged => return moved(&state, &call).await,
        _ if page.is_admin() => {}
        _ => return Err(Error::NotFound),
    }
    let listed = sources::standing(&state.pool, &mut call).await?;
    let text = listed.document.as_ref().map_or("", |document| document.text.as_str());
    let place = Place { text, url: &call.origin.url, source: &call.origin.source_name };
    let ForArtist { standing, score, actions, hide_for } = match &page.visitor {
        Some(visitor) => for_artist(&state, visitor, &call, place).await?,
        None => ForArtist {
            standing: for_anyone(&page, &call.reading, place),
            score: None,
            actions: Vec::new(),
            hide_for: None,
        },
    };
    let now = state.clock.now();
    let kind = call.reading.kind.as_ref().map_or(Kind::Other, |fact| fact.value);
    let also = listed.listed_by.iter().filter(|other| other.url != call.origin.url);
    let published = is_public(&call);
    let base = state.config.base_url();
    let page = CallPage {
        head: published.then(|| CallHead::of(&call, &base, listed.changed.is_some(), now)),
        trail: trail(&call, kind),
        organisation: call.reading.organisation.as_ref().map(|fact| fact.value.clone()),
        place: call.reading.place.as_ref().and_then(|fact| words::place(&fact.value)),
        kind: KindMark::new(kind.slug(), kind.name()),
        standing,
        deadline: words::deadline(&call.reading.closing, now),
        apply: apply(&call.reading).unwrap_or_else(|| {
            Link::new(format!("Open the call on {}", call.origin.source_name), &call.origin.url)
        }),
        fit: score
            .as_ref()
            .map(|score| format!("{}: {} of {}", score.band, score.total, score.most)),
        actions,
        hide_for,
        staff: page.is_admin().then(|| Link::new("Review", format!("/review/{}", call.id.0))),
        source: Link::new(&call.origin.source_name, &call.origin.url),
        also_on: also.map(|other| Link::new(&other.source_name, &other.url)).collect(),
        checked: call.checked_at.format("%-d %B %Y").to_string(),
        changed: listed.changed.map(|changed| Changed {
            on: changed.at.format("%-d %B %Y").to_string(),
            page: Link::new(changed.source_name, changed.url),
        }),
        summary: call.reading.summary.as_ref().map(|fact| fact.value.clone()),
        sections: sections(&call, now, place),
        wrong_verdict: wrong(&call, "Whether you may apply"),
        wrong_fit: wrong(&call, "How well it fits"),
        score,
        title: call.title,
        page,
    };
    Ok(page.into_response())
}

async fn moved(state: &state::State, call: &Opportunity) -> Result<Response> {
    let into = published_instead(state, call).await?;
    Ok(once_more(Redirect::permanent(&OpportunityPath { slug: into.slug }.to_string())))
}

/// The published call that a merged one is part of.
///
/// # Errors
/// [`Error::NotFound`] where that is not published: nothing answers there.
pub async fn published_instead(state: &state::State, call: &Opportunity) -> Result<Opportunity> {
    let into = opportunities::counting_for(&state.pool, call.id).await?.or_not_found()?;
    let into = opportunities::by_id(&state.pool, into).await?;
    into.filter(|into| into.state == opportunities::State::Published).or_not_found()
}

/// A merge can be taken back, so whoever was sent on asks again next time.
pub fn once_more(redirect: Redirect) -> Response {
    ([(CACHE_CONTROL, "no-cache")], redirect).into_response()
}

/// The standing, the score and what a signed-in artist can do.
async fn for_artist(
    state: &state::State,
    visitor: &Visitor,
    call: &Opportunity,
    place: Place<'_>,
) -> Result<ForArtist> {
    let artist = profiles::of(state, visitor.id).await?;
    let today = state.clock.today();
    let verdict = verdict(&call.reading.clone().meant(), &artist, today);
    let marks = Marks::of(state, visitor.id, &artist).await?;
    let score = shown::score(&score(&call.reading, &artist, &marks.feedback, &verdict, today));
    let (saved, hidden) = (marks.saved.contains(&call.id.0), marks.hidden.contains(&call.id.0));
    let slug = || call.slug.clone();
    let actions = vec![
        if saved {
            Link::new("Saved: take off", Unsave { slug: slug() }.to_string())
        } else {
            Link::new("Save", Save { slug: slug() }.to_string())
        },
        if hidden {
            Link::new("Hidden: bring back", Unhide { slug: slug() }.to_string())
        } else {
            Link::new("Hide", Hide { slug: slug() }.to_string())
        },
    ];
    // What is not published is in no list, to be saved or hidden there.
    let public = is_public(call);
    Ok(ForArtist {
        standing: shown::standing(&verdict, place),
        score: Some(score),
        actions: if public { actions } else { Vec::new() },
        hide_for: public.then(|| shown::hide_because(&call.title, &call.slug, hidden)),
    })
}

/// Who may apply, for a visitor of whom nothing is known.
fn for_anyone(page: &Page, reading: &Reading, place: Place<'_>) -> Standing {
    let clauses = shown::conditions(&reading.eligibility, place);
    let here = utf8_percent_encode(&page.here, NON_ALPHANUMERIC);
    Standing {
        tone: Tone::Quiet,
        words: match clauses.len() {
            0 => "Nothing was found about who may apply.".into(),
            1 => "One condition was found about who may apply.".into(),
            n => format!("{n} conditions were found about who may apply."),
        },
        detail: None,
        open: !clauses.is_empty() && clauses.len() <= 3,
        clauses,
        next: Some(Link::new(
            "Sign in to see whether it fits you",
            format!("/sign-in?next={here}"),
        )),
    }
}

/// What the call says, part by part, each line with where one can say that it is wrong.
fn sections(call: &Opportunity, now: DateTime<Utc>, place: Place<'_>) -> Vec<Section> {
    let reading = &call.reading;
    let mut sections = vec![
        Section::new("facts", "What it says", words::terms(reading, now, place)),
        Section::new("hand-in", "What to hand in", applying::materials(reading, place)),
        Section::new("applying", "How to apply", applying::applying(reading, place)),
        Section::new("dates", "Key dates", applying::dates(reading, place)),
    ];
    for fact in sections.iter_mut().flat_map(|section| &mut section.facts) {
        fact.wrong = wrong(call, &fact.label);
    }
    sections
}

/// Where one says that a line of a call is wrong. `None`: only the staff sees it, and puts it right in the review.
fn wrong(call: &Opportunity, about: &str) -> Option<String> {
    let about = utf8_percent_encode(about, NON_ALPHANUMERIC);
    let path = OpportunityPath { slug: call.slug.clone() };
    is_public(call).then(|| format!("{path}/wrong?about={about}"))
}

fn is_public(call: &Opportunity) -> bool {
    call.state == opportunities::State::Published
}

fn trail(call: &Opportunity, kind: Kind) -> Trail {
    let kinds = format!("{}?kind={}", Opportunities, kind.slug());
    let calls = Opportunities.to_string();
    Trail::new(&[("Calls", calls.as_str()), (kind.name(), kinds.as_str())], &call.title)
}

/// Where to apply: only addresses a browser or mail program opens harmlessly.
fn apply(reading: &Reading) -> Option<Link> {
    let url = &reading.apply.as_ref()?.value;
    match url.scheme() {
        "http" | "https" => Some(Link::new(format!("Apply on {}", url.host_str()?), url.as_str())),
        "mailto" => Some(Link::new(format!("Apply by email to {}", url.path()), url.as_str())),
        _ => None,
    }
}
