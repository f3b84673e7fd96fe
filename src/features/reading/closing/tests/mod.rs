mod explained;
mod tongues;

use chrono::NaiveDate;

use crate::features::reading::{
    Document, Evidence, Hints, Quote, Reading, Recurrence, Warning, read,
};

fn document(text: &str) -> Document {
    Document {
        url: None,
        title: text.lines().next().map(str::to_owned),
        text: text.to_owned(),
        links: Vec::new(),
        declared_language: None,
        fetched_on: NaiveDate::from_ymd_opt(2026, 2, 10).unwrap(),
        posted_on: None,
        hints: Hints::default(),
    }
}

/// What is read from `text` about its closing, in one line.
fn told(text: &str) -> String {
    told_of(&document(text))
}

fn told_of(document: &Document) -> String {
    let reading = read(document);
    let closing = &reading.closing;
    let mut told: Vec<String> = Vec::new();
    for fact in &closing.deadlines {
        let deadline = &fact.value;
        let mut line = deadline.date.to_string();
        if let Some(time) = deadline.time {
            line += &format!(" {}", time.format("%H:%M"));
        }
        if let Some(zone) = &deadline.zone {
            line += &format!(" {}", zone.written);
        }
        if let Some(round) = &deadline.round {
            line += &format!(" ({round})");
        }
        told.push(line + &format!(" {:?}", fact.sureness));
        let Evidence::Quote(quote) = &fact.evidence else { panic!("a reader quotes") };
        assert!(quote.stands_in(&document.text), "{quote:?}");
    }
    told.extend(closing.partial.as_ref().map(|fact| format!("partial {}", fact.value)));
    told.extend(closing.recurrence.as_ref().map(|fact| format!("{:?}", fact.value)));
    told.extend(closing.opens.as_ref().map(|fact| format!("opens {}", fact.value)));
    told.extend(closing.closed.as_ref().map(|_| "closed".to_owned()));
    told.extend(flags(&reading));
    told.join("; ")
}

fn flags(reading: &Reading) -> impl Iterator<Item = String> + '_ {
    reading.warnings.iter().filter_map(|warning| {
        Some(match warning {
            Warning::ConflictingDeadlines { .. } => "!conflict".to_owned(),
            Warning::NoYear { .. } => "!no year".to_owned(),
            Warning::NoDeadline => "!none".to_owned(),
            Warning::WeekdayMismatch { really, .. } => format!("!really {really}"),
            Warning::DayOrMonth { .. } => "!day or month".to_owned(),
            _ => return None,
        })
    })
}

