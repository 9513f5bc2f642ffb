//! System packages of Debian and its relatives.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::environment::command;
use crate::steps::Log;

/// Installs Debian packages through apt-get.
///
/// # Errors
///
/// When we are not root or there is no apt-get: the error says what to install, and `why`.
pub(crate) fn install(packages: &[&str], why: &str, log: &mut Log) -> Result<()> {
    let list = packages.join(" ");
    if !on_path("apt-get") {
        bail!("{why}; please install what Debian calls {list}");
    }
    if !is_root() {
        bail!("{why}; please run: sudo apt-get install {list}");
    }
    let apt = || {
        let mut apt = command("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive");
        apt
    };
    log.run(apt().args(["update", "--quiet"]))
        .context("apt-get update")?;
    log.run(
        apt()
            .args(["install", "--quiet", "--yes", "--no-install-recommends"])
            .args(packages),
    )
    .with_context(|| format!("{why}; apt-get could not install {list}"))
}

/// Whether `program` is on `PATH`.
pub(crate) fn on_path(program: &str) -> bool {
    std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())
        .any(|place| place.join(program).is_file())
}

/// Whether apt-get may install.
pub(crate) fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
