//! The words that selectors may use.

use spile_core::{CodePattern, Language, Pattern, Patterns};

/// What is known without a configuration: patterns, kinds, and how code is read.
#[derive(Debug)]
pub struct Vocabulary {
    patterns: Patterns,
    language: Language<'static>,
}

impl Vocabulary {
    /// The built-in patterns, and the words of a language.
    pub fn new(patterns: Patterns, language: Language<'static>) -> Self {
        Self { patterns, language }
    }

    /// The patterns that are built in, in the order in which they are listed.
    pub fn patterns(&self) -> impl Iterator<Item = &'static Pattern> {
        self.patterns.all_built_in()
    }

    /// The words that `kind(...)` knows.
    pub fn kinds(&self) -> &'static [&'static str] {
        self.language.kinds
    }

    pub(crate) fn code_pattern(&self, code: &str) -> Result<CodePattern, String> {
        (self.language.code_pattern)(code)
    }

    pub(crate) fn core_patterns(&self) -> &Patterns {
        &self.patterns
    }

    pub(crate) fn language(&self) -> &Language<'static> {
        &self.language
    }

    pub(crate) fn has_pattern(&self, name: &str) -> bool {
        self.patterns().any(|pattern| pattern.name == name)
    }
}
