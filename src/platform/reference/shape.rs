//! A JSON schema in words and rows.

use serde_json::Value;

use super::page::{Words, words};

/// Words of a type, with a link where it has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What is read.
    pub words: String,
    /// Where the type is explained, on the same page.
    pub href: Option<String>,
}

/// What a value looks like.
#[derive(Clone, Debug)]
pub enum Shape {
    /// An object with these fields.
    Fields(Vec<Row>),
    /// One of these words.
    Words(Vec<String>),
    /// One of these forms.
    Forms(Vec<Form>),
    /// Anything else, said in a line.
    Plain(Vec<Piece>),
}

/// A field or parameter.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: Vec<Piece>,
    /// It is always there, or must be given.
    pub required: bool,
    /// What it means.
    pub about: Vec<Words>,
}

/// One of several forms of a value.
#[derive(Clone, Debug)]
pub struct Form {
    /// When it takes this form.
    pub about: Vec<Words>,
    /// What it then looks like.
    pub shape: Shape,
}

impl Shape {
    /// The shape that a schema describes.
    pub fn of(schema: &Value) -> Self {
        if let Some(values) = named_values(schema) {
            return Shape::Words(values);
        }
        let fields = fields(schema);
        if !fields.is_empty() {
            return Shape::Fields(fields);
        }
        match list(schema, "oneOf") {
            [] => Shape::Plain(kind(schema)),
            forms => Shape::Forms(
                forms
                    .iter()
                    .map(|form| Form { about: about(form), shape: Shape::of(form) })
                    .collect(),
            ),
        }
    }
}

/// The fields of an object, those it shares with others included.
fn fields(schema: &Value) -> Vec<Row> {
    let required = list(schema, "required");
    let own = schema["properties"].as_object().into_iter().flatten().flat_map(|(name, field)| {
        // An object without a name of its own is shown here, field by field.
        let inner = if field["$ref"].is_null() { fields(field) } else { Vec::new() };
        if !inner.is_empty() {
            let under = |row: Row| Row { name: format!("{name}.{}", row.name), ..row };
            return inner.into_iter().map(under).collect();
        }
        vec![Row {
            name: name.clone(),
            kind: kind(field),
            required: required.iter().any(|one| one == name),
            about: about(field),
        }]
    });
    let shared = list(schema, "allOf").iter().flat_map(|part| match part["$ref"].as_str() {
        Some(_) => vec![Row {
            name: "…".into(),
            kind: kind(part),
            required: true,
            about: words("and all its fields"),
        }],
        None => fields(part),
    });
    shared.chain(own).collect()
}

/// The type of a value in a few words.
pub fn kind(schema: &Value) -> Vec<Piece> {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return vec![Piece { words: readable(name), href: Some(format!("#{}", anchor(name))) }];
    }
    let forms: Vec<&Value> = ["oneOf", "anyOf"].iter().flat_map(|key| list(schema, key)).collect();
    if !forms.is_empty() {
        let (nulls, others): (Vec<_>, Vec<_>) =
            forms.into_iter().partition(|form| form["type"] == "null");
        let others = others.into_iter().chain(nulls).map(kind).collect::<Vec<_>>();
        return others.join(&plain(" or "));
    }
    if let Some(values) = named_values(schema) {
        return vec![plain(
            &values.iter().map(|one| format!("“{one}”")).collect::<Vec<_>>().join(" or "),
        )];
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ if schema.is_null() => return Vec::new(),
        _ => return vec![plain("anything")],
    };
    let each = types.iter().map(|one| match *one {
        "array" => [vec![plain("list of ")], kind(&schema["items"])].concat(),
        "string" => vec![plain(string(schema))],
        "integer" => vec![plain("whole number")],
        "boolean" => vec![plain("true or false")],
        other => vec![plain(other)],
    });
    each.collect::<Vec<_>>().join(&plain(" or "))
}

fn string(schema: &Value) -> &'static str {
    match schema["format"].as_str() {
        Some("date") => "date",
        Some("date-time") => "instant",
        Some("time" | "partial-time") => "time of day",
        Some("uri") => "address",
        Some("uuid") => "UUID",
        Some("decimal") => "decimal number in text",
        _ => "text",
    }
}

/// What a schema says of itself.
pub fn about(schema: &Value) -> Vec<Words> {
    words(schema["description"].as_str().unwrap_or_default())
}

/// A schema's name as it is read: `Fact_String` is "Fact of String".
pub fn readable(name: &str) -> String {
    name.replace('_', " of ")
}

/// The place of a schema on the page.
pub fn anchor(name: &str) -> String {
    format!("type-{name}")
}

/// The words that a schema allows, where it is a list of them.
fn named_values(schema: &Value) -> Option<Vec<String>> {
    let values = list(schema, "enum");
    (!values.is_empty()).then(|| values.iter().filter_map(Value::as_str).map(Into::into).collect())
}

fn list<'a>(schema: &'a Value, key: &str) -> &'a [Value] {
    schema[key].as_array().map_or(&[], Vec::as_slice)
}

fn plain(words: &str) -> Piece {
    Piece { words: words.into(), href: None }
}
