//! By which name a listing is known again.

use std::collections::HashMap;

use crate::features::opportunities;
use crate::features::reading::Document;

/// The keys of an item's documents: the item's own, with each call's name where the page holds several.
/// Not their order, which changes as soon as the first of them is over.
pub fn keys<'a>(item: &str, documents: impl ExactSizeIterator<Item = &'a Document>) -> Vec<String> {
    if documents.len() == 1 {
        return vec![item.to_owned()];
    }
    let mut taken = HashMap::<String, usize>::new();
    let mut named = |document: &Document| {
        let name = opportunities::fold(document.title.as_deref().unwrap_or_default());
        let words: Vec<&str> =
            name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let name: String = words.join("-").chars().take(80).collect();
        let times = taken.entry(name.clone()).or_default();
        *times += 1;
        if *times == 1 { format!("{item}#{name}") } else { format!("{item}#{name}-{times}") }
    };
    documents.map(&mut named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(title: &str) -> Document {
        serde_json::from_value(serde_json::json!({
            "title": title, "text": title, "fetched_on": "2026-11-20",
            "hints": { "kinds": [] },
        }))
        .unwrap()
    }

    #[test]
    fn a_call_keeps_its_key_when_another_leaves_the_page() {
        let of = |titles: &[&str]| {
            let documents: Vec<Document> = titles.iter().map(|title| document(title)).collect();
            keys("https://halm.example/calls", documents.iter())
        };
        let before = of(&["A Gate for Halm", "Ein Hof für Brode", "A Gate for Halm"]);
        assert_eq!(
            before,
            [
                "https://halm.example/calls#a-gate-for-halm",
                "https://halm.example/calls#ein-hof-fur-brode",
                "https://halm.example/calls#a-gate-for-halm-2",
            ]
        );
        assert_eq!(of(&["Ein Hof für Brode", "A Well"])[0], before[1]);
        assert_eq!(of(&["A Gate for Halm"]), ["https://halm.example/calls"]);
    }
}
