//! Keeps hostile nesting from the HTML parser.

use std::borrow::Cow;

/// Deeper than any honest page. The parser looks up its stack of open elements for each tag, so the
/// cost of a page is its length times its depth: this bounds the second.
const DEEPEST: usize = 256;

/// Elements that have no end tag.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// The same page with the tags beyond the deepest allowed level left out (their text stays), and
/// with PHP blocks removed, which templates on the web sometimes leak.
pub(super) fn tamed(html: &str) -> Cow<'_, str> {
    let html = without_php(html);
    if deepest(&html) <= DEEPEST {
        return html;
    }
    let mut out = String::with_capacity(html.len());
    let (mut depth, mut copied) = (0usize, 0);
    for tag in tags(&html) {
        out.push_str(&html[copied..tag.start]);
        copied = tag.start;
        if tag.closing {
            if depth > DEEPEST {
                copied = tag.end;
            }
            depth = depth.saturating_sub(1);
        } else if !VOID.contains(&tag.name.to_ascii_lowercase().as_str()) {
            depth += 1;
            if depth > DEEPEST {
                copied = tag.end;
            }
        }
    }
    out.push_str(&html[copied..]);
    // Unclosed tags (a thousand <b>) never come back up: then only the text is worth keeping.
    Cow::Owned(out)
}

fn without_php(html: &str) -> Cow<'_, str> {
    if !html.contains("<?") {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("<?") {
        out.push_str(before);
        if let Some((_, after)) = after.split_once("?>") {
            rest = after;
        } else {
            // No "?>" is left in all the rest: from here on "<?" means something else.
            out.push_str("<?");
            out.push_str(after);
            rest = "";
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn deepest(html: &str) -> usize {
    let (mut depth, mut most) = (0usize, 0);
    for tag in tags(html) {
        if tag.closing {
            depth = depth.saturating_sub(1);
        } else if !VOID.contains(&tag.name.to_ascii_lowercase().as_str()) {
            depth += 1;
            most = most.max(depth);
        }
    }
    most
}

struct Tag<'a> {
    name: &'a str,
    closing: bool,
    start: usize,
    end: usize,
}

/// The start and end tags of a page, roughly: comments and attributes are not understood, which only
/// makes the count of levels a little too high.
fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    let bytes = html.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + bytes.get(at..)?.iter().position(|b| *b == b'<')?;
            let closing = bytes.get(start + 1) == Some(&b'/');
            let name_start = start + 1 + usize::from(closing);
            let name_end = bytes[name_start.min(bytes.len())..]
                .iter()
                .position(|b| !b.is_ascii_alphanumeric())
                .map_or(bytes.len(), |length| name_start + length);
            if name_end == name_start || name_start >= bytes.len() {
                at = start + 1;
                continue;
            }
            let end = bytes[name_end..]
                .iter()
                .position(|b| *b == b'>' || *b == b'<')
                .map_or(bytes.len(), |length| name_end + length);
            let end = if bytes.get(end) == Some(&b'>') { end + 1 } else { end };
            at = end;
            return Some(Tag { name: &html[name_start..name_end], closing, start, end });
        }
    })
}
