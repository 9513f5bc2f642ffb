//! Python interpreters of the machine, and virtual environments made from them.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::apt;
use crate::environment::command;
use crate::steps::Log;

/// The oldest minor version of Python 3 that Spile supports.
const OLDEST_MINOR: u32 = 11;

/// A CPython that is new enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Interpreter {
    /// The program itself: no shim, no link of a virtual environment.
    pub(crate) program: PathBuf,
    /// The `12` of Python 3.12.1.
    pub(crate) minor: u32,
    /// As `3.12.1`.
    pub(crate) version: String,
}

impl Interpreter {
    /// As `3.12`.
    pub(crate) fn series(&self) -> String {
        format!("3.{}", self.minor)
    }
}

/// Tells what a program named like Python is. A shim may lead nowhere, a virtual environment's Python leads to the
/// one it was made from, and neither PyPy nor a free-threaded build can load the extension.
const WHAT_ARE_YOU: &str = "
import platform, sys, sysconfig
print(sys.implementation.name, *sys.version_info[:2], platform.python_version(),
      sysconfig.get_config_var('Py_GIL_DISABLED') or 0, getattr(sys, '_base_executable', None) or sys.executable)
";

/// The interpreters of the machine, one per minor version, newest first: of each the first on `PATH`, as a shell would
/// find it, else one that a version manager keeps.
pub(crate) fn interpreters() -> Vec<Interpreter> {
    let mut found = BTreeMap::new();
    let path = env::var_os("PATH").unwrap_or_default();
    for program in candidates(env::split_paths(&path).chain(managed())) {
        if let Some(interpreter) = ask(&program) {
            found.entry(interpreter.minor).or_insert(interpreter);
        }
    }
    found.into_values().rev().collect()
}

/// Where pyenv and uv keep interpreters, which need not be on `PATH`, newest first.
fn managed() -> Vec<PathBuf> {
    let home = |below: &str| env::home_dir().map(|home| home.join(below));
    let pyenv = env::var_os("PYENV_ROOT")
        .map(PathBuf::from)
        .or_else(|| home(".pyenv"));
    let uv = home(".local/share/uv/python");
    let stores = [pyenv.map(|root| root.join("versions")), uv];
    let mut places: Vec<PathBuf> = stores
        .into_iter()
        .flatten()
        .filter_map(|store| fs::read_dir(store).ok())
        .flat_map(|entries| entries.flatten().map(|entry| entry.path().join("bin")))
        .collect();
    places.sort();
    places.reverse();
    places
}

/// All programs named `python3` or `python3.N` with a sufficient N, in the order of the directories.
fn candidates(directories: impl Iterator<Item = PathBuf>) -> Vec<PathBuf> {
    let mut programs = Vec::new();
    for directory in directories {
        let Ok(entries) = fs::read_dir(&directory) else {
            continue;
        };
        let names = entries.flatten().map(|entry| entry.file_name());
        let mut names: Vec<_> = names
            .filter(|name| name.to_str().is_some_and(is_candidate))
            .collect();
        names.sort();
        programs.extend(names.into_iter().map(|name| directory.join(name)));
    }
    programs
}

fn is_candidate(name: &str) -> bool {
    match name.strip_prefix("python3") {
        Some("") => true,
        Some(rest) => rest
            .strip_prefix('.')
            .and_then(|minor| minor.parse::<u32>().ok())
            .is_some_and(|minor| minor >= OLDEST_MINOR),
        None => false,
    }
}

fn ask(program: &Path) -> Option<Interpreter> {
    let output = command(program)
        .args(["-I", "-c", WHAT_ARE_YOU])
        .output()
        .ok()
        .filter(|o| o.status.success())?;
    parse_answer(&String::from_utf8(output.stdout).ok()?)
}

fn parse_answer(answer: &str) -> Option<Interpreter> {
    let mut words = answer.trim_end().splitn(6, ' ');
    let mut next = || words.next();
    let (implementation, major, minor, version, free_threaded, program) =
        (next()?, next()?, next()?.parse().ok()?, next()?, next()?, next()?);
    let usable = implementation == "cpython" && major == "3" && minor >= OLDEST_MINOR && free_threaded == "0";
    usable.then(|| Interpreter {
        program: program.into(),
        minor,
        version: version.into(),
    })
}

/// All interpreters that virtual environments can be made from, newest first; installs Debian's when there is none.
///
/// # Errors
///
/// When there is none and none can be installed.
pub(crate) fn usable_interpreters(log: &mut Log) -> Result<Vec<Interpreter>> {
    let mut found = interpreters();
    if found.is_empty() {
        let why = format!("there is no CPython >= 3.{OLDEST_MINOR} on PATH");
        apt::install(&["python3", "python3-venv"], &why, log)?;
        found = interpreters();
        if found.is_empty() {
            bail!("{why}, and Debian's python3 is older; please install a newer one");
        }
    }
    let mut usable = Vec::new();
    let mut refused = None;
    for interpreter in found {
        match ensure_venv_module(&interpreter, log) {
            Ok(()) => usable.push(interpreter),
            Err(error) => {
                log.line(&format!("Python {} is not used: {error:#}", interpreter.version));
                refused = Some(error);
            }
        }
    }
    match refused {
        Some(error) if usable.is_empty() => Err(error),
        _ => Ok(usable),
    }
}

