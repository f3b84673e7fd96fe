//! Yes, no, unknown: Kleene's strong logic.

use serde::{Deserialize, Serialize};

/// The answer to a rule. Unknown means that it could be either.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It is met.
    Yes,
    /// It is not met.
    No,
    /// What we know does not settle it.
    Unknown,
}

impl Answer {
    /// Both: no wins, then unknown.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Answer::No, _) | (_, Answer::No) => Answer::No,
            (Answer::Yes, Answer::Yes) => Answer::Yes,
            _ => Answer::Unknown,
        }
    }

    /// Either: yes wins, then unknown.
    pub fn or(self, other: Self) -> Self {
        !((!self).and(!other))
    }

    /// All of them; of none: yes.
    pub fn all(answers: impl IntoIterator<Item = Self>) -> Self {
        answers.into_iter().fold(Answer::Yes, Self::and)
    }

    /// Any of them; of none: no.
    pub fn any(answers: impl IntoIterator<Item = Self>) -> Self {
        answers.into_iter().fold(Answer::No, Self::or)
    }
}

impl std::ops::Not for Answer {
    type Output = Self;

    /// The opposite; unknown stays unknown.
    fn not(self) -> Self {
        match self {
            Answer::Yes => Answer::No,
            Answer::No => Answer::Yes,
            Answer::Unknown => Answer::Unknown,
        }
    }
}

impl From<bool> for Answer {
    fn from(met: bool) -> Self {
        if met { Answer::Yes } else { Answer::No }
    }
}

impl From<Option<bool>> for Answer {
    fn from(met: Option<bool>) -> Self {
        met.map_or(Answer::Unknown, Answer::from)
    }
}

#[cfg(test)]
mod tests {
    use super::Answer::{self, No, Unknown, Yes};

    const EVERY: [Answer; 3] = [Yes, No, Unknown];

    #[test]
    fn unknown_is_either() {
        // An unknown input stands for both: the result is known only where both give the same.
        let meanings = |a: Answer| match a {
            Yes => vec![true],
            No => vec![false],
            Unknown => vec![true, false],
        };
        for a in EVERY {
            for b in EVERY {
                let pairs = || {
                    meanings(a)
                        .into_iter()
                        .flat_map(|x| meanings(b).into_iter().map(move |y| (x, y)))
                };
                let settle = |results: Vec<bool>| match (
                    results.contains(&true),
                    results.contains(&false),
                ) {
                    (true, false) => Yes,
                    (false, true) => No,
                    _ => Unknown,
                };
                assert_eq!(
                    a.and(b),
                    settle(pairs().map(|(x, y)| x && y).collect()),
                    "{a:?} and {b:?}"
                );
                assert_eq!(
                    a.or(b),
                    settle(pairs().map(|(x, y)| x || y).collect()),
                    "{a:?} or {b:?}"
                );
            }
        }
        assert_eq!((Answer::all([]), Answer::any([])), (Yes, No));
    }
}
