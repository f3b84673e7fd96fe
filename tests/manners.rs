//! How Proletto behaves on other people's sites.
//!
//! The clock stands still and jumps ahead where somebody would wait, so that a story of hours takes
//! no time.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures::future::join_all;
use proletto::platform::clock::Clock;
use proletto::platform::http::{AllowList, FetchError, Fetched, Fetcher, Request, Settings};
use proletto::platform::manners::{Patience, Polite, Refusal};
use url::Url;

use crate::support::site::{Answer, Asked, Site};

/// A guest that may visit these sites.
struct Guest {
    polite: Polite,
    clock: Clock,
    began: DateTime<Utc>,
}

impl Guest {
    fn of(sites: &[&Site]) -> Self {
        Self::with(sites, |_, _| ())
    }

    fn with(sites: &[&Site], change: impl FnOnce(&mut Settings, &mut Patience)) -> Self {
        let allowed = sites
            .iter()
            .fold(AllowList::default(), |allowed, site| allowed.and("127.0.0.1", site.port()));
        let mut settings = Settings { allowed, ..Settings::default() };
        let mut patience = Patience::default();
        change(&mut settings, &mut patience);
        let began = "2026-11-06T08:00:00Z".parse().unwrap();
        let clock = Clock::fixed(began);
        let polite = Polite::new(Fetcher::new(settings).unwrap(), &clock, patience);
        Self { polite, clock, began }
    }

    async fn get(&self, url: Url) -> Result<Fetched, Refusal> {
        self.polite.get(url, None).await
    }

    /// Seconds that were waited since the beginning.
    fn waited(&self) -> i64 {
        (self.clock.now() - self.began).num_seconds()
    }

    fn later(&self, by: TimeDelta) {
        self.clock.set(self.clock.now() + by);
    }
}

/// A site with this robots.txt and a page everywhere else.
async fn site_with(robots: Answer) -> Site {
    Site::open(move |asked: &Asked| match asked.path.as_str() {
        "/robots.txt" => robots.clone(),
        _ => Answer::page("a call"),
    })
    .await
}

fn robots(text: &str) -> Answer {
    Answer::status(200, &["Content-Type: text/plain"], text)
}

#[tokio::test]
async fn what_robots_txt_forbids_is_not_read() {
    let site = site_with(robots(
        "User-agent: *\nDisallow: /\n\nUser-agent: proletto\nDisallow: /private\nAllow: /private/calls\n",
    ))
    .await;
    let guest = Guest::of(&[&site]);
    let refused = guest.get(site.url("/private/list")).await.unwrap_err();
    let host = site.url("/").authority().to_owned();
    assert_eq!(
        refused.to_string(),
        format!("the robots.txt of {host} asks programs not to read this page")
    );
    assert_eq!(refused, Refusal::ByRobots { host });
    guest.get(site.url("/private/calls/1")).await.unwrap();
    guest.get(site.url("/open")).await.unwrap();
    assert_eq!(site.paths(), ["/robots.txt", "/private/calls/1", "/open"]);
}

#[tokio::test]
async fn a_robots_txt_that_is_not_there_or_is_no_rules_forbids_nothing() {
    for (what, answer) in [
        ("404", Answer::not_found()),
        ("410", Answer::status(410, &[], "")),
        ("401", Answer::status(401, &[], "")),
        ("403", Answer::status(403, &[], "")),
        ("a page for people", Answer::page("<html><p>Disallow: / is what we never say</p>")),
        ("nothing", robots("")),
        ("six redirects and no end", Answer::redirect(302, "/robots.txt?again")),
    ] {
        let site = site_with(answer).await;
        let guest = Guest::of(&[&site]);
        assert!(guest.get(site.url("/call")).await.is_ok(), "{what}");
    }
}

