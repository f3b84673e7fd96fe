//! What was read of a call, in the words of the gold file, and whether it is what the label says.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::judged::{Judged, Outcome};
use super::{artist, rules};
use crate::features::reading::{
    Benefit, Country, Discipline, EntryFee, Fact, Kind, Money, Reading, Recurrence, Share,
    YearSource, abbreviated, disciplines_in, places_in,
};

/// The reading as a record of the gold file.
pub(super) fn told(file: &str, reading: &Reading) -> Value {
    let closing = &reading.closing;
    let headline = closing.headline().map(|fact| &fact.value);
    let place = reading.place.as_ref().map(|fact| fact.value.clone()).unwrap_or_default();
    let goes_on = closing.recurrence.as_ref().map(|fact| fact.value);
    let rolling = matches!(goes_on, Some(Recurrence::Rolling | Recurrence::UntilFilled));
    let days: Vec<Value> =
        closing.deadlines.iter().map(|fact| fact.value.date.to_string().into()).collect();
    let year = headline.map(|deadline| match deadline.year {
        YearSource::Explicit => "explicit",
        YearSource::Inferred => "inferred",
    });
    let any = reading.any_discipline.iter().map(|_| Value::from("any"));
    let named = reading.disciplines.iter().map(|fact| fact.value.slug().replace('_', " ").into());
    json!({
        "file": file,
        "lang": reading.language,
        "is_opportunity": reading.not_a_call.is_none(),
        "not_a_call": reading.not_a_call.as_ref().map(|fact| fact.value.reason()),
        "title": reading.title.as_ref().map(|fact| &fact.value),
        "organisation": reading.organisation.as_ref().map(|fact| &fact.value),
        "type": reading.kind.as_ref().map(|fact| fact.value.slug()),
        "disciplines": any.chain(named).collect::<Vec<_>>(),
        "location": {
            "city": place.city, "region": place.region,
            "country": place.country.map(Country::name), "online": place.online,
        },
        "eligibility": rules::told(&reading.eligibility),
        "deadline": headline.map(|deadline| deadline.date.to_string()),
        "deadline_time": headline.and_then(|d| d.time).map(|time| time.format("%H:%M").to_string()),
        "deadline_tz": headline.and_then(|d| d.zone.as_ref()).map(|zone| &zone.written),
        "deadline_partial": closing.partial.as_ref().map(|fact| fact.value.to_string()),
        "deadline_year_source": year,
        "deadlines_all": days,
        "rolling": rolling.then_some(true),
        "status": closing.closed.as_ref().map(|_| "closed"),
        "entry_fee": fee(reading),
        "other_costs": costs(reading),
        "award": award(reading),
        "url": reading.apply.as_ref().map(|fact| fact.value.as_str()),
    })
}

fn fee(reading: &Reading) -> Value {
    match reading.terms.entry_fee.as_ref().map(|fact| &fact.value) {
        None => Value::Null,
        Some(EntryFee::Charged) => json!({"amount": null, "currency": null}),
        Some(EntryFee::Free) => json!({"amount": 0, "currency": null}),
        Some(EntryFee::Paid { amount, basis, .. }) => json!({
            "amount": number(amount), "currency": amount.currency.map(|code| code.to_string()),
            "basis": basis,
        }),
    }
}

fn costs(reading: &Reading) -> Value {
    let costs = reading.terms.costs.iter().filter(|cost| cost.value.amount.is_some());
    let words: Vec<&str> =
        costs.filter_map(Fact::quote).map(|quote| quote.words.as_str()).collect();
    if words.is_empty() { Value::Null } else { words.join("; ").into() }
}

fn award(reading: &Reading) -> Value {
    let terms = &reading.terms;
    let (least, most) = terms.per_recipient().unwrap_or_default();
    let pool = terms.awards.iter().map(|fact| &fact.value).find(|award| award.share == Share::Pool);
    let pool = pool.and_then(|award| award.most.as_ref().or(award.least.as_ref()));
    let currency = most.as_ref().or(least.as_ref()).or(pool).and_then(|money| money.currency);
    let kinds: BTreeSet<Benefit> = terms.benefits.iter().map(|fact| fact.value).collect();
    json!({
        "min": least.as_ref().map(number), "max": most.as_ref().map(number), "pool": pool.map(number),
        "currency": currency.map(|code| code.to_string()),
        "in_kind": kinds.into_iter().map(|kind| benefit_word(kind)).collect::<Vec<_>>(),
    })
}

fn number(money: &Money) -> Value {
    let plain = money.amount.normalize().to_string();
    plain.parse::<serde_json::Number>().map_or(plain.into(), Value::Number)
}

