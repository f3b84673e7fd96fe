//! What was misread or overlooked of what an artist gets in kind, how one applies, and the dates around a
//! call: the staff strikes it out, or puts it in.

use serde::{Deserialize, Serialize};

use super::correction::{Corrected, put_in};
use crate::features::reading::{AiPolicy, Benefit, Fact, KeyDate, Material, Reading, Route};

/// One of the smaller facts, whichever it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "of", content = "value", rename_all = "snake_case")]
pub enum Detail {
    /// Something one gets that is not money.
    Benefit(Benefit),
    /// Something to hand in.
    Material(Material),
    /// A way to apply.
    Route(Route),
    /// A language in which one may apply.
    Language(String),
    /// What holds about artificial intelligence.
    Ai(AiPolicy),
    /// A date beside the deadline.
    Date(KeyDate),
}

/// A fact that does not count, with the words it was read from; or one that was overlooked, with the words that
/// say it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Misread {
    /// The words.
    pub words: String,
    /// What was read in them.
    pub detail: Detail,
}

/// Every smaller fact of a reading, in the order of the pages.
pub fn details(reading: &Reading) -> Vec<Fact<Detail>> {
    fn all<T: Clone>(
        facts: &[Fact<T>],
        detail: impl Fn(T) -> Detail + Copy,
    ) -> impl Iterator<Item = Fact<Detail>> {
        facts.iter().cloned().map(move |fact| fact.map(detail)).collect::<Vec<_>>().into_iter()
    }
    let application = &reading.application;
    all(&reading.terms.benefits, Detail::Benefit)
        .chain(all(&application.materials, Detail::Material))
        .chain(all(&application.routes, Detail::Route))
        .chain(all(&application.languages, Detail::Language))
        .chain(all(&application.ai, Detail::Ai))
        .chain(all(&reading.dates, Detail::Date))
        .collect()
}

impl Misread {
    /// Takes the fact out of a reading: the same value from the same words, wherever they stand by now.
    pub(super) fn strike_out(&self, reading: &mut Reading) {
        let application = &mut reading.application;
        match &self.detail {
            Detail::Benefit(value) => self.out_of(&mut reading.terms.benefits, value),
            Detail::Material(value) => self.out_of(&mut application.materials, value),
            Detail::Route(value) => self.out_of(&mut application.routes, value),
            Detail::Language(value) => self.out_of(&mut application.languages, value),
            Detail::Ai(value) => self.out_of(&mut application.ai, value),
            Detail::Date(value) => self.out_of(&mut reading.dates, value),
        }
    }

    /// Puts the fact in, by what makes one of a value and its words. A newer reader, or a newer text, may say
    /// it by itself.
    pub(super) fn put_in(self, reading: &mut Reading, corrected: &Corrected, text: &str) {
        fn add<T: PartialEq>(facts: &mut Vec<Fact<T>>, fact: Fact<T>) {
            if !facts.iter().any(|there| there.value == fact.value) {
                facts.push(fact);
            }
        }
        let (words, application) = (self.words, &mut reading.application);
        match self.detail {
            Detail::Benefit(value) => {
                add(&mut reading.terms.benefits, put_in(value, &words, corrected, text));
            }
            Detail::Material(value) => {
                add(&mut application.materials, put_in(value, &words, corrected, text));
            }
            Detail::Route(value) => {
                add(&mut application.routes, put_in(value, &words, corrected, text));
            }
            Detail::Language(value) => {
                add(&mut application.languages, put_in(value, &words, corrected, text));
            }
            Detail::Ai(value) => add(&mut application.ai, put_in(value, &words, corrected, text)),
            Detail::Date(value) => {
                add(&mut reading.dates, put_in(value, &words, corrected, text));
                let day = |fact: &Fact<KeyDate>| {
                    let on = &fact.value.on;
                    (on.year, on.month, on.day)
                };
                reading.dates.sort_by_key(day);
            }
        }
    }

    fn out_of<T: PartialEq>(&self, facts: &mut Vec<Fact<T>>, value: &T) {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let own = words(&self.words);
        facts.retain(|fact| {
            fact.value != *value || fact.quote().is_none_or(|quote| words(&quote.words) != own)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::reading::Quote;

    #[test]
    fn only_the_fact_that_was_meant_goes() {
        let quote = |words: &str, start| Quote { words: words.into(), start };
        let mut reading = Reading::default();
        reading.application.languages = vec![
            Fact::stated("en".to_owned(), quote("in  English", 5)),
            Fact::stated("fr".to_owned(), quote("French", 20)),
        ];
        let all = details(&reading);
        assert_eq!(all.len(), 2);
        let misread = Misread { words: "in English".into(), detail: all[0].value.clone() };
        misread.strike_out(&mut reading);
        assert_eq!(reading.application.languages.len(), 1);
        assert_eq!(reading.application.languages[0].value, "fr");
        misread.strike_out(&mut reading);
        assert_eq!(reading.application.languages.len(), 1);
    }
}
