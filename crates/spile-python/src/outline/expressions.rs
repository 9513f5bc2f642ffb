//! Expressions.

use ruff_python_ast::{
    ArgOrKeyword, Arguments, Comprehension, Expr, ExprCall, ExprLambda, ExprName, ExprSlice, Keyword,
};
use ruff_text_size::{Ranged, TextRange};
use spile_core::{NodeKind, Role};

use super::scopes::{Meaning, ScopeKind};
use super::{Lowering, Pending, labels, range};

impl<'a> Lowering<'a> {
    pub(super) fn expr(&mut self, expr: &'a Expr) {
        if self
            .pruning
            .as_ref()
            .is_some_and(|pruning| pruning.drops_expression(expr.range()))
        {
            return;
        }
        match expr {
            Expr::Name(name) => {
                let text = self.name(name);
                self.leaf("name", range(name.range), text);
            }
            Expr::Attribute(attribute) => {
                self.expression_with("attribute", attribute.range, &attribute.attr, |this| {
                    this.expr(&attribute.value);
                });
            }
            Expr::Call(call) => self.call(call),
            Expr::Lambda(lambda) => self.lambda(lambda),
            Expr::Starred(starred) => {
                self.part("starred", range(starred.range), |this| this.expr(&starred.value));
            }
            Expr::Slice(slice) => self.slice(slice),
            Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) | Expr::Generator(_) => {
                self.comprehension(expr);
            }
            Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::NumberLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::EllipsisLiteral(_) => self.literal(expr),
            Expr::FString(string) => self.fstring(string),
            Expr::TString(string) => self.tstring(string),
            _ => self.operation(expr),
        }
    }

    /// A name as the source has it: see `parse.rs`.
    fn name(&self, name: &'a ExprName) -> &'a str {
        if name.id == "matcH" {
            &self.source[name.range]
        } else {
            &name.id
        }
    }

    fn expression(&mut self, kind: &'static str, of: TextRange, walk: impl FnOnce(&mut Self)) {
        self.expression_with(kind, of, "", walk);
    }

    fn expression_with(
        &mut self,
        kind: &'static str,
        of: TextRange,
        text: &str,
        walk: impl FnOnce(&mut Self),
    ) {
        self.tree.open_with(kind, Role::Expression, range(of), text);
        walk(self);
        self.tree.close();
    }

    #[inline(never)]
    fn operation(&mut self, expr: &'a Expr) {
        match expr {
            Expr::BoolOp(expr) => self.expression_with("boolean", expr.range, expr.op.as_str(), |this| {
                expr.values.iter().for_each(|value| this.expr(value));
            }),
            Expr::Named(expr) => {
                let at = self.tree.open("named", Role::Expression, range(expr.range));
                self.expr(&expr.target);
                self.bind_target(at, &expr.target);
                self.expr(&expr.value);
                self.tree.close();
            }
            Expr::BinOp(expr) => self.expression_with("binary", expr.range, expr.op.as_str(), |this| {
                this.expr(&expr.left);
                this.expr(&expr.right);
            }),
            Expr::UnaryOp(expr) => self.expression_with("unary", expr.range, expr.op.as_str(), |this| {
                this.expr(&expr.operand);
            }),
            Expr::If(expr) => self.expression("conditional", expr.range, |this| {
                this.expr(&expr.body);
                this.expr(&expr.test);
                this.expr(&expr.orelse);
            }),
            Expr::Dict(expr) => self.expression("dict", expr.range, |this| {
                for item in &expr.items {
                    let of = TextRange::new(
                        item.key.as_ref().map_or(item.value.start(), Ranged::start),
                        item.value.end(),
                    );
                    let kind = if item.key.is_some() {
                        "item"
                    } else {
                        "double_starred"
                    };
                    this.part(kind, range(of), |this| {
                        item.key.iter().for_each(|key| this.expr(key));
                        this.expr(&item.value);
                    });
                }
            }),
            Expr::Set(expr) => self.expression("set", expr.range, |this| {
                expr.elts.iter().for_each(|item| this.expr(item));
            }),
            Expr::List(expr) => self.expression("list", expr.range, |this| {
                expr.elts.iter().for_each(|item| this.expr(item));
            }),
            Expr::Tuple(expr) => self.expression("tuple", expr.range, |this| {
                expr.elts.iter().for_each(|item| this.expr(item));
            }),
            Expr::Await(expr) => self.expression("await", expr.range, |this| this.expr(&expr.value)),
            Expr::Yield(expr) => self.expression("yield", expr.range, |this| {
                this.yields = true;
                expr.value.iter().for_each(|value| this.expr(value));
            }),
            Expr::YieldFrom(expr) => self.expression("yield_from", expr.range, |this| {
                this.yields = true;
                this.expr(&expr.value);
            }),
            Expr::Compare(expr) => {
                let mut joined = String::new();
                let operators = match &*expr.ops {
                    [only] => only.as_str(),
                    all => {
                        for operator in all {
                            joined.push_str(operator.as_str());
                            joined.push(' ');
                        }
                        joined.trim_end()
                    }
                };
                self.expression_with("compare", expr.range, operators, |this| {
                    this.expr(&expr.left);
                    expr.comparators.iter().for_each(|value| this.expr(value));
                });
            }
            Expr::Subscript(expr) => self.expression("subscript", expr.range, |this| {
                this.expr(&expr.value);
                this.part("index", range(expr.slice.range()), |this| this.expr(&expr.slice));
            }),
            // Not in modules: only notebooks have it.
            Expr::IpyEscapeCommand(expr) => {
                self.expression_with("escape_command", expr.range, &expr.value, |_| {});
            }
            _ => unreachable!("lowered by `expr`"),
        }
    }

    #[inline(never)]
    fn call(&mut self, call: &'a ExprCall) {
        let syntax = self.tree.open("call", Role::Expression, range(call.range()));
        self.calls.push(Pending {
            syntax,
            expr: &call.func,
            scope: self.scope,
        });
        self.expr(&call.func);
        self.arguments("arguments", &call.arguments);
        self.tree.close();
    }

    pub(super) fn arguments(&mut self, kind: &'static str, arguments: &'a Arguments) {
        self.part(kind, range(arguments.range), |this| {
            for argument in arguments.iter_source_order() {
                match argument {
                    ArgOrKeyword::Arg(expr) => this.expr(expr),
                    ArgOrKeyword::Keyword(keyword) => this.keyword(keyword),
                }
            }
        });
    }

    pub(super) fn keyword(&mut self, keyword: &'a Keyword) {
        match &keyword.arg {
            Some(name) => self
                .tree
                .open_with("keyword", Role::Part, range(keyword.range), name),
            None => self.tree.open("double_starred", Role::Part, range(keyword.range)),
        };
        self.expr(&keyword.value);
        self.tree.close();
    }

    #[inline(never)]
    fn slice(&mut self, slice: &'a ExprSlice) {
        self.part("slice", range(slice.range), |this| {
            let bounds = [
                ("lower", &slice.lower),
                ("upper", &slice.upper),
                ("step", &slice.step),
            ];
            for (kind, bound) in bounds {
                if let Some(bound) = bound {
                    this.part(kind, range(bound.range()), |this| this.expr(bound));
                }
            }
        });
    }

    #[inline(never)]
    fn lambda(&mut self, lambda: &'a ExprLambda) {
        let of = range(lambda.range);
        self.tree.open("lambda", Role::Definition, of);
        let idx = self.define(NodeKind::Lambda, "", of);
        let around = std::mem::replace(&mut self.definition, idx);
        // All of it counts.
        let pruning = self.pruning.take();
        self.parameters(lambda.parameters.as_deref(), of);
        self.within(ScopeKind::Function, |this| {
            this.pending[idx.to_usize()].scope = this.scope;
            this.bind_parameters(lambda.parameters.as_deref());
            let yields = this.yields;
            this.expr(&lambda.body);
            this.yields = yields;
        });
        self.definition = around;
        self.pruning = pruning;
        let definition = &mut self.definitions[idx.to_usize()];
        definition.labels = vec!["lambda"];
        definition.parameters = super::definitions::described(lambda.parameters.as_deref());
        definition.is_trivial = labels::is_trivial_value(&lambda.body);
        self.tree.close();
    }

    #[inline(never)]
    fn comprehension(&mut self, expr: &'a Expr) {
        let (kind, of, generators) = match expr {
            Expr::ListComp(expr) => ("list_comprehension", expr.range, &expr.generators),
            Expr::SetComp(expr) => ("set_comprehension", expr.range, &expr.generators),
            Expr::DictComp(expr) => ("dict_comprehension", expr.range, &expr.generators),
            Expr::Generator(expr) => ("generator_expression", expr.range, &expr.generators),
            _ => unreachable!("a comprehension"),
        };
        let around = self.scope;
        self.tree.open(kind, Role::Expression, range(of));
        self.within(ScopeKind::Inner, |this| {
            match expr {
                Expr::ListComp(expr) => this.expr(&expr.elt),
                Expr::SetComp(expr) => this.expr(&expr.elt),
                Expr::DictComp(expr) => {
                    let key = expr.key.as_deref();
                    let start = key.map_or(expr.value.start(), Ranged::start);
                    let kind = if key.is_some() { "item" } else { "double_starred" };
                    let of = TextRange::new(start, expr.value.end());
                    this.part(kind, range(of), |this| {
                        key.into_iter().for_each(|key| this.expr(key));
                        this.expr(&expr.value);
                    });
                }
                Expr::Generator(expr) => this.expr(&expr.elt),
                _ => unreachable!("a comprehension"),
            }
            for (idx, generator) in generators.iter().enumerate() {
                this.generator(generator, (idx == 0).then_some(around));
            }
        });
        self.tree.close();
    }

    /// One `for` of a comprehension; the first iterable is evaluated in the scope around.
    fn generator(&mut self, generator: &'a Comprehension, around: Option<super::scopes::ScopeIdx>) {
        let text = if generator.is_async { "async" } else { "" };
        self.tree
            .open_with("for", Role::Part, range(generator.range), text);
        self.expr(&generator.target);
        self.bind_inner(&generator.target);
        let inner = self.scope;
        self.scope = around.unwrap_or(inner);
        self.expr(&generator.iter);
        self.scope = inner;
        for condition in &generator.ifs {
            self.part("if", range(condition.range()), |this| this.expr(condition));
        }
        self.tree.close();
    }

    /// The targets of a comprehension.
    fn bind_inner(&mut self, target: &'a Expr) {
        match target {
            Expr::Name(name) => self.scopes.bind_here(self.scope, &name.id, Meaning::Unknown),
            Expr::Tuple(tuple) => tuple.elts.iter().for_each(|item| self.bind_inner(item)),
            Expr::List(list) => list.elts.iter().for_each(|item| self.bind_inner(item)),
            Expr::Starred(starred) => self.bind_inner(&starred.value),
            _ => {}
        }
    }
}
