//! Samples that rooms may use for their own pages too. All of them are invented.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use crate::platform::parts::*;

fn now() -> DateTime<Utc> {
    "2026-11-21T10:00:00Z".parse().unwrap()
}

/// A deadline on this day, 17:00 in the zone given, or with no time and no zone.
pub(crate) fn deadline(date: &str, zone: Option<&str>) -> Deadline {
    let date: NaiveDate = date.parse().unwrap();
    let (time, earliest) = match zone {
        Some(_) => (NaiveTime::from_hms_opt(17, 0, 0), date.and_hms_opt(23, 0, 0).unwrap()),
        None => (None, date.and_hms_opt(9, 59, 0).unwrap()),
    };
    Deadline::on(date, time, zone, earliest.and_utc(), now())
}

pub(crate) fn deadlines() -> Vec<Deadline> {
    vec![
        deadline("2026-12-03", Some("Mexico City time")),
        deadline("2026-11-24", None),
        deadline("2026-11-12", None),
        Deadline::in_words("Open all year"),
        Deadline::in_words("7 September, year not stated"),
    ]
}

fn card(title: &str, by: &str, kind: (&'static str, &'static str), place: &str) -> Card {
    Card {
        href: "/opportunities/018f".to_owned(),
        title: title.to_owned(),
        organisation: Some(by.to_owned()),
        kind: KindMark::new(kind.0, kind.1),
        place: Some(place.to_owned()),
        deadline: deadline("2026-12-03", Some("Mexico City time")),
        gives: None,
        fee: "No entry fee".to_owned(),
        disciplines: Vec::new(),
        verdict: None,
        fit: None,
        notes: Vec::new(),
    }
}

pub(crate) fn cards() -> Vec<Card> {
    vec![
        Card {
            gives: Some("€2,400 stipend, studio, lodging".to_owned()),
            disciplines: vec!["Ceramics".to_owned(), "Textile and fibre".to_owned()],
            ..card(
                "Clay and Corn: Three Months on the River",
                "Taller Río Seco",
                ("residency", "Residency"),
                "Oaxaca, Mexico",
            )
        },
        Card {
            deadline: deadline("2026-11-24", None),
            gives: Some("CA$18,000 to each of six artists".to_owned()),
            fee: "Entry fee not stated".to_owned(),
            disciplines: vec!["Visual arts (any)".to_owned()],
            ..card(
                "Northern Light Fund for Mid-Career Artists",
                "Harrow Lake Arts Council",
                ("grant", "Grant"),
                "Canada",
            )
        },
        Card {
            gives: Some("Budget of £140,000, all-in".to_owned()),
            disciplines: vec!["Public art".to_owned(), "Light art".to_owned()],
            ..card(
                "A Permanent Work for the Ferry Terminal at Skarð",
                "Harbour Trust",
                ("commission", "Commission"),
                "Tórshavn, Faroe Islands",
            )
        },
        Card {
            deadline: Deadline::in_words("Open all year"),
            fee: "US$35 entry fee, for up to 3 works".to_owned(),
            gives: None,
            ..card(
                "Small Works, Long Walls",
                "Gallery of the Old Tram Depot",
                ("exhibition", "Exhibition"),
                "Łódź, Poland",
            )
        },
    ]
}

/// Cards as a signed-in artist sees them.
pub(crate) fn judged_cards() -> Vec<Card> {
    let mut cards = cards();
    let says = [
        (
            Badge::eligible(),
            "Strong fit, 82",
            "Ceramics is your main discipline, and the stipend covers more than your usual costs.",
        ),
        (
            Badge::unknown(),
            "Good fit, 71",
            "It asks for five years of residence in Canada. Say since when you have lived there, and this is settled.",
        ),
        (
            Badge::eligible(),
            "Possible fit, 48",
            "You have made public work; the call asks for three built pieces of this size.",
        ),
        (
            Badge::not_eligible(),
            "Stretch, 31",
            "Open to artists born after 1 January 1995; you were born in 1987.",
        ),
    ];
    for (card, (verdict, fit, note)) in cards.iter_mut().zip(says) {
        card.verdict = Some(verdict);
        card.fit = Some(fit.to_owned());
        card.notes = vec![note.to_owned()];
    }
    cards
}

pub(crate) const SOURCE: &str = "Clay and Corn: Three Months on the River\n\nTaller Río Seco invites \
    artists who work with clay or fibre to spend three months (March to May 2027) in a former corn mill \
    outside Oaxaca de Juárez, Mexico.\n\nEach resident receives a monthly stipend of €800, a private \
    studio and a room. Travel is not covered. There is no application fee.\n\n- Applicants must be at \
    least 21 years old on 1 March 2027.\n- We welcome artists of any nationality; preference is given \
    to those who have not had a residency before.\n\nHow to apply\nSend the form by 3 December 2026, \
    17:00 Mexico City time. Applications that arrive later cannot be read.\n\nQuestions: \
    taller@rioseco.example";

