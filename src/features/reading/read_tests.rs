//! Stories about whole readings: calls and pages of our own, with the traps of real ones.

use super::*;

fn reading_of(title: &str, text: &str) -> Reading {
    let mut document = Document::of_text(&format!("{title}\n{text}"));
    document.title = Some(title.to_owned());
    let reading = read(&document);
    every_quote_stands(&reading, &document.text);
    reading
}

/// The check that no fact passes without.
pub(super) fn every_quote_stands(reading: &Reading, text: &str) {
    fn walk(value: &serde_json::Value, text: &str) {
        if let Some(quote) = value.get("quote") {
            let quote: Quote = serde_json::from_value(quote.clone()).expect("a quote");
            assert!(quote.stands_in(text) && !quote.words.is_empty(), "{quote:?}");
        }
        match value {
            serde_json::Value::Object(fields) => {
                fields.values().for_each(|field| walk(field, text))
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| walk(item, text)),
            _ => {}
        }
    }
    walk(&serde_json::to_value(reading).expect("a reading is JSON"), text);
}

fn kind_of(title: &str, text: &str) -> Option<Kind> {
    let reading = reading_of(title, text);
    assert_eq!(reading.not_a_call.as_ref().map(|fact| fact.value), None, "{title}");
    reading.kind.map(|fact| fact.value)
}

fn refusal_of(title: &str, text: &str) -> Option<NotACall> {
    reading_of(title, text).not_a_call.map(|fact| fact.value)
}

#[test]
fn kinds_are_told_in_many_languages() {
    for (kind, title, text) in [
        (
            Kind::Residency,
            "Tidewater Studio: Open Call 2027",
            "We invite artists to apply for a six-week residency. Residents receive a studio and a room. At the end there is an exhibition.",
        ),
        (
            Kind::Prize,
            "The Harbour Painting Prize",
            "Entries are open. The winner receives 10,000. Finalists are shown in an exhibition at the town gallery.",
        ),
        (
            Kind::Grant,
            "Appel à candidatures : bourses de création 2027",
            "La fondation soutient les artistes plasticiens. Déposer le dossier avant le 3 mai.",
        ),
        (
            Kind::Commission,
            "Wettbewerb Kunst am Bau Schulhaus Seeblick",
            "Künstlerinnen und Künstler können sich bewerben. Das Werk wird im Hof der Schule realisiert.",
        ),
        (
            Kind::Exhibition,
            "Convocatoria exposición colectiva Raíces",
            "Invitamos a artistas a presentar obras para una exposición colectiva en la galería.",
        ),
        (
            Kind::Residency,
            "Residências artísticas Casa do Rio",
            "As inscrições estão abertas. Artistas podem se inscrever até o dia 4.",
        ),
        (
            Kind::Fair,
            "Autumn Makers Market: vendor applications",
            "Apply for a booth at our craft fair. Booth fee 80. Artists sell their work.",
        ),
        (
            Kind::Exhibition,
            "Bando: mostra collettiva Riflessi",
            "Gli artisti possono partecipare inviando tre opere per la mostra collettiva.",
        ),
        (
            Kind::Residency,
            "2027 레지던시 입주작가 공모",
            "창작공간에서 작업할 시각예술 작가를 모집합니다. 접수기간 안내.",
        ),
    ] {
        assert_eq!(kind_of(title, text), Some(kind), "{title}");
    }
}

