//! The environment by which a traced process finds Spile.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, anyhow, bail};

/// The directory of the Python package that starts the recorder: the one named by `SPILE_BOOT`, the one beside the
/// package that runs us, or that of the package which `python3` finds.
///
/// # Errors
///
/// When there is no such package.
pub(crate) fn python_boot_dir() -> anyhow::Result<PathBuf> {
    if let Some(boot) = env::var_os("SPILE_BOOT") {
        return check(boot.into(), "SPILE_BOOT");
    }
    if let Some(home) = env::var_os("SPILE_PYTHON_HOME") {
        return check(Path::new(&home).join("_boot"), "the installation of Spile");
    }
    // `-P`: a directory `spile` in the project is not the package.
    let find = "import spile; print(spile.__path__[0])";
    let answer = Command::new("python3")
        .args(["-P", "-c", find])
        .stdin(Stdio::null())
        .output();
    let answer = answer.context("cannot run python3, which is to find the Python package of Spile")?;
    if !answer.status.success() {
        return Err(anyhow!(
            "the Python package is not installed for python3; `python3 -m pip install spile` does it"
        ));
    }
    let home = String::from_utf8(answer.stdout).context("the Python package has a path that is not UTF-8")?;
    check(
        Path::new(home.trim_end_matches('\n')).join("_boot"),
        "the Python package",
    )
}

fn check(boot: PathBuf, origin: &str) -> anyhow::Result<PathBuf> {
    let boot = std::path::absolute(&boot).unwrap_or(boot);
    if !boot.join("sitecustomize.py").is_file() {
        bail!(
            "{origin} has no sitecustomize.py in {}; install Spile again",
            boot.display()
        );
    }
    Ok(boot)
}

/// `PYTHONPATH` with the boot directory in front, and nowhere else.
pub(crate) fn python_path(boot: &Path, inherited: Option<&OsStr>) -> OsString {
    let mut path = boot.as_os_str().to_owned();
    for entry in inherited
        .into_iter()
        .filter(|path| !path.is_empty())
        .flat_map(split)
    {
        if entry != boot.as_os_str() {
            path.push(":");
            path.push(entry);
        }
    }
    path
}

/// Splits at colons. An empty entry is the working directory, and stays empty.
fn split(path: &OsStr) -> impl Iterator<Item = &OsStr> {
    use std::os::unix::ffi::OsStrExt;
    path.as_bytes().split(|&byte| byte == b':').map(OsStr::from_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_boot_directory_comes_first_and_once() {
        for (inherited, expected) in [
            (None, "/boot"),
            (Some(""), "/boot"),
            (Some("/a:/b"), "/boot:/a:/b"),
            (Some("/boot:/a"), "/boot:/a"),
            (Some("/a::/b"), "/boot:/a::/b"),
        ] {
            assert_eq!(
                python_path(Path::new("/boot"), inherited.map(OsStr::new)),
                expected
            );
        }
    }
}
