//! One artist against every open call.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::columns::{Index, NO_KIND, bits, kind_alone, stages_alone};
use super::conditions::Judged;
use super::nudges::Nudges;
use crate::features::matching::Feedback;
use crate::features::matching::rule::{Nearness, nearness};
use crate::features::matching::score::{MOST, Own, Part, points};
use crate::features::matching::weights::*;
use crate::features::profiles::Artist;
use crate::features::reading::{Country, Discipline, Kind, Place, Reading};

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
    /// The later editions of calls of which the first stands here.
    editions: HashMap<Uuid, Vec<Uuid>>,
}

const NONE: u8 = u8::MAX;

impl Index {
    /// The open calls of a side for an artist, but for the hidden ones.
    pub fn ask(
        &self,
        artist: &Artist,
        feedback: &Feedback,
        side: Side,
        hidden: &HashSet<Uuid>,
    ) -> Standings<'_> {
        let mut judged = Judged::of(self, artist);
        let mut open = self.day.open.clone();
        for row in hidden.iter().filter_map(|id| self.rows.get(id)) {
            open[*row as usize / 64] &= !(1 << (row % 64));
        }
        let closed = self.closed(&mut judged, open.len());
        let mut matches: Vec<u64> = open.iter().zip(&closed).map(|(o, c)| o & !c).collect();
        let not_eligible: Vec<u64> = open.iter().zip(&closed).map(|(o, c)| o & c).collect();
        let editions = self.fold_editions(&mut matches);
        let count = |bits: &[u64]| bits.iter().map(|word| word.count_ones() as usize).sum();
        let mut standings = Standings {
            index: self,
            matches: count(&matches),
            not_eligible: count(&not_eligible),
            scores: vec![NONE; self.ids.len()],
            counts: [0; 256],
            editions,
        };
        let tables = Tables::of(self, artist, feedback);
        let asked = if side == Side::Matches { &matches } else { &not_eligible };
        for (word, bits) in asked.iter().enumerate() {
            let mut left = *bits;
            while left != 0 {
                let row = word * 64 + left.trailing_zeros() as usize;
                left &= left - 1;
                let total = tables.total(self, &mut judged, row).clamp(0, MOST);
                let total = u8::try_from(total).unwrap_or(0);
                standings.scores[row] = total;
                standings.counts[total as usize] += 1;
            }
        }
        standings
    }

    /// Leaves of the editions of one call the one that closes first, as [`fold`](super::super::editions::fold)
    /// does. Returns the others of each, the nearest first.
    fn fold_editions(&self, matches: &mut [u64]) -> HashMap<Uuid, Vec<Uuid>> {
        let mut folded = HashMap::new();
        let mut open: Vec<(i32, Uuid, u32)> = Vec::new();
        for series in &self.several {
            let rows = self.editions[*series as usize].iter().copied();
            let rows = rows.filter(|row| matches[*row as usize / 64] >> (row % 64) & 1 == 1);
            open.clear();
            open.extend(
                rows.map(|row| (self.day.closes[row as usize], self.ids[row as usize], row)),
            );
            open.sort_unstable();
            let Some((day, first, _)) = open.first().copied() else { continue };
            let others: Vec<Uuid> = open
                .iter()
                .filter(|(closes, ..)| *closes != day)
                .map(|(_, id, row)| {
                    matches[*row as usize / 64] &= !(1 << (row % 64));
                    *id
                })
                .collect();
            if !others.is_empty() {
                folded.insert(first, others);
            }
        }
        folded
    }

    /// One bit for each row that some condition closes.
    fn closed(&self, judged: &mut Judged<'_>, words: usize) -> Vec<u64> {
        let mut closed = vec![0u64; words];
        for (condition, rows) in self.with.iter().enumerate() {
            let number = u32::try_from(condition).unwrap_or(u32::MAX);
            if judged.is_steady(condition) {
                if judged.said(number, 0).closes {
                    rows.iter().for_each(|row| closed[*row as usize / 64] |= 1 << (row % 64));
                }
            } else {
                for row in rows {
                    if judged.said(number, self.day.on[*row as usize]).closes {
                        closed[*row as usize / 64] |= 1 << (row % 64);
                    }
                }
            }
        }
        closed
    }
}

