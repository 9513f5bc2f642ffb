//! `oban_workers`.

use spile_core::{NodeIdx, Outline, Pattern};

use super::behaviours::{Function, callbacks, is_one_of, modules_with};

/// What Oban calls of its workers.
pub(super) const PATTERN: Pattern = Pattern {
    name: "oban_workers",
    summary: "what Oban calls of its workers: `perform/1`, `backoff/1`, `timeout/1`",
    words: &["Oban"],
    find,
};

/// `process/1` is what `Oban.Pro.Worker` has for `perform/1`.
const CALLBACKS: &[Function] = &[("perform", 1), ("process", 1), ("backoff", 1), ("timeout", 1)];

pub(super) fn find(outline: &Outline) -> Vec<NodeIdx> {
    let modules = modules_with(outline, |_, base| {
        is_one_of(base, &["Oban.Worker", "Oban.Pro.Worker"])
    });
    callbacks(outline, &modules, CALLBACKS)
}
