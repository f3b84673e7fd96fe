//! Ages: each side of a number, what turns it round, and numbers that are no ages.

use super::*;

fn ages(text: &str) -> Vec<String> {
    rules(text, "").into_iter().filter(|rule| rule.contains("age ")).collect()
}

#[test]
fn a_side_stands_before_or_behind_its_number_in_every_language() {
    for (text, wanted) in [
        ("Painters who are 22 or more may enter.", "age 22–"),
        ("Open to over-18s.", "age 18–"),
        ("Open to students and early-career makers (18+) with ties to the valley.", "age 18–"),
        ("Anyone over 19 may enter.", "age 19–"),
        ("You must have turned 20 by 1 June 2031.", "age 20–"),
        ("Who can apply\n- Age: from 17 years", "age 17–"),
        ("Sculptors between the ages of 21 and 34 can apply.", "age 21–34"),
        ("Applicants must be no younger than 19 and no older than 31 on the day.", "age 19–31"),
        ("Peut candidater tout artiste qui a 33 ans au plus cette année.", "age –33"),
        ("Podrá participar cualquier artista de más de 19 años.", "age 19–"),
        ("Pueden participar quienes tengan entre 24 y 38.", "age 24–38"),
        ("Podem concorrer pessoas que tenham mais de 19 anos.", "age 19–"),
        ("Possono partecipare i giovani fra i 16 e i 27 anni.", "age 16–27"),
        ("Requisiti\n- avere meno di 36 anni", "age –35"),
        ("Mitmachen können alle, die höchstens 42 Jahre alt sind.", "age –42"),
        ("Till salongen kan konstnärer söka som har fyllt 19 år.", "age 19–"),
    ] {
        assert_eq!(ages(text), [wanted], "{text}");
    }
}

#[test]
fn a_no_and_a_birthday_turn_the_side_round() {
    for (text, wanted) in [
        ("Artists must not have reached the age of 41.", "age –40"),
        ("Applicants must not be over 37 when they enter.", "age –37"),
        ("Podrán participar quienes no hayan cumplido 36 años el último día.", "age –35"),
        ("Les artistes n'ayant pas atteint l'âge de 32 ans peuvent postuler.", "age –31"),
        ("Possono partecipare artisti che non abbiano ancora 41 anni compiuti.", "age –40"),
        ("Partecipano artisti che abbiano già 19 anni e non ancora 35.", "age 19–34"),
        (
            "Bewerben können sich Personen, die das 19. Lebensjahr vollendet und das 37. noch nicht \
             vollendet haben.",
            "age 19–36",
        ),
        ("Applicants under 19 are not eligible.", "age 19–"),
        ("Under-17s may not apply.", "age 17–"),
        ("Painters over 38 cannot apply.", "age –38"),
    ] {
        assert_eq!(ages(text), [wanted], "{text}");
    }
}

#[test]
fn years_of_work_days_and_counts_are_no_ages() {
    for text in [
        "Artists with over 20 years in the field may apply.",
        "Artistas con más de 15 años de trayectoria pueden participar.",
        "Calls for artists\n- Under Thirty: new sculpture in the park",
        "Up to 35 artists may apply for 20 places.",
        "Open to works made in the last 18 months.",
        "The residency takes 12 to 15 artists for 3 months and is open to all.",
        "Applicants must have lived in Ohio for 12 years.",
        "Send between 10 and 20 images; artists may apply until 14 May.",
        "Künstler können sich bewerben; den Preis gibt es seit 25 Jahren.",
    ] {
        assert!(ages(text).is_empty(), "{text}: {:?}", ages(text));
    }
}
