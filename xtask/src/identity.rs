//! `cargo xtask identity python|elixir`: proof that weaving changes nothing.
//!
//! Other people's test suites (CPython's own, and those of popular packages) run once plain and once woven, and every
//! test must have the same outcome. The plain half is kept, so a repeated run costs only the woven half. What was woven
//! comes first: a run below the floor is a failure whatever the outcomes. `xtask/identity/README.md` tells the rest.

pub(crate) mod cache;
mod causes;
mod compare;
pub(crate) mod elixir;
pub(crate) mod interpreter;
mod markdown;
mod options;
mod outcome;
pub(crate) mod package;
pub(crate) mod process;
mod scoreboard;
mod suite;
pub(crate) mod unit;
pub(crate) mod weave;

use anyhow::{Context, Result, bail, ensure};

use interpreter::Interpreter;
use options::{Options, Side};
use scoreboard::{Against, Row, Scoreboard};
use suite::Suite;
use unit::Unit;

/// Runs the command with the words after `identity`.
///
/// # Errors
/// When a suite cannot be prepared, when too little was woven, and when a test's outcome differs for a reason that is
/// not in the committed list of inherent causes.
pub(crate) fn main(args: Vec<String>) -> Result<()> {
    if args.first().is_some_and(|word| word == "elixir") {
        return elixir::main(args.into_iter().skip(1).collect());
    }
    let options = Options::parse(args)?;
    let interpreters = interpreter::discover(&options.pythons)?;
    if options.causes {
        return causes::demonstrate(&interpreters);
    }
    if options.side == Side::Woven {
        weave::prepare(&interpreters)?;
        if options.outside {
            weave::weave_calls();
        }
    }
    let mut failures = Vec::new();
    for python in &interpreters {
        for suite in suite::select(&options)? {
            let row = run_suite(&suite, python, &options)
                .with_context(|| format!("{} on Python {}", suite.name(), python.version))?;
            row.print();
            failures.extend(row.failures());
            if row.complete && row.against != Against::Nothing && options.write {
                // Another run may have written its rows in the meantime.
                let mut scoreboard = Scoreboard::load()?;
                scoreboard.replace(row);
                scoreboard.save()?;
            }
        }
    }
    conclude(&failures)
}

/// Tells what does not hold, if anything does not.
fn conclude(failures: &[String]) -> Result<()> {
    for failure in failures {
        eprintln!("identity: {failure}");
    }
    ensure!(
        failures.is_empty(),
        "not identical, or not woven enough: {} lines above",
        failures.len()
    );
    Ok(())
}

/// Prepares one suite for one interpreter, runs its units, and gathers them into a row of the scoreboard.
fn run_suite(suite: &Suite, python: &Interpreter, options: &Options) -> Result<Row> {
    let prepared = suite.prepare(python, options)?;
    if prepared.units.is_empty() {
        bail!("no unit of the suite was selected");
    }
    eprintln!(
        "identity: {} on Python {}: {} units",
        suite.name(),
        python.version,
        prepared.units.len()
    );
    let total = prepared.units.len();
    let reports = process::in_parallel(options.jobs, &prepared.units, |index, unit: &Unit| {
        let report = compare::run_unit(unit, options)?;
        eprintln!("identity: [{}/{total}] {}", index + 1, report.summary());
        Ok(report)
    })?;
    let against = match options.side {
        Side::Woven => Against::Woven,
        Side::Plain => Against::Plain,
        Side::Fill => Against::Nothing,
    };
    let mut row = Row::new(suite, python, &prepared, against);
    for report in reports {
        row.add(report);
    }
    row.judge(&causes::load()?);
    Ok(row)
}
