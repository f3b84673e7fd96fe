//! Clauses about who may apply: one that was misread is struck out, one that was overlooked is put in, with
//! words that stand in the text.

use sha2::{Digest, Sha256};

use super::read::{Against, Answers};
use crate::features::opportunities::{Detail, Misread, Said, details, find_words};
use crate::features::reading::{
    self, Clause, Country, Deadline, Document, Fact, Force, Quote, Rule, Stage,
};
use crate::platform::parts::{Choice, Field};

/// The most characters that are quoted of a call.
const QUOTE: usize = 600;

/// What a rule can ask that is put in by hand, by the word in forms.
const ASKS: [(&str, &str); 8] = [
    ("", "What these words say, as the reader understands them"),
    ("anyone", "Anyone may apply, from anywhere"),
    ("residence", "To live in one of the countries below"),
    ("citizenship", "To be a citizen of one of the countries below"),
    ("age", "To be of the age below, at the deadline"),
    ("stage", "To stand in the career as ticked below"),
    ("student", "To be a student"),
    ("other", "Something else, which artists judge by themselves"),
];

const STAGES: [(&str, &str, Stage); 4] = [
    ("student", "Student of art", Stage::Student),
    ("emerging", "Emerging", Stage::Emerging),
    ("mid_career", "Mid-career", Stage::MidCareer),
    ("established", "Established", Stage::Established),
];

const FORCES: [(&str, &str, Force); 3] = [
    ("required", "Others may not apply", Force::Required),
    ("preferred", "Others may apply, and come second", Force::Preferred),
    ("benefit", "Others may apply, and get less", Force::Benefit),
];

/// The fields of a condition that was overlooked.
pub fn fields() -> Vec<Field> {
    let choices = |all: &[(&str, &str)], chosen: &str| -> Vec<Choice> {
        all.iter().map(|(value, words)| Choice::new(*value, *words, *value == chosen)).collect()
    };
    let forces = FORCES.map(|(value, words, _)| (value, words));
    let stages = STAGES.map(|(value, words, _)| (value, words));
    vec![
        Field::area("words", "Its words", 3)
            .hint("Copy them from the text of the call, exactly as they stand there.")
            .required(),
        Field::select("asks", "What they ask", choices(&ASKS, "")),
        Field::radios("force", "For whom it does not fit", choices(&forces, "required")),
        Field::text("countries", "Countries").hint("In English: Portugal, Spain"),
        Field::text("youngest", "Youngest age"),
        Field::text("oldest", "Oldest age"),
        Field::checks("stages", "In the career", choices(&stages, "-")),
    ]
}

