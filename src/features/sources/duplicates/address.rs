//! Where a call is at home and where one applies: hosts and addresses, without what only tracks.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;
use url::Url;

use crate::features::reading::{Document, Reading};

/// Places where everyone's forms are: the host says nothing, the whole address does.
const PLATFORMS: &[&str] = &[
    "forms.gle",
    "docs.google.com",
    "drive.google.com",
    "submittable.com",
    "callforentry.org",
    "artist.callforentry.org",
    "zapplication.org",
    "artcall.org",
    "entrythingy.com",
    "onlinejuriedshows.com",
    "client.smarterentry.com",
    "showsubmit.com",
    "app.smarterselect.com",
    "slideroom.com",
    "curatorspace.com",
    "picter.com",
    "jotform.com",
    "form.jotform.com",
    "surveymonkey.com",
    "typeform.com",
    "airtable.com",
    "eventbrite.com",
    "wufoo.com",
    "bit.ly",
    "tinyurl.com",
    "linktr.ee",
    "artworkarchive.com",
    "grants.gov",
    "dropbox.com",
    "wetransfer.com",
    "mailchi.mp",
    "medium.com",
    "artsubmit.com",
    "filmfreeway.com",
    "artdeadline.com",
];

/// Places where calls are only talked about.
const SOCIAL: &[&str] = &[
    "facebook.com",
    "instagram.com",
    "twitter.com",
    "x.com",
    "linkedin.com",
    "youtube.com",
    "youtu.be",
    "vimeo.com",
    "tiktok.com",
    "pinterest.com",
    "wikipedia.org",
    "en.wikipedia.org",
    "google.com",
    "maps.google.com",
    "goo.gl",
    "whatsapp.com",
    "wa.me",
    "t.me",
    "gmail.com",
    "hotmail.com",
    "outlook.com",
    "yahoo.com",
    "icloud.com",
    "schema.org",
    "paypal.com",
];

/// Query parameters that say where a visitor came from, not where they go.
const TRACKING: &[&str] =
    &["fbclid", "gclid", "msclkid", "ref", "source", "igshid", "mc_cid", "mc_eid", "share", "s"];

/// The end of a host's name, as far as it is told from a file's or a sentence's end.
static WRITTEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)(?:https?://|www\.)[^\s<>()\[\]\x22'’”]+|(?:@|\b)[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:com|org|net|edu|gov|art|info|gallery|eu|io|[a-z]{2}\.[a-z]{2}|uk|au|ca|us|de|fr|it|es|pt|nl|be|ch|at|br|mx|co|ar|cl|in|jp|kr|za|ng|sn|ie|se|no|dk|fi|pl|cz|gr|nz)\b(?:/[^\s<>()\[\]\x22'’”]*)?",
    )
    .ok()
});

/// The hosts and addresses a call names.
#[derive(Clone, Debug, Default)]
pub(super) struct Addresses {
    /// The host of the page it was read from.
    pub(super) own: Option<String>,
    /// The page it was read from, without what only tracks.
    pub(super) listing: Option<String>,
    /// Hosts that speak for someone, the page's own among them.
    pub(super) hosts: BTreeSet<String>,
    /// Host and path of pages, where the path says more than the host.
    pub(super) pages: BTreeSet<String>,
}

impl Addresses {
    pub(super) fn of(document: &Document, reading: &Reading) -> Self {
        let own = document.url.as_ref().and_then(host);
        let listing = document.url.as_ref().zip(own.as_ref()).map(|(url, host)| page(url, host));
        let mut found = Self { own, listing, ..Self::default() };
        let written = WRITTEN.iter().flat_map(|written| written.find_iter(&document.text));
        let written = written.filter_map(|written| loose(written.as_str()));
        let apply = reading.apply.iter().map(|apply| apply.value.clone());
        for url in apply.chain(document.url.clone()).chain(written).take(200) {
            let Some(host) = host(&url) else { continue };
            if SOCIAL.contains(&host.as_str()) {
                continue;
            }
            let page = page(&url, &host);
            if page.len() > host.len() + 1 {
                found.pages.insert(page);
            }
            if !PLATFORMS.contains(&host.as_str()) {
                found.hosts.insert(host);
            }
        }
        found
    }

    /// A page both lead to. Pages of a site that lists both are the site's, not theirs.
    pub(super) fn shared_page<'a>(&'a self, other: &'a Self) -> Option<&'a str> {
        let shared = self.pages.intersection(&other.pages).map(String::as_str);
        let mut shared = shared.filter(|page| !self.lists_both(other, host_of(page)));
        shared.next()
    }

    /// A host both name.
    pub(super) fn shared_host<'a>(&'a self, other: &'a Self) -> Option<&'a str> {
        let shared = self.hosts.intersection(&other.hosts).map(String::as_str);
        let mut shared = shared.filter(|host| !self.lists_both(other, host));
        shared.next()
    }

    /// Whether both stand on one site, each at an address of its own.
    pub(super) fn lists_apart(&self, other: &Self) -> bool {
        let (Some(ours), Some(theirs)) = (&self.listing, &other.listing) else { return false };
        self.own == other.own && ours != theirs
    }

    fn lists_both(&self, other: &Self, host: &str) -> bool {
        let own = |addresses: &Self| addresses.own.as_deref() == Some(host);
        own(self) && own(other)
    }
}

fn host_of(page: &str) -> &str {
    page.split('/').next().unwrap_or(page)
}

/// The host in lower case without `www.`.
fn host(url: &Url) -> Option<String> {
    let host = url.host_str()?.trim_end_matches('.');
    (host.contains('.')).then(|| host.strip_prefix("www.").unwrap_or(host).to_owned())
}

/// Host, path and what of the query is no tracking.
fn page(url: &Url, host: &str) -> String {
    let mut page = format!("{host}{}", url.path().trim_end_matches('/'));
    let mut query: Vec<String> = url
        .query_pairs()
        .filter(|(name, _)| !name.starts_with("utm_") && !TRACKING.contains(&&**name))
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    query.sort();
    if !query.is_empty() {
        page.push('?');
        page.push_str(&query.join("&"));
    }
    page
}

/// An address as people write it in a sentence; of an e-mail address, its host.
fn loose(written: &str) -> Option<Url> {
    let written =
        written.trim_start_matches('@').trim_end_matches(['.', ',', ';', ':', '!', '?', '*']);
    if written.contains("://") {
        return Url::parse(written).ok();
    }
    Url::parse(&format!("https://{written}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page_of(written: &str) -> String {
        let url = loose(written).unwrap();
        page(&url, &host(&url).unwrap())
    }

    #[test]
    fn tracking_and_www_make_no_other_address() {
        let plain = page_of("https://harbour.example/apply?call=7");
        assert_eq!(page_of("www.harbour.example/apply/?utm_source=x&call=7&fbclid=1."), plain);
        assert_ne!(page_of("https://harbour.example/apply?call=8"), plain);
    }
}
