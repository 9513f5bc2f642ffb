//! `spile weave`: a file as it is woven.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, anyhow};
use similar::TextDiff;
use spile_core::{Frontend, Plan};

use crate::args::WeaveArgs;
use crate::failure::{Failure, Result, report};
use crate::output;

/// Prints the woven text of `args.file`, which `spile strip` takes back, or what was inserted as a diff.
pub(crate) fn weave(args: &WeaveArgs) -> Result<()> {
    let path = &args.file;
    let (source, encoding) = read(path)?;
    if path
        .extension()
        .is_some_and(|extension| extension != "py" && extension != "pyi")
    {
        return Err(Failure::usage(anyhow!(
            "{} is no Python source: its name does not end in .py",
            path.display()
        )));
    }
    let plan = Plan {
        class_bodies: args.bodies,
        module_body: args.bodies,
        ..Plan::default()
    };
    let weaving = spile_python::Python
        .weave(&source, &module_name(path), &plan)
        .with_context(|| format!("cannot weave {}", path.display()))
        .map_err(Failure::usage)?;
    for skipped in &weaving.skipped {
        report(&format!(
            "left alone: {} (line {}), because {}",
            skipped.node.id, skipped.node.line, skipped.reason
        ));
    }
    let newline = if source.contains("\r\n") { "\r\n" } else { "\n" };
    let text = if args.diff {
        let woven = weaving.insertions.apply(&source).text;
        let name = path.display().to_string();
        TextDiff::from_lines(&source, &woven)
            .unified_diff()
            .header(&name, &format!("{name} (woven)"))
            .to_string()
    } else {
        spile_source::seal(weaving.insertions, &source, "#", newline)
    };
    output::print(|out| out.write_all(&encoding.encode(&text)))
}

/// How a file is written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Encoding {
    /// Or anything else in which its bytes are UTF-8 as well.
    Utf8,
    Latin1,
}

impl Encoding {
    /// The bytes of a text that was decoded so, with whatever ASCII came to it.
    pub(crate) fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Latin1 => text.chars().map(|c| c as u8).collect(),
        }
    }
}

/// The text of a source file, as UTF-8 or as its encoding cookie says.
pub(crate) fn read(path: &Path) -> Result<(String, Encoding)> {
    let bytes = fs::read(path)
        .with_context(|| format!("cannot read {}", path.display()))
        .map_err(Failure::usage)?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok((text, Encoding::Utf8)),
        Err(error) => match spile_python::decode(error.as_bytes()) {
            Some(text) => Ok((text, Encoding::Latin1)),
            None => Err(Failure::usage(anyhow!(
                "{} is in neither UTF-8 nor Latin-1; convert it to see it woven",
                path.display()
            ))),
        },
    }
}

/// The name under which a file would be imported: its packages are the directories upwards that have an `__init__.py`.
fn module_name(path: &Path) -> String {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let stem = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let mut names: Vec<String> = stem(&path)
        .filter(|name| name != "__init__")
        .into_iter()
        .collect();
    for directory in path
        .ancestors()
        .skip(1)
        .take_while(|directory| directory.join("__init__.py").exists())
    {
        names.extend(
            directory
                .file_name()
                .map(|name| name.to_string_lossy().into_owned()),
        );
    }
    names.reverse();
    names.join(".")
}
