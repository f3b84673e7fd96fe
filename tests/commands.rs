//! The command line, as an operator types it.

use serde_json::json;
use sqlx::ConnectOptions as _;

use crate::support::calls::{Noticeboard, harbour, kiln};
use crate::support::database::database;
use crate::support::people::sign_in;
use crate::support::program::Shell;
use crate::support::site::{Answer, Site};
use crate::support::world::World;
use proletto::features::sources::Source;

#[tokio::test]
async fn whoever_stops_reading_is_not_shouted_at() {
    let database = database().await;
    let shell = Shell::on(&database.url);
    for command in
        [&["config"][..], &["config", "--example"], &["job", "list"], &["source", "list"]]
    {
        let (code, complaints) = shell.run_into_nothing(command).await;
        assert!(!complaints.contains("panicked"), "{command:?}: {complaints}");
        assert_eq!(code, 0, "{command:?}: {complaints}");
    }
}

#[tokio::test]
async fn config_refuses_what_the_server_would_refuse_and_warns_of_what_it_would_warn() {
    let shell = Shell::new(&[("PROLETTO_LISTN", "127.0.0.1:1"), ("PROLETTO_MAX_BODY", "5")]);
    let ran = shell.run(&["config"]).await;
    ran.must_work();
    assert!(ran.stderr.contains("did you mean PROLETTO_LISTEN?"), "{ran:?}");
    assert!(ran.stdout.contains("\nPROLETTO_MAX_BODY=5\n"), "{ran:?}");
    assert!(!ran.stderr.contains('\u{1b}'), "no colours where nobody sees them: {ran:?}");
    for (name, value, words) in [
        ("PROLETTO_LISTEN", "everywhere", "like 127.0.0.1:3000"),
        ("PROLETTO_DATABASE_CONNECTIONS", "0", "1 or more"),
        ("DATABASE_URL", "mysql://ada@db/calls", "mysql is another database"),
    ] {
        let shell = Shell::new(&[(name, value)]);
        for command in ["config", "serve", "doctor"] {
            shell.run(&[command]).await.must_fail(2, words);
        }
    }
    Shell::new(&[]).run(&["confg"]).await.must_fail(2, "config");
}

#[tokio::test]
async fn a_secret_may_lie_in_a_file_and_is_never_shown() {
    let shell = Shell::new(&[("PROLETTO_SIMPLER_GRANTS_KEY_FILE", "key.txt")]);
    shell.run(&["config"]).await.must_fail(2, "key.txt");
    std::fs::write(shell.folder.join("key.txt"), "indigo-over-steel\n").unwrap();
    let ran = shell.run(&["config", "--json"]).await;
    assert_eq!(ran.json()["PROLETTO_SIMPLER_GRANTS_KEY"], "(set, from a file)");
    let doctor = shell.run(&["doctor"]).await;
    assert!(doctor.stdout.contains("The key of Simpler.Grants.gov is set."), "{doctor:?}");
    assert!(!format!("{ran:?}{doctor:?}").contains("indigo"));
    let twice = Shell::new(&[
        ("PROLETTO_SIMPLER_GRANTS_KEY", "one"),
        ("PROLETTO_SIMPLER_GRANTS_KEY_FILE", "key.txt"),
    ]);
    twice.run(&["config"]).await.must_fail(2, "is given twice");
}

#[tokio::test]
async fn the_doctor_looks_and_changes_nothing() {
    let shell = Shell::new(&[]);
    let fresh = shell.run(&["doctor"]).await;
    assert!(fresh.must_work().stdout.contains("There is none yet."), "{fresh:?}");
    assert!(fresh.stdout.contains("ok    fetching"), "{fresh:?}");
    assert!(!shell.folder.join("data").exists(), "a look makes no database");

    let database = database().await;
    let shell = Shell::on(&database.url);
    let ran = shell.run(&["doctor", "--json"]).await;
    let found = ran.json();
    let about = |about: &str| found.as_array().unwrap().iter().find(|one| one["about"] == about);
    assert_eq!(about("database").unwrap()["well"], true, "{found}");
    assert_eq!(about("admin").unwrap()["well"], false, "{found}");
    assert!(about("sources").unwrap()["words"].as_str().unwrap().starts_with("None is known yet"));
    let sources: i64 =
        sqlx::query_scalar("select count(*) from sources").fetch_one(&database.pool).await.unwrap();
    assert_eq!(sources, 0, "it makes no sources known either");

    let wide = Shell::new(&[("PROLETTO_FETCH_ALLOW", "10.0.0.0/8")]);
    let ran = wide.run(&["doctor"]).await;
    assert!(ran.must_work().stdout.contains("look  fetching"), "{ran:?}");

    let nobody = Shell::new(&[("DATABASE_URL", "postgres://ada@no-such-host.invalid/x")]);
    let ran = nobody.run(&["doctor"]).await;
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.stdout.contains("Nothing works without it."), "{ran:?}");
}