#[tokio::test]
async fn robots_txt_is_followed_through_five_redirects_and_no_more() {
    for (hops, allowed) in [(5, false), (6, true)] {
        let site = Site::open(move |asked: &Asked| {
            let at = match asked.path.as_str() {
                "/robots.txt" => 0,
                path => path.strip_prefix("/hop").map_or(0, |n| n.parse().unwrap()),
            };
            match asked.path.as_str() {
                "/call" => Answer::page("a call"),
                _ if at < hops => Answer::redirect(301, &format!("/hop{}", at + 1)),
                _ => robots("User-agent: *\nDisallow: /\n"),
            }
        })
        .await;
        let read = Guest::of(&[&site]).get(site.url("/call")).await;
        assert_eq!(read.is_ok(), allowed, "{hops} redirects");
    }
}

#[tokio::test]
async fn only_the_first_500_kibibytes_of_robots_txt_count() {
    let filler = "#".repeat(500 * 1024 - 100);
    let text = format!(
        "User-agent: *\nDisallow: /early\n{filler}\nDisallow: /middle\n{}\nDisallow: /late\n",
        "#".repeat(200)
    );
    let endless = Answer::raw(format!("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n{text}"))
        .then_forever(vec![b'#'; 65_536], Duration::ZERO);
    let site = site_with(endless).await;
    let guest = Guest::of(&[&site]);
    guest.get(site.url("/early")).await.unwrap_err();
    guest.get(site.url("/middle")).await.unwrap_err();
    guest.get(site.url("/late")).await.unwrap();
}

#[tokio::test]
async fn while_robots_txt_cannot_be_read_nothing_else_is() {
    for answer in [
        Answer::status(500, &[], ""),
        Answer::status(503, &[], ""),
        Answer::status(429, &[], ""),
        Answer::raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nUser-agent: *"),
        Answer::raw(""),
    ] {
        let site = site_with(answer).await;
        let guest = Guest::of(&[&site]);
        let refused = guest.get(site.url("/call")).await.unwrap_err();
        assert!(matches!(refused, Refusal::RobotsUnread { .. }), "{refused}");
        assert!(refused.again_at().unwrap() > guest.clock.now(), "{refused}");
        assert_eq!(site.paths(), ["/robots.txt"; 3], "tried three times, and nothing else");
    }
}

#[tokio::test]
async fn robots_txt_is_read_once_a_day_and_an_old_copy_serves_while_there_is_no_new_one() {
    let asked_so_far = AtomicUsize::new(0);
    let site = Site::open(move |asked: &Asked| match asked.path.as_str() {
        "/robots.txt" if asked_so_far.fetch_add(1, Ordering::SeqCst) == 0 => {
            robots("User-agent: *\nDisallow: /private\n")
        }
        "/robots.txt" => Answer::status(500, &[], ""),
        _ => Answer::page("a call"),
    })
    .await;
    let guest = Guest::of(&[&site]);
    let robots_read = || site.paths().iter().filter(|path| *path == "/robots.txt").count();
    guest.get(site.url("/1")).await.unwrap();
    guest.later(TimeDelta::hours(23));
    guest.get(site.url("/2")).await.unwrap();
    assert_eq!(robots_read(), 1);
    guest.later(TimeDelta::hours(2));
    guest.get(site.url("/3")).await.unwrap();
    assert_eq!(robots_read(), 2, "asked again after a day");
    let refused = guest.get(site.url("/private/x")).await.unwrap_err();
    assert!(matches!(refused, Refusal::ByRobots { .. }), "the old copy: {refused}");
    guest.later(TimeDelta::days(31));
    let refused = guest.get(site.url("/4")).await.unwrap_err();
    assert!(matches!(refused, Refusal::RobotsUnread { .. }), "too old to go by: {refused}");
}

