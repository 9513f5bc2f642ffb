//! The outcome of a test, as the runners in `xtask/identity` write it, and what one process of a suite came to.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

/// What became of one test. Two outcomes are the same when all fields are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Outcome {
    /// passed, failed, error, skipped, xfailed or xpassed; for a process how it ended.
    pub(crate) result: String,
    /// Qualified type of the exception.
    pub(crate) exception: Option<String>,
    /// Last line of the exception's message, or the reason of a skip.
    pub(crate) message: Option<String>,
    /// Subtests that passed.
    pub(crate) subtests: u64,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.result)?;
        if self.subtests > 0 {
            write!(f, " with {} subtests", self.subtests)?;
        }
        match (&self.exception, &self.message) {
            // The last line of a traceback names the type already.
            (_, Some(message)) => write!(f, ": {message}"),
            (Some(exception), None) => write!(f, ": {exception}"),
            (None, None) => Ok(()),
        }
    }
}

/// Everything one process of a suite said.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct UnitRun {
    /// By test ID; the process itself has an outcome too, under [`PROCESS`].
    pub(crate) outcomes: BTreeMap<String, Outcome>,
    /// Wall time, in seconds.
    pub(crate) seconds: f64,
}

/// The ID under which the end of the process stands.
pub(crate) const PROCESS: &str = "<process>";

impl UnitRun {
    /// Reads the file that a runner has written, and adds how its process ended.
    pub(crate) fn read(path: &Path, end: String, seconds: f64) -> Result<Self> {
        #[derive(Deserialize)]
        struct Line {
            id: String,
            #[serde(flatten)]
            outcome: Outcome,
        }
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error).with_context(|| path.display().to_string()),
        };
        // Subtests may be called by paths. The runners mask those in messages in the same way.
        let home = std::env::var("HOME").ok().filter(|home| home.len() > 1);
        let mut outcomes = BTreeMap::new();
        let mut seen: HashMap<String, u32> = HashMap::new();
        for line in text.lines() {
            let Line { id, outcome } =
                serde_json::from_str(line).with_context(|| format!("{}: {line}", path.display()))?;
            let id = home.as_ref().map_or(id.clone(), |home| id.replace(home, "~"));
            let n = seen.entry(id.clone()).and_modify(|n| *n += 1).or_insert(1);
            let id = if *n == 1 { id } else { format!("{id}~{n}") };
            outcomes.insert(id, outcome);
        }
        let end = Outcome {
            result: end,
            exception: None,
            message: None,
            subtests: 0,
        };
        outcomes.insert(PROCESS.to_owned(), end);
        Ok(Self { outcomes, seconds })
    }

    /// Tests, without the process.
    pub(crate) fn n_tests(&self) -> usize {
        self.outcomes.len() - 1
    }

    /// Whether the process was ended by its time limit.
    pub(crate) fn timed_out(&self) -> bool {
        self.outcomes
            .get(PROCESS)
            .is_some_and(|end| end.result == crate::identity::process::TIMED_OUT)
    }

    /// IDs whose outcome is not the same in the other run.
    pub(crate) fn differing(&self, other: &Self) -> BTreeSet<String> {
        let ids: BTreeSet<_> = self.outcomes.keys().chain(other.outcomes.keys()).collect();
        ids.into_iter()
            .filter(|id| self.outcomes.get(*id) != other.outcomes.get(*id))
            .cloned()
            .collect()
    }

    /// The outcome of a test in words.
    pub(crate) fn show(&self, id: &str) -> String {
        self.outcomes
            .get(id)
            .map_or_else(|| "absent".to_owned(), Outcome::to_string)
    }
}

/// Tests by result, for example passed: 12.
pub(crate) type Tally = BTreeMap<String, usize>;

/// Adds the tests of a run to a tally.
pub(crate) fn count_results(run: &UnitRun, tally: &mut Tally) {
    for (id, outcome) in &run.outcomes {
        if id != PROCESS {
            *tally.entry(outcome.result.clone()).or_default() += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::unit::{Scratch, scripts};
    use std::process::Command;

    const SUITE: &str = r#"
import sys, unittest
from identity_outcomes import OutcomeFile, recording

class T(unittest.TestCase):
    def test_passes(self): pass
    def test_fails(self): self.fail("two\nlines at 0x7f00")
    def test_raises(self): raise LookupError("no")
    @unittest.skip("not here")
    def test_skipped(self): pass
    @unittest.expectedFailure
    def test_known(self): self.fail()
    def test_subtests(self):
        for n in range(3):
            with self.subTest(n=n): self.assertNotEqual(n, 1)
    def test_twice(self):
        self.addCleanup(lambda: 1 / 0)
        self.fail("first")

class Broken(unittest.TestCase):
    @classmethod
    def setUpClass(cls): raise OSError("no class")
    def test_never(self): pass

result = recording(unittest.TestResult, OutcomeFile(sys.argv[1]))()
unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"]).run(result)
"#;

    #[test]
    fn what_unittest_reports_is_read_back() {
        let scratch = Scratch::new().unwrap();
        let (script, outcomes) = (scratch.path.join("suite.py"), scratch.path.join("o.jsonl"));
        std::fs::write(&script, SUITE).unwrap();
        let status = Command::new("python3")
            .arg(&script)
            .arg(&outcomes)
            .env("PYTHONPATH", scripts())
            .status();
        assert!(status.unwrap().success());

        let run = UnitRun::read(&outcomes, "exit status 0".to_owned(), 0.0).unwrap();
        let shown: Vec<_> = run
            .outcomes
            .keys()
            .map(|id| format!("{id} = {}", run.show(id)))
            .collect();
        assert_eq!(
            shown,
            [
                "<process> = exit status 0",
                "__main__.T.test_fails = failed: lines at 0x_",
                "__main__.T.test_known = xfailed: AssertionError: None",
                "__main__.T.test_passes = passed",
                "__main__.T.test_raises = error: LookupError: no",
                "__main__.T.test_skipped = skipped: not here",
                "__main__.T.test_subtests (n=1) = failed: AssertionError: 1 == 1",
                "__main__.T.test_twice = failed: AssertionError: first",
                "__main__.T.test_twice~2 = error: ZeroDivisionError: division by zero",
                "setUpClass (__main__.Broken) = error: OSError: no class",
            ]
        );
        assert_eq!(run.n_tests(), 9);
    }

    #[test]
    fn a_runner_that_wrote_nothing_has_no_tests() {
        let run = UnitRun::read(Path::new("no/such/file"), "signal 11".to_owned(), 0.0).unwrap();
        assert_eq!((run.n_tests(), run.show(PROCESS).as_str()), (0, "signal 11"));
    }
}
