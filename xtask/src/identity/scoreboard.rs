//! The committed result: `docs/identity/python.json`, and `python.md` made of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::causes::{self, Cause};
use super::compare::{Difference, Report};
use super::interpreter::Interpreter;
use super::markdown;
use super::outcome::Tally;
use super::suite::{Prepared, Suite};
use super::weave::Weaving;

const SHOWN_PER_UNIT: usize = 20;

/// All rows, by interpreter, suite and kind of comparison.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Scoreboard {
    /// See [`Row`].
    pub(crate) rows: Vec<Row>,
}

/// What the second run of each test was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Against {
    /// Woven.
    Woven,
    /// Plain again.
    Plain,
    /// There was none; such rows are not kept.
    Nothing,
}

/// One suite on one interpreter.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Row {
    /// `3.11.7`.
    pub(crate) python: String,
    /// The suite.
    pub(crate) suite: String,
    /// Version of what is tested.
    pub(crate) version: String,
    /// What plain was compared with.
    pub(crate) against: Against,
    /// Processes run, each of which ran one part of the suite.
    pub(crate) n_units: usize,
    /// Processes among them that have no test: modules that skip themselves here.
    pub(crate) n_empty_units: usize,
    /// Tests seen, plain or not.
    pub(crate) n_tests: usize,
    /// Plain results.
    pub(crate) plain: Tally,
    /// Wall time of all plain runs, in seconds.
    pub(crate) plain_seconds: f64,
    /// Wall time of all other runs, in seconds.
    pub(crate) other_seconds: f64,
    /// What was woven, added up over all units.
    pub(crate) weaving: Weaving,
    /// Tests whose outcome differs.
    pub(crate) differences: Vec<Listed>,
    /// Tests whose outcome differed once, but not in a second woven run.
    pub(crate) unsteady: Vec<Listed>,
    /// Tests whose outcome differs between plain runs.
    pub(crate) flaky: Vec<Listed>,
    /// What else is wrong.
    pub(crate) complaints: Vec<String>,
    /// Units left out, with reasons.
    pub(crate) excluded: Vec<String>,
    /// Whether the whole suite was run.
    #[serde(skip)]
    pub(crate) complete: bool,
}

/// A test in one of the lists.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Listed {
    /// The unit.
    pub(crate) unit: String,
    /// The test.
    pub(crate) id: String,
    /// Plain outcome.
    pub(crate) plain: String,
    /// Other outcome.
    pub(crate) other: String,
    /// The inherent cause, when the difference is in the closed list.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub(crate) cause: Option<String>,
}

impl Row {
    /// A row without results.
    pub(crate) fn new(suite: &Suite, python: &Interpreter, prepared: &Prepared, against: Against) -> Self {
        Self {
            python: python.version.clone(),
            suite: suite.name().to_owned(),
            version: prepared.version.clone(),
            against,
            n_units: 0,
            n_empty_units: 0,
            n_tests: 0,
            plain: Tally::new(),
            plain_seconds: 0.0,
            other_seconds: 0.0,
            weaving: Weaving::default(),
            differences: Vec::new(),
            unsteady: Vec::new(),
            flaky: Vec::new(),
            complaints: Vec::new(),
            excluded: prepared.excluded.clone(),
            complete: prepared.complete,
        }
    }

    /// Adds the result of one unit.
    pub(crate) fn add(&mut self, report: Report) {
        self.n_units += 1;
        self.n_empty_units += usize::from(report.n_tests == 0);
        self.n_tests += report.n_tests;
        for (result, n) in report.tally {
            *self.plain.entry(result).or_default() += n;
        }
        self.plain_seconds += report.plain_seconds;
        self.other_seconds += report.other_seconds;
        self.weaving.add(&report.weaving);
        self.complaints.extend(report.complaints);
        let listed = |differences: Vec<Difference>| {
            differences.into_iter().map(|difference| Listed {
                unit: report.name.clone(),
                id: difference.id,
                plain: portable(&difference.plain),
                other: portable(&difference.other),
                cause: None,
            })
        };
        self.differences.extend(listed(report.differences));
        self.unsteady.extend(listed(report.unsteady));
        self.flaky.extend(listed(report.flaky));
    }

