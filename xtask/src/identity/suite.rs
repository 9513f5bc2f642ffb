//! The suites: CPython's own test modules, and the packages of `suites.json`.

use std::fmt;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use super::cache;
use super::interpreter::Interpreter;
use super::options::Options;
use super::package::{self, Package};
use super::unit::{ENVIRONMENT, Unit, read_list, read_script, scripts};

const CPYTHON: &str = "cpython";
const CPYTHON_RUNNER: &str = "run_cpython.py";
/// A module that takes longer plain is excluded (and must be in the list).
const CPYTHON_LIMIT: Duration = Duration::from_secs(300);
const MAX_EXCLUDED_PERCENT: usize = 15;

/// One suite.
pub(crate) enum Suite {
    /// The test modules in the interpreter's own library.
    CPython,
    /// A source distribution with tests in it.
    Package(Box<Package>),
}

/// A suite ready to run on one interpreter.
pub(crate) struct Prepared {
    /// Version of the package, or of the interpreter itself.
    pub(crate) version: String,
    /// What to run.
    pub(crate) units: Vec<Unit>,
    /// Names and reasons of what is left out, as in the committed list.
    pub(crate) excluded: Vec<String>,
    /// Whether these are all units of the suite.
    pub(crate) complete: bool,
}

/// The suites that the options ask for.
pub(crate) fn select(options: &Options) -> Result<Vec<Suite>> {
    let mut suites = vec![Suite::CPython];
    suites.extend(
        package::load_all()?
            .into_iter()
            .map(|package| Suite::Package(Box::new(package))),
    );
    for name in &options.suites {
        if !suites.iter().any(|suite| suite.name() == name) {
            let known: Vec<_> = suites.iter().map(Suite::name).collect();
            bail!("no suite {name}; there are {}", known.join(", "));
        }
    }
    if !options.suites.is_empty() {
        suites.retain(|suite| options.suites.iter().any(|name| suite.name() == name));
    } else if options.short {
        let short = short_list()?;
        suites.retain(|suite| short.iter().any(|(name, _)| suite.name() == name));
    }
    Ok(suites)
}

/// Pairs of a suite and its units, from `short.txt`.
fn short_list() -> Result<Vec<(String, Vec<String>)>> {
    let mut list: Vec<(String, Vec<String>)> = Vec::new();
    for line in read_list("short.txt")? {
        let mut words = line.split_whitespace().map(str::to_owned);
        list.push((
            words.next().context("a line of short.txt is empty")?,
            words.collect(),
        ));
    }
    Ok(list)
}

impl Suite {
    /// Its name on the command line and in the scoreboard.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::CPython => CPYTHON,
            Self::Package(package) => &package.name,
        }
    }

    /// Downloads and installs what it needs, and lists its units.
    ///
    /// # Errors
    /// When that fails, when a unit that was asked for does not exist, or when too many are excluded.
    pub(crate) fn prepare(&self, python: &Interpreter, options: &Options) -> Result<Prepared> {
        let mut prepared = match self {
            Self::CPython => prepare_cpython(python)?,
            Self::Package(package) => package.prepare(python)?,
        };
        let mut wanted = options.modules.clone();
        if options.short && wanted.is_empty() {
            let short = short_list()?
                .into_iter()
                .filter(|(suite, _)| suite == self.name());
            wanted.extend(short.flat_map(|(_, units)| units));
        }
        if !wanted.is_empty() {
            let known = |name: &String| prepared.units.iter().any(|unit| unit.name == *name);
            // What is a folder of tests today was one module in older releases.
            for name in &mut wanted {
                if !known(name)
                    && let Some((folder, _)) = name.split_once('.')
                    && known(&folder.to_owned())
                {
                    *name = folder.to_owned();
                }
            }
            if let Some(unknown) = wanted.iter().find(|name| !known(name)) {
                bail!("no unit {unknown} in {}, or it is excluded", self.name());
            }
            prepared.units.retain(|unit| wanted.contains(&unit.name));
        }
        prepared.complete = options.is_complete();
        Ok(prepared)
    }
}

