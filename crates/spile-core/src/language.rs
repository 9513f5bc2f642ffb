//! The words of the languages whose sources selectors look at.

use std::fmt;

use crate::code::CodePattern;
use crate::patterns::Patterns;
use crate::selector::{Selector, SelectorError};

/// What selectors can say about the sources of a language, or of several.
#[derive(Clone, Copy)]
pub struct Language<'a> {
    /// The words that `kind(...)` knows.
    pub kinds: &'a [&'a str],
    /// Reads code with holes, or says why it cannot be read.
    pub code_pattern: &'a dyn Fn(&str) -> Result<CodePattern, String>,
}

impl fmt::Debug for Language<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Language")
            .field("kinds", &self.kinds)
            .finish_non_exhaustive()
    }
}

impl Language<'_> {
    /// Checks what a selector uses, and reads its code: each piece with what it was read as.
    ///
    /// # Errors
    /// When it uses a pattern or a kind that there is not, or code that cannot be read.
    pub fn check(
        &self,
        selector: &Selector,
        patterns: &Patterns,
    ) -> Result<Vec<(String, CodePattern)>, SelectorError> {
        for word in selector.patterns() {
            if !patterns.contains(&word.text) {
                let error =
                    SelectorError::new(format!("there is no pattern `{}`", word.text), word.span.clone());
                return Err(match crate::nearest(&word.text, patterns.names()) {
                    Some(near) => error.with_help(format!("did you mean `{near}`?")),
                    None => {
                        let known: Vec<&str> = patterns.names().collect();
                        error.with_help(format!("known are {}", known.join(", ")))
                    }
                });
            }
        }
        for word in selector.kinds() {
            if !self.kinds.contains(&&*word.text) {
                let error =
                    SelectorError::new(format!("there is no kind `{}`", word.text), word.span.clone());
                return Err(match crate::nearest(&word.text, self.kinds.iter().copied()) {
                    Some(near) => error.with_help(format!("did you mean `{near}`?")),
                    None => error.with_help(format!("known are {}", self.kinds.join(", "))),
                });
            }
        }
        let read = selector.codes().into_iter().map(|code| {
            let pattern = (self.code_pattern)(&code.text).map_err(|reason| {
                SelectorError::new(format!("this code cannot be read: {reason}"), code.span.clone())
            })?;
            Ok((code.text.clone(), pattern))
        });
        read.collect()
    }
}

#[cfg(test)]
impl Language<'_> {
    /// One with a few kinds and no code.
    pub(crate) fn of_tests() -> Self {
        Self {
            kinds: &["function", "method"],
            code_pattern: &|_| Err("it has no words".into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_words_are_told_with_the_nearest() {
        let check = |text: &str| {
            let selector = Selector::parse(text).unwrap();
            Language::of_tests()
                .check(&selector, &Patterns::new(&[]))
                .unwrap_err()
        };
        let error = check("a and pattern(public_function)");
        assert_eq!(
            (error.span(), error.help()),
            (14..29, Some("did you mean `public_functions`?"))
        );
        assert_eq!(check("kind(methode)").help(), Some("did you mean `method`?"));
        assert_eq!(
            check("kind(function, zebra)").help(),
            Some("known are function, method")
        );
        assert_eq!(
            check("code(\"x\")").message(),
            "this code cannot be read: it has no words"
        );
    }
}
