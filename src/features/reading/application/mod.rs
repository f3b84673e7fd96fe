//! How one applies: what must be handed in, by which way, in which languages, and what holds about AI.

mod ai;
mod asked;
mod languages;
mod limits;
mod material;
mod materials;
mod route;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use url::Url;

use super::Fact;
use super::layout::Layout;
use super::passage::passages;

pub use ai::AiPolicy;
pub use material::{Limit, Material, MaterialKind, Unit};
pub use route::{Channel, Route};

/// How one applies. What the call does not say is absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Application {
    /// What must be handed in, each thing once, in the order of the text.
    pub materials: Vec<Fact<Material>>,
    /// The ways by which one applies.
    pub routes: Vec<Fact<Route>>,
    /// The languages in which one may apply: ISO 639-1.
    pub languages: Vec<Fact<String>>,
    /// What the call says about works made, or applications written, with artificial intelligence.
    pub ai: Vec<Fact<AiPolicy>>,
}

/// Reads how one applies. `apply` is the address found before.
pub(super) fn application(layout: &Layout<'_>, apply: Option<&Fact<Url>>) -> Application {
    let passages = passages(layout.text());
    let asked = asked::asked(layout, &passages);
    Application {
        materials: materials::materials(layout, &passages, &asked),
        routes: route::routes(layout, &passages, &asked, apply),
        languages: languages::languages(layout, &passages),
        ai: ai::policies(layout.text(), &passages),
    }
}
