//! Rules and facts in plain words.

use chrono::NaiveDate;

use super::Residence;
use crate::features::reading::{
    Applicant, Benefit, Country, Discipline, Gender, Money, Rule, Stage, Start,
};
use crate::platform::parts;

/// Languages that calls are often written in: ISO 639-1 code and English name.
const LANGUAGES: &[(&str, &str)] = &[
    ("ar", "Arabic"),
    ("ca", "Catalan"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("en", "English"),
    ("es", "Spanish"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("hi", "Hindi"),
    ("hu", "Hungarian"),
    ("id", "Indonesian"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("nl", "Dutch"),
    ("no", "Norwegian"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sv", "Swedish"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("vi", "Vietnamese"),
    ("zh", "Chinese"),
];

/// What a rule asks of an applicant, as the second half of "You must …".
pub fn asks(rule: &Rule) -> String {
    match rule {
        Rule::Anyone => "be anyone, from anywhere".into(),
        Rule::Residence { countries, area, months } => {
            let place = place_words(countries, area.as_deref());
            match months {
                Some(months) => format!("have lived in {place} for {}", span(*months)),
                None => format!("live in {place}"),
            }
        }
        Rule::Citizenship { countries } => format!("be a citizen of {}", countries_or(countries)),
        Rule::WorkPermission { country } => {
            format!("be allowed to work in {}", countries_or(&[*country]))
        }
        Rule::Age { least, most, on } => age_asked(*least, *most, *on),
        Rule::Born { from, until } => born_asked(*from, *until),
        Rule::CareerStage { stages } => format!("be {}", or(stages.iter().map(|s| stage_name(*s)))),
        Rule::Experience { since, least, most } => experience_asked(*since, *least, *most),
        Rule::Professional { .. } => "be an artist by profession".into(),
        Rule::Student { must_be: true } => "be a student".into(),
        Rule::Student { must_be: false } => "not be a student".into(),
        Rule::ApplicantKind { kinds } => {
            format!("apply as {}", or(kinds.iter().map(|kind| applicant_name(*kind))))
        }
        Rule::Gender { genders } => format!("be {}", or(genders.iter().map(|g| gender_name(*g)))),
        Rule::Identity { group } => format!("belong to: {group}"),
        Rule::Practice { disciplines } => format!("work in {}", discipline_names(disciplines)),
        Rule::PracticeExcluded { disciplines } => {
            format!("enter something other than {}", discipline_names(disciplines))
        }
        Rule::Language { languages } => {
            format!("speak {}", or(languages.iter().map(|code| language_name(code))))
        }
        Rule::NominationOnly { .. } => "be nominated by others".into(),
        Rule::NoPreviousRecipient { .. } => "not have received it before".into(),
        Rule::NoGallery => "not be represented by a gallery".into(),
        Rule::Member { of } => format!("be a member of {of}"),
        Rule::AnyOf { rules } => or(each_once(rules.iter().map(asks))),
        Rule::AllOf { rules } => and(each_once(rules.iter().map(asks))),
        Rule::Not { rule } => format!("not {}", asks(rule)),
        Rule::Other { condition } => {
            format!("meet this condition: {}", condition.trim_end_matches(['.', ' ']))
        }
    }
}

fn age_asked(least: Option<u32>, most: Option<u32>, on: Option<NaiveDate>) -> String {
    let when = on.map_or_else(|| "at the deadline".to_owned(), |day| format!("on {}", date(day)));
    match (least, most) {
        (Some(least), Some(most)) => format!("be {least} to {most} years old {when}"),
        (Some(least), None) => format!("be {least} or older {when}"),
        (None, Some(most)) => format!("be {most} or younger {when}"),
        (None, None) => "be of the age it names".into(),
    }
}

fn experience_asked(since: Start, least: Option<u32>, most: Option<u32>) -> String {
    let years = |count: u32| span(count * 12);
    let how_long = match (least, most) {
        (Some(least), Some(most)) => format!("{least} to {}", years(most)),
        (Some(least), None) => format!("at least {}", years(least)),
        (None, Some(most)) => format!("at most {}", years(most)),
        (None, None) => "as long as it says".into(),
    };
    match since {
        Start::Practice => format!("have worked as an artist for {how_long}"),
        Start::Training => format!("have finished your training {how_long} ago"),
        Start::FirstShow => format!("have first shown in public {how_long} ago"),
    }
}

fn born_asked(from: Option<NaiveDate>, until: Option<NaiveDate>) -> String {
    match (from, until) {
        (Some(from), Some(until)) => format!("be born from {} to {}", date(from), date(until)),
        (Some(from), None) => format!("be born on or after {}", date(from)),
        (None, Some(until)) => format!("be born on or before {}", date(until)),
        (None, None) => "be born when it says".into(),
    }
}

/// "Brisbane, Australia"; "Spain or Portugal"; "the area it names".
pub fn place_words(countries: &[Country], area: Option<&str>) -> String {
    match (area, countries) {
        (Some(area), []) => area.to_owned(),
        (Some(area), countries) => format!("{area}, {}", names_or(countries, str::to_owned)),
        (None, []) => "the area it names".into(),
        (None, countries) => countries_or(countries),
    }
}

/// The names of countries within a sentence, in alphabetical order: "Austria, the Netherlands or Spain".
pub fn countries_or(countries: &[Country]) -> String {
    names_or(countries, in_a_sentence)
}

fn names_or(countries: &[Country], written: impl Fn(&str) -> String) -> String {
    let mut names: Vec<_> = countries.iter().map(|country| country.name()).collect();
    names.sort_unstable();
    names.dedup();
    let more = names.len().saturating_sub(8);
    let shown = if more > 1 { 8 } else { names.len() };
    let shown: Vec<String> = names.iter().take(shown).map(|name| written(name)).collect();
    if more > 1 {
        return format!("{} or {more} other countries", shown.join(", "));
    }
    or(shown)
}

/// "The Netherlands", "the United States": names that want an article within a sentence.
fn in_a_sentence(country: &str) -> String {
    const WITH_ARTICLE: &[&str] = &[
        "Bahamas",
        "Central African Republic",
        "Comoros",
        "Democratic Republic of the Congo",
        "Dominican Republic",
        "Gambia",
        "Maldives",
        "Marshall Islands",
        "Netherlands",
        "Philippines",
        "Republic of the Congo",
        "Seychelles",
        "Solomon Islands",
        "United Arab Emirates",
        "United Kingdom",
        "United States",
    ];
    if WITH_ARTICLE.contains(&country) { format!("the {country}") } else { country.to_owned() }
}

/// The names of disciplines within a sentence: "ceramics, glass or metal and jewellery".
pub fn discipline_names(disciplines: &[Discipline]) -> String {
    let mut sorted = disciplines.to_vec();
    sorted.sort();
    sorted.dedup();
    or(sorted.into_iter().map(discipline_name))
}

/// The name of a discipline within a sentence.
pub fn discipline_name(discipline: Discipline) -> String {
    let name = discipline.name();
    if name.chars().nth(1).is_some_and(char::is_uppercase) {
        return name.to_owned();
    }
    name.to_lowercase()
}

/// A career stage, after "be" or "you are".
pub fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::Student => "a student of art",
        Stage::Emerging => "an emerging artist",
        Stage::MidCareer => "a mid-career artist",
        Stage::Established => "an established artist",
    }
}

/// As what one applies, after "as".
pub fn applicant_name(applicant: Applicant) -> &'static str {
    match applicant {
        Applicant::Individual => "one artist",
        Applicant::Duo => "a duo",
        Applicant::Collective => "a collective",
        Applicant::Organisation => "an organisation",
    }
}

/// A gender, after "be" or "you are".
pub fn gender_name(gender: Gender) -> &'static str {
    match gender {
        Gender::Woman => "a woman",
        Gender::Man => "a man",
        Gender::NonBinary => "non-binary or gender-diverse",
    }
}

