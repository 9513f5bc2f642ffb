//! What outlines say.

mod calls;
mod ids;
mod modules;

use spile_core::{DefinitionIdx, Frontend, Outline};

use crate::Elixir;

fn outline(source: &str) -> Outline {
    Elixir
        .outline(source, "lib/shop.ex".into())
        .unwrap_or_else(|error| panic!("{error}"))
}

/// The IDs of all definitions but the source itself.
fn definitions(source: &str) -> Vec<String> {
    let outline = outline(source);
    let all = outline.definitions().skip(1);
    all.map(|(_, definition)| outline.id(definition.node)).collect()
}

/// The calls: as written, what they mean, and the ID of the definition that they name.
fn calls(source: &str) -> Vec<String> {
    let outline = outline(source);
    let id = |at: DefinitionIdx| outline.id(outline.definition(at).node);
    let tell = |call: &spile_core::Reference| {
        let definition = call
            .definition
            .map_or(String::new(), |at| format!(" = {}", id(at)));
        format!("{} -> {}{definition}", call.written, call.qualified)
    };
    outline.calls.iter().map(tell).collect()
}
