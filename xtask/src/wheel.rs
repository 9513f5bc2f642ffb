//! The Python package as a wheel, built through the same entry point as `pip install .` uses.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::environment::{command, root, state};
use crate::python::{Interpreter, Venv, usable_interpreters};
use crate::steps::{Log, Runner};

/// The build tool, pinned; `pyproject.toml` gives the range that works.
const MATURIN: &str = "maturin==1.16.0";

/// What a wheel is built for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// What users get.
    Release,
    /// Built quickly, optimised, with overflow checks and debug assertions: for tests.
    Ci,
}

impl Profile {
    /// Cargo's name of the profile.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Profile::Release => "release",
            Profile::Ci => "ci",
        }
    }
}

/// Defines the profile `ci` for a cargo that is told to use it. It shares nothing with `release`, so that nothing which
/// only tests need can reach users.
pub(crate) const CI_PROFILE: &[(&str, &str)] = &[
    ("CARGO_PROFILE_CI_INHERITS", "release"),
    ("CARGO_PROFILE_CI_LTO", "off"),
    ("CARGO_PROFILE_CI_OPT_LEVEL", "2"),
    ("CARGO_PROFILE_CI_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_CI_DEBUG", "line-tables-only"),
    ("CARGO_PROFILE_CI_DEBUG_ASSERTIONS", "true"),
    ("CARGO_PROFILE_CI_OVERFLOW_CHECKS", "true"),
];

/// A built wheel.
#[derive(Clone)]
pub(crate) struct Wheel {
    /// The file.
    pub(crate) path: PathBuf,
    /// Tells whether two wheels were built from the same sources.
    pub(crate) fingerprint: String,
}

impl Wheel {
    /// Installs the wheel into `venv`, unless it is what is installed there. Returns whether there was anything to do.
    ///
    /// # Errors
    ///
    /// When pip fails.
    pub(crate) fn install(&self, venv: &Venv, log: &mut Log) -> Result<bool> {
        let path = self
            .path
            .to_str()
            .context("the path of the repository is not UTF-8")?;
        venv.install(
            "spile",
            &self.fingerprint,
            &["--force-reinstall", "--no-deps", path],
            log,
        )
    }
}

/// Builds the wheel, unless the last one was built from the same sources.
///
/// # Errors
///
/// When the build tool cannot be installed, or the build fails.
pub(crate) fn build(profile: Profile, interpreter: &Interpreter, log: &mut Log) -> Result<Wheel> {
    let directory = state().join("wheels").join(profile.name());
    let fingerprint = fingerprint(&root())?;
    let stamp = directory.join("built-from");
    if fs::read_to_string(&stamp).is_ok_and(|built_from| built_from == fingerprint)
        && let Some(path) = find_wheel(&directory)
    {
        log.note("unchanged");
        return Ok(Wheel { path, fingerprint });
    }
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).with_context(|| format!("cannot create {}", directory.display()))?;
    let tools = Venv::ensure(state().join("venv").join("tools"), interpreter, log)?;
    tools.install("maturin", "", &[MATURIN], log)?;
    let mut pip = tools.command("python");
    pip.args([
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--progress-bar=off",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
    ]);
    pip.arg(&directory).arg(".");
    if profile == Profile::Ci {
        pip.envs(CI_PROFILE.iter().copied())
            .env("MATURIN_PEP517_ARGS", "--profile ci");
    }
    log.run(&mut pip)?;
    let path = find_wheel(&directory).context("pip made no wheel")?;
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    if !name.contains("-cp311-abi3-") {
        bail!("{name} is not a wheel for all versions of Python from 3.11 on");
    }
    fs::write(&stamp, &fingerprint).with_context(|| format!("cannot write {}", stamp.display()))?;
    log.note(name);
    Ok(Wheel { path, fingerprint })
}

/// `cargo xtask wheel`.
pub(crate) fn main(arguments: Vec<String>) -> Result<()> {
    if let Some(argument) = arguments.first() {
        bail!("unknown argument '{argument}'");
    }
    let runner = Runner::new(state().join("logs").join("wheel"), Vec::new());
    let wheel = runner
        .needed("python", usable_interpreters)
        .and_then(|interpreters| {
            runner.needed("wheel", |log| build(Profile::Release, &interpreters[0], log))
        });
    match wheel {
        Some(wheel) => println!("{}", wheel.path.display()),
        None => bail!("no wheel was built"),
    }
    Ok(())
}

fn find_wheel(directory: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(directory).ok()?;
    entries
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|ending| ending == "whl"))
}

/// A hash over everything that can change the wheel.
fn fingerprint(root: &Path) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for place in [
        "Cargo.toml",
        "Cargo.lock",
        ".cargo",
        "pyproject.toml",
        "README.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "crates",
        "bindings/python",
    ] {
        hash_tree(&root.join(place), &mut hasher)?;
    }
    let rustc = command("rustc")
        .arg("--version")
        .output()
        .context("cannot run rustc")?;
    rustc.stdout.hash(&mut hasher);
    Ok(format!("{:016x}", hasher.finish()))
}

fn hash_tree(path: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    let name = path.file_name().unwrap_or_default();
    // A built extension in the source tree is somebody's experiment: maturin puts its own into the wheel.
    let built = path.extension().is_some_and(|ending| ending == "so");
    if built
        || ["tests", "target", "__pycache__"]
            .iter()
            .any(|skipped| name == *skipped)
    {
        return Ok(());
    }
    path.hash(hasher);
    if path.is_dir() {
        let entries = fs::read_dir(path).with_context(|| format!("cannot list {}", path.display()))?;
        let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        entries.sort();
        entries.iter().try_for_each(|entry| hash_tree(entry, hasher))
    } else if path.exists() {
        fs::read(path)
            .with_context(|| format!("cannot read {}", path.display()))?
            .hash(hasher);
        Ok(())
    } else {
        Ok(())
    }
}