#[test]
fn what_is_no_call_is_refused_with_the_words_that_say_so() {
    for (why, title, text) in [
        (
            NotACall::Unrelated,
            "Rural Nursing Initiative",
            "The agency seeks applications to improve public health services. Projects must be culturally responsive and support infectious disease prevention among patients. Applicants are hospitals. Category: Arts and culture",
        ),
        (
            NotACall::News,
            "Three weeks at the mill",
            "The residency took place in June. The artists Ana Lim and Bo Raye were selected by our jury, and the exhibition was held in the barn. We received four hundred visitors.",
        ),
        (
            NotACall::Course,
            "Saturday Life Drawing",
            "Weekly life drawing class with a model. All materials provided, beginners welcome. 20 per session, book your place.",
        ),
        (
            NotACall::Job,
            "Gallery Assistant",
            "Full time position at a contemporary art gallery. Salary range 30,000 to 34,000. Send your resume and cover letter. Key responsibilities: front desk.",
        ),
        (
            NotACall::RealEstate,
            "Loft for artists",
            "Live/work studios for sale in the old brewery, monthly rent also possible.",
        ),
        (
            NotACall::Event,
            "Glass and Light",
            "An exhibition featuring works by twelve sculptors. Opening reception on Friday, tickets at the door, guided tours daily.",
        ),
        (
            NotACall::NoSingleCall,
            "Résidences",
            "La maison accueille des artistes deux fois par an. Nous ne sommes plus en mesure de proposer d'appel à candidatures.",
        ),
        (
            NotACall::NoSingleCall,
            "Perguntas frequentes",
            "Quem pode participar? Artistas de todas as áreas podem se inscrever. Posso enviar mais de uma proposta? Sim.",
        ),
    ] {
        assert_eq!(refusal_of(title, text), Some(why), "{title}");
    }
}

#[test]
fn the_place_of_the_work_is_not_where_the_funder_is_nor_who_may_apply() {
    let place = |title: &str, text: &str| {
        let place = reading_of(title, text).place.map(|fact| fact.value).unwrap_or_default();
        (place.city, place.country.map(|country| country.name()), place.online)
    };
    let city = |name: &str| Some(name.to_owned());
    assert_eq!(
        place(
            "Baltic Studio Residency",
            "Open to Australian citizens. The residency takes place on an island in Helsinki, Finland. Eligible: artists living in Australia."
        ),
        (city("Helsinki"), Some("Finland"), false)
    );
    assert_eq!(
        place(
            "Vineyard Residency",
            "Two weeks in Georgia with visits to Tbilisi and the mountains. Artists of any nationality may apply."
        ),
        (city("Tbilisi"), Some("Georgia"), false)
    );
    assert_eq!(
        place(
            "Peach State Mural",
            "The mural will be painted in Macon, GA. Artists are invited to apply."
        ),
        (city("Macon"), Some("United States"), false)
    );
    assert_eq!(
        place(
            "Fold: virtual residency",
            "Artists meet online for four weeks. Kelp Institute, 12 Main Street, Chicago."
        ),
        (None, None, true)
    );
    assert_eq!(place("Small Works Prize", "Artists are invited to enter."), (None, None, false));
    assert_eq!(
        place(
            "Ausschreibung Hofwand",
            "Die Wand steht in der Villacher Altstadt. Künstler können sich bewerben."
        ),
        (city("Villach"), Some("Austria"), false)
    );
}

#[test]
fn who_calls_is_read_from_a_field_or_from_what_they_do() {
    let who = |title: &str, text: &str| reading_of(title, text).organisation.map(|fact| fact.value);
    assert_eq!(
        who("Tide Prize", "Organized by: Kelp Foundation\nArtists may enter.").as_deref(),
        Some("Kelp Foundation")
    );
    assert_eq!(
        who("Tide Prize", "The Kelp Collective invites painters to enter.").as_deref(),
        Some("Kelp Collective")
    );
    assert_eq!(
        who("Prix des Marées", "Un prix organisé par la Fondation Varech pour les artistes.")
            .as_deref(),
        Some("Fondation Varech")
    );
    assert_eq!(who("Tide Prize", "Artists may enter three works."), None);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]
    #[test]
    fn no_text_makes_a_reader_panic_and_every_quote_stands(
        title in proptest::option::of("\\PC{0,60}"),
        text in "(\\PC|\n|residency|artists |Location: |invites |Paris, |FL |open call |é|한국 ){0,120}",
    ) {
        let mut document = Document::of_text(&text);
        document.title = title;
        every_quote_stands(&read(&document), &text);
    }
}

