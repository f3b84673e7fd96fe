//! One call in the review: the call as it will appear, each fact beside the words it was read from,
//! what to look at, and what to do.

pub mod change;
mod doubts;
mod facts;
mod laying_out;
mod proposals;
#[cfg(test)]
mod sample;
mod twins;

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;

use super::correcting::{Typed, Wrong};
use super::warnings::Warned;
use crate::features::opportunities::{self, Listed, Opportunity, OpportunityId, State as Standing};
use crate::features::sources::review::{self, Case};
use crate::features::sources::seen::{self, is_change};
use crate::features::sources::{
    Keep, ListedBy, Publish, QueuePlace, Reject, Review, SameAs, Seen, Split, Version, Withdraw,
};
use crate::platform::error::{OrNotFound, Result};
use crate::platform::page::Page;
use crate::platform::parts::{Card, Field, Keys, Link, Marked, Span};
use crate::platform::state;
use change::{Line, Meanwhile, PageChange};
use doubts::doubts;
use facts::{Correct, Reading, facts};
use proposals::{Proposals, proposals};
use twins::{Twin, twin};

#[derive(Template, WebTemplate)]
#[template(path = "sources/review.html")]
pub struct ReviewPage {
    page: Page,
    /// "3 of 41".
    place: String,
    /// "from Tidal Board, 20 November 2026, 14:03 UTC".
    arrived: String,
    /// The calls before and after in the queue.
    previous: Option<String>,
    next: Option<String>,
    keys: Keys,
    /// The call as it will appear.
    card: Card,
    doubts: Vec<Warned>,
    /// Asked before what is doubtful is published.
    ask: Option<Ask>,
    /// It changed while somebody looked at it: what happened.
    meanwhile: Option<Meanwhile>,
    /// The call that it was merged into, and those that were merged into it.
    merged: Option<Link>,
    parts: Vec<Part>,
    /// For a published call of which a page has changed.
    change: Option<PageChange>,
    /// Calls that may be the same.
    twins: Vec<Twin>,
    /// What a model proposed.
    proposals: Option<Proposals>,
    facts: Vec<Reading>,
    /// The form that puts in a condition which was overlooked.
    add: Vec<Correct>,
    /// The text that the facts were read from, and where there is a change, the other one.
    texts: Vec<Text>,
    /// The pages that list it, the one it rests on first.
    listed_by: Vec<Listing>,
    /// Where the call is looked for that this one is the same as.
    same_as: String,
    /// What was done with it, newest first.
    history: Vec<Line>,
    /// Where publishing is posted to, where it can be published; the words on the button: "Publish", "Take
    /// the change over"; and what was seen of the call, which is sent along.
    publish: Option<String>,
    publish_words: &'static str,
    seen: String,
    /// Further forms of one button, with the key that presses it: "Keep what is published", "Take it back
    /// into the queue".
    more: Vec<(Link, Option<&'static str>)>,
    /// Where rejecting is posted to, where it can be rejected; its fields (the reason), and whether they
    /// are shown.
    reject: Option<String>,
    reject_fields: Vec<Field>,
    reject_open: bool,
}

/// A stored text with every quote marked; the anchors are those of the facts and doubts.
pub struct Text {
    heading: &'static str,
    id: &'static str,
    page: Link,
    marked: Marked,
}

/// A call that was merged into this one, and where the merge is taken back.
pub struct Part {
    call: Link,
    undo: String,
}

/// A page that lists the call.
pub struct Listing {
    page: Link,
    title: Option<String>,
    /// Where to say that it is about another call.
    split: Option<String>,
}

/// The question whether to publish in spite of the doubts.
pub struct Ask {
    question: &'static str,
    /// Sent along with the answer: the version whose doubts were shown.
    knowing: String,
    /// The page without the question.
    back: String,
}

/// Which form is open, and with what in it.
#[derive(Default)]
pub enum Open {
    /// None.
    #[default]
    Nothing,
    /// Publishing, although something is doubtful.
    Publish,
    /// Publishing, but it is not any more what was seen; `None`: nothing was said about what was seen.
    Changed(Option<Seen>),
    /// Rejecting.
    Reject {
        /// The reason that was typed.
        typed: String,
        /// What is wrong with it.
        wrong: String,
    },
    /// Putting a fact right.
    Correct {
        /// Which.
        field: String,
        /// What was typed.
        typed: Typed,
        /// What is wrong with it.
        wrong: Wrong,
    },
}

pub async fn show(
    path: Review,
    framed: Page,
    State(state): State<state::State>,
) -> Result<ReviewPage> {
    page(&state, framed, OpportunityId(path.id), Open::Nothing).await
}

/// The page of a call in the review.
///
/// # Errors
/// There is no such call.
pub async fn page(
    state: &state::State,
    page: Page,
    id: OpportunityId,
    open: Open,
) -> Result<ReviewPage> {
    let case = review::case(&state.pool, id).await?.or_not_found()?;
    let now = state.clock.now();
    let here = review::place(&state.pool, id, now).await?;
    let call = &case.opportunity;
    let meanwhile = match &open {
        Open::Changed(Some(seen)) => {
            let before = review::version(&state.pool, id, seen.version()).await?;
            Some(change::meanwhile(&case, seen, before.as_ref()))
        }
        Open::Changed(None) => Some(Meanwhile { diff: None, lines: Vec::new() }),
        _ => None,
    };
    let (mut spans, mut other) = (Vec::new(), Vec::new());
    let facts = facts(&case, now, &open, &mut spans, &mut other);
    let proposals = proposals(state, &case, &mut spans).await?;
    let changes = is_change(&case);
    // The words that raise a doubt stand in the newest text.
    let in_other = case.change.is_some() && !changes;
    let doubts = doubts(&case, if in_other { &mut other } else { &mut spans });
    let change = match &case.change {
        Some(newer) if changes => {
            let before = review::said_before(&state.pool, newer).await?;
            Some(change::of_page(&case, newer, before.as_ref()))
        }
        _ => None,
    };
    Ok(ReviewPage {
        place: here.as_ref().map_or_else(
            || standing(call.state).into(),
            |here| format!("{} of {}", here.number, here.total),
        ),
        arrived: format!(
            "from {}, {}",
            call.origin.source_name,
            call.first_seen_at.format("%-d %B %Y, %H:%M UTC")
        ),
        previous: here.as_ref().and_then(|here| here.previous).map(Review::of),
        next: here.as_ref().and_then(|here| here.next).map(Review::of),
        keys: keys(&case, here.as_ref()),
        meanwhile,
        card: opportunities::card(&listed(&case), now),
        doubts,
        ask: matches!(open, Open::Publish).then(|| ask(&case)),
        merged: case
            .merged_into
            .as_ref()
            .map(|into| Link::new(into.title.clone(), Review::of(into.id))),
        parts: case.parts.iter().map(part).collect(),
        change,
        twins: case.alike.iter().map(|(other, reasons)| twin(call, other, reasons, now)).collect(),
        proposals,
        facts,
        add: facts::add(&case, &open, now.date_naive()),
        texts: texts(&case, &spans, &other),
        listed_by: case.listed_by.iter().map(|one| listing(id, one)).collect(),
        same_as: SameAs { id: id.0 }.to_string(),
        history: case.history.iter().map(change::line).collect(),
        publish: can_publish(&case).then(|| Publish { id: id.0 }.to_string()),
        seen: Seen::of(&case).to_string(),
        publish_words: if changes { "Take the change over" } else { "Publish" },
        more: more(&case),
        reject: can_reject(call).then(|| Reject { id: id.0 }.to_string()),
        reject_fields: vec![reason(&open)],
        reject_open: matches!(open, Open::Reject { .. }),
        page,
    })
}

/// Whether somebody has to be asked before this is published: something about it is doubtful, and they
/// were not shown it.
pub fn must_ask(case: &Case, knowing: &str) -> bool {
    let open =
        is_change(case) || matches!(case.opportunity.state, Standing::Waiting | Standing::Rejected);
    open && knowing != newest(case) && !doubts(case, &mut Vec::new()).is_empty()
}

fn ask(case: &Case) -> Ask {
    Ask {
        question: if is_change(case) {
            "Take the change over all the same?"
        } else {
            "Publish it all the same?"
        },
        knowing: newest(case),
        back: Review::of(case.opportunity.id),
    }
}

/// The newest version by its id.
fn newest(case: &Case) -> String {
    case.change.as_ref().unwrap_or(&case.version).id.to_string()
}

fn part(call: &Opportunity) -> Part {
    Part {
        call: Link::new(call.title.clone(), Review::of(call.id)),
        undo: Withdraw { id: call.id.0 }.to_string(),
    }
}

fn listing(call: OpportunityId, one: &ListedBy) -> Listing {
    let seen = one.last_seen_at.format("%-d %B %Y");
    // What came with a call that was merged goes with it again, when the merge is taken back.
    let split = !one.leads && one.merged_from.is_none();
    Listing {
        page: Link::new(format!("{}, last seen {seen}", one.source_name), &one.url),
        title: one.title.clone(),
        split: split.then(|| Split { id: call.0, listing: one.listing }.to_string()),
    }
}

/// The text of the facts with `spans`, and with `other` the one beside it: what was published, or, of a call
/// that waits, what its page came to say instead.
fn texts(case: &Case, spans: &[Span], other: &[Span]) -> Vec<Text> {
    let text = |heading, id, version: &Version, spans: &[Span]| Text {
        heading,
        id,
        page: Link::new(version.url.clone(), version.url.clone()),
        marked: Marked::new(&version.document.text, spans),
    };
    match &case.change {
        // The same text, read better: there is nothing to lay beside it.
        Some(change) if change.document.text == case.version.document.text => {
            vec![text("The text of the call", "source", change, spans)]
        }
        Some(change) if is_change(case) => vec![
            text("As it reads now", "source", change, spans),
            text("As it was published", "published", &case.version, other),
        ],
        Some(change) => vec![
            text("The text of the call", "source", &case.version, spans),
            text("As it reads now", "newer", change, other),
        ],
        None => vec![text("The text of the call", "source", &case.version, spans)],
    }
}

/// Whether publishing would do anything.
fn can_publish(case: &Case) -> bool {
    is_change(case) || matches!(case.opportunity.state, Standing::Waiting | Standing::Rejected)
}

fn can_reject(call: &Opportunity) -> bool {
    matches!(call.state, Standing::Waiting | Standing::Published)
}

/// The keys that do something here.
fn keys(case: &Case, here: Option<&QueuePlace>) -> Keys {
    let call = &case.opportunity;
    let keys = [
        (here.is_some_and(|here| here.next.is_some()), ("j", "next")),
        (here.is_some_and(|here| here.previous.is_some()), ("k", "previous")),
        (can_publish(case), ("a", "publish")),
        (true, ("e", "correct")),
        (can_reject(call), ("r", "reject")),
        (call.state != Standing::Merged, ("m", "merge")),
        (call.state != Standing::Waiting, ("u", "take it back")),
        (true, ("?", "all keys")),
    ];
    let keys: Vec<_> = keys.into_iter().filter(|(does, _)| *does).map(|(_, key)| key).collect();
    Keys::of(&keys)
}

fn reason(open: &Open) -> Field {
    let field =
        Field::text("reason", "Why").hint("Not for artists, a duplicate, a scam …").required();
    match open {
        Open::Reject { typed, wrong } => field.value(typed).error(Some(wrong)).focused(),
        _ => field,
    }
}

/// What else can be done, as the call stands.
fn more(case: &Case) -> Vec<(Link, Option<&'static str>)> {
    let call = &case.opportunity;
    let mut more = Vec::new();
    if let Some(change) = case.change.as_ref().filter(|_| is_change(case)) {
        more.push((Link::new("Keep what is published", Keep { id: call.id.0 }.to_string()), None));
        if change.listing != case.version.listing {
            let split = Split { id: call.id.0, listing: change.listing }.to_string();
            more.push((Link::new("That page is about another call", split), None));
        }
    }
    let withdraw = || Withdraw { id: call.id.0 }.to_string();
    match call.state {
        Standing::Waiting => {}
        Standing::Merged => more.push((Link::new("Undo the merge", withdraw()), Some("u"))),
        Standing::Rejected => {
            more.push((Link::new("Take the rejection back", withdraw()), Some("u")))
        }
        Standing::Published => {
            more.push((Link::new("Take it back into the queue", withdraw()), Some("u")));
        }
    }
    more
}

pub fn standing(state: Standing) -> &'static str {
    match state {
        Standing::Waiting => "Waiting",
        Standing::Published => "Published",
        Standing::Rejected => "Rejected",
        Standing::Merged => "Merged into another",
    }
}

/// The call as it will appear where it is listed, once it is published as it stands here.
fn listed(case: &Case) -> Listed {
    let call = &case.opportunity;
    let reading = seen::counting(case);
    let title = reading.title.as_ref().map(|fact| fact.value.clone());
    let page = case.change.as_ref().filter(|_| is_change(case)).unwrap_or(&case.version);
    Listed {
        id: call.id,
        slug: call.slug.clone(),
        title: title.unwrap_or_else(|| call.title.clone()),
        reading,
        source_name: page.source_name.clone(),
        source_url: page.url.clone(),
        published_at: call.published_at,
        checked_at: call.checked_at,
        updated_at: call.updated_at,
    }
}
