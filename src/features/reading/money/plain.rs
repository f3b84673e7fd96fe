//! Money in plain form, and back: `EUR 1,300`, `USD 24.50`; with no currency just `1,300`.

use std::fmt::{Display, Formatter, Result};
use std::str::FromStr;

use rust_decimal::Decimal;

use super::{Currency, Money};

impl Display for Money {
    /// The code, a space, the amount with thousands set apart by commas; cents only where there are any.
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if let Some(currency) = self.currency {
            write!(f, "{currency} ")?;
        }
        let plain = self.amount.normalize().to_string();
        let (sign, digits) = plain.strip_prefix('-').map_or(("", &*plain), |rest| ("-", rest));
        let (whole, cents) = digits.split_once('.').unwrap_or((digits, ""));
        f.write_str(sign)?;
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        match cents.len() {
            0 => Ok(()),
            1 => write!(f, ".{cents}0"),
            _ => write!(f, ".{cents}"),
        }
    }
}

impl FromStr for Money {
    type Err = String;

    /// Reads what [`Display`] writes.
    fn from_str(plain: &str) -> std::result::Result<Self, Self::Err> {
        let (currency, digits) = match plain.split_once(' ') {
            Some((code, digits)) => {
                let currency =
                    Currency::new(code).ok_or_else(|| format!("{code:?} is no currency code"))?;
                (Some(currency), digits)
            }
            None => (None, plain),
        };
        let amount = Decimal::from_str_exact(&digits.replace(',', ""))
            .map_err(|_| format!("{digits:?} is no amount"))?;
        Ok(Self { amount, currency })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn is_written_plainly() {
        let money = |amount: &str, code: &str| {
            Money { amount: amount.parse().unwrap(), currency: Currency::new(code) }.to_string()
        };
        assert_eq!(money("1300", "EUR"), "EUR 1,300");
        assert_eq!(money("24.5", "USD"), "USD 24.50");
        assert_eq!(money("300000.00", "INR"), "INR 300,000");
        assert_eq!(money("34", ""), "34");
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(cents in 0_i64..i64::MAX, scale in 0_u32..4, code in "([A-Z]{3})?") {
            let money = Money { amount: Decimal::new(cents, scale), currency: Currency::new(&code) };
            prop_assert_eq!(money.to_string().parse::<Money>(), Ok(money));
        }
    }
}
