//! Traps of our own making, each as two listings of one site or of two.

use super::Likeness;
use super::judge::{Judged, judge};
use super::said::Said;
use crate::features::reading::{Document, Fact, Hints, Quote, Reading, read};

/// A listing on `site`: its title, who calls, and its text.
struct Listing {
    site: &'static str,
    title: &'static str,
    by: &'static str,
    text: String,
}

fn listing(site: &'static str, title: &'static str, by: &'static str, text: &str) -> Listing {
    Listing { site, title, by, text: text.to_owned() }
}

impl Listing {
    fn said(&self) -> Said {
        let text = format!("{}\nOrganisation: {}\n{}", self.title, self.by, self.text);
        let path = self.title.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        let document = Document {
            url: format!("https://{}/calls/{path}", self.site).parse().ok(),
            title: Some(self.title.to_owned()),
            text: text.clone(),
            links: Vec::new(),
            declared_language: None,
            fetched_on: "2027-01-10".parse().unwrap(),
            posted_on: None,
            hints: Hints::default(),
        };
        // The name and the organisation as listed: what the readers make of them is not the question.
        let start = text.find(self.by).filter(|_| !self.by.is_empty());
        let by = start.and_then(|start| Quote::of(&text, start..start + self.by.len()));
        let title = Quote::of(&text, 0..self.title.len()).unwrap();
        let reading = Reading {
            title: Some(Fact::stated(self.title.to_owned(), title)),
            organisation: by.map(|quote| Fact::stated(self.by.to_owned(), quote)),
            ..read(&document)
        };
        Said::of(&document, &reading)
    }
}

fn judged(one: &Listing, other: &Listing) -> Option<Judged> {
    let (one, other) = (one.said(), other.said());
    let found = judge(&one, &other);
    assert_eq!(
        found.as_ref().map(|found| found.likeness),
        judge(&other, &one).map(|found| found.likeness),
        "the same verdict whichever comes first"
    );
    found
}

fn likeness(one: &Listing, other: &Listing) -> Option<Likeness> {
    judged(one, other).map(|found| found.likeness)
}

const ABOUT: &str = "We invite painters, printmakers and sculptors to show what the tide leaves \
behind. Works in all media are welcome as long as they can hang on a wall or stand on a plinth no \
wider than a metre. A jury of three makers from the coast chooses forty works, and visitors vote for \
one of them. Entry fee: $20 for up to three works. Apply at https://harbourworks.example.org/tideline";

fn tideline(site: &'static str, title: &'static str, by: &'static str, closes: &str) -> Listing {
    listing(site, title, by, &format!("Deadline: {closes}\n{ABOUT}"))
}

