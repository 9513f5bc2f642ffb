//! Dialyzer over what was compiled plain and woven: weaving gives it nothing new to say.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

use super::compare::new_ones;
use super::machine::Machine;
use super::needs::Needs;
use super::suite::{self, Project};
use super::way::Kind;
use super::weave::{self, Plan, Woven};
use crate::environment::root;

const SCRIPT: &str = include_str!("../../../identity/dialyzer.exs");

/// What is known of beside the project: what Elixir brings, and what its own applications call. Of erts, Dialyzer has its own
/// table of functions, and tells of those that are not in it, plain and woven.
const EVERYTHING: &str = "kernel,stdlib,crypto,compiler,elixir,logger,eex,ex_unit,mix,iex";

/// The runtime that users have, which prints. Nothing is run with it.
const RUNTIME: &[&str] = &[
    "runtime.ex",
    "console.ex",
    "console/output.ex",
    "console/quiet.ex",
    "formatter.ex",
    "formatter/json.ex",
    "value.ex",
];

/// The table of what Dialyzer knows, made once for a machine.
pub(super) struct Dialyzer<'m> {
    machine: &'m Machine,
    plt: PathBuf,
    runtime: PathBuf,
}

/// One project woven one way, as Dialyzer sees it.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Quiet {
    pub(super) elixir: String,
    pub(super) project: String,
    /// What was woven.
    pub(super) plan: String,
    woven: Woven,
    /// How many modules were looked at.
    modules: u64,
    /// Of the plain modules of the project, without the runtime.
    warnings: u64,
    new: Vec<String>,
    /// Those that the woven modules do not have: the program's own warnings that are hidden.
    gone: Vec<String>,
}

impl<'m> Dialyzer<'m> {
    /// Compiles what woven modules call, and builds the table when there is none.
    pub(super) fn prepare(machine: &'m Machine) -> Result<Self> {
        fs::write(machine.tools().join("dialyzer.exs"), SCRIPT)?;
        let this = Self {
            machine,
            plt: machine.folder.join(format!("everything-{}.plt", machine.version)),
            runtime: machine.tools().join("runtime-ebin"),
        };
        this.compile_runtime()?;
        if !this.plt.is_file() {
            let log = machine.folder.join("plt.log");
            this.script(&format!("build {} {EVERYTHING}", machine.inside(&this.plt)), &log)?;
        }
        Ok(this)
    }

    fn compile_runtime(&self) -> Result<()> {
        let sources = self.machine.tools().join("runtime");
        for folder in [&sources, &self.runtime] {
            fs::create_dir_all(folder)?;
        }
        let library = root().join("bindings/elixir/lib/spile");
        for name in RUNTIME {
            fs::copy(library.join(name), sources.join(name.replace('/', "_")))
                .with_context(|| (*name).to_owned())?;
        }
        let log = self.machine.folder.join("runtime.log");
        let compile = format!("elixirc -o {} '*.ex'", self.machine.inside(&self.runtime));
        let end = self.machine.run(&sources, &compile, &log)?;
        ensure!(
            end == "exit status 0",
            "the runtime was not compiled: {end}, see {}",
            log.display()
        );
        Ok(())
    }

    fn script(&self, arguments: &str, log: &Path) -> Result<()> {
        let script = self.machine.inside(&self.machine.tools().join("dialyzer.exs"));
        let line = format!("elixir {script} {arguments}");
        let end = self.machine.run(&self.machine.folder, &line, log)?;
        ensure!(end == "exit status 0", "Dialyzer: {end}, see {}", log.display());
        Ok(())
    }

    /// What it says of the modules in a folder, and how many there are. The runtime is looked at with them.
    fn ask(&self, ebin: &Path, kind: &str) -> Result<(Vec<String>, u64)> {
        let place = ebin.parent().and_then(Path::parent).unwrap_or(ebin);
        let (out, log) = (
            self.machine.tools().join(format!("{kind}.dialyzer")),
            place.join(format!("{kind}.dialyzer.log")),
        );
        let inside = |path: &Path| self.machine.inside(path);
        let arguments = format!(
            "ask {} {} '{}' {}",
            inside(&self.plt),
            inside(&out),
            inside(ebin),
            inside(&self.runtime)
        );
        self.script(&arguments, &log)?;
        Ok(said(&fs::read_to_string(out)?))
    }

