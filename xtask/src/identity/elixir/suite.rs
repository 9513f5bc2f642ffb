//! One project on one machine: copied, woven, compiled and tested.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

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
    own: Option<Own>,
}

/// One of Elixir's own applications.
struct Own {
    tag: String,
    /// The name of its folder.
    app: String,
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
                own: None,
            }]);
        }
        let tag = nearest_tag(folder, &machine.version)?;
        // That of another version is told of.
        let of = if tag == format!("v{}", machine.version) {
            String::new()
        } else {
            format!(", of {tag}")
        };
        Ok(apps
            .iter()
            .map(|app| Self {
                name: format!("elixir's {app}{of}"),
                source: folder.to_owned(),
                own: Some(Own {
                    tag: tag.clone(),
                    app: app.clone(),
                }),
            })
            .collect())
    }

    /// Copies it, and tells where its `lib` and `test` are.
    fn copy(&self, to: &Path) -> Result<PathBuf> {
        if to.exists() {
            fs::remove_dir_all(to)?;
        }
        fs::create_dir_all(to)?;
        let Some(own) = &self.own else {
            process::run_quietly(command("cp").arg("-R").arg(self.source.join(".")).arg(to))?;
            return Ok(to.to_owned());
        };
        let archive = to.join("source.tar");
        let mut git = command("git");
        git.arg("-C").arg(&self.source).args(["archive", "--output"]);
        process::run_quietly(git.arg(&archive).args([&own.tag, "lib", "bin", "VERSION"]))?;
        process::run_quietly(command("tar").arg("-xf").arg(&archive).arg("-C").arg(to))?;
        fs::remove_file(archive)?;
        Ok(to.join("lib").join(&own.app))
    }
}

/// The tag of the version, or the last one of its series before it.
fn nearest_tag(repository: &Path, version: &str) -> Result<String> {
    let mut git = command("git");
    git.arg("-C").arg(repository).args(["tag", "--list", "v*"]);
    let tags = String::from_utf8(git.output()?.stdout)?;
    nearest(tags.lines(), version).with_context(|| {
        format!(
            "{} has no tag for Elixir {version}: fetch its tags",
            repository.display()
        )
    })
}

fn nearest<'tags>(tags: impl Iterator<Item = &'tags str>, version: &str) -> Option<String> {
    let numbers = |text: &str| -> Option<[u32; 3]> {
        let parts: Option<Vec<u32>> = text.split('.').map(|part| part.parse().ok()).collect();
        parts?.try_into().ok()
    };
    let asked = numbers(version)?;
    let (_, tag) = tags
        .filter_map(|tag| Some((numbers(tag.strip_prefix('v')?)?, tag)))
        .filter(|(is, _)| is[..2] == asked[..2] && *is <= asked)
        .max()?;
    Some(tag.to_owned())
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
    let folder = project.copy(&work)?;
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
        let start = if project.own.is_none() {
            format!(
                "-r {}",
                machine.inside(&machine.tools().join("start_project.exs"))
            )
        } else {
            String::new()
        };
        let test = format!(
            "SPILE_OUTCOMES={} elixir -pa ebin -pa {probes} -r {} {start} -r test/test_helper.exs \
             -e 'for file <- Enum.sort(Path.wildcard(\"test/**/*_test.exs\")), do: Code.require_file(file)'",
            machine.inside(&written),
            machine.inside(&machine.tools().join("outcomes.exs")),
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

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn sources_are_of_the_version_or_of_the_last_one_before_it() {
        let tags = [
            "v1.19.9",
            "v1.20-latest",
            "v1.20.0-rc.1",
            "v1.20.2",
            "v1.20.10",
            "v1.21.0",
        ];
        let found = |version| nearest(tags.into_iter(), version);
        assert_eq!(found("1.20.2").as_deref(), Some("v1.20.2"));
        assert_eq!(found("1.20.9").as_deref(), Some("v1.20.2"));
        assert_eq!(found("1.20.11").as_deref(), Some("v1.20.10"));
        assert_eq!(found("1.20.1"), None);
        assert_eq!(found("1.18.3"), None);
    }
}
