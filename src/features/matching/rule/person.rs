//! Who the artist is: citizen of what, allowed to work where, at which stage, applying as what.

use super::{Field, Finding, words};
use crate::features::profiles::Artist;
use crate::features::reading::{Applicant, Country, Gender, Stage};

pub(super) fn citizenship(artist: &Artist, countries: &[Country]) -> Finding {
    match &artist.citizenships {
        None => {
            Finding::untold(Field::Citizenships, "You have not said which citizenships you have.")
        }
        Some(own) => Finding::told(
            own.iter().any(|country| countries.contains(country)),
            Field::Citizenships,
            citizen_words(own),
        ),
    }
}

fn citizen_words(own: &[Country]) -> String {
    if own.is_empty() {
        return "You said that you have no citizenship.".into();
    }
    let mut names: Vec<_> = own.iter().map(|country| country.name()).collect();
    names.sort();
    format!("You are a citizen of {}.", words::and(names))
}

pub(super) fn work_permission(artist: &Artist, country: Country) -> Finding {
    if let Some(own) = artist.citizenships.as_deref().filter(|own| own.contains(&country)) {
        return Finding::told(true, Field::Citizenships, citizen_words(own));
    }
    match &artist.work_permissions {
        Some(own) if own.contains(&country) => {
            Finding::told(true, Field::WorkPermissions, format!("You may work in {}.", country))
        }
        Some(_) if artist.citizenships.is_some() => Finding::told(
            false,
            Field::WorkPermissions,
            format!("You did not name {} among the places where you may work.", country),
        ),
        _ => Finding::untold(
            Field::WorkPermissions,
            format!("You have not said whether you may work in {}.", country),
        ),
    }
}

/// Stages are each artist's own judgement, and calls define them differently: whether the next one counts
/// as theirs only the artist can judge, who has told the stage already.
pub(super) fn career_stage(artist: &Artist, stages: &[Stage]) -> Finding {
    let Some(own) = artist.stage else {
        return Finding::untold(Field::Stage, "You have not said at which career stage you are.");
    };
    let say = format!("You are {}.", words::stage_name(own));
    let steps = stages.iter().map(|stage| (*stage as i32 - own as i32).abs()).min();
    if steps == Some(1) {
        let say =
            format!("{say} Calls draw this line in different places: read what this one means.");
        return Finding::untold(Field::Conditions, say);
    }
    Finding::told(steps == Some(0), Field::Stage, say)
}

/// Each call has its own measure of a professional; a long practice meets all of them.
pub(super) fn professional(artist: &Artist) -> Finding {
    match artist.stage {
        Some(own @ (Stage::MidCareer | Stage::Established)) => {
            Finding::told(true, Field::Stage, format!("You are {}.", words::stage_name(own)))
        }
        _ => Finding::untold(
            Field::Conditions,
            "Calls measure this in different ways: read what this one asks for.",
        ),
    }
}

/// The languages of a profile are those to apply in; others may be spoken well enough.
pub(super) fn language(artist: &Artist, asked: &[String]) -> Finding {
    let names = words::or(asked.iter().map(|code| words::language_name(code)));
    match artist.languages.iter().find(|own| asked.contains(own)) {
        Some(own) => {
            let say = format!("You can apply in {}.", words::language_name(own));
            Finding::told(true, Field::Languages, say)
        }
        None => {
            Finding::untold(Field::Languages, format!("You have not said that you speak {names}."))
        }
    }
}

pub(super) fn student(artist: &Artist, must_be: bool) -> Finding {
    let is = artist.student.or((artist.stage == Some(Stage::Student)).then_some(true));
    match is {
        None => Finding::untold(Field::Student, "You have not said whether you are a student."),
        Some(is) => Finding::told(
            is == must_be,
            Field::Student,
            if is { "You are a student." } else { "You are not a student." },
        ),
    }
}

pub(super) fn applicant(artist: &Artist, kinds: &[Applicant]) -> Finding {
    let mut own = artist.applies_as.clone();
    if own.is_empty() {
        return Finding::untold(Field::AppliesAs, "You have not said as what you apply.");
    }
    own.sort();
    Finding::told(
        own.iter().any(|kind| kinds.contains(kind)),
        Field::AppliesAs,
        format!("You apply as {}.", words::or(own.iter().map(|kind| words::applicant_name(*kind)))),
    )
}

pub(super) fn gender(artist: &Artist, genders: &[Gender]) -> Finding {
    match artist.gender {
        None => {
            Finding::untold(Field::Gender, "You have not said what your gender is, and need not.")
        }
        Some(own) => Finding::told(
            genders.contains(&own),
            Field::Gender,
            format!("You are {}.", words::gender_name(own)),
        ),
    }
}

/// Has no gallery.
pub(super) fn no_gallery(artist: &Artist) -> Finding {
    let field = Field::Represented;
    match artist.represented {
        Some(true) => Finding::told(false, field, "You are represented by a gallery."),
        Some(false) => Finding::told(true, field, "You are not represented by a gallery."),
        None => Finding::untold(field, "You have not said whether a gallery represents you."),
    }
}
