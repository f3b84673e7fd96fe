//! Icons: one sprite, drawn for Proletto.

use std::fmt;

use crate::platform::assets::asset;

/// An icon beside words that say the same; screen readers pass over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Icon(&'static str);

/// The icon of this name in `static/icons.svg`.
pub fn icon(name: &'static str) -> Icon {
    Icon(name)
}

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sprite = asset("icons.svg");
        write!(
            f,
            r##"<svg class="icon" aria-hidden="true"><use href="{sprite}#{}"/></svg>"##,
            self.0
        )
    }
}
