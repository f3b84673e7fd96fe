//! Countries as people write them in a form, and back.

use crate::features::reading::{Country, european_union};

pub(super) fn country_code(typed: &str) -> Result<Country, String> {
    Country::new(typed).ok_or_else(|| "Choose a country from the list.".into())
}

pub(super) fn countries(typed: &str) -> Result<Vec<Country>, String> {
    if ["none", "nowhere else", "stateless"].contains(&typed.to_lowercase().as_str()) {
        return Ok(Vec::new());
    }
    let names = typed.split([',', ';', '\n']).map(str::trim).filter(|name| !name.is_empty());
    let mut countries = Vec::new();
    for name in names {
        if is_union(name) {
            return Err("Write which country of the EU.".into());
        }
        let country = Country::from_name(name)
            .or_else(|| Country::from_demonym(name))
            .ok_or_else(|| format!("{name:?} is no country we know; try its English name."))?;
        if !countries.contains(&country) {
            countries.push(country);
        }
    }
    Ok(countries)
}

fn is_union(name: &str) -> bool {
    ["eu", "the eu", "european union", "the european union"].contains(&name.to_lowercase().as_str())
}

/// Countries, where the European Union stands for all of its own.
pub(super) fn permissions(typed: &str) -> Result<Vec<Country>, String> {
    let separators = [',', ';', '\n'];
    let (unions, others): (Vec<&str>, Vec<&str>) =
        typed.split(separators).map(str::trim).partition(|name| is_union(name));
    let mut all = if unions.is_empty() { Vec::new() } else { european_union() };
    let others = countries(&others.join(","))?;
    all.extend(
        others.into_iter().filter(|other| unions.is_empty() || !european_union().contains(other)),
    );
    Ok(all)
}

pub(super) fn permissions_in_words(countries: Option<&[Country]>) -> String {
    let union = european_union();
    match countries {
        Some(all) if union.iter().all(|member| all.contains(member)) => {
            let others: Vec<Country> =
                all.iter().filter(|country| !union.contains(country)).copied().collect();
            let others = countries_in_words(
                Some(&others).filter(|others| !others.is_empty()).map(Vec::as_slice),
            );
            let parts = ["EU", &others];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        }
        countries => countries_in_words(countries),
    }
}

pub(super) fn countries_in_words(countries: Option<&[Country]>) -> String {
    match countries {
        None => String::new(),
        Some([]) => "none".into(),
        Some(countries) => countries.iter().map(|c| c.name()).collect::<Vec<_>>().join(", "),
    }
}
