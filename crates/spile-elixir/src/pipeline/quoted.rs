//! Quoted forms beside each other: one that was given, and what was parsed from its text.
//!
//! Weaving inserts, so the nodes of what was given come in the same order in what was woven. So their metadata, which
//! no text has (contexts of variables, lines of elsewhere, what macros left), finds its way back.

use std::collections::{HashMap, VecDeque};
use std::fmt;

use super::node::Node;
use super::spell::TERM;
use super::term::Term;

/// The key of node IDs in metadata.
pub const NODE_ID: &str = "elixir_ast_node_id";

/// What a node is in its order: all that must agree between two forms of it. Blocks are passed over: parentheses make and
/// unmake those of one statement.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Head<'t> {
    Variable(&'t str),
    Call(&'t str, usize),
    Apply(usize),
}

fn head(term: &Term) -> Option<Head<'_>> {
    let node = Node::of(term)?;
    match (node.head, node.rest) {
        (Term::Atom(name), Term::List(_)) if name == "__block__" => None,
        (Term::Atom(name), Term::List(arguments)) => Some(Head::Call(name, arguments.len())),
        (Term::Atom(name), _) => Some(Head::Variable(name)),
        (_, Term::List(arguments)) => Some(Head::Apply(arguments.len())),
        _ => None,
    }
}

/// Which of the terms that have no spelling a node stands for.
fn placeholder(term: &Term) -> Option<usize> {
    match Node::call(term) {
        Some((TERM, [Term::Integer(number)])) => usize::try_from(*number).ok(),
        _ => None,
    }
}

/// What cannot be brought back together: the node that differs, as it was given and as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Differs {
    /// How many nodes agree.
    pub at: usize,
    /// As it was given.
    pub given: Option<String>,
    /// As it was read from the text.
    pub read: Option<String>,
}

impl fmt::Display for Differs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = |node: &Option<String>| match node {
            Some(node) => node.chars().take(200).collect(),
            None => "nothing".to_owned(),
        };
        let (given, read) = (told(&self.given), told(&self.read));
        write!(f, "node {} is {given}, and as source text {read}", self.at + 1)
    }
}

impl std::error::Error for Differs {}

/// `read`, with the metadata and contexts of `given` at the nodes that are not `inserted`, and `terms` where there are placeholders.
/// Node IDs that are in the metadata of `read` take the place of those of `given`.
///
/// # Errors
/// When the nodes are not those of `given`.
pub fn restore(
    given: &Term,
    read: Term,
    terms: &[&Term],
    inserted: &dyn Fn(&[Term]) -> bool,
) -> Result<Term, Differs> {
    let mut seen = Given::default();
    let is_opaque = |term: &Term| terms.iter().any(|opaque| std::ptr::eq(*opaque, term));
    seen.visit(given, &is_opaque);
    let mut restoring = Restoring {
        nodes: seen.nodes,
        blocks: seen.blocks,
        next: 0,
        terms,
        inserted,
    };
    let restored = restoring.term(read)?;
    match restoring.nodes.get(restoring.next) {
        None => Ok(restored),
        Some(given) => Err(Differs {
            at: restoring.next,
            given: Some(format!("{given:?}")),
            read: None,
        }),
    }
}

type Blocks<'t> = HashMap<(usize, bool), VecDeque<&'t Term>>;

/// What a form consists of, in order.
#[derive(Default)]
struct Given<'t> {
    nodes: Vec<&'t Term>,
    /// The metadata of blocks, by how many nodes are before them, and whether they hold one statement.
    blocks: Blocks<'t>,
}

impl<'t> Given<'t> {
    fn visit(&mut self, term: &'t Term, is_opaque: &dyn Fn(&Term) -> bool) {
        if is_opaque(term) {
            return;
        }
        if (is_block(term) || wrapped(term).is_some())
            && let Some([_, meta, _]) = term.as_tuple()
        {
            let key = (self.nodes.len(), wrapped(term).is_some());
            self.blocks.entry(key).or_default().push_back(meta);
        }
        if head(term).is_some() {
            self.nodes.push(term);
        }
        match term {
            Term::Tuple(parts) if Node::of(term).is_some() => {
                self.visit(&parts[0], is_opaque);
                self.visit(&parts[2], is_opaque);
            }
            Term::Tuple(parts) | Term::List(parts) => {
                parts.iter().for_each(|part| self.visit(part, is_opaque))
            }
            _ => {}
        }
    }
}

/// A block that is more than parentheses.
fn is_block(term: &Term) -> bool {
    matches!(Node::call(term), Some(("__block__", statements)) if statements.len() != 1)
}

/// The node that a block holds and nothing else: some versions of Elixir put negations into one.
fn wrapped(term: &Term) -> Option<&Term> {
    match Node::call(term) {
        Some(("__block__", [only])) if head(only).is_some() || is_block(only) => Some(only),
        _ => None,
    }
}

/// Metadata of a node that has none of its own: where it stands in the text that was read tells nothing but the line.
fn made_up(meta: Term) -> Term {
    match meta {
        Term::List(entries) => {
            let line = |entry: &Term| matches!(entry.as_tuple(), Some([key, _]) if key.is("line"));
            Term::List(entries.into_iter().filter(line).collect())
        }
        other => other,
    }
}

struct Restoring<'t, 'o> {
    nodes: Vec<&'t Term>,
    blocks: Blocks<'t>,
    next: usize,
    terms: &'o [&'t Term],
    inserted: &'o dyn Fn(&[Term]) -> bool,
}

fn wrap(meta: Term, only: Term) -> Term {
    Term::Tuple(vec![Term::atom("__block__"), meta, Term::List(vec![only])])
}

