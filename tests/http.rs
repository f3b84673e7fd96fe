//! Reading from sites that mean well, and from sites that do not.

use std::io::Write;
use std::time::Duration;

use proletto::platform::http::{
    AllowList, FetchError, Fetched, Fetcher, Overflow, Page, Request, RetryAfter, Settings,
    api_client, read_body,
};

use crate::support::site::{Answer, Asked, Site};

/// A fetcher that may visit these sites and nothing else that is private.
fn fetcher(sites: &[&Site], change: impl FnOnce(&mut Settings)) -> Fetcher {
    let mut settings = Settings {
        allowed: sites
            .iter()
            .fold(AllowList::default(), |allowed, site| allowed.and("127.0.0.1", site.port())),
        contact: Some("ada@calls.example".into()),
        ..Settings::default()
    };
    change(&mut settings);
    Fetcher::new(settings).unwrap()
}

/// Reads `/` of a site that gives this answer to everything.
async fn read(answer: Answer) -> Result<Fetched, FetchError> {
    read_with(answer, |_| ()).await
}

async fn read_with(
    answer: Answer,
    change: impl FnOnce(&mut Settings),
) -> Result<Fetched, FetchError> {
    let site = Site::open(move |_| answer.clone()).await;
    fetcher(&[&site], change).fetch(Request::get(site.url("/"))).await
}

fn page(fetched: Result<Fetched, FetchError>) -> Page {
    match fetched.unwrap() {
        Fetched::Page(page) => *page,
        Fetched::NotModified => panic!("a page, not 304"),
    }
}

fn quick(settings: &mut Settings) {
    settings.total_time = Duration::from_millis(300);
}

#[tokio::test]
async fn a_page_comes_with_its_text_and_its_validators_and_the_site_learns_who_reads() {
    let site = Site::open(|_| {
        Answer::status(
            200,
            &["Content-Type: Text/HTML; charset=utf-8", "ETag: \"v1\"", "Set-Cookie: id=1"],
            "<p>Open call: août</p>",
        )
    })
    .await;
    let fetcher = fetcher(&[&site], |_| ());
    let page = page(fetcher.fetch(Request::get(site.url("/call?id=1"))).await);
    assert_eq!(page.text().text, "<p>Open call: août</p>");
    assert_eq!(page.media_type().as_deref(), Some("text/html"));
    assert_eq!(page.url, site.url("/call?id=1"));
    assert!(!page.cut);

    fetcher.fetch(Request::get(site.url("/call?id=1"))).await.unwrap();
    let second = &site.seen()[1];
    let agent = &second.headers["user-agent"];
    assert!(agent.starts_with("Proletto/") && agent.contains("ada@calls.example"), "{agent}");
    assert!(!second.headers.contains_key("cookie"), "cookies are not kept");
    assert!(!second.headers.contains_key("referer"));
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let site = Site::open(|asked: &Asked| match asked.headers.get("if-none-match") {
        Some(etag) if etag == "\"v1\"" => {
            assert_eq!(asked.headers["if-modified-since"], "Fri, 06 Nov 2026 08:00:00 GMT");
            Answer::raw("HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n")
        }
        _ => Answer::status(
            200,
            &["ETag: \"v1\"", "Last-Modified: Fri, 06 Nov 2026 08:00:00 GMT"],
            "call",
        ),
    })
    .await;
    let fetcher = fetcher(&[&site], |_| ());
    let first = page(fetcher.fetch(Request::get(site.url("/"))).await);
    let again = Request::get(site.url("/")).unless_known(first.validators.clone());
    assert_eq!(fetcher.fetch(again).await, Ok(Fetched::NotModified));
    let other = Request::get(site.url("/other")).unless_known(first.validators);
    assert_eq!(page(fetcher.fetch(other).await).body, b"call", "validators of another page");
}

#[tokio::test]
async fn a_304_that_nobody_asked_for_is_no_answer() {
    let answer = Answer::raw("HTTP/1.1 304 Not Modified\r\n\r\n");
    assert_eq!(read(answer).await.unwrap_err().status(), Some(304));
}

