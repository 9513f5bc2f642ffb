//! Errors that several parts of the tokenizer raise.

use super::Lexer;
use crate::MAX_NESTING;
use crate::ast::Place;
use crate::error::SyntaxError;
use crate::output::erlang;

pub(crate) fn too_deep(place: Place) -> Box<SyntaxError> {
    SyntaxError::new(
        place,
        format!("nested deeper than {MAX_NESTING} levels, which Spile does not read"),
        "",
    )
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

/// Bytes as Erlang and Elixir show a binary that is no text.
pub(super) fn erlang_binary(bytes: &[u8]) -> String {
    let numbers: Vec<String> = bytes.iter().map(u8::to_string).collect();
    format!("<<{}>>", numbers.join(", "))
}
