//! The position map: from woven text to original text, and back.

use crate::{ByteOffset, ByteRange, Insertion, LineCol, LineIndex, Shown};

/// Where a range of the woven text is in the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Original {
    /// At this range of original text.
    At(LineCol, LineCol),
    /// Wherever the instruction before it is.
    AsBefore,
    /// Wherever the next instruction is that is at original text.
    AsAfter,
    /// At the statement in which the instruction before it is, see [`PositionMap::statement`], else where that is.
    AsStatementBefore,
    /// Nowhere.
    Nowhere,
}

#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Where the piece starts in the woven text.
    woven_start: u32,
    /// Its length in bytes.
    len: u32,
    /// How many bytes were inserted before it.
    inserted_before: u32,
    shown: Shown,
    /// Where in the original text a range ends that ends with the piece.
    end: u32,
}

impl Piece {
    const fn woven_end(&self) -> u32 {
        self.woven_start + self.len
    }

    /// The place in the original text where the piece was inserted.
    const fn original(&self) -> u32 {
        self.woven_start - self.inserted_before
    }
}

/// A woven line that is an original line, whole, in which at most one piece was inserted.
#[derive(Clone, Copy, Debug)]
pub struct KnownLine {
    /// The original line, 1-based; 0 when the woven line is no such line.
    line: u32,
    /// The column behind the piece in the woven line: from there on all is original text.
    from: u32,
    /// The length of the piece in bytes, 0 when there is none.
    shift: u32,
    /// The number of the piece that holds all of the line, plus one; 0 when there is none.
    within: u32,
}

impl KnownLine {
    const NONE: KnownLine = KnownLine {
        line: 0,
        from: 0,
        shift: 0,
        within: 0,
    };

    /// The original line and columns of the range `start..end` of columns of this line, where they follow from the line
    /// alone; as [`PositionMap::original`].
    #[inline]
    pub fn original(self, start: u32, end: u32) -> Option<(u32, u32, u32)> {
        // What ends with a piece, or right behind one, does not end with original text.
        let is_behind = start >= self.from && end > self.from && start <= end;
        let is_known = self.line != 0 && (self.shift == 0 || is_behind);
        is_known.then(|| (self.line, start - self.shift, end - self.shift))
    }
}

/// Maps every place of a woven text to the original text and back, in both directions exact for original text.
#[derive(Clone, Debug)]
pub struct PositionMap {
    /// Disjoint, in order of place; touching pieces are not merged, each keeps its own [`Shown`].
    pieces: Vec<Piece>,
    original_lines: LineIndex,
    woven_lines: LineIndex,
    /// For each woven line the original line that it is, if it is one but for an insertion near its start.
    known_lines: Vec<KnownLine>,
    /// Disjoint, in order of place.
    statements: Vec<(LineCol, LineCol)>,
}

impl PositionMap {
    pub(crate) fn new(
        original: &str,
        woven: &str,
        insertions: &[Insertion],
        statements: &[ByteRange],
    ) -> Self {
        let mut pieces = Vec::with_capacity(insertions.len());
        let mut inserted_before = 0;
        for insertion in insertions {
            let len = insertion.text.len() as u32;
            pieces.push(Piece {
                woven_start: insertion.at.to_u32() + inserted_before,
                len,
                inserted_before,
                shown: insertion.shown,
                end: insertion.end.to_u32(),
            });
            inserted_before += len;
        }
        let original_lines = LineIndex::new(original);
        let woven_lines = LineIndex::new(woven);
        let known_lines = known_lines(&pieces, &original_lines, &woven_lines, woven.len() as u32);
        let place = |at| original_lines.line_col(at);
        let statements = statements
            .iter()
            .map(|range| (place(range.start()), place(range.end())))
            .collect();
        Self {
            pieces,
            original_lines,
            woven_lines,
            known_lines,
            statements,
        }
    }

    /// The statement of [`crate::Insertions::add_statement`] that begins on the line of `start`, and holds it and `end`.
    pub fn statement(&self, start: LineCol, end: LineCol) -> Option<(LineCol, LineCol)> {
        let idx = self.statements.partition_point(|(first, _)| *first <= start);
        let found = *self.statements.get(idx.checked_sub(1)?)?;
        (found.0.line == start.line && end <= found.1).then_some(found)
    }

