//! Reads what kind of call a text is, or why it is none.

use std::ops::Range;
use std::sync::LazyLock;

use super::awarded::reports_an_award;
use super::layout::{Layout, Standing};
use super::lexicon::section;
use super::pattern::Pattern;
use super::signals::{Signal, Signals, Tally};
use super::words::Phrases;
use super::{Fact, Kind, NotACall, Quote, Warning};

/// The kind, and a warning where two kinds are about as likely. `won` is the words of an amount that is won.
pub(super) fn kind(
    layout: &Layout<'_>,
    signals: &Signals,
    won: Option<&Quote>,
) -> (Option<Fact<Kind>>, Option<Warning>) {
    let ranked = ranked(layout, signals);
    if let Some(stay) = fellowship_to_stay(layout, &ranked) {
        return (Some(stay), None);
    }
    if let Some(quote) = won.filter(|_| is_prize_or_show(&ranked)) {
        let because = "It speaks of a show and of a prize alike, and money is won.";
        return (Some(Fact::inferred(Kind::Prize, quote.clone(), because)), None);
    }
    let [(kind, first), (other, second), ..] = &ranked[..] else { return (None, None) };
    let Some(quote) = first.best.as_ref().and_then(|(_, words)| layout.quote(words.clone())) else {
        return (None, Some(Warning::KindUnclear));
    };
    let close = second.points * 10 >= first.points * 8;
    let fact = if first.in_title > 0 && !close {
        Fact::stated(*kind, quote)
    } else if close {
        let because = format!(
            "It also speaks of {} ({} points against {}).",
            other.name().to_lowercase(),
            second.points,
            first.points
        );
        Fact::doubtful(*kind, quote, because)
    } else {
        let because = format!(
            "These words and others like them speak for {} ({} points, the next kind {}).",
            kind.name().to_lowercase(),
            first.points,
            second.points
        );
        Fact::inferred(*kind, quote, because)
    };
    (Some(fact), close.then_some(Warning::KindUnclear))
}

/// Every kind with what speaks for it, the likeliest first.
fn ranked(layout: &Layout<'_>, signals: &Signals) -> Vec<(Kind, Tally)> {
    let mut ranked: Vec<(Kind, Tally)> =
        Kind::ALL.into_iter().map(|kind| (kind, signals.tally(Signal::Kind(kind)))).collect();
    // A work for a building is ordered, also where a contest chooses whose.
    let ordered =
        signals.tally(Signal::Kind(Kind::Commission)).best.is_some_and(|(points, words)| {
            points >= 45 && layout.standing(words.start) <= Standing::Lead
        });
    for (kind, tally) in &mut ranked {
        if *kind == Kind::Prize && ordered {
            let contest = signals.points(Signal::Contest);
            tally.points = tally.points.saturating_sub(contest * 3 / 4);
        }
        // What a source says of all its calls settles a draw, no more.
        if layout.document.hints.kinds == [*kind] {
            tally.points += tally.points / 8;
        }
    }
    ranked.sort_by_key(|(kind, tally)| (std::cmp::Reverse(tally.points), *kind));
    ranked
}

/// Whether a show and a prize are the two likeliest, and about as likely.
fn is_prize_or_show(ranked: &[(Kind, Tally)]) -> bool {
    let [(one, first), (other, second), ..] = ranked else { return false };
    let pair = [*one, *other];
    pair.contains(&Kind::Prize)
        && pair.contains(&Kind::Exhibition)
        && second.points * 10 >= first.points * 9
}

/// A fellowship may be money or a stay: one that "offers a residency", or speaks of the stay and of where
/// one lives and works, is a stay.
fn fellowship_to_stay(layout: &Layout<'_>, ranked: &[(Kind, Tally)]) -> Option<Fact<Kind>> {
    static OFFERS: LazyLock<Phrases<()>> = LazyLock::new(|| section("offers a stay"));
    static STAYS: LazyLock<Phrases<()>> = LazyLock::new(|| section("speaks of a stay"));
    let [(Kind::Grant, first), ..] = ranked else { return None };
    let named = layout.quote(first.best.as_ref()?.1.clone())?;
    let told = [
        "fellow", "scholar", "stipend", "bourse", "beca", "bolsa", "borsa", "borse", "bursar",
        "fund",
    ];
    let fellowship = told.iter().any(|word| named.words.to_lowercase().contains(word));
    if !fellowship {
        return None;
    }
    let stay = || {
        let mut said = STAYS.find_in(&layout.words);
        said.retain(|found| layout.standing(found.words.start) < Standing::Aside);
        let first = said.first()?.words.clone();
        let stem = |at: usize| layout.words.folded(at).chars().take(5).collect::<String>();
        let two = said.iter().any(|other| stem(other.words.start) != stem(first.start));
        two.then_some(first)
    };
    let offer = OFFERS.find_in(&layout.words).into_iter().next().map(|found| found.words);
    let quote = layout.quote(offer.or_else(stay)?)?;
    Some(Fact::inferred(Kind::Residency, quote, "What it offers is a stay, whatever its name."))
}

