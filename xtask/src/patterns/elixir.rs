//! `cargo xtask patterns elixir DIR...`: what the patterns select in projects of Elixir's, beside what Elixir itself says of
//! them. `xtask/elixir/judge.exs` compiles the folders, in order, and asks: exported functions, behaviours and their callbacks,
//! cycles of calls in the expanded code, Phoenix's routes, ExUnit's tests, the parser's pipelines, calls of Ecto's macros.
//!
//! A function is the same on both sides when a clause of it stands on the same line and has the same name: so what several
//! modules are made of by one text is one, whatever they are called.

mod known;
mod selected;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use spile_core::Frontend;
use spile_elixir::Elixir;

use super::scoreboard::{Row, Scoreboard};
use crate::environment::{command, root};
use known::Known;
use selected::{Selected, SelectedFunction};

const USAGE: &str =
    "usage: cargo xtask patterns elixir [--elixir FILE] [--known] [--no-write] DIR... [--routes DIR]...

  DIR            the sources of a project, behind those that it needs
  --routes DIR   those of an application that is not compiled: where the routes of its Phoenix lead
  --elixir FILE  the program that starts Elixir, instead of the one on PATH
  --known        adds the behaviours and exports that are met to what the front end knows by name";

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
const PIPELINES: &str = "pipelines";
const QUERIES: &str = "ecto_queries";

/// File, line and name of a definition's head; where the compiler finds out the name, it is `unquote`.
type Head = (String, u32, String);
/// File, line and column, from 1.
type Place = (String, u32, u32);

/// A function as Elixir has it.
#[derive(Debug)]
struct Function {
    name: String,
    heads: BTreeSet<Head>,
}

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
    /// By pattern.
    real: BTreeMap<String, Vec<Function>>,
    /// Definitions that Elixir's parser sees outside of `quote`, and those of them that were compiled.
    text: BTreeSet<Head>,
    compiled: BTreeSet<Head>,
    tests: BTreeSet<(String, u32)>,
    pipelines: BTreeSet<Place>,
    /// With the names of what is called.
    queries: BTreeMap<Place, String>,
}

impl Truth {
    /// Adds a function; with clauses at the same place it is one that is there already.
    fn add(&mut self, pattern: &str, function: Function) {
        let all = self.real.entry(pattern.to_owned()).or_default();
        match all
            .iter_mut()
            .find(|other| !other.heads.is_disjoint(&function.heads))
        {
            Some(other) => other.heads.extend(function.heads),
            None => all.push(function),
        }
    }
}

