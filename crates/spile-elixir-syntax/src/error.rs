//! Why a source is rejected, in the terms of `Code.string_to_quoted/2`.

use std::fmt;

use crate::ast::Place;

/// How the message begins when there is more nesting than is read. It is none of Elixir's.
pub(crate) const TOO_DEEP: &str = "nested deeper than ";

/// A rejected source: what Elixir returns as `{:error, {location, message, token}}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    pub(crate) location: Location,
    pub(crate) prefix: String,
    /// Set when Elixir splits the message around the token.
    pub(crate) suffix: Option<String>,
    pub(crate) token: String,
}

/// Where the error is; unmatched delimiters have two places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Location {
    Place(Place),
    /// Only the line is known.
    Line(u32),
    /// An opened delimiter that never ends.
    Unclosed {
        opening: String,
        expected: String,
        start: Place,
        end: Place,
    },
    /// A delimiter that is closed by another one.
    Mismatched {
        opening: String,
        closing: String,
        expected: String,
        start: Place,
        end: Place,
    },
}

impl SyntaxError {
    pub(crate) fn new(place: Place, message: impl Into<String>, token: impl Into<String>) -> Box<Self> {
        Box::new(SyntaxError {
            location: Location::Place(place),
            prefix: message.into(),
            suffix: None,
            token: token.into(),
        })
    }

    pub(crate) fn around(
        place: Place,
        prefix: impl Into<String>,
        token: impl Into<String>,
        suffix: impl Into<String>,
    ) -> Box<Self> {
        Box::new(SyntaxError {
            location: Location::Place(place),
            prefix: prefix.into(),
            suffix: Some(suffix.into()),
            token: token.into(),
        })
    }

    pub(crate) fn is_too_deep(&self) -> bool {
        self.prefix.starts_with(TOO_DEEP)
    }

    /// 1-based line.
    #[must_use]
    pub fn line(&self) -> u32 {
        match &self.location {
            Location::Place(place) => place.line,
            Location::Line(line) => *line,
            Location::Unclosed { start, .. } | Location::Mismatched { start, .. } => start.line,
        }
    }

    /// 1-based column, when known.
    #[must_use]
    pub fn column(&self) -> Option<u32> {
        match &self.location {
            Location::Place(place) => Some(place.column),
            Location::Line(_) => None,
            Location::Unclosed { start, .. } | Location::Mismatched { start, .. } => Some(start.column),
        }
    }

    /// The message as Elixir puts it together, without place and snippet.
    #[must_use]
    pub fn message(&self) -> String {
        format!(
            "{}{}{}",
            self.prefix,
            self.token,
            self.suffix.as_deref().unwrap_or_default()
        )
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column() {
            Some(column) => write!(f, "{}:{column}: {}", self.line(), self.message()),
            None => write!(f, "{}: {}", self.line(), self.message()),
        }
    }
}

impl std::error::Error for SyntaxError {}
