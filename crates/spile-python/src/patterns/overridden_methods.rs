//! `overridden_methods`.

use std::sync::LazyLock;

use spile_core::{Definition, DefinitionIdx, NodeIdx, Outline, Pattern, Reference};

use super::{classes, last_segment};

/// Methods that take the place of one that a base class has: the base is in this source or one of Python's own, or
/// `@override` or a call of `super()`'s method of the same name says so. What every object has does not count, unless a
/// base other than `object` defines it. A method of the same name in a class beside it is a near miss.
pub(super) static PATTERN: Pattern = Pattern {
    name: "overridden_methods",
    summary: "methods that take the place of one of a base class",
    words: &["class"],
    find,
};

fn find(outline: &Outline) -> Vec<NodeIdx> {
    let mut found = Vec::new();
    for (at, class) in classes::classes(outline) {
        if class.bases.is_empty() {
            continue;
        }
        let ancestors = classes::ancestors(outline, at);
        let bases: Vec<&Reference> = [&[at], &ancestors[..]]
            .concat()
            .into_iter()
            .flat_map(|class| &outline.definition(class).bases)
            .collect();
        for method in classes::methods(outline, at) {
            let is_in_base = |base: &DefinitionIdx| {
                classes::methods(outline, *base).any(|other| other.name == method.name)
                    || classes::binds(outline, *base, &method.name)
            };
            let is_in_standard = |base: &&Reference| standard_class_has(&base.qualified, &method.name);
            if ancestors.iter().any(is_in_base)
                || bases.iter().any(is_in_standard)
                || is_marked(method)
                || calls_super(
                    outline,
                    outline.nodes[method.node.to_usize()].definition,
                    &method.name,
                )
            {
                found.push(method.node);
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a class of Python's own defines something. The table is made by `xtask/patterns/standard_bases.py`; its lines
/// are sorted.
fn standard_class_has(class: &str, name: &str) -> bool {
    static LINES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
        let lines = include_str!("standard_bases.txt").lines();
        lines.filter_map(|line| line.split_once(' ')).collect()
    });
    let Ok(place) = LINES.binary_search_by_key(&class, |(class, _)| class) else {
        return false;
    };
    LINES[place].1.split(' ').any(|has| match has.strip_prefix(':') {
        Some(base) => standard_class_has(base, name),
        None => has == name,
    })
}

/// `@override`
fn is_marked(method: &Definition) -> bool {
    let is_override = |decorator: &Reference| last_segment(&decorator.written) == "override";
    method.decorators.iter().any(is_override)
}

/// Whether it calls the method of the same name of `super()`.
fn calls_super(outline: &Outline, at: DefinitionIdx, name: &str) -> bool {
    let mut calls = classes::calls_within(outline, at);
    calls.any(|call| {
        call.written
            .strip_prefix("super().")
            .is_some_and(|called| called == name)
    })
}
