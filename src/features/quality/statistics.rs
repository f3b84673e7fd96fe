//! Intervals that hold the truth in 95 of 100 such measurements.

use serde::{Deserialize, Serialize};

/// A figure and the interval it stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// What was measured.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// So many times a sample is drawn anew.
const DRAWS: usize = 4_000;

impl Interval {
    /// Of a share, by Wilson's score: it stays sensible for few cases and near 0 and 1. `None` of none.
    pub fn of_share(part: usize, whole: usize) -> Option<Self> {
        if whole == 0 {
            return None;
        }
        let (n, z) = (number(whole), 1.959_964_f64);
        let share = number(part) / n;
        let middle = (share + z * z / (2.0 * n)) / (1.0 + z * z / n);
        let half =
            z / (1.0 + z * z / n) * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
        Some(Self { value: share, low: middle - half, high: middle + half }.rounded())
    }

    /// Of a mean, by drawing the sample anew: the same draws every time. `None` of none.
    pub fn of_mean(sample: &[f64]) -> Option<Self> {
        if sample.is_empty() {
            return None;
        }
        let mean =
            |values: &mut dyn Iterator<Item = f64>| values.sum::<f64>() / number(sample.len());
        let mut draw = Draw(0x70_72_6f_6c_65_74_74_6f);
        let mut means: Vec<f64> = (0..DRAWS)
            .map(|_| {
                let mut drawn = (0..sample.len()).map(|_| sample[draw.below(sample.len())]);
                mean(&mut drawn)
            })
            .collect();
        means.sort_by(f64::total_cmp);
        let at = |share: usize| means[(DRAWS * share / 1000).min(DRAWS - 1)];
        let value = mean(&mut sample.iter().copied());
        Some(Self { value, low: at(25), high: at(975) }.rounded())
    }

    /// Four places, so that the same measurement gives the same text on every machine.
    fn rounded(self) -> Self {
        let round = |value: f64| (value.clamp(0.0, f64::MAX) * 10_000.0).round() / 10_000.0;
        Self { value: round(self.value), low: round(self.low), high: round(self.high) }
    }
}

/// A count as a number one can divide by.
pub(super) fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// SplitMix64: draws that are the same on every machine and in every version.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % (end as u64)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_has_the_interval_of_the_textbooks() {
        // 9 of 10, by Wilson: 0.596 to 0.982.
        let found = Interval::of_share(9, 10).unwrap();
        assert_eq!((found.value, found.low, found.high), (0.9, 0.5958, 0.9821));
        let all = Interval::of_share(20, 20).unwrap();
        assert_eq!((all.high, all.low), (1.0, 0.8389));
        assert_eq!(Interval::of_share(0, 0), None);
    }

    #[test]
    fn a_mean_is_drawn_the_same_each_time_and_lies_inside() {
        let sample = [0.9, 0.7, 1.0, 0.8, 0.95, 0.6];
        let found = Interval::of_mean(&sample).unwrap();
        assert_eq!(Some(found), Interval::of_mean(&sample));
        assert!(found.low < found.value && found.value < found.high, "{found:?}");
        assert_eq!(Interval::of_mean(&[0.5]).map(|one| (one.low, one.high)), Some((0.5, 0.5)));
    }
}
