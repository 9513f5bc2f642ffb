//! What holds for every Elixir file: IDs are unique, the same each time, and name their nodes; comments change none.
//!
//! `SPILE_ELIXIR_CORPUS=DIR:DIR` names directories; else it is the sources of the parser's own tests.

use std::collections::HashSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use spile_core::{Frontend, NodeIdx, Outline, Role, Scheme, SyntaxIdx};
use spile_elixir::Elixir;

fn directories() -> Vec<PathBuf> {
    match std::env::var("SPILE_ELIXIR_CORPUS") {
        Ok(named) => named.split(':').map(PathBuf::from).collect(),
        Err(_) => vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../spile-elixir-syntax/tests/sources")],
    }
}

fn files() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut todo = directories();
    while let Some(path) = todo.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).unwrap();
            todo.extend(entries.map(|entry| entry.unwrap().path()));
        } else if path
            .extension()
            .is_some_and(|extension| extension == "ex" || extension == "exs")
        {
            found.push(path);
        }
    }
    found.sort();
    assert!(!found.is_empty(), "no Elixir files");
    found
}

/// Those that can be read, with their outlines.
fn outlines() -> impl Iterator<Item = (PathBuf, String, Outline)> {
    files().into_iter().filter_map(|path| {
        let text = fs::read_to_string(&path).ok()?;
        let outline = Elixir.outline(&text, "lib/a.ex".into()).ok()?;
        Some((path, text, outline))
    })
}

#[test]
fn ids_are_unique_and_the_same_each_time() {
    let (mut n_files, mut n_nodes) = (0, 0);
    for (path, text, outline) in outlines() {
        let again = Elixir.outline(&text, "lib/a.ex".into()).unwrap();
        for scheme in Scheme::ALL {
            let ids = outline.ids(scheme);
            assert_eq!(ids, again.ids(scheme), "{}", path.display());
            let mut given = HashSet::new();
            let twice: Vec<&String> = ids.iter().filter(|id| !given.insert(*id)).collect();
            assert!(twice.is_empty(), "{}: {scheme}: {twice:?}", path.display());
        }
        n_files += 1;
        n_nodes += outline.nodes.len();
    }
    println!("{n_files} files, {n_nodes} nodes");
    assert!(n_nodes > n_files);
}

#[test]
fn definitions_are_found_by_their_ids_and_ranges_are_nested() {
    for (path, text, outline) in outlines() {
        for definition in outline
            .definitions
            .iter()
            .filter(|definition| definition.has_own_id())
        {
            let id = outline.id(definition.node);
            let found = outline.find(&id.parse().unwrap());
            assert_eq!(found, [definition.node], "{}: {id}", path.display());
            let name = definition.name_range.text(&text);
            let is_word = definition
                .name
                .chars()
                .all(|c| c.is_alphanumeric() || "_?!".contains(c));
            assert!(
                definition.path.is_empty()
                    || !is_word
                    || definition.name == "?"
                    || name.contains(&definition.name),
                "{}: {id} is called {name}",
                path.display()
            );
        }
        for at in (0..outline.tree.nodes().len() as u32).map(SyntaxIdx) {
            let outer = outline.tree.node(at).range;
            for child in outline.tree.children(at) {
                let inner = outline.tree.node(child).range;
                assert!(
                    outer.start() <= inner.start() && inner.end() <= outer.end(),
                    "{}: {} {outer:?} holds {} {inner:?}",
                    path.display(),
                    outline.tree.node(at).kind,
                    outline.tree.node(child).kind
                );
            }
        }
    }
}

#[test]
fn comments_and_blank_lines_change_no_id() {
    for (path, text, outline) in outlines() {
        // Behind what ends at a line's end, where no text and no expression goes on.
        let mut edited = String::from("# a comment\n\n");
        let mut ends: HashSet<u32> = HashSet::new();
        for (at, node) in (0..).map(SyntaxIdx).zip(outline.tree.nodes()) {
            let is_statement = node.role == Role::Statement || node.role == Role::Definition;
            if is_statement && at.0 > 0 {
                ends.insert(node.range.end().to_u32());
            }
        }
        for (start, line) in lines(&text) {
            let end = start + line.trim_end_matches(['\n', '\r']).len();
            edited += line;
            if line.ends_with('\n') && line.trim_end().ends_with("end") && ends.contains(&(end as u32)) {
                edited += "# another\n\n";
            }
        }
        let Ok(after) = Elixir.outline(&edited, "lib/a.ex".into()) else {
            panic!("{}: {edited}", path.display());
        };
        let (before, after) = (outline.ids(Scheme::Hybrid), after.ids(Scheme::Hybrid));
        let differs = (0..before.len()).find(|at| before.get(*at) != after.get(*at));
        assert_eq!(
            differs,
            None,
            "{}: {:?}",
            path.display(),
            differs.map(|at| &before[at])
        );
        assert_eq!(outline.id(NodeIdx(0)), "lib/a.ex");
    }
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        start += line.len();
        (start - line.len(), line)
    })
}

/// Elixir's own formatter, of the version on `PATH`; without one nothing is tested.
#[test]
fn formatting_changes_no_id() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/format.exs");
    let out = std::env::temp_dir().join(format!("spile-formatted-{}", std::process::id()));
    fs::create_dir_all(&out).unwrap();
    let all = files();
    let names: String = all.iter().map(|path| format!("{}\n", path.display())).collect();
    let started = Command::new("elixir")
        .arg(script)
        .arg(&out)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = started else {
        eprintln!("there is no elixir on PATH");
        return;
    };
    let mut input = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || input.write_all(names.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    let formatted = String::from_utf8(output.stdout).unwrap();
    let ids = |path: &Path| -> Option<Vec<String>> {
        let outline = Elixir
            .outline(&fs::read_to_string(path).ok()?, "lib/a.ex".into())
            .ok()?;
        Some(outline.ids(Scheme::Hybrid))
    };
    let (mut compared, mut changed) = (0, Vec::new());
    for number in formatted.lines() {
        let path = &all[number.parse::<usize>().unwrap()];
        let (Some(before), Some(after)) = (ids(path), ids(&out.join(format!("{number}.ex")))) else {
            continue;
        };
        compared += 1;
        if before != after {
            let at = (0..before.len()).find(|at| before.get(*at) != after.get(*at));
            changed.push(format!("{}: {:?}", path.display(), at.map(|at| &before[at])));
        }
    }
    fs::remove_dir_all(&out).unwrap();
    println!("{compared} files formatted, the IDs of {} changed", changed.len());
    assert!(compared > 0);
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}
