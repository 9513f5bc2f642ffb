//! The committed result: `docs/identity/elixir.json`, and `elixir.md` made of it.

use std::fmt::Write;
use std::fs;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::compare::{Difference, Unsteady};
use super::dialyzer::Quiet;
use super::excluded;
use super::way::Way;
use super::weave::Woven;
use crate::environment::root;

const INTRODUCTION: &str = "# Identity: Elixir programs, plain and woven

Made by `cargo xtask identity elixir [--elixir ROOT]... DIR...`, a row per version, project and way of weaving. Each file of `lib` and `test`
is woven whole, then everything is compiled and tested by ExUnit as `mix test` would, but with no build tool, once plain and once woven.
Elixir's own applications are of the version that runs, or of the last one before it, which is told then. Their tests are run by an Elixir of their own tree, in which what was
compiled is in the place of what is installed: of `elixir` all modules, also those that the compiler itself calls. What a project needs (`--needs DIR`) is compiled plain, the same for both.

- **text**: woven text lies where the sources were, with entry and exit. The runtime that is called counts what is entered and does nothing
  else. When all is loaded, the sources are put back, for tests that read their own.
- **quoted**: what the package does for its users, in the Elixir that runs: `Spile.parse_and_transform/2`, then `Code.compile_quoted/2` with
  the path of the source, which stays as it is. The parallel compiler compiles a call of that for each source. The same runtime, and the same
  probes, but for bodies of tests: the package weaves functions.
- **values**: the same with `log_entry_exit` of everything (arguments, values, durations, errors), and all variables at entry, before return
  and on error. The runtime is the package's own; it prints the first 5 events of each kind of every site, in all three formats, to a device
  that counts them.

How many sites there are, and how many are left alone, the package tells for each file; it has to be what the weaver finds here.

- **left**: clauses and anonymous functions that run with the program and were not woven; macros, what is quoted and heads without a body
  do not count.
- **new warnings**: of the compiler, by text, file and line, and by column where the quoted form was woven.
- **entered**: how often a woven function was entered while the tests ran.
- **printed**: events that the package's runtime printed; it prints none of a process that is killed meanwhile.
- **skipped**: tests that the project itself skips or excludes, both ways, and those below.
- **other outcome**: tests that passed, failed or were skipped in one run and not so in the other. The sources are not run by `mix`, so
  that some tests fail both ways; ExUnit's own tests run suites that fail on purpose, which are counted, too.
- **unsteady**: tests that differed in the first two runs, and had the same outcome both ways in one of up to five; each is listed below.
- **not run**: `lib` was compiled, `test` was woven and counted but not compiled.

| Elixir | project | woven | files | clauses woven | left | anonymous woven | left | warnings | new warnings | tests | passed | failed | skipped | entered | printed | other outcome | unsteady |
|---|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
";

const DIALYZER: &str = "
## Dialyzer

Made by `cargo xtask identity elixir --dialyzer`. `lib` is compiled plain and woven, by three plans: entry and exit; with arguments,
values, variables, calls and pipelines; and with exceptions and custom code, for which there is a `try` around every body. Dialyzer
looks at the modules with every group of warnings that people turn on (`unmatched_returns`, `error_handling`, `extra_return`,
`missing_return`, `underspecs`, `unknown`), and knows Elixir's applications and Erlang's `kernel`, `stdlib`, `crypto` and `compiler`; functions of
`erts` count as unknown, both ways. **New** are warnings that the plain modules do not have, **hidden** those that the woven modules do not
have, by kind, file, line and text; names of variables in the text are left out: a pattern of an argument that a probe reads is shown as
`_1 = {:ok, _}`, where it was `{:ok, _}`. The package's runtime is looked at with them; modules and warnings are counted without it.

Code that makes something of what is returned, and on OTP 27 and later exceptions, make new that a function without a spec that goes on for
ever, by calling itself or another, \"has no local return\", and what calls it as well. Dialyzer tells such a function from one that only
fails as long as its own type (`unit`, not `none`) is that of its body. What is in a `try` and comes to no value adds nothing to the type of
the `try` (`handle_try` in `dialyzer_dataflow.erl`), and nothing is made of a value that never comes. Dialyzer says the same of a program
whose author wrote so, which a test of the package shows. A handler that were taken for one that goes on for ever would hide what Dialyzer
says of functions that do fail; outside of the `try`, what the last call raises would not be told. A spec of `no_return` keeps it quiet.

