//! `spile ast`: an Elixir file as Elixir's own AST.

use std::io::Write;
use std::process::{Command, Stdio};

use anyhow::anyhow;
use spile_elixir_syntax::{ElixirVersion, Options, parse};

use crate::args::{AstArgs, AstFormat};
use crate::failure::{Failure, Result};
use crate::{output, weave};

/// Prints what `Code.string_to_quoted(source, columns: true)` returns for `args.file`.
pub(crate) fn ast(args: &AstArgs) -> Result<()> {
    let version = match &args.elixir {
        Some(text) => text.parse().map_err(Failure::usage)?,
        None => installed().unwrap_or(ElixirVersion::NEWEST),
    };
    let source = weave::read(&args.file)?;
    let options = Options {
        version,
        token_metadata: args.token_metadata,
    };
    let mut ast = parse(&source, &options)
        .map_err(|error| anyhow!("{}:{error} (Elixir {version})", args.file.display()))
        .map_err(Failure::usage)?;
    if args.node_ids {
        ast.add_node_ids();
    }
    output::print(|out| match args.format {
        AstFormat::Quoted => writeln!(out, "{}", ast.to_quoted()),
        AstFormat::Json => writeln!(out, "{}", ast.to_json()),
        AstFormat::Etf => out.write_all(&ast.to_etf()),
    })
}

/// The version of the `elixir` on `PATH`.
fn installed() -> Option<ElixirVersion> {
    let output = Command::new("elixir")
        .arg("--short-version")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}
