//! Real processes: one that is killed, two on one database, and the demo from start to stop.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use proletto::features::sources::{self, Source};
use proletto::platform::clock::Clock;
use sqlx::PgPool;

use crate::support::calls::{Noticeboard, many};
use crate::support::database::{TestDatabase, database};
use crate::support::issuer::Issuer;
use crate::support::program::Shell;

fn now() -> DateTime<Utc> {
    Clock::system().now()
}

/// A database in which only this source is on: those that ship would be visited for real.
async fn only(source: &Source) -> TestDatabase {
    let database = database().await;
    for shipped in sources::shipped() {
        let off_reason = Some("A story.".into());
        let off = Source { enabled: false, off_reason, ..shipped.clone() };
        sources::save(&database.pool, &off, now()).await.unwrap();
    }
    sources::save(&database.pool, source, now()).await.unwrap();
    database
}

async fn count(pool: &PgPool, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(pool).await.unwrap()
}

async fn until(pool: &PgPool, sql: &'static str, at_least: i64) -> i64 {
    let begun = Instant::now();
    loop {
        let there = count(pool, sql).await;
        if there >= at_least {
            return there;
        }
        assert!(begun.elapsed() < Duration::from_secs(90), "{sql}: {there} of {at_least}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

const CALLS: &str = "select count(*) from opportunities";
const DONE: &str = "select count(*) from run_items where outcome is not null";
const RUNS: &str = "select count(*) from source_runs";

#[tokio::test]
async fn killed_in_the_middle_of_a_run_it_loses_and_repeats_nothing() {
    let board = Noticeboard::open("Tidal Board", many(16)).await;
    let database = only(&board.source()).await;
    let shell = Shell::on(&database.url);
    let mut first = shell.start(&["source", "run", "tidal-board"]);
    until(&database.pool, DONE, 4).await;
    first.kill();
    let done = count(&database.pool, DONE).await;
    assert!((4..16).contains(&done), "it was killed in the middle: {done}");

    // The database notices the death by the closed connection, and until then the source is taken.
    let begun = Instant::now();
    while shell.run(&["source", "run", "tidal-board"]).await.code != 0 {
        assert!(begun.elapsed() < Duration::from_secs(60), "nobody takes the run up");
    }
    assert_eq!(count(&database.pool, RUNS).await, 1, "the same run went on");
    assert_eq!(count(&database.pool, CALLS).await, 16);
    assert_eq!(count(&database.pool, "select count(*) from listing_versions").await, 16);
    let new = "select count(*) from run_items where outcome = 'new'";
    assert_eq!(count(&database.pool, new).await, 16);
    let asked = board.site.paths().iter().filter(|path| path.starts_with("/calls/")).count();
    assert!(
        asked <= 17,
        "only the page that was on its way may have been asked for twice: {asked}"
    );
}

#[tokio::test]
async fn two_programs_on_one_database_share_the_timetable() {
    let board = Noticeboard::open("Tidal Board", many(8)).await;
    let database = only(&board.source()).await;
    let shell = Shell::on(&database.url);
    let (one, two) = (shell.start(&["serve"]), shell.start(&["serve"]));
    let base = one.said_after("Proletto is open at ").await;
    two.said_after("Proletto is open at ").await;
    // The timetable takes the source up by itself, in one of the two.
    until(&database.pool, "select count(*) from source_runs where state = 'done'", 1).await;
    assert_eq!(count(&database.pool, RUNS).await, 1);
    assert_eq!(count(&database.pool, CALLS).await, 8);
    until(&database.pool, "select count(*) from job_runs where state <> 'running'", 4).await;
    let twice = "select count(*) from (select 1 from job_runs where asked_by = 'timetable'
                 group by job, date_trunc('minute', started_at) having count(*) > 1) t";
    assert_eq!(count(&database.pool, twice).await, 0, "no job ran twice in one minute");
    let asked = board.site.paths().iter().filter(|path| path.starts_with("/calls/")).count();
    assert_eq!(asked, 8, "each page was asked for once");
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let ready = http.get(format!("{base}/readyz")).send().await.unwrap();
    assert!(ready.status().is_success());
    let said = one.said();
    assert!(!said.contains('\u{1b}'), "no colours where nobody sees them: {said}");
    one.stop().await;
    two.stop().await;
}

#[tokio::test]
async fn the_demo_opens_collects_lets_people_in_and_stops() {
    let shell = Shell::new(&[("PROLETTO_LISTEN", "127.0.0.1:0")]);
    let demo = shell.start(&["demo"]);
    let base = demo.said_after("Proletto is open at ").await;
    let login = demo.said_after("To review and publish, sign in as").await;
    let (email, password) = login.split_once(' ').expect("an address and a password");
    let stay = reqwest::redirect::Policy::none();
    let http = reqwest::Client::builder().redirect(stay).no_proxy().build().unwrap();
    let answers = [("email", email), ("password", password.trim())];
    let form = http.post(format!("{base}/sign-in")).header("sec-fetch-site", "same-origin");
    let answer = form.form(&answers).send().await.unwrap();
    assert_eq!(answer.status(), 303, "the password that was shown lets in");
    let cookie = answer.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap();
    let read = async |path: &str| -> String {
        let asked = http.get(format!("{base}{path}")).header("cookie", cookie);
        asked.send().await.unwrap().text().await.unwrap()
    };
    // The trusted source publishes by itself, the other fills the queue.
    let begun = Instant::now();
    loop {
        let review = read("/review").await;
        let calls = read("/opportunities").await;
        if review.contains("Tram shelter commission")
            && calls.contains("Fellowship for textile artists")
        {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(90), "no calls arrive: {review}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    // A command beside it says which database it is about, and can be about the demo's.
    let listed = shell.run(&["source", "list", "--demo", "--json"]).await.json();
    assert_eq!(listed.as_array().unwrap().len(), 2, "{listed}");
    demo.stop().await;
}

#[tokio::test]
async fn nobody_writes_a_line_of_the_log_by_what_another_site_is_made_to_say() {
    let board = Noticeboard::open("Tidal Board", many(1)).await;
    let database = only(&board.source()).await;
    let issuer = Issuer::open(now()).await;
    let stay = reqwest::redirect::Policy::none();
    let http = reqwest::Client::builder().redirect(stay).no_proxy().build().unwrap();
    for format in ["text", "json"] {
        let mut settings = issuer.settings().to_vec();
        settings.extend([
            ("DATABASE_URL", &*database.url),
            ("PROLETTO_FETCH_ALLOW", "127.0.0.0/8"),
            ("PROLETTO_FETCH_DELAY", "0"),
            ("PROLETTO_LISTEN", "127.0.0.1:0"),
            ("PROLETTO_LOG_FORMAT", format),
        ]);
        let shell = Shell::new(&settings);
        let program = shell.start(&[]);
        let base = program.said_after("Proletto is open at ").await;
        let base = base.split(['"', ' ']).next().unwrap().trim_end_matches(['/', '.']);
        let sent = http.get(format!("{base}/sign-in/with/oidc")).send().await.unwrap();
        let header = |name: &str| sent.headers()[name].to_str().unwrap().to_owned();
        let cookie = header("set-cookie").split(';').next().unwrap().to_owned();
        let there = url::Url::parse(&header("location")).unwrap();
        let state = there.query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned();
        let line =
            "x\n2026-11-20T00:00:00Z  INFO FORGED an admin signed in\r\u{2028}FORGED\u{1b}[2K";
        let back = format!("{base}/sign-in/with/oidc/back");
        let back = http.get(back).query(&[("state", &*state), ("error", line)]);
        assert_eq!(back.header("cookie", cookie).send().await.unwrap().status(), 403);
        program.said_after("FORGED an admin").await;
        let said = program.said();
        let forged: Vec<&str> = said.lines().filter(|line| line.contains("FORGED")).collect();
        assert_eq!(forged.len(), 1, "{said}");
        assert!(forged[0].contains("an answer was refused"), "{said}");
        assert!(!forged[0].contains(['\u{1b}', '\u{2028}', '\r']), "{said}");
        program.stop().await;
    }
}
