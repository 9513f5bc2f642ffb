//! Statements.

use ruff_python_ast::{
    Alias, ElifElseClause, ExceptHandler, Expr, Stmt, StmtFor, StmtIf, StmtImport, StmtImportFrom, StmtMatch,
    StmtTry, StmtWhile, StmtWith,
};
use ruff_text_size::{Ranged, TextRange};
use spile_core::{Role, SyntaxIdx};
use spile_source::ByteRange;

use super::scopes::{Meaning, ScopeIdx};
use super::{Lowering, range};
use crate::functions::{split_docstring, stmt_start};

/// From the first statement of a body to the end of its last.
fn range_of_body(body: &[Stmt], otherwise: ByteRange) -> ByteRange {
    match (body.first(), body.last()) {
        (Some(first), Some(last)) => range(TextRange::new(stmt_start(first).into(), last.end())),
        _ => otherwise,
    }
}

/// Whether binding a name to it leaves what else it is bound to.
fn is_none(expr: &Expr) -> bool {
    expr.is_none_literal_expr()
}

impl<'a> Lowering<'a> {
    /// The body of a definition: a docstring is a part of its own.
    pub(super) fn body(&mut self, body: &'a [Stmt], otherwise: ByteRange) {
        self.tree.open_body("body", range_of_body(body, otherwise));
        let (docstring, rest) = split_docstring(body);
        if let Some(Stmt::Expr(stmt)) = docstring
            && let Expr::StringLiteral(string) = &*stmt.value
        {
            self.leaf("docstring", range(stmt.range), string.value.to_str());
        }
        rest.iter().for_each(|stmt| self.stmt(stmt));
        self.tree.close();
    }

    fn suite(&mut self, body: &'a [Stmt]) {
        self.tree
            .open_body("body", range_of_body(body, ByteRange::default()));
        body.iter().for_each(|stmt| self.stmt(stmt));
        self.tree.close();
    }

    /// A clause such as `else`, when it is there.
    fn clause(&mut self, kind: &'static str, body: &'a [Stmt]) {
        if !body.is_empty() {
            self.tree
                .open(kind, Role::Part, range_of_body(body, ByteRange::default()));
            self.suite(body);
            self.tree.close();
        }
    }

    fn statement(&mut self, kind: &'static str, of: TextRange, walk: impl FnOnce(&mut Self, SyntaxIdx)) {
        self.statement_with(kind, of, "", walk);
    }

    fn statement_with(
        &mut self,
        kind: &'static str,
        of: TextRange,
        text: &str,
        walk: impl FnOnce(&mut Self, SyntaxIdx),
    ) {
        let at = self.tree.open_with(kind, Role::Statement, range(of), text);
        walk(self, at);
        self.tree.close();
    }

    fn optional(&mut self, expr: Option<&'a Expr>) {
        if let Some(expr) = expr {
            self.expr(expr);
        }
    }

    pub(super) fn stmt(&mut self, stmt: &'a Stmt) {
        self.n_statements += 1;
        if self
            .pruning
            .as_ref()
            .is_some_and(|pruning| pruning.drops_statement(stmt.range()))
        {
            return;
        }
        match stmt {
            Stmt::FunctionDef(function) => self.function(function),
            Stmt::ClassDef(class) => self.class(class),
            Stmt::If(stmt) => self.if_(stmt),
            Stmt::For(stmt) => self.for_(stmt),
            Stmt::While(stmt) => self.while_(stmt),
            Stmt::With(stmt) => self.with(stmt),
            Stmt::Try(stmt) => self.try_(stmt),
            Stmt::Match(stmt) => self.match_(stmt),
            Stmt::Import(import) => self.import(import),
            Stmt::ImportFrom(import) => self.import_from(import),
            _ => self.simple(stmt),
        }
    }