/// Every labelled field of a call, judged. Fields that the label does not have are left out.
pub(super) fn judge(gold: &Value, told: &Value, reading: &Reading) -> Vec<Judged> {
    let mut judged = vec![opportunity(gold, told, reading)];
    if gold["is_opportunity"] == false {
        return judged;
    }
    let quotes = Quotes { reading };
    for (field, pointer) in PLAIN {
        let top = pointer.trim_start_matches('/').split('/').next().unwrap_or_default();
        if gold.get(top).is_none() {
            continue;
        }
        let at = |record: &Value| record.pointer(pointer).cloned().unwrap_or_default();
        let (expected, got) = (canonical(field, at(gold)), at(told));
        judged.push(Judged::of(field, expected, got, quotes.of(field), |want, got| {
            same(field, want, got)
        }));
    }
    if gold.get("entry_fee").is_some() {
        let expected = labelled_fee(&gold["entry_fee"]);
        let got = told["entry_fee"].clone();
        let mut fee = Judged::of("entry_fee", expected, got, quotes.of("entry_fee"), same_fee);
        // That something is charged was read, and how much was not.
        if fee.outcome == Outcome::Wrong && fee.got["amount"].is_null() {
            fee.outcome = Outcome::Missing;
        }
        judged.push(fee);
    }
    if gold["disciplines"].is_array() {
        judged.push(disciplines(&gold["disciplines"], reading, &quotes));
    }
    if gold["award"]["in_kind"].is_array() {
        judged.push(in_kind(&gold["award"]["in_kind"], reading, &quotes));
    }
    judged.extend(rules::judge(&gold["eligibility"], &reading.eligibility));
    judged
}

/// Fields with one value, and where it stands.
const PLAIN: &[(&str, &str)] = &[
    ("lang", "/lang"),
    ("title", "/title"),
    ("organisation", "/organisation"),
    ("type", "/type"),
    ("location.city", "/location/city"),
    ("location.region", "/location/region"),
    ("location.country", "/location/country"),
    ("location.online", "/location/online"),
    ("deadline", "/deadline"),
    ("deadline_time", "/deadline_time"),
    ("deadline_tz", "/deadline_tz"),
    ("deadline_partial", "/deadline_partial"),
    ("deadline_year_source", "/deadline_year_source"),
    ("deadlines_all", "/deadlines_all"),
    ("rolling", "/rolling"),
    ("status", "/status"),
    ("other_costs", "/other_costs"),
    ("award.min", "/award/min"),
    ("award.max", "/award/max"),
    ("award.pool", "/award/pool"),
    ("award.currency", "/award/currency"),
];

/// Whether it is a call at all: a flag, so that "no" is an answer too.
fn opportunity(gold: &Value, told: &Value, reading: &Reading) -> Judged {
    let expected = gold["is_opportunity"].as_bool().unwrap_or(true);
    let got = reading.not_a_call.is_none();
    let outcome = match (expected, got) {
        (true, true) | (false, false) => Outcome::Right,
        (true, false) => Outcome::Wrong,
        (false, true) => Outcome::Missing,
    };
    Judged {
        field: "is_opportunity",
        outcome,
        expected: expected.into(),
        got: if got { true.into() } else { told["not_a_call"].clone() },
        quote: quote(reading.not_a_call.as_ref()),
    }
}

/// The label in our spelling: our word for a kind, the usual name of a country.
fn canonical(field: &str, label: Value) -> Value {
    let Some(text) = label.as_str() else { return label };
    match field {
        "type" if matches!(text, "none" | "unknown" | "") => Value::Null,
        "type" => artist::kind(text).unwrap_or(Kind::Other).slug().into(),
        "location.country" => {
            Country::from_name(text).map_or_else(|| text.into(), |country| country.name().into())
        }
        "status" if text != "closed" => Value::Null,
        _ => label,
    }
}

fn same(field: &str, want: &Value, got: &Value) -> bool {
    let (words, ours) = (want.as_str().unwrap_or_default(), got.as_str().unwrap_or_default());
    match field {
        "title" | "organisation" => alike(words, ours),
        "location.city" => alike(words, ours) || is_same_city(words, ours),
        "location.region" => {
            let named = |text| abbreviated(text).iter().filter_map(|named| named.region).collect();
            let (one, other): (Vec<&str>, Vec<&str>) = (named(words), named(ours));
            alike(words, ours) || one.contains(&ours) || other.contains(&words)
        }
        "lang" => words.get(..2) == ours.get(..2),
        "deadline_time" => words == ours || words == "24:00" && ours == "23:59",
        "deadline_tz" => {
            let (one, other) = (folded(words), folded(ours));
            let place = |word: &&str| word.len() > 4 && other.split(' ').any(|own| own == *word);
            one.contains(&other) || other.contains(&one) || one.split(' ').any(|word| place(&word))
        }
        "deadlines_all" => {
            let days = |value: &Value| -> BTreeSet<String> {
                let items = value.as_array().into_iter().flatten();
                items.filter_map(Value::as_str).map(str::to_owned).collect()
            };
            days(want) == days(got)
        }
        // That there are costs; what they are for is free text.
        "other_costs" => true,
        "award.min" | "award.max" | "award.pool" => same_number(want, got),
        _ => want == got,
    }
}

