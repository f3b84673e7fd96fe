//! A reading with what a model adds to it, for measuring: nothing is kept.

use super::{question, reply};
use crate::features::opportunities::{Proposal, fill_in};
use crate::features::reading::{Document, Reading, Topic};
use crate::platform::model::{Model, Question, Trouble, Usage};

/// What a model may be asked to add to a reading.
#[derive(Debug)]
pub struct SecondReading<'a> {
    document: &'a Document,
    reading: &'a Reading,
    topics: Vec<Topic>,
    question: Question,
}

impl<'a> SecondReading<'a> {
    /// What our readers leave open of a call; `None`: nothing, or it is no call.
    pub fn of(document: &'a Document, reading: &'a Reading) -> Option<Self> {
        let topics = Topic::left_open(reading);
        if topics.is_empty() || reading.not_a_call.is_some() {
            return None;
        }
        let question = question::about(document, &topics);
        Some(Self { document, reading, topics, question })
    }

    /// The most that asking may take.
    pub fn at_most(&self) -> Usage {
        Model::at_most(&self.question)
    }

    /// The reading with what the model adds, and what asking took, where its server says so.
    ///
    /// # Errors
    /// There is no answer of use.
    pub async fn ask(&self, model: &Model) -> Result<(Reading, Option<Usage>), Trouble> {
        let answer = model.ask(&self.question).await?;
        let facts =
            reply::facts(&answer.text).map_err(|words| Trouble::of_answer(words, answer.usage))?;
        let drafts = reply::judged(self.document, self.reading, &self.topics, facts);
        let proposals: Vec<Proposal> =
            drafts.into_iter().filter_map(|draft| Proposal::unseen(draft, model.name())).collect();
        let filled = fill_in(self.reading.clone(), &proposals, &self.document.text);
        Ok((filled, answer.usage))
    }
}
