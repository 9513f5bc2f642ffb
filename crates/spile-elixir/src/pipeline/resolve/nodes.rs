//! Code before nodes: what an ID names, in whatever spelling, and where the code goes.

use std::collections::BTreeSet;

use spile_core::{CodePlace, DefinitionIdx, Moment, NodeId, NodeIdx, Role};
use spile_elixir_syntax::{NodeId as AstNode, Term};
use spile_source::ByteOffset;

use super::unmet::{Unmet, advised};
use super::{Resolving, is_callable};
use crate::weave::first_marked;

/// Where code before a node goes: in which functions, and where there.
pub(super) type Places = Vec<(DefinitionIdx, CodePlace)>;

/// How many nodes are shown that are near one that is not there.
const N_SHOWN: usize = 6;
const MAX_SHOWN_CHARS: usize = 40;

impl Resolving<'_> {
    /// Where the code goes that is to run before what `id` names: in each function that it names something in, and each clause.
    pub(super) fn places_before(&self, id: &str) -> Places {
        let found = self.nodes_of(id);
        found
            .into_iter()
            .filter_map(|node| self.place_before(node))
            .collect()
    }

    fn nodes_of(&self, id: &str) -> Vec<NodeIdx> {
        id.parse::<NodeId>()
            .map_or(Vec::new(), |id| self.outline.find(&id))
    }

    fn place_before(&self, node: NodeIdx) -> Option<(DefinitionIdx, CodePlace)> {
        let of = self.outline.nodes[node.to_usize()].definition;
        let function = self.outline.named(of);
        if !is_callable(self.outline.definition(function)) {
            return None;
        }
        // Before a clause is where it is entered.
        if self.outline.definition(function).node == node {
            return Some((function, CodePlace::At(Moment::Entry)));
        }
        let origin = self.parsed.outlined.origin(node);
        let place = match first_marked(self.parsed.ast, origin) {
            Some(_) => CodePlace::BeforeNode(self.outline.id(node)),
            None => CodePlace::At(self.moment_before(function, node, origin)?),
        };
        Some((function, place))
    }

    /// When it is time for a literal, of which no macro can tell where it is: behind the statement before it, or when the function is
    /// entered that begins with it.
    fn moment_before(&self, function: DefinitionIdx, node: NodeIdx, origin: AstNode) -> Option<Moment> {
        if self.statements_of(function).first() == Some(&node) {
            return Some(Moment::Entry);
        }
        let before = self.statement_before(origin)?;
        let last = self.parsed.ast.range(before).end().to_u32().saturating_sub(1);
        Some(Moment::AfterLine(self.line_of(ByteOffset::new(last))))
    }

    fn statement_before(&self, statement: AstNode) -> Option<AstNode> {
        let ast = self.parsed.ast;
        let mut todo = vec![ast.root()];
        while let Some(node) = todo.pop() {
            if let Term::Call(b"__block__", statements) = ast.term(node)
                && let Some(at) = statements.iter().position(|other| *other == statement)
            {
                return at.checked_sub(1).map(|before| statements[before]);
            }
            todo.extend(ast.children(node));
        }
        None
    }

    /// The statements of a definition's body, in source order.
    fn statements_of(&self, definition: DefinitionIdx) -> Vec<NodeIdx> {
        let tree = &self.outline.tree;
        let mut parts = tree.children(self.outline.syntax_of(definition));
        let Some(body) = parts.find(|part| tree.node(*part).kind == spile_core::BODY) else {
            return Vec::new();
        };
        let statements = tree
            .children(body)
            .filter(|part| tree.node(*part).role != Role::Part);
        statements
            .filter_map(|statement| self.outline.node_at(statement))
            .collect()
    }

    fn line_of(&self, at: ByteOffset) -> u32 {
        self.lines.line_col(at).line
    }

    /// Why code before `id` goes nowhere; and whether `id` is wrong, since it names a module of this source, or none.
    pub(super) fn nowhere(&self, id: &str) -> (Unmet, bool) {
        let parsed = id.parse::<NodeId>();
        let is_here = parsed.as_ref().is_ok_and(|id| self.may_name_something(id));
        let found = self.nodes_of(id);
        let (what, is_wrong) = match found.first() {
            _ if parsed.as_ref().is_ok_and(|id| id.as_line().is_some()) => (
                "this is a line and no node; `inject_at_line/4` takes lines".to_owned(),
                true,
            ),
            Some(node) if self.is_in_function(*node) => (
                format!(
                    "it is a literal at the start of a branch, before which nothing can be put{}",
                    self.near(id)
                ),
                true,
            ),
            Some(_) => (NOT_TARGETED.to_owned(), false),
            None => (self.unknown(id), is_here),
        };
        let unmet = Unmet {
            kind: "injection_point",
            value: id.to_owned(),
            message: what,
        };
        (unmet, is_wrong)
    }

    fn is_in_function(&self, node: NodeIdx) -> bool {
        let function = self.outline.named(self.outline.nodes[node.to_usize()].definition);
        is_callable(self.outline.definition(function))
    }

    fn may_name_something(&self, id: &NodeId) -> bool {
        self.outline
            .definitions()
            .any(|(idx, _)| id.may_be_in(self.outline.module_of(idx)))
    }

    fn unknown(&self, id: &str) -> String {
        let what = "no node of this source has this ID";
        let near = self.near(id);
        if !near.is_empty() {
            return format!("{what}{near}");
        }
        let definitions = self
            .outline
            .definitions()
            .filter(|(_, definition)| is_callable(definition));
        let ids: BTreeSet<String> = definitions
            .map(|(_, definition)| self.outline.id(definition.node))
            .collect();
        advised(what, id, ids.iter().map(String::as_str))
    }

    /// The statements of the function that an ID begins with, else the functions of its module.
    fn near(&self, id: &str) -> String {
        let definition = id.rsplitn(3, ':').nth(2).unwrap_or(id);
        let functions = self.nodes_of(definition).into_iter();
        let functions = functions.filter_map(|node| self.outline.definition_at(node));
        let statements: Vec<NodeIdx> = functions
            .filter(|idx| is_callable(self.outline.definition(*idx)))
            .flat_map(|function| self.statements_of(function))
            .collect();
        if !statements.is_empty() {
            return self.shown(&statements);
        }
        let module = id.split(['#', ':']).next().unwrap_or(id);
        let functions = self.outline.definitions().filter(|(idx, definition)| {
            is_callable(definition) && definition.has_own_id() && self.outline.module_of(*idx) == module
        });
        self.shown(
            &functions
                .map(|(_, definition)| definition.node)
                .collect::<Vec<_>>(),
        )
    }

    fn shown(&self, nodes: &[NodeIdx]) -> String {
        if nodes.is_empty() {
            return String::new();
        }
        let shown = nodes.iter().take(N_SHOWN).map(|node| {
            let range = self
                .outline
                .tree
                .node(self.outline.nodes[node.to_usize()].syntax)
                .range;
            let text = range.text(self.parsed.source);
            let start: String = text
                .lines()
                .next()
                .unwrap_or_default()
                .chars()
                .take(MAX_SHOWN_CHARS)
                .collect();
            let more = if start.len() < text.len() { "..." } else { "" };
            let line = self.line_of(range.start());
            format!("{} (line {line}: {start}{more})", self.outline.id(*node))
        });
        let shown: Vec<String> = shown.collect();
        let more = match nodes.len().saturating_sub(N_SHOWN) {
            0 => String::new(),
            more => format!(", and {more} more"),
        };
        format!("; there are {}{more}", shown.join(", "))
    }
}

/// Of what is there.
pub(super) const NOT_TARGETED: &str = "it is in none of the functions that are targeted; code goes before a clause of one, or before an expression in it";
