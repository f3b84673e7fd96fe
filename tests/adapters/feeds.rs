use super::*;

const LONG: &str = "Artists of any discipline who live by the sea may apply for six weeks in the old \
    harbour office. There is a studio, a bed, a kitchen and a boat that leaks a little. ";

fn rss(items: &str) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xml:base=\"https://base.example/\">\
         <channel><title>Tidal Rooms</title><link>https://base.example/</link>{items}</channel></rss>"
    )
    .into_bytes()
}

#[tokio::test]
async fn a_long_entry_is_read_as_it_is_and_a_short_one_is_followed() {
    let site = Site::new(|asked| match asked.path.as_str() {
        "/feed" => {
            let long = LONG.repeat(8);
            let items = format!(
                "<item><title>Harbour residency</title><link>https://elsewhere.example/h</link>\
                 <pubDate>Fri, 06 Nov 2026 08:00:00 +0000</pubDate><description>{long}</description></item>\
                 <item><title>Salt prize</title><link>http://{}/salt?utm_source=rss#apply</link>\
                 <description>Read on.</description></item>",
                asked.headers["host"].to_str().unwrap()
            );
            (200, "application/rss+xml", rss(&items))
        }
        "/salt" => html(
            "<html lang=\"en\"><body><nav>Home</nav><main><h1>Salt prize</h1>\
             <p>Deadline: 4 May 2027</p><p>Entry is free.</p></main></body></html>",
        ),
        _ => nothing(),
    })
    .await;
    let read = run(site.source("/feed", "kind = \"feed\"")).await.unwrap();
    assert_eq!(titles(&read), ["Harbour residency", "Salt prize"]);
    assert_eq!(read[0].0.posted_on, NaiveDate::from_ymd_opt(2026, 11, 6));
    assert!(text(&read, 0).starts_with("Harbour residency\n\nArtists of any discipline"));
    assert_eq!(read[1].0.key, format!("{}salt", site.base), "without tracking and fragment");
    assert_eq!(text(&read, 1), "Salt prize\n\nDeadline: 4 May 2027\n\nEntry is free.");
    assert_eq!(read[1].1[0].declared_language.as_deref(), Some("en"));
    assert_eq!(site.paths(), ["/feed", "/salt"]);
}

#[tokio::test]
async fn titles_lose_links_and_scripts_and_relative_links_find_their_base() {
    let site = Site::new(|_| {
        let items = "<item><title>&lt;a href=\"/news/one\" hreflang=\"en\"&gt;Walking &amp;amp; \
            drawing&lt;/a&gt;</title><description>x</description></item>\
            <item><title>Salt&lt;script&gt;alert(document.cookie)&lt;/script&gt;</title>\
            <link>two</link></item>\
            <item><title>Trap</title><link>javascript:alert(1)</link></item>\
            <item><title> </title><link>/four</link></item>";
        (200, "application/rss+xml", rss(items))
    })
    .await;
    let read = run(site.source("/feed", "kind = \"feed\"\nfollow = \"never\"")).await.unwrap();
    assert_eq!(titles(&read), ["Walking & drawing", "Salt", "Trap"]);
    let urls: Vec<&str> = read.iter().map(|(item, _)| item.url.as_str()).collect();
    let (own, home) = (site.base.join("/news/one").unwrap(), site.base.as_str());
    assert_eq!(urls, [own.as_str(), "https://base.example/two", home]);
}

#[tokio::test]
async fn atom_and_json_feeds_are_feeds_too_and_pages_of_them_are_followed() {
    let site = Site::new(|asked| match asked.path.as_str() {
        "/atom" => (
            200,
            "application/atom+xml",
            b"<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>A</title><id>a</id>\
              <link rel=\"next\" href=\"/atom?page=2\"/>\
              <entry><title type=\"html\">One &amp;lt;3</title><id>1</id><link href=\"/1\"/>\
              <summary>a</summary><published>2026-10-01T00:00:00Z</published></entry></feed>"
                .to_vec(),
        ),
        "/atom?page=2" => json(&serde_json::json!({
            "version": "https://jsonfeed.org/version/1.1", "title": "A",
            "items": [{ "id": "2", "url": format!("http://{}/2", asked.headers["host"].to_str().unwrap()),
                        "title": "Two", "content_html": "<p>b</p>" }]
        })),
        _ => nothing(),
    })
    .await;
    let read = run(site.source("/atom", "kind = \"feed\"\nfollow = \"never\"")).await.unwrap();
    assert_eq!(titles(&read), ["One <3", "Two"]);
    assert_eq!(text(&read, 1), "Two\n\nb");
}

