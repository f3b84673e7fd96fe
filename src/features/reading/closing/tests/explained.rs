//! Days that other words explain: columns, editions, steps of a fee, what goes on.

use super::*;

#[test]
fn a_day_is_explained_by_its_column_an_article_and_what_was_struck() {
    for (text, wanted) in [
        (
            "Round | Opens | Closes\nSpring | 4 May 2027 | 30 May 2027\nAutumn | 2 Nov 2027 | 28 Nov 2027",
            "2027-05-30",
        ),
        ("Date limite de dépôt : le 9 avril 2027", "2027-04-09"),
        ("Apply by: ~~Friday 5 March 2027~~ Friday 19 March 2027", "2027-03-19"),
        ("Le domande di iscrizione: le iscrizioni si chiudono il 7 maggio 2027.", "2027-05-07"),
        ("We have moved the closing date from 2 May to 16 May 2027.", "2027-05-16"),
        ("締切: 令和9年5月20日", "2027-05-20"),
        ("제목: 2026년 창작 지원사업 공모\n일자: 2026.07.01 - 2026.07.31", "2026-07-31"),
    ] {
        let closing = read(&document(text)).closing;
        let headline = closing.deadlines.iter().map(|fact| fact.value.date.to_string());
        assert!(
            headline.clone().any(|day| day == wanted),
            "{text}: {:?}",
            headline.collect::<Vec<_>>()
        );
    }
}

#[test]
fn the_day_on_which_a_listing_ends_is_not_the_deadline() {
    let text =
        "Mural call\nDeadline: 12 June 2027\nSend your sketches until Friday 11 June 2027, 6 pm.";
    let closing = read(&document(text)).closing;
    let days: Vec<String> = closing.deadlines.iter().map(|it| it.value.date.to_string()).collect();
    assert_eq!(days, ["2027-06-11"]);
}

#[test]
fn closed_offices_and_open_shows_close_no_call() {
    for text in [
        "Our office is closed on Monday 15 February 2027.",
        "Exhibition of the finalists from 5 June to 4 July 2027.",
    ] {
        assert!(read(&document(text)).closing.deadlines.is_empty(), "{text}");
    }
}

#[test]
fn the_year_is_also_that_of_the_edition_or_before_the_season_it_is_for() {
    for (text, wanted) in [
        (
            "Harbour portrait award\nDeadline: 6 October. Entries are open for the Harbour Portrait Award 2026.",
            "2026-10-06 Inferred",
        ),
        ("Call out: 2027–2028 exhibition proposals\nDeadline: 28 June", "2026-06-28 Inferred"),
        (
            "Harbour award\nDeadline: 6 October. The Harbour Award 2024 went to Ana, the Harbour Award 2026 is open.",
            "2026-10-06 Inferred",
        ),
        // An edition that is over.
        (
            "Harbour award\nDeadline: 6 October. The Harbour Award 2024 went to Ana.",
            "partial --10-06; !no year",
        ),
    ] {
        assert_eq!(told(text), wanted, "{text}");
    }
}

#[test]
fn what_those_who_decide_have_to_do_is_no_deadline() {
    for text in [
        "Convocatoria\nFecha de cierre: 9 de junio de 2026\nFecha máxima de publicación de ganadores: 29 de julio de 2026",
        "Convocatoria\nFecha de cierre: 9 de junio de 2026\nFecha máxima de ejecución: 29 de julio de 2026",
        "Appel\nDate limite : 9 juin 2026\nDate limite de sélection : 29 juillet 2026",
        "Fund\nWindow | Opens | Closes\nFirst | 3 May 2026 | 9 June 2026",
        "Edital\nAs inscrições dos artistas ficam abertas de 20/05/2026 até as 18h de 09/06/2026.",
    ] {
        let closing = read(&document(text)).closing;
        let days: Vec<String> =
            closing.deadlines.iter().map(|it| it.value.date.to_string()).collect();
        assert_eq!(days, ["2026-06-09"], "{text}");
    }
}

#[test]
fn what_arrives_and_what_goes_on_is_told_from_what_opens() {
    let days = |text: &str| {
        let closing = read(&document(text)).closing;
        let days: Vec<String> =
            closing.deadlines.iter().map(|it| it.value.date.to_string()).collect();
        (days.join(" "), closing.recurrence.map(|fact| fact.value), closing.opens.is_some())
    };
    assert_eq!(
        days("Residency\nApplications must arrive by 17:00 JST, 2027/1/15."),
        ("2027-01-15".to_owned(), None, false)
    );
    assert_eq!(
        days(
            "Residency\nApplications can be made at any time; the selection takes place at the end of every month."
        ),
        (String::new(), Some(Recurrence::Rolling), false)
    );
}

#[test]
fn the_steps_of_a_fee_close_nothing_before_the_last() {
    for text in [
        "Show\nFees start at $30 for three images if you enter by January 10; $38 until February 7; $45 for last-call entries.\nFinal deadline:\nFebruary 14, 2027",
        "Show\nEntry fees\nEarly bird (through January 10, 2027): $30\nRegular (through February 7, 2027): $38\nLast call (through February 14, 2027): $45\nDeadline: February 14, 2027",
    ] {
        let closing = read(&document(text)).closing;
        let day = closing.headline().map(|it| it.value.date.to_string());
        assert_eq!(day.as_deref(), Some("2027-02-14"), "{text}");
    }
}

#[test]
fn labels_without_blanks_are_read_and_a_day_is_ordered_by_the_place_of_work() {
    assert_eq!(
        told(
            "Fund\nOpenDate: 2026-04-02\nApplicationDeadline: 2026-05-05 23:59:00\nExpAwardDate: 9/26/2026"
        ),
        "2026-05-05 23:59 Stated; opens 2026-04-02"
    );
    assert_eq!(
        told("Residency\nDeadline: 11/3/2026\nThe residency takes place in Buffalo, New York."),
        "2026-11-03 Stated"
    );
    assert_eq!(
        told("Residency\nDeadline: 11/3/2026\nThe residency takes place in Graz, Austria."),
        "2026-03-11 Stated"
    );
    assert_eq!(
        told("제목: 2026 무대 배우 오디션 지원 공고\n일자: 2026.08.04 - 2026.08.21"),
        "2026-08-21 Stated; opens 2026-08-04"
    );
}
