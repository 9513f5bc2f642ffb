//! `plug_callbacks`.

use spile_core::{DefinitionIdx, NodeIdx, Outline, Pattern, SyntaxIdx};

use super::behaviours::{Function, callbacks, functions_of, is_one_of, modules_with};
use super::phoenix_actions;

/// `init/1` and `call/2` of plugs.
pub(super) const PATTERN: Pattern = Pattern {
    name: "plug_callbacks",
    summary: "`init/1` and `call/2` of modules that are a `Plug`",
    words: &["Plug", "Phoenix", ":controller", ":plug"],
    find,
};

const CALLBACKS: &[Function] = &[("init", 1), ("call", 2)];

/// What makes the module that uses it a plug.
const PLUGS: &[&str] = &[
    "Plug",
    "Plug.Builder",
    "Plug.Router",
    "Plug.ErrorHandler",
    "Phoenix.Controller",
    "Phoenix.Endpoint",
    "Phoenix.Router",
];

pub(super) fn find(outline: &Outline) -> Vec<NodeIdx> {
    let mut modules = modules_with(outline, |outline, base| {
        is_one_of(base, PLUGS) || phoenix_actions::makes_controller(outline, base)
    });
    modules.extend(by_their_functions(outline, &modules));
    callbacks(outline, &modules, CALLBACKS)
}

/// A module with both functions that imports `Plug.Conn`, or that the source names as a plug, is one, whether it says so or not.
fn by_their_functions(outline: &Outline, known: &[DefinitionIdx]) -> Vec<DefinitionIdx> {
    let has = |module: DefinitionIdx, (name, arity): Function| {
        functions_of(outline, module)
            .any(|(_, function)| function.name == name && function.parameters.len() == arity)
    };
    let modules = outline
        .definitions()
        .filter(|(_, module)| module.is_inner_module());
    let plugs = named_plugs(outline);
    let is_named = |module: DefinitionIdx| {
        let name = outline.module_of(module);
        plugs
            .iter()
            .any(|plug| name == *plug || name.ends_with(&format!(".{plug}")))
    };
    modules
        .map(|(idx, _)| idx)
        .filter(|idx| !known.contains(idx) && CALLBACKS.iter().all(|callback| has(*idx, *callback)))
        .filter(|idx| is_named(*idx) || imports_conn(outline, outline.syntax_of(*idx)))
        .collect()
}

/// The modules that the source names as plugs: `plug Shop.Locale, "de"`.
fn named_plugs(outline: &Outline) -> Vec<&str> {
    let tree = &outline.tree;
    let calls = outline.nodes.iter().filter_map(|node| {
        let mut children = tree.children(node.syntax);
        let (name, plug) = (children.next()?, children.next()?);
        let is_plug = tree.node(node.syntax).kind == "call" && tree.text(name) == "plug";
        let is_module = tree.node(plug).kind == spile_core::NAME
            && tree
                .text(plug)
                .starts_with(|first: char| first.is_ascii_uppercase());
        (is_plug && is_module).then(|| tree.text(plug))
    });
    calls.collect()
}

fn imports_conn(outline: &Outline, module: SyntaxIdx) -> bool {
    outline.tree.subtree(module).any(|at| {
        outline.tree.node(at).kind == "import"
            && outline
                .tree
                .children(at)
                .next()
                .is_some_and(|target| outline.tree.text(target) == "Plug.Conn")
    })
}
