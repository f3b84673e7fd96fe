//! One artist against every open call.

use std::collections::HashSet;
use std::panic::resume_unwind;
use std::thread;

use uuid::Uuid;

use super::alone::Shape;
use super::columns::{FROM_HOME, Index, PAID_TRAVEL, Row, WAYS, bits};
use super::nudges::Nudges;
use super::rules::Rules;
use crate::features::matching::Feedback;
use crate::features::matching::rule::{Nearness, nearness};
use crate::features::matching::score::{
    MANY, MOST, Own, Part, points, points_of_place, whereabouts,
};
use crate::features::matching::weights::*;
use crate::features::profiles::Artist;
use crate::features::reading::{Discipline, Place, Reading};

/// Which of the open calls are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Those the artist may apply to, or may be able to.
    Matches,
    /// Those that a condition closes to them.
    NotEligible,
}

/// A call in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The call.
    pub id: Uuid,
    /// Its score.
    pub total: u32,
}

/// The open calls of one side in order.
pub struct Standings<'a> {
    index: &'a Index,
    /// How many calls the artist may apply to, or may be able to.
    pub matches: usize,
    /// How many a condition closes to them.
    pub not_eligible: usize,
    /// The score of each row; `NONE`: not on this side.
    scores: Vec<u8>,
    /// How many have each score.
    counts: [usize; 256],
    /// One bit for each row that no condition closes, later editions among them.
    unclosed: Vec<u64>,
}

const NONE: u8 = u8::MAX;

/// Rows that are looked over at once.
const STRETCH: usize = 64;

/// From so many rows on, two threads are sooner done than one; tests have fewer calls, and ask both ways.
const WORTH_TWO: usize = if cfg!(test) { 100 } else { 8_192 };

/// Two things, side by side where that is said to be worth it.
fn both<A: Send, B>(
    apart: bool,
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B,
) -> (A, B) {
    if !apart {
        return (one(), other());
    }
    thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        (one.join().unwrap_or_else(|broken| resume_unwind(broken)), other)
    })
}

impl Index {
    /// The open calls of a side for an artist, but for the hidden ones.
    pub fn ask(
        &self,
        artist: &Artist,
        feedback: &Feedback,
        side: Side,
        hidden: &HashSet<Uuid>,
    ) -> Standings<'_> {
        let mut unclosed = self.day.open.clone();
        for row in hidden.iter().filter_map(|id| self.at.get(id)) {
            unclosed[*row as usize / 64] &= !(1 << (row % 64));
        }
        let apart = self.ids.len() >= WORTH_TWO;
        let tables = || Tables::of(self, artist, feedback);
        let (rules, tables) = both(apart, || Rules::of(self, artist), tables);
        let mut scores = vec![NONE; self.ids.len()];
        let scoring = Scoring { rows: &self.rows, rules: &rules, tables: &tables, side };
        // Each half begins with a whole word of bits.
        let half = unclosed.len() / 2;
        let (low, high) = unclosed.split_at_mut(half);
        let (low_scores, high_scores) = scores.split_at_mut((half * 64).min(self.ids.len()));
        let (mut counted, more) =
            both(apart, || scoring.of(low, 0, low_scores), || scoring.of(high, half, high_scores));
        counted.add(&more);
        let Counted { counts, not_eligible } = counted;
        let matches = unclosed.iter().map(|word| word.count_ones() as usize).sum();
        let mut standings =
            Standings { index: self, matches, not_eligible, scores, counts, unclosed };
        standings.fold_editions();
        standings
    }
}

/// What the rows are scored by.
#[derive(Clone, Copy)]
struct Scoring<'a> {
    rows: &'a [Row],
    rules: &'a Rules,
    tables: &'a Tables,
    side: Side,
}

/// What was counted while rows were scored.
struct Counted {
    /// How many have each score.
    counts: [usize; 256],
    not_eligible: usize,
}

impl Scoring<'_> {
    /// Scores the rows of some words of bits, of which `first` is the first. What a condition closes is taken
    /// out of `open`; `scores` are those of these rows.
    fn of(self, open: &mut [u64], first: usize, scores: &mut [u8]) -> Counted {
        let mut counted = Counted { counts: [0; 256], not_eligible: 0 };
        let closed = self.rules.closed.get(first..).unwrap_or_default();
        for (word, (open, closed)) in open.iter_mut().zip(closed).enumerate() {
            let closed = *open & closed;
            counted.not_eligible += closed.count_ones() as usize;
            *open &= !closed;
            let mut left = if self.side == Side::Matches { *open } else { closed };
            while left != 0 {
                let here = word * 64 + left.trailing_zeros() as usize;
                left &= left - 1;
                let at = first * 64 + here;
                let total = self.tables.total(&self.rows[at])
                    + self.tables.theme(at)
                    + self.rules.points(at);
                let total = u8::try_from(total.clamp(0, MOST)).unwrap_or(0);
                scores[here] = total;
                counted.counts[total as usize] += 1;
            }
        }
        counted
    }
}

