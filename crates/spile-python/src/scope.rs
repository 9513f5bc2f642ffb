//! What is in a function's own scope.

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Expr, Stmt, StmtFunctionDef};
use ruff_text_size::Ranged;
use spile_core::NodeKind;

use crate::lines::Lines;

/// Whether a body yields, in its own scope: nested functions, lambdas and generator expressions have their own.
/// Annotations belong to it (up to 3.13; later a `yield` in them is no program), also those that are not evaluated.
#[derive(Default)]
struct Yields {
    found: bool,
}

impl<'a> Visitor<'a> for Yields {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if self.found {
            return;
        }
        match stmt {
            // Decorators, defaults and annotations are evaluated in the scope that holds the definition.
            Stmt::FunctionDef(function) => {
                for decorator in &function.decorator_list {
                    self.visit_expr(&decorator.expression);
                }
                self.visit_parameters(&function.parameters);
                if let Some(returns) = &function.returns {
                    self.visit_annotation(returns);
                }
            }
            Stmt::ClassDef(class) => {
                for decorator in &class.decorator_list {
                    self.visit_expr(&decorator.expression);
                }
                if let Some(arguments) = &class.arguments {
                    self.visit_arguments(arguments);
                }
            }
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            _ if self.found => {}
            Expr::Yield(_) | Expr::YieldFrom(_) => self.found = true,
            Expr::Lambda(lambda) => {
                if let Some(parameters) = &lambda.parameters {
                    self.visit_parameters(parameters);
                }
            }
            _ => walk_expr(self, expr),
        }
    }
}

/// Whether evaluating `expr` yields in the scope that evaluates it.
pub(crate) fn yields(expr: &Expr) -> bool {
    let mut yields = Yields::default();
    yields.visit_expr(expr);
    yields.found
}

/// What kind of definition `function` is.
pub(crate) fn function_kind(function: &StmtFunctionDef, in_class: bool, lines: &Lines<'_>) -> NodeKind {
    let mut yields = Yields::default();
    if lines.has_yields(function.range()) {
        yields.visit_body(&function.body);
    }
    match (function.is_async, yields.found) {
        (true, true) => NodeKind::AsyncGenerator,
        (true, false) => NodeKind::Coroutine,
        (false, true) => NodeKind::Generator,
        (false, false) if in_class => NodeKind::Method,
        (false, false) => NodeKind::Function,
    }
}

#[cfg(test)]
mod tests {
    use spile_core::{Frontend, Plan};

    use super::*;

    #[test]
    fn a_yield_in_an_annotation_makes_a_generator_of_the_function_that_evaluates_it() {
        let check = |source: &str, expect: NodeKind| {
            let weaving = crate::Python.weave(source, "m", &Plan::default()).unwrap();
            assert_eq!(weaving.sites[0].kind, expect, "{source}");
        };
        check("def f():\n    x: (yield)\n", NodeKind::Generator);
        check("def f():\n    a.x: (yield) = 1\n", NodeKind::Generator);
        check("def f():\n    def g(a: (yield)): pass\n", NodeKind::Generator);
        check("def f():\n    def g() -> (yield): pass\n", NodeKind::Generator);
        check("def f():\n    def g(): yield\n", NodeKind::Function);
    }
}
