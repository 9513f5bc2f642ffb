//! Numbers as people like to read them.

/// A duration with two or three digits and a unit: `850ns`, `1.2ms`, `75s`.
pub fn duration(ns: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1_000_000_000, "s"), (1_000_000, "ms"), (1_000, "µs")];
    // A value that would be rounded up to the next unit belongs there: `1.0ms`, not `1000µs`.
    for (unit, name) in UNITS {
        if ns >= unit - unit / 2000 {
            let value = ns as f64 / unit as f64;
            return if value < 9.95 {
                format!("{value:.1}{name}")
            } else {
                format!("{value:.0}{name}")
            };
        }
    }
    format!("{ns}ns")
}

/// A number with a comma between groups of three digits: `12,345`.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_few_digits() {
        let cases = [
            (0, "0ns"),
            (999, "999ns"),
            (1_000, "1.0µs"),
            (1_234_567, "1.2ms"),
            (9_960_000, "10ms"),
            (999_400, "999µs"),
            (999_600, "1.0ms"),
            (75_000_000_000, "75s"),
        ];
        for (ns, text) in cases {
            assert_eq!(duration(ns), text);
        }
    }

    #[test]
    fn counts_have_groups() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (1234567, "1,234,567")] {
            assert_eq!(count(number), text);
        }
    }
}
