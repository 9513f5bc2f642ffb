//! An Elixir: that of this machine, or of a root that is entered by chroot.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use crate::environment::{command, root, state};
use crate::identity::process;

const LIMIT: Duration = Duration::from_secs(3600);

/// Where an Elixir runs, with the macros of woven text compiled by it.
pub(super) struct Machine {
    root: PathBuf,
    /// `1.18.3`
    pub(super) version: String,
    /// Where everything is, as seen from outside.
    pub(super) folder: PathBuf,
}

impl Machine {
    /// Asks for the version, and compiles what woven code calls.
    pub(super) fn prepare(elixir: &Path) -> Result<Self> {
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
        machine.compile_probes()?;
        Ok(machine)
    }

    fn compile_probes(&self) -> Result<()> {
        let sources = self.tools().join("probe");
        let ebin = self.probes();
        for folder in [&sources, &ebin] {
            fs::create_dir_all(folder)?;
        }
        let library = root().join("bindings/elixir/lib/spile");
        fs::copy(library.join("probe.ex"), sources.join("probe.ex"))?;
        for entry in fs::read_dir(library.join("probe"))? {
            let entry = entry?;
            fs::copy(entry.path(), sources.join(entry.file_name()))?;
        }
        fs::write(
            sources.join("counting_runtime.ex"),
            include_str!("../../../identity/counting_runtime.ex"),
        )?;
        for (name, text) in [
            ("outcomes.exs", include_str!("../../../identity/outcomes.exs")),
            ("like_mix.exs", include_str!("../../../identity/like_mix.exs")),
            (
                "compile_project.exs",
                include_str!("../../../identity/compile_project.exs"),
            ),
            (
                "start_project.exs",
                include_str!("../../../identity/start_project.exs"),
            ),
            (
                "compile_need.exs",
                include_str!("../../../identity/compile_need.exs"),
            ),
        ] {
            fs::write(self.tools().join(name), text)?;
        }
        let log = self.folder.join("probe.log");
        let end = self.run(
            &sources,
            &format!("elixirc -o {} '*.ex'", self.inside(&ebin)),
            &log,
        )?;
        ensure!(
            end == "exit status 0",
            "the probes were not compiled: {end}, see {}",
            log.display()
        );
        Ok(())
    }

    /// What this run needs for all projects: several may run at once.
    pub(super) fn tools(&self) -> PathBuf {
        self.folder.join(format!("tools-{}", std::process::id()))
    }

    /// The compiled modules that woven code calls.
    pub(super) fn probes(&self) -> PathBuf {
        self.tools().join("ebin")
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
    pub(super) fn run(&self, folder: &Path, script: &str, log: &Path) -> Result<String> {
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

impl Drop for Machine {
    fn drop(&mut self) {
        // What cannot be removed is in nobody's way.
        let _ = fs::remove_dir_all(self.tools());
    }
}
