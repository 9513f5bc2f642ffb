//! Forms of the AST that outline and weaving read alike.

use spile_elixir_syntax::{Ast, NodeId, Term};

/// What a keyword list says for `key`.
pub(crate) fn keyword_value(ast: &Ast<'_>, list: NodeId, key: &[u8]) -> Option<NodeId> {
    let Term::List(pairs) = ast.term(list) else {
        return None;
    };
    pairs.iter().find_map(|pair| match ast.term(*pair) {
        Term::Pair(name, value) if ast.term(name) == Term::Atom(key) => Some(value),
        _ => None,
    })
}

/// Whether a body is a list of clauses, as behind `case x do`.
pub(crate) fn is_clauses(ast: &Ast<'_>, body: NodeId) -> bool {
    match ast.term(body) {
        Term::List([first, ..]) => matches!(ast.term(*first), Term::Call(b"->", _)),
        _ => false,
    }
}

/// Whether the attribute of this name holds a type: nothing in it runs.
pub(crate) fn is_type_attribute(name: &[u8]) -> bool {
    matches!(
        name,
        b"spec" | b"type" | b"typep" | b"opaque" | b"callback" | b"macrocallback"
    )
}
