//! Lambdas, and the places where a function can be suspended: `yield`, `await` and their kin.

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Expr, ExprLambda, Stmt, StmtContinue, StmtFor, StmtWith};
use ruff_text_size::Ranged;
use spile_source::{ByteRange, Shown};

use crate::functions::stmt_start;
use crate::probe::Tells;
use crate::weaver::{Scope, Weaver, byte_range};

/// What a suspending expression tells before and after, and its operand.
fn suspension(expr: &Expr) -> Option<(Tells, Tells, Option<&Expr>)> {
    match expr {
        Expr::Yield(expr) => Some((Tells::Suspend, Tells::Resume, expr.value.as_deref())),
        Expr::YieldFrom(expr) => Some((Tells::Wait, Tells::Awake, Some(&expr.value))),
        Expr::Await(expr) => Some((Tells::Wait, Tells::Awake, Some(&expr.value))),
        _ => None,
    }
}

/// Whether `expr` is a suspension as a whole.
pub(crate) fn suspends(expr: &Expr) -> bool {
    suspension(expr).is_some()
}

/// Whether `expr` needs brackets of its own to stand in a tuple.
pub(crate) fn needs_brackets(expr: &Expr) -> bool {
    match expr {
        Expr::Tuple(tuple) => !tuple.parenthesized,
        Expr::Yield(_) | Expr::YieldFrom(_) => true,
        _ => false,
    }
}

impl<'a> Weaver<'a> {
    /// Opens `(value, probe)[0]`: the value, and a probe after it was evaluated.
    pub(crate) fn wrap_value(&mut self, value: &Expr, _probe: &str) {
        let open = if needs_brackets(value) { "((" } else { "(" };
        self.insert(value.start().to_u32(), open, Shown::HiddenWithin);
    }

    /// Closes what [`Self::wrap_value`] opened.
    pub(crate) fn close_value(&mut self, value: &Expr, probe: &str) {
        let close = if needs_brackets(value) { ")" } else { "" };
        self.insert(
            value.end().to_u32(),
            format!("{close}, {probe})[0]"),
            Shown::AsBefore,
        );
    }

    /// `lambda x: x + 1` becomes `lambda x: (> in K, x + 1, < in K)[1]`.
    pub(crate) fn wrap_lambda(&mut self, site_idx: usize, lambda: &'a ExprLambda) {
        let (enter, leave) = (
            self.probe(Tells::Enter, site_idx),
            self.probe(Tells::Leave, site_idx),
        );
        self.insert(
            lambda.body.start().to_u32(),
            format!("({enter}, "),
            Shown::HiddenWithin,
        );
        let calls = self.calls_of(site_idx);
        self.with_calls(calls, |weaver| {
            weaver.is_followed();
            weaver.within(Scope::Opaque, |weaver| weaver.visit_expr(&lambda.body));
        });
        self.insert(
            lambda.body.end().to_u32(),
            format!(", {leave})[1]"),
            Shown::AsBefore,
        );
    }

    /// `yield x` becomes `((yield (x, - in K)[0]), + in K)[0]`.
    pub(crate) fn suspending_expression(&mut self, expr: &'a Expr) {
        let (Some(site_idx), Some((_, after, _))) = (self.function(), suspension(expr)) else {
            walk_expr(self, expr);
            return;
        };
        // A `yield` in brackets keeps them, and so does one that stands bare on the right of `=` or `return`.
        let (open, close) = if matches!(expr, Expr::Await(_)) {
            ("(", "")
        } else {
            ("((", ")")
        };
        self.insert(expr.start().to_u32(), open, Shown::HiddenWithin);
        self.tell_before(expr, site_idx);
        let after = self.probe(after, site_idx);
        self.insert(
            expr.end().to_u32(),
            format!("{close}, {after})[0]"),
            Shown::AsBefore,
        );
    }