/// A name for a clause by which a form says which one it means.
pub fn clause_name(clause: &Fact<Clause>) -> String {
    let words = clause.quote().map_or("", |quote| quote.words.as_str());
    let json = serde_json::to_vec(&(&clause.value, words)).unwrap_or_default();
    Sha256::digest(&json)[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A name for a smaller fact by which a form says which one it means.
pub fn detail_name(fact: &Fact<Detail>) -> String {
    let words = fact.quote().map_or("", |quote| quote.words.as_str());
    let json = serde_json::to_vec(&(&fact.value, words)).unwrap_or_default();
    Sha256::digest(&json)[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A name for a deadline by which a form says which one it means.
pub fn deadline_name(deadline: &Deadline) -> String {
    let json = serde_json::to_vec(&(&deadline.date, &deadline.time, &deadline.round));
    Sha256::digest(json.unwrap_or_default())[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The smaller fact that does not count.
pub(super) fn misread(answers: &mut Answers<'_>, against: Against<'_>) -> Option<Misread> {
    let name = answers.one("detail").to_owned();
    let meant = details(against.reading).into_iter().find(|fact| detail_name(fact) == name);
    let words = meant.as_ref().and_then(Fact::quote).map(|quote| quote.words.clone());
    if words.is_none() {
        answers.note("note", "This is not there any more: look at the page again.");
    }
    Some(Misread { words: words?, detail: meant?.value })
}

/// The clause that does not count.
pub(super) fn struck_out(answers: &mut Answers<'_>, against: Against<'_>) -> Said {
    let name = answers.one("clause").to_owned();
    let meant = against.reading.eligibility.iter().find(|clause| clause_name(clause) == name);
    match meant.and_then(|clause| Some((clause, clause.quote()?))) {
        Some((clause, quote)) => Said { words: quote.words.clone(), clause: clause.value.clone() },
        None => {
            answers.note("note", "This condition is not there any more: look at the page again.");
            nothing()
        }
    }
}

/// The clause that was overlooked.
pub(super) fn put_in(answers: &mut Answers<'_>, against: Against<'_>) -> Said {
    let force = answers
        .one_of("force", |word| FORCES.iter().find(|one| one.0 == word).map(|one| one.2))
        .unwrap_or(Force::Required);
    let Some(quote) = quote(answers, against.document) else { return nothing() };
    let rule = match answers.one("asks").to_owned().as_str() {
        "" => understood(answers, against.document, &quote),
        "anyone" => Some(Rule::Anyone),
        "residence" => countries(answers).map(|countries| Rule::Residence {
            countries,
            area: None,
            months: None,
        }),
        "citizenship" => countries(answers).map(|countries| Rule::Citizenship { countries }),
        "age" => age(answers),
        "stage" => stages(answers),
        "student" => Some(Rule::Student { must_be: true }),
        "other" => Some(Rule::Other {
            condition: quote.words.split_whitespace().collect::<Vec<_>>().join(" "),
        }),
        _ => {
            answers.note("asks", "Choose one of these.");
            None
        }
    };
    rule.map_or_else(nothing, |rule| Said { words: quote.words, clause: Clause { rule, force } })
}

/// The words as they stand in the text: what does not stand there is no evidence.
pub(super) fn quote(answers: &mut Answers<'_>, document: &Document) -> Option<Quote> {
    let words = answers.one("words").to_owned();
    let count = words.chars().count();
    let found = find_words(&document.text, &words);
    let problem = match (count, &found) {
        (0, _) => "Copy the words that say it from the text of the call.".to_owned(),
        (n, _) if n > QUOTE => format!("At most {QUOTE} characters, please."),
        (1..8, _) => "A few words more, so that they are found again.".to_owned(),
        (_, None) => "These words do not stand in the text of the call. Copy them from there, \
             letter by letter."
            .to_owned(),
        _ => return found,
    };
    answers.note("words", problem);
    None
}

/// What the reader makes of these words alone.
fn understood(answers: &mut Answers<'_>, document: &Document, quote: &Quote) -> Option<Rule> {
    let alone =
        Document { title: None, text: quote.words.clone(), links: Vec::new(), ..document.clone() };
    let mut rules: Vec<Rule> =
        reading::read(&alone).eligibility.into_iter().map(|clause| clause.value.rule).collect();
    if rules.len() > 1 {
        return Some(Rule::AllOf { rules });
    }
    let rule = rules.pop();
    if rule.is_none() {
        answers.note("asks", "The reader makes nothing of these words: choose what they ask.");
    }
    rule
}

fn countries(answers: &mut Answers<'_>) -> Option<Vec<Country>> {
    let typed = answers.text("countries", 600).unwrap_or_default();
    let names = typed.split([',', ';']).map(str::trim).filter(|name| !name.is_empty());
    let mut countries = Vec::new();
    for name in names {
        match Country::from_name(name) {
            Some(country) => countries.push(country),
            None => {
                answers
                    .note("countries", format!("“{name}” is not the English name of a country."));
                return None;
            }
        }
    }
    if countries.is_empty() {
        answers.note("countries", "Say which countries.");
        return None;
    }
    Some(countries)
}

fn age(answers: &mut Answers<'_>) -> Option<Rule> {
    let mut year = |name: &'static str| {
        let typed = answers.one(name).to_owned();
        let years = typed.parse::<u32>().ok().filter(|years| (1..=120).contains(years));
        if !typed.is_empty() && years.is_none() {
            answers.note(name, "Write an age in years, like 18.");
        }
        years
    };
    let (least, most) = (year("youngest"), year("oldest"));
    match (least, most) {
        (None, None) => answers.note("youngest", "Say from which age, or up to which."),
        (Some(least), Some(most)) if least > most => {
            answers.note("oldest", "The oldest is younger than the youngest.");
        }
        _ => return Some(Rule::Age { least, most, on: None }),
    }
    None
}

fn stages(answers: &mut Answers<'_>) -> Option<Rule> {
    let ticked = answers.all("stages");
    let chosen = STAGES.iter().filter(|(value, ..)| ticked.iter().any(|one| one == value));
    let stages: Vec<Stage> = chosen.map(|(.., stage)| *stage).collect();
    if stages.is_empty() {
        answers.note("stages", "Tick at least one of these.");
        return None;
    }
    Some(Rule::CareerStage { stages })
}

/// Stands for a clause where something was wrong: it is never kept.
fn nothing() -> Said {
    Said { words: String::new(), clause: Clause { rule: Rule::Anyone, force: Force::Benefit } }
}
