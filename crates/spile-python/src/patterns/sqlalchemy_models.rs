//! `sqlalchemy_models`.

use spile_core::{DefinitionIdx, NodeIdx, Outline, Pattern, Reference};

use super::arguments::{argument, definition_named};
use super::objects::top_package;
use super::{classes, last_segment};

/// Mapped classes and their methods: classes with a base that name a table or have columns, are derived from a declarative
/// base, from another model or from Flask-SQLAlchemy's `db.Model`, are decorated by `mapped`, or given to
/// `map_imperatively`. Declarative bases, abstract classes and mixins are near misses.
pub(super) static PATTERN: Pattern = Pattern {
    name: "sqlalchemy_models",
    summary: "classes that SQLAlchemy maps to tables, and their methods",
    words: &[
        "sqlalchemy",
        "SQLAlchemy",
        "sqlmodel",
        "__tablename__",
        "__table__",
        ".Model",
    ],
    find,
};

fn find(outline: &Outline) -> Vec<NodeIdx> {
    let mut is_model = vec![false; outline.definitions.len()];
    for (at, _) in classes::classes(outline) {
        is_model[at.to_usize()] = !is_abstract(outline, at)
            && !is_declarative_base(outline, at)
            && (has_table(outline, at)
                || has_columns(outline, at)
                || is_mapped(outline, at)
                || extends_model(outline, at, &is_model));
    }
    for call in &outline.calls {
        if last_segment(&call.written) != "map_imperatively" && call.qualified != "sqlalchemy.orm.mapper" {
            continue;
        }
        let class = argument(outline, call.syntax, 0, "class_");
        if let Some(class) = class.and_then(|class| definition_named(outline, class)) {
            is_model[class.to_usize()] = true;
        }
    }
    let mut found: Vec<NodeIdx> = classes::classes(outline)
        .filter(|(at, _)| is_model[at.to_usize()])
        .flat_map(|(at, _)| classes::with_methods(outline, at))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// `__abstract__ = True`
fn is_abstract(outline: &Outline, class: DefinitionIdx) -> bool {
    classes::value_of(outline, class, "__abstract__").is_some_and(|value| outline.tree.text(value) == "True")
}

/// A mixin that names the table of others has no base of its own.
fn has_table(outline: &Outline, class: DefinitionIdx) -> bool {
    let names_table =
        classes::binds(outline, class, "__tablename__") || classes::binds(outline, class, "__table__");
    names_table && !outline.definition(class).bases.is_empty()
}

/// `id = Column(Integer)` directly in the body of a class with a base.
fn has_columns(outline: &Outline, class: DefinitionIdx) -> bool {
    let is_column = |call: &Reference| {
        top_package(&call.qualified) == "sqlalchemy"
            && ["Column", "mapped_column"].contains(&last_segment(&call.qualified))
    };
    let is_in_body = |call: &Reference| {
        let node = outline.node_at(call.syntax);
        node.is_some_and(|node| outline.nodes[node.to_usize()].definition == class)
    };
    !outline.definition(class).bases.is_empty()
        && classes::calls_within(outline, class).any(|call| is_column(call) && is_in_body(call))
}

/// Whether it is what declarative classes are derived from: no model itself.
fn is_declarative_base(outline: &Outline, class: DefinitionIdx) -> bool {
    let definition = outline.definition(class);
    let is_base = |base: &Reference| {
        [
            "sqlalchemy.orm.DeclarativeBase",
            "sqlalchemy.orm.DeclarativeBaseNoMeta",
        ]
        .contains(&base.qualified.as_str())
    };
    let is_marked = |decorator: &Reference| {
        ["as_declarative", "as_declarative_base"].contains(&last_segment(&decorator.written))
    };
    definition.bases.iter().any(is_base) || definition.decorators.iter().any(is_marked)
}

/// `@registry.mapped`, `@mapped_as_dataclass`
fn is_mapped(outline: &Outline, class: DefinitionIdx) -> bool {
    let mut decorators = outline.definition(class).decorators.iter();
    decorators.any(|decorator| {
        let name = last_segment(&decorator.written);
        decorator.written.contains('.') && ["mapped", "mapped_as_dataclass"].contains(&name)
    })
}

fn extends_model(outline: &Outline, class: DefinitionIdx, is_model: &[bool]) -> bool {
    outline.definition(class).bases.iter().any(|base| {
        let own = classes::class_of(outline, base);
        own.is_some_and(|own| is_model[own.to_usize()] || is_declarative_base(outline, own))
            || ["declarative_base()", "generate_base()"].contains(&last_segment(&base.qualified))
            || is_flask_model(base)
    })
}

/// `db.Model`, where `db` is Flask-SQLAlchemy's or comes from another module.
fn is_flask_model(base: &Reference) -> bool {
    base.written == "db.Model"
        && (base.qualified.is_empty()
            || top_package(&base.qualified) == "flask_sqlalchemy"
            || !base.qualified.contains("()"))
}
