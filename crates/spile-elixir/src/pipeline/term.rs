//! Elixir terms in the external term format: what requests and answers consist of
//! (<https://www.erlang.org/doc/apps/erts/erl_ext_dist.html>).

use std::fmt;

/// One Elixir term.
#[derive(Clone, PartialEq)]
pub enum Term {
    /// An integer of up to 64 bits.
    Integer(i64),
    /// A larger one: whether it is negative, and its magnitude, the least byte first.
    BigInteger(bool, Vec<u8>),
    /// A float.
    Float(f64),
    /// An atom, `nil` and booleans included.
    Atom(String),
    /// A binary.
    Binary(Vec<u8>),
    /// A proper list.
    List(Vec<Term>),
    /// A tuple.
    Tuple(Vec<Term>),
    /// A map.
    Map(Vec<(Term, Term)>),
    /// What has no place in syntax (pids, functions, bitstrings, improper lists), as it was encoded.
    Opaque(Vec<u8>),
}

impl fmt::Debug for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(value) => write!(f, "{value}"),
            Self::BigInteger(negative, bytes) => write!(f, "big({negative}, {bytes:?})"),
            Self::Float(value) => write!(f, "{value:?}"),
            Self::Atom(name) => write!(f, ":{name}"),
            Self::Binary(bytes) => write!(f, "{:?}", String::from_utf8_lossy(bytes)),
            Self::List(terms) => f.debug_list().entries(terms).finish(),
            Self::Tuple(terms) => {
                f.write_str("{")?;
                for (place, term) in terms.iter().enumerate() {
                    write!(f, "{}{term:?}", if place > 0 { ", " } else { "" })?;
                }
                f.write_str("}")
            }
            Self::Map(pairs) => f.debug_map().entries(pairs.iter().map(|(k, v)| (k, v))).finish(),
            Self::Opaque(bytes) => write!(f, "#opaque({} bytes)", bytes.len()),
        }
    }
}

impl From<&str> for Term {
    /// A binary.
    fn from(text: &str) -> Self {
        Self::Binary(text.as_bytes().to_vec())
    }
}

impl From<bool> for Term {
    fn from(value: bool) -> Self {
        Self::atom(if value { "true" } else { "false" })
    }
}

impl From<u32> for Term {
    fn from(value: u32) -> Self {
        Self::Integer(value.into())
    }
}

impl Term {
    /// The atom of this name.
    pub fn atom(name: &str) -> Self {
        Self::Atom(name.to_owned())
    }

    /// A tuple of two.
    pub fn pair(first: Self, second: Self) -> Self {
        Self::Tuple(vec![first, second])
    }

    /// A map with atoms as keys.
    pub fn map<const N: usize>(pairs: [(&str, Self); N]) -> Self {
        Self::Map(pairs.map(|(key, value)| (Self::atom(key), value)).into())
    }

    /// The name, when it is an atom.
    pub fn as_atom(&self) -> Option<&str> {
        match self {
            Self::Atom(name) => Some(name),
            _ => None,
        }
    }

    /// Whether it is this atom.
    pub fn is(&self, name: &str) -> bool {
        self.as_atom() == Some(name)
    }

    /// The text, when it is a binary of UTF-8.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Binary(bytes) => std::str::from_utf8(bytes).ok(),
            _ => None,
        }
    }

    /// The elements, when it is a list.
    pub fn as_list(&self) -> Option<&[Self]> {
        match self {
            Self::List(terms) => Some(terms),
            _ => None,
        }
    }

    /// The elements, when it is a tuple.
    pub fn as_tuple(&self) -> Option<&[Self]> {
        match self {
            Self::Tuple(terms) => Some(terms),
            _ => None,
        }
    }

    /// What is at the key of this name, when it is a map.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(pairs) => pairs.iter().find(|(k, _)| k.is(key)).map(|(_, value)| value),
            _ => None,
        }
    }

    /// Reads an encoded term.
    ///
    /// # Errors
    /// When it is none, or something follows it.
    pub fn decode(bytes: &[u8]) -> Result<Self, NoTerm> {
        let mut reader = Reader { bytes, at: 0 };
        if reader.byte()? != VERSION {
            return Err(NoTerm { at: 0 });
        }
        let term = reader.term()?;
        if reader.at < bytes.len() {
            return Err(NoTerm { at: reader.at });
        }
        Ok(term)
    }

    /// Encodes it.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = vec![VERSION];
        self.encode_to(&mut out);
        out
    }

    /// Encodes it without the byte that tells the version: inside of another term.
    pub fn encode_to(&self, out: &mut Vec<u8>) {
        match self {
            Self::Integer(value) => match i32::try_from(*value) {
                Ok(value) => {
                    out.push(INTEGER);
                    out.extend(value.to_be_bytes());
                }
                Err(_) => encode_big(*value < 0, &value.unsigned_abs().to_le_bytes(), out),
            },
            Self::BigInteger(negative, bytes) => encode_big(*negative, bytes, out),
            Self::Float(value) => {
                out.push(NEW_FLOAT);
                out.extend(value.to_be_bytes());
            }
            Self::Atom(name) => {
                out.push(ATOM_UTF8);
                out.extend((name.len() as u16).to_be_bytes());
                out.extend(name.as_bytes());
            }
            Self::Binary(bytes) => {
                out.push(BINARY);
                out.extend((bytes.len() as u32).to_be_bytes());
                out.extend(bytes);
            }
            Self::List(terms) => {
                if !terms.is_empty() {
                    out.push(LIST);
                    out.extend((terms.len() as u32).to_be_bytes());
                    terms.iter().for_each(|term| term.encode_to(out));
                }
                out.push(NIL);
            }
            Self::Tuple(terms) => {
                match u8::try_from(terms.len()) {
                    Ok(len) => out.extend([SMALL_TUPLE, len]),
                    Err(_) => {
                        out.push(LARGE_TUPLE);
                        out.extend((terms.len() as u32).to_be_bytes());
                    }
                }
                terms.iter().for_each(|term| term.encode_to(out));
            }
            Self::Map(pairs) => {
                out.push(MAP);
                out.extend((pairs.len() as u32).to_be_bytes());
                for (key, value) in pairs {
                    key.encode_to(out);
                    value.encode_to(out);
                }
            }
            Self::Opaque(bytes) => out.extend(bytes),
        }
    }
}