fn prepare_cpython(python: &Interpreter) -> Result<Prepared> {
    let output = Command::new(&python.program)
        .arg(scripts().join("list_cpython.py"))
        .env_remove("PYTHONPATH")
        .output()
        .with_context(|| python.program.display().to_string())?;
    ensure!(
        output.status.success(),
        "cannot list the test modules: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let modules: Vec<String> = serde_json::from_slice(&output.stdout)?;

    let excluded: Vec<Exclusion> = read_list("excluded.txt")?
        .iter()
        .map(|line| Exclusion::parse(line))
        .collect::<Result<_>>()?;
    let excluded: Vec<_> = excluded.iter().filter(|entry| entry.holds(python)).collect();
    if let Some(entry) = excluded.iter().find(|entry| !modules.contains(&entry.module)) {
        bail!(
            "excluded.txt: there is no {} in Python {}",
            entry.module,
            python.version
        );
    }
    let whole = |module: &str| {
        excluded
            .iter()
            .any(|entry| entry.module == module && entry.tests.is_none())
    };
    let n_excluded = modules.iter().filter(|module| whole(module)).count();
    ensure!(
        n_excluded * 100 <= modules.len() * MAX_EXCLUDED_PERCENT,
        "{} of {} test modules are excluded: more than {MAX_EXCLUDED_PERCENT} %",
        n_excluded,
        modules.len()
    );

    let scripts_hash = runner_hash(CPYTHON_RUNNER)?;
    let unit = |module: &String| {
        let patterns = excluded.iter().filter(|entry| entry.module == *module);
        let ignored = patterns.filter_map(|entry| entry.tests.as_deref());
        let mut arguments = vec![module.clone()];
        arguments.extend(ignored.flat_map(|tests| ["--ignore".to_owned(), tests.to_owned()]));
        let slug = arguments
            .concat()
            .replace(|c: char| !c.is_alphanumeric() && c != '.', "_");
        Unit {
            name: module.clone(),
            python: python.program.clone(),
            runner: scripts().join(CPYTHON_RUNNER),
            arguments,
            directory: None,
            key: format!("{}/{CPYTHON}/{slug}-{scripts_hash}", python.version),
            limit: CPYTHON_LIMIT,
        }
    };
    let units = modules.iter().filter(|module| !whole(module)).map(unit).collect();
    Ok(Prepared {
        version: python.version.clone(),
        units,
        excluded: excluded.iter().map(|entry| entry.to_string()).collect(),
        complete: false,
    })
}

/// Changes whenever a script does that takes part in a run, or the environment.
pub(crate) fn runner_hash(runner: &str) -> Result<String> {
    let mut parts = vec![read_script(runner)?, read_script("identity_outcomes.py")?];
    match runner {
        "run_django.py" => parts.push(read_script("identity_django.py")?),
        "run_pytest.py" => parts.push(read_script("identity_pytest.py")?),
        _ => {}
    }
    parts.extend(ENVIRONMENT.iter().map(|(name, value)| format!("{name}={value}")));
    Ok(cache::hash(parts.iter().map(String::as_bytes)))
}

/// A line of `excluded.txt`: `MODULE[:TESTS] KIND VERSIONS REASON...`, where `TESTS` is a pattern as regrtest's
/// `--ignore` takes it (without it the whole module is left out), and versions is `all` or `3.11,3.12`.
struct Exclusion {
    module: String,
    tests: Option<String>,
    kind: String,
    versions: String,
    why: String,
}

impl Exclusion {
    fn parse(line: &str) -> Result<Self> {
        let mut words = line.split_whitespace();
        let mut word = || {
            words
                .next()
                .with_context(|| format!("excluded.txt: {line}: a word is missing"))
        };
        let (place, kind, versions) = (word()?, word()?, word()?);
        ensure!(
            ["network", "display", "slow"].contains(&kind),
            "excluded.txt: {line}: {kind} is not network, display or slow"
        );
        let why = words.collect::<Vec<_>>().join(" ");
        ensure!(!why.is_empty(), "excluded.txt: {line}: the reason is missing");
        let (module, tests) = match place.split_once(':') {
            Some((module, tests)) => (module, Some(tests.to_owned())),
            None => (place, None),
        };
        let (module, kind, versions) = (module.to_owned(), kind.to_owned(), versions.to_owned());
        Ok(Self {
            module,
            tests,
            kind,
            versions,
            why,
        })
    }

    fn holds(&self, python: &Interpreter) -> bool {
        self.versions == "all" || self.versions.split(',').any(|version| version == python.series())
    }
}

impl fmt::Display for Exclusion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tests = self
            .tests
            .as_ref()
            .map(|tests| format!(", tests {tests}"))
            .unwrap_or_default();
        write!(f, "{}{tests}: {}: {}", self.module, self.kind, self.why)
    }
}
