//! Named patterns: ready-made selectors such as `recursive_functions`, and those that users define.

use std::collections::BTreeMap;
use std::fmt;

use crate::outline::{NodeIdx, Outline};
use crate::selector::{NodeSet, Selection, Selector, SourceFacts, Tri};

/// A pattern that is part of Spile.
#[derive(Clone, Copy, Debug)]
pub struct Pattern {
    /// The word for it in selectors.
    pub name: &'static str,
    /// What it selects, in one line.
    pub summary: &'static str,
    /// A source that has none of these words has nothing that it selects; without words, any may.
    pub words: &'static [&'static str],
    /// Finds its nodes.
    pub find: fn(&Outline) -> Vec<NodeIdx>,
}

/// The patterns that a configuration can use.
#[derive(Clone, Debug, Default)]
pub struct Patterns {
    /// Each with the language whose sources it looks at; empty for all.
    built_in: Vec<(&'static str, &'static Pattern)>,
    defined: BTreeMap<String, Selector>,
}

/// What is wrong with the definition of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PatternError {
    /// The name is that of a built-in pattern.
    BuiltIn(String),
    /// Patterns that are defined by each other, in the order of their use.
    Cycle(Vec<String>),
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BuiltIn(name) => write!(f, "`{name}` is a pattern of Spile's own; give yours another name"),
            Self::Cycle(names) => write!(f, "patterns are defined by each other: {}", names.join(" -> ")),
        }
    }
}

impl std::error::Error for PatternError {}

impl Patterns {
    /// The built-in patterns that look at any source: those of `others`, and those that need no front end.
    pub fn new(others: &[&'static Pattern]) -> Self {
        let all = crate::neutral_patterns::ALL.iter().chain(others);
        Self {
            built_in: all.map(|pattern| ("", *pattern)).collect(),
            defined: BTreeMap::new(),
        }
    }

    /// The same and the patterns of a front end, which only look at sources of its language.
    #[must_use]
    pub fn and(mut self, language: &'static str, of_front_end: &[&'static Pattern]) -> Self {
        self.built_in
            .extend(of_front_end.iter().map(|pattern| (language, *pattern)));
        self
    }

    /// Defines a pattern. What its selector uses may be defined later.
    ///
    /// # Errors
    /// When the name is that of a built-in pattern.
    pub fn define(&mut self, name: &str, selector: Selector) -> Result<(), PatternError> {
        if self.built_in(name).is_some() {
            return Err(PatternError::BuiltIn(name.to_owned()));
        }
        self.defined.insert(name.to_owned(), selector);
        Ok(())
    }

    /// The built-in patterns, in the order in which they are listed to users.
    pub fn all_built_in(&self) -> impl Iterator<Item = &'static Pattern> {
        self.built_in.iter().map(|(_, pattern)| *pattern)
    }

    /// The patterns that were defined, by name.
    pub fn all_defined(&self) -> &BTreeMap<String, Selector> {
        &self.defined
    }

    /// All names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.built_in
            .iter()
            .map(|(_, pattern)| pattern.name)
            .chain(self.defined.keys().map(String::as_str))
    }

    /// Whether there is a pattern of this name.
    pub fn contains(&self, name: &str) -> bool {
        self.built_in(name).is_some() || self.defined.contains_key(name)
    }

    /// Looks for patterns that are defined by each other.
    ///
    /// # Errors
    /// When there are some: they select nothing that could be told.
    pub fn check(&self) -> Result<(), PatternError> {
        let mut done = Vec::new();
        self.defined
            .keys()
            .try_for_each(|name| self.check_from(name, &mut Vec::new(), &mut done))
    }

    fn check_from<'a>(
        &'a self,
        name: &'a str,
        path: &mut Vec<&'a str>,
        done: &mut Vec<&'a str>,
    ) -> Result<(), PatternError> {
        if let Some(first) = path.iter().position(|earlier| *earlier == name) {
            let cycle = path[first..].iter().copied().chain([name]);
            return Err(PatternError::Cycle(cycle.map(str::to_owned).collect()));
        }
        let Some(selector) = self.defined.get(name).filter(|_| !done.contains(&name)) else {
            return Ok(());
        };
        path.push(name);
        for used in selector.patterns() {
            self.check_from(&used.text, path, done)?;
        }
        path.pop();
        done.push(name);
        Ok(())
    }

    fn built_in(&self, name: &str) -> Option<(&'static str, &'static Pattern)> {
        self.built_in
            .iter()
            .find(|(_, pattern)| pattern.name == name)
            .copied()
    }

    pub(crate) fn may_match(&self, name: &str, facts: &SourceFacts<'_>) -> Tri {
        match (self.built_in(name), self.defined.get(name)) {
            (Some((_, pattern)), _) => {
                let has = |word: &&str| facts.may_name(word) == Tri::Maybe;
                if pattern.words.is_empty() || pattern.words.iter().any(has) {
                    Tri::Maybe
                } else {
                    Tri::No
                }
            }
            (None, Some(selector)) => selector.may_match(facts, self),
            (None, None) => Tri::No,
        }
    }

    /// The nodes that the pattern selects; none when there is no such pattern.
    pub(crate) fn select(&self, name: &str, on: &Selection<'_>) -> NodeSet {
        match (self.built_in(name), self.defined.get(name)) {
            (Some((language, pattern)), _) => {
                let mut found = NodeSet::empty(on.outline.nodes.len());
                if !language.is_empty() && on.outline.language != language {
                    return found;
                }
                for node in (pattern.find)(on.outline) {
                    found.insert(node);
                }
                found
            }
            (None, Some(selector)) => selector.select(on),
            (None, None) => NodeSet::empty(on.outline.nodes.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patterns(defined: &[(&str, &str)]) -> Patterns {
        let mut patterns = Patterns::new(&[]);
        for (name, selector) in defined {
            patterns.define(name, Selector::parse(selector).unwrap()).unwrap();
        }
        patterns
    }

    #[test]
    fn a_cycle_is_told_in_order() {
        assert_eq!(patterns(&[("a", "pattern(b)"), ("b", "public")]).check(), Ok(()));
        let cycle = patterns(&[
            ("a", "x or pattern(b)"),
            ("b", "not pattern(c)"),
            ("c", "has(pattern(b))"),
        ])
        .check();
        assert_eq!(
            cycle,
            Err(PatternError::Cycle(["b", "c", "b"].map(str::to_owned).to_vec()))
        );
    }

    #[test]
    fn spiles_own_names_are_taken() {
        let selector = Selector::parse("public").unwrap();
        let error = Patterns::new(&[])
            .define("public_functions", selector)
            .unwrap_err();
        assert_eq!(error, PatternError::BuiltIn("public_functions".into()));
    }
}
