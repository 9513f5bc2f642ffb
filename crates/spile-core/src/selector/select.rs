//! Which nodes a selector selects.

use spile_source::{ByteOffset, LineIndex};

use super::{Atom, Expression, Selector, SourceFacts};
use crate::code::Codes;
use crate::outline::{Definition, DefinitionIdx, NodeIdx, Outline, without_clause, without_count};
use crate::patterns::Patterns;
use crate::syntax::Role;

/// A set of nodes of one outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeSet {
    words: Vec<u64>,
    n_nodes: usize,
}

impl NodeSet {
    /// No node of an outline of `n_nodes`.
    pub fn empty(n_nodes: usize) -> Self {
        Self {
            words: vec![0; n_nodes.div_ceil(64)],
            n_nodes,
        }
    }

    /// All of them.
    pub fn all(n_nodes: usize) -> Self {
        let mut set = Self::empty(n_nodes);
        set.words.fill(u64::MAX);
        if let (Some(last), rest @ 1..) = (set.words.last_mut(), n_nodes % 64) {
            *last = (1 << rest) - 1;
        }
        set
    }

    /// Adds a node.
    pub fn insert(&mut self, node: NodeIdx) {
        self.words[node.to_usize() / 64] |= 1 << (node.to_usize() % 64);
    }

    /// Whether a node is in it.
    pub fn contains(&self, node: NodeIdx) -> bool {
        self.words[node.to_usize() / 64] >> (node.to_usize() % 64) & 1 == 1
    }

    /// Whether none is in it.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// How many are in it.
    pub fn len(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Those in it, in source order.
    pub fn iter(&self) -> impl Iterator<Item = NodeIdx> {
        (0..self.n_nodes as u32)
            .map(NodeIdx)
            .filter(|node| self.contains(*node))
    }

    fn combine(&mut self, other: &Self, with: impl Fn(u64, u64) -> u64) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word = with(*word, *other);
        }
    }

    fn inverted(mut self) -> Self {
        let all = Self::all(self.n_nodes);
        self.combine(&all, |word, all| !word & all);
        self
    }
}

/// What selectors are evaluated on: one source, and what the run's configuration defines.
#[derive(Clone, Copy, Debug)]
pub struct Selection<'a> {
    /// The source's outline.
    pub outline: &'a Outline,
    /// Its text.
    pub source: &'a str,
    /// What was known before it was parsed.
    pub facts: SourceFacts<'a>,
    /// Named patterns.
    pub patterns: &'a Patterns,
    /// Pieces of code to look for.
    pub codes: &'a Codes,
}

impl Selector {
    /// The nodes that it selects.
    pub fn select(&self, on: &Selection<'_>) -> NodeSet {
        on.select(&self.root)
    }
}

