//! One project on one machine: copied, woven, compiled and tested.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail, ensure};

use super::compare::{Outcomes, new_ones, warnings};
use super::machine::Machine;
use super::scoreboard::{Row, Tests};
use super::weave::{self, Woven};
use crate::environment::command;
use crate::identity::process;

/// What is compiled and tested.
pub(super) struct Project {
    pub(super) name: String,
    /// The project's folder, or the repository of Elixir.
    source: PathBuf,
    /// Where in it the application is, when it is one of Elixir's own.
    app: Option<String>,
}

impl Project {
    /// The project in the folder, or the applications of Elixir that are asked for.
    pub(super) fn of(folder: &Path, machine: &Machine, apps: &[String]) -> Result<Vec<Self>> {
        let has = |what: &str| -> Result<bool> {
            let mut git = command("git");
            git.arg("-C").arg(folder).args(["cat-file", "-e", what]);
            Ok(git.output()?.status.success())
        };
        let own = has("HEAD:lib/elixir/lib/kernel.ex")?;
        if !own {
            ensure!(
                folder.join("lib").is_dir(),
                "{} has no lib and is no clone of Elixir's repository: name a project's folder",
                folder.display()
            );
            let name = folder.canonicalize()?;
            let name = name.file_name().unwrap_or_default().to_string_lossy();
            return Ok(vec![Self {
                name: name.into_owned(),
                source: folder.to_owned(),
                app: None,
            }]);
        }
        let tag = format!("v{}", machine.version);
        if !has(&format!("{tag}:lib"))? {
            bail!(
                "{} has no tag {tag}, which is the Elixir that runs: fetch its tags",
                folder.display()
            );
        }
        Ok(apps
            .iter()
            .map(|app| Self {
                name: format!("elixir's {app}"),
                source: folder.to_owned(),
                app: Some(app.clone()),
            })
            .collect())
    }

    /// Copies it, and tells where its `lib` and `test` are.
    fn copy(&self, machine: &Machine, to: &Path) -> Result<PathBuf> {
        if to.exists() {
            fs::remove_dir_all(to)?;
        }
        fs::create_dir_all(to)?;
        let Some(app) = &self.app else {
            process::run_quietly(command("cp").arg("-R").arg(self.source.join(".")).arg(to))?;
            return Ok(to.to_owned());
        };
        let archive = to.join("source.tar");
        let tag = format!("v{}", machine.version);
        let mut git = command("git");
        git.arg("-C").arg(&self.source).args(["archive", "--output"]);
        process::run_quietly(git.arg(&archive).args([&tag, "lib", "bin", "VERSION"]))?;
        process::run_quietly(command("tar").arg("-xf").arg(&archive).arg("-C").arg(to))?;
        fs::remove_file(archive)?;
        Ok(to.join("lib").join(app))
    }
}

/// One of the two: where it lies, and what was said.
struct Half {
    folder: PathBuf,
    warnings: Vec<String>,
    outcomes: Outcomes,
}

/// Does everything twice, and compares.
pub(super) fn run(project: &Project, machine: &Machine, tests: bool) -> Result<Row> {
    let mut woven = Woven::default();
    let plain = half(project, machine, "plain", tests, |_| Ok(()))?;
    let tests = tests && plain.folder.join("test/test_helper.exs").is_file();
    let other = half(project, machine, "woven", tests, |folder| {
        for part in ["lib", "test"] {
            if folder.join(part).is_dir() {
                weave::folder(&folder.join(part), &machine.version, &mut woven)?;
            }
        }
        Ok(())
    })?;
    Ok(Row {
        elixir: machine.version.clone(),
        project: project.name.clone(),
        woven,
        warnings: plain.warnings.len() as u64,
        new_warnings: new_ones(&plain.warnings, &other.warnings),
        tests: tests.then(|| Tests {
            count: plain.outcomes.count(),
            passed: plain.outcomes.with("passed"),
            failed: plain.outcomes.with("failed") + plain.outcomes.with("invalid"),
            entered: other.outcomes.entered,
            differences: plain.outcomes.differences(&other.outcomes),
        }),
    })
}

fn half(
    project: &Project,
    machine: &Machine,
    kind: &str,
    tests: bool,
    weave: impl FnOnce(&Path) -> Result<()>,
) -> Result<Half> {
    let name = project.name.replace([' ', '\''], "_");
    let work = machine.folder.join(&name).join(kind);
    let folder = project.copy(machine, &work)?;
    weave(&folder)?;
    let probes = machine.inside(&machine.probes());
    let log = machine.folder.join(&name).join(format!("{kind}.compile.log"));
    let compile = format!(
        "mkdir -p ebin && elixirc --ignore-module-conflict -pa {probes} -o ebin 'lib/**/*.ex' && \
         if [ -d test/support ]; then elixirc --ignore-module-conflict -pa ebin -pa {probes} -o ebin 'test/support/**/*.ex'; fi"
    );
    let end = machine.run(&folder, &compile, &log)?;
    ensure!(
        end == "exit status 0",
        "{kind}: not compiled: {end}, see {}",
        log.display()
    );
    let warnings = warnings(&fs::read_to_string(&log)?);
    let mut outcomes = Outcomes::default();
    if tests && folder.join("test/test_helper.exs").is_file() {
        let written = machine.folder.join(&name).join(format!("{kind}.outcomes"));
        if written.exists() {
            fs::remove_file(&written)?;
        }
        let log = machine.folder.join(&name).join(format!("{kind}.test.log"));
        let mix = if project.app.is_none() {
            "-e 'Mix.start()'"
        } else {
            ""
        };
        let test = format!(
            "SPILE_OUTCOMES={} elixir -pa ebin -pa {probes} -r {} {mix} -r test/test_helper.exs \
             -e 'for file <- Enum.sort(Path.wildcard(\"test/**/*_test.exs\")), do: Code.require_file(file)'",
            machine.inside(&written),
            machine.inside(&machine.folder.join("outcomes.exs")),
        );
        let end = machine.run(&folder, &test, &log)?;
        ensure!(
            written.is_file(),
            "{kind}: no test ran: {end}, see {}",
            log.display()
        );
        outcomes = Outcomes::read(&fs::read_to_string(&written)?);
    }
    Ok(Half {
        folder,
        warnings,
        outcomes,
    })
}
