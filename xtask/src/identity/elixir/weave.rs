//! Weaves the files of a project where they lie, and counts.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use spile_core::{Asks, NodeKind, NotWoven};
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

/// Weaves everything below the folder but what tests read as data.
pub(super) fn folder(folder: &Path, version: &str, woven: &mut Woven) -> Result<()> {
    let series: Vec<&str> = version.split('.').take(2).collect();
    let version: ElixirVersion = series
        .join(".")
        .parse()
        .map_err(|error| anyhow::anyhow!("Elixir {version}: {error}"))?;
    let plan = ElixirPlan {
        version: Some(version),
        ..ElixirPlan::entry_and_exit(Asks::default())
    };
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    for path in files {
        file(&path, &plan, woven).with_context(|| path.display().to_string())?;
    }
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
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

fn file(path: &Path, plan: &ElixirPlan, woven: &mut Woven) -> Result<()> {
    woven.files += 1;
    let source = String::from_utf8(fs::read(path)?).ok();
    let weaving = source.as_ref().map(|source| weave(source, "file", plan));
    let (Some(source), Some(Ok(weaving))) = (source, weaving) else {
        woven.not_programs += 1;
        return Ok(());
    };
    for site in &weaving.sites {
        match site.kind {
            NodeKind::Lambda => woven.anonymous += 1,
            _ => woven.clauses += 1,
        }
    }
    for skipped in &weaving.skipped {
        let runs = !matches!(
            skipped.reason,
            NotWoven::Quoted | NotWoven::RunsAtCompileTime | NotWoven::NoBody
        );
        match skipped.node.kind {
            NodeKind::Lambda if runs => woven.anonymous_left += 1,
            NodeKind::Function if runs => woven.clauses_left += 1,
            _ => {}
        }
    }
    let text = weaving.insertions.apply(&source).text;
    if text != source {
        fs::write(path, text)?;
    }
    Ok(())
}
