//! Who calls, in sentences that tempt to name somebody or something else.

use crate::features::reading::{Document, read};

fn who(title: &str, text: &str) -> Option<String> {
    let mut document = Document::of_text(&format!("{title}\n{text}"));
    document.title = Some(title.to_owned());
    read(&document).organisation.map(|fact| fact.value)
}

#[test]
fn a_name_ends_before_its_place_and_an_address_is_no_name() {
    for (text, wanted) in [
        (
            "The prize is presented by The Reed Rooms in Salem, Oregon. Painters may enter.",
            "Reed Rooms",
        ),
        ("A residency organised by Kelp House in Lund. Artists may apply.", "Kelp House"),
        (
            "A prize presented by Friends in Art of Oregon. Painters may enter.",
            "Friends in Art of Oregon",
        ),
        (
            "A painting prize presented by Reed Gallery. Works must be available to Reed Gallery https://entry.reed.example/ 555",
            "Reed Gallery",
        ),
    ] {
        assert_eq!(who("Tide Painting Award", text).as_deref(), Some(wanted), "{text}");
    }
}

#[test]
fn the_first_letters_of_the_call_call_nobody() {
    let text = "The Tide Painting Award (TPA) is open to painters. The TPA offers cash prizes.";
    assert_ne!(who("Tide Painting Award", text).as_deref(), Some("TPA"));
    let text = "The KAO offers a stay. The KAO is a nonprofit. Artists may apply.";
    assert_eq!(who("Tide Residency", text).as_deref(), Some("KAO"));
}

#[test]
fn who_calls_stands_behind_its_verb_and_behind_a_joined_article_too() {
    for (text, wanted) in [
        (
            "Zum ersten Mal lobt die Stiftung Kelpfonds einen Preis für Malerei aus. Künstlerinnen können sich bewerben.",
            "Stiftung Kelpfonds",
        ),
        ("Convoca el Museo de Ribamar. Pueden participar artistas.", "Museo de Ribamar"),
        (
            "O salão é anual e feito pela Fundação Ribamar. Podem participar artistas.",
            "Fundação Ribamar",
        ),
        (
            "Un premio promosso dal Comune di Rocchetta. Possono partecipare artisti.",
            "Comune di Rocchetta",
        ),
        (
            "Most of the money goes to painters. The Kelp Open Art Salon (KOAS) once more shows them.",
            "Kelp Open Art Salon",
        ),
    ] {
        assert_eq!(who("Tide Painting Award", text).as_deref(), Some(wanted), "{text}");
    }
}

#[test]
fn the_site_on_which_it_stands_is_who_calls_unless_it_is_a_paper() {
    let at = |address: &str| {
        let text = "Tide Painting Award\nPainters may enter. Works not fetched by May stay with Reed Arts Circle.";
        let mut document = Document::of_text(text);
        document.title = Some("Tide Painting Award".to_owned());
        document.url = address.parse().ok();
        read(&document).organisation.map(|fact| fact.value)
    };
    assert_eq!(at("https://www.reedartscircle.example/award").as_deref(), Some("Reed Arts Circle"));
    assert_eq!(at("https://reedartscirclenews.example/award"), None);
    assert_eq!(at("https://reedartscirclecalendar.example/award"), None);
}

#[test]
fn places_and_words_that_begin_a_sentence_call_nobody() {
    for (title, text) in [
        ("Rostock/Bremen: Stipendium Malerei", "Wer das Stipendium erhält, malt zehn Monate."),
        ("Tide grant", "Most of it goes to painters. It helps most of them."),
    ] {
        assert_eq!(who(title, text), None, "{title}");
    }
    let label = "Convoca\nComunidad de Ribamar\nPueden participar artistas.";
    assert_eq!(who("Becas de dibujo", label).as_deref(), Some("Comunidad de Ribamar"));
}
