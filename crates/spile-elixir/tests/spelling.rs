//! What is spelled out reads as what it was: over every Elixir file at hand.

use std::path::{Path, PathBuf};

use spile_core::Scheme;
use spile_elixir::add_node_ids;
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
    let spelled = spell(given, version);
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

/// The IDs of what has metadata, in order, each with its text.
fn ids(source: &str, version: ElixirVersion) -> Vec<(String, String)> {
    let options = Options {
        version,
        ..Options::default()
    };
    let mut ast = parse(source, &options).unwrap();
    let (_, given) = add_node_ids(source, "lib/a.ex".into(), &mut ast, Scheme::Hybrid);
    let text = |node| ast.range(node).text(source).to_owned();
    given.into_iter().map(|(node, id)| (id, text(node))).collect()
}

/// The first node that has another ID when the source is quoted, if any.
fn other_id(source: &str, given: &Term, version: ElixirVersion) -> Option<String> {
    let spelled = spell(given, version);
    // What has no spelling stands for itself: operators where variables are, which nobody writes.
    if !spelled.terms.is_empty() {
        return None;
    }
    let (before, after) = (ids(source, version), ids(&spelled.text, version));
    let id = |ids: &[(String, String)], at: usize| ids.get(at).map(|(id, _)| id.clone());
    let differing: Vec<usize> = (0..before.len().max(after.len()))
        .filter(|at| id(&before, *at) != id(&after, *at))
        .collect();
    // What is within the others comes last.
    let shortest = differing
        .iter()
        .min_by_key(|at| before.get(**at).map_or(usize::MAX, |(_, text)| text.len()))?;
    Some(format!(
        "{:?} is {:?}",
        before.get(*shortest),
        after.get(*shortest)
    ))
}

#[test]
fn quoted_code_gets_the_ids_of_its_source() {
    for source in [
        "f('abc', [97, 98])",
        "f('', [])",
        "f('a\\x01\u{e9}')",
        "f('a#{x}', ~c\"a#{x}\")",
        "f(~c\"abc\", ~c(a\\nb))",
        "f(~r/a#{b}/iu)",
        "f(~w(a b)a)",
        "f([{:a, 1}, {:b, 2}])",
        "f([{:a, 1}, b: 2])",
        "f([{:a, 1}, 2])",
        "f({:a, 1}, [{{:a, 1}, 2}])",
        "f([{a, 1}])",
        "f(%{:a => 1, \"b\" => 2}, %{{:a, 1} => 2})",
        "f([\"a#{b}\": 1])",
        "f(0x1F, 0b11, 0o17, ?a, 1_000)",
        "f(0xFFFF_FFFF_FFFF_FFFF_FF, 0b1_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000_0000)",
        "f(0o7777777777777777777777777777, 123456789012345678901234567890)",
        "f(1.0e10, 1.5e-10, 0.1)",
        "f(-1, +1, not a, !b)",
        "f(\"a\\tb\", :\"a b\", :\"a#{b}\", nil, true)",
        "f(\"\"\"\n  a\n  \"\"\")",
        "f(a not in b, a[b], a.b, a.b(), a.(b))",
        "f(1..2, 1..2//3, ..)",
        "f(<<a::8, b::binary>>, \"a\" <> b)",
        "f(&(&1 + 1), &g/1, &g(&1))",
        "f(fn -> () end, fn a, b when a > b -> a end)",
        "f(__MODULE__, @a, A.B, A.{B, C})",
        "(a; b)",
        "f(\"#{a; b}\", ())",
        "ólá = 日本語",
        "f(...)",
        "@spec f(any) :: [any, ...]",
        "if(a, do: b)",
        "if a do b end",
    ] {
        for version in [ElixirVersion::V1_14, ElixirVersion::V1_20] {
            assert!(!ids(source, version).is_empty(), "{source}");
            let given = quoted(source, version).unwrap_or_else(|| panic!("{source}"));
            assert!(spell(&given, version).terms.is_empty(), "{source}");
            assert_eq!(other_id(source, &given, version), None, "{source}");
        }
    }
}

#[test]
fn what_differs_gets_other_ids() {
    for [one, other] in [
        ["f('abc')", "f('abd')"],
        ["f(~r/a/)", "f(~r/a/i)"],
        ["f(~c\"abc\")", "f(\"abc\")"],
        ["f([a: 1])", "f([b: 1])"],
        ["f([a: 1])", "f([{:a, 1, 2}])"],
        ["f(0xFFFFFFFFFFFFFFFFFF)", "f(0xFFFFFFFFFFFFFFFFFE)"],
    ] {
        let first = |source| ids(source, ElixirVersion::NEWEST).remove(0).0;
        assert_ne!(first(one), first(other), "{one}");
    }
}

/// The Elixir files at hand, and those below the folder that `SPILE_ELIXIR_SOURCES` names.
fn all_files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    elixir_files(&root.join("crates/spile-elixir-syntax/tests/sources"), &mut files);
    elixir_files(&root.join("fuzz/corpus/elixir"), &mut files);
    if let Some(more) = std::env::var_os("SPILE_ELIXIR_SOURCES") {
        elixir_files(Path::new(&more), &mut files);
    }
    files
}

#[test]
fn spelled_sources_are_read_as_they_were_and_get_their_ids() {
    let files = all_files();
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
                    let fault = fault(&given, version).or_else(|| other_id(&source, &given, version));
                    if let Some(fault) = fault {
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
