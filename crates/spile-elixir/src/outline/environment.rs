//! What aliases and imports mean at one place.

use std::collections::HashMap;

/// Functions of another module that can be called without its name.
#[derive(Clone, Debug)]
struct Import {
    module: String,
    only: Vec<(String, u32)>,
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

    /// `import module, only: [...]`. An import of everything says nothing about single functions.
    pub(super) fn add_import(&mut self, module: &str, only: Vec<(String, u32)>) {
        self.imports.push(Import {
            module: module.to_owned(),
            only,
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

    /// The module that a function is imported from by name.
    pub(super) fn imported(&self, name: &str, arity: u32) -> Option<&str> {
        let imports = |import: &&Import| import.only.iter().any(|(only, of)| only == name && *of == arity);
        self.imports
            .iter()
            .rev()
            .find(imports)
            .map(|import| import.module.as_str())
    }

    pub(super) fn names_of_file(self) -> HashMap<String, String> {
        self.outer
    }
}
