//! A source's definition in a form: kept, tried out, or shown again with what is wrong.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use axum_extra::routing::TypedPath;
use serde::Deserialize;
use tower_sessions::Session;

use super::new::NewPage;
use super::preview::PreviewPage;
use super::show;
use crate::features::sources::{
    self, NewSource, Problem, ShowSource, Source, SourceId, TryAddress, TryNew, TrySource,
    from_toml, is_web, to_toml,
};
use crate::platform::error::{OrNotFound, Result};
use crate::platform::page::{Page, flash};
use crate::platform::parts::{ErrorSummary, Field};
use crate::platform::state;
use crate::platform::visitor::Admin;

/// A trial answers within the time a page may take: it reads so many items, and for so long.
const TRIED: usize = 3;
const WITHIN: Duration = Duration::from_secs(20);

/// The form: the definition as TOML, and what can be done with it.
pub struct Definition {
    pub errors: ErrorSummary,
    pub fields: Vec<Field>,
    pub try_action: String,
    pub save_action: String,
    pub save_words: &'static str,
}

/// What is sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    definition: String,
}

impl Definition {
    /// Of a source there is.
    pub fn of(id: &SourceId, text: &str, problems: &[Problem]) -> Self {
        Self {
            try_action: TrySource { id: id.clone() }.to_string(),
            save_action: ShowSource { id: id.clone() }.to_string(),
            save_words: "Keep the change",
            ..Self::new(text, problems)
        }
    }

    /// Whether it is of a source that is being made.
    pub fn is_new(&self) -> bool {
        self.save_action == NewSource::PATH
    }

    /// What stands in the form.
    pub fn text(&self) -> &str {
        self.fields.first().map_or("", |field| field.value.as_str())
    }

    /// Of one that is being made.
    pub fn new(text: &str, problems: &[Problem]) -> Self {
        let wrong: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let field = Field::area("definition", "Definition", 20)
            .value(text)
            .hint("TOML, as in the files that ship with Proletto.")
            .error((!wrong.is_empty()).then(|| wrong.join("; ")))
            .required();
        Self {
            errors: ErrorSummary::of([&field]),
            fields: vec![field],
            try_action: TryNew.to_string(),
            save_action: NewSource.to_string(),
            save_words: "Add the source",
        }
    }

    /// Of a source as it is.
    pub fn as_is(source: &Source) -> Self {
        Self::of(&source.id, &to_toml(source).unwrap_or_default(), &[])
    }
}

