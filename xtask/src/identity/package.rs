//! A package's suite: its source distribution, unpacked, and a virtual environment with what its tests need.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

use super::cache;
use super::interpreter::Interpreter;
use super::process::run_quietly;
use super::suite::{Prepared, runner_hash};
use super::unit::{Unit, read_list, read_script, scripts};

const LIMIT: Duration = Duration::from_secs(1200);

/// An entry of `suites.json`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Package {
    /// Name in the package index, and of the suite.
    pub(crate) name: String,
    /// The version, pinned.
    pub(crate) version: String,
    /// Folder in the source distribution.
    unpacked: String,
    /// What the tests need beyond the package itself, pinned.
    requirements: Vec<String>,
    /// Environment of the installation: builds without compiled modules where there is a choice, since they are not
    /// woven.
    #[serde(default)]
    install_environment: BTreeMap<String, String>,
    /// Script in `xtask/identity`.
    runner: String,
    /// Current folder, below `unpacked`.
    #[serde(default)]
    directory: String,
    /// Arguments of every unit.
    #[serde(default)]
    arguments: Vec<String>,
    /// The units: each one's own arguments, separated by spaces.
    #[serde(default)]
    units: Vec<String>,
    /// A file in `xtask/identity` with the units, one a line.
    units_file: Option<String>,
}

/// All entries of `suites.json`.
pub(crate) fn load_all() -> Result<Vec<Package>> {
    serde_json::from_str(&read_script("suites.json")?).context("suites.json")
}

impl Package {
    /// Downloads, unpacks and installs it, unless that was done before.
    pub(crate) fn prepare(&self, python: &Interpreter) -> Result<Prepared> {
        // Two harnesses may run at once.
        let lock = File::create(cache::folder("")?.join(".lock"))?;
        lock.lock()?;
        let source = self.unpack(python)?;
        let environment_python = self.install(python)?;
        drop(lock);

        let definition =
            serde_json::to_vec(&(&self.requirements, &self.arguments, &self.install_environment))?;
        let scripts_hash = cache::hash([runner_hash(&self.runner)?.as_bytes(), &definition]);
        let mut names = self.units.clone();
        if let Some(file) = &self.units_file {
            names.extend(read_list(file)?);
        }
        let units = names.into_iter().map(|name| {
            let slug: String = name
                .chars()
                .map(|c| if c.is_alphanumeric() { c } else { '_' })
                .take(60)
                .collect();
            let hash = cache::hash([scripts_hash.as_bytes(), name.as_bytes()]);
            Unit {
                python: environment_python.clone(),
                runner: scripts().join(&self.runner),
                arguments: self
                    .arguments
                    .iter()
                    .cloned()
                    .chain(name.split_whitespace().map(str::to_owned))
                    .collect(),
                directory: Some(source.join(&self.directory)),
                key: format!("{}/{}-{}/{slug}-{hash}", python.version, self.name, self.version),
                limit: LIMIT,
                name,
            }
        });
        Ok(Prepared {
            version: self.version.clone(),
            units: units.collect(),
            excluded: Vec::new(),
            complete: false,
        })
    }

    /// The unpacked source distribution, which is downloaded when it is not there.
    pub(crate) fn source(&self, python: &Interpreter) -> Result<PathBuf> {
        let lock = File::create(cache::folder("")?.join(".lock"))?;
        lock.lock()?;
        self.unpack(python)
    }

    /// The unpacked source distribution.
    fn unpack(&self, python: &Interpreter) -> Result<PathBuf> {
        let source = cache::folder("sources")?.join(&self.unpacked);
        if source.is_dir() {
            return Ok(source);
        }
        let archive = self.download(python)?;
        let partly = cache::folder("sources")?.join(format!("{}.part", self.unpacked));
        let _ = std::fs::remove_dir_all(&partly);
        std::fs::create_dir(&partly)?;
        run_quietly(
            Command::new("tar")
                .arg("xzf")
                .arg(&archive)
                .arg("-C")
                .arg(&partly),
        )?;
        std::fs::rename(partly.join(&self.unpacked), &source)
            .with_context(|| source.display().to_string())?;
        std::fs::remove_dir(&partly)?;
        Ok(source)
    }

    /// The archive of the source distribution.
    fn download(&self, python: &Interpreter) -> Result<PathBuf> {
        let archive = cache::folder("sdists")?.join(format!("{}.tar.gz", self.unpacked));
        if !archive.is_file() {
            let mut pip = Command::new(&python.program);
            pip.args([
                "-m",
                "pip",
                "download",
                "--quiet",
                "--no-deps",
                "--no-binary",
                &self.name,
            ]);
            pip.arg(format!("{}=={}", self.name, self.version))
                .arg("--dest")
                .arg(cache::folder("sdists")?);
            run_quietly(&mut pip)?;
            ensure!(archive.is_file(), "the download gave no {}", archive.display());
        }
        Ok(archive)
    }

    /// The Python of a virtual environment with the package and the requirements.
    fn install(&self, python: &Interpreter) -> Result<PathBuf> {
        let definition = serde_json::to_vec(&(&self.requirements, &self.install_environment))?;
        let name = format!(
            "{}/{}-{}-{}",
            python.version,
            self.name,
            self.version,
            cache::hash([&definition[..]])
        );
        let environment = cache::folder("venv")?.join(name);
        let executable = environment.join("bin/python");
        let done = environment.join("installed");
        if !done.is_file() {
            eprintln!(
                "identity: installing {} {} for Python {}",
                self.name, self.version, python.version
            );
            run_quietly(
                Command::new(&python.program)
                    .args(["-m", "venv", "--clear"])
                    .arg(&environment),
            )?;
            let mut pip = Command::new(&executable);
            pip.args(["-m", "pip", "install", "--quiet", "--no-binary", &self.name])
                .args(&self.requirements);
            pip.arg(self.download(python)?).envs(&self.install_environment);
            run_quietly(&mut pip)?;
            File::create(done)?;
        }
        Ok(executable)
    }
}
