//! Where calls come from.
//!
//! A [`Source`] is data: a file that ships with the program, or what an admin typed. An [`Adapter`]
//! turns one kind of source (a feed, a list in HTML, a portal's API) into [`Item`]s and their
//! documents; it asks the web only through [`Web`], which keeps the manners.

mod adapters;
mod manners;
mod model;
mod settings;

pub use adapters::{
    Adapter, Again, Answer, Ask, Body, Detail, Keys, Listing, Refused, Scope, Web, open,
};
pub use manners::{Patience, Polite, Refusal};
pub use model::{
    Content, Cursor, Field, Item, Limits, Problem, Schedule, Source, SourceId, Words, from_toml,
    to_toml,
};
pub use settings::{
    AdapterSettings, Ckan, CommonGrants, Css, Feed, Follow, GrantsGov, HtmlList, JsonList,
    LabelledCss, LabelledPath, Page, PageRules, Path, RecordRules, Sicon, SimplerGrants, Sitemap,
};
