//! Walks a parsed page and writes its text. Iterative throughout: depth costs no stack.

use std::collections::{HashMap, HashSet};

use scraper::{ElementRef, Html, Node};
use url::Url;

use super::writer::Writer;
use super::{Link, PageText, boilerplate, guard, head};

const MOST_LINKS: usize = 1000;

/// Blocks set apart by a blank line.
const APART: &[&str] = &[
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "section",
    "article",
    "table",
    "ul",
    "ol",
    "dl",
    "figure",
    "pre",
    "header",
    "main",
    "fieldset",
    "hr",
];
/// Blocks that only begin a line.
const LINES: &[&str] = &[
    "div",
    "address",
    "aside",
    "figcaption",
    "details",
    "summary",
    "legend",
    "form",
    "caption",
    "thead",
    "tbody",
    "center",
    "option",
    "label",
    "button",
    "body",
    "html",
    "hgroup",
    "br",
];
/// A row or field with more text than this is layout, not a label and its value.
const FIELD: usize = 400;
/// A first cell with more text than this is no label.
const LABEL: usize = 80;

pub(super) fn page_text(html: &str, url: &Url) -> PageText {
    let parsed = Html::parse_document(&guard::tamed(html));
    let root = parsed.root_element();
    let mut page = PageText::default();
    let base = base(root, url);
    let sizes = Sizes::survey(root, &base, &mut page);
    let main = sizes.main_content(root);

    let mut walk = Walk::new(&base, &sizes, sizes.text(main));
    walk.over(main);
    page.text = walk.writer.finish();
    page.links = walk.links;
    other_links(root, &base, &mut page.links);
    let named = page.meta.get("og:title").cloned();
    page.title = walk.heading.or(named).or(page.title.take());
    // Where the organisation sits is often said in a footer, which is left out, and in the head.
    if let Some(address) = head::address(&page.structured)
        && !page.text.contains(address.split(',').next().unwrap_or(&address))
    {
        page.text.push_str(&format!("\n\nOrganiser's address: {address}"));
    }
    page.with_title_in_text()
}

fn base(root: ElementRef<'_>, url: &Url) -> Url {
    let element = elements(root).find(|e| e.value().name() == "base");
    element
        .and_then(|e| e.value().attr("href"))
        .and_then(|href| url.join(href).ok())
        .unwrap_or_else(|| url.clone())
}

fn elements(root: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    root.descendants().filter_map(ElementRef::wrap)
}

/// How much text and how many table rows each element holds, keyed by the node's address.
#[derive(Default)]
struct Sizes(HashMap<*const Node, Size>);

#[derive(Clone, Copy, Default)]
struct Size {
    text: usize,
    rows: usize,
}

impl Sizes {
    /// Measures, and on the way notes what the page says about itself.
    fn survey(root: ElementRef<'_>, base: &Url, page: &mut PageText) -> Self {
        let mut sizes = Self::default();
        let mut stack = vec![(*root, false)];
        while let Some((node, measured)) = stack.pop() {
            let key = std::ptr::from_ref(node.value());
            if measured {
                let mut size = Size::default();
                for child in node.children() {
                    let of = sizes.0.get(&std::ptr::from_ref(child.value()));
                    let row = ElementRef::wrap(child).is_some_and(|e| e.value().name() == "tr");
                    size.text += of.map_or(0, |size| size.text);
                    size.rows += of.map_or(0, |size| size.rows) + usize::from(row);
                }
                sizes.0.insert(key, size);
            } else if let Node::Text(text) = node.value() {
                sizes.0.insert(key, Size { text: text.trim().len(), rows: 0 });
            } else if let Some(element) = ElementRef::wrap(node) {
                head::note(element, base, page);
                let name = element.value().name();
                if matches!(name, "head" | "html" | "body") || !boilerplate::never_read(element) {
                    stack.push((node, true));
                    stack.extend(node.children().map(|child| (child, false)));
                }
            }
        }
        sizes
    }

    fn of(&self, element: ElementRef<'_>) -> Size {
        let node: &Node = (*element).value();
        self.0.get(&std::ptr::from_ref(node)).copied().unwrap_or_default()
    }

    fn text(&self, element: ElementRef<'_>) -> usize {
        self.of(element).text
    }

