//! Every page there is, walked by its links as an admin would: what stands on it works without a script.

use std::collections::{BTreeSet, VecDeque};

use proletto::app::Doors;
use scraper::Html;
use url::Url;

use crate::support::calls::{Noticeboard, harbour, kiln, lumiere};
use crate::support::form::selector;
use crate::support::people;
use crate::support::routes::{Route, routes};
use crate::support::world::{BASE, World};

/// More pages than these are more of the same.
const ENOUGH: usize = 300;

/// Those that no link leads to here: one is sent there, a letter leads there, or there is nothing there yet.
const LED_TO: [&str; 12] = [
    "/account/confirm",
    "/desk/invitations",
    "/email/confirm",
    "/favicon.ico",
    "/matches/conditions",
    "/password/forgot",
    "/password/reset",
    "/sign-in",
    "/sign-in/code",
    "/sign-up",
    "/sign-up/finish",
    "/start",
];

/// Whether a route takes this.
fn takes(route: &Route, method: &str, path: &str) -> bool {
    let fits = |(pattern, part): (&str, &str)| pattern.starts_with('{') || pattern == part;
    let (pattern, path): (Vec<&str>, Vec<&str>) =
        (route.path.split('/').collect(), path.split('/').collect());
    let rest = pattern.last().is_some_and(|part| part.starts_with("{*"));
    route.methods.iter().any(|one| one == method)
        && (pattern.len() == path.len() || (rest && pattern.len() <= path.len()))
        && pattern.into_iter().zip(path).all(fits)
}

/// What is wrong with the forms of a page for somebody whose browser runs no scripts.
fn barriers(at: &Url, document: &Html, known: &[Route]) -> Vec<String> {
    let mut wrong = Vec::new();
    for form in document.select(selector("form")) {
        let method = form.attr("method").unwrap_or("get").to_uppercase();
        let action = form.attr("action").unwrap_or(at.as_str());
        let Ok(to) = at.join(action) else {
            wrong.push(format!("a form leads to {action:?}"));
            continue;
        };
        if !known.iter().any(|route| takes(route, &method, to.path())) {
            wrong.push(format!("nothing takes {method} {}", to.path()));
        }
        let sends = "button:not([type=button]):not([hidden]), input[type=submit]";
        // A browser sends a form with a single line when Enter is pressed in it.
        let lines = "input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea";
        let alone = form.select(selector(lines)).count() == 1;
        if form.select(selector(sends)).next().is_none() && !alone {
            wrong.push(format!("nothing sends the form for {action:?}"));
        }
    }
    // What only a script hears is hidden until it listens; what only keys are for, by the style sheet.
    for control in
        document.select(selector("button[type=button]:not([hidden], [hidden] *, .review-help)"))
    {
        wrong.push(format!(
            "a button that only a script hears: {:?}",
            control.text().collect::<String>()
        ));
    }
    if document.select(selector("h1")).count() != 1 {
        wrong.push("not one heading".into());
    }
    wrong
}

#[tokio::test]
async fn every_page_is_found_by_its_links_and_every_form_on_it_works_without_a_script() {
    let world = World::with(&[("PROLETTO_LIMITS", "off")]).await;
    let board = Noticeboard::open("Tidal Board", vec![kiln(), harbour(), lumiere()]).await;
    world.collect(&board.source()).await;
    let mut grace = people::grace(&world).await;
    grace.open("/review").await;
    grace.follow("Begin with the first").await;
    grace.press("Publish").await;
    grace.open("/profile").await;
    grace.submit("Keep my profile", &[("Ceramics", "yes")]).await;
    let save =
        grace.page().text_of(".match button").into_iter().find(|one| one.starts_with("Save:"));
    grace.press(&save.unwrap()).await;
    let doors = Doors::of(&world.state);
    let routers =
        [&doors.everyone, &doors.members.pages, &doors.staff, &doors.anywhere, &doors.plain];
    let known: Vec<Route> = routers.into_iter().flat_map(routes).collect();

    let (mut seen, mut wrong) = (BTreeSet::new(), Vec::new());
    let mut waiting = VecDeque::from(["/".to_owned()]);
    while let Some(path) = waiting.pop_front() {
        if seen.len() > ENOUGH || !seen.insert(path.clone()) {
            continue;
        }
        let page = grace.knock(&path).await.clone();
        if !page
            .headers
            .get("content-type")
            .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
        {
            continue;
        }
        if page.status != 200 {
            wrong.push(format!("{path} answers {}", page.status));
            continue;
        }
        let (at, document) = (Url::parse(BASE).unwrap().join(&page.at).unwrap(), page.document());
        let more = barriers(&at, &document, &known);
        wrong.extend(more.into_iter().map(|barrier| format!("{}: {barrier}", page.at)));
        for link in document.select(selector("a[href]")) {
            let Ok(to) = at.join(link.attr("href").unwrap_or_default()) else { continue };
            // Of one page with other filters, one is enough.
            let again =
                seen.iter().filter(|one| one.split('?').next() == Some(to.path())).count() > 3;
            if to.origin() == at.origin() && !again {
                let query = to.query().map(|query| format!("?{query}")).unwrap_or_default();
                waiting.push_back(format!("{}{query}", to.path()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let pages = known.iter().filter(|route| {
        route.methods.iter().any(|method| method == "GET") && !route.path.contains('{')
    });
    let unseen: Vec<&str> = pages
        .map(|route| route.path.as_str())
        .filter(|path| !seen.iter().any(|one| one.split('?').next() == Some(path)))
        .filter(|path| !LED_TO.contains(path))
        .collect();
    // What is no page: a picture, what programs read.
    assert_eq!(
        unseen,
        [
            "/account/two-step/square.svg",
            "/api/v1/opportunities",
            "/common-grants/opportunities",
            "/opportunities/feed.xml",
            "/healthz",
            "/readyz",
            "/robots.txt",
            "/version"
        ]
    );
}