const VERSION: u8 = 131;
const NEW_FLOAT: u8 = 70;
const BIT_BINARY: u8 = 77;
const NEW_PID: u8 = 88;
const NEW_PORT: u8 = 89;
const NEWER_REFERENCE: u8 = 90;
const SMALL_INTEGER: u8 = 97;
const INTEGER: u8 = 98;
const SMALL_TUPLE: u8 = 104;
const LARGE_TUPLE: u8 = 105;
const NIL: u8 = 106;
const STRING: u8 = 107;
const LIST: u8 = 108;
const BINARY: u8 = 109;
const SMALL_BIG: u8 = 110;
const LARGE_BIG: u8 = 111;
const NEW_FUN: u8 = 112;
const EXPORT: u8 = 113;
const MAP: u8 = 116;
const ATOM_UTF8: u8 = 118;
const SMALL_ATOM_UTF8: u8 = 119;
const V4_PORT: u8 = 120;

fn encode_big(negative: bool, bytes: &[u8], out: &mut Vec<u8>) {
    let len = bytes
        .iter()
        .rposition(|byte| *byte != 0)
        .map_or(0, |last| last + 1);
    match u8::try_from(len) {
        Ok(len) => out.extend([SMALL_BIG, len, negative.into()]),
        Err(_) => {
            out.push(LARGE_BIG);
            out.extend((len as u32).to_be_bytes());
            out.push(negative.into());
        }
    }
    out.extend(&bytes[..len]);
}

/// Bytes that are no encoded term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoTerm {
    /// The first byte that does not fit.
    pub at: usize,
}

impl fmt::Display for NoTerm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "no term in the external term format: byte {} does not fit",
            self.at
        )
    }
}

