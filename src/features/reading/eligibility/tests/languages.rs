//! Ages, years, stages, earlier awards, media, students and places, in the words of each language.

use super::*;

#[test]
fn ages_in_the_words_of_each_language() {
    for (text, wanted) in [
        ("Residents are taken from the age of 23. You can apply online.", "age 23–"),
        ("Who qualifies\n- 32 or younger on 1 May 2031", "age –32"),
        ("Die Altersgrenze liegt bei 45 Jahren.", "age –45"),
        ("Bewerben können sich Künstlerinnen, die mindestens 20 Jahre alt sind.", "age 20–"),
        ("Teilnahmeberechtigt sind Personen zwischen 21 und 34 Jahren.", "age 21–34"),
        ("Peuvent candidater les artistes âgé·es de 20 à 33 ans.", "age 20–33"),
        ("Les candidats doivent avoir moins de 38 ans.", "age –37"),
        ("Podrán participar personas que tengan entre 19 y 31 años.", "age 19–31"),
        ("Los participantes deberán haber cumplido los 21 años.", "age 21–"),
        ("Podem participar artistas a partir dos 20 anos.", "age 20–"),
        ("Possono partecipare artisti di età compresa tra i 20 e i 36 anni.", "age 20–36"),
        ("Deelnemers moeten minimaal 19 jaar zijn.", "age 19–"),
        ("応募資格:満20歳以上の方", "age 20–"),
        ("지원자격: 만 45세 이하 작가", "age –45"),
    ] {
        let found = rules(text, "");
        assert!(found.iter().any(|rule| rule == wanted), "{text}: {found:?}");
    }
    is("Open to artists who were born in 1988 or later.", &["born 1988-01-01–None"]);
    is(
        "You may enter if you live in Ghana; and if you were born before 1 May 2001.",
        &["lives GH", "born None–2001-04-30"],
    );
    // Years of practice, of living somewhere or of a firm are no ages.
    for text in [
        "Artistes exerçant depuis plus de 12 ans : la bourse est ouverte à vous.",
        "Die Galerie lädt seit mindestens 20 Jahren Künstlerinnen ein; bewerben können sich alle.",
        "Podrán participar artistas con más de 15 años de trayectoria.",
    ] {
        assert!(
            !rules(text, "").iter().any(|rule| rule.starts_with("age")),
            "{text}: {:?}",
            rules(text, "")
        );
    }
}

#[test]
fn years_of_practice_training_and_shows() {
    for (text, wanted) in [
        (
            "Applicants must have at least six years of professional practice.",
            "6– years since Practice",
        ),
        ("Open to artists with three to nine years of experience.", "3–9 years since Practice"),
        (
            "Applicants must have worked as artists for more than 8 years.",
            "8– years since Practice",
        ),
        (
            "You can apply if your first solo exhibition was no more than 4 years ago.",
            "–4 years since FirstShow",
        ),
        ("Open to artists who graduated within the last five years.", "–5 years since Training"),
        (
            "Pueden postular artistas con una trayectoria mínima de 5 años.",
            "5– years since Practice",
        ),
        (
            "Peuvent postuler les artistes diplômés depuis moins de quatre ans.",
            "–4 years since Training",
        ),
        (
            "Bewerben können sich Kunstschaffende, deren Studienabschluss höchstens sechs Jahre zurückliegt.",
            "–6 years since Training",
        ),
        ("Podem participar artistas com pelo menos 3 anos de atuação.", "3– years since Practice"),
        (
            "Possono partecipare artisti con almeno cinque anni di attività.",
            "5– years since Practice",
        ),
        ("지원자격: 활동 경력 5년 이상의 작가", "5– years since Practice"),
        ("応募資格:卒業後3年以内の作家", "–3 years since Training"),
    ] {
        let found = rules(text, "");
        assert!(found.iter().any(|rule| rule == wanted), "{text}: {found:?}");
    }
    for text in [
        "Artists must have lived in Peru for at least three years.",
        "Open to all artists. Works must have been made within the last two years.",
        "Our instructors have over 20 years of experience; artists may apply.",
    ] {
        assert!(
            !rules(text, "").iter().any(|rule| rule.contains("years since")),
            "{text}: {:?}",
            rules(text, "")
        );
    }
}

#[test]
fn a_stage_that_is_asked_for_and_one_that_is_named() {
    is("The bursary supports an early-career weaver or artist.", &["stage [Emerging]"]);
    is("The Young Carvers Fund sends one emerging sculptor to Oslo.", &["stage [Emerging]"]);
    is("We give three awards to artists in the middle of their careers.", &["stage [MidCareer]"]);
    is("The fair is dedicated to promoting emerging painters.", &["~stage [Emerging]"]);
    is("Open to professional visual artists.", &["professional"]);
    is("La bourse est réservée aux artistes professionnels.", &["professional"]);
    is("Open to everyone, professionals and amateurs.", &["anyone"]);
    is("We offer professional development for artists.", &[]);
}

