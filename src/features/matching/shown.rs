//! Verdict and score as pages show them.

use super::conditions::ToJudge;
use super::score::{Band, Part, Score};
use super::verdict::{Judged, Outcome, Verdict};
use super::weights::{FEEDBACK_MOST, most};
use super::{Answer, Conditions, FeedbackPage, Hide, Weights, Why};
use crate::features::opportunities::words::{self, Standing as Place};
use crate::features::profiles::Field;
use crate::features::reading::{Fact, Force};
use crate::platform::parts::{self, Badge, Because, Clause, Judge, Link, ScoreRow, Standing, Tone};

/// The verdict in one or two words.
pub fn badge(outcome: Outcome) -> Badge {
    match outcome {
        Outcome::Eligible => Badge::eligible(),
        Outcome::NotEligible => Badge::not_eligible(),
        Outcome::Unknown => Badge::unknown(),
        Outcome::Unstated => Badge::new(Tone::Quiet, "No conditions found"),
    }
}

/// Where the fit stands, in a word.
pub fn band(band: Band) -> &'static str {
    match band {
        Band::Strong => "Strong fit",
        Band::Good => "Good fit",
        Band::Possible => "Possible fit",
        Band::Stretch => "A stretch",
    }
}

/// Whether one may apply, first and in words, with the clauses beneath.
pub fn standing(verdict: &Verdict, place: Place<'_>) -> Standing {
    let next = verdict.questions.iter().find(|question| question.settles());
    let clauses: Vec<Clause> = verdict.clauses.iter().map(|judged| clause(judged, place)).collect();
    let (tone, words) = match verdict.outcome {
        Outcome::Eligible => (Tone::Yes, "You can apply."),
        Outcome::NotEligible => (Tone::No, "You cannot apply."),
        Outcome::Unknown => (Tone::Open, "It is not settled whether you can apply."),
        Outcome::Unstated => (Tone::Quiet, "Nothing was found about who may apply."),
    };
    let from = verdict.eligible_from.map(|day| {
        format!(" From {} on you could, when nothing else changes.", day.format("%-d %B %Y"))
    });
    Standing {
        tone,
        words: words.into(),
        detail: Some(format!("{}{}", detail(verdict), from.unwrap_or_default())),
        open: verdict.outcome == Outcome::Unknown,
        clauses,
        next: next.map(|question| Link::new(question.asks.clone(), to_field(question.field))),
    }
}

/// What stands under the heading, which has said already whether they may apply.
fn detail(verdict: &Verdict) -> String {
    match verdict.outcome {
        Outcome::Unknown if verdict.questions.iter().any(|question| question.settles()) => {
            "One answer settles it.".into()
        }
        Outcome::Unstated => "Check the call itself before you start.".into(),
        Outcome::Unknown | Outcome::Eligible | Outcome::NotEligible => {
            let words = verdict.in_words.as_str();
            let said = ["You may apply: ", "You may not apply: "];
            let rest = said.iter().find_map(|said| words.strip_prefix(said)).unwrap_or(words);
            let mut characters = rest.chars();
            let first = characters.next().map(|first| first.to_uppercase().to_string());
            first.unwrap_or_default() + characters.as_str()
        }
    }
}

/// The conditions for someone of whom nothing is known.
pub fn conditions(
    eligibility: &[Fact<crate::features::reading::Clause>],
    place: Place<'_>,
) -> Vec<Clause> {
    eligibility
        .iter()
        .map(|fact| Clause {
            badge: Badge::new(Tone::Quiet, words::force(&fact.value)),
            words: fact.quote().map_or_else(String::new, |quote| quote.words.clone()),
            own: None,
            change: None,
            judge: Vec::new(),
            evidence: Some(words::evidence(fact, place)),
        })
        .collect()
}

/// One condition held against the artist.
pub fn clause(judged: &Judged, place: Place<'_>) -> Clause {
    let badge = match (judged.force, judged.answer) {
        (Force::Preferred, _) => Badge::new(Tone::Quiet, "A preference"),
        (Force::Benefit, _) => Badge::new(Tone::Quiet, "A benefit"),
        (Force::Required, Answer::Yes) => Badge::new(Tone::Yes, "Met"),
        (Force::Required, Answer::No) if judged.doubtful => {
            Badge::new(Tone::Open, "Perhaps not met")
        }
        (Force::Required, Answer::No) => Badge::new(Tone::No, "Not met"),
        (Force::Required, Answer::Unknown) => Badge::unknown(),
    };
    let own: Vec<&str> = judged.own.iter().map(|own| own.words.as_str()).collect();
    let field = judged.settled_by.first().or(judged.own.first().map(|own| &own.field));
    let change = field.map(|field| {
        let verb = if judged.settled_by.is_empty() { "Change" } else { "Say" };
        Link::new(format!("{verb}: {}", field.label()), to_field(*field))
    });
    let to_judge =
        if judged.force == Force::Required { ToJudge::of_clause(judged) } else { Vec::new() };
    Clause {
        badge,
        words: judged.asks.clone(),
        own: (!own.is_empty()).then(|| own.join(" ")),
        // Answered where it stands.
        change: change.filter(|_| to_judge.is_empty()),
        judge: to_judge.iter().map(|one| asked(one, judged)).collect(),
        evidence: judged
            .quote
            .clone()
            .map(|quote| words::evidence(&Fact::stated((), quote), place)),
    }
}

