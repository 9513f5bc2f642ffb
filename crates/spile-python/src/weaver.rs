//! The walk over a module that decides and collects insertions.

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_f_string, walk_stmt, walk_t_string};
use ruff_python_ast::{Expr, ExprLambda, FString, ModModule, Stmt, StmtReturn, TString};
use ruff_python_parser::Parsed;
use ruff_text_size::{Ranged, TextSize};
use rustc_hash::FxHashMap;
use spile_core::{IdAllocator, Limit, NodeKind, NotWoven, Plan, Site, Skipped, Weaving};
use spile_source::{ByteOffset, ByteRange, Insertions, LineIndex, Shown};

use crate::bytecode_readers::BytecodeReaders;
use crate::calls::Calls;
use crate::expressions::suspends;
use crate::folding::is_constant;
use crate::lines::Lines;
use crate::outline::lambda_ids;
use crate::probe::{self, Tells};

/// Lambdas in expressions that nest deeper than this are left alone. No CPython compiles them woven.
const MAX_DEPTH: u32 = 1_000;

/// What evaluates the code that is being walked.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scope {
    /// A module or class body.
    Body { is_class: bool },
    /// A woven function; whether the innermost loop is an `async for`, whose `continue` awaits.
    Function { site_idx: usize, in_async_loop: bool },
    /// Something in which nothing can be told apart: a lambda, a generator expression.
    Opaque,
}

pub(crate) struct Weaver<'a> {
    pub(crate) lines: Lines<'a>,
    plan: &'a Plan,
    line_index: LineIndex,
    pub(crate) newline: &'static str,
    mark: String,
    insertions: Insertions,
    /// Bodies whose logical lines get one more space: start and end in bytes.
    pub(crate) deeper: Vec<(u32, u32)>,
    /// How many spaces the lines that are being walked got.
    pub(crate) extra: usize,
    sites: Vec<Site>,
    skipped: Vec<Skipped>,
    ids: IdAllocator,
    lambda_ids: FxHashMap<u32, String>,
    /// The names from the module down to what is being walked.
    pub(crate) path: Vec<&'a str>,
    pub(crate) scope: Scope,
    /// Where the body ends of the function that is being walked.
    pub(crate) body_end: u32,
    /// The function that is being walked, when it has no handler and a `return` is the last thing that it does here.
    pub(crate) tells_exit: Option<usize>,
    pub(crate) calls: Calls,
    in_formatted_string: bool,
    in_annotation: bool,
    pub(crate) readers: BytecodeReaders<'a>,
    /// Why what is being walked is left alone: somebody reads its bytecode.
    pub(crate) is_read: Option<NotWoven>,
    depth: u32,
}

/// Weaves entry and exit probes into every definition.
pub(crate) fn weave(source: &str, module: &str, plan: &Plan, parsed: &Parsed<ModModule>) -> Weaving {
    let lines = Lines::new(source, parsed);
    let mut weaver = Weaver {
        newline: lines.newline(),
        lines,
        plan,
        line_index: LineIndex::new(source),
        mark: probe::mark_for(source),
        insertions: Insertions::new(),
        deeper: Vec::new(),
        extra: 0,
        sites: Vec::new(),
        skipped: Vec::new(),
        ids: IdAllocator::new(module),
        lambda_ids: lambda_ids(source, module, parsed),
        path: Vec::new(),
        scope: Scope::Body { is_class: false },
        body_end: 0,
        tells_exit: None,
        calls: Calls::default(),
        in_formatted_string: false,
        in_annotation: false,
        readers: BytecodeReaders::of(source, parsed.syntax()),
        is_read: None,
        depth: 0,
    };
    weaver.module(&parsed.syntax().body, source.len());
    weaver.finish()
}

impl<'a> Weaver<'a> {
    fn finish(self) -> Weaving {
        // The spaces that make lines deeper stand before anything else at the same place.
        let mut insertions = Insertions::new();
        let mut starts: Vec<u32> = self
            .deeper
            .iter()
            .flat_map(|&(start, end)| self.lines.indentation_ends(start, end))
            .collect();
        starts.sort_unstable();
        for same in starts.chunk_by(|a, b| a == b) {
            insertions.add(
                ByteOffset::new(same[0]),
                " ".repeat(same.len()),
                Shown::HiddenWithin,
            );
        }
        insertions.append(self.insertions);
        Weaving {
            insertions,
            sites: self.sites,
            skipped: self.skipped,
            mark: self.mark,
        }
    }

    pub(crate) fn insert(&mut self, at: u32, text: impl Into<String>, shown: Shown) {
        self.insertions.add(ByteOffset::new(at), text, shown);
    }

