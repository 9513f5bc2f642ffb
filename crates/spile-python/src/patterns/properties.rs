//! `properties`.

use spile_core::{Definition, DefinitionIdx, NodeIdx, Outline, Pattern};

use super::arguments::{self, function_named};
use super::{classes, last_segment};

/// Getters, setters and deleters: of `property`, of `functools.cached_property`, and of decorators that are called
/// something property; also those given to `property(...)` in a class. `property` as the name of anything else is a near
/// miss.
pub(super) static PATTERN: Pattern = Pattern {
    name: "properties",
    summary: "getters, setters and deleters of properties, cached ones too",
    words: &[
        "property",
        "Property",
        "PROPERTY",
        "setter",
        "getter",
        "deleter",
        "DynamicClassAttribute",
    ],
    find,
};

const ACCESSORS: [&str; 3] = ["getter", "setter", "deleter"];

fn find(outline: &Outline) -> Vec<NodeIdx> {
    let mut is_property = vec![false; outline.definitions.len()];
    for (at, definition) in outline.definitions() {
        is_property[at.to_usize()] = definition.kind.is_named_function()
            && !definition.labels.contains(&"overload")
            && (is_decorated(definition) || is_accessor(outline, &is_property, at));
    }
    for call in &outline.calls {
        if call.qualified != "builtins.property" {
            continue;
        }
        for (position, keyword) in ["fget", "fset", "fdel"].into_iter().enumerate() {
            let function = arguments::argument(outline, call.syntax, position, keyword)
                .and_then(|argument| function_named(outline, argument));
            if let Some(function) = function {
                is_property[function.to_usize()] = true;
            }
        }
    }
    let definitions = outline.definitions();
    definitions
        .filter(|(at, _)| is_property[at.to_usize()])
        .map(|(_, definition)| definition.node)
        .collect()
}

pub(super) fn is_decorated(definition: &Definition) -> bool {
    definition.labels.contains(&"property")
        || definition.decorators.iter().any(|decorator| {
            [&decorator.written, &decorator.qualified]
                .iter()
                .any(|name| last_segment(name).to_ascii_lowercase().ends_with("property"))
        })
}

/// `@total.setter`, where `total` is a property above it in the same class, or of another class.
fn is_accessor(outline: &Outline, is_property: &[bool], at: DefinitionIdx) -> bool {
    let definition = outline.definition(at);
    let Some(class) = definition.parent else {
        return false;
    };
    definition.decorators.iter().any(|decorator| {
        let Some((property, accessor)) = decorator.written.rsplit_once('.') else {
            return false;
        };
        if !ACCESSORS.contains(&accessor) {
            return false;
        }
        let mut above = outline.definitions[..at.to_usize()].iter().zip(is_property);
        // `@Base.total.setter`: whatever else has setters of this form is a property as well.
        property.contains('.')
            || above.any(|(other, is)| *is && other.parent == Some(class) && other.name == property)
            || classes::binds(outline, class, property)
    })
}
