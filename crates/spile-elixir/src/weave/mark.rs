//! How the macro finds a node again that the text tells of.
//!
//! A node with metadata is named by its line, its kind, how many nodes of that kind on that line come before it in the
//! body, and how many there are. The macro counts in the tree that Elixir's own parser made; when its numbers are others
//! (`unquote` has put something there), it leaves the node alone.

use std::collections::HashMap;

use spile_elixir_syntax::{Ast, NodeId, Term};

use super::probe;

/// Nodes of one body, by line and kind, in the order in which the macro meets them.
pub(super) struct Marks {
    places: HashMap<NodeId, (u32, Vec<u8>, usize)>,
    counts: HashMap<(u32, Vec<u8>), usize>,
}

impl Marks {
    /// The nodes below and with `roots`.
    pub(super) fn new(ast: &Ast<'_>, roots: &[NodeId]) -> Self {
        let mut marks = Self {
            places: HashMap::new(),
            counts: HashMap::new(),
        };
        let mut todo: Vec<NodeId> = roots.iter().rev().copied().collect();
        let mut children = Vec::new();
        while let Some(node) = todo.pop() {
            if let (Some(kind), Some(place)) = (kind(ast, node), ast.place(node)) {
                let key = (place.line, kind.to_vec());
                let count = marks.counts.entry(key.clone()).or_insert(0);
                marks.places.insert(node, (key.0, key.1, *count));
                *count += 1;
            }
            children.extend(ast.children(node));
            todo.extend(children.drain(..).rev());
        }
        marks
    }

    /// `[line, kind, how many before, how many]`, nothing when the node has no place in Elixir's tree.
    pub(super) fn text(&self, node: NodeId) -> Option<String> {
        let (line, kind, before) = self.places.get(&node)?;
        let count = self.counts.get(&(*line, kind.clone()))?;
        let name = probe::atom(std::str::from_utf8(kind).ok()?);
        Some(format!("[{line}, {name}, {before}, {count}]"))
    }
}

/// The node itself, or, of a list or pair, which have no metadata, what is evaluated first of all that has some. None of literals.
pub(crate) fn first_marked(ast: &Ast<'_>, node: NodeId) -> Option<NodeId> {
    match ast.term(node) {
        Term::Call(b"|", [head, tail]) => first_marked(ast, *head).or_else(|| first_marked(ast, *tail)),
        Term::List(_) | Term::Pair(..) => ast.children(node).find_map(|child| first_marked(ast, child)),
        _ => (kind(ast, node).is_some() && ast.place(node).is_some()).then_some(node),
    }
}

/// The kind of a node: what it calls, or a variable's name.
fn kind<'a>(ast: &'a Ast<'_>, node: NodeId) -> Option<&'a [u8]> {
    match ast.term(node) {
        // `&1` is no function.
        Term::Call(b"&", [position]) if matches!(ast.term(*position), Term::Integer(_)) => None,
        Term::Call(name, _) | Term::Variable(name) => Some(name),
        Term::Apply(callee, _) => match ast.term(callee) {
            Term::Call(b".", [_, name]) => match ast.term(*name) {
                Term::Atom(name) => Some(name),
                _ => Some(b"."),
            },
            _ => Some(b"."),
        },
        _ => None,
    }
}
