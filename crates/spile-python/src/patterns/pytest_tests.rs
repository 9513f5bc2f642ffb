//! `pytest_tests`.

use spile_core::{Definition, DefinitionIdx, NodeIdx, Outline, Pattern, Reference};

use super::{classes, last_segment};

/// What pytest collects as it comes: in modules called `test_...` or `..._test`, functions that begin with `test`, and such
/// methods of classes that begin with `Test` and have no `__init__`, or are derived from `unittest.TestCase`, or are bases of
/// such. Fixtures and functions inside of tests are near misses.
pub(super) static PATTERN: Pattern = Pattern {
    name: "pytest_tests",
    summary: "test functions and methods that pytest collects, unittest's too",
    words: &["test"],
    find,
};

fn find(outline: &Outline) -> Vec<NodeIdx> {
    let module = last_segment(&outline.module);
    let is_test_module = module.starts_with("test_") || module.ends_with("_test");
    // unittest and Django take these, too.
    let is_unittest_module = is_test_module || module.starts_with("test");
    if !is_unittest_module {
        return Vec::new();
    }
    let mut is_collected = vec![false; outline.definitions.len()];
    for (at, class) in classes::classes(outline) {
        let is_reachable = class
            .parent
            .is_some_and(|parent| parent == DefinitionIdx::MODULE || is_collected[parent.to_usize()]);
        let is_test_case = classes::has_base(outline, at, &is_test_case);
        let is_test_class = is_test_module && is_plain_test_class(outline, at);
        is_collected[at.to_usize()] =
            is_reachable && (is_test_case || is_test_class) && !says_no(outline, at);
    }
    // Their bases give them their tests.
    for (at, _) in classes::classes(outline) {
        if is_collected[at.to_usize()] {
            for base in classes::ancestors(outline, at) {
                is_collected[base.to_usize()] = true;
            }
        }
    }
    is_collected[DefinitionIdx::MODULE.to_usize()] = is_test_module;
    let mut found = Vec::new();
    for definition in &outline.definitions {
        let in_collected = definition
            .parent
            .is_some_and(|parent| is_collected[parent.to_usize()]);
        if in_collected && is_test(definition) {
            found.push(definition.node);
        }
    }
    found
}

fn is_test(definition: &Definition) -> bool {
    let is_fixture = |decorator: &Reference| last_segment(&decorator.written) == "fixture";
    definition.kind.is_named_function()
        && definition.name.starts_with("test")
        && !definition.labels.contains(&"property")
        && !definition.decorators.iter().any(is_fixture)
}

fn is_test_case(base: &Reference) -> bool {
    last_segment(&base.written).ends_with("TestCase") || last_segment(&base.qualified).ends_with("TestCase")
}

fn is_plain_test_class(outline: &Outline, at: DefinitionIdx) -> bool {
    outline.definition(at).name.starts_with("Test")
        && !classes::methods(outline, at)
            .any(|method| ["__init__", "__new__"].contains(&method.name.as_str()))
}

/// `__test__ = False`
fn says_no(outline: &Outline, class: DefinitionIdx) -> bool {
    classes::value_of(outline, class, "__test__").is_some_and(|value| outline.tree.text(value) == "False")
}