impl Selection<'_> {
    fn n_nodes(&self) -> usize {
        self.outline.nodes.len()
    }

    fn decided(&self, everything: bool) -> NodeSet {
        if everything {
            NodeSet::all(self.n_nodes())
        } else {
            NodeSet::empty(self.n_nodes())
        }
    }

    fn select(&self, expression: &Expression) -> NodeSet {
        match expression {
            Expression::Any(parts) => parts.iter().fold(self.decided(false), |mut found, part| {
                found.combine(&self.select(part), |a, b| a | b);
                found
            }),
            Expression::All(parts) => parts.iter().fold(self.decided(true), |mut found, part| {
                if !found.is_empty() {
                    found.combine(&self.select(part), |a, b| a & b);
                }
                found
            }),
            Expression::Not(part) => self.select(part).inverted(),
            Expression::In(part) => self.inside(&self.select(part)),
            Expression::Has(part) => self.holders(&self.select(part)),
            Expression::Atom(atom) => self.select_atom(atom),
        }
    }

    /// The nodes below one of `outer`. Nodes are in the order of the tree, each before what is below it.
    fn inside(&self, outer: &NodeSet) -> NodeSet {
        let mut found = self.decided(false);
        let mut end = 0;
        for (node, at) in self.nodes() {
            if at.0 < end {
                found.insert(node);
            }
            if outer.contains(node) {
                end = end.max(self.outline.tree.end(at).0);
            }
        }
        found
    }

    /// The nodes that have one of `inner` below them.
    fn holders(&self, inner: &NodeSet) -> NodeSet {
        let mut found = self.decided(false);
        let mut first_behind = None;
        for (node, at) in self.nodes().rev() {
            let end = self.outline.tree.end(at);
            if first_behind.is_some_and(|inner| inner < end) {
                found.insert(node);
            }
            if inner.contains(node) {
                first_behind = Some(at);
            }
        }
        found
    }

    fn nodes(&self) -> impl DoubleEndedIterator<Item = (NodeIdx, crate::SyntaxIdx)> {
        self.outline
            .nodes
            .iter()
            .enumerate()
            .map(|(idx, node)| (NodeIdx(idx as u32), node.syntax))
    }

    /// The definitions of which `holds`.
    fn definitions(&self, holds: impl Fn(&Definition) -> bool) -> NodeSet {
        let mut found = self.decided(false);
        for definition in self
            .outline
            .definitions
            .iter()
            .filter(|definition| holds(definition))
        {
            found.insert(definition.node);
        }
        found
    }

    /// The definitions with a name of which `holds`, and the statements and expressions directly in them.
    fn named(&self, holds: impl Fn(&Definition) -> bool) -> NodeSet {
        let hits: Vec<bool> = self
            .outline
            .definitions()
            .map(|(at, _)| {
                let mut around = self
                    .outline
                    .around(at)
                    .map(|around| self.outline.definition(around));
                around.find(|around| !around.name.is_empty()).is_some_and(&holds)
            })
            .collect();
        let mut found = self.decided(false);
        for (idx, node) in self.outline.nodes.iter().enumerate() {
            if hits[node.definition.to_usize()] {
                found.insert(NodeIdx(idx as u32));
            }
        }
        found
    }

    /// The nodes of the modules that `holds`, by their names.
    fn in_modules(&self, holds: impl Fn(&str) -> bool) -> NodeSet {
        let outline = self.outline;
        if outline
            .definitions
            .iter()
            .all(|definition| definition.module.is_none())
        {
            return self.decided(holds(&outline.module));
        }
        let hits: Vec<bool> = outline
            .definitions()
            .map(|(at, _)| each_of(outline.module_of(at)).any(|module| holds(&module)))
            .collect();
        let mut found = self.decided(false);
        for (idx, node) in outline.nodes.iter().enumerate() {
            if hits[node.definition.to_usize()] {
                found.insert(NodeIdx(idx as u32));
            }
        }
        found
    }

    fn select_atom(&self, atom: &Atom) -> NodeSet {
        let outline = self.outline;
        match atom {
            Atom::Module(glob) => self.in_modules(|module| glob.matches(module)),
            Atom::Project => self.decided(self.facts.is_project),
            Atom::File(glob) => self.decided(self.facts.file.is_some_and(|file| glob.matches(file))),
            Atom::Definition { module, name } => {
                let mut found = if name.as_str().contains('~') {
                    self.with_what_is_in(self.definitions(|definition| name.matches(&definition.path)))
                } else {
                    self.named(|definition| spellings(&definition.path).any(|path| name.matches(path)))
                };
                found.combine(&self.in_modules(|own| module.matches(own)), |a, b| a & b);
                found
            }
            Atom::Id { id, .. } => {
                let mut found = self.decided(false);
                for node in outline.find(id) {
                    found.insert(node);
                }
                found
            }
            Atom::Name(glob) => self
                .named(|definition| spellings(&definition.display_name()).any(|name| glob.matches_end(name))),
            Atom::Kind(words) => {
                let mut found = self.decided(false);
                for (idx, node) in outline.nodes.iter().enumerate() {
                    let syntax = outline.tree.node(node.syntax);
                    let is = |word: &str| match syntax.role {
                        Role::Definition => outline.definition(node.definition).labels.contains(&word),
                        _ => syntax.kind == word,
                    };
                    if words.iter().any(|word| is(&word.text)) {
                        found.insert(NodeIdx(idx as u32));
                    }
                }
                found
            }
            Atom::Visibility(visibility) => {
                self.definitions(|definition| definition.visibility == *visibility)
            }
            Atom::Decorator(glob) => self.definitions(|definition| {
                definition
                    .decorators
                    .iter()
                    .any(|decorator| decorator.ends_with(glob))
            }),
            Atom::Base(glob) => {
                self.definitions(|definition| definition.bases.iter().any(|base| base.ends_with(glob)))
            }
            Atom::Parameters(names) => self.definitions(|definition| {
                names.iter().all(|name| {
                    definition
                        .parameters
                        .iter()
                        .any(|parameter| parameter.name == *name)
                })
            }),
            Atom::Arity(bounds) => self.definitions(|definition| {
                definition.kind.is_function() && bounds.holds(definition.parameters.len() as u32)
            }),
            Atom::Line { first, last } => self.on_lines(*first, *last),
            Atom::Size(bounds) => self.definitions(|definition| bounds.holds(definition.n_statements)),
            Atom::Trivial => self.definitions(|definition| definition.is_trivial),
            Atom::Calls(glob) => {
                let mut found = self.decided(false);
                for (node, at) in self.nodes() {
                    if outline.call_at(at).is_some_and(|call| call.is(glob)) {
                        found.insert(node);
                    }
                }
                found
            }
            Atom::Assigns(name) => {
                let statements: std::collections::HashSet<_> = outline
                    .bindings
                    .iter()
                    .filter(|(_, bound)| bound == name)
                    .map(|(at, _)| *at)
                    .collect();
                let mut found = self.decided(false);
                for (node, _) in self.nodes().filter(|(_, at)| statements.contains(at)) {
                    found.insert(node);
                }
                found
            }
            Atom::Code(word) => {
                let mut found = self.decided(false);
                if let Some(pattern) = self.codes.get(&word.text) {
                    for (node, at) in self.nodes() {
                        if pattern.matches(&outline.tree, at).is_some() {
                            found.insert(node);
                        }
                    }
                }
                found
            }
            Atom::Pattern(word) => self.patterns.select(&word.text, self),
        }
    }

    /// `definitions`, and the statements and expressions directly in them.
    fn with_what_is_in(&self, definitions: NodeSet) -> NodeSet {
        let mut found = definitions;
        for (idx, node) in self.outline.nodes.iter().enumerate() {
            if found.contains(self.outline.definition(node.definition).node) {
                found.insert(NodeIdx(idx as u32));
            }
        }
        found
    }

    /// What begins on the lines `first` to `last`, 1-based, and the innermost definition around each line.
    fn on_lines(&self, first: u32, last: u32) -> NodeSet {
        let lines = LineIndex::new(self.source);
        let line_of = |at: ByteOffset| lines.line_col(at).line;
        let mut found = self.decided(false);
        let mut innermost =
            vec![None; (last.min(line_of(ByteOffset::new(self.source.len() as u32))) + 1) as usize];
        for (node, at) in self.nodes() {
            let range = self.outline.tree.node(at).range;
            let starts = line_of(range.start());
            if let Some(definition) = self.outline.definition_at(node) {
                let end = range.end().to_u32().saturating_sub(1).max(range.start().to_u32());
                // What comes later and holds the line as well is further in.
                let ends = line_of(ByteOffset::new(end)).min(last);
                for line in starts.max(first)..=ends {
                    if let Some(slot) = innermost.get_mut(line as usize) {
                        *slot = Some(definition);
                    }
                }
            } else if (first..=last).contains(&starts) {
                found.insert(node);
            }
        }
        for definition in innermost
            .into_iter()
            .flatten()
            .filter(|at: &DefinitionIdx| *at != DefinitionIdx::MODULE)
        {
            found.insert(self.outline.definition(definition).node);
        }
        found
    }
}

