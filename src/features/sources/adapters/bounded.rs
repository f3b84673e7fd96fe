//! What holds for every adapter: limits, the words of the source, and items that can be trusted to
//! have a key, a title and an address on the web.

use std::collections::HashSet;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::run::Run;
use super::{Adapter, Detail, Listing, Refused, Web};
use crate::features::sources::model::is_web;
use crate::features::sources::{Cursor, Item};

/// Longer keys are known by their hash: they go into an index.
const LONGEST_KEY: usize = 500;

pub(super) struct Bounded {
    pub(super) run: Run,
    pub(super) inner: Box<dyn Adapter>,
}

/// What is remembered from one page to the next.
#[derive(Default, Serialize, Deserialize)]
struct Progress {
    pages: u32,
    items: u32,
    /// What the last page listed, to see when a site answers every page with the same.
    last: String,
    /// The adapter's own cursor.
    at: Option<Value>,
}

#[async_trait]
impl Adapter for Bounded {
    async fn list(&self, web: &dyn Web, from: Option<Cursor>) -> Result<Listing, Refused> {
        // A cursor of another version begins anew: items that were listed before are known by key.
        let mut progress: Progress =
            from.and_then(|cursor| serde_json::from_value(cursor.0).ok()).unwrap_or_default();
        let Listing { mut items, next } =
            self.inner.list(web, progress.at.take().map(Cursor)).await?;
        let last = digest(items.iter().map(|item| item.key.as_str()));
        if !items.is_empty() && last == progress.last {
            return Ok(Listing::default());
        }
        let limits = self.run.source.limits;
        let left = limits.items.saturating_sub(progress.items) as usize;
        items.retain_mut(tidy);
        items.retain(|item| self.run.source.words.take(item));
        let mut seen = HashSet::new();
        items.retain(|item| seen.insert(item.key.clone()));
        items.truncate(left);
        progress.pages += 1;
        progress.items += items.len() as u32;
        progress.last = last;
        let more = progress.pages < limits.pages && progress.items < limits.items;
        let next = next.filter(|_| more).and_then(|next| {
            progress.at = Some(next.0);
            serde_json::to_value(&progress).ok().map(Cursor)
        });
        Ok(Listing { items, next })
    }

    async fn detail(&self, web: &dyn Web, item: &Item) -> Result<Detail, Refused> {
        self.inner.detail(web, item).await
    }
}

/// Whether an item can be used, after its key has been made one that fits.
fn tidy(item: &mut Item) -> bool {
    if item.key.len() > LONGEST_KEY {
        item.key = digest(std::iter::once(item.key.as_str()));
    }
    !item.key.is_empty() && !item.title.is_empty() && is_web(&item.url)
}

fn digest<'a>(keys: impl Iterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for key in keys {
        hash.update(key.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
