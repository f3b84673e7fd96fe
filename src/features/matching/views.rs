//! An artist's matches, parted into the views that page and API show, a page at a time.

use std::collections::{HashMap, HashSet};

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::editions::fold;
use super::index::{Following, Hit, Side};
use super::marks::Marks;
use super::rank::{Call, Match, hold, rank};
use super::score::Own;
use crate::features::opportunities::{self, Listed};
use crate::features::profiles::Artist;
use crate::platform::state::State;
use crate::platform::visitor::Visitor;

/// How many matches a page shows.
pub const PER_PAGE: usize = 20;

/// Among so many of the best, the question is sought that would settle most.
pub const ASKED_ABOUT: usize = 100;

/// Which matches are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Show {
    /// Those one may apply to, or may be able to.
    #[default]
    Open,
    /// Those that were saved.
    Saved,
    /// Those that were hidden.
    Hidden,
    /// Those a rule closes to the artist.
    NotEligible,
}

/// One page of one view, and how much there is of each.
pub struct Views {
    /// How many calls are open, whoever asks.
    pub total: usize,
    /// The matches of the page, best first.
    pub here: Vec<Match>,
    /// The best of those one may apply to, at most [`ASKED_ABOUT`]; where that view is shown.
    pub best: Vec<Match>,
    /// The calls that the artist marked.
    pub marks: Marks,
    /// The number of the page, from 1.
    pub page: usize,
    listed: HashMap<Uuid, Listed>,
    /// The editions of a shown call that close later.
    later: HashMap<Uuid, Vec<Uuid>>,
    counts: [usize; 4],
}

/// What is to be shown, before the calls themselves are read.
struct Found {
    total: usize,
    counts: [usize; 4],
    page: usize,
    hits: Vec<Hit>,
    best: Vec<Hit>,
    later: HashMap<Uuid, Vec<Uuid>>,
}

impl Views {
    /// Holds the open calls against the artist and the marks that the visitor put on them. From the
    /// index where it stands; until then every open call is read and ranked.
    ///
    /// # Errors
    /// The database cannot be reached.
    pub async fn ask(
        state: &State,
        visitor: &Visitor,
        artist: &Artist,
        show: Show,
        page: usize,
    ) -> sqlx::Result<Self> {
        let marks = Marks::of(state, visitor.id, artist).await?;
        let known = state.shelf.get::<Following>().and_then(|following| {
            following.ask(state.clock.today(), |index| Found::of(index, artist, &marks, show, page))
        });
        match known {
            Some(found) => Self::of_index(state, artist, marks, show, found).await,
            None => Self::of_all(state, artist, marks, show, page).await,
        }
    }

    async fn of_index(
        state: &State,
        artist: &Artist,
        marks: Marks,
        show: Show,
        found: Found,
    ) -> sqlx::Result<Self> {
        let wanted: Vec<Uuid> = match show {
            Show::Saved => marks.saved.iter().copied().collect(),
            Show::Hidden => marks.hidden.iter().copied().collect(),
            _ => {
                let hits = found.hits.iter().chain(&found.best).map(|hit| hit.id);
                hits.chain(found.later.values().flatten().copied()).collect()
            }
        };
        let listed = opportunities::listed(&state.pool, &wanted).await?;
        let listed: HashMap<Uuid, Listed> =
            listed.into_iter().map(|call| (call.id.0, call)).collect();
        let (own, today) = (Own::of(artist), state.clock.today());
        let of = |hits: &[Hit]| -> Vec<Match> {
            let calls = hits.iter().filter_map(|hit| listed.get(&hit.id));
            calls.map(|call| hold(as_call(call), artist, &own, &marks.feedback, today)).collect()
        };
        let (here, best) = match show {
            Show::Open | Show::NotEligible => (of(&found.hits), of(&found.best)),
            Show::Saved | Show::Hidden => {
                let ranking = rank(listed.values().map(as_call), artist, &marks.feedback, today);
                (ranking.matches.into_iter().chain(ranking.not_eligible).collect(), Vec::new())
            }
        };
        let mut views = Self {
            total: found.total,
            here,
            best,
            marks,
            page: found.page,
            listed,
            later: found.later,
            counts: found.counts,
        };
        if matches!(show, Show::Saved | Show::Hidden) {
            views.counts[show as usize] = views.here.len();
            views.turn_to(show, found.page);
        }
        Ok(views)
    }

