//! A source that an admin adds, beginning with an example.

use askama::Template;
use askama_web::WebTemplate;
use axum_extra::routing::TypedPath;

use super::definition::Definition;
use crate::features::sources::{NewSource, Sources, TryAddress};
use crate::platform::page::Page;
use crate::platform::parts::{Field, Trail};

/// A feed with everything one usually says of a source, and what each line is for.
const EXAMPLE: &str = include_str!("example.toml");

#[derive(Template, WebTemplate)]
#[template(path = "sources/new.html")]
pub struct NewPage {
    page: Page,
    trail: Trail,
    /// Where an address is sent that somebody wants to try, and the field it is typed into.
    look: String,
    address: Field,
    definition: Definition,
}

impl NewPage {
    /// With this in the form.
    pub fn of(page: Page, definition: Definition) -> Self {
        let trail = Trail::new(&[("Sources", Sources::PATH)], "A new source");
        let address = Field::line("url", "address", "Address")
            .hint("A page that lists calls, its feed, or the page of one call.")
            .required();
        Self { page, trail, look: TryAddress.to_string(), address, definition }
    }

    /// With an address that could not be tried.
    pub fn refused(page: Page, typed: &str, problem: String) -> Self {
        let new = Self::of(page, Definition::new(EXAMPLE, &[]));
        let address = new.address.clone().value(typed).error(Some(problem)).focused();
        Self { address, ..new }
    }
}

pub async fn show(_: NewSource, page: Page) -> NewPage {
    NewPage::of(page, Definition::new(EXAMPLE, &[]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::sources::{Problem, from_toml};
    use crate::platform::visitor::Role;
    use crate::styleguide::{page_for, save};

    #[test]
    fn the_example_is_a_source() {
        let source = from_toml(EXAMPLE).unwrap_or_else(|problems| panic!("{problems:?}"));
        assert!(!source.trusted);
        let page = page_for(Some(("Ines Okafor", Role::Admin)), "/sources/new");
        let problems = [Problem { field: None, message: "Line 3: no address".to_owned() }];
        let html = save("sources-new", &NewPage::of(page, Definition::new(EXAMPLE, &problems)));
        assert!(
            html.contains("Line 3: no address") && html.contains("id = &#34;rio-seco&#34;"),
            "{html}"
        );
    }
}
