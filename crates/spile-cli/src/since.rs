//! `spile nodes --since`: what became of the nodes of another git revision.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, anyhow};
use serde::Serialize;
use spile_core::{Module, Outline, match_nodes};

use crate::args::NodesArgs;
use crate::failure::{Failure, Result};
use crate::nodes::report_passed;
use crate::output;
use crate::sources::{self, Encoding, Passed, is_source};

/// A node of the old revision, and the one that it is now; only one of them when it is gone or new.
#[derive(Serialize)]
struct Change<'a> {
    old: Option<&'a str>,
    new: Option<&'a str>,
    kind: &'static str,
    how: &'static str,
}

/// Prints what became of every node of the files that differ between `revision` and the files on disk.
pub(crate) fn since(args: &NodesArgs, revision: &str) -> Result<()> {
    let repository = Repository::of(&args.paths, revision)?;
    let mut passed = Vec::new();
    let changed = repository.changed(&args.paths)?;
    let (mut olds, mut news, mut files) = (Vec::new(), Vec::new(), Vec::new());
    for (old, new) in changed {
        let old = old.and_then(|path| repository.old_outline(&path, &mut passed));
        let new = new.and_then(|path| repository.new_outline(&path, &mut passed));
        if old.is_some() && new.is_some() {
            files.push((olds.len(), news.len()));
        }
        olds.extend(old);
        news.extend(new);
    }
    let ids = |outlines: &[Outline]| -> Vec<Vec<String>> {
        let ids = outlines.iter().map(|outline| outline.ids(args.scheme.into()));
        ids.collect()
    };
    let (old_ids, new_ids) = (ids(&olds), ids(&news));
    let pairs: HashMap<_, _> = match_nodes(&olds, &news, &files)
        .into_iter()
        .map(|pair| (pair.old, pair))
        .collect();
    let found: HashSet<_> = pairs.values().map(|pair| pair.new).collect();
    output::print_each(|out| {
        for (file, outline) in olds.iter().enumerate() {
            for (idx, node) in outline.nodes.iter().enumerate() {
                let pair = pairs.get(&(file, spile_core::NodeIdx(idx as u32)));
                let change = Change {
                    old: Some(&old_ids[file][idx]),
                    new: pair.map(|pair| new_ids[pair.new.0][pair.new.1.to_usize()].as_str()),
                    kind: outline.kind_word(node),
                    how: pair.map_or("gone", |pair| pair.how.words()),
                };
                out.write(|out| print(out, &change, args.json))?;
            }
        }
        for (file, outline) in news.iter().enumerate() {
            for (idx, node) in outline.nodes.iter().enumerate() {
                if !found.contains(&(file, spile_core::NodeIdx(idx as u32))) {
                    let change = Change {
                        old: None,
                        new: Some(&new_ids[file][idx]),
                        kind: outline.kind_word(node),
                        how: "new",
                    };
                    out.write(|out| print(out, &change, args.json))?;
                }
            }
        }
        report_passed(&passed);
        Ok(())
    })
}

/// People are told only of what changed.
fn print(out: &mut dyn Write, change: &Change<'_>, json: bool) -> std::io::Result<()> {
    if json {
        serde_json::to_writer(&mut *out, change)?;
        return writeln!(out);
    }
    match (change.old, change.new) {
        (Some(old), Some(new)) if old == new => Ok(()),
        (Some(old), Some(new)) => writeln!(out, "{}: {old} -> {new}", change.how),
        (Some(id), None) | (None, Some(id)) => writeln!(out, "{}: {id}", change.how),
        (None, None) => Ok(()),
    }
}

/// A repository and one of its revisions.
struct Repository {
    root: PathBuf,
    revision: String,
    /// The files of the revision, from the root.
    old_files: BTreeSet<PathBuf>,
}

/// What git prints.
fn git(directory: &Path, args: &[&str]) -> Result<Vec<u8>> {
    let mut command = Command::new("git");
    command.arg("-C").arg(directory).args(args);
    let output = command
        .output()
        .context("cannot start git, which knows what the nodes were")
        .map_err(Failure::usage)?;
    if !output.status.success() {
        let why = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(Failure::usage(anyhow!("git {} failed: {why}", args[0])));
    }
    Ok(output.stdout)
}

/// The texts that stand between zero bytes.
fn fields(output: &[u8]) -> impl Iterator<Item = String> {
    output
        .split(|byte| *byte == 0)
        .filter(|field| !field.is_empty())
        .map(|field| String::from_utf8_lossy(field).into_owned())
}

