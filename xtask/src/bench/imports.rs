//! What importing costs, cold and warm.
//!
//! Cold: there is no bytecode of the package, neither Python's nor ours; what it imports beside itself has its bytecode.
//! Warm: the run after that.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::environment::state;
use crate::steps::Log;

use super::report::{ImportRow, Imports, Split};
use super::statistics::{Middle, median};
use super::{Bench, script};

const MODULES: &[&str] = &["sympy", "sqlalchemy.orm", "django.db.models"];

/// The tracers beside Spile: name for the script, name for the reader.
const SLOW: &[(&str, &str)] = &[
    ("logfire", "logfire auto-tracing"),
    ("transformer", "NodeTransformer without a cache"),
];

/// The parts of a cold import that the script tells apart, beside `seconds`.
const PARTS: &[&str] = &["weave", "compile", "finish", "arm", "cache read", "cache write"];

/// Rounds of plain and Spile. More follow while the middle of the ratios is not known well enough.
const MIN_ROUNDS: usize = 5;
const MAX_ROUNDS: usize = 9;
/// Warm imports in one round, as they are short.
const WARM_RUNS: usize = 3;

pub(crate) fn measure(bench: &Bench, quick: bool, log: &mut Log) -> Result<Imports> {
    let mut imports = Imports {
        start_up: start_up(bench, if quick { 1 } else { 5 }, log)?,
        ..Imports::default()
    };
    for module in MODULES {
        let place = |tracer| Place::new(bench, module, tracer);
        let (plain, spile) = (place("plain"), place("spile"));
        for place in [&plain, &spile] {
            // The first fills the caches of what the package imports.
            place.run(bench, log)?;
        }
        let (mut cold, mut warm) = (Pairs::default(), Pairs::default());
        let mut modules = (0, 0);
        for round in 0..if quick { 1 } else { MAX_ROUNDS } {
            if round >= MIN_ROUNDS && cold.is_settled() && warm.is_settled() {
                break;
            }
            plain.make_cold(bench)?;
            spile.make_cold(bench)?;
            modules = cold.add(bench, &plain, &spile, round, log)?;
            for run in 0..WARM_RUNS {
                warm.add(bench, &plain, &spile, round + run, log)?;
            }
        }
        imports.rows.push(ImportRow {
            modules: modules.0,
            cold: Middle::of([1.0]),
            warm: Middle::of([1.0]),
            ..row(module, "plain", cold.plain(), warm.plain())
        });
        imports.rows.push(ImportRow {
            modules: modules.1,
            cold: Middle::of(cold.ratios()),
            warm: Middle::of(warm.ratios()),
            ..row(module, "Spile", cold.traced(), warm.traced())
        });
        for (tracer, name) in SLOW {
            // Their difference is so large that one round tells it.
            let place = place(tracer);
            place.run(bench, log)?;
            place.make_cold(bench)?;
            let (cold_run, warm_run) = (place.run(bench, log)?, place.run(bench, log)?);
            let (cold_s, warm_s) = (seconds(&cold_run), seconds(&warm_run));
            imports.rows.push(ImportRow {
                modules: n_modules(&cold_run),
                cold: Middle::of([cold_s / cold.plain()]),
                warm: Middle::of([warm_s / warm.plain()]),
                ..row(module, name, cold_s, warm_s)
            });
        }
        imports.splits.push(split(bench, module, log)?);
    }
    Ok(imports)
}

fn row(module: &str, tracer: &str, cold_s: f64, warm_s: f64) -> ImportRow {
    ImportRow {
        module: module.to_owned(),
        tracer: tracer.to_owned(),
        cold_s,
        warm_s,
        ..ImportRow::default()
    }
}

/// Where the time of a cold import goes.
fn split(bench: &Bench, module: &str, log: &mut Log) -> Result<Split> {
    let place = Place::new(bench, module, "spile-split");
    place.run(bench, log)?;
    place.make_cold(bench)?;
    let run = place.run(bench, log)?;
    let part = |name: &str| (name.to_owned(), run[name].as_f64().unwrap_or(f64::NAN));
    Ok(Split {
        module: module.to_owned(),
        parts: ["seconds"].iter().chain(PARTS).map(|name| part(name)).collect(),
    })
}

/// CPU seconds of imports, plain and below Spile, one right after the other.
#[derive(Default)]
struct Pairs(Vec<(f64, f64)>);

