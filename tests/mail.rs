//! Letters: kept as files where there is no mail service, sent by a server or by SendGrid where there is
//! one, tried again, and shown to the staff when they cannot be sent.

use chrono::TimeDelta;
use proletto::platform::mail::{Words, deliver};
use proletto::platform::outbox;
use serde_json::Value;
use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::support::people;
use crate::support::post::MailServer;
use crate::support::world::World;

/// A letter in the outbox, filled in a transaction that is committed or not.
async fn write(world: &World, to: &str, commit: bool) {
    let letter = Words::new(world.state.config.base_url(), "About a call")
        .say("Something you may like to know.")
        .link("Look at it", "/opportunities?q=kiln")
        .unwrap()
        .to(to)
        .unwrap();
    let mut transaction = world.pool().begin().await.unwrap();
    outbox::put(&mut *transaction, &world.state.secrets, &letter, None, world.now()).await.unwrap();
    if commit {
        transaction.commit().await.unwrap();
    }
}

#[tokio::test]
async fn without_a_mail_service_letters_are_files_for_the_operator_alone() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::new().await;
    write(&world, "ada@example.org", true).await;
    write(&world, "nobody@example.org", false).await;
    let letters = world.letters().await;
    assert_eq!(letters.len(), 1, "what was not committed is not sent: {letters:#?}");
    let letter = world.letter_to("ada@example.org").await;
    letter.must_say("Something you may like to know.");
    assert_eq!(
        (letter.subject.as_str(), letter.link().as_str()),
        ("About a call", "/opportunities?q=kiln")
    );
    let folder = world.state.config.data.join("mail");
    let file = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap();
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(std::fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    // Sent, and its words are not kept: they may hold links that open something.
    assert_eq!(world.count("select count(*) from outbox where sealed is not null").await, 0);
    let mut grace = people::grace(&world).await;
    grace.open("/desk/mail").await.must_say("No mail service is set, so letters are not sent");
}

#[tokio::test]
async fn a_mail_server_gets_both_parts_once() {
    let server = MailServer::open().await;
    let world = World::with(&[
        ("PROLETTO_SMTP_URL", &server.url),
        ("PROLETTO_MAIL_FROM", "Proletto <post@calls.example>"),
    ])
    .await;
    write(&world, "ada@example.org", true).await;
    assert_eq!(deliver(&world.state).await.unwrap(), "1 letters sent");
    assert_eq!(deliver(&world.state).await.unwrap(), "0 letters sent");
    let received = server.received.lock().unwrap().clone();
    assert_eq!(received.len(), 1);
    write(&world, "bela@example.org", true).await;
    assert_eq!(deliver(&world.state).await.unwrap(), "1 letters sent");
    assert_eq!(
        *server.connections.lock().unwrap(),
        1,
        "the connection is kept for the next letter"
    );
    for words in [
        "From: Proletto <post@calls.example>",
        "To: ada@example.org",
        "Subject: About a call",
        "text/plain",
        "text/html",
    ] {
        assert!(received[0].contains(words), "{words}: {}", received[0]);
    }
}

#[tokio::test]
async fn whoever_reads_the_database_reads_no_letter_that_waits() {
    let world = World::new().await;
    write(&world, "ada@example.org", true).await;
    let row: String = sqlx::query_scalar("select to_jsonb(o)::text from outbox o")
        .fetch_one(world.pool())
        .await
        .unwrap();
    assert!(row.contains("About a call") && row.contains("ada@example.org"), "{row}");
    assert!(!row.contains("kiln") && !row.contains("Something you may like"), "{row}");
    // Envelopes are bytes, which JSON shows as hexadecimal digits.
    let hex: String = "kiln".bytes().map(|byte| format!("{byte:02x}")).collect();
    assert!(!row.contains(&hex), "{row}");
    // Put into another row, it opens nothing.
    write(&world, "eve@evil.example", true).await;
    sqlx::raw_sql(
        "update outbox e set sealed = a.sealed from outbox a
         where e.recipient = 'eve@evil.example' and a.recipient = 'ada@example.org'",
    )
    .execute(world.pool())
    .await
    .unwrap();
    assert_eq!(deliver(&world.state).await.unwrap(), "1 letters sent, 1 did not go out");
    world.letter_to("ada@example.org").await.must_say("Something you may like to know.");
}