impl Standings<'_> {
    /// The editions of a call that close later, the nearest first; they stand in no place of their own.
    pub fn later_editions(&self, id: Uuid) -> &[Uuid] {
        self.editions.get(&id).map_or(&[], Vec::as_slice)
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
        for (row, score) in self.scores.iter().enumerate() {
            if (low..=top).contains(score) && *score != NONE {
                found.push((NONE - score, self.index.day.closes[row], self.index.ids[row]));
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

/// The points of everything that calls share, for one artist.
struct Tables {
    practice: Practice,
    kind: [i32; NO_KIND as usize + 1],
    stage: [i32; 16],
    fee: Vec<i32>,
    /// Whether taking part costs more than the artist would pay.
    over: Vec<bool>,
    place: Vec<i32>,
    language: Vec<i32>,
    /// What the words count that each row shares with the artist.
    theme: Vec<u8>,
    nudges: Option<Nudges>,
}

impl Tables {
    fn of(index: &Index, artist: &Artist, feedback: &Feedback) -> Self {
        let own = Own::of(artist);
        let of = |part, reading: &Reading| points(part, reading, artist, &own);
        let mut kind = [of(Part::Kind, &kind_alone(None)); NO_KIND as usize + 1];
        for one in Kind::ALL {
            kind[one as usize] = of(Part::Kind, &kind_alone(Some(one)));
        }
        let stage =
            std::array::from_fn(|n| of(Part::Stage, &stages_alone(u8::try_from(n).unwrap_or(0))));
        let mut theme = vec![0u8; index.ids.len()];
        for rows in own.stems.keys().filter_map(|stem| index.saying.get(stem)) {
            for (row, points) in rows {
                theme[*row as usize] = theme[*row as usize].saturating_add(*points);
            }
        }
        let place = Places::of(artist);
        Self {
            practice: Practice::of(&own),
            kind,
            stage,
            fee: index.fees.values.iter().map(|fee| of(Part::Fee, fee)).collect(),
            over: index
                .dues_asked
                .values
                .iter()
                .map(|dues| of(Part::Fee, dues) == FEE_OVER)
                .collect(),
            place: place.all(&index.places.values, |reading| of(Part::Place, reading)),
            language: index.languages.values.iter().map(|one| of(Part::Language, one)).collect(),
            theme,
            nudges: Nudges::of(index, feedback),
        }
    }

    /// The score of a row, as [`score`](crate::features::matching::score()) adds it up.
    fn total(&self, index: &Index, judged: &mut Judged<'_>, row: usize) -> i32 {
        let (mut open, mut read, mut meant) = (0, 0, 0);
        for condition in index.held_by(row) {
            let said = judged.said(*condition, index.day.on[row]);
            open += said.open;
            read += i32::from(said.read) * RULE_READ;
            meant = meant.max(said.meant);
        }
        let over = self.over[index.dues[row] as usize];
        let fee = if over { FEE_OVER } else { self.fee[index.fee[row] as usize] };
        let rules = (open + read.max(RULE_READ_MOST)).max(RULE_OPEN_MOST);
        self.practice.points(index.named[row], index.titled[row], index.any[row])
            + self.kind[index.kind[row] as usize]
            + i32::from(index.worth[row])
            + meant
            + i32::from(self.theme[row]).min(THEME_MOST)
            + self.place[index.place[row] as usize]
            + self.stage[index.stages[row] as usize]
            + fee
            + self.language[index.language[row] as usize]
            + self.nudges.as_ref().map_or(0, |nudges| nudges.points(index, row))
            + rules
    }
}

/// What the artist works in, as bits to hold against those of a call.
struct Practice {
    told: bool,
    /// The disciplines that are so near to one of the artist's, nearest last.
    near: [u64; 6],
    /// Those that, in the title of a call for visual art, speak for another medium.
    other: u64,
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
        Self { told: !own.disciplines.is_empty(), near, other: bits(other) }
    }

    fn points(&self, named: u64, titled: u64, any: bool) -> i32 {
        const BY_NEARNESS: [(Nearness, i32); 6] = [
            (Nearness::Same, DISCIPLINE_NAMED),
            (Nearness::Within, DISCIPLINE_WIDER),
            (Nearness::AnyVisual, DISCIPLINE_ANY),
            (Nearness::Approach, DISCIPLINE_APPROACH),
            (Nearness::Near, DISCIPLINE_NEAR),
            (Nearness::Far, DISCIPLINE_OTHER),
        ];
        if !self.told {
            return 0;
        }
        let nearest = BY_NEARNESS.iter().find(|(near, _)| self.near[*near as usize] & named != 0);
        match nearest {
            None if any => DISCIPLINE_ANY,
            None => DISCIPLINE_UNKNOWN,
            Some((Nearness::Far, _)) if any => DISCIPLINE_ANY_BUT,
            Some((near, _)) if any && *near < Nearness::Within => DISCIPLINE_ANY,
            Some((Nearness::AnyVisual, _)) if titled & self.other != 0 => DISCIPLINE_VISUAL_BUT,
            Some((_, points)) => *points,
        }
    }
}

/// Places in countries that the artist neither lives in nor speaks of are all alike to them.
struct Places {
    /// The countries whose places differ; `None`: those of every country do.
    telling: Option<HashSet<Country>>,
}

impl Places {
    fn of(artist: &Artist) -> Self {
        let wishes = artist.places_wanted.iter().chain(&artist.places_unwanted);
        let wished: Option<HashSet<Country>> = wishes.map(|place| place.country).collect();
        let home = artist.residence.as_ref().map(|home| home.country);
        Self { telling: wished.map(|wished| wished.into_iter().chain(home).collect()) }
    }

    fn all(&self, readings: &[Reading], points: impl Fn(&Reading) -> i32) -> Vec<i32> {
        let mut alike: [Option<i32>; 8] = [None; 8];
        let of = |reading: &Reading| {
            let place: Option<&Place> = reading.place.as_ref().map(|fact| &fact.value);
            let country = place.and_then(|place| place.country);
            let same = self
                .telling
                .as_ref()
                .zip(country)
                .is_some_and(|(telling, country)| !telling.contains(&country));
            let online = place.is_some_and(|place| place.online);
            let travel = !reading.terms.benefits.is_empty();
            let class = usize::from(online) * 4
                + usize::from(reading.kind.is_some()) * 2
                + usize::from(travel);
            if same {
                *alike[class].get_or_insert_with(|| points(reading))
            } else {
                points(reading)
            }
        };
        readings.iter().map(of).collect()
    }
}
