//! What an artist is told: the profile, the verdicts and scores that follow from it, marks on calls.

mod asked;
mod learned;

use axum::body::Body;
use axum::http::Request;
use scraper::{ElementRef, Html};

use crate::support::browser::{Browser, Page, flat};
use crate::support::calls::{Notice, Noticeboard, harbour, kiln, lumiere};
use crate::support::form::selector;
use crate::support::people;
use crate::support::world::World;

/// Three calls that anyone can read, and Ada, who has just signed up.
async fn ada_and_three_calls() -> (World, Noticeboard, Browser) {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln(), harbour(), lumiere()]).await;
    let mut source = board.source();
    source.trusted = true;
    world.collect(&source).await;
    let mut ada = people::ada(&world).await;
    ada.open("/profile").await;
    (world, board, ada)
}

const A_CERAMIST: [(&str, &str); 6] = [
    ("Ceramics", "yes"),
    ("Residency", "yes"),
    ("Statement", "Vessels of river clay, fired with wood, about what a valley remembers."),
    ("Where you live", "Portugal"),
    ("Citizenships", "Portugal"),
    ("Date or year of birth", "1987"),
];

/// Fills in the profile, which leads to the matches.
async fn fill_in(ada: &mut Browser, answers: &[(&str, &str)]) {
    ada.open("/profile").await;
    ada.submit("Keep my profile", answers).await;
}

#[tokio::test]
async fn before_anything_is_told_matches_say_so() {
    let (_world, _board, mut ada) = ada_and_three_calls().await;
    let page = ada.open("/matches").await;
    page.must_say("Tell us about your work");
    assert_eq!(page.text_of(".match").len(), 3);
}

#[tokio::test]
async fn a_profile_is_kept_and_matches_follow_from_it() {
    let (_world, _board, mut ada) = ada_and_three_calls().await;
    fill_in(&mut ada, &A_CERAMIST).await;
    assert_eq!(ada.page().at, "/matches");
    ada.page().must_say("Your profile is kept.");
    let first = ada.page().text_of(".match").remove(0);
    assert!(first.starts_with("30") || first.contains(&kiln().title), "{first}");
    assert!(first.contains("May you apply?") && first.contains("Does it fit?"), "{first}");
    assert!(first.contains("at least 21 years old"), "the clause is quoted: {first}");
    // Closed to her by a rule: not in the list, and reachable.
    ada.page().must_not_say(&harbour().title);
    let page = ada.open("/matches?show=not-eligible").await;
    page.must_say(&harbour().title).must_say("Open to artists who live in Oregon.");
    ada.open("/profile").await;
    let form = ada.form("Keep my profile");
    for (label, value) in A_CERAMIST {
        assert_eq!(form.value(label), value, "{label}");
    }
}

#[tokio::test]
async fn what_cannot_be_read_in_a_profile_is_shown_again() {
    let (_world, _board, mut ada) = ada_and_three_calls().await;
    let answers = [("Date or year of birth", "long ago"), ("Citizenships", "Atlantis")];
    let page = ada.submit("Keep my profile", &answers).await;
    assert_eq!(page.status, 422);
    assert_eq!(page.text_of(".error-summary li").len(), 2, "{}", page.text());
    let form = ada.form("Keep my profile");
    assert_eq!(form.value("Date or year of birth"), "long ago");
    assert_eq!(form.value("Citizenships"), "Atlantis");
}

/// The points of each row and the sum, as a reader sees them.
fn scores(html: &str) -> Vec<(Vec<i64>, i64)> {
    let document = Html::parse_document(html);
    let number = |element: ElementRef<'_>| -> i64 {
        let text = flat(element).replace('\u{2212}', "-").replace('+', "");
        let points = text.split(' ').next().unwrap();
        points.parse().unwrap_or_else(|_| panic!("{text:?} is no number"))
    };
    document
        .select(selector(".score"))
        .map(|score| {
            let rows = score.select(selector("tbody .score-points")).map(number);
            let total = score.select(selector("tfoot .score-points")).map(number);
            (rows.collect(), total.last().unwrap())
        })
        .collect()
}