    fn simple(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Expr(stmt) => match &*stmt.value {
                // `raise;`, which is given to the parser as a name: see `parse.rs`.
                Expr::Name(name) if name.id == "raisE" && &self.source[name.range] == "raise" => {
                    self.statement("raise", stmt.range, |_, _| {});
                }
                value => self.statement("expression", stmt.range, |this, _| this.expr(value)),
            },
            Stmt::Assign(stmt) => self.statement("assign", stmt.range, |this, at| {
                for target in &stmt.targets {
                    this.expr(target);
                    this.bind_value(at, target, &stmt.value);
                }
                this.expr(&stmt.value);
            }),
            Stmt::AugAssign(stmt) => {
                self.statement_with("augmented_assign", stmt.range, stmt.op.as_str(), |this, at| {
                    this.expr(&stmt.target);
                    this.bind_target(at, &stmt.target);
                    this.expr(&stmt.value);
                });
            }
            Stmt::AnnAssign(stmt) => {
                // `(x): int` says nothing about `x`.
                let is_name = stmt.target.is_name_expr() && !stmt.simple;
                let text = if is_name { "()" } else { "" };
                self.statement_with("annotated_assign", stmt.range, text, |this, at| {
                    this.expr(&stmt.target);
                    this.part("annotation", range(stmt.annotation.range()), |this| {
                        this.expr(&stmt.annotation);
                    });
                    match stmt.value.as_deref() {
                        Some(value) => {
                            this.bind_value(at, &stmt.target, value);
                            this.expr(value);
                        }
                        None => {
                            if let Expr::Name(name) = &*stmt.target {
                                this.scopes.bind(this.scope, &name.id, Meaning::Nothing);
                            }
                        }
                    }
                });
            }
            Stmt::Return(stmt) => self.statement("return", stmt.range, |this, _| {
                this.optional(stmt.value.as_deref());
            }),
            Stmt::Delete(stmt) => self.statement("delete", stmt.range, |this, _| {
                // `del (a, b)` says the same as `del a, b`.
                let targets = match &stmt.targets[..] {
                    [Expr::Tuple(tuple)] => &tuple.elts,
                    _ => &stmt.targets,
                };
                targets.iter().for_each(|target| this.expr(target));
            }),
            Stmt::TypeAlias(stmt) => self.statement("type_alias", stmt.range, |this, at| {
                this.expr(&stmt.name);
                this.bind_target(at, &stmt.name);
                this.with_type_parameters(stmt.type_params.as_deref(), |this| this.expr(&stmt.value));
            }),
            Stmt::Raise(stmt) => self.statement("raise", stmt.range, |this, _| {
                this.optional(stmt.exc.as_deref());
                if let Some(cause) = &stmt.cause {
                    this.part("cause", range(cause.range()), |this| this.expr(cause));
                }
            }),
            Stmt::Assert(stmt) => self.statement("assert", stmt.range, |this, _| {
                this.expr(&stmt.test);
                this.optional(stmt.msg.as_deref());
            }),
            Stmt::Global(stmt) => self.statement("global", stmt.range, |this, _| {
                for name in &stmt.names {
                    this.leaf("name", range(name.range), name);
                    this.scopes.global(this.scope, name);
                }
            }),
            Stmt::Nonlocal(stmt) => self.statement("nonlocal", stmt.range, |this, _| {
                for name in &stmt.names {
                    this.leaf("name", range(name.range), name);
                    this.scopes.nonlocal(this.scope, name);
                }
            }),
            Stmt::Pass(stmt) => self.statement("pass", stmt.range, |_, _| {}),
            Stmt::Break(stmt) => self.statement("break", stmt.range, |_, _| {}),
            Stmt::Continue(stmt) => self.statement("continue", stmt.range, |_, _| {}),
            // Not in modules: only notebooks have it.
            Stmt::IpyEscapeCommand(stmt) => {
                self.statement_with("escape_command", stmt.range, &stmt.value, |_, _| {});
            }
            Stmt::FunctionDef(_)
            | Stmt::ClassDef(_)
            | Stmt::If(_)
            | Stmt::For(_)
            | Stmt::While(_)
            | Stmt::With(_)
            | Stmt::Try(_)
            | Stmt::Match(_)
            | Stmt::Import(_)
            | Stmt::ImportFrom(_) => unreachable!("lowered by `stmt`"),
        }
    }

    #[inline(never)]
    fn if_(&mut self, stmt: &'a StmtIf) {
        self.statement("if", stmt.range, |this, _| {
            this.expr(&stmt.test);
            this.suite(&stmt.body);
            for ElifElseClause {
                range: of,
                test,
                body,
                ..
            } in &stmt.elif_else_clauses
            {
                let kind = if test.is_some() { "elif" } else { "else" };
                this.part(kind, range(*of), |this| {
                    this.optional(test.as_ref());
                    this.suite(body);
                });
            }
        });
    }

    #[inline(never)]
    fn for_(&mut self, stmt: &'a StmtFor) {
        let text = if stmt.is_async { "async" } else { "" };
        self.statement_with("for", stmt.range, text, |this, at| {
            this.expr(&stmt.target);
            this.bind_target(at, &stmt.target);
            this.expr(&stmt.iter);
            this.suite(&stmt.body);
            this.clause("else", &stmt.orelse);
        });
    }

    #[inline(never)]
    fn while_(&mut self, stmt: &'a StmtWhile) {
        self.statement("while", stmt.range, |this, _| {
            this.expr(&stmt.test);
            this.suite(&stmt.body);
            this.clause("else", &stmt.orelse);
        });
    }

    #[inline(never)]
    fn with(&mut self, stmt: &'a StmtWith) {
        let text = if stmt.is_async { "async" } else { "" };
        self.statement_with("with", stmt.range, text, |this, at| {
            for item in &stmt.items {
                this.part("item", range(item.range), |this| {
                    this.expr(&item.context_expr);
                    if let Some(target) = &item.optional_vars {
                        this.part("as", range(target.range()), |this| this.expr(target));
                        this.bind_target(at, target);
                    }
                });
            }
            this.suite(&stmt.body);
        });
    }

    #[inline(never)]
    fn try_(&mut self, stmt: &'a StmtTry) {
        self.statement("try", stmt.range, |this, at| {
            this.suite(&stmt.body);
            for ExceptHandler::ExceptHandler(handler) in &stmt.handlers {
                let text = if stmt.is_star { "*" } else { "" };
                this.tree
                    .open_with("except", Role::Part, range(handler.range), text);
                this.optional(handler.type_.as_deref());
                if let Some(name) = &handler.name {
                    this.leaf("name", range(name.range), name);
                    this.bind(at, name, Meaning::Unknown);
                }
                this.suite(&handler.body);
                this.tree.close();
            }
            this.clause("else", &stmt.orelse);
            this.clause("finally", &stmt.finalbody);
        });
    }

    #[inline(never)]
    fn match_(&mut self, stmt: &'a StmtMatch) {
        self.statement("match", stmt.range, |this, at| {
            this.expr(&stmt.subject);
            for case in &stmt.cases {
                this.part("case", range(case.range), |this| {
                    this.pattern(&case.pattern, at);
                    if let Some(guard) = &case.guard {
                        this.part("guard", range(guard.range()), |this| this.expr(guard));
                    }
                    this.suite(&case.body);
                });
            }
        });
    }

    fn alias(&mut self, alias: &'a Alias) {
        self.tree
            .open_with("alias", Role::Part, range(alias.range), &alias.name);
        if let Some(asname) = &alias.asname {
            self.leaf("name", range(asname.range), asname);
        }
        self.tree.close();
    }

    fn import(&mut self, import: &'a StmtImport) {
        let text = if import.is_lazy { "lazy" } else { "" };
        self.statement_with("import", import.range, text, |this, at| {
            for alias in &import.names {
                this.alias(alias);
                let full = alias.name.as_str();
                let first = full.split('.').next().unwrap_or(full);
                match &alias.asname {
                    Some(name) => this.bind(at, name, Meaning::Module(full)),
                    None => this.bind(at, first, Meaning::Module(first)),
                }
            }
        });
    }

    fn import_from(&mut self, import: &'a StmtImportFrom) {
        let text = if import.is_lazy { "lazy" } else { "" };
        self.statement_with("import_from", import.range, text, |this, at| {
            let module = import.module.as_ref().map(|name| name.as_str());
            let dots: String = ".".repeat(import.level as usize);
            let written = dots + module.unwrap_or("");
            let of = import.module.as_ref().map_or(import.range, |name| name.range);
            this.leaf("from", range(of), &written);
            for alias in &import.names {
                this.alias(alias);
                if alias.name.as_str() == "*" {
                    this.scopes.star();
                    continue;
                }
                let meaning = Meaning::Member {
                    level: import.level,
                    module,
                    name: &alias.name,
                };
                this.bind(at, alias.asname.as_ref().unwrap_or(&alias.name), meaning);
            }
        });
    }

    /// Binds one name by a statement.
    pub(super) fn bind(&mut self, statement: SyntaxIdx, name: &'a str, meaning: Meaning<'a>) {
        self.bindings.push((statement, name.to_owned()));
        self.scopes.bind(self.scope, name, meaning);
    }

    /// `target = value`.
    fn bind_value(&mut self, statement: SyntaxIdx, target: &'a Expr, value: &'a Expr) {
        let meaning = if is_none(value) {
            Meaning::Nothing
        } else {
            let scope = self.scope;
            Meaning::Value { expr: value, scope }
        };
        match target {
            Expr::Name(name) => self.bind(statement, &name.id, meaning),
            Expr::Attribute(attribute) => {
                self.note_attribute(statement, target);
                self.assign_attribute(&attribute.value, &attribute.attr, meaning);
            }
            _ => self.bind_target(statement, target),
        }
    }

    /// Everything that a statement binds to what is not known.
    pub(super) fn bind_target(&mut self, statement: SyntaxIdx, target: &'a Expr) {
        match target {
            Expr::Name(name) => self.bind(statement, &name.id, Meaning::Unknown),
            Expr::Attribute(attribute) => {
                self.note_attribute(statement, target);
                self.assign_attribute(&attribute.value, &attribute.attr, Meaning::Unknown);
            }
            Expr::Tuple(tuple) => tuple
                .elts
                .iter()
                .for_each(|item| self.bind_target(statement, item)),
            Expr::List(list) => list
                .elts
                .iter()
                .for_each(|item| self.bind_target(statement, item)),
            Expr::Starred(starred) => self.bind_target(statement, &starred.value),
            _ => {}
        }
    }

    fn note_attribute(&mut self, statement: SyntaxIdx, target: &'a Expr) {
        let mut written = String::new();
        super::resolve::write(target, &mut written);
        self.bindings.push((statement, written));
    }

    /// `object.name = …`: counts for the class when `object` is the instance that its method was called on.
    fn assign_attribute(&mut self, object: &'a Expr, name: &'a str, meaning: Meaning<'a>) {
        let Expr::Name(object) = object else { return };
        match self.scopes.look_up(self.scope, &object.id) {
            Some((_, Meaning::Instance(class) | Meaning::Class(class))) => {
                self.scopes.bind_attribute(class, name, meaning);
            }
            // `Class.name = …` from outside.
            Some((scope, Meaning::Definition(class))) if scope == ScopeIdx::MODULE => {
                self.scopes.bind_attribute(class, name, Meaning::Unknown);
            }
            _ => {}
        }
    }
}
