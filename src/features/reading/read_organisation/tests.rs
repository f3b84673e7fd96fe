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