/// Keeps a change to a source.
pub async fn save(
    path: ShowSource,
    framed: Page,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    sources::find(&state.pool, &path.id).await?.or_not_found()?;
    match read(&typed.definition, &path.id) {
        Ok(source) => {
            sources::change(&state.pool, &source, by.id, state.clock.now()).await?;
            flash(&session, "Kept. It counts from the next run on.").await?;
            Ok(Redirect::to(&path.to_string()).into_response())
        }
        Err(problems) => {
            let form = Definition::of(&path.id, &typed.definition, &problems);
            let page = show::page(&state, framed, &path.id, Some(form), None).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// Tries a change to a source out.
pub async fn try_out(
    path: TrySource,
    framed: Page,
    State(state): State<state::State>,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    sources::find(&state.pool, &path.id).await?.or_not_found()?;
    let source = read(&typed.definition, &path.id);
    let problems = source.as_ref().err().cloned().unwrap_or_default();
    let form = Definition::of(&path.id, &typed.definition, &problems);
    match source {
        Ok(source) => Ok(trial(&state, framed, &source, form).await.into_response()),
        Err(_) => {
            let page = show::page(&state, framed, &path.id, Some(form), None).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// Adds a source.
pub async fn add(
    _: NewSource,
    framed: Page,
    Admin(by): Admin,
    State(state): State<state::State>,
    session: Session,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    let source = match read_new(&state, &typed.definition).await? {
        Ok(source) => source,
        Err(problems) => return Ok(refused(framed, &typed, &problems)),
    };
    sources::change(&state.pool, &source, by.id, state.clock.now()).await?;
    flash(&session, format!("“{}” is a source now.", source.name)).await?;
    Ok(Redirect::to(&ShowSource { id: source.id }.to_string()).into_response())
}

/// Tries a source out before it is one.
pub async fn try_new(
    _: TryNew,
    framed: Page,
    State(state): State<state::State>,
    Form(typed): Form<Typed>,
) -> Result<Response> {
    match read_new(&state, &typed.definition).await? {
        Ok(source) => {
            let form = Definition::new(&typed.definition, &[]);
            Ok(trial(&state, framed, &source, form).await.into_response())
        }
        Err(problems) => Ok(refused(framed, &typed, &problems)),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Pasted {
    address: String,
}

/// Looks at an address, says what would be read there, and offers to make it a source.
pub async fn try_address(
    _: TryAddress,
    framed: Page,
    State(state): State<state::State>,
    Form(pasted): Form<Pasted>,
) -> Result<Response> {
    let typed = pasted.address.trim();
    let with_scheme =
        if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let address =
        url::Url::parse(&with_scheme).ok().filter(|url| is_web(url) && typed.len() <= 2_000);
    let Some(address) = address else {
        let problem = "Paste an address like https://example.org/open-calls.".to_owned();
        let page = NewPage::refused(framed, typed, problem);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let within = WITHIN.min(state.config.request_timeout.duration() / 3);
    let guessed = tokio::time::timeout(within, sources::guess(&state, &address)).await;
    let guessed = guessed
        .unwrap_or_else(|_| Err(format!("it did not answer within {} seconds", within.as_secs())));
    let mut source = match guessed {
        Ok(source) => source,
        Err(reason) => {
            let problem = format!("It could not be read: {}.", reason.trim_end_matches('.'));
            let page = NewPage::refused(framed, typed, problem);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    source.id = free(&state, source.id).await?;
    let form = Definition::new(&to_toml(&source).unwrap_or_default(), &[]);
    Ok(trial(&state, framed, &source, form).await.into_response())
}

/// This name in links, or with a number behind it where it is taken.
async fn free(state: &state::State, id: SourceId) -> Result<SourceId> {
    let taken: Vec<SourceId> =
        sources::all(&state.pool).await?.into_iter().map(|one| one.source.id).collect();
    let numbered = (2..1_000).filter_map(|n| {
        let short: String = id.as_str().chars().take(55).collect();
        format!("{}-{n}", short.trim_end_matches('-')).parse().ok()
    });
    let mut names = std::iter::once(id.clone()).chain(numbered);
    Ok(names.find(|name| !taken.contains(name)).unwrap_or(id))
}

async fn trial(state: &state::State, page: Page, source: &Source, form: Definition) -> PreviewPage {
    // Half a page is better than one that came too late.
    let within = WITHIN.min(state.config.request_timeout.duration() * 2 / 3);
    let tried = sources::preview(state, source, TRIED, within).await;
    PreviewPage::of(page, source, tried, form, state.clock.now())
}

fn refused(page: Page, typed: &Typed, problems: &[Problem]) -> Response {
    let page = NewPage::of(page, Definition::new(&typed.definition, problems));
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

/// The source that was typed, which keeps its name in links.
fn read(text: &str, id: &SourceId) -> std::result::Result<Source, Vec<Problem>> {
    let source = from_toml(text)?;
    if source.id != *id {
        let message = format!("stays \"{id}\"; to read another site, add a source");
        return Err(vec![Problem { field: Some("id"), message }]);
    }
    Ok(source)
}

/// The source that was typed, under a name that is free.
async fn read_new(
    state: &state::State,
    text: &str,
) -> Result<std::result::Result<Source, Vec<Problem>>> {
    let source = match from_toml(text) {
        Ok(source) => source,
        Err(problems) => return Ok(Err(problems)),
    };
    let taken =
        source.id.as_str() == "new" || sources::find(&state.pool, &source.id).await?.is_some();
    if taken {
        let message = format!("\"{}\" is taken; choose another", source.id);
        return Ok(Err(vec![Problem { field: Some("id"), message }]));
    }
    Ok(Ok(source))
}
