//! Errors that several parts of the tokenizer raise.

use super::Lexer;
use crate::ast::Place;
use crate::error::{SyntaxError, TOO_DEEP};
use crate::output::erlang;

pub(crate) fn too_deep(place: Place, limit: usize) -> Box<SyntaxError> {
    let message = format!("{TOO_DEEP}{limit} levels, which Spile does not read");
    SyntaxError::new(place, message, "")
}

/// The name of a control character.
pub(super) fn control_name(char: char) -> Option<&'static str> {
    Some(match char as u32 {
        0 => "null byte",
        7 => "alert",
        8 => "backspace",
        0x7f => "delete",
        0x1b => "escape",
        0x0c => "form feed",
        0x0a => "newline",
        0x0d => "carriage return",
        0x20 => "space",
        0x09 => "tab",
        0x0b => "vertical tab",
        _ => return None,
    })
}

impl Lexer<'_> {
    /// The character at byte `at`, on the current line, can start no token.
    pub(super) fn unexpected_token(&self, at: usize) -> Box<SyntaxError> {
        let place = Place {
            line: self.line,
            column: self.column() + self.source[self.at..at].chars().count() as u32,
        };
        let char = self.source[at..].chars().next().unwrap_or('\0');
        let token = shown(char, place.column);
        SyntaxError::new(place, "unexpected token: ", token)
    }
}

/// An unexpected character.
pub(super) fn shown(char: char, column: u32) -> String {
    let code = erlang::hex(char, 4);
    match control_name(char) {
        Some(name) => format!("{name} (column {column}, code point U+{code})"),
        None => format!("\"{char}\" (column {column}, code point U+{code})"),
    }
}

/// Why bytes are no text, as Elixir words it; none when they are.
pub(crate) fn invalid_encoding(bytes: &[u8]) -> Option<String> {
    const SHOWN: usize = 50;
    let error = std::str::from_utf8(bytes).err()?;
    let kind = match error.error_len() {
        Some(_) => "invalid",
        None => "incomplete",
    };
    let wrong = &bytes[error.valid_up_to()..];
    let mut numbers: Vec<String> = wrong.iter().take(SHOWN).map(u8::to_string).collect();
    if wrong.len() > SHOWN {
        numbers.push("...".into());
    }
    Some(format!("{kind} encoding starting at <<{}>>", numbers.join(", ")))
}
