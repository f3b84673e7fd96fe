//! Kinds of sentences that shut people out, each in several wordings and languages, and sentences that
//! look like them and shut nobody out.

use super::*;

/// Whether some hard rule begins with these words.
fn holds(text: &str, wanted: &str) -> bool {
    rules(text, "").iter().any(|rule| rule.starts_with(wanted))
}

#[test]
fn students_are_named_or_left_out() {
    for text in [
        "Students are not eligible.",
        "Conditions\n- Les étudiant·e·s en bachelor ne peuvent pas postuler.",
        "Requisitos\n- No estar cursando estudios de grado.",
        "Estudantes de graduação não podem participar.",
        "Teilnahme\n- Immatrikulierte sind nicht zugelassen",
        "Teilnahme\n- Bachelorstudierende können sich nicht bewerben.",
        "Voor wie?\n- Nog studeren kan niet.",
        "Requisiti\n- Non possono partecipare gli iscritti a un'accademia.",
        "지원자격\n- 대학 재학생 제외",
        "応募資格\n- 学生は応募できません",
        "You may not be enrolled in a degree programme during the residency.",
        "The contest is open only to students of art schools.",
        "Eligibility\n- Students: ineligible",
        "We do not fund students.",
        "Ne peuvent candidater les étudiants inscrits en master.",
        "Réservé aux étudiants des écoles d'art.",
        "Solo podrán participar estudiantes universitarios.",
        "Nur Studierende der Kunsthochschulen dürfen teilnehmen.",
        "Possono partecipare solo gli studenti delle accademie.",
    ] {
        assert!(holds(text, "student"), "{text}: {:?}", rules(text, ""));
    }
}

#[test]
fn students_of_one_school_have_to_be_there() {
    let all =
        rules("We invite submissions from currently enrolled University of Ashby students.", "");
    assert!(all.iter().any(|rule| rule.contains("student") && rule.contains("Ashby")), "{all:?}");
    let any = rules("Open to currently enrolled art school students.", "");
    assert_eq!(any, ["student true"]);
}

#[test]
fn whoever_was_chosen_and_the_name_of_a_prize_ask_nobody_to_live_there() {
    for text in [
        "Eligibility\nAda Okoro, chosen in 2021, will live and work at Perth Artists' House in May.",
        "Entries are now open for the Hobart Print Prize 2027, a national award.",
    ] {
        assert!(!rules(text, "").iter().any(|rule| rule.contains("lives")), "{text}");
    }
    let living = rules("The Hobart Print Prize is open only to Tasmania residents.", "");
    assert!(living.iter().any(|rule| rule.contains("lives")), "{living:?}");
}

#[test]
fn bodies_and_people_are_told_apart() {
    for (text, wanted) in [
        ("Only registered charities may apply.", "as [Organisation]"),
        ("Individuals are not eligible to apply.", "as [Organisation]"),
        ("Applications from individual artists cannot be considered.", "as [Organisation]"),
        ("The lead applicant must be a non-profit organisation.", "as [Organisation]"),
        ("Seules les associations peuvent déposer un dossier.", "as [Organisation]"),
        (
            "Requisiti\n- Unicamente associazioni e fondazioni senza scopo di lucro",
            "as [Organisation]",
        ),
        ("Le richieste di singoli artisti non sono prese in considerazione.", "as [Organisation]"),
        ("Possono presentare domanda solo le persone giuridiche.", "as [Organisation]"),
        ("Solo podrán postular personas jurídicas sin fines de lucro.", "as [Organisation]"),
        ("Antragsberechtigt sind ausschließlich gemeinnützige Vereine.", "as [Organisation]"),
        ("Podem concorrer apenas pessoas jurídicas.", "as [Organisation]"),
        ("This fund is for galleries and museums, not for artists.", "as [Organisation]"),
        ("Organisations cannot apply.", "as [Individual"),
        ("No se reciben propuestas de personas jurídicas ni de agrupaciones.", "as [Individual"),
        ("지원자격\n- 개인만 가능, 팀 불가", "as [Individual"),
        ("Groups and collectives will not be considered.", "as [Individual"),
        ("Non sono ammesse le gallerie.", "as [Individual"),
    ] {
        assert!(holds(text, wanted), "{text}: {:?}", rules(text, ""));
    }
}