/// Debian ships the modules that make virtual environments in a package of their own.
fn ensure_venv_module(interpreter: &Interpreter, log: &mut Log) -> Result<()> {
    let works = |log: &mut Log| {
        log.run(command(&interpreter.program).args(["-I", "-c", "import ensurepip, venv"]))
            .is_ok()
    };
    if works(log) {
        return Ok(());
    }
    let why = format!(
        "{} cannot make virtual environments",
        interpreter.program.display()
    );
    apt::install(&[&format!("python{}-venv", interpreter.series())], &why, log)?;
    if works(log) {
        Ok(())
    } else {
        bail!("{why} although its package is installed")
    }
}

/// Debian ships CPython's own tests in a package of their own; the identity step runs some of them.
///
/// # Errors
///
/// When they are missing and cannot be installed.
pub(crate) fn ensure_standard_tests(interpreter: &Interpreter, log: &mut Log) -> Result<()> {
    if log
        .run(command(&interpreter.program).args(["-I", "-c", "import test.test_json"]))
        .is_ok()
    {
        return Ok(());
    }
    let why = format!("{} comes without its own tests", interpreter.program.display());
    apt::install(
        &[&format!("libpython{}-testsuite", interpreter.series())],
        &why,
        log,
    )
}

/// A virtual environment that we made.
#[derive(Clone)]
pub(crate) struct Venv {
    directory: PathBuf,
}

impl Venv {
    /// The virtual environment in `directory`, made anew unless it is one of `interpreter` that we made there.
    ///
    /// # Errors
    ///
    /// When Python cannot make it.
    pub(crate) fn ensure(directory: PathBuf, interpreter: &Interpreter, log: &mut Log) -> Result<Venv> {
        let venv = Venv { directory };
        // The directory is part of it because scripts in `bin` hold absolute paths, and a checkout may be moved.
        let identity = format!(
            "{} {} {}",
            interpreter.version,
            interpreter.program.display(),
            venv.directory.display()
        );
        if venv.stamp("made-from").as_deref() != Some(&identity) || !venv.bin().join("python").exists() {
            let _ = fs::remove_dir_all(&venv.directory);
            log.run(
                command(&interpreter.program)
                    .args(["-I", "-m", "venv"])
                    .arg(&venv.directory),
            )?;
            venv.set_stamp("made-from", &identity)?;
        }
        Ok(venv)
    }

    /// Where its programs lie.
    pub(crate) fn bin(&self) -> PathBuf {
        self.directory.join("bin")
    }

    /// A program of the environment, run as if the environment were activated.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = command(self.bin().join(program));
        command
            .env("VIRTUAL_ENV", &self.directory)
            .env("PATH", crate::environment::path_with(&self.bin()));
        command
    }

    /// Installs `requirements` with pip, unless they were installed by the same call before and `fingerprint` has not
    /// changed since. Returns whether there was anything to do.
    ///
    /// # Errors
    ///
    /// When pip fails.
    pub(crate) fn install(
        &self,
        label: &str,
        fingerprint: &str,
        arguments: &[&str],
        log: &mut Log,
    ) -> Result<bool> {
        let identity = format!("{fingerprint} {}", arguments.join(" "));
        if self.stamp(label).as_deref() == Some(&identity) {
            return Ok(false);
        }
        let mut pip = self.command("python");
        log.run(
            pip.args(["-m", "pip", "install", "--quiet", "--progress-bar=off"])
                .args(arguments),
        )
        .with_context(|| format!("pip could not install {label}"))?;
        self.set_stamp(label, &identity)?;
        Ok(true)
    }

    fn stamp(&self, label: &str) -> Option<String> {
        fs::read_to_string(self.stamp_file(label)).ok()
    }

    fn set_stamp(&self, label: &str, value: &str) -> Result<()> {
        let file = self.stamp_file(label);
        fs::write(&file, value).with_context(|| format!("cannot write {}", file.display()))
    }

    fn stamp_file(&self, label: &str) -> PathBuf {
        self.directory.join(format!("xtask-{label}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_named_like_a_new_python_are_candidates() {
        for name in ["python3", "python3.11", "python3.13", "python3.20"] {
            assert!(is_candidate(name), "{name}");
        }
        for name in [
            "python",
            "python2",
            "python3.9",
            "python3.11-config",
            "python3.13t",
            "python3-config",
        ] {
            assert!(!is_candidate(name), "{name}");
        }
    }

    #[test]
    fn only_a_new_cpython_with_a_gil_is_usable() {
        let found = parse_answer("cpython 3 12 3.12.1 0 /opt/my python/bin/python3.12\n").unwrap();
        assert_eq!((found.minor, found.version.as_str()), (12, "3.12.1"));
        assert_eq!(found.program, Path::new("/opt/my python/bin/python3.12"));
        assert_eq!(parse_answer("cpython 3 10 3.10.1 0 /usr/bin/python3"), None);
        assert_eq!(parse_answer("pypy 3 11 3.11.1 0 /usr/bin/python3"), None);
        assert_eq!(parse_answer("cpython 3 13 3.13.1 1 /usr/bin/python3"), None);
        assert_eq!(parse_answer(""), None);
    }
}
