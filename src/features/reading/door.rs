//! The door where a reading and a text meet: what does not stand in the text does not pass.

use super::{Evidence, Fact, Quote, Reading, Warning};

impl Reading {
    /// Takes out every fact and every warning whose quoted words do not stand in `text` where they say that
    /// they do. Returns how many those were: none, where the reading is of this text.
    pub fn keep_what_stands(&mut self, text: &str) -> usize {
        let mut door = Door { text, refused: 0 };
        door.one(&mut self.not_a_call);
        door.one(&mut self.title);
        door.one(&mut self.organisation);
        door.one(&mut self.kind);
        door.one(&mut self.any_discipline);
        door.all(&mut self.disciplines);
        door.one(&mut self.place);
        door.all(&mut self.closing.deadlines);
        door.one(&mut self.closing.partial);
        door.one(&mut self.closing.recurrence);
        door.one(&mut self.closing.opens);
        door.one(&mut self.closing.closed);
        door.one(&mut self.terms.entry_fee);
        door.all(&mut self.terms.fee_tiers);
        door.all(&mut self.terms.costs);
        door.all(&mut self.terms.awards);
        door.all(&mut self.terms.benefits);
        door.all(&mut self.eligibility);
        door.one(&mut self.apply);
        door.all(&mut self.application.materials);
        door.all(&mut self.application.routes);
        door.all(&mut self.application.languages);
        door.all(&mut self.application.ai);
        door.all(&mut self.dates);
        door.one(&mut self.summary);
        self.warnings.retain(|warning| quotes(warning).iter().all(|quote| door.lets_in(quote)));
        door.refused
    }
}

struct Door<'a> {
    text: &'a str,
    refused: usize,
}

impl Door<'_> {
    fn lets_in(&mut self, quote: &Quote) -> bool {
        let stands = quote.stands_in(self.text);
        self.refused += usize::from(!stands);
        stands
    }

    fn passes<T>(&mut self, fact: &Fact<T>) -> bool {
        match &fact.evidence {
            Evidence::Quote(quote) => self.lets_in(quote),
            Evidence::Correction { .. } => true,
        }
    }

    fn one<T>(&mut self, fact: &mut Option<Fact<T>>) {
        if fact.as_ref().is_some_and(|fact| !self.passes(fact)) {
            *fact = None;
        }
    }

    fn all<T>(&mut self, facts: &mut Vec<Fact<T>>) {
        facts.retain(|fact| self.passes(fact));
    }
}

fn quotes(warning: &Warning) -> &[Quote] {
    match warning {
        Warning::ConflictingDeadlines { quotes }
        | Warning::FeeUnclear { quotes }
        | Warning::SeveralCalls { quotes } => quotes,
        Warning::NoYear { quote }
        | Warning::WeekdayMismatch { quote, .. }
        | Warning::DayOrMonth { quote }
        | Warning::CurrencyUnclear { quote }
        | Warning::LooksClosed { quote }
        | Warning::LeftUnread { quote }
        | Warning::DamagedText { quote } => std::slice::from_ref(quote),
        Warning::NoDeadline | Warning::KindUnclear => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Document, read};

    const TEXT: &str = "Call for artists: Kiln Residency\nThe residency is open to ceramic artists.\n\
        Deadline: 30 April 2027\nThere is no application fee.\nStipend: €2,400\n\
        Open to artists of any nationality.";

    #[test]
    fn all_of_a_reading_stands_in_its_own_text_and_nothing_in_another() {
        let mut reading = read(&Document::of_text(TEXT));
        let whole = reading.clone();
        assert_eq!(reading.keep_what_stands(TEXT), 0);
        assert_eq!(reading, whole);
        assert!(reading.closing.deadlines.len() + reading.eligibility.len() >= 2, "{reading:?}");
        // The same words a little further on are not where the reading says that they are.
        let moved = format!("One line more\n{TEXT}");
        assert!(reading.keep_what_stands(&moved) > 4);
        assert!(reading.closing.deadlines.is_empty() && reading.eligibility.is_empty());
        assert!(reading.title.is_none() && reading.terms.entry_fee.is_none());
    }
}
