//! What quoted forms look like: nodes, blocks, clauses, names.

use spile_elixir_syntax::{ElixirVersion, Options, Term as Syntax, parse};

use super::term::Term;

/// Two operands, in the order of `lexer/operators.rs`. What comes after a line end is only told for those that can follow one.
pub(super) const BINARY: &[&str] = &[
    "&&&", "|||", "^^^", "+++", "---", "<<<", ">>>", "~>>", "<<~", "<~>", "<|>", "===", "!==", "**", "..",
    "++", "--", "<>", "|>", "~>", "<~", "==", "=~", "!=", "<=", ">=", "&&", "||", "<-", "\\\\", "::", "<",
    ">", "+", "-", "*", "/", "=", "|", "and", "or", "in", "when",
];

pub(super) const UNARY: &[&str] = &["!", "^", "not", "+", "-", "~~~", "@", "&"];

/// What cannot be called by its bare name.
pub(super) const RESERVED: &[&str] = &[
    "do",
    "end",
    "fn",
    "nil",
    "true",
    "false",
    "and",
    "or",
    "not",
    "in",
    "when",
    "else",
    "rescue",
    "catch",
    "after",
    "__block__",
    "__aliases__",
];

pub(super) const SECTIONS: &[&str] = &["do", "else", "rescue", "catch", "after"];

/// `{name, meta, arguments}` of whatever kind.
pub(super) struct Node<'t> {
    pub head: &'t Term,
    pub meta: &'t [Term],
    pub rest: &'t Term,
}

impl<'t> Node<'t> {
    pub(super) fn of(term: &'t Term) -> Option<Self> {
        let [head, meta, rest] = term.as_tuple()? else {
            return None;
        };
        let meta = meta.as_list()?;
        let is_syntax =
            matches!(head, Term::Atom(_) | Term::Tuple(_)) && matches!(rest, Term::Atom(_) | Term::List(_));
        is_syntax.then_some(Self { head, meta, rest })
    }

    /// Name and arguments, when it is a call by a bare name.
    pub(super) fn call(term: &'t Term) -> Option<(&'t str, &'t [Term])> {
        let node = Self::of(term)?;
        Some((node.head.as_atom()?, node.rest.as_list()?))
    }

    pub(super) fn line(&self) -> Option<i64> {
        self.detail("line").and_then(|value| match value {
            Term::Integer(line) => Some(*line),
            _ => None,
        })
    }

    pub(super) fn detail(&self, key: &str) -> Option<&'t Term> {
        self.meta.iter().find_map(|entry| match entry.as_tuple()? {
            [name, value] if name.is(key) => Some(value),
            _ => None,
        })
    }
}

/// The statements of a block of more than one, or of none.
pub(super) fn block_of(term: &Term) -> Option<&[Term]> {
    match Node::call(term) {
        Some(("__block__", statements)) if statements.len() != 1 => Some(statements),
        _ => None,
    }
}

/// `[do: ..., rescue: ...]`, each once.
pub(super) fn sections(term: &Term) -> Option<Vec<(&str, &Term)>> {
    let mut found: Vec<(&str, &Term)> = Vec::new();
    for entry in term.as_list()? {
        let [key, value] = entry.as_tuple()? else {
            return None;
        };
        let key = key.as_atom().filter(|key| SECTIONS.contains(key))?;
        if found.iter().any(|(earlier, _)| *earlier == key) {
            return None;
        }
        found.push((key, value));
    }
    found
        .first()
        .is_some_and(|(key, _)| *key == "do")
        .then_some(found)
}

fn is_word_start(char: char) -> bool {
    char == '_' || char.is_alphabetic()
}

/// Whether a name can be written bare, ahead of parentheses or as a variable.
pub(super) fn is_name(name: &str) -> bool {
    if !name.is_ascii() {
        return is_name_beyond_ascii(name);
    }
    let body = name.strip_suffix(['?', '!']).unwrap_or(name);
    let mut chars = body.chars();
    chars
        .next()
        .is_some_and(|char| is_word_start(char) && !char.is_uppercase())
        && chars.all(|char| char == '_' || char.is_alphanumeric())
        && !RESERVED.contains(&name)
}

/// Which characters make a name depends on the version: it has to be one to the oldest and to the newest.
fn is_name_beyond_ascii(name: &str) -> bool {
    [ElixirVersion::V1_14, ElixirVersion::NEWEST]
        .into_iter()
        .all(|version| {
            let options = Options {
                version,
                ..Options::default()
            };
            parse(name, &options).is_ok_and(|ast| ast.term(ast.root()) == Syntax::Variable(name.as_bytes()))
        })
}

pub(super) fn is_alias_part(term: &Term) -> bool {
    let Some(name) = term.as_atom() else { return false };
    name.starts_with(|char: char| char.is_ascii_uppercase())
        && name
            .chars()
            .all(|char| char == '_' || char.is_ascii_alphanumeric())
}

/// `Shop`, or `__MODULE__` ahead of `.Cart`.
pub(super) fn is_alias_start(first: &Term, rest: &[Term]) -> bool {
    is_alias_part(first) || (Node::of(first).is_some() && !rest.is_empty())
}

/// `{:+, _, nil}`
pub(super) fn is_operator_name(term: &Term) -> bool {
    Node::of(term).is_some_and(|node| {
        matches!(node.rest, Term::Atom(_))
            && node.head.as_atom().is_some_and(|name| {
                BINARY.contains(&name) || UNARY.contains(&name) || matches!(name, "..//" | "..." | ".")
            })
    })
}

/// `left -> right`
pub(super) struct Clause<'t> {
    pub left: &'t [Term],
    pub right: &'t Term,
    pub line: Option<i64>,
}

/// Clauses, when the terms are nothing else.
pub(super) fn clauses(terms: &[Term]) -> Option<Vec<Clause<'_>>> {
    let clause = |term| match Node::call(term) {
        Some(("->", [left, right])) => Some(Clause {
            left: left.as_list()?,
            right,
            line: Node::of(term)?.line(),
        }),
        _ => None,
    };
    terms.iter().map(clause).collect()
}

/// The same, of a list of at least one.
pub(super) fn clause_list(term: &Term) -> Option<Vec<Clause<'_>>> {
    clauses(term.as_list().filter(|list| !list.is_empty())?)
}

/// Key and value of a pair that can be written `key: value`.
pub(super) fn keyword(term: &Term) -> Option<(&str, &Term)> {
    match term.as_tuple()? {
        [Term::Atom(key), value] => Some((key, value)),
        _ => None,
    }
}

/// Where the keywords at the end of `terms` begin: only those can be written `key: value`.
pub(super) fn keywords_start(terms: &[Term]) -> usize {
    let last = terms.iter().rposition(|term| keyword(term).is_none());
    last.map_or(0, |last| last + 1)
}

/// The line of the first node that is written, when it is known.
pub(super) fn first_line(term: &Term) -> Option<i64> {
    if let Some(node) = Node::of(term) {
        let own = node.line();
        return match (node.head, node.rest) {
            (Term::Atom(name), Term::List(args)) if args.len() == 2 && BINARY.contains(&name.as_str()) => {
                first_line(&args[0]).or(own)
            }
            (Term::Atom(name), Term::List(args)) if name == "__block__" || name == "." => {
                args.first().and_then(first_line).or(own)
            }
            (Term::Tuple(_), _) => first_line(node.head).or(own),
            _ => own,
        };
    }
    match term {
        Term::List(terms) | Term::Tuple(terms) => terms.first().and_then(first_line),
        _ => None,
    }
}