#[tokio::test]
async fn redirects_are_followed_to_the_end() {
    let site = Site::open(|asked: &Asked| match asked.path.as_str() {
        "/a" => Answer::redirect(301, "/b?x=1"),
        "/b?x=1" => Answer::redirect(302, "c"),
        "/c" => {
            Answer::redirect(308, "//127.0.0.1:PORT/d".replace("PORT", &port_of(asked)).as_str())
        }
        _ => Answer::page("here"),
    })
    .await;
    let page = page(fetcher(&[&site], |_| ()).fetch(Request::get(site.url("/a"))).await);
    assert_eq!(page.url, site.url("/d"));
    assert_eq!(page.body, b"here");
    assert_eq!(site.paths(), ["/a", "/b?x=1", "/c", "/d"]);
}

fn port_of(asked: &Asked) -> String {
    asked.headers["host"].rsplit(':').next().unwrap().to_owned()
}

#[tokio::test]
async fn redirects_in_a_circle_or_without_end_stop() {
    let site = Site::open(|asked: &Asked| match asked.path.as_str() {
        "/a" => Answer::redirect(302, "/b"),
        "/b" => Answer::redirect(302, "/a"),
        "/nowhere" => Answer::status(302, &[], ""),
        "/bad" => Answer::redirect(302, "http://[::bad"),
        path => Answer::redirect(302, &format!("{path}x")),
    })
    .await;
    let fetcher = fetcher(&[&site], |settings| settings.max_redirects = 5);
    let failed = async |path: &str| fetcher.fetch(Request::get(site.url(path))).await.unwrap_err();
    assert_eq!(failed("/a").await, FetchError::RedirectLoop { url: site.url("/a") });
    let before = site.seen().len();
    assert_eq!(failed("/more").await, FetchError::TooManyRedirects { limit: 5 });
    assert_eq!(site.seen().len() - before, 6, "the first and five more");
    assert_eq!(failed("/nowhere").await, FetchError::BadRedirect);
    assert_eq!(failed("/bad").await, FetchError::BadRedirect);
}

#[tokio::test]
async fn a_redirect_into_the_private_network_is_not_followed() {
    let secret = Site::open(|_| Answer::page("secrets")).await;
    let port = secret.port();
    let site = Site::open(move |asked: &Asked| {
        Answer::redirect(302, &asked.path[1..].replace("PORT", &port.to_string()))
    })
    .await;
    let fetcher = fetcher(&[&site], |_| ());
    for to in [
        "/http://127.0.0.1:PORT/",
        "/http://localhost:PORT/",
        "/http://0.0.0.0:PORT/",
        "/http://0:PORT/",
        "/http://2130706433:PORT/",
        "/http://[::1]:PORT/",
        "/http://[::ffff:127.0.0.1]:PORT/",
        "/http://169.254.169.254/latest/meta-data/",
    ] {
        let refused = fetcher.fetch(Request::get(site.url(to))).await.unwrap_err();
        assert!(matches!(refused, FetchError::Private { .. }), "{to}: {refused}");
    }
    for to in ["/ftp://arts.example/", "/file:///etc/passwd", "/gopher://127.0.0.1:PORT/"] {
        let refused = fetcher.fetch(Request::get(site.url(to))).await.unwrap_err();
        assert!(matches!(refused, FetchError::NotWeb { .. }), "{to}: {refused}");
    }
    let refused = fetcher.fetch(Request::get(site.url("/http://a:b@127.0.0.1:PORT/"))).await;
    assert_eq!(refused, Err(FetchError::Credentials));
    assert!(secret.seen().is_empty(), "nothing reached it");
}

