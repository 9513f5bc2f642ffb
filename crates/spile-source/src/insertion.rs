//! A set of insertions into one text.

use crate::{ByteOffset, ByteRange, PositionMap};

/// Where instructions that were compiled from inserted text seem to be, to tracebacks, debuggers and coverage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Nowhere: whatever starts in the insertion has no location.
    Hidden,
    /// Nowhere, but what starts in the insertion and reaches beyond it is at the original text that it covers.
    HiddenWithin,
    /// Where the next instruction is that is somewhere in the original: a probe before the first statement of a body.
    AsAfter,
    /// Where the instruction before it is: a probe after a statement is on that statement's line.
    AsBefore,
    /// The same, but at the whole statement when that instruction is on the first line of one that
    /// [`Insertions::add_statement`] names: what ends a statement is at all of it.
    AsStatementBefore,
    /// At a place of the original text.
    At(ByteRange),
}

/// One piece of inserted text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insertion {
    /// The place in the original text before which the piece stands.
    pub at: ByteOffset,
    /// The piece.
    pub text: String,
    /// Where its instructions seem to be.
    pub shown: Shown,
    /// Where in the original text a range ends that begins in original text and ends with the piece.
    pub end: ByteOffset,
}

/// Insertions into one text. Several at one place stand in the order in which they were added.
#[derive(Clone, Debug, Default)]
pub struct Insertions {
    pieces: Vec<Insertion>,
    statements: Vec<ByteRange>,
}

/// A text with its insertions applied.
#[derive(Clone, Debug)]
pub struct Woven {
    /// The whole woven text.
    pub text: String,
    /// The way back.
    pub map: PositionMap,
}

impl Insertions {
    /// No insertions.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds `text` before the byte `at`, after what was added there earlier. Empty text is not added.
    pub fn add(&mut self, at: ByteOffset, text: impl Into<String>, shown: Shown) {
        self.add_below(at, at, text, shown);
    }

    /// Adds a line `text` before the byte `at`, which belongs to a block whose original text ends at `end`: line ends
    /// and comments may stand between.
    pub fn add_below(&mut self, end: ByteOffset, at: ByteOffset, text: impl Into<String>, shown: Shown) {
        let text = text.into();
        if !text.is_empty() {
            self.pieces.push(Insertion { at, text, shown, end });
        }
    }

    /// Names a statement of the original text for [`Shown::AsStatementBefore`]. None lies within another.
    pub fn add_statement(&mut self, range: ByteRange) {
        self.statements.push(range);
    }

    /// Adds all of `later`, at each place after what was added there earlier.
    pub fn append(&mut self, mut later: Self) {
        self.pieces.append(&mut later.pieces);
        self.statements.append(&mut later.statements);
    }

    /// Whether there is nothing to insert.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The number of pieces.
    pub fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Inserts all pieces into `source`.
    ///
    /// # Panics
    /// When a piece's place lies outside `source` or inside a character.
    pub fn apply(mut self, source: &str) -> Woven {
        // Stable: pieces at one place keep the order in which they were added.
        self.pieces.sort_by_key(|piece| piece.at);
        self.statements.sort_by_key(|range| range.start());
        let grown: usize = self.pieces.iter().map(|piece| piece.text.len()).sum();
        let mut text = String::with_capacity(source.len() + grown);
        let mut copied = 0;
        for piece in &self.pieces {
            text.push_str(&source[copied..piece.at.to_usize()]);
            text.push_str(&piece.text);
            copied = piece.at.to_usize();
        }
        text.push_str(&source[copied..]);
        let map = PositionMap::new(source, &text, &self.pieces, &self.statements);
        Woven { text, map }
    }
}
