//! The answers in JSON in which calls meet their sources and an artist: a call with all its facts, and
//! the matches of the artist who is signed in.

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use url::Url;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::feedback::Why;
use super::pages::call::{once_more, published_instead};
use super::score::Score;
use super::verdict::Verdict;
use super::views::{PER_PAGE, Show, Views};
use crate::features::accounts::{Granted, Scope};
use crate::features::opportunities::api::{Call, ListedCall, SourceLink, api_url};
use crate::features::opportunities::{self, Listed, OpportunityPath};
use crate::features::{profiles, sources};
use crate::platform::api::{Pages, at, read_query, whole};
use crate::platform::dressing::Problem;
use crate::platform::error::{Error, OrNotFound, Result};
use crate::platform::state;
use crate::platform::visitor::Visitor;

/// Where matches are read.
const MATCHES: &str = "/api/v1/matches";

/// The last page that can be asked for.
const LAST_PAGE: u32 = 10_000;

/// One page of an artist's matches, best first.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatchList {
    #[serde(flatten)]
    pages: Pages,
    /// Which of them are shown.
    show: Show,
    /// The matches of this page.
    items: Vec<CallMatch>,
}

/// A call held against the artist.
#[derive(Debug, Serialize, ToSchema)]
pub struct CallMatch {
    /// The call.
    call: ListedCall,
    /// Whether the artist may apply, clause by clause.
    verdict: Verdict,
    /// How well it fits: a sum of rows.
    score: Score,
    /// The artist keeps it at hand.
    saved: bool,
    /// The artist put it out of sight.
    hidden: bool,
    /// Why, where they said so.
    hidden_because: Option<Why>,
    /// Editions of the same call that close later, the nearest first; they have no place of their own.
    later_editions: Vec<Edition>,
}

/// Another edition of a call.
#[derive(Debug, Serialize, ToSchema)]
pub struct Edition {
    /// Its title.
    title: String,
    /// Its page, for people.
    url: Url,
    /// All its facts with their evidence, for programs.
    api_url: Url,
    /// The day on which it closes; `null`: it does not say, or takes applications at any time.
    closes: Option<NaiveDate>,
}

/// Which matches are asked for.
#[derive(Debug, Default, IntoParams)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// Which of them: `open` where absent.
    #[param(required = false)]
    show: Option<Show>,
    /// Which page, from 1.
    #[param(minimum = 1, maximum = 10_000)]
    page: Option<u32>,
}

/// Open to everyone, from anywhere.
pub fn public_api() -> OpenApiRouter<state::State> {
    OpenApiRouter::new().routes(routes!(one))
}

/// Open to those who are signed in.
pub fn members_api() -> OpenApiRouter<state::State> {
    OpenApiRouter::new().routes(routes!(matches))
}

/// One call, with every fact and the words it rests on
#[utoipa::path(
    get, path = "/api/v1/opportunities/{slug}", operation_id = "getOpportunity", tag = "Calls",
    params(("slug" = String, Path, description = "The call's name in links")),
    responses(
        (status = 200, description = "The call", body = Call),
        (status = 308, description = "It was found to be the same as another, which counts instead: \
                                      `Location` leads there"),
        (status = 404, description = "There is no published call of this name", body = Problem,
         content_type = "application/problem+json"),
    )
)]
async fn one(path: OpportunityPath, State(state): State<state::State>) -> Result<Response> {
    let mut call = opportunities::by_slug(&state.pool, &path.slug).await?.or_not_found()?;
    let base = state.config.base_url();
    match call.state {
        opportunities::State::Published => {}
        opportunities::State::Merged => {
            let into = published_instead(&state, &call).await?;
            return Ok(once_more(Redirect::permanent(api_url(&base, &into.slug).as_str())));
        }
        _ => return Err(Error::NotFound),
    }
    let standing = sources::standing(&state.pool, &mut call).await?;
    let changed = standing.changed.map(|page| page.at);
    let others = standing.listed_by.into_iter().filter(|other| other.url != call.origin.url);
    let others = others.map(|one| SourceLink { name: one.source_name, url: one.url }).collect();
    Ok(Json(Call::of(call, others, changed, &base, state.clock.now())).into_response())
}

/// The matches of the artist who is signed in
///
/// The open calls that the page `/matches` shows, in the same order: whether the artist may apply, with
/// each clause beside their own fact, and how well the call fits, as rows that add up.
#[utoipa::path(
    get, path = MATCHES, operation_id = "listMatches", tag = "Matches", params(Asked),
    security(("session" = []), ("token" = ["matches:read"])),
    responses(
        (status = 200, description = "A page of matches", body = MatchList),
        (status = 400, description = "A parameter cannot be read; `errors` names it", body = Problem,
         content_type = "application/problem+json"),
        (status = 401, description = "Nobody is signed in", body = Problem,
         content_type = "application/problem+json"),
        (status = 403, description = "The token may not do this", body = Problem,
         content_type = "application/problem+json"),
    )
)]
async fn matches(
    visitor: Visitor,
    granted: Option<Granted>,
    State(state): State<state::State>,
    RawQuery(query): RawQuery,
) -> Result<Json<MatchList>> {
    Granted::scopes(granted).need(Scope::MatchesRead)?;
    let mut asked = Asked::default();
    read_query(query.as_deref(), |name, value| asked.take(name, value))?;
    let (show, page) = (asked.show.unwrap_or_default(), asked.page.unwrap_or(1));
    let now = state.clock.now();
    let artist = profiles::of(&state, visitor.id).await?;
    let views = Views::ask(&state, &visitor, &artist, show, page as usize).await?;
    let base = state.config.base_url();
    // A page beyond the last is empty, and not the last.
    let here = views.here.iter().filter(|_| views.page == page as usize);
    let items = here
        .filter_map(|one| {
            Some(CallMatch {
                call: ListedCall::of(views.listed(one.id)?.clone(), &base, now),
                verdict: one.verdict.clone(),
                score: one.score.clone(),
                saved: views.marks.saved.contains(&one.id),
                hidden: views.marks.hidden.contains(&one.id),
                later_editions: views
                    .later_editions(one.id)
                    .map(|call| edition(call, &base, now))
                    .collect(),
                hidden_because: views.marks.whys.get(&one.id).copied(),
            })
        })
        .collect();
    let pages = Pages::new(page, PER_PAGE as u32, views.count(show) as u64, |page| {
        at(&base, &format!("{MATCHES}?show={}&page={page}", show.slug()))
    });
    Ok(Json(MatchList { pages, show, items }))
}

fn edition(call: &Listed, base: &Url, now: DateTime<Utc>) -> Edition {
    let listed = ListedCall::of(call.clone(), base, now);
    Edition {
        title: listed.title,
        url: listed.url,
        api_url: listed.api_url,
        closes: listed.deadline.map(|deadline| deadline.date),
    }
}

impl Asked {
    /// Takes one parameter. Otherwise says what it has to be.
    fn take(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "show" => {
                let known = Show::ALL.map(Show::slug).join(", ");
                let show = Show::from_slug(value);
                self.show = Some(show.ok_or_else(|| format!("must be one of {known}"))?);
            }
            "page" => self.page = Some(whole(value, LAST_PAGE)?),
            _ => return Err("is not known here".into()),
        }
        Ok(())
    }
}
