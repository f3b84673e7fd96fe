use url::Url;

use super::{markdown_text, page_text, plain_text};

fn here() -> Url {
    Url::parse("https://gallery.example/calls/one").unwrap()
}

#[test]
fn a_page_becomes_lines_without_its_furniture() {
    let html = r##"<!doctype html><html lang="en-GB"><head><title>Open call | Tidal Rooms</title>
        <link rel="canonical" href="/calls/1"><meta property="og:title" content="Open call">
        <script type="application/ld+json">{"@graph":[{"@type":"Event","name":"Salt"}]}</script>
        <style>p{color:red}</style></head><body>
        <nav><a href="/">Home</a></nav><div class="cookie-banner">We use cookies. <a href="/p">More</a></div>
        <main><h1>Salt&nbsp;Lines</h1><p>A residency by the&shy; sea.</p>
        <table><tr><th>Deadline</th><td>1<sup>st</sup> March 2027</td></tr>
        <tr><td>Fee:</td><td><p>none</p></td></tr></table>
        <dl><dt>Place</dt><dd>Whitby</dd></dl>
        <ul><li>a room</li><li><a href="apply">Apply <b>here</b></a></li></ul>
        <p>Until <del>7</del> 10 May<br>Free entry<b>Call for art</b></p>
        <p hidden>Deadline: 1 January 2020</p></main>
        <footer>Deadline for press: 3 May 2020</footer></body></html>"##;
    let page = page_text(html, &here());
    insta::assert_snapshot!(page.text, @r"
    Salt Lines

    A residency by the sea.

    Deadline: 1st March 2027
    Fee: none

    Place: Whitby

    - a room
    - Apply here

    Until ~~7~~ 10 May
    Free entry Call for art
    ");
    assert_eq!(page.title.as_deref(), Some("Salt Lines"));
    assert_eq!(page.language.as_deref(), Some("en-GB"));
    assert_eq!(page.canonical.unwrap().as_str(), "https://gallery.example/calls/1");
    assert_eq!(page.structured[0]["name"], "Salt");
    let apply = &page.links[0];
    assert_eq!(
        (apply.url.as_str(), apply.words.as_str()),
        ("https://gallery.example/calls/apply", "Apply here")
    );
    let start = apply.start.unwrap();
    assert_eq!(&page.text[start..start + apply.words.len()], "Apply here");
}

#[test]
fn markdown_reads_like_the_page_it_would_make() {
    let markdown = "---\ntitle: 'Ferry Prize'\nlayout: post\ndate: 2026-02-03\n---\n\
        # For painters\n\nWork made on [the ferry](/f) is welcome, whatever its size or the year in which\nit was made.\n\n\
        **Deadline**: ~~3rd~~ 9th June\n**Fee**: 5 € \\| free for members\n\n- one work\n- two works\n\n\
        | Prize | 500 € |\n|---|---|\n| Jury | three |\n{% include x.html %}\n";
    let page = markdown_text(markdown, &here());
    insta::assert_snapshot!(page.text, @r"
    Ferry Prize

    date: 2026-02-03

    For painters

    Work made on the ferry is welcome, whatever its size or the year in which it was made.

    Deadline: ~~3rd~~ 9th June
    Fee: 5 € | free for members

    - one work
    - two works

    Prize: 500 €
    Jury: three
    ");
    assert_eq!(page.title.as_deref(), Some("Ferry Prize"));
    assert_eq!(page.meta["date"], "2026-02-03");
}

#[test]
fn plain_text_loses_what_nobody_sees() {
    let text = "Open call\\nDeadline:\u{a0}3\u{200b}\u{2009}May\t2027\r\n\r\n\r\nFee: 𝟱 \u{feff}€";
    assert_eq!(plain_text(text), "Open call\nDeadline: 3 May 2027\n\nFee: 5 €");
}

#[test]
fn nesting_without_end_is_read_in_linear_time() {
    for hostile in ["<div>", "<b><i>", "<table><tr><td>", "<ul><li>", "<p><a href=x>", "<del>"] {
        let html = format!("<p>Deadline: 1 May 2027</p>{}end", hostile.repeat(40_000));
        let page = page_text(&html, &here());
        assert!(page.text.contains("Deadline: 1 May 2027"), "{hostile}");
        assert!(page.text.trim_end_matches('~').ends_with("end"), "{hostile}");
    }
    markdown_text(&"[![".repeat(50_000), &here());
    markdown_text(&"---\na: b\n".repeat(5_000), &here());
}

#[test]
fn where_the_organisation_sits_is_told_where_only_the_head_says_it() {
    let page = |address: &str, words: &str| {
        let html = format!(
            r#"<html><head><script type="application/ld+json">{{"@type":"Museum","name":"Reed House","address":{address}}}</script></head>
            <body><h1>Residency</h1><p>{words}</p><footer>12 Mill Lane</footer></body></html>"#
        );
        page_text(&html, &here()).text
    };
    let graz = r#"{"@type":"PostalAddress","addressLocality":"Graz","addressCountry":"Austria"}"#;
    let told = page(graz, "Send your portfolio.");
    assert!(told.ends_with("\n\nOrganiser's address: Graz, Austria"), "{told}");
    assert!(!page(graz, "Come to Graz.").contains("Organiser's"));
    assert!(!page(r#"{"addressLocality":"Graz"}"#, "Send it.").contains("Organiser's"));
    let named =
        r#"{"addressLocality":"Graz","addressCountry":{"@type":"Country","name":"Austria"}}"#;
    assert!(page(named, "Send your portfolio.").ends_with("Graz, Austria"));
}