#[test]
fn one_call_on_two_sites_with_another_prefix_and_a_day_between() {
    let one = tideline(
        "coastarts.org",
        "Call for Art | Tideline",
        "Harbour Works, Inc.",
        "March 14, 2027",
    );
    let other = tideline(
        "hillarts.org",
        "TIDELINE: Juried Exhibition - Temporary, Artist Calls",
        "Harbour Works",
        "March 15, 2027",
    );
    let found = judged(&one, &other).unwrap();
    assert_eq!(found.likeness, Likeness::Same, "{:?}", found.reasons);
    insta::assert_snapshot!(found.reasons.join("\n"), @r#"
    the same name but for words any call has ("TIDELINE: Juried Exhibition - Temporary, Artist Calls")
    they close a day apart, on 14 and 15 March 2027, as sites that store the day after show it
    organisations spelt "Harbour Works, Inc." and "Harbour Works"
    both lead to harbourworks.example.org/tideline
    88 % of the shorter text stands in the other
    "#);
}

#[test]
fn one_call_listed_again_under_another_key() {
    let one = tideline("coastarts.org", "Tideline 2027", "Harbour Works", "March 14, 2027");
    let again = tideline(
        "coastarts.org",
        "2027 Tideline, awards available",
        "HW Fine Art",
        "March 14, 2027",
    );
    assert_eq!(likeness(&one, &again), Some(Likeness::Same));
}

#[test]
fn a_prize_that_bears_its_organisers_name_is_told_by_it() {
    let bare = listing("calendar.example.org", "Tamarack Digital Art Prize", "", "");
    let whole = |title| {
        let text = "Deadline: March 14, 2027\nPresented by Tamarack Enterprises for moving images.";
        listing("guide.example.org", title, "Tamarack Enterprises", text)
    };
    assert_eq!(likeness(&bare, &whole("Tamarack Digital Art Prize")), Some(Likeness::Maybe));
    assert_eq!(likeness(&bare, &whole("Tamarack Photography Prize")), None);
}

#[test]
fn an_organisation_with_a_slip_of_the_hand() {
    let one = tideline(
        "coastarts.org",
        "Fellowship at Cormorant House",
        "Cormorant House",
        "14 March 2027",
    );
    let other =
        tideline("hillarts.org", "Comrorant House Fellowship", "Comrorant House", "14 March 2027");
    assert_eq!(likeness(&one, &other), Some(Likeness::Same));
}

#[test]
fn other_editions_rounds_and_years_are_other_calls() {
    let of = |title| tideline("coastarts.org", title, "Harbour Works", "March 14, 2027");
    for (one, other) in [
        ("Tideline 18th edition", "Tideline 20th edition"),
        ("Tideline XVIII", "Tideline XIX"),
        ("Tideline 2026", "Tideline 2027"),
        ("Tideline 25/26", "Tideline 2027"),
        ("Tideline Summer Round", "Tideline Fall Round"),
        ("Tideline, January", "Tideline, February"),
    ] {
        assert_eq!(likeness(&of(one), &of(other)), None, "{one} and {other}");
    }
}

#[test]
fn an_edition_that_only_the_text_counts() {
    let one =
        tideline("coastarts.org", "Tideline, 18th edition", "Harbour Works", "March 14, 2027");
    let mut other = tideline("hillarts.org", "Tideline", "Harbour Works", "March 14, 2027");
    other.text.push_str(" This is the 20th edition of the show.");
    assert_eq!(likeness(&one, &other), None);
}

#[test]
fn twins_of_one_template_in_two_towns() {
    let twin = |town: &'static str, title| {
        let text = ABOUT.replace("the coast", town).replace("forty", &format!("in {town} forty"));
        let more = format!(
            "\nThe show opens in {town}. Travel to {town} is your own. Our {town} office helps."
        );
        listing(
            "coastarts.org",
            title,
            "Harbour Works",
            &format!("Deadline: 14 March 2027\n{text}{more}"),
        )
    };
    let (one, other) = (twin("Lisbon", "Lisbon Art Fair"), twin("Naples", "Naples Art Fair"));
    assert_ne!(likeness(&one, &other), Some(Likeness::Same), "the names differ");
    let (one, other) = (twin("Lisbon", "Tideline Art Fair"), twin("Naples", "Tideline Art Fair"));
    assert_ne!(likeness(&one, &other), Some(Likeness::Same), "only the town in the text differs");
}

#[test]
fn one_theme_at_two_galleries_and_two_themes_at_one() {
    let theme = |title, by, closes: &str| {
        listing("coastarts.org", title, by, &format!("Deadline: {closes}\n{}", &ABOUT[..300]))
    };
    let ochre = theme("Ochre Art Competition", "Blue Box Gallery", "14 March 2027");
    assert_eq!(
        likeness(
            &ochre,
            &theme("International Art Competition: Ochre", "Art Loft Gallery", "14 March 2027")
        ),
        None
    );
    assert_ne!(
        likeness(&ochre, &theme("Indigo Art Competition", "Blue Box Gallery", "14 March 2027")),
        Some(Likeness::Same)
    );
    assert_ne!(
        likeness(&ochre, &theme("Ochre Art Competition", "Blue Box Gallery", "11 April 2027")),
        Some(Likeness::Same),
        "the month's show under the same name"
    );
}

#[test]
fn one_call_in_two_languages() {
    let english = listing(
        "cormoran.example.net",
        "Open call: residency at Casa Cormorán 2027",
        "Casa Cormorán",
        "Casa Cormorán in Valdeluz invites artists to live and work on the coast between 4 May and 29 \
         June 2027. We offer a studio of 45 square metres, travel up to 600 euros and 1,250 euros a \
         month. Send a portfolio of 12 images and a text of 300 words to casa@cormoran.example.net, or \
         ask Inés Barragán or Tomás Quiroga. The deadline is 28 February 2027.",
    );
    let spanish = listing(
        "cormoran.example.net",
        "Convocatoria: residencia en Casa Cormorán 2027",
        "Casa Cormorán",
        "Casa Cormorán en Valdeluz invita a artistas a vivir y trabajar en la costa entre el 4 de mayo \
         y el 29 de junio de 2027. Ofrecemos un taller de 45 metros cuadrados, viaje hasta 600 euros y \
         1.250 euros al mes. Envíe un portafolio de 12 imágenes y un texto de 300 palabras a \
         casa@cormoran.example.net, o pregunte a Inés Barragán o Tomás Quiroga. La fecha límite es el \
         28 de febrero de 2027.",
    );
    assert_eq!(likeness(&english, &spanish), Some(Likeness::Same));
}

