//! The timetable: every job, when it runs, how it last went.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use chrono::{DateTime, Utc};

use crate::features::cases::{self, Cases};
use crate::features::desk::Desk;
use crate::features::desk::routes::DeskMail;
use crate::features::sources::{self, Queue, Sources};
use crate::platform::config::SignUp;
use crate::platform::cron;
use crate::platform::error::Result;
use crate::platform::jobs::{self, Job, LastRun};
use crate::platform::outbox::{self, Counts};
use crate::platform::page::Page;
use crate::platform::parts::Link;
use crate::platform::state;

#[derive(Template, WebTemplate)]
#[template(path = "desk/overview.html")]
pub struct Overview {
    page: Page,
    /// What waits for the staff: "3 calls to review".
    waiting: Vec<Link>,
    /// New accounts are for those who were invited.
    by_invitation: bool,
    jobs: Vec<Row>,
}

/// One job of the timetable.
struct Row {
    job: &'static Job,
    /// When it runs: "every day at 03:17 UTC".
    when: String,
    /// When it runs next; `None`: no program runs the timetable.
    next: Option<DateTime<Utc>>,
    last: Option<LastRun>,
}

pub async fn show(_: Desk, page: Page, State(state): State<state::State>) -> Result<Overview> {
    let last = jobs::last_runs(&state.pool).await?;
    let due = jobs::due(&state.pool).await?;
    let pressing = sources::pressing(&state.pool).await?;
    let letters = outbox::counts(&state.pool).await?;
    let wrong = cases::open_count(&state.pool).await?;
    let run_of = |job: &Job| last.iter().find(|run| run.job == job.name).cloned();
    Ok(Overview {
        page,
        by_invitation: state.config.sign_up == SignUp::Invite,
        waiting: waiting(pressing, letters, wrong),
        jobs: state
            .timetable
            .iter()
            .map(|job| Row {
                job,
                when: cron::in_words(job.schedule),
                next: due.get(job.name).copied(),
                last: run_of(job),
            })
            .collect(),
    })
}

fn waiting(pressing: sources::Pressing, letters: Counts, wrong: i64) -> Vec<Link> {
    let say = |count: i64, one: &str, several: &str, href: String| {
        let words = match count {
            1 => one.to_owned(),
            n => format!("{n} {several}"),
        };
        (count > 0).then(|| Link::new(words, href))
    };
    let review = say(pressing.waiting, "1 call to review", "calls to review", Queue.to_string());
    let flagged = say(
        pressing.flagged,
        "1 source that needs a look",
        "sources that need a look",
        Sources.to_string(),
    );
    let cases = say(
        wrong,
        "1 thing that somebody says is wrong",
        "things that somebody says are wrong",
        Cases.to_string(),
    );
    let dead = say(
        letters.dead,
        "1 letter that could not be sent",
        "letters that could not be sent",
        DeskMail.to_string(),
    );
    [review, flagged, cases, dead].into_iter().flatten().collect()
}
