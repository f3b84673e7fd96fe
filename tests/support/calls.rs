//! A noticeboard of our own on loopback: a feed, and a page for each call that hangs there.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use proletto::features::sources::{Source, from_toml};
use sha2::{Digest, Sha256};

use super::site::{Answer, Asked, Site};

/// A call as its organiser writes it.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Its path is `/calls/{slug}`.
    pub slug: &'static str,
    pub title: String,
    /// Paragraphs of plain text.
    pub body: String,
}

/// The site with everything that hangs there; what changes is there for the next visit.
pub struct Noticeboard {
    pub site: Site,
    pinned: Arc<Mutex<Vec<Notice>>>,
    name: &'static str,
}

impl Noticeboard {
    /// Opens with these calls. Pages carry ETags, as well-kept sites do.
    pub async fn open(name: &'static str, notices: Vec<Notice>) -> Self {
        let pinned = Arc::new(Mutex::new(notices));
        let shown = Arc::clone(&pinned);
        let site = Site::open(move |asked| answer(asked, &shown.lock().unwrap())).await;
        Self { site, pinned, name }
    }

    /// Takes one down.
    pub fn take_down(&self, slug: &str) {
        self.pinned.lock().unwrap().retain(|notice| notice.slug != slug);
    }

    /// Hangs another where this one was, under its address.
    pub fn replace(&self, slug: &'static str, other: Notice) {
        let mut pinned = self.pinned.lock().unwrap();
        let notice = pinned.iter_mut().find(|notice| notice.slug == slug).expect("it hangs there");
        *notice = Notice { slug, ..other };
    }

    /// Rewrites words of one; they must be there.
    pub fn rewrite(&self, slug: &str, from: &str, to: &str) {
        let mut pinned = self.pinned.lock().unwrap();
        let notice = pinned.iter_mut().find(|notice| notice.slug == slug).expect("it hangs there");
        assert!(notice.body.contains(from), "{slug} does not say {from:?}");
        notice.body = notice.body.replace(from, to);
    }

    /// The source that reads its feed.
    pub fn source(&self) -> Source {
        let mut source = from_toml(&format!(
            r#"
            id = "{id}"
            name = "{name}"
            home = "{home}"
            address = "{feed}"
            region = "worldwide"
            schedule = "0 3 * * *"
            delay = 1
            terms = "Ours."
            enabled = true
            [adapter]
            kind = "feed"
            follow = "always"
            "#,
            id = self.name.to_lowercase().replace(' ', "-"),
            name = self.name,
            home = self.site.url("/"),
            feed = self.site.url("/feed.xml"),
        ))
        .unwrap();
        source.delay = 0;
        source
    }
}

fn answer(asked: &Asked, pinned: &[Notice]) -> Answer {
    let pages: BTreeMap<String, String> =
        pinned.iter().map(|notice| (format!("/calls/{}", notice.slug), page(notice))).collect();
    let (kind, body) = match (asked.path.as_str(), pages.get(&asked.path)) {
        ("/feed.xml", _) => ("application/rss+xml", feed(asked, pinned)),
        (_, Some(page)) => ("text/html; charset=utf-8", page.clone()),
        _ => return Answer::not_found(),
    };
    let hash = Sha256::digest(body.as_bytes());
    let etag = format!("\"{:x}\"", u64::from_be_bytes(hash[..8].try_into().unwrap()));
    if asked.headers.get("if-none-match") == Some(&etag) {
        return Answer::status(304, &[&format!("ETag: {etag}")], "");
    }
    Answer::status(200, &[&format!("Content-Type: {kind}"), &format!("ETag: {etag}")], body)
}

fn page(notice: &Notice) -> String {
    let title = escaped(&notice.title);
    let paragraphs: String = notice
        .body
        .split("\n\n")
        .map(|paragraph| format!("<p>{}</p>\n", escaped(paragraph.trim())))
        .collect();
    format!(
        "<!doctype html><html lang=en><head><title>{title}</title></head><body>\
         <nav><a href=/>Home</a> <a href=/news>News</a></nav>\
         <main><h1>{title}</h1>\n{paragraphs}</main>\
         <footer><p>Subscribe to our letter.</p></footer></body></html>"
    )
}

