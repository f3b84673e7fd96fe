//! An artist's matches: the open calls, best first, with the reasons.

#[cfg(test)]
mod sample;

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum_extra::extract::Query;
use serde::Deserialize;

use super::marks;
use crate::features::matching::views::{ASKED_ABOUT, Show, Views};
use crate::features::matching::{
    self as room, Band, FeedbackPage, Hide, Matches, Save, Unhide, Unsave, shown,
};
use crate::features::opportunities::words::{self, Standing as Place};
use crate::features::opportunities::{self, Listed, Opportunities, OpportunityPath};
use crate::features::profiles::{self, Field};
use crate::platform::error::Result;
use crate::platform::page::{Flash, Page};
use crate::platform::parts::{Because, Card, Clause, Deadline, Empty, Link, Pager, Score};
use crate::platform::state;
use crate::platform::visitor::Visitor;

#[derive(Template, WebTemplate)]
#[template(path = "matching/index.html")]
pub struct MatchesPage {
    page: Page,
    heading: String,
    lead: String,
    /// What saves and hides have come to, where there are any.
    learned: Option<Link>,
    tabs: Vec<Tab>,
    question: Option<Question>,
    matches: Vec<Match>,
    empty: Option<Empty>,
    pager: Pager,
}

/// One view of the matches.
struct Tab {
    words: String,
    count: u64,
    href: String,
    here: bool,
}

/// What one answer would change.
struct Question {
    words: String,
    why: String,
    answer: Link,
}

/// One call with its reasons.
struct Match {
    /// Where it stands on the page, for links.
    anchor: String,
    /// What was just done, where it was done here.
    said: Option<Flash>,
    card: Card,
    clauses: Vec<Clause>,
    score: Score,
    change: Option<String>,
    actions: Vec<Action>,
    hide_for: Option<Because>,
    /// "2 more dates of this call", and the editions.
    later: Option<(String, Vec<Edition>)>,
}

/// A button.
struct Action {
    link: Link,
    /// Beside which call of the list it is said that it was done.
    at: String,
}

/// An edition of the call that closes later.
struct Edition {
    call: Link,
    deadline: Deadline,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    show: String,
    page: String,
}

pub async fn show(
    _: Matches,
    mut page: Page,
    visitor: Visitor,
    State(state): State<state::State>,
    Query(asked): Query<Asked>,
) -> Result<MatchesPage> {
    let show = Show::from_slug(&asked.show).unwrap_or_default();
    let now = state.clock.now();
    let artist = profiles::of(&state, visitor.id).await?;
    let number = asked.page.parse().unwrap_or(1);
    let views = Views::ask(&state, &visitor, &artist, show, number).await?;
    let here: Vec<_> =
        views.here.iter().filter_map(|one| Some((one, views.listed(one.id)?))).collect();
    let said_at = page.flash.as_ref().and_then(|flash| flash.at.clone());
    let mut matches = Vec::new();
    for (n, (one, call)) in here.iter().enumerate() {
        let beside = here.get(n + 1).or(n.checked_sub(1).and_then(|before| here.get(before)));
        let beside = beside.map_or(call.slug.as_str(), |(_, call)| call.slug.as_str());
        let mut found = matched(one, call, &views, (show, beside), now);
        if said_at.as_deref() == Some(call.slug.as_str()) {
            found.said = page.flash.take();
        }
        matches.push(found);
    }
    let told = artist != profiles::Artist::default();
    Ok(MatchesPage {
        heading: heading(show, views.count(show)),
        lead: format!(
            "Out of {} open calls. First whether you may apply, then how well it fits, each with \
             its reasons.",
            views.total
        ),
        learned: learned(&views),
        tabs: tabs(&views, show),
        question: if told { question(&views) } else { Some(nothing_told()) },
        empty: (views.count(show) == 0).then(|| empty(show)),
        pager: Pager::new(
            u32::try_from(views.page).unwrap_or(1),
            u32::try_from(views.pages(show)).unwrap_or(1),
            |n| format!("{}&page={n}", href(show)),
        ),
        matches,
        page,
    })
}

/// Where one finds what marks change, once there are any.
fn learned(views: &Views) -> Option<Link> {
    let any = !views.marks.saved.is_empty() || !views.marks.hidden.is_empty();
    any.then(|| Link::new("What your saves and hides change", FeedbackPage.to_string()))
}

/// Every view with its count.
fn tabs(views: &Views, here: Show) -> Vec<Tab> {
    let words = |show| match show {
        Show::Open => "For you",
        Show::Saved => "Saved",
        Show::Hidden => "Hidden",
        Show::NotEligible => "Not eligible",
    };
    Show::ALL
        .map(|show| Tab {
            words: words(show).into(),
            count: views.count(show) as u64,
            href: href(show),
            here: show == here,
        })
        .into()
}

