//! The two places that know how Spile is called: the words before a woven command, and what was woven.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

/// The words that make a command woven: everything, the library and the tests too.
pub fn prefix(trace: &Path) -> Result<Vec<OsString>> {
    let mut words: Vec<OsString> = vec![program()?.into()];
    words.extend(["run", "--target", "**", "-q", "-o"].map(OsString::from));
    words.push(trace.into());
    words.push("--".into());
    Ok(words)
}

/// `$SPILE`, else the release build of this workspace.
fn program() -> Result<PathBuf> {
    if let Some(program) = std::env::var_os("SPILE") {
        return Ok(program.into());
    }
    let target = match std::env::var_os("CARGO_TARGET_DIR") {
        Some(target) => PathBuf::from(target),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../target"),
    };
    let program = target.join("release/spile");
    ensure!(
        program.is_file(),
        "no {}: run `cargo build --release -p spile-cli`, or set SPILE",
        program.display()
    );
    Ok(program)
}

/// What was woven, over one or many runs. A definition counts once for every run that imports it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weaving {
    /// Definitions woven, by kind.
    pub woven: BTreeMap<String, u64>,
    /// Definitions left alone.
    pub skipped: Vec<Skipped>,
    /// Events recorded.
    pub events: u64,
    /// Entries among them.
    pub calls: u64,
}

/// Definitions of one kind left alone for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// Why.
    pub reason: String,
    /// Kind of definition.
    pub kind: String,
    /// How many.
    pub n: u64,
}

/// What the run that left this trace has woven, from `spile stats --format json`.
pub fn stats(trace: &Path) -> Result<Weaving> {
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
    pub fn add(&mut self, other: &Self) {
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
    pub fn kinds(&self) -> BTreeMap<&str, (u64, u64)> {
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
    pub fn below_floor(&self) -> Vec<String> {
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
