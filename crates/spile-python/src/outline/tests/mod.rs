//! What the outline says, one test a feature.

use spile_core::{Definition, Frontend, Module, Outline};

use crate::Python;

mod facts;
mod meanings;
mod trees;

fn outline(source: &str) -> Outline {
    outline_of(source, Module::from("shop.cart"))
}

fn outline_of(source: &str, module: Module<'_>) -> Outline {
    Python
        .outline(source, module)
        .unwrap_or_else(|error| panic!("{error}: {source}"))
}

fn definition<'o>(outline: &'o Outline, path: &str) -> &'o Definition {
    let mut definitions = outline.definitions.iter();
    definitions
        .find(|definition| definition.path == path)
        .unwrap_or_else(|| panic!("{path}"))
}
