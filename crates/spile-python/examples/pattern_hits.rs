//! What the built-in patterns select: reads `MODULE<tab>FILE` lines from standard input, and prints one JSON object per file:
//! `{"file": ..., "hits": {PATTERN: [[LINE, PATH, KIND], ...]}}`, lines from 1. `cargo xtask patterns` compares it with
//! what the frameworks say.

use std::fmt::Write as _;
use std::io::{self, BufRead as _, Write as _};

use spile_core::{Frontend, Module, Patterns};
use spile_python::{Python, decode};
use spile_source::LineIndex;

fn main() -> io::Result<()> {
    let patterns = Patterns::new(Python.patterns());
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let Some((module, file)) = line.split_once('\t') else {
            return Err(io::Error::other(format!("no tab in {line:?}")));
        };
        let bytes = std::fs::read(file)?;
        let Some(source) = decode(&bytes) else {
            continue;
        };
        let module = Module {
            name: module,
            is_package: file.ends_with("__init__.py"),
        };
        // Files of later versions of Python, and tests of errors.
        let Ok(outline) = Python.outline(&source, module) else {
            continue;
        };
        let lines = LineIndex::new(&source);
        let mut text = String::new();
        for pattern in patterns.all_built_in() {
            let found = (pattern.find)(&outline);
            if found.is_empty() {
                continue;
            }
            let has_word = pattern.words.is_empty() || pattern.words.iter().any(|word| source.contains(word));
            assert!(has_word, "{}: {file} has no word of it", pattern.name);
            let _ = write!(
                text,
                "{}{:?}:[",
                if text.is_empty() { "" } else { "," },
                pattern.name
            );
            for (idx, node) in found.iter().enumerate() {
                let at = outline.nodes[node.to_usize()];
                let definition = outline.definition(at.definition);
                let start = outline.tree.node(at.syntax).range.start();
                let _ = write!(
                    text,
                    "{}[{},{:?},{:?}]",
                    if idx == 0 { "" } else { "," },
                    lines.line_col(start).line,
                    definition.path,
                    definition.kind.word()
                );
            }
            text.push(']');
        }
        writeln!(out, "{{\"file\":{file:?},\"hits\":{{{text}}}}}")?;
    }
    Ok(())
}
