//! Stories about what calls ask for, in wordings of our own.

use super::super::read_tests::every_quote_stands;
use super::super::{
    AiPolicy, Channel, Document, Limit, MaterialKind, Milestone, Reading, Unit, read,
};
use MaterialKind::*;

fn reading(text: &str) -> Reading {
    let document = Document::of_text(text);
    let mut reading = read(&document);
    every_quote_stands(&reading, text);
    assert_eq!(reading.keep_what_stands(text), 0);
    reading
}

/// What must be handed in, each with its limits in short: `words 0..300`.
fn asked(text: &str) -> Vec<(MaterialKind, String)> {
    let short = |limit: &Limit| {
        let end = |end: Option<u32>| end.map_or_else(String::new, |end| end.to_string());
        let unit = serde_json::to_value(limit.unit).unwrap();
        format!("{} {}..{}", unit.as_str().unwrap(), end(limit.least), end(limit.most))
    };
    let of = |material: &super::Material| {
        let mut parts: Vec<String> = material.limits.iter().map(short).collect();
        parts.extend(material.formats.iter().cloned());
        parts.extend(material.optional.then(|| "optional".to_owned()));
        (material.kind, parts.join(", "))
    };
    reading(text).application.materials.iter().map(|fact| of(&fact.value)).collect()
}

fn told(expected: &[(MaterialKind, &str)]) -> Vec<(MaterialKind, String)> {
    expected.iter().map(|(kind, limits)| (*kind, (*limits).to_owned())).collect()
}

#[test]
fn a_list_below_a_heading_is_read_with_its_limits_in_each_language() {
    for (text, expected) in [
        (
            "Heron Lock Residency: open call\n## How to apply\n- Artist statement (max. 300 words)\n- CV, no more than two pages\n- 10 to 15 images of recent work (JPG, up to 5 MB each)\n- Two letters of recommendation\n- Project proposal, 500-800 words\n- Detailed budget\n- A short video of at most 3 minutes (optional)\n- Proof of address\n## What we offer\nA studio, a portfolio review and a production budget of €900.",
            &[
                (Statement, "words ..300"),
                (Cv, "pages ..2"),
                (Images, "items 10..15, megabytes ..5, JPG"),
                (References, "items 2..2"),
                (Proposal, "words 500..800"),
                (Budget, ""),
                (Video, "minutes ..3, optional"),
                (ProofOfAddress, ""),
            ][..],
        ),
        (
            "Appel à candidatures : Résidence du Moulin\n## Composition du dossier\n- Un CV de deux pages maximum\n- Une lettre de motivation\n- Une description du projet (3 000 signes maximum)\n- Un portfolio en PDF, 10 Mo maximum\n- Un budget prévisionnel\n- Une copie de la carte d’identité",
            &[
                (Cv, "pages ..2"),
                (CoverLetter, ""),
                (Proposal, "characters ..3000"),
                (Portfolio, "megabytes ..10, PDF"),
                (Budget, ""),
                (Identification, ""),
            ],
        ),
        (
            "Convocatoria: Residencia Cal y Canto\nDocumentación requerida:\n- De 5 a 10 imágenes de obra en formato JPG\n- Semblanza de 200 palabras como máximo\n- Carta de motivos\n- Cronograma de actividades\n- Copia de pasaporte",
            &[
                (Images, "items 5..10, JPG"),
                (Biography, "words ..200"),
                (CoverLetter, ""),
                (Timeline, ""),
                (Identification, ""),
            ],
        ),
        (
            "Chamada aberta: Residência Pedra Alta\n## Documentos necessários\n- Portfólio em PDF (até 20 páginas)\n- Currículo\n- Carta de intenção de até 2.000 caracteres\n- Orçamento detalhado\n- Comprovante de residência",
            &[
                (Portfolio, "pages ..20, PDF"),
                (Cv, ""),
                (CoverLetter, "characters ..2000"),
                (Budget, ""),
                (ProofOfAddress, ""),
            ],
        ),
        (
            "Ausschreibung: Stipendium Kornspeicher\n## Bewerbungsunterlagen\n- Lebenslauf, höchstens zwei Seiten\n- Motivationsschreiben auf maximal 2 A4-Seiten in einer PDF-Datei\n- Projektskizze mit höchstens 4.000 Zeichen\n- Kosten- und Finanzierungsplan\n- Zwei Empfehlungsschreiben\n- Meldebescheinigung",
            &[
                (Cv, "pages ..2"),
                (CoverLetter, "pages ..2"),
                (SingleFile, "PDF"),
                (Proposal, "characters ..4000"),
                (Budget, ""),
                (References, "items 2..2"),
                (ProofOfAddress, ""),
            ],
        ),
        (
            "Bando: Residenza Fornace Vecchia\n## Documentazione richiesta\n- Curriculum vitae, massimo 2 pagine\n- Lettera di motivazione\n- Descrizione del progetto (massimo 3.000 battute)\n- Fino a 8 immagini delle opere\n- Documento d’identità\n- Piano economico",
            &[
                (Cv, "pages ..2"),
                (CoverLetter, ""),
                (Proposal, "characters ..3000"),
                (Images, "items ..8"),
                (Identification, ""),
                (Budget, ""),
            ],
        ),
    ] {
        assert_eq!(asked(text), told(expected), "{text}");
    }
}

