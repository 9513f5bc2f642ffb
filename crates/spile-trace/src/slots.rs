//! Where the chunks of an event file go: behind the others, or, at the limit, where the oldest are.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};

use crate::chunk::{self, MAX_LEN, MIN_LEN, MappedChunk, PAGE};
use crate::space::{Mode, Space};

/// A process that has nothing to give up may take this much beyond the limit, in bytes.
const ALLOWANCE: u64 = 1 << 20;

/// The space of one event file.
#[derive(Debug)]
pub(crate) struct Slots {
    path: PathBuf,
    /// Where the next chunk goes, in bytes.
    end: u64,
    /// The places of chunks that nobody writes to any more, in the order in which they were done with.
    closed: VecDeque<Slot>,
    /// Bytes taken beyond the limit.
    beyond: u64,
}

/// A part of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Slot {
    offset: u64,
    len: u64,
}

impl Slots {
    pub(crate) fn new(path: PathBuf) -> Slots {
        Slots {
            path,
            end: 0,
            closed: VecDeque::new(),
            beyond: 0,
        }
    }

    /// Maps a fresh chunk for a thread that had `sequence` before it.
    ///
    /// # Errors
    ///
    /// When the disk or the trace is full.
    pub(crate) fn take(&mut self, space: &Space, sequence: u32) -> io::Result<MappedChunk> {
        let len = chunk::len_of(sequence);
        if space.take(len) {
            return self.append(space, len);
        }
        if space.mode() == Mode::Full {
            return Err(io::ErrorKind::StorageFull.into());
        }
        if let Some(slot) = self.oldest() {
            let chunk = MappedChunk::reuse(&self.path, slot.offset, slot.len);
            return chunk.inspect_err(|_| space.give(slot.len));
        }
        let dir = self.path.parent().unwrap_or(Path::new("."));
        while space.remove_ended(dir) {
            if space.take(len) {
                return self.append(space, len);
            }
        }
        if self.beyond + MIN_LEN > ALLOWANCE {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.beyond += MIN_LEN;
        space.take_beyond(MIN_LEN);
        self.append(space, MIN_LEN)
    }

    /// Notes that nobody writes to a chunk any more, which is full.
    pub(crate) fn retire(&mut self, chunk: MappedChunk) {
        self.closed.push_back(Slot {
            offset: chunk.offset,
            len: chunk.len() as u64,
        });
    }

    /// The same for a chunk of which `used` bytes are needed: gives back the others.
    pub(crate) fn shorten(&mut self, space: &Space, mut chunk: MappedChunk, used: u64) {
        let (offset, len) = (chunk.offset, chunk.len() as u64);
        let pages = used.next_multiple_of(PAGE);
        let is_last = self.end == offset + len;
        if is_last {
            chunk.set_len(pages as u32);
            self.end = offset + pages;
            space.give(len - pages);
        }
        drop(chunk);
        chunk::give_back(&self.path, offset, len, used, is_last);
        let len = if is_last { pages } else { len };
        self.closed.push_back(Slot { offset, len });
    }

    fn append(&mut self, space: &Space, len: u64) -> io::Result<MappedChunk> {
        let chunk = MappedChunk::map(&self.path, self.end, len).inspect_err(|_| space.give(len))?;
        self.end += len;
        Ok(chunk)
    }

    /// The place of the oldest chunk, and of those behind it that are the next oldest, but never of more than half of what
    /// is there: the newest events are to be kept.
    fn oldest(&mut self) -> Option<Slot> {
        let half = self.closed.iter().map(|slot| slot.len).sum::<u64>() / 2;
        let mut slot = *self.closed.front().filter(|slot| slot.len <= half)?;
        self.closed.pop_front();
        while let Some(next) = self.closed.front()
            && next.offset == slot.offset + slot.len
            && slot.len + next.len <= MAX_LEN.min(half)
        {
            slot.len += next.len;
            self.closed.pop_front();
        }
        Some(slot)
    }
}
