//! Patterns that are the same in every language, one file each.

mod private_functions;
mod public_functions;
mod recursive_functions;

use crate::outline::{NodeIdx, Outline, Visibility};
use crate::patterns::Pattern;

/// In the order in which they are listed to users.
pub(crate) const ALL: &[&Pattern] = &[
    &public_functions::PATTERN,
    &private_functions::PATTERN,
    &recursive_functions::PATTERN,
];

/// The named functions that are meant for these users.
fn functions_of(outline: &Outline, visibility: Visibility) -> Vec<NodeIdx> {
    let functions = outline
        .definitions
        .iter()
        .filter(|definition| definition.kind.is_named_function());
    functions
        .filter(|definition| definition.visibility == visibility)
        .map(|definition| definition.node)
        .collect()
}
