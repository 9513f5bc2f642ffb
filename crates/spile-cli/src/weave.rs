//! `spile weave`: a file as it is woven.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, anyhow};
use similar::TextDiff;
use spile_core::{Asks, Frontend, Plan};

use crate::args::WeaveArgs;
use crate::failure::{Failure, Result, report};
use crate::output;
use crate::sources::{self, Encoding, module_name};

/// Prints the woven text of `args.file`, which `spile strip` takes back, or what was inserted as a diff.
pub(crate) fn weave(args: &WeaveArgs) -> Result<()> {
    let path = &args.file;
    let (source, encoding) = read(path)?;
    let is_elixir = sources::is_elixir(path);
    if !is_elixir
        && path
            .extension()
            .is_some_and(|extension| extension != "py" && extension != "pyi")
    {
        return Err(Failure::usage(anyhow!(
            "{} is no source of Python or Elixir: its name does not end in .py, .ex or .exs",
            path.display()
        )));
    }
    let plan = Plan {
        asks: Asks::Everything {
            bodies: args.bodies,
            outside: args.outside,
        },
        ..Plan::default()
    };
    let weaving = if is_elixir {
        // What stands in no module is named by its file.
        let module = path.display().to_string();
        let woven = spile_elixir::Elixir.weave(&source, &module, &plan);
        woven.with_context(|| format!("cannot weave {}", path.display()))
    } else {
        let woven = spile_python::Python.weave(&source, &module_name(path), &plan);
        woven.with_context(|| format!("cannot weave {}", path.display()))
    }
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

/// The text of a source file, as UTF-8 or as its encoding cookie says.
pub(crate) fn read(path: &Path) -> Result<(String, Encoding)> {
    sources::read(path).map_err(|why| Failure::usage(anyhow!("cannot read {}: {why}", path.display())))
}
