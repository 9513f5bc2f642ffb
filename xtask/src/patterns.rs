//! `cargo xtask patterns python`: what the built-in patterns select in real projects, beside what the frameworks themselves
//! say. `xtask/patterns` has the judges, one per framework, which run in the project's environment; figures go to
//! `docs/patterns`.

mod elixir;
mod project;
mod scoreboard;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

use crate::environment::{cargo, target};
use crate::identity::{interpreter, process};
use project::{Asked, Project};
use scoreboard::{Row, Scoreboard};

const USAGE: &str =
    "usage: cargo xtask patterns python [--short] [--python 3.12] [--project NAME]... [--no-write]
       cargo xtask patterns elixir [--elixir FILE] [--no-write] DIR...";

/// What is asked without `--python`.
pub(crate) const ASKED: &str = "3.12";

/// What judges may take, their import of the project included.
const LIMIT: Duration = Duration::from_secs(600);

/// A place in a file, the line from 1.
type Place = (String, u32);

/// What a judge writes.
#[derive(Debug, Deserialize)]
struct Truth {
    /// Files, and the modules that they are.
    files: BTreeMap<String, String>,
    truth: BTreeMap<String, Vec<(String, u32, String)>>,
    judged: BTreeSet<Place>,
    failed: Vec<String>,
}

/// What the patterns select in one file.
#[derive(Debug, Deserialize)]
struct Hits {
    file: String,
    hits: BTreeMap<String, Vec<(u32, String, String)>>,
}

/// Runs the command with the words after `patterns`.
///
/// # Errors
/// When a project cannot be had or judged; with `--short` also when a figure is lower than the committed one.
pub(crate) fn main(args: Vec<String>) -> Result<()> {
    if let Some((language, words)) = args.split_first()
        && language == "elixir"
    {
        return elixir::main(words.to_vec());
    }
    let mut args = args.into_iter();
    ensure!(args.next().as_deref() == Some("python"), "{USAGE}");
    let (mut series, mut wanted, mut write, mut short) = (ASKED.to_owned(), Vec::new(), true, false);
    while let Some(flag) = args.next() {
        let mut value = || {
            args.next()
                .with_context(|| format!("{flag} needs a value\n{USAGE}"))
        };
        match flag.as_str() {
            "--python" => series = value()?,
            "--project" => wanted.push(value()?),
            "--no-write" => write = false,
            "--short" => short = true,
            _ => bail!("unknown option {flag}\n{USAGE}"),
        }
    }
    let python = interpreter::discover(&[series])?.remove(0);
    let (environments, mut projects) = project::load_all()?;
    projects.retain(|project| wanted.is_empty() || wanted.iter().any(|name| project.is_called(name)));
    if short {
        projects = projects.into_iter().filter_map(Project::in_short).collect();
    }
    ensure!(!projects.is_empty(), "no project is called so");
    let program = program()?;
    let mut board = Scoreboard::load("python")?;
    let mut failures = Vec::new();
    for project in &projects {
        let measured = project
            .prepare(&environments, &python)
            .and_then(|asked| measure(project, &asked, &program))
            .with_context(|| format!("{} by {}", project.name, project.judge));
        let rows = match measured {
            Ok(rows) => rows,
            // The others are worth knowing all the same.
            Err(error) => {
                eprintln!("patterns: {error:#}");
                failures.push(format!("{error:#}"));
                continue;
            }
        };
        for row in rows {
            eprintln!("patterns: {}", row.summary());
            if short && let Some(failure) = board.is_worse(&row) {
                failures.push(failure);
            }
            board.replace(row);
        }
        if write && !short {
            board.save()?;
        }
    }
    ensure!(failures.is_empty(), "{}", failures.join("\n"));
    Ok(())
}

/// The program that prints what the patterns select.
fn program() -> Result<std::path::PathBuf> {
    process::run_quietly(cargo().args([
        "build",
        "--quiet",
        "--locked",
        "--package",
        "spile-python",
        "--example",
        "pattern_hits",
    ]))?;
    Ok(target().join("debug/examples/pattern_hits"))
}

