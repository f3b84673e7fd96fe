//! What must be true of every answer to a browser.

use std::collections::BTreeSet;

use scraper::{ElementRef, Html};

use super::browser::{Page, flat};
use super::form::{label_of, selector};

/// Fails where an answer breaks a rule that holds for all.
pub fn answer(page: &Page) {
    headers(page);
    let kind = header(page, "content-type");
    if kind.starts_with("text/html") {
        let document = page.document();
        ids(page, &document);
        frame(page, &document);
        labels(page, &document);
        nothing_inline(page, &document);
    }
}

fn headers(page: &Page) {
    let policy = header(page, "content-security-policy");
    assert!(policy.contains("default-src 'self'"), "{}: {policy}", page.at);
    assert!(policy.contains("frame-ancestors 'none'"), "{}: {policy}", page.at);
    assert!(!policy.contains("unsafe") && !policy.contains('*'), "{}: {policy}", page.at);
    assert_eq!(header(page, "x-content-type-options"), "nosniff", "{}", page.at);
    assert_eq!(header(page, "cross-origin-opener-policy"), "same-origin", "{}", page.at);
    assert!(!header(page, "referrer-policy").is_empty(), "{}", page.at);
    assert!(!header(page, "permissions-policy").is_empty(), "{}", page.at);
    assert!(!header(page, "x-request-id").is_empty(), "{}", page.at);
}

fn header<'a>(page: &'a Page, name: &str) -> &'a str {
    page.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// Ids are unique, and what names one finds it.
fn ids(page: &Page, document: &Html) {
    let mut ids = BTreeSet::new();
    for element in document.select(selector("[id]")) {
        let id = element.attr("id").unwrap();
        assert!(!id.is_empty() && !id.contains(' '), "{}: id {id:?}", page.at);
        assert!(ids.insert(id), "{}: two elements have the id {id:?}", page.at);
    }
    for attribute in ["for", "form", "aria-labelledby", "aria-describedby", "aria-controls"] {
        for element in document.select(selector(&format!("[{attribute}]"))) {
            for id in element.attr(attribute).unwrap().split_whitespace() {
                assert!(ids.contains(id), "{}: {attribute}={id:?} points nowhere", page.at);
            }
        }
    }
    for link in document.select(selector("a[href^='#']")) {
        let id = &link.attr("href").unwrap()[1..];
        assert!(ids.contains(id), "{}: the link #{id} points nowhere", page.at);
    }
}

/// A language, a title, one heading of the first rank, one main part.
fn frame(page: &Page, document: &Html) {
    let count = |css: &str| document.select(selector(css)).count();
    assert_eq!(count("html[lang]"), 1, "{}: no language", page.at);
    assert_eq!((count("h1"), count("main")), (1, 1), "{}: one h1 in one main", page.at);
    let title = document.select(selector("head > title")).next().map(flat).unwrap_or_default();
    assert!(title.len() > "· Proletto".len(), "{}: title {title:?}", page.at);
}

/// Every field, button, link and picture has a name.
fn labels(page: &Page, document: &Html) {
    for control in document.select(selector("input:not([type=hidden]), select, textarea")) {
        let named = label_of(document, control).is_some_and(|label| !label.is_empty())
            || control.attr("aria-label").is_some();
        assert!(named, "{}: a field has no label: {}", page.at, control.html());
    }
    for element in document.select(selector("button, a[href], summary")) {
        let named = !flat(element).is_empty() || element.attr("aria-label").is_some();
        assert!(named, "{}: it has no words: {}", page.at, element.html());
    }
    assert_eq!(document.select(selector("img:not([alt])")).count(), 0, "{}: alt", page.at);
}

/// The policy would stop what is written into the page itself.
fn nothing_inline(page: &Page, document: &Html) {
    let handler = |element: ElementRef<'_>| {
        element.value().attrs().any(|(name, _)| name.starts_with("on") || name == "style")
    };
    for element in document.select(selector("*")) {
        assert!(!handler(element), "{}: {}", page.at, element.html());
    }
    for written in document.select(selector("script:not([src]), style")) {
        // Data for programs is not run, so the policy lets it be.
        let is_data = written.attr("type").is_some_and(|kind| kind.ends_with("json"));
        assert!(is_data, "{}: written into the page: {}", page.at, written.html());
        let data: String = written.text().collect();
        assert!(serde_json::from_str::<serde_json::Value>(&data).is_ok(), "{}: {data}", page.at);
        assert!(!data.contains('<'), "{}: {data} could end its element", page.at);
    }
}
