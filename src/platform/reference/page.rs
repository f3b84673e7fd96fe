//! The page that shows the document, in the layout of every other page.

use std::sync::Arc;

use askama::Template;
use askama_web::WebTemplate;
use serde_json::Value;

use super::shape::{Piece, Row, Shape, about, anchor, kind, readable};
use crate::platform::page::Page;

/// The page at `/api`.
#[derive(Template, WebTemplate)]
#[template(path = "reference.html")]
pub struct ReferencePage {
    /// The frame.
    pub page: Page,
    /// What it shows.
    pub reference: Arc<Reference>,
}

/// The document, ready to be shown.
#[derive(Clone, Debug)]
pub struct Reference {
    intro: Vec<Words>,
    groups: Vec<Group>,
    types: Vec<Type>,
}

/// A paragraph: pieces of plain words (`false`) and of code (`true`).
pub type Words = Vec<(bool, String)>;

#[derive(Clone, Debug)]
struct Group {
    name: String,
    about: Vec<Words>,
    operations: Vec<Operation>,
}

#[derive(Clone, Debug)]
struct Operation {
    id: String,
    method: String,
    path: String,
    summary: String,
    about: Vec<Words>,
    signed_in: bool,
    parameters: Vec<Row>,
    body: Vec<Piece>,
    answers: Vec<Answer>,
}

#[derive(Clone, Debug)]
struct Answer {
    status: String,
    about: Vec<Words>,
    media: Option<String>,
    kind: Vec<Piece>,
}

#[derive(Clone, Debug)]
struct Type {
    id: String,
    name: String,
    about: Vec<Words>,
    shape: Shape,
}

impl Reference {
    /// Everything the document says.
    pub fn of(document: &Value) -> Self {
        let named = |value: &Value| value["name"].as_str().unwrap_or_default().to_owned();
        let groups = document["tags"].as_array().into_iter().flatten().map(|tag| Group {
            name: named(tag),
            about: about(tag),
            operations: operations(document, &named(tag)),
        });
        let types = document["components"]["schemas"].as_object().into_iter().flatten();
        Self {
            intro: about(&document["info"]),
            groups: groups.filter(|group| !group.operations.is_empty()).collect(),
            types: types
                .map(|(name, schema)| Type {
                    id: anchor(name),
                    name: readable(name),
                    about: about(schema),
                    shape: Shape::of(schema),
                })
                .collect(),
        }
    }
}

fn operations(document: &Value, tag: &str) -> Vec<Operation> {
    let mut found = Vec::new();
    for (path, methods) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in methods.as_object().into_iter().flatten() {
            let tags = operation["tags"].as_array();
            if tags.is_some_and(|tags| tags.iter().any(|one| one == tag)) {
                found.push(self::operation(path, method, operation));
            }
        }
    }
    found
}

fn operation(path: &str, method: &str, operation: &Value) -> Operation {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let parameters = operation["parameters"].as_array().into_iter().flatten().map(|one| Row {
        name: text(&one["name"]),
        kind: kind(&one["schema"]),
        required: one["required"] == true,
        about: about(one),
    });
    let answers =
        operation["responses"].as_object().into_iter().flatten().map(|(status, answer)| {
            let content = answer["content"].as_object().and_then(|content| content.iter().next());
            Answer {
                status: status.clone(),
                about: about(answer),
                media: content.map(|(media, _)| media.clone()),
                kind: content.map(|(_, content)| kind(&content["schema"])).unwrap_or_default(),
            }
        });
    Operation {
        id: text(&operation["operationId"]),
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(&operation["summary"]),
        about: about(operation),
        signed_in: operation["security"].is_array(),
        parameters: parameters.collect(),
        body: kind(&operation["requestBody"]["content"]["application/json"]["schema"]),
        answers: answers.collect(),
    }
}

/// A text as paragraphs; what stands between backticks is code.
pub fn words(text: &str) -> Vec<Words> {
    let paragraphs = text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty());
    paragraphs
        .map(|paragraph| {
            let pieces = paragraph.split('`').enumerate();
            let pieces = pieces.map(|(n, piece)| (n % 2 == 1, piece.replace('\n', " ")));
            pieces.filter(|(_, piece)| !piece.is_empty()).collect()
        })
        .collect()
}
