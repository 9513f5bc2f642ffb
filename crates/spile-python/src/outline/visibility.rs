//! Who is meant to use a definition: by the underscore, and by `__all__` where it is a list of literals.

use std::collections::HashSet;

use ruff_python_ast::{Expr, Stmt};
use spile_core::{Definition, DefinitionIdx, NodeKind, Visibility};

/// The names in `__all__`; `None` when there is none, or when it is computed.
pub(super) fn exported(body: &[Stmt]) -> Option<HashSet<&str>> {
    let mut names = None;
    let is_all = |expr: &Expr| matches!(expr, Expr::Name(name) if name.id == "__all__");
    for stmt in body {
        let (value, is_first) = match stmt {
            Stmt::Assign(stmt) if stmt.targets.iter().any(is_all) => (&*stmt.value, true),
            Stmt::AnnAssign(stmt) if is_all(&stmt.target) => match &stmt.value {
                Some(value) => (&**value, true),
                None => continue,
            },
            Stmt::AugAssign(stmt) if is_all(&stmt.target) => (&*stmt.value, false),
            // `__all__.extend(…)`, `__all__.append(…)`
            Stmt::Expr(stmt) => match &*stmt.value {
                Expr::Call(call) if matches!(&*call.func, Expr::Attribute(of) if is_all(&of.value)) => {
                    return None;
                }
                _ => continue,
            },
            _ => continue,
        };
        let items = match value {
            Expr::List(list) => &list.elts,
            Expr::Tuple(tuple) => &tuple.elts,
            _ => return None,
        };
        let literals = items.iter().map(|item| match item {
            Expr::StringLiteral(name) => Some(name.value.to_str()),
            _ => None,
        });
        let literals: Option<HashSet<&str>> = literals.collect();
        let literals = literals?;
        if is_first {
            names = Some(literals);
        } else {
            names.as_mut()?.extend(literals);
        }
    }
    names
}

fn is_private_name(name: &str) -> bool {
    let is_dunder = name.len() > 4 && name.starts_with("__") && name.ends_with("__");
    name.starts_with('_') && !is_dunder
}

/// Decides for one definition; those around it are decided.
pub(super) fn decide(definitions: &mut [Definition], at: DefinitionIdx, exported: Option<&HashSet<&str>>) {
    let definition = &definitions[at.to_usize()];
    let Some(parent) = definition.parent.map(|parent| &definitions[parent.to_usize()]) else {
        return;
    };
    let is_public = match parent.kind {
        NodeKind::Module => match exported {
            Some(exported) => exported.contains(definition.name.as_str()),
            None => !is_private_name(&definition.name),
        },
        NodeKind::Class => parent.visibility == Visibility::Public && !is_private_name(&definition.name),
        // Nobody else reaches what is inside of a function.
        _ => false,
    };
    if !is_public || definition.kind == NodeKind::Lambda {
        definitions[at.to_usize()].visibility = Visibility::Private;
    }
}
