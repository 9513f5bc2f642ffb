//! What selectors call a definition besides its kind, and whether it does anything worth watching.

use ruff_python_ast::{Expr, Stmt, StmtFunctionDef};
use spile_core::{Definition, DefinitionIdx, NodeKind};

use crate::functions::split_docstring;

/// Decorators that make a label certain, by their full name.
const BY_DECORATOR: [(&str, &str); 17] = [
    ("builtins.staticmethod", "static"),
    ("builtins.classmethod", "classmethod"),
    ("builtins.property", "property"),
    ("functools.cached_property", "property"),
    ("enum.property", "property"),
    ("types.DynamicClassAttribute", "property"),
    ("abc.abstractproperty", "property"),
    ("abc.abstractproperty", "abstract"),
    ("abc.abstractmethod", "abstract"),
    ("abc.abstractclassmethod", "abstract"),
    ("abc.abstractclassmethod", "classmethod"),
    ("abc.abstractstaticmethod", "abstract"),
    ("abc.abstractstaticmethod", "static"),
    ("typing.overload", "overload"),
    ("typing_extensions.overload", "overload"),
    ("dataclasses.dataclass", "dataclass"),
    ("contextlib.contextmanager", "contextmanager"),
];

/// The labels that need no names to be resolved.
pub(super) fn of_function(kind: NodeKind, function: &StmtFunctionDef, in_class: bool) -> Vec<&'static str> {
    let mut labels = vec![if in_class { "method" } else { "function" }];
    if kind.suspends() {
        labels.push(kind.word());
    }
    if function.is_async {
        labels.push("async");
    }
    labels
}

/// Adds what decorators say, and `nested` to functions inside of functions.
pub(super) fn add_decorated(definitions: &mut [Definition], at: DefinitionIdx) {
    let definition = &definitions[at.to_usize()];
    let is_accessor = |written: &str| {
        let (property, accessor) = written.rsplit_once('.')?;
        let accessor = ["getter", "setter", "deleter"]
            .into_iter()
            .find(|word| *word == accessor)?;
        // `@total.setter`, where `total` is a property above it in the same class.
        let above = &definitions[..at.to_usize()];
        above
            .iter()
            .rev()
            .find(|other| other.parent == definition.parent && other.name == property)
            .filter(|other| other.labels.contains(&"property"))
            .map(|_| accessor)
    };
    let mut added = Vec::new();
    for decorator in &definition.decorators {
        let known = BY_DECORATOR
            .iter()
            .filter(|(name, _)| *name == decorator.qualified);
        added.extend(known.map(|(_, label)| *label));
        if let Some(accessor) = is_accessor(&decorator.written) {
            added.extend(["property", accessor]);
        }
    }
    let parent = definition
        .parent
        .map(|parent| definitions[parent.to_usize()].kind);
    if definition.kind != NodeKind::Lambda
        && parent.is_some_and(|kind| !matches!(kind, NodeKind::Module | NodeKind::Class))
    {
        added.push("nested");
    }
    let labels = &mut definitions[at.to_usize()].labels;
    for label in added {
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
}

/// Whether a body has nothing but a docstring and what stands for nothing.
pub(super) fn does_nothing(body: &[Stmt]) -> bool {
    let (_, rest) = split_docstring(body);
    rest.iter().all(|stmt| match stmt {
        Stmt::Pass(_) => true,
        Stmt::Expr(stmt) => stmt.value.is_literal_expr(),
        _ => false,
    })
}

/// Whether a value is a constant, a parameter or variable, or an attribute of one.
pub(super) fn is_trivial_value(value: &Expr) -> bool {
    let mut value = value;
    while let Expr::Attribute(attribute) = value {
        value = &attribute.value;
    }
    match value {
        Expr::Name(_) => true,
        Expr::UnaryOp(operation) => operation.operand.is_number_literal_expr(),
        value => value.is_literal_expr(),
    }
}

pub(super) fn is_trivial(function: &StmtFunctionDef) -> bool {
    let (_, rest) = split_docstring(&function.body);
    match rest {
        [Stmt::Return(stmt)] => stmt.value.as_deref().is_none_or(is_trivial_value),
        rest => does_nothing(rest),
    }
}
