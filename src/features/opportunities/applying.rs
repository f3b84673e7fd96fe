//! How one applies, in words: what to hand in, by which way, and the dates around a call.

use chrono::NaiveTime;
use url::Url;

use super::words::{Standing, evidence, say};
use crate::features::profiles::words::language_name;
use crate::features::reading::{
    AiPolicy, Channel, KeyDate, Limit, Material, PartialDate, Reading, Route, Unit,
};
use crate::platform::parts::Fact;

/// What must be handed in, each thing with its limits; one line that says so where nothing was found.
pub fn materials(reading: &Reading, standing: Standing<'_>) -> Vec<Fact> {
    let materials = &reading.application.materials;
    if materials.is_empty() {
        return vec![Fact::unknown("What to hand in", "Not stated, as far as we can read it")];
    }
    let line = |fact: &crate::features::reading::Fact<Material>| {
        say(fact.value.kind.name(), limits(&fact.value), fact, standing)
    };
    materials.iter().map(line).collect()
}

/// By which way one applies, in which languages, and what holds about artificial intelligence.
pub fn applying(reading: &Reading, standing: Standing<'_>) -> Vec<Fact> {
    let application = &reading.application;
    let mut facts = vec![several("How to apply", &application.routes, route, standing)];
    if let Some(fact) = &reading.apply {
        facts.push(say("Where to apply", address(&fact.value), fact, standing));
    }
    facts.push(several(
        "Languages to apply in",
        &application.languages,
        |code| language_name(code),
        standing,
    ));
    facts.push(match application.ai.is_empty() {
        true => Fact::unknown("Artificial intelligence", "Not mentioned"),
        false => {
            several("Artificial intelligence", &application.ai, |ai| policy(*ai).into(), standing)
        }
    });
    facts
}

/// Where one applies, as a person would say it.
pub fn address(url: &Url) -> String {
    match url.scheme() {
        "mailto" => format!("By email to {}", url.path()),
        _ => url.to_string(),
    }
}

/// The dates that are not the deadline, in the order of the days; one line that says so where there are
/// none.
pub fn dates(reading: &Reading, standing: Standing<'_>) -> Vec<Fact> {
    let opens = reading.closing.opens.as_ref();
    let mut facts: Vec<Fact> = opens
        .map(|fact| {
            let words = fact.value.format("%-d %B %Y").to_string();
            say("Applications open", words, fact, standing)
        })
        .into_iter()
        .collect();
    facts.extend(
        reading
            .dates
            .iter()
            .map(|fact| say(fact.value.what.name(), when(&fact.value), fact, standing)),
    );
    if facts.is_empty() {
        facts.push(Fact::unknown("Other dates", "None stated"));
    }
    facts
}

fn several<T>(
    label: &str,
    facts: &[crate::features::reading::Fact<T>],
    words: impl Fn(&T) -> String,
    standing: Standing<'_>,
) -> Fact {
    match facts {
        [] => Fact::unknown(label, "Not stated"),
        [one] => say(label, words(&one.value), one, standing),
        all => {
            let lines: Vec<String> = all.iter().map(|fact| words(&fact.value)).collect();
            let shown = Fact::new(label, lines);
            all.iter().fold(shown, |shown, fact| shown.resting_on(evidence(fact, standing)))
        }
    }
}

/// The limits of a thing in one phrase: "5 to 10; JPG; up to 5 MB".
pub fn limits(material: &Material) -> String {
    let mut parts: Vec<String> = material.limits.iter().map(limit).collect();
    if !material.formats.is_empty() {
        parts.push(material.formats.join(" or "));
    }
    if material.optional {
        parts.push("optional".into());
    }
    match parts.is_empty() {
        true => "Asked for; no limits stated".into(),
        false => parts.join("; "),
    }
}

fn limit(limit: &Limit) -> String {
    let number = match (limit.least, limit.most) {
        (Some(least), Some(most)) if least == most => least.to_string(),
        (Some(least), Some(most)) => format!("{least} to {most}"),
        (None, Some(most)) => format!("up to {most}"),
        (Some(least), None) => format!("at least {least}"),
        (None, None) => String::new(),
    };
    let one = limit.most.or(limit.least) == Some(1);
    let unit = match limit.unit {
        Unit::Items => return number,
        Unit::Words => {
            if one {
                "word"
            } else {
                "words"
            }
        }
        Unit::Characters => "characters",
        Unit::Pages => {
            if one {
                "page"
            } else {
                "pages"
            }
        }
        Unit::Minutes => {
            if one {
                "minute"
            } else {
                "minutes"
            }
        }
        Unit::Seconds => "seconds",
        Unit::Kilobytes => "KB",
        Unit::Megabytes => "MB",
        Unit::Pixels => "pixels",
        Unit::Dpi => "dpi",
    };
    format!("{number} {unit}")
}

