//! Patterns that are the same in every language, one file each.

mod private_functions;
mod public_functions;
mod recursive_functions;

use crate::patterns::Pattern;

/// In the order in which they are listed to users.
pub(crate) const ALL: &[&Pattern] = &[
    &public_functions::PATTERN,
    &private_functions::PATTERN,
    &recursive_functions::PATTERN,
];