#[test]
fn those_who_had_it_are_left_out() {
    for text in [
        "Recipients of the 2029 bursary are not eligible.",
        "Previous award winners may not apply.",
        "You can only receive this grant once.",
        "Artists who had a show with us in the last three years cannot apply.",
        "Quem foi contemplado no edital de 2030 não pode participar.",
        "É vedada a participação de quem foi contemplado no edital anterior.",
        "Quem ganhou no ano passado fica de fora.",
        "No podrá concursar quien obtuvo el primer lugar en ediciones pasadas.",
        "Requisitos\n- No haber disfrutado de esta beca en las tres últimas convocatorias.",
        "Inhabilidades: haber ganado un estímulo de la entidad en 2031.",
        "Quienes hayan obtenido el Gran Premio no podrán presentarse.",
        "Une personne déjà soutenue par le Fonds n’est plus admise.",
        "Conditions\n- ne pas avoir déjà reçu le prix",
        "Wer bereits ein Stipendium erhalten hat, ist nicht mehr zugelassen.",
        "Teilnahme\n- bisherige Preisträgerinnen und Preisträger ausgenommen",
        "Ehemalige Stipendiaten können nicht noch einmal kommen.",
        "I vincitori delle due edizioni precedenti non possono partecipare.",
        "Wie al drie jaar een atelier had, kan niet opnieuw beginnen.",
        "応募資格\n- 過去に参加した方は応募できません。",
        "지원자격\n- 최근 3년 이내 입주한 작가 제외",
    ] {
        assert!(holds(text, "not before"), "{text}: {:?}", rules(text, ""));
    }
}

#[test]
fn women_are_asked_for() {
    for text in [
        "The award is for women painters.",
        "Estímulos para mujeres que trabajan la madera.",
        "Le prix est réservé aux femmes photographes.",
        "Der Preis richtet sich ausschließlich an Künstlerinnen, nicht an Künstler.",
        "Open to female and non-binary artists.",
        "Prêmio para mulheres fotógrafas.",
        "Il premio è riservato alle artiste donne.",
    ] {
        assert!(holds(text, "gender [Woman"), "{text}: {:?}", rules(text, ""));
    }
}

#[test]
fn where_people_live_or_come_from_in_many_words() {
    for text in [
        "Eligibility\n- German citizens and permanent residents",
        "Eligibility\n* Kenyan citizens only",
        "Applicants need to hold an Irish passport.",
        "Eligibility\n- Ghanaian nationality",
        "Entrants must be Canadian citizens, permanent residents or protected persons.",
        "The fund is there for makers whose home is in Nova Scotia.",
        "You must have your principal residence in Oregon at the time of application.",
        "We are looking for a sculptor who lives in or near Leeds.",
        "Only Minnesota artists may apply.",
        "Applicants are required to be Vermont residents.",
        "A prize for painters living in regional and remote Queensland.",
        "Eligibility\n- Based in Toronto",
        "The council offers an Australian painter the chance to spend three months in Rome.",
        "One Norwegian photographer will be sent to Reykjavik.",
        "Applicants must be living outside Japan when they apply.",
        "Applicants may not be citizens of South Korea.",
        "Residents of Adams, Baker, Clark and Dale Counties may apply.",
        "Open to nationals of EU member states.",
        "Nigerians living at home or abroad may enter.",
        "Le prix est ouvert aux artistes de nationalité française ou résidant en France depuis au moins trois ans.",
        "Conditions\n- être domicilié·e dans le canton de Genève depuis trois ans",
        "Conditions\n- être de nationalité belge ou résider en Belgique ;",
        "Les candidats doivent être ressortissants marocains.",
        "Appel ouvert aux plasticiens sénégalais vivant au Sénégal.",
        "Conditions\n- Vivre et travailler à Lyon",
        "L'artiste doit résider au Québec depuis au moins un an.",
        "Seuls les artistes tunisiens peuvent participer.",
        "Peuvent déposer un dossier les personnes établies au Luxembourg.",
        "Conditions\n- Ne pas résider à Marseille",
        "Requisitos\n- Tener nacionalidad española o residencia legal en España.",
        "Requisitos\n- Ser chileno o chilena, o extranjero con residencia definitiva en Chile",
        "Pueden participar personas colombianas, o extranjeras con tres años de residencia en el país, en Bogotá, Colombia.",
        "Podrán participar artistas mexicanos y extranjeros que residan en México.",
        "Podrán concurrir creadores nacidos o residentes en Andalucía.",
        "Requisitos\n- Estar empadronado en Madrid",
        "La beca se otorga a un artista peruano o residente en el Perú.",
        "Podrán postular quienes acrediten residencia en Uruguay de al menos dos años.",
        "Las ayudas son para artistas con domicilio fiscal en Cataluña.",
        "Podem concorrer brasileiros natos ou naturalizados e estrangeiros residentes no Brasil.",
        "Podem candidatar-se artistas de nacionalidade portuguesa ou residentes em Portugal.",
        "Quem pode participar\n- Residir no concelho de Lisboa",
        "É necessário ser domiciliado em Minas Gerais.",
        "Edital destinado a artistas e coletivos sediados no Ceará.",
        "Bewerben können sich Künstlerinnen und Künstler mit Wohnsitz oder Atelier in Hamburg.",
        "Teilnahme\n- Lebensmittelpunkt in Bayern",
        "Sie leben und arbeiten in Berlin.",
        "Das Stipendium steht deutschen und in Deutschland lebenden Künstlern offen.",
        "Possono iscriversi cittadini italiani e stranieri purché residenti o domiciliati in Italia.",
        "Requisiti\n- essere cittadini italiani",
        "Voor wie?\n- Je woont in Nederland",
        "Kunstenaars die in Gent wonen kunnen een aanvraag indienen.",
        "Konstnärer bosatta i Sverige kan söka.",
        "応募資格\n- 日本国籍を有する者",
        "지원자격\n- 대한민국 국적을 가진 작가",
        "지원자격\n- 부산에 거주하는 작가",
        "지원자격\n- 서울 거주 예술인",
    ] {
        let found = rules(text, "");
        let place = |rule: &String| {
            ["lives", "citizen", "not ", "("].iter().any(|start| rule.starts_with(start))
        };
        assert!(found.iter().any(place), "{text}: {found:?}");
    }
}

