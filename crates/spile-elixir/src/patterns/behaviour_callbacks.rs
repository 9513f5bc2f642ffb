//! `behaviour_callbacks`.

use spile_core::{DefinitionIdx, NodeIdx, Outline, Pattern};

use super::behaviours::{clauses_that, first_child, functions_of, has_body};
use super::callbacks::Callbacks;
use super::{
    genserver_callbacks, oban_workers, phoenix_live_view_callbacks, plug_callbacks, supervisor_callbacks,
};

/// Functions that are marked `@impl`, those of implementations of protocols, and the callbacks of behaviours that are known
/// by name or stand in the same source.
pub(super) const PATTERN: Pattern = Pattern {
    name: "behaviour_callbacks",
    summary: "functions that are marked `@impl`, those of `defimpl`, and callbacks of well-known behaviours",
    words: &["impl", "use", "@behaviour", "defexception"],
    find,
};

pub(super) fn find(outline: &Outline) -> Vec<NodeIdx> {
    let mut found = marked(outline);
    let conventions = [
        genserver_callbacks::find,
        supervisor_callbacks::find,
        plug_callbacks::find,
        phoenix_live_view_callbacks::find,
        oban_workers::find,
    ];
    found.extend(conventions.iter().flat_map(|find| find(outline)));
    let callbacks = Callbacks::of(outline);
    let exceptions = exceptions(outline);
    let modules = outline
        .definitions()
        .filter(|(_, module)| module.is_inner_module());
    for (idx, module) in modules {
        let exception = exceptions.contains(&idx).then_some("Exception");
        let behaviours = module.bases.iter().map(|base| base.qualified.as_str());
        let behaviours: Vec<&str> = behaviours.chain(exception).collect();
        // A protocol that is not known is not known to have less than its implementation.
        let is_unknown = module.labels.contains(&"implementation")
            && !behaviours.iter().any(|behaviour| callbacks.know(behaviour));
        found.extend(clauses_that(outline, &[idx], |function, arities| {
            is_unknown || callbacks.have(&behaviours, &function.name, arities)
        }));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The modules with a `defexception`, which gives them the behaviour `Exception`.
fn exceptions(outline: &Outline) -> Vec<DefinitionIdx> {
    let calls = outline.calls.iter().filter(|call| call.written == "defexception");
    let around = calls.filter_map(|call| outline.node_at(call.syntax));
    around
        .map(|node| outline.nodes[node.to_usize()].definition)
        .filter(|definition| outline.definition(*definition).is_inner_module())
        .collect()
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
