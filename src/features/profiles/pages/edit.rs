//! An artist's profile, and changing it.

#[cfg(test)]
mod sample;

use askama::Template;
use askama_web::WebTemplate;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::Form;
use tower_sessions::Session;

use crate::features::profiles::form::{Answers, Wrong, word_of};
use crate::features::profiles::{Field as Known, Profile, identity};
use crate::features::reading::{Applicant, Country, Discipline, Gender, Kind, Stage};
use crate::platform::error::Result;
use crate::platform::page::{Page, flash};
use crate::platform::parts::{Choice, ErrorSummary, Family, Field};
use crate::platform::state;
use crate::platform::visitor::Visitor;

#[derive(Template, WebTemplate)]
#[template(path = "profiles/edit.html")]
pub struct EditPage {
    page: Page,
    lead: String,
    /// What the form began with, so that what was kept from another window meanwhile is not overwritten unseen.
    seen: String,
    errors: ErrorSummary,
    sections: Vec<Section>,
}

/// A few fields that belong together.
struct Section {
    title: String,
    words: String,
    fields: Vec<Field>,
}

pub async fn show(
    _: Profile,
    page: Page,
    visitor: Visitor,
    State(state): State<state::State>,
) -> Result<EditPage> {
    let artist = identity::of(&state, visitor.id).await?;
    let kept = Answers::of(&artist);
    Ok(form(page, &kept, &Wrong::new(), kept.version()))
}

