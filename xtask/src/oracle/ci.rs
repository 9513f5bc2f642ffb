//! The short comparison that `cargo xtask test` runs: the parser's own test sources and what fuzzing kept, Elixir's source where its package
//! can be had, and random sequences of words.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use super::server::Server;
use super::{Shown, compare, random};
use crate::apt;
use crate::elixir;
use crate::environment::{command, root, state};
use crate::steps::Log;

const RANDOM: u64 = 20_000;

/// Compares with the Elixir on `PATH`, which is installed when there is none and it can be.
pub(crate) fn short(log: &mut Log) -> Result<()> {
    if !elixir::is_there(log)? {
        log.note("not compared: there is no elixir, and apt-get cannot install it");
        return Ok(());
    }
    let mut folders = vec![
        root().join("crates/spile-elixir-syntax/tests/sources"),
        root().join("fuzz/corpus/elixir"),
    ];
    match elixir_source(log) {
        Ok(folder) => folders.push(folder),
        Err(error) => log.note(format!("without Elixir's own source: {error:#}")),
    }
    let mut server = Server::start(command("elixir"))?;
    let (mut different, mut shown) = (0, Shown(10));
    for folder in &folders {
        let row = compare(&mut server, folder, None, &mut shown)?;
        log.line(&row.line());
        different += row.tally.different();
    }
    let row = random(&mut server, RANDOM, shown)?;
    log.line(&row.line());
    different += row.tally.different();
    log.note(server.full_version.clone());
    ensure!(
        different == 0,
        "{different} sources are not read, or not rejected, as Elixir does"
    );
    Ok(())
}

/// Elixir's source as this Debian packages it, downloaded once.
pub(crate) fn elixir_source(log: &mut Log) -> Result<PathBuf> {
    source_of(&state().join("elixir-source"), &archive()?, log)
}

/// The same of another release of Debian, from where this one's packages come from.
pub(crate) fn elixir_source_of(release: &str, log: &mut Log) -> Result<PathBuf> {
    let archive = archive()?;
    let parts: Vec<&str> = archive.split(' ').collect();
    let [address, _, component] = parts[..] else {
        bail!("no address, release and component: {archive}");
    };
    let folder = state().join(format!("elixir-source-{release}"));
    source_of(&folder, &format!("{address} {release} {component}"), log)
}

fn source_of(folder: &Path, archive: &str, log: &mut Log) -> Result<PathBuf> {
    let unpacked = folder.join("unpacked");
    if unpacked.is_dir() {
        return Ok(unpacked);
    }
    std::fs::create_dir_all(folder.join("lists/partial"))?;
    let list = folder.join("sources.list");
    std::fs::write(&list, format!("deb-src {archive}\n"))?;
    let apt_get = || {
        let mut apt_get = command("apt-get");
        apt_get.current_dir(folder).args([
            "--quiet".to_owned(),
            format!("-oDir::Etc::sourcelist={}", list.display()),
            "-oDir::Etc::sourceparts=-".to_owned(),
            format!("-oDir::State::lists={}", folder.join("lists").display()),
            "-oAPT::Sandbox::User=root".to_owned(),
        ]);
        apt_get
    };
    log.run(apt_get().arg("update"))?;
    log.run(apt_get().args(["source", "--download-only", "--tar-only", "elixir"]))?;
    let archive = std::fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.to_string_lossy().contains(".orig.tar"))
        .context("the package has no source")?;
    if !apt::on_path("xz") {
        apt::install(&["xz-utils"], "Elixir's source is packed by xz", log)?;
    }
    let partial = folder.join("partial");
    std::fs::create_dir_all(&partial)?;
    log.run(command("tar").arg("-xf").arg(&archive).arg("-C").arg(&partial))?;
    std::fs::rename(&partial, &unpacked)?;
    Ok(unpacked)
}

/// Where this system's packages come from: address, release and component, as in a list of apt's.
fn archive() -> Result<String> {
    let format = "$(REPO_URI) $(CODENAME) $(COMPONENT)";
    let targets = command("apt-get")
        .args(["indextargets", "--format", format, "Created-By: Packages"])
        .output()?;
    let release = std::fs::read_to_string("/etc/os-release").context("no /etc/os-release")?;
    let codename = release
        .lines()
        .find_map(|line| line.strip_prefix("VERSION_CODENAME="))
        .context("/etc/os-release tells no VERSION_CODENAME")?;
    let end = format!(" {} main", codename.trim_matches('"'));
    String::from_utf8_lossy(&targets.stdout)
        .lines()
        .find(|line| line.ends_with(&end))
        .map(str::to_owned)
        .context("apt knows no archive of this release")
}
