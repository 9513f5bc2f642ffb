//! Integers, floats and characters.

use super::{Lexer, Result};
use crate::error::SyntaxError;
use crate::token::Tok;
use crate::version::ElixirVersion;

impl Lexer<'_> {
    pub(super) fn number(&mut self) -> Result<()> {
        if self.peek(0) == b'0' {
            let digit: Option<fn(u8) -> bool> = match self.peek(1) {
                b'x' => Some(|byte| byte.is_ascii_hexdigit()),
                b'o' => Some(|byte| matches!(byte, b'0'..=b'7')),
                b'b' => Some(|byte| matches!(byte, b'0' | b'1')),
                _ => None,
            };
            if let Some(digit) = digit
                && digit(self.peek(2))
            {
                let len = 2 + self.digits(2, digit);
                self.push(Tok::Int, 0, 0, len);
                return Ok(());
            }
        }
        let decimal = |byte: u8| byte.is_ascii_digit();
        let mut len = self.digits(0, decimal);
        let float = self.peek(len) == b'.' && self.peek(len + 1).is_ascii_digit();
        if float {
            len += 1;
            len += self.digits(len, decimal);
            loop {
                let sign = usize::from(matches!(self.peek(len + 1), b'+' | b'-'));
                if !matches!(self.peek(len), b'e' | b'E') || !self.peek(len + 1 + sign).is_ascii_digit() {
                    break;
                }
                len += 1 + sign;
                len += self.digits(len, decimal);
            }
        }
        let original = &self.source[self.at..self.at + len];
        let mut value = 0.0;
        if float {
            let digits: String = original.chars().filter(|char| *char != '_').collect();
            match digits.parse::<f64>() {
                Ok(parsed) if parsed.is_finite() => value = parsed,
                _ => return Err(SyntaxError::new(self.place(), "invalid float number ", original)),
            }
        }
        let next = self.peek(len);
        if next.is_ascii_alphabetic() || next == b'_' {
            return Err(self.character_after_number(next as char, original));
        }
        if float {
            self.out.floats.push(value);
            let index = self.out.floats.len() as u32 - 1;
            self.push(Tok::Flt, index, 0, len);
        } else {
            self.push(Tok::Int, 0, 0, len);
        }
        Ok(())
    }

    /// Digits from `ahead` on, with single underscores between them.
    fn digits(&self, ahead: usize, digit: impl Fn(u8) -> bool) -> usize {
        let mut len = 0;
        loop {
            if digit(self.peek(ahead + len)) {
                len += 1;
            } else if self.peek(ahead + len) == b'_' && digit(self.peek(ahead + len + 1)) {
                len += 2;
            } else {
                return len;
            }
        }
    }

    fn character_after_number(&self, next: char, original: &str) -> Box<SyntaxError> {
        let message = format!(
            "invalid character \"{next}\" after number {original}. If you intended to write a number, \
             make sure to separate the number from the character (using comma, space, etc). \
             If you meant to write a function name or a variable, note that identifiers in \
             Elixir cannot start with numbers. Unexpected token: "
        );
        SyntaxError::new(self.place(), message, next)
    }

    /// `?a` and `?\n`.
    pub(super) fn character(&mut self) -> Result<()> {
        let rest = &self.source[self.at + 1..];
        let mut chars = rest.chars();
        let first = chars.next().unwrap_or('\0');
        let second = chars.next();
        let (char, written, escaped) = match second {
            Some(second) if first == '\\' => (unescape_char(second), second, true),
            _ => (first, first, false),
        };
        if written == '\r' && self.version >= ElixirVersion::V1_20 {
            let after = if escaped { "?\\" } else { "?" };
            let message = format!("invalid bare carriage return after {after}, use ?\\r instead: ");
            return Err(SyntaxError::new(self.place(), message, "\\u000D"));
        }
        let width = 1 + usize::from(escaped) + written.len_utf8();
        self.push(Tok::Char, char as u32, 0, width);
        self.column_zero += written.len_utf8() as i64 - 1;
        if written == '\n' && self.version >= ElixirVersion::V1_19 {
            self.start_line();
        }
        Ok(())
    }
}

fn unescape_char(char: char) -> char {
    if char.is_ascii() {
        super::unescape::simple(char as u8) as char
    } else {
        char
    }
}
