//! Offsets and half-open ranges in UTF-8 bytes.

use std::fmt;

/// A place between two bytes of a text, counted in UTF-8 bytes from its start (0-based).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ByteOffset(u32);

impl ByteOffset {
    /// The offset `bytes` from the start of the text.
    pub const fn new(bytes: u32) -> Self {
        Self(bytes)
    }

    /// The number of bytes before this place.
    pub const fn to_u32(self) -> u32 {
        self.0
    }

    /// The number of bytes before this place, for indexing.
    pub const fn to_usize(self) -> usize {
        self.0 as usize
    }
}

impl From<u32> for ByteOffset {
    fn from(bytes: u32) -> Self {
        Self(bytes)
    }
}

/// A half-open range of UTF-8 bytes: `start` is in it, `end` is not. `start <= end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ByteRange {
    start: ByteOffset,
    end: ByteOffset,
}

impl ByteRange {
    /// The range from `start` up to but not including `end`.
    ///
    /// # Panics
    /// When `end` lies before `start`.
    pub fn new(start: ByteOffset, end: ByteOffset) -> Self {
        assert!(start <= end, "a range ends before it starts");
        Self { start, end }
    }

    /// The first byte.
    pub const fn start(self) -> ByteOffset {
        self.start
    }

    /// One past the last byte.
    pub const fn end(self) -> ByteOffset {
        self.end
    }

    /// The text of the range.
    pub fn text(self, source: &str) -> &str {
        &source[self.start.to_usize()..self.end.to_usize()]
    }
}

impl fmt::Display for ByteRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start.0, self.end.0)
    }
}
