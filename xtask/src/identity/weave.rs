//! The only places that know how Spile is called: which program, the words before a woven command, what was woven.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

use super::interpreter::Interpreter;
use crate::environment::state;
use crate::python::Venv;
use crate::steps::Runner;
use crate::wheel::{self, Profile};

/// The words that make a command woven: everything, the library and the tests too.
pub(crate) fn prefix(trace: &Path) -> Result<Vec<OsString>> {
    let mut words: Vec<OsString> = vec![program()?.into()];
    words.extend(["run", "--target", "**", "-q"].map(OsString::from));
    if OUTSIDE.load(Ordering::Relaxed) {
        words.push("--outside".into());
    }
    words.push("-o".into());
    words.push(trace.into());
    words.push("--".into());
    Ok(words)
}

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
static OUTSIDE: AtomicBool = AtomicBool::new(false);

/// Has the calls of functions woven, too.
pub(crate) fn weave_calls() {
    OUTSIDE.store(true, Ordering::Relaxed);
}

/// Decides which program weaves: `$SPILE`, else the one of the wheel that the sources give.
///
/// # Errors
/// When `$SPILE` is no file, or the wheel cannot be built.
pub(crate) fn prepare(interpreters: &[Interpreter]) -> Result<()> {
    let program = match std::env::var_os("SPILE") {
        Some(program) => std::path::absolute(program)?,
        None => {
            let newest = interpreters.last().context("there is an interpreter")?;
            let runner = Runner::new(state().join("logs/identity"), Vec::new());
            let installed = runner.needed("wheel", |log| {
                let wheel = wheel::build(Profile::Release, newest, log)?;
                let venv = Venv::ensure(state().join("venv/identity"), newest, log)?;
                wheel.install(&venv, log)?;
                Ok(venv.bin().join("spile"))
            });
            installed.context("no wheel to compare with; SPILE can name a program")?
        }
    };
    ensure!(program.is_file(), "SPILE: there is no {}", program.display());
    PROGRAM.get_or_init(|| program);
    Ok(())
}

/// The program that [`prepare`] chose.
pub(crate) fn program() -> Result<&'static PathBuf> {
    PROGRAM.get().context("`prepare` chooses the program first")
}

/// What was woven, over one or many runs. A definition counts once for every run that imports it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Weaving {
    /// Definitions woven, by kind.
    pub(crate) woven: BTreeMap<String, u64>,
    /// Definitions left alone.
    pub(crate) skipped: Vec<Skipped>,
    /// Events recorded.
    pub(crate) events: u64,
    /// Entries among them.
    pub(crate) calls: u64,
}

/// Definitions of one kind left alone for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Skipped {
    /// Why.
    pub(crate) reason: String,
    /// Kind of definition.
    pub(crate) kind: String,
    /// How many.
    pub(crate) n: u64,
}

/// What the run that left this trace has woven, from `spile stats --format json`.
pub(crate) fn stats(trace: &Path) -> Result<Weaving> {
    let output = Command::new(program()?)
        .args(["stats", "--format", "json"])
        .arg(trace)
        .output()?;
    ensure!(
        output.status.success(),
        "spile stats: {}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    serde_json::from_slice(&output.stdout).context("what spile stats prints is not as expected")
}

/// Of 1,000 definitions of this kind, how many must be woven.
fn floor_permille(kind: &str) -> u64 {
    match kind {
        "function" | "method" => 999,
        _ => 990,
    }
}

impl Weaving {
    /// Adds another run's.
    pub(crate) fn add(&mut self, other: &Self) {
        for (kind, n) in &other.woven {
            *self.woven.entry(kind.clone()).or_default() += n;
        }
        for entry in &other.skipped {
            match self
                .skipped
                .iter_mut()
                .find(|mine| mine.reason == entry.reason && mine.kind == entry.kind)
            {
                Some(mine) => mine.n += entry.n,
                None => self.skipped.push(entry.clone()),
            }
        }
        self.events += other.events;
        self.calls += other.calls;
    }

    /// Kind, woven, skipped.
    pub(crate) fn kinds(&self) -> BTreeMap<&str, (u64, u64)> {
        let mut kinds: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for (kind, n) in &self.woven {
            kinds.entry(kind).or_default().0 += n;
        }
        for entry in &self.skipped {
            kinds.entry(&entry.kind).or_default().1 += entry.n;
        }
        kinds
    }

    /// Why this is too little for the outcomes to mean anything; empty when it is enough.
    pub(crate) fn below_floor(&self) -> Vec<String> {
        let kinds = self.kinds();
        let mut complaints = Vec::new();
        if kinds.get("function").is_none_or(|(woven, _)| *woven == 0) || self.calls == 0 {
            complaints.push(format!(
                "nothing was woven, or nothing recorded ({} calls)",
                self.calls
            ));
        }
        for (kind, (woven, skipped)) in kinds {
            let floor = floor_permille(kind);
            if woven * 1000 < (woven + skipped) * floor {
                complaints.push(format!(
                    "only {woven} of {} of kind {kind} were woven; the floor is {}.{} %",
                    woven + skipped,
                    floor / 10,
                    floor % 10
                ));
            }
        }
        complaints
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weaving(functions: u64, skipped: u64) -> Weaving {
        Weaving {
            woven: BTreeMap::from([("function".to_owned(), functions)]),
            skipped: vec![Skipped {
                reason: "nesting".to_owned(),
                kind: "function".to_owned(),
                n: skipped,
            }],
            events: 2,
            calls: 1,
        }
    }

    #[test]
    fn one_function_in_a_thousand_may_be_skipped() {
        assert!(weaving(999, 1).below_floor().is_empty());
        assert_eq!(weaving(998, 2).below_floor().len(), 1);
    }

    #[test]
    fn nothing_woven_is_below_the_floor() {
        assert!(!Weaving::default().below_floor().is_empty());
    }

    #[test]
    fn runs_are_added_by_kind_and_reason() {
        let mut sum = weaving(10, 1);
        sum.add(&weaving(20, 2));
        assert_eq!(sum.kinds()["function"], (30, 3));
        assert_eq!(sum.skipped.len(), 1);
    }
}
