//! The committed figures: `docs/corpora/python.json`, and `python.md` made of it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

use crate::environment::root;

/// All rows, by interpreter and corpus.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Scoreboard {
    /// What needs no CPython.
    pub(crate) texts: Option<Texts>,
    rows: Vec<Row>,
}

/// One corpus as one interpreter sees it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Row {
    pub(crate) corpus: String,
    /// Of the package, or of the interpreter.
    pub(crate) version: String,
    #[serde(flatten)]
    pub(crate) seen: Seen,
}

/// What `corpus_check.py` writes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Seen {
    python: String,
    files: u64,
    bytes: u64,
    /// Files that CPython does not compile.
    not_programs: u64,
    /// Files with definitions.
    woven_files: u64,
    /// Definitions woven, by kind.
    woven: BTreeMap<String, u64>,
    /// Functions among them whose exit by an exception is inferred.
    without_handler: u64,
    skipped: Vec<Skipped>,
    /// What did not hold, by kind.
    failures: BTreeMap<String, u64>,
    /// The first of them, in words.
    told: Vec<String>,
    /// Positions that the plain code has not: of an implicit `return`, whose line is right.
    inexact: u64,
    /// SHA-256 of all woven texts and site tables: the same on every machine.
    digest: String,
    #[serde(skip_serializing, default)]
    seconds: f64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Skipped {
    kind: String,
    reason: String,
    n: u64,
}

/// What the Rust test of the promises has seen.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Texts {
    files: u64,
    woven: u64,
    skipped: u64,
    not_programs: u64,
    #[serde(skip)]
    seconds: f64,
}

/// Checks that count as one promise, and their names in `corpus_check.py`.
const PROMISES: [(&str, &[&str]); 5] = [
    ("strip", &["strip"]),
    (
        "positions",
        &[
            "position",
            "position added",
            "position lost",
            "lines missing",
            "lines added",
        ],
    ),
    ("code", CODE),
    ("threads", &["threads"]),
    ("fail open", &["compiles", "refused", "definitions"]),
];

const CODE: &[&str] = &[
    "co_name",
    "co_qualname",
    "co_flags",
    "co_argcount",
    "co_posonlyargcount",
    "co_kwonlyargcount",
    "co_nlocals",
    "co_varnames",
    "co_names",
    "co_cellvars",
    "co_freevars",
    "co_firstlineno",
    "docstring",
    "nested code",
    "tree",
];

/// A tree that the check's own walk, in Python, does not get to the end of.
const TOO_DEEP: &str = "too deep for the check";

impl Texts {
    /// From the line that the test prints.
    pub(crate) fn parse(line: &str, seconds: f64) -> Result<Self> {
        let numbers: Vec<u64> = line
            .split(|c: char| !c.is_ascii_digit())
            .filter_map(|word| word.parse().ok())
            .collect();
        ensure!(numbers.len() == 4, "not four numbers: {line}");
        Ok(Self {
            files: numbers[0],
            woven: numbers[1],
            skipped: numbers[2],
            not_programs: numbers[3],
            seconds,
        })
    }

    pub(crate) fn summary(&self) -> String {
        format!(
            "texts alone: {} files, {} definitions woven, {} left alone, {:.0} s",
            self.files, self.woven, self.skipped, self.seconds
        )
    }
}

impl Row {
    pub(crate) fn n_failures(&self) -> u64 {
        let failures = self.seen.failures.iter();
        failures
            .filter(|(kind, _)| *kind != TOO_DEEP)
            .map(|(_, n)| n)
            .sum()
    }

    fn n_failures_of(&self, kinds: &[&str]) -> u64 {
        kinds
            .iter()
            .filter_map(|kind| self.seen.failures.get(*kind))
            .sum()
    }

    fn n_woven(&self) -> u64 {
        self.seen.woven.values().sum()
    }

    fn n_skipped(&self) -> u64 {
        self.seen.skipped.iter().map(|skipped| skipped.n).sum()
    }

    /// One line, and what did not hold.
    pub(crate) fn summary(&self) -> String {
        let mut text = format!(
            "{} {} on {}: {} files, {} definitions woven, {} left alone, {} failures, {:.0} s",
            self.corpus,
            self.version,
            self.seen.python,
            self.seen.files,
            self.n_woven(),
            self.n_skipped(),
            self.n_failures(),
            self.seen.seconds
        );
        for told in &self.seen.told {
            text += &format!("\n  {told}");
        }
        text
    }
}

impl Scoreboard {
    fn path(name: &str) -> PathBuf {
        root().join("docs/corpora").join(name)
    }

