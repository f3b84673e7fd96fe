//! The sources that ship with the program: one TOML file each in this folder.

use std::sync::LazyLock;

use rust_embed::RustEmbed;

use super::{Source, from_toml};

#[derive(RustEmbed)]
#[folder = "src/features/sources/built_in/"]
struct Files;

static ALL: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let mut sources: Vec<Source> = Files::iter()
        .filter(|name| name.ends_with(".toml"))
        .filter_map(|name| Files::get(&name))
        .filter_map(|file| from_toml(std::str::from_utf8(&file.data).ok()?).ok())
        .collect();
    sources.sort_by(|a, b| a.id.cmp(&b.id));
    sources
});

/// Every source that ships with the program, by id. A test reads each file, so none is left out here.
pub fn all() -> &'static [Source] {
    &ALL
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use chrono::{DateTime, TimeDelta};

    fn all() -> Vec<Source> {
        Files::iter()
            .filter(|name| name.ends_with(".toml"))
            .map(|name| {
                let file = Files::get(&name).unwrap();
                let source = from_toml(std::str::from_utf8(&file.data).unwrap());
                let source = source.unwrap_or_else(|problems| panic!("{name}: {problems:?}"));
                assert_eq!(name, format!("{}.toml", source.id), "a file is named as its source");
                source
            })
            .collect()
    }

    #[test]
    fn every_file_is_a_source_and_most_of_them_are_read() {
        let sources = all();
        let on = sources.iter().filter(|source| source.enabled).count();
        assert!(on >= 18, "{on} are switched on");
        assert!(sources.len() - on >= 8, "{} are switched off", sources.len() - on);
        assert!(sources.iter().all(|source| !source.trusted), "trust is for an admin to give");
    }

    #[test]
    fn what_may_not_be_read_ships_switched_off_with_the_reason() {
        for source in all() {
            let id = &source.id;
            assert_eq!(source.enabled, source.off_reason.is_none(), "{id}");
            let doubt = ["not known", "forbid", "not been read"];
            if doubt.iter().any(|doubt| source.terms.contains(doubt)) {
                assert!(!source.enabled, "{id}: {}", source.terms);
            }
        }
    }

    #[test]
    fn nobody_is_visited_more_than_once_a_day_nor_two_at_one_time() {
        let mut minutes = BTreeMap::new();
        let midnight = "2026-11-20T00:00:00Z".parse::<DateTime<chrono::Utc>>().unwrap();
        for source in all() {
            let first = source.schedule.next_after(midnight).unwrap();
            let second = source.schedule.next_after(first).unwrap();
            assert!(second - first >= TimeDelta::days(1), "{}", source.id);
            assert!(source.delay >= 5, "{}", source.id);
            let time = first.format("%H:%M").to_string();
            if let Some(other) = minutes.insert(time.clone(), source.id.clone()) {
                panic!("{} and {other} both begin at {time}", source.id);
            }
        }
    }
}
