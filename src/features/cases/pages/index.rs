//! What people say is wrong: open, accepted, declined.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum_extra::extract::Query;
use serde::Deserialize;

use crate::features::cases::{Case, Cases, ShowCase, Standing, queries};
use crate::platform::error::Result;
use crate::platform::page::Page;
use crate::platform::parts::{Empty, Pager};
use crate::platform::state;

/// How many cases a page shows.
const PER_PAGE: i64 = 30;

#[derive(Template, WebTemplate)]
#[template(path = "cases/index.html")]
pub struct CasesPage {
    page: Page,
    tabs: Vec<Tab>,
    empty: Option<Empty>,
    cases: Vec<(Case, String)>,
    pager: Pager,
}

/// One standing with its count.
struct Tab {
    words: &'static str,
    count: i64,
    href: String,
    here: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    show: String,
    page: String,
}

pub async fn show(
    _: Cases,
    page: Page,
    State(state): State<state::State>,
    Query(asked): Query<Asked>,
) -> Result<CasesPage> {
    let standing = Standing::from_slug(&asked.show);
    let mut tabs = Vec::new();
    for one in Standing::ALL {
        let words = match one {
            Standing::Open => "To look at",
            Standing::Accepted => "Accepted",
            Standing::Declined => "Declined",
        };
        let count = queries::count(&state.pool, one).await?;
        let href = format!("{Cases}?show={}", one.slug());
        tabs.push(Tab { words, count, href, here: one == standing });
    }
    let count = tabs.iter().find(|tab| tab.here).map_or(0, |tab| tab.count);
    let pages = (count + PER_PAGE - 1) / PER_PAGE;
    let number = asked.page.parse::<i64>().unwrap_or(1).clamp(1, pages.max(1));
    let cases = queries::all(&state.pool, standing, PER_PAGE, (number - 1) * PER_PAGE).await?;
    let path = |case: &Case| ShowCase { id: case.id }.to_string();
    Ok(CasesPage {
        tabs,
        empty: cases.is_empty().then(|| nothing(standing)),
        cases: cases
            .into_iter()
            .map(|case| {
                let path = path(&case);
                (case, path)
            })
            .collect(),
        pager: Pager::new(
            u32::try_from(number).unwrap_or(1),
            u32::try_from(pages).unwrap_or(1),
            |n| format!("{Cases}?show={}&page={n}", standing.slug()),
        ),
        page,
    })
}

/// Why the list is empty.
fn nothing(standing: Standing) -> Empty {
    match standing {
        Standing::Open => Empty::new(
            "Nothing waits",
            "Under every fact of a call is a link \u{201c}This is wrong\u{201d}. What people say there comes here.",
        ),
        Standing::Accepted => Empty::new("None yet", "Nobody was right about a mistake so far."),
        Standing::Declined => Empty::new("None yet", "Nothing was declined so far."),
    }
}
