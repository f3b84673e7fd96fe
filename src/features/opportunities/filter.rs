//! What a visitor looks for: GET parameters, so that every view is a link.

use chrono::{Datelike, NaiveDate};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use rust_decimal::Decimal;
use serde::Serialize;

use super::parameters::Parameters;
use crate::features::reading::{Country, Discipline, Kind};

/// How many calls a page shows.
pub const PER_PAGE: u32 = 24;

/// The most characters that are searched for.
pub(super) const LONGEST: usize = 200;

/// The last page that can be asked for.
pub(super) const LAST_PAGE: u32 = 10_000;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Words, as typed.
    pub q: String,
    /// Any of these kinds; none: all.
    pub kinds: Vec<Kind>,
    /// Any of these disciplines or what belongs to them; none: all. Calls that take any discipline are
    /// always among them.
    pub disciplines: Vec<Discipline>,
    /// Where the work happens.
    pub country: Option<Country>,
    /// Open to people of this country, as far as the call says.
    pub open_to: Option<Country>,
    /// Entry costs at most so many US dollars, roughly; free counts, unknown does not.
    pub fee_max: Option<Decimal>,
    /// One recipient gets at least so many US dollars, roughly.
    pub award_min: Option<Decimal>,
    /// Closes on this day or before.
    pub before: Option<NaiveDate>,
    /// The call says that entry is free.
    pub free: bool,
    /// It happens online.
    pub online: bool,
    /// In which order.
    pub sort: Sort,
    /// Which page, from 1.
    pub page: u32,
}

/// The orders of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// What fits the words best; without words as [`Sort::Deadline`].
    Relevance,
    /// What closes next first, what has no date last.
    #[default]
    Deadline,
    /// What was published last first.
    Newest,
    /// The highest award first.
    Award,
    /// The lowest fee first.
    Fee,
}

/// A part of the filter that has counts beside its choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// Kinds.
    Kind,
    /// Disciplines.
    Discipline,
    /// Countries.
    Country,
    /// Free entry.
    Free,
    /// Online.
    Online,
}

impl Sort {
    /// Every order, with its word in links and its words for readers.
    pub const ALL: [(Sort, &'static str, &'static str); 5] = [
        (Sort::Relevance, "relevance", "relevance"),
        (Sort::Deadline, "deadline", "deadline, nearest first"),
        (Sort::Newest, "newest", "arrival, newest first"),
        (Sort::Award, "award", "award, highest first"),
        (Sort::Fee, "fee", "entry fee, lowest first"),
    ];

    /// The order that a word in links names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == slug).map(|found| found.0)
    }

    fn slug(self) -> &'static str {
        Self::ALL.iter().find(|(sort, _, _)| *sort == self).map_or("deadline", |(_, slug, _)| slug)
    }
}

/// The largest amount of money that can be asked for.
const MOST_MONEY: u32 = 1_000_000_000;

/// An amount of money as typed: a number from zero to [`MOST_MONEY`].
pub(super) fn amount(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let amount = text.parse().or_else(|_| Decimal::from_scientific(text)).ok();
    // Too fine for a decimal: as good as that.
    let amount = amount.or_else(|| Decimal::try_from(text.parse::<f64>().ok()?).ok())?;
    let sound = (Decimal::ZERO..=MOST_MONEY.into()).contains(&amount);
    sound.then_some(amount)
}

impl From<Parameters> for Filter {
    fn from(typed: Parameters) -> Self {
        let q: String = typed.q.trim().chars().filter(|c| *c != '\0').take(LONGEST).collect();
        let usual = if q.is_empty() { Sort::Deadline } else { Sort::Relevance };
        Self {
            kinds: typed.kind.iter().filter_map(|slug| Kind::from_slug(slug)).collect(),
            disciplines: typed
                .discipline
                .iter()
                .filter_map(|slug| Discipline::from_slug(slug))
                .collect(),
            country: Country::new(&typed.country),
            open_to: Country::new(&typed.open_to),
            fee_max: amount(&typed.fee_max),
            award_min: amount(&typed.award_min),
            before: typed.before.parse().ok().filter(in_a_calendar),
            free: typed.free == "1",
            online: typed.online == "1",
            sort: Sort::from_slug(&typed.sort).unwrap_or(usual),
            page: typed.page.parse().unwrap_or(1).clamp(1, LAST_PAGE),
            q,
        }
    }
}

