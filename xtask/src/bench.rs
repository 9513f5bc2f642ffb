//! `cargo xtask bench python`: what Spile costs beside what others cost, as ratios measured in one run.
//!
//! Everything is CPU time, never wall time, and whatever is compared takes turns: what else the machine does falls on
//! all alike. The workloads are Python scripts in `xtask/bench/python`; the numbers that count are committed in
//! `docs/benchmarks`.

mod calls;
mod elixir;
mod elixir_parser;
mod imports;
mod machine;
mod markdown;
mod planning;
mod report;
mod size;
mod statistics;
mod trace;
mod weaving;

use std::fs;

use anyhow::{Context, Result, bail, ensure};

use crate::environment::{root, state};
use crate::python::{Interpreter, Venv, usable_interpreters};
use crate::steps::{Log, Runner};
use crate::wheel::{self, Profile, Wheel};

use report::{PythonReport, Report};

const USAGE: &str = "usage: cargo xtask bench python [--python 3.11]... [--quick] [--only calls|imports|weaving|size]... [--write]";

/// What is compared with Spile, and what is imported and traced; pinned so that two runs measure the same.
const PACKAGES: &[&str] = &[
    "viztracer==1.1.1",
    "logfire==5.2.0",
    "sympy==1.14.0",
    "mpmath==1.3.0",
    "sqlalchemy==2.1.9",
    "django==5.2.19",
    "pytest==9.2.0",
    "hypothesis==6.170.15",
];

/// What was asked for.
#[derive(Debug, Default)]
struct Options {
    /// `major.minor` of the interpreters; empty means all.
    pythons: Vec<String>,
    /// Fewer rounds and less work: to see that it runs, not to quote.
    quick: bool,
    /// Parts of the table; empty means all.
    only: Vec<String>,
    /// Whether the result is written to `docs/benchmarks`.
    write: bool,
}

impl Options {
    fn parse(words: Vec<String>) -> Result<Options> {
        let mut words = words.into_iter();
        ensure!(words.next().as_deref() == Some("python"), "{USAGE}");
        let mut options = Options::default();
        while let Some(flag) = words.next() {
            let mut value = || {
                words
                    .next()
                    .with_context(|| format!("{flag} needs a value\n{USAGE}"))
            };
            match flag.as_str() {
                "--quick" => options.quick = true,
                "--write" => options.write = true,
                "--python" => options.pythons.push(value()?),
                "--only" => options.only.push(value()?),
                _ => bail!("unknown option {flag}\n{USAGE}"),
            }
        }
        ensure!(
            !(options.write && (options.quick || !options.only.is_empty())),
            "--write needs the whole table, without --quick and --only"
        );
        Ok(options)
    }

    fn wants(&self, part: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == part)
    }
}

/// Entry point of the command.
pub(crate) fn main(mut words: Vec<String>) -> Result<()> {
    if words.first().is_some_and(|word| word == "elixir-parser") {
        return elixir_parser::main(words.split_off(1));
    }
    if words.first().is_some_and(|word| word == "elixir") {
        return elixir::main(words.split_off(1));
    }
    if words.first().is_some_and(|word| word == "planning") {
        return planning::main(words.split_off(1));
    }
    if words.first().is_some_and(|word| word == "trace") {
        return trace::main(words.split_off(1));
    }
    let options = Options::parse(words)?;
    let runner = Runner::new(state().join("logs").join("bench"), Vec::new());
    let (Some(report), outcome) = (measure(&runner, &options), runner.finish(0)) else {
        bail!("nothing was measured");
    };
    let page = markdown::render(&report);
    println!("\n{page}");
    outcome?;
    if options.write {
        let directory = root().join("docs").join("benchmarks");
        fs::create_dir_all(&directory)?;
        fs::write(directory.join("python.md"), page)?;
        fs::write(
            directory.join("python.json"),
            serde_json::to_string_pretty(&report)? + "\n",
        )?;
    }
    Ok(())
}

fn measure(runner: &Runner, options: &Options) -> Option<Report> {
    let pythons = runner.needed("pythons", |log| chosen(options, log))?;
    let wheel = runner.needed("wheel", |log| wheel::build(Profile::Release, &pythons[0], log))?;
    let mut report = Report::new(options.quick);
    if options.wants("weaving") {
        report.weaving = runner.needed("weaving", |log| weaving::measure(&pythons[0], options.quick, log));
    }
    for python in &pythons {
        let series = python.series();
        let named = |part: &str| format!("{part} {series}");
        let Some(bench) = runner.needed(&named("environment"), |log| Bench::prepare(python, &wheel, log))
        else {
            continue;
        };
        let mut rows = PythonReport {
            version: python.version.clone(),
            ..PythonReport::default()
        };
        if options.wants("calls") {
            rows.calls = runner.needed(&named("calls"), |log| calls::measure(&bench, options.quick, log));
        }
        if options.wants("imports") {
            rows.imports = runner.needed(&named("imports"), |log| {
                imports::measure(&bench, options.quick, log)
            });
        }
        if options.wants("size") {
            rows.sizes = runner
                .needed(&named("size"), |log| size::measure(&bench, log))
                .unwrap_or_default();
        }
        report.pythons.push(rows);
    }
    runner.needed("clean", |_| imports::clean())?;
    Some(report)
}

fn chosen(options: &Options, log: &mut Log) -> Result<Vec<Interpreter>> {
    let mut pythons = usable_interpreters(log)?;
    pythons.reverse();
    if let Some(missing) = options
        .pythons
        .iter()
        .find(|series| pythons.iter().all(|python| python.series() != **series))
    {
        bail!("no Python {missing} found");
    }
    pythons.retain(|python| options.pythons.is_empty() || options.pythons.contains(&python.series()));
    Ok(pythons)
}

/// An environment with Spile and its peers, for one interpreter.
pub(crate) struct Bench {
    /// The environment.
    pub(crate) venv: Venv,
    /// Its interpreter.
    pub(crate) python: Interpreter,
}

impl Bench {
    fn prepare(python: &Interpreter, wheel: &Wheel, log: &mut Log) -> Result<Bench> {
        let directory = state().join("venv").join(format!("bench-{}", python.series()));
        let venv = Venv::ensure(directory, python, log)?;
        venv.install("packages", "", PACKAGES, log)?;
        wheel.install(&venv, log)?;
        Ok(Bench {
            venv,
            python: python.clone(),
        })
    }

    /// Where caches and traces of this interpreter's runs lie.
    pub(crate) fn work(&self) -> std::path::PathBuf {
        state().join("bench").join(self.python.series())
    }
}

/// The workload script of that name.
pub(crate) fn script(name: &str) -> std::path::PathBuf {
    root().join("xtask").join("bench").join("python").join(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &str) -> Result<Options> {
        Options::parse(words.split_whitespace().map(str::to_owned).collect())
    }

    #[test]
    fn only_whole_tables_are_written() {
        assert!(parse("python --write").is_ok());
        assert!(parse("python --write --quick").is_err());
        assert!(parse("python --write --only calls").is_err());
        assert!(parse("elixir").is_err());
    }
}
