//! `generators`.

use spile_core::{NodeKind, Pattern};

use super::definitions_that;

/// Functions that yield, `async` ones too. A function that only returns a generator expression, or another's generator, is
/// none.
pub(super) static PATTERN: Pattern = Pattern {
    name: "generators",
    summary: "functions that yield, `async` ones too",
    words: &["yield"],
    find: |outline| {
        definitions_that(outline, |definition| {
            matches!(definition.kind, NodeKind::Generator | NodeKind::AsyncGenerator)
        })
    },
};
