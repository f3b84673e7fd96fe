//! What was typed into the form of a fact, read and judged.

use chrono::{Datelike, NaiveDate, NaiveTime};
use rust_decimal::Decimal;
use url::Url;

use super::{DETAIL, ONE_DEADLINE, OVERLOOKED, Typed, Wrong, deadline_name, overlooked, rule};
use crate::features::opportunities::{Correction, Day, Due, Moved};
use crate::features::reading::{
    Award, Country, Currency, Discipline, Document, EntryFee, Kind, Money, Place, Reading, Share,
};
use crate::platform::http::{AllowList, may_be_public};

/// The most characters of a name, of a remark and of an address.
const NAME: usize = 300;
const REMARK: usize = 1_000;
const ADDRESS: usize = 2_000;

/// What is said where no reason is given.
const WHY: &str = "Say why, in a few words.";

/// What an answer is judged by.
#[derive(Clone, Copy, Debug)]
pub struct Against<'a> {
    /// The call as it stood when the form was filled in.
    pub reading: &'a Reading,
    /// What it was read from, in whose text quotes stand.
    pub document: &'a Document,
    /// Today.
    pub today: NaiveDate,
    /// Private addresses that may be linked to all the same.
    pub allowed: &'a AllowList,
}

/// The correction that was typed and why. An empty field means: the call does not say.
///
/// # Errors
/// What is wrong, for the person who typed it.
pub fn read(
    fact: &str,
    typed: &Typed,
    against: Against<'_>,
) -> Result<(Correction, String), Wrong> {
    let mut answers = Answers { typed, wrong: Wrong::new() };
    let correction = match fact {
        "title" => Correction::Title(answers.required("title", NAME, "A call needs a name.")),
        "organisation" => Correction::Organisation(answers.text("organisation", NAME)),
        "kind" => Correction::Kind(answers.one_of("kind", Kind::from_slug)),
        "deadline" => Correction::Deadline(due(&mut answers, against.today)),
        ONE_DEADLINE => return detail(answers, against, moved, Correction::OneDeadline),
        "entry_fee" => Correction::EntryFee(entry_fee(&mut answers, against.reading)),
        "award" => Correction::Award(award(&mut answers)),
        "place" => Correction::Place(place(&mut answers)),
        "disciplines" => disciplines(&mut answers),
        "not_a_rule" => Correction::NotARule(rule::struck_out(&mut answers, against)),
        DETAIL => return detail(answers, against, rule::misread, Correction::NotSaid),
        OVERLOOKED => {
            return detail(answers, against, overlooked::put_in, Correction::AlsoSaid);
        }
        "rule" => Correction::Rule(rule::put_in(&mut answers, against)),
        _ => Correction::Apply(apply(&mut answers, against.allowed)),
    };
    let note = answers.required("note", REMARK, WHY);
    if answers.wrong.is_empty() { Ok((correction, note)) } else { Err(answers.wrong) }
}

/// One of several facts of a kind, that is put right by itself, does not count or was overlooked.
fn detail<'a, T>(
    mut answers: Answers<'a>,
    against: Against<'_>,
    find: impl FnOnce(&mut Answers<'a>, Against<'_>) -> Option<T>,
    correction: impl FnOnce(T) -> Correction,
) -> Result<(Correction, String), Wrong> {
    let found = find(&mut answers, against);
    let note = answers.required("note", REMARK, WHY);
    match found {
        Some(found) if answers.wrong.is_empty() => Ok((correction(found), note)),
        _ => Err(answers.wrong),
    }
}

/// What was typed, and what turned out to be wrong with it.
pub(super) struct Answers<'a> {
    typed: &'a Typed,
    wrong: Wrong,
}