#[tokio::test]
async fn a_name_that_leads_home_is_refused_at_the_connection() {
    let site = Site::open(|_| Answer::page("secrets")).await;
    let url = format!("http://localhost:{}/", site.port()).parse::<url::Url>().unwrap();
    let strict = fetcher(&[&site], |_| ());
    assert_eq!(
        strict.fetch(Request::get(url.clone())).await,
        Err(FetchError::Private { host: "localhost".into() })
    );
    assert!(site.seen().is_empty());
    let open = fetcher(&[], |settings| settings.allowed = "127.0.0.0/8".parse().unwrap());
    assert_eq!(page(open.fetch(Request::get(url)).await).body, b"secrets", "an allowed network");
}

#[tokio::test]
async fn a_key_for_one_site_is_not_shown_to_another() {
    let other = Site::open(|_| Answer::page("other")).await;
    let elsewhere = other.url("/").to_string();
    let site = Site::open(move |asked: &Asked| match asked.path.as_str() {
        "/here" => Answer::redirect(302, "/there"),
        "/there" => Answer::page("there"),
        _ => Answer::redirect(307, &elsewhere),
    })
    .await;
    let fetcher = fetcher(&[&site, &other], |_| ());
    let with_key = |path| Request::get(site.url(path)).header("X-API-Key", "k").unwrap();
    fetcher.fetch(with_key("/here")).await.unwrap();
    assert_eq!(site.seen()[1].headers["x-api-key"], "k");
    fetcher.fetch(with_key("/away")).await.unwrap();
    assert!(!other.seen()[0].headers.contains_key("x-api-key"));
    let post = Request::post_form(site.url("/away"), &[("token", "k")]);
    assert_eq!(fetcher.fetch(post).await, Err(FetchError::BadRedirect), "nor is a form");
}