fn matched(
    one: &room::Match,
    call: &Listed,
    views: &Views,
    (show, beside): (Show, &str),
    now: chrono::DateTime<chrono::Utc>,
) -> Match {
    let place = Place { text: "", url: &call.source_url, source: &call.source_name };
    let mut card = opportunities::card(call, now);
    card.verdict = Some(shown::badge(one.verdict.outcome));
    card.fit = Some(format!("{}, {}", shown::band(one.score.band), one.score.total));
    card.notes = vec![one.verdict.in_words.clone()];
    card.notes.extend(one.score.rows.first().map(|row| row.reason.clone()));
    let slug = || call.slug.clone();
    let save = if views.marks.saved.contains(&one.id) {
        Link::new("Take off saved", Unsave { slug: slug() }.to_string())
    } else {
        Link::new("Save", Save { slug: slug() }.to_string())
    };
    let hidden = views.marks.hidden.contains(&one.id);
    if let Some(why) = views.marks.whys.get(&one.id).filter(|_| hidden) {
        card.notes.push(format!("You hid it: {}.", why.words().to_lowercase()));
    }
    let hide = if hidden {
        Link::new("Bring back", Unhide { slug: slug() }.to_string())
    } else {
        Link::new("Hide", Hide { slug: slug() }.to_string())
    };
    // What takes the call out of this view leaves the reader at the next one.
    let action =
        |link: Link, goes: bool| Action { link, at: if goes { beside.to_owned() } else { slug() } };
    let saving = if views.marks.saved.contains(&one.id) { Show::Saved } else { Show::Hidden };
    let hides = hidden == (show == Show::Hidden);
    let actions = vec![action(save, show == saving), action(hide, hides)];
    let hide_for = shown::hide_because(&call.title, &call.slug, hidden);
    let hide_for = hide_for.at(if hidden { slug() } else { beside.to_owned() });
    let change = one.verdict.questions.iter().find(|question| question.settles());
    Match {
        card,
        clauses: one.verdict.clauses.iter().map(|judged| shown::clause(judged, place)).collect(),
        score: shown::score(&one.score),
        change: change.map(|question| format!("One answer would settle it: {}", question.asks)),
        actions,
        later: later(one, views, now),
        hide_for: Some(hide_for),
        anchor: marks::anchor(&call.slug),
        said: None,
    }
}

/// The editions of a call that close later, with how many there are in words.
fn later(
    one: &room::Match,
    views: &Views,
    now: chrono::DateTime<chrono::Utc>,
) -> Option<(String, Vec<Edition>)> {
    let edition = |call: &Listed| Edition {
        call: Link::new(&call.title, OpportunityPath { slug: call.slug.clone() }.to_string()),
        deadline: words::deadline(&call.reading.closing, now),
    };
    let all: Vec<Edition> = views.later_editions(one.id).map(edition).collect();
    match all.len() {
        0 => None,
        1 => Some(("1 more date of this call".into(), all)),
        n => Some((format!("{n} more dates of this call"), all)),
    }
}

fn heading(show: Show, count: usize) -> String {
    match show {
        Show::Open => match count {
            1 => "1 call that may be yours".into(),
            n => format!("{n} calls that may be yours"),
        },
        Show::Saved => "Saved calls".into(),
        Show::Hidden => "Hidden calls".into(),
        Show::NotEligible => "Calls that are not open to you".into(),
    }
}

/// The question whose answer settles most: of calls that fit well, where there are any. Nobody fills in a form for
/// calls that are nothing for them.
fn question(views: &Views) -> Option<Question> {
    let fits = |one: &&room::Match| one.score.band >= Band::Good;
    let fitting = views.best.iter().any(|one| fits(&one));
    let asked = views.best.iter().filter(|one| !fitting || fits(one));
    let (question, count) = room::most_telling(asked)?;
    let calls = if count == 1 { "1 call".into() } else { format!("{count} calls") };
    let among = match (fitting, views.count(Show::Open) > ASKED_ABOUT) {
        (true, _) => " of those that fit you well and".to_owned(),
        (false, true) => format!(" among the {ASKED_ABOUT} best that"),
        (false, false) => " that".to_owned(),
    };
    Some(Question {
        words: question.asks.clone(),
        why: format!("Your answer would settle {calls}{among} cannot be judged yet."),
        answer: Link::new(
            match question.field {
                Field::Conditions => "Answer it",
                _ => "Answer in your profile",
            },
            shown::to_field(question.field),
        ),
    })
}

fn nothing_told() -> Question {
    Question {
        words: "Tell us about your work".into(),
        why: "Nothing is known about you yet, so every call is treated alike. A few facts make a \
              difference; each is optional."
            .into(),
        answer: Link::new("Fill in your profile", "/profile"),
    }
}

fn empty(show: Show) -> Empty {
    match show {
        Show::Open => {
            Empty::new("No open calls yet", "New ones appear here as they are published.")
        }
        Show::Saved => Empty::new("Nothing saved yet", "Save a call to find it here again.")
            .action("Browse calls", Opportunities.to_string()),
        Show::Hidden => Empty::new("Nothing hidden", "Calls you hide are kept here."),
        Show::NotEligible => {
            Empty::new("No call is closed to you", "As far as your profile and the calls tell.")
        }
    }
}

fn href(show: Show) -> String {
    format!("{Matches}?show={}", show.slug())
}
