//! `oban_workers`.

use spile_core::{NodeIdx, Outline, Pattern};

use super::behaviours::{Function, callbacks, is_one_of, modules_with};

/// The callbacks of Oban's workers.
pub(super) const PATTERN: Pattern = Pattern {
    name: "oban_workers",
    summary: "the callbacks of Oban's workers: `perform/1`, `backoff/1`, `timeout/1`, and a `new/2` of their own",
    words: &["Oban"],
    find,
};

/// `process/1` is what `Oban.Pro.Worker` has for `perform/1`.
const CALLBACKS: &[Function] = &[
    ("perform", 1),
    ("process", 1),
    ("backoff", 1),
    ("timeout", 1),
    ("new", 2),
];

pub(super) fn find(outline: &Outline) -> Vec<NodeIdx> {
    let modules = modules_with(outline, |_, base| {
        is_one_of(base, &["Oban.Worker", "Oban.Pro.Worker"])
    });
    callbacks(outline, &modules, CALLBACKS)
}
