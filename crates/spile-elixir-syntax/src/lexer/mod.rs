//! The tokenizer: bytes to tokens, with Elixir's rules of spaces, line ends and what may follow what.

mod identifiers;
mod keywords;
mod messages;
pub(crate) use keywords::INVALID_DO;
pub(crate) use messages::{invalid_encoding, too_deep};
mod numbers;
mod operators;
mod quoted;
mod sigils;
mod strings;
mod terminators;
mod unescape;

use crate::ast::Place;
use crate::atoms::{Atom, Atoms};
use crate::error::SyntaxError;
use crate::token::{Lexed, Tok, Token};
use crate::version::ElixirVersion;

use terminators::{Hint, Terminator};

type Result<T> = std::result::Result<T, Box<SyntaxError>>;

/// Interpolations may be nested as deep as `limit`.
pub(crate) fn lex(source: &str, version: ElixirVersion, limit: usize) -> Result<Lexed> {
    let mut lexer = Lexer {
        source,
        bytes: source.as_bytes(),
        version,
        at: 0,
        line: 1,
        column_zero: -1,
        indentation: 0,
        tokens: Vec::with_capacity(source.len() / 5 + 8),
        base: 0,
        terminators: Vec::new(),
        terminator_base: 0,
        hints: Vec::new(),
        depth: 0,
        limit,
        scratch: Vec::new(),
        out: Lexed {
            tokens: Vec::new(),
            inner: Vec::new(),
            strings: Vec::new(),
            parts: Vec::new(),
            floats: Vec::new(),
            not_ins: Vec::new(),
            text: Vec::new(),
            atoms: Atoms::new(),
        },
    };
    lexer.run()?;
    lexer.push_eof();
    let mut out = lexer.out;
    out.tokens = lexer.tokens;
    Ok(out)
}

struct Lexer<'s> {
    source: &'s str,
    bytes: &'s [u8],
    version: ElixirVersion,
    at: usize,
    line: u32,
    /// The column of byte `at` is `at - column_zero`.
    column_zero: i64,
    /// Columns before the first token of the line; for hints only.
    indentation: i64,
    tokens: Vec<Token>,
    /// Where the tokens of the innermost interpolation begin.
    base: usize,
    terminators: Vec<Terminator>,
    terminator_base: usize,
    hints: Vec<Hint>,
    depth: usize,
    limit: usize,
    scratch: Vec<u8>,
    out: Lexed,
}

/// Why a run of the tokenizer ended.
#[derive(PartialEq, Eq)]
enum End {
    Source,
    /// At the `}` of an interpolation.
    Interpolation,
}

pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

