//! The list of open calls: search, filters with counts, numbered pages.

#[cfg(test)]
mod sample;

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::{RawQuery, State};
use axum_extra::routing::TypedPath;
use chrono::{DateTime, Utc};

use crate::features::opportunities::filter::{Facet, Filter, PER_PAGE, Sort};
use crate::features::opportunities::parameters::readably;
use crate::features::opportunities::queries::search::{self, Listed};
use crate::features::opportunities::{Opportunities, OpportunityPath, words};
use crate::features::profiles;
use crate::features::reading::{Country, Discipline, Kind};
use crate::platform::error::{Result, Unreadable};
use crate::platform::page::Page;
use crate::platform::parts::{
    Card, Choice, Empty, Filters, Group, KindMark, Link, Pager, Tick, Widget,
};
use crate::platform::state;

#[derive(Template, WebTemplate)]
#[template(path = "opportunities/index.html")]
pub struct IndexPage {
    page: Page,
    heading: String,
    q: String,
    filters: Filters,
    /// Filters that could not be read, each in a sentence.
    unread: Vec<String>,
    sort: Vec<Choice>,
    cards: Vec<Card>,
    empty: Option<Empty>,
    pager: Pager,
}

/// What stands beside the choices of the filters.
struct Counts {
    kinds: Vec<(String, u64)>,
    disciplines: Vec<(String, u64)>,
    countries: Vec<(String, u64)>,
    free: u64,
    online: u64,
}

pub async fn show(
    _: Opportunities,
    page: Page,
    State(state): State<state::State>,
    RawQuery(query): RawQuery,
) -> Result<IndexPage> {
    let (filter, unread) = readably(query.as_deref());
    let now = state.clock.now();
    let total = search::count(&state.pool, &filter, now).await?;
    let calls = search::page(&state.pool, &filter, now).await?;
    let counts = Counts::ask(&state, &filter, now).await?;
    let home = match &page.visitor {
        Some(visitor) => {
            let artist = profiles::of(&state, visitor.id).await?;
            artist.residence.map(|residence| residence.country)
        }
        None => None,
    };
    let pages = total.div_ceil(PER_PAGE.into());
    Ok(IndexPage {
        heading: heading(&filter, total),
        q: filter.q.clone(),
        filters: panel(&filter, &counts, home),
        unread: unread.iter().map(left_out).collect(),
        sort: orders(&filter),
        cards: calls.iter().map(|call| card(call, now)).collect(),
        empty: (total == 0).then(|| empty(&filter)),
        pager: Pager::new(filter.page, u32::try_from(pages).unwrap_or(u32::MAX), |n| {
            filter.href(Opportunities::PATH, n)
        }),
        page,
    })
}

impl Counts {
    async fn ask(state: &state::State, filter: &Filter, now: DateTime<Utc>) -> Result<Self> {
        let pool = &state.pool;
        let yes = |counts: Vec<(String, u64)>| {
            counts.iter().find(|(choice, _)| choice == "true").map_or(0, |(_, count)| *count)
        };
        Ok(Self {
            kinds: search::counts(pool, filter, Facet::Kind, now).await?,
            disciplines: search::counts(pool, filter, Facet::Discipline, now).await?,
            countries: search::counts(pool, filter, Facet::Country, now).await?,
            free: yes(search::counts(pool, filter, Facet::Free, now).await?),
            online: yes(search::counts(pool, filter, Facet::Online, now).await?),
        })
    }
}

/// A call in a list.
pub fn card(call: &Listed, now: DateTime<Utc>) -> Card {
    let reading = &call.reading;
    let kind = reading.kind.as_ref().map_or(Kind::Other, |fact| fact.value);
    let mut disciplines: Vec<String> =
        reading.disciplines.iter().take(4).map(|fact| fact.value.name().to_owned()).collect();
    if disciplines.is_empty() && reading.any_discipline.is_some() {
        disciplines.push("Any discipline".into());
    }
    Card {
        href: OpportunityPath { slug: call.slug.clone() }.to_string(),
        title: call.title.clone(),
        organisation: reading.organisation.as_ref().map(|fact| fact.value.clone()),
        kind: KindMark::new(kind.slug(), kind.name()),
        place: reading.place.as_ref().and_then(|fact| words::place(&fact.value)),
        deadline: words::deadline(&reading.closing, now),
        gives: words::gives(reading),
        fee: words::fee(reading),
        disciplines,
        verdict: None,
        fit: None,
        notes: Vec::new(),
    }
}