#[test]
fn a_sentence_that_asks_names_each_thing_with_its_own_limits() {
    for (text, expected) in [
        (
            "Open call at Cinder Hall\nPlease send a 500-word statement, a two-page CV, up to ten digital images (at least 1200 pixels, 300 dpi) and a link to your website in a single PDF.",
            &[
                (Statement, "words 500..500"),
                (Cv, "pages 2..2"),
                (Images, "items ..10, pixels 1200.., dpi 300..300"),
                (Links, ""),
                (SingleFile, "PDF"),
            ][..],
        ),
        (
            "Open call at Cinder Hall\nArtists may submit up to three works. Images of 3 works must be sent as JPG or PNG.",
            &[(Works, "items ..3"), (Images, "items 3..3, JPG, PNG")],
        ),
        (
            "Ausschreibung Kornspeicher\nBitte senden Sie Lebenslauf, Portfolio und ein Motivationsschreiben per E-Mail an bewerbung@kornspeicher.example.",
            &[(Cv, ""), (Portfolio, ""), (CoverLetter, "")],
        ),
    ] {
        assert_eq!(asked(text), told(expected), "{text}");
    }
}

#[test]
fn what_others_hand_in_or_nobody_is_not_asked() {
    for text in [
        "Open call at Cinder Hall\nSelected artists will be asked to provide a short biography and images for the catalogue.",
        "Open call at Cinder Hall\nThe residency offers a studio, a portfolio review and a production budget of $500.",
        "Open call at Cinder Hall\n## How to apply\nNo CV is needed. Entry fee: $35 for up to three works, $5 for each additional image.",
        "Open call at Cinder Hall\nThe jury looks at the artist statement and the images of each entry.",
        "Open call at Cinder Hall\nFinalists must submit a final report and a detailed budget of 4 pages.",
    ] {
        assert_eq!(asked(text), [], "{text}");
    }
}

