//! Finding the interpreters: pyenv's, else `python3.X` on the path.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

const SUPPORTED: [&str; 3] = ["3.11", "3.12", "3.13"];

/// One CPython.
#[derive(Clone, Debug)]
pub struct Interpreter {
    /// The executable.
    pub path: PathBuf,
    /// `3.11.7`.
    pub version: String,
}

impl Interpreter {
    /// `3.11` of `3.11.7`.
    pub fn minor(&self) -> &str {
        self.version
            .rsplit_once('.')
            .map_or(&self.version, |(minor, _)| minor)
    }
}

/// The interpreters of the versions asked for (all that are supported, when none is).
///
/// # Errors
/// When a version that was asked for is not there, or none is.
pub fn discover(wanted: &[String]) -> Result<Vec<Interpreter>> {
    let mut found = Vec::new();
    if wanted.is_empty() {
        for minor in SUPPORTED {
            match find(minor)? {
                Some(python) => found.push(python),
                None => eprintln!("identity: no python{minor} here"),
            }
        }
    } else {
        for minor in wanted {
            found.push(find(minor)?.with_context(|| format!("no python{minor} under pyenv or on the path"))?);
        }
    }
    ensure!(
        !found.is_empty(),
        "no interpreter found: install python3.11, python3.12 or python3.13"
    );
    Ok(found)
}

fn find(minor: &str) -> Result<Option<Interpreter>> {
    let executable = format!("python{minor}");
    let home = std::env::var_os("PYENV_ROOT")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| Path::new(&home).join(".pyenv")));
    let mut candidates = Vec::new();
    if let Some(entries) = home.and_then(|home| std::fs::read_dir(home.join("versions")).ok()) {
        candidates.extend(
            entries
                .flatten()
                .map(|entry| entry.path().join("bin").join(&executable)),
        );
        candidates.sort();
        candidates.reverse();
    }
    if let Some(path) = std::env::var_os("PATH") {
        candidates.extend(std::env::split_paths(&path).map(|folder| folder.join(&executable)));
    }
    for path in candidates.into_iter().filter(|path| path.is_file()) {
        let output = Command::new(&path)
            .args([
                "-I",
                "-c",
                "import platform; print(platform.python_version(), end='')",
            ])
            .output()
            .with_context(|| format!("cannot run {}", path.display()))?;
        // A pyenv shim is there even where the version behind it is not chosen: it then fails.
        if output.status.success() {
            let version = String::from_utf8(output.stdout)?;
            return Ok(Some(Interpreter { path, version }));
        }
    }
    Ok(None)
}
