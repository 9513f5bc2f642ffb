//! What is between quotes: text, escapes and interpolations, up to the closing delimiter.

use super::{End, Lexer, is_horizontal};
use crate::ast::Place;
use crate::error::{Location, SyntaxError};
use crate::token::Part;
use crate::unicode::first_grapheme;
use crate::version::ElixirVersion;

/// How a string ends and what may be inside.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    /// The closing byte; the quote of a heredoc.
    pub(super) last: u8,
    pub(super) heredoc: bool,
    pub(super) interpolates: bool,
    pub(super) unescapes: bool,
}

/// A raw stretch of a string.
#[derive(Clone, Copy)]
pub(super) enum Raw {
    /// Bytes of the source, and whether a backslash is among them.
    Text(usize, usize, bool),
    Interpolation(Part),
}

pub(super) enum Failure {
    /// The string never ends: place and message, to which the caller adds what string it was.
    Unterminated(Place, String),
    Error(Box<SyntaxError>),
}

impl From<Box<SyntaxError>> for Failure {
    fn from(error: Box<SyntaxError>) -> Self {
        Failure::Error(error)
    }
}

/// What the caller knows of an unterminated string.
pub(super) struct Context<'c> {
    /// Such as `string` or `sigil ~r/`.
    pub(super) what: &'c str,
    pub(super) start: Place,
    pub(super) opening: &'c str,
    pub(super) closing: &'c str,
}