#[tokio::test]
async fn the_sum_of_the_rows_is_the_score() {
    let (_world, _board, mut ada) = ada_and_three_calls().await;
    fill_in(&mut ada, &A_CERAMIST).await;
    let scores = scores(&ada.page().html);
    assert_eq!(scores.len(), 2);
    for (rows, total) in scores {
        assert!(rows.len() >= 2, "{rows:?}");
        assert_eq!(rows.iter().sum::<i64>(), total, "{rows:?}");
    }
}

#[tokio::test]
async fn one_fact_changes_the_verdict() {
    let (_world, _board, mut ada) = ada_and_three_calls().await;
    // Nothing told: nobody can say whether the Oregon prize is open to her.
    ada.open("/opportunities").await;
    ada.follow(&harbour().title).await;
    let call = ada.page().at.clone();
    let unknown = ada.page().one(".call-standing h2");
    fill_in(&mut ada, &[("Where you live", "Portugal")]).await;
    let not = ada.open(&call).await.one(".call-standing h2");
    let oregon = [("Where you live", "United States"), ("State, province or region", "Oregon")];
    fill_in(&mut ada, &oregon).await;
    let eligible = ada.open(&call).await.one(".call-standing h2");
    insta::assert_snapshot!(format!("{unknown}\n{not}\n{eligible}"), @r"
    It is not settled whether you can apply.
    You cannot apply.
    You can apply.
    ");
}

#[tokio::test]
async fn what_is_hidden_is_kept_and_comes_back() {
    let (_world, _board, mut ada) = ada_and_three_calls().await;
    ada.open("/matches").await;
    let hide = format!("Hide: {}", kiln().title);
    ada.press(&hide).await.must_not_say("Out of 2");
    assert_eq!(ada.page().at, "/matches");
    assert_eq!(ada.page().text_of(".match").len(), 2);
    let page = ada.open("/matches?show=hidden").await;
    assert_eq!(page.text_of(".card-title"), [kiln().title]);
    ada.press(&format!("Bring back: {}", kiln().title)).await;
    assert_eq!(ada.open("/matches").await.text_of(".match").len(), 3);
}

#[tokio::test]
async fn a_mark_is_said_where_its_button_stood_and_leads_back_there() {
    let (_world, _board, mut ada) = ada_and_three_calls().await;
    let order = ada.open("/matches").await.text_of(".card-title");
    let slug_of =
        |ada: &Browser, title: &str| ada.page().link(title).rsplit('/').next().unwrap().to_owned();
    let (second, last) = (slug_of(&ada, &order[1]), slug_of(&ada, &order[2]));
    ada.press(&format!("Save: {}", order[1])).await;
    assert_eq!(ada.page().place, Some(format!("call-{second}")));
    let said = ada.page().one(&format!("#call-{second}.match-said"));
    assert!(said.starts_with("Saved. You find it again under Saved."), "{said}");
    assert_eq!(ada.page().text_of(".flash").len(), 1, "it is said once");
    ada.press("Undo").await;
    let said = ada.page().one(&format!("#call-{second}.match-said"));
    assert!(said.starts_with("Taken off your saved calls."), "{said}");
    // What goes leaves the reader at the next one; the last one, at the one before.
    ada.press(&format!("Hide: {}", order[1])).await;
    let said = ada.page().one(&format!("#call-{last}.match-said"));
    assert!(said.starts_with("Hidden."), "{said}");
    ada.press("Undo").await;
    assert!(ada.page().one(&format!("#call-{second}.match-said")).starts_with("It is back"));
    ada.press(&format!("Hide: {}", order[2])).await;
    assert!(ada.page().one(&format!("#call-{second}.match-said")).starts_with("Hidden."));
    // A place that is none of ours leads nowhere else.
    ada.post("/matches/x/save", &[("at", "x\r\nhttps://evil.example")]).await;
    assert_eq!(ada.page().status, 404);
}

#[tokio::test]
async fn a_calls_page_says_how_well_it_fits_before_the_facts_and_always_leads_on() {
    let (_world, _board, mut ada) = ada_and_three_calls().await;
    fill_in(&mut ada, &A_CERAMIST).await;
    ada.open("/matches?show=not-eligible").await;
    let page = ada.follow(&harbour().title).await;
    let standing = page.one(".call-standing");
    assert!(standing.contains(" of 100."), "{standing}");
    assert_eq!(standing.matches("You cannot apply").count(), 1, "{standing}");
    assert!(!standing.contains("You may not apply"), "the verdict is said once: {standing}");
    let document = page.document();
    let button = scraper::Selector::parse(".call-side a.button[href]").unwrap();
    let words: String = document.select(&button).flat_map(|link| link.text()).collect();
    assert!(words.starts_with("Open the call on Tidal Board"), "{words}");
}

#[tokio::test]
async fn a_profile_kept_from_another_window_is_not_overwritten_unseen() {
    let (world, _board, mut ada) = ada_and_three_calls().await;
    let mut other = world.visitor();
    other.plant(ada.session().unwrap());
    ada.open("/profile").await;
    other.open("/profile").await;
    ada.submit("Keep my profile", &[("Your media", "rammed earth, felt")]).await;
    let page = other.submit("Keep my profile", &[("Your media", "rammed earth")]).await;
    assert_eq!(page.status, 409);
    page.must_say("Your profile was kept from another window since you opened this one");
    page.must_say("Kept from another window: “rammed earth, felt”.");
    assert_eq!(other.form("Keep my profile").value("Your media"), "rammed earth");
    assert_eq!(ada.open("/profile").await.status, 200);
    assert_eq!(ada.form("Keep my profile").value("Your media"), "rammed earth, felt");
    // Having seen both, they decide.
    assert_eq!(other.submit("Keep my profile", &[]).await.at, "/matches");
    ada.open("/profile").await;
    assert_eq!(ada.form("Keep my profile").value("Your media"), "rammed earth");
}

#[tokio::test]
async fn what_is_saved_is_found_again() {
    let (_world, _board, mut ada) = ada_and_three_calls().await;
    ada.open("/matches").await;
    ada.press(&format!("Save: {}", lumiere().title)).await;
    let page = ada.open("/matches?show=saved").await;
    assert_eq!(page.text_of(".card-title"), [lumiere().title]);
    ada.follow(&lumiere().title).await;
    ada.press("Saved: take off").await;
    ada.page().must_not_say("Saved: take off");
    ada.open("/matches?show=saved").await.must_say("Nothing saved yet");
}

#[tokio::test]
async fn one_artists_marks_and_facts_are_not_anothers() {
    let (world, _board, mut ada) = ada_and_three_calls().await;
    fill_in(&mut ada, &A_CERAMIST).await;
    ada.press(&format!("Save: {}", kiln().title)).await;
    let mut bela = people::bela(&world).await;
    bela.open("/matches?show=saved").await.must_say("Nothing saved yet");
    bela.open("/profile").await;
    assert_eq!(bela.form("Keep my profile").value("Citizenships"), "");
}

#[tokio::test]
async fn a_visitor_is_shown_the_conditions_and_where_to_sign_in() {
    let (world, _board, _ada) = ada_and_three_calls().await;
    let mut visitor = world.visitor();
    visitor.open("/opportunities").await;
    let page = visitor.follow(&harbour().title).await;
    page.must_say("Open to artists who live in Oregon.");
    let href = page.link("Sign in to see whether it fits you");
    assert!(href.starts_with("/sign-in?next="), "{href}");
    for path in ["/matches", "/profile"] {
        assert!(visitor.knock(path).await.at.starts_with("/sign-in?next="), "{path}");
    }
}

#[tokio::test]
async fn nobody_marks_what_is_not_published() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln()]).await;
    world.collect(&board.source()).await;
    let slug: String =
        sqlx::query_scalar("select slug from opportunities").fetch_one(world.pool()).await.unwrap();
    let mut ada = people::ada(&world).await;
    ada.open("/matches").await.must_say("No open calls yet");
    assert_eq!(ada.knock(&format!("/opportunities/{slug}")).await.status, 404);
}

