//! Arguments in the heads of definitions.
//!
//! What is bound to a plain variable is recorded by its name. Any other pattern gets a macro call around it, which
//! expands to the pattern and a variable that nothing else can see:
//!
//! ```elixir
//! def f(a, %{b: c}) do     ──▶     def f(a, :"Elixir.Spile.Probe".argument(0, 1, %{b: c})) do
//! ```

use spile_elixir_syntax::{Ast, NodeId, Term};

use super::pieces::Pieces;
use super::probe;

/// Where the arguments of one clause are.
pub(super) struct Arguments {
    /// A list for the macro: the names of variables, and the indices of arguments that have a macro call around them.
    pub(super) text: String,
    /// Whether macros are called in the head.
    pub(super) needs_require: bool,
}

/// Captures the arguments of a definition's head, for the site with number `site_idx`.
pub(super) fn capture(ast: &Ast<'_>, head: NodeId, site_idx: usize, pieces: &mut Pieces) -> Arguments {
    let mut items = Vec::new();
    let mut needs_require = false;
    for (idx, argument) in arguments(ast, head).iter().enumerate() {
        match name(ast, *argument) {
            Some(name) => items.push(probe::atom(&name)),
            None => {
                let pattern = without_default(ast, *argument);
                let before = probe::open_argument(site_idx, idx);
                pieces.around(ast.range(pattern), before, ")");
                items.push(idx.to_string());
                needs_require = true;
            }
        }
    }
    Arguments {
        text: format!("[{}]", items.join(", ")),
        needs_require,
    }
}

/// The arguments of a head, guards aside.
pub(super) fn arguments<'a>(ast: &'a Ast<'_>, head: NodeId) -> &'a [NodeId] {
    match ast.term(head) {
        Term::Call(b"when", [head, ..]) => arguments(ast, *head),
        // `def unquote(name)`
        Term::Call(b"unquote", _) => &[],
        Term::Call(_, arguments) | Term::Apply(_, arguments) => arguments,
        _ => &[],
    }
}

fn without_default(ast: &Ast<'_>, argument: NodeId) -> NodeId {
    match ast.term(argument) {
        Term::Call(b"\\\\", [pattern, _]) => *pattern,
        _ => argument,
    }
}

/// The variable that holds all of an argument, if there is one.
fn name(ast: &Ast<'_>, argument: NodeId) -> Option<String> {
    match ast.term(without_default(ast, argument)) {
        Term::Variable(name) if !name.starts_with(b"_") => Some(String::from_utf8(name.to_vec()).ok()?),
        Term::Call(b"=", [left, right]) => name(ast, *left).or_else(|| name(ast, *right)),
        _ => None,
    }
}
