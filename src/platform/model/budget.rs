//! What asking costs, and how much of it there may be in a day.

use chrono::{DateTime, NaiveTime, Utc};
use rust_decimal::Decimal;

use super::answer::Usage;
use crate::platform::config::Config;

/// What a million tokens cost, in US dollars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prices {
    /// Sent.
    pub sent: Decimal,
    /// Answered.
    pub answered: Decimal,
}

/// What was spent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// Tokens, sent and answered.
    pub tokens: u64,
    /// US dollars, as far as prices were set.
    pub dollars: Decimal,
}

/// The most that may be spent in a day.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    tokens: u64,
    dollars: Option<Decimal>,
}

impl Prices {
    /// Those that are set; `None`: nobody said what it costs.
    pub(super) fn of(config: &Config) -> Option<Self> {
        let (sent, answered) = config.model_price_in.zip(config.model_price_out)?;
        Some(Self { sent, answered })
    }

    /// What so many tokens cost.
    pub fn cost(self, usage: Usage) -> Decimal {
        let million = Decimal::from(1_000_000);
        let part = |price: Decimal, tokens: u64| price.saturating_mul(tokens.into()) / million;
        part(self.sent, usage.sent).saturating_add(part(self.answered, usage.answered))
    }
}

impl Budget {
    /// What the settings allow.
    pub fn of(config: &Config) -> Self {
        Self { tokens: config.model_daily_tokens as u64, dollars: config.model_daily_cost }
    }

    /// Whether there is still room for this, after what was spent today.
    pub fn has_room(&self, spent: Spent, usage: Usage, prices: Option<Prices>) -> bool {
        let tokens = spent.tokens.saturating_add(usage.total()) <= self.tokens;
        let cost = prices.map(|prices| prices.cost(usage)).unwrap_or_default();
        let dollars = |most: Decimal| spent.dollars.saturating_add(cost) <= most;
        tokens && self.dollars.is_none_or(dollars)
    }

    /// What there is in a day: "200,000 tokens or 1.50 US dollars".
    pub fn in_words(&self) -> String {
        let tokens = format!("{} tokens", grouped(self.tokens));
        match self.dollars {
            Some(dollars) => format!("{tokens} or {} US dollars", dollars.normalize()),
            None => tokens,
        }
    }

    /// When the day of `now` began: days are those of UTC.
    pub fn day(now: DateTime<Utc>) -> DateTime<Utc> {
        now.date_naive().and_time(NaiveTime::MIN).and_utc()
    }
}

/// With thousands set apart.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dollars(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn a_budget_ends_with_tokens_or_with_money() {
        let prices = Prices { sent: dollars("0.15"), answered: dollars("0.60") };
        let usage = Usage { sent: 10_000, answered: 1_000 };
        assert_eq!(prices.cost(usage), dollars("0.0021"));
        let budget = Budget { tokens: 20_000, dollars: Some(dollars("0.01")) };
        let room = |tokens, spent: &str| {
            budget.has_room(Spent { tokens, dollars: dollars(spent) }, usage, Some(prices))
        };
        assert!(room(9_000, "0.0079"));
        assert!(!room(9_001, "0"), "too many tokens");
        assert!(!room(0, "0.0080"), "too much money");
        assert_eq!(budget.in_words(), "20,000 tokens or 0.01 US dollars");
        let absurd = Prices { sent: Decimal::MAX, answered: Decimal::MAX };
        assert!(!budget.has_room(Spent::default(), usage, Some(absurd)));
    }
}
