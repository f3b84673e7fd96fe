//! What a label in free words asks of those who apply.

/// What a label asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// It says nothing.
    Nothing,
    /// It says that nobody is shut out.
    Open,
    /// It speaks of a preference or of something extra only.
    Soft,
    /// It says that the text names no rule and only sounds as if there were one ("a national prize").
    Unstated,
    /// Somebody is shut out.
    Limit,
}

/// A label, taken apart.
pub(super) struct Label {
    /// What it asks as a whole.
    pub(super) wanted: Wanted,
    /// Those of its parts that shut somebody out.
    pub(super) limits: String,
}

/// Labels that stand for silence.
const SILENT: &[&str] = &["", "null", "none", "n/a", "unknown"];

const UNSTATED: &[&str] = &["not stated", "no rule", "title only"];

/// Words of preference.
const SOFT: &[&str] = &[
    "preference",
    "preferred",
    "preferably",
    "priority",
    "precedence",
    "encouraged",
    "welcome",
    "favoured",
    "valued",
    "ideally",
    "bonus",
    "first when",
];

/// A part that begins so speaks of something extra, not of who may apply.
const EXTRA: &[&str] = &[
    "stipend",
    "discount",
    "travel",
    "fee",
    "bonus",
    "scholarship",
    "free ",
    "one prize",
    "one award",
];

/// Words that make a limit of what sounds soft or open.
const HARD: &[&str] = &["must ", "only", "required"];

const EVERYWHERE: &[&str] = &[
    "world",
    "international",
    "any country",
    "any nationality",
    "any citizenship",
    "any residence",
    "any place",
    "anywhere",
    "globe",
    "global",
    "open to non",
    "foreign",
    "overseas",
    "all nationalities",
    "all countries",
    "every country",
    "everyone",
    "anyone",
    "anybody",
    "no limit",
    "no restriction",
    "regardless",
];

/// Words that ask something of those from abroad too.
const ASKED: &[&str] = &[
    "citizen",
    "nationals of",
    "national of",
    "nationality (in",
    "nationality other",
    "resid",
    "live",
    "living",
    "domicil",
    "based",
    "born",
    "outside",
    "other than",
    "year",
];

/// A part about some of the places only, where others are open to everyone.
const OF_SOME: &[&str] = &["one ", "two of ", "a place ", "some ", "part of "];

impl Label {
    /// Takes the label of a field apart: `citizenship_residency`, `age`, `career_stage` or `other`.
    pub(super) fn of(name: &str, text: &str) -> Self {
        let parts: Vec<(Wanted, &str)> = parts(text)
            .into_iter()
            .map(|part| (wanted(name, &part.to_lowercase()), part))
            .collect();
        let has = |wanted: Wanted| parts.iter().any(|(one, _)| *one == wanted);
        let of_some = |part: &str| {
            let part = part.to_lowercase();
            OF_SOME.iter().any(|start| part.starts_with(start))
        };
        let limits: Vec<&str> = parts
            .iter()
            .filter(|(wanted, part)| {
                *wanted == Wanted::Limit && !(has(Wanted::Open) && of_some(part))
            })
            .map(|(_, part)| *part)
            .collect();
        let wanted = if !limits.is_empty() {
            Wanted::Limit
        } else {
            let order = [Wanted::Unstated, Wanted::Open, Wanted::Soft];
            let soft = has(Wanted::Limit).then_some(Wanted::Soft);
            order.into_iter().find(|one| has(*one)).or(soft).unwrap_or(Wanted::Nothing)
        };
        Self { wanted, limits: limits.join("; ") }
    }
}

/// "Living in Arizona; preference for Tempe" and "living in Arizona, preference for Tempe" are two parts.
fn parts(label: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for part in label.split(';') {
        let next = ["preference", "preferably", "priority", "precedence"];
        // A word that changes its length in small letters would move the cut; these do not.
        let small = part.to_ascii_lowercase();
        let cut = next.iter().filter_map(|word| small.find(word)).min().unwrap_or(0);
        let (first, rest) = part.split_at(cut);
        for part in [first, rest] {
            let part = part.trim_matches([' ', ',', '(']).trim_end_matches(" with a");
            if !part.is_empty() && part != "with a" {
                parts.push(part);
            }
        }
    }
    parts
}

fn wanted(name: &str, part: &str) -> Wanted {
    let holds = |words: &[&str]| words.iter().any(|word| part.contains(word));
    if SILENT.contains(&part) {
        Wanted::Nothing
    } else if holds(UNSTATED) {
        Wanted::Unstated
    } else if EXTRA.iter().any(|start| part.starts_with(start)) {
        Wanted::Soft
    } else if is_open(name, part) {
        Wanted::Open
    } else if holds(SOFT) && !holds(HARD) {
        Wanted::Soft
    } else {
        Wanted::Limit
    }
}

