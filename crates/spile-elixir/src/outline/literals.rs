//! Literals: their text in the tree says the value, not how it is written.

use spile_elixir_syntax::Term;

/// Kind and text of a literal.
pub(super) fn literal(term: &Term<'_>) -> Option<(&'static str, String)> {
    Some(match term {
        Term::Integer(value) => ("integer", value.to_string()),
        Term::BigInteger(text) => ("integer", text.replace('_', "").to_ascii_lowercase()),
        Term::Float(value) => ("float", format!("{value:?}")),
        Term::Atom(name) => ("atom", String::from_utf8_lossy(name).into_owned()),
        Term::Binary(text) => ("string", String::from_utf8_lossy(text).into_owned()),
        Term::Charlist(text) => ("charlist", String::from_utf8_lossy(text).into_owned()),
        _ => return None,
    })
}

pub(super) fn is_literal(term: &Term<'_>) -> bool {
    matches!(
        term,
        Term::Integer(_)
            | Term::BigInteger(_)
            | Term::Float(_)
            | Term::Atom(_)
            | Term::Binary(_)
            | Term::Charlist(_)
    )
}
