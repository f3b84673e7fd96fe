//! Where calls come from.
//!
//! A [`Source`] is data: a file that ships with the program, or what an admin typed. An [`Adapter`]
//! turns one kind of source (a feed, a list in HTML, a portal's API) into [`Item`]s and their
//! documents; it asks the web only through [`Web`], which keeps the manners.

mod adapters;
mod built_in;
mod collecting;
mod condition;
mod duplicates;
mod guess;
mod item;
mod model;
mod pages;
mod preview;
mod proposing;
mod queries;
mod registry;
pub mod review;
mod routes;
mod rules;
mod schedule;
pub(in crate::features::sources) mod seen;
mod settings;
mod standing;

pub use adapters::{
    Adapter, Again, Answer, Ask, Body, Detail, Keys, Listing, Refused, Scope, Web, open,
};
pub use built_in::all as shipped;
pub use collecting::{COLLECT, Ended, REREAD, SWEEP_SNAPSHOTS, Started, run, start};
pub use condition::{Condition, Overview, overview};
pub use duplicates::{Alike, Likeness, likeness};
pub use guess::guess;
pub use item::{Content, Cursor, Field, Item};
pub(in crate::features::sources) use model::is_web;
pub use model::{Limits, Problem, Source, SourceId, Words, from_toml, to_toml};
pub use pages::warnings::sentence as warning_in_words;
pub use preview::{Preview, Tried, preview};
pub use proposing::{PROPOSE, SecondReading, ask_again, last_asked};
pub use queries::queue::{FromSource, Pressing, QueuePlace, Size, Waiting, Why};
pub use queries::registry::{Registered, SourceOrigin};
pub use queries::review::{Decided, Decision, Found, ListedBy};
pub use queries::runs::{ItemReport, Outcome, Report};
pub use queries::versions::Version;
pub use registry::{
    all, change, find, items_from, items_of, latest_runs, pressing, report, save, ship, stop,
};
pub use routes::{
    AboutSources, AcceptProposal, Apart, AskAgain, Correct, Decisions, Distrust, Keep, Merge,
    NewSource, Publish, Queue, Reject, RejectSeveral, Restore, Review, RunNow, SameAs, ShowRun,
    ShowSource, Sources, Split, StopRun, StrikeProposal, SwitchOff, SwitchOn, TakeChangeBack,
    Trust, TryAddress, TryNew, TrySource, Undo, Withdraw, WithdrawSeveral, public, staff,
};
pub use rules::{Css, LabelledCss, LabelledPath, PageRules, Path, RecordRules};
pub use schedule::Schedule;
pub use seen::Seen;
pub use settings::{
    AdapterSettings, Ckan, CommonGrants, Feed, Follow, GrantsGov, HtmlList, JsonList, Page, Sicon,
    SimplerGrants, Sitemap,
};
pub use standing::{ChangedPage, Standing, standing};
