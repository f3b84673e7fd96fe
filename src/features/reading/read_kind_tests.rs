//! What kind a call is where the evidence is mixed, and what only looks like a call.

use super::read_tests::every_quote_stands;
use super::*;

fn reading_of(title: &str, text: &str) -> Reading {
    let mut document = Document::of_text(&format!("{title}\n{text}"));
    document.title = Some(title.to_owned());
    let reading = read(&document);
    every_quote_stands(&reading, &document.text);
    reading
}

fn kind_of(title: &str, text: &str) -> Option<Kind> {
    reading_of(title, text).kind.map(|fact| fact.value)
}

fn refusal_of(title: &str, text: &str) -> Option<NotACall> {
    reading_of(title, text).not_a_call.map(|fact| fact.value)
}

#[test]
fn the_last_noun_of_a_name_says_what_it_is() {
    for (kind, title, text) in [
        (
            Kind::Grant,
            "Lantern Creative Residency Community Fund",
            "The fund gives grants of 500 to 2,000 to artists who lost work. Apply by 3 May.",
        ),
        (
            Kind::Prize,
            "Tidewater Gallery Award",
            "Painters may enter who have not had a solo exhibition with a commercial gallery. The winner has a solo exhibition in our gallery in May and 2,000.",
        ),
        (
            Kind::Prize,
            "Reed Anthology Drawing Competition",
            "Artists send up to three drawings for the competition. The winner is named in June.",
        ),
    ] {
        assert_eq!(kind_of(title, text), Some(kind), "{title}");
    }
}

#[test]
fn a_fellowship_that_speaks_of_the_stay_is_one() {
    for (title, text) in [
        (
            "Stipendium Malerei Moorhof",
            "Während des Aufenthaltes erhält die Stipendiatin 1.200 Euro im Monat. Wohnung und Arbeitsraum sind mietfrei.",
        ),
        (
            "Kelp Arts Bursary",
            "The bursary pays for a studio residency of one week at the Kelp Centre. Four artists will receive one.",
        ),
    ] {
        assert_eq!(kind_of(title, text), Some(Kind::Residency), "{title}");
    }
    let at_home =
        "Das Stipendium beträgt 1.200 Euro im Monat. Künstlerinnen arbeiten im eigenen Atelier.";
    assert_eq!(kind_of("Stipendium Malerei", at_home), Some(Kind::Grant));
}

#[test]
fn a_contest_for_a_building_orders_a_work_and_money_decides_between_show_and_prize() {
    let school = "Kunstwettbewerb in einer Phase. Grundlage ist der Leitfaden Kunst am Bau. Am Wettbewerb können Künstlerinnen teilnehmen.";
    assert_eq!(kind_of("Schulneubau Am Deich", school), Some(Kind::Commission));
    let show = "Artists send up to three works. Chosen works are in an exhibition in May.";
    let one = kind_of("Tideline 2027", &format!("{show} An award goes to one of them."));
    assert_eq!(one, Some(Kind::Exhibition));
    let won = kind_of("Tideline 2027", &format!("{show} An award of $800 goes to one of them."));
    assert_eq!(won, Some(Kind::Prize));
}

#[test]
fn help_with_a_cost_is_no_grant() {
    let text = "Artists propose works for our window. There is an installation subsidy of $200. Works are on view for a month.";
    assert_eq!(kind_of("Window Space 2027", text), Some(Kind::Exhibition));
}

#[test]
fn what_asks_for_others_than_artists_is_no_call() {
    let abstracts = "Artists and scholars send abstracts on media art by 3 May 2027.";
    let papers = refusal_of("Call for Papers: Histories of Media Art", abstracts);
    assert_eq!(papers, Some(NotACall::Unrelated));
    let jurors = "Las personas expertas del sector pueden postularse hasta el 13 de junio de 2027.";
    assert_eq!(refusal_of("Jurados: Beca de Dibujo", jurors), Some(NotACall::Job));
    let degree = "The fellowship offers a three-year degree program with traditional coursework. Fellows enroll in the masters degree at the university.";
    assert_eq!(refusal_of("Fellowship in Art History", degree), Some(NotACall::Course));
}

#[test]
fn the_questions_of_one_call_are_of_that_call() {
    let text = "May I apply as a duo? Yes, two artists may apply together. What does a resident get? A studio and a room for the residency. When is the deadline? 3 May 2027.";
    assert_eq!(refusal_of("Kelp Residency: FAQ", text), None);
    let grant = "It gives grants to the arts for health services, public health, nursing and mental health services in the county. Arts organisations may apply by 3 May 2027.";
    assert_eq!(refusal_of("County Arts Grant", grant), None);
}
