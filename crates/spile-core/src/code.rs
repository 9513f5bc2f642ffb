//! Code patterns: code with holes, matched against syntax trees.
//!
//! `$URL` is a hole for one expression, statement or name; a second `$URL` must be equal to the first. `$_` is a hole that
//! may be anything each time. `$$$` is a hole for any number of neighbours, `$$$ARGS` gives them a name; a second `$$$ARGS`
//! must be the same neighbours. White space, comments, quotes and redundant parentheses do not count, as they do not in the
//! tree.

use std::collections::{BTreeMap, HashMap};

use spile_source::{ByteOffset, ByteRange};

use crate::syntax::{EXPRESSION, SyntaxIdx, SyntaxTree};

/// A piece of code with holes, as one language reads it, or as several do.
#[derive(Clone, Debug)]
pub struct CodePattern {
    readings: Vec<Reading>,
}

#[derive(Clone, Debug)]
struct Reading {
    tree: SyntaxTree,
    root: SyntaxIdx,
}

/// What the holes of a pattern stand for in one place: the name without `$`, and the range of the source. A `$$$NAME` that
/// stands for nothing has an empty range where it would be; a hole for a part of a name has none.
pub type Holes = BTreeMap<String, ByteRange>;

/// A hole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hole<'a> {
    One(&'a str),
    Many(&'a str),
}

/// Holes are parsed as these names, which stand wherever the language takes a name.
const ONE: &str = "spile_hole_";
const MANY: &str = "spile_holes_";

/// The hole that a name stands for, if it stands for one.
fn hole(text: &str) -> Option<Hole<'_>> {
    let many = text.strip_prefix(MANY).map(Hole::Many);
    many.or_else(|| text.strip_prefix(ONE).map(Hole::One))
}

/// A piece of code with names in place of its holes: what a front end parses.
pub fn with_names_for_holes(code: &str) -> String {
    let mut out = String::with_capacity(code.len() + 32);
    let mut rest = code;
    while let Some(start) = rest.find('$') {
        out += &rest[..start];
        let behind = &rest[start..];
        let (name, sigils) = match behind.strip_prefix("$$$") {
            Some(_) => (MANY, 3),
            None => (ONE, 1),
        };
        let is_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        let end = behind[sigils..]
            .find(|c| !is_name(c))
            .map_or(behind.len(), |at| sigils + at);
        if sigils == 1 && end == 1 {
            out.push('$');
        } else {
            out += name;
            out += &behind[sigils..end];
        }
        rest = &behind[end..];
    }
    out + rest
}

impl CodePattern {
    /// A pattern from the lowered syntax of [`with_names_for_holes`]: what is at `root`.
    pub fn new(tree: SyntaxTree, root: SyntaxIdx) -> Self {
        Self {
            readings: vec![Reading { tree, root }],
        }
    }

    /// What looks like either of them: one text in two languages.
    pub fn or(mut self, other: Self) -> Self {
        self.readings.extend(other.readings);
        self
    }

    /// Whether what is at `at` looks like the pattern, and what its holes then stand for.
    pub fn matches(&self, tree: &SyntaxTree, at: SyntaxIdx) -> Option<Holes> {
        self.readings.iter().find_map(|reading| reading.matches(tree, at))
    }
}

impl Reading {
    fn matches(&self, tree: &SyntaxTree, at: SyntaxIdx) -> Option<Holes> {
        // Most nodes are of another kind.
        let root = self.tree.node(self.root);
        if root.kind != tree.node(at).kind && hole_at(&self.tree, self.root).is_none() {
            return None;
        }
        let mut matching = Matching {
            pattern: &self.tree,
            tree,
            one: HashMap::new(),
            many: HashMap::new(),
            texts: HashMap::new(),
            steps: MAX_STEPS,
        };
        if !matching.node(self.root, at) {
            return None;
        }
        let one = matching
            .one
            .iter()
            .map(|(name, at)| ((*name).to_owned(), tree.node(*at).range));
        let many = matching
            .many
            .iter()
            .map(|(name, many)| ((*name).to_owned(), many.range));
        Some(one.chain(many).collect())
    }
}

/// The hole that is all there is at `at`: a name, or a statement that is nothing but that.
fn hole_at(pattern: &SyntaxTree, at: SyntaxIdx) -> Option<Hole<'_>> {
    let mut children = pattern.children(at);
    match (children.next(), children.next()) {
        (None, _) => hole(pattern.text(at)),
        (Some(child), None) if pattern.node(at).kind == EXPRESSION => hole_at(pattern, child),
        _ => None,
    }
}

