//! Identifiers, aliases, keywords such as `do:`, and atoms such as `:ok`.

use super::{Lexer, Result, is_space, messages};
use crate::ast::Place;
use crate::atoms::Atom;
use crate::error::SyntaxError;
use crate::output::erlang;
use crate::token::Tok;
use crate::unicode::{self, Class, IdentifierError};

/// A scanned name.
pub(super) struct Name {
    pub(super) class: Class,
    pub(super) atom: Atom,
    /// Bytes of the source.
    pub(super) len: usize,
    /// Columns.
    pub(super) width: usize,
    pub(super) ascii: bool,
    /// Whether it has a `@` in it.
    pub(super) at_sign: bool,
    /// Whether it has `@`, `?` or `!`, or had to be normalised.
    pub(super) special: bool,
}

/// Bytes that continue an ASCII name; 2 for `@`, which names of atoms may have.
const CONTINUES: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        let char = byte as u8;
        if char.is_ascii_alphanumeric() || char == b'_' {
            table[byte] = 1;
        }
        byte += 1;
    }
    table[b'@' as usize] = 2;
    table
};

impl Lexer<'_> {
    /// The name `ahead` bytes on, if one starts there.
    pub(super) fn name(&mut self, ahead: usize) -> Result<Option<Name>> {
        let start = self.at + ahead;
        let rest = &self.bytes[start..];
        let class = match rest.first() {
            Some(b'a'..=b'z' | b'_') => Class::Identifier,
            Some(b'A'..=b'Z') => Class::Alias,
            Some(0x80..) => return self.unicode_name(start),
            _ => return Ok(None),
        };
        let (mut len, mut seen) = (1, 1);
        while let Some(&byte) = rest.get(len)
            && CONTINUES[byte as usize] != 0
        {
            seen |= CONTINUES[byte as usize];
            len += 1;
        }
        let mut special = seen & 2 != 0;
        match rest.get(len) {
            Some(b'?' | b'!') => {
                len += 1;
                special = true;
            }
            Some(0x80..) => return self.unicode_name(start),
            _ => {}
        }
        if len > 255 {
            return Err(self.atom_too_long(start, len));
        }
        Ok(Some(Name {
            class,
            atom: self.out.atoms.intern(&rest[..len]),
            len,
            width: len,
            ascii: true,
            at_sign: seen & 2 != 0,
            special,
        }))
    }

    fn atom_too_long(&self, start: usize, len: usize) -> Box<SyntaxError> {
        SyntaxError::new(
            self.place(),
            "atom length must be less than system limit: ",
            &self.source[start..start + len],
        )
    }

    #[cold]
    fn unicode_name(&mut self, start: usize) -> Result<Option<Name>> {
        match unicode::scan(&self.source[start..], self.version) {
            Ok(found) => {
                if found.width > 255 {
                    return Err(self.atom_too_long(start, found.len));
                }
                Ok(Some(Name {
                    class: found.class,
                    atom: self.out.atoms.intern(found.name.as_bytes()),
                    len: found.len,
                    width: found.width,
                    ascii: found.ascii,
                    at_sign: found.at_sign,
                    special: found.special,
                }))
            }
            Err(IdentifierError::Empty) => Ok(None),
            Err(IdentifierError::Unexpected { wrong, suggestion }) => {
                let place = Place {
                    line: self.line,
                    column: self.column() + wrong.chars().count() as u32 - 1,
                };
                let message = suggestion.unwrap_or_else(|| {
                    let last = wrong.chars().next_back().unwrap_or('\0');
                    messages::shown(last, place.column)
                });
                Err(SyntaxError::new(place, "unexpected token: ", message))
            }
            Err(IdentifierError::Mixed {
                wrong,
                prefix,
                suffix,
                is_suggested,
            }) => {
                let mut place = self.place();
                if is_suggested {
                    place.column += wrong.chars().count() as u32 - 1;
                }
                Err(SyntaxError::around(place, prefix, wrong, suffix))
            }
        }
    }

    pub(super) fn identifier(&mut self) -> Result<()> {
        let after_dot = self.last_kind() == Tok::Dot;
        let Some(name) = self.name(0)? else {
            return Err(self.unexpected_token(self.at));
        };
        let next = self.bytes.get(self.at + name.len).copied().unwrap_or(0);
        let after = self.bytes.get(self.at + name.len + 1).copied();
        if next == b':' {
            match after {
                Some(byte) if is_space(byte) => {
                    self.push_name(Tok::KwIdentifier, &name);
                    self.at += 1;
                    return Ok(());
                }
                Some(b':') | None => {}
                Some(_) => {
                    let mut token = self.text_of(name.atom);
                    token.push(':');
                    return Err(SyntaxError::new(
                        self.place(),
                        "keyword argument must be followed by space after: ",
                        token,
                    ));
                }
            }
        }
        let keyword_allowed = !after_dot && (next != b':' || after == Some(b':') || self.ends_at(name.len));
        if keyword_allowed && name.atom.0 <= LAST_RESERVED && self.keyword(name.atom, name.len)? {
            return Ok(());
        }
        if name.at_sign {
            let class = match name.class {
                Class::Identifier => "identifier",
                Class::Alias => "alias",
                Class::Atom => "atom",
            };
            let message = format!("invalid character \"@\" (code point U+0040) in {class}: ");
            return Err(SyntaxError::new(self.place(), message, self.text_of(name.atom)));
        }
        if name.atom == Atom::ALIASES || name.atom == Atom::BLOCK {
            return Err(SyntaxError::new(
                self.place(),
                "reserved token: ",
                self.text_of(name.atom),
            ));
        }
        match name.class {
            Class::Alias if !name.ascii || name.special => {
                let text = self.text_of(name.atom);
                let wrong = text.chars().find(|char| *char < 'A' || *char as u32 > 127);
                let wrong = wrong.unwrap_or('\0');
                let message = format!(
                    "invalid character \"{wrong}\" (code point U+{}) in alias (only ASCII characters, without punctuation, are allowed): ",
                    erlang::hex(wrong, 4)
                );
                Err(SyntaxError::new(self.place(), message, text))
            }
            Class::Alias => {
                self.push_name(Tok::Alias, &name);
                Ok(())
            }
            Class::Identifier => {
                let kind = call_kind(next);
                self.push_name(kind, &name);
                Ok(())
            }
            Class::Atom => Err(self.unexpected_token(self.at)),
        }
    }

    fn ends_at(&self, ahead: usize) -> bool {
        self.at + ahead >= self.bytes.len()
    }

    #[inline]
    pub(super) fn push_name(&mut self, kind: Tok, name: &Name) {
        self.push(kind, name.atom.0, 0, name.len);
        self.column_zero += (name.len - name.width) as i64;
    }

    pub(super) fn text_of(&self, atom: Atom) -> String {
        String::from_utf8_lossy(self.out.atoms.bytes(atom)).into_owned()
    }
}

/// Names that may be keywords are among the first atoms.
const LAST_RESERVED: u32 = Atom::IN.0;

/// How an identifier is called, by the byte behind it.
#[inline]
pub(super) fn call_kind(next: u8) -> Tok {
    match next {
        b'(' => Tok::ParenIdentifier,
        b'[' => Tok::BracketIdentifier,
        _ => Tok::Identifier,
    }
}