    /// The committed one.
    pub(crate) fn load() -> Result<Self> {
        let path = Self::path("python.json");
        match std::fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).with_context(|| path.display().to_string()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error).with_context(|| path.display().to_string()),
        }
    }

    /// Puts a row in the place of the one for the same series of Python.
    pub(crate) fn replace(&mut self, row: Row) {
        let series = |row: &Row| {
            row.seen
                .python
                .rsplit_once('.')
                .map(|(series, _)| series.to_owned())
        };
        self.rows
            .retain(|old| old.corpus != row.corpus || series(old) != series(&row));
        self.rows.push(row);
        self.rows
            .sort_by(|a, b| (&a.seen.python, &a.corpus).cmp(&(&b.seen.python, &b.corpus)));
    }

    /// Writes both files.
    pub(crate) fn save(&self) -> Result<()> {
        std::fs::create_dir_all(Self::path(""))?;
        let mut json = serde_json::to_string_pretty(self)?;
        json.push('\n');
        std::fs::write(Self::path("python.json"), json)?;
        std::fs::write(Self::path("python.md"), self.render())?;
        Ok(())
    }

    fn render(&self) -> String {
        let mut page = String::from(INTRODUCTION);
        page += "\n## Files and promises\n\n\
                 Below the promises: how many files, code objects or positions do not keep them.\n\n\
                 | Python | corpus | version | files | MB | no programs | definitions woven | left alone | no handler |";
        let mut rule = String::from("|---|---|---|---:|---:|---:|---:|---:|---:|");
        for (name, _) in PROMISES {
            page += &format!(" {name} |");
            rule += "---:|";
        }
        page += &format!(" inexact |\n{rule}---:|\n");
        for row in &self.rows {
            let seen = &row.seen;
            let mut line = format!(
                "| {} | {} | {} | {} | {:.1} | {} | {} | {} | {} |",
                seen.python,
                row.corpus,
                row.version,
                seen.files,
                seen.bytes as f64 / 1e6,
                seen.not_programs,
                row.n_woven(),
                row.n_skipped(),
                seen.without_handler
            );
            for (_, kinds) in PROMISES {
                line += &format!(" {} |", row.n_failures_of(kinds));
            }
            page += &format!("{line} {} |\n", seen.inexact);
        }
        if let Some(texts) = &self.texts {
            page += &format!(
                "\nWithout CPython, of all these together: {} files that are programs to the parser ({} are not), {} definitions \
                 woven, {} left alone; all promises hold.\n",
                texts.files, texts.not_programs, texts.woven, texts.skipped
            );
        }
        self.render_kinds(&mut page);
        self.render_reasons(&mut page);
        self.render_failures(&mut page);
        page += "\n## Digests\n\nSHA-256 of all woven texts and site tables in the order of their paths. They change with the \
                 weaver, never with the machine.\n\n| Python | corpus | digest |\n|---|---|---|\n";
        for row in &self.rows {
            let digest = row.seen.digest.get(..16).unwrap_or_default();
            page += &format!("| {} | {} | `{digest}` |\n", row.seen.python, row.corpus);
        }
        page
    }

    fn render_kinds(&self, page: &mut String) {
        *page += "\n## Definitions by kind\n\n| Python | kind | woven | left alone |\n|---|---|---:|---:|\n";
        let mut kinds: BTreeMap<(&str, &str), (u64, u64)> = BTreeMap::new();
        for row in &self.rows {
            for (kind, n) in &row.seen.woven {
                kinds.entry((&row.seen.python, kind)).or_default().0 += n;
            }
            for skipped in &row.seen.skipped {
                kinds.entry((&row.seen.python, &skipped.kind)).or_default().1 += skipped.n;
            }
        }
        for ((python, kind), (woven, skipped)) in kinds {
            *page += &format!("| {python} | {kind} | {woven} | {skipped} |\n");
        }
    }

    fn render_reasons(&self, page: &mut String) {
        *page += "\n## Left alone\n\n| Python | corpus | kind | reason | n |\n|---|---|---|---|---:|\n";
        for row in &self.rows {
            for Skipped { kind, reason, n } in &row.seen.skipped {
                *page += &format!(
                    "| {} | {} | {kind} | {reason} | {n} |\n",
                    row.seen.python, row.corpus
                );
            }
        }
    }

    fn render_failures(&self, page: &mut String) {
        if self.rows.iter().all(|row| row.seen.told.is_empty()) {
            return;
        }
        *page += "\n## What does not hold, or cannot be checked\n\n";
        for row in &self.rows {
            for told in &row.seen.told {
                let told = told.replace('\n', " ").replace('<', "&lt;");
                writeln!(page, "- {} {}: {told}", row.seen.python, row.corpus)
                    .expect("a string takes all that is written to it");
            }
        }
    }
}

const INTRODUCTION: &str = "# Corpora: the promises of weaving, over every file there is

Written by `cargo xtask corpora python`. The corpora are the standard library of each interpreter with its tests, and the
unpacked source distributions of the packages of `xtask/identity/suites.json`. Nothing of them is run.

| promise | what is checked | by what |
|---|---|---|
| strip | the woven text that CPython compiles, without the inserted ranges, is the source; `spile strip` takes back what `spile weave` gave; the list of insertions in a woven file gives the source back | `corpus_check.py`, `promises.rs` |
| positions | each code object has the lines of its plain twin, no fewer and no more; each position of the twin (lines and columns) is there, and positions that the twin has not are within the text, but for those of instructions that cannot raise and so are in no traceback (*inexact*: most are of the implicit `return` at the end of a path); every byte maps there and back | `corpus_check.py`, `promises.rs` |
| code | names, flags, arguments, variables, docstring, first line and order of nested code are those of the twin; without probes the syntax tree is the original's | `corpus_check.py` |
| empty plan | a plan that asks for nothing gives the identical text | `promises.rs` |
| threads | threads that weave at the same time make the same text and site table; twice gives the same; the digests below | `corpus_check.py`, `promises.rs` |
| fail open | woven, a file compiles if and only if it does plain, and else fails with the same error at the same line; every definition that CPython's own parser finds is woven, or left alone with a reason | `corpus_check.py` |

`corpus_check.py` lies in `bindings/python/tests`, `promises.rs` in `crates/spile-python/tests`.
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_the_test_is_understood() {
        let line = "12 files, 345 definitions woven, 6 left alone; 7 files are no programs";
        let texts = Texts::parse(line, 1.0).unwrap();
        assert_eq!(
            (texts.files, texts.woven, texts.skipped, texts.not_programs),
            (12, 345, 6, 7)
        );
        assert!(Texts::parse("12 files", 1.0).is_err());
    }
}