/// Where many `$$$` could be tried in too many ways, the pattern is taken not to match.
const MAX_STEPS: u32 = 100_000;

struct Matching<'a> {
    pattern: &'a SyntaxTree,
    tree: &'a SyntaxTree,
    one: HashMap<&'a str, SyntaxIdx>,
    many: HashMap<&'a str, Many>,
    /// Holes for what a node says itself.
    texts: HashMap<&'a str, &'a str>,
    steps: u32,
}

/// What a hole for neighbours stands for.
#[derive(Clone)]
struct Many {
    hashes: Vec<u64>,
    range: ByteRange,
}

impl<'a> Matching<'a> {
    fn node(&mut self, pattern: SyntaxIdx, at: SyntaxIdx) -> bool {
        self.steps = self.steps.saturating_sub(1);
        if self.steps == 0 {
            return false;
        }
        let (wanted, found) = (self.pattern.node(pattern), self.tree.node(at));
        if let Some(Hole::One(name)) = hole_at(self.pattern, pattern) {
            return name == "_" || self.bind(name, at);
        }
        if wanted.kind != found.kind || !self.text(pattern, at) {
            return false;
        }
        let wanted: Vec<SyntaxIdx> = self.pattern.children(pattern).collect();
        let found: Vec<SyntaxIdx> = self.tree.children(at).collect();
        self.nodes(&wanted, &found, self.tree.node(at).range.end())
    }

    /// Matches what nodes with something below them say themselves: the name of an attribute, say.
    fn text(&mut self, pattern: SyntaxIdx, at: SyntaxIdx) -> bool {
        let (wanted, found) = (self.pattern.text(pattern), self.tree.text(at));
        match hole(wanted) {
            Some(Hole::One("_")) => true,
            Some(Hole::One(name)) => {
                let as_node = self.one.get(name).map(|at| self.tree.text(*at));
                as_node.is_none_or(|text| text == found) && *self.texts.entry(name).or_insert(found) == found
            }
            _ => wanted == found,
        }
    }

    fn bind(&mut self, name: &'a str, at: SyntaxIdx) -> bool {
        let bound = *self.one.entry(name).or_insert(at);
        self.tree.node(bound).hash == self.tree.node(at).hash
            && self
                .texts
                .get(name)
                .is_none_or(|text| *text == self.tree.text(at))
    }

    /// Lets a hole stand for the neighbours `taken`; false when it stands for others already.
    fn bind_many(
        &mut self,
        name: &'a str,
        taken: &[SyntaxIdx],
        behind: &[SyntaxIdx],
        end: ByteOffset,
    ) -> bool {
        if name.is_empty() || name == "_" {
            return true;
        }
        let hashes: Vec<u64> = taken.iter().map(|at| self.tree.node(*at).hash).collect();
        if let Some(bound) = self.many.get(name) {
            return bound.hashes == hashes;
        }
        let range = self.range_of(taken, behind, end);
        self.many.insert(name, Many { hashes, range });
        true
    }

    /// Matches neighbours; `end` is where they end.
    fn nodes(&mut self, wanted: &[SyntaxIdx], found: &[SyntaxIdx], end: ByteOffset) -> bool {
        let Some((first, rest)) = wanted.split_first() else {
            return found.is_empty();
        };
        if let Some(Hole::Many(name)) = hole_at(self.pattern, *first) {
            let least = rest.len() - rest.iter().filter(|at| self.is_many(**at)).count();
            for n_taken in (0..=found.len().saturating_sub(least)).rev() {
                self.steps = self.steps.saturating_sub(1);
                let (taken, behind) = found.split_at(n_taken);
                let before = (self.one.clone(), self.many.clone(), self.texts.clone());
                if self.bind_many(name, taken, behind, end) && self.nodes(rest, behind, end) {
                    return true;
                }
                (self.one, self.many, self.texts) = before;
                if self.steps == 0 {
                    return false;
                }
            }
            return false;
        }
        match found.split_first() {
            Some((at, behind)) => self.node(*first, *at) && self.nodes(rest, behind, end),
            None => false,
        }
    }

    fn is_many(&self, at: SyntaxIdx) -> bool {
        matches!(hole_at(self.pattern, at), Some(Hole::Many(_)))
    }

