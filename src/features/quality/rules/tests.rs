//! Labels of our own against rules of our own.

use serde_json::json;

use super::*;
use crate::features::reading::Quote;

fn outcome(field: &str, label: &str, rule: Rule, sureness: Sureness) -> Outcome {
    let quote = Quote::of("so it is written", 0..2).unwrap();
    let mut fact = Fact::stated(Clause { rule, force: Force::Required }, quote);
    fact.sureness = sureness;
    judge(&json!({ field: label }), &[fact])[0].outcome
}

fn lives(code: &str) -> Rule {
    let countries = vec![Country::new(code).unwrap()];
    Rule::Residence { countries, area: None, months: None }
}

fn not(rule: Rule) -> Rule {
    Rule::Not { rule: Box::new(rule) }
}

#[test]
fn who_is_shut_out_is_not_who_is_asked_for() {
    let of = |label: &str, rule| outcome("citizenship_residency", label, rule, Sureness::Stated);
    assert_eq!(of("living in Japan; preference for Osaka", lives("JP")), Outcome::Right);
    assert_eq!(of("living outside Japan", not(lives("JP"))), Outcome::Right);
    assert_eq!(of("living outside Japan", lives("JP")), Outcome::Wrong);
    assert_eq!(of("living in Japan", not(lives("JP"))), Outcome::Wrong);
    assert_eq!(of("preference for those who live in Japan", lives("JP")), Outcome::Invented);
    assert_eq!(of("worldwide", lives("JP")), Outcome::Invented);
}

#[test]
fn a_rule_that_the_text_only_suggests_counts_where_it_is_said_with_doubt() {
    let of = |sureness| {
        outcome("citizenship_residency", "national prize (rule not stated)", lives("AU"), sureness)
    };
    assert_eq!(of(Sureness::Doubtful), Outcome::Right);
    assert_eq!(of(Sureness::Stated), Outcome::Invented);
}

#[test]
fn years_and_students_are_held_against_the_stage() {
    let years = |least| Rule::Experience {
        since: crate::features::reading::Start::Practice,
        least: Some(least),
        most: None,
    };
    let of = |label: &str, rule| outcome("career_stage", label, rule, Sureness::Stated);
    assert_eq!(of("at least seven years of practice", years(7)), Outcome::Right);
    assert_eq!(of("at least seven years of practice", years(3)), Outcome::Wrong);
    assert_eq!(of("students", Rule::Student { must_be: true }), Outcome::Right);
    let shown = Rule::Other { condition: "has had at least one solo show".into() };
    assert_eq!(of("at least one solo show", shown), Outcome::Right);
}
