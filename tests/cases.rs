//! "This is wrong": said on a call's page, looked at by the staff, kept as a page to measure by.

use chrono::TimeDelta;
use proletto::features::cases;
use proletto::features::quality::{Folder, measure};

use crate::support::browser::Browser;
use crate::support::calls::{Noticeboard, kiln};
use crate::support::people;
use crate::support::world::World;

async fn a_call() -> (World, Noticeboard) {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln()]).await;
    let mut source = board.source();
    source.trusted = true;
    world.collect(&source).await;
    (world, board)
}

async fn call(browser: &mut Browser) {
    browser.open("/opportunities").await;
    browser.follow(&kiln().title).await;
}

const CLAIM: &str = "The page says that entering costs nothing.";

#[tokio::test]
async fn a_case_is_opened_decided_and_becomes_a_page_to_measure_by() {
    let (world, _board) = a_call().await;
    let mut ada = people::ada(&world).await;
    call(&mut ada).await;
    let at = ada.page().at.clone();
    let form = ada.follow("This is wrong: Entry fee").await;
    form.must_say("What is wrong?");
    assert_eq!(ada.form("Tell the staff").value("What it is about"), "Entry fee");
    let again = ada.submit("Tell the staff", &[("What is wrong", " ")]).await;
    assert_eq!(again.status, 422);
    again.must_say("Say what is wrong, in a sentence.");
    let thanks = ada.submit("Tell the staff", &[("What is wrong", CLAIM)]).await;
    thanks.must_say("Thank you. A person will look at it");
    assert_eq!(thanks.at, at);

    let mut grace = people::grace(&world).await;
    grace.open("/desk").await;
    grace.follow("1 thing that somebody says is wrong").await;
    let case = grace.follow(&kiln().title).await;
    case.must_say(CLAIM).must_say("The page’s text as it was then");
    let case = case.at.clone();
    let again = grace.submit("Accept the case", &[("Why it was wrong", "")]).await;
    assert_eq!(again.status, 422);
    let label = ("Label of the page", "Entry fee, as 25 EUR; 0 where it is free");
    let found = |fee, words| {
        let why = ("Why it was wrong", "It is in the last paragraph.");
        [why, label, ("What the page says there", fee), ("The words that say so", words)]
    };
    // What is no fee, and words that are not there, would make a page that measures the wrong thing.
    let again = grace.submit("Accept the case", &found("fifteen", "Early birds pay 15")).await;
    assert_eq!(again.status, 422);
    again.must_say("Write an amount and its currency").must_say("These words do not stand in");
    assert_eq!(grace.form("Accept the case").value("What the page says there"), "fifteen");
    let words = "There is no application fee.";
    grace.submit("Accept the case", &found("12 EUR", words)).await.must_say("Accepted.");
    grace.open("/cases?show=accepted").await.must_say(CLAIM);
    let decided = grace.open(&case).await;
    decided.must_say("accepted by Grace Lindqvist").must_say("It is in the last paragraph.");
    decided.must_say("Put the call itself right, under Review");

    let folder = world.state.config.data.join("fixtures");
    assert_eq!(cases::export(world.pool(), &folder).await.unwrap(), 1);
    assert_eq!(cases::export(world.pool(), &folder).await.unwrap(), 0, "it is in there already");
    // It was a slip: the decision is put right, and the folder with it.
    world.later(TimeDelta::minutes(1));
    assert_eq!(grace.form("Accept the case").value("What the page says there"), "12 EUR");
    grace.submit("Accept the case", &found("0", words)).await.must_say("Accepted.");
    assert_eq!(cases::export(world.pool(), &folder).await.unwrap(), 1);
    let gold = std::fs::read_to_string(folder.join("gold.jsonl")).unwrap();
    assert!(gold.lines().count() == 1 && !gold.contains("\"amount\":12"), "{gold}");
    let report = measure(&Folder::open(&folder).unwrap()).unwrap();
    assert_eq!(report.fields["entry_fee"].total(), 1, "{report:?}");
    world.later(TimeDelta::minutes(1));
    grace.open(&case).await;
    grace
        .submit("Decline the case", &[("Why it was right", "It was.")])
        .await
        .must_say("Declined.");
    assert_eq!(cases::export(world.pool(), &folder).await.unwrap(), 1, "its line is taken out");
    assert!(std::fs::read_to_string(folder.join("gold.jsonl")).unwrap().is_empty());
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn own_facts_are_sent_only_by_choice_and_go_with_the_account() {
    let (world, _board) = a_call().await;
    let mut ada = people::ada(&world).await;
    ada.open("/profile").await;
    let answers = [("Where you live", "Portugal"), ("Date or year of birth", "1987")];
    ada.submit("Keep my profile", &answers).await;
    for own in [None, Some(("Send along what my profile says about the conditions", "yes"))] {
        call(&mut ada).await;
        ada.follow("This is wrong: whether you may apply").await;
        let mut answers = vec![("What is wrong", "I am old enough.")];
        answers.extend(own);
        ada.submit("Tell the staff", &answers).await;
    }
    assert_eq!(world.count("select count(*) from cases where frozen::text like '%1987%'").await, 0);
    assert_eq!(world.count("select count(*) from case_facts where words like '%1987%'").await, 1);
    let gone = "with gone as (delete from users where email = 'ada@example.org' returning id)
                select count(*) from gone";
    assert_eq!(world.count(gone).await, 1);
    assert_eq!(world.count("select count(*) from case_facts").await, 0);
    assert_eq!(world.count("select count(*) from cases where reported_by is null").await, 2);
}

#[tokio::test]
async fn cases_are_for_people_who_are_signed_in_and_decided_once_by_the_staff() {
    let (world, _board) = a_call().await;
    let mut visitor = world.visitor();
    call(&mut visitor).await;
    let at = visitor.page().at.clone();
    assert!(visitor.knock(&format!("{at}/wrong")).await.at.starts_with("/sign-in"));
    let mut ada = people::ada(&world).await;
    assert_eq!(ada.knock("/cases").await.status, 403);
    call(&mut ada).await;
    ada.follow("This is wrong: how well it fits").await;
    ada.submit("Tell the staff", &[("What is wrong", "It is far away.")]).await;
    let (mut grace, mut henry) = (people::grace(&world).await, people::henry(&world).await);
    for browser in [&mut grace, &mut henry] {
        browser.open("/cases").await;
        browser.follow(&kiln().title).await;
    }
    grace
        .submit("Decline the case", &[("Why it was right", "The row says so.")])
        .await
        .must_say("Declined.");
    let noted = grace.open("/desk/audit?action=decide_case").await.one(".ledger tbody tr");
    assert!(noted.contains("answered what somebody said is wrong: a case"), "{noted}");
    assert!(noted.contains("as: declined") && noted.contains("grace@example.org"), "{noted}");
    let late = henry.submit("Accept the case", &[("Why it was wrong", "Indeed")]).await;
    assert_eq!(late.status, 409);
    late.must_say("Someone was faster");
}
