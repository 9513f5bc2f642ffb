//! An Elixir: that of this machine, or of a root that is entered by chroot.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use crate::environment::{command, root, state};
use crate::identity::process;

const LIMIT: Duration = Duration::from_secs(3600);

/// Modules of the harness that are compiled with the package.
const PACKAGE: &[(&str, &str)] = &[
    ("identity_quoted.ex", include_str!("../../../identity/quoted.ex")),
    ("identity_sink.ex", include_str!("../../../identity/sink.ex")),
];

/// The runtimes, each by the name of its folder.
const RUNTIMES: &[(&str, &str)] = &[
    ("counting", include_str!("../../../identity/counting_runtime.ex")),
    ("printing", include_str!("../../../identity/printing_runtime.ex")),
];

const SCRIPTS: &[(&str, &str)] = &[
    ("outcomes.exs", include_str!("../../../identity/outcomes.exs")),
    ("like_mix.exs", include_str!("../../../identity/like_mix.exs")),
    (
        "compile_project.exs",
        include_str!("../../../identity/compile_project.exs"),
    ),
    (
        "compile_own.exs",
        include_str!("../../../identity/compile_own.exs"),
    ),
    (
        "start_project.exs",
        include_str!("../../../identity/start_project.exs"),
    ),
    (
        "compile_need.exs",
        include_str!("../../../identity/compile_need.exs"),
    ),
];

/// Where an Elixir runs, with the package compiled by it.
pub(crate) struct Machine {
    root: PathBuf,
    /// `1.18.3`
    pub(crate) version: String,
    /// Where everything is, as seen from outside.
    pub(crate) folder: PathBuf,
}

impl Machine {
    /// Asks for the version, and compiles what woven code calls.
    pub(crate) fn prepare(elixir: &Path) -> Result<Self> {
        let folder = if elixir == Path::new("/") {
            state().join("identity").join("elixir")
        } else {
            elixir.join("spile-identity")
        };
        let mut machine = Self {
            root: elixir.to_owned(),
            version: String::new(),
            folder,
        };
        fs::create_dir_all(&machine.folder).with_context(|| machine.folder.display().to_string())?;
        let log = machine.folder.join("version.log");
        let end = machine.run(&machine.folder, "elixir --version", &log)?;
        let said = fs::read_to_string(&log)?;
        let Some(line) = said.lines().find(|line| line.starts_with("Elixir ")) else {
            bail!("there is no elixir in {}: {end}\n{said}", elixir.display());
        };
        machine.version = line.split(' ').nth(1).unwrap_or_default().to_owned();
        machine.compile_package()?;
        Ok(machine)
    }

    /// The package as an application with its NIF, and beside it each of the runtimes that take the place of its own.
    fn compile_package(&self) -> Result<()> {
        let library = root().join("bindings/elixir/lib");
        let sources = self.tools().join("package");
        for folder in [&sources, &self.package().join("priv")] {
            fs::create_dir_all(folder)?;
        }
        flatten(&library, "", &sources)?;
        let runtime = sources.join("spile_runtime.ex");
        let text = fs::read_to_string(&runtime).with_context(|| runtime.display().to_string())?;
        fs::write(&runtime, renamed(&text)?)?;
        for (name, text) in PACKAGE {
            fs::write(sources.join(name), text)?;
        }
        for (name, text) in SCRIPTS {
            fs::write(self.tools().join(name), text)?;
        }
        fs::copy(
            crate::elixir::nif()?,
            self.package().join("priv/spile_elixir_nif.so"),
        )?;
        self.elixirc(&sources, &self.package().join("ebin"))?;
        for (name, text) in RUNTIMES {
            let sources = self.tools().join(format!("{name}-sources"));
            fs::create_dir_all(&sources)?;
            fs::write(sources.join("runtime.ex"), text)?;
            self.elixirc(&sources, &self.tools().join(name))?;
        }
        Ok(())
    }

    fn elixirc(&self, sources: &Path, ebin: &Path) -> Result<()> {
        fs::create_dir_all(ebin)?;
        let log = self.folder.join("package.log");
        let compile = format!(
            "elixirc -pa {} -o {} '*.ex'",
            self.inside(&self.package().join("ebin")),
            self.inside(ebin)
        );
        let end = self.run(sources, &compile, &log)?;
        ensure!(
            end == "exit status 0",
            "{} was not compiled: {end}, see {}",
            sources.display(),
            log.display()
        );
        Ok(())
    }

    /// What this run needs for all projects: several may run at once.
    pub(super) fn tools(&self) -> PathBuf {
        self.folder.join(format!("tools-{}", std::process::id()))
    }

    /// The package, as an application: what is woven, and weaving itself.
    fn package(&self) -> PathBuf {
        self.tools().join("spile")
    }

    /// The options that put it on the code path, with one of the runtimes.
    pub(crate) fn paths(&self, runtime: &str) -> String {
        format!(
            "-pa {} -pa {}",
            self.inside(&self.package().join("ebin")),
            self.inside(&self.runtime(runtime))
        )
    }

    /// The folder of one of the runtimes.
    pub(super) fn runtime(&self, name: &str) -> PathBuf {
        self.tools().join(name)
    }

    /// A path below the machine's folder, as it is called in there.
    pub(super) fn inside(&self, path: &Path) -> String {
        let path = match path.strip_prefix(&self.root) {
            Ok(below) => Path::new("/").join(below),
            Err(_) => path.to_owned(),
        };
        path.display().to_string()
    }

    /// Runs a line of shell in a folder, its output in a file, and tells how it ended.
    pub(crate) fn run(&self, folder: &Path, script: &str, log: &Path) -> Result<String> {
        let script = format!("cd '{}' && {script}", self.inside(folder));
        let mut shell = if self.root == Path::new("/") {
            command("sh")
        } else {
            let mut inside: Command = command("chroot");
            inside.arg(&self.root).args([
                "/usr/bin/env",
                "-i",
                "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
                "HOME=/root",
                "sh",
            ]);
            inside
        };
        shell.args(["-c", &format!("export LANG=C.UTF-8; {script}")]);
        Ok(process::run(&mut shell, log, LIMIT)?.0)
    }
}

/// Copies all sources below a folder into one, each with the path to it in its name.
fn flatten(folder: &Path, prefix: &str, to: &Path) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            flatten(&entry.path(), &format!("{name}_"), to)?;
        } else {
            fs::copy(entry.path(), to.join(name))?;
        }
    }
    Ok(())
}

/// The runtime that users have, by the name that `printing_runtime.ex` calls it.
fn renamed(runtime: &str) -> Result<String> {
    let name = "defmodule Spile.Runtime do";
    ensure!(runtime.contains(name), "the runtime has another name");
    Ok(runtime.replacen(name, "defmodule Spile.Identity.PrintingRuntime do", 1))
}

impl Drop for Machine {
    fn drop(&mut self) {
        // What cannot be removed is in nobody's way.
        let _ = fs::remove_dir_all(self.tools());
    }
}
