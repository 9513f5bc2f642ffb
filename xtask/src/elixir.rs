//! The Elixir package's own tests, on the Elixir of this machine and on a newer one.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::apt;
use crate::environment::{cargo, command, root, state, target};
use crate::oracle;
use crate::steps::Log;
use crate::wheel::CI_PROFILE;

/// The Debian release whose Elixir the tests run on beside that of this machine: 1.18.
const NEWER: &str = "trixie";

const NEWER_VERSION: &str = "1.18";

/// Names a folder in which a Debian of that release, with elixir, lies already.
const ROOT_VARIABLE: &str = "SPILE_ELIXIR_ROOT";

/// Runs ExUnit on every Elixir that there is, or that can be had.
pub(crate) fn test(log: &mut Log) -> Result<()> {
    let library = library(log)?;
    let mut versions = Vec::new();
    if is_there(log)? {
        let project = state().join("elixir").join("host");
        prepare(&project, &library)?;
        versions.push(version(command("elixir").arg("--version"), log)?);
        log.run(
            command("mix")
                .args(["test", "--warnings-as-errors"])
                .current_dir(project.join("spile"))
                .env("MIX_ENV", "test")
                .env("LANG", "C.UTF-8")
                .env("SPILE_NIF", project.join("spile_elixir_nif.so")),
        )?;
    }
    if !versions.iter().any(|version| version.starts_with(NEWER_VERSION))
        && let Some(debian) = newer(log)?
    {
        let project = debian.join("spile-test");
        prepare(&project, &library)?;
        let inside = |arguments: &str| {
            let mut inside = command("chroot");
            let script = format!("cd /spile-test/spile && {arguments}");
            inside
                .arg(&debian)
                .args(["/usr/bin/env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin"]);
            inside.args([
                "HOME=/root",
                "LANG=C.UTF-8",
                "MIX_ENV=test",
                "SPILE_NIF=/spile-test/spile_elixir_nif.so",
            ]);
            inside.args(["sh", "-c", &script]);
            inside
        };
        versions.push(version(&mut inside("elixir --version"), log)?);
        log.run(&mut inside("mix test --warnings-as-errors"))?;
    }
    if versions.is_empty() {
        log.note("not run: there is no elixir, and it cannot be installed");
    } else {
        log.note(versions.join(", "));
    }
    Ok(())
}

/// Compiles and tests some of Elixir's own applications, plain and woven, on the same versions.
pub(crate) fn identity(log: &mut Log) -> Result<()> {
    let library = library(log)?;
    let mut elixirs = Vec::new();
    if is_there(log)? {
        let version = version(command("elixir").arg("--version"), log)?;
        elixirs.push((PathBuf::from("/"), version, oracle::ci::elixir_source(log)));
    }
    if !elixirs
        .iter()
        .any(|(_, version, _)| version.starts_with(NEWER_VERSION))
        && let Some(debian) = newer(log)?
    {
        let source = oracle::ci::elixir_source_of(NEWER, log);
        elixirs.push((debian, NEWER_VERSION.to_owned(), source));
    }
    let mut notes = Vec::new();
    for (root, version, source) in elixirs {
        match source.and_then(|unpacked| tree(&unpacked)) {
            Ok(source) => {
                let mut identity = command(std::env::current_exe().context("cannot find this program")?);
                identity
                    .args(["identity", "elixir", "--no-write", "--apps", APPS])
                    .args(["--ways", WAYS, "--elixir"])
                    .arg(root)
                    .arg(source);
                log.run(identity.env("SPILE_NIF", &library))?;
                notes.push(version);
            }
            Err(error) => notes.push(format!("not on {version}, whose source cannot be had: {error:#}")),
        }
    }
    if notes.is_empty() {
        notes.push("not run: there is no elixir, and it cannot be installed".to_owned());
    }
    log.note(notes.join(", "));
    Ok(())
}

/// Elixir's repository, in the folder that its package was unpacked in.
pub(crate) fn tree(unpacked: &Path) -> Result<PathBuf> {
    fs::read_dir(unpacked)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.join("lib/elixir").is_dir())
        .context("Debian's source of Elixir has no lib/elixir")
}

/// Those of Elixir's applications whose tests are quickly run.
const APPS: &str = "eex,logger";