    /// `yield x` becomes `yield (x, - in K)[0]`.
    fn tell_before(&mut self, expr: &'a Expr, site_idx: usize) {
        let Some((before, _, operand)) = suspension(expr) else {
            return;
        };
        let before = self.probe(before, site_idx);
        match operand {
            Some(operand) => {
                self.wrap_value(operand, &before);
                self.is_followed();
                self.visit_expr(operand);
                self.close_value(operand, &before);
            }
            None => self.insert(
                expr.end().to_u32(),
                format!(" (None, {before})[0]"),
                Shown::AsBefore,
            ),
        }
    }

    /// A statement that suspends as a whole tells the resumption as a statement of its own: `x = await y` becomes
    /// `x = await (y, ( in K)[0]; ) in K`. After `return await y` comes the exit, which tells as much.
    pub(crate) fn simple_statement(&mut self, stmt: &'a Stmt) {
        let value = match stmt {
            Stmt::Expr(stmt) => Some(&*stmt.value),
            Stmt::Assign(stmt) => Some(&*stmt.value),
            Stmt::AugAssign(stmt) => Some(&*stmt.value),
            Stmt::AnnAssign(stmt) => stmt.value.as_deref(),
            Stmt::Return(stmt) => stmt.value.as_deref(),
            _ => None,
        };
        let suspends = value.and_then(|value| Some((value, suspension(value)?)));
        let (Some(site_idx), Some((value, (_, after, _)))) = (self.function(), suspends) else {
            if !self.calling_statement(stmt) {
                walk_stmt(self, stmt);
            }
            return;
        };
        match stmt {
            Stmt::Assign(stmt) => stmt.targets.iter().for_each(|target| self.visit_expr(target)),
            Stmt::AugAssign(stmt) => self.visit_expr(&stmt.target),
            Stmt::AnnAssign(stmt) => {
                self.visit_expr(&stmt.target);
                self.visit_annotation(&stmt.annotation);
            }
            _ => {}
        }
        self.tell_before(value, site_idx);
        let is_return_await = matches!(stmt, Stmt::Return(_)) && !matches!(value, Expr::Yield(_));
        if matches!(stmt, Stmt::Return(_)) && !is_return_await {
            // `return (yield x)`: after the resumption comes the exit as well.
            return;
        }
        if !is_return_await {
            let after = self.probe(after, site_idx);
            self.insert(stmt.end().to_u32(), format!("; {after}"), Shown::AsBefore);
        }
    }

    /// `async for` awaits before each round and after the last.
    pub(crate) fn async_for(&mut self, stmt: &'a StmtFor) {
        let Some(site_idx) = self.function() else { return };
        let wait = self.probe(Tells::Wait, site_idx);
        self.wrap_value(&stmt.iter, &wait);
        self.is_followed();
        self.visit_expr(&stmt.iter);
        self.close_value(&stmt.iter, &wait);
        self.visit_expr(&stmt.target);
        self.within(
            Scope::Function {
                site_idx,
                in_async_loop: true,
            },
            |weaver| {
                weaver.awaiting_suite(&stmt.body, site_idx);
            },
        );
        // After `break` nothing was awaited.
        let awake = self.probe(Tells::Awake, site_idx);
        let place = Shown::At(byte_range(&*stmt.iter));
        match stmt.orelse.first() {
            Some(first) => self.tell_first(first, &awake, place),
            None => {
                if let Some(line) = self.lines.logical_start(stmt.start().to_u32()) {
                    let (indentation, newline) = (self.indented(line), self.newline);
                    let text = format!("{indentation}else:{newline}{indentation} {awake}");
                    self.insert_line_after(stmt.end().to_u32(), &text, place);
                }
            }
        }
        self.visit_body(&stmt.orelse);
    }

    /// Tells something before `first`, the first statement of a suite.
    pub(crate) fn tell_first(&mut self, first: &Stmt, tells: &str, shown: Shown) {
        let start = stmt_start(first);
        match self.lines.logical_start(start) {
            Some(line) => {
                let text = format!("{}{tells}{}", self.indented(line), self.newline);
                self.insert(line, text, shown);
            }
            None => self.insert(start, format!("{tells}; "), shown),
        }
    }

