//! What the front end knows of modules by name: callbacks of behaviours, and what imports bring. `spile-elixir` holds both
//! as tables of text, a module a line.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::environment::root;

/// Functions with their arities, by module.
type Table = BTreeMap<String, BTreeSet<String>>;

/// What the judge met.
#[derive(Debug, Default)]
pub(super) struct Known {
    behaviours: Table,
    exports: Table,
}

fn files() -> [PathBuf; 2] {
    let front_end = root().join("crates/spile-elixir/src");
    [
        front_end.join("patterns/behaviours.txt"),
        front_end.join("outline/exports.txt"),
    ]
}

impl Known {
    /// Takes a fact that is one of these.
    pub(super) fn learn(&mut self, fact: &[&str]) -> bool {
        let (table, module, functions) = match fact {
            ["callbacks", module, functions] => (&mut self.behaviours, module, functions),
            ["exports", module, functions] => (&mut self.exports, module, functions),
            _ => return false,
        };
        let of_module = table.entry((*module).to_owned()).or_default();
        of_module.extend(functions.split(' ').map(str::to_owned));
        true
    }

    /// Adds it to the tables: what another version of Elixir said stays.
    pub(super) fn write(&self) -> Result<()> {
        for (file, learned) in files().into_iter().zip([&self.behaviours, &self.exports]) {
            let text = std::fs::read_to_string(&file).unwrap_or_default();
            let mut table = parse(&text);
            for (module, functions) in learned {
                table
                    .entry(module.clone())
                    .or_default()
                    .extend(functions.iter().cloned());
            }
            std::fs::write(&file, print(&table)).with_context(|| file.display().to_string())?;
        }
        Ok(())
    }
}

fn parse(text: &str) -> Table {
    let lines = text.lines().filter_map(|line| line.split_once(' '));
    lines
        .map(|(module, functions)| {
            (
                module.to_owned(),
                functions.split(' ').map(str::to_owned).collect(),
            )
        })
        .collect()
}

fn print(table: &Table) -> String {
    let lines = table.iter().map(|(module, functions)| {
        let functions: Vec<&str> = functions.iter().map(String::as_str).collect();
        format!("{module} {}\n", functions.join(" "))
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_learned_is_added_and_sorted() {
        let mut known = Known::default();
        assert!(known.learn(&["callbacks", "Shop.Priced", "price/1 name/0"]));
        assert!(!known.learn(&["module", "Shop", "lib/shop.ex"]));
        let text = print(&known.behaviours);
        assert_eq!(text, "Shop.Priced name/0 price/1\n");
        assert_eq!(print(&parse(&text)), text);
    }
}