impl Lexer<'_> {
    pub(super) fn string_error(&self, failure: Failure, context: &Context<'_>) -> Box<SyntaxError> {
        match failure {
            Failure::Error(error) => error,
            Failure::Unterminated(end, message) => {
                let prefix = format!(
                    "{message} (for {} starting at line {})",
                    context.what, context.start.line
                );
                let location = if self.version < ElixirVersion::V1_16 {
                    Location::Place(end)
                } else {
                    Location::Unclosed {
                        opening: context.opening.into(),
                        expected: context.closing.into(),
                        start: context.start,
                        end,
                    }
                };
                Box::new(SyntaxError {
                    location,
                    prefix,
                    suffix: None,
                    token: String::new(),
                })
            }
        }
    }

    /// Reads to behind the closing delimiter. The current byte is the first inside, of a heredoc the line end behind
    /// the opening quotes.
    pub(super) fn extract(&mut self, shape: Shape) -> Result<Vec<Raw>, Failure> {
        let mut parts: Vec<Raw> = Vec::new();
        let mut start = self.at;
        let mut escapes = false;
        if shape.heredoc {
            self.at += if self.peek(0) == b'\r' { 2 } else { 1 };
            start = self.at;
            self.new_line();
            if self.heredoc_ends(shape) {
                parts.push(Raw::Text(start, start, false));
                return Ok(parts);
            }
        }
        loop {
            let run = self.at;
            while let Some(&byte) = self.bytes.get(self.at)
                && is_plain(byte)
                && byte != shape.last
            {
                self.at += 1;
            }
            let Some(&byte) = self.bytes.get(self.at) else {
                let quotes = if shape.heredoc { 3 } else { 1 };
                let message = format!(
                    "missing terminator: {}",
                    (shape.last as char).to_string().repeat(quotes)
                );
                return Err(Failure::Unterminated(self.place(), message));
            };
            if byte >= 0x80 {
                // A plain character joins the grapheme cluster that follows it.
                if byte >= 0xc4 && self.at > run {
                    self.at -= 1;
                }
                self.string_character()?;
                continue;
            }
            if byte == shape.last && !shape.heredoc {
                if self.at > start || parts.is_empty() {
                    parts.push(Raw::Text(start, self.at, escapes));
                }
                self.at += 1;
                return Ok(parts);
            }
            match byte {
                b'\\' => {
                    escapes = true;
                    if let Some(end) = self.escape(shape)? {
                        parts.push(Raw::Text(start, end, true));
                        return Ok(parts);
                    }
                }
                b'\n' => {
                    self.at += 1;
                    let end = self.at;
                    self.new_line();
                    if shape.heredoc && self.heredoc_ends(shape) {
                        parts.push(Raw::Text(start, end, escapes));
                        return Ok(parts);
                    }
                }
                b'#' if shape.interpolates && self.peek(1) == b'{' => {
                    if self.at > start || (shape.heredoc && parts.is_empty()) {
                        parts.push(Raw::Text(start, self.at, escapes));
                    }
                    parts.push(Raw::Interpolation(self.interpolation()?));
                    start = self.at;
                    escapes = false;
                }
                b'\r' if self.peek(1) == b'\n' => self.at += 1,
                0x0b..=0x0d => self.string_character()?,
                _ => {
                    // A closing quote of a heredoc in the middle of a line, or a `#`.
                    if self.bytes.get(self.at + 1).is_some_and(|next| *next >= 0xc4) {
                        self.string_character()?;
                    } else {
                        self.at += 1;
                    }
                }
            }
        }
    }

    /// Behind a line end: skips the closing line of a heredoc.
    fn heredoc_ends(&mut self, shape: Shape) -> bool {
        let mut at = self.at;
        while self.bytes.get(at).is_some_and(|byte| is_horizontal(*byte)) {
            at += 1;
        }
        let ends = self.bytes[at..].starts_with(&[shape.last; 3]);
        if ends {
            self.at = at + 3;
        }
        ends
    }

    /// A backslash and what it escapes. The end of the text when a heredoc ends behind an escaped line end.
    fn escape(&mut self, shape: Shape) -> Result<Option<usize>, Failure> {
        let next = self.peek(1);
        let line_end = match (next, self.peek(2)) {
            (b'\n', _) => 2,
            (b'\r', b'\n') => 3,
            _ => 0,
        };
        if line_end > 0 {
            self.at += line_end;
            let end = self.at;
            self.new_line();
            return Ok((shape.heredoc && self.heredoc_ends(shape)).then_some(end));
        }
        if !shape.heredoc && next == shape.last && self.at + 1 < self.bytes.len() {
            self.at += 2;
        } else if shape.heredoc && self.bytes[self.at + 1..].starts_with(&[shape.last; 3]) {
            self.at += 4;
        } else if shape.interpolates && next == b'#' && self.peek(2) == b'{' {
            self.at += 3;
            if self.version < ElixirVersion::V1_15 {
                self.column_zero += 2;
            }
        } else {
            self.at += 1;
            if self.at < self.bytes.len() {
                self.string_character()?;
            }
        }
        Ok(None)
    }

    /// One grapheme cluster, which is one column.
    fn string_character(&mut self) -> Result<(), Box<SyntaxError>> {
        let rest = &self.source[self.at..];
        let mut chars = rest.chars();
        let char = chars.next().unwrap_or('\0');
        if let Some(what) = self.forbidden(char) {
            let token = format!("\\u{}", crate::output::erlang::hex(char, 4));
            let suffix =
                format!(". If you want to use such character, use it in its escaped {token} form instead");
            let prefix = format!("invalid {what} character in string: ");
            return Err(SyntaxError::around(self.place(), prefix, token, suffix));
        }
        let alone = (char as u32) < 256 && chars.next().is_none_or(|next| (next as u32) < 256);
        let len = if alone {
            char.len_utf8()
        } else {
            first_grapheme(rest, self.version)
        };
        self.at += len;
        self.column_zero += len as i64 - 1;
        Ok(())
    }

    fn interpolation(&mut self) -> Result<Part, Failure> {
        let (begin, from) = (self.place(), self.at);
        self.deeper()?;
        let saved = (
            self.base,
            self.terminator_base,
            self.hints.len(),
            self.indentation,
        );
        self.base = self.tokens.len();
        self.terminator_base = self.terminators.len();
        self.at += 2;
        if self.run()? == End::Source {
            let message = "missing interpolation terminator: \"}\"".into();
            return Err(Failure::Unterminated(begin, message));
        }
        self.push_eof();
        let end = self.place();
        self.at += 1;
        let first = self.out.inner.len() as u32;
        self.out.inner.extend_from_slice(&self.tokens[self.base..]);
        self.tokens.truncate(self.base);
        (self.base, self.terminator_base, _, self.indentation) = saved;
        self.hints.truncate(saved.2);
        self.depth -= 1;
        Ok(Part::Interpolation {
            tokens: (first, self.out.inner.len() as u32),
            begin,
            end,
            bytes: (from as u32, self.at as u32),
        })
    }

    /// Turns raw stretches into parts, with indentation taken away and escapes resolved; the range of the parts.
    pub(super) fn finish(
        &mut self,
        raw: &[Raw],
        shape: Shape,
        indentation: usize,
        place: Place,
    ) -> Result<(u32, u32), Box<SyntaxError>> {
        let first = self.out.parts.len() as u32;
        for (index, part) in raw.iter().enumerate() {
            let part = match *part {
                Raw::Interpolation(part) => part,
                Raw::Text(start, end, escapes) => {
                    self.text(start, end, escapes, shape, (index == 0, indentation), place)?
                }
            };
            self.out.parts.push(part);
        }
        Ok((first, self.out.parts.len() as u32))
    }

    fn text(
        &mut self,
        start: usize,
        end: usize,
        escapes: bool,
        shape: Shape,
        (is_first, indentation): (bool, usize),
        place: Place,
    ) -> Result<Part, Box<SyntaxError>> {
        let raw = &self.bytes[start..end];
        let trims = shape.heredoc && indentation > 0;
        if !escapes && !trims {
            return Ok(Part::Source(start as u32, (end - start) as u32));
        }
        self.scratch.clear();
        let mut rest = raw;
        if trims && is_first {
            rest = trim(rest, indentation);
        }
        loop {
            let special = if trims {
                memchr::memchr2(b'\\', b'\n', rest)
            } else {
                memchr::memchr(b'\\', rest)
            };
            let Some(at) = special else { break };
            self.scratch.extend_from_slice(&rest[..at]);
            if rest[at] == b'\n' {
                self.scratch.push(b'\n');
                rest = trim(&rest[at + 1..], indentation);
                continue;
            }
            let after = &rest[at + 1..];
            if !shape.heredoc && after.first() == Some(&shape.last) {
                self.scratch.push(shape.last);
                rest = &after[1..];
            } else if shape.heredoc && after.starts_with(&[shape.last; 3]) {
                self.scratch.extend_from_slice(&after[..3]);
                rest = &after[3..];
            } else {
                self.scratch.push(b'\\');
                rest = after;
                // A line end is left for the trimming above; what else is escaped cannot begin an escape.
                if let Some(&byte) = rest.first()
                    && byte != b'\n'
                {
                    self.scratch.push(byte);
                    rest = &rest[1..];
                }
            }
        }
        self.scratch.extend_from_slice(rest);
        let from = self.out.text.len();
        if escapes && shape.unescapes {
            if let Err((message, token)) =
                super::unescape::unescape(&self.scratch, &mut self.out.text, self.version)
            {
                let message = format!("{message}. Syntax error after: ");
                return Err(SyntaxError::new(place, message, token));
            }
        } else {
            self.out.text.extend_from_slice(&self.scratch);
        }
        Ok(Part::Text(from as u32, (self.out.text.len() - from) as u32))
    }

    /// The bytes of a part that is text.
    pub(super) fn part_bytes(&self, part: Part) -> Option<&[u8]> {
        match part {
            Part::Source(start, len) => Some(&self.bytes[start as usize..(start + len) as usize]),
            Part::Text(start, len) => Some(&self.out.text[start as usize..(start + len) as usize]),
            Part::Interpolation { .. } => None,
        }
    }
}

/// Bytes that mean nothing inside of a string, whatever ends it.
#[inline]
fn is_plain(byte: u8) -> bool {
    const TABLE: [bool; 256] = {
        let mut table = [false; 256];
        let mut byte = 0;
        while byte < 128 {
            table[byte] = !matches!(byte as u8, b'\\' | b'#' | b'\n' | 0x0b..=0x0d);
            byte += 1;
        }
        table
    };
    TABLE[byte as usize]
}

fn trim(line: &[u8], indentation: usize) -> &[u8] {
    let spaces = line
        .iter()
        .take(indentation)
        .take_while(|byte| is_horizontal(**byte))
        .count();
    &line[spaces..]
}
