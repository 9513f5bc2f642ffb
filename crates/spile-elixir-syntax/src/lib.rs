//! Elixir source text to Elixir's own AST (the quoted form), as `Code.string_to_quoted/2` returns it.
//!
//! [`parse`] gives the same tree and the same metadata as the chosen version of Elixir, and beside it the byte
//! range of every node; or the same error. [`Ast::to_quoted`], [`Ast::to_etf`] and [`Ast::to_json`] write it out.
//!
//! Not here: files, macro expansion, warnings, and any meaning of the program. Nothing in this crate does I/O.
//! Sources that nest deep are read by a thread, so that small stacks are enough.
//!
//! ```
//! use spile_elixir_syntax::{Options, parse};
//! let ast = parse("a + b", &Options::default()).unwrap();
//! assert_eq!(
//!     ast.to_quoted(),
//!     "{:+, [line: 1, column: 3], [{:a, [line: 1, column: 1], nil}, {:b, [line: 1, column: 5], nil}]}"
//! );
//! ```

/// The README's example is a test too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod ast;
mod atoms;
mod error;
mod lexer;
mod output;
mod parser;
mod token;
mod unicode;
mod version;

pub use ast::{Ast, NodeId, Place, Term};
pub use error::SyntaxError;
pub use version::{ElixirVersion, UnknownVersion};

/// How deep expressions and interpolations may be nested. Elixir has no limit; the deepest of 5,753 files at hand has 28
/// levels.
pub const MAX_NESTING: usize = 500;

/// What is read on the caller's stack, which takes at most 256 KiB of it in optimised builds, 2 MiB in others: NIFs have
/// no more than 320 KiB. What is nested deeper is read by a thread with a stack that is large enough.
const SHALLOW_NESTING: usize = 100;

const LARGE_STACK_BYTES: usize = 16 << 20;

/// What to parse for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Whose AST.
    pub version: ElixirVersion,
    /// The option of that name of `Code.string_to_quoted/2`: closing delimiters, line ends and more in the metadata.
    pub token_metadata: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            version: ElixirVersion::NEWEST,
            token_metadata: false,
        }
    }
}

/// Parses `source` into the quoted form.
///
/// # Errors
///
/// When Elixir of that version rejects the source; when it is nested deeper than [`MAX_NESTING`]; when it is longer
/// than 2 GiB.
pub fn parse<'s>(source: &'s str, options: &Options) -> Result<Ast<'s>, Box<SyntaxError>> {
    if source.len() > i32::MAX as usize {
        return Err(SyntaxError::new(
            Place { line: 1, column: 1 },
            "longer than 2 GiB",
            "",
        ));
    }
    match parse_within(source, options, SHALLOW_NESTING) {
        Err(error) if error.is_too_deep() => parse_deep(source, options).unwrap_or(Err(error)),
        result => result,
    }
}

fn parse_within<'s>(source: &'s str, options: &Options, limit: usize) -> Result<Ast<'s>, Box<SyntaxError>> {
    let lexed = lexer::lex(source, options.version, limit)?;
    parser::parse(source, lexed, options, limit)
}

/// None when there is no thread to be had.
fn parse_deep<'s>(source: &'s str, options: &Options) -> Option<Result<Ast<'s>, Box<SyntaxError>>> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(LARGE_STACK_BYTES);
        let parse = || parse_within(source, options, MAX_NESTING);
        thread.spawn_scoped(scope, parse).ok()?.join().ok()
    })
}
