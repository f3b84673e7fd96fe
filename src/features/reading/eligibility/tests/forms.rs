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
