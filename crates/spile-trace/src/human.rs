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

const SIZE_UNITS: [(&str, u32); 4] = [("TiB", 40), ("GiB", 30), ("MiB", 20), ("KiB", 10)];

/// A size with two or more digits and a unit: `4.0 KiB`, `312 MiB`.
pub fn bytes(n_bytes: u64) -> String {
    for (name, shift) in SIZE_UNITS {
        let unit = 1_u64 << shift;
        if n_bytes >= unit {
            let value = n_bytes as f64 / unit as f64;
            return if value < 9.95 {
                format!("{value:.1} {name}")
            } else {
                format!("{value:.0} {name}")
            };
        }
    }
    format!("{n_bytes} bytes")
}

/// The duration that `text` means, in ns: `200us`, `1.5ms`, `2s`, `850ns`.
///
/// # Errors
///
/// What was expected.
pub fn parse_duration(text: &str) -> Result<u64, String> {
    let text = text.trim();
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let unit = match text[end..].trim() {
        "ns" => Some(1.0),
        "us" | "µs" => Some(1e3),
        "ms" => Some(1e6),
        "s" => Some(1e9),
        _ => None,
    };
    match (text[..end].parse::<f64>(), unit) {
        (Ok(number), Some(unit)) if number.is_finite() => Ok((number * unit) as u64),
        _ => Err("expected a duration such as 200us, 1.5ms or 2s".into()),
    }
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
    fn durations_are_read() {
        for (text, ns) in [
            ("850ns", 850),
            ("200us", 200_000),
            ("1.5 ms", 1_500_000),
            ("2s", 2_000_000_000),
            ("3µs", 3000),
        ] {
            assert_eq!(parse_duration(text), Ok(ns));
        }
        for text in ["", "1", "ms", "-1s", "1h"] {
            assert!(parse_duration(text).is_err(), "{text}");
        }
    }

    #[test]
    fn counts_have_groups() {
        for (number, text) in [(0, "0"), (999, "999"), (1000, "1,000"), (1234567, "1,234,567")] {
            assert_eq!(count(number), text);
        }
    }

    #[test]
    fn sizes_have_few_digits() {
        for (n_bytes, text) in [
            (0, "0 bytes"),
            (1 << 30, "1.0 GiB"),
            (312 << 20, "312 MiB"),
            (1 << 42, "4.0 TiB"),
        ] {
            assert_eq!(bytes(n_bytes), text);
        }
    }
}
