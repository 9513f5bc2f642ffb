//! One project on one machine: copied, woven, compiled and tested.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use super::compare::{Outcomes, Runs, new_ones, warnings};
use super::excluded;
use super::machine::Machine;
use super::needs::Needs;
use super::own::Own;
use super::scoreboard::{Row, Tests};
use super::weave::{self, Plan, Woven};
use crate::environment::command;
use crate::identity::process;

/// What starts a project's tests, where it has some.
const HELPER: &str = "test/test_helper.exs";

/// How often everything is run when a test had another outcome: it may be one that races.
const RUNS: usize = 5;

/// What is compiled and tested.
pub(super) struct Project {
    pub(super) name: String,
    /// The project's folder, or the repository of Elixir.
    source: PathBuf,
    own: Option<Own>,
}

impl Project {
    /// The project in the folder, or the applications of Elixir that are asked for.
    pub(super) fn of(folder: &Path, machine: &Machine, apps: &[String]) -> Result<Vec<Self>> {
        if let Some(apps) = Own::of(folder, machine, apps)? {
            let project = |(name, own)| Self {
                name,
                source: folder.to_owned(),
                own: Some(own),
            };
            return Ok(apps.into_iter().map(project).collect());
        }
        ensure!(
            folder.join("lib").is_dir(),
            "{} has no lib and is no clone of Elixir's repository: name a project's folder",
            folder.display()
        );
        let name = folder.canonicalize()?;
        let name = name.file_name().unwrap_or_default().to_string_lossy();
        Ok(vec![Self {
            name: name.into_owned(),
            source: folder.to_owned(),
            own: None,
        }])
    }

    /// Copies it, and tells where its `lib` and `test` are.
    fn copy(&self, to: &Path) -> Result<PathBuf> {
        if to.exists() {
            fs::remove_dir_all(to)?;
        }
        fs::create_dir_all(to)?;
        if let Some(own) = &self.own {
            return own.copy(&self.source, to);
        }
        process::run_quietly(command("cp").arg("-R").arg(self.source.join(".")).arg(to))?;
        Ok(to.to_owned())
    }
}

/// One of the two: where it lies, and what was said.
pub(super) struct Half {
    pub(super) folder: PathBuf,
    warnings: Vec<String>,
    outcomes: Outcomes,
}

/// Does everything twice, and compares.
pub(super) fn run(project: &Project, needs: &Needs, machine: &Machine, tests: bool) -> Result<Row> {
    let plain = half(project, needs, machine, "plain", tests, |_| Ok(()))?;
    let tests = tests && plain.folder.join(HELPER).is_file();
    let weave = |woven: &mut Woven| {
        half(project, needs, machine, "woven", tests, |folder| {
            for part in ["lib", "test"] {
                if folder.join(part).is_dir() {
                    weave::folder(&folder.join(part), &machine.version, Plan::Calls, woven)?;
                }
            }
            Ok(())
        })
    };
    let mut woven = Woven::default();
    let other = weave(&mut woven)?;
    let mut runs = Runs {
        plain: vec![plain.outcomes],
        woven: vec![other.outcomes],
    };
    while !runs.compare().0.is_empty() && runs.plain.len() < RUNS {
        let again = half(project, needs, machine, "plain", tests, |_| Ok(()))?;
        runs.plain.push(again.outcomes);
        runs.woven.push(weave(&mut Woven::default())?.outcomes);
    }
    let (differences, unsteady) = runs.compare();
    let (first, entered) = (&runs.plain[0], runs.woven[0].entered);
    Ok(Row {
        elixir: machine.version.clone(),
        project: project.name.clone(),
        woven,
        warnings: plain.warnings.len() as u64,
        new_warnings: new_ones(&plain.warnings, &other.warnings),
        tests: tests.then(|| Tests {
            count: first.count(),
            passed: first.with("passed"),
            failed: first.with("failed") + first.with("invalid"),
            entered,
            differences,
            unsteady,
        }),
    })
}

/// Copies the project, and compiles and tests what `weave` makes of it.
pub(super) fn half(
    project: &Project,
    needs: &Needs,
    machine: &Machine,
    kind: &str,
    tests: bool,
    weave: impl FnOnce(&Path) -> Result<()>,
) -> Result<Half> {
    let name = project.name.replace([' ', '\''], "_");
    let work = machine.folder.join(&name);
    let folder = project.copy(&work.join(kind))?;
    // A test that reads its own source reads what the author wrote: that is put back when everything is loaded.
    let sources = work.join("sources");
    let mut read = String::new();
    if kind == "woven" {
        let folder = project.copy(&sources)?;
        read = machine.inside(&folder);
    }
    weave(&folder)?;
    let paths = format!(
        "-pa {} {}",
        machine.inside(&machine.probes()),
        needs.options(machine)
    );
    let log = work.join(format!("{kind}.compile.log"));
    let ebin = folder.join("ebin");
    fs::create_dir_all(&ebin)?;
    if project.own.is_none() && folder.join("src").is_dir() {
        needs.compile_erlang(machine, &folder, &ebin, &log)?;
    }
    let tool = |name: &str| machine.inside(&machine.tools().join(name));
    let compile = match &project.own {
        Some(_) => format!("elixirc --ignore-module-conflict {paths} -pa ebin -o ebin 'lib/**/*.ex'"),
        None => format!("elixir {paths} {}", tool("compile_project.exs")),
    };
    let end = machine.run(&folder, &compile, &log)?;
    ensure!(
        end == "exit status 0",
        "{kind}: not compiled: {end}, see {}",
        log.display()
    );
    let warnings = warnings(&fs::read_to_string(&log)?);
    let mut outcomes = Outcomes::default();
    if tests && folder.join(HELPER).is_file() {
        let written = work.join(format!("{kind}.outcomes"));
        if written.exists() {
            fs::remove_file(&written)?;
        }
        let log = work.join(format!("{kind}.test.log"));
        let start = match &project.own {
            Some(_) => String::new(),
            None => format!("-r {}", tool("start_project.exs")),
        };
        let test = format!(
            "SPILE_OUTCOMES={} SPILE_NEEDS='{}' SPILE_EXCLUDED='{}' SPILE_SOURCES='{read}' elixir -pa ebin {paths} -r {} {start} -r {HELPER} \
             -e 'Spile.Identity.Outcomes.run()'",
            machine.inside(&written),
            needs.apps()?,
            excluded::tags(&project.name),
            tool("outcomes.exs"),
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
