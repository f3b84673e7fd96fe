//! What a call is called where the page's own title is a question, a section or a headline.

use super::read_tests::every_quote_stands;
use super::*;

fn title_of(title: &str, text: &str) -> Option<String> {
    let mut document = Document::of_text(&format!("{title}\n{text}"));
    document.title = Some(title.to_owned());
    let reading = read(&document);
    every_quote_stands(&reading, &document.text);
    reading.title.map(|fact| fact.value)
}

#[test]
fn a_question_or_a_section_is_no_name() {
    let text =
        "The Kelp Drawing Prize is for painters. They enter the Kelp Drawing Prize by 3 May 2027.";
    for title in ["Who can enter?", "Application Guidelines", "Deadlines", "Comment participer ?"] {
        assert_eq!(title_of(title, text).as_deref(), Some("Kelp Drawing Prize"), "{title}");
    }
    // A line of a sentence that was cut to a width is no heading.
    let cut = "Apply for the additional Kelp Award\nonly as a student. The Kelp Drawing Prize is for all. The Kelp Drawing Prize closes on 3 May.";
    assert_eq!(title_of("Deadlines", cut).as_deref(), Some("Kelp Drawing Prize"));
}

#[test]
fn a_headline_is_cut_to_the_name_in_it() {
    for (title, wanted) in [
        (
            "Update: Kelp Artist Fellowship available for printers over forty",
            "Kelp Artist Fellowship",
        ),
        ("Fundação Maré anuncia a terceira edição do Prêmio Maré de Arte", "Prêmio Maré de Arte"),
    ] {
        let text = "Artists may apply by 3 May 2027.";
        assert_eq!(title_of(title, text).as_deref(), Some(wanted));
    }
    let plain = "Ribamar abre inscrições para mostras de arte no centro";
    assert_eq!(title_of(plain, "Artistas podem se inscrever.").as_deref(), Some(plain));
}

#[test]
fn the_visual_arts_are_one_art_beside_others_and_an_umbrella_beside_their_own() {
    let named = |text: &str| -> Vec<Discipline> {
        let reading = read(&Document::of_text(text));
        reading.disciplines.into_iter().map(|fact| fact.value).collect()
    };
    let all =
        named("Grant for artists\nDisciplines: music, dance, theatre, sculpture, visual arts.");
    assert!(all.contains(&Discipline::VisualArts), "{all:?}");
}
