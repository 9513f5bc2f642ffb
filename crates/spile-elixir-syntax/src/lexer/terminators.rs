//! Matching of opening and closing delimiters, and the hints of what may be missing.

use super::{Lexer, Result};
use crate::ast::Place;
use crate::error::{Location, SyntaxError};
use crate::token::Tok;
use crate::version::ElixirVersion;

#[derive(Debug, Clone, Copy)]
pub(super) struct Terminator {
    kind: Tok,
    pub(super) place: Place,
    indentation: i64,
}

/// A `do`, `fn` or `end` whose indentation looks wrong.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hint {
    kind: Tok,
    line: u32,
}

fn name(kind: Tok) -> &'static str {
    match kind {
        Tok::Fn => "fn",
        Tok::Do => "do",
        Tok::OpenParen => "(",
        Tok::OpenBracket => "[",
        Tok::OpenCurly => "{",
        Tok::OpenBit => "<<",
        Tok::CloseParen => ")",
        Tok::CloseBracket => "]",
        Tok::CloseCurly => "}",
        Tok::CloseBit => ">>",
        _ => "end",
    }
}

fn closing(kind: Tok) -> Tok {
    match kind {
        Tok::OpenParen => Tok::CloseParen,
        Tok::OpenBracket => Tok::CloseBracket,
        Tok::OpenCurly => Tok::CloseCurly,
        Tok::OpenBit => Tok::CloseBit,
        _ => Tok::End,
    }
}

impl Lexer<'_> {
    /// Opens a delimiter at `place`.
    pub(super) fn open(&mut self, kind: Tok, place: Place) {
        if matches!(kind, Tok::Fn | Tok::Do)
            && let Some(previous) = self.terminators[self.terminator_base..].last()
            && previous.kind == kind
            && self.indentation <= previous.indentation
        {
            self.hints.push(Hint {
                kind: previous.kind,
                line: previous.place.line,
            });
        }
        self.terminators.push(Terminator {
            kind,
            place,
            indentation: self.indentation,
        });
    }

    /// Closes the innermost delimiter, which must fit.
    pub(super) fn close(&mut self, kind: Tok, place: Place) -> Result<()> {
        let Some(open) = self.terminators[self.terminator_base..].last().copied() else {
            return Err(self.closed_but_not_open(kind, place));
        };
        if kind == Tok::End && open.kind == Tok::Do && self.indentation > open.indentation {
            self.hints.push(Hint {
                kind,
                line: place.line,
            });
        }
        if closing(open.kind) != kind {
            return Err(self.mismatched(open, kind, place));
        }
        self.terminators.pop();
        Ok(())
    }

    fn hint(&self, kind: Tok) -> Option<Hint> {
        self.hints.iter().rev().find(|hint| hint.kind == kind).copied()
    }

    fn closed_but_not_open(&self, kind: Tok, place: Place) -> Box<SyntaxError> {
        if kind != Tok::End {
            return SyntaxError::new(place, "unexpected token: ", name(kind));
        }
        let suffix = match self.hint(Tok::End) {
            None => String::new(),
            Some(hint) if self.version < ElixirVersion::V1_15 => format!(
                "\n\n    HINT: it looks like the \"end\" on line {} does not have a matching \"do\" defined before it\n",
                hint.line
            ),
            Some(hint) if self.version < ElixirVersion::V1_16 => format!(
                "\n\n    HINT: the \"end\" on line {} may not have a matching \"do\" defined before it (based on indentation)\n",
                hint.line
            ),
            Some(hint) => format!(
                "\nhint: the \"end\" on line {} may not have a matching \"do\" defined before it (based on indentation)",
                hint.line
            ),
        };
        SyntaxError::around(place, "unexpected reserved word: ", "end", suffix)
    }

    fn mismatched(&self, open: Terminator, kind: Tok, place: Place) -> Box<SyntaxError> {
        let prefix = if kind == Tok::End {
            "unexpected reserved word: "
        } else {
            "unexpected token: "
        };
        let (opening, expected) = (name(open.kind), name(closing(open.kind)));
        let line = open.place.line;
        if self.version < ElixirVersion::V1_15 {
            let suffix = format!(
                ". The \"{opening}\" at line {line} is missing terminator \"{expected}\"{}",
                self.missing_hint(open.kind)
            );
            return SyntaxError::around(place, prefix, name(kind), suffix);
        }
        if self.version < ElixirVersion::V1_16 {
            let suffix = format!(
                "\n\n    HINT: the \"{opening}\" on line {line} is missing terminator \"{expected}\"\n"
            );
            return SyntaxError::around(place, prefix, name(kind), suffix);
        }
        Box::new(SyntaxError {
            location: Location::Mismatched {
                opening: opening.into(),
                closing: name(kind).into(),
                expected: expected.into(),
                start: open.place,
                end: place,
            },
            prefix: prefix.into(),
            suffix: None,
            token: name(kind).into(),
        })
    }

    fn missing_hint(&self, open: Tok) -> String {
        let Some(hint) = self.hint(open) else {
            return String::new();
        };
        let (start, line, end) = (name(open), hint.line, name(closing(open)));
        if self.version < ElixirVersion::V1_16 {
            format!(
                "\n\n    HINT: it looks like the \"{start}\" on line {line} does not have a matching \"{end}\"\n"
            )
        } else {
            format!("\nhint: it looks like the \"{start}\" on line {line} does not have a matching \"{end}\"")
        }
    }

    /// The end of the source, where nothing may be open.
    pub(super) fn end_of_source(&self) -> Result<()> {
        let Some(open) = self.terminators[self.terminator_base..].last() else {
            return Ok(());
        };
        let (opening, expected) = (name(open.kind), name(closing(open.kind)));
        let hint = self.missing_hint(open.kind);
        if self.version < ElixirVersion::V1_16 {
            let message = format!(
                "missing terminator: {expected} (for \"{opening}\" starting at line {}){hint}",
                open.place.line
            );
            return Err(SyntaxError::new(self.place(), message, ""));
        }
        Err(Box::new(SyntaxError {
            location: Location::Unclosed {
                opening: opening.into(),
                expected: expected.into(),
                start: open.place,
                end: self.place(),
            },
            prefix: format!("missing terminator: {expected}{hint}"),
            suffix: None,
            token: String::new(),
        }))
    }
}