/// Years that a person means, and the database can hold.
pub(super) fn in_a_calendar(day: &NaiveDate) -> bool {
    (1..=9999).contains(&day.year())
}

impl Filter {
    /// The parameters as they stand in a link, without the page.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if !self.q.is_empty() {
            pairs.push(("q", self.q.clone()));
        }
        pairs.extend(self.kinds.iter().map(|kind| ("kind", kind.slug().to_owned())));
        pairs.extend(self.disciplines.iter().map(|d| ("discipline", d.slug().to_owned())));
        pairs.extend(self.country.map(|country| ("country", country.code().to_owned())));
        pairs.extend(self.open_to.map(|country| ("open_to", country.code().to_owned())));
        pairs.extend(self.fee_max.map(|amount| ("fee_max", amount.to_string())));
        pairs.extend(self.award_min.map(|amount| ("award_min", amount.to_string())));
        pairs.extend(self.before.map(|day| ("before", day.to_string())));
        pairs.extend(self.free.then(|| ("free", "1".to_owned())));
        pairs.extend(self.online.then(|| ("online", "1".to_owned())));
        let usual = if self.q.is_empty() { Sort::Deadline } else { Sort::Relevance };
        if self.sort != usual {
            pairs.push(("sort", self.sort.slug().to_owned()));
        }
        pairs
    }

    /// The link to this view under `path`, at page `page`.
    pub fn href(&self, path: &str, page: u32) -> String {
        let mut pairs = self.pairs();
        if page > 1 {
            pairs.push(("page", page.to_string()));
        }
        let query: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)))
            .collect();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
    }

    /// Whether nothing narrows the list.
    pub fn is_empty(&self) -> bool {
        Self { sort: Sort::default(), page: 0, ..self.clone() } == Self::default()
    }

    /// The same without what `facet` asks, for counting its choices.
    pub fn without(&self, facet: Facet) -> Self {
        let mut filter = self.clone();
        match facet {
            Facet::Kind => filter.kinds.clear(),
            Facet::Discipline => filter.disciplines.clear(),
            Facet::Country => filter.country = None,
            Facet::Free => filter.free = false,
            Facet::Online => filter.online = false,
        }
        filter
    }

    /// The disciplines asked for and everything that belongs to them.
    pub fn wanted_disciplines(&self) -> Vec<String> {
        let belongs = |one: Discipline| {
            std::iter::successors(Some(one), |one| one.parent())
                .any(|ancestor| self.disciplines.contains(&ancestor))
        };
        let all = Discipline::ALL.iter().copied();
        all.filter(|one| belongs(*one)).map(|one| one.slug().to_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_a_link_and_the_link_is_the_view() {
        let typed = Parameters {
            q: "clay & fire".into(),
            kind: vec!["residency".into(), "no-such-kind".into()],
            fee_max: "20".into(),
            before: "2027-01-31".into(),
            free: "1".into(),
            ..Parameters::default()
        };
        let filter = Filter::from(typed);
        assert_eq!(
            filter.href("/opportunities", 2),
            "/opportunities?q=clay%20%26%20fire&kind=residency&fee_max=20&before=2027%2D01%2D31\
             &free=1&page=2"
        );
    }

    #[test]
    fn an_amount_is_a_number_that_is_not_below_zero_nor_beyond_all_money() {
        for (text, known) in [
            ("0", true),
            (" 20.50 ", true),
            ("1e3", true),
            ("1000000000", true),
            ("1000000001", false),
            ("1e40", false),
            ("-1", false),
            ("-0.0", true),
            ("NaN", false),
            ("20 EUR", false),
        ] {
            assert_eq!(amount(text).is_some(), known, "{text}");
        }
        assert_eq!(amount("1e3"), amount("1000"));
    }

    #[test]
    fn what_cannot_be_read_narrows_nothing() {
        let typed = Parameters {
            fee_max: "-3".into(),
            before: "tomorrow".into(),
            country: "Atlantis".into(),
            page: "-1".into(),
            ..Parameters::default()
        };
        let filter = Filter::from(typed);
        assert!(filter.is_empty() && filter.page == 1);
    }

    #[test]
    fn a_wide_discipline_has_the_narrow_ones_in_it() {
        let filter = Filter { disciplines: vec![Discipline::Craft], ..Filter::default() };
        assert!(filter.wanted_disciplines().contains(&"ceramics".to_owned()));
    }
}
