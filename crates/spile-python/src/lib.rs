//! The Python front end: finds definitions with ruff's parser and weaves probes into the text.
//!
//! Entry point: [`Python`], a [`spile_core::Frontend`]. Weaving is text insertion only; the user's own CPython compiles
//! the result. A probe is `0 in b'spile:7'`: without Spile it does nothing, with Spile the constant is replaced by a
//! native object after compilation. ARCHITECTURE.md says why, and what the left operand means.
//!
//! Not here: compiling, code objects, the recorder.
//!
//! ```
//! use spile_core::{Frontend, Plan};
//! let weaving = spile_python::Python.weave("def f(x):\n    return x\n", "m", &Plan::default()).unwrap();
//! assert_eq!(
//!     weaving.insertions.apply("def f(x):\n    return x\n").text,
//!     "def f(x):\n 0 in b'spile:0'\n try:\n    return x\n finally: 1 in b'spile:0'\n"
//! );
//! ```

mod blocks;
pub mod code;
mod encoding;
mod expressions;
mod functions;
mod indentation;
mod lines;
mod probe;
mod scope;
mod tails;
mod weaver;

pub use encoding::decode;

use std::fmt;

use ruff_python_parser::parse_module;
use spile_core::{Frontend, Plan, Weaving};

/// The Python front end.
#[derive(Clone, Copy, Debug, Default)]
pub struct Python;

/// Why a Python source cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    message: String,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ParseError {}

/// CPython's own limit of nested brackets (`MAXSTACK` in `Parser/lexer/state.h`): what nests deeper is no program,
/// and must not exhaust the stack of ours.
const MAX_NESTED_BRACKETS: usize = 200;

impl Frontend for Python {
    type ParseError = ParseError;

    fn weave(&self, source: &str, module: &str, plan: &Plan) -> Result<Weaving, ParseError> {
        if source.len() >= u32::MAX as usize / 4 {
            return Err(ParseError {
                message: "the file is larger than 1 GiB".into(),
            });
        }
        if nested_brackets(source) > MAX_NESTED_BRACKETS {
            return Err(ParseError {
                message: "too many nested brackets".into(),
            });
        }
        let parsed = parse_module(source).map_err(|error| ParseError {
            message: error.to_string(),
        })?;
        Ok(weaver::weave(source, module, plan, &parsed))
    }
}

/// An upper bound of how deep brackets nest: those in strings and comments count as well.
fn nested_brackets(source: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for byte in source.bytes() {
        match byte {
            b'(' | b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}
