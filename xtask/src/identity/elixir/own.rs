//! Elixir's own applications: the sources that are of the version that runs.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::machine::Machine;
use crate::environment::command;
use crate::identity::process;

/// One of Elixir's own applications.
pub(super) struct Own {
    /// Of a clone; none of a tree of sources.
    tag: Option<String>,
    /// The name of its folder.
    app: String,
}

impl Own {
    /// The applications of a clone of Elixir's repository, or of a tree of its sources, each with its name; None when the folder
    /// is neither.
    pub(super) fn of(
        folder: &Path,
        machine: &Machine,
        apps: &[String],
    ) -> Result<Option<Vec<(String, Self)>>> {
        let Some((tag, version)) = version(folder, machine)? else {
            return Ok(None);
        };
        // That of another version is told of.
        let of = if version == machine.version {
            String::new()
        } else {
            format!(", of v{version}")
        };
        let apps = apps.iter().map(|app| {
            let own = Self {
                tag: tag.clone(),
                app: app.clone(),
            };
            (format!("elixir's {app}{of}"), own)
        });
        Ok(Some(apps.collect()))
    }

    /// What starts its tests.
    pub(super) fn helper(&self) -> &'static str {
        match self.app.as_str() {
            "elixir" => "test/elixir/test_helper.exs",
            _ => "test/test_helper.exs",
        }
    }

    /// Makes an Elixir of the tree that the compiled application lies in, and gives the program that starts it.
    pub(super) fn complete(&self, folder: &Path, machine: &Machine, runtime: &str) -> Result<&'static str> {
        let log = folder.join("complete.log");
        let script = format!(
            "RUNTIME={}; {COMPLETE}",
            machine.inside(&machine.runtime(runtime))
        );
        let end = machine.run(folder, &script, &log)?;
        ensure!(
            end == "exit status 0",
            "{} is no Elixir: {end}, see {}",
            folder.display(),
            log.display()
        );
        Ok("../../bin/elixir")
    }

    /// Copies the sources of all applications, and tells where those of this one are.
    pub(super) fn copy(&self, repository: &Path, to: &Path) -> Result<PathBuf> {
        let app = to.join("lib").join(&self.app);
        let Some(tag) = &self.tag else {
            let mut copy = command("cp");
            copy.arg("-R").args(PARTS.map(|part| repository.join(part)));
            process::run_quietly(copy.arg(to))?;
            return Ok(app);
        };
        let archive = to.join("source.tar");
        let mut git = command("git");
        git.arg("-C").arg(repository).args(["archive", "--output"]);
        process::run_quietly(git.arg(&archive).arg(tag).args(PARTS))?;
        process::run_quietly(command("tar").arg("-xf").arg(&archive).arg("-C").arg(to))?;
        fs::remove_file(archive)?;
        Ok(app)
    }
}

/// What the tests need of a tree of sources.
const PARTS: [&str; 4] = ["lib", "bin", "VERSION", "CHANGELOG.md"];

/// Makes a tree of sources in which one application, in the current folder, is compiled one that runs: what is not compiled there
/// (in Erlang, and the other applications) is what is installed. Elixir itself calls the runtime before any path can be given.
const COMPLETE: &str = r#"
installed=$(dirname "$(elixir -e 'IO.puts(:code.lib_dir(:elixir))')")
app=$(basename "$PWD")
for other in eex elixir ex_unit iex logger mix; do
  [ -e ../$other/ebin ] || ln -s "$installed/$other/ebin" ../$other/ebin
done
for file in "$installed/$app/ebin"/*; do
  [ -e "ebin/$(basename "$file")" ] || cp "$file" ebin/
done
[ "$app" != elixir ] || cp "$RUNTIME"/*.beam ebin/
"#;

/// Which tag is to be taken, of a clone, and the version that the sources are of; None when the folder is no Elixir.
fn version(folder: &Path, machine: &Machine) -> Result<Option<(Option<String>, String)>> {
    if folder.join("lib/elixir/lib/kernel.ex").is_file() && !folder.join(".git").exists() {
        let version = fs::read_to_string(folder.join("VERSION"))?;
        return Ok(Some((None, version.trim().to_owned())));
    }
    let mut git = command("git");
    git.arg("-C")
        .arg(folder)
        .args(["cat-file", "-e", "HEAD:lib/elixir/lib/kernel.ex"]);
    if !git.output().is_ok_and(|output| output.status.success()) {
        return Ok(None);
    }
    let tag = nearest_tag(folder, &machine.version)?;
    let version = tag.trim_start_matches('v').to_owned();
    Ok(Some((Some(tag), version)))
}

/// The tag of the version, or the last one of its series before it.
pub(crate) fn nearest_tag(repository: &Path, version: &str) -> Result<String> {
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
