//! One condition in many wordings, orders and languages: what each must hold, and what looks like it.

use super::*;

/// Holds each text to a part of one of its hard rules.
fn each_holds(cases: &[(&str, &str)]) {
    for (wanted, text) in cases {
        let found = rules(text, "");
        let hard = |rule: &&String| !rule.starts_with(['~', '+']);
        assert!(found.iter().filter(hard).any(|rule| rule.contains(wanted)), "{text}: {found:?}");
    }
}

/// Holds each text to having no hard rule that contains the words.
fn none_holds(cases: &[(&str, &str)]) {
    for (unwanted, text) in cases {
        let found = rules(text, "");
        let hard = |rule: &&String| !rule.starts_with(['~', '+']);
        assert!(
            !found.iter().filter(hard).any(|rule| rule.contains(unwanted)),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn everyone_may_apply_in_so_many_words() {
    for text in [
        "Open to all.",
        "Who can apply: everyone.",
        "Open to everyone, no matter where they live.",
        "The call is open to artists everywhere.",
        "Artists may live anywhere.",
        "Eligibility\n- No residency or citizenship requirement",
        "Conditions\n- Ouvert à tous.",
        "L'appel est ouvert à toutes et à tous, sans condition.",
        "Convocatoria abierta a todo público, sin restricción de nacionalidad.",
        "Requisitos\n- Abierta a todas las personas.",
        "Quem pode participar\n- Aberto a todos.",
        "Die Ausschreibung ist offen für alle.",
        "Teilnahme\n- Keine Einschränkung hinsichtlich Herkunft oder Wohnort",
        "Il bando è aperto a tutti.",
        "Conditions\n- Aucune condition de nationalité ni de résidence.",
    ] {
        assert_eq!(rules(text, ""), ["anyone"], "{text}");
    }
    // A place said elsewhere, or right behind, is the narrower word.
    assert_eq!(rules("Open to all. Applicants must live in Norway.", ""), ["lives NO"]);
    each_holds(&[
        ("lives US", "You can be a painter from anywhere in the United States."),
        ("lives CA", "Makers may come from anywhere in Canada."),
        ("lives GB (Wales)", "Open to all artists living in Wales."),
        (
            "not lives DE (Wuppertal)",
            "Voraussetzungen\n- Wohnsitz außerhalb von Wuppertal, Staatsangehörigkeit ohne Belang",
        ),
    ]);
    none_holds(&[("anyone", "Open to all Maine artists.")]);
}

#[test]
fn parts_of_countries_and_their_people() {
    each_holds(&[
        ("(Orange County)", "Open to all Orange County sculptors over 18."),
        ("(Orange County)", "Residents of Orange County may submit two works."),
        (
            "(SF Bay Area)",
            "You must live in the SF Bay Area, within 80 miles of Novato, California.",
        ),
        ("GB (Wales)", "Eligibility\n- Weavers and printmakers, wherever they live in Wales."),
        ("GB (Scotland)", "Eligibility\n- You live or work in Scotland"),
        ("GB (Scotland)", "The bursary is for Scottish-based ceramicists."),
        ("GB (Northern Ireland)", "Applicants must be resident in Northern Ireland."),
        ("GB (England)", "Applicants must be based in England."),
        ("ES (Cataluña)", "Poden presentar-se artistes residents a Catalunya."),
        ("ES (Cataluña)", "Dirigida a artistas residentes en Catalunya."),
        ("BE (Flanders)", "Open to artists living in Flanders."),
        ("FR (Bretagne)", "Réservé aux artistes vivant en Bretagne."),
        ("MX (Jalisco)", "Podrán participar artistas residentes en el estado de Jalisco."),
        ("MX (Hidalgo)", "Los aspirantes deberán ser residentes del estado de Hidalgo."),
        ("AU (Victoria)", "Entrants must reside in Victoria, Australia."),
        ("AU (Western Australia)", "Open to Western Australian residents."),
        (
            "BR (Rio Grande do Norte)",
            "Edital destinado a artistas residentes no Rio Grande do Norte.",
        ),
        (
            "CH (Kanton Freiburg)",
            "Teilnahmeberechtigt sind Kunstschaffende, die seit zwei Jahren im Kanton Freiburg wohnen.",
        ),
        (
            "CH (Vaud)",
            "Conditions\n- Être domicilié dans le canton de Vaud depuis deux ans au moins.",
        ),
        ("CH (Kanton Luzern)", "Teilnahme\n- Wohnsitz im Kanton Luzern"),
        ("CH (Moesano)", "Requisiti\n- artisti con sede in Ticino o nel Moesano"),
        (
            "IT (Friuli Venezia Giulia)",
            "Possono partecipare artisti residenti in Friuli-Venezia Giulia.",
        ),
        ("SE (Västra Götaland)", "Konstnärer bosatta i Västra Götaland kan söka."),
        ("lives PL", "Konkurs jest otwarty dla obywateli Polski oraz osób mieszkających w Polsce."),
        (
            "lives DE (Thüringen)",
            "Bewerben können sich Künstler mit Wohnsitz oder Atelier in Sachsen-Anhalt, Sachsen oder Thüringen.",
        ),
        ("citizen ZA", "Eligibility\n- South African citizens and permanent residents"),
    ]);
}

#[test]
fn so_long_lived_there_and_so_long_to_stay() {
    each_holds(&[
        ("lives US (Vermont) 24m", "Applicants must have lived in Vermont for two years."),
        ("lives KE 36m", "Artists who have lived and worked in Kenya for three years may apply."),
        ("12m", "Eligibility\n- Has lived or worked in Glasgow for at least 12 months"),
        ("lives AT 60m", "Teilnahme\n- seit mindestens fünf Jahren in Österreich wohnhaft"),
        (
            "lives AT (Steiermark) 48m",
            "Teilnahme\n- geboren in der Steiermark oder seit mindestens vier Jahren dort wohnhaft",
        ),
        ("36m", "Ser residente en Bogotá por lo menos hace tres años."),
        (
            "lives CO 60m",
            "Requisitos\n- Ciudadano(a) colombiano(a) o extranjero(a) con permanencia de mínimo cinco (5) años en el país",
        ),
    ]);
    none_holds(&[
        ("24m", "Fellows must reside in Norway for the two years of the fellowship."),
        ("6m", "You must live in Spain for the six months of the residency."),
    ]);
}

#[test]
fn groups_of_countries_that_no_table_holds() {
    each_holds(&[
        (
            "(citizen ES | other: de un país",
            "Requisitos\n- De nacionalidad española o de un país miembro de la alianza",
        ),
        (
            "(citizen JP | other: of a member country",
            "Applicants must be citizens of Japan or of a member country of the network.",
        ),
        (
            "(one of the 12 participating countries)",
            "Applicants must be based in one of the 12 participating countries.",
        ),
        (
            "(uno dei 14 paesi partecipanti)",
            "Possono candidarsi associazioni registrate in uno dei 14 paesi partecipanti.",
        ),
        ("pays participants)", "Les candidats doivent résider dans l'un des pays participants."),
        (
            "países miembros)",
            "Podrán participar artistas residentes en uno de los países miembros.",
        ),
        (
            "Creative Europe country)",
            "Organisations must be established in a Creative Europe country.",
        ),
        (
            "citizen AO",
            "Podem candidatar-se pessoas que residam em Portugal, ou nacionais de um país da CPLP.",
        ),
        ("not citizen JP", "応募資格\n- 日本国籍の方は応募できません"),
        ("not lives JP", "応募資格\n- 日本国外を拠点に活動するアーティスト"),
        ("not lives JP", "応募資格\n- 国籍不問。応募時に日本国外に在住する者"),
    ]);
    let set_aside = "The call is open to artists who reside anywhere, but one place each year is held for a \
                     painter who lives and works in Idaho. The painter must live and work in Idaho.";
    none_holds(&[("lives", set_aside)]);
}

#[test]
fn ages_and_years_of_work() {
    each_holds(&[
        ("age 18–", "Age: from 18"),
        ("age 30–", "Ciudadano mayor de treinta (30) años cumplidos al cierre, residente en Cali."),
        ("age 18–", "Applicants must be eighteen (18) years of age or older."),
        ("age 16–", "Ab 16 Jahren kann teilgenommen werden."),
        (
            "7– years since Practice",
            "Applicants must be at least seven years into their creative practice.",
        ),
        (
            "10– years since Practice",
            "Requisitos\n- Una trayectoria continua de diez (10) años en artes visuales.",
        ),
        ("10– years since Practice", "Teilnahme\n- mindestens zehn Jahre künstlerisch tätig"),
        (
            "other: open to recent graduates",
            "Applications are open to recent graduates of art schools.",
        ),
        ("other: is for graduates of 2030", "The residency is for graduates of 2030 and 2031."),
    ]);
}

#[test]
fn stages_of_a_career_that_are_asked_for() {
    each_holds(&[
        ("Emerging", "Emerging artists are invited to apply."),
        ("Emerging", "We invite early-career photographers to send a proposal."),
        ("Emerging", "The prize gives recognition to the finest emerging authors."),
        (
            "MidCareer",
            "The award will be offered to two mid-careers artists, one from Peru and one from Chile.",
        ),
        ("Emerging", "This programme is conceived for emerging or first-time residents."),
        ("Emerging", "신진작가 공모전"),
        ("Emerging", "La beca está pensada para jóvenes creadores."),
        ("Emerging", "Un prix pour un ou une artiste en début de parcours."),
        ("professional", "Bursaries to professional visual artists of up to 2,000 euros."),
        (
            "professional",
            "Die Bewerbung steht professionellen Kunstschaffenden der bildenden Kunst offen.",
        ),
        ("professional", "L'appel s'adresse aux artistes professionnels, seuls ou en groupement."),
        (
            "professional",
            "Professionelle bildende Künstlerinnen und Künstler mit Wohnsitz in Thüringen können teilnehmen.",
        ),
        ("professional", "A grant for female professionals of all ages from all countries."),
    ]);
    none_holds(&[
        ("stage", "We invite artists, curators, and emerging writers to propose a show."),
        ("stage", "Open to painters, sculptors, collectives and early-career designers."),
        ("stage", "Open to emerging and established artists."),
        ("stage", "Artists at any stage of their career are welcome."),
        ("stage", "Emerging artists are especially encouraged to apply."),
    ]);
}

#[test]
fn students_women_and_peoples() {
    each_holds(&[
        (
            "student true",
            "We invite submissions from currently enrolled University of Oslo students.",
        ),
        ("student true", "This is for students only."),
        (
            "student true",
            "The grant enables current college student photographers to finish a body of work.",
        ),
        ("student false", "Full-time students cannot take part."),
        ("student false", "Undergraduate students may not participate."),
        ("gender [Woman]", "Gender: Women only"),
        (
            "gender [Woman]",
            "Estímulos para mujeres (incluidas mujeres trans) que tallan la piedra.",
        ),
        (
            "of Native American",
            "We seek artists who have lived experience of and a close connection with Native American communities in Utah.",
        ),
        (
            "of First Nations, Inuit",
            "Eligibility\n- First Nations, Inuit and Métis carvers, wherever they live in Canada.",
        ),
        (
            "as [Organisation]",
            "Fiscally sponsored organizations and non-profits may apply; individuals may not.",
        ),
    ]);
    none_holds(&[(
        "student",
        "The press is reserved for students during term, and artists may use it at night.",
    )]);
}

#[test]
fn conditions_of_no_known_type_are_kept() {
    each_holds(&[
        ("other", "Applicants must hold a valid driving licence."),
        ("other", "Employees of the city and their families are not eligible to apply."),
        ("other", "Le candidat doit justifier d'une assurance responsabilité civile."),
        ("other", "Les membres du jury et leurs familles ne peuvent pas participer."),
        ("other", "Los participantes deberán contar con una exposición individual previa."),
        ("other", "No podrán participar los empleados de la fundación ni sus familiares."),
        ("other", "Os candidatos devem possuir um ateliê próprio."),
        ("other", "Não poderão participar funcionários da prefeitura."),
        ("other", "Die Teilnehmenden müssen einen abgeschlossenen Bildungsgang vorweisen."),
        (
            "other",
            "Mitglieder der Jury und ihre Angehörigen sind von der Teilnahme ausgeschlossen.",
        ),
        ("other", "I partecipanti devono aver realizzato almeno una mostra personale."),
        ("other", "Non possono partecipare i dipendenti del museo e i loro parenti."),
        ("other", "Kandidaten moeten een afgeronde opleiding hebben."),
        ("other", "Teilnahme\n- Abgeschlossenes Studium oder gleichwertige Praxis"),
        ("other", "지원자격\n- 개인전 1회 이상 개최한 작가"),
        ("other", "応募資格\n- 個展の開催経験がある方"),
        ("other", "Conditions\n- Disposer d'un atelier en état de marche"),
        ("other", "Requisitos\n- Tener al menos una exposición individual"),
        ("other", "Requisiti\n- Avere almeno una mostra personale all'attivo"),
        ("other", "Quem pode participar\n- Ter realizado ao menos uma exposição individual"),
        (
            "other",
            "Eligibility\n- Not yet held more than one solo exhibition in a commercial gallery.",
        ),
    ]);
    none_holds(&[
        ("other", "Les candidats doivent envoyer leur dossier avant le 3 mai."),
        ("other", "Los participantes deberán enviar tres fotografías en formato JPG."),
        ("other", "Die Werke müssen bis zum 5. Mai geliefert werden."),
        ("other", "Os artistas devem preencher o formulário de inscrição."),
        ("other", "I candidati devono inviare il portfolio entro il 3 giugno."),
        ("other", "Teilnehmende müssen das Formular vollständig ausfüllen."),
        ("other", "Requisitos\n- Título de la obra"),
        ("other", "What we can't fund\n- commercial murals;"),
    ]);
}

#[test]
fn media_that_alone_may_be_entered() {
    each_holds(&[
        ("works in", "Eligible mediums: painting, drawing and printmaking."),
        (
            "works in",
            "Open to Utah artists, in the following mediums: ceramics, glass and textiles.",
        ),
        ("works in [Photography]", "Photography only."),
        ("works in [Ceramics]", "Open to ceramic artists only."),
        ("works in [Ceramics]", "Every piece must be at least 70% clay."),
        ("works in [Painting]", "Works must feature paint as the primary medium."),
        ("speaks en", "Es imprescindible poder trabajar en inglés."),
        ("speaks en/ja", "応募資格\n- 英語または日本語で日常会話ができること"),
    ]);
    none_holds(&[
        ("works in", "All mediums are eligible, including painting and sculpture."),
        ("works in", "The gallery shows painting and photography."),
        ("works in", "Eligible costs include photography and framing."),
        ("works in", "Accepted media and materials include painting, prints, and photography."),
    ]);
}
