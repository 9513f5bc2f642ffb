//! Modules that have a behaviour, and the functions that it calls.

use spile_core::{Definition, DefinitionIdx, NodeIdx, Outline, Reference, SyntaxIdx, Visibility};

/// A function by name and arity.
pub(super) type Function = (&'static str, usize);

/// The modules of a source for which one of the bases `is_it`.
pub(super) fn modules_with(
    outline: &Outline,
    is_it: impl Fn(&Outline, &Reference) -> bool,
) -> Vec<DefinitionIdx> {
    let modules = outline
        .definitions()
        .filter(|(_, module)| module.is_inner_module());
    modules
        .filter(|(_, module)| module.bases.iter().any(|base| is_it(outline, base)))
        .map(|(idx, _)| idx)
        .collect()
}

/// Whether a base is one of these modules, by its full name.
pub(super) fn is_one_of(base: &Reference, modules: &[&str]) -> bool {
    modules.contains(&base.qualified.as_str())
}

/// What `use Shop.Web, :controller` says behind the module: atoms, also in tuples and lists.
pub(super) fn use_words<'o>(outline: &'o Outline, base: &Reference) -> Vec<&'o str> {
    if outline.tree.node(base.syntax).kind != "use" {
        return Vec::new();
    }
    let options = outline.tree.children(base.syntax).skip(1);
    let all = options.flat_map(|option| outline.tree.subtree(option));
    all.filter(|at| outline.tree.node(*at).kind == "atom")
        .map(|at| outline.tree.text(at))
        .collect()
}

/// The functions directly in a module.
pub(super) fn functions_of(
    outline: &Outline,
    module: DefinitionIdx,
) -> impl Iterator<Item = (DefinitionIdx, &Definition)> {
    let all = outline.definitions();
    all.filter(move |(_, definition)| {
        definition.parent == Some(module) && definition.kind.is_named_function()
    })
}

/// The clauses with a body of those public functions of the modules that `is_called`. What arguments can be left out of has
/// several arities.
pub(super) fn clauses_that(
    outline: &Outline,
    modules: &[DefinitionIdx],
    is_called: impl Fn(&Definition, std::ops::RangeInclusive<usize>) -> bool,
) -> Vec<NodeIdx> {
    let mut found = Vec::new();
    for module in modules {
        for (idx, definition) in functions_of(outline, *module) {
            let most = definition.parameters.len();
            let first = outline.definition(outline.function_of(idx));
            let n_defaults = first
                .parameters
                .iter()
                .filter(|parameter| parameter.has_default)
                .count();
            if definition.visibility == Visibility::Public
                && has_body(definition)
                && is_called(definition, most.saturating_sub(n_defaults)..=most)
            {
                found.push(definition.node);
            }
        }
    }
    found.sort_unstable();
    found
}

/// The clauses of callbacks.
pub(super) fn callbacks(
    outline: &Outline,
    modules: &[DefinitionIdx],
    callbacks: &[Function],
) -> Vec<NodeIdx> {
    clauses_that(outline, modules, |definition, arities| {
        callbacks
            .iter()
            .any(|(name, arity)| *name == definition.name && arities.contains(arity))
    })
}

pub(super) fn has_body(definition: &Definition) -> bool {
    !definition.labels.contains(&"head")
}

/// The first child of a node.
pub(super) fn first_child(outline: &Outline, at: SyntaxIdx) -> Option<SyntaxIdx> {
    outline.tree.children(at).next()
}
