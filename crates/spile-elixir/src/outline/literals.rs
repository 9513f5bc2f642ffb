//! Literals: their text in the tree says the value, not how it is written.

use spile_elixir_syntax::Term;

use crate::digits::decimal;

/// Kind and text of a literal.
pub(super) fn literal(term: &Term<'_>) -> Option<(&'static str, String)> {
    Some(match term {
        Term::Integer(value) => ("integer", value.to_string()),
        Term::BigInteger(text) => ("integer", whole_number(text)),
        Term::Float(value) => ("float", format!("{value:?}")),
        Term::Atom(name) => ("atom", String::from_utf8_lossy(name).into_owned()),
        Term::Binary(text) => ("string", String::from_utf8_lossy(text).into_owned()),
        _ => return None,
    })
}

pub(super) fn is_literal(term: &Term<'_>) -> bool {
    matches!(
        term,
        Term::Integer(_)
            | Term::BigInteger(_)
            | Term::Float(_)
            | Term::Atom(_)
            | Term::Binary(_)
            | Term::Charlist(_)
    )
}

/// The decimal digits of a number beyond 64 bits, in whichever base it is written.
fn whole_number(written: &str) -> String {
    let digits = written.replace('_', "").to_ascii_lowercase();
    let (base, digits) = match digits.get(..2) {
        Some("0x") => (16, &digits[2..]),
        Some("0o") => (8, &digits[2..]),
        Some("0b") => (2, &digits[2..]),
        _ => return digits.trim_start_matches('0').to_owned(),
    };
    // The least byte first.
    let mut bytes: Vec<u8> = Vec::new();
    for digit in digits.chars().filter_map(|char| char.to_digit(base)) {
        let mut carry = digit;
        for byte in &mut bytes {
            let value = u32::from(*byte) * base + carry;
            *byte = (value & 0xff) as u8;
            carry = value >> 8;
        }
        if carry > 0 {
            bytes.push(carry as u8);
        }
    }
    decimal(&bytes)
}
