//! `supervisor_callbacks`.

use spile_core::{NodeIdx, Outline, Pattern};

use super::behaviours::{callbacks, is_one_of, modules_with};

/// `init/1` of supervisors: the only callback that they have.
pub(super) const PATTERN: Pattern = Pattern {
    name: "supervisor_callbacks",
    summary: "`init/1` of modules that are a `Supervisor` or `DynamicSupervisor`",
    words: &["Supervisor", "supervisor"],
    find,
};

pub(super) fn find(outline: &Outline) -> Vec<NodeIdx> {
    let modules = modules_with(outline, |_, base| {
        is_one_of(base, &["Supervisor", "DynamicSupervisor", "supervisor"])
    });
    callbacks(outline, &modules, &[("init", 1)])
}
