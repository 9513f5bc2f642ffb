//! `genserver_callbacks`.

use spile_core::{NodeIdx, Outline, Pattern};

use super::behaviours::{Function, callbacks, is_one_of, modules_with};

/// The callbacks of modules that `use GenServer` or have `@behaviour GenServer`.
pub(super) const PATTERN: Pattern = Pattern {
    name: "genserver_callbacks",
    summary: "the callbacks of modules that are a `GenServer`",
    words: &["GenServer"],
    find,
};

/// `GenServer.behaviour_info(:callbacks)` of Elixir 1.20.
pub(super) const CALLBACKS: &[Function] = &[
    ("init", 1),
    ("handle_call", 3),
    ("handle_cast", 2),
    ("handle_info", 2),
    ("handle_continue", 2),
    ("terminate", 2),
    ("code_change", 3),
    ("format_status", 1),
    ("format_status", 2),
];

pub(super) fn find(outline: &Outline) -> Vec<NodeIdx> {
    let modules = modules_with(outline, |_, base| is_one_of(base, &["GenServer"]));
    callbacks(outline, &modules, CALLBACKS)
}
