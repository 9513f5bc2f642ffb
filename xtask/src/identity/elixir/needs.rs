//! What a project needs: other projects, which are compiled plain, without their build tool and without network.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::machine::Machine;
use crate::environment::command;
use crate::identity::process;

/// Compiled projects.
pub(super) struct Needs {
    /// The folder in which each of them has one, named as its application.
    lib: PathBuf,
}

impl Needs {
    /// Compiles each folder with those before it.
    pub(super) fn compile(folders: &[PathBuf], machine: &Machine) -> Result<Self> {
        let needs = Self {
            lib: machine.tools().join("lib"),
        };
        fs::create_dir_all(&needs.lib)?;
        for folder in folders {
            let name = folder
                .canonicalize()
                .with_context(|| folder.display().to_string())?;
            let name = name
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let work = machine.tools().join("needs").join(&name);
            fs::create_dir_all(&work)?;
            process::run_quietly(command("cp").arg("-R").arg(folder.join(".")).arg(&work))?;
            let log = machine.folder.join(format!("need-{name}.log"));
            needs.script(machine, &work, &needs.lib, "", &log)?;
        }
        Ok(needs)
    }

    /// Compiles what a project has in Erlang.
    pub(super) fn compile_erlang(
        &self,
        machine: &Machine,
        folder: &Path,
        ebin: &Path,
        log: &Path,
    ) -> Result<()> {
        self.script(machine, folder, ebin, "--erlang-only ", log)
    }

    fn script(&self, machine: &Machine, folder: &Path, to: &Path, options: &str, log: &Path) -> Result<()> {
        let line = format!(
            "elixir {} {} {options}{}",
            self.options(machine),
            machine.inside(&machine.tools().join("compile_need.exs")),
            machine.inside(to),
        );
        let end = machine.run(folder, &line, log)?;
        ensure!(
            end == "exit status 0",
            "{} was not compiled: {end}, see {}",
            folder.display(),
            log.display()
        );
        Ok(())
    }

    /// Their applications, which run while a project is tested.
    pub(super) fn apps(&self) -> Result<String> {
        let mut apps = Vec::new();
        for entry in fs::read_dir(&self.lib)? {
            apps.push(entry?.file_name().to_string_lossy().into_owned());
        }
        apps.sort();
        Ok(apps.join(" "))
    }

    /// The options that put them on the code path.
    pub(super) fn options(&self, machine: &Machine) -> String {
        format!("-pa '{}/*/ebin'", machine.inside(&self.lib))
    }
}