pub(super) fn main(words: Vec<String>) -> Result<()> {
    let (mut program, mut write, mut learns, mut folders) = ("elixir".to_owned(), true, false, Vec::new());
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--elixir" => program = words.next().with_context(|| USAGE.to_owned())?,
            "--no-write" => write = false,
            "--routes" => {
                let folder = words.next().with_context(|| USAGE.to_owned())?;
                let folder = PathBuf::from(&folder).canonicalize().context(folder)?;
                folders.push(PathBuf::from(format!("routes:{}", folder.display())));
            }
            "--known" => learns = true,
            flag if flag.starts_with('-') => bail!("unknown option {flag}\n{USAGE}"),
            folder => folders.push(PathBuf::from(folder).canonicalize().context(word)?),
        }
    }
    ensure!(!folders.is_empty(), "{USAGE}");
    let mut judge = command(&program);
    judge.arg(root().join("xtask/elixir/judge.exs")).args(&folders);
    let mut board = Scoreboard::load("elixir")?;
    let (truths, known) = ask(judge)?;
    if learns {
        known.write()?;
    }
    for truth in truths {
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

fn ask(mut judge: Command) -> Result<(Vec<Truth>, Known)> {
    let output = judge
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .context("cannot start elixir; install one, or name it by --elixir")?;
    ensure!(output.status.success(), "the judge ended with {}", output.status);
    facts(&String::from_utf8_lossy(&output.stdout))
}

/// What the judge printed. The compiled code prints as well; what is no fact is passed over.
fn facts(text: &str) -> Result<(Vec<Truth>, Known)> {
    let mut truths: Vec<Truth> = Vec::new();
    let mut known = Known::default();
    for line in text.lines() {
        let parts: Vec<&str> = line.split('\t').collect();
        if known.learn(&parts) {
            continue;
        }
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
            ["text", file, line, name] => {
                truth
                    .text
                    .insert((file.to_owned(), line.parse()?, name.to_owned()));
            }
            ["compiled", file, line, name] => {
                truth
                    .compiled
                    .insert((file.to_owned(), line.parse()?, name.to_owned()));
            }
            ["real", pattern, module, name, arity, file, heads] => {
                let head = |head: &str| -> Result<Head> {
                    let (line, name) = head.split_once(':').context("a head without a line")?;
                    Ok((file.to_owned(), line.parse()?, name.to_owned()))
                };
                let function = Function {
                    name: format!("{module}#{name}/{arity}"),
                    heads: heads.split(',').map(head).collect::<Result<_>>()?,
                };
                truth.add(pattern, function);
            }
            ["test", file, line] => {
                truth.tests.insert((file.to_owned(), line.parse()?));
            }
            ["pipeline", file, line, column] => {
                truth
                    .pipelines
                    .insert((file.to_owned(), line.parse()?, column.parse()?));
            }
            ["query", file, line, column, name] => {
                let place = (file.to_owned(), line.parse()?, column.parse()?);
                truth.queries.insert(place, name.to_owned());
            }
            _ => {}
        }
    }
    Ok((truths, known))
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
    let mut rows: Vec<Row> = JUDGED
        .iter()
        .map(|pattern| functions(truth, &selected, pattern))
        .collect();
    // Of an application that is not compiled nothing else is known.
    if truth.text.is_empty() {
        rows.retain(|row| row.pattern == "phoenix_actions" && row.real + row.selected > 0);
        return rows;
    }
    rows.push(places(
        truth,
        TESTS,
        &truth.tests,
        &selected.tests,
        |(file, line)| format!("{}:{line}", last(file)),
    ));
    rows.push(places(
        truth,
        PIPELINES,
        &truth.pipelines,
        &selected.pipelines,
        |(file, line, column)| format!("{}:{line}:{column}", last(file)),
    ));
    rows.push(queries(truth, &selected));
    rows.retain(|row| row.real + row.selected > 0);
    rows
}

/// A row without figures.
fn row(truth: &Truth, pattern: &str) -> Row {
    Row {
        pattern: pattern.to_owned(),
        project: truth.name.clone(),
        version: truth.version.clone(),
        files: truth.modules.len(),
        modules_failed: truth.n_failed,
        real: 0,
        selected: 0,
        unjudged: 0,
        missed: Vec::new(),
        extra: Vec::new(),
    }
}

fn last(file: &str) -> &str {
    file.rsplit('/').next().unwrap_or(file)
}

/// Functions that a pattern selects, where the compiler has an opinion.
fn functions(truth: &Truth, selected: &Selected, pattern: &str) -> Row {
    let none = Vec::new();
    let real = truth.real.get(pattern).unwrap_or(&none);
    let found = selected.functions.get(pattern).map_or(&[][..], Vec::as_slice);
    let (mut judged, mut unjudged) = (Vec::new(), 0);
    for function in found {
        let was_left_out =
            function.heads.is_subset(&truth.text) && function.heads.is_disjoint(&truth.compiled);
        if pattern == "phoenix_actions" && !truth.routed.contains(&function.module) {
            continue;
        } else if was_left_out {
            unjudged += 1;
        } else {
            judged.push(function);
        }
    }
    let heads_of = |functions: &[&SelectedFunction]| -> BTreeSet<Head> {
        functions
            .iter()
            .flat_map(|function| function.heads.clone())
            .collect()
    };
    let found_heads = heads_of(&judged);
    let real_heads: BTreeSet<&Head> = real.iter().flat_map(|function| &function.heads).collect();
    let missed = real
        .iter()
        .filter(|function| function.heads.is_disjoint(&found_heads));
    let extra = judged
        .iter()
        .filter(|function| !function.heads.iter().any(|head| real_heads.contains(head)));
    Row {
        real: real.len(),
        selected: judged.len(),
        unjudged,
        missed: missed.map(|function| function.name.clone()).collect(),
        extra: extra.map(|function| function.name.clone()).collect(),
        ..row(truth, pattern)
    }
}

