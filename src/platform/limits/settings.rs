//! Limits as the operator sets them.

use super::table::{Limit, TABLE};
use crate::platform::config::Value;

/// What the setting changes: `off`, or names with what counts instead (`sign-in=5/15m, pages=off`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    all_off: bool,
    /// So many in so many seconds; `None`: off.
    each: Vec<(&'static str, Option<(u32, u64)>)>,
}

impl Overrides {
    /// How many of these are let through in how many seconds; `None`: any number.
    pub fn quota(&self, limit: &Limit) -> Option<(u32, u64)> {
        if self.all_off {
            return None;
        }
        let own = self.each.iter().rev().find(|(name, _)| *name == limit.name);
        own.map_or(Some((limit.most, limit.window)), |(_, quota)| *quota)
    }
}

impl Value for Overrides {
    fn read(text: &str) -> Result<Self, String> {
        if text == "off" {
            return Ok(Self { all_off: true, each: Vec::new() });
        }
        let mut each = Vec::new();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let (name, quota) =
                part.split_once('=').ok_or("should be off, or like sign-in=5/15m, pages=off")?;
            let known = TABLE.iter().find(|limit| limit.name == name.trim());
            let name = known.ok_or_else(|| {
                let names: Vec<&str> = TABLE.iter().map(|limit| limit.name).collect();
                format!("knows no limit {:?}; there are {}", name.trim(), names.join(", "))
            })?;
            each.push((name.name, quota_of(quota.trim())?));
        }
        Ok(Self { all_off: false, each })
    }
}

fn quota_of(text: &str) -> Result<Option<(u32, u64)>, String> {
    if text == "off" {
        return Ok(None);
    }
    let wrong = || "should give a number and a time, like 5/15m (s, m, h, d)".to_owned();
    let (most, window) = text.split_once('/').ok_or_else(wrong)?;
    let unit = match window.chars().last() {
        Some('s') => 1,
        Some('m') => 60,
        Some('h') => 3_600,
        Some('d') => 86_400,
        _ => return Err(wrong()),
    };
    let count = window[..window.len() - 1].trim();
    let count: u64 = if count.is_empty() { 1 } else { count.parse().map_err(|_| wrong())? };
    let most: u32 = most.trim().parse().map_err(|_| wrong())?;
    let window = count.checked_mul(unit).filter(|window| (1..=31 * 86_400).contains(window));
    match (most, window) {
        (1.., Some(window)) => Ok(Some((most, window))),
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Limited;
    use super::*;

    #[test]
    fn one_limit_is_changed_and_the_others_stay() {
        let overrides = Overrides::read("sign-in = 3/10m, pages=off").unwrap();
        assert_eq!(overrides.quota(Limited::SignIn.limit()), Some((3, 600)));
        assert_eq!(overrides.quota(Limited::Pages.limit()), None);
        let api = Limited::Api.limit();
        assert_eq!(overrides.quota(api), Some((api.most, api.window)));
        assert_eq!(Overrides::read("off").unwrap().quota(api), None);
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        for wrong in
            ["sign-in", "sign-im=1/m", "pages=0/m", "pages=5/x", "pages=5", "pages=5/99999d"]
        {
            assert!(Overrides::read(wrong).is_err(), "{wrong}");
        }
    }
}
