//! `cargo xtask bench elixir-parser [--write] DIR...`: Spile's Elixir parser beside Elixir's and tree-sitter's.
//!
//! CPU time of one core, of the same files, one after another in one run. Elixir's is that of `Code.string_to_quoted`
//! from a binary that is in memory, garbage collected before each file; the other two also begin with a text in memory.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Context, Result, bail, ensure};

use crate::apt;
use crate::environment::{cargo, command, root, state};
use crate::oracle::{Server, some_sources};

const USAGE: &str = "usage: cargo xtask bench elixir-parser [--write] DIR...";

/// Entry point; `words` are those behind the name.
pub(super) fn main(words: Vec<String>) -> Result<()> {
    let write = words.iter().any(|word| word == "--write");
    if let Some(unknown) = words
        .iter()
        .find(|word| word.starts_with('-') && *word != "--write")
    {
        bail!("unknown option {unknown}\n{USAGE}");
    }
    let folders: Vec<PathBuf> = words
        .iter()
        .filter(|word| *word != "--write")
        .map(PathBuf::from)
        .collect();
    ensure!(!folders.is_empty(), "{USAGE}");
    ensure!(
        apt::on_path("elixir"),
        "there is no elixir on PATH to compare with; Debian's package is called elixir"
    );
    let sources: Vec<Vec<PathBuf>> = folders
        .iter()
        .map(|folder| some_sources(folder))
        .collect::<Result<_>>()?;
    let mut server = Server::start(command("elixir"))?;
    let options = spile_elixir_syntax::Options {
        version: server.version,
        ..Default::default()
    };
    // Files that are rejected end early and would count for less work than they have bytes.
    let mut files = Vec::new();
    let mut elixir_s = 0.0;
    for path in sources.into_iter().flatten() {
        let Ok(source) = fs::read_to_string(&path) else {
            continue;
        };
        if spile_elixir_syntax::parse(&source, &options).is_ok() {
            elixir_s += server.parse_time_ms(&source)? / 1e3;
            files.push(path);
        }
    }
    let (bytes, ours_s, tree_sitter_s) = run(&files, &server.version.to_string())?;
    let speed = |seconds: f64| bytes / seconds / 1e6;
    let page = format!(
        "# Elixir parsers\n\nMade by `cargo xtask bench elixir-parser`: {} files, {:.1} MB, CPU time of one core in one run; files that Elixir {} rejects are left out.\n\n| parser | MB/s | Spile is faster by |\n|---|--:|--:|\n| Spile, to Elixir's AST | {:.1} | 1 |\n| `Code.string_to_quoted`, Elixir {} | {:.1} | {:.1} |\n| tree-sitter-elixir 0.3.5, to its own tree | {:.1} | {:.1} |\n",
        files.len(),
        bytes / 1e6,
        server.version,
        speed(ours_s),
        server.full_version,
        speed(elixir_s),
        elixir_s / ours_s,
        speed(tree_sitter_s),
        tree_sitter_s / ours_s,
    );
    println!("{page}");
    if write {
        fs::write(root().join("docs/benchmarks/elixir-parser.md"), page)?;
    }
    Ok(())
}

/// Bytes, and CPU seconds of Spile and of tree-sitter.
fn run(files: &[PathBuf], version: &str) -> Result<(f64, f64, f64)> {
    let mut child = cargo()
        .args(["run", "--quiet", "--release", "--manifest-path"])
        .arg(root().join("xtask/bench/elixir/Cargo.toml"))
        .arg("--target-dir")
        .arg(state().join("bench").join("elixir-parser"))
        .args(["--", version])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut input = child.stdin.take().context("no input")?;
    for file in files {
        writeln!(input, "{}", fs::canonicalize(file)?.display())?;
    }
    drop(input);
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "the benchmark failed");
    let text = String::from_utf8(output.stdout)?;
    let numbers: Vec<f64> = text
        .split_whitespace()
        .filter_map(|word| word.parse().ok())
        .collect();
    match numbers[..] {
        [bytes, ours, tree_sitter] => Ok((bytes, ours, tree_sitter)),
        _ => bail!("not three numbers: {text}"),
    }
}
