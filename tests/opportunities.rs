//! Looking for calls: the front door, search, filters, pages, and one call's own page.

use chrono::TimeDelta;
use insta::assert_snapshot;

use crate::support::browser::Page;
use crate::support::calls::{Noticeboard, harbour, kiln, lumiere, many};
use crate::support::people;
use crate::support::world::World;

/// Everything that hangs there is published.
async fn published(notices: Vec<crate::support::calls::Notice>) -> (World, Noticeboard) {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", notices).await;
    let mut source = board.source();
    source.trusted = true;
    world.collect(&source).await;
    let waiting = "select count(*) from opportunities where state <> 'published'";
    assert_eq!(world.count(waiting).await, 0, "none of these raises a flag");
    (world, board)
}

fn titles(page: &Page) -> Vec<String> {
    let mut titles = page.text_of(".card-title");
    titles.sort();
    titles
}

#[tokio::test]
async fn the_front_door_shows_what_closes_next_and_a_fact_with_its_words() {
    let (world, _board) = published(vec![kiln(), harbour(), lumiere()]).await;
    let mut visitor = world.visitor();
    let page = visitor.open("/").await;
    assert_eq!(page.text_of(".card-title"), [kiln().title, lumiere().title, harbour().title]);
    page.must_say("3 calls are open now").must_say("Nothing here is guessed");
}

fn attribute(page: &Page, selector: &str, name: &str) -> String {
    let document = page.document();
    let found = document.select(&scraper::Selector::parse(selector).unwrap()).next();
    let element = found.unwrap_or_else(|| panic!("{} has no {selector}", page.at));
    element.value().attr(name).unwrap().to_owned()
}

#[tokio::test]
async fn a_link_to_a_call_tells_programs_what_stands_on_its_page_and_no_more() {
    let (world, board) = published(vec![kiln()]).await;
    let mut visitor = world.visitor();
    visitor.open("/opportunities").await;
    let page = visitor.follow(&kiln().title).await;
    let href = page.at.clone();
    let description = attribute(page, "meta[name=description]", "content");
    assert!(description.contains("in Évora, Portugal, by "), "{description}");
    assert!(description.ends_with("Deadline: 30 April 2027. No entry fee."), "{description}");
    assert_eq!(attribute(page, "meta[property='og:description']", "content"), description);
    assert_eq!(attribute(page, "meta[property='og:title']", "content"), kiln().title);
    let canonical = attribute(page, "link[rel=canonical]", "href");
    assert_eq!(canonical, format!("http://proletto.test{href}"));
    let script = page.html.split_once("application/ld+json\">").unwrap().1;
    let script = script.split_once("</script>").unwrap().0;
    let data: serde_json::Value = serde_json::from_str(script).unwrap();
    assert_eq!(data["@type"], "WebPage");
    assert_eq!(data["name"], kiln().title.as_str());
    assert_eq!(data["url"], canonical.as_str());
    assert_eq!(data["expires"], "2027-04-30");
    // What the page may say no more is not told.
    board.rewrite("kiln-house", "30 April 2027", "14 May 2027");
    world.later(TimeDelta::days(1));
    sqlx::query("update sources set trusted = false").execute(world.pool()).await.unwrap();
    let mut source = board.source();
    source.trusted = false;
    world.collect(&source).await;
    let page = visitor.open(&href).await;
    page.must_say("30 April 2027");
    assert!(!page.html.contains("\"expires\""));
    assert!(!attribute(page, "meta[name=description]", "content").contains("Deadline"));
    // Nobody is to find what is not published.
    let mut grace = people::grace(&world).await;
    grace.open(&href).await;
    let review = grace.page().leads_to().into_iter().find(|to| to.starts_with("/review/")).unwrap();
    grace.open(&review).await;
    grace.submit("Reject this call", &[("Why", "A hoax")]).await;
    let page = grace.open(&href).await;
    assert_eq!(attribute(page, "meta[name=robots]", "content"), "noindex");
    assert!(!page.html.contains("ld+json"));
}

#[tokio::test]
async fn an_empty_house_says_what_to_do() {
    let world = World::new().await;
    let mut visitor = world.visitor();
    visitor.open("/").await;
    let page = visitor.open("/opportunities").await;
    assert!(!page.text_of(".empty").is_empty(), "{}", page.text());
}

#[tokio::test]
async fn words_are_found_in_other_forms_and_without_their_accents() {
    let (world, _board) = published(vec![kiln(), harbour(), lumiere()]).await;
    let mut visitor = world.visitor();
    let finds = [
        ("ceramic", vec![kiln().title]),
        ("residencies", vec![kiln().title]),
        ("Evora", vec![kiln().title]),
        ("ÉVORA", vec![kiln().title]),
        ("lumiere ete", vec![lumiere().title]),
        ("paintings", vec![harbour().title]),
        ("photographe", vec![lumiere().title]),
        ("\"kiln house\"", vec![kiln().title]),
        ("zeppelin", vec![]),
    ];
    for (words, expected) in finds {
        visitor.open("/opportunities").await;
        let page = visitor.submit("Search", &[("Words to look for", words)]).await;
        assert_eq!(titles(page), expected, "{words}");
    }
}