    fn range_of(&self, taken: &[SyntaxIdx], behind: &[SyntaxIdx], end: ByteOffset) -> ByteRange {
        let range = |at: &SyntaxIdx| self.tree.node(*at).range;
        match (taken.first(), taken.last()) {
            (Some(first), Some(last)) => ByteRange::new(range(first).start(), range(last).end()),
            _ => {
                let at = behind.first().map_or(end, |next| range(next).start());
                ByteRange::new(at, at)
            }
        }
    }
}

/// The code patterns of a configuration, by their text.
#[derive(Clone, Debug, Default)]
pub struct Codes(HashMap<String, CodePattern>);

impl Codes {
    /// Adds a pattern under its text.
    pub fn insert(&mut self, code: &str, pattern: CodePattern) {
        self.0.insert(code.to_owned(), pattern);
    }

    /// The pattern with this text.
    pub fn get(&self, code: &str) -> Option<&CodePattern> {
        self.0.get(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{Role, SyntaxBuilder};

    /// `f(a, b)` as a tree, from text such as `f(a,b)`; the range of a leaf is its place in the text.
    fn tree(text: &str) -> SyntaxTree {
        let mut builder = SyntaxBuilder::default();
        let range =
            |at: usize, end: usize| ByteRange::new(ByteOffset::new(at as u32), ByteOffset::new(end as u32));
        let mut start = 0;
        let mut leaf = |builder: &mut SyntaxBuilder, end: usize| {
            if start < end {
                builder.leaf("name", Role::Part, range(start, end), &text[start..end]);
            }
            start = end + 1;
        };
        for (at, character) in text.char_indices() {
            match character {
                '(' => {
                    builder.open("call", Role::Expression, range(at, text.len()));
                    leaf(&mut builder, at);
                }
                ')' => {
                    leaf(&mut builder, at);
                    builder.close();
                }
                ',' => leaf(&mut builder, at),
                _ => {}
            }
        }
        builder.finish()
    }

    fn check(pattern: &str, code: &str) -> Option<Vec<String>> {
        let tree = tree(code);
        let pattern = CodePattern::new(self::tree(&with_names_for_holes(pattern)), SyntaxIdx(0));
        let holes = pattern.matches(&tree, SyntaxIdx(0))?;
        let text = |range: ByteRange| &code[range.start().to_usize()..range.end().to_usize()];
        Some(
            holes
                .iter()
                .map(|(name, range)| format!("{name}={}", text(*range)))
                .collect(),
        )
    }

    #[test]
    fn holes_stand_for_what_they_match() {
        assert_eq!(check("f($A,b)", "f(x,b)"), Some(vec!["A=x".into()]));
        assert_eq!(check("f($A,b)", "f(x,c)"), None);
        assert_eq!(check("f($A,$A)", "f(x,x)"), Some(vec!["A=x".into()]));
        assert_eq!(check("f($A,$A)", "f(x,y)"), None);
        assert_eq!(check("f($_,$_)", "f(x,y)"), Some(vec![]));
        assert_eq!(check("f($A,$$$)", "f(x)"), Some(vec!["A=x".into()]));
        assert_eq!(
            check("f($A,$$$REST)", "f(x,y,z)"),
            Some(vec!["A=x".into(), "REST=y,z".into()])
        );
        assert_eq!(check("f($$$,b,$$$)", "f(x,b,b,y)"), Some(vec![]));
        assert_eq!(check("f($$$,b,$$$)", "f(x,c)"), None);
        assert_eq!(
            check("f($$$A,b,$$$A)", "f(x,y,b,x,y)"),
            Some(vec!["A=x,y".into()])
        );
        assert_eq!(check("f($$$A,b,$$$A)", "f(b)"), Some(vec!["A=".into()]));
        assert_eq!(check("f($$$A,b,$$$A)", "f(x,b,y)"), None);
        assert_eq!(check("f($$$_,b,$$$_)", "f(x,b,y)"), Some(vec![]));
    }

    #[test]
    fn too_many_ways_end() {
        let pattern = format!("f({}b)", "$$$,x,".repeat(30));
        let code = format!("f({}c)", "x,".repeat(300));
        assert_eq!(check(&pattern, &code), None);
        let many: String = ('A'..='Z').map(|name| format!("$$${name},")).collect();
        assert_eq!(check(&format!("f({many}b)"), &code), None);
    }

    #[test]
    fn holes_are_parsed_as_names() {
        assert_eq!(
            with_names_for_holes("f($URL, $$$, $$$ARGS, $x, '$')"),
            "f(spile_hole_URL, spile_holes_, spile_holes_ARGS, $x, '$')"
        );
    }
}