#[tokio::test]
async fn the_pause_is_ours_the_sources_or_the_sites_whichever_is_longest() {
    let site = site_with(robots("User-agent: *\nCrawl-delay: 20\n")).await;
    let guest = Guest::of(&[&site]);
    guest.get(site.url("/1")).await.unwrap();
    assert_eq!(guest.waited(), 20, "after robots.txt itself");
    guest.get(site.url("/2")).await.unwrap();
    assert_eq!(guest.waited(), 40);
    guest.polite.pausing(Duration::from_secs(30)).get(site.url("/3"), None).await.unwrap();
    assert_eq!(guest.waited(), 70);

    let greedy = site_with(robots("User-agent: *\nCrawl-delay: 86400\n")).await;
    let guest = Guest::of(&[&greedy]);
    guest.get(greedy.url("/1")).await.unwrap();
    assert_eq!(guest.waited(), 60, "a bound on what a site may ask");

    let silent = site_with(Answer::not_found()).await;
    let guest = Guest::of(&[&silent]);
    guest.get(silent.url("/1")).await.unwrap();
    guest.later(TimeDelta::seconds(60));
    guest.get(silent.url("/2")).await.unwrap();
    assert_eq!(guest.waited(), 5 + 60, "nobody waits for a pause that has passed");
}

#[tokio::test]
async fn a_host_is_asked_one_thing_at_a_time() {
    let site = site_with(Answer::not_found()).await;
    let guest = Guest::of(&[&site]);
    let reads = (0..6).map(|n| guest.get(site.url(&format!("/{n}"))));
    assert!(join_all(reads).await.iter().all(Result::is_ok));
    assert_eq!(site.most_at_once(), 1);
    assert_eq!(site.seen().len(), 7, "robots.txt once for all");
    assert_eq!(guest.waited(), 6 * 5);
}

#[tokio::test]
async fn who_was_stopped_in_the_middle_has_asked_all_the_same() {
    let site = Site::open(|asked: &Asked| match asked.path.as_str() {
        "/robots.txt" => Answer::not_found(),
        "/slow" => Answer::raw("").then_hang(),
        _ => Answer::page("a call"),
    })
    .await;
    let guest = Guest::of(&[&site]);
    let stopped = tokio::spawn({
        let (polite, url) = (guest.polite.clone(), site.url("/slow"));
        async move { polite.get(url, None).await }
    });
    while site.seen().len() < 2 {
        tokio::task::yield_now().await;
    }
    stopped.abort();
    guest.get(site.url("/next")).await.unwrap();
    assert_eq!(guest.waited(), 5 + 5);
}

#[tokio::test]
async fn a_site_that_hangs_delays_no_other() {
    let stuck = Site::open(|_| Answer::raw("").then_hang()).await;
    let lively = site_with(Answer::not_found()).await;
    let guest = Guest::of(&[&stuck, &lively]);
    let waiting = tokio::spawn({
        let (polite, url) = (guest.polite.clone(), stuck.url("/"));
        async move { polite.get(url, None).await }
    });
    while stuck.seen().is_empty() {
        tokio::task::yield_now().await;
    }
    for n in 0..3 {
        guest.get(lively.url(&format!("/{n}"))).await.unwrap();
    }
    assert!(!waiting.is_finished());
    waiting.abort();
}

#[tokio::test]
async fn what_may_pass_is_tried_again_and_what_will_not_is_not() {
    let tries = AtomicUsize::new(0);
    let site = Site::open(move |asked: &Asked| match asked.path.as_str() {
        "/shaky" if tries.fetch_add(1, Ordering::SeqCst) < 2 => Answer::status(502, &[], ""),
        "/shaky" => Answer::page("at last"),
        "/gone" => Answer::status(410, &[], ""),
        _ => Answer::not_found(),
    })
    .await;
    let guest = Guest::of(&[&site]);
    guest.get(site.url("/shaky")).await.unwrap();
    assert_eq!(site.paths(), ["/robots.txt", "/shaky", "/shaky", "/shaky"]);
    let gone = guest.get(site.url("/gone")).await.unwrap_err();
    assert_eq!((gone.status(), gone.again_at()), (Some(410), None));
    assert_eq!(gone.to_string(), "the page is gone for good (410)");
    assert_eq!(site.seen().len(), 5, "once is enough to know");
}

