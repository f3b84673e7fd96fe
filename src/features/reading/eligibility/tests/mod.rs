//! What clauses of our own are read as.

mod ages;
mod denials;
mod forms;
mod kinds;
mod languages;
mod questions;
mod sisters;

use proptest::prelude::*;

use super::*;
use crate::features::reading::{Document, Fact, Hints};

fn document(text: &str, country: &str) -> Document {
    Document {
        url: None,
        title: None,
        text: text.to_owned(),
        links: Vec::new(),
        declared_language: None,
        fetched_on: NaiveDate::default(),
        posted_on: None,
        hints: Hints { country: Country::new(country), ..Hints::default() },
    }
}

/// Each rule in short, with a mark before those that are no hard rule: `~` preferred, `+` a benefit.
fn rules(text: &str, country: &str) -> Vec<String> {
    eligibility(&document(text, country), None)
        .0
        .into_iter()
        .map(|fact| {
            let mark = match fact.value.force {
                Force::Required => "",
                Force::Preferred => "~",
                Force::Benefit => "+",
            };
            format!("{mark}{}", short(&fact.value.rule))
        })
        .collect()
}

fn short(rule: &Rule) -> String {
    let codes = |countries: &[Country]| {
        countries.iter().map(|country| country.code().to_owned()).collect::<Vec<_>>().join("/")
    };
    let all = |rules: &[Rule], by: &str| rules.iter().map(short).collect::<Vec<_>>().join(by);
    match rule {
        Rule::Anyone => "anyone".into(),
        Rule::Residence { countries, area, months } => format!(
            "lives {}{}{}",
            codes(countries),
            area.as_ref().map_or(String::new(), |area| format!(" ({area})")),
            months.map_or(String::new(), |months| format!(" {months}m"))
        ),
        Rule::Citizenship { countries } => format!("citizen {}", codes(countries)),
        Rule::WorkPermission { country } => format!("may work {}", country.code()),
        Rule::Age { least, most, .. } => {
            let end = |age: &Option<u32>| age.map_or(String::new(), |age| age.to_string());
            format!("age {}–{}", end(least), end(most))
        }
        Rule::Born { from, until } => {
            format!("born {from:?}–{until:?}").replace("Some(", "").replace([')'], "")
        }
        Rule::CareerStage { stages } => format!("stage {stages:?}"),
        Rule::Experience { since, least, most } => {
            let end = |years: &Option<u32>| years.map_or(String::new(), |n| n.to_string());
            format!("{}–{} years since {since:?}", end(least), end(most))
        }
        Rule::Professional { .. } => "professional".into(),
        Rule::Language { languages } => format!("speaks {}", languages.join("/")),
        Rule::Student { must_be } => format!("student {must_be}"),
        Rule::ApplicantKind { kinds } => format!("as {kinds:?}"),
        Rule::Gender { genders } => format!("gender {genders:?}"),
        Rule::Identity { group } => format!("of {group}"),
        Rule::Practice { disciplines } => format!("works in {disciplines:?}"),
        Rule::PracticeExcluded { disciplines } => format!("no {disciplines:?}"),
        Rule::NominationOnly { .. } => "nominated".into(),
        Rule::NoPreviousRecipient { .. } => "not before".into(),
        Rule::NoGallery => "no gallery".into(),
        Rule::Member { of } => format!("member of {of}"),
        Rule::AnyOf { rules } => format!("({})", all(rules, " | ")),
        Rule::AllOf { rules } => format!("({})", all(rules, " & ")),
        Rule::Not { rule } => format!("not {}", short(rule)),
        Rule::Other { condition } => format!("other: {condition}"),
    }
}

fn is(text: &str, expected: &[&str]) {
    assert_eq!(rules(text, "US"), expected, "{text}");
}

#[test]
fn where_applicants_live() {
    is("Artists living and working in Oregon are eligible to apply.", &["lives US (Oregon)"]);
    is("Open to Nevada-based sculptors.", &["lives US (Nevada)"]);
    is("The prize is open to residents of New Zealand.", &["lives NZ"]);
    is("Open to artists across Australia.", &["lives AU"]);
    is(
        "Open to artists who live in Texas, Oklahoma or New Mexico.",
        &["(lives US (Texas) | lives US (Oklahoma) | lives US (New Mexico))"],
    );
    is("Abierta a artistas residentes en España, de cualquier nacionalidad.", &["lives ES"]);
    is(
        "Priority is given to artists living within 50 miles of Bristol.",
        &["~lives GB (within 50 miles of Bristol)"],
    );
    is("Applicants must have been resident in Norway for at least two years.", &["lives NO 24m"]);
    is("Ouvert aux artistes résidant en Belgique.", &["lives BE"]);
    is(
        "Teilnahmeberechtigt sind Künstlerinnen, die seit mindestens drei Jahren in Österreich leben.",
        &["lives AT 36m"],
    );
    is("Podrán participar artistas que residan en Chile.", &["lives CL"]);
}

