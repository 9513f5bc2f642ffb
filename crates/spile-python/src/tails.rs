//! Functions that end without `return`, where several paths meet.
//!
//! Where a function ends without `return`, CPython gives the implicit `return None` the line of whatever ran last, with
//! one copy of it for each path. A `finally` would join the paths, and then a trace function could see only one line for
//! all of them. So each path gets a `return` of its own, which seems to be where the path's last instruction is:
//!
//! ```text
//! if a:                        if a:
//!     b()              ──▶         b(); return
//!                              else: return
//! ```

use ruff_python_ast::statement_visitor::{StatementVisitor, walk_stmt};
use ruff_python_ast::{ExceptHandler, Expr, Stmt, StmtMatch, StmtTry, StmtWith, UnaryOp};
use ruff_text_size::{Ranged, TextSize};
use spile_source::{ByteOffset, ByteRange, Shown};

use crate::functions::makes_no_code;
use crate::probe::Tells;
use crate::weaver::{Scope, Weaver, byte_range};

impl<'a> Weaver<'a> {
    /// Ends the paths on which `body`, that of a function, ends without `return`.
    pub(crate) fn return_where_paths_meet(&mut self, body: &'a [Stmt]) {
        // After a simple statement there is one path only.
        if let Some(last) = body.last()
            && is_compound(last)
        {
            self.end_paths(last);
        }
    }

    fn end_suite(&mut self, suite: &'a [Stmt]) {
        if let Some(last) = suite.last() {
            self.end_paths(last);
        }
    }