fn is_horizontal(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

impl Lexer<'_> {
    /// The byte `ahead` of the current one, 0 behind the end.
    #[inline]
    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    #[inline]
    fn column(&self) -> u32 {
        (self.at as i64 - self.column_zero) as u32
    }

    #[inline]
    fn place(&self) -> Place {
        Place {
            line: self.line,
            column: self.column(),
        }
    }

    /// `at` is the first byte of a new line.
    #[inline]
    fn new_line(&mut self) {
        self.line += 1;
        self.column_zero = self.at as i64 - 1;
    }

    #[inline]
    fn last(&self) -> Option<&Token> {
        self.tokens[self.base..].last()
    }

    #[inline]
    fn last_kind(&self) -> Tok {
        self.last().map_or(Tok::Eof, |token| token.kind)
    }

    /// A token from the current byte on, `len` bytes and columns long; moves behind it.
    #[inline]
    fn push(&mut self, kind: Tok, value: u32, newlines: u32, len: usize) {
        let column = self.column();
        self.tokens.push(Token {
            kind,
            delimiter: 0,
            value,
            newlines,
            start: self.at as u32,
            end: (self.at + len) as u32,
            line: self.line,
            column,
        });
        self.at += len;
    }

    fn push_eof(&mut self) {
        let place = self.last().map_or(self.place(), Token::place);
        self.tokens.push(Token {
            kind: Tok::Eof,
            delimiter: 0,
            value: 0,
            newlines: 0,
            start: self.at as u32,
            end: self.at as u32,
            line: place.line,
            column: place.column,
        });
    }

    /// Line ends just behind the last token, when it counts them.
    #[inline]
    fn newlines_before(&self) -> u32 {
        match self.last() {
            Some(token) if matches!(token.kind, Tok::Comma | Tok::Semi | Tok::Eol) => token.newlines,
            _ => 0,
        }
    }

    #[inline]
    fn drop_eol(&mut self) {
        if self.last_kind() == Tok::Eol {
            self.tokens.pop();
        }
    }

    fn run(&mut self) -> Result<End> {
        loop {
            let Some(&byte) = self.bytes.get(self.at) else {
                return self.end_of_source().map(|()| End::Source);
            };
            match byte {
                b'a'..=b'z' | b'_' | b'A'..=b'Z' | 0x80.. => self.identifier()?,
                b' ' | b'\t' => {
                    self.at += 1;
                    self.strip_horizontal_space();
                    self.space_sensitive();
                }
                b'\n' => {
                    self.eol();
                    self.at += 1;
                    self.start_line();
                }
                b'\r' if self.peek(1) == b'\n' => {
                    self.eol();
                    self.at += 2;
                    self.start_line();
                }
                b'\\' if self.is_continuation()? => {
                    self.at += if self.peek(1) == b'\r' { 3 } else { 2 };
                    self.start_line();
                }
                b'#' => self.comment()?,
                b'0'..=b'9' => self.number()?,
                b'"' | b'\'' => self.quoted()?,
                b'?' if self.at + 1 < self.bytes.len() => self.character()?,
                b'~' if self.peek(1).is_ascii_alphabetic() => self.sigil()?,
                b':' if self.atom()? => {}
                b';' if self.last_kind() != Tok::Semi => self.push(Tok::Semi, 0, 0, 1),
                b'}' if self.depth > 0 && self.terminators.len() == self.terminator_base => {
                    return Ok(End::Interpolation);
                }
                _ if self.operator()? => {}
                _ => return Err(self.unexpected_token(self.at)),
            }
        }
    }

    /// A backslash that joins this line with the next.
    fn is_continuation(&self) -> Result<bool> {
        let len = match (self.peek(1), self.peek(2)) {
            (b'\n', _) => 2,
            (b'\r', b'\n') => 3,
            _ if self.at + 1 == self.bytes.len() => 1,
            _ => return Ok(false),
        };
        if self.at + len == self.bytes.len() {
            return Err(SyntaxError::new(
                self.place(),
                "invalid escape \\ at end of file",
                "",
            ));
        }
        Ok(true)
    }

    fn start_line(&mut self) {
        self.new_line();
        self.strip_horizontal_space();
        self.indentation = i64::from(self.column()) - 1;
    }

    /// Elixir 1.20 takes a backslash at the end of the line as a space too.
    #[inline]
    fn strip_horizontal_space(&mut self) {
        loop {
            while is_horizontal(self.peek(0)) {
                self.at += 1;
            }
            match self.continuation_len(self.at) {
                Some(len) => {
                    self.at += len;
                    self.new_line();
                }
                None => return,
            }
        }
    }

    #[inline]
    fn continuation_len(&self, at: usize) -> Option<usize> {
        if self.bytes.get(at) != Some(&b'\\') || self.version < ElixirVersion::V1_20 {
            return None;
        }
        let len = match self.bytes.get(at + 1..)? {
            [b'\n', ..] => 2,
            [b'\r', b'\n', ..] => 3,
            _ => return None,
        };
        (at + len < self.bytes.len()).then_some(len)
    }

    /// Where horizontal space from `at` on ends.
    fn after_space(&self, mut at: usize) -> usize {
        loop {
            while self.bytes.get(at).is_some_and(|byte| is_horizontal(*byte)) {
                at += 1;
            }
            match self.continuation_len(at) {
                Some(len) => at += len,
                None => return at,
            }
        }
    }

    fn eol(&mut self) {
        let base = self.base;
        match self.tokens[base..].last_mut() {
            Some(token) if matches!(token.kind, Tok::Comma | Tok::Semi | Tok::Eol) => token.newlines += 1,
            _ => {
                self.push(Tok::Eol, 0, 1, 0);
            }
        }
    }

    /// `foo -1`: the sign belongs to an argument when it touches what follows, but not what goes before.
    fn space_sensitive(&mut self) {
        let sign = self.peek(0);
        if !matches!(sign, b'+' | b'-') || self.last_kind() != Tok::Identifier {
            return;
        }
        if self.at + 1 >= self.bytes.len() {
            return;
        }
        let next = self.peek(1);
        if is_space(next) || next == sign || matches!(next, b'/' | b'>') {
            return;
        }
        let keeps = if self.version < ElixirVersion::V1_17 {
            matches!(next, b'(' | b'[' | b'<' | b'{' | b'%' | b'+' | b'-' | b':')
        } else {
            (next == b':' && is_space(self.peek(2)))
                || (next == b'\\' && self.version >= ElixirVersion::V1_20)
        };
        if keeps {
            return;
        }
        if let Some(token) = self.tokens.last_mut() {
            token.kind = Tok::OpIdentifier;
        }
        let atom = if sign == b'+' { Atom::PLUS } else { Atom::MINUS };
        self.push(Tok::DualOp, atom.0, 0, 1);
    }

    /// The line's end keeps the column of the `#`.
    fn comment(&mut self) -> Result<()> {
        let column = self.column();
        self.skip_comment()?;
        self.column_zero = self.at as i64 - i64::from(column);
        if self.last_kind() == Tok::Eol
            && let Some(token) = self.tokens.last_mut()
        {
            token.newlines = 0;
        }
        Ok(())
    }

    fn skip_comment(&mut self) -> Result<()> {
        let rest = &self.bytes[self.at..];
        let mut len = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        if len < rest.len() && rest[..len].last() == Some(&b'\r') {
            len -= 1;
        }
        let text = &self.source[self.at..self.at + len];
        let suspicious = |byte: &u8| *byte >= 0x80 || matches!(byte, 0x0b..=0x0d);
        if text.as_bytes().iter().any(suspicious) {
            for char in text.chars() {
                if let Some(what) = self.forbidden(char) {
                    let message = format!("invalid {what} character in comment: ");
                    return Err(SyntaxError::new(
                        self.place(),
                        message,
                        format!("\\u{}", crate::output::erlang::hex(char, 4)),
                    ));
                }
            }
        }
        self.at += len;
        Ok(())
    }

    /// Characters that would make the text read differently than it is.
    fn forbidden(&self, char: char) -> Option<&'static str> {
        match char {
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => Some("bidirectional formatting"),
            '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
                if self.version >= ElixirVersion::V1_19 =>
            {
                Some("line break")
            }
            '\r' if self.version >= ElixirVersion::V1_20 => Some("line break"),
            _ => None,
        }
    }

    fn deeper(&mut self) -> Result<()> {
        self.depth += 1;
        if self.depth > self.limit {
            return Err(messages::too_deep(self.place(), self.limit));
        }
        Ok(())
    }
}
