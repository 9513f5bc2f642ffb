//! `behaviour_callbacks`.

use spile_core::{DefinitionIdx, NodeIdx, Outline, Pattern};

use super::behaviours::{callbacks, first_child, functions_of, has_body, is_one_of, modules_with};
use super::{
    genserver_callbacks, oban_workers, phoenix_live_view_callbacks, plug_callbacks, supervisor_callbacks,
};

/// Functions that are marked `@impl`, and the callbacks of behaviours that other patterns know.
pub(super) const PATTERN: Pattern = Pattern {
    name: "behaviour_callbacks",
    summary: "functions that are marked `@impl`, and callbacks of well-known behaviours",
    words: &["impl", "use", "@behaviour"],
    find,
};

pub(super) fn find(outline: &Outline) -> Vec<NodeIdx> {
    let mut found = marked(outline);
    let known = [
        genserver_callbacks::find,
        supervisor_callbacks::find,
        plug_callbacks::find,
        phoenix_live_view_callbacks::find,
        oban_workers::find,
    ];
    found.extend(known.iter().flat_map(|find| find(outline)));
    let applications = modules_with(outline, |_, base| {
        is_one_of(base, &["Application", "application"])
    });
    found.extend(callbacks(
        outline,
        &applications,
        &[
            ("start", 2),
            ("stop", 1),
            ("prep_stop", 1),
            ("config_change", 3),
            ("start_phase", 3),
        ],
    ));
    found.sort_unstable();
    found.dedup();
    found
}

/// All clauses of the functions of which one has `@impl` before it, but `@impl false`.
fn marked(outline: &Outline) -> Vec<NodeIdx> {
    let mut found = Vec::new();
    let modules = outline
        .definitions()
        .filter(|(_, module)| module.is_inner_module());
    for (module, _) in modules {
        for (idx, function) in functions_of(outline, module) {
            if has_body(function) && outline.clauses_of(idx).any(|clause| is_marked(outline, clause)) {
                found.push(function.node);
            }
        }
    }
    found
}

fn is_marked(outline: &Outline, clause: DefinitionIdx) -> bool {
    outline.definition(clause).decorators.iter().any(|decorator| {
        decorator.written == "impl"
            && first_child(outline, decorator.syntax).is_some_and(|value| outline.tree.text(value) != "false")
    })
}
