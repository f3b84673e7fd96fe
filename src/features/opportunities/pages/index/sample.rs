//! The list of calls, rendered from a sample.

use super::*;
use crate::styleguide::{page_for, samples, save};

fn index(page: Page, cards: Vec<Card>, empty: Option<Empty>) -> IndexPage {
    let mut filters = samples::filters();
    filters.kept.clear();
    IndexPage {
        page,
        heading: "23 open calls with “clay”".to_owned(),
        q: "clay".to_owned(),
        filters,
        unread: vec!["The day it closes by must be a date, like 2027-01-31.".to_owned()],
        sort: vec![
            Choice::new("deadline", "deadline, nearest first", true),
            Choice::new("newest", "arrival, newest first", false),
            Choice::new("award", "award, highest first", false),
        ],
        cards,
        empty,
        pager: Pager::new(2, 9, |n| format!("/opportunities?q=clay&page={n}")),
    }
}

#[test]
fn the_list_shows_what_is_set_and_what_is_found() {
    let html = save(
        "opportunities-index",
        &index(page_for(None, "/opportunities"), samples::cards(), None),
    );
    assert!(html.contains("Clay and Corn") && html.contains("Without: </span>No entry fee"));
    let empty =
        Empty::new("No open call fits all of this", "Without “No entry fee” there would be 14.")
            .action("Show those 14", "/opportunities?q=clay&kind=residency");
    let html = save(
        "opportunities-empty",
        &index(page_for(None, "/opportunities"), Vec::new(), Some(empty)),
    );
    assert!(html.contains("Show those 14") && !html.contains("class=\"card\""));
}