impl Answers<'_> {
    /// What was typed into a field; empty where it was left empty or is missing.
    pub(super) fn one(&self, name: &str) -> &str {
        self.typed.get(name).and_then(|values| values.first()).map_or("", |value| value.trim())
    }

    /// Everything that was chosen of a list.
    pub(super) fn all(&self, name: &str) -> &[String] {
        self.typed.get(name).map_or(&[], Vec::as_slice)
    }

    pub(super) fn note(&mut self, name: &'static str, problem: impl Into<String>) {
        if !self.wrong.iter().any(|(noted, _)| *noted == name) {
            self.wrong.push((name, problem.into()));
        }
    }

    /// A line of at most so many characters.
    pub(super) fn text(&mut self, name: &'static str, most: usize) -> Option<String> {
        let text = self.one(name).to_owned();
        if text.chars().count() > most {
            self.note(name, format!("At most {most} characters, please."));
        }
        if text.contains(char::is_control) {
            self.note(name, "It contains a character that cannot be kept. Please take it out.");
        }
        (!text.is_empty()).then_some(text)
    }

    /// The same, where it may not stay empty.
    pub(super) fn required(&mut self, name: &'static str, most: usize, otherwise: &str) -> String {
        let text = self.text(name, most);
        if text.is_none() {
            self.note(name, otherwise);
        }
        text.unwrap_or_default()
    }

    /// One of a list; the empty choice is none of it. Anything else was not on the page.
    pub(super) fn one_of<T>(
        &mut self,
        name: &'static str,
        known: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = known(self.one(name));
        if value.is_none() && self.typed.get(name).is_none_or(|values| values != &[""]) {
            self.note(name, "Choose one of these.");
        }
        value
    }

    /// Whether a box is ticked.
    pub(super) fn ticked(&mut self, name: &'static str) -> bool {
        let mut values = self.typed.get(name).into_iter().flatten().filter(|one| !one.is_empty());
        match (values.next().map(String::as_str), values.next()) {
            (None, _) => false,
            (Some("yes"), None) => true,
            _ => {
                self.note(name, "Tick it or leave it.");
                false
            }
        }
    }

    /// A sum; `None` where no amount was typed.
    fn money(&mut self, amount: &'static str, currency: &'static str) -> Option<Money> {
        let code = self.one(currency).to_owned();
        let known = Currency::known(&code);
        if !code.is_empty() && known.is_none() {
            self.note(currency, "Write the three letters of a currency, like EUR or USD.");
        }
        let text = self.one(amount);
        if text.is_empty() {
            return None;
        }
        let value = text.parse::<Decimal>().ok().filter(|value| {
            !value.is_sign_negative()
                && value.scale() <= 3
                && *value < Decimal::from(10_u64.pow(10))
        });
        if value.is_none() {
            self.note(amount, "Write an amount like 1500 or 24.50.");
        }
        Some(Money { amount: value?, currency: known })
    }
}

fn due(answers: &mut Answers<'_>, today: NaiveDate) -> Option<Due> {
    let rolling = answers.ticked("rolling");
    let typed = |name| answers.one(name).to_owned();
    let (date, time, zone) = (typed("date"), typed("time"), typed("zone"));
    if rolling {
        if !date.is_empty() {
            answers
                .note("rolling", "Either a last day or at any time: untick this or empty the day.");
        }
        return Some(Due::Rolling);
    }
    if date.is_empty() {
        if !time.is_empty() || !zone.is_empty() {
            answers.note("date", "Write the day that this time belongs to.");
        }
        return None;
    }
    let (first, last) = (today.year() - 5, today.year() + 10);
    let day = date.parse::<NaiveDate>().ok();
    match day {
        None => answers.note("date", "Write a day like 2027-03-31."),
        Some(day) if !(first..=last).contains(&day.year()) => {
            answers.note("date", format!("Write a day between {first} and {last}."));
        }
        Some(_) => {}
    }
    let parsed = NaiveTime::parse_from_str(&time, "%H:%M").ok();
    if !time.is_empty() && parsed.is_none() {
        answers.note("time", "Write a time like 17:00.");
    }
    let known = zone.parse().ok();
    if !zone.is_empty() && known.is_none() {
        answers.note("zone", "Write a zone like Europe/Paris or UTC.");
    }
    Some(Due::On { date: day?, time: parsed, zone: known })
}

/// One of several deadlines, and when it really is.
fn moved(answers: &mut Answers<'_>, against: Against<'_>) -> Option<Moved> {
    let name = answers.one("deadline").to_owned();
    let mut all = against.reading.closing.deadlines.iter().map(|fact| &fact.value);
    let meant = all.find(|deadline| deadline_name(deadline) == name);
    if meant.is_none() {
        answers.note("note", "This deadline is not there any more: look at the page again.");
    }
    let to = match due(answers, against.today) {
        Some(Due::On { date, time, zone }) => Some(Day { date, time, zone }),
        Some(Due::Rolling) | None => None,
    };
    Some(Moved::new(meant?, to))
}

