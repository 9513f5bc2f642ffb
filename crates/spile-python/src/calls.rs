//! Calls that may lead outside, in definitions whose plan asks for them: a probe directly before the call, and one
//! directly after it.
//!
//! ```text
//! x = f(a, b)          ──▶    x = f(a, (b,)[[ in K]); ] in K
//! if g():              ──▶    if ((g,)[[ in K](),)[] in K]:
//! return obj.m(f(a))   ──▶    return obj.m((f((a,)[[ in K]),)[[ in K])
//! ```
//!
//! What is called, with what, and how stays as it is. The first probe stands around what is evaluated last before the call;
//! constants do not count, as a tuple of one would be another constant.
//! The second one is left out where something else is told right away that ends a call: the next call, an `await`, the exit.
//! The tuple's index is the probe itself, which is `False`: a number would be one more constant of the function.
//!
//! Left alone are calls of `super`, which the compiler knows; in `assert`, whose text pytest shows; in what has a frame
//! of its own, such as a generator expression; those without arguments of what is no name, attribute, item or call; and some
//! over several lines.

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{ExceptHandler, Expr, ExprBoolOp, ExprCall, ExprGenerator, Stmt, StmtTry};
use ruff_text_size::{Ranged, TextSize};
use spile_source::Shown;

use crate::expressions::needs_brackets;
use crate::folding::is_constant;
use crate::functions::{makes_no_code, stmt_start};
use crate::probe::Tells;
use crate::weaver::{Scope, Weaver};

/// Calls that nest deeper in others are left alone: each takes up to three brackets more, and CPython takes 200.
const MAX_NESTED: u32 = 25;

/// The calls of the definition that is being walked.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Calls {
    /// The site that they are told of, if they are told.
    site_idx: Option<usize>,
    /// How many calls are around what is being walked.
    n_around: u32,
    /// Whether something runs behind a `return`: a `finally`, or the end of a `with`.
    has_cleanup: bool,
    /// Whether, right behind what is walked next, something is told that ends a call.
    is_followed: bool,
    /// How many were told so far.
    n_told: u32,
}

impl Calls {
    /// Those of a definition with this site.
    pub(crate) fn of(site_idx: usize) -> Self {
        Self {
            site_idx: Some(site_idx),
            ..Self::default()
        }
    }

    /// Whether any are told here.
    pub(crate) fn are_told(&self) -> bool {
        self.site_idx.is_some()
    }

    /// Takes what was said about what is walked next.
    pub(crate) fn take_followed(&mut self) -> bool {
        std::mem::take(&mut self.is_followed)
    }
}

