//! `cargo xtask identity elixir`: proof that weaving changes nothing of Elixir programs.
//!
//! Each project is compiled plain and woven, by the Elixir of this machine or of a root that is given, and must have no
//! new warning; its own tests then run both ways, and every test must have the same outcome. Elixir's own applications
//! are taken from the tag of the version that runs, and what was compiled woven takes the place of what is installed.

mod compare;
mod dialyzer;
mod excluded;
mod machine;
mod needs;
mod own;
mod scoreboard;
mod suite;
mod way;
mod weave;

use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};

use dialyzer::Dialyzer;
pub(crate) use machine::Machine;
use needs::Needs;
pub(crate) use own::nearest_tag;
use scoreboard::Scoreboard;
use suite::Project;
use way::Way;

const USAGE: &str = "usage: cargo xtask identity elixir [--elixir ROOT]... [--apps APP,APP...] [--needs DIR]... [--ways WAY,WAY...] [--compile-only|--dialyzer] [--no-write] DIR...
  ROOT          a folder with a system that has Elixir, for chroot; / is this machine, which is what is taken without it
  DIR           a project with lib and test, or a clone of Elixir's repository or a tree of its sources, of which --apps are taken
  --needs DIR   a project that those need, in Elixir or Erlang; it comes behind what it needs itself
  --ways        how it is woven, all three without it: text (what this program weaves), quoted (what `Spile.parse_and_transform` of
                the package gives for entry and exit), values (the same with arguments, values, errors and variables, printed)
  --dialyzer    asks Dialyzer in place of running tests";

/// What is taken of Elixir's repository when nothing is asked for.
const APPS: &str = "eex,logger,ex_unit,iex,mix,elixir";

/// What was asked for.
struct Options {
    roots: Vec<PathBuf>,
    apps: Vec<String>,
    needs: Vec<PathBuf>,
    ways: Vec<Way>,
    tests: bool,
    dialyzer: bool,
    write: bool,
    folders: Vec<PathBuf>,
}

impl Options {
    fn parse(args: Vec<String>) -> Result<Self> {
        let mut options = Self {
            roots: Vec::new(),
            apps: APPS.split(',').map(str::to_owned).collect(),
            needs: Vec::new(),
            ways: Way::ALL.to_vec(),
            tests: true,
            dialyzer: false,
            write: true,
            folders: Vec::new(),
        };
        let mut args = args.into_iter();
        while let Some(word) = args.next() {
            let mut value = || {
                args.next()
                    .with_context(|| format!("{word} needs a value\n{USAGE}"))
            };
            match word.as_str() {
                "--elixir" => options.roots.push(value()?.into()),
                "--apps" => options.apps = value()?.split(',').map(str::to_owned).collect(),
                "--needs" => options.needs.push(value()?.into()),
                "--ways" => options.ways = value()?.split(',').map(Way::of).collect::<Result<_>>()?,
                "--compile-only" => options.tests = false,
                "--dialyzer" => options.dialyzer = true,
                "--no-write" => options.write = false,
                _ if word.starts_with('-') => bail!("unknown option {word}\n{USAGE}"),
                _ => options.folders.push(word.into()),
            }
        }
        ensure!(!options.folders.is_empty(), "{USAGE}");
        if options.roots.is_empty() {
            options.roots.push("/".into());
        }
        Ok(options)
    }
}

/// Runs the command with the words after `identity elixir`.
///
/// # Errors
/// When a project does not compile plain, when too little was woven, when the compiler or Dialyzer has a new warning, and
/// when the outcome of a test differs.
pub(crate) fn main(args: Vec<String>) -> Result<()> {
    let options = Options::parse(args)?;
    let mut failures = Vec::new();
    for root in &options.roots {
        let machine = Machine::prepare(root)?;
        let needs = Needs::compile(&options.needs, &machine)?;
        let dialyzer = options
            .dialyzer
            .then(|| Dialyzer::prepare(&machine))
            .transpose()?;
        for folder in &options.folders {
            for project in Project::of(folder, &machine, &options.apps)? {
                let mut rows = Scoreboard::default();
                let place = || format!("{} on Elixir {}", project.name, machine.version);
                match &dialyzer {
                    Some(dialyzer) => {
                        rows.dialyzer = dialyzer.compare(&project, &needs).with_context(place)?
                    }
                    None => {
                        rows.rows = suite::run(&project, &needs, &machine, &options.ways, options.tests)
                            .with_context(place)?;
                    }
                }
                println!("{}", rows.lines());
                failures.extend(rows.failures());
                if options.write {
                    // Another run may have written its rows in the meantime.
                    let mut scoreboard = Scoreboard::load()?;
                    scoreboard.replace(rows);
                    scoreboard.save()?;
                }
            }
        }
    }
    super::conclude(&failures)
}