impl std::error::Error for NoTerm {}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, len: usize) -> Result<&'a [u8], NoTerm> {
        let error = NoTerm { at: self.at };
        let end = self.at.checked_add(len).ok_or(error)?;
        let taken = self.bytes.get(self.at..end).ok_or(error)?;
        self.at = end;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, NoTerm> {
        Ok(self.take(1)?[0])
    }

    fn number(&mut self, len: usize) -> Result<usize, NoTerm> {
        let bytes = self.take(len)?;
        Ok(bytes
            .iter()
            .fold(0, |number, byte| number << 8 | usize::from(*byte)))
    }

    fn terms(&mut self, count: usize) -> Result<Vec<Term>, NoTerm> {
        // Every term takes a byte at least: what claims more elements than there are bytes is not believed.
        let mut terms = Vec::with_capacity(count.min(self.bytes.len() - self.at));
        for _ in 0..count {
            terms.push(self.term()?);
        }
        Ok(terms)
    }

    fn atom(&mut self, len: usize) -> Result<Term, NoTerm> {
        let at = self.at;
        let name = std::str::from_utf8(self.take(len)?).map_err(|_| NoTerm { at })?;
        Ok(Term::atom(name))
    }

    fn term(&mut self) -> Result<Term, NoTerm> {
        let start = self.at;
        Ok(match self.byte()? {
            SMALL_INTEGER => Term::Integer(i64::from(self.byte()?)),
            INTEGER => {
                let bytes = self.take(4)?;
                Term::Integer(i64::from(i32::from_be_bytes([
                    bytes[0], bytes[1], bytes[2], bytes[3],
                ])))
            }
            NEW_FLOAT => {
                let mut bytes = [0; 8];
                bytes.copy_from_slice(self.take(8)?);
                Term::Float(f64::from_be_bytes(bytes))
            }
            tag @ (SMALL_BIG | LARGE_BIG) => {
                let len = self.number(if tag == SMALL_BIG { 1 } else { 4 })?;
                let negative = self.byte()? != 0;
                big(negative, self.take(len)?)
            }
            SMALL_ATOM_UTF8 => {
                let len = self.number(1)?;
                self.atom(len)?
            }
            ATOM_UTF8 => {
                let len = self.number(2)?;
                self.atom(len)?
            }
            BINARY => {
                let len = self.number(4)?;
                Term::Binary(self.take(len)?.to_vec())
            }
            NIL => Term::List(Vec::new()),
            STRING => {
                let len = self.number(2)?;
                let bytes = self.take(len)?;
                Term::List(bytes.iter().map(|byte| Term::Integer(i64::from(*byte))).collect())
            }
            LIST => {
                let count = self.number(4)?;
                let terms = self.terms(count)?;
                if self.bytes.get(self.at) == Some(&NIL) {
                    self.at += 1;
                    Term::List(terms)
                } else {
                    self.term()?;
                    Term::Opaque(self.bytes[start..self.at].to_vec())
                }
            }
            SMALL_TUPLE => {
                let count = self.number(1)?;
                Term::Tuple(self.terms(count)?)
            }
            LARGE_TUPLE => {
                let count = self.number(4)?;
                Term::Tuple(self.terms(count)?)
            }
            MAP => {
                let count = self.number(4)?;
                let mut terms = self.terms(count.saturating_mul(2))?.into_iter();
                let mut pairs = Vec::with_capacity(count.min(terms.len()));
                while let (Some(key), Some(value)) = (terms.next(), terms.next()) {
                    pairs.push((key, value));
                }
                Term::Map(pairs)
            }
            tag => {
                self.opaque(tag, start)?;
                Term::Opaque(self.bytes[start..self.at].to_vec())
            }
        })
    }

    /// Passes over a term that is kept as it is.
    fn opaque(&mut self, tag: u8, start: usize) -> Result<(), NoTerm> {
        match tag {
            BIT_BINARY => {
                let len = self.number(4)?;
                self.take(len + 1)?;
            }
            NEW_PID => {
                self.term()?;
                self.take(12)?;
            }
            NEW_PORT => {
                self.term()?;
                self.take(8)?;
            }
            V4_PORT => {
                self.term()?;
                self.take(12)?;
            }
            NEWER_REFERENCE => {
                let len = self.number(2)?;
                self.term()?;
                self.take(4 + 4 * len)?;
            }
            EXPORT => {
                self.terms(3)?;
            }
            NEW_FUN => {
                let size = self.number(4)?;
                self.take(size.checked_sub(4).ok_or(NoTerm { at: start })?)?;
            }
            _ => return Err(NoTerm { at: start }),
        }
        Ok(())
    }
}

/// As small as it can be, so that equal numbers are equal terms.
fn big(negative: bool, bytes: &[u8]) -> Term {
    let len = bytes
        .iter()
        .rposition(|byte| *byte != 0)
        .map_or(0, |last| last + 1);
    let mut wide = [0; 16];
    if len <= 8 {
        wide[..len].copy_from_slice(&bytes[..len]);
        let magnitude = i128::from_le_bytes(wide);
        if let Ok(value) = i64::try_from(if negative { -magnitude } else { magnitude }) {
            return Term::Integer(value);
        }
    }
    Term::BigInteger(negative, bytes[..len].to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn survives(term: Term) {
        assert_eq!(Term::decode(&term.encode()), Ok(term));
    }

    #[test]
    fn terms_survive_their_encoding() {
        for value in [0, -1, 255, 256, i64::from(i32::MAX) + 1, i64::MIN, i64::MAX] {
            survives(Term::Integer(value));
        }
        survives(Term::BigInteger(true, vec![0, 0, 0, 0, 0, 0, 0, 0, 1]));
        survives(Term::BigInteger(false, vec![7; 300]));
        survives(Term::Float(-0.5));
        survives(Term::atom("é"));
        survives(Term::List(vec![]));
        survives(Term::pair(Term::from("a"), Term::List(vec![Term::from(true)])));
        survives(Term::Tuple(vec![Term::Integer(1); 300]));
        survives(Term::map([("a", Term::Integer(1)), ("b", Term::Map(vec![]))]));
    }

    #[test]
    fn what_is_no_syntax_is_kept_as_it_is() {
        // `[1 | 2]`, and the function `&:erlang.self/0`.
        for bytes in [
            &[131, 108, 0, 0, 0, 1, 97, 1, 97, 2][..],
            &[
                131, 113, 119, 6, b'e', b'r', b'l', b'a', b'n', b'g', 119, 4, b's', b'e', b'l', b'f', 97, 0,
            ],
        ] {
            let term = Term::decode(bytes).unwrap();
            assert!(matches!(&term, Term::Opaque(kept) if *kept == bytes[1..]));
            assert_eq!(term.encode(), bytes);
        }
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let whole = Term::pair(Term::from("text"), Term::List(vec![Term::atom("a"); 3])).encode();
        for len in 0..whole.len() {
            assert!(Term::decode(&whole[..len]).is_err());
        }
        assert!(Term::decode(&[131, 108, 255, 255, 255, 255]).is_err());
        let more = [&whole[..], &[106]].concat();
        assert_eq!(Term::decode(&more), Err(NoTerm { at: whole.len() }));
    }
}
