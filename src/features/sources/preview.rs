//! Trying a source out: what would be read, with nothing written.

use std::sync::Arc;

use super::adapters::{self, Keys};
use super::collecting::PoliteWeb;
use super::{Item, Source};
use crate::features::reading::{self, Document, Reading};
use crate::platform::state::State;

/// What a source would bring.
#[derive(Clone, Debug)]
pub struct Preview {
    /// How many items its first page lists.
    pub listed: usize,
    /// Whether the list goes on after that.
    pub more: bool,
    /// The first of them, read.
    pub tried: Vec<Tried>,
}

/// One item, read or not.
#[derive(Clone, Debug)]
pub struct Tried {
    /// What the list says.
    pub item: Item,
    /// The calls on its page, or why there are none.
    pub calls: Result<Vec<(Document, Reading)>, String>,
}

/// Lists the first page of a source and reads at most `most` of its items.
///
/// # Errors
/// Why the list could not be had, in words.
pub async fn preview(state: &State, source: &Source, most: usize) -> Result<Preview, String> {
    let web = PoliteWeb::forgetting(state, source);
    let keys = Keys::of(&state.config);
    let adapter = adapters::open(Arc::new(source.clone()), state.clock.today(), &keys);
    let listing = adapter.list(&web, None).await.map_err(|refused| refused.reason)?;
    let listed = listing.items.len();
    let taken = listing.items.into_iter().filter(|item| source.words.take(item)).take(most);
    let mut tried = Vec::new();
    for item in taken {
        let calls = match adapter.detail(&web, &item).await {
            Ok(detail) => read(detail.documents).await,
            Err(refused) => Err(refused.reason),
        };
        tried.push(Tried { item, calls });
    }
    Ok(Preview { listed, more: listing.next.is_some(), tried })
}

async fn read(documents: Vec<Document>) -> Result<Vec<(Document, Reading)>, String> {
    let reading = |document: Document| {
        let reading = reading::read(&document);
        (document, reading)
    };
    tokio::task::spawn_blocking(move || documents.into_iter().map(reading).collect())
        .await
        .map_err(|_| "the reader broke off on this page".to_owned())
}
