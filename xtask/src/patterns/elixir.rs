//! `cargo xtask patterns elixir DIR...`: what the patterns select in projects of Elixir's, beside what Elixir itself says of
//! them. `xtask/elixir/judge.exs` compiles the folders, in order, and asks: exported functions, behaviours and their callbacks,
//! cycles of calls in the expanded code, Phoenix's routes, ExUnit's tests.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use spile_core::{Frontend, Outline, Patterns};
use spile_elixir::Elixir;
use spile_source::LineIndex;

use super::scoreboard::{Row, Scoreboard};
use crate::environment::{command, root};

const USAGE: &str = "usage: cargo xtask patterns elixir [--elixir FILE] [--no-write] DIR...

  DIR            the sources of a project, behind those that it needs
  --elixir FILE  the program that starts Elixir, instead of the one on PATH";

/// The patterns of which Elixir knows what is real.
const JUDGED: [&str; 10] = [
    "public_functions",
    "private_functions",
    "recursive_functions",
    "genserver_callbacks",
    "supervisor_callbacks",
    "behaviour_callbacks",
    "phoenix_actions",
    "phoenix_live_view_callbacks",
    "plug_callbacks",
    "oban_workers",
];

const TESTS: &str = "exunit_tests";

/// What Elixir says of one project.
#[derive(Debug, Default)]
struct Truth {
    name: String,
    version: String,
    n_failed: usize,
    /// Modules that were compiled, by the file that they are in.
    modules: BTreeMap<String, BTreeSet<String>>,
    /// Controllers that a router leads to.
    routed: BTreeSet<String>,
    /// By pattern: module, name and arity.
    real: BTreeMap<String, BTreeSet<(String, String, usize)>>,
    /// File and line.
    tests: BTreeSet<(String, u32)>,
}

pub(super) fn main(words: Vec<String>) -> Result<()> {
    let (mut program, mut write, mut folders) = ("elixir".to_owned(), true, Vec::new());
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--elixir" => program = words.next().with_context(|| USAGE.to_owned())?,
            "--no-write" => write = false,
            flag if flag.starts_with('-') => bail!("unknown option {flag}\n{USAGE}"),
            folder => folders.push(PathBuf::from(folder).canonicalize().context(word)?),
        }
    }
    ensure!(!folders.is_empty(), "{USAGE}");
    let mut judge = command(&program);
    judge.arg(root().join("xtask/elixir/judge.exs")).args(&folders);
    let mut board = Scoreboard::load("elixir")?;
    for truth in ask(judge)? {
        for row in rows(&truth) {
            eprintln!("patterns: {}", row.summary());
            board.replace(row);
        }
    }
    if write {
        board.save()?;
    }
    Ok(())
}

fn ask(mut judge: Command) -> Result<Vec<Truth>> {
    let output = judge
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .context("cannot start elixir; install one, or name it by --elixir")?;
    ensure!(output.status.success(), "the judge ended with {}", output.status);
    facts(&String::from_utf8_lossy(&output.stdout))
}

/// What the judge printed. The compiled code prints as well; what is no fact is passed over.
fn facts(text: &str) -> Result<Vec<Truth>> {
    let mut truths: Vec<Truth> = Vec::new();
    for line in text.lines() {
        let parts: Vec<&str> = line.split('\t').collect();
        if let ["project", name, version, _, n_failed] = parts[..] {
            truths.push(Truth {
                name: name.to_owned(),
                version: version.to_owned(),
                n_failed: n_failed.parse()?,
                ..Truth::default()
            });
            continue;
        }
        let Some(truth) = truths.last_mut() else { continue };
        match parts[..] {
            ["module", module, file] => {
                let of_file = truth.modules.entry(file.to_owned()).or_default();
                of_file.insert(module.to_owned());
            }
            ["routed", module] => {
                truth.routed.insert(module.to_owned());
            }
            ["real", pattern, module, name, arity] => {
                let real = truth.real.entry(pattern.to_owned()).or_default();
                real.insert((module.to_owned(), name.to_owned(), arity.parse()?));
            }
            ["test", file, line] => {
                truth.tests.insert((file.to_owned(), line.parse()?));
            }
            _ => {}
        }
    }
    Ok(truths)
}

