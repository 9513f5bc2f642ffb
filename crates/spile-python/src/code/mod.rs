//! CPython's code objects, as the bytes that they are made of: what turns a compiled woven text back into the program
//! that its author wrote, to tracebacks, debuggers and coverage.
//!
//! Works on plain bytes, for CPython 3.11 to 3.15; it neither links to Python nor runs it.

mod constants;
mod exception_table;
mod first_line;
mod handler;
mod line_table;

pub use constants::{FirstNamed, first_named, move_to_end};
pub use first_line::{FirstLine, set_first_line};
pub use handler::{Opcodes, ShapeError};

use spile_source::PositionMap;

/// The parts of a code object that weaving changes. Names as in CPython.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeParts {
    /// `co_code`: pairs of operation and operand, with inline caches.
    pub code: Vec<u8>,
    /// `co_linetable`.
    pub line_table: Vec<u8>,
    /// `co_exceptiontable`.
    pub exception_table: Vec<u8>,
    /// `co_firstlineno`, 1-based.
    pub first_line: i32,
    /// `co_stacksize`, in values.
    pub stack_size: i32,
}

/// Gives `parts`, compiled from a woven text, the positions of the original, and makes the handler of a woven function
/// tell an exception from an exit. `is_probe` says which of the constants are placeholders of probes.
///
/// # Errors
/// When the handler does not look as the compilers that this was written for make it.
pub fn restore(
    parts: &mut CodeParts,
    map: &PositionMap,
    opcodes: &Opcodes,
    is_probe: impl Fn(usize) -> bool,
) -> Result<(), ShapeError> {
    handler::patch(parts, opcodes, is_probe)?;
    let (table, first_line) = line_table::relocate(&parts.line_table, parts.first_line, map);
    parts.line_table = table;
    parts.first_line = first_line;
    Ok(())
}
