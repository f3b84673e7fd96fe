//! A browser in memory: cookies, redirects, forms as they stand in the HTML. What a person could not
//! find on the page, it does not find either. Every answer passes [`checks`](super::checks).

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use scraper::{ElementRef, Html};
use serde_json::Value;
use tower::ServiceExt as _;
use url::Url;

use super::checks;
use super::form::{self, Form};
use super::world::BASE;

const FORM: &str = "application/x-www-form-urlencoded";
const SCRIPT: &str = "application/json";

/// One visitor's browser.
pub struct Browser {
    router: Router,
    cookies: BTreeMap<String, String>,
    address: IpAddr,
    /// What it says it is.
    agent: String,
    /// What it sends comes from a script and is JSON.
    script: bool,
    page: Page,
}

/// What it shows.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Path and query.
    pub at: String,
    /// The place on the page that a redirect led to, by its id.
    pub place: Option<String>,
    pub status: u16,
    pub headers: HeaderMap,
    pub html: String,
}

impl Browser {
    pub fn new(router: Router) -> Self {
        let address = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
        let (agent, page) = (String::new(), Page::default());
        Self { router, cookies: BTreeMap::new(), address, agent, script: false, page }
    }

    /// Carries it to where its connections come from this address.
    pub fn carry_to(&mut self, address: &str) {
        self.address = address.parse().unwrap();
    }

