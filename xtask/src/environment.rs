//! Where things lie, and child processes that do not inherit what the developer's shell has set up.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the root")
        .to_path_buf()
}

/// Cargo's target directory.
pub(crate) fn target() -> PathBuf {
    let directory = env::var_os("CARGO_TARGET_DIR")
        .filter(|value| !value.is_empty())
        .unwrap_or("target".into());
    root().join(directory)
}

/// Where all our own state lies: logs, wheels, virtual environments.
pub(crate) fn state() -> PathBuf {
    target().join("xtask")
}

/// A command that runs in the root of the repository and finds the same things whether or not a virtual environment
/// is active, pip or Python are configured through variables, or we were ourselves started by cargo.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir(root())
        .env("PATH", path())
        .env("CARGO_TERM_COLOR", "never")
        .env("CARGO_TARGET_DIR", target());
    for (name, value) in env::vars_os() {
        let Some(name) = name.to_str() else { continue };
        if name == "LD_LIBRARY_PATH" {
            match without_rust_libraries(&value) {
                Some(kept) => command.env(name, kept),
                None => command.env_remove(name),
            };
        } else if is_foreign(name) {
            command.env_remove(name);
        }
    }
    command
        .env("PIP_NO_INPUT", "1")
        .env("PIP_DISABLE_PIP_VERSION_CHECK", "1");
    command
}

/// The cargo that runs us.
pub(crate) fn cargo() -> Command {
    command(cargo_program())
}

fn cargo_program() -> PathBuf {
    env::var_os("CARGO").unwrap_or("cargo".into()).into()
}

/// `PATH`, with cargo on it even when cargo was called by its full path: maturin looks for it there.
fn path() -> OsString {
    let mut directories: Vec<PathBuf> = env::split_paths(&env::var_os("PATH").unwrap_or_default()).collect();
    directories.extend(
        cargo_program()
            .parent()
            .filter(|parent| parent.is_absolute())
            .map(Path::to_path_buf),
    );
    env::join_paths(directories).unwrap_or_default()
}

/// `PATH` as after activating the virtual environment whose programs lie in `bin`.
pub(crate) fn path_with(bin: &Path) -> OsString {
    let directories = std::iter::once(bin.to_path_buf()).chain(env::split_paths(&path()).collect::<Vec<_>>());
    env::join_paths(directories).unwrap_or_default()
}

/// `cargo run` adds rustc's and the target directory's libraries, which a Python that is started has no use for.
fn without_rust_libraries(value: &OsStr) -> Option<OsString> {
    let ours = |path: &PathBuf| {
        path.starts_with(target()) || path.components().any(|part| part.as_os_str() == "rustlib")
    };
    let rustc = |path: &PathBuf| path.join("rustlib").is_dir();
    let kept: Vec<PathBuf> = env::split_paths(value)
        .filter(|path| !ours(path) && !rustc(path))
        .collect();
    if kept.is_empty() {
        None
    } else {
        env::join_paths(kept).ok()
    }
}

/// Whether a variable must not reach a child: it changes which Python runs and what it imports or caches, where pip
/// installs, what is traced, or it is what cargo tells the program it runs (and build scripts may watch).
fn is_foreign(name: &str) -> bool {
    const PREFIXES: &[&str] = &[
        "PYTHON",
        "CONDA_",
        "SPILE_",
        "COVERAGE_",
        "PYTEST_",
        "CARGO_PKG_",
        "CARGO_MANIFEST_",
    ];
    const NAMES: &[&str] = &[
        "VIRTUAL_ENV",
        "PYENV_VERSION",
        "__PYVENV_LAUNCHER__",
        "PIP_USER",
        "PIP_TARGET",
        "PIP_PREFIX",
        "PIP_ROOT",
        "PIP_PYTHON",
        "PIP_REQUIRE_VIRTUALENV",
        "PIP_NO_BUILD_ISOLATION",
        "CARGO_BIN_NAME",
        "CARGO_CRATE_NAME",
        "CARGO_PRIMARY_PACKAGE",
        "RUSTFLAGS",
        "RUSTDOCFLAGS",
        "MATURIN_PEP517_ARGS",
    ];
    PREFIXES.iter().any(|prefix| name.starts_with(prefix)) || NAMES.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_that_change_python_are_foreign_and_the_index_is_not() {
        for name in [
            "PYTHONDONTWRITEBYTECODE",
            "VIRTUAL_ENV",
            "PYTHONPATH",
            "CARGO_PKG_NAME",
        ] {
            assert!(is_foreign(name), "{name}");
        }
        for name in [
            "PIP_INDEX_URL",
            "HOME",
            "PATH",
            "CARGO_HOME",
            "PIP_CERT",
            "PYENV_ROOT",
        ] {
            assert!(!is_foreign(name), "{name}");
        }
    }
}
