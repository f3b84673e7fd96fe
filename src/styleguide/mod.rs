//! What the pages look like: each part and page rendered from samples, written to `target/styleguide` to be looked at in a browser
//! (`python3 -m http.server --bind 127.0.0.1 --directory target/styleguide`).

use std::path::PathBuf;
use std::sync::Once;

use askama::Template;
use uuid::Uuid;

use crate::platform::page::{Flash, Page};
use crate::platform::visitor::{Role, UserId, Visitor};
use crate::platform::{assets, parts};

pub(crate) mod samples;

/// Renders a page, keeps it as `target/styleguide/<name>.html`, and returns it.
pub(crate) fn save(name: &str, page: &impl Template) -> String {
    static ASSETS: Once = Once::new();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/styleguide");
    std::fs::create_dir_all(&folder).unwrap();
    ASSETS.call_once(|| {
        for (path, data) in assets::all() {
            let file = folder.join("static").join(path);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, data).unwrap();
        }
    });
    let html = page.render().unwrap();
    assert!(!html.contains("style=\""), "the content security policy refuses inline styles");
    assert!(!html.contains("<script>"), "and inline scripts");
    ids_are_unique(name, &html);
    std::fs::write(folder.join(format!("{name}.html")), &html).unwrap();
    html
}

fn ids_are_unique(name: &str, html: &str) {
    let mut seen = std::collections::HashSet::new();
    for id in html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(seen.insert(id), "{name}: two elements have the id {id}");
    }
}

/// A page as someone of this name and role sees it; nobody where there is none.
pub(crate) fn page_for(visitor: Option<(&str, Role)>, path: &str) -> Page {
    Page {
        visitor: visitor.map(|(name, role)| Visitor {
            id: UserId(Uuid::nil()),
            name: name.to_owned(),
            role,
        }),
        path: path.to_owned(),
        here: path.to_owned(),
        ..Page::default()
    }
}

/// Every part once.
#[derive(Template)]
#[template(path = "styleguide.html")]
struct Styleguide {
    page: Page,
    badges: Vec<parts::Badge>,
    trail: parts::Trail,
    deadlines: Vec<parts::Deadline>,
    cards: Vec<parts::Card>,
    facts: Vec<parts::Fact>,
    score: parts::Score,
    summary: parts::ErrorSummary,
    fields: Vec<parts::Field>,
    filters: parts::Filters,
    diff: parts::Diff,
    marked: parts::Marked,
    pager: parts::Pager,
    empty: parts::Empty,
    keys: parts::Keys,
}

#[test]
fn every_part_renders_from_a_sample() {
    let mut page = page_for(Some(("Ada Lindqvist", Role::Admin)), "/desk");
    let flash = Flash::from("Published. It is now the newest call in the list.");
    page.flash = Some(flash.undo("/review/x/withdraw").open("/review/x"));
    let fields = samples::fields();
    let html = save(
        "parts",
        &Styleguide {
            page,
            badges: vec![
                parts::Badge::eligible(),
                parts::Badge::not_eligible(),
                parts::Badge::unknown(),
                parts::Badge::new(parts::Tone::Quiet, "Corrected"),
            ],
            trail: parts::Trail::new(
                &[("Calls", "/opportunities"), ("Residencies", "#")],
                "Oaxaca",
            ),
            deadlines: samples::deadlines(),
            cards: [samples::cards(), samples::judged_cards()].concat(),
            facts: samples::facts(),
            score: samples::score(),
            summary: parts::ErrorSummary::of(&fields),
            fields,
            filters: samples::filters(),
            diff: samples::diff(),
            marked: samples::marked(),
            pager: parts::Pager::new(5, 40, |n| format!("?page={n}")),
            empty: parts::Empty::new(
                "No calls match all of this",
                "The narrowest filter is the fee: without it there are 14.",
            )
            .action("Show those 14", "#"),
            keys: parts::Keys::of(&[("j", "next"), ("k", "previous"), ("a", "publish")]),
        },
    );
    for words in ["aria-current=\"page\"", "Not eligible", "<mark>", "+24", "Was", "Page </span>5"]
    {
        assert!(html.contains(words), "{words}");
    }
}