#[test]
fn a_place_that_is_not_where_applicants_live() {
    is("The gallery, based in Lisbon, invites artists to a residency in Porto.", &[]);
    is("The City of Tempe invites artists to design a bench.", &[]);
    is("Call for Entries: Sedona Arts Center Artist Market", &[]);
    is("Selected artists will exhibit in Berlin and are invited to Rome.", &[]);
}

#[test]
fn citizens_and_the_or_between() {
    is(
        "You must be an Australian citizen or an Australian permanent resident.",
        &["(citizen AU | (lives AU & other: permanent resident of Australia))"],
    );
    is(
        "Tout artiste de nationalité sénégalaise.\nPeut postuler : tout artiste de nationalité sénégalaise.",
        &["citizen SN"],
    );
    is("Open to Portuguese artists only.", &["(citizen PT | lives PT)"]);
    is("Open to nationals of Kenya, Uganda and Tanzania.", &["citizen KE/UG/TZ"]);
    is(
        "We invite Korean artists as well as international artists residing in Korea.",
        &["(citizen KR | lives KR)"],
    );
    is(
        "Applicants must hold a nationality other than Japanese and live outside Japan.",
        &["not citizen JP", "not lives JP"],
    );
    is(
        "The award is offered to two artists - one from Chile and one from Peru.",
        &["(citizen CL | lives CL | citizen PE | lives PE)"],
    );
    is("Applicants must be residents of King County, Washington.", &["lives US (King County)"]);
    is(
        "You must be a U.S. citizen or a permanent resident of the United States.",
        &["(citizen US | (lives US & other: permanent resident of United States))"],
    );
    is("Open to Visegrad artists.", &["(citizen CZ/HU/PL/SK | lives CZ/HU/PL/SK)"]);
    is("Artists must be authorized to work in the United States.", &["may work US"]);
}

#[test]
fn anyone_is_a_rule_only_when_the_text_says_so() {
    is("Open to artists worldwide.", &["anyone"]);
    is("Artists of any nationality may apply.", &["anyone"]);
    is("Open to Indian and international artists.", &["anyone"]);
    is("Offen für Künstler aus aller Welt.", &["anyone"]);
    is("Podrán participar artistas de cualquier nacionalidad.", &["anyone"]);
    is("The work will be seen worldwide.", &[]);
    // Nobody is from two countries at once: named apart, they are alternatives.
    is(
        "We are seeking a Chilean artist.\n\nWe are seeking a Peruvian artist.",
        &[
            "(citizen CL | lives CL | citizen PE | lives PE)",
            "(citizen CL | lives CL | citizen PE | lives PE)",
        ],
    );
    is(
        "Open to artists worldwide.\n\nWe are inviting Polish artists to the opening.",
        &["anyone", "~(citizen PL | lives PL)"],
    );
}

#[test]
fn ages_and_births() {
    is("Open to artists aged 18 and over.", &["age 18–"]);
    is("Applicants must be at least 21 years of age.", &["age 21–"]);
    is("Be aged 20–30 years on the closing date. You must be eligible.", &["age 20–30"]);
    is("Applicants must be under 35 years of age.", &["age –34"]);
    is("Applicants must not be over 35.", &["age –35"]);
    is(
        "Das Höchstalter für die Teilnahme beträgt 40 Jahre (der 41. Geburtstag darf nicht erreicht sein).",
        &["age –40"],
    );
    is("Podrán participar artistas mayores de 18 años.", &["age 18–"]);
    is("Réservé aux artistes de moins de 30 ans.", &["age –29"]);
    is("Applicants must be born on or after 1 January 1994.", &["born 1994-01-01–None"]);
    is("You may submit up to 20 works. Eligible.", &[]);
    is("Applicants must have over 20 years of experience.", &["20– years since Practice"]);
}

#[test]
fn who_applicants_are() {
    is("Open to women artists only.", &["gender [Woman]"]);
    is("Open to emerging artists.", &["stage [Emerging]"]);
    is("Open to emerging and established artists.", &[]);
    is("Only individuals may apply.", &["as [Individual]"]);
    is("Only organisations may apply.", &["as [Organisation]"]);
    is("Currently enrolled students are not eligible.", &["student false"]);
    is("Open to university students only.", &["student true"]);
    is("We do not accept applications from students.", &["student false"]);
    is("This residency is for mid-career artists only.", &["stage [MidCareer]"]);
    is("Open to artists of Asian descent.", &["of Asian descent"]);
    is("Applications for film or video are not accepted.", &["no [Film, Video]"]);
    is("Artists must be nominated; applicants may not apply themselves.", &["nominated"]);
    is("Past recipients are not eligible.", &["not before"]);
    is("Open to artists without gallery representation.", &["no gallery"]);
    is(
        "You must be a member of the Guild of Glass Engravers to enter.",
        &["member of the Guild of Glass Engravers"],
    );
}

