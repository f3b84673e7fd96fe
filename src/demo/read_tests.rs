//! What a person reads on each page of the demo, after everything was done to it that is done to a page.

use chrono::{DateTime, Utc};

use super::pages;
use crate::features::opportunities::{applying, words};
use crate::features::profiles::words::asks;
use crate::features::reading::{
    Document, EntryFee, Force, Hints, Reading, Recurrence, page_text, read, split,
};
use crate::platform::parts::Fact;

const TABLE: &str = include_str!("read.txt");

/// Rules that shut people out, each page's in the order of the table; what else a call asks has tests of
/// its own beside the reader of rules.
const RULES: &[(&str, &str)] = &[
    ("atelier-brume.html", "live in Belgium, France or Senegal"),
    ("barro-vivo.html", "be a citizen of Mexico or have lived in Mexico for 3 years"),
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

/// What must be handed in, how, and other dates, as the pages of the demo show it.
const APPLYING: &[(&str, &str)] = &[
    ("atelier-brume.html", "CV: up to 2 pages"),
    ("atelier-brume.html", "Portfolio: up to 10 MB; PDF"),
    ("atelier-brume.html", "Project description: up to 3000 characters"),
    ("atelier-brume.html", "How to apply: By e-mail to residence@atelier-brume.example"),
    ("atelier-brume.html", "Results: 18 February 2027"),
    ("barro-vivo.html", "Images of works: 8 to 12; JPG"),
    ("barro-vivo.html", "Short biography: up to 200 words"),
    ("barro-vivo.html", "Proof of identity: Asked for; no limits stated"),
    ("copper-county-mural.html", "On CaFÉ"),
    ("copper-county-mural.html", "CV: up to 3 pages"),
    ("copper-county-mural.html", "Images of works: up to 10; at least 1920 pixels; JPG"),
    ("copper-county-mural.html", "Recommendations: 2"),
    ("copper-county-mural.html", "Information session: 2 December 2026"),
    ("lichtung-stipendium.html", "Project description: up to 4000 characters"),
    ("lichtung-stipendium.html", "Proof of address: Asked for; no limits stated"),
    ("lichtung-stipendium.html", "Artificial intelligence: Its use must be disclosed"),
    ("salt-marsh.html", "Artist statement: up to 500 words"),
    ("salt-marsh.html", "Images of works: 10"),
    ("small-works.html", "Artificial intelligence: Not allowed"),
];

/// The lines of a call's page about how one applies, and its dates.
fn applying_lines(reading: &Reading, text: &str) -> Vec<String> {
    let here = words::Standing { text, url: "http://demo.example", source: "Demo" };
    let facts = [
        applying::materials(reading, here),
        applying::applying(reading, here),
        applying::dates(reading, here),
    ]
    .concat();
    let line = |fact: &Fact| {
        let value = fact.value.in_words().unwrap_or_default();
        format!("{}: {value}", fact.label)
    };
    facts.iter().map(line).collect()
}

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
            let lines = applying_lines(&reading, &part.text);
            asked.extend(lines.into_iter().map(|line| (name.clone(), line)));
            table.push_str(&format!("{name}: {line}\n"));
        }
    }
    assert_eq!(table, TABLE, "\n{table}");
    for (name, line) in APPLYING {
        let found = asked.iter().any(|(page, asks)| page == name && asks.contains(line));
        assert!(found, "{name}: {line}: {asked:?}");
    }
    for (name, rule) in RULES {
        let found = asked.iter().any(|(page, asks)| page == name && asks == rule);
        assert!(found, "{name}: {rule}: {asked:?}");
    }
}
