//! Markdown: turned into HTML just well enough for its text, then read as any page.

use std::fmt::Write as _;

use url::Url;

use super::{PageText, head, html};

/// Lines shorter than this were broken on purpose; longer ones may be wrapped prose.
const WRAPPED: usize = 55;
/// Front matter longer than this is not front matter.
const LONGEST_FRONT: usize = 3000;

/// Plain fields of front matter that tell a reader something.
const TELLING: &[&str] = &[
    "title",
    "subtitle",
    "description",
    "summary",
    "excerpt",
    "date",
    "deadline",
    "location",
    "organization",
    "organisation",
    "organizer",
    "fee",
    "award",
    "country",
    "city",
];

pub(super) fn markdown_text(markdown: &str, url: &Url) -> PageText {
    let mut maker = Maker::default();
    let lines: Vec<&str> = markdown.lines().collect();
    let mut at = 0;
    while at < lines.len() {
        match front_matter(&lines[at..]) {
            Some(length) => {
                maker.front(&lines[at + 1..at + length - 1]);
                at += length;
            }
            None => {
                maker.line(lines[at], lines.get(at + 1).copied().unwrap_or_default());
                at += 1;
            }
        }
    }
    let Maker { html, fields, .. } = maker;
    let mut page = html::page_text(&html, url);
    for (key, value) in fields {
        page.meta.entry(key).or_insert(value);
    }
    page.language = page.language.or_else(|| page.meta.get("lang").cloned());
    if let Some(title) = page.meta.get("title") {
        page.title = Some(title.clone());
    }
    page.with_title_in_text()
}

/// How many lines the front matter at the start of `lines` has, fences included.
fn front_matter(lines: &[&str]) -> Option<usize> {
    let fence = lines.first()?.trim_end();
    if fence != "---" && fence != "+++" {
        return None;
    }
    let first = lines.get(1)?;
    let (key, _) = first.split_once([':', '='])?;
    if key.is_empty() || !key.trim().chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-') {
        return None;
    }
    let rest = lines.iter().take(LONGEST_FRONT).skip(1);
    rest.take_while(|line| line.trim_end() != fence)
        .count()
        .checked_add(2)
        .filter(|length| lines.get(length - 1).is_some_and(|line| line.trim_end() == fence))
}

#[derive(Default)]
struct Maker {
    html: String,
    fields: Vec<(String, String)>,
    code: bool,
    table: bool,
}

impl Maker {
    /// Fields that tell something become `key: value`; long values (the text of a page kept in its
    /// front matter by some content systems) become paragraphs; the rest is machinery.
    fn front(&mut self, lines: &[&str]) {
        for line in lines {
            let nested = line.starts_with([' ', '\t', '-']);
            let line = line.trim().trim_start_matches("- ");
            let (key, value) = line.split_once([':', '=']).unwrap_or(("", line));
            let plain_key =
                key.trim().chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
            let (key, value) = if plain_key { (key.trim(), value) } else { ("", line) };
            let value = scalar(value);
            if value.is_empty() {
                continue;
            }
            let key = key.to_ascii_lowercase();
            if !nested && !key.is_empty() {
                self.fields.push((key.clone(), head::tidied(&value)));
            }
            let prose = value.len() >= 20 && value.contains(' ');
            if key == "title" || (nested && prose && key != "image") || (key.is_empty() && prose) {
                let _ = write!(self.html, "<p>{}</p>", inline(&value));
            } else if TELLING.contains(&key.as_str()) {
                let _ = write!(self.html, "<p>{key}: {}</p>", inline(&value));
            }
        }
    }

    fn line(&mut self, raw: &str, next: &str) {
        let line = raw.trim();
        if line.starts_with("```") || line.starts_with("~~~") {
            self.code = !self.code;
            return;
        }
        let row = line.starts_with('|') && line.ends_with('|') && line.len() > 2;
        if self.table && !row {
            self.table = false;
            self.html.push_str("</table>");
        }
        if line.is_empty() {
            self.html.push_str("<p>");
        } else if row {
            self.row(line);
        } else if let Some(heading) = heading(line) {
            let _ = write!(self.html, "<h2>{}</h2>", inline(heading));
        } else if line.chars().all(|c| matches!(c, '-' | '=' | '*' | '_' | ' ')) {
            self.html.push_str("<hr>");
        } else if let Some(item) = item(line) {
            let _ = write!(self.html, "<li>{}", inline(item));
        } else {
            self.html.push_str(&inline(line.trim_end_matches('\\').trim_start_matches("> ")));
        }
        let wraps =
            line.chars().count() >= WRAPPED && !raw.ends_with("  ") && !line.ends_with('\\');
        let field = next.split_once(':').is_some_and(|(key, _)| key.len() <= 40);
        self.html.push_str(if wraps && !field { "\n" } else { "<br>" });
    }

