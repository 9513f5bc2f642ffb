//! Logical lines: where they start and end, from the parser's tokens.

use std::borrow::Cow;

use ruff_python_ast::ModModule;
use ruff_python_ast::token::TokenKind;
use ruff_python_parser::Parsed;
use ruff_text_size::{Ranged, TextRange};

use crate::indentation::Width;

/// A token's place that matters for lines.
#[derive(Clone, Copy, Debug)]
struct Mark {
    start: u32,
    end: u32,
    kind: MarkKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MarkKind {
    /// A token of the program.
    Word,
    /// The end of a logical line.
    Newline,
    /// A comment, or a line end that ends no logical line.
    Blank,
}

/// The logical lines of a source.
#[derive(Debug)]
pub(crate) struct Lines<'a> {
    source: &'a str,
    marks: Vec<Mark>,
    /// Where `lambda`, `yield` and `await` stand.
    specials: Vec<u32>,
    /// Where `yield` stands.
    yields: Vec<u32>,
}

/// Whether one of `places`, which are sorted, lies in `range`.
fn any_in(places: &[u32], range: TextRange) -> bool {
    let next = places.partition_point(|&place| place < range.start().to_u32());
    places
        .get(next)
        .is_some_and(|&place| place < range.end().to_u32())
}

/// The indentation of a logical line.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Indentation<'a> {
    /// White space that indents as much.
    text: Cow<'a, str>,
    /// Where one more space makes the line deeper.
    end: u32,
}

impl<'a> Indentation<'a> {
    /// That of the line that starts at `start`. Where it is continued by a backslash, what stands before the first
    /// backslash that does not stand in the first column counts, each tab as so many spaces.
    fn at(source: &'a str, start: u32) -> Self {
        let bytes = source.as_bytes();
        let (mut from, mut at) = (start as usize, start as usize);
        loop {
            match bytes.get(at) {
                Some(b' ' | b'\t' | b'\x0c') => at += 1,
                Some(b'\\') => {
                    let columns = Width::of(&source[from..at]).columns();
                    if columns > 0 {
                        return Self {
                            text: " ".repeat(columns).into(),
                            end: at as u32,
                        };
                    }
                    at += match bytes.get(at + 1..) {
                        Some([b'\r', b'\n', ..]) => 3,
                        _ => 2,
                    };
                    from = at.min(bytes.len());
                }
                _ => break,
            }
        }
        Self {
            text: source.get(from..at).unwrap_or_default().into(),
            end: at.min(bytes.len()) as u32,
        }
    }
}

