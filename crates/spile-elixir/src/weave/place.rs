//! Places as Elixir names them, from woven text to the original.

use spile_source::PositionMap;

/// Where what Elixir says of a woven text is in the original: lines are the same, columns are mapped.
#[derive(Clone, Debug)]
pub struct WovenPlaces {
    /// Insertions: line, first column and length, in code points, in order. All from 1.
    insertions: Vec<(u32, u32, u32)>,
}

impl WovenPlaces {
    /// Of a woven text and its map.
    pub fn new(woven: &str, map: &PositionMap) -> Self {
        let mut insertions = Vec::new();
        let (mut line, mut line_start, mut seen) = (1, 0, 0);
        for (start, len) in map.inserted_ranges() {
            let (start, len) = (start as usize, len as usize);
            for (newline, _) in woven[seen..start].match_indices('\n') {
                line += 1;
                line_start = seen + newline + 1;
            }
            seen = start;
            let column = woven[line_start..start].chars().count() as u32 + 1;
            insertions.push((line, column, woven[start..start + len].chars().count() as u32));
        }
        Self { insertions }
    }

    /// The column in the original text, from 1, of a column of the woven text on the same line. Of a place inside an
    /// insertion, the place where it was inserted.
    pub fn original_column(&self, line: u32, column: u32) -> u32 {
        let first = self.insertions.partition_point(|(at, _, _)| *at < line);
        let mut inserted = 0;
        for (_, start, len) in self.insertions[first..]
            .iter()
            .take_while(|(at, _, _)| *at == line)
        {
            if column >= start + len {
                inserted += len;
            } else if column > *start {
                return start - inserted;
            } else {
                break;
            }
        }
        column - inserted
    }

    /// All insertions: line, first column in the woven text, length; for who maps many places.
    pub fn insertions(&self) -> &[(u32, u32, u32)] {
        &self.insertions
    }
}