#[tokio::test]
async fn of_the_editions_of_one_call_the_nearest_stands_for_all() {
    let world = World::new().await;
    let edition = |slug: &'static str, season: &str, deadline: &str| {
        let mut notice = kiln();
        notice.slug = slug;
        notice.title = format!("Kiln House Residency, {season} 2027");
        notice.body = notice.body.replace("30 April 2027", deadline);
        notice
    };
    let notices = vec![
        edition("kiln-autumn", "autumn", "30 September 2027"),
        edition("kiln-spring", "spring", "30 April 2027"),
        edition("kiln-winter", "winter", "15 December 2027"),
        harbour(),
    ];
    let board = Noticeboard::open("Tidal Board", notices).await;
    let mut source = board.source();
    source.trusted = true;
    world.collect(&source).await;
    let mut ada = people::ada(&world).await;
    let page = ada.open("/matches").await;
    page.must_say("2 calls that may be yours").must_say("2 more dates of this call");
    let titles = page.text_of(".match .card-title");
    assert!(titles.contains(&"Kiln House Residency, spring 2027".to_owned()), "{titles:?}");
    let later = page.text_of(".match-later li").join("; ");
    assert!(later.contains("autumn 2027, closes 30 September 2027"), "{later}");
    assert!(later.find("autumn") < later.find("winter"), "the nearest first: {later}");
    let api = ada.open("/api/v1/matches").await.text();
    assert!(
        api.contains("\"later_editions\":[{\"title\":\"Kiln House Residency, autumn 2027\""),
        "{api}"
    );

    // Hidden, it leaves the next one in its place.
    ada.open("/matches").await;
    ada.press("Hide: Kiln House Residency, spring 2027").await;
    let page = ada.open("/matches").await;
    page.must_say("2 calls that may be yours").must_say("1 more date of this call");
}