/// What patterns select, and what arguments can be left out of, in all files of a project.
#[derive(Default)]
struct Selected {
    /// By pattern: module, name and arity.
    functions: BTreeMap<&'static str, BTreeSet<(String, String, usize)>>,
    tests: BTreeSet<(String, u32)>,
    /// The arity with all parameters, by module, name and any arity that the function has.
    arities: BTreeMap<(String, String, usize), usize>,
}

impl Selected {
    fn add(&mut self, file: &str, text: &str, outline: &Outline) {
        let lines = LineIndex::new(text);
        for (idx, definition) in outline
            .definitions()
            .filter(|(_, found)| found.function.is_some())
        {
            let most = definition.parameters.len();
            let n_defaults = definition
                .parameters
                .iter()
                .filter(|parameter| parameter.has_default)
                .count();
            for arity in most - n_defaults..most {
                let key = (outline.module_of(idx).to_owned(), definition.name.clone(), arity);
                self.arities.insert(key, most);
            }
        }
        for pattern in Patterns::new(Elixir.patterns()).all_built_in() {
            for node in (pattern.find)(outline) {
                if pattern.name == TESTS {
                    let at = outline
                        .tree
                        .node(outline.nodes[node.to_usize()].syntax)
                        .range
                        .start();
                    self.tests.insert((file.to_owned(), lines.line_col(at).line));
                } else if let Some(idx) = outline.definition_at(node) {
                    let definition = outline.definition(idx);
                    let key = (
                        outline.module_of(idx).to_owned(),
                        definition.name.clone(),
                        definition.parameters.len(),
                    );
                    self.functions.entry(pattern.name).or_default().insert(key);
                }
            }
        }
    }
}

fn rows(truth: &Truth) -> Vec<Row> {
    let mut selected = Selected::default();
    for file in truth.modules.keys() {
        let Ok(text) = std::fs::read_to_string(file) else {
            continue;
        };
        if let Ok(outline) = Elixir.outline(&text, file.as_str().into()) {
            selected.add(file, &text, &outline);
        }
    }
    let judged: BTreeSet<&String> = truth.modules.values().flatten().collect();
    let empty = BTreeSet::new();
    let mut rows = Vec::new();
    let row = |pattern: &str, real: BTreeSet<String>, found: BTreeSet<String>| Row {
        pattern: pattern.to_owned(),
        project: truth.name.clone(),
        version: truth.version.clone(),
        files: truth.modules.len(),
        modules_failed: truth.n_failed,
        real: real.len(),
        selected: found.len(),
        missed: real.difference(&found).cloned().collect(),
        extra: found.difference(&real).cloned().collect(),
    };
    for pattern in JUDGED {
        let told = |(module, name, arity): &(String, String, usize)| {
            let key = (module.clone(), name.clone(), *arity);
            let arity = selected.arities.get(&key).unwrap_or(arity);
            format!("{module}#{name}/{arity}")
        };
        let is_judged = |module: &String| match pattern {
            "phoenix_actions" => truth.routed.contains(module),
            _ => judged.contains(module),
        };
        let real = truth.real.get(pattern).unwrap_or(&empty);
        let found = selected.functions.get(pattern).unwrap_or(&empty);
        let real = real.iter().map(told).collect();
        let found = found
            .iter()
            .filter(|(module, ..)| is_judged(module))
            .map(told)
            .collect();
        rows.push(row(pattern, real, found));
    }
    let tested: BTreeSet<&String> = truth.tests.iter().map(|(file, _)| file).collect();
    let told = |(file, line): &(String, u32)| {
        let name = file.rsplit('/').next().unwrap_or(file);
        format!("{name}:{line}")
    };
    let real = truth.tests.iter().map(told).collect();
    let found = selected
        .tests
        .iter()
        .filter(|(file, _)| tested.contains(file))
        .map(told)
        .collect();
    rows.push(row(TESTS, real, found));
    rows.retain(|row| row.real + row.selected > 0);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_fact_is_passed_over() {
        let text = "noise\nproject\ta/b\t1.0\t/a\t2\nmodule\tA\t/a/lib/a.ex\nsaid by a module\n\
                    real\tpublic_functions\tA\tf\t2\ntest\t/a/test/a_test.exs\t7\n";
        let truths = facts(text).unwrap();
        assert_eq!(truths.len(), 1);
        assert_eq!(
            (truths[0].n_failed, truths[0].tests.len(), truths[0].modules.len()),
            (2, 1, 1)
        );
        assert_eq!(truths[0].real["public_functions"].len(), 1);
    }
}
