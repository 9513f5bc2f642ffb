//! `public_functions`.

use crate::outline::Visibility;
use crate::patterns::Pattern;

/// Named functions and methods that are public by the language's own convention.
pub(crate) const PATTERN: Pattern = Pattern {
    name: "public_functions",
    summary: "functions and methods that are public by the language's own convention",
    words: &[],
    find: |outline| {
        let is_meant = |definition: &&crate::Definition| {
            definition.kind.is_named_function() && definition.visibility == Visibility::Public
        };
        outline
            .definitions
            .iter()
            .filter(is_meant)
            .map(|definition| definition.node)
            .collect()
    },
};