#[tokio::test]
async fn a_page_that_keeps_failing_says_so_and_its_neighbours_are_still_read() {
    let site = Site::open(|asked: &Asked| match asked.path.as_str() {
        "/robots.txt" => Answer::not_found(),
        "/broken" => Answer::status(500, &[], ""),
        _ => Answer::page("a call"),
    })
    .await;
    let guest = Guest::of(&[&site]);
    let refused = guest.get(site.url("/broken")).await.unwrap_err();
    assert_eq!(refused.to_string(), "the site has a fault of its own (500), tried 3 times");
    assert!(!refused.concerns_host());
    guest.get(site.url("/fine")).await.unwrap();
}

#[tokio::test]
async fn a_host_that_keeps_failing_is_left_alone_longer_each_time() {
    let site = Site::open(|asked: &Asked| match asked.path.as_str() {
        "/robots.txt" => Answer::not_found(),
        _ => Answer::status(500, &[], ""),
    })
    .await;
    let other = site_with(Answer::not_found()).await;
    let guest = Guest::of(&[&site, &other]);
    let mut rests = Vec::new();
    for _ in 0..3 {
        let until = loop {
            match guest.get(site.url("/call")).await.unwrap_err() {
                Refusal::Resting { until, why, .. } => {
                    assert_eq!(why.status(), Some(500));
                    break until;
                }
                refused => assert!(matches!(refused, Refusal::Failed { .. }), "{refused}"),
            }
        };
        let asked = site.seen().len();
        guest.get(site.url("/other")).await.unwrap_err();
        assert_eq!(site.seen().len(), asked, "left alone");
        guest.get(other.url("/call")).await.unwrap();
        rests.push(until - guest.clock.now());
        guest.clock.set(until);
    }
    assert!(rests[0] > TimeDelta::minutes(4) && rests[2] > TimeDelta::minutes(15), "{rests:?}");
}

#[tokio::test]
async fn retry_after_is_kept_to() {
    for (header, seconds) in
        [("Retry-After: 90", 90), ("Retry-After: Fri, 06 Nov 2026 08:02:00 GMT", 115)]
    {
        let tries = AtomicUsize::new(0);
        let site = Site::open(move |asked: &Asked| match asked.path.as_str() {
            "/robots.txt" => Answer::not_found(),
            _ if tries.fetch_add(1, Ordering::SeqCst) == 0 => Answer::status(429, &[header], ""),
            _ => Answer::page("a call"),
        })
        .await;
        let guest = Guest::of(&[&site]);
        guest.get(site.url("/call")).await.unwrap();
        assert_eq!(guest.waited(), 5 + seconds, "{header}");
    }
}

#[tokio::test]
async fn who_asks_for_more_than_a_run_can_wait_is_left_alone_until_then() {
    let site = Site::open(|asked: &Asked| match asked.path.as_str() {
        "/robots.txt" => Answer::not_found(),
        _ => Answer::status(503, &["Retry-After: 7200"], ""),
    })
    .await;
    let guest = Guest::of(&[&site]);
    let refused = guest.get(site.url("/call")).await.unwrap_err();
    let then = guest.clock.now() + TimeDelta::hours(2);
    assert_eq!(refused.again_at(), Some(then));
    assert_eq!(site.seen().len(), 2, "robots.txt and one attempt");
    guest.later(TimeDelta::hours(1));
    let refused = guest.get(site.url("/call")).await.unwrap_err();
    assert_eq!(
        refused.to_string(),
        format!(
            "{} is left alone until 6 November 2026, 10:00 UTC: \
             the site is not available just now (503)",
            site.url("/").authority()
        )
    );
    assert_eq!(site.seen().len(), 2);
}

