//! Two pages of words.

use askama::Template;
use askama_web::WebTemplate;

use super::routes::{About, Privacy};
use crate::platform::page::Page;

#[derive(Template, WebTemplate)]
#[template(path = "about/about.html")]
pub struct AboutPage {
    page: Page,
}

#[derive(Template, WebTemplate)]
#[template(path = "about/privacy.html")]
pub struct PrivacyPage {
    page: Page,
}

pub async fn about(_: About, page: Page) -> AboutPage {
    AboutPage { page }
}

pub async fn privacy(_: Privacy, page: Page) -> PrivacyPage {
    PrivacyPage { page }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::styleguide::{page_for, save};

    #[test]
    fn the_site_says_what_it_is_and_what_it_keeps() {
        let about = save("about-about", &AboutPage { page: page_for(None, "/about") });
        assert!(about.contains("How it reads"));
        let privacy = save("about-privacy", &PrivacyPage { page: page_for(None, "/privacy") });
        assert!(privacy.contains("one cookie"));
    }
}