fn measure(project: &Project, asked: &Asked, program: &Path) -> Result<Vec<Row>> {
    let truth = ask(project, asked)?;
    let hits = select(&truth, program)?;
    Ok(project
        .patterns()
        .iter()
        .map(|pattern| compare(project, asked, &truth, &hits, pattern))
        .collect())
}

/// Asks the framework.
fn ask(project: &Project, asked: &Asked) -> Result<Truth> {
    let out = asked.scratch.path.join("truth.json");
    let log = asked.scratch.path.join("log");
    let mut judge = Command::new(&asked.python);
    judge
        .args(["-B", "-X", "utf8"])
        .arg(project::scripts().join("judge.py"))
        .arg(&project.judge)
        .arg(&asked.definition)
        .arg(&out)
        .current_dir(&asked.scratch.path)
        .env("PYTHONHASHSEED", "0")
        .env("HOME", &asked.scratch.path)
        .env_remove("PYTHONPATH");
    let (end, _) = process::run(&mut judge, &log, LIMIT)?;
    let text = std::fs::read_to_string(&out).with_context(|| {
        let said = std::fs::read_to_string(&log).unwrap_or_default();
        let tail: Vec<_> = said.lines().rev().take(12).collect();
        let tail: Vec<_> = tail.into_iter().rev().collect();
        format!("the judge gave no answer: {end}\n{}", tail.join("\n"))
    })?;
    serde_json::from_str(&text).context("what the judge wrote is not as expected")
}

/// What the patterns select in the files that are judged.
fn select(truth: &Truth, program: &Path) -> Result<Vec<Hits>> {
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| program.display().to_string())?;
    let mut input = child.stdin.take().context("the program has an input")?;
    let lines: String = truth
        .files
        .iter()
        .map(|(file, module)| format!("{module}\t{file}\n"))
        .collect();
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = child.wait_with_output()?;
    writer.join().expect("writing does not panic")?;
    ensure!(output.status.success(), "pattern_hits failed");
    let text = String::from_utf8(output.stdout)?;
    text.lines()
        .map(|line| serde_json::from_str(line).context("pattern_hits prints one JSON object a line"))
        .collect()
}

fn compare(project: &Project, asked: &Asked, truth: &Truth, hits: &[Hits], pattern: &str) -> Row {
    let empty = Vec::new();
    let true_places: BTreeMap<Place, &str> = truth
        .truth
        .get(pattern)
        .unwrap_or(&empty)
        .iter()
        .map(|(file, line, name)| ((file.clone(), *line), name.as_str()))
        .collect();
    let only_judged = project.is_judged_by_method(pattern) && !truth.judged.is_empty();
    let mut selected: BTreeMap<Place, &str> = BTreeMap::new();
    for Hits { file, hits } in hits {
        for (line, path, kind) in hits.get(pattern).into_iter().flatten() {
            let place = (file.clone(), *line);
            // A model's methods follow from the model.
            let counts = (pattern != "sqlalchemy_models" || kind == "class")
                && (!only_judged || truth.judged.contains(&place) || true_places.contains_key(&place));
            if counts {
                selected.insert(place, path);
            }
        }
    }
    let told = |places: &BTreeMap<Place, &str>, others: &BTreeMap<Place, &str>| {
        places
            .iter()
            .filter(|(place, _)| !others.contains_key(*place))
            .map(|((file, _), name)| format!("{}#{name}", truth.files.get(file).map_or("", String::as_str)))
            .collect::<Vec<_>>()
    };
    Row {
        pattern: pattern.to_owned(),
        project: project.name.clone(),
        version: asked.version.clone(),
        files: truth.files.len(),
        modules_failed: truth.failed.len(),
        real: true_places.len(),
        selected: selected.len(),
        unjudged: 0,
        missed: told(&true_places, &selected),
        extra: told(&selected, &true_places),
    }
}