#[tokio::test]
async fn each_filter_narrows_and_says_so_with_a_way_back() {
    let (world, _board) = published(vec![kiln(), harbour(), lumiere()]).await;
    let all = titles(world.visitor().open("/opportunities").await);
    let cases: [(&str, &str, Vec<String>); 9] = [
        ("Residency", "yes", vec![kiln().title]),
        ("Photography", "yes", vec![lumiere().title]),
        ("Where the work happens", "Portugal (1)", vec![kiln().title]),
        ("Open to people of", "Japan", vec![lumiere().title, kiln().title]),
        ("No entry fee", "yes", vec![kiln().title]),
        ("Entry fee at most", "20", vec![lumiere().title, kiln().title]),
        ("Award at least", "4000", vec![harbour().title]),
        ("Closes by", "2027-05-12", vec![lumiere().title, kiln().title]),
        ("Online", "yes", vec![]),
    ];
    for (label, value, expected) in cases {
        let mut visitor = world.visitor();
        visitor.open("/opportunities").await;
        let page = visitor.submit("Show calls", &[(label, value)]).await;
        let mut expected = expected;
        expected.sort();
        assert_eq!(titles(page), expected, "{label}: {value}");
        assert_eq!(page.text_of(".chips a").len(), 1, "{label}");
        let form = visitor.form("Show calls");
        assert_eq!(form.value(label), value.to_owned(), "{label} is kept");
        visitor.follow("Clear all").await;
        assert_eq!(titles(visitor.page()), all);
    }
}

#[tokio::test]
async fn the_counts_beside_choices_are_what_choosing_them_gives() {
    let (world, _board) = published([many(4), vec![kiln(), harbour(), lumiere()]].concat()).await;
    let mut visitor = world.visitor();
    visitor.open("/opportunities").await;
    let ticks = visitor.page().text_of("label.tick");
    let mut looked = 0;
    for tick in ticks {
        let words: Vec<&str> = tick.split(" , ").collect();
        let [label, count] = words[..] else { continue };
        let count: usize = count.split(' ').next().unwrap().parse().unwrap();
        visitor.open("/opportunities").await;
        let page = visitor.submit("Show calls", &[(label, "yes")]).await;
        assert_eq!(page.text_of(".card").len(), count, "{label}");
        looked += 1;
    }
    assert!(looked >= 6, "{looked} choices had counts");
}

#[tokio::test]
async fn orders_are_what_they_say() {
    let (world, _board) = published(vec![kiln(), harbour(), lumiere()]).await;
    let mut visitor = world.visitor();
    let cases = [
        ("deadline, nearest first", [kiln().title, lumiere().title, harbour().title]),
        ("award, highest first", [harbour().title, kiln().title, lumiere().title]),
        ("entry fee, lowest first", [kiln().title, lumiere().title, harbour().title]),
    ];
    for (order, expected) in cases {
        visitor.open("/opportunities").await;
        let page = visitor.submit("Show calls", &[("In order of", order)]).await;
        assert_eq!(page.text_of(".card-title"), expected, "{order}");
    }
}

#[tokio::test]
async fn long_lists_have_pages_that_miss_and_repeat_nothing() {
    let mut notices = many(16);
    let more: Vec<_> = many(16)
        .into_iter()
        .map(|mut notice| {
            notice.slug = Box::leak(format!("{}-two", notice.slug).into_boxed_str());
            notice.title = notice.title.replace("Studio Residency", "Summer Commission");
            notice.body = notice
                .body
                .replace("a residency of", "propose a sculpture commission lasting")
                .replace("Trust", "Park Council")
                .replace("June", "July")
                .replace("Scotland", "Wales");
            notice
        })
        .collect();
    notices.extend(more);
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", notices).await;
    let mut source = board.source();
    source.trusted = true;
    world.collect(&source).await;
    let published =
        world.count("select count(*) from opportunities where state = 'published'").await;
    assert!(published > 24, "{published}");
    let mut visitor = world.visitor();
    let mut all = visitor.open("/opportunities").await.text_of(".card-title");
    assert_eq!(all.len(), 24);
    all.extend(visitor.follow("Next page").await.text_of(".card-title"));
    assert_eq!(all.len() as i64, published);
    all.sort();
    all.dedup();
    assert_eq!(all.len() as i64, published);
    assert!(visitor.page().text_of("a[rel=next]").is_empty());
    visitor.follow("Previous page").await;
}

