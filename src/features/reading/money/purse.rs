//! Which currency a sign means in this document.

use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::amount::Amount;
use super::currency::Sign;
use super::{Currency, Money};
use crate::features::reading::pattern::Pattern;
use crate::features::reading::{Country, Document};

/// What settles signs that several currencies share.
pub(super) struct Purse {
    /// Codes that the text writes out, where it is one code only.
    written: Option<Currency>,
    /// Countries that could settle a sign, with the reason, the best first.
    countries: Vec<(Country, &'static str)>,
}

static CODE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::words(r"\b(?-i:USD|AUD|CAD|NZD|HKD|SGD|MXN|COP|ARS|CLP|TWD|INR|PKR|LKR)\b")
});

impl Purse {
    /// What this document tells about its currency; `named` are the countries it is about.
    pub(super) fn new(document: &Document, amounts: &[&Amount], named: Option<Country>) -> Self {
        let mut codes: Vec<Currency> = amounts
            .iter()
            .filter_map(|amount| match amount.sign {
                Sign::Is(currency) if CODE.is_match(currency.code()) => Some(currency),
                _ => None,
            })
            .chain(CODE.find_iter(&document.text).filter_map(|code| Currency::new(code.as_str())))
            .collect();
        codes.dedup();
        codes.sort_by_key(|currency| currency.code().to_owned());
        codes.dedup();
        let mut countries = Vec::new();
        if let Some(country) = document.url.as_ref().and_then(country_of) {
            countries.push((country, "of the address of the page"));
        }
        if let Some(country) = named {
            countries.push((country, "of the place named in the text"));
        }
        if let Some(country) = document.hints.country {
            countries.push((country, "of the source"));
        }
        Self { written: if let [one] = codes[..] { Some(one) } else { None }, countries }
    }

    /// The money, and why its currency was taken, where the sign alone does not say.
    pub(super) fn money(&self, amount: Decimal, sign: Sign) -> (Money, Option<String>) {
        if let (Some(currency), true) = (sign.alone(), sign != Sign::Yen) {
            return (Money { amount, currency: Some(currency) }, None);
        }
        if sign == Sign::Dollar
            && let Some(currency) = self.written
        {
            let because = format!("The text writes {currency} beside another amount");
            return (Money { amount, currency: Some(currency) }, Some(because));
        }
        for (country, whose) in &self.countries {
            if let Some(currency) = sign.within(*country) {
                let because = (Some(currency) != sign.alone())
                    .then(|| format!("Taken as {currency} after the country {whose}"));
                return (Money { amount, currency: Some(currency) }, because);
            }
        }
        (Money { amount, currency: sign.alone() }, None)
    }
}

/// The country that the top-level domain of an address names, where it is no fashion ("`.co`", "`.io`").
fn country_of(url: &url::Url) -> Option<Country> {
    let host = url.host_str()?;
    let mut labels = host.rsplit('.');
    let code = match (labels.next()?, labels.next().unwrap_or_default()) {
        ("gov" | "mil" | "edu" | "us", _) => "US",
        ("co", "gov" | "edu" | "com" | "org") => "CO",
        (
            code @ ("au" | "ca" | "nz" | "mx" | "ar" | "cl" | "uy" | "hk" | "sg" | "tw" | "cn"
            | "in" | "pk" | "lk" | "np" | "se" | "no" | "dk" | "is" | "ch" | "sn" | "ci"
            | "cm" | "ke" | "ug" | "tz" | "ph" | "jp"),
            _,
        ) => code,
        _ => return None,
    };
    Country::new(code)
}
