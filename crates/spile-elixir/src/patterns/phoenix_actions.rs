//! `phoenix_actions`.

use std::collections::HashSet;

use spile_core::{DefinitionIdx, NodeIdx, Outline, Pattern, Reference};

use super::behaviours::{clauses_that, first_child, is_one_of, modules_with, use_words};

/// The actions of controllers: public functions of a connection and parameters, but for those that are plugs.
pub(super) const PATTERN: Pattern = Pattern {
    name: "phoenix_actions",
    summary: "the actions of Phoenix's controllers",
    words: &["Phoenix.Controller", "controller", "Controller"],
    find,
};

/// Functions of a connection and something else that are called by another name.
const NO_ACTIONS: &[&str] = &["call", "action", "init"];

/// Whether a base makes the module that uses it a controller: `Phoenix.Controller`, or `use Shop.Web, :controller`, whose
/// word ends so by convention.
pub(super) fn makes_controller(outline: &Outline, base: &Reference) -> bool {
    is_one_of(base, &["Phoenix.Controller"])
        || use_words(outline, base)
            .iter()
            .any(|word| word.ends_with("controller"))
}

pub(super) fn find(outline: &Outline) -> Vec<NodeIdx> {
    let modules = modules_with(outline, makes_controller);
    let mut found = Vec::new();
    for module in modules {
        let plugs = plugs_of(outline, module);
        found.extend(clauses_that(outline, &[module], |function, arities| {
            arities.contains(&2)
                && !NO_ACTIONS.contains(&function.name.as_str())
                && !plugs.contains(function.name.as_str())
                && function
                    .parameters
                    .first()
                    .is_some_and(|first| may_be_connection(&first.name))
        }));
    }
    found.sort_unstable();
    found
}

/// The functions that a module names as plugs, or another one of the source that imports it: `plug :authenticate`,
/// `pipe_through [:browser, :authenticate]`.
fn plugs_of(outline: &Outline, controller: DefinitionIdx) -> HashSet<&str> {
    let name = outline.module_of(controller);
    let modules = outline
        .definitions()
        .filter(|(_, module)| module.is_inner_module());
    let using = modules.filter(|(idx, _)| *idx == controller || imports(outline, *idx, name));
    using.flat_map(|(idx, _)| plugs_in(outline, idx)).collect()
}

/// Whether a module imports another, whose name may be an alias's.
fn imports(outline: &Outline, module: DefinitionIdx, other: &str) -> bool {
    let tree = &outline.tree;
    tree.subtree(outline.syntax_of(module)).any(|at| {
        tree.node(at).kind == "import"
            && first_child(outline, at).is_some_and(|target| {
                let written = tree.text(target);
                other == written || other.ends_with(&format!(".{written}"))
            })
    })
}

fn plugs_in(outline: &Outline, module: DefinitionIdx) -> Vec<&str> {
    let tree = &outline.tree;
    let mut plugs = Vec::new();
    for at in tree.subtree(outline.syntax_of(module)) {
        let mut children = tree.children(at);
        if tree.node(at).kind == "call"
            && let (Some(name), Some(plug)) = (children.next(), children.next())
            && matches!(tree.text(name), "plug" | "pipe_through")
        {
            let named = match tree.node(plug).kind {
                // `plug :authenticate when action in [:create]`
                "operator" => tree.children(plug).take(1).collect(),
                "list" => tree.children(plug).collect(),
                _ => vec![plug],
            };
            let atoms = named.into_iter().filter(|named| tree.node(*named).kind == "atom");
            plugs.extend(atoms.map(|atom| tree.text(atom)));
        }
    }
    plugs
}

/// Whether a parameter can take a connection: by its name, or because it takes anything or a struct apart.
fn may_be_connection(parameter: &str) -> bool {
    parameter.contains("conn") || parameter.starts_with('_') || parameter.starts_with("%{")
}
