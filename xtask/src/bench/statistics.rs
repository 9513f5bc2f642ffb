//! Medians, and how well they are known.

use serde::Serialize;

/// The middle of what was measured several times.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct Middle {
    /// How often.
    pub(crate) count: usize,
    pub(crate) median: f64,
    /// Half of the values lie from the one to the other.
    pub(crate) quartiles: (f64, f64),
}

impl Middle {
    pub(crate) fn of(values: impl IntoIterator<Item = f64>) -> Middle {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_by(f64::total_cmp);
        let half = values.len().div_ceil(2);
        Middle {
            count: values.len(),
            median: median(values.iter().copied()),
            quartiles: (
                median(values[..half].iter().copied()),
                median(values[values.len() - half..].iter().copied()),
            ),
        }
    }

    /// By how much the median may be off, relative to it: the standard error of a median of normal values with these
    /// quartiles is 0.93 times their distance, divided by the root of the count (McGill, Tukey and Larsen 1978).
    pub(crate) fn error(&self) -> f64 {
        0.93 * (self.quartiles.1 - self.quartiles.0) / (self.count as f64).sqrt() / self.median
    }
}

/// The median of `values`, 0 when there are none.
pub(crate) fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => 0.0,
        len if len % 2 == 0 => (values[middle - 1] + values[middle]) / 2.0,
        _ => values[middle],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median([3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median([4.0, 1.0, 2.0, 3.0]), 2.5);
        assert_eq!(median([]), 0.0);
    }

    #[test]
    fn half_of_the_values_lie_between_the_quartiles() {
        let middle = Middle::of([9.0, 1.0, 4.0, 3.0, 2.0, 8.0, 7.0]);
        assert_eq!(
            (middle.count, middle.median, middle.quartiles),
            (7, 4.0, (2.5, 7.5))
        );
        assert!(middle.error() > Middle::of([3.9, 4.0, 4.1]).error());
        assert_eq!(Middle::of([2.0]).error(), 0.0);
    }
}
