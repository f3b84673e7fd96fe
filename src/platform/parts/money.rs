//! Amounts as a reader in any country understands them.

use rust_decimal::Decimal;

/// An amount with its currency: "€1,500", "US$35", "CHF 80.50", "25 (currency not stated)".
///
/// The dollar of every country is written with that country, since a bare "$" is what readers get
/// wrong.
pub fn money(amount: Decimal, currency: Option<&str>) -> String {
    let number = grouped(amount);
    match currency {
        None => format!("{number} (currency not stated)"),
        Some("EUR") => format!("€{number}"),
        Some("GBP") => format!("£{number}"),
        Some("USD") => format!("US${number}"),
        Some("CAD") => format!("CA${number}"),
        Some("AUD") => format!("A${number}"),
        Some("NZD") => format!("NZ${number}"),
        Some("HKD") => format!("HK${number}"),
        Some("SGD") => format!("S${number}"),
        Some("MXN") => format!("MX${number}"),
        Some("BRL") => format!("R${number}"),
        Some("INR") => format!("₹{number}"),
        Some("JPY") => format!("¥{number}"),
        Some("KRW") => format!("₩{number}"),
        Some(code) => format!("{code}\u{a0}{number}"),
    }
}

/// Thousands apart by commas; cents only where there are some.
fn grouped(amount: Decimal) -> String {
    let places = if amount.fract().is_zero() { 0 } else { 2 };
    let text = format!("{:.places$}", amount.abs());
    let (whole, cents) = text.split_once('.').unwrap_or((&text, ""));
    let mut number = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            number.push(',');
        }
        number.push(digit);
    }
    if !cents.is_empty() {
        number.push('.');
        number.push_str(cents);
    }
    if amount.is_sign_negative() && !amount.is_zero() {
        format!("\u{2212}{number}")
    } else {
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(amount: &str, currency: &str) -> String {
        money(amount.parse().unwrap(), (!currency.is_empty()).then_some(currency))
    }

    #[test]
    fn says_which_dollar_and_groups_thousands() {
        assert_eq!(said("1500", "EUR"), "€1,500");
        assert_eq!(said("35.00", "USD"), "US$35");
        assert_eq!(said("12.5", "CAD"), "CA$12.50");
        assert_eq!(said("1234567", "CHF"), "CHF\u{a0}1,234,567");
        assert_eq!(said("999", "JPY"), "¥999");
        assert_eq!(said("-20", "GBP"), "£\u{2212}20");
        assert_eq!(said("25", ""), "25 (currency not stated)");
    }
}