    fn row(&mut self, line: &str) {
        if line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ')) {
            return;
        }
        if !std::mem::replace(&mut self.table, true) {
            self.html.push_str("<table>");
        }
        self.html.push_str("<tr>");
        for cell in line.trim_matches('|').split('|') {
            let _ = write!(self.html, "<td>{}</td>", inline(cell.trim()));
        }
        self.html.push_str("</tr>");
    }
}

fn heading(line: &str) -> Option<&str> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    (1..=6).contains(&level).then(|| text.trim_end_matches('#').trim())
}

fn item(line: &str) -> Option<&str> {
    let bullet = line.strip_prefix("- ").or(line.strip_prefix("* ")).or(line.strip_prefix("+ "));
    bullet.or_else(|| {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = line.len() - rest.len();
        rest.strip_prefix(". ").filter(|_| (1..=3).contains(&digits))
    })
}

/// A YAML or TOML scalar without its quotes and escapes; empty for what holds no text.
fn scalar(value: &str) -> String {
    let value = value.trim();
    if matches!(value, "|" | ">" | "|-" | ">-" | "null" | "true" | "false" | "~" | "{}" | "[]") {
        return String::new();
    }
    if let Some(inner) = value.strip_prefix('"') {
        let inner = inner.strip_suffix('"').unwrap_or(inner);
        return inner.replace("\\_", " ").replace("\\\"", "\"").replace("\\t", " ");
    }
    value.strip_prefix('\'').map_or_else(
        || value.to_owned(),
        |inner| inner.strip_suffix('\'').unwrap_or(inner).replace("''", "'"),
    )
}

/// Links, images, emphasis and escapes of one line as HTML; embedded HTML stays.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    let mut struck = false;
    while let Some(c) = rest.chars().next() {
        if let Some((link, after)) = link(rest) {
            out.push_str(&link);
            rest = after;
            continue;
        }
        let mut taken = c.len_utf8();
        match c {
            '\\' if rest[1..].starts_with(|next: char| next.is_ascii_punctuation()) => {
                let next = &rest[1..2];
                out.push_str(if next == "<" { "&lt;" } else { next });
                taken = 2;
            }
            '~' if rest.starts_with("~~") => {
                out.push_str(if struck { "</del>" } else { "<del>" });
                struck = !struck;
                taken = 2;
            }
            '*' | '`' => {}
            '_' if !within_word(&out, &rest[1..]) => {}
            '{' if rest.starts_with("{%") || rest.starts_with("{{") || rest.starts_with("{:") => {
                taken = rest.find('}').map_or(1, |end| end + 1);
                if rest[taken..].starts_with('}') {
                    taken += 1;
                }
            }
            '<' if !rest[1..]
                .starts_with(|n: char| n.is_ascii_alphabetic() || n == '/' || n == '!') =>
            {
                out.push_str("&lt;");
            }
            c => out.push(c),
        }
        rest = &rest[taken..];
    }
    if struck {
        out.push_str("</del>");
    }
    out
}

fn within_word(before: &str, after: &str) -> bool {
    before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)
}

/// `[words](address)` and `![alt](address)` at the start of `text`, and what follows.
fn link(text: &str) -> Option<(String, &str)> {
    let image = text.starts_with("![");
    let inner = text.strip_prefix("![").or_else(|| text.strip_prefix('['))?;
    // Words and address are looked for nearby only, which keeps a line of "[[[[" linear.
    let near: String = inner.chars().take(300).collect();
    let words_end = near.find("](")?;
    let address_start = words_end + 2;
    let length: String = inner[address_start..].chars().take(600).collect();
    let address_end = address_start + length.find(')')?;
    let words = inner[..words_end].trim_start_matches('[').trim_end_matches(']');
    let address = inner[address_start..address_end].split_whitespace().next().unwrap_or_default();
    let html = if image {
        String::new()
    } else {
        let address = address.replace('&', "&amp;").replace('"', "%22");
        format!("<a href=\"{address}\">{}</a>", words.replace(['*', '`'], ""))
    };
    Some((html, &inner[address_end + 1..]))
}
