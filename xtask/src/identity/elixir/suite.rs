//! One project on one machine: copied, woven, compiled and tested.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use super::compare::{Columns, Outcomes, Runs, new_ones, warnings};
use super::excluded;
use super::machine::Machine;
use super::needs::Needs;
use super::own::Own;
use super::scoreboard::{Row, Tests, cause};
use super::way::{self, Kind, Way};
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

    /// What starts its tests.
    fn helper(&self) -> &'static str {
        match &self.own {
            Some(own) => own.helper(),
            None => HELPER,
        }
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

/// One run: where it lies, and what was said.
pub(super) struct Half {
    pub(super) folder: PathBuf,
    /// What the compiler printed.
    said: String,
    outcomes: Outcomes,
}

/// Compiles and tests the project plain and in each way, and compares.
pub(super) fn run(
    project: &Project,
    needs: &Needs,
    machine: &Machine,
    ways: &[Way],
    tests: bool,
) -> Result<Vec<Row>> {
    let unwoven = |tests| {
        let counting = Kind::Written { runtime: "counting" };
        half(project, needs, machine, "plain", tests, counting, |_| Ok(()))
    };
    let plain = unwoven(tests)?;
    let tests = tests && plain.folder.join(project.helper()).is_file();
    let mut runs = Runs {
        plain: vec![plain.outcomes],
        woven: Vec::new(),
    };
    let mut rows = Vec::new();
    for way in ways {
        let (other, woven) = self::woven(project, needs, machine, *way, tests)?;
        runs.woven = vec![other.outcomes];
        let open = |runs: &Runs| {
            let found = runs.compare().0;
            found
                .iter()
                .any(|difference| cause(&machine.version, &difference.test).is_none())
        };
        while open(&runs) && runs.woven.len() < RUNS {
            if runs.plain.len() == runs.woven.len() {
                runs.plain.push(unwoven(tests)?.outcomes);
            }
            runs.woven
                .push(self::woven(project, needs, machine, *way, tests)?.0.outcomes);
        }
        let (differences, unsteady) = runs.compare();
        // Woven text has other columns, which only the compiler hook leads back.
        let columns = if way.is_quoted() {
            Columns::Kept
        } else {
            Columns::Dropped
        };
        let (before, after) = (warnings(&plain.said, columns), warnings(&other.said, columns));
        let (first, last) = (&runs.plain[0], &runs.woven[0]);
        rows.push(Row {
            elixir: machine.version.clone(),
            project: project.name.clone(),
            way: *way,
            woven,
            warnings: before.len() as u64,
            new_warnings: new_ones(&before, &after),
            tests: tests.then(|| Tests {
                count: first.count(),
                passed: first.with("passed"),
                failed: first.with("failed") + first.with("invalid"),
                entered: last.entered,
                told: last.told,
                printed: last.printed,
                differences,
                unsteady,
            }),
        });
    }
    Ok(rows)
}

fn woven(
    project: &Project,
    needs: &Needs,
    machine: &Machine,
    way: Way,
    tests: bool,
) -> Result<(Half, Woven)> {
    let mut woven = Woven::default();
    if way == Way::Text {
        let written = Kind::Written {
            runtime: way.runtime(),
        };
        let half = half(project, needs, machine, way.name(), tests, written, |folder| {
            for part in ["lib", "test"] {
                if folder.join(part).is_dir() {
                    weave::folder(&folder.join(part), &machine.version, Plan::Calls, &mut woven)?;
                }
            }
            Ok(())
        })?;
        return Ok((half, woven));
    }
    let told = work(project, machine).join(format!("{}.woven", way.name()));
    if told.exists() {
        fs::remove_file(&told)?;
    }
    let kind = Kind::Quoted { way, told: &told };
    let half = half(project, needs, machine, way.name(), tests, kind, |_| Ok(()))?;
    let woven = way::count(way, &half.folder, &told, &machine.version)?;
    Ok((half, woven))
}

/// Where everything of a project is on a machine.
fn work(project: &Project, machine: &Machine) -> PathBuf {
    machine.folder.join(project.name.replace([' ', '\''], "_"))
}

/// Copies the project, and compiles and tests what `weave` makes of it.
pub(super) fn half(
    project: &Project,
    needs: &Needs,
    machine: &Machine,
    name: &str,
    tests: bool,
    kind: Kind<'_>,
    weave: impl FnOnce(&Path) -> Result<()>,
) -> Result<Half> {
    let work = work(project, machine);
    let folder = project.copy(&work.join(name))?;
    weave(&folder)?;
    let log = work.join(format!("{name}.compile.log"));
    let ebin = folder.join("ebin");
    fs::create_dir_all(&ebin)?;
    if project.own.is_none() && folder.join("src").is_dir() {
        needs.compile_erlang(machine, &folder, &ebin, &log)?;
    }
    let script = match &project.own {
        Some(_) => "compile_own.exs",
        None => "compile_project.exs",
    };
    let compile = format!(
        "{} elixir -pa ebin {} {} {}",
        kind.variables(machine),
        machine.paths(kind.runtime()),
        needs.options(machine),
        machine.inside(&machine.tools().join(script))
    );
    let end = machine.run(&folder, &compile, &log)?;
    ensure!(
        end == "exit status 0",
        "{name}: not compiled: {end}, see {}",
        log.display()
    );
    let said = fs::read_to_string(&log)?;
    let mut outcomes = Outcomes::default();
    if tests && folder.join(project.helper()).is_file() {
        outcomes = test(project, needs, machine, name, kind, &folder)?;
    }
    Ok(Half {
        folder,
        said,
        outcomes,
    })
}

fn test(
    project: &Project,
    needs: &Needs,
    machine: &Machine,
    name: &str,
    kind: Kind<'_>,
    folder: &Path,
) -> Result<Outcomes> {
    let work = work(project, machine);
    // A test that reads its own source reads what the author wrote: where woven text lay, that is put back when everything
    // is loaded.
    let mut read = String::new();
    if name == Way::Text.name() {
        read = machine.inside(&project.copy(&work.join("sources"))?);
    }
    let written = work.join(format!("{name}.outcomes"));
    if written.exists() {
        fs::remove_file(&written)?;
    }
    let log = work.join(format!("{name}.test.log"));
    let tool = |name: &str| machine.inside(&machine.tools().join(name));
    let (elixir, start) = match &project.own {
        // Before 1.15 the logger is started before any option of Elixir's is read, and calls the runtime.
        Some(own) => (
            format!(
                "ELIXIR_ERL_OPTIONS='{}' {}",
                machine.paths(kind.runtime()),
                own.complete(folder, machine, kind.runtime())?
            ),
            String::new(),
        ),
        None => ("elixir".to_owned(), format!("-r {}", tool("start_project.exs"))),
    };
    let test = format!(
        "{} SPILE_OUTCOMES={} SPILE_NEEDS='{}' SPILE_EXCLUDED='{}' SPILE_SOURCES='{read}' {elixir} -pa ebin {} {} -r {} {start} {} \
         -e 'Spile.Identity.Outcomes.run()'",
        kind.variables(machine),
        machine.inside(&written),
        needs.apps()?,
        excluded::option(&project.name),
        machine.paths(kind.runtime()),
        needs.options(machine),
        tool("outcomes.exs"),
        kind.require(project.helper()),
    );
    let end = machine.run(folder, &test, &log)?;
    ensure!(
        written.is_file(),
        "{name}: no test ran: {end}, see {}",
        log.display()
    );
    Ok(Outcomes::read(&fs::read_to_string(&written)?))
}
