//! What of a page is not the call: menus, banners, footers, scripts, what is hidden.

use scraper::ElementRef;

/// Elements that never hold the call.
const LEFT_OUT: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "canvas",
    "audio", "video", "nav", "footer", "select", "datalist", "dialog", "head", "map", "menu",
];

/// Words that, as a part of a class or id, name furniture.
const FURNITURE: &[&str] = &[
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "newsletter",
    "breadcrumb",
    "breadcrumbs",
    "sidebar",
    "navbar",
    "nav",
    "navigation",
    "menu",
    "footer",
    "skip",
    "share",
    "sharing",
    "social",
    "related",
    "comments",
    "popup",
    "modal",
    "advert",
    "ads",
    "pagination",
    "offscreen",
    "lightbox",
];

/// Whether an element and all in it never hold the call: scripts, menus, what is hidden.
pub(super) fn never_read(element: ElementRef<'_>) -> bool {
    let value = element.value();
    let name = value.name();
    if LEFT_OUT.contains(&name) {
        return true;
    }
    if value.attr("hidden").is_some_and(|hidden| hidden != "until-found")
        || value.attr("aria-hidden").is_some_and(|hidden| hidden == "true")
        || value.attr("style").is_some_and(hides)
    {
        return true;
    }
    matches!(
        value.attr("role"),
        Some("navigation" | "banner" | "contentinfo" | "search" | "dialog" | "alertdialog")
    )
}

/// Whether its class or id calls an element furniture. That can be a wrapper's state (`menu-open` on
/// all of the page), so the caller looks at how much text it holds.
pub(super) fn is_furniture(element: ElementRef<'_>) -> bool {
    let value = element.value();
    let never = ["html", "body", "main", "article", "h1", "h2", "table", "a", "span"];
    !never.contains(&value.name())
        && value.attr("class").into_iter().chain(value.attr("id")).any(names_furniture)
}

fn hides(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    let style = style.to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}

/// A class counts when it is furniture or begins or ends with it (`site-footer`, `cookie_banner`).
fn names_furniture(classes: &str) -> bool {
    classes.split_whitespace().take(20).any(|class| {
        let class = class.to_ascii_lowercase();
        let mut parts = class.split(['-', '_']);
        let first = parts.next().unwrap_or_default();
        let last = parts.next_back().unwrap_or(first);
        FURNITURE.contains(&first) || FURNITURE.contains(&last)
    })
}
