//! Sentences about those who apply, told by how they are built and not by a heading above them.

use super::*;

#[test]
fn a_condition_is_read_in_any_form_of_sentence() {
    for (text, wanted) in [
        ("Weavers and arts groups based in Wales can now get a bursary.", "lives GB (Wales)"),
        ("This prize takes Nigerians older than 20 years.", "age 20–"),
        ("The fund honours new work by painters living and working in Iceland.", "lives IS"),
        ("Applicants should be aged between 26 and 36 when they submit.", "age 26–36"),
        ("Teilnehmen können Malerinnen, die in Hessen wohnen.", "lives DE (Hessen)"),
        ("Artistas que residan en Chile y tengan más de 20 años.", "lives CL"),
        ("El premio busca pintores; siempre que residan en Uruguay.", "lives UY"),
        ("Concorrem artistas que vivam em Moçambique.", "lives MZ"),
        ("A bolsa é para quem tenha mais de 21 anos.", "age 21–"),
        ("Un concorso di pittura, purché i concorrenti risiedano in Italia.", "lives IT"),
    ] {
        let found = rules(text, "");
        assert!(found.iter().any(|rule| rule.contains(wanted)), "{text}: {found:?}");
    }
}

#[test]
fn what_tells_of_somebody_is_no_condition() {
    for text in [
        "Jun Abe is a painter living and working in Japan.",
        "The jury: three curators based in Portugal, all over 40.",
        "Featured were six sculptors living in Denmark.",
        "Lowmoor is an annual festival and a non-profit organization based in Leeds.",
        "An award-winning artist of Ghanaian heritage whose work explores memory.",
    ] {
        assert!(rules(text, "").is_empty(), "{text}: {:?}", rules(text, ""));
    }
}

#[test]
fn a_profession_or_a_stage_is_asked_where_those_who_have_it_are_called() {
    for (text, wanted) in [
        ("The council takes qualifications of professional artists.", "professional"),
        ("You are a practising professional artist, whatever you make.", "professional"),
        ("Bewerben können sich professionelle Kulturschaffende.", "professional"),
        ("Zugelassen sind freiberufliche Malerinnen und Künstlerinnen.", "professional"),
        (
            "L'appel est destiné aux peintres dont la démarche est déjà professionnelle.",
            "professional",
        ),
        ("The trust asks emerging weavers of Wales to apply.", "stage [Emerging]"),
        ("Weavers in the early or middle part of their careers may apply.", "stage [Emerging]"),
        ("Recibimos a creadores emergentes de cualquier disciplina.", "stage [Emerging]"),
    ] {
        let found = rules(text, "");
        assert!(found.iter().any(|rule| rule.starts_with(wanted)), "{text}: {found:?}");
    }
    // How young they are says the age; and who is helped is not who is asked.
    let young = "Becas para jóvenes artistas. Podrán participar quienes no hayan cumplido 36 años.";
    assert_eq!(rules(young, ""), ["age –35"]);
}

#[test]
fn a_home_is_read_wherever_the_verb_stands_and_where_no_table_knows_the_place() {
    for (text, wanted) in [
        ("You live in the area of Kelby and North Tarn Borough Council.", "Kelby and North Tarn"),
        ("Every weaver who lives in the borough of Trundle may apply.", "Trundle"),
        (
            "Painters living in the counties of Alder, Birch and Cole may apply.",
            "counties of Alder",
        ),
        ("Puede tomar parte cualquier artista natural o vecino de Trobajo.", "Trobajo"),
        ("Bewerber müssen ihren Wohnort im Bundesgebiet haben.", "lives DE"),
        ("Zugelassen sind Maler, deren erster Wohnsitz in Thüringen liegt.", "lives DE"),
        (
            "Teilnehmen können Maler, die in Deutschland ihren Wohn- oder Arbeitssitz haben.",
            "lives DE",
        ),
        ("Possono partecipare artisti, a patto che in Italia siano nati o risiedano.", "lives IT"),
        ("O apoio é para coletivos que tenham sede nos PALOP.", "lives AO"),
        ("応募条件\n福岡県に1年以上住んでいる方", "福岡県"),
    ] {
        let found = rules(text, "");
        assert!(found.iter().any(|rule| rule.contains(wanted)), "{text}: {found:?}");
    }
    for text in [
        "Artists have to live in Seoul for the term and take part in the fair.",
        "* Residents of KAP may apply once more.",
        "Our studio in Berlin takes two artists for four months.",
        "対象は「三重県に住んだことのない方」です。",
    ] {
        let found = rules(text, "");
        assert!(!found.iter().any(|rule| rule.contains("lives")), "{text}: {found:?}");
    }
}

#[test]
fn an_item_under_a_heading_that_asks_is_a_condition_and_others_items_are_none() {
    for (text, wanted) in [
        (
            "Requisitos\n- Disponibilidad para una entrevista con el comité.",
            "other: Disponibilidad",
        ),
        ("Eligibility\n- a fitting idea for the island", "other: a fitting idea"),
        ("Agli artisti si chiede di:\na) essere maggiorenni;", "age 18–"),
        (
            "Bewerben können sich Malerinnen, die\n• in Hessen wohnen oder\n• dort arbeiten.",
            "lives DE",
        ),
        ("2.応募の条件\n満20歳以上", "age 20–"),
    ] {
        let found = rules(text, "");
        assert!(found.iter().any(|rule| rule.contains(wanted)), "{text}: {found:?}");
    }
    for text in [
        "Eligibility\n- We look at what each town gains",
        "Eligibility\n- Applications close on 15th July 2031.",
        "Eligibility\n- A session with members of the panel, and advice",
        "Conditions de résidence\n- Un atelier individuel et un logement",
        "Requisitos\n- Carta de motivación y portfolio en PDF",
    ] {
        assert!(rules(text, "").is_empty(), "{text}: {:?}", rules(text, ""));
    }
}
