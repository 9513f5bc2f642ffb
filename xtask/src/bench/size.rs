//! How large the traces of real programs are.

use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::steps::Log;

use super::Bench;
use super::report::Size;

/// Name for the reader, and what stands behind `spile run --`.
const PROGRAMS: &[(&str, &[&str])] = &[
    (
        "sympy integrates",
        &[
            "python",
            "-c",
            "import sympy; x=sympy.Symbol('x'); print(sympy.integrate(x**2*sympy.sin(x), x))",
        ],
    ),
    (
        "pytest runs two of sympy's test modules",
        &[
            "python",
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "--pyargs",
            "sympy.core.tests.test_basic",
            "sympy.core.tests.test_expand",
        ],
    ),
];

pub(crate) fn measure(bench: &Bench, log: &mut Log) -> Result<Vec<Size>> {
    PROGRAMS
        .iter()
        .map(|(name, program)| {
            let trace = bench.work().join("size-trace");
            let mut command = bench.venv.command("spile");
            command
                .args(["run", "-q", "--target", "sympy.**", "-o"])
                .arg(&trace)
                .arg("--")
                .args(*program);
            log.run(&mut command)?;
            let top = log.output(
                bench
                    .venv
                    .command("spile")
                    .args(["top", "--format", "json", "--limit", "1"])
                    .arg(&trace),
            )?;
            let top: Value = serde_json::from_str(&top).context("spile top prints one JSON object")?;
            let (mut bytes, mut event_bytes) = (0, 0);
            for entry in fs::read_dir(&trace)? {
                let entry = entry?;
                let len = entry.metadata()?.len();
                bytes += len;
                if entry.path().extension().is_some_and(|ending| ending == "events") {
                    event_bytes += len;
                }
            }
            Ok(Size {
                program: (*name).to_owned(),
                calls: top["calls"].as_u64().context("spile top prints calls")?,
                bytes,
                event_bytes,
            })
        })
        .collect()
}