#[test]
fn alternatives_hold_each_of_their_parts() {
    for (text, wanted) in [
        (
            "Podrán participar artistas mexicanos y extranjeros con dos años de residencia.",
            "(citizen MX | lives MX 24m)",
        ),
        ("Requisitos\n- Ser chilena, o extranjera con residencia legal en Chile", "(citizen CL"),
        ("Possono iscriversi cittadini italiani e stranieri residenti in Italia.", "(citizen IT"),
        ("Il bando è riservato ad artisti nati o residenti a Torino.", "(other: born in Turin"),
    ] {
        assert!(holds(text, wanted), "{text}: {:?}", rules(text, ""));
    }
    assert_eq!(rules("Requisiti\n- non aver compiuto 35 anni", "IT"), ["age –34"]);
    assert_eq!(rules("Applicants must be over the age of eighteen.", ""), ["age 18–"]);
}

#[test]
fn years_of_work_are_not_years_of_living_somewhere() {
    for text in [
        "Applicants must have worked as artists for at least ten years and live in Canada.",
        "You must live in Canada and have practised as an artist for at least three years.",
        "Applicants must have exhibited for at least five years, and be resident in Canada.",
    ] {
        let found = rules(text, "");
        assert!(found.iter().any(|rule| rule == "lives CA"), "{text}: {found:?}");
    }
    for text in [
        "Applicants must have lived in Canada for at least three years.",
        "You must have lived for three years in Canada.",
    ] {
        let found = rules(text, "");
        assert!(found.iter().any(|rule| rule == "lives CA 36m"), "{text}: {found:?}");
    }
}

#[test]
fn where_a_stay_is_nobody_has_to_live() {
    for text in [
        "Three weeks for textile artists in Norfolk, England. Lodging and a studio.",
        "Two months for painters and printmakers in Tuscany, Italy.",
    ] {
        assert!(!rules(text, "").iter().any(|rule| rule.contains("lives")), "{text}");
    }
    let living = rules("Three weeks for artists living in Norfolk, England.", "");
    assert!(living.iter().any(|rule| rule.contains("lives")), "{living:?}");
    let both = rules(
        "Applicants must have worked as artists for at least ten years and live in Canada.",
        "",
    );
    assert!(both.iter().any(|rule| rule.contains("years since")), "{both:?}");
}