/// How a path can be written in a glob: whole, without the `~2` that tells it from an earlier one, without the clause, and
/// without the arity.
fn spellings(path: &str) -> impl Iterator<Item = &str> {
    let whole = without_count(path);
    let function = without_clause(whole);
    let without_arity = match function.rsplit_once('/') {
        Some((name, arity)) if arity.bytes().all(|byte| byte.is_ascii_digit() || byte == b'?') => name,
        _ => function,
    };
    let mut all = vec![whole, function, without_arity];
    all.dedup();
    all.into_iter()
}

/// The modules that one text defines: `P.{A,B}` is `P.A` and `P.B`.
fn each_of(module: &str) -> impl Iterator<Item = String> {
    let (before, names) = match module.strip_suffix('}').and_then(|module| module.split_once('{')) {
        Some((before, names)) => (before, names),
        None => ("", module),
    };
    names.split(',').map(move |name| format!("{before}{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_knows_what_is_in_it() {
        for n_nodes in [0, 1, 63, 64, 65, 200] {
            let all = NodeSet::all(n_nodes);
            assert_eq!(all.len(), n_nodes);
            assert!(all.clone().inverted().is_empty());
            assert_eq!(NodeSet::empty(n_nodes).inverted(), all);
            assert_eq!(all.iter().count(), n_nodes);
        }
    }
}
