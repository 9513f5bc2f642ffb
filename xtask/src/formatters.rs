//! `cargo xtask formatters`: node IDs do not change when black or ruff lay a source out anew.
//!
//! The sources are those of the standard library and of the packages whose suites `cargo xtask identity` runs. That comments
//! and blank lines change no ID either is a test of `crates/spile-python/tests/outline.rs`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, thread};

use anyhow::{Context, Result, bail, ensure};
use spile_core::{Frontend, Module, Outline, Scheme, SyntaxIdx};
use spile_python::Python;

use crate::corpora::stdlib_of;
use crate::environment::{cargo, root, state};
use crate::identity::interpreter::{self, Interpreter};
use crate::identity::unit::Scratch;
use crate::identity::{package, process};

const USAGE: &str = "usage: cargo xtask formatters [--short] [--corpus NAME]...";

/// What lays the sources out, pinned.
const REQUIREMENTS: [&str; 2] = ["black==25.9.0", "ruff==0.14.0"];

/// The standard library of the newest interpreter that is compared.
const STDLIB: &str = "stdlib";

/// What the short form takes: of the standard library so many files, and these packages.
const SHORT_STDLIB: usize = 100;
const SHORT_PACKAGES: [&str; 2] = ["attrs", "click"];

/// Formatters refuse what they cannot read, such as syntax of newer or no versions; of more files than one in so many
/// something else is wrong.
const MOST_REFUSED: usize = 20;

/// Runs the command with the words after `formatters`.
///
/// # Errors
/// When a corpus cannot be had, and when an ID has changed.
pub(crate) fn main(words: Vec<String>) -> Result<()> {
    let (mut is_short, mut wanted) = (false, Vec::new());
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        match word.as_str() {
            "--short" => is_short = true,
            "--corpus" => wanted.push(rest.next().context(USAGE)?.clone()),
            _ => bail!("unknown option {word}\n{USAGE}"),
        }
    }
    if cfg!(debug_assertions) && !is_short {
        // Ten times faster.
        let mut command = cargo();
        command.args([
            "run",
            "--quiet",
            "--release",
            "--package",
            "xtask",
            "--",
            "formatters",
        ]);
        ensure!(
            command.args(words).current_dir(root()).status()?.success(),
            "it failed"
        );
        return Ok(());
    }
    let python = interpreter::discover(&[])?
        .pop()
        .context("there is an interpreter")?;
    let formatters = install(&python)?;
    let (mut n_changed, mut n_laid_out) = (0, [0; 2]);
    for (name, files) in corpora(&python, is_short, &wanted)? {
        for (formatter, n_laid_out) in formatters.iter().zip(&mut n_laid_out) {
            let told = formatter.compare(&files)?;
            println!(
                "{name}: {} changed {} of {} files and refused {}; of {} IDs {} are others",
                formatter.name,
                told.n_files_changed,
                files.len(),
                told.n_refused,
                told.n_ids,
                told.faults.len(),
            );
            for fault in told.faults.iter().take(20) {
                println!("  {fault}");
            }
            n_changed += told.faults.len();
            *n_laid_out += told.n_files_changed;
            ensure!(
                told.n_refused * MOST_REFUSED <= files.len(),
                "{} refuses too many files of {name}",
                formatter.name
            );
        }
    }
    ensure!(n_changed == 0, "{n_changed} IDs changed");
    ensure!(!n_laid_out.contains(&0), "a formatter changed nothing");
    Ok(())
}

