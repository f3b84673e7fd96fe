//! The document that describes the API, and the page that shows it: made from the types of the
//! answers, so that both say what is true.

mod page;
mod shape;

use std::sync::{Arc, LazyLock};

use axum::routing::get;
use axum::{Json, Router};
use regex::Regex;
use serde_json::{Value, json};
use utoipa::OpenApi as _;
use utoipa::openapi::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};

use super::dressing::Problem;
use super::page::Page;
use super::state::State;

pub use page::{Reference, ReferencePage};
pub use shape::Shape;

/// Where the document is.
pub const DOCUMENT: &str = "/api/openapi.json";

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Proletto",
        license(name = "See the project", url = "/about"),
        description = "Open calls for artists, as Proletto reads them.\n\n\
            Every fact comes with its evidence: the words it rests on and the byte at which they stand \
            in the text that was read, or the name of the person who put it right. `sureness` says \
            whether the words state it, it follows from them (`because` says how), it is doubtful, or \
            it was `proposed` by a model and found in the text, and a person has yet to look.\n\n\
            What a call does not say is `null`, or an empty list where there could be several. `null` \
            is never a no: an entry fee that is not mentioned is not free.\n\n\
            Amounts of money are decimal numbers in text, beside an ISO 4217 currency; `null` stands for \
            a currency that could not be told. Dates and times are ISO 8601; instants are in UTC.\n\n\
            Parameters and fields that are not known here are refused, and so is a value that is not \
            written as its type says: nothing is left out silently.\n\n\
            Calls may be read from any site without a key. An answer may be kept for a minute. Errors are \
            problem documents (RFC 9457). Counted answers say in `RateLimit` what is left; too many \
            questions are answered with 429 and `Retry-After`."
    ),
    components(schemas(Problem)),
    tags(
        (name = "Calls", description = "Published calls that are still open."),
        (name = "Matches", description = "Calls held against the profile of the artist who is signed in."),
        (name = "Tokens", description = "How a program shows whom it acts for: an access token that is good \
            for minutes, a refresh token that is good once and leads to the next pair."),
        (name = "CommonGrants", description = "The same calls as the CommonGrants protocol writes them, so \
            that one Proletto, or any other program that speaks it, can read another."),
    )
)]
struct Frame;

/// The document before any room has added to it.
pub fn begin(secure: bool) -> OpenApi {
    let mut document = Frame::openapi();
    let name = if secure { "__Host-proletto" } else { "proletto" };
    let about = "The cookie of an artist who signed in on the page `/sign-in`.";
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(name, about)));
    let about = "An access token of `POST /api/v1/auth/token`, or a token that a person made for \
                 themselves on the page `/account/tokens`, in the `Authorization` header. What it may do \
                 is named by its scopes.";
    let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(about)).build();
    let components = document.components.get_or_insert_default();
    components.add_security_scheme("session", cookie);
    components.add_security_scheme("token", SecurityScheme::Http(token));
    document.info.license = None;
    document
}

/// The document as it is sent: nothing in it reads like source code.
pub fn finish(document: &OpenApi) -> Value {
    // It is made of text, numbers and lists alone, which always can be written.
    let mut document = serde_json::to_value(document).unwrap_or_default();
    tidy(&mut document);
    close(&mut document);
    also(&mut document);
    document
}

/// The document, for programs.
pub fn document(document: Value) -> Router<State> {
    let document = Arc::new(document);
    Router::new().route(DOCUMENT, get(async move || Json(Value::clone(&document))))
}

/// The document, for people.
pub fn page(document: &Value) -> Router<State> {
    let reference = Arc::new(Reference::of(document));
    Router::new().route("/api", get(async move |page: Page| ReferencePage { page, reference }))
}

/// What is sent holds what it names and nothing else ([`Json`](super::api::Json) takes types that refuse
/// unknown fields): a misspelt field is an error and not a wish that is not heard.
fn close(document: &mut Value) {
    let operations = document["paths"].as_object().into_iter().flatten();
    let operations = operations.flat_map(|(_, methods)| methods.as_object().into_iter().flatten());
    let bodies = operations.filter_map(|(_, operation)| {
        operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_str()
    });
    let bodies: Vec<String> =
        bodies.filter_map(|path| Some(path.strip_prefix('#')?.into())).collect();
    for pointer in bodies {
        let Some(schema) = document.pointer_mut(&pointer) else { continue };
        let forms = match schema.get_mut("oneOf") {
            Some(Value::Array(forms)) => forms.iter_mut().collect(),
            _ => vec![schema],
        };
        for form in forms {
            form["additionalProperties"] = false.into();
        }
    }
}

/// What any question may be answered with besides what it names itself.
fn also(document: &mut Value) {
    let otherwise = json!({
        "description": "What may go wrong with any question: 405, 413, 429 and 503 with `Retry-After`, \
                        500, 504. `status` says which, and `detail` what to do.",
        "content": { "application/problem+json": {
            "schema": { "$ref": "#/components/schemas/Problem" },
        } },
    });
    for (_, methods) in document["paths"].as_object_mut().into_iter().flatten() {
        for (_, operation) in methods.as_object_mut().into_iter().flatten() {
            operation["responses"]["default"] = otherwise.clone();
        }
    }
}

/// Takes the marks of source code out of every description: "[`Closing`]" becomes "`Closing`", and
/// what is `None` there is `null` here.
fn tidy(value: &mut Value) {
    static LINK: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\[(`?[^\]`]+`?)\](?:\([^)]*\))?").unwrap_or_else(|_| unreachable!())
    });
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                match field {
                    Value::String(words) if matches!(&**name, "description" | "summary") => {
                        *words = LINK.replace_all(words, "$1").replace("`None`", "`null`");
                    }
                    field => tidy(field),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(tidy),
        _ => {}
    }
}
