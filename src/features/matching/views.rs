//! An artist's matches, parted into the views that page and API show.

use std::collections::HashSet;

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::queries::{self, Mark};
use super::rank::{Call, Match, Ranking, rank};
use crate::features::opportunities::Listed;
use crate::features::profiles::Artist;
use crate::platform::state::State;
use crate::platform::visitor::Visitor;

/// How many matches a page shows.
pub const PER_PAGE: usize = 20;

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

/// The matches by view.
pub struct Views {
    /// Those one may apply to, or may be able to.
    pub open: Vec<Match>,
    /// The calls that are saved.
    pub saved_ids: HashSet<Uuid>,
    /// The calls that are hidden.
    pub hidden_ids: HashSet<Uuid>,
    saved: Vec<Match>,
    hidden: Vec<Match>,
    not_eligible: Vec<Match>,
}

impl Views {
    /// Holds the calls against the artist and the marks that the visitor put on them.
    pub async fn ask(
        state: &State,
        visitor: &Visitor,
        artist: &Artist,
        calls: &[Listed],
    ) -> sqlx::Result<Self> {
        let calls = calls.iter().map(|call| Call { id: call.id.0, reading: &call.reading });
        let ranking = rank(calls, artist, state.clock.today());
        let saved = queries::marked(&state.pool, visitor.id, Mark::Saved).await?;
        let hidden = queries::marked(&state.pool, visitor.id, Mark::Hidden).await?;
        Ok(Self::of(ranking, &saved, &hidden))
    }

    fn of(ranking: Ranking, saved: &[Uuid], hidden: &[Uuid]) -> Self {
        let saved_ids: HashSet<Uuid> = saved.iter().copied().collect();
        let hidden_ids: HashSet<Uuid> = hidden.iter().copied().collect();
        let all = ranking.matches.iter().chain(&ranking.not_eligible);
        let saved = all.clone().filter(|one| saved_ids.contains(&one.id)).cloned().collect();
        let hidden = all.filter(|one| hidden_ids.contains(&one.id)).cloned().collect();
        let seen = |one: &Match| !hidden_ids.contains(&one.id);
        Self {
            open: ranking.matches.into_iter().filter(seen).collect(),
            not_eligible: ranking.not_eligible.into_iter().filter(seen).collect(),
            saved,
            hidden,
            saved_ids,
            hidden_ids,
        }
    }

    /// One of the views, best first.
    pub fn of_kind(&self, show: Show) -> &[Match] {
        match show {
            Show::Open => &self.open,
            Show::Saved => &self.saved,
            Show::Hidden => &self.hidden,
            Show::NotEligible => &self.not_eligible,
        }
    }
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