fn entry_fee(answers: &mut Answers<'_>, reading: &Reading) -> Option<EntryFee> {
    let amount = answers.money("fee_amount", "fee_currency");
    let basis = answers.text("fee_basis", NAME);
    // The form was filled with the fee that stands: left there, it is no answer.
    let stood = match reading.terms.entry_fee.as_ref().map(|fact| &fact.value) {
        Some(EntryFee::Paid { amount, .. }) => Some(amount.amount),
        _ => None,
    };
    let chosen = answers.one("fee").to_owned();
    if chosen != "paid" && amount.as_ref().is_some_and(|typed| Some(typed.amount) != stood) {
        let words = "An amount is typed below: choose “This much”, or empty the amount.";
        answers.note("fee", words);
    }
    match chosen.as_str() {
        "free" => Some(EntryFee::Free),
        "charged" => Some(EntryFee::Charged),
        "paid" => {
            let amount = amount.filter(|money| !money.amount.is_zero());
            if amount.is_none() {
                answers.note("fee_amount", "Say how much it is.");
            }
            Some(EntryFee::Paid { amount: amount?, most: None, basis, members: None })
        }
        _ => {
            answers.one_of("fee", |_| None::<()>);
            None
        }
    }
}

fn award(answers: &mut Answers<'_>) -> Option<Award> {
    let least = answers.money("award_least", "award_currency");
    let most = answers.money("award_most", "award_currency");
    if let (Some(least), Some(most)) = (&least, &most)
        && least.amount > most.amount
    {
        answers
            .note("award_most", "The most is less than the least: put them the other way round.");
    }
    if least.is_none() && most.is_none() {
        return None;
    }
    let (least, most) = (least.clone(), most.or(least));
    Some(Award { least, most, share: Share::Recipient, per: None, recipients: None })
}

fn place(answers: &mut Answers<'_>) -> Option<Place> {
    let name = answers.text("country", NAME);
    let country = name.as_deref().and_then(Country::from_name);
    if name.is_some() && country.is_none() {
        answers.note("country", "Write the English name of a country.");
    }
    let place = Place {
        city: answers.text("city", NAME),
        region: answers.text("region", NAME),
        country,
        online: answers.ticked("online"),
    };
    (place != Place::default()).then_some(place)
}

fn disciplines(answers: &mut Answers<'_>) -> Correction {
    let chosen = answers.typed.get("disciplines").map_or(&[][..], Vec::as_slice);
    let any = chosen.iter().any(|slug| slug == "any");
    let others = chosen.iter().filter(|slug| !matches!(slug.as_str(), "any" | ""));
    let named: Option<Vec<Discipline>> = others.map(|slug| Discipline::from_slug(slug)).collect();
    if named.is_none() {
        answers.note("disciplines", "Tick some of these.");
    }
    Correction::Disciplines { any, named: named.unwrap_or_default() }
}

fn apply(answers: &mut Answers<'_>, allowed: &AllowList) -> Option<Url> {
    let text = answers.text("apply", ADDRESS)?;
    let url = Url::parse(&text).ok();
    let problem = match &url {
        Some(url) if url.scheme() == "mailto" => {
            (!url.path().contains('@')).then_some("Write an address like mailto:calls@example.org.")
        }
        Some(url) if matches!(url.scheme(), "http" | "https") => {
            let private = "Artists cannot reach this address: it belongs to a private network.";
            (!may_be_public(url, allowed)).then_some(private)
        }
        _ => Some("Write an address like https://example.org/apply."),
    };
    if let Some(problem) = problem {
        answers.note("apply", problem);
    }
    url
}

