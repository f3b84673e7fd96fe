//! A hostile site, through the whole of it: listed, fetched, read, reviewed, published, seen.

use std::io::Write;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use proletto::features::sources::{self, Ended, Outcome};

use crate::support::calls::Noticeboard;
use crate::support::people;
use crate::support::site::{Answer, Asked, Site};
use crate::support::world::World;

const HTML: &str = "Content-Type: text/html; charset=utf-8";

fn bomb() -> Answer {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&vec![b'a'; 20_000_000]).unwrap();
    Answer::status(200, &[HTML, "Content-Encoding: gzip"], packed.finish().unwrap())
}

fn call(title: &str, words: &str) -> String {
    format!(
        "<html><head><title>{title}</title></head><body><main><h1>{title}</h1><p>The Sluice Trust \
         invites painters to apply for a residency in Delft, Netherlands.</p><p>{words}</p>\
         <p>Deadline: 30 April 2027.</p><p>There is no application fee.</p></main></body></html>"
    )
}

fn answer(asked: &Asked) -> Answer {
    let host = asked.headers.get("host").cloned().unwrap_or_default();
    let header = "HTTP/1.1 200 Fine\r\nContent-Type: text/html\r\n\r\n";
    match asked.path.as_str() {
        "/feed.xml" => {
            let paths = [
                "bomb",
                "endless",
                "slow",
                "inside",
                "elsewhere",
                "beside",
                "circle",
                "broken",
                "script",
                "tame",
            ];
            let items: String = paths
                .iter()
                .map(|path| {
                    format!(
                        "<item><title>Call {path} &lt;script&gt;alert(1)&lt;/script&gt;</title>\
                         <link>http://{host}/{path}</link><guid>{path}</guid></item>"
                    )
                })
                .collect();
            let feed =
                format!("<rss version=\"2.0\"><channel><title>C</title>{items}</channel></rss>");
            Answer::status(200, &["Content-Type: application/rss+xml"], feed)
        }
        "/bomb" => bomb(),
        "/endless" => Answer::raw(header).then_forever("<p>more</p>".repeat(500), Duration::ZERO),
        "/slow" => Answer::raw(header).then_forever("a", Duration::from_millis(200)),
        "/inside" => Answer::redirect(302, "http://10.0.0.1/admin"),
        "/elsewhere" => Answer::redirect(302, "http://169.254.169.254/latest/meta-data/"),
        // Nobody answers there, on the very host that the list is on.
        "/beside" => Answer::redirect(302, "http://127.0.0.1:1/"),
        "/circle" => Answer::redirect(302, "/circle"),
        "/broken" => {
            let mut bytes = call("Broken Residency", "Caf\u{e9} and more.").into_bytes();
            bytes.extend([0xff, 0xfe, 0xc3, 0x28, 0x00, 0xed, 0xa0, 0x80]);
            Answer::status(200, &["Content-Type: text/html; charset=no-such-thing"], bytes)
        }
        "/script" => {
            let words = "<img src=x onerror=alert(2)><svg onload=alert(3)></svg> \
                         <a href='javascript:alert(4)'>Apply here</a> &lt;script&gt;alert(5)&lt;/script&gt;";
            let title = "Sluice &lt;script&gt;alert(6)&lt;/script&gt; Residency";
            Answer::status(200, &[HTML], call(title, words))
        }
        "/tame" => Answer::status(200, &[HTML], call("Tame Residency", "A quiet one.")),
        _ => Answer::not_found(),
    }
}

#[tokio::test]
async fn a_hostile_site_costs_its_own_items_and_nothing_else() {
    let limits = [("PROLETTO_FETCH_TIMEOUT", "2"), ("PROLETTO_FETCH_MAX_BYTES", "1000000")];
    // Only this machine may be visited besides the public web: not the networks it is redirected to.
    let world = World::with(&limits).await;
    let site = Site::open(answer).await;
    let mut source = Noticeboard::open("Sluice Board", Vec::new()).await.source();
    source.address = site.url("/feed.xml");
    assert_eq!(world.collect(&source).await, Ended::Done);
    let run = sources::latest_runs(world.pool(), Some(&source.id), 1).await.unwrap().remove(0);
    let items = sources::items_of(world.pool(), run.id, 50).await.unwrap();
    let outcome = |path: &str| {
        let item = items.iter().find(|item| item.url.ends_with(path)).unwrap();
        (item.outcome, item.reason.clone().unwrap_or_default())
    };
    for path in ["/bomb", "/endless", "/slow", "/inside", "/elsewhere", "/beside", "/circle"] {
        let (came_of_it, why) = outcome(path);
        assert_eq!(came_of_it, Some(Outcome::Error), "{path}: {why}");
        assert!(why.len() > 10, "{path} is explained: {why:?}");
    }
    for path in ["/broken", "/script", "/tame"] {
        let (came_of_it, why) = outcome(path);
        assert!(
            matches!(came_of_it, Some(Outcome::New | Outcome::Duplicate)),
            "{path}: {came_of_it:?} {why}"
        );
    }
    // Each page is checked by the browser for scripts, handlers and broken ids on the way.
    let mut grace = people::grace(&world).await;
    let calls: Vec<uuid::Uuid> =
        sqlx::query_scalar("select id from opportunities").fetch_all(world.pool()).await.unwrap();
    for id in calls {
        let page = grace.open(&format!("/review/{id}")).await;
        assert!(!page.html.contains("href=\"javascript:"), "{}", page.html);
        grace.press("Publish").await;
        if grace.page().status == 422 {
            grace.press("Publish all the same").await;
        }
    }
    grace.open(&format!("/sources/{}/runs/{}", source.id, run.id)).await;
    let mut visitor = world.visitor();
    for path in ["/", "/opportunities", "/opportunities/feed.xml"] {
        visitor.knock(path).await;
        assert!(!visitor.page().html.contains("<script>alert"), "{path}");
    }
}
