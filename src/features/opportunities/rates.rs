//! What money is roughly worth, for comparing and filtering across currencies. Never shown as a fact.

use rust_decimal::Decimal;

use crate::features::reading::Money;

/// Millionths of a US dollar that one unit of a currency is worth, rounded, as of autumn 2026. Rates move
/// a few percent a year, which does not change what is within anyone's reach; a filter says "roughly".
const MILLIONTHS: &[(&str, i64)] = &[
    ("AED", 272_000),
    ("ARS", 900),
    ("AUD", 650_000),
    ("BDT", 8_300),
    ("BGN", 560_000),
    ("BOB", 145_000),
    ("BRL", 180_000),
    ("CAD", 720_000),
    ("CHF", 1_150_000),
    ("CLP", 1_050),
    ("CNY", 140_000),
    ("COP", 240),
    ("CRC", 1_950),
    ("CZK", 45_000),
    ("DKK", 150_000),
    ("EGP", 20_000),
    ("EUR", 1_120_000),
    ("GBP", 1_300_000),
    ("GEL", 370_000),
    ("GHS", 80_000),
    ("HKD", 128_000),
    ("HUF", 2_900),
    ("IDR", 61),
    ("ILS", 280_000),
    ("INR", 11_700),
    ("ISK", 7_600),
    ("JPY", 6_700),
    ("KES", 7_700),
    ("KRW", 720),
    ("LKR", 3_300),
    ("MAD", 105_000),
    ("MXN", 54_000),
    ("MYR", 235_000),
    ("NGN", 650),
    ("NOK", 95_000),
    ("NZD", 590_000),
    ("PEN", 270_000),
    ("PHP", 17_500),
    ("PKR", 3_600),
    ("PLN", 265_000),
    ("QAR", 275_000),
    ("RON", 222_000),
    ("RSD", 9_600),
    ("RUB", 12_000),
    ("SAR", 267_000),
    ("SEK", 102_000),
    ("SGD", 765_000),
    ("THB", 30_000),
    ("TND", 330_000),
    ("TRY", 25_000),
    ("TWD", 32_000),
    ("TZS", 390),
    ("UAH", 24_000),
    ("UGX", 275),
    ("USD", 1_000_000),
    ("UYU", 25_000),
    ("VND", 39),
    ("XAF", 1_710),
    ("XOF", 1_710),
    ("ZAR", 56_000),
];

/// Roughly how many US dollars this is. `None` where the currency is unknown or not in the table, or the
/// amount is beyond any award.
pub fn usd(money: &Money) -> Option<Decimal> {
    let currency = money.currency?;
    let (_, millionths) = MILLIONTHS.iter().find(|(code, _)| *code == currency.code())?;
    money.amount.checked_mul(Decimal::new(*millionths, 6)).map(|usd| usd.round_dp(2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::reading::Currency;

    #[test]
    fn a_known_currency_has_a_rough_worth_and_an_unknown_one_none() {
        let worth = |amount: i64, code: &str| {
            usd(&Money { amount: Decimal::from(amount), currency: Currency::new(code) })
        };
        assert_eq!(worth(100, "USD"), Some(Decimal::from(100)));
        assert!(worth(1_000_000, "XOF").is_some_and(|usd| usd < Decimal::from(2_000)));
        assert_eq!(worth(100, "XYZ"), None);
    }

    #[test]
    fn each_currency_stands_once_and_in_order() {
        assert!(MILLIONTHS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