#[test]
fn a_national_call_suggests_a_country_and_is_not_sure_of_it() {
    let text = "This is our 5th national juried exhibition of works on paper.";
    let found = eligibility(&document(text, "US"), None).0;
    assert_eq!(found.iter().map(|fact| short(&fact.value.rule)).collect::<Vec<_>>(), ["lives US"]);
    assert_eq!(found[0].sureness, crate::features::reading::Sureness::Doubtful);
    for text in [
        "A national and international competition for painters.",
        "The prize is shown at the National Gallery.",
        "Our national juried exhibition is open to artists worldwide.",
    ] {
        assert!(!rules(text, "US").iter().any(|rule| rule.starts_with("lives")), "{text}");
    }
}

#[test]
fn sentences_that_shut_nobody_out() {
    for text in [
        "The gallery is based in Lisbon and shows painters from Portugal.",
        "Our jury includes the Irish sculptor Nora Daly.",
        "The National Museum will buy the winning work.",
        "Work will be hung by professional installers.",
        "Local Call for Murals",
        "Local Call: Painters Wanted",
        "The prize was founded in 1990 by the Canadian collector Ann Bow.",
        "Four weeks for painters in Burgundy.",
        "You will live in a house in Tuscany with three other artists.",
        "Students get a discount of ten euros on the fee.",
        "Previous winners include painters from Cuba and Chile.",
        "Children under 12 must be accompanied by an adult at the opening.",
        "Works must be no older than three years.",
        "The residency offers meetings with emerging curators.",
        "Members pay ten dollars less.",
        "No experience needed, no degree needed.",
        "There is no age limit.",
        "Aucune condition de nationalité ni d'âge.",
        "Professionals and amateurs are welcome alike.",
        "Women photographers have long been overlooked, the curator says.",
        "L'exposition aura lieu à Nantes en mai et voyagera en Belgique.",
        "El premio se entregará en Sevilla el 5 de mayo.",
        "Die Ausstellung wird in Basel gezeigt und reist nach Wien.",
        "La mostra si terrà a Napoli.",
        "The catalogue is printed in English and Spanish.",
        "Students may apply.",
        "Collectives are welcome.",
        "The fee is waived for artists living in Africa.",
        "Travel is paid for artists who live outside Norway.",
        "Prize money is paid to a bank account in Switzerland.",
    ] {
        let found = rules(text, "");
        let hard = |rule: &&String| !rule.starts_with(['~', '+']) && *rule != "anyone";
        assert_eq!(found.iter().find(hard), None, "{text}: {found:?}");
    }
}

const PARAGRAPHS: &[&str] = &[
    "Applicants must live in Norway.",
    "Applicants must be under 35 years of age.",
    "Currently enrolled students are not eligible.",
    "Past recipients are not eligible.",
    "Applications for film or video are not accepted.",
    "The house has six rooms and a garden.",
    "The jury meets in spring and writes to everyone.",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_paragraphs_changes_no_rule(order in Just(PARAGRAPHS.to_vec()).prop_shuffle()) {
        let mut shuffled = rules(&order.join("\n\n"), "");
        let mut plain = rules(&PARAGRAPHS.join("\n\n"), "");
        shuffled.sort();
        plain.sort();
        prop_assert_eq!(shuffled, plain);
    }

    #[test]
    fn what_surrounds_a_call_changes_no_rule(at in 0..PARAGRAPHS.len()) {
        let mut with: Vec<&str> = PARAGRAPHS.to_vec();
        with.insert(at, "Home | News | Visit us | Imprint. We use cookies to count visits.");
        prop_assert_eq!(rules(&with.join("\n\n"), ""), rules(&PARAGRAPHS.join("\n\n"), ""));
    }
}

#[test]
fn a_heading_in_capitals_is_the_same_heading() {
    let list = "- Kenyan citizens\n- 18 years or older\n- no students";
    let plain = rules(&format!("Who can apply\n{list}"), "");
    assert_eq!(plain.len(), 3, "{plain:?}");
    assert_eq!(rules(&format!("WHO CAN APPLY\n{list}"), ""), plain);
    assert_eq!(rules(&format!("Who can apply\n{}", list.replace("- ", "* ")), ""), plain);
}