    /// The index of the last piece that starts at or before `woven`, if any.
    fn piece_at(&self, woven: u32) -> Option<usize> {
        self.pieces
            .partition_point(|piece| piece.woven_start <= woven)
            .checked_sub(1)
    }

    /// The place in the original text; for a place inside inserted text, the place where it was inserted.
    pub fn to_original(&self, woven: ByteOffset) -> ByteOffset {
        let woven = woven.to_u32();
        let original = match self.piece_at(woven) {
            None => woven,
            Some(idx) => {
                let piece = &self.pieces[idx];
                if woven < piece.woven_end() {
                    piece.original()
                } else {
                    woven - piece.inserted_before - piece.len
                }
            }
        };
        ByteOffset::new(original)
    }

    /// The place in the woven text of the original byte at `original`, after everything that was inserted before it.
    pub fn to_woven(&self, original: ByteOffset) -> ByteOffset {
        let original = original.to_u32();
        let idx = self.pieces.partition_point(|piece| piece.original() <= original);
        let inserted = idx.checked_sub(1).map_or(0, |last| {
            self.pieces[last].inserted_before + self.pieces[last].len
        });
        ByteOffset::new(original + inserted)
    }

    /// What was inserted: start and length in bytes of the woven text, in order.
    pub fn inserted_ranges(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.pieces.iter().map(|piece| (piece.woven_start, piece.len))
    }

    /// The original line of a woven line's start.
    pub fn original_line(&self, woven_line: u32) -> u32 {
        match self.known_line(woven_line).line {
            0 => {
                let start = self.woven_lines.line_start(woven_line);
                self.original_lines.line_col(self.to_original(start)).line
            }
            line => line,
        }
    }

    /// What is known of a woven line.
    #[inline]
    pub fn known_line(&self, woven_line: u32) -> KnownLine {
        let idx = woven_line.wrapping_sub(1) as usize;
        self.known_lines.get(idx).copied().unwrap_or(KnownLine::NONE)
    }

    /// The original place of a position that CPython or another compiler reports for the woven text.
    pub fn original(&self, start: LineCol, end: LineCol) -> Original {
        let (first, last) = (self.known_line(start.line), self.known_line(end.line));
        let is_unchanged = first.shift == 0 && last.shift == 0;
        let is_behind = start.col >= first.from && end.col > last.from && start <= end;
        if first.within != 0 && start.line == end.line {
            return self.shown(first.within as usize - 1);
        }
        if first.line == 0 || last.line == 0 || !(is_unchanged || is_behind) {
            return self.original_of_changed(start, end);
        }
        let place = |line: u32, col| LineCol { line, col };
        Original::At(
            place(first.line, start.col - first.shift),
            place(last.line, end.col - last.shift),
        )
    }

    /// The original of a line whose columns are not known; [`Original::At`] holds the line and its first column.
    pub fn original_of_line(&self, woven_line: u32) -> Original {
        let start = self.woven_lines.line_start(woven_line).to_u32();
        let end = self.woven_lines.line_start(woven_line + 1).to_u32();
        match self.piece_at(start) {
            // The whole line was inserted, but for its line end at most.
            Some(idx)
                if start < self.pieces[idx].woven_end()
                    && end.saturating_sub(2) <= self.pieces[idx].woven_end() =>
            {
                self.shown(idx)
            }
            _ => {
                let at = LineCol {
                    line: self.original_line(woven_line),
                    col: 0,
                };
                Original::At(at, at)
            }
        }
    }

    /// Where what lies within a piece is.
    fn shown(&self, piece_idx: usize) -> Original {
        match self.pieces[piece_idx].shown {
            Shown::Hidden | Shown::HiddenWithin => Original::Nowhere,
            Shown::AsBefore => Original::AsBefore,
            Shown::AsAfter => Original::AsAfter,
            Shown::AsStatementBefore => Original::AsStatementBefore,
            Shown::At(range) => self.original_range(range),
        }
    }

