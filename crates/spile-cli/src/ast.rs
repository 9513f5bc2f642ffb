//! `spile ast`: an Elixir file as Elixir's own AST.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, anyhow};
use spile_core::Scheme;
use spile_elixir_syntax::{ElixirVersion, Options, parse};

use crate::args::{AstArgs, AstFormat};
use crate::failure::{Failure, Result, report};
use crate::{output, sources};

/// Prints what `Code.string_to_quoted(source, columns: true)` returns for `args.file`.
pub(crate) fn ast(args: &AstArgs) -> Result<()> {
    let version = match &args.elixir {
        Some(text) => text.parse().map_err(Failure::usage)?,
        None => installed(),
    };
    let (name, source) = read(&args.file)?;
    let options = Options {
        version,
        token_metadata: args.token_metadata,
    };
    let mut ast = parse(&source, &options)
        .map_err(|error| anyhow!("{name}:{error} (Elixir {version})"))
        .map_err(Failure::usage)?;
    if args.node_ids {
        let module = match args.file.to_str() {
            Some("-") => "-".to_owned(),
            _ => sources::module_name(&args.file),
        };
        spile_elixir::add_node_ids(&source, module.as_str().into(), &mut ast, Scheme::Hybrid);
    }
    output::print(|out| match args.format {
        AstFormat::Quoted => writeln!(out, "{}", ast.to_quoted()),
        AstFormat::Json => writeln!(out, "{}", ast.to_json()),
        AstFormat::Etf => out.write_all(&ast.to_etf()),
    })
}

/// What to call the source in messages, and its text.
fn read(path: &Path) -> Result<(String, String)> {
    let (name, bytes) = if path == Path::new("-") {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().read_to_end(&mut bytes);
        ("standard input".to_owned(), read.map(|_| bytes))
    } else {
        (path.display().to_string(), fs::read(path))
    };
    let bytes = bytes
        .with_context(|| format!("cannot read {name}"))
        .map_err(Failure::usage)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..at]).into_owned();
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|char| *char != '\n').count() + 1;
        Failure::usage(anyhow!(
            "{name}:{line}:{column}: the byte 0x{:02X} is not in UTF-8, and Elixir reads nothing else",
            error.as_bytes()[at]
        ))
    })?;
    Ok((name, text))
}

/// The version of the `elixir` on `PATH`, else the newest.
fn installed() -> ElixirVersion {
    let newest = ElixirVersion::NEWEST;
    let output = Command::new("elixir")
        .arg("--short-version")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output();
    let Ok(output) = output else { return newest };
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim().parse().unwrap_or_else(|error| {
        report(&format!("of the elixir on PATH: {error}; read as {newest}"));
        newest
    })
}