fn heading(filter: &Filter, total: u64) -> String {
    let calls = if total == 1 { "1 open call".into() } else { format!("{total} open calls") };
    if filter.q.is_empty() { calls } else { format!("{calls} with “{}”", filter.q) }
}

/// "Entry fee at most must be a number, zero or more, and at most a billion."
fn left_out(unread: &Unreadable) -> String {
    let label = match unread.parameter.as_str() {
        "q" => "What is searched for",
        "kind" => "The kind of call",
        "discipline" => "The discipline",
        "country" => "Where the work happens",
        "open_to" => "The country of those it is open to",
        "fee_max" => "The highest entry fee",
        "award_min" => "The lowest award",
        "before" => "The day it closes by",
        "free" => "“No entry fee”",
        "online" => "“Online”",
        "sort" => "The order",
        _ => "The page",
    };
    format!("{label} {}.", unread.detail)
}

fn orders(filter: &Filter) -> Vec<Choice> {
    let all = Sort::ALL.into_iter().filter(|(sort, _, _)| {
        // Relevance to no words is no order.
        *sort != Sort::Relevance || !filter.q.is_empty()
    });
    all.map(|(sort, slug, words)| Choice::new(slug, words, sort == filter.sort)).collect()
}

fn empty(filter: &Filter) -> Empty {
    if filter.is_empty() {
        Empty::new(
            "No open calls yet",
            "Calls appear here once they have been collected and looked at.",
        )
    } else {
        Empty::new(
            "No open call fits all of this",
            "Fewer filters or other words show more. What a call does not say is not counted as yes.",
        )
        .action("Show every open call", Opportunities::PATH)
    }
}

fn panel(filter: &Filter, counts: &Counts, home: Option<Country>) -> Filters {
    let mut groups = vec![
        Group {
            label: "Kind of call".into(),
            widget: Widget::Ticks { name: "kind".into(), ticks: kind_ticks(filter, counts) },
        },
        Group {
            label: "Money".into(),
            widget: Widget::Ticks {
                name: "free".into(),
                ticks: vec![Tick::new("1", "No entry fee", counts.free, filter.free)],
            },
        },
        entry("fee_max", "Entry fee at most", "number", filter.fee_max, "US dollars, roughly"),
        entry("award_min", "Award at least", "number", filter.award_min, "US dollars, roughly"),
        entry("before", "Closes by", "date", filter.before, ""),
        Group {
            label: "Discipline".into(),
            widget: Widget::Ticks {
                name: "discipline".into(),
                ticks: discipline_ticks(filter, counts),
            },
        },
        Group {
            label: "Where the work happens".into(),
            widget: Widget::Select { name: "country".into(), choices: countries(filter, counts) },
        },
        Group {
            label: "Online".into(),
            widget: Widget::Ticks {
                name: "online".into(),
                ticks: vec![Tick::new("1", "Online", counts.online, filter.online)],
            },
        },
    ];
    groups.push(Group { label: "Open to people of".into(), widget: open_to(filter, home) });
    Filters {
        action: Opportunities::PATH.into(),
        kept: Vec::new(),
        groups,
        active: active(filter),
        clear: Opportunities::PATH.into(),
    }
}

fn kind_ticks(filter: &Filter, counts: &Counts) -> Vec<Tick> {
    let count = |slug: &str| count_of(&counts.kinds, slug);
    Kind::ALL
        .into_iter()
        .map(|kind| {
            let ticked = filter.kinds.contains(&kind);
            Tick::new(kind.slug(), kind.name(), count(kind.slug()), ticked)
        })
        .collect()
}

