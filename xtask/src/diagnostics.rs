//! `cargo xtask diagnostics elixir [--elixir ROOT]... DIR`: what the compiler says of woven programs is what it says of them.
//!
//! `DIR` is a clone of Elixir with its tags. The programs in its tests of the compiler and of the type checker are compiled plain, and
//! woven by several plans, in one process for each Elixir; what is said must be the same to the byte. What is not is counted by cause,
//! in `docs/elixir/diagnostics.json`, and every difference is kept below the target directory, to be read.

mod cause;
mod scoreboard;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::environment::{command, state};
use crate::identity::elixir::{Machine, nearest_tag};
use crate::identity::process;
use scoreboard::{Row, Scoreboard};

const COMPARE: &str = include_str!("../diagnostics/compare.exs");

const USAGE: &str = "usage: cargo xtask diagnostics elixir [--elixir ROOT]... [--no-write] DIR
  ROOT        a folder with a system that has Elixir, for chroot; / is this machine, which is what is taken without it
  DIR         a clone of Elixir's repository with its tags; of it the version that runs is taken, or the last one before it
  --no-write  leaves the committed figures as they are";

/// The tests whose programs are compiled, as `git archive` takes them.
const TESTS: [&str; 2] = [
    "lib/elixir/test/elixir/module/types",
    "lib/elixir/test/elixir/kernel",
];

/// Those of the folders that are about what is said.
const FILES: &str =
    "module/types/*_test.exs kernel/errors_test.exs kernel/expansion_test.exs kernel/warning_test.exs";

pub(crate) fn main(words: Vec<String>) -> Result<()> {
    let mut words = words.into_iter();
    ensure!(words.next().as_deref() == Some("elixir"), "{USAGE}");
    let mut roots = Vec::new();
    let mut clone = None;
    let mut write = true;
    while let Some(word) = words.next() {
        match word.as_str() {
            "--elixir" => {
                let root = words
                    .next()
                    .with_context(|| format!("{word} needs a value\n{USAGE}"))?;
                roots.push(PathBuf::from(root));
            }
            "--no-write" => write = false,
            _ if word.starts_with('-') => bail!("unknown option {word}\n{USAGE}"),
            _ => ensure!(
                clone.replace(PathBuf::from(&word)).is_none(),
                "one clone of Elixir is compared\n{USAGE}"
            ),
        }
    }
    let clone = clone.context(USAGE)?;
    if roots.is_empty() {
        roots.push("/".into());
    }
    for root in roots {
        let row = compared(&root, &clone)?;
        println!("{}", row.line());
        if write {
            let mut scoreboard = Scoreboard::load()?;
            scoreboard.replace(row);
            scoreboard.save()?;
        }
    }
    Ok(())
}

fn compared(root: &Path, clone: &Path) -> Result<Row> {
    let machine = Machine::prepare(root)?;
    let tag = nearest_tag(clone, &machine.version)?;
    // Of this process: another one may compare on the same machine.
    let folder = machine.folder.join(format!("diagnostics-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let archive = folder.join("source.tar");
    let mut git = command("git");
    git.arg("-C").arg(clone).args(["archive", "--output"]);
    process::run_quietly(git.arg(&archive).arg(&tag).args(TESTS))?;
    process::run_quietly(command("tar").arg("-xf").arg(&archive).arg("-C").arg(&folder))?;
    fs::write(folder.join("compare.exs"), COMPARE)?;
    let tests = folder.join("lib/elixir/test/elixir");
    let script = format!(
        "elixir {} ../../../../compare.exs ../../../../said.tsv {FILES}",
        machine.paths("printing")
    );
    let log = folder.join("compare.log");
    let end = machine.run(&tests, &script, &log)?;
    ensure!(
        end == "exit status 0",
        "the programs were not compared: {end}, see {}",
        log.display()
    );
    let said = fs::read_to_string(folder.join("said.tsv"))?;
    let differences = state()
        .join("diagnostics")
        .join(format!("{}.txt", machine.version));
    fs::remove_dir_all(&folder)?;
    Row::of(&said, &machine.version, &tag, &differences)
}