impl Counted {
    fn add(&mut self, more: &Self) {
        self.not_eligible += more.not_eligible;
        for (sum, more) in self.counts.iter_mut().zip(more.counts) {
            *sum += more;
        }
    }
}

impl Standings<'_> {
    /// Leaves of the editions of one call the one that closes first, as [`fold`](super::super::editions::fold)
    /// does.
    fn fold_editions(&mut self) {
        for series in &self.index.several {
            let open = self.editions(*series);
            let Some(day) = open.clone().map(|row| self.index.day.closes[row]).min() else {
                continue;
            };
            let later: Vec<usize> = open.filter(|row| self.index.day.closes[*row] != day).collect();
            self.matches -= later.len();
            for row in later {
                let score = std::mem::replace(&mut self.scores[row], NONE);
                if score != NONE {
                    self.counts[score as usize] -= 1;
                }
            }
        }
    }

    /// The rows of a series that no condition closes.
    fn editions(&self, series: u32) -> impl Iterator<Item = usize> + Clone {
        let rows = self.index.editions[series as usize].iter().map(|row| *row as usize);
        rows.filter(|row| self.unclosed[row / 64] >> (row % 64) & 1 == 1)
    }

    /// The editions of a call that close later, the nearest first; they stand in no place of their own.
    pub fn later_editions(&self, id: Uuid) -> Vec<Uuid> {
        let index = self.index;
        let when = |row: usize| (index.day.closes[row], index.ids[row]);
        let Some(row) = index.at.get(&id) else { return Vec::new() };
        let Some(series) = index.series.get(row) else { return Vec::new() };
        let mut open: Vec<(i32, Uuid)> = self.editions(*series).map(when).collect();
        open.sort_unstable();
        match open.first() {
            Some((day, first)) if *first == id => {
                open.iter().filter(|(closes, _)| closes != day).map(|(_, id)| *id).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Those from `skip` on, at most `take`, best first: by score, then by what closes first, then by id.
    pub fn page(&self, skip: usize, take: usize) -> Vec<Hit> {
        // The scores in which the page begins and ends.
        let (mut before, mut above) = (0, 0);
        let (mut top, mut low) = (None, 0);
        for score in (0..NONE).rev() {
            let here = self.counts[score as usize];
            if above + here > skip && top.is_none() {
                (top, before) = (Some(score), above);
            }
            above += here;
            low = score;
            if above >= skip + take {
                break;
            }
        }
        let Some(top) = top else { return Vec::new() };
        let mut found: Vec<(u8, i32, Uuid)> = Vec::new();
        let wanted = |score: &u8| (low..=top).contains(score);
        // Most stretches of rows hold none of them, which is seen without asking each.
        for (stretch, scores) in self.scores.chunks(STRETCH).enumerate() {
            if scores.iter().fold(false, |some, score| some | wanted(score)) {
                for (row, score) in (stretch * STRETCH..).zip(scores).filter(|(_, s)| wanted(s)) {
                    found.push((NONE - score, self.index.day.closes[row], self.index.ids[row]));
                }
            }
        }
        let from = skip - before;
        if found.len() > from + take {
            found.select_nth_unstable(from + take);
            found.truncate(from + take);
        }
        found.sort_unstable();
        let page = found.into_iter().skip(from).take(take);
        page.map(|(down, _, id)| Hit { id, total: u32::from(NONE - down) }).collect()
    }
}

/// The points of everything that calls share, for one artist, by its numbers.
struct Tables {
    practice: Practice,
    shape: Vec<i8>,
    /// By what it costs to enter, for them.
    sum: Vec<i8>,
    student: bool,
    /// By the place and how one gets there.
    place: Vec<i8>,
    /// What the words count that each row shares with the artist.
    theme: Vec<u8>,
    nudges: Option<Nudges>,
}

impl Tables {
    fn of(index: &Index, artist: &Artist, feedback: &Feedback) -> Self {
        let own = Own::of(artist);
        let of = |part, reading: &Reading| points(part, reading, artist, &own, index.today());
        let fee: Vec<i32> = index.fees.values.iter().map(|fee| of(Part::Fee, fee)).collect();
        let dues: Vec<i32> = index.dues.values.iter().map(|dues| of(Part::Fee, dues)).collect();
        let sum = |(of_fee, of_dues): &(u32, u32)| match dues[*of_dues as usize] {
            over @ FEE_OVER => over,
            _ => fee[*of_fee as usize],
        };
        let shape = |shape: &Shape| {
            let alone = shape.alone();
            [Part::Kind, Part::Stage, Part::Language].map(|part| of(part, &alone)).iter().sum()
        };
        Self {
            practice: Practice::of(&own),
            shape: index.shapes.values.iter().map(shape).map(small).collect(),
            sum: index.sums.values.iter().map(sum).map(small).collect(),
            student: artist.student == Some(true),
            place: index.places.values.iter().flat_map(|place| ways(place, artist)).collect(),
            theme: theme(index, &own),
            nudges: Nudges::of(index, feedback),
        }
    }

    /// The score of a row but for its conditions and its theme, as
    /// [`score`](crate::features::matching::score()) adds it up.
    fn total(&self, row: &Row) -> i32 {
        self.practice.points(row.named, row.titled, row.any)
            + i32::from(self.shape[row.shape as usize])
            + i32::from(row.worth)
            + i32::from(self.place[row.place as usize])
            + i32::from(self.sum[row.sum[usize::from(self.student)] as usize])
            + self.nudges.as_ref().map_or(0, |nudges| nudges.points(row))
    }

    fn theme(&self, at: usize) -> i32 {
        i32::from(self.theme[at]).min(THEME_MOST)
    }
}

/// What the words count that each row shares with the artist.
fn theme(index: &Index, own: &Own) -> Vec<u8> {
    let mut theme = vec![0u8; index.rows.len()];
    for rows in own.stems.keys().filter_map(|stem| index.saying.get(stem)) {
        for (row, points) in rows {
            let sum = &mut theme[*row as usize];
            *sum = sum.saturating_add(*points);
        }
    }
    theme
}

/// The points of a place for each way to get there.
fn ways(place: &Option<Place>, artist: &Artist) -> [i8; WAYS as usize] {
    let there = place.as_ref().map(|place| whereabouts(place, artist));
    std::array::from_fn(|way| {
        let has = |bit: u32| way & bit as usize != 0;
        let points = points_of_place(there, has(FROM_HOME), has(PAID_TRAVEL), artist);
        small(points)
    })
}

/// What the artist works in, as bits to hold against those of a call.
struct Practice {
    /// The disciplines that are so near to one of the artist's, nearest last.
    near: [u64; 6],
    /// Those that, in the title of a call for visual art, speak for another medium.
    other: u64,
    /// The points, by which of these a call names, whether its title names another, whether it takes any, and
    /// whether it names many: found without a branch, since no two calls are alike in it.
    points: [i8; 512],
}

impl Practice {
    fn of(own: &Own) -> Self {
        let mut near = [0; 6];
        for named in Discipline::ALL {
            let nearest = own.disciplines.keys().map(|own| nearness(*own, *named)).max();
            near[nearest.unwrap_or(Nearness::Far) as usize] |= bits([*named]);
        }
        let visual = own
            .disciplines
            .iter()
            .filter(|(own, _)| nearness(**own, Discipline::VisualArts) == Nearness::AnyVisual);
        // The one that the visible row speaks of.
        let first = visual.min_by_key(|(own, field)| (**field, **own)).map(|(own, _)| *own);
        let other = Discipline::ALL.iter().copied().filter(|other| {
            first.is_some_and(|own| matches!(nearness(own, *other), Nearness::Near | Nearness::Far))
        });
        let told = !own.disciplines.is_empty();
        let points = std::array::from_fn(|hits| {
            let (other, any, many) = (hits & 64 != 0, hits & 128 != 0, hits & 256 != 0);
            small(if told { Self::points_of(hits & 63, other, any, many) } else { 0 })
        });
        Self { near, other: bits(other), points }
    }

    /// The points of a call that names disciplines so near as the bits of `named` say.
    fn points_of(named: usize, titled_other: bool, any: bool, many: bool) -> i32 {
        const BY_NEARNESS: [(Nearness, i32); 6] = [
            (Nearness::Same, DISCIPLINE_NAMED),
            (Nearness::Within, DISCIPLINE_WIDER),
            (Nearness::AnyVisual, DISCIPLINE_ANY),
            (Nearness::Approach, DISCIPLINE_APPROACH),
            (Nearness::Near, DISCIPLINE_NEAR),
            (Nearness::Far, DISCIPLINE_OTHER),
        ];
        let nearest = BY_NEARNESS.iter().find(|(near, _)| named >> *near as usize & 1 == 1);
        match nearest {
            None if any => DISCIPLINE_ANY,
            None => DISCIPLINE_UNKNOWN,
            Some((Nearness::Far, _)) if any => DISCIPLINE_ANY_BUT,
            Some((near, _)) if any && *near < Nearness::Within => DISCIPLINE_ANY,
            Some((near, _)) if many && *near >= Nearness::Within => DISCIPLINE_AMONG,
            Some((Nearness::AnyVisual, _)) if titled_other => DISCIPLINE_VISUAL_BUT,
            Some((_, points)) => *points,
        }
    }

    fn points(&self, named: u64, titled: u64, any: bool) -> i32 {
        let bit = |hit: bool, bit: usize| usize::from(hit) << bit;
        let near = self.near.iter().zip(0..).map(|(near, n)| bit(near & named != 0, n));
        let hits = near.fold(0, |all, one| all | one);
        let theirs = self.near[Nearness::Same as usize] | self.near[Nearness::Within as usize];
        let many = (named & !theirs).count_ones() >= MANY;
        let hits = hits | bit(self.other & titled != 0, 6) | bit(any, 7) | bit(many, 8);
        i32::from(self.points[hits & 511])
    }
}

pub(super) fn small(points: i32) -> i8 {
    i8::try_from(points).unwrap_or(0)
}
