//! Numbers as Erlang prints them.

/// The decimal digits of an integer, from how it was written: with underscores, or in base 2, 8 or 16.
pub(crate) fn decimal(written: &str) -> String {
    const GROUP: u64 = 1_000_000_000;
    let (radix, digits) = match written.as_bytes() {
        [b'0', b'x', rest @ ..] => (16, rest),
        [b'0', b'o', rest @ ..] => (8, rest),
        [b'0', b'b', rest @ ..] => (2, rest),
        digits => (10, digits),
    };
    // Groups of nine digits, the least significant first.
    let mut groups = vec![0u64];
    for digit in digits.iter().filter_map(|byte| (*byte as char).to_digit(radix)) {
        let mut carry = u64::from(digit);
        for group in &mut groups {
            let value = *group * u64::from(radix) + carry;
            *group = value % GROUP;
            carry = value / GROUP;
        }
        if carry > 0 {
            groups.push(carry);
        }
    }
    let mut text = groups.pop().unwrap_or_default().to_string();
    for group in groups.iter().rev() {
        text.push_str(&format!("{group:09}"));
    }
    text
}

/// A float of at least 0: the shortest digits that tell it, with an exponent where that is shorter.
pub(crate) fn float(value: f64) -> String {
    const INTEGERS_ARE_EXACT: f64 = 9_007_199_254_740_992.0;
    if value == 0.0 {
        return "0.0".into();
    }
    let scientific = format!("{value:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let exponent: i32 = exponent.parse().unwrap_or(0);
    // Digits before the point.
    let point = exponent + 1;
    let len = digits.len() as i32;
    let with_exponent = || {
        let (first, rest) = digits.split_at(1);
        let rest = if rest.is_empty() { "0" } else { rest };
        format!("{first}.{rest}e{exponent}")
    };
    if value >= INTEGERS_ARE_EXACT {
        return with_exponent();
    }
    let dot = if len == 1 { 2 } else { 1 };
    let cost = exponent.to_string().len() as i32 + 1 + dot;
    if point > 0 && point < len {
        let (whole, fraction) = digits.split_at(point as usize);
        format!("{whole}.{fraction}")
    } else if point == 0 {
        format!("0.{digits}")
    } else if point < 0 && 2 - point <= cost {
        format!("0.{}{digits}", "0".repeat(-point as usize))
    } else if point >= len && point - len + 2 <= cost {
        format!("{digits}{}.0", "0".repeat((point - len) as usize))
    } else {
        with_exponent()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_decimal_however_they_were_written() {
        assert_eq!(decimal("0"), "0");
        assert_eq!(decimal("007"), "7");
        assert_eq!(decimal("1_000"), "1000");
        assert_eq!(decimal("0x1F"), "31");
        assert_eq!(decimal("0b101"), "5");
        assert_eq!(decimal("0xFFFF_FFFF_FFFF_FFFF_FFFF"), "1208925819614629174706175");
        assert_eq!(decimal("1_000_000_000_000_000_000_000"), "1000000000000000000000");
    }

    const FLOATS: [(f64, &str); 20] = [
        (0.0, "0.0"),
        (1.0, "1.0"),
        (10.5, "10.5"),
        (0.1, "0.1"),
        (0.01, "0.01"),
        (0.001, "0.001"),
        (0.0001, "0.0001"),
        (0.00125, "0.00125"),
        (1.2e-4, "1.2e-4"),
        (1.25e-5, "1.25e-5"),
        (1e-10, "1.0e-10"),
        (5e-324, "5.0e-324"),
        (100.0, "100.0"),
        (1000.0, "1.0e3"),
        (120_000.0, "1.2e5"),
        (123_456.789, "123456.789"),
        (123_456_789.0, "123456789.0"),
        (9_007_199_254_740_991.0, "9007199254740991.0"),
        (9_007_199_254_740_992.0, "9.007199254740992e15"),
        (1e300, "1.0e300"),
    ];

    #[test]
    fn floats_have_an_exponent_where_that_is_shorter() {
        for (value, text) in FLOATS {
            assert_eq!(float(value), text);
        }
    }
}
