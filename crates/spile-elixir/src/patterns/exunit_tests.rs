//! `exunit_tests`.

use spile_core::{NodeIdx, Outline, Pattern, Reference};

use super::behaviours::{is_one_of, modules_with, use_words};
use super::quoted::are_code;

/// The tests of ExUnit's cases.
pub(super) const PATTERN: Pattern = Pattern {
    name: "exunit_tests",
    summary: "ExUnit's tests, those of `ExUnitProperties` too",
    words: &["test", "property"],
    find,
};

/// Whether a base makes the module that uses it a case: `ExUnit.Case`, or, by convention, a module of the project's own
/// that is called so: `Shop.DataCase`, `use Shop.Support, :case`.
fn makes_case(outline: &Outline, base: &Reference) -> bool {
    is_one_of(base, &["ExUnit.Case"])
        || base.qualified.ends_with("Case")
        || base
            .qualified
            .rsplit('.')
            .next()
            .is_some_and(|last| last.ends_with("Test"))
        || use_words(outline, base).iter().any(|word| word.ends_with("case"))
}

fn find(outline: &Outline) -> Vec<NodeIdx> {
    let tree = &outline.tree;
    let modules: Vec<_> = modules_with(outline, makes_case)
        .into_iter()
        .map(|module| outline.syntax_of(module))
        .collect();
    let mut found = Vec::new();
    let code = are_code(outline);
    for (at, node) in (0..).map(NodeIdx).zip(&outline.nodes) {
        if tree.node(node.syntax).kind != "call" {
            continue;
        }
        let mut children = tree.children(node.syntax);
        let (Some(name), Some(title)) = (children.next(), children.next()) else {
            continue;
        };
        let is_test = matches!(tree.text(name), "test" | "property")
            && tree.node(name).kind == spile_core::NAME
            && matches!(
                tree.node(title).kind,
                "string" | "interpolation" | "operator" | "name" | "module_attribute"
            )
            && outline
                .call_at(node.syntax)
                .is_some_and(|call| call.definition.is_none());
        // In a function or a `quote` it would be no test of this module.
        let is_directly = modules.iter().any(|module| tree.is_within(node.syntax, *module))
            && outline.definition(node.definition).is_inner_module()
            && code[at.to_usize()];
        if is_test && is_directly {
            found.push(at);
        }
    }
    found
}
