//! Chunks: pieces of an event file, mapped into memory one at a time by the writer that fills them.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::Path;
use std::ptr;

use crate::clock::ClockReading;
use crate::sys;
use crate::version::{self, Version};

/// Chunks start and, but for the last, end at multiples of this many bytes.
pub(crate) const PAGE: u64 = 4096;

/// A thread's first chunk is small, as most threads are short; each one after it has twice the size, up to [`MAX_LEN`].
pub(crate) const MIN_LEN: u64 = 4 * PAGE;
/// The usual length of a chunk, in bytes.
pub(crate) const MAX_LEN: u64 = 256 << 10;

static ZEROS: [u8; MIN_LEN as usize] = [0; MIN_LEN as usize];

/// How long a thread's chunk number `sequence` shall be, in bytes.
pub(crate) fn len_of(sequence: u32) -> u64 {
    (MIN_LEN << sequence.min(4)).min(MAX_LEN)
}

/// What stands at the front of a chunk. The fields are described at [`Writer`](crate::Writer).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) len: u32,
    pub(crate) thread: u32,
    pub(crate) sequence: u32,
    pub(crate) depth: u32,
    pub(crate) dropped: u64,
    pub(crate) start_ticks: u64,
    pub(crate) clock: ClockReading,
    pub(crate) stack_len: u32,
    /// The format that it was read in: what is written is always of the newest.
    pub(crate) version: Version,
}

impl Header {
    /// The encoded length, in bytes.
    pub(crate) const LEN: usize = 72;
    pub(crate) const MAGIC: [u8; 8] = version::magic(b'E');

    pub(crate) fn encode(&self) -> [u8; Header::LEN] {
        let mut bytes = [0; Header::LEN];
        bytes[..8].copy_from_slice(&Header::MAGIC);
        for (at, value) in [
            (8, self.len),
            (12, self.thread),
            (16, self.sequence),
            (20, self.depth),
            (64, self.stack_len),
        ] {
            bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
        }
        let ClockReading {
            ticks,
            monotonic_ns,
            realtime_ns,
        } = self.clock;
        for (at, value) in [
            (24, self.dropped),
            (32, self.start_ticks),
            (40, ticks),
            (48, monotonic_ns),
            (56, realtime_ns),
        ] {
            bytes[at..at + 8].copy_from_slice(&value.to_le_bytes());
        }
        bytes
    }

    /// The header at the front of `bytes`, if one is there.
    pub(crate) fn decode(bytes: &[u8]) -> Option<Header> {
        let bytes: &[u8; Header::LEN] = bytes.first_chunk()?;
        let version = version::of(b'E', bytes).ok()?;
        let u32_at = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        let u64_at = |at: usize| u64::from(u32_at(at)) | u64::from(u32_at(at + 4)) << 32;
        Some(Header {
            len: u32_at(8),
            thread: u32_at(12),
            sequence: u32_at(16),
            depth: u32_at(20),
            dropped: u64_at(24),
            start_ticks: u64_at(32),
            clock: ClockReading {
                ticks: u64_at(40),
                monotonic_ns: u64_at(48),
                realtime_ns: u64_at(56),
            },
            stack_len: u32_at(64),
            version,
        })
    }
}

/// A chunk in memory. It is unmapped when dropped; the kernel writes its pages to the file whenever it likes, also after
/// the process was killed.
#[derive(Debug)]
pub(crate) struct MappedChunk {
    start: *mut u8,
    len: usize,
    /// Where it begins in the file, in bytes.
    pub(crate) offset: u64,
}

impl MappedChunk {
    /// Takes the bytes from `offset` on, a multiple of [`PAGE`], of the file at `path`, which is made if need be.
    ///
    /// The blocks are allocated first: a full disk is an error here, and not a SIGBUS when the memory is written to.
    pub(crate) fn map(path: &Path, offset: u64, len: u64) -> io::Result<MappedChunk> {
        MappedChunk::allocate(&open(path, true)?, offset, len)
    }

    /// The same for bytes that were a chunk before: whoever reads them now finds space that is not in use yet.
    pub(crate) fn reuse(path: &Path, offset: u64, len: u64) -> io::Result<MappedChunk> {
        let file = open(path, false)?;
        // Where the file system cannot do that, zeros are written over it: its header is gone with the first bytes.
        sys::punch(&file, offset, len);
        MappedChunk::allocate(&file, offset, len)
    }

    fn allocate(file: &File, offset: u64, len: u64) -> io::Result<MappedChunk> {
        sys::allocate(file, offset, len)?;
        // The kernel makes pages that are written this way in larger pieces, and need not ask the file system for each one
        // when it is mapped: a quarter to a half of the time that the mapping alone would take.
        for at in (0..len).step_by(ZEROS.len()) {
            let n_bytes = (len - at).min(MIN_LEN) as usize;
            file.write_all_at(&ZEROS[..n_bytes], offset + at)?;
        }
        let len = len as usize;
        let start = sys::map(file, offset, len)?;
        // SAFETY: the range was mapped just now.
        unsafe { sys::populate(start, len) };
        Ok(MappedChunk { start, len, offset })
    }

    /// The address of the first byte, of the header.
    pub(crate) fn start(&self) -> *mut u8 {
        self.start
    }

    /// The length, in bytes.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Writes the header, and `stack` behind it, which is shorter than the rest. Returns where events go.
    pub(crate) fn set_front(&mut self, header: &Header, stack: &[u8]) -> usize {
        let end = Header::LEN + stack.len();
        assert!(end < self.len);
        // The header comes last: a chunk with a header is one that can be read.
        // SAFETY: a chunk is longer than both, and `&mut self` is the only one who writes to it.
        unsafe {
            ptr::copy_nonoverlapping(stack.as_ptr(), self.start.add(Header::LEN), stack.len());
            ptr::copy_nonoverlapping(header.encode().as_ptr(), self.start, Header::LEN);
        }
        end
    }

    /// Notes in the header that the chunk has only `len` bytes.
    pub(crate) fn set_len(&mut self, len: u32) {
        // SAFETY: bytes 8 to 12 of the header, see `Header::encode`.
        unsafe { self.start.add(8).cast::<u32>().write_unaligned(len.to_le()) }
    }
}

impl Drop for MappedChunk {
    fn drop(&mut self) {
        // SAFETY: the range was mapped by `map`, and nobody can have an address in it any more.
        unsafe { sys::unmap(self.start, self.len) };
    }
}

/// Gives back the disk space behind `end` of a chunk at `offset` that had `len` bytes. `is_last` says that the file ends
/// there. What fails is only a file larger than it has to be.
pub(crate) fn give_back(path: &Path, offset: u64, len: u64, end: u64, is_last: bool) {
    let Ok(file) = open(path, false) else { return };
    if is_last {
        let _ = file.set_len(offset + end);
        return;
    }
    let from = end.next_multiple_of(PAGE);
    if from < len {
        sys::punch(&file, offset + from, len - from);
    }
}

fn open(path: &Path, create: bool) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(create)
        .truncate(false)
        .mode(0o600)
        .open(path)
}