/// The disciplines that some call names, and those that are ticked.
fn discipline_ticks(filter: &Filter, counts: &Counts) -> Vec<Tick> {
    let mut ticks: Vec<Tick> = Vec::new();
    for discipline in Discipline::ALL {
        let count = count_of(&counts.disciplines, discipline.slug());
        let ticked = filter.disciplines.contains(discipline);
        if count > 0 || ticked {
            ticks.push(Tick::new(discipline.slug(), discipline.name(), count, ticked));
        }
    }
    ticks
}

fn countries(filter: &Filter, counts: &Counts) -> Vec<Choice> {
    let mut named: Vec<(Country, u64)> = counts
        .countries
        .iter()
        .filter_map(|(code, count)| Some((Country::new(code)?, *count)))
        .collect();
    if let Some(chosen) = filter.country
        && !named.iter().any(|(country, _)| *country == chosen)
    {
        named.push((chosen, 0));
    }
    named.sort_by_key(|(country, _)| country.name());
    let any = Choice::new("", "Anywhere", filter.country.is_none());
    let choice = |(country, count): (Country, u64)| {
        let words = format!("{} ({count})", country.name());
        Choice::new(country.code(), words, filter.country == Some(country))
    };
    std::iter::once(any).chain(named.into_iter().map(choice)).collect()
}

/// Every country, the visitor's own first.
fn open_to(filter: &Filter, home: Option<Country>) -> Widget {
    let mut choices = vec![Choice::new("", "Any country", filter.open_to.is_none())];
    if let Some(home) = home {
        let words = format!("{} (yours)", home.name());
        choices.push(Choice::new(home.code(), words, filter.open_to == Some(home)));
    }
    let mut others: Vec<Country> =
        Country::all().filter(|country| Some(*country) != home).collect();
    others.sort_by_key(|country| country.name());
    choices.extend(others.into_iter().map(|country| {
        Choice::new(country.code(), country.name(), filter.open_to == Some(country))
    }));
    Widget::Select { name: "open_to".into(), choices }
}

fn entry(
    name: &str,
    label: &str,
    kind: &'static str,
    value: Option<impl ToString>,
    unit: &str,
) -> Group {
    Group {
        label: label.into(),
        widget: Widget::Line {
            name: name.into(),
            kind,
            value: value.map(|value| value.to_string()).unwrap_or_default(),
            unit: (!unit.is_empty()).then(|| unit.into()),
        },
    }
}

/// What is set, each with the link that takes it away.
fn active(filter: &Filter) -> Vec<Link> {
    let mut active = Vec::new();
    let mut say = |words: String, without: Filter| {
        active.push(Link::new(words, without.href(Opportunities::PATH, 1)));
    };
    if !filter.q.is_empty() {
        say(format!("“{}”", filter.q), Filter { q: String::new(), ..filter.clone() });
    }
    for kind in &filter.kinds {
        let mut without = filter.clone();
        without.kinds.retain(|other| other != kind);
        say(kind.name().into(), without);
    }
    for discipline in &filter.disciplines {
        let mut without = filter.clone();
        without.disciplines.retain(|other| other != discipline);
        say(discipline.name().into(), without);
    }
    if let Some(country) = filter.country {
        say(format!("In {}", country.name()), Filter { country: None, ..filter.clone() });
    }
    if let Some(country) = filter.open_to {
        let words = format!("Open to people of {}", country.name());
        say(words, Filter { open_to: None, ..filter.clone() });
    }
    if let Some(amount) = filter.fee_max {
        say(format!("Fee at most US${amount}"), Filter { fee_max: None, ..filter.clone() });
    }
    if let Some(amount) = filter.award_min {
        say(format!("Award at least US${amount}"), Filter { award_min: None, ..filter.clone() });
    }
    if let Some(day) = filter.before {
        let words = format!("Closes by {}", day.format("%-d %B %Y"));
        say(words, Filter { before: None, ..filter.clone() });
    }
    if filter.free {
        say("No entry fee".into(), Filter { free: false, ..filter.clone() });
    }
    if filter.online {
        say("Online".into(), Filter { online: false, ..filter.clone() });
    }
    active
}

fn count_of(counts: &[(String, u64)], choice: &str) -> u64 {
    counts.iter().find(|(other, _)| other == choice).map_or(0, |(_, count)| *count)
}
