//! Sizes as people write them.

const UNITS: [(&str, u32); 4] = [("TiB", 40), ("GiB", 30), ("MiB", 20), ("KiB", 10)];

/// The size in bytes that `text` means: `1GiB`, `1.5 MiB`, `200M`, `4096`. Units are powers of 1024, in any case.
///
/// # Errors
///
/// What was expected.
pub fn parse_size(text: &str) -> Result<u64, String> {
    let text = text.trim();
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let (number, unit) = (&text[..end], text[end..].trim().to_ascii_lowercase());
    let shift = match &*unit {
        "" | "b" | "bytes" => Some(0),
        unit => UNITS.iter().find_map(|(name, shift)| {
            let name = name.to_ascii_lowercase();
            (unit == name || unit == &name[..1] || [&name[..1], "b"].concat() == unit).then_some(*shift)
        }),
    };
    match (number.parse::<f64>(), shift) {
        (Ok(number), Some(shift)) if number.is_finite() => Ok((number * (1_u64 << shift) as f64) as u64),
        _ => Err("expected a size such as 200MiB or 1GiB".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read() {
        let cases = [
            ("0", 0),
            ("4096", 4096),
            ("1GiB", 1 << 30),
            ("1.5 MiB", 3 << 19),
            ("200m", 200 << 20),
            ("2KB", 2048),
            ("1 TiB", 1 << 40),
        ];
        for (text, n_bytes) in cases {
            assert_eq!(parse_size(text), Ok(n_bytes));
        }
        for text in ["", "MiB", "-1", "1.2.3M", "1 PiB", "many"] {
            assert!(parse_size(text).is_err(), "{text}");
        }
    }
}
