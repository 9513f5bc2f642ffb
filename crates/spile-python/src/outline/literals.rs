//! Literals, by what they mean: quotes, prefixes, escapes, implicit concatenation and the spelling of numbers do not
//! count.

use std::fmt::Write as _;

use ruff_python_ast::{
    Expr, ExprFString, ExprTString, FStringPart, InterpolatedElement, InterpolatedStringElement, Number,
};
use ruff_text_size::{Ranged, TextRange};
use spile_core::Role;

use super::{Lowering, range};

/// Integers with more digits keep their spelling: converting takes a time that grows with the square of the length.
const MAX_CONVERTED_DIGITS: usize = 2_000;

/// A number by its value.
fn number_text(number: &Number) -> String {
    let mut text = String::new();
    let _ = match number {
        Number::Int(int) => match int.as_u64() {
            Some(int) => write!(text, "{int}"),
            None => {
                text = decimal(&int.to_string());
                Ok(())
            }
        },
        Number::Float(float) => write!(text, "{float:?}"),
        // Python has no literal with both parts.
        Number::Complex { imag, .. } => write!(text, "{imag:?}j"),
    };
    text
}

/// The decimal digits of an integer that does not fit 64 bits.
fn decimal(written: &str) -> String {
    let digits: String = written.chars().filter(|digit| *digit != '_').collect();
    let lower = digits.to_ascii_lowercase();
    let (radix, digits) = match lower.get(..2) {
        Some("0x") => (16, &lower[2..]),
        Some("0o") => (8, &lower[2..]),
        Some("0b") => (2, &lower[2..]),
        _ => return lower.trim_start_matches('0').to_owned(),
    };
    if digits.len() > MAX_CONVERTED_DIGITS {
        return lower;
    }
    // Nine decimal digits each, the lowest first.
    let mut limbs: Vec<u64> = vec![0];
    for digit in digits.chars().filter_map(|digit| digit.to_digit(radix)) {
        let mut carry = u64::from(digit);
        for limb in &mut limbs {
            let value = *limb * u64::from(radix) + carry;
            (*limb, carry) = (value % 1_000_000_000, value / 1_000_000_000);
        }
        if carry > 0 {
            limbs.push(carry);
        }
    }
    let mut text = limbs.pop().map_or(String::new(), |highest| highest.to_string());
    for limb in limbs.iter().rev() {
        let _ = write!(text, "{limb:09}");
    }
    text
}

/// Bytes as ASCII text, one for one.
fn bytes_text(bytes: impl Iterator<Item = u8>) -> String {
    bytes
        .flat_map(std::ascii::escape_default)
        .map(char::from)
        .collect()
}

impl<'a> Lowering<'a> {
    #[inline(never)]
    pub(super) fn literal(&mut self, expr: &'a Expr) {
        let of = range(expr.range());
        match expr {
            Expr::StringLiteral(string) => self.leaf("string", of, string.value.to_str()),
            Expr::BytesLiteral(bytes) => self.leaf("bytes", of, &bytes_text(bytes.value.bytes())),
            Expr::NumberLiteral(number) => self.leaf("number", of, &number_text(&number.value)),
            Expr::BooleanLiteral(literal) => {
                self.leaf("constant", of, if literal.value { "True" } else { "False" });
            }
            Expr::NoneLiteral(_) => self.leaf("constant", of, "None"),
            _ => self.leaf("constant", of, "..."),
        }
    }

    #[inline(never)]
    pub(super) fn fstring(&mut self, string: &'a ExprFString) {
        self.tree.open("fstring", Role::Expression, range(string.range));
        let mut text = Text::default();
        for part in &string.value {
            match part {
                FStringPart::Literal(literal) => text.add(literal.range, &literal.value),
                FStringPart::FString(string) => self.elements(&string.elements, &mut text),
            }
        }
        self.text(&mut text);
        self.tree.close();
    }

    #[inline(never)]
    pub(super) fn tstring(&mut self, string: &'a ExprTString) {
        self.tree.open("tstring", Role::Expression, range(string.range));
        let mut text = Text::default();
        for part in &string.value {
            self.elements(&part.elements, &mut text);
        }
        self.text(&mut text);
        self.tree.close();
    }

    fn elements(
        &mut self,
        elements: impl IntoIterator<Item = &'a InterpolatedStringElement>,
        text: &mut Text,
    ) {
        for element in elements {
            match element {
                InterpolatedStringElement::Literal(literal) => text.add(literal.range, &literal.value),
                InterpolatedStringElement::Interpolation(field) => {
                    // `{x=}` is short for `x={x!r}`.
                    if let Some(debug) = &field.debug_text {
                        text.add(field.range, debug.as_str());
                    }
                    self.text(text);
                    self.field(field);
                }
            }
        }
    }

    /// `{expression!conversion:format}`.
    fn field(&mut self, field: &'a InterpolatedElement) {
        let conversion = match field.conversion.to_char() {
            None if field.debug_text.is_some() && field.format_spec.is_none() => Some('r'),
            conversion => conversion,
        };
        let mut buffer = [0; 4];
        let conversion = conversion.map_or("", |conversion| conversion.encode_utf8(&mut buffer));
        self.tree
            .open_with("field", Role::Part, range(field.range), conversion);
        self.expr(&field.expression);
        if let Some(format) = &field.format_spec {
            self.part("format", range(format.range), |this| {
                let mut text = Text::default();
                this.elements(&format.elements, &mut text);
                this.text(&mut text);
            });
        }
        self.tree.close();
    }

    /// Adds the literal text so far as one string.
    fn text(&mut self, text: &mut Text) {
        if let Some(of) = text.range.take()
            && !text.text.is_empty()
        {
            self.leaf("string", range(of), &text.text);
        }
        text.text.clear();
    }
}

/// Literal text that can come from several literals.
#[derive(Default)]
struct Text {
    text: String,
    range: Option<TextRange>,
}

impl Text {
    fn add(&mut self, of: TextRange, text: &str) {
        self.text.push_str(text);
        self.range = Some(self.range.map_or(of, |range| range.cover(of)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_integers_are_decimal_whatever_their_base() {
        assert_eq!(decimal("0xFFFF_FFFF_FFFF_FFFF_FF"), "4722366482869645213695");
        assert_eq!(decimal("0X1_0000_0000_0000_0000"), "18446744073709551616");
        assert_eq!(decimal("18_446_744_073_709_551_616"), "18446744073709551616");
        assert_eq!(decimal("0o2000000000000000000000"), "18446744073709551616");
        assert_eq!(decimal(&format!("0b1{}", "0".repeat(64))), "18446744073709551616");
    }
}