    /// The element that holds the call: `main`, or the one `article` in it, or the body.
    fn main_content<'a>(&self, root: ElementRef<'a>) -> ElementRef<'a> {
        let body = elements(root).find(|e| e.value().name() == "body").unwrap_or(root);
        let whole = self.text(body);
        let main = elements(body)
            .filter(|e| is_main(*e))
            .max_by_key(|e| self.text(*e))
            .filter(|e| self.text(*e) * 4 >= whole || self.text(*e) >= 600);
        let within = main.unwrap_or(body);
        let mut articles = elements(within).filter(|e| e.value().name() == "article");
        match (articles.next(), articles.next()) {
            (Some(only), None) if self.text(only) * 10 >= self.text(within) * 6 => only,
            _ => within,
        }
    }
}

fn is_main(element: ElementRef<'_>) -> bool {
    let value = element.value();
    value.name() == "main"
        || value.attr("role") == Some("main")
        || matches!(value.id(), Some("content" | "main" | "main-content" | "maincontent"))
}

struct Walk<'a> {
    writer: Writer,
    links: Vec<Link>,
    heading: Option<String>,
    base: &'a Url,
    sizes: &'a Sizes,
    /// How much text the main content holds.
    whole: usize,
    /// Where the open link's words begin.
    link_at: Option<usize>,
    heading_at: Option<usize>,
    rows: Vec<Row>,
    pre: usize,
    after_term: bool,
}

/// The table row being written.
struct Row {
    in_line: bool,
    cells: usize,
    labelled: bool,
    at: usize,
}

impl<'a> Walk<'a> {
    fn new(base: &'a Url, sizes: &'a Sizes, whole: usize) -> Self {
        Self {
            writer: Writer::new(),
            links: Vec::new(),
            heading: None,
            base,
            sizes,
            whole,
            link_at: None,
            heading_at: None,
            rows: Vec::new(),
            pre: 0,
            after_term: false,
        }
    }

    fn over(&mut self, main: ElementRef<'_>) {
        let mut stack = vec![(*main, false)];
        while let Some((node, leaving)) = stack.pop() {
            if let Node::Text(text) = node.value() {
                self.text(text);
            } else if let Some(element) = ElementRef::wrap(node) {
                if leaving {
                    self.leave(element);
                } else if element == main || !self.left_out(element) {
                    self.enter(element);
                    stack.push((node, true));
                    let children = stack.len();
                    stack.extend(node.children().map(|child| (child, false)));
                    stack[children..].reverse();
                }
            }
        }
    }

    /// Furniture is left out unless it holds most of the text: then its name means something else.
    fn left_out(&self, element: ElementRef<'_>) -> bool {
        boilerplate::never_read(element)
            || (boilerplate::is_furniture(element) && self.sizes.text(element) * 3 < self.whole)
    }

    fn text(&mut self, text: &str) {
        let touching = self.writer.last().is_some_and(|c| c.is_lowercase() || c.is_ascii_digit());
        if touching && text.chars().next().is_some_and(char::is_uppercase) {
            // "Free entry" and "Call" in two elements side by side are not one word.
            self.writer.space();
        }
        if self.pre == 0 {
            self.writer.text(text);
        } else {
            for (index, line) in text.split('\n').enumerate() {
                if index > 0 {
                    self.writer.line();
                }
                self.writer.text(line);
            }
        }
    }

