//! The committed figures: `docs/patterns/python.json` and `elixir.json`, and `python.md` and `elixir.md` made of them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::environment::root;

/// Misses and extras that `python.md` names per row; `python.json` has all.
const TOLD: usize = 8;

/// Why a pattern and its judge differ, as people found out: `xtask/patterns/causes.json`.
#[derive(Debug, Deserialize)]
struct Cause {
    pattern: String,
    project: String,
    /// What was missed or selected too much; `*` at the end stands for anything.
    names: Vec<String>,
    cause: String,
}

impl Cause {
    fn explains(&self, row: &Row, name: &str) -> bool {
        let is_named = |pattern: &String| match pattern.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => pattern == name,
        };
        (&self.pattern, &self.project) == (&row.pattern, &row.project) && self.names.iter().any(is_named)
    }
}

fn causes() -> Vec<Cause> {
    let path = root().join("xtask/patterns/causes.json");
    let text = std::fs::read_to_string(path).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// All rows, by pattern and project.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Scoreboard {
    #[serde(skip)]
    language: String,
    rows: Vec<Row>,
}

/// One pattern on one project.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Row {
    pub(super) pattern: String,
    pub(super) project: String,
    pub(super) version: String,
    /// Files that are judged.
    pub(super) files: usize,
    /// Modules that could not be imported, and are not judged.
    pub(super) modules_failed: usize,
    /// What the framework says.
    pub(super) real: usize,
    /// What the pattern selects.
    pub(super) selected: usize,
    /// What is selected and cannot be judged, as the compiler left it out.
    #[serde(default)]
    pub(super) unjudged: usize,
    /// What only the framework says, as `module#path`.
    pub(super) missed: Vec<String>,
    /// What only the pattern selects.
    pub(super) extra: Vec<String>,
}

fn ratio(part: usize, whole: usize) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    format!("{:.3}", part as f64 / whole as f64)
}

impl Row {
    /// Of what is real, what is selected.
    fn n_found(&self) -> usize {
        self.real - self.missed.len()
    }

    /// Of what is selected, what is real: the same, where both are counted by the same.
    fn n_right(&self) -> usize {
        self.selected - self.extra.len()
    }

    fn recall(&self) -> String {
        ratio(self.n_found(), self.real)
    }

    fn precision(&self) -> String {
        ratio(self.n_right(), self.selected)
    }

    pub(super) fn summary(&self) -> String {
        format!(
            "{} in {} {}: {} real, {} selected, recall {}, precision {}",
            self.pattern,
            self.project,
            self.version,
            self.real,
            self.selected,
            self.recall(),
            self.precision()
        )
    }
}

fn folder() -> PathBuf {
    root().join("docs/patterns")
}

impl Scoreboard {
    pub(super) fn load(language: &str) -> Result<Self> {
        let path = folder().join(format!("{language}.json"));
        let board = match std::fs::read_to_string(&path) {
            Ok(text) => serde_json::from_str(&text).with_context(|| path.display().to_string())?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Self::default(),
            Err(error) => return Err(error).with_context(|| path.display().to_string()),
        };
        Ok(Self {
            language: language.to_owned(),
            ..board
        })
    }

    pub(super) fn replace(&mut self, row: Row) {
        self.rows
            .retain(|other| (&other.pattern, &other.project) != (&row.pattern, &row.project));
        self.rows.push(row);
        self.rows
            .sort_by(|one, other| (&one.pattern, &one.project).cmp(&(&other.pattern, &other.project)));
    }

    /// Says so when a row's recall or precision is a hundredth lower than that of its committed one.
    pub(super) fn is_worse(&self, row: &Row) -> Option<String> {
        let before = self
            .rows
            .iter()
            .find(|other| (&other.pattern, &other.project) == (&row.pattern, &row.project))?;
        let rate = |part: usize, whole: usize| {
            if whole == 0 {
                1.0
            } else {
                part as f64 / whole as f64
            }
        };
        let fell = |before: f64, now: f64| now < before - 0.01;
        let is_worse = fell(rate(before.n_found(), before.real), rate(row.n_found(), row.real))
            || fell(
                rate(before.n_right(), before.selected),
                rate(row.n_right(), row.selected),
            );
        is_worse.then(|| {
            format!(
                "{}; docs/patterns/python.md has {}",
                row.summary(),
                before.summary()
            )
        })
    }

    /// Writes both files.
    pub(super) fn save(&self) -> Result<()> {
        std::fs::create_dir_all(folder())?;
        let json = serde_json::to_string_pretty(self)? + "\n";
        for (ending, text) in [("json", json), ("md", self.markdown())] {
            let path = folder().join(format!("{}.{ending}", self.language));
            std::fs::write(&path, text).with_context(|| path.display().to_string())?;
        }
        Ok(())
    }