/// Where to insert after a logical line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LineEnd {
    /// One past the line end; the end of the source where there is none.
    pub at: u32,
    /// Whether a line end stands before `at`.
    pub ended: bool,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(source: &'a str, parsed: &Parsed<ModModule>) -> Self {
        let mut lines = Self {
            source,
            marks: Vec::with_capacity(parsed.tokens().len()),
            specials: Vec::new(),
            yields: Vec::new(),
        };
        for token in parsed.tokens() {
            let start = token.start().to_u32();
            let kind = match token.kind() {
                TokenKind::Indent | TokenKind::Dedent | TokenKind::EndOfFile => continue,
                TokenKind::Newline => MarkKind::Newline,
                TokenKind::NonLogicalNewline | TokenKind::Comment => MarkKind::Blank,
                TokenKind::Yield => {
                    lines.specials.push(start);
                    lines.yields.push(start);
                    MarkKind::Word
                }
                TokenKind::Lambda | TokenKind::Await => {
                    lines.specials.push(start);
                    MarkKind::Word
                }
                _ => MarkKind::Word,
            };
            let end = token.end().to_u32();
            lines.marks.push(Mark { start, end, kind });
        }
        lines
    }

    /// Whether there is a `lambda`, `yield` or `await` in `range`: if not, no expression there is of interest.
    pub(crate) fn has_specials(&self, range: TextRange) -> bool {
        any_in(&self.specials, range)
    }

    /// Whether there is a `yield` in `range`, in whatever scope.
    pub(crate) fn has_yields(&self, range: TextRange) -> bool {
        any_in(&self.yields, range)
    }

    fn idx_at(&self, at: u32) -> usize {
        self.marks.partition_point(|mark| mark.start < at)
    }

    /// Where the physical line starts on which the logical line with its first word at `word` starts; `None` when
    /// other words stand before it on the same logical line.
    pub(crate) fn logical_start(&self, word: u32) -> Option<u32> {
        match self.idx_at(word).checked_sub(1).map(|idx| self.marks[idx]) {
            None => Some(self.bom_len()),
            Some(before) if before.kind == MarkKind::Word => None,
            Some(before) => Some(before.end),
        }
    }

    fn bom_len(&self) -> u32 {
        if self.source.starts_with('\u{feff}') { 3 } else { 0 }
    }

    /// The indentation of the logical line that starts physically at `start`, as text for lines beside it.
    pub(crate) fn indentation(&self, start: u32) -> Cow<'a, str> {
        Indentation::at(self.source, start).text
    }

    /// The end of the logical line that holds the byte before `at`.
    pub(crate) fn logical_end(&self, at: u32) -> LineEnd {
        let newline = self.marks[self.idx_at(at)..]
            .iter()
            .find(|mark| mark.kind == MarkKind::Newline);
        match newline {
            Some(mark) if mark.end > mark.start => LineEnd {
                at: mark.end,
                ended: true,
            },
            _ => LineEnd {
                at: self.source.len() as u32,
                ended: false,
            },
        }
    }

    /// The end of a `;` that is the first thing behind `at`.
    pub(crate) fn semicolon_end(&self, at: u32) -> Option<u32> {
        let mark = self.marks.get(self.idx_at(at))?;
        (self.source.as_bytes().get(mark.start as usize) == Some(&b';')).then_some(mark.end)
    }

    /// Where one more space makes a logical line deeper, of all logical lines that start in `start..end`.
    pub(crate) fn indentation_ends(&self, start: u32, end: u32) -> impl Iterator<Item = u32> + '_ {
        self.first_words(start, end)
            .map(|word| match self.logical_start(word) {
                Some(line) => Indentation::at(self.source, line).end,
                None => word,
            })
    }

    /// The first words of all logical lines that start in `start..end`.
    fn first_words(&self, start: u32, end: u32) -> impl Iterator<Item = u32> + '_ {
        let from = self.idx_at(start);
        let mut at_start = true;
        self.marks[from..]
            .iter()
            .take_while(move |mark| mark.start < end)
            .filter_map(move |mark| match mark.kind {
                MarkKind::Newline => {
                    at_start = true;
                    None
                }
                MarkKind::Word if at_start => {
                    at_start = false;
                    Some(mark.start)
                }
                _ => None,
            })
    }

    /// The line end that the source uses first; `\n` when it has only one line.
    pub(crate) fn newline(&self) -> &'static str {
        match self.source.bytes().position(|byte| matches!(byte, b'\n' | b'\r')) {
            Some(at) if self.source[at..].starts_with("\r\n") => "\r\n",
            Some(at) if self.source.as_bytes()[at] == b'\r' => "\r",
            _ => "\n",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_continued_indentation_is_what_stands_before_the_first_backslash() {
        let check = |source: &str, text: &str, end: u32| {
            let expect = Indentation {
                text: text.into(),
                end,
            };
            assert_eq!(Indentation::at(source, 0), expect, "{source:?}");
        };
        check("  x", "  ", 2);
        check("\tx", "\t", 1);
        check("  \\\n    x", "  ", 2);
        check("\t\\\r\nx", "        ", 1);
        check("\\\r\n\tx", "\t", 4);
        check("\\\r \\\n  x", " ", 3);
        check(" \x0c\\\n x", " ", 5);
        check("\\", "", 1);
    }
}
