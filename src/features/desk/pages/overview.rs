//! The timetable: every job, when it runs, how it last went.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;

use crate::features::desk::Desk;
use crate::platform::error::Result;
use crate::platform::jobs::{self, Job, LastRun};
use crate::platform::page::Page;
use crate::platform::state;

#[derive(Template, WebTemplate)]
#[template(path = "desk/overview.html")]
pub struct Overview {
    page: Page,
    jobs: Vec<(&'static Job, Option<LastRun>)>,
}

pub async fn show(_: Desk, page: Page, State(state): State<state::State>) -> Result<Overview> {
    let last = jobs::last_runs(&state.pool).await?;
    let run_of = |job: &Job| last.iter().find(|run| run.job == job.name).cloned();
    Ok(Overview { page, jobs: state.timetable.iter().map(|job| (job, run_of(job))).collect() })
}