impl Pairs {
    /// One more pair; whoever is first in one is second in the next. Returns how many modules of the package each loads.
    fn add(
        &mut self,
        bench: &Bench,
        plain: &Place,
        spile: &Place,
        round: usize,
        log: &mut Log,
    ) -> Result<(u64, u64)> {
        let (plain, spile) = if round.is_multiple_of(2) {
            let plain = plain.run(bench, log)?;
            (plain, spile.run(bench, log)?)
        } else {
            let spile = spile.run(bench, log)?;
            (plain.run(bench, log)?, spile)
        };
        self.0.push((seconds(&plain), seconds(&spile)));
        Ok((n_modules(&plain), n_modules(&spile)))
    }

    fn ratios(&self) -> impl Iterator<Item = f64> {
        self.0.iter().map(|(plain, traced)| traced / plain)
    }

    fn plain(&self) -> f64 {
        median(self.0.iter().map(|pair| pair.0))
    }

    fn traced(&self) -> f64 {
        median(self.0.iter().map(|pair| pair.1))
    }

    fn is_settled(&self) -> bool {
        Middle::of(self.ratios()).error() < 0.02
    }
}

fn seconds(run: &Value) -> f64 {
    run["seconds"].as_f64().unwrap_or(f64::NAN)
}

fn n_modules(run: &Value) -> u64 {
    run["modules"].as_u64().unwrap_or(0)
}

/// CPU seconds of a whole process that imports nothing of interest.
fn start_up(bench: &Bench, rounds: usize, log: &mut Log) -> Result<(f64, f64)> {
    let mut times = (Vec::new(), Vec::new());
    for round in 0..=2 * rounds {
        let mut process = |tracer| -> Result<f64> {
            let run = Place::new(bench, "gc", tracer).run(bench, log)?;
            run["process"].as_f64().context("imports.py prints its CPU time")
        };
        let (plain, spile) = (process("plain")?, process("spile")?);
        if round > 0 {
            times.0.push(plain);
            times.1.push(spile);
        }
    }
    Ok((median(times.0), median(times.1)))
}

/// One import under one tracer, with caches of its own.
struct Place<'a> {
    module: &'a str,
    tracer: &'a str,
    directory: PathBuf,
}

/// Where caches go that are to be gone.
fn old() -> PathBuf {
    state().join("bench").join("old")
}

/// Removes what was put aside. To be called when nothing is measured any more.
pub(crate) fn clean() -> Result<()> {
    if old().exists() {
        fs::remove_dir_all(old())?;
    }
    Ok(())
}

impl<'a> Place<'a> {
    fn new(bench: &Bench, module: &'a str, tracer: &'a str) -> Place<'a> {
        Place {
            module,
            tracer,
            directory: bench.work().join(format!("import-{module}-{tracer}")),
        }
    }

    fn package(&self) -> &'a str {
        self.module.split('.').next().unwrap_or(self.module)
    }

    fn make_cold(&self, bench: &Bench) -> Result<()> {
        let site_packages = bench
            .venv
            .bin()
            .join(format!("../lib/python{}/site-packages", bench.python.series()));
        let package = fs::canonicalize(site_packages)?.join(self.package());
        let below = package.strip_prefix("/").unwrap_or(&package);
        put_aside(&self.directory.join("pycache").join(below))?;
        put_aside(&self.directory.join("cache"))
    }

    fn run(&self, bench: &Bench, log: &mut Log) -> Result<Value> {
        fs::create_dir_all(&self.directory)?;
        let mut command = if self.tracer.starts_with("spile") {
            let mut command = bench.venv.command("spile");
            let target = format!("{}.**", self.package());
            command.args(["run", "-q", "--target", target.as_str(), "-o"]);
            command.arg(self.directory.join("trace")).args(["--", "python"]);
            command
        } else {
            bench.venv.command("python")
        };
        command
            .arg(script("imports.py"))
            .args([self.tracer, self.module])
            .env("XDG_CACHE_HOME", self.directory.join("cache"))
            .env("PYTHONPYCACHEPREFIX", self.directory.join("pycache"));
        let output = log.output(&mut command)?;
        serde_json::from_str(output.trim()).context("imports.py prints one JSON object")
    }
}

/// Not deleted: without a journal, ext4 takes much longer for a new file while it steps over those that were deleted in
/// the last minutes (`recently_deleted` in `fs/ext4/ialloc.c`), and that would be the time of the import.
fn put_aside(directory: &Path) -> Result<()> {
    if !directory.exists() {
        return Ok(());
    }
    let old = old();
    fs::create_dir_all(&old)?;
    let number = fs::read_dir(&old)?.count();
    fs::rename(directory, old.join(number.to_string()))
        .with_context(|| format!("cannot move {}", directory.display()))
}
