//! The sources in `tests/sources`, as Elixir 1.14, 1.18 and 1.20 quote them.
//!
//! `cargo xtask parser-oracle crates/spile-elixir-syntax/tests/sources` compares the same sources with the Elixir at
//! hand; the expectations here are for where there is none. `SPILE_BLESS=1` writes them, and must not be set in CI.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use spile_elixir_syntax::{ElixirVersion, Options, parse};

/// The versions and whether with token metadata.
const SHOWN: [(ElixirVersion, bool); 4] = [
    (ElixirVersion::V1_14, false),
    (ElixirVersion::V1_18, false),
    (ElixirVersion::V1_20, false),
    (ElixirVersion::V1_20, true),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join("sources")
}

/// One expression or error a line.
fn shown(source: &str) -> String {
    let mut out = String::new();
    for (version, token_metadata) in SHOWN {
        let options = Options {
            version,
            token_metadata,
        };
        let quoted = match parse(source, &options) {
            Ok(ast) => ast.to_quoted().replace("}, {", "},\n{"),
            Err(error) => error.to_quoted(),
        };
        let metadata = if token_metadata {
            ", token_metadata: true"
        } else {
            ""
        };
        let _ = writeln!(out, "# Elixir {version}{metadata}\n{quoted}\n");
    }
    out
}

#[test]
fn sources_are_quoted_as_elixir_quotes_them() {
    let bless = std::env::var_os("SPILE_BLESS").is_some();
    assert!(!(bless && std::env::var_os("CI").is_some()), "blessing in CI");
    let mut names: Vec<PathBuf> = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "ex"))
        .collect();
    names.sort();
    assert!(names.len() >= 8);
    for path in names {
        let source = std::fs::read_to_string(&path).unwrap();
        let expected = path.with_extension("quoted");
        let found = shown(&source);
        if bless {
            std::fs::write(&expected, &found).unwrap();
        }
        let wanted = std::fs::read_to_string(&expected).unwrap_or_default();
        assert!(found == wanted, "{} is quoted otherwise", path.display());
    }
}