#[tokio::test]
async fn closed_by_age_says_from_when_on_page_and_in_the_api() {
    let (_world, _board, mut ada) = ada_and_three_calls().await;
    fill_in(&mut ada, &[("Ceramics", "yes"), ("Date or year of birth", "2008-05-20")]).await;
    ada.open("/matches").await.must_not_say(&kiln().title);
    let page = ada.open("/matches?show=not-eligible").await;
    page.must_say(&kiln().title).must_say("From 20 May 2029 you would meet it.");
    let api = ada.open("/api/v1/matches?show=not-eligible").await.text();
    assert!(api.contains("\"eligible_from\":\"2029-05-20\""), "{api}");
    let api = ada.open("/api/v1/matches").await.text();
    assert!(api.contains("\"questions\":[{"), "one fact away: {api}");
}

#[tokio::test]
async fn words_that_mean_the_same_meet_and_everyone_sees_what_they_count() {
    let (world, _board, mut ada) = ada_and_three_calls().await;
    fill_in(&mut ada, &[("Ceramics", "yes"), ("Statement", "I build kilns for river clay.")]).await;
    ada.open("/opportunities").await;
    let page = ada.follow(&kiln().title).await;
    page.must_say("It uses words of yours: kiln.");
    page.must_say("How points are given");
    let mut visitor = world.visitor();
    let page = visitor.open("/matches/weights").await;
    page.must_say("version 4 of the table").must_say("It is a kind of call you want");
    let headings = page.text_of(".weights h2");
    assert_eq!(headings.len(), 11, "each part once: {headings:?}");
}
