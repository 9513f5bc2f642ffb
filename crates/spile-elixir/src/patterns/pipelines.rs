//! `pipelines`.

use spile_core::{NodeIdx, Outline, Pattern};

use super::quoted::are_code;

/// Whole pipelines: not what is a step of a longer one.
pub(super) const PATTERN: Pattern = Pattern {
    name: "pipelines",
    summary: "whole pipelines, not their steps",
    words: &["|>"],
    find,
};

fn find(outline: &Outline) -> Vec<NodeIdx> {
    let tree = &outline.tree;
    let mut found = Vec::new();
    // Where the pipeline that was seen last has its left side.
    let mut left = None;
    let code = are_code(outline);
    for (at, node) in (0..).map(NodeIdx).zip(&outline.nodes) {
        if tree.node(node.syntax).kind != "pipe" {
            continue;
        }
        if left != Some(node.syntax) && code[at.to_usize()] {
            found.push(at);
        }
        left = tree.children(node.syntax).next();
    }
    found
}
