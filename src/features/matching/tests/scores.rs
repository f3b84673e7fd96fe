use proptest::prelude::*;

use super::*;
use crate::features::matching::weights::most;
use crate::features::matching::{Feedback, Part, Score, score, verdict};
use crate::features::reading::Discipline;

fn scored(reading: &Reading, artist: &Artist) -> Score {
    scored_on(reading, artist, today())
}

fn scored_on(reading: &Reading, artist: &Artist, day: NaiveDate) -> Score {
    score(reading, artist, &Feedback::default(), &verdict(reading, artist, day), day)
}

fn sum(score: &Score) -> i32 {
    score.rows.iter().map(|row| row.points).sum()
}

#[test]
fn the_parts_can_count_a_hundred_together() {
    let parts = [
        most::DISCIPLINE,
        most::KIND,
        most::WORTH,
        most::MEANT,
        most::THEME,
        most::PLACE,
        most::STAGE,
        most::FEE,
        most::LANGUAGE,
    ];
    assert_eq!(parts.iter().sum::<i32>(), 100);
}

#[test]
fn the_rows_are_what_an_artist_reads() {
    let score = scored(&fjord(), &ines());
    let rows: Vec<String> =
        score.rows.iter().map(|row| format!("{:+} {}", row.points, row.reason)).collect();
    insta::assert_snapshot!(format!("{} {}\n{}", score.total, score.band.name(), rows.join("\n")), @r"
    81 Strong
    +26 It names ceramics, your discipline.
    +14 You want this kind of call: residency.
    +10 It happens in Odda, Norway, and travel is paid.
    +8 It uses words of yours: clay, river.
    +6 It brings €1,500. That is about US$1,700 after costs, by rough rates of mid-2025.
    +6 Only for few, you among them: they must be 18 to 40 years old at the deadline.
    +3 It looks for artists at your career stage.
    +3 Entering costs €10, well within what you would pay.
    +3 It is written in English.
    +2 It gives travel and a studio.
    ");
    assert_eq!(sum(&score), score.total as i32);
    assert_eq!(score.confidence, 100);
}

#[test]
fn nothing_known_scores_little_and_says_so() {
    let score = scored(&Reading::default(), &Artist::default());
    assert_eq!(score.confidence, 0);
    assert_eq!(sum(&score), score.total as i32);
    assert!(score.total < 25, "{score:?}");
}

#[test]
fn the_language_of_applications_counts_before_that_of_the_page() {
    let row = |languages: &[&str]| {
        let mut call = fjord();
        call.language = Some("no".into());
        let taken = languages.iter().map(|code| fact((*code).to_owned(), "apply in"));
        call.application.languages = taken.collect();
        let score = scored(&call, &ines());
        let row = score.rows.into_iter().find(|row| row.part == Part::Language).unwrap();
        (row.points > 0, row.reason)
    };
    assert_eq!(row(&[]).1, "It is written in Norwegian, which you did not name.");
    assert_eq!(row(&["no", "en"]), (true, "It takes applications in English.".into()));
    let closed = (false, "It takes applications in Norwegian or Finnish, which you did not name.");
    assert_eq!(row(&["no", "fi"]), (closed.0, closed.1.into()));
}

#[test]
fn one_medium_among_many_fits_less_than_one_among_few_and_never_less_for_being_named() {
    let naming = |named: &[Discipline]| {
        let mut call = fjord();
        call.disciplines = named.iter().map(|one| fact(*one, "open to")).collect();
        let score = scored(&call, &ines());
        score.rows.into_iter().find(|row| row.part == Part::Practice).unwrap()
    };
    use Discipline::{Ceramics, Dance, Film, Music, Poetry, Theatre};
    let others = [Dance, Film, Music, Poetry];
    let among = naming(&[Ceramics, Dance, Film, Music, Poetry]);
    assert_eq!(among.reason, "It names ceramics, and 4 disciplines that are not yours.");
    assert!(among.points < naming(&[Ceramics, Dance, Film, Music]).points);
    assert!(among.points > naming(&others).points);
    assert!(among.points >= naming(&[Ceramics, Dance, Film, Music, Poetry, Theatre]).points);
}

#[test]
fn a_fee_above_the_limit_outweighs_a_good_fit() {
    let mut dear = fjord();
    dear.terms.entry_fee = Some(fact(
        EntryFee::Paid { amount: money(30, "USD"), most: None, basis: None, members: None },
        "a fee of 30 dollars",
    ));
    let before = scored(&fjord(), &ines());
    let after = scored(&dear, &ines());
    assert!(after.total + 30 <= before.total, "{} then {}", before.total, after.total);
    let row = after.rows.iter().find(|row| row.part == Part::Fee).unwrap();
    assert!(row.reason.contains("rough rates"), "{}", row.reason);
}

#[test]
fn of_a_fee_in_steps_the_one_counts_that_holds_on_the_day_for_this_artist() {
    let step = |euros, until: Option<&str>, payer| {
        let until = until.map(|day| day.parse().unwrap());
        fact(FeeTier { amount: money(euros, "EUR"), until, payer }, "a step of the fee")
    };
    let mut call = fjord();
    let paid = EntryFee::Paid { amount: money(25, "EUR"), most: None, basis: None, members: None };
    call.terms.entry_fee = Some(fact(paid, "25 euros"));
    call.terms.fee_tiers = vec![
        step(15, Some("2027-01-20"), Payer::Anyone),
        step(25, Some("2027-03-19"), Payer::Anyone),
        step(35, Some("2027-05-01"), Payer::Anyone),
        step(0, None, Payer::Students),
        step(5, None, Payer::Members),
    ];
    let said = |artist: &Artist, day: &str| {
        let score = scored_on(&call, artist, day.parse().unwrap());
        score.rows.iter().find(|row| row.part == Part::Fee).unwrap().reason.clone()
    };
    let ines = Artist { most_fee: Some(money(40, "EUR")), student: Some(false), ..ines() };
    assert!(said(&ines, "2027-01-20").starts_with("Entering costs €15 until 20 January 2027,"));
    assert!(said(&ines, "2027-01-21").starts_with("Entering costs €25 until 19 March 2027,"));
    assert!(said(&ines, "2027-04-01").starts_with("Entering costs €35 until 1 May 2027,"));
    let student = Artist { student: Some(true), ..ines.clone() };
    assert_eq!(said(&student, "2027-01-21"), "Entering costs students nothing.");
    let poor = Artist { most_fee: Some(money(20, "EUR")), ..ines };
    assert!(said(&poor, "2027-01-20").contains("within what you would pay"));
    assert!(said(&poor, "2027-01-21").contains("more than you would pay"));
}

#[test]
fn gender_and_groups_never_touch_the_fit() {
    let mut told = fjord();
    told.eligibility.push(prefers(Rule::Identity { group: "veterans".into() }, "veterans first"));
    told.eligibility.push(prefers(Rule::Gender { genders: vec![Gender::Woman] }, "women first"));
    let mut other = ines();
    other.gender = None;
    other.identities = vec!["veteran".into()];
    assert_eq!(scored(&told, &ines()), scored(&told, &other));
}

fn any_fee() -> impl Strategy<Value = Option<i64>> {
    proptest::option::of(0i64..200)
}

prop_compose! {
    /// Calls of every sort, some of whose facts are missing.
    fn any_call()(
        kind in proptest::option::of(proptest::sample::select(&Kind::ALL[..])),
        disciplines in proptest::collection::vec(proptest::sample::select(Discipline::ALL), 0..4),
        any in any::<bool>(),
        fee in any_fee(),
        award in proptest::option::of(1i64..50_000),
        place in proptest::option::of(proptest::sample::select(&["PT", "NO", "US"][..])),
        language in proptest::option::of(proptest::sample::select(&["en", "pt", "de"][..])),
        stage in proptest::option::of(proptest::sample::select(&[Stage::Student, Stage::Emerging, Stage::Established][..])),
        rule in proptest::sample::select(vec![Rule::Anyone, citizen_of(&["US"]), Rule::NoGallery, lives_in(&["PT"], None)]),
    ) -> Reading {
        let mut call = Reading {
            kind: kind.map(|kind| fact(kind, "kind")),
            any_discipline: any.then(|| fact((), "any medium")),
            disciplines: disciplines.into_iter().map(|d| fact(d, d.name())).collect(),
            place: place.map(|code| fact(Place { country: Some(country(code)), ..Place::default() }, code)),
            language: language.map(str::to_owned),
            eligibility: vec![requires(rule, "who may apply")],
            title: Some(fact("A river in the city".to_owned(), "A river")),
            ..Reading::default()
        };
        call.eligibility.extend(stage.map(|stage| prefers(Rule::CareerStage { stages: vec![stage] }, "stage")));
        call.terms.entry_fee = fee.map(|fee| fact(EntryFee::Paid { amount: money(fee, "EUR"), most: None, basis: None, members: None }, "fee"));
        call.terms.awards = award.map(|sum| fact(Award { least: Some(money(sum, "EUR")), most: None, share: Share::Recipient, per: None, recipients: None }, "award")).into_iter().collect();
        call
    }
}

prop_compose! {
    /// Inês, having told some things and not others.
    fn some_ines()(told in proptest::collection::vec(any::<bool>(), 10)) -> Artist {
        let mut artist = ines();
        if !told[0] { artist.disciplines.clear(); }
        if !told[1] { artist.stage = None; }
        if !told[2] { artist.citizenships = None; }
        if !told[3] { artist.residence = None; }
        if !told[4] { artist.languages.clear(); }
        if !told[5] { artist.represented = None; }
        if !told[6] { artist.most_fee = None; }
        if !told[7] { artist.kinds.clear(); }
        if !told[8] { artist.statement = None; }
        if !told[9] { artist.media = None; }
        artist
    }
}

proptest! {
    #[test]
    fn the_sum_of_the_rows_is_the_score(call in any_call(), artist in some_ines()) {
        let score = scored(&call, &artist);
        prop_assert!(score.total <= 100);
        prop_assert_eq!(sum(&score), score.total as i32);
        prop_assert!(score.confidence <= 100);
    }

    #[test]
    fn a_higher_fee_never_scores_higher(call in any_call(), artist in some_ines(), low in 0i64..100, more in 1i64..500) {
        let with = |amount| {
            let mut call = call.clone();
            let fee = EntryFee::Paid { amount: money(amount, "EUR"), most: None, basis: None, members: None };
            call.terms.entry_fee = Some(fact(fee, "fee"));
            scored(&call, &artist).total
        };
        prop_assert!(with(low + more) <= with(low));
    }

    #[test]
    fn a_matching_discipline_more_never_scores_lower(call in any_call(), artist in some_ines()) {
        let before = scored(&call, &artist).total;
        for named in &call.disciplines {
            let mut more = artist.clone();
            more.disciplines.push(named.value);
            prop_assert!(scored(&call, &more).total >= before);
        }
    }

    #[test]
    fn a_fact_that_speaks_for_it_never_raises_the_score_by_going(call in any_call(), artist in some_ines()) {
        use crate::features::profiles::Field;
        let before = scored(&call, &artist);
        for row in before.rows.iter().filter(|row| row.points > 0 && row.own.is_some()) {
            // A fact may speak for it in one row and against it in another.
            if before.rows.iter().any(|other| other.points < 0 && other.field == row.field) {
                continue;
            }
            let mut less = artist.clone();
            match row.field {
                Some(Field::Disciplines) => less.disciplines.clear(),
                Some(Field::Kinds) => less.kinds.clear(),
                Some(Field::Residence) => less.residence = None,
                Some(Field::Stage) => less.stage = None,
                Some(Field::Citizenships) => less.citizenships = None,
                Some(Field::Birth) => less.birth = None,
                Some(Field::Languages) => less.languages.clear(),
                Some(Field::MostFee) => less.most_fee = None,
                Some(Field::Statement) => less.statement = None,
                Some(Field::Media) => less.media = None,
                other => prop_assert!(false, "a field this test does not take away: {other:?}"),
            }
            let after = scored(&call, &less);
            prop_assert!(after.total <= before.total, "{:?}: {} then {}", row.field, before.total, after.total);
            prop_assert!(after.confidence <= before.confidence);
        }
    }

    #[test]
    fn a_fact_of_the_call_that_speaks_for_it_never_raises_the_score_by_going(call in any_call(), artist in some_ines()) {
        let before = scored(&call, &artist);
        for row in before.rows.iter().filter(|row| row.points > 0 && row.quote.is_some()) {
            let mut less = call.clone();
            match row.part {
                Part::Practice => { less.disciplines.clear(); less.any_discipline = None; }
                Part::Worth => less.terms.awards.clear(),
                Part::Theme => less.title = None,
                // A fee also takes from what the winner gets: without it, that may well be more.
                Part::Fee if !call.terms.awards.is_empty() => continue,
                Part::Fee => less.terms.entry_fee = None,
                Part::Kind => less.kind = None,
                Part::Stage => { less.eligibility.truncate(1); }
                Part::Meant => drop(less.eligibility.remove(0)),
                Part::Place | Part::Language | Part::Feedback | Part::Rules => continue,
            }
            let after = scored(&less, &artist);
            prop_assert!(after.total <= before.total, "{:?}: {} then {}", row.part, before.total, after.total);
        }
    }
}
