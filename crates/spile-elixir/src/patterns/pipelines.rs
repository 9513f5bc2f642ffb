//! `pipelines`.

use spile_core::{NodeIdx, Outline, Pattern};

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
    for (at, node) in (0..).map(NodeIdx).zip(&outline.nodes) {
        if tree.node(node.syntax).kind != "pipe" {
            continue;
        }
        if left != Some(node.syntax) {
            found.push(at);
        }
        left = tree.children(node.syntax).next();
    }
    found
}