    fn original_of_changed(&self, start: LineCol, end: LineCol) -> Original {
        let from = self.woven_lines.offset(start).to_u32();
        let to = self.woven_lines.offset(end).to_u32().max(from);
        if let Some(idx) = self.piece_at(from) {
            let piece = &self.pieces[idx];
            if from < piece.woven_end() {
                let within = to <= piece.woven_end();
                match (piece.shown, within) {
                    (Shown::Hidden, _) | (Shown::HiddenWithin, true) => return Original::Nowhere,
                    (Shown::AsBefore, true) => return Original::AsBefore,
                    (Shown::AsAfter, _) => return Original::AsAfter,
                    (Shown::AsStatementBefore, true) => return Original::AsStatementBefore,
                    (Shown::At(range), true) => return self.original_range(range),
                    (
                        Shown::HiddenWithin | Shown::AsBefore | Shown::AsStatementBefore | Shown::At(_),
                        false,
                    ) => {}
                }
            }
        }
        // The end belongs to the byte before it: text inserted right after the last byte is not part of the range.
        let last = ByteOffset::new(to.saturating_sub(1).max(from));
        let end = if to == from {
            self.to_original(ByteOffset::new(to))
        } else {
            self.end_of(last.to_u32())
        };
        let start = self.to_original(ByteOffset::new(from));
        self.original_range(ByteRange::new(start, end.max(start)))
    }

    /// One past the original byte at woven place `last`; what the piece says when it was inserted.
    fn end_of(&self, last: u32) -> ByteOffset {
        match self.piece_at(last) {
            Some(idx) if last < self.pieces[idx].woven_end() => ByteOffset::new(self.pieces[idx].end),
            _ => ByteOffset::new(self.to_original(ByteOffset::new(last)).to_u32() + 1),
        }
    }

    fn original_range(&self, range: ByteRange) -> Original {
        Original::At(
            self.original_lines.line_col(range.start()),
            self.original_lines.line_col(range.end()),
        )
    }
}

