//! The projects of `xtask/patterns/projects.json`, and the environments that their judges run in.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::environment::{root, state};
use crate::identity::interpreter::Interpreter;
use crate::identity::unit::Scratch;
use crate::identity::{package, process};

/// What is installed together, by name.
pub(super) type Environments = BTreeMap<String, Vec<String>>;

/// The environment of `--short`, in which everything is pinned.
const SHORT: &str = "short";

/// An entry of `projects.json`. The judge sees all of it.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Project {
    pub(super) judge: String,
    pub(super) name: String,
    /// One of the environments; without one, the interpreter itself.
    environment: Option<String>,
    /// Whether it is quick enough for `--short`; what it needs is then in the environment of that name.
    #[serde(default)]
    short: bool,
    /// Whether it is the test suite of this name of `cargo xtask identity`, with its environment.
    #[serde(default)]
    suite: bool,
    /// The package in the index whose version is told, when it is not called like the project.
    version_of: Option<String>,
    #[serde(flatten)]
    further: BTreeMap<String, Value>,
}

/// What is needed to ask.
pub(super) struct Asked {
    pub(super) python: PathBuf,
    pub(super) version: String,
    /// What the judge gets, as JSON.
    pub(super) definition: String,
    pub(super) scratch: Scratch,
}

pub(super) fn scripts() -> PathBuf {
    root().join("xtask/patterns")
}

/// The environments and the projects.
pub(super) fn load_all() -> Result<(Environments, Vec<Project>)> {
    #[derive(Deserialize)]
    struct All {
        environments: Environments,
        projects: Vec<Project>,
    }
    let path = scripts().join("projects.json");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let all: All = serde_json::from_str(&text).with_context(|| path.display().to_string())?;
    Ok((all.environments, all.projects))
}

impl Project {
    /// Whether it, or its judge, has this name.
    pub(super) fn is_called(&self, name: &str) -> bool {
        self.name == name || self.judge == name
    }

    /// The project as `--short` judges it, if it does: from one environment that is quickly installed.
    pub(super) fn in_short(mut self) -> Option<Self> {
        self.environment = self.environment.map(|_| SHORT.to_owned());
        self.short.then_some(self)
    }

    /// The patterns that its judge knows the truth of.
    pub(super) fn patterns(&self) -> &'static [&'static str] {
        match self.judge.as_str() {
            "flask" => &["flask_routes"],
            "django" => &["django_views"],
            "fastapi" => &["fastapi_routes"],
            "celery" => &["celery_tasks"],
            "click" => &["click_commands"],
            "sqlalchemy" => &["sqlalchemy_models"],
            "pytest" => &["pytest_tests"],
            "recursion" => &["recursive_functions"],
            _ => &[
                "generators",
                "coroutines",
                "properties",
                "dataclass_methods",
                "overridden_methods",
            ],
        }
    }

    /// Whether the judge says of each function whether it is judged, not only of each file.
    pub(super) fn is_judged_by_method(&self, pattern: &str) -> bool {
        !["generators", "coroutines"].contains(&pattern)
    }

    /// Installs what it needs, unless that was done before.
    pub(super) fn prepare(&self, environments: &Environments, python: &Interpreter) -> Result<Asked> {
        let scratch = Scratch::new()?;
        let mut definition = json!(self.further);
        let setup = format!("projects/{}_{}.py", self.judge, self.name.replace('-', "_"));
        definition["code"] = match std::fs::read_to_string(scripts().join(setup)) {
            Ok(code) => code.into(),
            Err(_) => "truth.import_all()".into(),
        };
        let (program, version) = if self.suite {
            let packages = package::load_all()?;
            let package = packages
                .iter()
                .find(|package| package.name == self.name)
                .context("no such suite in xtask/identity/suites.json")?;
            let prepared = package.prepare(python)?;
            let unit = prepared.units.first().context("the suite has units")?;
            definition["folder"] = json!(unit.directory);
            definition["arguments"] = json!(unit.arguments);
            (unit.python.clone(), prepared.version.clone())
        } else if let Some(name) = &self.environment {
            let requirements = environments
                .get(name)
                .with_context(|| format!("no environment {name}"))?;
            let program = install(name, requirements, python)?;
            let version = self.version_of(requirements);
            (program, version)
        } else {
            (python.program.clone(), python.version.clone())
        };
        Ok(Asked {
            python: program,
            version,
            definition: definition.to_string(),
            scratch,
        })
    }

    /// The pinned version; empty for what another requirement brought along.
    fn version_of(&self, requirements: &[String]) -> String {
        let name = self.version_of.as_ref().unwrap_or(&self.name);
        let pins = requirements.iter().filter_map(|pin| pin.split_once("=="));
        let mut named = pins.filter(|(pinned, _)| {
            pinned
                .split('[')
                .next()
                .is_some_and(|pinned| pinned.eq_ignore_ascii_case(name))
        });
        named
            .next()
            .map_or(String::new(), |(_, version)| version.to_owned())
    }
}

/// The Python of a virtual environment with the requirements.
fn install(name: &str, requirements: &[String], python: &Interpreter) -> Result<PathBuf> {
    let environment = state()
        .join("venv")
        .join(format!("patterns-{}-{name}", python.series()));
    let program = environment.join("bin/python");
    let done = environment.join("installed");
    let wanted = requirements.join("\n");
    if std::fs::read_to_string(&done).is_ok_and(|installed| installed == wanted) {
        return Ok(program);
    }
    eprintln!("patterns: installing {name} for Python {}", python.version);
    process::run_quietly(
        Command::new(&python.program)
            .args(["-m", "venv", "--clear"])
            .arg(&environment),
    )?;
    let mut pip = Command::new(&program);
    pip.args(["-m", "pip", "install", "--quiet", "--prefer-binary"])
        .args(requirements);
    process::run_quietly(&mut pip)?;
    File::create(&done)?;
    std::fs::write(done, wanted)?;
    Ok(program)
}
