//! Which key does what, said on the page. `static/js/proletto.js` presses the element that carries
//! the same `data-key`.

use askama::Template;

/// The keys of a page.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/keys.html")]
pub struct Keys {
    /// In the order a hand finds them.
    pub keys: Vec<Key>,
}

/// One key and what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key: "j".
    pub key: &'static str,
    /// What it does: "next call".
    pub does: &'static str,
}

impl Keys {
    /// Keys as pairs of key and what it does.
    pub fn of(pairs: &[(&'static str, &'static str)]) -> Self {
        Self { keys: pairs.iter().map(|&(key, does)| Key { key, does }).collect() }
    }
}