#[test]
fn a_place_beside_the_name_is_no_part_of_it_and_no_body_by_itself() {
    let who = |text: &str| reading_of("Tide Call", text).organisation.map(|fact| fact.value);
    for (text, wanted) in [
        (
            "Kelp Corner Gallery in Salem, Oregon announces a show for painters.",
            "Kelp Corner Gallery",
        ),
        ("The Thread Room in Turku, Finland offers artists a stay.", "Thread Room"),
        ("Ferry Yard in Belfast, Ireland calls for works by sculptors.", "Ferry Yard"),
        ("The city of Graz, Austria is looking for an artist.", "City of Graz"),
        ("La Maison de la Lande accueille des artistes.", "Maison de la Lande"),
        ("Die Stiftung Ufer in Dresden vergibt Stipendien an Künstler.", "Stiftung Ufer"),
    ] {
        assert_eq!(who(text).as_deref(), Some(wanted), "{text}");
    }
    assert_eq!(who("Norway invites artists."), None);
}

#[test]
fn the_place_is_where_the_region_beside_it_is_and_never_by_whose_clock() {
    let place =
        |text: &str| reading_of("Tide Call", text).place.map(|fact| fact.value).unwrap_or_default();
    let portland = place("The exhibition takes place at a gallery in Portland, Oregon.");
    assert_eq!(
        (portland.city.as_deref(), portland.region.as_deref()),
        (Some("Portland"), Some("Oregon"))
    );
    let clock = place(
        "Residency in Chile. Deadline: 3 May 2027, 23:00, Lima time. A las 23:00, hora de Bogotá.",
    );
    assert_eq!((clock.city, clock.country.map(|it| it.name())), (None, Some("Chile")));
    assert_eq!(place("A residency at Kelp Rooms (Ireland) for artists.").city, None);
}

#[test]
fn what_is_offered_tells_the_kind() {
    for (kind, title, text) in [
        (
            Kind::Residency,
            "Fellowship for glass artists",
            "The Kiln House offers a two-month residency to an artist. The fellow receives a studio.",
        ),
        (
            Kind::Prize,
            "Open Studio Award",
            "The Open Studio Award goes to a painter. The winner receives 4,000 and a solo exhibition.",
        ),
        (
            Kind::Exhibition,
            "Call for entries: Little Things",
            "Our gallery announces a juried exhibition of drawings. Entry fee: $25.\nAwards\nBest in show $800; second place $200.",
        ),
    ] {
        assert_eq!(kind_of(title, text), Some(kind), "{title}");
    }
}

#[test]
fn no_fee_and_no_deadline_are_said_in_many_ways() {
    for text in [
        "Artists may apply. There is no fee.",
        "Künstler können sich bewerben. Es wird keine Antragsgebühr erhoben.",
        "Painters may apply. Neither submitting nor showing costs anything.",
        "Sending qualifications costs no fee. Artists may apply.",
        "Le concours s'adresse aux peintres et il est gratuit.",
        "Il bando è aperto ai pittori. Partecipare non costa nulla.",
        "Per candidarsi non sono previste spese di iscrizione.",
        "O edital é gratuito e aberto a artistas.",
    ] {
        let fee = reading_of("Tide Grant", text).terms.entry_fee.map(|fact| fact.value);
        assert_eq!(fee, Some(EntryFee::Free), "{text}");
    }
    let rolling = reading_of(
        "Tide Grant",
        "Grants for painters. Proposals are considered on a rolling basis.",
    );
    assert!(!rolling.warnings.contains(&Warning::NoDeadline), "{:?}", rolling.warnings);
}

