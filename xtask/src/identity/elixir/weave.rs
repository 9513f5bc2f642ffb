//! Weaves the files of a project where they lie, and counts.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use spile_core::{Asks, EntryExit, Frontend, Moment, NodeKind, Site, Skipped};
use spile_elixir::Elixir;
use spile_elixir::pipeline::{Functions, Instrumentation, Reading, Transformed};
use spile_elixir::weave::{ElixirPlan, weave};
use spile_elixir_syntax::ElixirVersion;

/// What was woven, and what runs with the program and was left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Woven {
    pub(super) files: u64,
    /// Files that are not UTF-8, or no Elixir of this version.
    pub(super) not_programs: u64,
    pub(super) clauses: u64,
    pub(super) clauses_left: u64,
    pub(super) anonymous: u64,
    pub(super) anonymous_left: u64,
}

impl Woven {
    /// Whether at least 99.9 % of the clauses and 99 % of the anonymous functions were woven.
    pub(super) fn is_enough(&self) -> bool {
        self.clauses > 0
            && self.clauses >= 999 * self.clauses_left
            && self.anonymous >= 99 * self.anonymous_left
    }
}

/// What is woven at every function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plan {
    /// Entry and exit.
    Calls,
    /// Entry and exit with arguments, values and durations, all variables at entry and before return, calls and pipelines
    /// with their steps, and code that uses variables. Calls at the end of functions stay what they are.
    Values,
    /// The same with exceptions and code that uses what is returned: there is a `try` around every body.
    Everything,
    /// What `log_entry_exit` of the package can tell, with all variables at entry, before return and on error.
    Logged,
}

impl Plan {
    /// How it is called in tables.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Calls => "entry and exit",
            Self::Values => "values",
            Self::Everything => "everything",
            Self::Logged => "logged",
        }
    }
}

/// Weaves everything below the folder but what tests read as data.
pub(super) fn folder(folder: &Path, version: &str, plan: Plan, woven: &mut Woven) -> Result<()> {
    let version = series(version)?;
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    for path in files {
        file(&path, plan, version, woven).with_context(|| path.display().to_string())?;
    }
    Ok(())
}

/// How many sites and how many definitions left alone there are in a source, and what they are.
pub(super) fn counted(path: &Path, plan: Plan, version: &str) -> Result<((usize, usize), Woven)> {
    let mut woven = Woven {
        files: 1,
        ..Woven::default()
    };
    let source = fs::read_to_string(path)?;
    let transformed =
        transform(&source, plan, series(version)?).context("it is no program of this version")?;
    woven.count(&transformed.sites, &transformed.skipped);
    Ok(((transformed.sites.len(), transformed.skipped.len()), woven))
}

fn series(version: &str) -> Result<ElixirVersion> {
    let series: Vec<&str> = version.split('.').take(2).collect();
    let version = series.join(".").parse();
    version.map_err(|error| anyhow::anyhow!("Elixir {}: {error}", series.join(".")))
}

/// All sources below a folder, but for those that tests read as data.
pub(super) fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let is_source = || path.extension().is_some_and(|end| end == "ex" || end == "exs");
        if path.is_symlink() || path.file_name().is_some_and(|name| name == "fixtures") {
            continue;
        }
        if path.is_dir() {
            collect(&path, files)?;
        } else if is_source() {
            files.push(path);
        }
    }
    Ok(())
}

fn file(path: &Path, plan: Plan, version: ElixirVersion, woven: &mut Woven) -> Result<()> {
    woven.files += 1;
    let source = String::from_utf8(fs::read(path)?).ok();
    let text = source.as_ref().and_then(|source| match plan {
        Plan::Calls => calls(source, version, woven),
        _ => {
            let transformed = transform(source, plan, version)?;
            woven.count(&transformed.sites, &transformed.skipped);
            Some(transformed.text)
        }
    });
    let Some(text) = text else {
        woven.not_programs += 1;
        return Ok(());
    };
    if Some(&text) != source.as_ref() {
        fs::write(path, text)?;
    }
    Ok(())
}

/// The woven text; none for what is no Elixir of this version.
fn calls(source: &str, version: ElixirVersion, woven: &mut Woven) -> Option<String> {
    let plan = ElixirPlan {
        version: Some(version),
        ..ElixirPlan::entry_and_exit(Asks::default())
    };
    let weaving = weave(source, "file", &plan).ok()?;
    woven.count(&weaving.sites, &weaving.skipped);
    Some(weaving.insertions.apply(source).text)
}

/// What the builder makes of a source.
fn transform(source: &str, plan: Plan, version: ElixirVersion) -> Option<Transformed> {
    let reading = Reading {
        version,
        ..Reading::default()
    };
    wanted(source, plan)?.transform(source, &reading).ok()
}

fn wanted(source: &str, plan: Plan) -> Option<Instrumentation> {
    let values = plan != Plan::Calls;
    let entry_exit = EntryExit {
        arguments: values,
        value: values,
        duration: values,
        exceptions: matches!(plan, Plan::Everything | Plan::Logged),
        ..EntryExit::default()
    };
    let mut wanted = Instrumentation::new()
        .instrument_functions(Functions::All, Some(entry_exit))
        .anonymous_functions(true);
    if values {
        wanted = wanted
            .capture_variables(&[], Moment::Entry)
            .capture_variables(&[], Moment::BeforeReturn);
    }
    if matches!(plan, Plan::Values | Plan::Everything) {
        let expressions = expressions(source)?;
        let expressions: Vec<&str> = expressions.iter().map(String::as_str).collect();
        wanted = wanted.track_expressions(&expressions, true);
    }
    if matches!(plan, Plan::Everything | Plan::Logged) {
        wanted = wanted.capture_variables(&[], Moment::OnError);
    }
    if plan == Plan::Everything {
        wanted = wanted
            .inject_before_return("_ = {:returned, result}", &[])
            .inject_on_error("_ = {error, reason, stacktrace}", &[]);
    }
    Some(wanted)
}

/// More than that many expressions of a file are not tracked.
const EXPRESSIONS: usize = 100;

/// The texts of a source's calls and pipelines.
fn expressions(source: &str) -> Option<Vec<String>> {
    let outline = Elixir.outline(source, "file".into()).ok()?;
    let mut texts: Vec<String> = Vec::new();
    for node in &outline.nodes {
        let syntax = outline.tree.node(node.syntax);
        let text = syntax.range.text(source);
        if matches!(syntax.kind, "call" | "pipe")
            && texts.len() < EXPRESSIONS
            && !texts.iter().any(|seen| seen == text)
        {
            texts.push(text.to_owned());
        }
    }
    Some(texts)
}

impl Woven {
    /// Adds what was counted elsewhere.
    pub(super) fn add(&mut self, other: &Self) {
        self.files += other.files;
        self.not_programs += other.not_programs;
        self.clauses += other.clauses;
        self.clauses_left += other.clauses_left;
        self.anonymous += other.anonymous;
        self.anonymous_left += other.anonymous_left;
    }

    fn count(&mut self, sites: &[Site], skipped: &[Skipped]) {
        for site in sites {
            match site.kind {
                NodeKind::Lambda => self.anonymous += 1,
                _ => self.clauses += 1,
            }
        }
        for skipped in skipped {
            let runs = skipped.reason.runs_with_program();
            match skipped.node.kind {
                NodeKind::Lambda if runs => self.anonymous_left += 1,
                NodeKind::Function if runs => self.clauses_left += 1,
                _ => {}
            }
        }
    }
}
