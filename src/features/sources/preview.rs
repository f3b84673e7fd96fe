//! Trying a source out: what would be read, with nothing written.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, timeout_at};

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
    /// Whether the time was over before as many were read as was asked for.
    pub cut: bool,
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

/// Lists the first page of a source and reads at most `most` of its items, as many as can be had
/// `within` this time.
///
/// # Errors
/// Why the list could not be had, in words.
pub async fn preview(
    state: &State,
    source: &Source,
    most: usize,
    within: Duration,
) -> Result<Preview, String> {
    let end = Instant::now() + within;
    let web = PoliteWeb::forgetting(state, source);
    let keys = Keys::of(&state.config);
    let adapter = adapters::open(Arc::new(source.clone()), state.clock.today(), &keys);
    let late = |_| format!("its list did not come within {} seconds", within.as_secs());
    let listing = timeout_at(end, adapter.list(&web, None)).await.map_err(late)?;
    let listing = listing.map_err(|refused| refused.reason)?;
    let listed = listing.items.len();
    let taken = listing.items.into_iter().filter(|item| source.words.take(item)).take(most);
    let (mut tried, mut cut) = (Vec::new(), false);
    for item in taken {
        let calls = match timeout_at(end, adapter.detail(&web, &item)).await {
            Ok(Ok(detail)) => read(detail.documents).await,
            Ok(Err(refused)) => Err(refused.reason),
            Err(_) => {
                cut = true;
                break;
            }
        };
        tried.push(Tried { item, calls });
    }
    Ok(Preview { listed, more: listing.next.is_some(), cut, tried })
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