/// The words in [`SOURCE`], in their line.
pub(crate) fn in_line(words: &str) -> InContext {
    let start = SOURCE.find(words).unwrap();
    InContext::of(SOURCE, start, start + words.len()).unwrap()
}

/// The same as evidence.
pub(crate) fn quoted(words: &str) -> Evidence {
    Evidence::quoted(in_line(words))
        .source("rioseco.example, read on 20 November 2026", "https://rioseco.example/open-call")
}

fn span(words: &str, fact: &str) -> Span {
    let start = SOURCE.find(words).unwrap();
    Span {
        start,
        end: start + words.len(),
        anchor: format!("quote-{}", fact.to_lowercase().replace(' ', "-")),
        fact: fact.to_owned(),
    }
}

pub(crate) fn marked() -> Marked {
    Marked::new(
        SOURCE,
        &[
            span("Clay and Corn: Three Months on the River", "Title"),
            span("Taller Río Seco", "Organisation"),
            span("clay or fibre", "Disciplines"),
            span("Oaxaca de Juárez, Mexico", "Place"),
            span("monthly stipend of €800", "To the artist"),
            span("There is no application fee.", "Entry fee"),
            span("must be at least 21 years old on 1 March 2027", "Who may apply"),
            span("artists of any nationality", "Who may apply"),
            span("3 December 2026, 17:00 Mexico City time", "Deadline"),
        ],
    )
}

pub(crate) fn facts() -> Vec<Fact> {
    let lines = |lines: &[&str]| lines.iter().map(ToString::to_string).collect::<Vec<_>>();
    vec![
        Fact::new("Deadline", deadline("2026-12-03", Some("Mexico City time")))
            .resting_on(quoted("3 December 2026, 17:00 Mexico City time")),
        Fact::new("Entry fee", "None").resting_on(quoted("There is no application fee.")),
        Fact::new(
            "To the artist",
            lines(&["€800 a month, for three months", "A private studio", "A room"]),
        )
        .resting_on(quoted("monthly stipend of €800"))
        .badge(Badge::new(Tone::Quiet, "Inferred")),
        Fact::unknown("Other costs", "Not stated, except that travel is yours to pay"),
        Fact::new("Place", "Oaxaca de Juárez, Mexico")
            .resting_on(quoted("Oaxaca de Juárez, Mexico")),
        Fact::new(
            "Who may apply",
            lines(&["Anyone of 21 or over on 1 March 2027", "Any nationality"]),
        )
        .resting_on(quoted("must be at least 21 years old on 1 March 2027"))
        .resting_on(quoted("artists of any nationality").because(Some(
            "The preference for first-time residents does not exclude anyone.".to_owned(),
        ))),
    ]
}

pub(crate) fn because() -> Because {
    Because {
        at: String::new(),
        summary: "Hide because…".to_owned(),
        about: "Clay and Corn".to_owned(),
        href: "/matches/x/hide".to_owned(),
        note: Some("Calls like it move down a little.".to_owned()),
        reasons: vec![("fee", "The fee"), ("too_far", "Too far")],
    }
}

pub(crate) fn score() -> Score {
    let row = |what: &str, why: &str, points, most| ScoreRow {
        what: what.to_owned(),
        why: why.to_owned(),
        points,
        most,
        more: None,
    };
    let mut score = Score::new(
        "Strong fit",
        100,
        vec![
            row("Discipline", "You work in ceramics; it asks for clay or fibre.", 30, 30),
            row("Theme", "Your statement speaks of rivers and of firing with wood.", 24, 25),
            row(
                "What it brings",
                "€2,400, a studio and a room, against travel you would pay.",
                16,
                20,
            ),
            row("Kind", "Residencies are what you are looking for.", 15, 15),
            row("Stage", "It prefers those who have not had a residency; you have had two.", -3, 0),
        ],
    );
    score.confidence = Some("84 % of this rests on facts you have given".to_owned());
    score
}