#[test]
fn those_who_had_it_before_in_each_language() {
    for text in [
        "Artists who have already been in residence here must wait three years.",
        "Winners of the prize in the past two years are asked to sit out.",
        "One grant in a lifetime: open to painters.",
        "Not eligible\n- anyone who received this bursary in 2024",
        "Les lauréates des deux dernières éditions ne peuvent pas candidater.",
        "No podrán participar artistas premiados en ediciones anteriores.",
        "Não poderão participar artistas contemplados em edições anteriores.",
        "Bisherige Stipendiatinnen können sich nicht erneut bewerben.",
        "Possono partecipare tutti; i vincitori delle precedenti edizioni sono esclusi.",
        "Eerdere winnaars kunnen niet opnieuw deelnemen.",
        "過去に受賞した方は応募できません。対象:作家",
        "기존 선정 작가는 지원할 수 없음. 지원자격: 작가",
        "Can previous winners apply again?\nNo, not before five years have passed.",
    ] {
        let found = rules(text, "");
        assert!(found.iter().any(|rule| rule == "not before"), "{text}: {found:?}");
    }
    for text in [
        "Works shown in an earlier edition cannot be entered.",
        "Past winners are welcome to apply; students may not apply.",
        "Last year's recipients include two painters who cannot be named.",
    ] {
        assert!(
            !rules(text, "").iter().any(|rule| rule == "not before"),
            "{text}: {:?}",
            rules(text, "")
        );
    }
}

#[test]
fn media_that_are_left_out() {
    for (text, wanted) in [
        ("Sorry, no film, sound or performance.", "no [Sound, Film, Performance]"),
        ("All visual media except photography.", "no [Photography]"),
        ("The fund is open to artists. It is not for musicians.", "no [Music]"),
        ("AI-generated images will be rejected.", "no [Generative]"),
        ("Techniques : toutes, à l’exception de la vidéo.", "no [Video]"),
        ("Podrán participar obras de cualquier técnica, salvo fotografía.", "no [Photography]"),
        ("Alle Techniken, ausgenommen Fotografie.", "no [Photography]"),
        ("Sono ammesse tutte le tecniche, tranne la scultura.", "no [Sculpture]"),
        ("対象:平面作品(写真は除く)", "no [Photography]"),
    ] {
        let found = rules(text, "");
        let holds = wanted.is_empty() || found.iter().any(|rule| rule == wanted);
        assert!(holds, "{text}: {found:?}");
    }
    for text in [
        "No photography in the galleries, please.",
        "No photo ID is needed at the door.",
        "This scholarship is not for well-established photographers.",
        "No film screenings are planned.",
    ] {
        assert!(
            !rules(text, "").iter().any(|rule| rule.starts_with("no [")),
            "{text}: {:?}",
            rules(text, "")
        );
    }
}

#[test]
fn students_galleries_nominations_languages() {
    for (text, wanted) in [
        ("Les étudiant·es ne sont pas admis·es.", "student false"),
        ("Who can apply\n- Not in a degree program", "student false"),
        ("Podrán participar artistas; los estudiantes no podrán participar.", "student false"),
        ("Studierende sind nicht zugelassen.", "student false"),
        ("Can students apply?\nNo.", "student false"),
        ("Riservato agli studenti delle accademie.", "student true"),
        ("You must not be under contract with a gallery.", "no gallery"),
        ("Ouvert aux artistes non représenté·es par une galerie.", "no gallery"),
        ("Podrán participar artistas que no estén representados por una galería.", "no gallery"),
        (
            "Bewerben können sich Künstler, die nicht von einer Galerie vertreten werden.",
            "no gallery",
        ),
        ("Artists cannot put themselves forward.", "nominated"),
        (
            "Eigenbewerbungen sind nicht möglich; teilnahmeberechtigt sind Vorgeschlagene.",
            "nominated",
        ),
        ("Applicants must speak German or Dutch.", "speaks de/nl"),
        ("Open to anyone who identifies as a woman or as non-binary.", "gender [Woman, NonBinary]"),
        ("We welcome proposals from non-profit organisations.", "as [Organisation]"),
    ] {
        let found = rules(text, "");
        assert!(found.iter().any(|rule| rule == wanted), "{text}: {found:?}");
    }
}

#[test]
fn places_with_conditions_of_their_own() {
    for (text, wanted) in [
        (
            "Who may apply: Artists whose main residence is in Utah or Idaho.",
            "(lives US (Utah) | lives US (Idaho))",
        ),
        (
            "Open to artists who live, work or study in Utah.",
            "(lives US (Utah) | other: work or study in Utah)",
        ),
        (
            "Who can apply: artists who were born in County Mayo, or live there now.",
            "(other: born in County Mayo | lives IE (County Mayo))",
        ),
        (
            "The town invites local painters and muralists to send designs.",
            "lives IE (the local area)",
        ),
        (
            "Open to artists residing in Adams, Delaware and Lake counties.",
            "lives IE (Adams, Delaware and Lake counties)",
        ),
        ("Can I apply if I live outside Malta?\nNo.", "lives MT"),
    ] {
        let found = rules(text, "IE");
        assert!(found.iter().any(|rule| rule == wanted), "{text}: {found:?}");
    }
    for text in [
        "A residency for artists in Burgundy, France.",
        "We support local artists and bring international guests to town.",
        "Podem se inscrever brasileiros morando no exterior?\nSim.",
        "Our programme lets Bolivian artists travel; the convocatoria is public.",
    ] {
        let found = rules(text, "IE");
        assert!(!found.iter().any(|rule| rule.contains("lives")), "{text}: {found:?}");
    }
    let found = rules(
        "## Who these houses are for\nInuit and Métis artists, wherever they live in Canada.",
        "",
    );
    assert!(
        found.contains(&"lives CA".to_owned())
            && found.iter().any(|rule| rule.starts_with("of Inuit")),
        "{found:?}"
    );
    // Anyone is not anyone where some are shut out.
    is(
        "Open to artists of any nationality.\nArtists living in Iceland are not eligible.",
        &["not lives IS"],
    );
}