/// A way to apply: "On Submittable".
pub fn route(route: &Route) -> String {
    let service = route.service.as_deref();
    let host = route.address.as_ref().and_then(|address| address.host_str());
    match (route.channel, service) {
        (Channel::Portal, Some(name)) => format!("On {name}"),
        (Channel::Portal, None) => "On a portal".into(),
        (Channel::Form, Some(name)) => format!("By an online form ({name})"),
        (Channel::Form, None) => "By an online form".into(),
        (Channel::Website, _) => {
            host.map_or_else(|| "On a website".to_owned(), |host| format!("On {host}"))
        }
        (Channel::Email, _) => match &route.address {
            Some(address) => format!("By e-mail to {}", address.path()),
            None => "By e-mail".into(),
        },
        (Channel::Post, _) => "By post".into(),
        (Channel::InPerson, _) => "In person".into(),
    }
}

/// What holds about artificial intelligence.
pub fn policy(policy: AiPolicy) -> &'static str {
    match policy {
        AiPolicy::Forbidden => "Not allowed",
        AiPolicy::Disclose => "Its use must be disclosed",
        AiPolicy::Allowed => "Allowed",
    }
}

/// When something happens: "5 to 9 March 2027", "June 2027", "4 May 2027 at 18:00".
pub fn when(date: &KeyDate) -> String {
    let first = &date.on;
    let day = match &date.until {
        None => day(first, true, true),
        Some(last) if (first.year, first.month) == (last.year, last.month) => {
            format!("{} to {}", day(first, false, false), day(last, true, true))
        }
        Some(last) => {
            format!("{} to {}", day(first, true, first.year != last.year), day(last, true, true))
        }
    };
    let at = |time: NaiveTime| format!("{day} at {}", time.format("%H:%M"));
    date.time.map_or_else(|| day.clone(), at)
}

fn day(date: &PartialDate, month: bool, year: bool) -> String {
    let name = date
        .month
        .and_then(|month| u8::try_from(month).ok())
        .and_then(|month| chrono::Month::try_from(month).ok().map(|month| month.name().to_owned()));
    let parts = [
        date.day.map(|day| day.to_string()),
        name.filter(|_| month || date.day.is_none()),
        date.year.filter(|_| year).map(|year| year.to_string()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::reading::{MaterialKind, Milestone};

    #[test]
    fn limits_are_said_as_a_person_would() {
        let of = |unit, least, most| limit(&Limit { unit, least, most });
        assert_eq!(of(Unit::Items, Some(5), Some(10)), "5 to 10");
        assert_eq!(of(Unit::Words, None, Some(300)), "up to 300 words");
        assert_eq!(of(Unit::Pages, Some(1), Some(1)), "1 page");
        assert_eq!(of(Unit::Pixels, Some(1200), None), "at least 1200 pixels");
        let mut cv = Material {
            kind: MaterialKind::Cv,
            limits: Vec::new(),
            formats: Vec::new(),
            optional: false,
        };
        assert_eq!(limits(&cv), "Asked for; no limits stated");
        cv.formats = vec!["PDF".into()];
        cv.optional = true;
        assert_eq!(limits(&cv), "PDF; optional");
    }

    #[test]
    fn a_span_of_days_says_each_part_once() {
        let on = |year, month, day| PartialDate { year: Some(year), month: Some(month), day };
        let say = |on, until| when(&KeyDate { what: Milestone::Exhibition, on, until, time: None });
        assert_eq!(say(on(2027, 6, None), None), "June 2027");
        let (first, last) = (on(2027, 3, Some(5)), on(2027, 3, Some(9)));
        assert_eq!(say(first, Some(last)), "5 to 9 March 2027");
        assert_eq!(say(first, Some(on(2027, 4, Some(1)))), "5 March to 1 April 2027");
        assert_eq!(say(first, Some(on(2028, 1, Some(1)))), "5 March 2027 to 1 January 2028");
        let (first, last) = (on(2027, 3, None), on(2027, 5, None));
        assert_eq!(say(first, Some(last)), "March to May 2027");
    }
}
