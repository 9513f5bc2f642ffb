//! What a traced call costs.

use std::collections::BTreeMap;
use std::process::Command;

use anyhow::{Context, Result};

use crate::steps::Log;

use super::report::CallRow;
use super::statistics::median;
use super::{Bench, script};

/// Name for the script, name for the reader, whether all kinds of definition are measured, oldest minor version.
const TRACERS: &[(&str, &str, bool, u32)] = &[
    ("plain", "plain against plain: the noise", false, 11),
    ("floor", "floor: two C calls that do nothing", false, 11),
    ("spile-stopped", "Spile, woven but not recording", true, 11),
    ("spile", "Spile", true, 11),
    ("spile-outside", "Spile, with `--outside`", true, 11),
    (
        "monitoring-c",
        "sys.monitoring, callbacks in C, no-op, no clock",
        false,
        12,
    ),
    (
        "monitoring",
        "sys.monitoring, callbacks in Python, no-op, no clock",
        false,
        12,
    ),
    (
        "setprofile",
        "sys.setprofile, callback in Python, no-op, no clock",
        false,
        11,
    ),
    ("viztracer", "viztracer", false, 11),
    (
        "transformer",
        "NodeTransformer: try/finally, append, perf_counter_ns",
        false,
        11,
    ),
];

/// The names of the rows, and of those measured for all tracers the first two.
const ROWS: &[&str] = &[
    "fib",
    "loop",
    "generator",
    "coroutine",
    "lambda",
    "exception",
    "C",
];

pub(crate) fn measure(bench: &Bench, quick: bool, log: &mut Log) -> Result<Vec<CallRow>> {
    let (rounds, repeats, scale) = if quick { (2, 3, "0.1") } else { (7, 5, "1") };
    let tracers: Vec<_> = TRACERS
        .iter()
        .filter(|tracer| bench.python.minor >= tracer.3)
        .collect();
    // By tracer and row: pairs of plain and traced nanoseconds per call.
    let mut pairs: BTreeMap<(usize, usize), Vec<(f64, f64)>> = BTreeMap::new();
    for _ in 0..rounds {
        for (idx, (name, _, all_rows, _)) in tracers.iter().enumerate() {
            let rows = if *all_rows { ROWS } else { &ROWS[..2] };
            let mut command = program(bench, name);
            command.arg(script("calls.py")).args([
                name,
                rows.join(",").as_str(),
                repeats.to_string().as_str(),
                scale,
            ]);
            let output = log.output(&mut command)?;
            let found: BTreeMap<String, Vec<(f64, f64)>> =
                serde_json::from_str(&output).context("calls.py prints one JSON object")?;
            for (row_idx, row) in rows.iter().enumerate() {
                let found = found.get(*row).context("calls.py prints all rows")?;
                pairs.entry((idx, row_idx)).or_default().extend(found);
            }
        }
    }
    Ok(pairs
        .into_iter()
        .map(|((tracer, row), pairs)| CallRow {
            tracer: tracers[tracer].1.to_owned(),
            row: ROWS[row].to_owned(),
            plain_ns: median(pairs.iter().map(|pair| pair.0)),
            added_ns: median(pairs.iter().map(|pair| pair.1 - pair.0)),
            ratio: median(pairs.iter().map(|pair| pair.1 / pair.0)),
        })
        .collect())
}

/// The program that runs the script: Python, below `spile run` where functions are to be woven.
fn program(bench: &Bench, tracer: &str) -> Command {
    if !tracer.starts_with("spile") {
        return bench.venv.command("python");
    }
    let mut command = bench.venv.command("spile");
    command.args(["run", "-q", "--target", "workload"]);
    if tracer == "spile-outside" {
        command.arg("--outside");
    }
    command
        .arg("-o")
        .arg(bench.work().join("calls-trace"))
        .args(["--", "python"]);
    command
}
