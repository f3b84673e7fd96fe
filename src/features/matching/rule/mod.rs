//! One rule held against an artist's own facts.

mod area;
mod birth;
mod group;
mod person;
mod practice;

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::Answer;
use super::words;
use crate::features::profiles::{Artist, Field};
use crate::features::reading::{Country, Rule};

pub(super) use area::{Area, Home};
pub(super) use birth::window;
pub(super) use practice::{Nearness, nearness};

/// What the artist told about one thing, or that they did not, in the second person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct OwnFact {
    /// Where in the profile it stands and can be changed.
    pub field: Field,
    /// "You live in Dakar, Senegal." / "You have not said where you live."
    pub words: String,
    /// Whether they told.
    pub told: bool,
}

/// Who asks, and about which day.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    /// The artist.
    pub artist: &'a Artist,
    /// The day on which ages and spans count: the deadline, or today where there is none.
    pub on: NaiveDate,
    /// Answers taken for granted, to try out what they would change.
    pub assumed: &'a [(Rule, bool)],
}

/// The answer to a rule and what it rests on.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    /// The answer.
    pub answer: Answer,
    /// The artist's facts it rests on, or that would settle it.
    pub own: Vec<OwnFact>,
    /// The rules without parts inside it that stay unknown.
    pub open: Vec<(Field, Rule)>,
    /// It is open only through a group the artist did not name: every other alternative is closed.
    pub slim: bool,
    /// The day from which time alone turns the no into a yes.
    pub from: Option<NaiveDate>,
}

impl Finding {
    fn of(answer: Answer, field: Field, told: bool, words: impl Into<String>) -> Self {
        Self {
            answer,
            own: vec![OwnFact { field, words: words.into(), told }],
            open: Vec::new(),
            slim: false,
            from: None,
        }
    }

    fn told(met: bool, field: Field, words: impl Into<String>) -> Self {
        Self::of(met.into(), field, true, words)
    }

    fn untold(field: Field, words: impl Into<String>) -> Self {
        Self::of(Answer::Unknown, field, false, words)
    }

    fn bare(answer: Answer) -> Self {
        Self { answer, own: Vec::new(), open: Vec::new(), slim: false, from: None }
    }
}

/// Holds a rule against the artist's facts.
pub(super) fn judge(rule: &Rule, asked: &Asked<'_>) -> Finding {
    if let Some((_, met)) = asked.assumed.iter().find(|(assumed, _)| assumed == rule) {
        return Finding::bare((*met).into());
    }
    match rule {
        Rule::AnyOf { rules } => any(rules.iter().map(|rule| judge(rule, asked)).collect()),
        Rule::AllOf { rules } => all(rules.iter().map(|rule| judge(rule, asked)).collect()),
        Rule::Not { rule } => {
            let finding = judge(rule, asked);
            Finding { answer: !finding.answer, from: None, ..finding }
        }
        leaf => {
            let mut finding = judge_leaf(leaf, asked);
            if finding.answer == Answer::Unknown {
                let field = finding.own.first().map_or(Field::Conditions, |own| own.field);
                finding.open.push((field, leaf.clone()));
            }
            finding
        }
    }
}

fn judge_leaf(rule: &Rule, asked: &Asked<'_>) -> Finding {
    let artist = asked.artist;
    match rule {
        Rule::Anyone => Finding::bare(Answer::Yes),
        Rule::Residence { countries, area, months } => {
            residence(asked, countries, area.as_deref(), *months)
        }
        Rule::Citizenship { countries } => person::citizenship(artist, countries),
        Rule::WorkPermission { country } => person::work_permission(artist, *country),
        Rule::Age { least, most, on } => birth::age(asked, *least, *most, *on),
        Rule::Born { from, until } => birth::born(artist, *from, *until),
        Rule::CareerStage { stages } => condition(artist, &words::asks(rule))
            .unwrap_or_else(|| person::career_stage(artist, stages)),
        Rule::Experience { .. } => condition(artist, &words::asks(rule)).unwrap_or_else(|| {
            Finding::untold(
                Field::Conditions,
                "A profile does not say for how long: count the years and say whether you meet it.",
            )
        }),
        Rule::Professional { .. } => {
            answered(artist, rule).unwrap_or_else(|| person::professional(artist))
        }
        Rule::Student { must_be } => person::student(artist, *must_be),
        Rule::ApplicantKind { kinds } => person::applicant(artist, kinds),
        Rule::Gender { genders } => person::gender(artist, genders),
        Rule::Identity { group } => group::identity(artist, group),
        Rule::Practice { disciplines } => practice::practice(artist, disciplines),
        Rule::PracticeExcluded { disciplines } => practice::excluded(artist, disciplines),
        Rule::Language { languages } => person::language(artist, languages),
        Rule::NominationOnly { .. } => answered(artist, rule).unwrap_or(Finding {
            answer: Answer::No,
            ..Finding::of(
                Answer::No,
                Field::Conditions,
                false,
                "Nobody can apply here: others put artists forward. You have not said that someone nominates you.",
            )
        }),
        Rule::NoPreviousRecipient { .. } => answered(artist, rule).unwrap_or_else(|| {
            Finding::untold(Field::Conditions, "You have not said whether you received it before.")
        }),
        Rule::NoGallery => person::no_gallery(artist),
        Rule::Member { of } => group::member(artist, of),
        Rule::Other { condition: words } => condition(artist, words).unwrap_or_else(|| {
            Finding::untold(
                Field::Conditions,
                "No fact of a profile answers this: read it and say whether you meet it.",
            )
        }),
        // Handled by `judge`, which never passes them on.
        Rule::AnyOf { .. } | Rule::AllOf { .. } | Rule::Not { .. } => Finding::bare(Answer::Unknown),
    }
}

