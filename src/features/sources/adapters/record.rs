//! A structured record as text that reads like a page: `Label: value` lines in a fixed order, so that
//! readers and quotes work as they do everywhere.

use serde_json::Value;
use url::Url;

use super::run::{ENOUGH, Run, day, line_of, loose_address, text_of};
use super::{Answer, Detail, Refused};
use crate::features::reading::Document;
use crate::features::sources::{Content, Field, Item, RecordRules};

/// One line or block of a record: its label, where it is (see [`at`]), and the currency that a bare
/// number there means.
pub(super) type Column<'a> = (&'a str, &'a str, Option<&'a str>);

/// A value longer than this, or of several lines, is a block of its own under its label.
const ONE_LINE: usize = 200;

/// Written where nothing is meant.
const NOTHING: [&str; 9] =
    ["", "-", "--", "n/a", "null", "undefined", "0000-00-00", "0000-00-00 00:00:00", "no aplica"];

/// The values at a path: names and positions joined by dots, `*` for every one of a list. A list in
/// the way counts as `*`, because a key given twice becomes one.
pub(super) fn at<'v>(record: &'v Value, path: &str) -> Vec<&'v Value> {
    let mut found = vec![record];
    for step in path.split('.') {
        found = found
            .into_iter()
            .flat_map(|value| match (value, step) {
                (Value::Array(list), "*") => list.iter().collect(),
                (Value::Array(list), step) => match step.parse::<usize>() {
                    Ok(index) => list.get(index).into_iter().collect(),
                    Err(_) => list.iter().filter_map(|value| value.get(step)).collect(),
                },
                (Value::Object(object), "*") => object.values().collect(),
                (Value::Object(object), step) => object.get(step).into_iter().collect(),
                _ => Vec::new(),
            })
            .collect();
    }
    found
}

/// The first value at a path that says something, in one line.
pub(super) fn first(record: &Value, path: &str, url: &Url) -> Option<String> {
    at(record, path).into_iter().find_map(|value| said(value, None, url)).map(|text| {
        let line = line_of(&text, url);
        line.trim().to_owned()
    })
}

/// What a value says, as text; `None` where it says nothing.
fn said(value: &Value, currency: Option<&str>, url: &Url) -> Option<String> {
    let text = match value {
        Value::Null => return None,
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => {
            let text = number.to_string();
            text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
        }
        Value::String(text) => text_of(text, url).trim().to_owned(),
        Value::Array(list) => {
            let parts: Vec<String> =
                list.iter().filter_map(|value| said(value, currency, url)).collect();
            join(parts)
        }
        Value::Object(_) => return object(value, url),
    };
    let Some(currency) = currency else {
        return (!NOTHING.contains(&text.to_lowercase().as_str())).then_some(text);
    };
    let bare = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b' '));
    let zero = !text.bytes().any(|b| matches!(b, b'1'..=b'9'));
    match (zero, bare) {
        // A ceiling or a total of nothing means that none was given.
        (true, _) => None,
        (false, true) => Some(format!("{currency} {text}")),
        (false, false) => Some(text),
    }
}

/// Small objects that stand for one value: money, a date with a time, a choice, a named thing.
fn object(value: &Value, url: &Url) -> Option<String> {
    let text = |name: &str| value.get(name).and_then(|value| said(value, None, url));
    if let (Some(amount), Some(currency)) = (value.get("amount"), text("currency")) {
        return said(amount, Some(&currency), url);
    }
    if let Some(date) = text("date") {
        return Some(match text("time") {
            Some(time) => format!("{date} {time}"),
            None => date,
        });
    }
    ["customValue", "value", "name", "title", "label", "description"].into_iter().find_map(text)
}

fn join(mut parts: Vec<String>) -> String {
    parts.dedup();
    let long = parts.iter().any(|part| part.contains('\n') || part.len() > ONE_LINE);
    parts.join(if long { "\n\n" } else { "; " })
}

/// What the columns of a record say, those left out that say nothing. Values may have several lines.
pub(super) fn read(record: &Value, columns: &[Column<'_>], url: &Url) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for (label, path, currency) in columns {
        let said =
            at(record, path).into_iter().filter_map(|value| said(value, *currency, url)).collect();
        let value = join(said);
        let told = || fields.iter().any(|field| field.label == *label && field.value == value);
        if !value.is_empty() && !told() {
            fields.push(Field { label: (*label).to_owned(), value });
        }
    }
    fields
}

/// The fields as text: short ones a line each, long ones as blocks set apart, in their order.
pub(super) fn text(fields: &[Field]) -> String {
    let mut text = String::new();
    let mut block = false;
    for Field { label, value } in fields {
        let long = value.contains('\n') || value.len() > ONE_LINE;
        if !text.is_empty() {
            text.push_str(if long || block { "\n\n" } else { "\n" });
        }
        text.push_str(label);
        text.push_str(if long { ":\n" } else { ": " });
        text.push_str(value);
        block = long;
    }
    text
}