    /// Inserts a line that belongs to a block whose last byte is the one before `last`.
    pub(crate) fn insert_below(&mut self, last: u32, at: u32, text: String, shown: Shown) {
        self.insertions
            .add_below(ByteOffset::new(last), ByteOffset::new(at), text, shown);
    }

    pub(crate) fn probe(&self, tells: Tells, site_idx: usize) -> String {
        probe::text(tells, &self.mark, site_idx)
    }

    fn describe(&self, kind: NodeKind, id: String, range: ByteRange, line_at: u32) -> Site {
        let line_of = |at: u32| self.line_of(at);
        let last = range.end().to_u32().saturating_sub(1).max(range.start().to_u32());
        let name = self.path.join(".");
        Site {
            id,
            name,
            kind,
            range,
            line: line_of(line_at),
            end_line: line_of(last),
            has_handler: !matches!(kind, NodeKind::Lambda | NodeKind::Class | NodeKind::Module),
        }
    }

    /// The line of a byte, 1-based.
    pub(crate) fn line_of(&self, at: u32) -> u32 {
        self.line_index.line_col(ByteOffset::new(at)).line
    }

    /// Whether two places are on different lines.
    pub(crate) fn breaks_between(&self, from: TextSize, to: TextSize) -> bool {
        self.line_of(from.to_u32()) != self.line_of(to.to_u32())
    }

    /// The site of the module's body.
    pub(crate) fn module_site(&self, range: ByteRange) -> Site {
        let site = self.describe(NodeKind::Module, self.ids.module(), range, 0);
        Site {
            name: "<module>".into(),
            ..site
        }
    }

    /// The site of a definition whose name is the last of `path`; `line_at` is a byte on its first line.
    pub(crate) fn definition(&mut self, kind: NodeKind, range: ByteRange, line_at: u32) -> Site {
        let id = self.ids.definition(&self.path.join("."));
        self.describe(kind, id, range, line_at)
    }

    /// Whether the program runs on 3.`minor` or later.
    pub(crate) fn runs_on(&self, minor: u8) -> bool {
        self.plan.language.is_none_or(|version| version >= (3, minor))
    }

    fn return_statement(&mut self, stmt: &'a Stmt, return_: &'a StmtReturn) {
        let value = return_.value.as_deref();
        let folds = !self.runs_on(14);
        // The handler's `finally` ends it. A constant is loaded behind that, and the `return` is where it is.
        if self.tells_exit.is_none() && value.is_some_and(|value| !is_constant(value, folds)) {
            self.insertions.add_statement(byte_range(return_));
        }
        match self.tells_exit {
            Some(site_idx) if !value.is_some_and(suspends) => self.tell_return(return_, site_idx),
            _ => self.simple_statement(stmt),
        }
    }

    /// Whether the plan asks for a definition.
    pub(crate) fn asks_for(&self, site: &Site) -> bool {
        self.plan.asks.refusal(&site.id, site.kind).is_none()
    }

    pub(crate) fn visit_stmts(&mut self, stmts: &'a [Stmt]) {
        self.visit_body(stmts);
    }

    pub(crate) fn limit(&self, site: &Site) -> Limit {
        self.plan.limits.get(&site.id).copied().unwrap_or_default()
    }

    /// The calls of a woven definition, which are told where the plan asks for that.
    pub(crate) fn calls_of(&self, site_idx: usize) -> Calls {
        let site = &self.sites[site_idx];
        if self.plan.asks.asks_for_calls(&site.id) && !self.limit(site).no_calls {
            Calls::of(site_idx)
        } else {
            Calls::default()
        }
    }

    /// Adds a site that is woven, and gives its number.
    pub(crate) fn add(&mut self, site: Site) -> usize {
        self.sites.push(site);
        self.sites.len() - 1
    }

    pub(crate) fn skip(&mut self, node: Site, reason: NotWoven) {
        self.skipped.push(Skipped { node, reason });
    }

    /// Why lambdas and awaits at this place are left alone, if they are.
    pub(crate) fn untouchable(&self) -> Option<NotWoven> {
        if self.in_formatted_string {
            Some(NotWoven::InsideFormattedString)
        } else if self.in_annotation {
            Some(NotWoven::InsideAnnotation)
        } else {
            self.is_read
        }
    }

    /// The site of the woven function that evaluates the code being walked, when its probes can stand here.
    pub(crate) fn function(&self) -> Option<usize> {
        match self.scope {
            Scope::Function { site_idx, .. } if self.untouchable().is_none() => Some(site_idx),
            _ => None,
        }
    }

