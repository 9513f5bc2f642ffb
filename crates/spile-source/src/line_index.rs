//! Byte offsets to lines and columns, and back.

use memchr::{memchr, memchr_iter, memchr2_iter};

use crate::ByteOffset;

/// A line (1-based) and a column in UTF-8 bytes from the start of that line (0-based): CPython's own units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineCol {
    /// 1-based line number.
    pub line: u32,
    /// 0-based column in UTF-8 bytes.
    pub col: u32,
}

/// Where each line of a text starts. A line ends with `\n`, `\r\n` or a lone `\r`, as in Python and Elixir sources;
/// a form feed does not end one.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    len: u32,
}

impl LineIndex {
    /// Indexes `text`.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = Vec::with_capacity(bytes.len() / 32 + 1);
        starts.push(0);
        if memchr(b'\r', bytes).is_none() {
            starts.extend(memchr_iter(b'\n', bytes).map(|at| at as u32 + 1));
        } else {
            let ends_line = |&at: &usize| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n');
            let ends = memchr2_iter(b'\n', b'\r', bytes).filter(ends_line);
            starts.extend(ends.map(|at| at as u32 + 1));
        }
        Self {
            starts,
            len: bytes.len() as u32,
        }
    }

    /// How many lines there are; the empty line after a final line end counts.
    pub fn line_count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The line and column of `offset`; past the end of the text, those of its end.
    pub fn line_col(&self, offset: ByteOffset) -> LineCol {
        let offset = offset.to_u32().min(self.len);
        let line = self.starts.partition_point(|&start| start <= offset) - 1;
        LineCol {
            line: line as u32 + 1,
            col: offset - self.starts[line],
        }
    }

    /// The offset where `line` (1-based) starts; past the last line, the end of the text.
    pub fn line_start(&self, line: u32) -> ByteOffset {
        let idx = line.saturating_sub(1) as usize;
        ByteOffset::new(self.starts.get(idx).copied().unwrap_or(self.len))
    }

    /// The offset of a line and column, not past the end of the text.
    pub fn offset(&self, at: LineCol) -> ByteOffset {
        ByteOffset::new((self.line_start(at.line).to_u32().saturating_add(at.col)).min(self.len))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[u32]) {
        let index = LineIndex::new(text);
        assert_eq!(index.starts, expect, "{text:?}");
        for offset in 0..=text.len() as u32 {
            let offset = ByteOffset::new(offset);
            assert_eq!(index.offset(index.line_col(offset)), offset, "{text:?}");
        }
    }

    #[test]
    fn every_kind_of_line_end_starts_a_line() {
        check("", &[0]);
        check("a\nb", &[0, 2]);
        check("a\r\nb\r\n", &[0, 3, 6]);
        check("a\rb\n\rc", &[0, 2, 4, 5]);
        check("a\x0cb\u{2028}c\n", &[0, 8]);
    }
}
