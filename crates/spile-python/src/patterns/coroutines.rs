//! `coroutines`.

use spile_core::{NodeKind, Pattern};

use super::definitions_that;

/// `async def` functions that give a coroutine: not those that yield.
pub(super) static PATTERN: Pattern = Pattern {
    name: "coroutines",
    summary: "`async def` functions that do not yield",
    words: &["async"],
    find: |outline| definitions_that(outline, |definition| definition.kind == NodeKind::Coroutine),
};
