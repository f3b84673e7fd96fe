//! Fit as a sum one can check.

use askama::Template;

use super::Link;

/// Rows of reason and points that add up.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/score.html")]
pub struct Score {
    /// The reasons, the weightiest first. Negative points are shown like the others.
    pub rows: Vec<ScoreRow>,
    /// The sum of the rows.
    pub total: i32,
    /// The most that can be had.
    pub most: i32,
    /// "Strong fit".
    pub band: String,
    /// What share of the weight rests on known facts: "84 % of this rests on facts you have given".
    pub confidence: Option<String>,
    /// What is to be said of the sum itself.
    pub note: Option<&'static str>,
    /// Where one finds how points are given.
    pub about: Option<Link>,
}

/// One reason and what it is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreRow {
    /// What was compared: "Discipline".
    pub what: String,
    /// Why so many: "You work in ceramics; the call asks for ceramics and glass."
    pub why: String,
    /// The points, possibly negative.
    pub points: i32,
    /// The most this row can bring; 0 for a row that only takes away.
    pub most: i32,
    /// Where one finds what it rests on.
    pub more: Option<Link>,
}

impl Score {
    /// The score these rows add up to.
    pub fn new(band: impl Into<String>, most: i32, rows: Vec<ScoreRow>) -> Self {
        let total = rows.iter().map(|row| row.points).sum();
        Self { rows, total, most, band: band.into(), confidence: None, note: None, about: None }
    }
}

impl ScoreRow {
    /// The points with their sign: "+12", "−4", "0". A true minus, so that columns line up.
    pub fn signed(&self) -> String {
        signed(self.points)
    }

    /// How full the row's bar is, 0 to 100.
    pub fn share(&self) -> i32 {
        if self.most <= 0 { 0 } else { (self.points.max(0) * 100 / self.most).min(100) }
    }
}

/// Points with their sign.
pub fn signed(points: i32) -> String {
    match points {
        0 => "0".to_owned(),
        points if points > 0 => format!("+{points}"),
        points => format!("\u{2212}{}", points.unsigned_abs()),
    }
}
