//! How characters and numbers are written.

use std::fmt::Write;

/// Characters that turn the direction of text around: Elixir refuses them.
pub(crate) fn is_bidirectional(char: char) -> bool {
    matches!(char, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

pub(crate) fn float(value: f64) -> String {
    let text = format!("{value:?}");
    match text.split_once('e') {
        Some((mantissa, exponent)) if !mantissa.contains('.') => format!("{mantissa}.0e{exponent}"),
        _ => text,
    }
}

/// The decimal digits of a magnitude, the least byte first.
pub(crate) fn decimal(bytes: &[u8]) -> String {
    const BASE: u64 = 1_000_000_000;
    let mut groups: Vec<u64> = vec![0];
    for byte in bytes.iter().rev() {
        let mut carry = u64::from(*byte);
        for group in &mut groups {
            let value = *group * 256 + carry;
            *group = value % BASE;
            carry = value / BASE;
        }
        if carry > 0 {
            groups.push(carry);
        }
    }
    let mut text = String::new();
    for (place, group) in groups.iter().rev().enumerate() {
        let _ = if place == 0 {
            write!(text, "{group}")
        } else {
            write!(text, "{group:09}")
        };
    }
    text
}
