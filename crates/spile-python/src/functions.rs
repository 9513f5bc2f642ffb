//! Functions: where their probes stand.

use ruff_python_ast::visitor::Visitor;
use ruff_python_ast::{Stmt, StmtFunctionDef, StmtReturn};
use ruff_text_size::Ranged;
use spile_source::{ByteOffset, ByteRange, Shown};

use crate::blocks::{MAX_NESTED_BLOCKS, nested_blocks};
use crate::indentation::Nesting;
use crate::probe::Tells;
use crate::scope::function_kind;
use crate::weaver::{Scope, Weaver, byte_range};

/// The first byte of a statement, decorators included.
pub(crate) fn stmt_start(stmt: &Stmt) -> u32 {
    let decorators = match stmt {
        Stmt::FunctionDef(function) => &function.decorator_list,
        Stmt::ClassDef(class) => &class.decorator_list,
        _ => return stmt.start().to_u32(),
    };
    let start = stmt.start().to_u32();
    decorators
        .first()
        .map_or(start, |first| first.start().to_u32().min(start))
}

/// The docstring of a body, if its first statement is one, and the statements behind it.
pub(crate) fn split_docstring(body: &[Stmt]) -> (Option<&Stmt>, &[Stmt]) {
    match body {
        [first @ Stmt::Expr(stmt), rest @ ..] if stmt.value.is_string_literal_expr() => (Some(first), rest),
        _ => (None, body),
    }
}

/// Whether nothing behind a statement runs.
fn leaves(stmt: &Stmt) -> bool {
    matches!(stmt, Stmt::Return(_) | Stmt::Raise(_))
}

/// Whether a statement in a function is compiled to nothing.
pub(crate) fn makes_no_code(stmt: &Stmt) -> bool {
    match stmt {
        Stmt::Global(_) | Stmt::Nonlocal(_) => true,
        Stmt::AnnAssign(stmt) => stmt.value.is_none() && stmt.simple,
        _ => false,
    }
}

impl<'a> Weaver<'a> {
    pub(crate) fn function_definition(&mut self, function: &'a StmtFunctionDef) {
        self.without_calls(|weaver| {
            for decorator in &function.decorator_list {
                weaver.visit_decorator(decorator);
            }
            if let Some(type_params) = &function.type_params {
                weaver.visit_type_params(type_params);
            }
            weaver.visit_parameters(&function.parameters);
            if let Some(returns) = &function.returns {
                weaver.visit_annotation(returns);
            }
        });
        let in_class = matches!(self.scope, Scope::Body { is_class: true });
        let kind = function_kind(function, in_class, &self.lines);
        self.path.push(function.name.as_str());
        let mut site = self.definition(kind, byte_range(function), function.name.start().to_u32());
        let is_read = self.is_read.or_else(|| self.readers.of_function(function));
        let limit = self.limit(&site);
        let alone = limit.alone.or(is_read);
        let asks_for_it = self.asks_for(&site);
        if !asks_for_it || alone.is_some() {
            if let (true, Some(reason)) = (asks_for_it, alone) {
                self.skip(site, reason);
            }
            let tells_exit = self.tells_exit.take();
            let around = std::mem::replace(&mut self.is_read, is_read);
            self.without_calls(|weaver| {
                weaver.within(Scope::Opaque, |weaver| weaver.visit_body(&function.body));
            });
            self.is_read = around;
            self.tells_exit = tells_exit;
        } else {
            let (_, rest) = split_docstring(&function.body);
            site.has_handler = !limit.no_handler && nested_blocks(rest) < MAX_NESTED_BLOCKS;
            let has_handler = site.has_handler;
            let site_idx = self.add(site);
            let calls = self.calls_of(site_idx);
            let calls_around = std::mem::replace(&mut self.calls, calls);
            let scope = Scope::Function {
                site_idx,
                in_async_loop: false,
            };
            let body_end = function.body.last().map_or(0, |last| last.end().to_u32());
            let around = std::mem::replace(&mut self.body_end, body_end);
            let tells_exit = self.tells_exit.take();
            self.within(scope, |weaver| {
                if rest.iter().all(makes_no_code) {
                    // What is left alone in annotations counts.
                    weaver.visit_body(rest);
                    weaver.without_code(function, site_idx);
                } else if has_handler {
                    weaver.function_body(function, site_idx);
                } else {
                    weaver.without_handler(rest, site_idx);
                }
            });
            self.body_end = around;
            self.tells_exit = tells_exit;
            self.calls = calls_around;
        }
        self.path.pop();
    }

