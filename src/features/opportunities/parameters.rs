//! The parameters of a search, as they come with a page's address and as programs send them.

use serde::Deserialize;
use utoipa::IntoParams;

use super::filter::{Filter, LAST_PAGE, LONGEST, Sort, amount, in_a_calendar};
use crate::features::reading::{Country, Discipline, Kind};
use crate::platform::api::{read_query, whole};
use crate::platform::error::{Error, Unreadable};

/// The parameters as they come. On a page what cannot be read is left out and said, and the rest counts:
/// links get mangled on their way ([`readably`]). Programs get nothing until all can be read, as the
/// document of the API writes it ([`exactly`]).
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct Parameters {
    /// Words to be found in the call, in any of the languages calls are stemmed in.
    #[param(max_length = 200)]
    pub(super) q: String,
    /// Any of these kinds. May be given several times.
    #[param(value_type = Vec<Kind>)]
    pub(super) kind: Vec<String>,
    /// Any of these disciplines or what belongs to them; calls for any discipline are among them. May be
    /// given several times.
    #[param(value_type = Vec<Discipline>)]
    pub(super) discipline: Vec<String>,
    /// Where the work happens: two letters, ISO 3166-1.
    #[param(value_type = Country)]
    pub(super) country: String,
    /// Open to people of this country, as far as the call says: two letters, ISO 3166-1.
    #[param(value_type = Country)]
    pub(super) open_to: String,
    /// Entry costs at most so many US dollars, roughly. Free counts, unknown does not.
    #[param(value_type = f64, minimum = 0, maximum = 1_000_000_000)]
    pub(super) fee_max: String,
    /// One recipient gets at least so many US dollars, roughly.
    #[param(value_type = f64, minimum = 0, maximum = 1_000_000_000)]
    pub(super) award_min: String,
    /// Closes on this day or before.
    #[param(value_type = chrono::NaiveDate)]
    pub(super) before: String,
    /// `1`: the call says that entry is free.
    #[param(pattern = "^1$")]
    pub(super) free: String,
    /// `1`: it happens online.
    #[param(pattern = "^1$")]
    pub(super) online: String,
    /// The order. With words `relevance` where none is asked for, otherwise `deadline`.
    #[param(value_type = Sort, inline)]
    pub(super) sort: String,
    /// Which page, from 1.
    #[param(value_type = u32, minimum = 1, maximum = 10_000)]
    pub(super) page: String,
}

/// Who asks: a person may write a value in several ways and leave fields empty; a program writes it as
/// JSON would.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asker {
    Person,
    Program,
}

/// The filter that a query asks for, where all of it can be read.
///
/// # Errors
/// [`Error::Unreadable`] with every parameter that is unknown, unreadable, or given twice.
pub fn exactly(query: Option<&str>) -> Result<Filter, Error> {
    let mut typed = Parameters::default();
    read_query(query, |name, value| typed.take(name, value, Asker::Program))?;
    Ok(typed.into())
}

/// What is wrong with a parameter that no search has.
const UNKNOWN: &str = "is not known here";

/// The filter that a page's query asks for, as far as it can be read, and what of it could not be. A
/// parameter without a value counts as absent: forms send their empty fields. What links are followed by
/// (`utm_source`) is nobody's concern.
pub fn readably(query: Option<&str>) -> (Filter, Vec<Unreadable>) {
    let mut typed = Parameters::default();
    let read = read_query(query, |name, value| {
        let value = value.trim();
        if value.is_empty() {
            return Ok(());
        }
        let taken = typed.take(name, value, Asker::Person);
        if taken.is_err() && name == "q" && typed.q.is_empty() {
            // As much of the words as is searched for.
            typed.q = value.chars().take(LONGEST).collect();
        }
        taken
    });
    let mut unread = match read {
        Err(Error::Unreadable(unread)) => unread,
        _ => Vec::new(),
    };
    unread.retain(|one| one.detail != UNKNOWN);
    (typed.into(), unread)
}

