//! Tokens: what the lexer hands to the parser.

use crate::ast::Place;
use crate::atoms::{Atom, Atoms};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Tok {
    Eof,
    Identifier,
    ParenIdentifier,
    BracketIdentifier,
    DoIdentifier,
    OpIdentifier,
    KwIdentifier,
    /// A quoted keyword with interpolation.
    KwUnsafe,
    Alias,
    Atom,
    AtomQuoted,
    /// A quoted atom with interpolation.
    AtomUnsafe,
    BinString,
    ListString,
    BinHeredoc,
    ListHeredoc,
    Sigil,
    Int,
    Flt,
    Char,
    True,
    False,
    Nil,
    Do,
    End,
    Fn,
    BlockIdentifier,
    Eol,
    Semi,
    Comma,
    Dot,
    DotCallOp,
    OpenParen,
    CloseParen,
    OpenBracket,
    CloseBracket,
    OpenCurly,
    CloseCurly,
    OpenBit,
    CloseBit,
    /// `%{}`, the mark ahead of a map's `{`.
    MapOp,
    Percent,
    AtOp,
    UnaryOp,
    CaptureOp,
    /// `&` directly ahead of a digit.
    CaptureInt,
    EllipsisOp,
    DualOp,
    TernaryOp,
    CompOp,
    AndOp,
    OrOp,
    ArrowOp,
    MatchOp,
    InOp,
    /// `not in`; the value counts [`Lexed::not_ins`].
    NotInOp,
    InMatchOp,
    TypeOp,
    MultOp,
    PowerOp,
    ConcatOp,
    RangeOp,
    XorOp,
    PipeOp,
    StabOp,
    WhenOp,
    AssocOp,
    RelOp,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) kind: Tok,
    /// The quote of a quoted atom, keyword or call; else 0.
    pub(crate) delimiter: u8,
    /// By kind: an atom, a code point, an index into [`Lexed::floats`], [`Lexed::strings`] or [`Lexed::not_ins`].
    pub(crate) value: u32,
    /// Line ends counted at this token: of `eol`, `;` and `,` those behind it, of operators and closing delimiters
    /// those before it.
    pub(crate) newlines: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) line: u32,
    pub(crate) column: u32,
}

impl Token {
    pub(crate) fn place(&self) -> Place {
        Place {
            line: self.line,
            column: self.column,
        }
    }
}

/// A string, heredoc, sigil or quoted atom.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StringData {
    /// Range in [`Lexed::parts`].
    pub(crate) parts: (u32, u32),
    /// Modifiers of a sigil, as a range of the source.
    pub(crate) modifiers: (u32, u32),
    /// Of a heredoc.
    pub(crate) indentation: Option<i32>,
    pub(crate) delimiter: &'static str,
    /// Behind it.
    pub(crate) end: Place,
    /// Of a sigil: `sigil_r`.
    pub(crate) name: Atom,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Part {
    /// Start and length, in the source.
    Source(u32, u32),
    /// Start and length, in [`Lexed::text`].
    Text(u32, u32),
    /// `#{...}`: its tokens in [`Lexed::inner`], an `Eof` included.
    Interpolation {
        tokens: (u32, u32),
        begin: Place,
        end: Place,
        /// Bytes from `#` to behind `}`.
        bytes: (u32, u32),
    },
}

/// A source cut into tokens.
#[derive(Debug)]
pub(crate) struct Lexed {
    /// The tokens, ending in `Eof`.
    pub(crate) tokens: Vec<Token>,
    /// Tokens of interpolations.
    pub(crate) inner: Vec<Token>,
    pub(crate) strings: Vec<StringData>,
    pub(crate) parts: Vec<Part>,
    pub(crate) floats: Vec<f64>,
    /// The place of the `in` of each `not in`.
    pub(crate) not_ins: Vec<Place>,
    /// Text that is not in the source as it is.
    pub(crate) text: Vec<u8>,
    pub(crate) atoms: Atoms,
}