    /// Walks with another scope.
    pub(crate) fn within<T>(&mut self, scope: Scope, walk: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.scope, scope);
        let result = walk(self);
        self.scope = before;
        result
    }

    fn lambda(&mut self, lambda: &'a ExprLambda) {
        if let Some(parameters) = &lambda.parameters {
            self.without_calls(|weaver| weaver.visit_parameters(parameters));
        }
        let range = byte_range(lambda);
        let path = self.path.join(".");
        let is_too_deep = self.depth > MAX_DEPTH;
        let id = self
            .lambda_ids
            .remove(&range.start().to_u32())
            .unwrap_or_default();
        let name = if path.is_empty() {
            "<lambda>".to_owned()
        } else {
            format!("{path}.<lambda>")
        };
        let site = Site {
            name,
            ..self.describe(NodeKind::Lambda, id, range, range.start().to_u32())
        };
        let reason = self
            .untouchable()
            .or(is_too_deep.then_some(NotWoven::TooDeep))
            .or_else(|| crate::scope::yields(&lambda.body).then_some(NotWoven::YieldingLambda))
            .or_else(|| self.readers.of_lambda(lambda))
            .or(self.limit(&site).alone);
        let asks_for_it = self.asks_for(&site);
        if !asks_for_it || reason.is_some() {
            if let (true, Some(reason)) = (asks_for_it, reason) {
                self.skip(site, reason);
            }
            self.without_calls(|weaver| {
                weaver.within(Scope::Opaque, |weaver| weaver.visit_expr(&lambda.body));
            });
            return;
        }
        let site_idx = self.add(site);
        self.wrap_lambda(site_idx, lambda);
    }
}

/// The byte range of a node.
pub(crate) fn byte_range(node: &impl Ranged) -> ByteRange {
    ByteRange::new(
        ByteOffset::new(node.start().to_u32()),
        ByteOffset::new(node.end().to_u32()),
    )
}

impl<'a> Visitor<'a> for Weaver<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(function) => self.function_definition(function),
            Stmt::ClassDef(class) => {
                self.without_calls(|weaver| {
                    for decorator in &class.decorator_list {
                        weaver.visit_decorator(decorator);
                    }
                    if let Some(type_params) = &class.type_params {
                        weaver.visit_type_params(type_params);
                    }
                    if let Some(arguments) = &class.arguments {
                        weaver.visit_arguments(arguments);
                    }
                });
                self.class_body(class);
            }
            Stmt::For(stmt) if stmt.is_async && self.function().is_some() => self.async_for(stmt),
            Stmt::With(_) | Stmt::Try(_) => {
                let tells_exit = self.tells_exit.take();
                self.with_cleanup(|weaver| match stmt {
                    Stmt::With(stmt) if stmt.is_async && weaver.function().is_some() => {
                        weaver.async_with(stmt);
                    }
                    Stmt::Try(try_) => weaver.try_(stmt, try_),
                    _ => walk_stmt(weaver, stmt),
                });
                self.tells_exit = tells_exit;
            }
            Stmt::Return(return_) => self.return_statement(stmt, return_),
            Stmt::For(_) | Stmt::While(_) => self.plain_loop(stmt),
            Stmt::Continue(continue_) => self.continue_(continue_),
            Stmt::Expr(_) | Stmt::Assign(_) | Stmt::AugAssign(_) | Stmt::AnnAssign(_) => {
                self.simple_statement(stmt);
            }
            Stmt::Assert(_) | Stmt::TypeAlias(_) => self.without_calls(|weaver| walk_stmt(weaver, stmt)),
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_annotation(&mut self, annotation: &'a Expr) {
        let before = std::mem::replace(&mut self.in_annotation, true);
        self.visit_expr(annotation);
        self.in_annotation = before;
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        // Most statements hold nothing to look for, and their expressions need not be walked.
        let is_followed = self.calls.take_followed();
        if self.depth == 0 && !self.calls.are_told() && !self.lines.has_specials(expr.range()) {
            return;
        }
        self.depth += 1;
        match expr {
            Expr::Lambda(lambda) => self.lambda(lambda),
            Expr::Yield(_) | Expr::YieldFrom(_) | Expr::Await(_) => self.suspending_expression(expr),
            Expr::Generator(generator) => self.generator(generator, None),
            Expr::Call(_) => self.call(expr, is_followed),
            Expr::BoolOp(operation) => self.boolean(operation),
            _ => walk_expr(self, expr),
        }
        self.depth -= 1;
    }

    fn visit_f_string(&mut self, string: &'a FString) {
        let before = std::mem::replace(&mut self.in_formatted_string, true);
        walk_f_string(self, string);
        self.in_formatted_string = before;
    }

    fn visit_t_string(&mut self, string: &'a TString) {
        let before = std::mem::replace(&mut self.in_formatted_string, true);
        walk_t_string(self, string);
        self.in_formatted_string = before;
    }
}
