//! Erlang terms to be printed.

use super::texts::{self, Otp};

/// A term: texts as they are printed, and what may be broken over lines. Each holds its characters on one line.
#[derive(Debug, Clone)]
pub(crate) enum Term {
    Atom(String, usize),
    /// Any other term without parts.
    Text(String, usize),
    /// A binary that is printed as numbers.
    Bytes(Vec<u8>, usize),
    List(Vec<Term>, usize),
    Tuple(Vec<Term>, usize),
}

impl Term {
    pub(crate) fn atom(name: &[u8], otp: Otp) -> Term {
        let text = texts::atom(name, otp);
        let width = text.chars().count();
        Term::Atom(text, width)
    }

    pub(crate) fn nil() -> Term {
        Term::Atom("nil".into(), 3)
    }

    pub(crate) fn text(text: String) -> Term {
        let width = text.chars().count();
        Term::Text(text, width)
    }

    pub(crate) fn number(number: impl Into<i64>) -> Term {
        Term::text(number.into().to_string())
    }

    /// A list of the code points of `text`.
    pub(crate) fn string(text: &str) -> Term {
        if text.is_empty() {
            return Term::list(Vec::new());
        }
        if text.chars().all(texts::printable) {
            return Term::text(texts::string(text));
        }
        Term::list(text.chars().map(|char| Term::number(char as u32)).collect())
    }

    pub(crate) fn binary(bytes: &[u8], otp: Otp) -> Term {
        if let Some(text) = texts::binary(bytes, otp) {
            return Term::text(text);
        }
        let digits: usize = bytes.iter().map(|byte| byte.to_string().len()).sum();
        Term::Bytes(bytes.to_vec(), digits + bytes.len() - 1 + 4)
    }

    pub(crate) fn list(items: Vec<Term>) -> Term {
        if items.is_empty() {
            return Term::Text("[]".into(), 2);
        }
        let width = width_within_brackets(&items);
        Term::List(items, width)
    }

    pub(crate) fn tuple(items: Vec<Term>) -> Term {
        let width = width_within_brackets(&items);
        Term::Tuple(items, width)
    }

    /// Characters on one line.
    pub(crate) fn width(&self) -> usize {
        match self {
            Term::Atom(_, width)
            | Term::Text(_, width)
            | Term::Bytes(_, width)
            | Term::List(_, width)
            | Term::Tuple(_, width) => *width,
        }
    }

    /// Whether lines are never broken inside.
    pub(crate) fn is_text(&self) -> bool {
        matches!(self, Term::Atom(..) | Term::Text(..))
    }

    /// On one line.
    pub(crate) fn write(&self, out: &mut String) {
        match self {
            Term::Atom(text, _) | Term::Text(text, _) => out.push_str(text),
            Term::Bytes(bytes, _) => {
                let bytes: Vec<String> = bytes.iter().map(u8::to_string).collect();
                out.push_str("<<");
                out.push_str(&bytes.join(","));
                out.push_str(">>");
            }
            Term::List(items, _) => write_within(items, ('[', ']'), out),
            Term::Tuple(items, _) => write_within(items, ('{', '}'), out),
        }
    }
}

fn width_within_brackets(items: &[Term]) -> usize {
    let commas = items.len().saturating_sub(1);
    items.iter().map(Term::width).sum::<usize>() + commas + 2
}

fn write_within(items: &[Term], (open, close): (char, char), out: &mut String) {
    out.push(open);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        item.write(out);
    }
    out.push(close);
}
