use std::io::Write;

use super::*;

fn map(base: &str, entries: &[(&str, &str)]) -> String {
    let entries: String = entries
        .iter()
        .map(|(path, day)| format!("<url><loc>{base}{path}</loc><lastmod>{day}</lastmod></url>"))
        .collect();
    format!(
        "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{entries}</urlset>"
    )
}

fn packed(text: &str) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(text.as_bytes()).unwrap();
    gzip.finish().unwrap()
}

#[tokio::test]
async fn an_index_leads_to_packed_maps_and_they_to_the_recent_pages_of_the_right_kind() {
    let site = Site::new(|asked| {
        let base = format!("http://{}/", asked.headers["host"].to_str().unwrap());
        match asked.path.as_str() {
            "/sitemap.xml" => (
                200,
                "application/xml",
                format!(
                    "<sitemapindex><sitemap><loc>{base}old.xml</loc></sitemap>\
                     <sitemap><loc>http://other.example/m.xml</loc></sitemap>\
                     <sitemap><loc>{base}new.xml.gz</loc></sitemap></sitemapindex>"
                )
                .into_bytes(),
            ),
            "/old.xml" => (200, "text/xml", map(&base, &[("call/old", "2024-01-01")]).into_bytes()),
            "/new.xml.gz" => {
                let entries = [
                    ("call/nets?a=1&amp;b=2", "2026-11-01T08:00:00+00:00"),
                    ("about", "2026-11-02"),
                    ("call/salt", "2026-11-03"),
                    ("call/undated", ""),
                ];
                (200, "application/gzip", packed(&map(&base, &entries)))
            }
            path => html(format!("<h1>Page of {path}</h1><p>Deadline: 1 May 2027</p>")),
        }
    })
    .await;
    let source =
        site.source("/sitemap.xml", "kind = \"sitemap\"\npaths = [\"/call/\"]\nwithin_days = 90");
    let read = run(source).await.unwrap();
    assert_eq!(titles(&read), ["salt", "nets", "undated"], "the newest first");
    assert_eq!(read[1].1[0].title.as_deref(), Some("Page of /call/nets?a=1&b=2"));
    assert!(!site.paths().contains(&"/m.xml".to_owned()));
}

#[tokio::test]
async fn what_is_no_whole_sitemap_is_refused() {
    let reason = |body: Vec<u8>| async move {
        let site = Site::new(move |_| (200, "text/xml", body.clone())).await;
        run(site.source("/sitemap.xml", "kind = \"sitemap\"")).await.map(|read| read.len())
    };
    let whole = map("https://a.example/", &[("1", "2026-11-01"), ("2", "2026-11-01")]);
    let broken = "its sitemap breaks off or is no sitemap";
    assert_eq!(
        reason(whole.as_bytes()[..whole.len() - 30].to_vec()).await.unwrap_err().reason,
        broken
    );
    assert_eq!(reason(b"<html><p>Hello</p></html>".to_vec()).await.unwrap_err().reason, broken);
    let mut cut = packed(&whole);
    cut.truncate(20);
    assert_eq!(reason(cut).await.unwrap_err().reason, "its sitemap cannot be unpacked");
    let bomb = packed(&" ".repeat(60 * 1024 * 1024));
    assert_eq!(
        reason(bomb).await.unwrap_err().reason,
        "its sitemap is larger than a sitemap may be"
    );
    assert_eq!(reason(b"<urlset/>".to_vec()).await.unwrap(), 0);
}