pub(crate) fn fields() -> Vec<Field> {
    vec![
        Field::line("email", "email", "E-mail address")
            .value("ada@lindqvist")
            .error(Some("An e-mail address has a dot after the @: check the end of it."))
            .required(),
        Field::number("birth_year", "Year of birth", 1900, 2012)
            .hint("Some calls have an age limit. Nobody else sees this."),
        Field::area("statement", "Statement", 4).value("I fire with driftwood."),
        Field::select(
            "stage",
            "Where you stand",
            vec![
                Choice::new("emerging", "Emerging", false),
                Choice::new("mid_career", "Mid-career", true),
            ],
        ),
        Field::radios(
            "applies_as",
            "You apply as",
            vec![
                Choice::new("individual", "One person", true),
                Choice::new("duo", "A duo", false).hint("Both need a profile"),
            ],
        ),
        Field::checks(
            "discipline",
            "Disciplines",
            ["Painting", "Ceramics", "Textile and fibre", "Sculpture", "Installation"]
                .iter()
                .map(|name| Choice::new(name.to_lowercase(), *name, *name == "Ceramics"))
                .collect(),
        ),
    ]
}

pub(crate) fn filters() -> Filters {
    let ticks = |name: &str, ticks: &[(&str, &str, u64, bool)]| Widget::Ticks {
        name: name.to_owned(),
        ticks: ticks.iter().map(|&(v, words, n, on)| Tick::new(v, words, n, on)).collect(),
    };
    let group = |label: &str, widget| Group { label: label.to_owned(), widget };
    Filters {
        action: "/opportunities".to_owned(),
        kept: vec![("q".to_owned(), "clay".to_owned())],
        groups: vec![
            group(
                "Kind of call",
                ticks(
                    "kind",
                    &[
                        ("residency", "Residency", 112, true),
                        ("grant", "Grant", 84, false),
                        ("exhibition", "Exhibition", 203, false),
                        ("prize", "Prize", 41, false),
                        ("commission", "Commission", 37, false),
                        ("fair", "Fair", 0, false),
                    ],
                ),
            ),
            group(
                "Cost",
                ticks(
                    "free",
                    &[("yes", "No entry fee", 174, true), ("known", "Fee stated", 231, false)],
                ),
            ),
            group(
                "Entry fee at most",
                Widget::Line {
                    name: "fee_most".to_owned(),
                    kind: "number",
                    value: String::new(),
                    unit: Some("EUR".to_owned()),
                },
            ),
            group(
                "Open to artists from",
                Widget::Select {
                    name: "open_to".to_owned(),
                    choices: vec![
                        Choice::new("", "Anywhere", true),
                        Choice::new("MX", "Mexico", false),
                        Choice::new("SE", "Sweden", false),
                    ],
                },
            ),
            group(
                "Closes before",
                Widget::Line {
                    name: "before".to_owned(),
                    kind: "date",
                    value: "2027-01-31".to_owned(),
                    unit: None,
                },
            ),
        ],
        active: vec![
            Active::new("Residency", "/opportunities?q=clay&free=yes"),
            Active::new("No entry fee", "/opportunities?q=clay&kind=residency"),
        ],
        clear: "/opportunities?q=clay".to_owned(),
    }
}

pub(crate) fn diff() -> Diff {
    let change = |label: &str, was: Option<&str>, is: Option<&str>| Change {
        label: label.to_owned(),
        was: was.map(ToOwned::to_owned),
        is: is.map(ToOwned::to_owned),
    };
    Diff {
        changes: vec![
            change("Deadline", Some("3 December 2026"), Some("17 December 2026")),
            change("Entry fee", None, Some("None")),
            change("Contact", Some("taller@rioseco.example"), None),
        ],
    }
}

/// Conditions held against an artist's facts.
pub(crate) fn clauses() -> Vec<Clause> {
    let change = || Some(Link::new("Change", "/profile#field-birth_year"));
    vec![
        Clause {
            badge: Badge::new(Tone::Yes, "Met"),
            words: "At least 21 years old on 1 March 2027".to_owned(),
            own: Some("You were born in 1987.".to_owned()),
            change: change(),
            judge: Vec::new(),
            evidence: Some(quoted("must be at least 21 years old on 1 March 2027")),
        },
        Clause {
            badge: Badge::new(Tone::Yes, "Met"),
            words: "Any nationality".to_owned(),
            own: None,
            change: None,
            judge: Vec::new(),
            evidence: Some(quoted("artists of any nationality")),
        },
        Clause {
            badge: Badge::new(Tone::Quiet, "Preferred"),
            words: "No residency before".to_owned(),
            own: Some("You have had two. It does not exclude you.".to_owned()),
            change: Some(Link::new("Change", "/profile#field-statement")),
            judge: Vec::new(),
            evidence: None,
        },
    ]
}

/// The same conditions for someone who is not signed in.
pub(crate) fn clauses_in_general() -> Vec<Clause> {
    let plain = |clause: Clause| Clause {
        badge: match clause.badge.tone {
            Tone::Quiet => clause.badge,
            _ => Badge::new(Tone::Quiet, "Required"),
        },
        own: None,
        change: None,
        judge: Vec::new(),
        ..clause
    };
    clauses().into_iter().map(plain).collect()
}
