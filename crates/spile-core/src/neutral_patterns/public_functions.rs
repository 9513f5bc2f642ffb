//! `public_functions`.

use crate::outline::Visibility;
use crate::patterns::Pattern;

/// Named functions and methods that are public by the language's own convention.
pub(crate) const PATTERN: Pattern = Pattern {
    name: "public_functions",
    summary: "functions and methods that are public by the language's own convention",
    words: &[],
    find: |outline| super::functions_of(outline, Visibility::Public),
};