#[tokio::test]
async fn hostile_parameters_narrow_nothing_and_break_nothing() {
    let (world, _board) = published(vec![kiln(), harbour()]).await;
    let mut visitor = world.visitor();
    for query in [
        "page=0",
        "page=-1",
        "page=99999999999999999999",
        "page=1e9",
        "kind=%27%3B--",
        "sort=;",
        "fee_max=-5",
        "fee_max=1e400",
        "award_min=NaN",
        "before=9999-99-99",
        "country=XX",
        "open_to=%00",
        "kind=grant&kind=grant&kind=zzz",
        "unknown=1",
        "free=2",
        "q=",
        "before=-262143-01-01",
    ] {
        let page = visitor.open(&format!("/opportunities?{query}")).await;
        let found = page.text_of(".card").len();
        assert!(
            found == 2 || query.starts_with("kind=grant") || query.contains("page="),
            "{query}"
        );
    }
    for words in
        ["%00", "%27%20OR%201=1", "(((", "%22", "-", "a%20-", "%25%25", "\\", "%FF", "%F0%9F%8E%A8"]
    {
        visitor.open(&format!("/opportunities?q={words}")).await;
    }
    let long = "x".repeat(5_000);
    visitor.open(&format!("/opportunities?q={long}")).await;
}

#[tokio::test]
async fn a_closed_call_is_gone_from_the_list_and_says_so_on_its_page() {
    let (world, _board) = published(vec![kiln(), harbour()]).await;
    let mut visitor = world.visitor();
    visitor.open("/opportunities").await;
    visitor.follow(&kiln().title).await;
    let at = visitor.page().at.clone();
    world.later(TimeDelta::days(62));
    let page = visitor.open("/opportunities").await;
    assert_eq!(page.text_of(".card-title"), [harbour().title]);
    visitor.open(&at).await.must_say("closed 2 days ago");
}

#[tokio::test]
async fn a_call_shows_each_fact_with_its_words_and_where_it_was_read() {
    let (world, board) = published(vec![kiln()]).await;
    let mut visitor = world.visitor();
    visitor.open("/opportunities").await;
    let page = visitor.follow(&kiln().title).await;
    let labels = page.text_of(".fact > dt");
    let values = page.text_of(".fact-value");
    let facts: Vec<String> =
        labels.iter().zip(&values).map(|(label, value)| format!("{label}: {value}")).collect();
    assert_snapshot!(facts.join("\n"), @r"
    Deadline: 30 April 2027 in 60 days 17:00, CET
    Entry fee: None
    Money to the artist: €2,400
    Also given: Studio
    Who may apply: Applicants must be at least 21 years old.
    Artists of any nationality may apply.
    Disciplines: Ceramics
    Place: Évora, Portugal
    Who calls: Kiln House Foundation
    Kind: Residency
    Portfolio: Asked for; no limits stated
    Images of works: 10
    Artist statement: Asked for; no limits stated
    How to apply: Not stated
    Languages to apply in: Not stated
    Artificial intelligence: Not mentioned
    Other dates: None stated
    ");
    page.must_say("In its words: Entry fee There is no application fee. Tidal Board");
    assert!(page.leads_to().contains(&board.site.url("/calls/kiln-house").to_string()));
    page.must_say("Last checked 1 March 2027");
}

#[tokio::test]
async fn what_is_not_published_is_not_there() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln()]).await;
    world.collect(&board.source()).await;
    let slug: String =
        sqlx::query_scalar("select slug from opportunities").fetch_one(world.pool()).await.unwrap();
    let mut visitor = world.visitor();
    let page = visitor.knock(&format!("/opportunities/{slug}")).await;
    assert_eq!(page.status, 404);
    page.must_not_say("Kiln");
    for path in ["/opportunities/no-such-call", "/opportunities/%00", "/opportunities/%FF"] {
        assert_eq!(visitor.knock(path).await.status / 100, 4, "{path}");
    }
}

#[tokio::test]
async fn no_link_leads_nowhere() {
    let (world, _board) = published(vec![kiln(), harbour(), lumiere()]).await;
    let mut ada = crate::support::people::ada(&world).await;
    let mut seen = std::collections::BTreeSet::from(["/".to_owned()]);
    let mut open: Vec<String> = vec!["/".into()];
    while let Some(path) = open.pop() {
        if seen.len() > 150 {
            break;
        }
        let page = ada.knock(&path).await.clone();
        assert!(page.status == 200, "{path} answers {}", page.status);
        for href in page.leads_to() {
            // Elsewhere, or only another view of the list: filters have their own stories.
            if href.contains(':') || href.contains("open_to") {
                continue;
            }
            let to = page.resolve(href.split('#').next().unwrap());
            if seen.insert(to.clone()) {
                open.push(to);
            }
        }
    }
    assert!(seen.len() > 12, "{seen:?}");
}