    fn enter(&mut self, element: ElementRef<'_>) {
        let name = element.value().name();
        match name {
            "li" => self.writer.item(),
            "tr" => self.row(element),
            "td" | "th" => self.cell(),
            "dt" => {
                self.writer.line();
                self.writer.inline_start();
            }
            "dd" => {
                if std::mem::take(&mut self.after_term) && self.sizes.text(element) <= FIELD {
                    self.separate(':');
                } else {
                    self.writer.line();
                }
            }
            "sup" => {
                let digits = self.writer.last().is_some_and(|c| c.is_ascii_digit())
                    && element
                        .text()
                        .next()
                        .is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()));
                if digits {
                    self.writer.space();
                }
            }
            "a" => self.link_at = Some(self.writer.position()),
            "pre" => self.pre += 1,
            _ => {}
        }
        if APART.contains(&name) {
            self.writer.blank_line();
        } else if LINES.contains(&name) {
            self.writer.line();
        }
        if self.is_struck(element) {
            self.writer.text("~~");
        }
        if name == "h1" && self.heading.is_none() {
            self.heading_at = Some(self.writer.position());
        }
    }

    fn leave(&mut self, element: ElementRef<'_>) {
        let name = element.value().name();
        match name {
            "tr" => {
                if self.rows.pop().is_some_and(|row| row.in_line) {
                    self.writer.inline_end();
                }
                self.writer.line();
            }
            "li" | "dd" => self.writer.line(),
            "dt" => {
                self.writer.inline_end();
                self.writer.space();
                self.after_term = true;
            }
            "a" => self.link(element),
            "pre" => self.pre = self.pre.saturating_sub(1),
            "h1" => {
                let written = self.writer.written();
                let words = self.heading_at.take().and_then(|at| written.get(at..));
                let words = words.map(|words| words.trim().to_owned());
                self.heading = self.heading.take().or(words.filter(|words| !words.is_empty()));
            }
            _ => {}
        }
        if self.is_struck(element) {
            self.writer.stick("~~");
        }
        if APART.contains(&name) {
            self.writer.blank_line();
        } else if LINES.contains(&name) {
            self.writer.line();
        }
    }

    fn row(&mut self, row: ElementRef<'_>) {
        self.writer.line();
        let size = self.sizes.of(row);
        let in_line = size.text <= FIELD && size.rows == 0;
        let mut cells = row
            .children()
            .filter_map(ElementRef::wrap)
            .filter(|e| matches!(e.value().name(), "td" | "th"));
        let labelled = cells.next().is_some_and(|first| self.sizes.text(first) <= LABEL)
            && cells.next().is_some_and(|second| second.value().name() == "td")
            && cells.next().is_none();
        if in_line {
            self.writer.inline_start();
        }
        self.rows.push(Row { in_line, cells: 0, labelled, at: self.writer.position() });
    }

    fn cell(&mut self) {
        let Some(row) = self.rows.last_mut() else { return self.writer.line() };
        row.cells += 1;
        let begun = row.cells > 1 && self.writer.position() > row.at;
        match (row.in_line, begun, row.labelled) {
            (false, ..) => self.writer.line(),
            (true, false, _) => {}
            (true, true, true) => self.separate(':'),
            (true, true, false) => self.separate('|'),
        }
    }

    /// A label's colon after what stands there, unless one does already; or a bar between cells.
    fn separate(&mut self, separator: char) {
        if separator == '|' {
            self.writer.space();
            self.writer.text("|");
        } else if !self.writer.written().ends_with([':', '|', '：']) {
            self.writer.stick(":");
        }
        self.writer.space();
    }

    fn is_struck(&self, element: ElementRef<'_>) -> bool {
        let value = element.value();
        let style = || value.attr("style").is_some_and(|style| style.contains("line-through"));
        (matches!(value.name(), "del" | "s" | "strike") || (value.name() == "span" && style()))
            && self.sizes.text(element) > 0
    }

    fn link(&mut self, element: ElementRef<'_>) {
        let Some(at) = self.link_at.take() else { return };
        let written = self.writer.written().get(at..).unwrap_or_default();
        let words = written.trim_start_matches(['\n', ' ']).trim_start_matches("- ");
        let start = at + (written.len() - words.len());
        let words = words.trim_end();
        if self.links.len() < MOST_LINKS
            && !words.is_empty()
            && let Some(url) = target(element, self.base)
        {
            self.links.push(Link { url, words: words.to_owned(), start: Some(start) });
        }
    }
}

/// Where a link leads, if to somewhere on the web.
fn target(element: ElementRef<'_>, base: &Url) -> Option<Url> {
    let href = element.value().attr("href")?.trim();
    let url = (!href.starts_with('#')).then(|| base.join(href).ok()).flatten()?;
    matches!(url.scheme(), "http" | "https" | "mailto").then_some(url)
}

/// Adds the links outside of the main content.
fn other_links(root: ElementRef<'_>, base: &Url, links: &mut Vec<Link>) {
    let mut seen: HashSet<Url> = links.iter().map(|link| link.url.clone()).collect();
    for element in elements(root).filter(|e| e.value().name() == "a") {
        if links.len() >= MOST_LINKS {
            break;
        }
        let Some(url) = target(element, base) else { continue };
        if let Some(words) = head::words(element)
            && seen.insert(url.clone())
        {
            links.push(Link { url, words, start: None });
        }
    }
}