#[test]
fn the_way_to_apply_is_told_by_its_name_its_address_or_its_words() {
    let ways = |text: &str| -> Vec<(Channel, Option<String>)> {
        let routes = reading(text).application.routes;
        routes.into_iter().map(|fact| (fact.value.channel, fact.value.service)).collect()
    };
    for (text, channel, service) in [
        ("Apply at https://cinder.submittable.com/submit/77", Channel::Portal, Some("Submittable")),
        ("Applications are made through CaFÉ only.", Channel::Portal, Some("CaFÉ")),
        ("Enter online via CuratorSpace.", Channel::Portal, Some("CuratorSpace")),
        ("Apply here: https://forms.gle/AbCdEf", Channel::Form, Some("Google Forms")),
        ("Apply at https://cinder-hall.example/apply", Channel::Website, None),
        ("Send your application to open@cinder.example", Channel::Email, None),
        ("Les dossiers sont à envoyer par courrier avant le 3 mai 2027.", Channel::Post, None),
        ("Die Bewerbung ist per Post einzureichen.", Channel::Post, None),
        ("Las solicitudes se entregarán en persona en la oficina.", Channel::InPerson, None),
        ("Per iscriversi compilare il modulo di iscrizione online.", Channel::Form, None),
        ("Preencha o formulário online de inscrição.", Channel::Form, None),
    ] {
        let text = format!("Cinder Hall: open call\n{text}");
        assert_eq!(ways(&text), [(channel, service.map(str::to_owned))], "{text}");
    }
    for text in [
        "Applications by post are not accepted.",
        "Applicants will be notified by e-mail.",
        "Drinks are served in the café.",
    ] {
        assert_eq!(ways(&format!("Cinder Hall: open call\n{text}")), [], "{text}");
    }
    let both =
        "Open call\nSend your application by email to a@cinder.example or by post to Mill Lane 3.";
    let both: Vec<Channel> = ways(both).into_iter().map(|(channel, _)| channel).collect();
    assert_eq!(both, [Channel::Email, Channel::Post]);
}

#[test]
fn the_languages_are_those_of_the_application_not_of_the_page_or_the_person() {
    let languages = |text: &str| -> Vec<String> {
        let read = reading(&format!("Cinder Hall: open call\n{text}")).application.languages;
        read.into_iter().map(|fact| fact.value).collect()
    };
    for (text, expected) in [
        ("Applications must be written in English or French.", &["en", "fr"][..]),
        ("Les candidatures sont rédigées en français ou en anglais.", &["fr", "en"]),
        ("Idiomas para a inscrição: português, inglês ou espanhol.", &["pt", "en", "es"]),
        ("Las propuestas se presentarán en español o en inglés.", &["es", "en"]),
        ("Die Bewerbung kann auf Deutsch oder Englisch eingereicht werden.", &["de", "en"]),
        ("La domanda deve essere redatta in italiano o in inglese.", &["it", "en"]),
        ("Please include the following documents (in French or English):", &["fr", "en"]),
    ] {
        assert_eq!(languages(text), expected, "{text}");
    }
    for text in [
        "Applicants must be fluent in English.",
        "Read this open call in English.",
        "The workshops are held in German.",
        "We welcome English and French artists.",
    ] {
        assert!(languages(text).is_empty(), "{text}");
    }
}

#[test]
fn a_policy_on_artificial_intelligence_is_a_rule_not_a_theme() {
    let policies = |text: &str| -> Vec<AiPolicy> {
        let read = reading(&format!("Cinder Hall: open call\n{text}")).application.ai;
        read.into_iter().map(|fact| fact.value).collect()
    };
    use AiPolicy::*;
    for (text, expected) in [
        ("AI-generated works are not accepted.", &[Forbidden][..]),
        ("Works made with generative AI will be disqualified.", &[Forbidden]),
        ("No AI art, please.", &[Forbidden]),
        ("The use of AI must be disclosed in the statement.", &[Disclose]),
        ("Entries that do not disclose the use of AI will be disqualified.", &[Disclose]),
        (
            "AI-assisted works are eligible, provided artists declare how AI was used.",
            &[Allowed, Disclose],
        ),
        ("Works made with AI are welcome.", &[Allowed]),
        ("Les œuvres créées par intelligence artificielle ne sont pas acceptées.", &[Forbidden]),
        ("No se aceptarán obras generadas con inteligencia artificial.", &[Forbidden]),
        ("Obras geradas por inteligência artificial não serão aceitas.", &[Forbidden]),
        ("Der Einsatz von KI ist anzugeben.", &[Disclose]),
        ("Mit künstlicher Intelligenz erzeugte Bilder sind ausgeschlossen.", &[Forbidden]),
        ("Non sono ammesse opere generate con l’intelligenza artificiale.", &[Forbidden]),
        ("The exhibition asks what artificial intelligence does to memory.", &[]),
        ("Se hai domande, scrivi ai curatori: le opere non sono ammesse.", &[]),
    ] {
        assert_eq!(policies(text), expected, "{text}");
    }
}