#[tokio::test]
async fn forms_and_json_are_posted_and_a_see_other_is_read() {
    let site = Site::open(|asked: &Asked| match asked.path.as_str() {
        "/search" => Answer::redirect(303, "/results"),
        _ => Answer::status(200, &["Content-Type: application/json"], "[]"),
    })
    .await;
    let fetcher = fetcher(&[&site], |_| ());
    let form = Request::post_form(site.url("/form"), &[("q", "artes & oficios"), ("n", "5")]);
    fetcher.fetch(form).await.unwrap();
    let json = serde_json::json!({ "keyword": "arts" });
    fetcher.fetch(Request::post_json(site.url("/search"), &json).unwrap()).await.unwrap();
    let seen = site.seen();
    assert_eq!(seen[0].body, "q=artes+%26+oficios&n=5");
    assert_eq!(seen[0].headers["content-type"], "application/x-www-form-urlencoded");
    assert_eq!((seen[1].method.as_str(), seen[1].body.as_str()), ("POST", r#"{"keyword":"arts"}"#));
    assert_eq!((seen[2].method.as_str(), seen[2].body.as_str()), ("GET", ""));
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused_or_cut_as_asked() {
    let long = "x".repeat(5000);
    let chunked = format!(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n\
         1388\r\n{long}\r\n0\r\n\r\n"
    );
    for answer in [Answer::page(&long), Answer::raw(chunked)] {
        let site = Site::open(move |_| answer.clone()).await;
        let fetcher = fetcher(&[&site], |settings| settings.max_body = 4999);
        let refused = fetcher.fetch(Request::get(site.url("/"))).await;
        assert_eq!(refused, Err(FetchError::TooLarge { limit: 4999 }));
        let cut = Request::get(site.url("/")).at_most(100, Overflow::Cut);
        let cut = page(fetcher.fetch(cut).await);
        assert_eq!((cut.body.len(), cut.cut), (100, true));
        let whole = Request::get(site.url("/")).at_most(5000, Overflow::Cut);
        assert!(!page(fetcher.fetch(whole).await).cut);
    }
}

fn zeros(megabytes: usize, mut into: impl Write) {
    let megabyte = vec![0; 1024 * 1024];
    for _ in 0..megabytes {
        into.write_all(&megabyte).unwrap();
    }
}

#[tokio::test]
async fn a_small_answer_that_unpacks_without_end_is_cut_off() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    zeros(40, &mut gzip);
    let mut brotli = Vec::new();
    zeros(40, brotli::CompressorWriter::new(&mut brotli, 4096, 5, 22));
    for (name, bomb) in [("gzip", gzip.finish().unwrap()), ("br", brotli)] {
        assert!(bomb.len() < 100_000, "{name} is small on the wire");
        let answer = Answer::status(200, &[&format!("Content-Encoding: {name}")], bomb);
        let refused = read(answer).await;
        assert_eq!(refused, Err(FetchError::TooLarge { limit: 10 * 1024 * 1024 }), "{name}");
    }
}

#[tokio::test]
async fn compressed_pages_arrive_unpacked_and_what_we_cannot_unpack_is_not_taken_for_a_page() {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all("Appel à projets".as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    let answer = Answer::status(200, &["Content-Encoding: gzip"], &gzip);
    assert_eq!(page(read(answer).await).text().text, "Appel à projets");
    let half = Answer::status(200, &["Content-Encoding: gzip"], &gzip[..gzip.len() / 2]);
    assert_eq!(read(half).await, Err(FetchError::Broken));
    let plain = Answer::status(200, &["Content-Encoding: gzip"], "this is not gzip");
    assert_eq!(read(plain).await, Err(FetchError::Broken));
    let unknown = Answer::status(200, &["Content-Encoding: zstd"], "(whatever)");
    assert_eq!(read(unknown).await, Err(FetchError::Broken));
}

#[tokio::test]
async fn a_site_that_never_finishes_is_left() {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n";
    let endless = "HTTP/1.1 200 OK\r\n\r\n";
    let tick = Duration::from_millis(5);
    for (what, answer) in [
        ("says nothing", Answer::raw("").then_hang()),
        ("stops in the headers", Answer::raw("HTTP/1.1 200 OK\r\nX-A: ").then_hang()),
        ("a header without end", Answer::raw("HTTP/1.1 200 OK\r\nX-A: ").then_forever("a", tick)),
        ("stops in the body", Answer::raw(format!("{head}half")).then_hang()),
        ("a body that trickles", Answer::raw(endless).then_forever("x", tick)),
    ] {
        let left = read_with(answer, quick).await.unwrap_err();
        assert!(matches!(left, FetchError::TooSlow { .. }), "{what}: {left}");
        assert!(left.may_pass());
    }
    let silent = Answer::raw(format!("{head}half")).then_hang();
    let left = read_with(silent, |s| s.idle_time = Duration::from_millis(200)).await;
    assert_eq!(left, Err(FetchError::Silent { limit: Duration::from_millis(200) }));
}

#[tokio::test]
async fn a_body_that_pours_without_end_is_cut_at_the_limit() {
    let answer = Answer::raw("HTTP/1.1 200 OK\r\n\r\n")
        .then_forever(vec![b'x'; 1024 * 1024], Duration::ZERO);
    assert_eq!(read(answer).await, Err(FetchError::TooLarge { limit: 10 * 1024 * 1024 }));
}

#[tokio::test]
async fn redirects_share_one_time_limit() {
    let site = Site::open(|asked: &Asked| Answer::redirect(302, &format!("{}x", asked.path))).await;
    let fetcher = fetcher(&[&site], |settings| {
        quick(settings);
        settings.max_redirects = 100;
    });
    let left = fetcher.fetch(Request::get(site.url("/"))).await;
    assert_eq!(left, Err(FetchError::TooSlow { limit: Duration::from_millis(300) }));
}

#[tokio::test]
async fn answers_that_break_the_rules_of_http_are_not_taken_for_pages() {
    let many_headers: String = (0..1000).map(|n| format!("X-{n}: y\r\n")).collect();
    let wide_header = "y".repeat(2_000_000);
    for (what, answer) in [
        ("less than announced", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort".to_owned()),
        (
            "two lengths",
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello".into(),
        ),
        ("a length below zero", "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello".into()),
        (
            "a chunk without a number",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n".into(),
        ),
        (
            "a chunk beyond all numbers",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nhello"
                .into(),
        ),
        (
            "chunks that break off",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n".into(),
        ),
        ("no HTTP at all", "SSH-2.0-OpenSSH_9.2\r\n".into()),
        ("nothing", String::new()),
        ("a thousand headers", format!("HTTP/1.1 200 OK\r\n{many_headers}\r\nhello")),
        ("a header of two megabytes", format!("HTTP/1.1 200 OK\r\nX: {wide_header}\r\n\r\nhello")),
    ] {
        let broken = read(Answer::raw(answer)).await;
        assert_eq!(broken, Err(FetchError::Broken), "{what}");
    }
}

#[tokio::test]
async fn more_than_announced_is_not_read() {
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more";
    assert_eq!(page(read(Answer::raw(answer)).await).body, b"hello");
}

#[tokio::test]
async fn a_status_says_what_it_means_and_when_to_come_back() {
    let gone = read(Answer::status(410, &[], "")).await.unwrap_err();
    assert_eq!(gone.to_string(), "the page is gone for good (410)");
    assert!(!gone.may_pass());
    let missing = read(Answer::not_found()).await.unwrap_err();
    assert_eq!(missing.to_string(), "there is no such page (404)");
    let busy = read(Answer::status(429, &["Retry-After: 120"], "")).await.unwrap_err();
    assert_eq!(busy.retry_after(), Some(RetryAfter::Seconds(120)));
    assert!(busy.may_pass());
    let date = "Retry-After: Fri, 06 Nov 2026 08:00:00 GMT";
    let down = read(Answer::status(503, &[date], "")).await.unwrap_err();
    let back = "2026-11-06T08:00:00Z".parse().unwrap();
    assert_eq!(down.retry_after(), Some(RetryAfter::At(back)));
}

#[tokio::test]
async fn a_service_of_our_own_may_be_private_and_keeps_the_same_limits() {
    let site = Site::open(|asked: &Asked| match asked.path.as_str() {
        "/long" => Answer::page(&"x".repeat(2000)),
        "/never" => {
            Answer::raw("HTTP/1.1 200 OK\r\n\r\n").then_forever("x", Duration::from_millis(5))
        }
        "/away" => Answer::redirect(302, "/long"),
        _ => Answer::status(500, &[], "no credit left"),
    })
    .await;
    let settings =
        Settings { max_body: 1999, total_time: Duration::from_millis(500), ..Settings::default() };
    let client = api_client(&settings).unwrap();
    let read = async |path: &str| {
        let response = client.get(site.url(path)).send().await.unwrap();
        (response.status().as_u16(), read_body(response, &settings).await)
    };
    assert_eq!(read("/").await, (500, Ok(b"no credit left".to_vec())));
    assert_eq!(read("/long").await.1, Err(FetchError::TooLarge { limit: 1999 }));
    assert!(read("/never").await.1.unwrap_err().may_pass());
    assert_eq!(read("/away").await.0, 302);
}

#[tokio::test]
async fn a_host_that_cannot_be_reached_is_told_apart_from_one_that_cannot_be_trusted() {
    let site = Site::open(|_| Answer::page("plain")).await;
    let fetcher = fetcher(&[&site], |_| ());
    let secure = format!("https://127.0.0.1:{}/", site.port()).parse().unwrap();
    assert_eq!(
        fetcher.fetch(Request::get(secure)).await,
        Err(FetchError::Tls { host: "127.0.0.1".into() })
    );
    let url = site.url("/");
    drop(site);
    assert_eq!(
        fetcher.fetch(Request::get(url)).await,
        Err(FetchError::Unreachable { host: "127.0.0.1".into() })
    );
    let nowhere = "http://no-such-name.invalid/".parse().unwrap();
    assert_eq!(
        fetcher.fetch(Request::get(nowhere)).await,
        Err(FetchError::NoSuchHost { host: "no-such-name.invalid".into() })
    );
}