    /// Ends the paths that lead to the end of `stmt`, the last statement of its suite.
    pub(crate) fn end_paths(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Return(_) | Stmt::Raise(_) | Stmt::Continue(_) | Stmt::Break(_) => {}
            Stmt::If(if_) => {
                self.end_suite(&if_.body);
                let mut last_test = Some((&*if_.test, stmt.start()));
                for clause in &if_.elif_else_clauses {
                    self.end_suite(&clause.body);
                    last_test = clause.test.as_ref().map(|test| (test, clause.start()));
                }
                if let Some((test, start)) = last_test {
                    let whole = ByteRange::new(offset(start), offset(stmt.end()));
                    self.else_return(stmt, self.test_place(test, whole));
                }
            }
            // There, `else` awoke.
            Stmt::For(for_) if for_.is_async && for_.orelse.is_empty() => {
                self.end_breaks(&for_.body);
                let text = format!(" {}", self.return_text());
                self.line_after(stmt, &text, Shown::At(byte_range(&*for_.iter)));
            }
            Stmt::For(for_) => {
                // Up to 3.12 the end of a loop is at the whole statement.
                let end = if self.runs_on(13) || for_.is_async {
                    byte_range(&*for_.iter)
                } else {
                    byte_range(stmt)
                };
                self.end_loop(stmt, &for_.body, &for_.orelse, end);
            }
            Stmt::While(while_) => {
                let end = self.test_place(&while_.test, byte_range(stmt));
                self.end_loop(stmt, &while_.body, &while_.orelse, end);
            }
            Stmt::With(with) => {
                let place = self.with_place(with);
                self.return_after(stmt, place);
            }
            Stmt::Match(match_) => self.end_match(match_),
            Stmt::Try(try_) => self.end_try(stmt, try_),
            Stmt::FunctionDef(function) => self.return_after(stmt, byte_range(&function.name)),
            Stmt::ClassDef(class) => self.return_after(stmt, byte_range(&class.name)),
            _ => {
                let text = format!("; {}", self.return_text());
                let shown = if makes_no_code(stmt) {
                    Shown::AsBefore
                } else {
                    Shown::At(self.last_place(stmt))
                };
                self.insert(stmt.end().to_u32(), text, shown);
            }
        }
    }

    /// Ends the paths of a loop whose last instruction is at `end`.
    fn end_loop(&mut self, stmt: &'a Stmt, body: &'a [Stmt], orelse: &'a [Stmt], end: ByteRange) {
        self.end_breaks(body);
        if orelse.is_empty() {
            self.else_return(stmt, end);
        } else {
            self.end_suite(orelse);
        }
    }

    fn end_breaks(&mut self, body: &'a [Stmt]) {
        let mut breaks = Breaks { found: Vec::new() };
        breaks.visit_body(body);
        for break_ in breaks.found {
            let text = format!("{}; ", self.return_text());
            self.insert(break_.start().to_u32(), text, Shown::At(byte_range(break_)));
        }
    }

    fn end_match(&mut self, stmt: &'a StmtMatch) {
        for case in &stmt.cases {
            self.end_suite(&case.body);
        }
        let Some(last) = stmt.cases.last() else { return };
        if last.guard.is_none() && last.pattern.is_irrefutable() {
            return;
        }
        if let Some(line) = self.lines.logical_start(last.start().to_u32()) {
            let text = format!("{}case _: {}", self.indented(line), self.return_text());
            self.insert_line_after(stmt.end().to_u32(), &text, Shown::At(byte_range(&last.pattern)));
        }
    }

    fn end_try(&mut self, stmt: &'a Stmt, try_: &'a StmtTry) {
        if let Some(last) = try_.finalbody.last() {
            self.return_after(stmt, self.last_place(last));
        } else if try_.is_star {
            self.end_suite(if try_.orelse.is_empty() {
                &try_.body
            } else {
                &try_.orelse
            });
            // No `return` may stand in its handlers. Behind them CPython 3.11 is at the type of the last, and later ones are
            // nowhere.
            if let Some(ExceptHandler::ExceptHandler(last)) = try_.handlers.last() {
                let shown = match &last.type_ {
                    _ if self.runs_on(12) => Shown::Hidden,
                    Some(type_) => Shown::At(byte_range(&**type_)),
                    None => Shown::At(byte_range(stmt)),
                };
                let text = self.return_text();
                self.line_after(stmt, &text, shown);
            }
        } else {
            self.end_suite(if try_.orelse.is_empty() {
                &try_.body
            } else {
                &try_.orelse
            });
            for ExceptHandler::ExceptHandler(handler) in &try_.handlers {
                self.end_suite(&handler.body);
            }
        }
    }

    fn else_return(&mut self, stmt: &Stmt, place: ByteRange) {
        let text = format!("else: {}", self.return_text());
        self.line_after(stmt, &text, Shown::At(place));
    }

    fn return_after(&mut self, stmt: &Stmt, place: ByteRange) {
        let text = self.return_text();
        self.line_after(stmt, &text, Shown::At(place));
    }

    /// `return`, and before it the exit, where no handler tells it. The body of a class or module has no `return`.
    fn return_text(&self) -> String {
        match self.tells_exit {
            Some(site_idx) if matches!(self.scope, Scope::Body { .. }) => self.probe(Tells::Leave, site_idx),
            Some(site_idx) => format!("{}; return", self.probe(Tells::Leave, site_idx)),
            None => "return".to_owned(),
        }
    }

    /// Where the last instruction of a simple statement is: assignments store into their last target last.
    fn last_place(&self, stmt: &Stmt) -> ByteRange {
        match stmt {
            Stmt::Assign(assign) => match assign.targets.last() {
                Some(target) => self.target_place(target),
                None => byte_range(stmt),
            },
            Stmt::Delete(delete) => match delete.targets.last() {
                Some(target) => self.target_place(target),
                None => byte_range(stmt),
            },
            // Of a constant nothing is left but the statement.
            Stmt::Expr(expr) if !expr.value.is_literal_expr() => self.place(last_evaluated(&expr.value)),
            Stmt::Assert(assert) => self.test_place(&assert.test, byte_range(stmt)),
            _ => byte_range(stmt),
        }
    }

    fn target_place(&self, target: &Expr) -> ByteRange {
        let last = match target {
            Expr::Tuple(tuple) => tuple.elts.last(),
            Expr::List(list) => list.elts.last(),
            Expr::Starred(starred) => Some(&*starred.value),
            _ => None,
        };
        last.map_or_else(|| self.place(target), |last| self.target_place(last))
    }

    /// Where the last instruction of an expression is. What an attribute is asked for, or called, is where its name is, if
    /// that stands on another line than the expression begins.
    fn place(&self, expr: &Expr) -> ByteRange {
        let attribute = match expr {
            Expr::Attribute(attribute) => Some(attribute),
            Expr::Call(call) => call.func.as_attribute_expr(),
            _ => None,
        };
        match attribute {
            Some(attribute) if self.breaks_between(expr.start(), attribute.attr.start()) => {
                ByteRange::new(offset(attribute.attr.start()), offset(expr.end()))
            }
            _ => byte_range(expr),
        }
    }

    /// Where a statement goes on that has looked at a condition: CPython 3.11 is at the statement, until it comes to a
    /// comparison, where it stays.
    fn test_place(&self, test: &Expr, stmt: ByteRange) -> ByteRange {
        if self.runs_on(12) {
            byte_range(last_operand(test))
        } else {
            last_comparison(test).map_or(stmt, byte_range)
        }
    }

    /// Where a `with` is left: since 3.13 each of its items is by itself, and the first one is left last.
    pub(crate) fn with_place(&self, with: &StmtWith) -> ByteRange {
        match with.items.first() {
            Some(first) if self.runs_on(13) => byte_range(&first.context_expr),
            _ => byte_range(with),
        }
    }

    fn line_after(&mut self, stmt: &Stmt, text: &str, shown: Shown) {
        if let Some(line) = self.lines.logical_start(crate::functions::stmt_start(stmt)) {
            let text = format!("{}{text}", self.indented(line));
            self.insert_line_after(stmt.end().to_u32(), &text, shown);
        }
    }
}