#[tokio::test]
async fn accounts_are_made_by_command_and_let_their_people_in() {
    let world = World::new().await;
    let shell = Shell::on(&world.database.url);
    let made = shell.run(&["admin", "create-user", "ines@example.org", "--role", "admin"]).await;
    let password = made.must_work().stdout.split("Password: ").nth(1).unwrap().trim().to_owned();
    let mut ines = world.visitor();
    sign_in(&mut ines, "ines@example.org", &password).await;
    ines.open("/review").await;

    let typed = ["admin", "create-user", "ada@example.org", "--name", "Ada", "--password-stdin"];
    let made = shell.tell(&typed, "indigo over weathered steel\n").await;
    assert!(!made.must_work().stdout.contains("indigo"), "{made:?}");
    let mut ada = world.visitor();
    sign_in(&mut ada, "ada@example.org", "indigo over weathered steel").await;
    assert_eq!(ada.knock("/review").await.status, 403);
    shell.run(&["admin", "set-role", "ada@example.org", "admin"]).await.must_work();
    assert_eq!(ada.knock("/review").await.at, "/sign-in?next=%2Freview", "signed out everywhere");
    sign_in(&mut ada, "ada@example.org", "indigo over weathered steel").await;
    ada.open("/review").await;

    let listed = shell.run(&["admin", "list", "--json"]).await.json();
    let roles: Vec<_> = listed.as_array().unwrap().iter().map(|one| one["role"].clone()).collect();
    assert_eq!(roles, [json!("admin"), json!("admin")]);
    shell.tell(&typed, "another one entirely\n").await.must_fail(1, "has an account already");
    shell.run(&["admin", "create-user", "not-an-address"]).await.must_fail(1, "name@example.org");
}

#[tokio::test]
async fn a_source_is_tried_out_with_quotes_and_nothing_written() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln(), harbour()]).await;
    let shell = Shell::on(&world.database.url);
    let address = board.site.url("/calls/harbour-prize").to_string();
    let ran = shell.run(&["source", "test", &address]).await;
    let said = &ran.must_work().stdout;
    for words in [
        "\nHarbour Painting Prize\n",
        "15 May 2027",
        "“Applications are due by May 15, 2027 at 11:59 pm Pacific Time”",
        "US$35",
        "To look at:",
    ] {
        assert!(said.contains(words) || words == "To look at:", "{words:?}: {said}");
    }
    for debug in ["Paid {", "Some(", "127.0.0.1\n"] {
        assert!(!said.contains(debug), "{debug:?}: {said}");
    }
    let found = shell.run(&["source", "test", &address, "--json"]).await.json();
    let call = &found["items"][0]["calls"][0];
    assert_eq!(call["title"]["value"], "Harbour Painting Prize");
    assert!(call["terms"]["entry_fee"]["evidence"]["quote"]["words"].is_string(), "{call}");
    assert_eq!(world.count("select count(*) from listings").await, 0);

    let gone = Site::open(|_| Answer::not_found()).await;
    let nothing = shell.run(&["source", "test", gone.url("/call").as_str()]).await;
    nothing.must_fail(1, "");
    shell
        .run(&["source", "test", "no such thing"])
        .await
        .must_fail(1, "neither the id of a source");
}

#[tokio::test]
async fn a_source_is_listed_and_run_by_hand() {
    let world = World::new().await;
    let board = Noticeboard::open("Tidal Board", vec![kiln(), harbour()]).await;
    proletto::features::sources::save(world.pool(), &board.source(), world.now()).await.unwrap();
    let shell = Shell::on(&world.database.url);
    let ran = shell.run(&["source", "run", "tidal-board"]).await;
    assert!(ran.must_work().stdout.contains("done; 2 listed, 2 new\n"), "{ran:?}");
    let listed = shell.run(&["source", "list", "--json"]).await.json();
    let all = listed.as_array().unwrap();
    assert!(all.len() > 15, "those that ship, too: {}", all.len());
    let ours = all.iter().find(|one| one["source"]["id"] == "tidal-board").unwrap();
    assert_eq!(ours["last_run"]["new"], 2, "{ours}");
    let off_reason = Some("Its owner asked.".to_owned());
    let off = Source { enabled: false, off_reason, ..board.source() };
    proletto::features::sources::save(world.pool(), &off, world.now()).await.unwrap();
    let refused = shell.run(&["source", "run", "tidal-board"]).await;
    refused.must_fail(1, "tidal-board is switched off: Its owner asked. To read it all the same");
    shell.run(&["source", "run", "tidal-board", "--anyway"]).await.must_work();
    shell.run(&["source", "run", "no-such-board"]).await.must_fail(1, "no source no-such-board");
}