/// Why it is not a call, where the words say so. What is weighed against each reason is how strongly the
/// text invites someone to apply.
pub(super) fn not_a_call(layout: &Layout<'_>, signals: &Signals) -> Option<Fact<NotACall>> {
    let words = layout.words.all.len();
    if words < 3 {
        return fact(layout, NotACall::Empty, Tally::default(), "There are hardly any words.");
    }
    let invites = signals.points(Signal::Call);
    let named = title_names_a_call(signals);
    let of = |signal| signals.tally(signal);

    let (none, list) = (of(Signal::NoCall), of(Signal::List));
    if none.points >= 40 && none.points * 4 > invites {
        return fact(
            layout,
            NotACall::NoSingleCall,
            none,
            "It says that nothing can be applied for.",
        );
    }
    // A digest of many calls may well name them in its title.
    if list.in_title > 0 && (!named || list.in_title >= 140 && words >= 150) {
        return fact(
            layout,
            NotACall::NoSingleCall,
            list,
            "The title names a list or questions about calls.",
        );
    }
    if let Some(words) = questions_about_calls(layout, signals) {
        let told = Tally { best: Some((0, words)), ..Tally::default() };
        let because = "The title names questions, and they are about no one call.";
        return fact(layout, NotACall::NoSingleCall, told, because);
    }
    if let Some(words) = reports_an_award(layout, invites) {
        let told = Tally { best: Some((0, words)), ..Tally::default() };
        let because = "It reports a grant that was given already.";
        return fact(layout, NotACall::News, told, because);
    }
    let (estate, job, course) = (of(Signal::RealEstate), of(Signal::Job), of(Signal::Course));
    // What a page is comes before what it is about: a job at a pottery is a job.
    if job.points > 0 && job.points * 2 > invites && names_a_post(layout) {
        return fact(layout, NotACall::Job, job, "It describes a job.");
    }
    if estate.points > 0
        && (estate.in_title >= 100 || estate.points >= 120 && estate.points > invites)
    {
        return fact(layout, NotACall::RealEstate, estate, "It offers space to let or sell.");
    }
    if job.in_title >= 100 && !named || job.points >= 100 && job.points * 2 > invites {
        return fact(layout, NotACall::Job, job, "It describes a job.");
    }
    let taught = course.points >= 90 && course.points * 2 > invites * 3;
    let paid = course.points >= 200 && course.points * 10 > invites * 9;
    if (taught && !named) || paid || (course.in_title >= 72 && invites < 80 && !named) {
        return fact(layout, NotACall::Course, course, "It offers teaching to enrol in.");
    }
    if let Some(others) = asks_for_others(layout) {
        return Some(others);
    }
    if let Some(unrelated) = unrelated(layout, signals) {
        return Some(unrelated);
    }
    let (news, event) = (of(Signal::News), of(Signal::Event));
    let told = news.points > invites * 2 || news.in_title >= 100 && news.points > invites;
    if news.points >= 60 && told {
        return fact(
            layout,
            NotACall::News,
            news,
            "It tells of what has been, and invites nobody to apply.",
        );
    }
    let visited = event.points >= 30 && invites < 12;
    if !named && (visited || event.points >= 90 && event.points > invites * 3) {
        return fact(layout, NotACall::Event, event, "It invites people to visit, not to apply.");
    }
    if !named && invites == 0 && words >= 120 && speaks_our_languages(layout) {
        let because = "Nothing in it invites anyone to apply or to send work.";
        return fact(layout, NotACall::NoSingleCall, Tally::default(), because);
    }
    None
}

/// A title that names questions and answers, where hardly a word says what kind of call they are about.
fn questions_about_calls(layout: &Layout<'_>, signals: &Signals) -> Option<Range<usize>> {
    static QUESTIONS: LazyLock<Phrases<()>> = LazyLock::new(|| section("questions and answers"));
    let told = Kind::ALL.into_iter().any(|kind| signals.points(Signal::Kind(kind)) >= 25);
    let named = QUESTIONS.find_between(&layout.words, layout.title.clone()).into_iter().next()?;
    (!told).then_some(named.words)
}