/// A benefit, after "it gives".
pub fn benefit_name(benefit: Benefit) -> &'static str {
    match benefit {
        Benefit::Travel => "travel",
        Benefit::Lodging => "lodging",
        Benefit::Board => "meals",
        Benefit::Studio => "a studio",
        Benefit::Materials => "materials",
        Benefit::TechnicalSupport => "technical support",
        Benefit::Mentoring => "mentoring",
        Benefit::Exhibition => "a show",
        Benefit::Catalogue => "a catalogue",
        Benefit::Publicity => "publicity",
        Benefit::Acquisition => "a place in a collection",
    }
}

/// The English name of a language, or its code where it is not in this short list.
pub fn language_name(code: &str) -> String {
    let name = LANGUAGES.iter().find(|(known, _)| *known == code).map(|(_, name)| *name);
    name.unwrap_or(code).to_owned()
}

/// The code of a language by its English name.
pub fn language_code(name: &str) -> Option<&'static str> {
    LANGUAGES.iter().find(|(_, known)| known.eq_ignore_ascii_case(name)).map(|(code, _)| *code)
}

/// "Scottsdale, AZ, United States".
pub fn home(home: &Residence) -> String {
    [home.city.as_deref(), home.region.as_deref(), Some(home.country.name())]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

/// "5 months", "1 year", "3 years".
fn span(months: u32) -> String {
    let (count, unit) = if months >= 12 && months.is_multiple_of(12) {
        (months / 12, "year")
    } else {
        (months, "month")
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

/// "30 May 2026".
pub fn date(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// "€25", as on a call's page; "25" where the currency is not known.
pub fn money(money: &Money) -> String {
    match money.currency {
        Some(currency) => parts::money(money.amount, Some(currency.code())),
        None => money.amount.normalize().to_string(),
    }
}

/// "a, b or c".
pub fn or(items: impl IntoIterator<Item = impl Into<String>>) -> String {
    joined(items, "or")
}

/// "a, b and c".
pub fn and(items: impl IntoIterator<Item = impl Into<String>>) -> String {
    joined(items, "and")
}

/// The same words said twice are said once, where they come first.
fn each_once(items: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = Vec::new();
    for item in items {
        if !seen.contains(&item) {
            seen.push(item);
        }
    }
    seen
}

fn joined(items: impl IntoIterator<Item = impl Into<String>>, word: &str) -> String {
    let mut items: Vec<String> = items.into_iter().map(Into::into).collect();
    match items.pop() {
        None => String::new(),
        Some(last) if items.is_empty() => last,
        Some(last) => format!("{} {word} {last}", items.join(", ")),
    }
}
