//! What the conditions of each row say together.

use super::columns::Index;
use super::judged::{Judged, Said};
use crate::features::matching::weights::*;
use crate::features::profiles::Artist;

/// What the conditions of all rows say of one artist. A condition says the same of all its rows, or turns on
/// their day, so that one condition after the other is told to its rows, and not one row after the other
/// asks its conditions.
pub(super) struct Rules {
    /// One bit for each row that some condition closes.
    pub(super) closed: Vec<u64>,
    rows: Vec<Together>,
}

/// The conditions of one row together.
#[derive(Clone, Copy, Debug, Default)]
struct Together {
    open: i8,
    read: i8,
    meant: i8,
}

/// So many spans of days, in each of which the artist has the same age, are told apart.
const SPANS: usize = 8;

impl Rules {
    /// Judges them.
    pub(super) fn of(index: &Index, artist: &Artist) -> Self {
        let judged = Judged::of(&index.conditions, artist, index.today());
        let mut rules = Self {
            closed: vec![0; index.day.open.len()],
            rows: vec![Together::default(); index.rows.len()],
        };
        for ((said, rows), number) in judged.said.iter().zip(&index.with).zip(0u32..) {
            if said.turns {
                let mut known = [None; SPANS];
                for row in rows {
                    let day = index.day.on[*row as usize];
                    let span = judged.span(number, day).and_then(|span| known.get_mut(span));
                    rules.tell(
                        *row,
                        match span {
                            Some(known) => *known.get_or_insert_with(|| judged.on(number, day)),
                            None => judged.on(number, day),
                        },
                    );
                }
            } else if *said != Said::default() {
                rows.iter().for_each(|row| rules.tell(*row, *said));
            }
        }
        rules
    }

    fn tell(&mut self, row: u32, said: Said) {
        let row = row as usize;
        self.closed[row / 64] |= u64::from(said.closes) << (row % 64);
        let together = &mut self.rows[row];
        together.open = together.open.saturating_add(said.open);
        together.read = together.read.saturating_add(i8::from(said.read));
        together.meant = together.meant.max(said.meant);
    }

    /// What they add to the score of a row, and take away.
    pub(super) fn points(&self, row: usize) -> i32 {
        let Together { open, read, meant } = self.rows[row];
        let read = (i32::from(read) * RULE_READ).max(RULE_READ_MOST);
        i32::from(meant) + (i32::from(open) + read).max(RULE_OPEN_MOST)
    }
}