#[tokio::test]
async fn nobody_can_send_us_away_for_longer_than_a_day() {
    let site = Site::open(|_| Answer::status(429, &["Retry-After: 999999999999"], "")).await;
    let guest = Guest::of(&[&site]);
    let refused = guest.get(site.url("/call")).await.unwrap_err();
    assert_eq!(refused.again_at(), Some(guest.clock.now() + TimeDelta::days(1)));
    assert!(refused.concerns_host());
}

#[tokio::test]
async fn a_redirect_is_followed_only_where_the_other_site_allows_it() {
    let strict = site_with(robots("User-agent: *\nDisallow: /private\n")).await;
    let base = strict.url("/").to_string();
    let site = Site::open(move |asked: &Asked| match asked.path.as_str() {
        "/robots.txt" => Answer::not_found(),
        path => Answer::redirect(302, &format!("{base}{}", &path[1..])),
    })
    .await;
    let guest = Guest::of(&[&site, &strict]);
    guest.get(site.url("/open")).await.unwrap();
    let refused = guest.get(site.url("/private")).await.unwrap_err();
    assert!(matches!(refused, Refusal::ByRobots { .. }), "{refused}");
    assert_eq!(strict.paths(), ["/robots.txt", "/open"]);
}

#[tokio::test]
async fn two_sites_that_send_visitors_to_each_other_block_nobody() {
    let there: std::sync::Arc<std::sync::OnceLock<String>> = std::sync::Arc::default();
    let other = std::sync::Arc::clone(&there);
    let first = Site::open(move |asked: &Asked| match asked.path.as_str() {
        "/go" => Answer::redirect(302, &format!("{}end", other.get().unwrap())),
        "/robots.txt" => Answer::not_found(),
        _ => Answer::page("the end"),
    })
    .await;
    let back = first.url("/end").to_string();
    let second = Site::open(move |asked: &Asked| match asked.path.as_str() {
        "/go" => Answer::redirect(302, &back),
        "/robots.txt" => Answer::not_found(),
        _ => Answer::page("the end"),
    })
    .await;
    there.set(second.url("/").to_string()).unwrap();
    let guest = Guest::of(&[&first, &second]);
    let reads = (0..4).map(|n| guest.get([&first, &second][n % 2].url("/go")));
    assert!(join_all(reads).await.iter().all(Result::is_ok));
}

#[tokio::test]
async fn a_documented_interface_is_called_without_robots_txt_but_with_pauses() {
    let site = site_with(robots("User-agent: *\nDisallow: /\n")).await;
    let guest = Guest::of(&[&site]);
    for _ in 0..2 {
        let search = Request::post_form(site.url("/api/search"), &[("category", "AR")]);
        guest.polite.call(search).await.unwrap();
    }
    assert_eq!(site.paths(), ["/api/search", "/api/search"]);
    assert_eq!(guest.waited(), 5);
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let site = Site::open(|asked: &Asked| match asked.headers.get("if-none-match") {
        _ if asked.path == "/robots.txt" => Answer::not_found(),
        Some(_) => Answer::raw("HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"),
        None => Answer::status(200, &["ETag: W/\"7\""], "a call"),
    })
    .await;
    let guest = Guest::of(&[&site]);
    let Fetched::Page(page) = guest.get(site.url("/call")).await.unwrap() else {
        panic!("a page at first");
    };
    let again = guest.polite.get(site.url("/call"), page.validators).await;
    assert_eq!(again, Ok(Fetched::NotModified));
}

#[tokio::test]
async fn a_private_address_is_refused_with_its_reason() {
    let site = site_with(Answer::not_found()).await;
    let guest = Guest::of(&[]);
    let refused = guest.get(site.url("/call")).await.unwrap_err();
    assert!(
        matches!(
            refused,
            Refusal::RobotsUnread { error: FetchError::Private { .. }, again_at: None, .. }
        ),
        "{refused}"
    );
    assert!(site.seen().is_empty());
}
