//! What an artist's saves and hides have come to: each nudge with the marks it rests on, and beginning
//! afresh.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::response::Redirect;
use tower_sessions::Session;

use crate::features::matching::feedback::{Mark, MarkedCall, Nudge};
use crate::features::matching::marks::Marks;
use crate::features::matching::{FeedbackPage, Matches, ResetFeedback, RestoreFeedback, queries};
use crate::features::opportunities::OpportunityPath;
use crate::features::profiles;
use crate::platform::error::Result;
use crate::platform::page::{Flash, Page, flash};
use crate::platform::parts::{Empty, Link, signed};
use crate::platform::state;
use crate::platform::visitor::Visitor;

#[derive(Template, WebTemplate)]
#[template(path = "matching/feedback.html")]
pub struct View {
    page: Page,
    nudges: Vec<Line>,
    empty: Option<Empty>,
    reset: Option<String>,
    /// Since when marks count, and what lets the earlier ones count again.
    since: Option<(String, String)>,
}

/// One nudge.
struct Line {
    words: String,
    points: String,
    marks: Vec<Marked>,
}

/// One mark behind it.
struct Marked {
    call: Link,
    /// "saved", "hidden: too far"
    how: String,
}

pub async fn show(
    _: FeedbackPage,
    page: Page,
    visitor: Visitor,
    State(state): State<state::State>,
) -> Result<View> {
    let artist = profiles::of(&state, visitor.id).await?;
    let feedback = Marks::of(&state, visitor.id, &artist).await?.feedback;
    let since = queries::feedback_reset_at(&state.pool, visitor.id).await?;
    let mut nudges: Vec<&Nudge> = feedback.nudges().collect();
    nudges.sort_by_key(|nudge| std::cmp::Reverse(nudge.points().abs()));
    let empty = Empty::new(
        "Nothing yet",
        "Save a call, or hide one and say why, and calls like it move up or down a little.",
    );
    Ok(View {
        page,
        empty: nudges.is_empty().then(|| empty.action("Your matches", Matches.to_string())),
        reset: (!nudges.is_empty()).then(|| ResetFeedback.to_string()),
        since: since.map(|at| (at.format("%-d %B %Y").to_string(), RestoreFeedback.to_string())),
        nudges: nudges.into_iter().map(line).collect(),
    })
}

/// Begins afresh: the marks stay where they are, and nudge nothing any more.
pub async fn reset(
    _: ResetFeedback,
    visitor: Visitor,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    queries::reset_feedback(&state.pool, visitor.id, state.clock.now()).await?;
    let said =
        "Your saves and hides so far move nothing any more. They are still under Saved and Hidden.";
    flash(&session, Flash::from(said).undo(RestoreFeedback)).await?;
    Ok(Redirect::to(&FeedbackPage.to_string()))
}

/// Takes that back.
pub async fn restore(
    _: RestoreFeedback,
    visitor: Visitor,
    State(state): State<state::State>,
    session: Session,
) -> Result<Redirect> {
    let said = match queries::restore_feedback(&state.pool, visitor.id).await? {
        true => "Your earlier saves and hides count again.",
        false => "There was nothing to take back.",
    };
    flash(&session, said).await?;
    Ok(Redirect::to(&FeedbackPage.to_string()))
}

fn line(nudge: &Nudge) -> Line {
    Line {
        words: nudge.in_words(),
        points: signed(nudge.points()),
        marks: nudge.marks.iter().map(marked).collect(),
    }
}

fn marked(call: &MarkedCall) -> Marked {
    let how = match (call.mark, call.why) {
        (Mark::Saved, _) => "saved".to_owned(),
        (Mark::Hidden, Some(why)) => format!("hidden: {}", why.words().to_lowercase()),
        (Mark::Hidden, None) => "hidden".to_owned(),
    };
    let href = OpportunityPath { slug: call.slug.clone() }.to_string();
    Marked { call: Link::new(&call.title, href), how }
}
