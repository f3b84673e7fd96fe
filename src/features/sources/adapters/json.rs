//! JSON as portals really send it.

use std::collections::btree_map::Entry;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::{Answer, Refused};

/// Reads an answer that should be JSON. A key that appears twice with different values keeps both, as
/// a list, where serde would keep the last.
pub(super) fn json(answer: &Answer) -> Result<Value, Refused> {
    let bytes = answer.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&answer.bytes);
    let read = serde_json::from_slice::<Both>(bytes)
        .or_else(|error| serde_json::from_slice(&with_lone_backslashes(bytes)).map_err(|_| error));
    match read {
        Ok(Both(value)) => Ok(value),
        Err(_) if bytes.trim_ascii_start().starts_with(b"<") => {
            Err(Refused::run("it answered with a page for people where data was expected"))
        }
        Err(error) if error.is_eof() => Err(Refused::run("its data breaks off")),
        Err(_) => Err(Refused::run("its data cannot be read")),
    }
}

/// Backslashes that escape nothing, doubled: one of them in one record must not cost all the others.
fn with_lone_backslashes(bytes: &[u8]) -> Vec<u8> {
    let mut mended = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((&first, after)) = rest.split_first() {
        mended.push(first);
        rest = after;
        if first != b'\\' {
            continue;
        }
        match after.split_first() {
            Some((&escaped, after)) if b"\"\\/bfnrtu".contains(&escaped) => {
                mended.push(escaped);
                rest = after;
            }
            _ => mended.push(b'\\'),
        }
    }
    mended
}

struct Both(Value);

impl<'de> Deserialize<'de> for Both {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(BothVisitor).map(Both)
    }
}

struct BothVisitor;

impl<'de> Visitor<'de> for BothVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Both(value)) = values.next_element()? {
            list.push(value);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = std::collections::BTreeMap::<String, Value>::new();
        while let Some((key, Both(value))) = entries.next_entry::<String, Both>()? {
            match object.entry(key) {
                Entry::Vacant(place) => {
                    place.insert(value);
                }
                Entry::Occupied(mut place) if *place.get() != value => {
                    let first = place.insert(Value::Null);
                    place.insert(Value::Array(vec![first, value]));
                }
                Entry::Occupied(_) => {}
            }
        }
        Ok(Value::Object(Map::from_iter(object)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backslash_that_escapes_nothing_costs_no_record() {
        let answer = Answer {
            url: "https://portal.example/data".parse().unwrap(),
            content_type: None,
            bytes: br#"[{"a": "C:\dir \"x\" \u00e9"}, {"a": "mail \[removed\]"}]"#.to_vec(),
            etag: None,
            last_modified: None,
            unchanged: false,
        };
        let read = json(&answer).unwrap();
        assert_eq!(read[0]["a"], "C:\\dir \"x\" é");
        assert_eq!(read[1]["a"], "mail \\[removed\\]");
    }
}
