//! Currencies: codes, and the signs that may stand for several of them.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Money;
use crate::features::reading::Country;

/// An ISO 4217 code: three capital letters.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, examples("EUR"))]
pub struct Currency([u8; 3]);

impl Currency {
    /// The currency of this code. `None` unless it is three ASCII letters.
    pub fn new(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes
            .iter()
            .all(u8::is_ascii_alphabetic)
            .then(|| Self(bytes.map(|b| b.to_ascii_uppercase())))
    }

    /// The currency of this code, where ISO 4217 has one in use. For what people type; a text may name a
    /// currency that is gone.
    pub fn known(code: &str) -> Option<Self> {
        Self::new(code).filter(|known| IN_USE.split_whitespace().any(|one| one == known.code()))
    }

    /// The code: `EUR`.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }
}

/// The codes of ISO 4217 that are in use as money.
const IN_USE: &str = "\
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD \
    CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD \
    GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT \
    LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR \
    NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP \
    STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD \
    XCG XOF XPF YER ZAR ZMW ZWG";

/// What stands beside an amount: a currency, or a sign that several share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// A code, or a sign that only one currency uses.
    Is(Currency),
    /// `$`, dollars.
    Dollar,
    /// Pesos, in words.
    Peso,
    /// `Rs`, rupees.
    Rupee,
    /// `kr`, crowns.
    Krone,
    /// Francs, in words.
    Franc,
    /// Shillings.
    Shilling,
    /// `¥`: yen, or yuan in China.
    Yen,
    /// Nothing stands there.
    Missing,
}

impl Sign {
    /// The currency of a code that is known to be right.
    pub(super) const fn is(code: &[u8; 3]) -> Self {
        Self::Is(Currency(*code))
    }

    /// About how many dollars an amount beside this sign is: only to tell small sums from large.
    pub(super) fn roughly(self, amount: Decimal) -> Decimal {
        let per_dollar = match self {
            Self::Is(_) | Self::Yen => {
                let money = Money { amount, currency: self.alone() };
                return money.rough_usd().unwrap_or(amount);
            }
            Self::Rupee | Self::Shilling => 100,
            Self::Krone => 10,
            Self::Franc => 1,
            Self::Peso => 20,
            Self::Dollar | Self::Missing => 1,
        };
        amount / Decimal::from(per_dollar)
    }

    /// The currency where the sign alone settles it.
    pub(super) fn alone(self) -> Option<Currency> {
        match self {
            Self::Is(currency) => Some(currency),
            Self::Yen => Currency::new("JPY"),
            _ => None,
        }
    }

    /// The currency where the country settles it.
    pub(super) fn within(self, country: Country) -> Option<Currency> {
        let own = country.currency();
        let family: &[&str] = match self {
            Self::Is(_) | Self::Missing => &[],
            Self::Dollar => &[
                "USD", "AUD", "CAD", "NZD", "HKD", "SGD", "TWD", "JMD", "TTD", "BBD", "BSD", "BZD",
                "FJD", "GYD", "LRD", "NAD", "XCD", "BND", "MXN", "COP", "ARS", "CLP", "UYU", "DOP",
            ],
            Self::Peso => &["MXN", "COP", "ARS", "CLP", "UYU", "DOP", "CUP", "PHP"],
            Self::Rupee => &["INR", "PKR", "LKR", "NPR", "MUR", "SCR"],
            Self::Krone => &["SEK", "NOK", "DKK", "ISK"],
            Self::Franc => &["CHF", "XOF", "XAF", "RWF", "GNF", "CDF", "DJF", "BIF", "KMF"],
            Self::Shilling => &["KES", "UGX", "TZS", "SOS"],
            Self::Yen => &["JPY", "CNY"],
        };
        own.filter(|own| family.contains(&own.code())).or(self.alone())
    }
}

impl std::fmt::Debug for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl TryFrom<String> for Currency {
    type Error = String;

    fn try_from(code: String) -> Result<Self, Self::Error> {
        Self::new(&code).ok_or_else(|| format!("{code:?} is not a currency code"))
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}
