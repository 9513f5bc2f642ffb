//! Rules by the languages that there are, from the command line or from another process of ours.

use spile_core::{Frontend, Language, Patterns, Rules};
use spile_python::Python;

/// All patterns.
pub(crate) fn patterns() -> Patterns {
    Patterns::new(Python.patterns())
}

/// The words of all languages.
pub(crate) fn language() -> Language<'static> {
    Language {
        kinds: Python.kinds(),
        code_pattern: &|code| Python.code_pattern(code).map_err(|error| error.to_string()),
    }
}

/// What one of `targets` selects, and none of `excludes`; without targets the project's own code. With `bodies` those of
/// classes and modules as well.
///
/// # Errors
/// What is wrong with one of them.
pub fn rules_of(targets: &[String], excludes: &[String], bodies: bool) -> Result<Rules, String> {
    Rules::of_targets(targets, excludes, bodies, patterns(), &language()).map_err(|(text, error)| {
        let place = if text.is_empty() {
            String::new()
        } else {
            format!("in the selector {text:?}: ")
        };
        format!("{place}{error}")
    })
}

/// Reads what [`Rules::to_text`] wrote.
///
/// # Errors
/// Which line is no rule, and why.
pub fn rules_from_text(text: &str) -> Result<Rules, String> {
    Rules::from_text(text, patterns(), &language()).map_err(|error| error.to_string())
}
