//! Artists and calls of our own making, held against each other.

mod every_rule;
mod feedback;
mod rankings;
mod scores;
mod verdicts;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::features::profiles::{Artist, Birth, Residence};
use crate::features::reading::{
    Applicant, Award, Benefit, Clause, Country, Currency, Deadline, Discipline, EntryFee, Fact,
    FeeTier, Force, Gender, Kind, Money, Payer, Place, Quote, Reading, Rule, Share, Stage,
    YearSource,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn today() -> NaiveDate {
    day("2027-03-01")
}

fn country(code: &str) -> Country {
    Country::new(code).unwrap()
}

fn money(amount: i64, currency: &str) -> Money {
    Money { amount: Decimal::from(amount), currency: Currency::new(currency) }
}

/// A fact with words of its own, so that quotes differ and stand in some order.
fn fact<T>(value: T, words: &str) -> Fact<T> {
    Fact::stated(value, Quote { words: words.to_owned(), start: words.len() * 7 % 101 })
}

fn requires(rule: Rule, words: &str) -> Fact<Clause> {
    fact(Clause { rule, force: Force::Required }, words)
}

fn prefers(rule: Rule, words: &str) -> Fact<Clause> {
    fact(Clause { rule, force: Force::Preferred }, words)
}

fn lives_in(codes: &[&str], area: Option<&str>) -> Rule {
    Rule::Residence {
        countries: codes.iter().map(|code| country(code)).collect(),
        area: area.map(str::to_owned),
        months: None,
    }
}

fn citizen_of(codes: &[&str]) -> Rule {
    Rule::Citizenship { countries: codes.iter().map(|code| country(code)).collect() }
}

fn aged(least: u32, most: u32) -> Rule {
    Rule::Age { least: Some(least), most: Some(most), on: None }
}

fn closes(date: &str) -> Fact<Deadline> {
    let date = day(date);
    let deadline = Deadline {
        date,
        time: None,
        zone: None,
        earliest: date.and_hms_opt(9, 59, 0).unwrap().and_utc(),
        round: None,
        year: YearSource::Explicit,
    };
    fact(deadline, "Closes on the day named")
}

/// Inês: a ceramicist in Porto, who has told nearly everything.
fn ines() -> Artist {
    Artist {
        display_name: Some("Inês Tavares".into()),
        disciplines: vec![Discipline::Ceramics, Discipline::Installation],
        media: Some("wood-fired stoneware, river clay".into()),
        stage: Some(Stage::Emerging),
        birth: Some(Birth::On(day("1998-04-10"))),
        citizenships: Some(vec![country("PT")]),
        residence: Some(Residence {
            country: country("PT"),
            region: None,
            city: Some("Porto".into()),
            since: Some(day("2020-09-01")),
        }),
        work_permissions: Some(vec![]),
        languages: vec!["pt".into(), "en".into()],
        student: Some(false),
        applies_as: vec![Applicant::Individual],
        gender: Some(Gender::Woman),
        represented: Some(false),
        most_fee: Some(money(20, "EUR")),
        kinds: vec![Kind::Residency, Kind::Prize],
        statement: Some("I dig clay from rivers and fire it where it was found.".into()),
        ..Artist::default()
    }
}

/// A residency in Norway that could have been written for Inês.
fn fjord() -> Reading {
    Reading {
        title: Some(fact("Clay and river: a fjord residency".to_owned(), "Clay and river")),
        kind: Some(fact(Kind::Residency, "a six-week residency")),
        disciplines: vec![
            fact(Discipline::Ceramics, "for ceramicists"),
            fact(Discipline::Textile, "and weavers, knitters"),
        ],
        place: Some(fact(
            Place { country: Some(country("NO")), city: Some("Odda".into()), ..Place::default() },
            "in Odda, Norway",
        )),
        closing: crate::features::reading::Closing {
            deadlines: vec![closes("2027-05-01")],
            ..Default::default()
        },
        terms: crate::features::reading::Terms {
            entry_fee: Some(fact(
                EntryFee::Paid { amount: money(10, "EUR"), most: None, basis: None, members: None },
                "The entry fee is 10 euros",
            )),
            awards: vec![fact(
                Award {
                    least: Some(money(1_500, "EUR")),
                    most: Some(money(1_500, "EUR")),
                    share: Share::Recipient,
                    per: None,
                    recipients: Some(4),
                },
                "Each artist receives 1500 euros",
            )],
            benefits: vec![
                fact(Benefit::Travel, "We pay the journey"),
                fact(Benefit::Studio, "and give you a studio with a kiln"),
            ],
            ..Default::default()
        },
        eligibility: vec![
            requires(aged(18, 40), "Aged 18 to 40"),
            prefers(Rule::CareerStage { stages: vec![Stage::Emerging] }, "Emerging artists first"),
        ],
        language: Some("en".into()),
        summary: Some(fact("Six weeks with a kiln beside the water.".to_owned(), "Six weeks with")),
        ..Reading::default()
    }
}