impl Parameters {
    /// Takes one of them. Otherwise says what it has to be.
    fn take(&mut self, name: &str, value: &str, asker: Asker) -> Result<(), String> {
        let loosely = asker == Asker::Person;
        let one_of = |words: Vec<&str>| format!("must be one of {}", words.join(", "));
        let a_country = || "must be the two letters of a country, like PT".to_owned();
        let an_amount = || "must be a number, zero or more, and at most a billion".to_owned();
        let (place, is_readable, otherwise): (_, _, &dyn Fn() -> String) = match name {
            "kind" => {
                let known = Kind::from_slug(value).is_some();
                return add(&mut self.kind, value, known, &|| {
                    one_of(Kind::ALL.map(Kind::slug).into())
                });
            }
            "discipline" => {
                let all = || one_of(Discipline::ALL.iter().map(|one| one.slug()).collect());
                return add(
                    &mut self.discipline,
                    value,
                    Discipline::from_slug(value).is_some(),
                    &all,
                );
            }
            "q" => (&mut self.q, value.chars().count() <= LONGEST, &|| {
                format!("must have at most {LONGEST} characters")
            }),
            "country" => (&mut self.country, is_country(value, loosely), &a_country),
            "open_to" => (&mut self.open_to, is_country(value, loosely), &a_country),
            "fee_max" => (&mut self.fee_max, is_amount(value, loosely), &an_amount),
            "award_min" => (&mut self.award_min, is_amount(value, loosely), &an_amount),
            "before" => (&mut self.before, is_day(value, loosely), &|| {
                "must be a date, like 2027-01-31".into()
            }),
            "free" => (&mut self.free, value == "1", &|| "must be 1, or absent".into()),
            "online" => (&mut self.online, value == "1", &|| "must be 1, or absent".into()),
            "sort" => (&mut self.sort, Sort::from_slug(value).is_some(), &|| {
                one_of(Sort::ALL.map(|(_, slug, _)| slug).into())
            }),
            "page" => (&mut self.page, whole(value, LAST_PAGE).is_ok(), &|| {
                format!("must be a number from 1 to {LAST_PAGE}")
            }),
            _ => return Err(UNKNOWN.into()),
        };
        if !is_readable {
            Err(otherwise())
        } else if !place.is_empty() {
            Err("is given more than once".into())
        } else {
            value.clone_into(place);
            Ok(())
        }
    }
}

fn add(
    list: &mut Vec<String>,
    value: &str,
    is_readable: bool,
    otherwise: &dyn Fn() -> String,
) -> Result<(), String> {
    if !is_readable {
        return Err(otherwise());
    }
    list.push(value.to_owned());
    Ok(())
}

fn is_country(value: &str, loosely: bool) -> bool {
    Country::new(value).is_some_and(|country| loosely || country.code() == value)
}

fn is_amount(value: &str, loosely: bool) -> bool {
    let plain = || {
        !value.contains(char::is_whitespace)
            && serde_json::from_str::<serde_json::Number>(value).is_ok()
    };
    amount(value).is_some() && (loosely || plain())
}

fn is_day(value: &str, loosely: bool) -> bool {
    value.parse().is_ok_and(|day: chrono::NaiveDate| in_a_calendar(&day))
        && (loosely || value.len() == "2027-01-31".len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_asks_for_the_same_view_as_a_link() {
        let link = "/opportunities?q=clay%20%26%20fire&kind=residency&kind=grant&fee_max=20\
                    &before=2027%2D01%2D31&free=1&page=2";
        let query = link.split_once('?').unwrap().1;
        let filter = exactly(Some(query)).unwrap();
        assert_eq!(filter.href("/opportunities", 2), link);
        assert_eq!(exactly(Some("q=")).unwrap(), exactly(None).unwrap());
    }

    #[test]
    fn a_page_says_what_it_left_out_and_keeps_the_rest() {
        let long = "a".repeat(300);
        let query = format!(
            "kind=grant&kind=raffle&fee_max=-3&open_to=pt&before=&free=&utm_source=letter&q={long}"
        );
        let (filter, unread) = readably(Some(&query));
        assert_eq!((filter.kinds.len(), filter.fee_max, filter.q.len()), (1, None, LONGEST));
        assert_eq!(filter.open_to, Country::new("PT"));
        let unread: Vec<&str> = unread.iter().map(|one| one.parameter.as_str()).collect();
        assert_eq!(unread, ["kind", "fee_max", "q"]);
    }

    #[test]
    fn a_program_is_told_each_parameter_that_cannot_be_read() {
        let query = "kind=residencies&fee_max=-3&before=tomorrow&country=Atlantis&page=0&free=yes\
                     &sort=best&colour=red&page=1&page=2&discipline=x&q=%FF%00";
        let Err(Error::Unreadable(named)) = exactly(Some(query)) else { panic!("all readable") };
        let named: Vec<&str> = named.iter().map(|one| one.parameter.as_str()).collect();
        assert_eq!(
            named,
            [
                "kind",
                "fee_max",
                "before",
                "country",
                "page",
                "free",
                "sort",
                "colour",
                "page",
                "discipline"
            ]
        );
    }
}
