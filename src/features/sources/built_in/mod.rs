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