    /// `async with` awaits before and after its body.
    pub(crate) fn async_with(&mut self, stmt: &'a StmtWith) {
        let Some(site_idx) = self.function() else { return };
        let wait = self.probe(Tells::Wait, site_idx);
        for item in &stmt.items {
            self.wrap_value(&item.context_expr, &wait);
            self.is_followed();
            self.visit_expr(&item.context_expr);
            self.close_value(&item.context_expr, &wait);
            if let Some(target) = &item.optional_vars {
                self.visit_expr(target);
            }
        }
        self.awaiting_suite(&stmt.body, site_idx);
        let place = self.with_place(stmt);
        self.awake_after(stmt.start().to_u32(), stmt.end().to_u32(), site_idx, place);
    }

    /// A suite before and after which its statement awaits.
    fn awaiting_suite(&mut self, body: &'a [Stmt], site_idx: usize) {
        let (Some(first), Some(last)) = (body.first(), body.last()) else {
            return;
        };
        let awake = self.probe(Tells::Awake, site_idx);
        let wait = self.probe(Tells::Wait, site_idx);
        let start = stmt_start(first);
        let indentation = self
            .lines
            .logical_start(start)
            .map(|line| (line, self.indented(line)));
        match &indentation {
            Some((line, indentation)) => {
                self.insert(
                    *line,
                    format!("{indentation}{awake}{}", self.newline),
                    Shown::Hidden,
                );
            }
            // On the header's own line, which must not seem to be left and entered again.
            None => self.insert(start, format!("{awake}; "), Shown::AsBefore),
        }
        self.visit_body(body);
        match (last, &indentation) {
            (Stmt::Return(_) | Stmt::Raise(_) | Stmt::Break(_) | Stmt::Continue(_), _) => {}
            (_, None) => self.insert(last.end().to_u32(), format!("; {wait}"), Shown::AsBefore),
            (_, Some((_, indentation))) => {
                self.insert_line_after(
                    last.end().to_u32(),
                    &format!("{indentation}{wait}"),
                    Shown::Hidden,
                );
            }
        }
    }

    fn awake_after(&mut self, start: u32, end: u32, site_idx: usize, place: ByteRange) {
        if let Some(line) = self.lines.logical_start(start) {
            let text = format!("{}{}", self.indented(line), self.probe(Tells::Awake, site_idx));
            // At the end of the function, the implicit `return` takes the place of what stands before it.
            let shown = if end == self.body_end {
                Shown::At(place)
            } else {
                Shown::Hidden
            };
            self.insert_line_after(end, &text, shown);
        }
    }

    /// The indentation that lines beside the one at `line` have in the woven text.
    pub(crate) fn indented(&self, line: u32) -> String {
        format!("{}{}", self.lines.indentation(line), " ".repeat(self.extra))
    }

    /// A loop that does not await: its `continue` is nothing special.
    pub(crate) fn plain_loop(&mut self, stmt: &'a Stmt) {
        let scope = match self.scope {
            Scope::Function { site_idx, .. } => Scope::Function {
                site_idx,
                in_async_loop: false,
            },
            other => other,
        };
        self.within(scope, |weaver| {
            let (body, orelse) = match stmt {
                Stmt::For(for_) => {
                    weaver.visit_expr(&for_.iter);
                    weaver.visit_expr(&for_.target);
                    (&for_.body, &for_.orelse)
                }
                Stmt::While(while_) => {
                    weaver.visit_expr(&while_.test);
                    (&while_.body, &while_.orelse)
                }
                _ => return walk_stmt(weaver, stmt),
            };
            // Behind its end comes the next round.
            let body_end = std::mem::take(&mut weaver.body_end);
            weaver.visit_body(body);
            weaver.body_end = body_end;
            weaver.visit_body(orelse);
        });
    }

    /// `continue` in an `async for` awaits the next round.
    pub(crate) fn continue_(&mut self, stmt: &StmtContinue) {
        if let Scope::Function {
            site_idx,
            in_async_loop: true,
        } = self.scope
        {
            let text = format!("{}; ", self.probe(Tells::Wait, site_idx));
            self.insert(stmt.start().to_u32(), text, Shown::At(byte_range(stmt)));
        }
    }
}