/// What is judged by its place, in files of which the judge tells any.
fn places<P: Ord + Clone + HasFile>(
    truth: &Truth,
    pattern: &str,
    real: &BTreeSet<P>,
    found: &BTreeSet<P>,
    told: impl Fn(&P) -> String,
) -> Row {
    let files: BTreeSet<&str> = real.iter().map(HasFile::file).collect();
    let found: BTreeSet<P> = found
        .iter()
        .filter(|place| pattern == PIPELINES || files.contains(place.file()))
        .cloned()
        .collect();
    Row {
        real: real.len(),
        selected: found.len(),
        missed: real.difference(&found).map(&told).collect(),
        extra: found.difference(real).map(&told).collect(),
        ..row(truth, pattern)
    }
}

trait HasFile {
    fn file(&self) -> &str;
}

impl HasFile for (String, u32) {
    fn file(&self) -> &str {
        &self.0
    }
}

impl HasFile for Place {
    fn file(&self) -> &str {
        &self.0
    }
}

/// Calls that make a query are each in one that is selected; and each of those holds one.
fn queries(truth: &Truth, selected: &Selected) -> Row {
    let is_in = |place: &Place, query: &(Place, Place)| {
        place.0 == query.0.0
            && (query.0.1, query.0.2) <= (place.1, place.2)
            && (place.1, place.2) < (query.1.1, query.1.2)
    };
    let missed = truth
        .queries
        .iter()
        .filter(|(place, _)| !selected.queries.iter().any(|query| is_in(place, query)));
    let extra = selected
        .queries
        .iter()
        .filter(|query| !truth.queries.keys().any(|place| is_in(place, query)));
    let told = |place: &Place| format!("{}:{}:{}", last(&place.0), place.1, place.2);
    Row {
        real: truth.queries.len(),
        selected: selected.queries.len(),
        missed: missed
            .map(|(place, name)| format!("{} {name}", told(place)))
            .collect(),
        extra: extra.map(|query| told(&query.0)).collect(),
        ..row(truth, QUERIES)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_fact_is_passed_over() {
        let text = "noise\nproject\ta/b\t1.0\t/a\t2\nmodule\tA\t/a/lib/a.ex\nsaid by a module\n\
                    real\tpublic_functions\tA\tf\t2\t/a/lib/a.ex\t3:f,4:f\ntest\t/a/test/a_test.exs\t7\n";
        let (truths, _) = facts(text).unwrap();
        assert_eq!(truths.len(), 1);
        assert_eq!(
            (truths[0].n_failed, truths[0].tests.len(), truths[0].modules.len()),
            (2, 1, 1)
        );
        assert_eq!(truths[0].real["public_functions"][0].heads.len(), 2);
    }

    #[test]
    fn clauses_at_one_place_are_one_function_and_what_was_not_compiled_is_not_judged() {
        let text = "project\ta/b\t1.0\t/a\t0\nmodule\tA\t/a/a.ex\n\
                    real\tpublic_functions\tA\tf\t1\t/a/a.ex\t2:f\nreal\tpublic_functions\tB\tf\t1\t/a/a.ex\t2:f\n\
                    text\t/a/a.ex\t2\tf\ntext\t/a/a.ex\t5\tg\ncompiled\t/a/a.ex\t2\tf\n";
        let (truths, _) = facts(text).unwrap();
        let source = "defmodule A do\n  def f(1), do: 1\n  def f(x), do: x\n  if false do\n    def g, do: 1\n  end\n  def h, do: 1\nend\n";
        let mut selected = Selected::default();
        selected.add(
            "/a/a.ex",
            source,
            &Elixir.outline(source, "/a/a.ex".into()).unwrap(),
        );
        let row = functions(&truths[0], &selected, "public_functions");
        assert_eq!((row.real, row.selected, row.unjudged), (1, 2, 1));
        assert!(row.missed.is_empty());
        assert_eq!(row.extra, ["A#h/0"]);
    }

    #[test]
    fn a_call_of_a_query_is_in_one_that_is_selected() {
        let text = "project\ta/b\t1.0\t/a\t0\nquery\t/a/a.ex\t2\t3\tfrom\nquery\t/a/a.ex\t9\t1\twhere\n";
        let (truths, _) = facts(text).unwrap();
        let place = |line, column| ("/a/a.ex".to_owned(), line, column);
        let selected = Selected {
            queries: vec![(place(2, 1), place(3, 4)), (place(5, 1), place(5, 9))],
            ..Selected::default()
        };
        let row = queries(&truths[0], &selected);
        assert_eq!(
            (row.missed, row.extra),
            (vec!["a.ex:9:1 where".to_owned()], vec!["a.ex:5:1".to_owned()])
        );
    }
}