/// "Sevilla" and "Seville", "台北" and "Taipei": one city by two of its names.
fn is_same_city(one: &str, other: &str) -> bool {
    let cities = |name: &str| -> Vec<&str> {
        let whole = places_in(name).into_iter().filter(|mention| mention.range == (0..name.len()));
        whole.flat_map(|mention| mention.named).filter_map(|named| named.city).collect()
    };
    let known = cities(other);
    cities(one).iter().any(|city| known.contains(city))
}

fn decimal(value: &Value) -> Option<Decimal> {
    match value {
        Value::Number(number) => number.to_string().parse().ok(),
        Value::String(text) => text.replace(',', "").parse().ok(),
        _ => None,
    }
}

fn same_number(want: &Value, got: &Value) -> bool {
    decimal(want).is_some() && decimal(want) == decimal(got)
}

/// A fee as the label gives it: an object (with a basis and no amount: something is charged), or a bare number.
fn labelled_fee(label: &Value) -> Value {
    match label {
        Value::Object(fee)
            if ["amount", "basis"].iter().all(|key| fee.get(*key).is_none_or(Value::is_null)) =>
        {
            Value::Null
        }
        Value::Number(_) => json!({"amount": label, "currency": null}),
        other => other.clone(),
    }
}

/// The amount, and the currency where the label knows it and something is paid.
fn same_fee(want: &Value, got: &Value) -> bool {
    let currency = &want["currency"];
    let free = decimal(&want["amount"]).is_some_and(|amount| amount.is_zero());
    let both_silent = want["amount"].is_null() && got["amount"].is_null();
    (both_silent || same_number(&want["amount"], &got["amount"]))
        && (free || currency.is_null() || *currency == got["currency"])
}

/// The disciplines as a set; words of the label that our vocabulary lacks are left out.
fn disciplines(label: &Value, reading: &Reading, quotes: &Quotes<'_>) -> Judged {
    let words = label.as_array().into_iter().flatten().filter_map(Value::as_str);
    let mut wanted = BTreeSet::new();
    for word in words {
        if matches!(word, "any" | "all" | "all media" | "any discipline") {
            wanted.insert("any".to_owned());
            continue;
        }
        let slug = Discipline::from_slug(&word.to_lowercase().replace([' ', '-'], "_"));
        let found = slug.map_or_else(|| disciplines_in(word), |known| vec![known]);
        wanted.extend(found.into_iter().map(|one| one.slug().to_owned()));
    }
    let mut got: BTreeSet<String> =
        reading.disciplines.iter().map(|fact| fact.value.slug().to_owned()).collect();
    got.extend(reading.any_discipline.iter().map(|_| "any".to_owned()));
    sets("disciplines", &wanted, &got, quotes.of("disciplines"))
}

/// What is given besides money, as a set of our words.
fn in_kind(label: &Value, reading: &Reading, quotes: &Quotes<'_>) -> Judged {
    const WORDS: &[(&str, Benefit)] = &[
        ("travel", Benefit::Travel),
        ("transport", Benefit::Travel),
        ("ticket", Benefit::Travel),
        ("flight", Benefit::Travel),
        ("airfare", Benefit::Travel),
        ("lodging", Benefit::Lodging),
        ("accommodation", Benefit::Lodging),
        ("housing", Benefit::Lodging),
        ("apartment", Benefit::Lodging),
        ("room", Benefit::Lodging),
        ("food", Benefit::Board),
        ("board", Benefit::Board),
        ("meal", Benefit::Board),
        ("studio", Benefit::Studio),
        ("workspace", Benefit::Studio),
        ("work space", Benefit::Studio),
        ("material", Benefit::Materials),
        ("production", Benefit::Materials),
        ("technical", Benefit::TechnicalSupport),
        ("technician", Benefit::TechnicalSupport),
        ("mentor", Benefit::Mentoring),
        ("curator", Benefit::Mentoring),
        ("exhibition", Benefit::Exhibition),
        ("show", Benefit::Exhibition),
        ("catalog", Benefit::Catalogue),
        ("publication", Benefit::Catalogue),
        ("promotion", Benefit::Publicity),
        ("feature", Benefit::Publicity),
        ("interview", Benefit::Publicity),
        ("publicity", Benefit::Publicity),
        ("acquisition", Benefit::Acquisition),
        ("purchase", Benefit::Acquisition),
    ];
    let words = label.as_array().into_iter().flatten().filter_map(Value::as_str);
    let known = words.flat_map(|words| {
        let words = words.to_lowercase();
        WORDS.iter().filter(move |(word, _)| words.contains(word)).map(|(_, benefit)| *benefit)
    });
    let wanted: BTreeSet<String> = known.map(|one| benefit_word(one).to_owned()).collect();
    let got =
        reading.terms.benefits.iter().map(|fact| benefit_word(fact.value).to_owned()).collect();
    sets("award.in_kind", &wanted, &got, quotes.of("award.in_kind"))
}

