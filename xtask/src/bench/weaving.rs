//! How fast the weaver alone is.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::environment::{cargo, command};
use crate::python::Interpreter;
use crate::steps::Log;

use super::report::Weaving;

pub(crate) fn measure(python: &Interpreter, quick: bool, log: &mut Log) -> Result<Weaving> {
    let library = log.output(command(&python.program).args([
        "-I",
        "-c",
        "import sysconfig; print(sysconfig.get_path('stdlib'))",
    ]))?;
    let output = log.output(
        cargo()
            .args([
                "run",
                "--quiet",
                "--release",
                "--package",
                "spile-python",
                "--example",
                "weave_speed",
                "--",
            ])
            .args([library.trim(), if quick { "1" } else { "9" }]),
    )?;
    let found: Value = serde_json::from_str(&output).context("weave_speed prints one JSON object")?;
    let number = |name: &str| found[name].as_u64().context("weave_speed prints all numbers");
    Ok(Weaving {
        python: python.version.clone(),
        files: number("files")?,
        sites: number("sites")?,
        bytes: number("bytes")?,
        mb_per_s: found["mb_per_s"]
            .as_f64()
            .context("weave_speed prints all numbers")?,
    })
}