    fn markdown(&self) -> String {
        let head = if self.language == "elixir" { ELIXIR } else { PYTHON };
        let mut text = format!("{head}{SUMS}");
        let mut patterns: Vec<&str> = self.rows.iter().map(|row| row.pattern.as_str()).collect();
        patterns.dedup();
        for pattern in &patterns {
            let rows = || self.rows.iter().filter(|row| row.pattern == *pattern);
            let sum = |of: fn(&Row) -> usize| rows().map(of).sum::<usize>();
            let (real, selected) = (sum(|row| row.real), sum(|row| row.selected));
            let _ = writeln!(
                text,
                "| {pattern} | {} | {real} | {selected} | {} | {} |",
                rows().count(),
                ratio(sum(Row::n_found), real),
                ratio(sum(Row::n_right), selected)
            );
        }
        let unjudged = patterns.iter().filter_map(|pattern| {
            let rows = self.rows.iter().filter(|row| row.pattern == *pattern);
            let count: usize = rows.map(|row| row.unjudged).sum();
            (count > 0).then(|| format!("{count} of {pattern}"))
        });
        let unjudged: Vec<String> = unjudged.collect();
        if !unjudged.is_empty() {
            let _ = writeln!(
                text,
                "\nSelected and not judged, as it was not compiled: {}.",
                unjudged.join(", ")
            );
        }
        for pattern in patterns {
            let _ = write!(text, "\n## {pattern}\n\n{}", TABLE);
            for row in self.rows.iter().filter(|row| row.pattern == pattern) {
                let _ = writeln!(
                    text,
                    "| {} {} | {} | {} | {} | {} | {} |",
                    row.project,
                    row.version,
                    row.files,
                    row.real,
                    row.selected,
                    row.recall(),
                    row.precision()
                );
            }
            explained(&mut text, self.rows.iter().filter(|row| row.pattern == pattern));
            for row in self.rows.iter().filter(|row| row.pattern == pattern) {
                told(&mut text, row, "missed", &row.missed);
                told(&mut text, row, "selected, but not real", &row.extra);
            }
        }
        text
    }
}

/// The causes of what differs, each with how often it is one.
fn explained<'r>(text: &mut String, rows: impl Iterator<Item = &'r Row>) {
    let causes = causes();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        for name in row.missed.iter().chain(&row.extra) {
            if let Some(cause) = causes.iter().find(|cause| cause.explains(row, name)) {
                *counts.entry(&cause.cause).or_default() += 1;
            }
        }
    }
    if !counts.is_empty() {
        text.push_str("\n| cause of a difference | how often |\n|---|---:|\n");
        for (cause, count) in counts {
            let _ = writeln!(text, "| {cause} | {count} |");
        }
    }
}

fn told(text: &mut String, row: &Row, what: &str, names: &[String]) {
    if names.is_empty() {
        return;
    }
    let shown: Vec<String> = names.iter().take(TOLD).map(|name| format!("`{name}`")).collect();
    let rest = names.len() - shown.len();
    let more = if rest > 0 {
        format!(", and {rest} more")
    } else {
        String::new()
    };
    let _ = write!(text, "\n{}, {what}: {}{more}\n", row.project, shown.join(", "));
}

const PYTHON: &str = "# Patterns beside the frameworks themselves

Written by `cargo xtask patterns python`, which asks each framework what there is in real projects, and compares it with
what the pattern selects in their sources. Only modules that were imported, or collected, are judged. Recall is the share of
what is real that is selected, precision the share of what is selected that is real. [patterns.md](../patterns.md) says what a
pattern knows; `python.json` names all misses.

Who is asked: Flask's rules as they are registered; Django's resolver, its error handlers, and the methods of every view
class; FastAPI's routes; Celery's registries; Click's commands; pytest's collection; SQLAlchemy's mappers; the flags of
compiled code for generators and coroutines; `property` objects, `dataclasses` and the order of bases for the rest. Of
recursion there is only what was seen while a test suite ran: precision is a lower bound there, since what was not seen to
recurse may recurse with other input.
";

const ELIXIR: &str = "# Patterns beside Elixir itself

Written by `cargo xtask patterns elixir DIR...`, which compiles projects and asks Elixir what there is in them, and compares it
with what the pattern selects in their sources. Functions count once, whatever number of clauses and arities they have, and
however many modules one text makes: what is real and what is selected is the same where a clause stands on the same line.
Recall is the share of what is real that is selected, precision the share of what is selected that is real.
[patterns.md](../patterns.md) says what a pattern knows; `elixir.json` names all misses.

Who is asked: the definitions that the compiler kept beside the compiled code, where Elixir's own parser sees them in the source
(what a macro of elsewhere wrote is not there); the modules' behaviours and what these list as callbacks, and for
plugs also what Plug and Phoenix wrote calls of; cycles of calls in the expanded code; Phoenix's routers, where only controllers
that a route leads to are judged; ExUnit's cases; Elixir's parser for pipelines; for queries the calls that the compiler says
are of `Ecto.Query`: each has to be in one that is selected, and each that is selected has to hold one.
Files that do not compile without what they depend on are not judged, nor is what was not compiled, as it stands under a
condition that did not hold or in a test, and tests do not run: below the table stands how much of that is selected. Of
applications whose dependencies are not here the routers alone are compiled, by Phoenix's own macros.

The behaviours of the packages in this table are among those that are known by name, so `behaviour_callbacks` finds here what it
would of a package that is not known only where `@impl` says so: 0.89 of it, before they were known.
";

const SUMS: &str = "
| pattern | projects | real | selected | recall | precision |
|---|---:|---:|---:|---:|---:|
";

const TABLE: &str = "| project | files | real | selected | recall | precision |
|---|---:|---:|---:|---:|---:|
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_are_read_and_explain_what_differs_now() {
        let causes = causes();
        let rows = Scoreboard::load("elixir").unwrap().rows;
        for cause in &causes {
            let differs = rows.iter().any(|row| {
                let mut names = row.missed.iter().chain(&row.extra);
                names.any(|name| cause.explains(row, name))
            });
            assert!(
                differs,
                "{} {}: nothing differs for this cause any more",
                cause.pattern, cause.project
            );
        }
    }
}
