//! The statements of a body: which one ends on a line.

use spile_elixir_syntax::{Ast, NodeId, Term};
use spile_source::LineIndex;

use crate::forms::is_clauses;

/// A statement, and where it is.
struct Statement {
    node: NodeId,
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
        let mut todo: Vec<(NodeId, bool)> = roots.iter().rev().map(|root| (*root, true)).collect();
        while let Some((node, is_statement)) = todo.pop() {
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
                todo.push((child, is_statement));
            }
        }
        Self { ast, statements }
    }

    /// What `mark` gives for the innermost statement that is on `line`, the last one where there are several; for one that
    /// has no mark, for the last of its parts that has one, else for the statement before it.
    pub(super) fn ending_at(&self, line: u32, mark: impl Fn(NodeId) -> Option<String>) -> Option<String> {
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
        let found = match found {
            Some(found) => found,
            // A blank line or a comment behind the last statement.
            None => self
                .statements
                .iter()
                .rposition(|statement| statement.last_line < line)?,
        };
        let statement = &self.statements[found];
        mark(statement.node)
            .or_else(|| self.last_marked(statement.node, &mark))
            .or_else(|| {
                let before = self.statements[..found]
                    .iter()
                    .rfind(|other| other.end <= statement.start)?;
                mark(before.node)
            })
    }

    fn last_marked(&self, node: NodeId, mark: &impl Fn(NodeId) -> Option<String>) -> Option<String> {
        let children: Vec<NodeId> = self.ast.children(node).collect();
        children
            .into_iter()
            .rev()
            .find_map(|child| mark(child).or_else(|| self.last_marked(child, mark)))
    }
}

fn is_section_name(ast: &Ast<'_>, key: NodeId) -> bool {
    matches!(
        ast.term(key),
        Term::Atom(b"do" | b"else" | b"rescue" | b"catch" | b"after")
    )
}