    /// Opens an address of this site, which must answer with a page.
    #[track_caller]
    pub fn open<'a>(&'a mut self, path: &str) -> impl Future<Output = &'a Page> {
        let caller = std::panic::Location::caller();
        async move {
            self.knock(path).await;
            assert_eq!(self.page.status, 200, "{path}, opened at {caller}: {}", self.page.text());
            &self.page
        }
    }

    /// Opens an address of this site, whatever it answers.
    pub async fn knock(&mut self, path: &str) -> &Page {
        self.go(Method::GET, path.to_owned(), None).await;
        &self.page
    }

    /// Follows the link with these words.
    pub async fn follow(&mut self, words: &str) -> &Page {
        let href = self.page.link(words);
        let path = self.page.resolve(&href);
        self.open(&path).await;
        &self.page
    }

    /// Presses a button with nothing to fill in.
    pub async fn press(&mut self, button: &str) -> &Page {
        self.submit(button, &[]).await
    }

    /// Fills in the form that this button sends, by the labels of its fields, and sends it. The button
    /// is named by its words, or where several look alike by the address its form goes to. A field
    /// that is ticked or unticked is answered with "yes" or "no".
    pub async fn submit(&mut self, button: &str, answers: &[(&str, &str)]) -> &Page {
        let mut form = self.form(button);
        for (label, value) in answers {
            form.answer(label, value);
        }
        self.send(&form).await
    }

    /// The form that this button sends, as it stands on the page.
    pub fn form(&self, button: &str) -> Form {
        form::find(&self.page.document(), button)
            .unwrap_or_else(|problem| panic!("{}: {problem}\n{}", self.page.at, self.page.text()))
    }

    /// Sends a form.
    pub async fn send(&mut self, form: &Form) -> &Page {
        let pairs: Vec<String> = form
            .pairs()
            .iter()
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect();
        let path = self.page.resolve(form.action.as_deref().unwrap_or(&self.page.at));
        if form.method == Method::GET {
            let bare = path.split('?').next().unwrap_or_default();
            self.go(Method::GET, format!("{bare}?{}", pairs.join("&")), None).await;
        } else {
            self.go(Method::POST, path, Some(pairs.join("&"))).await;
        }
        &self.page
    }

    /// Sends what no form on the page would send, as somebody does who writes requests by hand.
    pub async fn post(&mut self, path: &str, pairs: &[(&str, &str)]) -> &Page {
        let pairs: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect();
        self.go(Method::POST, path.to_owned(), Some(pairs.join("&"))).await;
        &self.page
    }

    /// Says from now on that it is this.
    pub fn is(&mut self, agent: &str) {
        agent.clone_into(&mut self.agent);
    }

    /// Follows an address of this site that leads to another site: where to. The browser stays.
    pub async fn leave(&mut self, path: &str) -> Url {
        self.ask(&Method::GET, path, None).await;
        let to = self.page.headers.get(header::LOCATION);
        let to = to.unwrap_or_else(|| panic!("{path} leads nowhere: {}", self.page.text()));
        let to = Url::parse(to.to_str().unwrap()).unwrap();
        assert_ne!(to.origin(), Url::parse(BASE).unwrap().origin(), "{path} stays here");
        to
    }

    /// Sends JSON, as a script of the page does: status and answer.
    pub async fn tell(&mut self, path: &str, body: &Value) -> (u16, Value) {
        self.script = true;
        self.go(Method::POST, path.to_owned(), Some(body.to_string())).await;
        self.script = false;
        let answer = serde_json::from_str(&self.page.html).unwrap_or(Value::Null);
        (self.page.status, answer)
    }

    /// What it shows now.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// The value of its session cookie.
    pub fn session(&self) -> Option<&str> {
        self.cookies.get("proletto").map(String::as_str)
    }

    /// Puts a session cookie into it, as somebody who planted one would.
    pub fn plant(&mut self, session: &str) {
        self.cookies.insert("proletto".into(), session.to_owned());
    }

    async fn go(&mut self, method: Method, path: String, body: Option<String>) {
        let (mut method, mut path, mut body) = (method, path, body);
        let mut place = None;
        for _ in 0..10 {
            self.ask(&method, &path, body.take()).await;
            let Some(to) = self.page.headers.get(header::LOCATION) else {
                self.page.place = place;
                return;
            };
            let to = to.to_str().unwrap().to_owned();
            place = to.split_once('#').map(|(_, place)| place.to_owned());
            assert!(
                matches!(self.page.status, 303 | 307 | 308),
                "a redirect: {}",
                self.page.status
            );
            path = self.page.resolve(&to);
            method = Method::GET;
        }
        panic!("redirects without end at {path}");
    }

    async fn ask(&mut self, method: &Method, path: &str, body: Option<String>) {
        let referer = format!("{BASE}{}", self.page.at);
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "proletto.test")
            .header("accept", "text/html")
            .header("sec-fetch-site", "same-origin")
            .header("sec-fetch-mode", "navigate")
            .header("user-agent", &self.agent);
        if !self.page.at.is_empty() {
            request = request.header("referer", referer);
        }
        if !cookies.is_empty() {
            request = request.header("cookie", cookies.join("; "));
        }
        if body.is_some() {
            request = request
                .header("origin", BASE)
                .header("content-type", if self.script { SCRIPT } else { FORM });
        }
        let mut request = request.body(body.map_or_else(Body::empty, Body::from)).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(self.address, 4711)));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 20_000_000).await.unwrap();
        self.keep_cookies(&parts.headers);
        self.page = Page {
            at: path.to_owned(),
            place: None,
            status: parts.status.as_u16(),
            headers: parts.headers,
            html: String::from_utf8(bytes.to_vec()).unwrap(),
        };
        checks::answer(&self.page);
    }

    fn keep_cookies(&mut self, headers: &HeaderMap) {
        for line in headers.get_all(header::SET_COOKIE) {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if value.is_empty() || line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                assert!(line.contains("HttpOnly") && line.contains("SameSite=Lax"), "{line}");
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

impl Page {
    /// The page as a document.
    pub fn document(&self) -> Html {
        Html::parse_document(&self.html)
    }

    /// What is written in its main part, one line a block. Everything a reader could unfold included.
    pub fn text(&self) -> String {
        self.text_of("main").first().cloned().unwrap_or_else(|| self.html.clone())
    }

    /// What is written in each element that the selector finds.
    pub fn text_of(&self, selector: &str) -> Vec<String> {
        self.document().select(form::selector(selector)).map(written).collect()
    }

    /// The one element that the selector finds, as text.
    #[track_caller]
    pub fn one(&self, selector: &str) -> String {
        let found = self.text_of(selector);
        assert_eq!(found.len(), 1, "{selector} at {}: {found:?}", self.at);
        found.into_iter().next().unwrap()
    }

    /// Whether its main part says this.
    pub fn says(&self, words: &str) -> bool {
        self.text().split_whitespace().collect::<Vec<_>>().join(" ").contains(words)
    }

    /// Fails where its main part does not say this.
    #[track_caller]
    pub fn must_say(&self, words: &str) -> &Self {
        assert!(self.says(words), "{} does not say {words:?}:\n{}", self.at, self.text());
        self
    }

    /// Fails where its main part says this.
    #[track_caller]
    pub fn must_not_say(&self, words: &str) -> &Self {
        assert!(!self.says(words), "{} says {words:?}:\n{}", self.at, self.text());
        self
    }

    /// Where the link with these words leads; the first where several have them.
    #[track_caller]
    pub fn link(&self, words: &str) -> String {
        let document = self.document();
        let found = document.select(form::selector("a[href]")).find(|a| flat(*a) == words);
        let found =
            found.unwrap_or_else(|| panic!("{}: no link {words:?}\n{}", self.at, self.text()));
        found.attr("href").unwrap().to_owned()
    }

    /// Every address its links and forms lead to.
    pub fn leads_to(&self) -> Vec<String> {
        let document = self.document();
        let hrefs = document.select(form::selector("a[href]")).map(|a| a.attr("href").unwrap());
        hrefs.map(str::to_owned).collect()
    }

    /// Path and query of a link on this page.
    pub fn resolve(&self, href: &str) -> String {
        let here = Url::parse(BASE).unwrap().join(&self.at).unwrap();
        let there = here.join(href).unwrap();
        assert_eq!(there.origin(), here.origin(), "{href} leads away from {}", self.at);
        let query = there.query().map(|query| format!("?{query}")).unwrap_or_default();
        format!("{}{query}", there.path())
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// The words of an element on one line.
pub fn flat(element: ElementRef<'_>) -> String {
    written(element).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of an element, blocks on lines of their own, as a reader without stylesheet sees them.
pub fn written(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    write(element, &mut text);
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn write(element: ElementRef<'_>, text: &mut String) {
    const INLINE: [&str; 16] = [
        "a", "span", "em", "strong", "small", "kbd", "code", "mark", "time", "b", "i", "abbr",
        "button", "label", "sup", "svg",
    ];
    for child in element.children() {
        if let Some(words) = child.value().as_text() {
            text.push_str(&words.replace('\n', " "));
        } else if let Some(child) = ElementRef::wrap(child) {
            let name = child.value().name();
            if matches!(name, "script" | "style" | "option" | "textarea" | "svg") {
                continue;
            }
            let block = !INLINE.contains(&name);
            if block {
                text.push('\n');
            }
            write(child, text);
            if block {
                text.push('\n');
            }
        }
    }
}
