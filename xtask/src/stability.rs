//! `cargo xtask stability`: what becomes of node IDs in real histories.
//!
//! Every commit of a repository is replayed. `untouched` counts the IDs of nodes that a commit did not touch, `moves` the
//! definitions that are found again after they were renamed or moved. Judges are git, and CPython or Elixir, never our hashes.

mod history;
mod judge;
mod moves;
mod scoreboard;
mod source;
#[cfg(test)]
mod tests;
mod untouched;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::environment::{cargo, root};
use history::{Blobs, commits};
use judge::Judge;
use moves::{Moves, Sides};
use scoreboard::{Row, Scoreboard};
use source::Sources;
use untouched::Untouched;

const USAGE: &str =
    "usage: cargo xtask stability [--elixir] [--limit COMMITS] [--examples] [--no-write] REPO...";

pub(crate) fn main(words: Vec<String>) -> Result<()> {
    if cfg!(debug_assertions) {
        // Ten times faster.
        let mut command = cargo();
        command.args([
            "run",
            "--quiet",
            "--release",
            "--package",
            "xtask",
            "--manifest-path",
        ]);
        command
            .arg(root().join("Cargo.toml"))
            .args(["--", "stability"])
            .args(words);
        command.current_dir(std::env::current_dir()?);
        ensure!(command.status()?.success(), "it failed");
        return Ok(());
    }
    let mut language = Language::Python;
    let (mut limit, mut shows_examples, mut writes, mut repositories) = (None, false, true, Vec::new());
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--elixir" => language = Language::Elixir,
            "--limit" => limit = Some(words.next().context(USAGE)?.parse().context(USAGE)?),
            "--examples" => shows_examples = true,
            "--no-write" => writes = false,
            flag if flag.starts_with('-') => bail!("unknown option {flag}\n{USAGE}"),
            _ => repositories.push(PathBuf::from(word)),
        }
    }
    ensure!(!repositories.is_empty(), "{USAGE}");
    let mut scoreboard = Scoreboard::read(language)?;
    for repository in repositories {
        let row = replay(&repository, language, limit)?;
        println!("{}", row.summary());
        if shows_examples {
            row.moves
                .examples
                .iter()
                .for_each(|example| println!("  {example}"));
        }
        scoreboard.put(row);
        if writes && limit.is_none() {
            scoreboard.write()?;
        }
    }
    Ok(())
}

/// Whose files are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Language {
    Python,
    Elixir,
}

impl Language {
    fn name(self) -> &'static str {
        match self {
            Self::Python => "python",
            Self::Elixir => "elixir",
        }
    }

    /// What the names of its files end in.
    fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Python => &[".py"],
            Self::Elixir => &[".ex", ".exs"],
        }
    }
}

/// Replays the history of one repository.
fn replay(repository: &Path, language: Language, limit: Option<usize>) -> Result<Row> {
    let mut sources = Sources::new(Blobs::of(repository)?);
    let mut judge = Judge::new(language)?;
    let (mut ids, mut moves) = (Untouched::default(), Moves::default());
    let n_commits = commits(repository, language, limit, |commit| {
        let mut sides = Sides {
            olds: Vec::new(),
            news: Vec::new(),
        };
        for change in &commit.changes {
            let old = change
                .old
                .as_ref()
                .map(|side| sources.read(side))
                .transpose()?
                .flatten();
            let new = change
                .new
                .as_ref()
                .map(|side| sources.read(side))
                .transpose()?
                .flatten();
            if let (Some(old), Some(new)) = (&old, &new)
                && old.path == new.path
            {
                untouched::compare(old, new, &change.hunks, &mut ids);
            }
            // A side that is no program says nothing of what went from it or came to it.
            let is_whole = change.old.is_some() == old.is_some() && change.new.is_some() == new.is_some();
            if is_whole {
                sides.olds.extend(old);
                sides.news.extend(new);
            }
        }
        moves::compare(repository, &commit, &sides, &mut judge, &mut moves)
            .with_context(|| format!("at {}", commit.hash))
    })?;
    Ok(Row {
        name: scoreboard::name_of(repository)?,
        head: scoreboard::head_of(repository)?,
        n_commits: n_commits as u64,
        n_unparsed: sources.n_unparsed,
        ids,
        moves,
    })
}
