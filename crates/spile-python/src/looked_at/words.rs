//! The words by which a module looks at instructions.

use memchr::memmem;
use ruff_python_ast::{Expr, ExprAttribute};

use crate::bytecode_readers::DISASSEMBLER;

/// What a code object has for each instruction.
pub(super) const OF_INSTRUCTIONS: [&str; 6] = [
    "co_code",
    "_co_code_adaptive",
    "co_exceptiontable",
    "co_linetable",
    "co_lnotab",
    "co_stacksize",
];
/// What else a probe shows in. Modules that show tracebacks, or look for nested code, ask this of every code object, so it
/// tells nothing of others.
pub(super) const OF_CODE: [&str; 3] = ["co_consts", "co_lines", "co_positions"];
/// Where code objects are found: at functions, frames, generators.
const CODE: [&str; 5] = ["__code__", "f_code", "gi_code", "cr_code", "ag_code"];
/// What leads to the function or the frame whose code it is.
const FRAMES: [&str; 7] = [
    "tb_frame",
    "tb_next",
    "gi_frame",
    "cr_frame",
    "ag_frame",
    "__func__",
    "__wrapped__",
];
/// What writes code objects, and what it reads again must be equal to them.
pub(super) const MARSHAL: &str = "marshal";

/// Whether a text can have anything of this: the words are rare, and most files need not be walked.
pub(crate) fn may_look(source: &str) -> bool {
    let bytes = source.as_bytes();
    let has = |word: &str| memmem::find(bytes, word.as_bytes()).is_some();
    let part_of_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80;
    let is_word = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        let after = bytes.get(at + DISASSEMBLER.len());
        !before.is_some_and(part_of_word) && !after.is_some_and(part_of_word)
    };
    let attributes = || OF_INSTRUCTIONS.iter().chain(&OF_CODE);
    let is_attribute = |at: usize| attributes().any(|name| bytes[at..].starts_with(name.as_bytes()));
    memmem::find_iter(bytes, "co_").any(is_attribute)
        || memmem::find_iter(bytes, DISASSEMBLER).any(is_word)
        || has(MARSHAL) && has("__code__")
}

pub(super) fn is_code(attribute: &ExprAttribute) -> bool {
    CODE.contains(&attribute.attr.as_str())
}

/// What `expr` is the code or the frame of, or itself.
pub(super) fn owner_of_code(mut expr: &Expr) -> &Expr {
    while let Expr::Attribute(attribute) = expr
        && (is_code(attribute) || FRAMES.contains(&attribute.attr.as_str()))
    {
        expr = &attribute.value;
    }
    expr
}
