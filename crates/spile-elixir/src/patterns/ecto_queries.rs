//! `ecto_queries`.

use spile_core::{NodeIdx, Outline, Pattern, SyntaxIdx};

use super::quoted::are_code;

/// Queries that are built of `Ecto.Query`: `from` with all its keywords, and whole pipelines of its functions.
pub(super) const PATTERN: Pattern = Pattern {
    name: "ecto_queries",
    summary: "queries that are built of `Ecto.Query`: `from`, and calls and pipelines of its functions",
    words: &["Ecto", "from"],
    find,
};

/// The functions and macros of `Ecto.Query` that give a query.
const QUERY_FUNCTIONS: &[&str] = &[
    "from",
    "where",
    "or_where",
    "join",
    "select",
    "select_merge",
    "order_by",
    "prepend_order_by",
    "group_by",
    "having",
    "or_having",
    "limit",
    "offset",
    "lock",
    "distinct",
    "update",
    "windows",
    "with_cte",
    "preload",
    "union",
    "union_all",
    "except",
    "except_all",
    "intersect",
    "intersect_all",
    "first",
    "last",
    "exclude",
    "subquery",
    "put_query_prefix",
    "reverse_order",
    "recursive_ctes",
    "with_named_binding",
    "with_ties",
    "dynamic",
];

fn find(outline: &Outline) -> Vec<NodeIdx> {
    let tree = &outline.tree;
    let is_query = |at: SyntaxIdx| {
        let Some(call) = outline.call_at(at) else {
            return false;
        };
        let name = call.written.rsplit('.').next().unwrap_or(&call.written);
        if !QUERY_FUNCTIONS.contains(&name) || tree.node(at).kind != "call" {
            return false;
        }
        // A function of the source itself is none of Ecto's, but in Ecto.
        if call.definition.is_none() && call.qualified.starts_with("Ecto.Query.") {
            return true;
        }
        call.definition.is_none()
            && call.qualified.is_empty()
            && call.written == name
            // What brought the import is elsewhere; `from x in X` is hardly anything else.
            && name == "from"
            && takes_source(outline, at)
    };
    let mut found = Vec::new();
    // Where the query that was found last ends: what is in it belongs to it.
    let mut end = SyntaxIdx(0);
    let code = are_code(outline);
    for (at, node) in (0..).map(NodeIdx).zip(&outline.nodes) {
        if node.syntax < end || !code[at.to_usize()] {
            continue;
        }
        let is_it = match tree.node(node.syntax).kind {
            "pipe" => steps(outline, node.syntax).any(is_query),
            "call" => is_query(node.syntax),
            _ => false,
        };
        if is_it {
            found.push(at);
            end = tree.end(node.syntax);
        }
    }
    found
}

/// The calls of a pipeline, the last first.
fn steps(outline: &Outline, pipe: SyntaxIdx) -> impl Iterator<Item = SyntaxIdx> {
    let tree = &outline.tree;
    let mut next = Some(pipe);
    std::iter::from_fn(move || {
        let at = next?;
        if tree.node(at).kind != "pipe" {
            next = None;
            return Some(at);
        }
        let mut sides = tree.children(at);
        next = sides.next();
        sides.next()
    })
}

/// Whether a call's first argument is `x in X`.
fn takes_source(outline: &Outline, call: SyntaxIdx) -> bool {
    let tree = &outline.tree;
    tree.children(call)
        .nth(1)
        .is_some_and(|first| tree.node(first).kind == "operator" && tree.text(first) == "in")
}
