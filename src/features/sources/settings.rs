//! How each kind of source is read: the settings of its adapter.

use serde::{Deserialize, Serialize};
use url::Url;

use super::{Css, LabelledCss, PageRules, Path, RecordRules};

/// One variant an adapter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AdapterSettings {
    /// RSS, Atom or JSON Feed.
    Feed(Feed),
    /// A list in HTML, each call on its own page or all on the list.
    HtmlList(HtmlList),
    /// Single pages, each one call or several.
    Page(Page),
    /// The pages a sitemap names.
    Sitemap(Sitemap),
    /// The API of grants.gov.
    GrantsGov(GrantsGov),
    /// The API of Simpler.Grants.gov.
    SimplerGrants(SimplerGrants),
    /// Any API that speaks the CommonGrants protocol.
    CommonGrants(CommonGrants),
    /// A table in a CKAN data portal.
    Ckan(Ckan),
    /// Any JSON that holds a list.
    JsonList(JsonList),
    /// The calls of the city of Bogotá.
    Sicon(Sicon),
}

impl AdapterSettings {
    /// What is wrong with settings that can each be read.
    pub(super) fn problem(&self) -> Option<&'static str> {
        match self {
            Self::HtmlList(list) if list.next.is_some() && list.page_parameter.is_some() => {
                Some("should have next or page_parameter, not both")
            }
            Self::JsonList(list) if list.next.is_some() && list.offset_parameter.is_some() => {
                Some("should have next or offset_parameter, not both")
            }
            Self::JsonList(JsonList { record, .. }) | Self::Ckan(Ckan { record, .. })
                if record.fields.is_empty() =>
            {
                Some("should name at least one field of a record")
            }
            Self::GrantsGov(GrantsGov { rows, .. })
            | Self::SimplerGrants(SimplerGrants { rows, .. })
            | Self::CommonGrants(CommonGrants { rows })
            | Self::Ckan(Ckan { rows, .. })
            | Self::Sicon(Sicon { rows, .. })
                if !(1..=1000).contains(rows) =>
            {
                Some("rows should be between 1 and 1000")
            }
            _ => None,
        }
    }
}

/// See [`AdapterSettings::Feed`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Feed {
    /// Whether entries are followed to their pages.
    pub follow: Follow,
    /// What of such a page is read.
    pub page: PageRules,
}

/// Whether an item is followed to its own page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Follow {
    /// Where its text is too short to judge.
    #[default]
    Short,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// See [`AdapterSettings::HtmlList`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HtmlList {
    /// Each match is one call.
    pub item: Css,
    /// The link to its page, inside the item; absent: the item itself or its first link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Css>,
    /// Its title, inside the item; absent: the link's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Css>,
    /// Parts of the item that get a label.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<LabelledCss>,
    /// The link to the list's next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Css>,
    /// The query parameter that counts the list's pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_parameter: Option<String>,
    /// The number of the first page.
    #[serde(default = "one")]
    pub first_page: u32,
    /// Whether items are followed to their pages.
    #[serde(default = "always")]
    pub follow: Follow,
    /// What of such a page is read.
    #[serde(default)]
    pub page: PageRules,
}

/// See [`AdapterSettings::Page`]. The source's address is the first page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Page {
    /// Further pages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<Url>,
    /// What of each is read.
    pub page: PageRules,
}

/// See [`AdapterSettings::Sitemap`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sitemap {
    /// Pages are taken whose path contains one of these; empty: all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub paths: Vec<String>,
    /// Pages are taken that changed within so many days, or do not say when; absent: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within_days: Option<u32>,
    /// What of each is read.
    pub page: PageRules,
}

/// See [`AdapterSettings::GrantsGov`]. Empty filters are not sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct GrantsGov {
    /// Words to search.
    pub keyword: String,
    /// Funding categories, joined by `|`: `AR` is the arts.
    pub categories: String,
    /// Statuses, joined by `|`.
    pub statuses: String,
    /// Codes of who may apply, joined by `|`.
    pub eligibilities: String,
    /// Records an answer.
    pub rows: u32,
}

impl Default for GrantsGov {
    fn default() -> Self {
        Self {
            keyword: String::new(),
            categories: "AR".into(),
            statuses: "posted|forecasted".into(),
            eligibilities: String::new(),
            rows: 100,
        }
    }
}

/// See [`AdapterSettings::SimplerGrants`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SimplerGrants {
    /// Words to search.
    pub keyword: String,
    /// Funding categories; any of them.
    pub categories: Vec<String>,
    /// Statuses; any of them.
    pub statuses: Vec<String>,
    /// Records an answer.
    pub rows: u32,
}

impl Default for SimplerGrants {
    fn default() -> Self {
        Self {
            keyword: String::new(),
            categories: vec!["arts".into(), "humanities".into()],
            statuses: vec!["posted".into(), "forecasted".into()],
            rows: 100,
        }
    }
}

/// See [`AdapterSettings::CommonGrants`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CommonGrants {
    /// Records an answer.
    pub rows: u32,
}

impl Default for CommonGrants {
    fn default() -> Self {
        Self { rows: 100 }
    }
}

/// See [`AdapterSettings::Ckan`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ckan {
    /// Records an answer.
    #[serde(default = "hundred")]
    pub rows: u32,
    /// What a record means.
    pub record: RecordRules,
}

/// See [`AdapterSettings::JsonList`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JsonList {
    /// Where the records are; absent: the answer is the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<Path>,
    /// Where the address of the next answer is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Path>,
    /// The query parameter that skips records already seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset_parameter: Option<String>,
    /// The query parameter that counts answers from `first_page`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_parameter: Option<String>,
    /// The number of the first answer.
    #[serde(default = "one")]
    pub first_page: u32,
    /// Where the whole record is, as JSON with `{key}` in the address, if the list only outlines it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole: Option<String>,
    /// What a record means, be it listed or whole.
    pub record: RecordRules,
    /// Whether records are followed to their pages.
    #[serde(default = "never")]
    pub follow: Follow,
    /// What of such a page is read.
    #[serde(default)]
    pub page: PageRules,
}

/// See [`AdapterSettings::Sicon`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sicon {
    /// The public file that holds the token of the day.
    pub config: Url,
    /// The address of a call's page, with `{key}` in it.
    pub page: String,
    /// Records an answer.
    #[serde(default = "hundred")]
    pub rows: u32,
}

fn one() -> u32 {
    1
}

fn hundred() -> u32 {
    100
}

fn always() -> Follow {
    Follow::Always
}

fn never() -> Follow {
    Follow::Never
}
