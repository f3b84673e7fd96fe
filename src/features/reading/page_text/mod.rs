//! From a page to the text that facts are read from.
//!
//! Whatever form a call comes in, it becomes the same kind of text (see
//! [`Document::text`](super::Document::text)), so that the readers know one layout only. What a page
//! says about itself in its head (JSON-LD, meta, canonical address) is kept beside the text.

mod boilerplate;
mod guard;
mod head;
mod html;
mod markdown;
mod mend;
mod writer;

use std::collections::BTreeMap;

use serde_json::Value;
use url::Url;

use mend::mended;
use writer::Writer;

/// A page as text, and what it says about itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageText {
    /// The main content: one block a line, as [`Document::text`](super::Document::text) describes.
    /// The title is its first line unless it stands in the text anyway.
    pub text: String,
    /// The main heading, or else what the head names as the title.
    pub title: Option<String>,
    /// The language the page declares, as a BCP 47 tag.
    pub language: Option<String>,
    /// The address the page says is its own.
    pub canonical: Option<Url>,
    /// The objects of its JSON-LD scripts, `@graph` and lists flattened; scripts that are not JSON are
    /// left out.
    pub structured: Vec<Value>,
    /// Meta and OpenGraph: lower-case name or property to content, the first of each. In Markdown:
    /// the plain fields of the front matter.
    pub meta: BTreeMap<String, String>,
    /// The links of the page, those of the main content first. At most 1,000.
    pub links: Vec<Link>,
}

/// A link and its words.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Link {
    /// Where it leads, made absolute.
    pub url: Url,
    /// The words that are the link.
    pub words: String,
    /// Byte offset of the words in [`PageText::text`]; `None` where they stand outside of it (in a menu).
    pub start: Option<usize>,
}

/// Reads an HTML page. Never fails: a page without text gives an empty one. Linear in the page's size.
pub fn page_text(html: &str, url: &Url) -> PageText {
    html::page_text(&mended(html), url)
}

/// The same HTML without what makes parsers slow: nesting without end, leaked PHP. For those who
/// parse a page themselves.
pub fn tamed(html: &str) -> std::borrow::Cow<'_, str> {
    guard::tamed(html)
}

/// Reads Markdown, front matter (YAML or TOML) and embedded HTML included.
pub fn markdown_text(markdown: &str, url: &Url) -> PageText {
    markdown::markdown_text(&mended(markdown), url)
}

/// Tidies plain text: the same characters and line breaks that a page would give. A text with HTML
/// tags or entities in it (feeds often hold such) is read as HTML by [`page_text`] instead.
pub fn plain_text(text: &str) -> String {
    let text = mended(text);
    let mut writer = Writer::new();
    for line in text.lines() {
        if line.trim().is_empty() {
            writer.blank_line();
        } else {
            writer.text(line);
            writer.line();
        }
    }
    writer.finish()
}

impl PageText {
    /// Puts the title before the text where the text does not hold it, and moves the links along.
    fn with_title_in_text(mut self) -> Self {
        let Some(title) = &self.title else { return self };
        if !self.text.contains(title.as_str()) {
            let shift = title.len() + 2;
            self.text = format!("{title}\n\n{}", self.text);
            for start in self.links.iter_mut().filter_map(|link| link.start.as_mut()) {
                *start += shift;
            }
        }
        self
    }
}

#[cfg(test)]
mod tests;