fn feed(asked: &Asked, pinned: &[Notice]) -> String {
    let host = asked.headers.get("host").map_or("", String::as_str);
    let items: String = pinned
        .iter()
        .map(|notice| {
            let link = format!("http://{host}/calls/{}", notice.slug);
            let title = escaped(&notice.title);
            format!("<item><title>{title}</title><link>{link}</link><guid>{link}</guid></item>")
        })
        .collect();
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Calls</title>\
         <link>http://{host}/</link><description>Calls</description>{items}</channel></rss>"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn notice(slug: &'static str, title: &str, body: &str) -> Notice {
    Notice { slug, title: title.to_owned(), body: body.trim().to_owned() }
}

/// A residency in Portugal, free, for ceramic artists, with a stipend.
pub fn kiln() -> Notice {
    notice(
        "kiln-house",
        "Kiln House Residency 2027",
        "
The Kiln House Foundation invites ceramic artists to apply for a six-week residency in Évora, Portugal.

Residents receive a studio, a room and a stipend of €2,400. Travel is not covered.

Deadline: 30 April 2027, 17:00 CET.

There is no application fee.

Applicants must be at least 21 years old. Artists of any nationality may apply.

Send a portfolio of ten images and a short statement.",
    )
}

/// A prize in the United States with a fee, for people who live in Oregon.
pub fn harbour() -> Notice {
    notice(
        "harbour-prize",
        "Harbour Painting Prize",
        "
The Harbour Arts Council announces its annual painting prize. Painters are invited to enter up to three works.

First prize: $5,000. Finalists are shown at the Harbour Gallery in Astoria, Oregon, USA.

Applications are due by May 15, 2027 at 11:59 pm Pacific Time.

The entry fee is $35 for up to three works.

Open to artists who live in Oregon.",
    )
}

/// An exhibition in France, in French.
pub fn lumiere() -> Notice {
    notice(
        "lumiere",
        "Lumière d’été, exposition de photographie",
        "
La galerie Le Préau à Nantes, France, lance un appel à candidatures pour une exposition collective de photographie.

Les artistes photographes sont invités à proposer jusqu’à cinq œuvres.

Date limite de candidature : 12 mai 2027.

Les frais de dossier sont de 15 €.

L’appel est ouvert aux artistes de toutes nationalités.",
    )
}

/// What is no call at all, and looks a little like one.
pub fn news() -> Notice {
    notice(
        "news",
        "Looking back: our residents of 2026",
        "
Last year we welcomed eight artists to our studios. Read about their exhibition, which opened in November.

Thank you to all who came. The exhibition was visited by two thousand people.

Our annual report is available in the office.",
    )
}

/// A few plain calls that differ in name and day: `n` of them.
pub fn many(n: usize) -> Vec<Notice> {
    const NAMES: [&str; 16] = [
        "Alder", "Birch", "Cedar", "Damson", "Sorrel", "Fennel", "Gorse", "Hazel", "Ivy",
        "Juniper", "Larch", "Maple", "Nettle", "Olive", "Poplar", "Quince",
    ];
    NAMES
        .into_iter()
        .take(n)
        .enumerate()
        .map(|(at, name)| {
            let title = format!("{name} Studio Residency");
            let body = format!(
                "The {name} Trust invites visual artists to apply for a residency of {} weeks at \
                 its house in the {name} valley, Scotland, United Kingdom.\n\n\
                 Deadline: {} June 2027.\n\nThere is no fee to apply. Residents of {name} \
                 Studio receive a stipend of £{},000.",
                at + 2,
                at + 3,
                at + 1,
            );
            Notice { slug: Box::leak(name.to_lowercase().into_boxed_str()), title, body }
        })
        .collect()
}