    async fn of_all(
        state: &State,
        artist: &Artist,
        marks: Marks,
        show: Show,
        page: usize,
    ) -> sqlx::Result<Self> {
        let calls = opportunities::open(&state.pool, state.clock.now()).await?;
        let ranking = rank(calls.iter().map(as_call), artist, &marks.feedback, state.clock.today());
        let seen = |one: &&Match| !marks.hidden.contains(&one.id);
        let all = || ranking.matches.iter().chain(&ranking.not_eligible);
        let editions = fold(ranking.matches.iter().filter(seen).collect());
        let later = editions.iter().filter(|(_, later)| !later.is_empty());
        let later = later.map(|(one, later)| (one.id, later.clone())).collect();
        let open: Vec<&Match> = editions.iter().map(|(one, _)| *one).collect();
        let not_eligible: Vec<&Match> = ranking.not_eligible.iter().filter(seen).collect();
        let saved: Vec<&Match> = all().filter(|one| marks.saved.contains(&one.id)).collect();
        let hidden: Vec<&Match> = all().filter(|one| marks.hidden.contains(&one.id)).collect();
        let counts = [open.len(), saved.len(), hidden.len(), not_eligible.len()];
        let here = match show {
            Show::Open => &open,
            Show::Saved => &saved,
            Show::Hidden => &hidden,
            Show::NotEligible => &not_eligible,
        };
        let best = open.iter().take(if show == Show::Open { ASKED_ABOUT } else { 0 });
        let mut views = Self {
            total: calls.len(),
            here: here.iter().copied().cloned().collect(),
            best: best.copied().cloned().collect(),
            page,
            counts,
            listed: HashMap::new(),
            later: if show == Show::Open { later } else { HashMap::new() },
            marks,
        };
        views.turn_to(show, page);
        views.listed = calls.into_iter().map(|call| (call.id.0, call)).collect();
        Ok(views)
    }

    /// Leaves of the whole view what stands on its page.
    fn turn_to(&mut self, show: Show, page: usize) {
        let whole = std::mem::take(&mut self.here);
        self.page = page.clamp(1, self.pages(show));
        self.here = whole.into_iter().skip((self.page - 1) * PER_PAGE).take(PER_PAGE).collect();
    }

    /// How many matches a view has.
    pub fn count(&self, show: Show) -> usize {
        self.counts[show as usize]
    }

    /// How many pages a view has; one at least.
    pub fn pages(&self, show: Show) -> usize {
        self.count(show).div_ceil(PER_PAGE).max(1)
    }

    /// The editions of a shown call that close later, the nearest first.
    pub fn later_editions(&self, id: Uuid) -> impl Iterator<Item = &Listed> {
        self.later.get(&id).into_iter().flatten().filter_map(|id| self.listed.get(id))
    }

    /// The call of a match that is shown.
    pub fn listed(&self, id: Uuid) -> Option<&Listed> {
        self.listed.get(&id)
    }
}

impl Found {
    fn of(
        index: &super::index::Index,
        artist: &Artist,
        marks: &Marks,
        show: Show,
        page: usize,
    ) -> Self {
        let side = if show == Show::NotEligible { Side::NotEligible } else { Side::Matches };
        let standings = index.ask(artist, &marks.feedback, side, &marks.hidden);
        let open = |ids: &HashSet<Uuid>| ids.iter().filter(|id| index.is_open(**id)).count();
        let counts =
            [standings.matches, open(&marks.saved), open(&marks.hidden), standings.not_eligible];
        let page = page.clamp(1, counts[show as usize].div_ceil(PER_PAGE).max(1));
        let best = if show == Show::Open { ASKED_ABOUT } else { 0 };
        let hits = standings.page((page - 1) * PER_PAGE, PER_PAGE);
        let later = |hit: &Hit| {
            let later = standings.later_editions(hit.id);
            (show == Show::Open && !later.is_empty()).then_some((hit.id, later))
        };
        Self {
            later: hits.iter().filter_map(later).collect(),
            total: index.count_open(),
            counts,
            page,
            hits,
            best: standings.page(0, best),
        }
    }
}

fn as_call(listed: &Listed) -> Call<'_> {
    Call { id: listed.id.0, reading: &listed.reading }
}

impl Show {
    /// Every view, in the order of the page.
    pub const ALL: [Show; 4] = [Show::Open, Show::Saved, Show::Hidden, Show::NotEligible];

    /// The word in links.
    pub fn slug(self) -> &'static str {
        match self {
            Show::Open => "open",
            Show::Saved => "saved",
            Show::Hidden => "hidden",
            Show::NotEligible => "not-eligible",
        }
    }

    /// The view that a word in links names.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|show| show.slug() == slug)
    }
}
