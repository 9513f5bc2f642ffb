//! `private_functions`.

use crate::outline::Visibility;
use crate::patterns::Pattern;

/// Named functions and methods that are private by the language's own convention.
pub(crate) const PATTERN: Pattern = Pattern {
    name: "private_functions",
    summary: "functions and methods that are private by the language's own convention",
    words: &[],
    find: |outline| super::functions_of(outline, Visibility::Private),
};
