//! The statements of a body: what code for behind a line comes behind.

use spile_elixir_syntax::{Ast, NodeId, Term};
use spile_source::LineIndex;

use super::body;
use super::mark::Marks;
use crate::forms::is_clauses;

/// What code for behind a line comes behind.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Behind {
    /// The node with this mark.
    Node(String),
    /// The head: nothing that has an effect is evaluated before the line.
    Head,
}

/// A statement, and where it is.
struct Statement {
    node: NodeId,
    /// The block that it is in, where there is one.
    block: Option<NodeId>,
    /// Whether it is evaluated whenever the body is.
    is_outermost: bool,
    start: u32,
    end: u32,
    first_line: u32,
    last_line: u32,
}

/// The statements of one body, in source order, outer before inner.
pub(super) struct Statements<'a> {
    ast: &'a Ast<'a>,
    statements: Vec<Statement>,
}

impl<'a> Statements<'a> {
    pub(super) fn of(ast: &'a Ast<'a>, lines: &LineIndex, roots: &[NodeId]) -> Self {
        let mut statements = Vec::new();
        let mut todo: Vec<_> = roots.iter().rev().map(|root| (*root, true, None, true)).collect();
        while let Some((node, is_statement, block, is_outermost)) = todo.pop() {
            let term = ast.term(node);
            if matches!(term, Term::Call(b"quote", _)) {
                continue;
            }
            let is_block = matches!(term, Term::Call(b"__block__", _));
            let is_section = is_statement && matches!(term, Term::Pair(..));
            if is_statement && !is_block && !is_section && !is_clauses(ast, node) {
                let range = ast.range(node);
                let last = range.end().to_u32().saturating_sub(1).max(range.start().to_u32());
                statements.push(Statement {
                    node,
                    block,
                    is_outermost,
                    start: range.start().to_u32(),
                    end: range.end().to_u32(),
                    first_line: lines.line_col(range.start()).line,
                    last_line: lines.line_col(spile_source::ByteOffset::new(last)).line,
                });
            }
            let children: Vec<NodeId> = ast.children(node).collect();
            let count = children.len();
            for (idx, child) in children.into_iter().enumerate().rev() {
                let is_statement = match term {
                    Term::Call(b"__block__", _) => is_statement,
                    Term::Call(b"->", _) => idx + 1 == count,
                    Term::Pair(key, _) => idx == 1 && (is_section || is_section_name(ast, key)),
                    _ => false,
                };
                let is_body = match term {
                    Term::Pair(key, _) => is_section && ast.term(key) == Term::Atom(b"do"),
                    _ => is_block,
                };
                todo.push((
                    child,
                    is_statement,
                    is_block.then_some(node),
                    is_outermost && is_body,
                ));
            }
        }
        Self { ast, statements }
    }

    /// The innermost statement that is on `line`, the last one where there are several, else the last that ends before it; for one that has
    /// no mark, the last of its parts that has one, else what is before it in its block. Nothing for a literal that a branch begins with.
    pub(super) fn behind(&self, line: u32, mark: impl Fn(NodeId) -> Option<String>) -> Option<Behind> {
        let Some(found) = self.on(line).or_else(|| self.before(line)) else {
            return Some(Behind::Head);
        };
        let statement = &self.statements[found];
        let siblings = self.statements[..found]
            .iter()
            .rev()
            .filter(|other| other.block.is_some() && other.block == statement.block);
        [statement]
            .into_iter()
            .chain(siblings)
            .find_map(|statement| mark(statement.node).or_else(|| self.last_marked(statement.node, &mark)))
            .map(Behind::Node)
            .or_else(|| statement.is_outermost.then_some(Behind::Head))
    }

    fn on(&self, line: u32) -> Option<usize> {
        let mut found: Option<usize> = None;
        for (idx, statement) in self.statements.iter().enumerate() {
            if line < statement.first_line || statement.last_line < line {
                continue;
            }
            let is_better = found.is_none_or(|found| {
                let best = &self.statements[found];
                let span = |of: &Statement| of.last_line - of.first_line;
                span(statement) < span(best) || (span(statement) == span(best) && statement.start >= best.end)
            });
            if is_better {
                found = Some(idx);
            }
        }
        found
    }

    /// For a blank line, a comment or an `end`: the last statement that ends before it, with all that is in it.
    fn before(&self, line: u32) -> Option<usize> {
        let ended = self.statements.iter().enumerate();
        ended
            .filter(|(_, statement)| statement.last_line < line)
            .max_by_key(|(idx, statement)| (statement.end, std::cmp::Reverse(*idx)))
            .map(|(idx, _)| idx)
    }

    fn last_marked(&self, node: NodeId, mark: &impl Fn(NodeId) -> Option<String>) -> Option<String> {
        let children: Vec<NodeId> = self.ast.children(node).collect();
        children
            .into_iter()
            .rev()
            .find_map(|child| mark(child).or_else(|| self.last_marked(child, mark)))
    }
}

/// Whether there is something in a definition that code for behind `line` can come behind.
pub(crate) fn has_place_behind(
    ast: &Ast<'_>,
    source: &str,
    lines: &LineIndex,
    definition: NodeId,
    line: u32,
) -> bool {
    let Term::Call(_, [_, .., keywords]) = ast.term(definition) else {
        return false;
    };
    body::around(ast, source, *keywords).is_some_and(|(_, roots)| {
        let marks = Marks::new(ast, &roots);
        Statements::of(ast, lines, &roots)
            .behind(line, |node| marks.text(node))
            .is_some()
    })
}

fn is_section_name(ast: &Ast<'_>, key: NodeId) -> bool {
    matches!(
        ast.term(key),
        Term::Atom(b"do" | b"else" | b"rescue" | b"catch" | b"after")
    )
}
