//! The patterns of Python and its frameworks, one file each; `docs/patterns.md` says what each selects, and
//! `docs/patterns/python.md` how well that agrees with the frameworks themselves.
//!
//! A pattern sees one source. What an object is that comes from another module is decided by convention there; each
//! convention was kept or dropped by what it does to precision and recall on real projects.

mod arguments;
mod celery_tasks;
mod classes;
mod click_commands;
mod coroutines;
mod dataclass_methods;
mod django_views;
mod fastapi_routes;
mod flask_routes;
mod generators;
mod objects;
mod overridden_methods;
mod properties;
mod pytest_tests;
mod sqlalchemy_models;

use spile_core::{Definition, NodeIdx, Outline, Pattern};

/// In the order in which they are listed to users.
pub(crate) static ALL: &[&Pattern] = &[
    &generators::PATTERN,
    &coroutines::PATTERN,
    &properties::PATTERN,
    &dataclass_methods::PATTERN,
    &overridden_methods::PATTERN,
    &pytest_tests::PATTERN,
    &click_commands::PATTERN,
    &flask_routes::PATTERN,
    &fastapi_routes::PATTERN,
    &django_views::PATTERN,
    &celery_tasks::PATTERN,
    &sqlalchemy_models::PATTERN,
];

/// The nodes of the definitions of which `holds`, in source order.
fn definitions_that(outline: &Outline, holds: impl Fn(&Definition) -> bool) -> Vec<NodeIdx> {
    let definitions = outline.definitions.iter();
    definitions
        .filter(|definition| holds(definition))
        .map(|definition| definition.node)
        .collect()
}

/// The last segment of a name with dots.
fn last_segment(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}