impl<'t> Restoring<'t, '_> {
    fn term(&mut self, read: Term) -> Result<Term, Differs> {
        if let Some(number) = placeholder(&read)
            && let Some(term) = self.terms.get(number)
        {
            return Ok((*term).clone());
        }
        if wrapped(&read).is_some() {
            let meta = self.pop_block(true).cloned();
            let Term::Tuple(mut parts) = read else {
                return Ok(read);
            };
            let only = match parts.pop() {
                Some(Term::List(mut statements)) => statements.pop(),
                _ => None,
            };
            let only = self.unwrapped(only.unwrap_or(Term::List(Vec::new())))?;
            return Ok(match meta {
                Some(meta) => wrap(meta, only),
                None => only,
            });
        }
        let is_inserted = Node::of(&read).is_some_and(|node| (self.inserted)(node.meta));
        let is_own = !is_inserted && (head(&read).is_some() || is_block(&read));
        match is_own.then(|| self.pop_block(true)).flatten().cloned() {
            Some(meta) => Ok(wrap(meta, self.unwrapped(read)?)),
            None => self.unwrapped(read),
        }
    }

    fn pop_block(&mut self, is_single: bool) -> Option<&'t Term> {
        self.blocks.get_mut(&(self.next, is_single))?.pop_front()
    }

    /// Of a node that is not the only one in a block.
    fn unwrapped(&mut self, read: Term) -> Result<Term, Differs> {
        let is_node = Node::of(&read).is_some();
        let is_inserted = Node::of(&read).is_some_and(|node| (self.inserted)(node.meta));
        let block = match is_block(&read) && !is_inserted {
            true => self.pop_block(false),
            false => None,
        };
        let mut restored = None;
        if let Some(read_head) = head(&read)
            && !is_inserted
        {
            let given = self.nodes.get(self.next).copied();
            if given.and_then(head) != Some(read_head) {
                return Err(Differs {
                    at: self.next,
                    given: given.map(|given| format!("{given:?}")),
                    read: Some(format!("{read:?}")),
                });
            }
            self.next += 1;
            restored = given.and_then(Term::as_tuple);
        }
        match read {
            Term::Tuple(mut parts) if is_node => {
                if let Some([_, meta, rest]) = restored {
                    parts[1] = with_node_id(meta, &parts[1]);
                    if matches!(rest, Term::Atom(_)) {
                        parts[2] = rest.clone();
                        return Ok(Term::Tuple(parts));
                    }
                }
                let rest = parts.pop().unwrap_or(Term::List(Vec::new()));
                let meta = parts.pop().unwrap_or(Term::List(Vec::new()));
                let meta = match (restored, block) {
                    (Some(_), _) => meta,
                    (None, Some(block)) => with_node_id(block, &meta),
                    (None, None) => made_up(meta),
                };
                let first = parts.pop().unwrap_or(Term::List(Vec::new()));
                let first = self.term(first)?;
                let rest = self.term(rest)?;
                Ok(Term::Tuple(vec![first, meta, rest]))
            }
            Term::Tuple(parts) => Ok(Term::Tuple(self.all(parts)?)),
            Term::List(parts) => Ok(Term::List(self.all(parts)?)),
            other => Ok(other),
        }
    }

    fn all(&mut self, terms: Vec<Term>) -> Result<Vec<Term>, Differs> {
        terms.into_iter().map(|term| self.term(term)).collect()
    }
}

/// The nodes that have an ID in their metadata, with it, in order.
pub(super) fn nodes_with_ids(form: &Term) -> Vec<(&str, &Term)> {
    let mut found = Vec::new();
    let mut todo = vec![form];
    while let Some(term) = todo.pop() {
        if let Some(node) = Node::of(term)
            && let Some([_, id]) = node
                .meta
                .iter()
                .find(|entry| is_node_id(entry))
                .and_then(Term::as_tuple)
            && let Some(id) = id.as_text()
        {
            found.push((id, term));
        }
        match term {
            Term::Tuple(parts) if Node::of(term).is_some() => todo.extend([&parts[2], &parts[0]]),
            Term::Tuple(parts) | Term::List(parts) => todo.extend(parts.iter().rev()),
            _ => {}
        }
    }
    found
}

fn node_id(meta: &Term) -> Option<&Term> {
    meta.as_list()?.iter().find(|entry| is_node_id(entry))
}

fn is_node_id(entry: &Term) -> bool {
    matches!(entry.as_tuple(), Some([key, _]) if key.is(NODE_ID))
}

/// `meta`, ahead of it the node ID that `read` has.
fn with_node_id(meta: &Term, read: &Term) -> Term {
    let (Some(id), Some(entries)) = (node_id(read), meta.as_list()) else {
        return meta.clone();
    };
    let rest = entries.iter().filter(|entry| !is_node_id(entry));
    Term::List(std::iter::once(id).chain(rest).cloned().collect())
}

/// The form without metadata, without contexts, and without blocks of one statement: what two forms of the same code share.
pub fn bare(term: &Term) -> Term {
    match Node::of(term) {
        Some(node) => match (node.head, node.rest) {
            (Term::Atom(name), Term::List(arguments)) if name == "__block__" && arguments.len() == 1 => {
                bare(&arguments[0])
            }
            (Term::Atom(_), Term::Atom(_)) => {
                Term::Tuple(vec![node.head.clone(), Term::List(Vec::new()), Term::atom("nil")])
            }
            (head, rest) => Term::Tuple(vec![bare(head), Term::List(Vec::new()), bare(rest)]),
        },
        None => match term {
            Term::Tuple(parts) => Term::Tuple(parts.iter().map(bare).collect()),
            Term::List(parts) => Term::List(parts.iter().map(bare).collect()),
            other => other.clone(),
        },
    }
}