impl Repository {
    fn of(paths: &[PathBuf], revision: &str) -> Result<Self> {
        let first = paths.first().map_or(Path::new("."), PathBuf::as_path);
        let directory = if first.is_dir() {
            first
        } else {
            first
                .parent()
                .filter(|parent| !parent.as_os_str().is_empty())
                .unwrap_or(Path::new("."))
        };
        let root = String::from_utf8_lossy(&git(directory, &["rev-parse", "--show-toplevel"])?).into_owned();
        let root = PathBuf::from(root.trim_end_matches('\n'));
        let commit = format!("{revision}^{{commit}}");
        let verified = git(
            &root,
            &["rev-parse", "--verify", "--quiet", "--end-of-options", &commit],
        )
        .map_err(|_| {
            Failure::usage(anyhow!(
                "{} has no revision `{revision}`; `git log` lists those that are there",
                root.display()
            ))
        })?;
        let revision = String::from_utf8_lossy(&verified).trim().to_owned();
        let files = git(&root, &["ls-tree", "-r", "-z", "--name-only", &revision])?;
        Ok(Self {
            old_files: fields(&files).map(PathBuf::from).collect(),
            root,
            revision,
        })
    }

    /// The source files below `paths` that differ: where they were, and where they are.
    fn changed(&self, paths: &[PathBuf]) -> Result<Vec<(Option<PathBuf>, Option<PathBuf>)>> {
        let status = git(
            &self.root,
            &["diff", "--name-status", "-z", "-M", &self.revision, "--"],
        )?;
        let mut changed = Vec::new();
        let mut fields_of = fields(&status);
        while let (Some(status), Some(path)) = (fields_of.next(), fields_of.next()) {
            let path = PathBuf::from(path);
            match status.as_bytes()[0] {
                b'A' => changed.push((None, Some(path))),
                b'D' => changed.push((Some(path), None)),
                b'R' => changed.push((Some(path), fields_of.next().map(PathBuf::from))),
                b'C' => changed.push((None, fields_of.next().map(PathBuf::from))),
                _ => changed.push((Some(path.clone()), Some(path))),
            }
        }
        let untracked = git(&self.root, &["ls-files", "-z", "--others", "--exclude-standard"])?;
        changed.extend(fields(&untracked).map(|path| (None, Some(PathBuf::from(path)))));
        let asked: Vec<PathBuf> = paths
            .iter()
            .map(|path| std::path::absolute(path).unwrap_or_else(|_| path.clone()))
            .map(|path| path.canonicalize().unwrap_or(path))
            .collect();
        let root = self.root.canonicalize().unwrap_or_else(|_| self.root.clone());
        let is_asked = |path: &Path| asked.iter().any(|asked| root.join(path).starts_with(asked));
        changed.retain(|(old, new)| {
            let sides = [old, new];
            sides
                .into_iter()
                .flatten()
                .any(|path| is_source(path) && is_asked(path))
        });
        for (old, new) in &mut changed {
            *old = old.take().filter(|path| is_source(path));
            *new = new.take().filter(|path| is_source(path));
        }
        Ok(changed)
    }

    fn old_outline(&self, path: &Path, passed: &mut Vec<Passed>) -> Option<Outline> {
        let blob = format!("{}:{}", self.revision, path.display());
        let bytes = git(&self.root, &["cat-file", "blob", &blob]).ok()?;
        let is_there = |file: &Path| {
            let file = file.strip_prefix(&self.root);
            file.is_ok_and(|file| self.old_files.contains(file))
        };
        let name = sources::module_name_among(&self.root.join(path), is_there);
        outline(path, sources::decode(bytes), &name, passed)
    }

    fn new_outline(&self, path: &Path, passed: &mut Vec<Passed>) -> Option<Outline> {
        let name = sources::module_name(&self.root.join(path));
        outline(path, sources::read(&self.root.join(path)), &name, passed)
    }
}

fn outline(
    path: &Path,
    text: std::result::Result<(String, Encoding), String>,
    name: &str,
    passed: &mut Vec<Passed>,
) -> Option<Outline> {
    let module = Module {
        name,
        is_package: sources::is_package(path),
    };
    let outline = text.and_then(|(text, _)| sources::outline(path, &text, module));
    outline
        .map_err(|why| {
            let path = path.to_owned();
            passed.push(Passed { path, why });
        })
        .ok()
}
