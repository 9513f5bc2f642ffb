//! The Python front end: finds definitions with ruff's parser and weaves probes into the text.
//!
//! Entry point: [`Python`], a [`spile_core::Frontend`]. Weaving is text insertion only; the user's own CPython compiles
//! the result. A probe is `b'spile:>' in b'spile:7'`: without Spile it does nothing, with Spile the constant is replaced by a
//! native object after compilation. ARCHITECTURE.md says why, and what the left operand means.
//!
//! Not here: compiling, code objects, the recorder.
//!
//! ```
//! use spile_core::{Frontend, Plan};
//! let weaving = spile_python::Python.weave("def f(x):\n    return x\n", "m", &Plan::default()).unwrap();
//! assert_eq!(
//!     weaving.insertions.apply("def f(x):\n    return x\n").text,
//!     "def f(x):\n b'spile:>' in b'spile:0'\n try:\n    return x\n finally: b'spile:<' in b'spile:0'\n"
//! );
//! ```

mod accepted;
mod blocks;
mod bodies;
mod bytecode_readers;
mod calls;
pub mod code;
mod code_pattern;
mod encoding;
mod expressions;
mod folding;
mod functions;
mod indentation;
mod lines;
mod looked_at;
mod nesting;
mod outline;
mod parse;
mod patterns;
mod probe;
mod scope;
mod tails;
mod weaver;

pub use accepted::{Attempt, Refusal, weave_accepted};
pub use encoding::{contradicts_mark, decode};

use std::fmt;

use ruff_python_ast::ModModule;
use ruff_python_parser::Parsed;
use spile_core::{Asks, CodePattern, Frontend, Module, Outline, Pattern, Plan, Weaving};
use spile_source::{ByteOffset, LineIndex};

use crate::nesting::Nesting;

/// The Python front end.
#[derive(Clone, Copy, Debug, Default)]
pub struct Python;

/// Why a Python source cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    message: String,
}

impl ParseError {
    /// What the parser says, and where: `line 2, column 5: ...`, both from 1, the column in characters.
    fn at(error: &ruff_python_parser::ParseError, source: &str) -> ParseError {
        let at = ByteOffset::new(error.location.start().to_u32());
        let place = LineIndex::new(source).line_col(at);
        let line_start = at.to_usize() - place.col as usize;
        let column = source
            .get(line_start..at.to_usize())
            .map_or(0, |text| text.chars().count())
            + 1;
        ParseError {
            message: format!("line {}, column {column}: {}", place.line, error.error),
        }
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ParseError {}

/// CPython's own limit of nested brackets (`MAXLEVEL` in `Parser/lexer/state.h`): what nests deeper is no program.
const MAX_NESTED_BRACKETS: usize = 200;

/// CPython's parser, symbol table and compiler give up before this many levels of the syntax tree (`MAXSTACK` in
/// `Parser/pegen.h` is 6,000 or less); with a recursion limit raised by hand they get somewhat further.
const MAX_LEVELS: usize = 10_000;

/// More than parsing, walking or dropping one level of the syntax tree takes from the stack, in bytes, without
/// optimisation; what does not nest at all needs `STACK_OF_ALL`.
const STACK_OF_LEVEL: usize = 8 * 1024;
const STACK_OF_ALL: usize = 256 * 1024;

/// Sources up to this size in bytes are parsed before it is known how deep they nest, which saves reading the tokens
/// twice. The parser maps more stack as it goes down: some 100 MB for the worst source of that size.
const PARSED_AT_ONCE: usize = 64 * 1024;

fn check_depth(nesting: Nesting) -> Result<(), ParseError> {
    if nesting.brackets > MAX_NESTED_BRACKETS || nesting.levels > MAX_LEVELS {
        return Err(ParseError {
            message: "it nests too deeply".into(),
        });
    }
    Ok(())
}

impl Frontend for Python {
    type ParseError = ParseError;

    fn weave(&self, source: &str, module: &str, plan: &Plan) -> Result<Weaving, ParseError> {
        with_syntax(source, |parsed| weaver::weave(source, module, plan, parsed))
    }

    fn outline(&self, source: &str, module: Module<'_>) -> Result<Outline, ParseError> {
        with_syntax(source, |parsed| outline::outline(source, module, parsed.syntax()))
    }

    fn weave_asked(
        &self,
        source: &str,
        module: Module<'_>,
        plan: &mut Plan,
        ask: impl FnOnce(&Outline) -> Asks,
    ) -> Result<(Outline, Weaving), ParseError> {
        with_syntax(source, |parsed| {
            let outline = outline::outline(source, module, parsed.syntax());
            plan.asks = ask(&outline);
            let weaving = if plan.asks.asks_for_any() {
                weaver::weave(source, module.name, plan, parsed)
            } else {
                Weaving::default()
            };
            (outline, weaving)
        })
    }

    fn code_pattern(&self, code: &str) -> Result<CodePattern, ParseError> {
        code_pattern::parse(code)
    }

    fn patterns(&self) -> &'static [&'static Pattern] {
        patterns::ALL
    }

    fn kinds(&self) -> &'static [&'static str] {
        outline::KINDS
    }
}

/// Parses `source` and gives its syntax to `then`, on a stack that suffices for walking it.
fn with_syntax<T>(source: &str, then: impl FnOnce(&Parsed<ModModule>) -> T) -> Result<T, ParseError> {
    if source.len() >= u32::MAX as usize / 4 {
        return Err(ParseError {
            message: "the file is larger than 1 GiB".into(),
        });
    }
    if source.len() > PARSED_AT_ONCE {
        check_depth(Nesting::of(source))?;
    }
    // The thread is the program's own, and may have any stack: what is missing is mapped for as long as it takes.
    // The parser sees to its own stack, once it has enough to begin with.
    let parsed = stacker::maybe_grow(STACK_OF_ALL, STACK_OF_ALL, || parse::parse(source));
    let nesting = Nesting::of_parsed(&parsed);
    let stack = STACK_OF_ALL + nesting.levels * STACK_OF_LEVEL;
    stacker::maybe_grow(stack, stack, move || {
        check_depth(nesting)?;
        let parsed = parse::checked(parsed, source).map_err(|error| ParseError::at(&error, source))?;
        Ok(then(&parsed))
    })
}
