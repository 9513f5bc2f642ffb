//! Sigils: `~r/a/i`, `~HTML"""`.

use super::quoted::quotes;
use super::strings::{Context, Shape};
use super::{Lexer, Result};
use crate::error::SyntaxError;
use crate::token::{StringData, Tok};
use crate::version::ElixirVersion;

/// Opening byte, closing byte, both as text.
const DELIMITERS: [(u8, u8, &str, &str); 8] = [
    (b'/', b'/', "/", "/"),
    (b'<', b'>', "<", ">"),
    (b'"', b'"', "\"", "\""),
    (b'\'', b'\'', "'", "'"),
    (b'[', b']', "[", "]"),
    (b'(', b')', "(", ")"),
    (b'{', b'}', "{", "}"),
    (b'|', b'|', "|", "|"),
];

impl Lexer<'_> {
    pub(super) fn sigil(&mut self) -> Result<()> {
        let (start, place) = (self.at, self.place());
        let name_len = self.sigil_name()?;
        if self.at + 1 + name_len >= self.bytes.len() {
            // Nothing behind the name: Elixir 1.15 and newer end the source here.
            if self.version < ElixirVersion::V1_15 {
                return Err(self.unexpected_token(self.at));
            }
            self.at = self.bytes.len();
            return Ok(());
        }
        let name = format!("sigil_{}", &self.source[start + 1..start + 1 + name_len]);
        let interpolates = self.peek(1).is_ascii_lowercase();
        self.at += 1 + name_len;
        let open = self.peek(0);
        let at_delimiter = self.place();
        let shape = Shape {
            last: open,
            heredoc: false,
            interpolates,
            unescapes: false,
        };
        let (parts, indentation, delimiter);
        if matches!(open, b'"' | b'\'') && self.peek(1) == open && self.peek(2) == open {
            let shape = Shape {
                heredoc: true,
                ..shape
            };
            self.at += 3;
            let from = if self.version < ElixirVersion::V1_15 {
                place
            } else {
                at_delimiter
            };
            let (raw, columns) = self.extract_heredoc(shape, from)?;
            parts = self.finish(&raw, shape, columns.max(0) as usize, place)?;
            indentation = Some(columns);
            delimiter = quotes(open, true);
        } else {
            let Some((_, last, opening, closing)) = DELIMITERS.iter().find(|(byte, ..)| *byte == open) else {
                return Err(self.invalid_delimiter(place.column));
            };
            let shape = Shape { last: *last, ..shape };
            self.at += 1;
            let what = format!("sigil ~{}{opening}", self.bytes[start + 1] as char);
            let raw = self.extract(shape).map_err(|failure| {
                let context = Context {
                    what: &what,
                    start: at_delimiter,
                    opening,
                    closing,
                };
                self.string_error(failure, &context)
            })?;
            parts = self.finish(&raw, shape, 0, place)?;
            indentation = None;
            delimiter = *opening;
        }
        let modifiers = self.at;
        while self.peek(0).is_ascii_alphanumeric() {
            self.at += 1;
        }
        let data = StringData {
            parts,
            modifiers: (modifiers as u32, self.at as u32),
            indentation,
            delimiter,
            end: self.place(),
            name: self.out.atoms.intern(name.as_bytes()),
        };
        self.push_string(Tok::Sigil, data, start, place);
        Ok(())
    }

    /// Bytes of the name behind `~`.
    fn sigil_name(&self) -> Result<usize> {
        if self.version < ElixirVersion::V1_15 {
            return Ok(1);
        }
        let rest = &self.bytes[self.at + 1..];
        let digits = self.version >= ElixirVersion::V1_17;
        let one_letter = digits && rest[0].is_ascii_lowercase();
        let more =
            |byte: &&u8| !one_letter && (byte.is_ascii_uppercase() || (digits && byte.is_ascii_digit()));
        let len = 1 + rest[1..].iter().take_while(more).count();
        if !rest.get(len).is_some_and(u8::is_ascii_lowercase) {
            return Ok(len);
        }
        let message = if digits {
            "invalid sigil name, it should be either a one-letter lowercase letter or an uppercase letter optionally followed by uppercase letters and digits, got: "
        } else {
            "invalid sigil name, it should be either a one-letter lowercase letter or a sequence of uppercase letters only, got: "
        };
        Err(SyntaxError::new(self.place(), message, &self.source[self.at..]))
    }

    fn invalid_delimiter(&self, column: u32) -> Box<SyntaxError> {
        let char = self.source[self.at..].chars().next().unwrap_or('\0');
        let place = crate::ast::Place {
            line: self.line,
            column,
        };
        let token = format!(
            "\"{char}\" (column {}, code point U+{}). The available delimiters are: //, ||, \"\", '', (), [], {{}}, <>",
            self.column(),
            crate::output::erlang::hex(char, 4)
        );
        SyntaxError::new(place, "invalid sigil delimiter: ", token)
    }
}
