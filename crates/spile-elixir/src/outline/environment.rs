//! What aliases and imports mean at one place.

use std::collections::HashMap;

use crate::known_functions::{KnownFunctions, Table};

/// What modules of Elixir, and of packages that are imported as a whole, can be imported for.
const EXPORTS: Table = Table(include_str!("exports.txt"));

/// Functions of another module that can be called without its name.
#[derive(Clone, Debug)]
struct Import {
    module: String,
    names: Names,
    /// What is known of the module, where all of it is imported.
    exports: Option<KnownFunctions>,
}

/// What an import says that it brings.
#[derive(Clone, Debug)]
pub(super) enum Names {
    /// These.
    Only(Vec<(String, u32)>),
    /// All but these.
    Except(Vec<(String, u32)>),
}

impl Import {
    /// Whether it brings the function: nothing when nobody here knows what the module has.
    fn brings(&self, name: &str, arity: u32) -> Option<bool> {
        let has = |names: &[(String, u32)]| names.iter().any(|(of, n)| of == name && *n == arity);
        match &self.names {
            Names::Only(names) => Some(has(names)),
            Names::Except(names) if has(names) || name.starts_with('_') => Some(false),
            Names::Except(_) => {
                let exports = self.exports?;
                Some(exports.have(name, |n| n == arity as usize))
            }
        }
    }
}

/// Aliases and imports in force, the latest last.
#[derive(Clone, Debug, Default)]
pub(super) struct Environment {
    aliases: Vec<(String, String)>,
    imports: Vec<Import>,
    /// The aliases that stand outside of all modules, or directly in one.
    outer: HashMap<String, String>,
    depth: usize,
}

/// Where a block started.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    aliases: usize,
    imports: usize,
}

/// The blocks around what stands directly in the outermost module.
const OUTER_DEPTH: usize = 2;

impl Environment {
    pub(super) fn enter(&mut self) -> Mark {
        self.depth += 1;
        Mark {
            aliases: self.aliases.len(),
            imports: self.imports.len(),
        }
    }

    pub(super) fn leave(&mut self, mark: Mark) {
        self.depth -= 1;
        self.aliases.truncate(mark.aliases);
        self.imports.truncate(mark.imports);
    }

    pub(super) fn add_alias(&mut self, name: &str, module: String) {
        if self.depth <= OUTER_DEPTH {
            self.outer.insert(name.to_owned(), module.clone());
        }
        self.aliases.push((name.to_owned(), module));
    }

    /// `import module`. A later import of the same module takes the place of an earlier one.
    pub(super) fn add_import(&mut self, module: &str, names: Names) {
        self.imports.push(Import {
            module: module.to_owned(),
            names,
            exports: EXPORTS.of(module),
        });
    }

    /// The full name of a module as it is written.
    pub(super) fn expand(&self, written: &str) -> String {
        if let Some(absolute) = written.strip_prefix("Elixir.") {
            return absolute.to_owned();
        }
        let (first, rest) = match written.split_once('.') {
            Some((first, rest)) => (first, Some(rest)),
            None => (written, None),
        };
        let alias = self.aliases.iter().rev().find(|(name, _)| name == first);
        match (alias, rest) {
            (Some((_, module)), None) => module.clone(),
            (Some((_, module)), Some(rest)) => format!("{module}.{rest}"),
            (None, _) => written.to_owned(),
        }
    }

    /// The module that a function is imported from, and the modules that it may be imported from if they have it.
    pub(super) fn imported(&self, name: &str, arity: u32) -> (Option<&str>, Vec<&str>) {
        let mut maybe = Vec::new();
        for (place, import) in self.imports.iter().enumerate().rev() {
            let is_again = self.imports[place + 1..]
                .iter()
                .any(|later| later.module == import.module);
            match import.brings(name, arity) {
                _ if is_again => {}
                Some(true) => return (Some(&import.module), Vec::new()),
                Some(false) => {}
                None => maybe.push(import.module.as_str()),
            }
        }
        (None, maybe)
    }

    pub(super) fn names_of_file(self) -> HashMap<String, String> {
        self.outer
    }
}