    fn function_body(&mut self, function: &'a StmtFunctionDef, site_idx: usize) {
        let body = &function.body[..];
        let (docstring, rest) = split_docstring(body);
        let Some(first) = rest.first() else { return };

        let definition_start = self.definition_line_start(function);
        let definition = self.lines.indentation(definition_start);
        let first_start = stmt_start(first);
        let body_line = self.lines.logical_start(stmt_start(&body[0]));
        let nesting = match body_line {
            // Behind a tab, CPython takes a line that is nothing but a backslash for another indentation.
            Some(line) if docstring.is_some() && definition.contains('\t') => {
                Nesting::deeper(&self.lines.indentation(line), self.extra)
            }
            Some(line) => Nesting::choose(&definition, &self.lines.indentation(line), self.extra),
            // `def f(): return 1`: the body comes to stand below `try`.
            None => Nesting::Between {
                suite: format!("{definition} {}", " ".repeat(self.extra)),
            },
        };
        let (suite, newline) = (nesting.suite().to_owned(), self.newline);
        let opening = format!(
            "{suite}{}{newline}{suite}try:",
            self.probe(Tells::Enter, site_idx)
        );
        let goes_deeper = body_line.is_some() && matches!(nesting, Nesting::Deeper { .. });

        if let (Some(docstring), Nesting::Between { .. }) = (docstring, &nesting) {
            // The docstring must be the first statement of the suite, so it takes the suite's indentation; a
            // backslash does that without touching its line.
            match body_line {
                Some(line) => self.insert(line, format!("{suite}\\{newline}"), Shown::Hidden),
                None => {
                    let at = docstring.start().to_u32();
                    self.insert(at, format!("{newline}{suite}"), Shown::HiddenWithin);
                }
            }
        }
        match (self.lines.logical_start(first_start), body_line) {
            (Some(line), _) => self.insert(line, format!("{opening}{newline}"), Shown::AsAfter),
            // `"""doc"""; first()`: the rest of the line moves below `try`.
            (None, Some(line)) => {
                let deeper = if goes_deeper { " " } else { "" };
                let indentation = self.lines.indentation(line);
                let extra = " ".repeat(self.extra);
                let text = format!("{newline}{opening}{newline}{indentation}{extra}{deeper}");
                self.insert(first_start, text, Shown::AsAfter);
            }
            // Not on the line of `try:`, whose instruction could stand for that of `return 1`.
            (None, None) => {
                let text = format!("{newline}{opening}{newline}{suite} ");
                self.insert(first_start, text, Shown::AsAfter);
            }
        }

        self.extra += usize::from(goes_deeper);
        for stmt in rest {
            self.visit_stmt(stmt);
        }
        self.return_where_paths_meet(rest);
        self.extra -= usize::from(goes_deeper);

        let last = rest.last().unwrap_or(first).end().to_u32();
        if goes_deeper {
            self.deeper.push((first_start, last));
        }
        let closing = format!("{suite}finally: {}", self.probe(Tells::Leave, site_idx));
        // CPython has nothing to run for a constant but what comes behind it.
        let shown = match rest.split_last() {
            Some((Stmt::Expr(stmt), before))
                if stmt.value.is_literal_expr() && !before.iter().any(leaves) =>
            {
                Shown::At(byte_range(stmt))
            }
            _ => Shown::AsStatementBefore,
        };
        self.insert_line_after(last, &closing, shown);
    }

    /// Inserts a line below the logical line that holds the byte before `last`, which ends a block.
    pub(crate) fn insert_line_after(&mut self, last: u32, line: &str, shown: Shown) {
        let (end, newline) = (self.lines.logical_end(last), self.newline);
        // To CPython a block ends with the `;` behind its last statement.
        let last = self.lines.semicolon_end(last).unwrap_or(last);
        let text = if end.ended {
            format!("{line}{newline}")
        } else {
            format!("{newline}{line}")
        };
        self.insert_below(last, end.at, text, shown);
    }

    /// `def f(): "doc"` has nothing between entry and exit that could raise, and is on the line of its `def` all the
    /// time.
    fn without_code(&mut self, function: &StmtFunctionDef, site_idx: usize) {
        if let Some(last) = function.body.last() {
            let text = format!(
                "; {}; {}",
                self.probe(Tells::Enter, site_idx),
                self.probe(Tells::Leave, site_idx)
            );
            let line = ByteOffset::new(self.definition_line_start(function));
            self.insert(last.end().to_u32(), text, Shown::At(ByteRange::new(line, line)));
        }
    }

    /// Where one more `try` would be one block, or one indentation, too many: the exit is told where a `return` is the last
    /// thing that happens, and where the end is reached. Else it is found by the recorder.
    fn without_handler(&mut self, rest: &'a [Stmt], site_idx: usize) {
        if let Some(first) = rest.first() {
            self.enter_before(first, site_idx);
        }
        self.tells_exit = Some(site_idx);
        self.visit_body(rest);
        if let Some(last) = rest.last() {
            self.end_paths(last);
        }
    }

    /// Tells an entry by a statement before `first`.
    pub(crate) fn enter_before(&mut self, first: &Stmt, site_idx: usize) {
        let enter = self.probe(Tells::Enter, site_idx);
        let at = stmt_start(first);
        let newline = self.newline;
        match self.lines.logical_start(at) {
            Some(line) => {
                let indentation = self.lines.indentation(line);
                let extra = " ".repeat(self.extra);
                self.insert(
                    line,
                    format!("{indentation}{extra}{enter}{newline}"),
                    Shown::AsAfter,
                );
            }
            // A body has been on the line already, with what stores its name.
            None if matches!(self.scope, Scope::Body { .. }) => {
                self.insert(at, format!("{enter}; "), Shown::AsBefore);
            }
            None => self.insert(at, format!("{enter}; "), Shown::AsAfter),
        }
    }

    /// A `return` of a function without a handler, but not one in `try` or `with`, behind which more can happen.
    pub(crate) fn tell_return(&mut self, return_: &'a StmtReturn, site_idx: usize) {
        let tells = self.probe(Tells::Leave, site_idx);
        match return_.value.as_deref() {
            None => {
                let at = return_.start().to_u32();
                self.insert(at, format!("{tells}; "), Shown::At(byte_range(return_)));
            }
            Some(value) => {
                self.wrap_value(value, &tells);
                self.is_followed();
                self.visit_expr(value);
                self.close_value(value, &tells);
            }
        }
    }

    fn definition_line_start(&self, function: &StmtFunctionDef) -> u32 {
        let start = function.start().to_u32();
        let start = function
            .decorator_list
            .first()
            .map_or(start, |first| first.start().to_u32().min(start));
        // A definition is always the first on its logical line.
        self.lines.logical_start(start).unwrap_or(start)
    }
}