#[test]
fn other_dates_say_what_they_are_for_and_are_no_deadline() {
    use Milestone::*;
    let dates = |text: &str| -> Vec<(Milestone, String, Option<String>)> {
        let read = reading(&format!("Cinder Hall: open call\nDeadline: 1 March 2027\n{text}"));
        assert_eq!(read.closing.deadlines.len(), 1, "{text}");
        let on = |date: super::super::PartialDate| date.to_string();
        read.dates
            .into_iter()
            .map(|fact| (fact.value.what, on(fact.value.on), fact.value.until.map(on)))
            .collect()
    };
    for (text, what, on, until) in [
        ("Information session: 10 February 2027", InformationSession, "2027-02-10", None),
        ("Questions may be sent until 15 February 2027.", Questions, "2027-02-15", None),
        ("Applicants will be notified by 20 April 2027.", Results, "2027-04-20", None),
        ("Results announced: May 2027", Results, "2027-05", None),
        ("Annonce des résultats : 20 avril 2027", Results, "2027-04-20", None),
        ("Publicación de resultados: 20 de abril de 2027", Results, "2027-04-20", None),
        ("Divulgação dos resultados: 20 de abril de 2027", Results, "2027-04-20", None),
        ("Bekanntgabe der Jurysitzung: 20. April 2027", Results, "2027-04-20", None),
        ("Comunicazione degli esiti: 20 aprile 2027", Results, "2027-04-20", None),
        ("Works must be delivered by 3 June 2027.", Delivery, "2027-06-03", None),
        ("Anlieferung der Werke: 3. Juni 2027", Delivery, "2027-06-03", None),
        ("Exhibition: 10 to 30 June 2027", Exhibition, "2027-06-10", Some("2027-06-30")),
        ("Exhibition: March – April 2027", Exhibition, "2027-03", Some("2027-04")),
        ("Residency dates: 5 July – 2 August 2027", Residency, "2027-07-05", Some("2027-08-02")),
        ("Opening reception: 9 June 2027, 6 pm", Opening, "2027-06-09", None),
        ("Preisverleihung: 12. Juni 2027", Ceremony, "2027-06-12", None),
        ("Remise des prix : 12 juin 2027", Ceremony, "2027-06-12", None),
        ("Pick-up of works: 2 July 2027", Collection, "2027-07-02", None),
        ("Mural completed: 30 June 2027", Completion, "2027-06-30", None),
        ("Fertigstellung: 30. Juni 2027", Completion, "2027-06-30", None),
    ] {
        let expected = (what, on.to_owned(), until.map(str::to_owned));
        assert_eq!(dates(text), [expected], "{text}");
    }
    let inferred = reading("Open call\nDeadline: 1 November 2027\nArtists notified: 15 January");
    let inferred = &inferred.dates[0];
    assert_eq!(inferred.value.on.to_string(), "2028-01-15");
    assert!(inferred.because.is_some());
    for text in [
        "The last exhibition was on view from 3 to 9 May 2024.",
        "Opportunity announced: 5 January 2027",
        "Monday 5th December: call published",
    ] {
        assert_eq!(dates(text), [], "{text}");
    }
}

#[test]
fn a_heading_over_dates_asks_for_no_timeline() {
    let text = "Mural call\nHow to apply\nSend a sketch and your CV.\n\nTimeline\n\n- 3 May 2027: deadline";
    let materials = reading(text).application.materials;
    assert!(
        materials.iter().all(|fact| fact.value.kind != MaterialKind::Timeline),
        "{materials:?}"
    );
}

#[test]
fn an_ordinary_unit_is_no_limit_of_a_thing_that_cannot_have_it() {
    let text = "Open call\nPlease submit images of your work. The video lasts 3 minutes.";
    let images = &reading(text).application.materials[0].value;
    assert!(images.limits.iter().all(|limit| limit.unit != Unit::Minutes), "{images:?}");
}
