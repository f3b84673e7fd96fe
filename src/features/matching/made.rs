//! Calls and artists made up by a number: as varied as real ones, and the same on every machine. For
//! benches, and for tests that want more cases than anyone would write.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::feedback::{Feedback, Mark, Marked, MarkedCall, Traits, Why};
use crate::features::profiles::{Artist, Birth, Residence};
use crate::features::reading::{
    Applicant, Application, Award, Benefit, Clause, Closing, Cost, CostKind, Country, Currency,
    Deadline, Discipline, EntryFee, Fact, FeeTier, Force, Gender, Kind, Money, Payer, Place, Quote,
    Reading, Recurrence, Rule, Share, Stage, Terms, YearSource,
};

/// Numbers that look drawn, and are the same for the same seed (SplitMix64).
struct Draw(u64);

impl Draw {
    fn of(kind: u64, number: u64) -> Self {
        Self(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ kind.wrapping_mul(0xd6e8_feb8_6659_fd93))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap_or(0)
    }

    /// Small numbers far more often than large ones, as words and countries are used.
    fn often(&mut self, end: usize) -> usize {
        let once = self.below(end);
        let twice = self.below(once + 1);
        self.below(twice + 1)
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> Option<T> {
        of.get(self.below(of.len())).cloned()
    }
}

/// The countries that most calls and artists name, most often first.
const COUNTRIES: &[&str] = &[
    "US", "GB", "DE", "FR", "AU", "CA", "ES", "IT", "NL", "IN", "PT", "BR", "MX", "CH", "AT", "JP",
    "KR", "FI", "SE", "NO", "DK", "IE", "BE", "PL", "ZA", "NG", "SN", "KE", "EG", "MA", "AR", "CL",
    "CO", "PE", "VN", "TH", "ID", "NZ", "TR", "GR",
];
const AREAS: &[(&str, &str)] = &[
    ("US", "California"),
    ("US", "Maricopa County, Arizona"),
    ("US", "New York City"),
    ("US", "Texas"),
    ("US", "the Pacific Northwest"),
    ("AU", "Queensland"),
    ("AU", "Greater Sydney"),
    ("CA", "British Columbia"),
    ("DE", "Berlin"),
    ("CH", "Canton of Bern"),
    ("GB", "Scotland"),
    ("FR", "Bretagne"),
];
const GROUPS: &[&str] =
    &["First Nations", "veterans", "LGBTQ+ artists", "artists with disability", "Black artists"];
const CONDITIONS: &[&str] = &[
    "have made at least one work outdoors",
    "own a kiln",
    "be available in May",
    "be a member of a trade union",
];
const SYLLABLES: &[&str] = &[
    "ba", "cor", "dun", "el", "far", "gil", "hom", "ir", "jas", "kel", "lor", "min", "nav", "or",
    "pel", "quin", "ros", "sal", "tor", "und", "vel", "wen", "yar", "zin",
];

/// A word of a vocabulary of some thousands, the first of them used far more often.
fn word(draw: &mut Draw) -> String {
    let number = draw.often(6_000);
    let base = SYLLABLES.len();
    let syllable = |n: usize| SYLLABLES[n % base];
    format!("{}{}{}", syllable(number), syllable(number / base), syllable(number / base / base + 7))
}

fn words(draw: &mut Draw, count: usize) -> String {
    (0..count).map(|_| word(draw)).collect::<Vec<_>>().join(" ")
}

/// Who asks for what each organiser asks anew.
fn asking(draw: &mut Draw) -> Option<String> {
    draw.chance(80).then(|| format!("Foundation {}", draw.often(4_000)))
}

/// One that many calls share, or one in a call's own words.
fn condition(draw: &mut Draw) -> String {
    match draw.chance(30) {
        true => draw.one(CONDITIONS).unwrap_or_default().to_owned(),
        false => format!("have {}", words(draw, 3)),
    }
}

fn country(draw: &mut Draw) -> Option<Country> {
    COUNTRIES.get(draw.often(COUNTRIES.len())).and_then(|code| Country::new(code))
}

fn countries(draw: &mut Draw) -> Vec<Country> {
    let count = 1 + draw.often(6);
    (0..count).filter_map(|_| country(draw)).collect()
}

fn discipline(draw: &mut Draw) -> Discipline {
    Discipline::ALL[draw.below(Discipline::ALL.len())]
}

fn stage(draw: &mut Draw) -> Stage {
    [Stage::Student, Stage::Emerging, Stage::MidCareer, Stage::Established][draw.below(4)]
}

/// A fact; its words are made up too.
fn fact<T>(draw: &mut Draw, value: T) -> Fact<T> {
    let start = draw.below(4_000);
    let quote = Quote { words: format!("words {start}"), start };
    if draw.chance(6) {
        Fact::doubtful(value, quote, "It could be read otherwise.")
    } else {
        Fact::stated(value, quote)
    }
}

/// The call of this number, as it would be read on the day.
pub fn call(number: u64, today: NaiveDate) -> Reading {
    let mut draw = Draw::of(1, number);
    let draw = &mut draw;
    let kind = draw.chance(95).then(|| Kind::ALL[draw.below(Kind::ALL.len())]);
    let title = if draw.chance(15) { discipline(draw).name().to_owned() } else { String::new() };
    let mut title = format!("{title} {}", words(draw, 4));
    let summary = words(draw, 30);
    let named = draw.often(9);
    let disciplines: Vec<Discipline> = (0..named).map(|_| discipline(draw)).collect();
    let mut organisation = draw.chance(90).then(|| organisation(draw));
    let mut place = place(draw);
    let mut kind = kind;
    if draw.chance(12) {
        // An edition of a call that others of these are editions of, too.
        let series = number / 40;
        title = format!("Edition {} of the Programme {series}", draw.below(20));
        kind = Some(Kind::Residency);
        organisation = Some(fact(draw, format!("House {series}")));
        let there = Place { country: country(&mut Draw::of(4, series)), ..Place::default() };
        place = Some(fact(draw, there));
    }
    Reading {
        title: Some(fact(draw, title)),
        summary: draw.chance(80).then(|| fact(draw, summary)),
        organisation,
        kind: kind.map(|kind| fact(draw, kind)),
        any_discipline: draw.chance(20).then(|| fact(draw, ())),
        disciplines: disciplines.into_iter().map(|one| fact(draw, one)).collect(),
        place,
        closing: closing(draw, today),
        terms: terms(draw, today),
        eligibility: eligibility(draw),
        language: ["en", "en", "en", "fr", "es", "de", "pt", "it"]
            .get(draw.below(9))
            .map(|code| (*code).to_owned()),
        application: application(draw),
        ..Reading::default()
    }
}

/// In which languages one may apply, where that is said.
fn application(draw: &mut Draw) -> Application {
    let said = if draw.chance(15) { 1 + draw.below(2) } else { 0 };
    let code = |draw: &mut Draw| ["en", "fr", "es", "de", "nl"][draw.below(5)].to_owned();
    let languages = (0..said).map(|_| code(draw)).collect::<Vec<String>>();
    Application {
        languages: languages.into_iter().map(|code| fact(draw, code)).collect(),
        ..Application::default()
    }
}

/// One of some thousands, a few of which call often.
fn organisation(draw: &mut Draw) -> Fact<String> {
    let number = draw.often(4_000);
    fact(draw, format!("Foundation {number}"))
}

fn place(draw: &mut Draw) -> Option<Fact<Place>> {
    if draw.chance(15) {
        return None;
    }
    let city = draw.chance(70).then(|| format!("City {}", draw.often(80)));
    let place = Place { city, country: country(draw), region: None, online: draw.chance(10) };
    Some(fact(draw, place))
}

fn closing(draw: &mut Draw, today: NaiveDate) -> Closing {
    let count = if draw.chance(85) { 1 + draw.often(3) } else { 0 };
    let mut dates: Vec<NaiveDate> = (0..count)
        .filter_map(|_| {
            let ahead = draw.below(300) as u64;
            today
                .checked_add_days(Days::new(ahead))?
                .checked_sub_days(Days::new(if draw.chance(10) { 60 } else { 0 }))
        })
        .collect();
    dates.sort();
    let tiers = draw.chance(50);
    let deadlines = dates.into_iter().enumerate().map(|(n, date)| {
        let round = ["early", "regular", "late"].get(n).filter(|_| tiers && count > 1);
        Deadline {
            date,
            time: None,
            zone: None,
            earliest: Deadline::earliest_of(date, None, None),
            round: round.map(|round| (*round).to_owned()),
            year: YearSource::Explicit,
        }
    });
    let deadlines: Vec<Deadline> = deadlines.collect();
    Closing {
        deadlines: deadlines.into_iter().map(|one| fact(draw, one)).collect(),
        recurrence: draw.chance(5).then(|| fact(draw, Recurrence::Rolling)),
        closed: draw.chance(1).then(|| fact(draw, ())),
        ..Closing::default()
    }
}

fn money(draw: &mut Draw, step: i64, most: usize) -> Money {
    let code = ["USD", "EUR", "GBP", "AUD"][draw.often(4)];
    let amount = Decimal::from(step * (1 + draw.often(most) as i64));
    Money { amount, currency: Currency::new(code).filter(|_| draw.chance(97)) }
}

/// Some fees change with the day, and are another for students.
fn fee_tiers(draw: &mut Draw, fee: Option<&EntryFee>, today: NaiveDate) -> Vec<Fact<FeeTier>> {
    let Some(EntryFee::Paid { amount, .. }) = fee.filter(|_| draw.chance(40)) else {
        return Vec::new();
    };
    let over = today - Days::new(20);
    let soon = today + Days::new(10);
    let steps = [
        (50, Some(over), Payer::Anyone),
        (100, Some(soon), Payer::Anyone),
        (150, None, Payer::Anyone),
        (25, None, Payer::Students),
    ];
    let step = |(percent, until, payer)| FeeTier {
        amount: Money {
            amount: amount.amount * Decimal::new(percent, 2),
            currency: amount.currency,
        },
        until,
        payer,
    };
    steps.map(|one| fact(draw, step(one))).into()
}

fn terms(draw: &mut Draw, today: NaiveDate) -> Terms {
    let fee = match draw.below(10) {
        0..4 => None,
        4..7 => Some(EntryFee::Free),
        7 => Some(EntryFee::Charged),
        _ => Some(EntryFee::Paid {
            amount: money(draw, 5, 20),
            most: None,
            basis: None,
            members: None,
        }),
    };
    let award = draw.chance(60).then(|| money(draw, 250, 60));
    let share = if draw.chance(75) { Share::Recipient } else { Share::Pool };
    let award = award.map(|sum| Award {
        least: Some(sum.clone()),
        most: Some(sum),
        share,
        per: None,
        recipients: None,
    });
    let benefits = [Benefit::Travel, Benefit::Lodging, Benefit::Studio, Benefit::Exhibition];
    let benefits: Vec<Benefit> = benefits.into_iter().filter(|_| draw.chance(25)).collect();
    let cost = draw.chance(12).then(|| Cost {
        kind: [CostKind::Participation, CostKind::Membership, CostKind::Rent][draw.below(3)],
        amount: Some(money(draw, 5, 20)),
        most: None,
        per: None,
        percent: None,
    });
    Terms {
        costs: cost.map(|cost| fact(draw, cost)).into_iter().collect(),
        fee_tiers: fee_tiers(draw, fee.as_ref(), today),
        entry_fee: fee.map(|fee| fact(draw, fee)),
        awards: award.map(|award| fact(draw, award)).into_iter().collect(),
        benefits: benefits.into_iter().map(|one| fact(draw, one)).collect(),
    }
}

fn eligibility(draw: &mut Draw) -> Vec<Fact<Clause>> {
    let count = draw.below(4);
    let mut clauses = Vec::new();
    for _ in 0..count {
        let rule = rule(draw, 0);
        let force = match draw.below(10) {
            0 => Force::Preferred,
            1 => Force::Benefit,
            _ => Force::Required,
        };
        clauses.push(fact(draw, Clause { rule, force }));
    }
    if draw.chance(2) {
        clauses.extend(clauses.first().cloned());
    }
    clauses
}

fn rule(draw: &mut Draw, depth: usize) -> Rule {
    let age = |draw: &mut Draw| [18, 21, 25, 30, 35, 40].get(draw.below(8)).copied();
    match draw.below(if depth == 0 { 19 } else { 14 }) {
        0 => Rule::Anyone,
        1 => match AREAS.get(draw.below(AREAS.len() * 2)) {
            Some((code, area)) => Rule::Residence {
                countries: Country::new(code).into_iter().collect(),
                // Every second call means a county of its own.
                area: Some(match draw.chance(50) {
                    true => (*area).to_owned(),
                    false => format!("{} County, {area}", word(draw)),
                }),
                months: draw.chance(20).then_some(24),
            },
            None => Rule::Residence {
                countries: countries(draw),
                area: None,
                months: draw.chance(20).then_some(12),
            },
        },
        2 | 3 => Rule::Citizenship { countries: countries(draw) },
        4 => Rule::Residence { countries: countries(draw), area: None, months: None },
        5 => country(draw).map_or(Rule::Anyone, |country| Rule::WorkPermission { country }),
        6 | 7 => Rule::Age { least: age(draw), most: age(draw).map(|most| most + 10), on: None },
        8 => Rule::Born {
            from: NaiveDate::from_ymd_opt(1985 + draw.below(15) as i32, 1, 1),
            until: None,
        },
        9 => Rule::CareerStage { stages: vec![stage(draw)] },
        10 => Rule::Student { must_be: draw.chance(50) },
        11 => Rule::Gender { genders: vec![Gender::Woman, Gender::NonBinary] },
        12 => Rule::Identity { group: draw.one(GROUPS).unwrap_or_default().to_owned() },
        13 => Rule::Other { condition: condition(draw) },
        14 => Rule::AnyOf { rules: vec![rule(draw, 1), rule(draw, 1)] },
        15 => Rule::PracticeExcluded { disciplines: vec![discipline(draw)] },
        16 => Rule::NoPreviousRecipient { of: asking(draw) },
        17 if draw.chance(50) => Rule::Professional { of: asking(draw) },
        17 => Rule::NominationOnly { of: asking(draw) },
        _ => Rule::ApplicantKind { kinds: vec![Applicant::Individual, Applicant::Duo] },
    }
}

/// The artist of this number.
pub fn artist(number: u64) -> Artist {
    let mut draw = Draw::of(2, number);
    let draw = &mut draw;
    if draw.chance(2) {
        return Artist::default();
    }
    let home = country(draw);
    let region = ["Arizona", "California", "Queensland", "Bern"].get(draw.below(8));
    let residence = home.map(|country| Residence {
        country,
        region: region.map(|region| (*region).to_owned()),
        city: draw.chance(80).then(|| format!("City {}", draw.often(80))),
        since: NaiveDate::from_ymd_opt(2015 + draw.below(12) as i32, 6, 1)
            .filter(|_| draw.chance(50)),
    });
    let known = draw.chance(85);
    let count = 1 + draw.below(3);
    let wish = |draw: &mut Draw| Place { country: country(draw), ..Place::default() };
    Artist {
        disciplines: (0..count).map(|_| discipline(draw)).collect(),
        media: draw.chance(60).then(|| words(draw, 6)),
        stage: draw.chance(85).then(|| stage(draw)),
        birth: match draw.below(5) {
            0 => None,
            1 => NaiveDate::from_ymd_opt(1970 + draw.below(36) as i32, 7, 14).map(Birth::On),
            _ => Some(Birth::In(1960 + draw.below(46) as i32)),
        },
        citizenships: known.then(|| home.into_iter().collect()),
        residence: residence.filter(|_| draw.chance(92)),
        work_permissions: known.then(Vec::new),
        languages: ["en", "fr", "es", "de"]
            .iter()
            .filter(|_| draw.chance(45))
            .map(|code| (*code).to_owned())
            .collect(),
        student: draw.chance(70).then_some(draw.chance(15)),
        applies_as: if draw.chance(90) { vec![Applicant::Individual] } else { Vec::new() },
        gender: [None, Some(Gender::Woman), Some(Gender::Man), Some(Gender::NonBinary)]
            [draw.below(4)],
        identities: draw
            .one(GROUPS)
            .filter(|_| draw.chance(15))
            .map(str::to_owned)
            .into_iter()
            .collect(),
        most_fee: draw.chance(80).then(|| money(draw, 5, 15)),
        kinds: Kind::ALL.into_iter().filter(|_| draw.chance(35)).collect(),
        places_wanted: if draw.chance(20) { vec![wish(draw)] } else { Vec::new() },
        places_unwanted: if draw.chance(15) { vec![wish(draw)] } else { Vec::new() },
        travels: draw.chance(30).then_some(draw.chance(80)),
        statement: draw.chance(80).then(|| words(draw, 60)),
        works: (0..draw.below(5)).map(|_| words(draw, 4)).collect(),
        conditions: (0..draw.below(4))
            .map(|_| {
                let asks = match draw.below(4) {
                    0 => "not a previous recipient (Foundation 3)".to_owned(),
                    1 => "professional artist".to_owned(),
                    _ => condition(draw),
                };
                (Artist::condition_key(&asks), draw.chance(60))
            })
            .collect(),
        ..Artist::default()
    }
}

/// What the artist of this number saved and hid among the calls from `from` on.
pub fn feedback(number: u64, from: u64, artist: &Artist, today: NaiveDate) -> Feedback {
    let mut draw = Draw::of(3, number);
    let draw = &mut draw;
    let count = if draw.chance(25) { 0 } else { draw.often(40) };
    let marks: Vec<Marked> = (0..count)
        .map(|_| {
            let which = from + draw.below(500) as u64;
            let saved = draw.chance(40);
            let why = draw.one(&Why::ALL).filter(|_| !saved && draw.chance(80));
            Marked {
                id: Uuid::from_u128(u128::from(which)),
                call: MarkedCall {
                    slug: format!("call-{which}"),
                    title: format!("Call {which}"),
                    mark: if saved { Mark::Saved } else { Mark::Hidden },
                    why,
                },
                traits: Traits::of(&call(which, today)),
                counts: draw.chance(95),
            }
        })
        .collect();
    Feedback::of(&marks, artist)
}