/// A title that asks for others than artists: scholars with papers, people to sit on a jury.
fn asks_for_others(layout: &Layout<'_>) -> Option<Fact<NotACall>> {
    static PAPERS: LazyLock<Phrases<()>> = LazyLock::new(|| section("asks for papers"));
    static JURORS: LazyLock<Phrases<()>> = LazyLock::new(|| section("asks for jurors"));
    let told = |words| Tally { best: Some((0, words)), ..Tally::default() };
    let juror = JURORS.starts_at(&layout.words, layout.title.start);
    if let Some(end) = juror.filter(|end| *end <= layout.title.end) {
        let words = layout.title.start..end;
        return fact(layout, NotACall::Job, told(words), "It asks for people who judge.");
    }
    let asked = PAPERS.find_between(&layout.words, layout.title.clone()).into_iter().next();
    // A short text may lack its title.
    let first = || {
        let end = layout.lines.get(2).or(layout.lines.last())?.words.end;
        let short = layout.words.all.len() <= 60;
        PAPERS.find_between(&layout.words, 0..end).into_iter().next().filter(|_| short)
    };
    let words = asked.or_else(first)?.words;
    fact(layout, NotACall::Unrelated, told(words), "It asks scholars for papers.")
}

/// Whether the title names a post to be filled: "Studio Manager (maternity cover)".
fn names_a_post(layout: &Layout<'_>) -> bool {
    static POST: LazyLock<Pattern> = LazyLock::new(|| {
        Pattern::words(
            r"\b(?:manager|coordinator|co-ordinator|technician|administrator|registrar|officer|assistant|director|receptionist|intern|lecturer|professor|teacher|we(?: are|[’']re) hiring|vacancy|vacancies|job)\b\W*(?:\(.*\))?\W*(?:$|[-–|:])|\bhiring:",
        )
    });
    POST.is_match(&layout.text()[layout.words.span(layout.title.clone())])
}

/// Whether the title names a thing one can only apply for.
fn title_names_a_call(signals: &Signals) -> bool {
    let of = |signal| signals.tally(signal).in_title;
    of(Signal::Call) >= 100
        // "Exhibition" alone may be one to visit; "juried exhibition", "call for exhibition" are not.
        || of(Signal::Kind(Kind::Exhibition)) >= 108
        || Kind::ALL
            .into_iter()
            .filter(|kind| !matches!(kind, Kind::Exhibition | Kind::Other))
            .any(|kind| of(Signal::Kind(kind)) >= 80)
}

/// Money or help for something else: not a word of artists or their works, or another subject that
/// drowns the one there is.
fn unrelated(layout: &Layout<'_>, signals: &Signals) -> Option<Fact<NotACall>> {
    let artist = signals.points(Signal::Artist);
    let art = signals.points(Signal::Art);
    let subject = signals.tally(Signal::Subject);
    let letters = signals.tally(Signal::Letters);
    let stay = signals.points(Signal::Kind(Kind::Residency));
    let visual = (artist + art).saturating_sub(letters.points);
    if letters.points >= 100 && visual * 2 < letters.points && stay < 60 {
        let because = "It is for writers, musicians or performers.";
        return fact(layout, NotACall::Unrelated, letters, because);
    }
    // What names itself a call is refused only where the other subject is plain.
    let called = signals.tally(Signal::Call).in_title >= 100;
    let enough = if called { 100 } else { 40 };
    // A title that names a grant for the arts is about them, whatever else they are to do good for.
    let titled = signals.tally(Signal::Art).in_title + signals.tally(Signal::Artist).in_title >= 72
        && title_names_a_call(signals);
    let elsewhere = subject.points >= enough && artist == 0 && art < 150 && !titled
        || subject.points >= 100 && subject.points > (artist + art) * if titled { 4 } else { 2 };
    if elsewhere {
        return fact(
            layout,
            NotACall::Unrelated,
            subject,
            "It is about this, not about making art.",
        );
    }
    let shown = [Kind::Exhibition, Kind::Residency].map(|kind| signals.points(Signal::Kind(kind)));
    let silent =
        artist == 0 && art < 60 && shown.iter().sum::<u32>() < 60 && layout.words.all.len() >= 40;
    if silent && speaks_our_languages(layout) {
        let keyword = signals.tally(Signal::Art);
        return fact(
            layout,
            NotACall::Unrelated,
            keyword,
            "Nothing else in it speaks of artists or their work.",
        );
    }
    None
}

/// Whether the text is in a language of the lexicon: only then does silence say something.
fn speaks_our_languages(layout: &Layout<'_>) -> bool {
    use whatlang::Lang::{Deu, Eng, Fra, Ita, Kor, Por, Spa};
    whatlang::detect(layout.text()).is_some_and(|it| {
        it.is_reliable() && matches!(it.lang(), Deu | Eng | Fra | Ita | Kor | Por | Spa)
    })
}

/// The reason with the words it rests on; where it rests on what is not said, with the first line.
fn fact(layout: &Layout<'_>, why: NotACall, tally: Tally, because: &str) -> Option<Fact<NotACall>> {
    let words = match tally.best {
        Some((_, words)) => words,
        None => layout.lines.first()?.words.clone(),
    };
    let first_words = words.start..words.end.min(words.start + 30);
    Some(Fact::inferred(why, layout.quote(first_words)?, because))
}