    /// Notes which differences belong to the closed list, and judges what was woven.
    pub(crate) fn judge(&mut self, causes: &[Cause]) {
        let minor = self
            .python
            .rsplit_once('.')
            .map_or(self.python.as_str(), |(minor, _)| minor);
        for difference in &mut self.differences {
            difference.cause = causes::find(causes, &self.suite, &difference.id, minor).map(str::to_owned);
        }
        if self.against == Against::Woven {
            self.complaints.extend(self.weaving.below_floor());
        }
    }

    /// Tests with the same outcome, in percent.
    pub(crate) fn percent_identical(&self) -> f64 {
        let different = match self.against {
            Against::Woven => self.differences.len() + self.unsteady.len(),
            Against::Plain | Against::Nothing => self.flaky.len(),
        };
        100.0 * self.n_tests.saturating_sub(different) as f64 / self.n_tests.max(1) as f64
    }

    /// What makes the command fail: one line each, and of each unit at most [`SHOWN_PER_UNIT`] differences.
    pub(crate) fn failures(&self) -> Vec<String> {
        let place = format!("{} on {}", self.suite, self.python);
        let mut lines = Vec::new();
        let mut unexplained: BTreeMap<&str, Vec<&Listed>> = BTreeMap::new();
        for difference in self
            .differences
            .iter()
            .filter(|difference| difference.cause.is_none())
        {
            unexplained.entry(&difference.unit).or_default().push(difference);
        }
        for (unit, differences) in unexplained {
            for d in differences.iter().take(SHOWN_PER_UNIT) {
                lines.push(format!(
                    "{place}: {unit}: {}: plain {}; woven {}",
                    d.id, d.plain, d.other
                ));
            }
            if let Some(more) = differences
                .len()
                .checked_sub(SHOWN_PER_UNIT)
                .filter(|more| *more > 0)
            {
                lines.push(format!("{place}: {unit}: and {more} more"));
            }
        }
        lines.extend(
            self.complaints
                .iter()
                .map(|complaint| format!("{place}: {complaint}")),
        );
        lines
    }

    /// Says in one line what came out.
    pub(crate) fn print(&self) {
        let tally: Vec<_> = self
            .plain
            .iter()
            .map(|(result, n)| format!("{n} {result}"))
            .collect();
        eprintln!(
            "identity: {} {} on Python {}: {} tests in {} units; plain {} in {:.0} s; {} different, {} unsteady, {} flaky; other {:.0} s",
            self.suite,
            self.version,
            self.python,
            self.n_tests,
            self.n_units,
            tally.join(", "),
            self.plain_seconds,
            self.differences.len(),
            self.unsteady.len(),
            self.flaky.len(),
            self.other_seconds,
        );
    }
}

impl Scoreboard {
    /// The committed one; empty when there is none.
    pub(crate) fn load() -> Result<Self> {
        match std::fs::read(path("json")) {
            Ok(bytes) => serde_json::from_slice(&bytes).context("docs/identity/python.json"),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error).context("docs/identity/python.json"),
        }
    }

    /// Puts the row in the place of an earlier one of the same interpreter, suite and comparison.
    pub(crate) fn replace(&mut self, row: Row) {
        let key = |row: &Row| (row.against, row.python.clone(), row.suite.clone());
        self.rows.retain(|other| key(other) != key(&row));
        self.rows.push(row);
        self.rows.sort_by_key(key);
    }

    /// Writes both files.
    pub(crate) fn save(&self) -> Result<()> {
        std::fs::create_dir_all(path("json").parent().context("the path has a parent")?)?;
        std::fs::write(path("json"), serde_json::to_string_pretty(self)? + "\n")?;
        std::fs::write(path("md"), markdown::render(self))?;
        Ok(())
    }
}

/// A message without the path of the home folder, which is the machine's and not the test's.
fn portable(message: &str) -> String {
    match std::env::home_dir().as_deref().and_then(Path::to_str) {
        Some(home) if home.len() > 1 => message.replace(home, "~"),
        _ => message.to_owned(),
    }
}

fn path(extension: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../docs/identity/python")
        .with_extension(extension)
}