/// A condition of a clause, with its answers.
fn asked(one: &ToJudge, judged: &Judged) -> Judge {
    let given = [Field::Conditions, Field::Identities];
    let answered = judged.own.iter().any(|own| own.told && given.contains(&own.field));
    // Alone, the clause itself says what is asked; by whom is plain where it stands.
    let alone = one.asks.starts_with(&judged.asks);
    Judge {
        href: Conditions.to_string(),
        words: if alone { String::new() } else { format!("You must {}.", one.asks) },
        condition: one.key.clone(),
        said: None,
        answers: answers(
            answered.then_some(judged.answer == Answer::Yes).filter(|_| alone),
            one.had_it,
        ),
    }
}

/// A condition by itself.
pub fn judge(one: &ToJudge) -> Judge {
    Judge {
        href: Conditions.to_string(),
        words: format!("You must {}.", one.asks),
        condition: one.key.clone(),
        said: None,
        answers: answers(None, one.had_it),
    }
}

/// A condition that was answered.
pub fn answered(key: &str, met: bool) -> Judge {
    Judge {
        href: Conditions.to_string(),
        words: format!("“{key}”:"),
        condition: key.to_owned(),
        said: Some(if met { "you meet this" } else { "you do not meet this" }.into()),
        answers: answers(Some(met), key.starts_with("not a previous recipient")),
    }
}

/// The answers one can give, where this was answered before. Who is asked whether they `had_it` answers that,
/// and not whether they meet the condition.
fn answers(before: Option<bool>, had_it: bool) -> Vec<(&'static str, &'static str)> {
    let (met, not) = if had_it {
        ("I have not received it", "I have received it before")
    } else {
        ("I meet this", "I do not")
    };
    let all = [("yes", met), ("no", not), ("forget", "Take my answer back")];
    let given = match before {
        Some(true) => "yes",
        Some(false) => "no",
        None => "forget",
    };
    all.into_iter().filter(|(value, _)| *value != given).collect()
}

/// The fit as a sum.
pub fn score(score: &Score) -> parts::Score {
    let mut seen: Vec<Part> = Vec::new();
    let rows = score
        .rows
        .iter()
        .map(|row| {
            // The most of a part stands beside its first row only, so that the column adds up too.
            let first = !seen.contains(&row.part);
            seen.push(row.part);
            let own = row.own.as_ref().map(|own| format!(" {own}")).unwrap_or_default();
            ScoreRow {
                what: part(row.part).0.into(),
                why: format!("{}{own}", row.reason),
                points: row.points,
                most: if first { part(row.part).1 } else { 0 },
                more: (row.part == Part::Feedback)
                    .then(|| Link::new("The marks behind it", FeedbackPage.to_string())),
            }
        })
        .collect();
    let mut shown = parts::Score::new(band(score.band), 100, rows);
    shown.confidence = Some(format!(
        "{}% of the weight rests on facts that are known. Weights, version {}.",
        score.confidence, score.weights
    ));
    // The last row against it took only what was left.
    let ended = score.total == 0 && score.rows.iter().any(|row| row.points < 0);
    shown.note = ended.then_some(
        "What speaks against this call outweighs all that speaks for it. It takes away the points there are, \
         and no more: a score ends at zero.",
    );
    shown.about = Some(Link::new("How points are given", Weights.to_string()));
    shown
}

/// A part's name and the most it can count.
fn part(part: Part) -> (&'static str, i32) {
    match part {
        Part::Practice => ("Discipline", most::DISCIPLINE),
        Part::Kind => ("Kind", most::KIND),
        Part::Worth => ("What you get", most::WORTH),
        Part::Meant => ("Whom it is for", most::MEANT),
        Part::Theme => ("Theme", most::THEME),
        Part::Place => ("Place", most::PLACE),
        Part::Stage => ("Career stage", most::STAGE),
        Part::Fee => ("Entry fee", most::FEE),
        Part::Language => ("Language", most::LANGUAGE),
        Part::Feedback => ("Your saves and hides", FEEDBACK_MOST),
        // These only take away.
        Part::Rules => ("Open conditions", 0),
    }
}

/// The buttons that hide a call, each for a reason.
pub fn hide_because(title: &str, slug: &str, hidden: bool) -> Because {
    Because {
        summary: if hidden { "Say why" } else { "Hide because…" }.into(),
        about: title.to_owned(),
        href: Hide { slug: slug.to_owned() }.to_string(),
        note: Some("Calls like it move down a little.".into()),
        at: String::new(),
        reasons: Why::ALL.map(|why| (why.slug(), why.words())).into(),
    }
}

/// Where a fact of the profile is given.
pub fn to_field(field: Field) -> String {
    if field == Field::Conditions {
        return Conditions.to_string();
    }
    format!("/profile#field-{}", field.slug())
}
