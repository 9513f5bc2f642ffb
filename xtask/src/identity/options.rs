//! The command line.

use anyhow::{Context, Result, bail};

const USAGE: &str = "usage: cargo xtask identity python [--short] [--python 3.11]... [--suite NAME]... \
[--modules NAME,NAME...] [--jobs N] [--side woven|plain|fill] [--outside] [--no-write]
       cargo xtask identity causes [--python 3.11]...
       cargo xtask identity elixir [--elixir ROOT]... DIR...";

/// What the second run of every test is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Woven: the comparison that matters.
    Woven,
    /// Plain again: finds the tests that are flaky without us.
    Plain,
    /// None: only fills the cache of plain runs.
    Fill,
}

/// What was asked for.
#[derive(Debug)]
pub(crate) struct Options {
    /// Only show that the inherent causes are inherent.
    pub(crate) causes: bool,
    /// The committed selection of few modules and small suites.
    pub(crate) short: bool,
    /// `major.minor` of the interpreters; empty means all that are supported.
    pub(crate) pythons: Vec<String>,
    /// Names of suites; empty means all.
    pub(crate) suites: Vec<String>,
    /// Names of CPython's test modules, or units of a package's suite; empty means all.
    pub(crate) modules: Vec<String>,
    /// Units run at once.
    pub(crate) jobs: usize,
    /// The second run.
    pub(crate) side: Side,
    /// Whether the calls of functions are woven, too; their rows are not written.
    pub(crate) outside: bool,
    /// Whether complete rows are written to `docs/identity`.
    pub(crate) write: bool,
}

impl Options {
    /// Reads the words after `identity`.
    pub(crate) fn parse(args: impl IntoIterator<Item = String>) -> Result<Self> {
        let mut args = args.into_iter();
        let causes = match args.next().as_deref() {
            Some("python") => false,
            Some("causes") => true,
            _ => bail!("{USAGE}"),
        };
        let mut options = Self {
            causes,
            short: false,
            pythons: Vec::new(),
            suites: Vec::new(),
            modules: Vec::new(),
            jobs: 2,
            side: Side::Woven,
            outside: false,
            write: true,
        };
        while let Some(flag) = args.next() {
            let mut value = || {
                args.next()
                    .with_context(|| format!("{flag} needs a value\n{USAGE}"))
            };
            match flag.as_str() {
                "--short" => options.short = true,
                "--no-write" => options.write = false,
                "--outside" => (options.outside, options.write) = (true, false),
                "--python" => options.pythons.push(value()?),
                "--suite" => options.suites.push(value()?),
                "--modules" => options.modules.extend(value()?.split(',').map(str::to_owned)),
                "--jobs" => options.jobs = value()?.parse().context("--jobs needs a number")?,
                "--side" => {
                    options.side = match value()?.as_str() {
                        "woven" => Side::Woven,
                        "plain" => Side::Plain,
                        "fill" => Side::Fill,
                        other => bail!("--side {other}: not one of woven, plain, fill"),
                    }
                }
                _ => bail!("unknown option {flag}\n{USAGE}"),
            }
        }
        Ok(options)
    }

    /// Whether everything of each suite runs, so that its row may replace the committed one.
    pub(crate) fn is_complete(&self) -> bool {
        !self.short && self.modules.is_empty()
    }
}
