//! Where it is, when no words say so outright: what is weaker evidence, and what is none.

use crate::features::reading::{Country, Document, Place, Reading, Sureness, read};

fn reading_at(address: &str, text: &str) -> Reading {
    let mut document = Document::of_text(text);
    document.url = address.parse().ok();
    let reading = read(&document);
    crate::features::reading::read_tests::every_quote_stands(&reading, &document.text);
    reading
}

fn place_at(address: &str, text: &str) -> Place {
    reading_at(address, text).place.map(|fact| fact.value).unwrap_or_default()
}

fn country(text: &str) -> Option<&'static str> {
    place_at("https://calls.example/1", text).country.map(Country::name)
}

#[test]
fn the_only_country_a_call_speaks_of_is_its_own() {
    for (text, expected) in [
        (
            "Aide aux plasticiens\nTout artiste de nationalité sénégalaise peut déposer un dossier.",
            "Senegal",
        ),
        ("Makers grant\nSupports Australian makers to show their work.", "Australia"),
        ("Beca de dibujo\nPara artistas de nacionalidad uruguaya.", "Uruguay"),
        ("Förderung\nFür Künstlerinnen mit österreichischer Staatsbürgerschaft.", "Austria"),
        (
            "Fellowship\nFor artists living in California, Oregon or Washington for three years.",
            "United States",
        ),
    ] {
        assert_eq!(country(text), Some(expected), "{text}");
    }
    let fact = reading_at("https://x.example/", "Makers grant\nSupports Australian makers.").place;
    assert_eq!(fact.map(|fact| fact.sureness), Some(Sureness::Inferred));
    // The whole world is invited; two countries are named; somebody came from there; one town, perhaps.
    for text in [
        "Makers grant\nFounded by Australian makers, open to artists worldwide.",
        "Makers grant\nFor Australian and Danish makers.",
        "Stories\nArtists tell. I came home from Iraq confused and angry.",
        "Photographers' grant\nResidents of Broome, Cayuga and Chemung Counties may apply.",
        "Prix\nPour les artistes belges et du monde entier.",
    ] {
        assert_eq!(country(text), None, "{text}");
    }
}

#[test]
fn what_only_one_country_has_tells_it() {
    for (text, expected) in [
        ("Arts grant\nApplicants must be a 501(c)(3) organization.", "United States"),
        ("Edital\nAnexe o CNPJ e o comprovante.", "Brazil"),
        ("Bourse\nLes artistes doivent avoir un numéro SIRET.", "France"),
        ("Mural brief\nInvoices need an ABN.", "Australia"),
        ("Estímulo\nAdjuntar la cédula de ciudadanía.", "Colombia"),
        ("Bando\nIndicare il codice fiscale.", "Italy"),
    ] {
        assert_eq!(country(text), Some(expected), "{text}");
    }
    assert_eq!(country("Arts grant\nSend a W-9 form or your ABN."), None);
}

#[test]
fn the_source_tells_the_country_only_of_what_happens_somewhere() {
    let listed = |text: &str| place_at("https://arts.gov/calls/7", text).country.map(Country::name);
    let shown = "Peace pieces\nThe exhibition will be held at the Harbourside Senior Center.";
    assert_eq!(listed(shown), Some("United States"));
    assert_eq!(country(shown), None, "nobody says where the Harbourside is");
    assert_eq!(
        listed("Cake\nLocation: National\n\nA group exhibition about cake."),
        Some("United States")
    );
    assert_eq!(listed("Cake\nLocation: International\n\nA group exhibition about cake."), None);
    assert_eq!(listed("Relief\nGrants for painters in need."), None, "money goes anywhere");
    let guide =
        "Whim\nWhim – Brisbane Art Guide\nOur gallery invites artists to a group exhibition.";
    assert_eq!(country(guide), Some("Australia"));
    assert_eq!(country("Fund\nFund – Brisbane Art Guide\nFor artists around the world."), None);
}

#[test]
fn people_and_pictures_are_from_many_places_and_the_call_from_none() {
    let winners = "Grants\nArtists around the world are invited.\nPast\nAna Lim, Porto, Portugal\nBo Ray, Providence, Rhode Island\nCy Doe, Nashville, Tennessee\nDee Fox, Chicago, Illinois\nEli Gray, Nashville, Tennessee";
    assert_eq!(country(winners), None);
    let money = "Photo prize\nFor artists of any nationality. The winner gets US$10,000.";
    assert_eq!(country(money), None);
    let out = "Northern fund\nFor artists of any nationality who work outside Helsinki, Stockholm and Oslo.";
    assert_eq!(country(out), None);
    let picture = "Quarterly grant\nFor artists worldwide.\nImage: Ines Soria Díaz, Winter cycle, Palma de Mallorca, Spain";
    assert_eq!(country(picture), None);
}

#[test]
fn a_city_is_known_by_its_names_in_other_languages() {
    for (text, city) in [
        ("Bourses\nUn séjour de quatre mois dans un atelier à Gênes.", "Genoa"),
        ("Stipendium\nEin Aufenthalt von vier Monaten in Genua.", "Genoa"),
        ("Residencia\nLa residencia tiene lugar en Marsella.", "Marseille"),
        ("Residenza\nLa residenza si svolge a Losanna.", "Lausanne"),
    ] {
        assert_eq!(place_at("https://x.example/", text).city.as_deref(), Some(city), "{text}");
    }
}

#[test]
fn the_end_of_the_pages_address_says_nothing_of_where_a_call_is() {
    let long = "Podem concorrer artistas visuais com mais de dezoito anos. ".repeat(10);
    let text = format!("Salão de Desenho\n{long}");
    assert_eq!(place_at("https://folha.example.br/1", &text).country, None);
}

#[test]
fn a_list_of_countries_is_no_address_and_where_one_comes_from_no_place_of_work() {
    assert_eq!(
        country("Supports residencies in Angola, Cape Verde, Guinea-Bissau and Mozambique."),
        None
    );
    let stay =
        "Der Aufenthalt in New York steht Bewerbungen aus den Kantonen Schwyz und Zug offen.";
    assert_eq!(country(stay), Some("United States"));
    let title = "Short residency in Lublin\nArtists who live in Kaunas (Lithuania), Liepaja (Latvia), Aveiro (Portugal), Genoa (Italy) or Rouen (France) may apply.";
    assert_eq!(country(title), Some("Poland"));
    let caption = "Call for applications\nInstallation view of Pulse, exhibition at the Beall Centre, Irvine, California, 2014.\nAustralian artists may apply.";
    assert_eq!(country(caption), Some("Australia"));
    let state = place_at(
        "https://x.example/1",
        "Open call\nLocation:\nKelp Museum, Winchester MA\nDeadline: 3 May",
    );
    assert_eq!(
        (state.country.map(Country::name), state.region.as_deref()),
        (Some("United States"), Some("Massachusetts"))
    );
}
