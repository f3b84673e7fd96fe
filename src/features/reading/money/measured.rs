//! How well money is read from real calls, where a labelled folder lies beside the repository.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::Value;

use super::{EntryFee, Share, Terms};
use crate::features::reading::closing::measured::{document, folder};
use crate::features::reading::read;

/// What was read, under the names of the labels and as text.
fn told(terms: &Terms) -> BTreeMap<&'static str, Option<String>> {
    let fee = terms.entry_fee.as_ref().map(|fact| match &fact.value {
        EntryFee::Free => "0".to_owned(),
        EntryFee::Paid { amount, .. } => {
            let currency = amount.currency.map_or(String::new(), |code| format!(" {code}"));
            format!("{}{currency}", amount.amount.normalize())
        }
        EntryFee::Charged => "charged".to_owned(),
    });
    let (least, most) = terms.per_recipient().unwrap_or_default();
    let pool =
        terms.awards.iter().find(|fact| fact.value.share == Share::Pool).map(|fact| &fact.value);
    let pool = pool.and_then(|award| award.most.as_ref().or(award.least.as_ref()));
    let currency = most.as_ref().or(least.as_ref()).or(pool).and_then(|money| money.currency);
    let plain = |amount: Decimal| amount.normalize().to_string();
    BTreeMap::from([
        ("entry_fee", fee),
        ("award.min", least.map(|money| plain(money.amount))),
        ("award.max", most.as_ref().map(|money| plain(money.amount))),
        ("award.pool", pool.map(|money| plain(money.amount))),
        ("award.currency", currency.map(|code| code.to_string())),
        (
            "other_costs",
            terms.costs.iter().find(|cost| cost.value.amount.is_some()).map(|_| "some".into()),
        ),
    ])
}

fn label(label: &Value, field: &str) -> Option<String> {
    let number = |value: &Value| value.as_f64().map(|n| n.to_string());
    match field {
        "entry_fee" => {
            let amount = number(&label["entry_fee"]["amount"])?;
            let currency = label["entry_fee"]["currency"].as_str();
            Some(currency.map_or(amount.clone(), |code| format!("{amount} {code}")))
        }
        "other_costs" => label["other_costs"].as_str().map(|_| "some".to_owned()),
        _ => {
            let value = &label["award"][field.strip_prefix("award.")?];
            number(value).or_else(|| value.as_str().map(str::to_owned))
        }
    }
}

#[test]
fn money_of_real_calls() {
    let Some(folder) = folder() else {
        println!("SKIPPED: no labelled calls beside the repository (../shared/realdata)");
        return;
    };
    let labels = std::fs::read_to_string(folder.join("gold.jsonl")).unwrap();
    let mut counts: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for gold in labels.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        let file = gold["file"].as_str().unwrap();
        let document = document(&folder, file);
        let terms = read(&document).terms;
        let quotes = terms.awards.iter().filter_map(|fact| fact.quote());
        assert!(quotes.into_iter().all(|quote| quote.stands_in(&document.text)), "{file}");
        for (field, found) in told(&terms) {
            let wanted = label(&gold, field);
            let kind = match (&wanted, &found) {
                (None, None) => 3,
                (wanted, found) if wanted == found => 0,
                (Some(_), None) => 2,
                _ => 1,
            };
            counts.entry(field).or_default()[kind] += 1;
            if kind == 1 || kind == 2 {
                println!("{file}: {field}: {found:?} for {wanted:?}");
            }
        }
    }
    println!("{:16} right wrong missing rightly unknown", "");
    for (field, [right, wrong, missing, unknown]) in &counts {
        println!("{field:16} {right:5} {wrong:5} {missing:7} {unknown:15}");
    }
    for (field, least) in [("entry_fee", 95), ("award.max", 90)] {
        let [right, _, _, unknown] = counts[field];
        let all = counts[field].iter().sum::<usize>();
        assert!((right + unknown) * 100 >= all * least, "{field} is read worse than it was");
    }
}