/// As text, and through the package with all that it does.
const WAYS: &str = "text,values";

/// Whether there is an Elixir on this machine; it is installed when there is none and it can be.
pub(crate) fn is_there(log: &mut Log) -> Result<bool> {
    if !apt::on_path("elixir") && apt::on_path("apt-get") && apt::is_root() {
        let packages = ["elixir", "erlang-dev", "erlang-dialyzer"];
        apt::install(&packages, "Elixir takes part in tests", log)?;
    }
    Ok(apt::on_path("elixir"))
}

/// The NIF, in the profile of the other tests.
pub(crate) fn library(log: &mut Log) -> Result<PathBuf> {
    let mut build = cargo();
    build.envs(CI_PROFILE.iter().copied());
    log.run(build.args(["build", "--profile", "ci"]).args(NIF))?;
    built("ci")
}

/// The NIF: what `SPILE_NIF` names, else one that is built for users.
pub(crate) fn nif() -> Result<PathBuf> {
    if let Some(given) = std::env::var_os("SPILE_NIF") {
        return Ok(given.into());
    }
    let status = cargo()
        .args(["build", "--release", "--quiet"])
        .args(NIF)
        .status()?;
    ensure!(status.success(), "cargo could not build the NIF: {status}");
    built("release")
}

/// What cargo is told to build.
const NIF: [&str; 3] = ["--package", "spile-elixir-nif", "--locked"];

fn built(profile: &str) -> Result<PathBuf> {
    let directory = target().join(profile);
    ["so", "dylib"]
        .into_iter()
        .map(|end| directory.join(format!("libspile_elixir_nif.{end}")))
        .find(|library| library.is_file())
        .with_context(|| format!("no NIF in {}", directory.display()))
}

/// Copies what the tests need: a release in its own root sees nothing else. What was compiled before stays.
fn prepare(project: &Path, library: &Path) -> Result<()> {
    let source = root().join("bindings/elixir");
    let to = project.join("spile");
    fs::create_dir_all(&to)?;
    for name in ["mix.exs", ".formatter.exs", "README.md"] {
        if source.join(name).is_file() {
            fs::copy(source.join(name), to.join(name)).with_context(|| format!("cannot copy {name}"))?;
        }
    }
    for name in ["lib", "test", "examples"] {
        if to.join(name).is_dir() {
            fs::remove_dir_all(to.join(name))?;
        }
        if source.join(name).is_dir() {
            copy(&source.join(name), &to.join(name))?;
        }
    }
    let documents = project.join("docs");
    if documents.is_dir() {
        fs::remove_dir_all(&documents)?;
    }
    if root().join("docs/elixir").is_dir() {
        copy(&root().join("docs/elixir"), &documents)?;
    }
    fs::copy(library, project.join("spile_elixir_nif.so"))?;
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}

/// A Debian of the newer release in a directory of its own; none where that takes more than there is.
fn newer(log: &mut Log) -> Result<Option<PathBuf>> {
    if let Some(given) = std::env::var_os(ROOT_VARIABLE) {
        return Ok(Some(given.into()));
    }
    if !(apt::on_path("apt-get") && apt::is_root()) {
        log.note(format!(
            "not on {NEWER_VERSION}: that takes root and Debian, or {ROOT_VARIABLE}"
        ));
        return Ok(None);
    }
    if !apt::on_path("debootstrap") {
        apt::install(
            &["debootstrap"],
            "the Elixir package is tested on a newer Debian",
            log,
        )?;
    }
    let debian = state().join("elixir").join(NEWER);
    if !debian.join("usr/bin/elixir").exists() {
        if debian.exists() {
            fs::remove_dir_all(&debian)?;
        }
        fs::create_dir_all(&debian)?;
        log.run(
            command("debootstrap")
                .args(["--variant=minbase", "--include=elixir,erlang-dialyzer", NEWER])
                .arg(&debian),
        )?;
    }
    Ok(Some(debian))
}

/// `1.18.3`
fn version(elixir: &mut std::process::Command, log: &mut Log) -> Result<String> {
    let output = log.output(elixir)?;
    let Some(line) = output.lines().find(|line| line.starts_with("Elixir ")) else {
        bail!("elixir --version does not tell a version: {output:?}");
    };
    Ok(line.split(' ').nth(1).unwrap_or_default().to_owned())
}