pub async fn submit(
    _: Profile,
    page: Page,
    visitor: Visitor,
    State(state): State<state::State>,
    session: Session,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let seen = pairs.iter().find(|(name, _)| name == "seen").map(|(_, seen)| seen.clone());
    let today = state.clock.today();
    let sent = identity::change(&state, visitor.id, |before| {
        let kept = Answers::of(before);
        let seen = seen.unwrap_or_else(|| kept.version());
        let answers = Answers::sent(before, pairs);
        if seen != kept.version() && answers.version() != kept.version() {
            return Ok((None, Sent::Behind { answers, kept: kept.into() }));
        }
        Ok(match answers.read(before, today) {
            Ok(artist) => (Some(artist), Sent::Kept),
            Err(wrong) => (None, Sent::Wrong { answers, wrong, seen }),
        })
    });
    match sent.await? {
        Sent::Kept => {
            flash(&session, "Your profile is kept. Your matches follow from it.").await?;
            Ok(Redirect::to("/matches").into_response())
        }
        Sent::Behind { answers, kept } => {
            Ok((StatusCode::CONFLICT, beside(page, &answers, &kept)).into_response())
        }
        Sent::Wrong { answers, wrong, seen } => {
            let page = form(page, &answers, &wrong, seen);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// What came of a profile that was sent.
enum Sent {
    Kept,
    /// Another was kept since its page was opened.
    Behind {
        answers: Answers,
        kept: Box<Answers>,
    },
    Wrong {
        answers: Answers,
        wrong: Wrong,
        seen: String,
    },
}

/// What was typed beside what was kept meanwhile, wherever the two differ. Sent again, what was typed counts.
fn beside(page: Page, typed: &Answers, kept: &Answers) -> EditPage {
    let known = sections(kept);
    let mut both = form(page, typed, &Wrong::new(), kept.version());
    let fields = both.sections.iter_mut().flat_map(|section| &mut section.fields);
    for (field, known) in fields.zip(known.iter().flat_map(|section| &section.fields)) {
        let known = known.in_words();
        if field.in_words() != known {
            let known = if known.is_empty() { "nothing".into() } else { format!("“{known}”") };
            field.error =
                Some(format!("Kept from another window: {known}. Here stands something else."));
        }
    }
    let errors = ErrorSummary::of(both.sections.iter().flat_map(|section| &section.fields));
    EditPage {
        errors: errors.and(
            "Your profile was kept from another window since you opened this one, and nothing of this is kept \
             yet. Below stands what you typed here, with what is kept beside it. Keep it once more, and it counts.",
        ),
        ..both
    }
}

fn sections(answers: &Answers) -> Vec<Section> {
    vec![work(answers), wishes(answers), place(answers), person(answers)]
}

fn form(page: Page, answers: &Answers, wrong: &Wrong, seen: String) -> EditPage {
    let mut sections = sections(answers);
    for field in sections.iter_mut().flat_map(|section| &mut section.fields) {
        let problem = wrong.iter().find(|(name, _)| *name == field.name);
        field.error = problem.map(|(_, problem)| problem.clone());
    }
    EditPage {
        page,
        seen,
        lead:
            "Everything here is optional and seen by you alone. What you leave out is treated as \
               unknown, and each call says so."
                .into(),
        errors: ErrorSummary::of(sections.iter().flat_map(|section| &section.fields)),
        sections,
    }
}

fn work(answers: &Answers) -> Section {
    section(
        "Your work",
        "Decides how well a call fits.",
        vec![
            Field::groups(
                Known::Disciplines.slug(),
                Known::Disciplines.label(),
                disciplines(&answers.disciplines),
            ),
            Field::text(Known::Media.slug(), Known::Media.label())
                .value(&answers.media)
                .hint("In your own words: indigo cloth, cyanotype, weathering steel."),
            Field::select(Known::Stage.slug(), Known::Stage.label(), stages(&answers.stage)),
            Field::area(Known::Statement.slug(), Known::Statement.label(), 6)
                .value(&answers.statement)
                .hint("What your work is about. Its words are compared with those of calls."),
            Field::area(Known::Works.slug(), Known::Works.label(), 4)
                .value(&answers.works)
                .hint("Titles and themes, one a line."),
            Field::area(Known::Cv.slug(), Known::Cv.label(), 4)
                .value(&answers.cv)
                .hint("Shows, awards, residencies, studies, one a line."),
        ],
    )
}

/// The disciplines by the widest one they belong to; those that stand alone come first.
fn disciplines(chosen: &[String]) -> Vec<Family> {
    let widest = |one: Discipline| {
        std::iter::successors(Some(one), |one| one.parent()).last().unwrap_or(one)
    };
    let own = |one: &Discipline| choice(one.slug(), one.name(), chosen);
    let mut alone = Vec::new();
    let mut groups = Vec::new();
    for root in Discipline::ALL.iter().filter(|one| one.parent().is_none()) {
        let below = Discipline::ALL.iter().filter(|one| *one != root && widest(**one) == *root);
        let below: Vec<Choice> = below.map(own).collect();
        if below.is_empty() {
            alone.push(own(root));
        } else {
            let all = std::iter::once(own(root)).chain(below).collect();
            groups.push(Family { title: root.name().to_owned(), choices: all });
        }
    }
    let title = "Painting, printmaking, performance and others".to_owned();
    groups.insert(0, Family { title, choices: alone });
    groups
}

fn wishes(answers: &Answers) -> Section {
    let kinds =
        Kind::ALL.iter().map(|kind| choice(kind.slug(), kind.name(), &answers.kinds)).collect();
    let currencies = ["EUR", "USD", "GBP", "CAD", "AUD", "CHF", "JPY", "BRL", "INR", "MXN", "XOF"];
    let mut currency: Vec<Choice> = currencies
        .iter()
        .map(|code| Choice::new(*code, *code, answers.most_fee_currency == *code))
        .collect();
    currency.insert(0, Choice::new("", "Currency", answers.most_fee_currency.is_empty()));
    section(
        "What you look for",
        "Calls of other kinds, or dearer ones, are still shown: further down, with their price.",
        vec![
            Field::checks(Known::Kinds.slug(), Known::Kinds.label(), kinds),
            Field::text(Known::MostFee.slug(), Known::MostFee.label())
                .value(&answers.most_fee)
                .hint("An amount. Zero: calls with a fee are not for you."),
            Field::select("most_fee_currency", "In", currency),
            yes_no(Known::Travels.slug(), Known::Travels.label(), &answers.travels),
            Field::checks(
                Known::Languages.slug(),
                Known::Languages.label(),
                LANGUAGES
                    .iter()
                    .map(|(code, name)| choice(code, name, &answers.languages))
                    .collect(),
            ),
        ],
    )
}

fn place(answers: &Answers) -> Section {
    let mut countries: Vec<Country> = Country::all().collect();
    countries.sort_by_key(|country| country.name());
    let mut choices = vec![Choice::new("", "Not told", answers.residence.is_empty())];
    choices.extend(countries.into_iter().map(|country| {
        Choice::new(country.code(), country.name(), answers.residence == country.code())
    }));
    section(
        "Where you live and belong",
        "Many calls are open only to people who live in a place, or are citizens of one.",
        vec![
            Field::select(Known::Residence.slug(), Known::Residence.label(), choices),
            Field::text("residence_region", "State, province or region")
                .value(&answers.residence_region),
            Field::text("residence_city", "City or county").value(&answers.residence_city),
            Field::text(Known::ResidenceSince.slug(), Known::ResidenceSince.label())
                .value(&answers.residence_since)
                .hint("A day, a month or a year: 2019-09-01, 2019-09 or 2019."),
            Field::text(Known::Citizenships.slug(), Known::Citizenships.label())
                .value(&answers.citizenships)
                .hint("Countries, separated by commas; “none” if you are stateless."),
            Field::text(Known::WorkPermissions.slug(), Known::WorkPermissions.label())
                .value(&answers.work_permissions)
                .hint("Besides the countries you are a citizen of; “none” if nowhere else."),
        ],
    )
}

fn person(answers: &Answers) -> Section {
    section(
        "About you",
        "Used only to answer the conditions of calls, never for how well a call fits.",
        vec![
            Field::text(Known::Birth.slug(), Known::Birth.label())
                .value(&answers.birth)
                .hint("A year is enough: 1987. A day settles more: 1987-05-04."),
            yes_no(Known::Student.slug(), "Are you a student?", &answers.student),
            yes_no(Known::Represented.slug(), "Does a gallery represent you?", &answers.represented),
            Field::checks(
                Known::AppliesAs.slug(),
                Known::AppliesAs.label(),
                [
                    (Applicant::Individual, "One person"),
                    (Applicant::Duo, "A duo"),
                    (Applicant::Collective, "A collective"),
                    (Applicant::Organisation, "An organisation"),
                ]
                .map(|(kind, words)| choice(&word_of(Some(kind)), words, &answers.applies_as))
                .into(),
            ),
            Field::select(
                Known::Gender.slug(),
                Known::Gender.label(),
                one_of(
                    &answers.gender,
                    &[
                        (word_of(Some(Gender::Woman)), "Woman"),
                        (word_of(Some(Gender::Man)), "Man"),
                        (word_of(Some(Gender::NonBinary)), "Non-binary or gender-diverse"),
                    ],
                ),
            )
            .hint("Only if you choose to tell."),
            Field::area(Known::Identities.slug(), Known::Identities.label(), 3)
                .value(&answers.identities)
                .hint("Only if you choose to tell: First Nations, veteran, artist with disability; one a line."),
            Field::checks(
                "identity_consent",
                "If you told either",
                vec![Choice::new(
                    "yes",
                    "Keep my gender and groups, sealed, to answer conditions of calls",
                    answers.identity_consent == "yes",
                )],
            )
            .hint("They never count in a score. Take them back at any time by emptying both."),
        ],
    )
}

/// The languages one can tick: those that calls are most often written in.
const LANGUAGES: [(&str, &str); 16] = [
    ("ar", "Arabic"),
    ("zh", "Chinese"),
    ("nl", "Dutch"),
    ("en", "English"),
    ("fr", "French"),
    ("de", "German"),
    ("hi", "Hindi"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ru", "Russian"),
    ("es", "Spanish"),
    ("sv", "Swedish"),
    ("tr", "Turkish"),
];

fn stages(chosen: &str) -> Vec<Choice> {
    one_of(
        chosen,
        &[
            (word_of(Some(Stage::Student)), "Studying art"),
            (word_of(Some(Stage::Emerging)), "Emerging: first years of showing work"),
            (word_of(Some(Stage::MidCareer)), "Mid-career: an established practice"),
            (word_of(Some(Stage::Established)), "Established: a long record"),
        ],
    )
}

fn one_of(chosen: &str, values: &[(String, &str)]) -> Vec<Choice> {
    let not_told = Choice::new("", "Not told", chosen.is_empty());
    let others =
        values.iter().map(|(value, words)| Choice::new(value, *words, value.as_str() == chosen));
    std::iter::once(not_told).chain(others).collect()
}

fn yes_no(name: &str, label: &str, chosen: &str) -> Field {
    Field::radios(name, label, one_of(chosen, &[("yes".into(), "Yes"), ("no".into(), "No")]))
}

fn choice(value: &str, words: &str, chosen: &[String]) -> Choice {
    Choice::new(value, words, chosen.iter().any(|one| one == value))
}

fn section(title: &str, words: &str, fields: Vec<Field>) -> Section {
    Section { title: title.into(), words: words.into(), fields }
}
