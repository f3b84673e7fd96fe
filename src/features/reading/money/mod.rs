//! What it costs and what it brings: fee, cost, award, pool and budget are different things.

mod amount;
mod award;
mod benefit;
mod cost;
mod cue;
mod currency;
mod fee;
mod free;
mod number;
mod plain;
mod pointed;
mod purse;
mod role;
mod sign;
mod terms;
#[cfg(test)]
mod tests;
mod tier;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Fact;

pub use currency::Currency;
pub(super) use pointed::{award_at, fee_at, free_at};
pub(super) use terms::terms;
pub use tier::{DueFee, FeeTier, Payer};

/// An amount in a currency. Never a float.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Money {
    /// The amount, in units of the currency.
    pub amount: Decimal,
    /// ISO 4217; `None` where the sign was lost or could be several ("$" with no place to settle it).
    pub currency: Option<Currency>,
}

/// What it costs to enter. Silence is not "free": with no words about a fee there is no `EntryFee`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EntryFee {
    /// The text says that entering costs nothing.
    Free,
    /// It costs this much.
    Paid {
        /// What one ordinary applicant pays for the smallest entry.
        amount: Money,
        /// The most that one ordinary entry can cost, where there are tiers.
        most: Option<Money>,
        /// What the amount is for ("3 images", "single; 20 each for multiple", "submission fee").
        basis: Option<String>,
        /// What members of the organiser pay, where that differs.
        members: Option<Money>,
    },
    /// A fee is charged, and the text does not say how much.
    Charged,
}

/// A cost that is not the entry fee.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Cost {
    /// What it is for.
    pub kind: CostKind,
    /// How much, where said.
    pub amount: Option<Money>,
    /// Upper end of a range.
    pub most: Option<Money>,
    /// By what it is charged.
    pub per: Option<Period>,
    /// A share instead of an amount: percent of sales.
    pub percent: Option<Decimal>,
}

/// What a cost is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CostKind {
    /// Rent for a studio, a room, a wall.
    Rent,
    /// To be paid after acceptance in order to take part.
    Participation,
    /// Given back at the end.
    Bond,
    /// A share of sales.
    Commission,
    /// To be a member before one may apply.
    Membership,
    /// Insurance, shipping, travel, materials left to the artist.
    Own,
}

/// Money to the artist.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Award {
    /// What one recipient gets at least; equal to `most` where one sum is named. `None` with "up to".
    pub least: Option<Money>,
    /// What one recipient gets at most.
    pub most: Option<Money>,
    /// What this sum is.
    pub share: Share,
    /// By what it is paid (a month, a day); `None` for once.
    pub per: Option<Period>,
    /// How many such awards there are.
    pub recipients: Option<u32>,
}

/// What a sum of money to the artist is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Share {
    /// For one recipient: grant, prize money, honorarium, artist fee, stipend.
    Recipient,
    /// For all recipients together.
    Pool,
    /// All-in budget of a work: fabrication, installation and fee.
    Budget,
    /// On top, for a purpose: production, travel.
    Expenses,
}

/// What money is paid by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
    /// A work.
    Work,
    /// An hour.
    Hour,
}

/// What the artist gets that is not money.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Benefit {
    /// Travel to the place and back.
    Travel,
    /// A room to live in.
    Lodging,
    /// Meals.
    Board,
    /// A studio or workshop to work in.
    Studio,
    /// Materials or production.
    Materials,
    /// Help with making it: technicians, tools.
    TechnicalSupport,
    /// Someone to talk the work over with: curator, mentor, visits.
    Mentoring,
    /// A show of the work.
    Exhibition,
    /// A catalogue or publication.
    Catalogue,
    /// Promotion: interviews, features, newsletters.
    Publicity,
    /// The work is bought for a collection.
    Acquisition,
}

/// Everything the text says about money and support.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Terms {
    /// What it costs to enter.
    pub entry_fee: Option<Fact<EntryFee>>,
    /// Its steps, where it changes with the day or is another for members or students.
    pub fee_tiers: Vec<Fact<FeeTier>>,
    /// What else it costs.
    pub costs: Vec<Fact<Cost>>,
    /// Sums of money, most telling first: per recipient before pool before budget.
    pub awards: Vec<Fact<Award>>,
    /// What else there is.
    pub benefits: Vec<Fact<Benefit>>,
}
