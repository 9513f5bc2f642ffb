//! Rules by the languages that there are, from the command line or from another process of ours.

use std::sync::LazyLock;

use spile_config::{Builder, Config, ConfigError, RunSettings, Vocabulary};
use spile_core::{CodePattern, Frontend, Language, Patterns, Rules};
use spile_elixir::Elixir;
use spile_python::Python;

/// All patterns.
pub(crate) fn patterns() -> Patterns {
    Patterns::new(&[])
        .and("python", Python.patterns())
        .and(spile_elixir::LANGUAGE, Elixir.patterns())
}

/// The kinds of all languages, each once.
static KINDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut kinds = Python.kinds().to_vec();
    kinds.extend(
        Elixir
            .kinds()
            .iter()
            .filter(|kind| !Python.kinds().contains(kind)),
    );
    kinds
});

/// Code that is read by every language that can.
fn code_pattern(code: &str) -> Result<CodePattern, String> {
    match (Python.code_pattern(code), Elixir.code_pattern(code)) {
        (Ok(python), Ok(elixir)) => Ok(python.or(elixir)),
        (Ok(python), Err(_)) => Ok(python),
        (Err(_), Ok(elixir)) => Ok(elixir),
        (Err(error), Err(_)) => Err(error.to_string()),
    }
}

/// The words of all languages.
pub(crate) fn language() -> Language<'static> {
    Language {
        kinds: &KINDS,
        code_pattern: &code_pattern,
    }
}

/// What one of `targets` selects, and none of `excludes`; without targets the project's own code. `options`
/// say how.
///
/// # Errors
/// What is wrong with one of them.
pub fn rules_of(
    targets: &[String],
    excludes: &[String],
    options: RunSettings,
) -> Result<Rules, Box<ConfigError>> {
    let vocabulary = Vocabulary::new(patterns(), language());
    let builder = Config::builder().run(options);
    let builder = targets.iter().fold(builder, Builder::target);
    let builder = excludes.iter().fold(builder, Builder::exclude);
    builder.build(&vocabulary)?.rules(&vocabulary)
}

/// Reads what [`Rules::to_text`] wrote.
///
/// # Errors
/// Which line is no rule, and why.
pub fn rules_from_text(text: &str) -> Result<Rules, String> {
    Rules::from_text(text, patterns(), &language()).map_err(|error| error.to_string())
}