/// The fields that fit in one line: what a list shows, and what words are looked for in.
pub(super) fn short(fields: Vec<Field>) -> Vec<Field> {
    fields
        .into_iter()
        .filter(|field| !field.value.contains('\n') && field.value.len() <= ONE_LINE)
        .collect()
}

/// The detail of a record: the record as it came, and its one document.
pub(super) fn detail(run: &Run, item: &Item, raw: Answer, fields: &[Field]) -> Detail {
    let document: Document = run.document(item, &item.title, text(fields));
    Detail { raw, documents: vec![document] }
}

/// The record that an item carries, as an answer to keep.
///
/// # Errors
/// The item carries none, which means that another adapter listed it.
pub(super) fn carried(item: &Item) -> Result<(&Value, Answer), Refused> {
    let Content::Record(record) = &item.content else {
        return Err(Refused::item("the list kept no record of it"));
    };
    let raw = Answer {
        url: item.url.clone(),
        content_type: Some("application/json".to_owned()),
        bytes: record.to_string().into_bytes(),
        etag: None,
        last_modified: None,
        unchanged: false,
    };
    Ok((record, raw))
}

/// The columns that an admin's rules name.
pub(super) fn columns(rules: &RecordRules) -> Vec<Column<'_>> {
    rules
        .fields
        .iter()
        .map(|field| (field.label.as_str(), field.path.as_str(), field.currency.as_deref()))
        .collect()
}

/// A record as an item, by an admin's rules. `None` for a record without a key or a title.
pub(super) fn item(run: &Run, rules: &RecordRules, record: Value) -> Option<Item> {
    let home = &run.source.home;
    let key = first(&record, rules.key.as_str(), home)?;
    let title = first(&record, rules.title.as_str(), home)?;
    let own = rules.url.as_ref().and_then(|path| {
        let text = first(&record, path.as_str(), home)?;
        run.source
            .address
            .join(&text)
            .ok()
            .filter(|_| text.starts_with('/'))
            .or_else(|| loose_address(&text))
    });
    let page = rules.page.as_ref().and_then(|page| loose_address(&page.replace("{key}", &key)));
    let posted = rules.posted.as_ref().and_then(|path| first(&record, path.as_str(), home));
    Some(Item {
        url: own.or(page).unwrap_or_else(|| home.clone()),
        posted_on: posted.and_then(|text| day(&text)),
        fields: short(read(&record, &columns(rules), home)),
        key,
        title,
        content: Content::Record(record),
        enough: true,
    })
}

/// Whether a record says enough to be judged by itself.
pub(super) fn is_enough(item: &Item, rules: &RecordRules, home: &Url) -> bool {
    match &item.content {
        Content::Record(record) => text(&read(record, &columns(rules), home)).len() >= ENOUGH,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn lines(record: &Value, columns: &[Column<'_>]) -> String {
        text(&read(record, columns, &Url::parse("https://portal.example/").unwrap()))
    }

    #[test]
    fn a_record_reads_like_a_page() {
        let record = json!({
            "agency": { "name": "Arts &amp; Culture Office" },
            "closes": "0000-00-00", "opens": "2027-01-04",
            "who": [{ "description": "Individuals" }, { "description": "Individuals" },
                    { "description": "Non-profits" }],
            "ceiling": "5000", "floor": 0, "total": { "amount": "20000", "currency": "EUR" },
            "about": "<p>Painting the <b>harbour</b>.</p><p>All media.</p>",
            "after": "last"
        });
        let columns = [
            ("Agency", "agency.name", None),
            ("Opens", "opens", None),
            ("Close date", "closes", None),
            ("Eligible applicants", "who.*.description", None),
            ("Award ceiling", "ceiling", Some("USD")),
            ("Award floor", "floor", Some("USD")),
            ("Total funding", "total", None),
            ("Description", "about", None),
            ("After", "after", None),
        ];
        insta::assert_snapshot!(lines(&record, &columns), @r"
        Agency: Arts & Culture Office
        Opens: 2027-01-04
        Eligible applicants: Individuals; Non-profits
        Award ceiling: USD 5000
        Total funding: EUR 20000

        Description:
        Painting the harbour.

        All media.

        After: last
        ");
    }

    #[test]
    fn a_key_that_came_twice_is_said_twice() {
        let record = json!({ "address": ["1 Quay", "2 Pier"], "contact": [{ "name": "A" }, { "name": "B" }] });
        let columns = [("Address", "address", None), ("Contact", "contact.name", None)];
        assert_eq!(lines(&record, &columns), "Address: 1 Quay; 2 Pier\nContact: A; B");
    }
}
