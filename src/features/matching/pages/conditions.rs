//! Conditions that only the artist can judge: what calls ask, what was answered, and answering.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Redirect;
use axum_extra::extract::Form;
use serde::Deserialize;
use tower_sessions::Session;

use super::marks::back;
use crate::features::matching::views::{Show, Views};
use crate::features::matching::{Conditions, Matches, conditions, shown};
use crate::features::profiles::{self, Artist};
use crate::platform::error::{Error, Result};
use crate::platform::page::{Page, flash};
use crate::platform::parts::{Empty, Judge};
use crate::platform::state;
use crate::platform::visitor::Visitor;

/// The most characters of a condition.
const LONGEST: usize = 500;
/// So many conditions one artist may answer.
const MOST: usize = 500;

#[derive(Template, WebTemplate)]
#[template(path = "matching/conditions.html")]
pub struct View {
    page: Page,
    open: Vec<Open>,
    answered: Vec<Judge>,
    empty: Option<Empty>,
}

/// A condition that waits for an answer.
struct Open {
    judge: Judge,
    /// "3 calls ask this."
    calls: String,
}

/// What is sent with an answer.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    condition: String,
    met: String,
}

pub async fn show(
    _: Conditions,
    page: Page,
    visitor: Visitor,
    State(state): State<state::State>,
) -> Result<View> {
    let artist = profiles::of(&state, visitor.id).await?;
    let views = Views::ask(&state, &visitor, &artist, Show::Open, 1).await?;
    let open: Vec<Open> = conditions::open(&views.best)
        .into_iter()
        .map(|(one, count)| Open {
            judge: shown::judge(&one),
            calls: if count == 1 {
                "One call asks this.".into()
            } else {
                format!("{count} calls ask this.")
            },
        })
        .collect();
    let answered: Vec<Judge> =
        artist.conditions.iter().map(|(key, met)| shown::answered(key, *met)).collect();
    let empty = Empty::new(
        "Nothing to answer",
        "Where a call asks for something that no fact of a profile tells, you find it here.",
    );
    Ok(View {
        page,
        empty: (open.is_empty() && answered.is_empty())
            .then(|| empty.action("Your matches", Matches.to_string())),
        open,
        answered,
    })
}

/// Keeps an answer, or takes one back.
pub async fn answer(
    _: Conditions,
    visitor: Visitor,
    State(state): State<state::State>,
    session: Session,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Redirect> {
    let key = Artist::condition_key(&typed.condition);
    if key.is_empty() || key.chars().count() > LONGEST {
        return Err(Error::BadRequest("It is not said which condition is answered.".into()));
    }
    let said = profiles::change(&state, visitor.id, |artist| {
        let mut artist = artist.clone();
        let said = match typed.met.as_str() {
            "forget" => {
                artist.conditions.remove(&key);
                "Your answer is taken back."
            }
            met @ ("yes" | "no") => {
                if artist.conditions.len() >= MOST && !artist.conditions.contains_key(&key) {
                    let words =
                        "You have answered very many conditions. Take some answers back first.";
                    return Err(Error::InTheWay(words.into()));
                }
                artist.conditions.insert(key, met == "yes");
                "Kept, for every call that asks this. Your matches follow from it."
            }
            _ => return Err(Error::BadRequest("An answer is yes, no or forget.".into())),
        };
        Ok((Some(artist), said))
    });
    let said = said.await?;
    flash(&session, said).await?;
    Ok(back(&headers))
}