#[test]
fn a_fee_and_money_for_materials_are_two_sums() {
    let terms = reading_of(
        "Tide Call",
        "Each artist receives a fee of £900 and up to £2,500 for materials. The Corner Studio Prize honours a painter.",
    )
    .terms;
    let sums: Vec<_> = terms
        .awards
        .iter()
        .map(|fact| (fact.value.share, fact.value.most.clone().map(|sum| sum.amount.to_string())))
        .collect();
    assert_eq!(
        sums,
        [(Share::Recipient, Some("900".to_owned())), (Share::Expenses, Some("2500".to_owned()))],
        "{sums:?}"
    );
    assert!(!terms.benefits.iter().any(|fact| fact.value == Benefit::Studio));
}

#[test]
fn what_is_no_call_is_refused_for_what_it_is() {
    for (why, title, text) in [
        (
            NotACall::Job,
            "Exhibitions Officer (fixed term)",
            "Reed House is looking for an officer for its gallery. Salary: £27,000 pro rata, pension. Interviews: 3 May. Artists welcome. Send an application.",
        ),
        (
            NotACall::News,
            "Meet the winners of the Reed Drawing Prize",
            "The jury has chosen its winners out of 300 entries. A painter was awarded the first prize. The works were selected in May.",
        ),
        (
            NotACall::RealEstate,
            "Sunny artist studio",
            "Ferry Studios has one studio to let. Monthly rent $500, minimum term 6 months, inspections on Saturdays. Ideal for painters. To apply write to us.",
        ),
        (
            NotACall::Unrelated,
            "Verses and songs: a competition",
            "A competition for poets and songwriters. Send three poems or a song. Prizes for the best poem, poetry and music in concert.",
        ),
    ] {
        assert_eq!(refusal_of(title, text), Some(why), "{title}");
    }
    for title in ["13th Annual Small Works Exhibition", "Expression of Interest: quay sculpture"] {
        let text = "Artists may send up to three works. Entries close on 3 May 2027.";
        assert_eq!(refusal_of(title, text), None, "{title}");
    }
}

#[test]
fn titles_keep_their_marks_and_are_no_menus() {
    let title = |title: &str, text: &str| reading_of(title, text).title.map(|fact| fact.value);
    assert_eq!(
        title("(Un)seen: a juried show", "Artists may enter.").as_deref(),
        Some("(Un)seen: a juried show")
    );
    assert_eq!(
        title("Open call “Slow Water”", "Artists may enter.").as_deref(),
        Some("Open call “Slow Water”")
    );
    assert_eq!(
        title("FR | EN", "Print Residency 2027\n\nArtists may apply to our press.").as_deref(),
        Some("Print Residency 2027")
    );
    assert_eq!(
        title("Kelp Museum of Lund", "Tide Sculpture Prize 2027\n\nSculptors may enter.")
            .as_deref(),
        Some("Tide Sculpture Prize 2027")
    );
}

#[test]
fn who_calls_is_told_by_their_own_site_and_by_what_is_theirs() {
    let who = |title: &str, text: &str| reading_of(title, text).organisation.map(|fact| fact.value);
    assert_eq!(
        who(
            "Tide Award",
            "The Kelp Rooms look forward to your work. Enter at www.kelprooms.org.au by May."
        )
        .as_deref(),
        Some("Kelp Rooms")
    );
    assert_eq!(
        who("Tide Award", "Organisation: Reed Trust\nKelp Award invites painters to enter.")
            .as_deref(),
        Some("Reed Trust")
    );
    assert_eq!(who("The Reed Art Awards provide a stage", "Painters may enter."), None);
    assert_eq!(
        who("The Reed Fund", "The Reed Fund gives grants to painters.").as_deref(),
        Some("Reed Fund")
    );
}

#[test]
fn where_no_place_is_named_the_address_tells_the_country() {
    let country = |text: &str| {
        reading_of("Tide Residency", text)
            .place
            .and_then(|fact| fact.value.country)
            .map(|it| it.name())
    };
    assert_eq!(country("Artists may apply at www.tide.org.au."), Some("Australia"));
    assert_eq!(country("Artists may apply at www.tide.io."), None);
    assert_eq!(country("A residency in Tartu. Apply at www.tide.org.au."), Some("Estonia"));
}
