//! The model that may be asked about facts: what is configured, what it took, what came to nothing.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use chrono::TimeDelta;
use rust_decimal::Decimal;

use crate::features::desk::routes::DeskModel;
use crate::features::opportunities::{self, Refused};
use crate::features::sources::Review;
use crate::platform::error::Result;
use crate::platform::model::ledger::{self, Day, Failed};
use crate::platform::model::{Budget, Model};
use crate::platform::page::Page;
use crate::platform::parts::Empty;
use crate::platform::state;

/// So many days are shown, and so many requests of which nothing came.
const DAYS: i64 = 30;
const FAILURES: i64 = 20;
/// And so many proposals that were refused.
const REFUSED: i64 = 50;

#[derive(Template, WebTemplate)]
#[template(path = "desk/model.html")]
pub struct ModelPage {
    page: Page,
    /// What is configured.
    about: String,
    /// What was spent today, of what there is; `None`: nobody is asked.
    today: Option<String>,
    /// Why nobody is asked just now.
    rests: Option<String>,
    days: Vec<Day>,
    failures: Vec<Failed>,
    refused: Vec<Refused>,
    empty: Empty,
}

pub async fn show(
    _: DeskModel,
    page: Page,
    State(state): State<state::State>,
) -> Result<ModelPage> {
    let (config, now) = (&state.config, state.clock.now());
    let since = Budget::day(now) - TimeDelta::days(DAYS - 1);
    let spent = ledger::spent(&state.pool, now).await?;
    let today = config.model_key.is_some().then(|| {
        let dollars = in_dollars(spent.dollars);
        let most = Budget::of(config).in_words();
        format!("Today it took {} tokens, {dollars}, of at most {most}.", spent.tokens)
    });
    let rests = ledger::rests(&state.pool, now).await?.map(|(until, why)| {
        format!("The model {why}. It is left alone until {}.", until.format("%H:%M UTC on %-d %B"))
    });
    Ok(ModelPage {
        page,
        about: Model::described(config),
        today,
        rests,
        days: ledger::by_day(&state.pool, since).await?,
        failures: ledger::failures(&state.pool, since, FAILURES).await?,
        refused: opportunities::refused_proposals(&state.pool, None, REFUSED).await?,
        empty: Empty::new("Nothing was asked", "What is asked would be counted here, day by day."),
    })
}

/// Where the call of a refused proposal is reviewed.
fn review(one: &Refused) -> String {
    Review::of(one.call)
}

/// "0.0042 US dollars".
fn in_dollars(sum: Decimal) -> String {
    format!("{} US dollars", sum.round_dp(4).normalize())
}

/// What a day cost, where prices were set.
fn cost(day: &Day) -> String {
    let least = if day.estimated { "at most " } else { "" };
    match day.cost {
        Some(cost) => format!("{least}{}", in_dollars(cost)),
        None => "Not counted: no prices are set".to_owned(),
    }
}