/// Whether a part says that nobody is shut out.
fn is_open(name: &str, part: &str) -> bool {
    let holds = |words: &[&str]| words.iter().any(|word| part.contains(word));
    let starts = |words: &[&str]| words.iter().any(|word| part.starts_with(word));
    match name {
        "citizenship_residency" => {
            // "No residency requirements", "residing anywhere", but not "anywhere in Canada".
            let no_rule =
                starts(&["no ", "any "]) && holds(&["condition", "requirement", "restrict"]);
            let anywhere =
                holds(&["anywhere"]) && !part.replace("in the world", "").contains("anywhere in");
            let living_anywhere =
                ["living anywhere", "residing anywhere", "nationality or residence"];
            let everywhere = holds(EVERYWHERE) && (anywhere || !holds(&["anywhere"]));
            no_rule || holds(&living_anywhere) || everywhere && !holds(ASKED) && !holds(HARD)
        }
        "age" => {
            starts(&["any", "all", "no "]) && !part.contains(|digit: char| digit.is_ascii_digit())
        }
        "career_stage" => {
            let both = holds(&["amateur"]) && holds(&["professional"]);
            let ends =
                holds(&["established", "senior"]) && holds(&["emerging", "early", "student"]);
            // Professionals and those who begin: everyone who makes art in earnest.
            let alike = !holds(HARD)
                && !holds(&["year", "practice", "experience"])
                && holds(&["professional"])
                && holds(&["emerging", "student", "aspiring"]);
            starts(&["any", "all ", "every", "no "]) || both || ends || alike
        }
        _ => {
            let may = holds(&["may apply", "accepted", "all artists", "all abilities", "welcome"]);
            may && !holds(HARD) && !holds(&["not accepted", "maximum", " no "]) && !starts(&["no "])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, text: &str) -> Wanted {
        Label::of(name, text).wanted
    }

    #[test]
    fn a_preference_beside_a_limit_leaves_the_limit() {
        for text in [
            "main home in Utah or Idaho; preference for Salt Lake County",
            "living in Utah, preference for Salt Lake County",
            "national of an ASEAN country, or settled in Laos for a year; women encouraged",
            "Peruvian, or foreigners with three years of residence",
            "Greek or foreign, resident in Greece",
            "any nationality, must live outside Norway",
            "residents of Iceland, any citizenship",
            "living in Fiji; any nationality",
            "anywhere in Canada",
            "two places: one Chilean artist and one Cuban artist",
        ] {
            assert_eq!(of("citizenship_residency", text), Wanted::Limit, "{text}");
        }
        let label = Label::of("citizenship_residency", "living in Utah; preference for Ogden");
        assert_eq!(label.limits, "living in Utah");
    }

    #[test]
    fn nobody_is_shut_out_by_what_is_open_soft_or_not_stated() {
        for text in [
            "worldwide",
            "Chilean and overseas artists",
            "Chilean or foreigner",
            "no residency requirements",
            "no nationality condition",
            "residing anywhere; one place for an artist living in Utah",
            "any nationality or residence",
            "anywhere in the world",
        ] {
            assert_eq!(of("citizenship_residency", text), Wanted::Open, "{text}");
        }
        let soft = "preference for artists who live in Wales";
        assert_eq!(of("citizenship_residency", soft), Wanted::Soft);
        let national = "national prize (rule not stated)";
        assert_eq!(of("citizenship_residency", national), Wanted::Unstated);
        assert_eq!(of("citizenship_residency", "null"), Wanted::Nothing);
    }

    #[test]
    fn ages_stages_and_all_others_have_their_own_words_for_it() {
        assert_eq!(of("age", "no limit"), Wanted::Open);
        assert_eq!(of("age", "all ages over 16"), Wanted::Limit);
        assert_eq!(of("career_stage", "any, amateurs welcome"), Wanted::Open);
        assert_eq!(of("career_stage", "professionals and amateurs"), Wanted::Open);
        assert_eq!(of("career_stage", "no degree needed"), Wanted::Open);
        assert_eq!(of("career_stage", "emerging to established"), Wanted::Open);
        assert_eq!(of("career_stage", "professional, emerging or student"), Wanted::Open);
        assert_eq!(of("career_stage", "professional; emerging artists only"), Wanted::Limit);
        assert_eq!(of("career_stage", "student and emerging artists"), Wanted::Limit);
        assert_eq!(of("career_stage", "emerging; priority for printmakers"), Wanted::Limit);
        assert_eq!(of("other", "students may apply"), Wanted::Open);
        assert_eq!(of("other", "women only; students accepted"), Wanted::Limit);
        assert_eq!(of("other", "collectives welcome; no students"), Wanted::Limit);
    }
}