#[test]
fn preference_and_benefit_exclude_nobody() {
    is("Preference will be given to artists living in Ohio.", &["~lives US (Ohio)"]);
    is("Early-career artists are encouraged to apply.", &["~stage [Emerging]"]);
    is(
        "Open to artists residing in Maine, with preference given to artists residing in Vermont.",
        &["lives US (Maine)", "~lives US (Vermont)"],
    );
    let far = rules("Travel is provided for artists residing over 150 miles from Miami.", "US");
    assert!(far.iter().all(|rule| rule.starts_with('+')), "{far:?}");
}

#[test]
fn what_no_rule_fits_is_kept_in_its_own_words() {
    is(
        "Artists must be willing to teach in Spanish.",
        &["other: Artists must be willing to teach in Spanish."],
    );
    is("Who cannot apply:\n- Employees of the museum", &["not other: Employees of the museum"]);
    is("Works must be framed and ready to hang.", &[]);
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("Open to ".to_owned()),
        Just("artists ".to_owned()),
        Just("living in Österreich ".to_owned()),
        Just("aged 18 ".to_owned()),
        Just("or ".to_owned()),
        Just("만 35세 이하 ".to_owned()),
        Just("Australian ".to_owned()),
        Just("must be born after 1. März 1990. ".to_owned()),
        Just("Eligibility:\n- ".to_owned()),
        Just("African, Arab and EU nationals ".to_owned()),
        "\\PC{0,6}",
        "[0-9.,;:()\n -]{1,4}",
    ]
}

proptest! {
    #[test]
    fn no_text_is_too_strange_and_every_quote_stands(pieces in prop::collection::vec(piece(), 0..40)) {
        let text = pieces.concat();
        for clause in eligibility(&document(&text, "AU"), None).0 {
            prop_assert!(clause.quote().is_some_and(|quote| quote.stands_in(&text)));
            let _: &Fact<Clause> = &clause;
        }
    }
}

#[test]
fn those_who_are_shut_out_are_not_those_who_are_asked_for() {
    for (text, wanted) in [
        ("The scheme is not open to painters residing in Portugal.", "not lives PT"),
        (
            "Foreign artists may apply; the award is not available to sculptors based in Japan or Taiwan.",
            "not lives JP/TW",
        ),
        ("Artists living in Iceland are not eligible.", "not lives IS"),
        ("Candidates residing in Malta or Cyprus cannot apply.", "not lives MT/CY"),
        ("La bourse n’est pas ouverte aux artistes résidant en Suisse.", "not lives CH"),
        ("La beca no está dirigida a artistas residentes en Chile.", "not lives CL"),
        ("The grant is not open to artists living outside Peru.", "lives PE"),
        ("The award is not open to everyone, but only to artists living in Kenya.", "lives KE"),
    ] {
        assert_eq!(rules(text, ""), [wanted], "{text}");
    }
}

#[test]
fn those_who_are_encouraged_are_not_the_only_ones() {
    for (text, wanted) in [
        ("Female photographers are particularly welcome to apply.", vec!["~gender [Woman]"]),
        ("Artists living in Peru will be given priority.", vec!["~lives PE"]),
        (
            "Open to artists living in Ghana; women artists are especially invited to apply.",
            vec!["lives GH", "~gender [Woman]"],
        ),
    ] {
        assert_eq!(rules(text, ""), wanted, "{text}");
    }
}

#[test]
fn every_country_of_a_list_will_do() {
    for (text, wanted) in [
        ("Ouvert aux artistes résidant au Maroc, en Tunisie ou aux Pays-Bas.", "lives MA/TN/NL"),
        (
            "Podrán participar artistas residentes en Chile, en el Perú o en Bolivia.",
            "lives CL/PE/BO",
        ),
        (
            "Podem participar artistas residentes no Brasil, em Portugal ou na Argentina.",
            "lives BR/PT/AR",
        ),
        (
            "Bewerben können sich Künstler mit Wohnsitz in Österreich, in der Schweiz oder in Italien.",
            "lives AT/CH/IT",
        ),
        (
            "Possono partecipare artisti residenti in Italia, in Svizzera o nella Slovenia.",
            "lives IT/CH/SI",
        ),
    ] {
        assert_eq!(rules(text, ""), [wanted], "{text}");
    }
}

#[test]
fn where_one_lives_may_be_the_second_condition() {
    for (text, wanted) in [
        (
            "Entrants must be over 25 at the time of entry and based in Spain or Portugal.",
            "lives ES/PT",
        ),
        ("Applicants must live in Denmark or the Netherlands.", "lives DK/NL"),
        ("The medal honours a weaver or a potter who lives in Ireland.", "lives IE"),
        ("Le prix récompense une graveuse ou un graveur qui vit en Suisse.", "lives CH"),
    ] {
        assert!(rules(text, "").iter().any(|rule| rule == wanted), "{text}: {:?}", rules(text, ""));
    }
}
