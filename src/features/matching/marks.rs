//! The calls an artist marked, and what follows from that.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::feedback::{Feedback, Mark, Why};
use super::queries;
use crate::features::profiles::Artist;
use crate::platform::state::State;
use crate::platform::visitor::UserId;

/// The calls that an artist marked.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// Those at hand.
    pub saved: HashSet<Uuid>,
    /// Those out of sight.
    pub hidden: HashSet<Uuid>,
    /// Why some of them are.
    pub whys: HashMap<Uuid, Why>,
    /// What all this says of other calls.
    pub feedback: Feedback,
}

impl Marks {
    /// Those of one artist.
    ///
    /// # Errors
    /// The database cannot be reached.
    pub async fn of(state: &State, user: UserId, artist: &Artist) -> sqlx::Result<Self> {
        let all = queries::marks(&state.pool, user).await?;
        let with = |mark| all.iter().filter(move |one| one.call.mark == mark).map(|one| one.id);
        Ok(Self {
            saved: with(Mark::Saved).collect(),
            hidden: with(Mark::Hidden).collect(),
            whys: all.iter().filter_map(|one| Some((one.id, one.call.why?))).collect(),
            feedback: Feedback::of(&all, artist),
        })
    }
}
