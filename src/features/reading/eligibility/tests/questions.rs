//! Questions with their answers, and sentences that ask nothing of those who apply.

use super::*;

fn hard(text: &str) -> Vec<String> {
    let all = rules(text, "").into_iter();
    all.filter(|rule| !rule.starts_with(['~', '+'])).collect()
}

#[test]
fn who_may_apply_is_answered_on_the_same_line() {
    for (wanted, text) in [
        ("lives AU (Queensland)", "Who can enter? Artists living in Queensland."),
        ("citizen MX", "¿Quién puede participar? Artistas de nacionalidad mexicana."),
        ("lives FR", "Qui peut candidater ? Les artistes résidant en France."),
        (
            "lives AT",
            "Wer kann sich bewerben? Künstlerinnen und Künstler mit Wohnsitz in Österreich.",
        ),
        ("lives PT", "Quem se pode candidatar? Artistas residentes em Portugal."),
        ("lives IT", "Chi può partecipare? Artisti residenti in Italia."),
        ("lives NL", "Wie kan zich aanmelden? Kunstenaars die in Nederland wonen."),
        ("lives NO", "Can I apply if I live outside Norway? No."),
    ] {
        assert_eq!(hard(text), [wanted], "{text}");
    }
}

#[test]
fn what_is_a_must_in_other_tongues_is_kept() {
    for text in [
        "You must own a car.",
        "Es obligatorio contar con seguro médico.",
        "É obrigatório possuir seguro de saúde.",
        "È obbligatorio possedere un'assicurazione sanitaria.",
        "Eine Krankenversicherung ist Voraussetzung.",
    ] {
        let found = hard(text);
        assert!(found.len() == 1 && found[0].starts_with("other"), "{text}: {found:?}");
    }
}

#[test]
fn sentences_that_ask_nothing() {
    for text in [
        "Emerging artists are invited to the opening by the gallery.",
        "Residents living in the Main House have access to the studio.",
        "Selected artists will live in Berlin for three months.",
        "If selected, artists must have their own transport.",
        "Eligibility\n- Have a look at the floor plan",
        "Requisitos\n- Tener en cuenta las medidas de la sala",
        "No specific degree is required.",
        "No es necesario residir en España.",
        "Non è necessario essere residenti in Italia.",
        "Não é necessário morar no Brasil.",
        "Il n'est pas nécessaire de résider en France.",
        "Man muss nicht in Deutschland wohnen.",
        "Artists from outside Ireland may also apply.",
        "The jury must be members of the association.",
        "The winner must be available for an interview on 5 May.",
        "In the following categories: painting, sculpture, photography and all other media.",
        "Scottish and Welsh landscapes are the theme of the show.",
    ] {
        assert_eq!(hard(text), [""; 0], "{text}");
    }
}
