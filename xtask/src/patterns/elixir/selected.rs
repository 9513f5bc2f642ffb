//! What the patterns select in the files of a project.

use std::collections::{BTreeMap, BTreeSet};

use spile_core::{NodeIdx, Outline, Patterns};
use spile_elixir::Elixir;
use spile_source::{ByteOffset, LineIndex};

use super::{Head, PIPELINES, Place, QUERIES, TESTS};
use spile_core::Frontend;

/// A function, whichever of its clauses are selected.
#[derive(Clone, Debug)]
pub(super) struct SelectedFunction {
    pub(super) module: String,
    pub(super) name: String,
    pub(super) heads: BTreeSet<Head>,
}

/// What is selected.
#[derive(Default)]
pub(super) struct Selected {
    /// By pattern.
    pub(super) functions: BTreeMap<&'static str, Vec<SelectedFunction>>,
    pub(super) tests: BTreeSet<(String, u32)>,
    /// The last operator of each.
    pub(super) pipelines: BTreeSet<Place>,
    /// Where each starts and ends.
    pub(super) queries: Vec<(Place, Place)>,
}

/// Texts of one file, and where they are.
struct Text<'a> {
    file: &'a str,
    text: &'a str,
    lines: LineIndex,
}

impl Text<'_> {
    fn place(&self, at: ByteOffset) -> Place {
        let line = self.lines.line_col(at).line;
        let before = &self.text[..at.to_usize()];
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        // Elixir counts characters.
        (
            self.file.to_owned(),
            line,
            before[start..].chars().count() as u32 + 1,
        )
    }
}

impl Selected {
    pub(super) fn add(&mut self, file: &str, text: &str, outline: &Outline) {
        let lines = LineIndex::new(text);
        let text = Text { file, text, lines };
        for pattern in Patterns::new(Elixir.patterns()).all_built_in() {
            let mut functions = BTreeSet::new();
            for node in (pattern.find)(outline) {
                let range = outline.tree.node(outline.nodes[node.to_usize()].syntax).range;
                if pattern.name == TESTS {
                    let (file, line, _) = text.place(range.start());
                    self.tests.insert((file, line));
                } else if pattern.name == PIPELINES {
                    self.pipelines.extend(operator(&text, outline, node));
                } else if pattern.name == QUERIES {
                    self.queries
                        .push((text.place(range.start()), text.place(range.end())));
                } else if let Some(idx) = outline.definition_at(node) {
                    functions.insert(outline.function_of(idx));
                }
            }
            for function in functions {
                let heads = outline.clauses_of(function).map(|clause| {
                    let definition = outline.definition(clause);
                    let line = text.lines.line_col(definition.name_range.start()).line;
                    // `unquote(name)`, or a longer expression.
                    let is_computed = definition.name.starts_with("unquote(") || definition.name == "?";
                    let name = if is_computed { "unquote" } else { &definition.name };
                    (file.to_owned(), line, name.to_owned())
                });
                let definition = outline.definition(function);
                let module = outline.module_of(function);
                self.functions
                    .entry(pattern.name)
                    .or_default()
                    .push(SelectedFunction {
                        module: module.to_owned(),
                        name: format!("{module}#{}/{}", definition.name, definition.parameters.len()),
                        heads: heads.collect(),
                    });
            }
        }
    }
}

/// Where the operator of a pipeline stands: between its sides, behind comments.
fn operator(text: &Text<'_>, outline: &Outline, node: NodeIdx) -> Option<Place> {
    let tree = &outline.tree;
    let mut sides = tree.children(outline.nodes[node.to_usize()].syntax);
    let (left, right) = (sides.next()?, sides.next()?);
    let (start, end) = (tree.node(left).range.end(), tree.node(right).range.start());
    let mut at = start.to_usize();
    for line in text.text[at..end.to_usize()].split_inclusive('\n') {
        let code = line.split('#').next().unwrap_or(line);
        if let Some(found) = code.find("|>") {
            return Some(text.place(ByteOffset::new((at + found) as u32)));
        }
        at += line.len();
    }
    None
}
