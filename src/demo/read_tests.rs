//! What a person reads on each page of the demo, after everything was done to it that is done to a page.

use chrono::{DateTime, Utc};

use super::pages;
use crate::features::profiles::words::asks;
use crate::features::reading::{
    Document, EntryFee, Force, Hints, Reading, Recurrence, page_text, read, split,
};

const TABLE: &str = include_str!("read.txt");

/// Rules that shut people out, each page's in the order of the table; what else a call asks has tests of
/// its own beside the reader of rules.
const RULES: &[(&str, &str)] = &[
    ("atelier-brume.html", "live in Belgium, France or Senegal"),
    ("barro-vivo.html", "be a citizen of Mexico or live in Mexico"),
    ("barro-vivo.html", "be 18 or older at the deadline"),
    ("copper-county-mural.html", "live in Arizona, United States"),
    ("kettle-fund.html", "live in Canada or the United States"),
    ("kettle-fund.html", "not be a student"),
    ("lichtung-stipendium.html", "live in Germany"),
    ("lichtung-stipendium.html", "be 40 or younger at the deadline"),
    ("notices-antwerp.html", "live in Belgium or the Netherlands"),
    ("notices-bergen.html", "not live in Norway"),
    ("salt-marsh.html", "be 18 or older at the deadline"),
    ("small-works.html", "enter something other than film and moving image or video"),
    ("two-abbeys.html", "live in the United Kingdom"),
    ("under-thirty.html", "live in Ireland or the United Kingdom"),
    ("under-thirty.html", "be 20 to 30 years old at the deadline"),
];

/// One call in one line, as a person would tell it.
fn told(reading: &Reading) -> String {
    let place = reading.place.as_ref().map(|fact| &fact.value);
    let fee = reading.terms.entry_fee.as_ref().map(|fact| match &fact.value {
        EntryFee::Free => "free".to_owned(),
        EntryFee::Charged => "charged".to_owned(),
        EntryFee::Paid { amount, .. } => amount.to_string(),
    });
    let award = reading.terms.per_recipient().and_then(|(least, most)| most.or(least));
    let rolling = reading.closing.recurrence.as_ref().map(|fact| match fact.value {
        Recurrence::Yearly => "every year",
        Recurrence::Rolling | Recurrence::UntilFilled => "any time",
    });
    let deadline = reading.closing.headline().map(|fact| fact.value.date.to_string());
    let partial = reading.closing.partial.as_ref().map(|fact| fact.value.to_string());
    let cells = [
        reading.title.as_ref().map(|fact| fact.value.clone()),
        reading.organisation.as_ref().map(|fact| fact.value.clone()),
        reading.kind.as_ref().map(|fact| fact.value.slug().to_owned()),
        place.and_then(|place| place.country).map(|country| country.name().to_owned()),
        place.and_then(|place| place.city.clone()),
        deadline.or(partial).or(rolling.map(str::to_owned)),
        fee,
        award.map(|money| money.to_string()),
    ];
    cells.map(|cell| cell.unwrap_or_else(|| "-".to_owned())).join(" | ")
}

#[test]
fn each_page_of_the_demo_is_read_as_a_person_reads_it() {
    let opened: DateTime<Utc> = "2026-11-20T10:00:00Z".parse().unwrap();
    let mut table = String::new();
    let mut asked: Vec<(String, String)> = Vec::new();
    for (name, html) in pages(opened).into_iter().filter(|(name, _)| name != "list.html") {
        let url = format!("http://demo.example/{name}").parse().unwrap();
        let page = page_text(&html, &url);
        let document = Document {
            url: Some(url),
            title: page.title,
            text: page.text,
            links: page.links,
            declared_language: page.language,
            fetched_on: opened.date_naive(),
            posted_on: None,
            hints: Hints::default(),
        };
        for part in split(&document) {
            let reading = read(&part);
            let line = match &reading.not_a_call {
                Some(why) => format!("no call: {}", why.value.reason()),
                None => told(&reading),
            };
            let hard = reading.eligibility.iter().filter(|it| it.value.force == Force::Required);
            asked.extend(hard.map(|it| (name.clone(), asks(&it.value.rule))));
            table.push_str(&format!("{name}: {line}\n"));
        }
    }
    assert_eq!(table, TABLE, "\n{table}");
    for (name, rule) in RULES {
        let found = asked.iter().any(|(page, asks)| page == name && asks == rule);
        assert!(found, "{name}: {rule}: {asked:?}");
    }
}
