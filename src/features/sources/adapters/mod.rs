//! From a source to items, and from an item to documents.

mod web;

use async_trait::async_trait;

use super::{Cursor, Item};
use crate::features::reading::Document;

pub use web::{Again, Answer, Ask, Body, Refused, Scope, Web};

/// One kind of source. Keeps nothing between calls: what it must remember is in the cursor.
#[async_trait]
pub trait Adapter: Send + Sync {
    /// One page of the list, from the beginning or from where a cursor points.
    ///
    /// # Errors
    /// The page could not be had, or is not what this kind of source answers.
    async fn list(&self, web: &dyn Web, from: Option<Cursor>) -> Result<Listing, Refused>;

    /// The documents of one item: usually one, several where a page holds several calls. Asks the web
    /// only where the item itself is not enough.
    ///
    /// # Errors
    /// The item's page could not be had, or is nothing that can be read.
    async fn detail(&self, web: &dyn Web, item: &Item) -> Result<Detail, Refused>;
}

/// One page of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// What it lists, in its order.
    pub items: Vec<Item>,
    /// Where it goes on; `None`: this was the last page.
    pub next: Option<Cursor>,
}

/// What an item's page says.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// What it was read from, to be kept as the snapshot: the page, or the record the list held (then
    /// as JSON or HTML, with no validators).
    pub raw: Answer,
    /// One document a call, in the order of the page.
    pub documents: Vec<Document>,
}
