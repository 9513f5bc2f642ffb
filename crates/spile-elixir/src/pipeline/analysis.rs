//! What a source consists of, for who decides what to instrument.

use std::collections::BTreeMap;

use spile_core::{DefinitionIdx, NodeIdx, NodeKind, Outline};
use spile_elixir_syntax::{NodeId, Term as Syntax};
use spile_source::LineIndex;

use super::instrumentation::pattern_names;
use super::resolve::pattern_nodes;
use super::source::Parsed;

/// A function or macro, with all its clauses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionInfo {
    /// The ID of its first clause.
    pub id: String,
    /// Its module.
    pub module: String,
    /// Its name.
    pub name: String,
    /// How many arguments it takes.
    pub arity: u32,
    /// The first line of its first clause.
    pub line: u32,
    /// How it is defined: `def`, `defp`, `defmacro`, ...
    pub word: String,
    /// How many clauses it has, heads without a body not counted.
    pub n_clauses: u32,
    /// 1, and 1 for every further way through it: McCabe's number (1976).
    pub complexity: u32,
}

/// A source as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Analysis {
    /// Its modules, in order.
    pub modules: Vec<String>,
    /// Its functions and macros, in order.
    pub functions: Vec<FunctionInfo>,
    /// The patterns that select something, with the IDs of what they select.
    pub patterns: Vec<(&'static str, Vec<String>)>,
    /// How often each construct is used: `case`, `cond`, `|>`, `fn`, ...
    pub constructs: BTreeMap<String, u32>,
    /// How many nodes have an ID.
    pub n_nodes: u32,
}

impl Analysis {
    /// The functions' complexities, in one word: the most complex decides, beyond 10 as McCabe has it.
    pub fn complexity(&self) -> &'static str {
        match self.functions.iter().map(|function| function.complexity).max() {
            None | Some(..=5) => "low",
            Some(6..=10) => "medium",
            Some(_) => "high",
        }
    }
}

const CONSTRUCTS: &[&str] = &[
    "case", "cond", "if", "unless", "with", "for", "receive", "try", "fn", "&", "|>", "=", "quote", "raise",
    "throw", "use", "import", "alias", "require", "@",
];

pub(super) fn analyze(parsed: &Parsed<'_>) -> Analysis {
    let outline = &parsed.outlined.outline;
    let lines = LineIndex::new(parsed.source);
    let mut analysis = Analysis {
        n_nodes: outline.nodes.len() as u32 - 1,
        ..Analysis::default()
    };
    let mut by_first: BTreeMap<DefinitionIdx, FunctionInfo> = BTreeMap::new();
    for (idx, definition) in outline.definitions() {
        if definition.is_inner_module() {
            analysis.modules.push(outline.module_of(idx).to_owned());
        }
        let is_named = definition.kind.is_function() && definition.kind != NodeKind::Lambda;
        if !(is_named || definition.kind == NodeKind::Macro) {
            continue;
        }
        let origin = parsed.outlined.origin(definition.node);
        let info = by_first
            .entry(outline.function_of(idx))
            .or_insert_with(|| FunctionInfo {
                id: outline.id(definition.node),
                module: outline.module_of(idx).to_owned(),
                name: definition.name.clone(),
                arity: definition.parameters.len() as u32,
                line: lines
                    .line_col(outline.tree.node(outline.syntax_of(idx)).range.start())
                    .line,
                word: word(parsed, origin),
                n_clauses: 0,
                complexity: 0,
            });
        if has_body(parsed, origin) {
            info.n_clauses += 1;
            info.complexity += 1 + decisions(parsed, origin);
        }
    }
    analysis.functions = by_first.into_values().collect();
    for name in pattern_names() {
        let ids = detected(outline, name);
        if !ids.is_empty() {
            analysis.patterns.push((name, ids));
        }
    }
    walk(parsed, parsed.ast.root(), &mut |node| {
        if let Some(name) = construct(parsed, node) {
            *analysis.constructs.entry(name).or_insert(0) += 1;
        }
    });
    analysis
}

/// The IDs of what the pattern of this name selects.
pub(super) fn detected(outline: &Outline, name: &str) -> Vec<String> {
    let nodes: Vec<NodeIdx> = pattern_nodes(outline, name);
    nodes.into_iter().map(|node| outline.id(node)).collect()
}

fn word(parsed: &Parsed<'_>, node: NodeId) -> String {
    match parsed.ast.term(node) {
        Syntax::Call(name, _) => String::from_utf8_lossy(name).into_owned(),
        _ => String::new(),
    }
}

/// Whether a definition is more than a head.
fn has_body(parsed: &Parsed<'_>, node: NodeId) -> bool {
    matches!(parsed.ast.term(node), Syntax::Call(_, arguments) if arguments.len() > 1)
}

fn construct(parsed: &Parsed<'_>, node: NodeId) -> Option<String> {
    match parsed.ast.term(node) {
        Syntax::Call(name, _) => CONSTRUCTS
            .iter()
            .find(|construct| construct.as_bytes() == name)
            .map(|construct| (*construct).to_owned()),
        _ => None,
    }
}

/// How many ways through a node there are beyond the first.
fn decisions(parsed: &Parsed<'_>, node: NodeId) -> u32 {
    let mut decisions = 0;
    walk(parsed, node, &mut |node| match parsed.ast.term(node) {
        Syntax::Call(b"if" | b"unless" | b"&&" | b"||" | b"and" | b"or" | b"for", _) => decisions += 1,
        Syntax::Call(b"<-", _) => decisions += 1,
        Syntax::List(clauses) => {
            let is_clause = |node: &&NodeId| matches!(parsed.ast.term(**node), Syntax::Call(b"->", _));
            decisions += (clauses.iter().filter(is_clause).count() as u32).saturating_sub(1);
        }
        _ => {}
    });
    decisions
}

fn walk(parsed: &Parsed<'_>, root: NodeId, see: &mut dyn FnMut(NodeId)) {
    let mut todo = vec![root];
    while let Some(node) = todo.pop() {
        see(node);
        todo.extend(parsed.ast.children(node));
    }
}