/// The sources by the names of what they are of.
fn corpora(python: &Interpreter, is_short: bool, wanted: &[String]) -> Result<Vec<(String, Vec<PathBuf>)>> {
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|wanted| wanted == name);
    let mut all = Vec::new();
    if is_wanted(STDLIB) {
        let mut files = sources_in(&stdlib_of(python)?)?;
        if is_short {
            let step = files.len().div_ceil(SHORT_STDLIB).max(1);
            files = files.into_iter().step_by(step).collect();
        }
        all.push((format!("{STDLIB} of {}", python.version), files));
    }
    for package in package::load_all()? {
        let is_in = !is_short || SHORT_PACKAGES.contains(&&*package.name);
        if is_in && is_wanted(&package.name) {
            let files = sources_in(&package.source(python)?)?;
            all.push((format!("{} {}", package.name, package.version), files));
        }
    }
    ensure!(!all.is_empty(), "no corpus is called so");
    Ok(all)
}

/// The Python files below a directory, in order; installed packages are not the standard library's.
fn sources_in(directory: &Path) -> Result<Vec<PathBuf>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(directory).with_context(|| directory.display().to_string())? {
        entries.push(entry?.path());
    }
    entries.sort();
    let mut files = Vec::new();
    for path in entries.into_iter().filter(|path| !path.is_symlink()) {
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "site-packages") {
                files.extend(sources_in(&path)?);
            }
        } else if path.extension().is_some_and(|extension| extension == "py") {
            files.push(path);
        }
    }
    Ok(files)
}

/// A program that lays sources out.
struct Formatter {
    name: &'static str,
    /// It gets a directory.
    command: Vec<String>,
}

/// Installs the formatters, unless that was done before.
fn install(python: &Interpreter) -> Result<[Formatter; 2]> {
    let environment = state()
        .join("venv")
        .join(format!("formatters-{}", python.series()));
    let done = environment.join("installed");
    let wanted = REQUIREMENTS.join("\n");
    if fs::read_to_string(&done).is_ok_and(|installed| installed == wanted) {
        return Ok(formatters(&environment));
    }
    process::run_quietly(
        Command::new(&python.program)
            .args(["-m", "venv", "--clear"])
            .arg(&environment),
    )?;
    let mut pip = Command::new(environment.join("bin/python"));
    pip.args(["-m", "pip", "install", "--quiet", "--only-binary", ":all:"]);
    process::run_quietly(pip.args(REQUIREMENTS))?;
    fs::write(done, wanted)?;
    Ok(formatters(&environment))
}

fn formatters(environment: &Path) -> [Formatter; 2] {
    let program = |name: &str| environment.join("bin").join(name).display().to_string();
    let words = |program: String, words: &[&str]| {
        std::iter::once(program)
            .chain(words.iter().map(|word| (*word).to_owned()))
            .collect()
    };
    [
        Formatter {
            name: "black",
            command: words(program("black"), &["--quiet", "--fast", "--workers", "2"]),
        },
        Formatter {
            name: "ruff",
            command: words(
                program("ruff"),
                &["format", "--quiet", "--isolated", "--no-cache"],
            ),
        },
    ]
}

/// What came of laying a corpus out.
#[derive(Default)]
struct Told {
    n_files_changed: usize,
    n_refused: usize,
    n_ids: usize,
    faults: Vec<String>,
}