/// All of several: the nos decide, else the open ones, else everything.
fn all(findings: Vec<Finding>) -> Finding {
    let answer = Answer::all(findings.iter().map(|finding| finding.answer));
    let deciding: Vec<_> =
        findings.into_iter().filter(|finding| finding.answer == answer).collect();
    // Time settles it when it settles each of the nos; the last of them counts.
    let from = deciding.iter().map(|f| f.from).collect::<Option<Vec<_>>>();
    joined(answer, deciding, from.and_then(|days| days.into_iter().max()))
}

/// Any of several: the yeses decide, else the open ones, else everything.
fn any(findings: Vec<Finding>) -> Finding {
    let answer = Answer::any(findings.iter().map(|finding| finding.answer));
    let slim = answer == Answer::Unknown
        && findings.iter().any(|finding| finding.answer == Answer::No)
        && findings.iter().all(|f| f.open.iter().all(|(field, _)| *field == Field::Identities));
    let deciding: Vec<_> =
        findings.into_iter().filter(|finding| finding.answer == answer).collect();
    let from = deciding.iter().filter_map(|f| f.from).min();
    Finding { slim, ..joined(answer, deciding, from) }
}

fn joined(answer: Answer, findings: Vec<Finding>, from: Option<NaiveDate>) -> Finding {
    let mut whole = Finding { from, ..Finding::bare(answer) };
    for finding in findings {
        for own in finding.own {
            if !whole.own.contains(&own) {
                whole.own.push(own);
            }
        }
        whole.open.extend(finding.open);
    }
    whole
}

/// What the artist answered to a rule that each organiser asks anew.
fn answered(artist: &Artist, rule: &Rule) -> Option<Finding> {
    condition(artist, &own_words(rule)?)
}

/// The words under which the answer to a rule is kept that each organiser asks anew.
pub(super) fn own_words(rule: &Rule) -> Option<String> {
    let (words, of) = match rule {
        Rule::Professional { of } => ("professional artist", of),
        Rule::NominationOnly { of } => ("nominated by others", of),
        Rule::NoPreviousRecipient { of } => ("not a previous recipient", of),
        _ => return None,
    };
    Some(of.as_ref().map_or_else(|| words.to_owned(), |of| format!("{words} ({of})")))
}

fn condition(artist: &Artist, words: &str) -> Option<Finding> {
    artist.answered(words).map(|met| {
        let say = if met {
            "You said that you meet this."
        } else {
            "You said that you do not meet this."
        };
        Finding::told(met, Field::Conditions, say)
    })
}

fn residence(
    asked: &Asked<'_>,
    countries: &[Country],
    area: Option<&str>,
    months: Option<u32>,
) -> Finding {
    let Some(home) = &asked.artist.residence else {
        return Finding::untold(Field::Residence, "You have not said where you live.");
    };
    let lives = area::lives_in(home, countries, area);
    let mut finding =
        Finding::of(lives, Field::Residence, true, format!("You live in {}.", words::home(home)));
    let Some(months) = months.filter(|_| lives != Answer::No) else { return finding };
    let Some(since) = home.since else {
        finding.answer = lives.and(Answer::Unknown);
        finding.own.insert(
            0,
            OwnFact {
                field: Field::ResidenceSince,
                words: "You have not said since when you live there.".into(),
                told: false,
            },
        );
        return finding;
    };
    let from = since.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX);
    let long_enough = from <= asked.on;
    finding.answer = lives.and(long_enough.into());
    finding.from = (!long_enough && lives == Answer::Yes).then_some(from);
    finding.own.push(OwnFact {
        field: Field::ResidenceSince,
        words: format!("You have lived there since {}.", words::date(since)),
        told: true,
    });
    finding
}