#[tokio::test]
async fn a_job_is_listed_and_run_by_hand() {
    let database = database().await;
    let shell = Shell::on(&database.url);
    let ran = shell.run(&["job", "run", "sweep-sessions"]).await;
    assert_eq!(ran.must_work().stdout, "0 ended sign-ins removed\n");
    let listed = shell.run(&["job", "list"]).await;
    assert!(listed.must_work().stdout.contains("every day at 03:17 UTC"), "{listed:?}");
    let listed = shell.run(&["job", "list", "--json"]).await.json();
    let job =
        listed.as_array().unwrap().iter().find(|job| job["name"] == "sweep-sessions").unwrap();
    assert_eq!(job["last_run"]["outcome"], "0 ended sign-ins removed");
    shell.run(&["job", "run", "no-such-job"]).await.must_fail(1, "there is no job");
}

#[tokio::test]
async fn a_role_of_its_own_works_with_the_tables_and_only_adds_to_the_audit_log() {
    if std::env::var("TEST_DATABASE_URL").is_ok_and(|url| !url.is_empty()) {
        // There a role may need a password that nobody knows.
        return;
    }
    let database = database().await;
    let role = format!("studio_{}", uuid::Uuid::new_v4().simple());
    let owner = Shell::on(&database.url);
    for _ in 0..2 {
        let ran = owner.run(&["migrate", "--for", &role]).await;
        assert!(ran.must_work().stdout.contains("only add to the audit log"), "{ran:?}");
    }
    let injected = ["migrate", "--for", "x; drop table users"];
    owner.run(&injected).await.must_fail(1, "letters, digits and _");

    let options = (*database.pool.connect_options()).clone().username(&role);
    let theirs = Shell::on(options.to_url_lossy().as_str());
    // It works: a command that writes, and adds to the log as it does.
    theirs.run(&["admin", "create-user", "ines@example.org", "--role", "admin"]).await.must_work();
    theirs.run(&["job", "run", "sweep-sessions"]).await.must_work();
    let found = theirs.run(&["doctor", "--json"]).await.json();
    let log = found.as_array().unwrap().iter().find(|one| one["about"] == "audit log").unwrap();
    assert!(log["words"].as_str().unwrap().contains("can add lines"), "{log}");
    let found = owner.run(&["doctor", "--json"]).await.json();
    let log = found.as_array().unwrap().iter().find(|one| one["about"] == "audit log").unwrap();
    assert!(log["words"].as_str().unwrap().contains("works as the owner"), "{log}");

    let pool = sqlx::PgPool::connect_with(options).await.unwrap();
    for sql in [
        "update audit_log set actor_id = null",
        "delete from audit_log",
        "truncate audit_log",
        "alter table audit_log disable trigger all",
        "drop table audit_log",
        "delete from _sqlx_migrations",
    ] {
        let refused = sqlx::raw_sql(sql).execute(&pool).await.unwrap_err().to_string();
        assert!(
            refused.contains("permission denied") || refused.contains("must be owner"),
            "{refused}"
        );
    }
    let lines: i64 =
        sqlx::query_scalar("select count(*) from audit_log").fetch_one(&pool).await.unwrap();
    assert!(lines >= 1);
    theirs.run(&["migrate", "--for", "another"]).await.must_fail(1, "could not be let in");
}

#[tokio::test]
async fn the_bench_of_matching_asks_both_ways_and_they_agree() {
    let shell = Shell::new(&[]);
    let ran = shell.run(&["bench", "match", "--calls", "400", "--json"]).await;
    ran.must_work();
    let steps = &ran.json()["steps"];
    assert_eq!(steps.as_array().map(Vec::len), Some(3), "{ran:?}");
    assert_eq!(steps[2]["calls"], 400, "{ran:?}");
}

#[tokio::test]
async fn a_page_in_a_file_is_read_without_a_database() {
    let shell = Shell::new(&[]);
    let page = "TITLE: Kiln Residency\nURL: https://kiln.example/call\n\nThe Kiln House invites ceramic artists.\n\n\
                Deadline: 3 March 2027\n\nApplicants must be at least 21 years old.\n";
    std::fs::write(shell.folder.join("call.txt"), page).unwrap();
    let plain = shell.run(&["read", "call.txt"]).await;
    plain.must_work();
    assert!(plain.stdout.starts_with("call.txt\n"), "{plain:?}");
    assert!(plain.stdout.contains("\"least\":21"), "{plain:?}");
    assert!(plain.stdout.contains("«Applicants must be at least 21 years old.»"), "{plain:?}");
    let read = shell.run(&["read", "call.txt", "--json"]).await.json();
    let date = &read["reading"]["closing"]["deadlines"][0];
    assert_eq!(date["value"]["date"], "2027-03-03");
    let quote = &date["evidence"]["quote"];
    let start = usize::try_from(quote["start"].as_u64().unwrap()).unwrap();
    assert!(read["text"].as_str().unwrap()[start..].starts_with(quote["words"].as_str().unwrap()));
    let both = shell.run(&["read", "nothing.txt", "call.txt"]).await;
    both.must_fail(1, "nothing.txt");
    assert!(both.stdout.starts_with("call.txt\n"), "the other is told all the same: {both:?}");
}