impl Formatter {
    /// Lays copies of the files out, and compares the IDs before and after.
    fn compare(&self, files: &[PathBuf]) -> Result<Told> {
        let scratch = Scratch::new()?;
        let copies: Vec<PathBuf> = (0..files.len())
            .map(|number| scratch.path.join(format!("f{number}.py")))
            .collect();
        let mut texts = Vec::new();
        for (file, copy) in files.iter().zip(&copies) {
            let bytes = fs::read(file).with_context(|| file.display().to_string())?;
            // What has another encoding, or is no program, has no IDs that could change.
            let text = String::from_utf8(bytes)
                .ok()
                .filter(|text| outline(text).is_some());
            if let Some(text) = &text {
                fs::write(copy, text)?;
            }
            texts.push(text);
        }
        // Their status also tells that they refuse a file; what they have not laid out is as before.
        let output = Command::new(&self.command[0])
            .args(&self.command[1..])
            .arg(&scratch.path)
            .current_dir(&scratch.path)
            .output()
            .with_context(|| self.command.join(" "))?;
        let said = String::from_utf8_lossy(&output.stderr);
        let n_refused = said.lines().filter(|line| line.starts_with("error")).count();
        let next = AtomicUsize::new(0);
        let work = || -> Result<Told> {
            let mut told = Told::default();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(file) = files.get(at) else {
                    return Ok(told);
                };
                let Some(before) = &texts[at] else { continue };
                let after = fs::read_to_string(&copies[at])?;
                told.n_files_changed += usize::from(*before != after);
                let (n_ids, faults) = changes(before, &after);
                told.n_ids += n_ids;
                let faults = faults.into_iter();
                told.faults
                    .extend(faults.map(|fault| format!("{}: {fault}", file.display())));
            }
        };
        let parts: Vec<Result<Told>> = thread::scope(|scope| {
            let threads = [scope.spawn(work), scope.spawn(work)];
            threads
                .map(|thread| thread.join().expect("comparing does not panic"))
                .into()
        });
        let mut all = Told {
            n_refused,
            ..Told::default()
        };
        for part in parts {
            let part = part?;
            all.n_files_changed += part.n_files_changed;
            all.n_ids += part.n_ids;
            all.faults.extend(part.faults);
        }
        all.faults.sort();
        Ok(all)
    }
}

fn outline(source: &str) -> Option<Outline> {
    Python.outline(source, Module::from("m")).ok()
}

/// How many IDs there are, of all schemes, and what changed about them. Formatters indent docstrings anew: content that
/// holds one is another one then, and nothing else.
fn changes(before: &str, after: &str) -> (usize, Vec<String>) {
    let Some(old) = outline(before) else {
        return (0, Vec::new());
    };
    let Some(new) = outline(after) else {
        return (0, vec!["what was laid out is no program".to_owned()]);
    };
    let (mut n_ids, mut faults) = (0, Vec::new());
    let holds_docstring = |at: SyntaxIdx| {
        old.tree
            .subtree(at)
            .any(|below| old.tree.node(below).kind == "docstring")
    };
    for scheme in Scheme::ALL {
        let (olds, news) = (old.ids(scheme), new.ids(scheme));
        n_ids += olds.len();
        if olds.len() != news.len() {
            faults.push(format!("{scheme}: {} IDs are {}", olds.len(), news.len()));
            continue;
        }
        for ((old_id, new_id), node) in olds.iter().zip(&news).zip(&old.nodes) {
            let is_excepted = || scheme == Scheme::Content && holds_docstring(node.syntax);
            if old_id != new_id && !is_excepted() {
                faults.push(format!("{scheme}: {old_id} is {new_id}"));
            }
        }
    }
    for ((at, definition), (other, _)) in old.definitions().zip(new.definitions()) {
        let same = old.fingerprint(at) == new.fingerprint(other);
        if !same && !holds_docstring(old.syntax_of(at)) {
            faults.push(format!(
                "the fingerprint of {} is another",
                old.id(definition.node)
            ));
        }
    }
    (n_ids, faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout_is_no_change_and_another_name_is() {
        let before = "def f(a):\n  return (a)\n";
        let (n_ids, faults) = changes(before, "def f(\n    a,\n):\n    return a\n");
        assert!(n_ids > 0);
        assert_eq!(faults, Vec::<String>::new());
        assert!(!changes(before, "def f(a):\n  return b\n").1.is_empty());
        assert!(!changes(before, "def g(a):\n  return a\n").1.is_empty());
        assert!(!changes(before, "def f(a):\n  return (\n").1.is_empty());
    }

    #[test]
    fn a_docstring_may_be_indented_anew() {
        let before = "def f():\n  '''a\n  b'''\n  return 1\n";
        let after = "def f():\n    '''a\n    b'''\n    return 1\n";
        assert_eq!(changes(before, after).1, Vec::<String>::new());
    }
}
