//! The Elixir parser: nothing panics, and what is parsed is a tree whose ranges are nested, in every version.

mod pieces;
mod words;

use std::collections::HashSet;

use spile_core::Scheme;
use spile_elixir_syntax::{Ast, ElixirVersion, NodeId, Options, parse};

use crate::random::Random;
pub(crate) use pieces::PIECES;

/// Random words of Elixir.
pub(crate) fn words(random: &mut Random) -> String {
    let count = 1 + random.below(40);
    words::sequence(count, |below| random.below(below))
}

/// Whether any version takes `input`, or what does not hold.
pub(crate) fn check(input: &str) -> Result<bool, String> {
    let mut taken = false;
    for version in ElixirVersion::ALL {
        for token_metadata in [false, true] {
            let options = Options {
                version,
                token_metadata,
            };
            match parse(input, &options) {
                Ok(mut ast) => {
                    taken = true;
                    check_tree(&ast, input).map_err(|error| format!("{error} ({version})"))?;
                    let (_, ids) =
                        spile_elixir::add_node_ids(input, "fuzz.ex".into(), &mut ast, Scheme::Hybrid);
                    let distinct: HashSet<&String> = ids.iter().map(|(_, id)| id).collect();
                    if distinct.len() != ids.len() {
                        return Err("a node ID given twice".into());
                    }
                    check_quoted(&ast.to_quoted(), &options)?;
                    if ast.to_json().is_empty() || ast.to_etf().is_empty() {
                        return Err("an empty output".into());
                    }
                }
                Err(error) => {
                    if error.message().is_empty() || error.to_etf_result().is_empty() {
                        return Err("an error without a message".into());
                    }
                }
            }
        }
    }
    Ok(taken)
}

/// What is printed is Elixir, but that it may nest too deep.
fn check_quoted(quoted: &str, options: &Options) -> Result<(), String> {
    match parse(quoted, options) {
        Err(error) if !error.message().starts_with("nested deeper") => Err(format!(
            "the printed term is no Elixir: {error} ({})",
            options.version
        )),
        _ => Ok(()),
    }
}

fn check_tree(ast: &Ast<'_>, input: &str) -> Result<(), String> {
    let bounds = |node: NodeId| {
        (
            ast.range(node).start().to_usize(),
            ast.range(node).end().to_usize(),
        )
    };
    let (mut todo, mut seen) = (vec![ast.root()], HashSet::new());
    while let Some(node) = todo.pop() {
        if !seen.insert(node) {
            return Err("a node with two parents".into());
        }
        let (start, end) = bounds(node);
        if start > end || input.get(start..end).is_none() {
            return Err(format!("a range that is none of the text: {start}..{end}"));
        }
        for child in ast.children(node) {
            let (from, to) = bounds(child);
            if from < start || to > end {
                return Err(format!(
                    "a child at {from}..{to} is not within its parent at {start}..{end}"
                ));
            }
            todo.push(child);
        }
    }
    Ok(())
}