#[cfg(test)]
mod tests {
    use super::super::{CLAUSES, FIELDS, form};
    use super::*;
    use crate::features::reading::{Fact, Quote};

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        let mut typed = Typed::new();
        for (name, value) in pairs.iter().chain(&[("note", "it says so")]) {
            typed.entry((*name).to_owned()).or_default().push((*value).to_owned());
        }
        typed
    }

    fn document() -> Document {
        serde_json::from_value(serde_json::json!({
            "text": "Open to artists.", "fetched_on": "2026-11-20", "hints": { "kinds": [] },
        }))
        .unwrap()
    }

    fn read_as(fact: &str, pairs: &[(&str, &str)]) -> Result<Correction, Vec<&'static str>> {
        let against = Against {
            reading: &Reading::default(),
            document: &document(),
            today: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(),
            allowed: &AllowList::default(),
        };
        let read = read(fact, &typed(pairs), against);
        read.map(|read| read.0).map_err(|wrong| wrong.into_iter().map(|(name, _)| name).collect())
    }

    #[test]
    fn every_fact_has_a_form_and_an_empty_one_means_not_stated() {
        for fact in FIELDS.iter().chain(&CLAUSES).chain(&[DETAIL, ONE_DEADLINE, OVERLOOKED]) {
            assert!(
                form(fact, &Reading::default(), NaiveDate::MIN, None, &Wrong::new()).is_some(),
                "{fact}"
            );
        }
        assert_eq!(read_as("deadline", &[]), Ok(Correction::Deadline(None)));
        assert_eq!(read_as("place", &[]), Ok(Correction::Place(None)));
        assert_eq!(read_as("kind", &[("kind", "")]), Ok(Correction::Kind(None)));
        assert_eq!(read_as("entry_fee", &[("fee", "")]), Ok(Correction::EntryFee(None)));
    }

    #[test]
    fn nonsense_is_told_beside_its_field() {
        let long = "a".repeat(900_000);
        for (fact, pairs, field) in [
            ("deadline", &[("date", "soon")][..], "date"),
            ("deadline", &[("date", "0001-01-01")], "date"),
            ("deadline", &[("date", "9999-12-31")], "date"),
            ("deadline", &[("time", "17:00")], "date"),
            ("deadline", &[("date", "2027-03-31"), ("time", "25:00")], "time"),
            ("deadline", &[("date", "2027-03-31"), ("zone", "Mars/Olympus")], "zone"),
            ("deadline", &[("date", "2027-03-31"), ("rolling", "yes")], "rolling"),
            ("award", &[("award_least", "900"), ("award_most", "100")], "award_most"),
            ("award", &[("award_most", "100"), ("award_currency", "QQQ")], "award_currency"),
            ("award", &[("award_most", "-1")], "award_most"),
            ("award", &[("award_most", "99999999999999")], "award_most"),
            ("entry_fee", &[("fee_amount", "30")], "fee"),
            ("entry_fee", &[("fee", ""), ("fee_amount", "30")], "fee"),
            ("entry_fee", &[("fee", "cheap")], "fee"),
            ("entry_fee", &[("fee", "paid")], "fee_amount"),
            ("entry_fee", &[("fee", "paid"), ("fee_amount", "0")], "fee_amount"),
            ("kind", &[("kind", "raffle")], "kind"),
            ("disciplines", &[("disciplines", "alchemy")], "disciplines"),
            ("place", &[("country", "Atlantis")], "country"),
            ("title", &[("title", &long)], "title"),
            ("organisation", &[("organisation", "Kiln\u{0}House")], "organisation"),
        ] {
            assert_eq!(read_as(fact, pairs), Err(vec![field]), "{fact} {field}");
        }
    }

    #[test]
    fn a_link_to_apply_leads_to_the_web_or_to_a_mailbox() {
        for fine in ["https://arts.example.org/apply", "mailto:calls@example.org"] {
            assert!(read_as("apply", &[("apply", fine)]).is_ok(), "{fine}");
        }
        for wrong in [
            "javascript:alert(1)",
            "data:text/html,x",
            "arts.example",
            "http://127.0.0.1/",
            "http://localhost:8080/apply",
            "http://10.1.2.3/",
            "http://printer.local/",
            "http://intranet/",
            "https://ada:secret@example.org/",
            "mailto:nobody",
        ] {
            assert_eq!(read_as("apply", &[("apply", wrong)]), Err(vec!["apply"]), "{wrong}");
        }
    }

    #[test]
    fn a_fee_that_stood_in_the_form_already_is_no_answer() {
        let amount = Money { amount: Decimal::from(35), currency: Currency::known("USD") };
        let fee = EntryFee::Paid { amount, most: None, basis: None, members: None };
        let mut reading = Reading::default();
        let quote = Quote { words: "$35".into(), start: 0 };
        reading.terms.entry_fee = Some(Fact::stated(fee, quote));
        let against = Against {
            reading: &reading,
            document: &document(),
            today: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(),
            allowed: &AllowList::default(),
        };
        let choose = |fee: &str, amount: &str| {
            let typed = typed(&[("fee", fee), ("fee_amount", amount), ("fee_currency", "USD")]);
            read("entry_fee", &typed, against).map(|read| read.0)
        };
        assert_eq!(choose("free", "35"), Ok(Correction::EntryFee(Some(EntryFee::Free))));
        assert_eq!(choose("free", "36").unwrap_err()[0].0, "fee");
    }
}
