//! CPython's limit of statically nested blocks.

use ruff_python_ast::{ExceptHandler, Stmt};

/// One more block than this in a function is a `SyntaxError` (`CO_MAXBLOCKS` in `Include/cpython/code.h`, less one that
/// compilers up to 3.13 keep for themselves).
pub(crate) const MAX_NESTED_BLOCKS: usize = 19;

/// An upper bound of how many blocks nest in `body`.
pub(crate) fn nested_blocks(body: &[Stmt]) -> usize {
    body.iter().map(nested_in).max().unwrap_or(0)
}

fn nested_in(stmt: &Stmt) -> usize {
    match stmt {
        Stmt::For(stmt) => 1 + nested_blocks(&stmt.body).max(nested_blocks(&stmt.orelse)),
        Stmt::While(stmt) => 1 + nested_blocks(&stmt.body).max(nested_blocks(&stmt.orelse)),
        Stmt::With(stmt) => stmt.items.len() + nested_blocks(&stmt.body),
        Stmt::If(stmt) => stmt
            .elif_else_clauses
            .iter()
            .map(|clause| nested_blocks(&clause.body))
            .fold(nested_blocks(&stmt.body), usize::max),
        Stmt::Match(stmt) => stmt
            .cases
            .iter()
            .map(|case| nested_blocks(&case.body))
            .max()
            .unwrap_or(0),
        Stmt::Try(stmt) => {
            let handlers = stmt.handlers.iter().map(|ExceptHandler::ExceptHandler(handler)| {
                // The handler itself, and the one that unbinds its name.
                2 + nested_blocks(&handler.body)
            });
            let inner = handlers
                .fold(1 + nested_blocks(&stmt.body), usize::max)
                .max(nested_blocks(&stmt.orelse))
                .max(nested_blocks(&stmt.finalbody));
            inner + 1
        }
        _ => 0,
    }
}