| Elixir | project | woven | modules | clauses woven | anonymous woven | warnings | new | hidden |
|---|---|---|---:|---:|---:|---:|---:|---:|
";

/// The closed list of differences that are not ours; each has a program beside it that shows so without Spile.
const CAUSES: &str = include_str!("../../../identity/elixir_causes.json");

#[derive(Deserialize)]
pub(super) struct Cause {
    /// `1.20`
    elixir: String,
    test: String,
    why: String,
    program: String,
}

/// All rows, by version and project.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Scoreboard {
    pub(super) rows: Vec<Row>,
    #[serde(default)]
    pub(super) dialyzer: Vec<Quiet>,
}

/// One project on one Elixir.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Row {
    pub(super) elixir: String,
    pub(super) project: String,
    #[serde(default)]
    pub(super) way: Way,
    pub(super) woven: Woven,
    /// Of the plain compilation.
    pub(super) warnings: u64,
    pub(super) new_warnings: Vec<String>,
    /// None where only compiling was asked for, or where there are none.
    pub(super) tests: Option<Tests>,
}

/// What the tests of a project came to.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Tests {
    pub(super) count: u64,
    pub(super) passed: u64,
    pub(super) failed: u64,
    pub(super) entered: u64,
    /// How many events were to be printed.
    #[serde(default)]
    pub(super) told: u64,
    #[serde(default)]
    pub(super) printed: u64,
    pub(super) differences: Vec<Difference>,
    #[serde(default)]
    pub(super) unsteady: Vec<Unsteady>,
}

impl Row {
    /// What does not hold.
    pub(super) fn failures(&self) -> Vec<String> {
        let mut failures = Vec::new();
        let mut fail = |what: String| {
            failures.push(format!(
                "{} on Elixir {}, {}: {what}",
                self.project,
                self.elixir,
                self.way.name()
            ));
        };
        if !self.woven.is_enough() {
            fail(format!("too little was woven: {:?}", self.woven));
        }
        for warning in &self.new_warnings {
            fail(format!("new: {warning}"));
        }
        if let Some(tests) = &self.tests {
            if tests.count == 0 || tests.entered == 0 {
                fail(format!(
                    "{} tests ran and {} woven functions were entered",
                    tests.count, tests.entered
                ));
            }
            if tests.printed * 100 < tests.told * 99 || (self.way == Way::Values && tests.printed == 0) {
                fail(format!("{} of {} events were printed", tests.printed, tests.told));
            }
            for difference in &tests.differences {
                if cause(&self.elixir, &difference.test).is_some() {
                    continue;
                }
                fail(format!(
                    "{}: {} plain, {} woven",
                    difference.test, difference.plain, difference.woven
                ));
            }
        }
        failures
    }

    /// The row of the table.
    pub(super) fn line(&self) -> String {
        let woven = &self.woven;
        let mut line = format!(
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            self.elixir,
            self.project,
            self.way.name(),
            woven.files,
            woven.clauses,
            woven.clauses_left,
            woven.anonymous,
            woven.anonymous_left,
            self.warnings,
            self.new_warnings.len(),
        );
        let _ = match &self.tests {
            Some(tests) => write!(
                line,
                " {} | {} | {} | {} | {} | {} | {} | {} |",
                tests.count,
                tests.passed,
                tests.failed,
                tests.count.saturating_sub(tests.passed + tests.failed),
                tests.entered,
                tests.printed,
                tests.differences.len(),
                tests.unsteady.len()
            ),
            None => write!(line, " not run | | | | | | | |"),
        };
        line
    }
}

/// Why a test has another outcome whenever something is inserted, whoever does it.
pub(super) fn cause(version: &str, test: &str) -> Option<Cause> {
    let causes: Vec<Cause> =
        serde_json::from_str(CAUSES).expect("the committed list of causes is well-formed");
    causes.into_iter().find(|cause| {
        let patch = version.strip_prefix(cause.elixir.as_str());
        cause.test == test && patch.is_some_and(|patch| patch.starts_with('.'))
    })
}