fn is_compound(stmt: &Stmt) -> bool {
    matches!(
        stmt,
        Stmt::If(_) | Stmt::For(_) | Stmt::While(_) | Stmt::With(_) | Stmt::Match(_) | Stmt::Try(_)
    )
}

/// What is evaluated last of an expression whose value is not needed, when no operand ends it early.
fn last_evaluated(expr: &Expr) -> &Expr {
    match expr {
        Expr::BoolOp(operation) => operation.values.last().map_or(expr, last_evaluated),
        Expr::If(if_) => last_evaluated(&if_.orelse),
        _ => expr,
    }
}

/// What is looked at last of a condition.
fn last_operand(test: &Expr) -> &Expr {
    match test {
        Expr::BoolOp(operation) => operation.values.last().map_or(test, last_operand),
        Expr::If(if_) => last_operand(&if_.orelse),
        Expr::UnaryOp(operation) if operation.op == UnaryOp::Not => last_operand(&operation.operand),
        _ => test,
    }
}

/// The last comparison among the operands of a condition.
fn last_comparison(test: &Expr) -> Option<&Expr> {
    match test {
        Expr::Compare(_) => Some(test),
        Expr::BoolOp(operation) => operation.values.iter().rev().find_map(last_comparison),
        Expr::If(if_) => [&if_.orelse, &if_.body, &if_.test]
            .into_iter()
            .find_map(|part| last_comparison(part)),
        Expr::UnaryOp(operation) if operation.op == UnaryOp::Not => last_comparison(&operation.operand),
        _ => None,
    }
}

fn offset(at: TextSize) -> ByteOffset {
    ByteOffset::new(at.to_u32())
}

/// The `break`s of one loop.
struct Breaks<'a> {
    found: Vec<&'a Stmt>,
}

impl<'a> StatementVisitor<'a> for Breaks<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Break(_) => self.found.push(stmt),
            // Their `else` is not of the inner loop, and may leave this one.
            Stmt::For(inner) => self.visit_body(&inner.orelse),
            Stmt::While(inner) => self.visit_body(&inner.orelse),
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {}
            _ => walk_stmt(self, stmt),
        }
    }
}
