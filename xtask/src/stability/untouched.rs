//! IDs of nodes that a commit did not touch: all their lines are, in git's eyes, the ones of before.
//!
//! The text on such lines is the same, so that the syntax trees are equal; what counts as the same node besides is that
//! it starts and ends at the same columns of those lines, is of the same kind, and that the definitions around it have
//! the same names.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use spile_core::{NodeIdx, Role, Scheme, match_nodes};
use spile_source::{ByteOffset, LineCol};

use super::history::{Hunk, LineMap};
use super::source::File;

/// What became of the IDs of untouched nodes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Ids {
    pub(super) untouched: u64,
    /// The node has another ID now.
    pub(super) changed: u64,
    /// And another node has its old one.
    pub(super) misleading: u64,
}

/// What the pairing of two revisions says of untouched nodes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Paired {
    /// Those that have another ID in the default scheme.
    pub(super) changed: u64,
    /// And are found all the same.
    pub(super) found: u64,
    /// Of all, those that are taken for another node.
    pub(super) wrong: u64,
}

/// In the order of the schemes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Untouched {
    pub(super) definitions: [Ids; 4],
    pub(super) expressions: [Ids; 4],
    #[serde(default)]
    pub(super) definitions_paired: Paired,
    #[serde(default)]
    pub(super) expressions_paired: Paired,
    /// Untouched definitions that have another path now, because one around them has another name.
    pub(super) carried: u64,
}

/// The IDs of the untouched nodes of one file.
pub(super) fn compare(old: &File, new: &File, hunks: &[Hunk], sum: &mut Untouched) {
    let map = LineMap(hunks);
    let places: HashMap<(u32, u32, &str), NodeIdx> = (0..new.outline.nodes.len() as u32)
        .map(NodeIdx)
        .map(|at| {
            let (start, end) = new.range(at);
            (
                (
                    start,
                    end,
                    new.outline.kind_word(&new.outline.nodes[at.to_usize()]),
                ),
                at,
            )
        })
        .collect();
    let taken: [HashSet<&str>; 4] =
        std::array::from_fn(|scheme| new.ids[scheme].iter().map(String::as_str).collect());
    let pairs = match_nodes(
        std::slice::from_ref(&old.outline),
        std::slice::from_ref(&new.outline),
        &[(0, 0)],
    );
    let pairs: HashMap<NodeIdx, NodeIdx> = pairs.iter().map(|pair| (pair.old.1, pair.new.1)).collect();
    // The module is touched by every change.
    for at in (1..old.outline.nodes.len() as u32).map(NodeIdx) {
        let (first, last) = old.lines_of(at);
        let Some(moved) = map.moved(first, last) else {
            continue;
        };
        let (start, end) = old.range(at);
        let place = |byte: u32| {
            let at = old.lines.line_col(ByteOffset::new(byte));
            let line = at.line - first + moved;
            new.lines.offset(LineCol { line, col: at.col }).to_u32()
        };
        let node = &old.outline.nodes[at.to_usize()];
        let kind = old.outline.kind_word(node);
        // The end can be the end of a line that the file no longer ends at.
        let Some(&found) = places.get(&(place(start), place(start) + (end - start), kind)) else {
            continue;
        };
        let is_definition = old.outline.tree.node(node.syntax).role == Role::Definition
            && old.outline.definition(node.definition).has_own_id();
        let names = |file: &File, at: NodeIdx| {
            let node = file.outline.nodes[at.to_usize()];
            file.names(file.outline.named(node.definition))
        };
        if names(old, at) != names(new, found) {
            sum.carried += u64::from(is_definition);
            continue;
        }
        let (counts, paired) = if is_definition {
            (&mut sum.definitions, &mut sum.definitions_paired)
        } else {
            (&mut sum.expressions, &mut sum.expressions_paired)
        };
        let hybrid = place_of(Scheme::Hybrid);
        if old.ids[hybrid][at.to_usize()] != new.ids[hybrid][found.to_usize()] {
            paired.changed += 1;
            paired.found += u64::from(pairs.get(&at) == Some(&found));
        }
        paired.wrong += u64::from(pairs.get(&at).is_some_and(|other| *other != found));
        for (scheme, counts) in counts.iter_mut().enumerate() {
            let (was, is) = (
                &old.ids[scheme][at.to_usize()],
                &new.ids[scheme][found.to_usize()],
            );
            counts.untouched += 1;
            if was != is {
                counts.changed += 1;
                counts.misleading += u64::from(taken[scheme].contains(was.as_str()));
            }
        }
    }
}

impl Untouched {
    pub(super) fn add(&mut self, other: &Self) {
        let add = |sums: &mut [Ids; 4], others: &[Ids; 4]| {
            for (sum, other) in sums.iter_mut().zip(others) {
                sum.untouched += other.untouched;
                sum.changed += other.changed;
                sum.misleading += other.misleading;
            }
        };
        add(&mut self.definitions, &other.definitions);
        add(&mut self.expressions, &other.expressions);
        let pairs = [
            (&mut self.definitions_paired, &other.definitions_paired),
            (&mut self.expressions_paired, &other.expressions_paired),
        ];
        for (sum, other) in pairs {
            sum.changed += other.changed;
            sum.found += other.found;
            sum.wrong += other.wrong;
        }
        self.carried += other.carried;
    }
}

/// The place of a scheme in what is counted.
pub(super) fn place_of(scheme: Scheme) -> usize {
    Scheme::ALL.iter().position(|other| *other == scheme).unwrap_or(0)
}
