//! Insertions around nodes, in an order in which they nest.

use spile_source::{ByteOffset, ByteRange, Insertions, Shown};

/// Text before and behind a range of the source.
#[derive(Debug)]
struct Piece {
    at: ByteOffset,
    /// Where the range starts that it closes, nothing for what opens one.
    closes: Option<ByteOffset>,
    /// Where the range ends that it opens.
    end: ByteOffset,
    text: String,
}

/// Insertions, collected in any order but outer ranges before those within.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pieces: Vec<Piece>,
}

impl Pieces {
    /// Puts `before` and `behind` around `range`.
    pub(super) fn around(&mut self, range: ByteRange, before: String, behind: &str) {
        self.before(range, before);
        self.pieces.push(Piece {
            at: range.end(),
            closes: Some(range.start()),
            end: range.end(),
            text: behind.to_owned(),
        });
    }

    /// Puts `text` where `range` starts, outside of what opens there and ends before it.
    pub(super) fn before(&mut self, range: ByteRange, text: String) {
        self.pieces.push(Piece {
            at: range.start(),
            closes: None,
            end: range.end(),
            text,
        });
    }

    /// At one place, what closes stands before what opens, and the inner range is within the outer.
    pub(super) fn into_insertions(mut self) -> Insertions {
        self.pieces.sort_by(|left, right| {
            left.at
                .cmp(&right.at)
                .then_with(|| match (left.closes, right.closes) {
                    (Some(left), Some(right)) => right.cmp(&left),
                    (Some(_), None) => std::cmp::Ordering::Less,
                    (None, Some(_)) => std::cmp::Ordering::Greater,
                    (None, None) => right.end.cmp(&left.end),
                })
        });
        let mut insertions = Insertions::new();
        for piece in self.pieces {
            insertions.add(piece.at, piece.text, Shown::Hidden);
        }
        insertions
    }
}
