//! One unit plain and once more, and what differs.
//!
//! A test is *flaky* when two plain runs disagree about it. It is excused only as far as that goes: the woven run must
//! show a result and exception that a plain run has shown. A difference that a second woven run does not show is
//! *unsteady*: listed, not counted, unless the process itself was killed or ran out of time.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::Result;

use super::options::{Options, Side};
use super::outcome::{Outcome, PROCESS, Tally, UnitRun, count_results};
use super::unit::{Scratch, Unit};
use super::weave::{self, Weaving};

/// A test whose outcome is not the same.
#[derive(Clone, Debug)]
pub(crate) struct Difference {
    /// The test.
    pub(crate) id: String,
    /// Its plain outcome, in words.
    pub(crate) plain: String,
    /// The other.
    pub(crate) other: String,
}

/// What became of one unit.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// The unit's name.
    pub(crate) name: String,
    /// Plain results.
    pub(crate) tally: Tally,
    /// Tests seen in any run.
    pub(crate) n_tests: usize,
    /// Differences that stay.
    pub(crate) differences: Vec<Difference>,
    /// Differences that a second woven run did not show.
    pub(crate) unsteady: Vec<Difference>,
    /// Differences between plain runs.
    pub(crate) flaky: Vec<Difference>,
    /// What was woven.
    pub(crate) weaving: Weaving,
    /// What makes the unit a failure by itself.
    pub(crate) complaints: Vec<String>,
    /// Seconds of the plain run.
    pub(crate) plain_seconds: f64,
    /// Seconds of the other run.
    pub(crate) other_seconds: f64,
}

impl Report {
    /// One line for the progress.
    pub(crate) fn summary(&self) -> String {
        let mut words = format!(
            "{}: {} tests, {:.1} s plain, {:.1} s",
            self.name, self.n_tests, self.plain_seconds, self.other_seconds
        );
        for (n, what) in [
            (self.differences.len(), "different"),
            (self.unsteady.len(), "unsteady"),
            (self.flaky.len(), "flaky"),
            (self.complaints.len(), "complaints"),
        ] {
            if n > 0 {
                words += &format!(", {n} {what}");
            }
        }
        words
    }
}

/// Runs a unit as often as it takes.
pub(crate) fn run_unit(unit: &Unit, options: &Options) -> Result<Report> {
    let plain = unit.run_plain(1)?;
    let mut report = Report {
        name: unit.name.clone(),
        plain_seconds: plain.seconds,
        ..Report::default()
    };
    count_results(&plain, &mut report.tally);
    report.n_tests = plain.n_tests();
    if plain.timed_out() {
        report.complaints.push(format!(
            "{} took more than {} s plain",
            unit.name,
            unit.limit.as_secs()
        ));
        return Ok(report);
    }
    match options.side {
        Side::Fill => {}
        Side::Plain => {
            let again = unit.run_plain(2)?;
            report.other_seconds = again.seconds;
            report.flaky = differences(&plain, &again, &plain.differing(&again));
        }
        Side::Woven => compare_woven(unit, &plain, &mut report)?,
    }
    Ok(report)
}

fn compare_woven(unit: &Unit, plain: &UnitRun, report: &mut Report) -> Result<()> {
    let woven = run_woven(unit, plain, report)?;
    report.other_seconds = woven.seconds;
    report.n_tests = plain
        .outcomes
        .keys()
        .chain(woven.outcomes.keys())
        .collect::<BTreeSet<_>>()
        .len()
        - 1;
    let mut remaining = plain.differing(&woven);
    if remaining.is_empty() {
        return Ok(());
    }
    let again = unit.run_plain(2)?;
    let flaky = plain.differing(&again);
    report.flaky = differences(plain, &again, &flaky);
    remaining.retain(|id| !(flaky.contains(id) && excused(id, &woven, [plain, &again])));
    if remaining.is_empty() {
        return Ok(());
    }
    let second = run_woven(unit, plain, report)?;
    let agrees = |id: &String| {
        let outcome = second.outcomes.get(id);
        outcome == plain.outcomes.get(id) || outcome == again.outcomes.get(id)
    };
    let (unsteady, stays): (BTreeSet<_>, BTreeSet<_>) = remaining
        .into_iter()
        .partition(|id| agrees(id) && !ended_badly(id, &woven));
    report.unsteady = differences(plain, &woven, &unsteady);
    report.differences = differences(plain, &woven, &stays);
    Ok(())
}

fn run_woven(unit: &Unit, plain: &UnitRun, report: &mut Report) -> Result<UnitRun> {
    let scratch = Scratch::new()?;
    let trace = scratch.path.join("trace");
    let limit = Duration::from_secs_f64(plain.seconds * 5.0 + 120.0);
    let run = unit.run(&weave::prefix(&trace)?, "woven", limit)?;
    match weave::stats(&trace) {
        Ok(weaving) => report.weaving = weaving,
        Err(error) => {
            let complaint = format!("{}: {error:#}", unit.name);
            if !report.complaints.contains(&complaint) {
                report.complaints.push(complaint);
            }
        }
    }
    Ok(run)
}

/// Whether the woven outcome of a flaky test is of a kind that plain runs show.
fn excused(id: &str, woven: &UnitRun, plain: [&UnitRun; 2]) -> bool {
    let kind = |run: &UnitRun| {
        run.outcomes
            .get(id)
            .map(|o: &Outcome| (o.result.clone(), o.exception.clone()))
    };
    plain.iter().any(|run| kind(run) == kind(woven))
}

fn ended_badly(id: &str, run: &UnitRun) -> bool {
    id == PROCESS
        && run
            .outcomes
            .get(PROCESS)
            .is_none_or(|end| !end.result.starts_with("exit"))
}

/// Each of `ids` with both outcomes. That the process ended with another status is not worth a line of its own when a
/// test says why.
fn differences(plain: &UnitRun, other: &UnitRun, ids: &BTreeSet<String>) -> Vec<Difference> {
    let told = ids.len() > 1 && !ended_badly(PROCESS, other);
    ids.iter()
        .filter(|id| !(told && *id == PROCESS))
        .map(|id| Difference {
            id: id.clone(),
            plain: plain.show(id),
            other: other.show(id),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn run(result: &str, exception: Option<&str>) -> UnitRun {
        let outcome = |result: &str| Outcome {
            result: result.to_owned(),
            exception: exception.map(str::to_owned),
            message: None,
            subtests: 0,
        };
        let outcomes = BTreeMap::from([
            ("t".to_owned(), outcome(result)),
            (PROCESS.to_owned(), outcome("exit status 0")),
        ]);
        UnitRun {
            outcomes,
            seconds: 1.0,
        }
    }

    #[test]
    fn a_flaky_test_is_not_excused_for_a_new_exception() {
        let plain = [&run("passed", None), &run("failed", Some("TimeoutError"))];
        assert!(excused("t", &run("failed", Some("TimeoutError")), plain));
        assert!(!excused("t", &run("error", Some("NameError")), plain));
    }

    #[test]
    fn a_test_that_vanishes_differs() {
        let plain = run("passed", None);
        let mut woven = plain.clone();
        woven.outcomes.remove("t");
        assert_eq!(plain.differing(&woven), BTreeSet::from(["t".to_owned()]));
        assert_eq!(woven.show("t"), "absent");
    }
}