#[test]
fn two_programmes_of_one_house_are_two_calls() {
    let one = tideline(
        "coastarts.org",
        "Young Printmakers Solo Series",
        "Harbour Works",
        "14 March 2027",
    );
    let other =
        tideline("coastarts.org", "Sculpture Garden Solo Series", "Harbour Works", "14 March 2027");
    assert_ne!(likeness(&one, &other), Some(Likeness::Same));
}

#[test]
fn a_name_read_too_short_does_not_hide_what_the_list_says() {
    let show = |theme: &str| {
        let title = format!("Call to Artist | Harbour Hall Galleries | {theme} Exhibit");
        let text = format!("{title}\nDeadline: 14 March 2027\n{ABOUT}");
        let document = Document {
            url: format!("https://coastarts.org/calls/{theme}").parse().ok(),
            title: Some(title),
            text,
            declared_language: None,
            fetched_on: "2027-01-10".parse().unwrap(),
            posted_on: None,
            links: Vec::new(),
            hints: Hints::default(),
        };
        let quote = |words: &str| {
            let start = document.text.find(words).unwrap();
            Quote::of(&document.text, start..start + words.len()).unwrap()
        };
        let reading = Reading {
            title: Some(Fact::stated(
                "Harbour Hall Galleries".into(),
                quote("Harbour Hall Galleries"),
            )),
            organisation: Some(Fact::stated("Harbour Hall".into(), quote("Harbour Hall"))),
            ..read(&document)
        };
        Said::of(&document, &reading)
    };
    let found = judge(&show("Color"), &show("Barn")).map(|found| found.likeness);
    assert_ne!(found, Some(Likeness::Same));
}

#[test]
fn a_menu_that_all_pages_of_a_site_have_makes_no_call_the_same() {
    let menu = "Home About Contact Submit a listing Do you have something to tell artists? Write to us \
                and we list it for free within three working days, wherever you are and whoever you may \
                be, as long as it is for artists and not for sale. ".repeat(2);
    let one = listing(
        "coastarts.org",
        "Kiln firing bursary",
        "Clay Hall",
        &format!("For potters. Deadline: 14 March 2027. {menu}"),
    );
    let other = listing(
        "coastarts.org",
        "Wall for a library",
        "Town Library",
        &format!("For painters. Deadline: 14 March 2027. {menu}"),
    );
    assert_eq!(likeness(&one, &other), None);
}

#[test]
fn entries_of_one_list_with_titles_of_their_own_are_at_most_for_a_person() {
    let entry =
        |title: &'static str| tideline("coastarts.org", title, "Harbour Works", "March 14, 2027");
    let titles =
        ["Ceramics residency", "Residency for painters", "The glass residency", "Print stay"];
    for (at, one) in titles.iter().enumerate() {
        for other in &titles[at + 1..] {
            let found = likeness(&entry(one), &entry(other));
            assert_ne!(found, Some(Likeness::Same), "{one} and {other}");
        }
    }
}

#[test]
fn one_call_told_anew_is_for_a_person() {
    let one = listing(
        "coastarts.org",
        "Third Reed Basket Weaving Prize",
        "Harbour Works",
        "Deadline: 14 March 2027\nOpen to weavers. The prize is worth 900 euros.",
    );
    let other = listing(
        "hillarts.org",
        "Reed and basket: win 900 euros on the coast",
        "Harbour Works",
        "Deadline: 14 March 2027\nHave you woven something? Send two pictures.",
    );
    assert_eq!(likeness(&one, &other), Some(Likeness::Maybe));
    let late = listing(
        "hillarts.org",
        "Reed Basket Weaving Prize",
        "Harbour Works",
        "Deadline: 2 April 2027\nHave you woven something? Send two pictures.",
    );
    assert_eq!(likeness(&one, &late), Some(Likeness::Maybe), "put off");
}

#[test]
fn a_longer_name_for_the_very_page_to_apply_on() {
    let one = tideline("coastarts.org", "Tideline Harvest", "Harbour Works", "March 14, 2027");
    let other = listing(
        "hillarts.org",
        "Tideline Harvest: National Show for Flat Work by the Sea",
        "Harbour Works",
        "Deadline: 14 March 2027\nTold quite differently. Enter: https://harbourworks.example.org/tideline?ref=hill",
    );
    assert_eq!(likeness(&one, &other), Some(Likeness::Same));
}
