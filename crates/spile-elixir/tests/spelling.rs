//! What is spelled out reads as what it was: over every Elixir file at hand.

use std::path::{Path, PathBuf};

use spile_elixir::pipeline::quoted::{bare, restore};
use spile_elixir::pipeline::spell::spell;
use spile_elixir::pipeline::term::Term;
use spile_elixir_syntax::{ElixirVersion, Options, parse};

/// The quoted form of `source`, when it has one.
fn quoted(source: &str, version: ElixirVersion) -> Option<Term> {
    let options = Options {
        version,
        ..Options::default()
    };
    let ast = parse(source, &options).ok()?;
    Some(Term::decode(&ast.to_etf()).unwrap())
}

fn elixir_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            elixir_files(&path, files);
        } else if path.extension().is_some_and(|end| end == "ex" || end == "exs") {
            files.push(path);
        }
    }
}

/// What is wrong with the spelling of `given`, if anything.
fn fault(given: &Term, version: ElixirVersion) -> Option<String> {
    let spelled = spell(given);
    let options = Options {
        version,
        ..Options::default()
    };
    let again = match parse(&spelled.text, &options) {
        Ok(ast) => Term::decode(&ast.to_etf()).unwrap(),
        Err(error) => return Some(format!("{error}\n{}", spelled.text)),
    };
    match restore(given, again, &spelled.terms, &|_| false) {
        Err(differs) => Some(format!("{differs:?}\n{}", spelled.text)),
        Ok(restored) if bare(&restored) != bare(given) => Some(format!("other terms\n{}", spelled.text)),
        Ok(_) => None,
    }
}

#[test]
fn spelled_sources_are_read_as_they_were() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    elixir_files(&root.join("crates/spile-elixir-syntax/tests/sources"), &mut files);
    elixir_files(&root.join("fuzz/corpus/elixir"), &mut files);
    // More sources: a folder of them.
    if let Some(more) = std::env::var_os("SPILE_ELIXIR_SOURCES") {
        elixir_files(Path::new(&more), &mut files);
    }
    let mut n_spelled = 0;
    let mut faults = Vec::new();
    std::thread::Builder::new()
        .stack_size(256 << 20)
        .spawn(move || {
            for file in &files {
                let Ok(source) = std::fs::read_to_string(file) else {
                    continue;
                };
                for version in [ElixirVersion::V1_14, ElixirVersion::V1_20] {
                    let Some(given) = quoted(&source, version) else {
                        continue;
                    };
                    n_spelled += 1;
                    if let Some(fault) = fault(&given, version) {
                        faults.push(format!(
                            "{} ({version}): {}",
                            file.display(),
                            fault.chars().take(3000).collect::<String>()
                        ));
                    }
                }
            }
            assert!(
                faults.is_empty(),
                "{} of {n_spelled}:\n{}",
                faults.len(),
                faults[..faults.len().min(6)].join("\n\n")
            );
            assert!(n_spelled > 10, "{n_spelled}");
        })
        .unwrap()
        .join()
        .unwrap();
}
