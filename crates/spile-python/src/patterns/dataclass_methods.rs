//! `dataclass_methods`.

use spile_core::{Definition, NodeIdx, Outline, Pattern};

use super::{classes, last_segment};

/// The functions that the body of a dataclass defines. Those that `dataclass` makes are not in the source, and a class
/// that is only derived from a dataclass is none.
pub(super) static PATTERN: Pattern = Pattern {
    name: "dataclass_methods",
    summary: "methods that dataclasses define",
    words: &["dataclass"],
    find,
};

fn find(outline: &Outline) -> Vec<NodeIdx> {
    let dataclasses = classes::classes(outline).filter(|(_, class)| is_dataclass(class));
    dataclasses
        .flat_map(|(at, _)| classes::methods(outline, at))
        .map(|method| method.node)
        .collect()
}

/// `dataclasses.dataclass`, and what is called so elsewhere: pydantic's, or one's own that sets other defaults.
fn is_dataclass(class: &Definition) -> bool {
    class.decorators.iter().any(|decorator| {
        [&decorator.written, &decorator.qualified]
            .iter()
            .any(|name| last_segment(name) == "dataclass")
    })
}
