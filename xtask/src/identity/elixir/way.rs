//! The ways in which a project is woven, and what is run for each.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};

use super::machine::Machine;
use super::weave::{self, Plan, Woven};

/// How a project is woven.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Way {
    /// Entry and exit, by this program, as text in the place of the sources.
    #[default]
    Text,
    /// Entry and exit, by `Spile` in the Elixir that runs, into the quoted form that `Code.compile_quoted` compiles.
    Quoted,
    /// The same with arguments, values, durations, errors and variables, which are printed.
    Values,
}

impl Way {
    pub(super) const ALL: [Self; 3] = [Self::Text, Self::Quoted, Self::Values];

    /// What it is called on the command line and in tables.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Quoted => "quoted",
            Self::Values => "values",
        }
    }

    /// The way of that name.
    pub(super) fn of(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|way| way.name() == name);
        found.with_context(|| format!("{name} is no way of weaving: text, quoted, values"))
    }

    /// Whether the package itself weaves, and the sources stay as they are.
    pub(super) fn is_quoted(self) -> bool {
        self != Self::Text
    }

    /// What woven code calls.
    pub(super) fn runtime(self) -> &'static str {
        match self {
            Self::Text | Self::Quoted => "counting",
            Self::Values => "printing",
        }
    }

    fn plan(self) -> Plan {
        match self {
            Self::Text | Self::Quoted => Plan::Calls,
            Self::Values => Plan::Logged,
        }
    }

    /// The variables that `quoted.ex` reads.
    fn variables(self, machine: &Machine, written: &Path) -> String {
        let plan = match self {
            Self::Text | Self::Quoted => "calls",
            Self::Values => "values",
        };
        format!("SPILE_PLAN={plan} SPILE_WOVEN={}", machine.inside(written))
    }
}

/// One run of a project: plain, or woven.
#[derive(Clone, Copy)]
pub(super) enum Kind<'a> {
    /// What is in the folder, whatever made it.
    Written { runtime: &'a str },
    /// What the package makes of what is in the folder; it tells in a file what it wove.
    Quoted { way: Way, told: &'a Path },
}

impl Kind<'_> {
    /// What stands before a command.
    pub(super) fn variables(self, machine: &Machine) -> String {
        match self {
            Self::Written { .. } => String::new(),
            Self::Quoted { way, told } => way.variables(machine, told),
        }
    }

    /// What woven code calls.
    pub(super) fn runtime(&self) -> &str {
        match self {
            Self::Written { runtime } => runtime,
            Self::Quoted { way, .. } => way.runtime(),
        }
    }

    /// The option of `elixir` that loads the helper of the tests.
    pub(super) fn require(self, helper: &str) -> String {
        match self {
            Self::Written { .. } => format!("-r {helper}"),
            Self::Quoted { .. } => format!("-e 'Spile.Identity.Quoted.require(\"{helper}\")'"),
        }
    }
}

/// What the package told that it wove, counted; it must be what this program weaves of the same sources.
pub(super) fn count(way: Way, folder: &Path, told: &Path, version: &str) -> Result<Woven> {
    let mut woven = Woven::default();
    let text = fs::read_to_string(told).with_context(|| told.display().to_string())?;
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines.dedup();
    for line in lines {
        let fields: Vec<&str> = line.split('\t').collect();
        let [path, sites, skipped] = fields[..] else {
            bail!("the package told of what it wove: {line:?}");
        };
        let file: PathBuf = folder.join(path);
        let (ours, here) =
            weave::counted(&file, way.plan(), version).with_context(|| file.display().to_string())?;
        ensure!(
            [sites, skipped] == [ours.0.to_string(), ours.1.to_string()],
            "{path}: {sites} sites and {skipped} left alone, and {ours:?} where this program weaves it"
        );
        woven.add(&here);
    }
    Ok(woven)
}
