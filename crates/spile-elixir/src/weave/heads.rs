//! Arguments in the heads of definitions.
//!
//! What is bound to a plain variable is recorded by its name, and a literal is what it is. Any other pattern gets a macro call around
//! it, which expands to the pattern and a variable that nothing else can see:
//!
//! ```elixir
//! def f(a, :b, %{c: d}) do     ──▶     def f(a, :b, :"Elixir.Spile.Probe".argument(0, 2, %{c: d})) do
//! ```

use spile_elixir_syntax::{Ast, NodeId, Term};

use super::pieces::Pieces;
use super::probe;

/// Where the arguments of one clause are.
pub(super) struct Arguments {
    /// A list for the macro: the names of variables, literals as `{:literal, 1}`, and the indices of arguments that have a macro call
    /// around them.
    pub(super) text: String,
    /// Whether macros are called in the head.
    pub(super) needs_require: bool,
}

/// Captures the arguments of a definition's head, for the site with number `site_idx`.
pub(super) fn capture(
    ast: &Ast<'_>,
    source: &str,
    head: NodeId,
    site_idx: usize,
    pieces: &mut Pieces,
) -> Arguments {
    let mut items = Vec::new();
    let mut needs_require = false;
    for (idx, argument) in arguments(ast, head).iter().enumerate() {
        let pattern = without_default(ast, *argument);
        match (name(ast, *argument), literal(ast, source, pattern)) {
            (Some(name), _) => items.push(probe::atom(&name)),
            (None, Some(literal)) => items.push(format!("{{:literal, {literal}}}")),
            (None, None) => {
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
        // `def unquote(name)`, and `def Name`, which Elixir refuses.
        Term::Call(b"unquote" | b"__aliases__", _) => &[],
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

/// A literal as it is written, if writing it once more says nothing but what it is: Elixir has something to say of quotes and of
/// unusual characters, and a float is equal to more than itself.
fn literal<'s>(ast: &Ast<'_>, source: &'s str, pattern: NodeId) -> Option<&'s str> {
    let text = ast.range(pattern).text(source);
    let is_plain = |text: &str| {
        text.bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_ ".contains(&byte))
    };
    let says_itself = match ast.term(pattern) {
        Term::Atom(b"nil" | b"true" | b"false") => is_plain(text),
        Term::Atom(_) => text.strip_prefix(':').is_some_and(is_plain),
        Term::Integer(_) => is_plain(text),
        Term::Binary(_) => text
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'))
            .is_some_and(is_plain),
        Term::List([]) => text == "[]",
        _ => false,
    };
    says_itself.then_some(text)
}
