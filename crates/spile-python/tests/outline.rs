//! What holds for the outline of every Python file of some directories: see `corpus`.

mod corpus;

use std::collections::HashSet;

use spile_core::{Frontend, Module, NodeIdx, Outline, Role, SyntaxIdx};
use spile_python::Python;

fn outline(source: &str) -> Option<Outline> {
    Python.outline(source, Module::from("m")).ok()
}

/// What is wrong with an outline.
fn fault(outline: &Outline, source: &str) -> Option<String> {
    let mut ids = HashSet::new();
    for node in (0..outline.nodes.len() as u32).map(NodeIdx) {
        let id = outline.id(node);
        if ids.contains(&id) {
            return Some(format!("two nodes are {id}"));
        }
        ids.insert(id);
    }
    for (idx, node) in outline.tree.nodes().iter().enumerate() {
        let at = SyntaxIdx(idx as u32);
        let mut before = node.range.start();
        for child in outline.tree.children(at) {
            let range = outline.tree.node(child).range;
            if range.start() < before || range.end() > node.range.end() {
                return Some(format!("{:?} is outside of {node:?}", outline.tree.node(child)));
            }
            before = range.start();
        }
        if source
            .get(node.range.start().to_usize()..node.range.end().to_usize())
            .is_none()
        {
            return Some(format!("{node:?} has no text"));
        }
    }
    let in_order = outline.calls.is_sorted_by_key(|call| call.syntax);
    let calls = outline
        .tree
        .nodes()
        .iter()
        .filter(|node| node.kind == "call")
        .count();
    if !in_order || calls != outline.calls.len() {
        return Some("the calls are not those of the tree".into());
    }
    let definitions = outline
        .nodes
        .iter()
        .filter(|node| outline.tree.node(node.syntax).role == Role::Definition);
    if definitions
        .map(|node| node.definition)
        .ne(outline.definitions().map(|(idx, _)| idx))
    {
        return Some("the definitions are not those of the tree".into());
    }
    None
}

#[test]
fn ids_are_unique_and_the_tree_is_in_source_order() {
    let faults = corpus::each(|source| {
        let outline = outline(source)?;
        fault(&outline, source)
    });
    assert!(faults.is_empty(), "{faults:#?}");
}