/// Which woven lines are original lines.
fn known_lines(
    pieces: &[Piece],
    original_lines: &LineIndex,
    woven_lines: &LineIndex,
    woven_len: u32,
) -> Vec<KnownLine> {
    let count = woven_lines.line_count();
    let mut known = Vec::with_capacity(count as usize);
    let mut next = 0;
    let mut original_line = 0;
    for line in 1..=count {
        let start = woven_lines.line_start(line).to_u32();
        let end = if line == count {
            woven_len + 1
        } else {
            woven_lines.line_start(line + 1).to_u32()
        };
        while next < pieces.len() && pieces[next].woven_end() <= start {
            next += 1;
        }
        let is_in_line = |idx: usize| pieces.get(idx).is_some_and(|piece| piece.woven_start < end);
        let (mut from, mut shift) = (0, 0);
        if is_in_line(next) {
            let piece = &pieces[next];
            if piece.woven_start < start || piece.woven_end() >= end || is_in_line(next + 1) {
                let is_within = piece.woven_start <= start && piece.woven_end() >= end;
                let within = if is_within { next as u32 + 1 } else { 0 };
                known.push(KnownLine {
                    within,
                    ..KnownLine::NONE
                });
                continue;
            }
            (from, shift) = (piece.woven_end() - start, piece.len);
        }
        let inserted = if next == 0 {
            0
        } else {
            pieces[next - 1].inserted_before + pieces[next - 1].len
        };
        let original_start = start - inserted;
        // Lines only grow: look ahead from the last one found before searching.
        let mut found = original_line + 1;
        while original_lines.line_start(found).to_u32() < original_start
            && found < original_lines.line_count()
        {
            found += 1;
        }
        if original_lines.line_start(found).to_u32() == original_start {
            original_line = found;
            known.push(KnownLine {
                line: found,
                from,
                shift,
                within: 0,
            });
        } else {
            known.push(KnownLine::NONE);
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Insertions;

    #[test]
    fn a_line_with_one_insertion_knows_what_is_behind_it() {
        let source = "if a:\n    return  x\nb = 1\n";
        let mut insertions = Insertions::new();
        insertions.add(ByteOffset::new(10), " ", Shown::HiddenWithin);
        insertions.add(ByteOffset::new(25), "!", Shown::AsBefore);
        insertions.add(ByteOffset::new(26), "in\nserted\n", Shown::AsAfter);
        let map = insertions.apply(source).map;
        assert_eq!(map.known_line(1).original(3, 4), Some((1, 3, 4)));
        assert_eq!(map.known_line(2).original(5, 14), Some((2, 4, 13)));
        // Within the insertion, ending right behind it, and back to front.
        assert_eq!(map.known_line(2).original(4, 14), None);
        assert_eq!(map.known_line(2).original(5, 5), None);
        assert_eq!(map.known_line(2).original(9, 8), None);
        assert_eq!(map.known_line(4).original(0, 2), None);
        assert_eq!(map.known_line(6).original(0, 0), Some((4, 0, 0)));
        assert_eq!(map.known_line(7).original(0, 0), None);
        // What is known agrees with what the pieces tell.
        let place = |line, col| LineCol { line, col };
        for line in 1..=5 {
            let len = |line| {
                map.woven_lines.line_start(line + 1).to_u32() - map.woven_lines.line_start(line).to_u32()
            };
            for (start, end) in
                (0..len(line)).flat_map(|start| (start..len(line)).map(move |end| (start, end)))
            {
                let told = map.original_of_changed(place(line, start), place(line, end));
                let at = format!("{line}: {start}..{end}");
                assert_eq!(map.original(place(line, start), place(line, end)), told, "{at}");
                if let Some((known, from, to)) = map.known_line(line).original(start, end) {
                    assert_eq!(told, Original::At(place(known, from), place(known, to)), "{at}");
                }
            }
        }
    }

    #[test]
    fn a_statement_is_found_from_what_is_on_its_first_line() {
        let source = "return f(\n x)\ng()\n";
        let mut insertions = Insertions::new();
        insertions.add_statement(ByteRange::new(ByteOffset::new(0), ByteOffset::new(13)));
        let map = insertions.apply(source).map;
        let at = |line, col| LineCol { line, col };
        let whole = Some((at(1, 0), at(2, 3)));
        assert_eq!(map.statement(at(1, 7), at(2, 3)), whole);
        assert_eq!(map.statement(at(1, 0), at(1, 1)), whole);
        assert_eq!(map.statement(at(2, 1), at(2, 2)), None);
        assert_eq!(map.statement(at(1, 7), at(3, 1)), None);
        assert_eq!(map.statement(at(3, 0), at(3, 3)), None);
    }

    #[test]
    fn original_bytes_map_there_and_back() {
        let source = "def f(x):\n    return x\n";
        let mut insertions = Insertions::new();
        insertions.add(ByteOffset::new(10), " probe\n try:\n", Shown::Hidden);
        insertions.add(ByteOffset::new(21), "(", Shown::HiddenWithin);
        insertions.add(ByteOffset::new(22), ")", Shown::AsBefore);
        insertions.add(ByteOffset::new(23), " finally: probe\n", Shown::AsBefore);
        let woven = insertions.apply(source);
        assert_eq!(
            woven.text,
            "def f(x):\n probe\n try:\n    return (x)\n finally: probe\n"
        );
        for at in 0..=source.len() as u32 {
            let there = woven.map.to_woven(ByteOffset::new(at));
            assert_eq!(woven.map.to_original(there), ByteOffset::new(at));
            if at < source.len() as u32 {
                assert_eq!(
                    woven.text.as_bytes()[there.to_usize()],
                    source.as_bytes()[at as usize]
                );
            }
        }
        let at = |line, col| LineCol { line, col };
        let original = |a, b| woven.map.original(a, b);
        assert_eq!(original(at(2, 1), at(2, 6)), Original::Nowhere);
        assert_eq!(original(at(4, 4), at(4, 14)), Original::At(at(2, 4), at(2, 12)));
        assert_eq!(original(at(4, 12), at(4, 13)), Original::At(at(2, 11), at(2, 12)));
        assert_eq!(original(at(5, 10), at(5, 15)), Original::AsBefore);
        assert_eq!(woven.map.original_line(1), 1);
        assert_eq!(woven.map.original_line(4), 2);
    }
}
