//! The event file: where its chunks are.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;

use crate::chunk::{Header, MAX_LEN, PAGE};
use crate::event::{self, EventKind};
use crate::open::{self, Open};

/// A chunk in the file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chunk {
    pub(super) header: Header,
    /// Where its header is, in bytes from the start of the file.
    at: u64,
    /// Where its events begin.
    start: u64,
    /// Where its events have to end.
    end: u64,
}

impl Chunk {
    /// The length of its events, in bytes.
    pub(super) fn len(&self) -> u64 {
        self.end - self.start
    }

    /// Reads the events' bytes; none when another chunk has taken this one's place since it was found.
    pub(super) fn read(&self, file: &File) -> io::Result<Vec<u8>> {
        let bytes = read_range(file, self.start, self.end)?;
        let mut front = [0; Header::LEN];
        file.read_exact_at(&mut front, self.at)?;
        let is_same = Header::decode(&front).is_some_and(|header| {
            (header.thread, header.sequence) == (self.header.thread, self.header.sequence)
        });
        Ok(if is_same { bytes } else { Vec::new() })
    }

    /// What is on the stack at its start, the innermost first, as far as it is known.
    pub(super) fn open(&self, file: &File) -> Vec<Open> {
        let stack = read_range(file, self.at + Header::LEN as u64, self.start);
        let mut open = open::decode(&stack.unwrap_or_default(), self.header.version);
        open.truncate(self.header.depth as usize);
        open
    }
}

/// The bytes of the file from `start` to `end`, or to its own end.
fn read_range(file: &File, start: u64, end: u64) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; end.saturating_sub(start) as usize];
    let mut filled = 0;
    while filled < bytes.len() {
        match file.read_at(&mut bytes[filled..], start + filled as u64) {
            Ok(0) => break,
            Ok(n_bytes) => filled += n_bytes,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    bytes.truncate(filled);
    Ok(bytes)
}

/// What was found in an event file.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// Sorted by thread and sequence.
    pub(super) chunks: Vec<Chunk>,
    /// Bytes in places where a chunk should begin and none does.
    pub(super) unreadable: u64,
}

impl Scan {
    /// Whether a thread's first chunks are not there any more.
    pub(super) fn is_cut(&self) -> bool {
        let mut threads = self.chunks.chunk_by(|a, b| a.header.thread == b.header.thread);
        threads.any(|chunks| chunks[0].header.sequence > 0)
    }

    /// Events that the threads could not record, as far as a later chunk tells.
    pub(super) fn dropped(&self) -> u64 {
        let last_of_thread = self.chunks.chunk_by(|a, b| a.header.thread == b.header.thread);
        last_of_thread
            .filter_map(<[Chunk]>::last)
            .map(|chunk| chunk.header.dropped)
            .fold(0, u64::saturating_add)
    }
}

/// Finds the chunks of the file at `path`; no file is one without chunks.
pub(super) fn scan(path: &Path) -> Scan {
    let mut scan = Scan::default();
    let Ok(file) = File::open(path) else { return scan };
    let len = file.metadata().map_or(0, |metadata| metadata.len());
    let mut at = 0;
    let mut front = [0; Header::LEN];
    while at + Header::LEN as u64 <= len && file.read_exact_at(&mut front, at).is_ok() {
        match Header::decode(&front) {
            Some(header) if is_sound(&header) => {
                let end = (at + u64::from(header.len)).min(len);
                let start = (at + Header::LEN as u64 + u64::from(header.stack_len)).min(end);
                scan.chunks.push(Chunk {
                    header,
                    at,
                    start,
                    end,
                });
                at += u64::from(header.len);
            }
            _ => {
                // Zeros are space that a writer has just taken.
                scan.unreadable += if front == [0; Header::LEN] {
                    0
                } else {
                    PAGE.min(len - at)
                };
                at += PAGE;
            }
        }
    }
    scan.chunks
        .sort_by_key(|chunk| (chunk.header.thread, chunk.header.sequence));
    scan
}

fn is_sound(header: &Header) -> bool {
    let len = u64::from(header.len);
    let front = Header::LEN as u64 + u64::from(header.stack_len);
    (PAGE..=MAX_LEN).contains(&len) && len.is_multiple_of(PAGE) && front < len
}

/// How many activations start in `bytes`.
pub(super) fn count_calls(mut bytes: &[u8]) -> u64 {
    let mut n_calls = 0;
    while let Some((_, kind)) = event::take(&mut bytes) {
        n_calls += u64::from(matches!(kind, EventKind::Enter { .. } | EventKind::Begin { .. }));
    }
    n_calls
}