impl Scoreboard {
    /// What is committed; nothing at first.
    pub(super) fn load() -> Result<Self> {
        let path = root().join("docs/identity/elixir.json");
        if !path.is_file() {
            return Ok(Self::default());
        }
        let text = fs::read_to_string(&path)?;
        serde_json::from_str(&text).with_context(|| path.display().to_string())
    }

    /// Puts rows in the place of those of the same version and project.
    pub(super) fn replace(&mut self, new: Self) {
        fn put<T, K: Ord>(rows: &mut Vec<T>, new: Vec<T>, key: impl Fn(&T) -> K) {
            rows.retain(|old| new.iter().all(|new| key(old) != key(new)));
            rows.extend(new);
            rows.sort_by_key(key);
        }
        put(&mut self.rows, new.rows, |row| {
            (row.elixir.clone(), row.project.clone(), row.way)
        });
        put(&mut self.dialyzer, new.dialyzer, |row| {
            (row.elixir.clone(), row.project.clone(), row.plan.clone())
        });
    }

    /// The rows of all tables, one a line.
    pub(super) fn lines(&self) -> String {
        let lines = self.rows.iter().map(Row::line);
        let lines: Vec<String> = lines.chain(self.dialyzer.iter().map(Quiet::line)).collect();
        lines.join("\n")
    }

    /// What does not hold.
    pub(super) fn failures(&self) -> Vec<String> {
        let failures = self.rows.iter().flat_map(Row::failures);
        failures
            .chain(self.dialyzer.iter().flat_map(Quiet::failures))
            .collect()
    }

    /// Writes both files.
    pub(super) fn save(&self) -> Result<()> {
        let folder = root().join("docs/identity");
        fs::write(
            folder.join("elixir.json"),
            serde_json::to_string_pretty(self)? + "\n",
        )?;
        fs::write(folder.join("elixir.md"), self.page())?;
        Ok(())
    }

    fn page(&self) -> String {
        let mut page = INTRODUCTION.to_owned();
        for row in &self.rows {
            page.push_str(&row.line());
            page.push('\n');
        }
        page.push_str("\n## Tests that are run neither way\n\n");
        for excluded in excluded::all() {
            let _ = writeln!(
                page,
                "- {}: {}: {}",
                excluded.project, excluded.what, excluded.why
            );
        }
        page.push_str("\n## Tests that are not steady\n\n");
        for row in &self.rows {
            for race in row.tests.iter().flat_map(|tests| &tests.unsteady) {
                let _ = writeln!(
                    page,
                    "- {} on Elixir {}, {}: {}: {} plain, {} woven.",
                    row.project,
                    row.elixir,
                    row.way.name(),
                    race.test,
                    race.plain,
                    race.woven
                );
            }
        }
        page.push_str(DIALYZER);
        for row in &self.dialyzer {
            page.push_str(&row.line());
            page.push('\n');
        }
        let failures = self.failures();
        page.push_str("\n## What does not hold\n\n");
        if failures.is_empty() {
            page.push_str("Nothing.\n");
        }
        for failure in failures {
            let _ = writeln!(page, "- {failure}");
        }
        page.push_str("\n## Other outcomes that are inherent\n\n");
        for row in &self.rows {
            for difference in row.tests.iter().flat_map(|tests| &tests.differences) {
                if let Some(cause) = cause(&row.elixir, &difference.test) {
                    let _ = writeln!(
                        page,
                        "- {} on Elixir {}, {}: {}: {} plain, {} woven. {} (`xtask/identity/{}` shows it without Spile).",
                        row.project,
                        row.elixir,
                        row.way.name(),
                        difference.test,
                        difference.plain,
                        difference.woven,
                        cause.why,
                        cause.program
                    );
                }
            }
        }
        page
    }
}

#[cfg(test)]
mod tests {
    use super::cause;

    #[test]
    fn a_cause_holds_for_its_test_and_its_series_alone() {
        let test = "IEx.HelpersTest :\"test breakpoints sets up a breakpoint with guards syntax\"";
        let found = cause("1.20.4", test).expect("it is listed");
        assert!(
            crate::environment::root()
                .join("xtask/identity")
                .join(found.program)
                .is_file()
        );
        assert!(cause("1.18.3", test).is_none());
        assert!(cause("1.20.4", "IEx.HelpersTest :other").is_none());
    }
}