/// What is evaluated last before a call.
enum Last<'a> {
    /// The value of an argument.
    Value(&'a Expr),
    /// The iterable of the generator expression that is the only argument, without brackets of its own.
    Iterable(&'a ExprGenerator),
    /// What is called.
    Callee(&'a Expr),
    /// The object whose method is called: the method is found by the call itself.
    Receiver(&'a Expr),
}

/// The values of a call's arguments, in the order in which CPython evaluates them, whatever that of the text.
fn values(call: &ExprCall) -> impl DoubleEndedIterator<Item = &Expr> {
    let keywords = call.arguments.keywords.iter().map(|keyword| &keyword.value);
    call.arguments
        .args
        .iter()
        .chain(keywords)
        .map(|value| match value {
            Expr::Starred(starred) => &*starred.value,
            value => value,
        })
}

/// Whether a tuple of it, or what it is iterated as, is a constant of the compiler's.
fn makes_constant(value: &Expr) -> bool {
    let all = |items: &[Expr]| items.iter().all(|item| is_constant(item, true));
    match value {
        Expr::List(list) => all(&list.elts),
        Expr::Set(set) => all(&set.elts),
        value => is_constant(value, true),
    }
}

/// What is evaluated last before `call`, constants aside, if a probe can stand around it.
fn last_evaluated(call: &ExprCall) -> Option<Last<'_>> {
    if is_super(&call.func) {
        return None;
    }
    for value in values(call).rev() {
        match value {
            Expr::Generator(generator) if !generator.parenthesized => {
                if generator
                    .generators
                    .first()
                    .is_some_and(|first| !makes_constant(&first.iter))
                {
                    return Some(Last::Iterable(generator));
                }
            }
            value if is_constant(value, true) => {}
            value => return Some(Last::Value(value)),
        }
    }
    match &*call.func {
        Expr::Attribute(attribute) => {
            let is_of_super = matches!(&*attribute.value, Expr::Call(call) if is_super(&call.func));
            let has_place = !is_of_super && !is_constant(&attribute.value, true);
            has_place.then_some(Last::Receiver(&attribute.value))
        }
        Expr::Name(_) | Expr::Subscript(_) | Expr::Call(_) => Some(Last::Callee(&call.func)),
        _ => None,
    }
}

fn is_super(callee: &Expr) -> bool {
    matches!(callee, Expr::Name(name) if name.id.as_str() == "super")
}

impl<'a> Weaver<'a> {
    /// The site that calls are told of here, if they are.
    fn calls_site(&self) -> Option<usize> {
        match self.untouchable() {
            None => self.calls.site_idx,
            Some(_) => None,
        }
    }

    /// Says that what is walked next is followed by something that ends a call.
    pub(crate) fn is_followed(&mut self) {
        self.calls.is_followed = true;
    }

    /// Walks what is evaluated where no call is told.
    pub(crate) fn without_calls<T>(&mut self, walk: impl FnOnce(&mut Self) -> T) -> T {
        self.with_calls(Calls::default(), walk)
    }

    /// Walks a definition's own code.
    pub(crate) fn with_calls<T>(&mut self, calls: Calls, walk: impl FnOnce(&mut Self) -> T) -> T {
        let around = std::mem::replace(&mut self.calls, calls);
        let result = walk(self);
        self.calls = around;
        result
    }

    /// What the call `expr` tells, if it is told.
    fn told<'e>(&self, expr: &'e Expr) -> Option<(usize, &'e ExprCall, Last<'e>)> {
        let Expr::Call(call) = expr else { return None };
        let site_idx = self.calls_site().filter(|_| self.calls.n_around < MAX_NESTED)?;
        let last = last_evaluated(call)?;
        let value = match &last {
            Last::Value(value) | Last::Callee(value) | Last::Receiver(value) => value,
            Last::Iterable(generator) => &generator.generators.first()?.iter,
        };
        self.ends_where_it_starts(value).then_some((site_idx, call, last))
    }

    /// Whether the last instruction of `value` is on the line on which it starts. A tuple of it is on that line, which
    /// must not seem to be entered once more.
    fn ends_where_it_starts(&self, value: &Expr) -> bool {
        let is_on_its_line = |at: TextSize| !self.breaks_between(value.start(), at);
        if is_on_its_line(value.end()) {
            return true;
        }
        match value {
            Expr::Call(call) => match &*call.func {
                Expr::Attribute(attribute) => is_on_its_line(attribute.attr.start()),
                callee => is_on_its_line(callee.start()),
            },
            Expr::Subscript(_) | Expr::BinOp(_) | Expr::UnaryOp(_) | Expr::Lambda(_) => true,
            Expr::List(_) | Expr::Tuple(_) | Expr::Set(_) | Expr::Dict(_) => true,
            Expr::Generator(_) | Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) => true,
            _ => false,
        }
    }

    pub(crate) fn call(&mut self, expr: &'a Expr, is_followed: bool) {
        let told = self.told(expr);
        let Some((site_idx, call, last)) = told.filter(|_| is_followed || self.ends_where_it_starts(expr))
        else {
            return walk_expr(self, expr);
        };
        let (begin, end) = (
            self.probe(Tells::Call, site_idx),
            self.probe(Tells::Back, site_idx),
        );
        self.calls.n_told += 1;
        self.calls.n_around += 1;
        if !is_followed {
            self.open_item(expr);
        }
        match last {
            Last::Callee(first) | Last::Receiver(first) => {
                self.around_item(first, &begin);
                values(call).for_each(|value| self.visit_expr(value));
            }
            Last::Value(last) => {
                self.visit_expr(&call.func);
                for value in values(call) {
                    if std::ptr::eq(value, last) {
                        self.around_item(value, &begin);
                    } else {
                        self.visit_expr(value);
                    }
                }
            }
            Last::Iterable(generator) => {
                self.visit_expr(&call.func);
                self.generator(generator, Some(&begin));
            }
        }
        if !is_followed {
            self.close_item(expr, &end);
        }
        self.calls.n_around -= 1;
    }

    /// Opens `(value,)[probe]`: the value, and a probe after it was evaluated.
    fn open_item(&mut self, value: &Expr) {
        let open = if needs_brackets(value) { "((" } else { "(" };
        self.insert(value.start().to_u32(), open, Shown::HiddenWithin);
    }

    fn close_item(&mut self, value: &Expr, probe: &str) {
        let close = if needs_brackets(value) { ")" } else { "" };
        self.insert(
            value.end().to_u32(),
            format!("{close},)[{probe}]"),
            Shown::AsBefore,
        );
    }

    fn around_item(&mut self, value: &'a Expr, probe: &str) {
        self.open_item(value);
        self.is_followed();
        self.visit_expr(value);
        self.close_item(value, probe);
    }

    /// Where the last value of `and` or `or` is a call of a name, CPython 3.12 enters its line once more, but not where that
    /// is in a tuple: there, such calls are left alone.
    pub(crate) fn boolean(&mut self, operation: &'a ExprBoolOp) {
        let enters_once_more = self.runs_on(12) && !self.runs_on(13);
        for (idx, value) in operation.values.iter().enumerate() {
            match value {
                Expr::Call(call) if enters_once_more && idx > 0 && !call.func.is_attribute_expr() => {
                    walk_expr(self, value);
                }
                _ => self.visit_expr(value),
            }
        }
    }

    /// A generator expression has a frame of its own, but its first iterable is evaluated where it stands: `begin` is
    /// told behind that.
    pub(crate) fn generator(&mut self, generator: &'a ExprGenerator, begin: Option<&str>) {
        self.within(Scope::Opaque, |weaver| {
            let Some((first, others)) = generator.generators.split_first() else {
                return;
            };
            match begin {
                Some(begin) => weaver.around_item(&first.iter, begin),
                None => weaver.visit_expr(&first.iter),
            }
            weaver.without_calls(|weaver| {
                weaver.visit_expr(&first.target);
                first.ifs.iter().for_each(|test| weaver.visit_expr(test));
                others.iter().for_each(|other| weaver.visit_comprehension(other));
                weaver.visit_expr(&generator.elt);
            });
        });
    }

    /// A statement that does nothing behind a call but keep what it returned in a variable tells by a statement of its
    /// own that it is back; returns whether this was one, which then was walked.
    pub(crate) fn calling_statement(&mut self, stmt: &'a Stmt) -> bool {
        let value = match stmt {
            Stmt::Expr(stmt) => &*stmt.value,
            Stmt::Assign(assign) => match &assign.targets[..] {
                [Expr::Name(_)] => &*assign.value,
                _ => return false,
            },
            Stmt::Return(return_) if !self.calls.has_cleanup => match return_.value.as_deref() {
                Some(value) => value,
                None => return false,
            },
            _ => return false,
        };
        let Some((site_idx, ..)) = self.told(value) else {
            return false;
        };
        self.is_followed();
        self.visit_expr(value);
        if !matches!(stmt, Stmt::Return(_)) {
            let back = self.probe(Tells::Back, site_idx);
            self.insert(stmt.end().to_u32(), format!("; {back}"), Shown::AsBefore);
        }
        true
    }

    /// What an exception left is told where it is handled.
    pub(crate) fn try_(&mut self, stmt: &'a Stmt, try_: &'a StmtTry) {
        let Some(site_idx) = self.calls_site() else {
            return walk_stmt(self, stmt);
        };
        let back = self.probe(Tells::Back, site_idx);
        let n_before = self.calls.n_told;
        self.visit_body(&try_.body);
        let raises = self.calls.n_told > n_before;
        for ExceptHandler::ExceptHandler(handler) in &try_.handlers {
            if let Some(type_) = &handler.type_ {
                self.visit_expr(type_);
            }
            if let (true, Some(first)) = (raises, handler.body.first()) {
                self.tell_back_first(first, &back);
            }
            self.visit_body(&handler.body);
        }
        self.visit_body(&try_.orelse);
        let raises = self.calls.n_told > n_before;
        // With nothing else in it, it would look like the end of a woven function.
        let does_nothing = |stmt: &Stmt| match stmt {
            Stmt::Pass(_) => true,
            Stmt::Expr(stmt) => stmt.value.is_literal_expr(),
            stmt => makes_no_code(stmt),
        };
        if let Some(first) = try_.finalbody.first()
            && raises
            && !try_.finalbody.iter().all(does_nothing)
        {
            self.tell_back_first(first, &back);
        }
        self.visit_body(&try_.finalbody);
    }

    /// Tells `back` before `first`, the first statement of a suite.
    fn tell_back_first(&mut self, first: &Stmt, back: &str) {
        // On the header's own line, which must not seem to be left and entered again.
        let shown = match self.lines.logical_start(stmt_start(first)) {
            Some(_) => Shown::Hidden,
            None => Shown::AsBefore,
        };
        self.tell_first(first, back, shown);
    }

    /// What runs behind a `return` in `stmt` is walked as such.
    pub(crate) fn with_cleanup(&mut self, walk: impl FnOnce(&mut Self)) {
        let around = std::mem::replace(&mut self.calls.has_cleanup, true);
        walk(self);
        self.calls.has_cleanup = around;
    }
}
