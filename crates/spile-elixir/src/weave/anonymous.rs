//! Which `fn` and `&` make a function of their own.

use spile_elixir_syntax::{Ast, NodeId, Term};

/// Not `&1`, nor a capture of a named function: `&f/1`, `&f(&1, &2)`.
pub(super) fn is_anonymous_function(ast: &Ast<'_>, node: NodeId) -> bool {
    let Term::Call(b"&", [captured]) = ast.term(node) else {
        return true;
    };
    match ast.term(*captured) {
        Term::Integer(_) => false,
        Term::Call(b"/", [_, arity]) if matches!(ast.term(*arity), Term::Integer(_)) => false,
        Term::Call(name, arguments) if !is_special_form(name) => !are_positions(ast, arguments),
        Term::Apply(callee, arguments) => !(is_named(ast, callee) && are_positions(ast, arguments)),
        _ => true,
    }
}

/// `Shop.total`, `:lists.sum`, `module.name`
fn is_named(ast: &Ast<'_>, callee: NodeId) -> bool {
    match ast.term(callee) {
        Term::Call(b".", [module, _]) => matches!(
            ast.term(*module),
            Term::Call(b"__aliases__", _) | Term::Atom(_) | Term::Variable(_)
        ),
        _ => false,
    }
}

/// `&1, &2, ...`
fn are_positions(ast: &Ast<'_>, arguments: &[NodeId]) -> bool {
    !arguments.is_empty()
        && arguments.iter().zip(1..).all(|(argument, position)| {
            matches!(ast.term(*argument), Term::Call(b"&", [number])
                if ast.term(*number) == Term::Integer(position))
        })
}

fn is_special_form(name: &[u8]) -> bool {
    matches!(
        name,
        b"%" | b"%{}"
            | b"{}"
            | b"<<>>"
            | b"__block__"
            | b"&"
            | b"fn"
            | b"^"
            | b"."
            | b"__aliases__"
            | b"case"
            | b"cond"
            | b"for"
            | b"with"
            | b"try"
            | b"receive"
            | b"quote"
            | b"="
            | b"::"
    )
}