#[test]
fn a_deadline_is_known_by_the_words_beside_it() {
    for (text, expected) in [
        ("Deadline: 3 May 2027", "2027-05-03 Stated"),
        ("Deadline\n3 May 2027", "2027-05-03 Stated"),
        ("Apply by 5pm on 3 May 2027.", "2027-05-03 17:00 Stated"),
        ("Applications must reach us no later than 3 May 2027", "2027-05-03 Stated"),
        ("3 May 2027: close submissions\n10 May 2027: jury meets", "2027-05-03 Stated"),
        ("May 3, 2027 - 11:59 p.m. deadline to submit images", "2027-05-03 23:59 Stated"),
        ("Date limite de dépôt : 3 mai 2027 à 17h", "2027-05-03 17:00 Stated"),
        ("Les candidatures sont à envoyer jusqu'au 3 mai 2027.", "2027-05-03 Stated"),
        ("Fecha límite: 3 de mayo de 2027", "2027-05-03 Stated"),
        ("La convocatoria cierra el 3 de mayo de 2027.", "2027-05-03 Stated"),
        ("Inscrições até 3 de maio de 2027", "2027-05-03 Stated"),
        ("Bewerbungsschluss ist der 3. Mai 2027", "2027-05-03 Stated"),
        ("Bewerbungen bis 03.05.2027 an uns", "2027-05-03 Stated"),
        ("Le domande vanno inviate entro il 3 maggio 2027", "2027-05-03 Stated"),
        ("접수기간: 2027.04.01. ~ 2027.05.03.", "2027-05-03 Stated; opens 2027-04-01"),
        ("応募締切：2027年5月3日（月）必着", "2027-05-03 Stated"),
        ("徵件時間：4/20/2027 - 5/3/2027", "2027-05-03 Stated; opens 2027-04-20"),
        ("Open call: 1 April – 3 May 2027", "2027-05-03 Stated; opens 2027-04-01"),
        (
            "Até o dia 15 de abril de 2027, profissionais das artes, da música e da dança podem inscrever projetos",
            "2027-04-15 Stated",
        ),
        ("Il bando è del 5 luglio 2026, con scadenza 1. ottobre 2026.", "2026-10-01 Stated"),
        ("3 May 2027 is the deadline, 5 June 2027 the opening", "2027-05-03 Stated"),
        ("Eingabefrist 15. März 2027", "2027-03-15 Stated"),
        (
            "Entro e non oltre le ore 23.59 del 30 aprile 2027 le candidature",
            "2027-04-30 23:59 Stated",
        ),
        ("As inscrições vão de 01/03 a 30/04/2027", "2027-04-30 Stated; opens 2027-03-01"),
        ("Plazo: desde el 1 hasta el 30 de abril de 2027", "2027-04-30 Stated; opens 2027-04-01"),
        ("신청 기간 : 27.04.01 ~ 27.04.30", "2027-04-30 Stated; opens 2027-04-01"),
        ("Søknadsfrist: 30. april 2027", "2027-04-30 Stated"),
        ("Submission window: 03/01/2027-04/30/2027", "2027-04-30 Stated; opens 2027-03-01"),
        (
            "Applications open March 1, 2027 and close April 30, 2027",
            "2027-04-30 Stated; opens 2027-03-01",
        ),
        ("Ends on April 30, 2027", "2027-04-30 Stated"),
        ("Open until 5 May 2027 or until filled", "2027-05-05 Stated"),
        ("Deadline: end of April 2027", "partial 2027-04"),
        ("Deadline: April 31, 2027", "partial 2027-04"),
        ("Deadlne for all: Septembr 5, 2027 is the deadline", "2027-09-05 Stated"),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn other_dates_are_not_the_deadline() {
    for text in [
        "Applications open: 29 June 2027",
        "Exhibition: 3 May 2027 – 9 June 2027",
        "The exhibition is open until 3 May 2027",
        "The exhibition ends on 3 May 2027",
        "Finalist artworks due: 3 May 2027",
        "Project must be completed by 3 May 2027",
        "Call for papers for the conference on walls in Brode 2027, 2-4 May 2027",
        "The exhibition closes 3 May 2027",
        "Artists will be notified by 3 May 2027",
        "Questions due by 3 May 2027",
        "Deadline for delivery of the works: 3 May 2027",
        "Posted\n3 May 2027",
        "Works made before 3 May 2027 are not accepted",
        "Artists born after 1 January 1990 may apply",
        "Residency from 3 May to 9 June 2027",
        "© 2027 Tidal Rooms",
    ] {
        let told = told(text);
        assert!(told.contains("!none"), "{text}: {told}");
    }
}

#[test]
fn of_many_dates_the_right_one_is_taken() {
    let timeline = "Key dates\nCall opens: 1 March 2027\nCall closes: 3 May 2027, 11:59pm AEST\n\
        Questions until 20 April 2027\nNotification: 1 June 2027\nExhibition: 5 – 30 August 2027";
    assert_eq!(told(timeline), "2027-05-03 23:59 AEST Stated; opens 2027-03-01");
    let one_line = "Prize Key Dates Applications Open: 1 March 2027 Applications Close: 3 May 2027 (11:59pm) \
        Finalists Exhibition: 15 October – 22 November 2027 Winners Announced: 21 October 2027";
    assert_eq!(told(one_line), "2027-05-03 23:59 Stated; opens 2027-03-01");
}

#[test]
fn tiers_and_rounds_are_all_kept() {
    let tiers = "Early Bird Deadline: 1 March 2027\nRegular Deadline: 1 April 2027\nFinal Deadline: 3 May 2027";
    assert_eq!(
        told(tiers),
        "2027-03-01 (early) Stated; 2027-04-01 (regular) Stated; 2027-05-03 (late) Stated"
    );
    let closing = read(&document(tiers)).closing;
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    assert_eq!(closing.headline().unwrap().value.date, day(2027, 5, 3));
    assert_eq!(closing.next(day(2027, 3, 20)).unwrap().value.date, day(2027, 5, 3));

    assert_eq!(
        told("Early bird until 1 March 2027, regular until 3 May 2027"),
        "2027-03-01 (early) Stated; 2027-05-03 (regular) Stated"
    );

    let rounds = "Scadenze:\n- 31 gennaio 2027\n- 15 maggio 2027\n- 25 settembre 2027";
    assert_eq!(told(rounds), "2027-01-31 Stated; 2027-05-15 Stated; 2027-09-25 Stated");
    let closing = read(&document(rounds)).closing;
    assert_eq!(closing.headline().unwrap().value.date, day(2027, 1, 31));
    assert_eq!(closing.next(day(2027, 3, 20)).unwrap().value.date, day(2027, 5, 15));

    let places = "Deadlines: North Hall: 3 May 2027 South Hall: 15 May 2027";
    assert_eq!(told(places), "2027-05-03 (North Hall) Stated; 2027-05-15 (South Hall) Stated");
}

#[test]
fn an_extension_replaces_the_old_day() {
    assert_eq!(told("Deadline: 3 May 2027\nDeadline extended to 17 May 2027"), "2027-05-17 Stated");
    assert_eq!(
        told(
            "The deadline for the 2026 prize was 3 May 2026. The deadline for the 2027 prize is 4 May 2027."
        ),
        "2027-05-04 Stated"
    );
    assert_eq!(told("Submit until May ~~3rd~~ 10th, 2027"), "2027-05-10 Stated");
}

#[test]
fn a_missing_year_comes_from_stated_words_or_stays_missing() {
    for (text, expected) in [
        (
            "Apply by 15 April.\nThe residency takes place from 14 to 28 June 2027.",
            "2027-04-15 Inferred",
        ),
        ("Deadline: 30 November\nResidency dates: 5–9 January 2027", "2026-11-30 Inferred"),
        ("Posted\nAugust 6th, 2026\nDeadline: November 15", "2026-11-15 Inferred"),
        ("Tidal Prize 2027\nDeadline: 15 May", "2027-05-15 Inferred"),
        (
            "Deadline: June 7\nOnline in a listing. Applications close Sunday 7 June 2026 at noon",
            "2026-06-07 12:00 Stated",
        ),
        ("Deadline: 15 May", "partial --05-15; !no year"),
        ("Deadline: Sept 30 annually", "partial --09-30; Yearly; !no year"),
        (
            "Posted\nJanuary 11th, 2021\nDeadline: April 1 and September 1",
            "partial --04-01; !no year",
        ),
        (
            "Friday 7th September: deadline for proposals\nMay 2023: artwork shown in the exhibition",
            "partial --09-07; !really Wednesday in 2022; !no year",
        ),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn contradictions_are_flagged_and_kept() {
    assert_eq!(
        told("Entries close Monday 23 February 2027"),
        "2027-02-23 Doubtful; !really Tuesday"
    );
    assert_eq!(
        told(
            "Deadline: 3 May 2027\n\nThe jury reads all that comes. It is a long text that stands between.\n\nThe deadline is 9 May 2027"
        ),
        "2027-05-03 Doubtful; 2027-05-09 Doubtful; !conflict"
    );
    assert_eq!(
        told(
            "Deadline: June 29\nApplications open: 29 June 2026\nApplications close: 31 July 2026"
        ),
        "2026-07-31 Stated; opens 2026-06-29; !conflict"
    );
}

#[test]
fn day_and_month_are_settled_by_evidence_or_left_open() {
    assert_eq!(told("Deadline: 3/4/2027"), "partial 2027; !day or month");
    assert_eq!(told("Deadline: Saturday 3/4/2027"), "2027-04-03 Stated");
    assert_eq!(told("Deadline: 3/4/2027\nExhibition opens 25/4/2027"), "2027-04-03 Stated");
    assert_eq!(told("Deadline: 3/4/2027, 5pm EST"), "2027-03-04 17:00 EST Stated");
    let american = Document {
        hints: Hints { day_first: Some(false), ..Hints::default() },
        ..document("Deadline: 3/4/2027")
    };
    assert_eq!(told_of(&american), "2027-03-04 Stated");
    assert!(read(&american).closing.deadlines[0].because.is_some());
}

#[test]
fn rolling_is_only_what_says_so() {
    for (text, expected) in [
        ("Deadline: Rolling", "Rolling"),
        ("Deadline:\nOngoing\nHow to apply: by letter", "Rolling"),
        ("Applications are accepted on a rolling basis.", "Rolling"),
        ("There are no deadlines.", "Rolling"),
        ("We accept proposals year-round.", "Rolling"),
        ("Les candidatures sont reçues toute l'année.", "Rolling"),
        ("Bewerbungen sind jederzeit möglich.", "Rolling"),
        ("Open until filled", "UntilFilled"),
        ("Ongoing AIR\nA residency in the hills", "!none"),
        ("Works are shown throughout the year.", "!none"),
        ("Places go first come, first served. Deadline: 3 May 2027", "2027-05-03 Stated"),
        ("Entries are shared on a rolling basis. Deadline: 3 May 2027", "2027-05-03 Stated"),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn a_closed_call_says_so_and_one_that_will_close_does_not() {
    assert!(told("Submissions are now closed. Thank you.").contains("closed"));
    assert!(told("Deadline has passed: 16 May 2025").contains("closed"));
    assert!(told("Rooms 2025 – CLOSED").contains("closed"));
    assert!(
        !told("Once applications are closed the jury meets. Deadline: 3 May 2027")
            .contains("closed")
    );
    assert!(
        !told("The 2026 call is closed. The 2027 call is now open until 3 May 2027.")
            .contains("closed")
    );
    assert!(
        !told("Past catalogues are no longer available. Deadline: 3 May 2027").contains("closed")
    );
}

#[test]
fn the_earliest_instant_is_the_safe_one() {
    let earliest =
        |text: &str| read(&document(text)).closing.deadlines[0].value.earliest.to_rfc3339();
    // A day ends first in UTC+14.
    assert_eq!(earliest("Deadline: 3 May 2027"), "2027-05-03T09:59:00+00:00");
    // "PST" in July: whoever goes by the summer clock is safe too.
    assert_eq!(earliest("Deadline: 3 July 2027, 5 pm PST"), "2027-07-04T00:00:00+00:00");
    assert_eq!(earliest("Deadline: 3 December 2027, 5 pm PST"), "2027-12-04T01:00:00+00:00");
    assert_eq!(earliest("Deadline: 3 May 2027, midnight CET"), "2027-05-03T21:59:00+00:00");
}

#[test]
fn quotes_hold_the_label_and_the_day() {
    let reading = read(&document(
        "Prize\n\nAll welcome. Applications close: Tuesday 4 May 2027 at 3pm (AEST). Bring tea.",
    ));
    let quote = reading.closing.deadlines[0].quote().unwrap();
    assert_eq!(quote.words, "Applications close: Tuesday 4 May 2027 at 3pm (AEST");
    assert_eq!(quote, &Quote { words: quote.words.clone(), start: 20 });
}

mod any_input {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn is_read_without_a_panic(text in any_text()) {
            let document = document(&text);
            for fact in &read(&document).closing.deadlines {
                prop_assert!(fact.quote().unwrap().stands_in(&text));
            }
        }

        #[test]
        fn a_day_we_print_is_the_day_we_read(days in 0i64..9000, style in 0usize..7) {
            let date = NaiveDate::from_ymd_opt(2005, 1, 1).unwrap() + chrono::Duration::days(days);
            let patterns = ["%-d %B %Y", "%B %-d, %Y", "%Y-%m-%d", "%d.%m.%Y", "%a, %-d %b %Y", "%Y.%m.%d.", "%d-%b-%y"];
            let text = format!("Deadline: {}", date.format(patterns[style]));
            let reading = read(&document(&text));
            prop_assert_eq!(reading.closing.deadlines.first().map(|f| f.value.date), Some(date), "{}", text);
        }
    }

    /// Pieces of dates, labels and odd characters in any order.
    fn any_text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("Deadline: ".to_owned()),
            Just("by ".to_owned()),
            Just(" – ".to_owned()),
            Just("\n".to_owned()),
            Just("~~".to_owned()),
            Just("~".to_owned()),
            Just("May ".to_owned()),
            Just("1er mars ".to_owned()),
            Just("年".to_owned()),
            Just("월".to_owned()),
            Just("(월)".to_owned()),
            Just("midnight ".to_owned()),
            Just("PST".to_owned()),
            Just(" to ".to_owned()),
            Just("and ".to_owned()),
            Just("closed ".to_owned()),
            "[0-9]{1,5}[./:-]?",
            "\\PC{0,6}",
        ];
        proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }
}

#[test]
fn long_hostile_texts_are_read_in_linear_time() {
    for piece in [
        "1/",
        "May ",
        "deadline ",
        "~~",
        "12:",
        "1 May 2027 to ",
        "\n",
        "by ",
        "( ",
        "closed is ",
        "1.1.",
        "é",
    ] {
        read(&document(&piece.repeat(12_000 / piece.len())));
    }
}
