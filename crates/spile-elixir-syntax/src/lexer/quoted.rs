//! Strings, charlists, heredocs; quoted atoms, keywords and calls.

use super::identifiers::call_kind;
use super::strings::{Context, Failure, Raw, Shape};
use super::{Lexer, Result, is_space};
use crate::ast::Place;
use crate::atoms::Atom;
use crate::error::SyntaxError;
use crate::token::{Part, StringData, Tok};
use crate::version::ElixirVersion;

pub(super) fn quotes(quote: u8, heredoc: bool) -> &'static str {
    match (quote, heredoc) {
        (b'"', false) => "\"",
        (b'"', true) => "\"\"\"",
        (_, false) => "'",
        (_, true) => "'''",
    }
}

impl Lexer<'_> {
    pub(super) fn quoted(&mut self) -> Result<()> {
        let quote = self.peek(0);
        if self.peek(1) == quote && self.peek(2) == quote {
            return self.heredoc(quote);
        }
        let (start, place) = (self.at, self.place());
        let shape = plain(quote);
        self.at += 1;
        let inside = self.place();
        let raw = self.extract_in(shape, "string", place)?;
        if self.peek(0) == b':' && is_space(self.peek(1)) {
            let parts = self.finish(&raw, shape, 0, inside)?;
            self.at += 1;
            self.push_quoted_atom(Tok::KwIdentifier, Tok::KwUnsafe, parts, quote, start, place)?;
            if let Some(token) = self.tokens.last_mut() {
                token.end -= 1;
            }
            return Ok(());
        }
        let parts = self.finish(&raw, shape, 0, inside)?;
        let kind = if quote == b'"' {
            Tok::BinString
        } else {
            Tok::ListString
        };
        self.push_string(
            kind,
            StringData {
                parts,
                modifiers: (0, 0),
                indentation: None,
                delimiter: quotes(quote, false),
                end: self.place(),
                name: Atom::NIL,
            },
            start,
            place,
        );
        Ok(())
    }

    fn extract_in(&mut self, shape: Shape, what: &str, start: Place) -> Result<Vec<Raw>> {
        let quotes = quotes(shape.last, false);
        self.extract(shape).map_err(|failure| {
            self.string_error(
                failure,
                &Context {
                    what,
                    start,
                    opening: quotes,
                    closing: quotes,
                },
            )
        })
    }

    fn heredoc(&mut self, quote: u8) -> Result<()> {
        let (start, place) = (self.at, self.place());
        self.at += 3;
        let shape = Shape {
            heredoc: true,
            ..plain(quote)
        };
        let (raw, indentation) = self.extract_heredoc(shape, place)?;
        let parts = self.finish(&raw, shape, indentation.max(0) as usize, place)?;
        let kind = if quote == b'"' {
            Tok::BinHeredoc
        } else {
            Tok::ListHeredoc
        };
        let data = StringData {
            parts,
            modifiers: (0, 0),
            indentation: Some(indentation),
            delimiter: quotes(quote, true),
            end: self.place(),
            name: Atom::NIL,
        };
        self.push_string(kind, data, start, place);
        Ok(())
    }

    /// A heredoc from behind its opening quotes, which are at `place`; its parts and indentation.
    pub(super) fn extract_heredoc(&mut self, shape: Shape, place: Place) -> Result<(Vec<Raw>, i32)> {
        let header = self.at
            + self.bytes[self.at..]
                .iter()
                .take_while(|byte| matches!(byte, b' ' | b'\t'))
                .count();
        if !matches!(self.bytes[header..], [b'\n', ..] | [b'\r', b'\n', ..]) {
            let quotes = quotes(shape.last, true);
            return Err(if self.version < ElixirVersion::V1_15 {
                let message =
                    "heredoc allows only zero or more whitespace characters followed by a new line after ";
                SyntaxError::new(place, message, quotes)
            } else {
                let place = Place {
                    column: place.column + 3,
                    ..place
                };
                let message =
                    "heredoc allows only whitespace characters followed by a new line after opening ";
                SyntaxError::new(place, message, quotes)
            });
        }
        self.at = header;
        let quotes = quotes(shape.last, true);
        let raw = self.extract(shape).map_err(|failure: Failure| {
            let context = Context {
                what: "heredoc",
                start: place,
                opening: quotes,
                closing: quotes,
            };
            self.string_error(failure, &context)
        })?;
        Ok((raw, self.column() as i32 - 4))
    }

    pub(super) fn push_string(&mut self, kind: Tok, data: StringData, start: usize, place: Place) {
        self.out.strings.push(data);
        let index = self.out.strings.len() as u32 - 1;
        self.push_at(kind, index, start, place);
    }

    /// A token from `start` to the current byte.
    fn push_at(&mut self, kind: Tok, value: u32, start: usize, place: Place) {
        self.push(kind, value, 0, 0);
        if let Some(token) = self.tokens.last_mut() {
            token.start = start as u32;
            token.line = place.line;
            token.column = place.column;
        }
    }

    /// A quoted atom or keyword: `plain` when it is all text, else `unsafe_`.
    fn push_quoted_atom(
        &mut self,
        plain: Tok,
        unsafe_: Tok,
        parts: (u32, u32),
        quote: u8,
        start: usize,
        place: Place,
    ) -> Result<()> {
        let single = (parts.1 - parts.0 == 1).then(|| self.out.parts[parts.0 as usize]);
        match single {
            Some(part @ (Part::Source(..) | Part::Text(..))) => {
                let atom = self.atom_of(part, place)?;
                self.push_at(plain, atom, start, place);
            }
            _ => {
                let data = StringData {
                    parts,
                    modifiers: (0, 0),
                    indentation: None,
                    delimiter: quotes(quote, false),
                    end: self.place(),
                    name: Atom::NIL,
                };
                self.push_string(unsafe_, data, start, place);
            }
        }
        if let Some(token) = self.tokens.last_mut() {
            token.delimiter = quote;
        }
        Ok(())
    }

    fn atom_of(&mut self, part: Part, place: Place) -> Result<u32> {
        let bytes = self.part_bytes(part).unwrap_or_default().to_vec();
        if let Some(token) = super::invalid_encoding(&bytes) {
            return Err(SyntaxError::new(place, "invalid encoding in atom: ", token));
        }
        if bytes.len() > 255 {
            return Err(SyntaxError::new(
                place,
                "atom length must be less than system limit: ",
                String::from_utf8_lossy(&bytes),
            ));
        }
        Ok(self.out.atoms.intern(&bytes).0)
    }

    /// `:"..."`
    pub(super) fn quoted_atom(&mut self) -> Result<()> {
        let (start, place) = (self.at, self.place());
        let quote = self.peek(1);
        let shape = plain(quote);
        self.at += 1;
        let at_quote = self.place();
        self.at += 1;
        let raw = self.extract_in(shape, "atom", at_quote)?;
        let parts = self.finish(&raw, shape, 0, place)?;
        self.push_quoted_atom(Tok::AtomQuoted, Tok::AtomUnsafe, parts, quote, start, place)
    }

    /// `foo."bar"`, from the quote on; the dot is at `dot`.
    pub(super) fn quoted_call(&mut self, dot: usize, dot_place: Place) -> Result<()> {
        let (start, place) = (self.at, self.place());
        let quote = self.peek(0);
        let shape = Shape {
            unescapes: self.version >= ElixirVersion::V1_18,
            ..plain(quote)
        };
        self.at += 1;
        let raw = self.extract_in(shape, "function name", place)?;
        if !matches!(raw[..], [Raw::Text(..)]) {
            let message = "interpolation is not allowed when calling function/macro. Found interpolation in a call starting with: ";
            return Err(SyntaxError::new(place, message, quotes(quote, false)));
        }
        let parts = self.finish(&raw, shape, 0, place)?;
        let atom = self.atom_of(self.out.parts[parts.0 as usize], place)?;
        self.drop_eol();
        self.push_dot(Tok::Dot, dot, dot_place);
        let kind = call_kind(self.peek(0));
        self.push_at(kind, atom, start, place);
        if self.version >= ElixirVersion::V1_18
            && let Some(token) = self.tokens.last_mut()
        {
            token.delimiter = quote;
        }
        Ok(())
    }
}

fn plain(quote: u8) -> Shape {
    Shape {
        last: quote,
        heredoc: false,
        interpolates: true,
        unescapes: true,
    }
}
