//! The closed list of inherent causes: differences that any insertion makes, each shown by a minimal program.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::interpreter::Interpreter;
use super::process::run_quietly;
use super::unit::{read_script, scripts};

/// An entry of `causes.json`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cause {
    /// Its name.
    pub(crate) cause: String,
    /// One sentence.
    #[serde(rename = "why")]
    _why: String,
    /// A program in `xtask/identity` that shows it without Spile.
    program: String,
    /// The tests that differ for it.
    tests: Vec<CausedTest>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CausedTest {
    suite: String,
    id: String,
    /// `3.11`...; absent means all.
    pythons: Option<Vec<String>>,
}

/// The committed list.
///
/// # Errors
/// When it cannot be read, or a program is missing.
pub(crate) fn load() -> Result<Vec<Cause>> {
    let causes: Vec<Cause> = serde_json::from_str(&read_script("causes.json")?).context("causes.json")?;
    for cause in &causes {
        ensure!(
            scripts().join(&cause.program).is_file(),
            "causes.json: {}: no {}",
            cause.cause,
            cause.program
        );
    }
    Ok(causes)
}

/// Runs every program of the list, without Spile: each asserts that an inserted statement changes what it observes.
pub(crate) fn demonstrate(interpreters: &[Interpreter]) -> Result<()> {
    for cause in load()? {
        for python in interpreters {
            run_quietly(
                Command::new(&python.program)
                    .arg("-I")
                    .arg(scripts().join(&cause.program)),
            )
            .with_context(|| format!("cause {}", cause.cause))?;
        }
        eprintln!("identity: {}: shown, {} tests", cause.cause, cause.tests.len());
    }
    Ok(())
}

/// The name of the cause for which this test differs, if it is in the list.
pub(crate) fn find<'a>(causes: &'a [Cause], suite: &str, id: &str, minor: &str) -> Option<&'a str> {
    let holds = |test: &CausedTest| {
        test.suite == suite
            && test.id == id
            && test
                .pythons
                .as_ref()
                .is_none_or(|pythons| pythons.iter().any(|python| python == minor))
    };
    causes
        .iter()
        .find(|cause| cause.tests.iter().any(holds))
        .map(|cause| cause.cause.as_str())
}