/// Missing some is missing; one that is not in the label is wrong.
fn sets(
    field: &'static str,
    wanted: &BTreeSet<String>,
    got: &BTreeSet<String>,
    quote: Option<String>,
) -> Judged {
    let mut judged = Judged::of(field, json!(wanted), json!(got), quote, |_, _| wanted == got);
    if judged.outcome == Outcome::Wrong && got.is_subset(wanted) {
        judged.outcome = Outcome::Missing;
    }
    judged
}

fn benefit_word(benefit: Benefit) -> &'static str {
    match benefit {
        Benefit::Travel => "travel",
        Benefit::Lodging => "lodging",
        Benefit::Board => "food",
        Benefit::Studio => "studio",
        Benefit::Materials => "materials",
        Benefit::TechnicalSupport => "technical support",
        Benefit::Mentoring => "mentoring",
        Benefit::Exhibition => "exhibition",
        Benefit::Catalogue => "catalogue",
        Benefit::Publicity => "publicity",
        Benefit::Acquisition => "acquisition",
    }
}

/// Most words of the shorter name stand in the other; a label may give several names with " / ".
fn alike(label: &str, got: &str) -> bool {
    label.split(" / ").any(|one| {
        let (one, other) = (folded(one), folded(got));
        let (one, other): (Vec<&str>, Vec<&str>) =
            (one.split(' ').collect(), other.split(' ').collect());
        let common = one.iter().filter(|word| other.contains(word)).count();
        common * 10 >= (one.len() + other.len()) * 3 || common == one.len().min(other.len())
    })
}

/// Lower case, without accents and signs.
fn folded(text: &str) -> String {
    let plain: String = text.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

fn quote<T>(fact: Option<&Fact<T>>) -> Option<String> {
    fact.and_then(Fact::quote).map(|quote| quote.words.clone())
}

/// The words that each field was read from.
struct Quotes<'a> {
    reading: &'a Reading,
}

impl Quotes<'_> {
    fn of(&self, field: &str) -> Option<String> {
        let Reading { closing, terms, .. } = self.reading;
        match field {
            "title" => quote(self.reading.title.as_ref()),
            "organisation" => quote(self.reading.organisation.as_ref()),
            "type" => quote(self.reading.kind.as_ref()),
            "disciplines" => several(&self.reading.disciplines)
                .or_else(|| quote(self.reading.any_discipline.as_ref())),
            "deadline_partial" => quote(closing.partial.as_ref()),
            "deadlines_all" => several(&closing.deadlines),
            "rolling" => quote(closing.recurrence.as_ref()),
            "status" => quote(closing.closed.as_ref()),
            "entry_fee" => quote(terms.entry_fee.as_ref()),
            "other_costs" => several(&terms.costs),
            "award.in_kind" => several(&terms.benefits),
            _ if field.starts_with("deadline") => quote(closing.headline()),
            _ if field.starts_with("award") => several(&terms.awards),
            _ if field.starts_with("location") => quote(self.reading.place.as_ref()),
            _ => None,
        }
    }
}

fn several<T>(facts: &[Fact<T>]) -> Option<String> {
    let words: Vec<&str> =
        facts.iter().filter_map(Fact::quote).map(|quote| quote.words.as_str()).collect();
    (!words.is_empty()).then(|| words.join(" | "))
}

#[cfg(test)]
mod tests {
    use super::is_same_city;

    #[test]
    fn a_city_is_the_same_by_each_of_its_names() {
        assert!(is_same_city("Sevilla", "Seville") && is_same_city("Wien", "Vienna"));
        assert!(!is_same_city("Wien", "Graz") && !is_same_city("Nowhere", "Elsewhere"));
    }
}