#[tokio::test]
async fn a_feed_that_lies_about_its_encoding_is_still_read() {
    let site = Site::new(|_| {
        let body = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><rss version=\"2.0\"><channel>\
            <item><title>Résidence à l’été, côté mer</title><link>/r</link></item></channel></rss>";
        (200, "text/xml", body.as_bytes().to_vec())
    })
    .await;
    let read = run(site.source("/feed", "kind = \"feed\"\nfollow = \"never\"")).await.unwrap();
    assert_eq!(titles(&read), ["Résidence à l’été, côté mer"]);
}

#[tokio::test]
async fn a_feed_that_says_utf8_and_is_not_is_still_read() {
    let site = Site::new(|_| {
        let body = "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel>\
            <item><title>R\u{e9}sidence \u{e0} la c\u{f4}te</title><link>/r</link></item></channel></rss>";
        (200, "text/xml; charset=utf-8", body.chars().map(|c| c as u8).collect())
    })
    .await;
    let read = run(site.source("/feed", "kind = \"feed\"\nfollow = \"never\"")).await.unwrap();
    assert_eq!(titles(&read), ["Résidence à la côte"]);
}

#[tokio::test]
async fn what_is_no_feed_is_said_in_words() {
    let reason = |body: &'static str| async move {
        let site = Site::new(move |_| (200, "text/xml", body.as_bytes().to_vec())).await;
        run(site.source("/feed", "kind = \"feed\"")).await.unwrap_err().to_string()
    };
    let page = reason("<!DOCTYPE html><title>Maintenance</title>").await;
    assert_eq!(page, "it answered with a page for people where a feed was expected");
    let cut =
        "<rss version=\"2.0\"><channel><item><title>One</title><link>/1</link></item><item><ti";
    assert_eq!(reason(cut).await, "its feed breaks off or is no feed");
    assert_eq!(reason("").await, "its feed breaks off or is no feed");
}

#[tokio::test]
async fn only_the_entries_with_the_words_of_the_source_are_taken() {
    let site = Site::new(|_| {
        let items = "<item><title>Open Call: nets</title><link>/1</link></item>\
            <item><title>Our garden</title><link>/2</link><category>Open calls</category></item>\
            <item><title>Open call: results</title><link>/3</link></item>\
            <item><title>Open call: nets</title><link>/1?utm_campaign=again</link></item>\
            <item><title>Our dinner</title><link>/4</link></item>";
        (200, "application/rss+xml", rss(items))
    })
    .await;
    let words = "[words]\nany = [\"open call\"]\nnone = [\"results\"]";
    let source = site.source_with("/feed", words, "kind = \"feed\"\nfollow = \"never\"");
    assert_eq!(titles(&run(source).await.unwrap()), ["Open Call: nets", "Our garden"]);
}

#[tokio::test]
async fn an_entry_that_is_enough_keeps_the_links_in_its_text() {
    let site = Site::new(|_| {
        let long = LONG.repeat(8);
        let items = format!(
            "<item><title>Harbour residency</title><link>https://elsewhere.example/h</link>\
             <description>&lt;p&gt;{long}&lt;/p&gt;&lt;p&gt;&lt;a href=\"https://forms.example/h\"\
             &gt;Apply here&lt;/a&gt;&lt;/p&gt;</description></item>"
        );
        (200, "application/rss+xml", rss(&items))
    })
    .await;
    let read = run(site.source("/feed", "kind = \"feed\"")).await.unwrap();
    let link = &read[0].1[0].links[0];
    assert_eq!((link.words.as_str(), link.url.as_str()), ("Apply here", "https://forms.example/h"));
}
