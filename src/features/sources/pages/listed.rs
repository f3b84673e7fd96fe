//! For everyone: where calls come from, and which places are not read and why.

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;

use super::moment::capital;
use crate::features::sources::{self, AboutSources, Source};
use crate::platform::error::Result;
use crate::platform::page::Page;
use crate::platform::state;

#[derive(Template, WebTemplate)]
#[template(path = "sources/listed.html")]
pub struct ListedPage {
    page: Page,
    lead: String,
    read: Vec<Place>,
    unread: Vec<Place>,
}

struct Place {
    name: String,
    home: String,
    region: String,
    /// When it is read, or why it is not.
    how: String,
    terms: String,
}

pub async fn show(
    _: AboutSources,
    page: Page,
    State(state): State<state::State>,
) -> Result<ListedPage> {
    let all = sources::all(&state.pool).await?.into_iter().map(|one| one.source).collect();
    Ok(of(page, all))
}

fn of(page: Page, all: Vec<Source>) -> ListedPage {
    let (on, off): (Vec<Source>, Vec<Source>) = all.into_iter().partition(|one| one.enabled);
    ListedPage {
        page,
        lead: match off.len() {
            0 => format!("Proletto reads {} places that list calls.", on.len()),
            off => format!(
                "Proletto reads {} places that list calls, and knows {off} more that it leaves alone.",
                on.len()
            ),
        },
        read: on.iter().map(|one| place(one, capital(&one.schedule.in_words()))).collect(),
        unread: off
            .iter()
            .map(|one| place(one, one.off_reason.clone().unwrap_or_default()))
            .collect(),
    }
}

fn place(source: &Source, how: String) -> Place {
    Place {
        name: source.name.clone(),
        home: source.home.to_string(),
        region: source.region.clone(),
        how,
        terms: source.terms.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::sources::shipped;
    use crate::styleguide::{page_for, save};

    #[test]
    fn everyone_can_see_where_calls_come_from_and_why_some_places_are_left_alone() {
        let page = of(page_for(None, "/about/sources"), shipped().to_vec());
        assert!(page.read.len() >= 15 && page.unread.iter().all(|place| !place.how.is_empty()));
        let html = save("sources-listed", &page);
        assert!(
            html.contains("It is left alone because") && html.contains("Every day at"),
            "{html}"
        );
    }
}