    /// Compiles the project plain and by each plan, and compares what is said.
    pub(super) fn compare(&self, project: &Project, needs: &Needs) -> Result<Vec<Quiet>> {
        let compiled = |kind: &str, weave: &mut dyn FnMut(&Path) -> Result<()>| {
            let written = Kind::Written { runtime: "counting" };
            suite::half(project, needs, self.machine, kind, false, written, weave)
        };
        let plain = compiled("dialyzer-plain", &mut |_| Ok(()))?;
        let (before, modules) = self.ask(&plain.folder.join("ebin"), "plain")?;
        let mut rows = Vec::new();
        for (plan, kind) in [
            (Plan::Calls, "calls"),
            (Plan::Values, "values"),
            (Plan::Everything, "exceptions"),
        ] {
            let mut woven = Woven::default();
            let other = compiled(&format!("dialyzer-{kind}"), &mut |folder| {
                weave::folder(&folder.join("lib"), &self.machine.version, plan, &mut woven)
            })?;
            let (after, _) = self.ask(&other.folder.join("ebin"), kind)?;
            rows.push(Quiet {
                elixir: self.machine.version.clone(),
                project: project.name.clone(),
                plan: plan.name().to_owned(),
                woven,
                modules,
                warnings: before.iter().filter(|warning| is_of_project(warning)).count() as u64,
                new: new_ones(&before, &after),
                gone: new_ones(&after, &before),
            });
        }
        Ok(rows)
    }
}

/// The warnings that the script wrote, sorted, and the number of modules.
fn said(text: &str) -> (Vec<String>, u64) {
    let mut modules = 0;
    let mut warnings = Vec::new();
    for line in text.lines() {
        match line.strip_prefix("modules\t") {
            Some(number) => modules = number.parse().unwrap_or_default(),
            None => warnings.push(line.replace('\t', " ")),
        }
    }
    warnings.sort();
    (warnings, modules)
}

/// Whether a warning, `TAG FILE LINE TEXT`, is of what is compiled; the files of the runtime are in no folder.
fn is_of_project(warning: &str) -> bool {
    warning.split(' ').nth(1).is_some_and(|file| file.contains('/'))
}

impl Quiet {
    /// What does not hold.
    pub(super) fn failures(&self) -> Vec<String> {
        let of = |what: String| {
            format!(
                "Dialyzer on {}, {}, on Elixir {}: {what}",
                self.project, self.plan, self.elixir
            )
        };
        let mut failures = Vec::new();
        if !self.woven.is_enough() || self.modules == 0 {
            failures.push(of(format!(
                "{} modules, too little was woven: {:?}",
                self.modules, self.woven
            )));
        }
        failures.extend(self.new.iter().map(|warning| of(format!("new: {warning}"))));
        failures.extend(self.gone.iter().map(|warning| of(format!("hidden: {warning}"))));
        failures
    }

    /// The row of the table.
    pub(super) fn line(&self) -> String {
        format!(
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            self.elixir,
            self.project,
            self.plan,
            self.modules,
            self.woven.clauses,
            self.woven.anonymous,
            self.warnings,
            self.new.len(),
            self.gone.len()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{is_of_project, said};

    #[test]
    fn warnings_are_told_from_the_number_of_modules() {
        let (warnings, modules) =
            said(":warn_b\tlib/a.ex\t3\tlate\n:warn_a\tlib/a.ex\t9\tearly\nmodules\t7\n");
        assert_eq!(warnings, [":warn_a lib/a.ex 9 early", ":warn_b lib/a.ex 3 late"]);
        assert_eq!(modules, 7);
    }

    #[test]
    fn warnings_of_the_runtime_are_not_those_of_the_project() {
        assert!(is_of_project(":warn_matching lib/console.ex 9 never"));
        assert!(!is_of_project(
            ":warn_unknown console.ex 111 Unknown function 'Elixir.A/B':write/2"
        ));
    }
}