#[tokio::test]
async fn letters_that_an_older_program_left_open_are_sealed_and_go_out() {
    let world = World::new().await;
    let old =
        "insert into outbox (id, recipient, subject, text_part, html_part, state, next_try_at,
                                   created_at)
               values (gen_random_uuid(), 'ada@example.org', 'Old', 'Old words.', '<p>Old words.',
                       'waiting', $1, $1)";
    sqlx::query(old).bind(world.now() + TimeDelta::hours(1)).execute(world.pool()).await.unwrap();
    assert_eq!(deliver(&world.state).await.unwrap(), "0 letters sent", "not due");
    let open = "select count(*) from outbox where text_part <> '' or html_part <> ''";
    assert_eq!(world.count(open).await, 0);
    world.later(TimeDelta::hours(2));
    world.letter_to("ada@example.org").await.must_say("Old words.");
}

#[tokio::test]
async fn a_letter_that_does_not_go_out_is_tried_again_and_then_shown_to_the_staff() {
    let server = MailServer::open().await;
    let world = World::with(&[("PROLETTO_SMTP_URL", &server.url)]).await;
    let mut grace = people::grace(&world).await;
    server.answers("451 try later");
    write(&world, "ada@example.org", true).await;
    for tries in 1..=9 {
        assert_eq!(
            world.count("select count(*) from outbox where state = 'waiting'").await,
            1,
            "before try {tries}"
        );
        assert_eq!(deliver(&world.state).await.unwrap(), "0 letters sent, 1 did not go out");
        assert_eq!(deliver(&world.state).await.unwrap(), "0 letters sent", "not at once");
        world.later(TimeDelta::hours(25));
    }
    grace.open("/desk").await;
    let page = grace.follow("1 letter that could not be sent").await;
    page.must_say("About a call to ada@example.org").must_say("try later").must_say("9 tries");
    server.answers("250 taken");
    grace.press("Send again: About a call to ada@example.org").await;
    grace.page().must_say("No letter is stuck");
    while !world.state.tasks.is_empty() {
        tokio::task::yield_now().await;
    }
    assert_eq!(server.received.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn an_address_that_is_refused_for_good_is_not_tried_again() {
    let server = MailServer::open().await;
    let world = World::with(&[("PROLETTO_SMTP_URL", &server.url)]).await;
    let mut grace = people::grace(&world).await;
    server.answers("550 no such person");
    write(&world, "nobody@example.org", true).await;
    deliver(&world.state).await.unwrap();
    grace.open("/desk/mail").await.must_say("no such person").must_say("1 try");
    grace.press("Throw away: About a call to nobody@example.org").await;
    grace.page().must_say("No letter is stuck");
}

#[tokio::test]
async fn sendgrid_is_given_the_letter_with_the_key_and_follows_nobody() {
    let server = MockServer::start().await;
    let taken = Mock::given(method("POST"))
        .and(path("/v3/mail/send"))
        .and(header("authorization", "Bearer SG.key"))
        .respond_with(ResponseTemplate::new(202));
    taken.expect(1).mount(&server).await;
    let world = World::with(&[
        ("PROLETTO_SENDGRID_KEY", "SG.key"),
        ("PROLETTO_SENDGRID_URL", &server.uri()),
    ])
    .await;
    write(&world, "ada@example.org", true).await;
    assert_eq!(deliver(&world.state).await.unwrap(), "1 letters sent");
    let sent: Value = server.received_requests().await.unwrap()[0].body_json().unwrap();
    assert_eq!(sent["personalizations"][0]["to"][0]["email"], "ada@example.org");
    assert_eq!(sent["content"][0]["type"], "text/plain");
    assert_eq!(sent["tracking_settings"]["click_tracking"]["enable"], false);
}

#[tokio::test]
async fn a_key_that_sendgrid_refuses_loses_no_letter() {
    let server = MockServer::start().await;
    let refused = ResponseTemplate::new(401).set_body_string("bad key");
    Mock::given(method("POST")).respond_with(refused).mount(&server).await;
    let world = World::with(&[
        ("PROLETTO_SENDGRID_KEY", "wrong"),
        ("PROLETTO_SENDGRID_URL", &server.uri()),
    ])
    .await;
    let mut grace = people::grace(&world).await;
    write(&world, "ada@example.org", true).await;
    deliver(&world.state).await.unwrap();
    grace.open("/desk/mail").await.must_say("1 letter waits to be sent, 1 of them after a try");
}

#[tokio::test]
async fn a_letter_whose_link_ran_out_is_not_sent() {
    let world = World::new().await;
    let home = world.state.config.base_url();
    let letter = Words::new(home, "Too late").say("Too late.").to("ada@example.org").unwrap();
    let end = world.now() + TimeDelta::hours(1);
    outbox::put(world.pool(), &world.state.secrets, &letter, Some(end), world.now()).await.unwrap();
    world.later(TimeDelta::hours(2));
    assert!(world.letters().await.is_empty());
    assert_eq!(world.count("select count(*) from outbox where state = 'dead'").await, 1);
}
