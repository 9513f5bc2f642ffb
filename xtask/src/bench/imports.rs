//! What importing costs, cold and warm.
//!
//! Cold: there is no bytecode of the package, neither Python's nor ours; what it imports beside itself has its bytecode.
//! Warm: the run after that.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::steps::Log;

use super::report::{ImportRow, Imports, Split};
use super::statistics::median;
use super::{Bench, script};

const MODULES: &[&str] = &["sympy", "sqlalchemy.orm", "django.db.models"];

/// Name for the script, name for the reader, whether it is so slow that one round has to do.
const TRACERS: &[(&str, &str, bool)] = &[
    ("plain", "plain", false),
    ("spile", "Spile", false),
    ("spile-split", "", true),
    ("logfire", "logfire auto-tracing", true),
    ("transformer", "NodeTransformer without a cache", true),
];

/// The parts of a cold import that the script tells apart, beside `seconds`.
const PARTS: &[&str] = &["weave", "compile", "finish", "arm", "cache read", "cache write"];

pub(crate) fn measure(bench: &Bench, quick: bool, log: &mut Log) -> Result<Imports> {
    let rounds = if quick { 1 } else { 3 };
    let mut imports = Imports {
        start_up: start_up(bench, rounds, log)?,
        ..Imports::default()
    };
    for module in MODULES {
        // By tracer: rounds of cold and warm.
        let mut runs: Vec<Vec<(Value, Value)>> = vec![Vec::new(); TRACERS.len()];
        for round in 0..rounds {
            for (idx, (tracer, _, is_slow)) in TRACERS.iter().enumerate() {
                if *is_slow && round > 0 {
                    continue;
                }
                let place = Place::new(bench, module, tracer);
                if round == 0 && idx == 0 {
                    place.run(bench, log)?;
                }
                place.make_cold(bench)?;
                runs[idx].push((place.run(bench, log)?, place.run(bench, log)?));
            }
        }
        let seconds = |run: &Value| run["seconds"].as_f64().unwrap_or(f64::NAN);
        let plain = runs[0].clone();
        for ((tracer, name, _), runs) in TRACERS.iter().zip(&runs) {
            if *tracer == "spile-split" {
                let part = |part: &str| {
                    median(
                        runs.iter()
                            .map(|(cold, _)| cold[part].as_f64().unwrap_or(f64::NAN)),
                    )
                };
                imports.splits.push(Split {
                    module: (*module).to_owned(),
                    parts: ["seconds"]
                        .iter()
                        .chain(PARTS)
                        .map(|name| ((*name).to_owned(), part(name)))
                        .collect(),
                });
                continue;
            }
            let both = runs.iter().zip(&plain);
            imports.rows.push(ImportRow {
                module: (*module).to_owned(),
                tracer: (*name).to_owned(),
                modules: runs[0].0["modules"].as_u64().unwrap_or(0),
                cold_s: median(runs.iter().map(|run| seconds(&run.0))),
                warm_s: median(runs.iter().map(|run| seconds(&run.1))),
                cold_ratio: median(
                    both.clone()
                        .map(|(run, plain)| seconds(&run.0) / seconds(&plain.0)),
                ),
                warm_ratio: median(both.map(|(run, plain)| seconds(&run.1) / seconds(&plain.1))),
            });
        }
    }
    Ok(imports)
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

/// One import under one tracer. The caches are those of all tracers: each begins by making them cold.
struct Place<'a> {
    module: &'a str,
    tracer: &'a str,
    directory: PathBuf,
}

impl<'a> Place<'a> {
    fn new(bench: &Bench, module: &'a str, tracer: &'a str) -> Place<'a> {
        Place {
            module,
            tracer,
            directory: bench.work().join(format!("import-{module}")),
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
        remove(&self.directory.join("pycache").join(below))?;
        remove(&self.directory.join("cache"))
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

fn remove(directory: &Path) -> Result<()> {
    if directory.exists() {
        fs::remove_dir_all(directory).with_context(|| format!("cannot remove {}", directory.display()))?;
    }
    Ok(())
}
