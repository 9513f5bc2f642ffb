//! The parser: tokens to nodes, by operator precedence with an explicit stack of pending operators.
//!
//! Elixir tells three kinds of expressions apart by how they end (calls with a `do` block, calls without
//! parentheses, all others) and allows each kind only in some places; see [`Cat`] and [`Context`].

mod blocks;
mod build;
mod calls;
mod containers;
mod dots;
mod errors;
mod expressions;
mod maps;
mod operators;
mod primary;
mod strings;
mod token_text;

use crate::Options;
use crate::ast::{Ast, Entry, Kind, Node, NodeId, Place};
use crate::atoms::Atom;
use crate::error::SyntaxError;
use crate::token::{Lexed, Tok, Token};
use crate::version::ElixirVersion;

type Result<T> = std::result::Result<T, Box<SyntaxError>>;

/// Expressions may be nested as deep as `limit`.
pub(crate) fn parse<'s>(
    source: &'s str,
    mut lexed: Lexed,
    options: &Options,
    limit: usize,
) -> Result<Ast<'s>> {
    let ast = Ast {
        source,
        nodes: Vec::with_capacity(lexed.tokens.len()),
        children: Vec::with_capacity(lexed.tokens.len()),
        entries: Vec::new(),
        text: std::mem::take(&mut lexed.text),
        atoms: std::mem::replace(&mut lexed.atoms, crate::atoms::Atoms::empty()),
        ids: Vec::new(),
        root: NodeId(0),
    };
    let mut parser = Parser {
        lexed: &lexed,
        tokens: &lexed.tokens,
        at: 0,
        ast,
        version: options.version,
        token_metadata: options.token_metadata,
        list: Vec::new(),
        pending: Vec::new(),
        depth: 0,
        limit,
    };
    let root = parser.grammar()?;
    parser.ast.root = root;
    Ok(parser.ast)
}

struct Parser<'s, 'l> {
    lexed: &'l Lexed,
    /// The tokens being parsed: those of the source, or of an interpolation.
    tokens: &'l [Token],
    at: usize,
    ast: Ast<'s>,
    version: ElixirVersion,
    token_metadata: bool,
    /// Nodes of lists that are being read; a stack.
    list: Vec<NodeId>,
    /// Operators that wait for their right side; a stack.
    pending: Vec<operators::Pending>,
    depth: usize,
    limit: usize,
}

/// The kind of an expression, by what may follow it and where it may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cat {
    /// `foo` ahead of a `[` that belongs to it.
    Bracket,
    /// A call with parentheses; else as `Access`.
    ParensCall,
    /// What may be followed by `[`.
    Access,
    /// A name alone, `..` and `...` alone.
    Zero,
    /// A prefix operator ahead of any of the above.
    MapBase,
    /// A call without parentheses of one argument.
    NoParensOne,
    /// Any other expression that neither ends in a `do` block nor in a call without parentheses of many arguments.
    Matched,
    /// Ends in a call without parentheses of many arguments.
    NoParens,
    /// Ends in or begins with a call with a `do` block.
    Unmatched,
}

/// What may stand in a place.
#[derive(Debug, Clone, Copy)]
struct Context {
    /// Calls may take `do` blocks here.
    blocks: bool,
    /// Calls without parentheses may have many arguments here.
    no_parens: bool,
    /// Names may be calls without parentheses at all: all but the names of structs.
    calls: bool,
    /// `{` begins no argument here: in what is wrong already, as where the name of a struct should be.
    curly_ends: bool,
}

const EVERYTHING: Context = Context {
    blocks: true,
    no_parens: true,
    calls: true,
    curly_ends: false,
};
/// An argument of a call without parentheses.
const ARGUMENT: Context = Context {
    blocks: false,
    no_parens: true,
    calls: true,
    curly_ends: false,
};
const MATCHED: Context = Context {
    blocks: false,
    no_parens: false,
    calls: true,
    curly_ends: false,
};
const STRUCT_NAME: Context = Context {
    blocks: false,
    no_parens: false,
    calls: false,
    curly_ends: false,
};
/// Keys and values of maps.
const MAP: Context = Context {
    blocks: true,
    no_parens: false,
    calls: true,
    curly_ends: false,
};

#[derive(Debug, Clone, Copy)]
struct Operand {
    node: NodeId,
    cat: Cat,
}

impl<'l> Parser<'_, 'l> {
    #[inline]
    fn kind(&self) -> Tok {
        self.tokens[self.at].kind
    }

    #[inline]
    fn token(&self) -> &'l Token {
        let tokens: &'l [Token] = self.tokens;
        &tokens[self.at]
    }

    /// The current token; moves behind it.
    #[inline]
    fn take(&mut self) -> &'l Token {
        let token = self.token();
        self.at += 1;
        token
    }

    /// The current token, which must be of that kind.
    fn expect(&mut self, kind: Tok) -> Result<&'l Token> {
        if self.kind() == kind {
            Ok(self.take())
        } else {
            Err(self.unexpected())
        }
    }

    /// Behind what was read last.
    fn end(&self) -> u32 {
        self.tokens[..self.at].last().map_or(0, |token| token.end)
    }

    /// An opening delimiter or operator, its count of line ends replaced by that of the line end behind it.
    fn take_with_eol(&mut self) -> Token {
        let mut token = *self.take();
        if self.kind() == Tok::Eol {
            token.newlines = self.take().newlines;
        }
        token
    }

    fn skip_eol(&mut self) {
        if self.kind() == Tok::Eol {
            self.at += 1;
        }
    }

    /// A closing delimiter, a line end ahead of it allowed.
    fn take_closing(&mut self, kind: Tok) -> Result<&'l Token> {
        self.skip_eol();
        self.expect(kind)
    }

    fn deeper(&mut self) -> Result<()> {
        self.depth += 1;
        if self.depth > self.limit {
            return Err(crate::lexer::too_deep(self.token().place(), self.limit));
        }
        Ok(())
    }

    fn since(&self, version: ElixirVersion) -> bool {
        self.version >= version
    }

    /// The end of an expression: `eol`, `;` or both.
    fn end_of_expression(&mut self) -> Option<&'l Token> {
        match self.kind() {
            Tok::Eol => {
                let token = self.take();
                if self.kind() == Tok::Semi {
                    self.at += 1;
                }
                Some(token)
            }
            Tok::Semi => Some(self.take()),
            _ => None,
        }
    }

    /// A whole source or interpolation.
    fn grammar(&mut self) -> Result<NodeId> {
        let leading = self.end_of_expression();
        if self.kind() == Tok::Eof {
            let end = self.token().start;
            let node = self.call(Atom::BLOCK, &[], end, end);
            let place = if self.since(ElixirVersion::V1_20) {
                Some(Place { line: 1, column: 1 })
            } else {
                leading.map(Token::place)
            };
            return Ok(self.at_place(node, place));
        }
        let base = self.list.len();
        loop {
            let operand = self.expression(EVERYTHING)?;
            self.list.push(operand.node);
            let Some(token) = self.end_of_expression() else {
                break;
            };
            if self.kind() == Tok::Eof {
                if self.since(ElixirVersion::V1_17) {
                    self.annotate_end(token);
                }
                break;
            }
            self.annotate_end(token);
        }
        if self.kind() != Tok::Eof {
            return Err(self.unexpected());
        }
        Ok(self.block(base, blocks::BlockMeta::None))
    }
}
