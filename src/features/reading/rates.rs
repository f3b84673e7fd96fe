//! Rough reference rates: good enough to compare the size of two sums, never to state one.

use rust_decimal::Decimal;

use super::{Currency, Money};

/// The month these rates stand for. They are rounded to two figures on purpose.
pub const RATES_OF: &str = "mid-2025";

/// What one US dollar buys of each, roughly, in thousandths of the currency's unit.
const PER_DOLLAR: &[(&str, i64)] = &[
    ("AED", 3_700),
    ("ARS", 1_200_000),
    ("AUD", 1_500),
    ("BDT", 120_000),
    ("BRL", 5_500),
    ("CAD", 1_400),
    ("CHF", 810),
    ("CLP", 940_000),
    ("CNY", 7_200),
    ("COP", 4_100_000),
    ("CZK", 21_000),
    ("DKK", 6_500),
    ("EGP", 50_000),
    ("EUR", 870),
    ("GBP", 740),
    ("GEL", 2_700),
    ("GHS", 11_000),
    ("HKD", 7_800),
    ("HUF", 350_000),
    ("IDR", 16_000_000),
    ("ILS", 3_500),
    ("INR", 86_000),
    ("ISK", 120_000),
    ("JPY", 150_000),
    ("KES", 130_000),
    ("KRW", 1_400_000),
    ("LKR", 300_000),
    ("MAD", 9_100),
    ("MXN", 19_000),
    ("MYR", 4_200),
    ("NGN", 1_500_000),
    ("NOK", 10_000),
    ("NPR", 140_000),
    ("NZD", 1_700),
    ("PEN", 3_600),
    ("PHP", 57_000),
    ("PKR", 280_000),
    ("PLN", 3_700),
    ("QAR", 3_600),
    ("RON", 4_400),
    ("RSD", 100_000),
    ("SAR", 3_800),
    ("SEK", 9_600),
    ("SGD", 1_300),
    ("THB", 33_000),
    ("TND", 2_900),
    ("TRY", 40_000),
    ("TWD", 30_000),
    ("TZS", 2_600_000),
    ("UAH", 42_000),
    ("UGX", 3_600_000),
    ("USD", 1_000),
    ("UYU", 40_000),
    ("VND", 26_000_000),
    ("XAF", 570_000),
    ("XOF", 570_000),
    ("ZAR", 18_000),
];

impl Money {
    /// About how many US dollars this is, by the table of [`RATES_OF`]; `None` where the currency is
    /// unknown or not in the table.
    pub fn rough_usd(&self) -> Option<Decimal> {
        let code = self.currency?;
        let (_, thousandths) =
            PER_DOLLAR.iter().find(|(listed, _)| Currency::new(listed) == Some(code))?;
        self.amount.checked_div(Decimal::new(*thousandths, 3))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(amount: i64, code: &str) -> Money {
        Money { amount: Decimal::from(amount), currency: Currency::new(code) }
    }

    #[test]
    fn sums_in_two_currencies_can_be_put_in_order() {
        let euros = money(1_000, "EUR").rough_usd();
        assert!(euros > money(1_000, "USD").rough_usd());
        assert!(euros < money(4_000, "AUD").rough_usd());
        assert_eq!(money(5, "ZZZ").rough_usd(), None);
        assert_eq!(Money { amount: Decimal::ONE, currency: None }.rough_usd(), None);
    }

    #[test]
    fn the_table_is_sorted_and_names_each_currency_once() {
        assert!(PER_DOLLAR.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
