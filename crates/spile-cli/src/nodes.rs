//! `spile nodes`: the nodes of source files and their IDs.

use std::io::Write;
use std::path::Path;

use anyhow::anyhow;
use serde::Serialize;
use spile_core::{Module, NodeIdx, Outline, Scheme};
use spile_source::{ByteOffset, LineIndex};

use crate::args::NodesArgs;
use crate::failure::{Failure, Result, report};
use crate::output;
use crate::since;
use crate::sources::{self, Passed};

/// How many files are read before what they hold is printed.
const FILES_AT_ONCE: usize = 64;

/// How much of an expression stands for its name, in characters.
const MAX_EXCERPT: usize = 60;

/// Prints the nodes of all files that `args` names, or what became of those of another revision.
pub(crate) fn nodes(args: &NodesArgs) -> Result<()> {
    if let Some(revision) = &args.since {
        return since::since(args, revision);
    }
    let found = sources::find(&args.paths);
    let mut passed = found.passed;
    output::print_each(|out| {
        for files in found.files.chunks(FILES_AT_ONCE) {
            for (path, listed) in files
                .iter()
                .zip(sources::in_parallel(files, |path| list(path, args)))
            {
                match listed {
                    Ok(text) => out.write(|out| out.write_all(&text))?,
                    Err(why) if args.paths.contains(path) => {
                        return Err(Failure::usage(anyhow!("cannot read {}: {why}", path.display())));
                    }
                    Err(why) => passed.push(Passed {
                        path: path.clone(),
                        why,
                    }),
                }
            }
        }
        Ok(())
    })?;
    if let Some(none) = passed.iter().find(|passed| args.paths.contains(&passed.path)) {
        return Err(Failure::usage(anyhow!(
            "cannot read {}: {}",
            none.path.display(),
            none.why
        )));
    }
    report_passed(&passed);
    Ok(())
}

/// The lines about one file.
fn list(path: &Path, args: &NodesArgs) -> std::result::Result<Vec<u8>, String> {
    let (text, _) = sources::read(path)?;
    let name = sources::module_name(path);
    let module = Module {
        name: &name,
        is_package: sources::is_package(path),
    };
    let listed = Listed {
        outline: &sources::outline(path, &text, module)?,
        text: &text,
        lines: LineIndex::new(&text),
        file: path.display().to_string(),
    };
    let mut lines = Vec::new();
    listed
        .print(&mut lines, args)
        .map_err(|error| error.to_string())?;
    Ok(lines)
}

/// One line for each, behind what is printed.
pub(crate) fn report_passed(passed: &[Passed]) {
    for Passed { path, why } in passed {
        report(&format!("passed over: {}: {why}", path.display()));
    }
}

/// A node as JSON has it. Bytes are counted from 0, `end` is one past the last; lines from 1.
#[derive(Serialize)]
struct NodeRow<'a> {
    id: &'a str,
    kind: &'static str,
    name: String,
    file: &'a str,
    range: [u32; 2],
    line: u32,
    end_line: u32,
    fingerprint: String,
}

struct Listed<'a> {
    outline: &'a Outline,
    text: &'a str,
    lines: LineIndex,
    file: String,
}

impl Listed<'_> {
    fn print(&self, out: &mut impl Write, args: &NodesArgs) -> std::io::Result<()> {
        let ids = self.outline.ids(args.scheme.into());
        for (idx, id) in ids.iter().enumerate() {
            let row = self.row(NodeIdx(idx as u32), id);
            if args.json {
                serde_json::to_writer(&mut *out, &row)?;
                writeln!(out)?;
            } else {
                writeln!(out, "{}:{}  {}  {}", row.file, row.line, row.kind, row.id)?;
            }
        }
        Ok(())
    }

    fn row<'a>(&'a self, at: NodeIdx, id: &'a str) -> NodeRow<'a> {
        let node = &self.outline.nodes[at.to_usize()];
        let range = self.outline.tree.node(node.syntax).range;
        let (start, end) = (range.start().to_u32(), range.end().to_u32());
        let (name, fingerprint, line_at) = match self.outline.definition_at(at) {
            Some(idx) => {
                let definition = self.outline.definition(idx);
                let name = match definition.parent {
                    None => "<module>".to_owned(),
                    Some(_) => definition.display_name().into_owned(),
                };
                let fingerprint = self.outline.fingerprint(idx);
                (name, fingerprint, definition.name_range.start().to_u32())
            }
            None => {
                let hash = self.outline.tree.node(node.syntax).hash;
                (excerpt(range.text(self.text)), hash, start)
            }
        };
        let line_of = |at: u32| self.lines.line_col(ByteOffset::new(at)).line;
        NodeRow {
            id,
            kind: self.outline.kind_word(node),
            name,
            file: &self.file,
            range: [start, end],
            line: line_of(line_at),
            end_line: line_of(end.saturating_sub(1).max(start)),
            fingerprint: format!("{fingerprint:016x}"),
        }
    }
}

/// The first line of a text, not too long.
fn excerpt(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let short: String = line.chars().take(MAX_EXCERPT).collect();
    if short.len() < text.len() {
        short + "…"
    } else {
        short
    }
}

impl From<crate::args::SchemeArg> for Scheme {
    fn from(scheme: crate::args::SchemeArg) -> Self {
        use crate::args::SchemeArg;
        match scheme {
            SchemeArg::Hybrid => Self::Hybrid,
            SchemeArg::Path => Self::Path,
            SchemeArg::Content => Self::Content,
            SchemeArg::Sequential => Self::Sequential,
        }
    }
}
