//! Rules under a no, rules that are only about some, and rules of which a half is not understood.

use super::*;

/// The hard rules of a text, in short.
fn hard(text: &str) -> Vec<String> {
    let all = rules(text, "").into_iter();
    all.filter(|rule| !rule.starts_with(['~', '+'])).collect()
}

#[test]
fn what_must_not_be_is_never_asked_for() {
    for (wanted, text) in [
        ("not citizen JP", "Applicants must not hold Japanese nationality."),
        ("not citizen JP", "Applicants may not be Japanese nationals."),
        ("not citizen CL", "No podrán participar personas de nacionalidad chilena."),
        ("not citizen FR", "Conditions\n- Ne pas être de nationalité française."),
        ("not citizen DE", "Bewerber dürfen nicht die deutsche Staatsangehörigkeit haben."),
        ("not lives CL", "Artists must not reside in Chile."),
        ("not lives CL", "Applicants must not be resident in Chile."),
        ("not lives FR", "Les candidats ne doivent pas résider en France."),
        ("not lives DE", "Bewerber dürfen nicht in Deutschland wohnen."),
        ("not lives IT", "I candidati non devono risiedere in Italia."),
        ("not lives BR", "Os candidatos não devem residir no Brasil."),
        ("no gallery", "Artists represented by a gallery cannot take part."),
        ("student false", "Students cannot apply."),
        ("as [Individual]", "Collectives may not apply."),
    ] {
        assert_eq!(hard(text), [wanted], "{text}");
    }
    // The no belongs to its own half of the sentence, and "need not" is none.
    let both = hard("Artists must not be students and must live in Chile.");
    assert!(both.contains(&"lives CL".to_owned()), "{both:?}");
    assert_eq!(hard("You do not need to live in Chile."), [""; 0]);
    assert_eq!(
        hard("Nationality does not matter but applicants must live outside Japan."),
        ["not lives JP"]
    );
}

#[test]
fn what_some_get_or_pay_shuts_nobody_out() {
    for text in [
        "Artists living in Slovenia are exempt from the fee.",
        "Partial scholarships are available to artists from Latin America.",
        "Artists living in Ghana pay half the fee.",
        "A discount applies to residents of Ohio.",
        "One of the five awards goes to an artist from Wales.",
        "Applications from artists living in Peru are given priority.",
    ] {
        assert_eq!(hard(text), [""; 0], "{text}");
    }
}

#[test]
fn each_half_of_a_sentence_counts() {
    let lives_and_was = hard(
        "Applicants must be Canadian citizens or permanent residents who have lived in Alberta for at least \
         one year.",
    );
    assert_eq!(lives_and_was.len(), 2, "{lives_and_was:?}");
    assert_eq!(lives_and_was[1], "lives CA (Alberta) 12m");
    for text in [
        "You can enter if you are a Nigerian, at home or abroad, or a national of another CPLP country living \
         in Nigeria.",
        "Eligibility\n- Nigerian citizen (CPLP citizens resident in Nigeria can also enter)",
    ] {
        let found = hard(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert!(found[0].starts_with("(citizen NG | (citizen AO"), "{text}: {found:?}");
        assert!(found[0].ends_with("& lives NG))"), "{text}: {found:?}");
    }
    assert_eq!(
        hard("Open to artists living in Sweden or Norway outside Stockholm and Oslo."),
        ["lives SE/NO", "not lives SE (Stockholm)", "not lives NO (Oslo)"]
    );
    let born = "Bewerben können sich Künstlerinnen und Künstler, die in Niedersachsen oder Bremen geboren sind \
                oder dort leben.";
    let born = hard(born);
    assert!(born.len() == 1 && born[0].matches("lives DE").count() == 2, "{born:?}");
}

#[test]
fn a_place_that_no_table_holds_is_one_all_the_same() {
    for (wanted, text) in [
        ("lives  (Vale of Trundle)", "Open only to artists living in the Vale of Trundle."),
        ("lives  (região Centro)", "Aberto a artistas nascidos ou residentes na região Centro."),
        (
            "lives  (diocese and its neighbouring parishes)",
            "Applicants must be resident within the diocese and its neighbouring parishes.",
        ),
        ("lives GB (within 50 miles of Derby)", "Artists must be based within 50 miles of Derby."),
        (
            "lives  Creative Europe country)",
            "Applicants must legally reside in a Creative Europe country.",
        ),
    ] {
        let found = hard(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        let (start, end) = wanted.split_once("  ").unwrap_or((wanted, ""));
        assert!(found[0].starts_with(start) && found[0].contains(end), "{text}: {found:?}");
    }
    for text in [
        "The gallery, based in Trundle, invites artists to a show.",
        "Artists living in the house share a kitchen.",
        "The Lark International Artists' Association calls for proposals.",
    ] {
        assert_eq!(hard(text), [""; 0], "{text}");
    }
}
