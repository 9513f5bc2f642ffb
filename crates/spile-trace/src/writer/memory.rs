//! Where a writer's events go: into the next chunk or, while there is no disk space, into memory that is forgotten.

use std::panic::{self, AssertUnwindSafe};

use super::{MAX_EVENT_LEN, SCRATCH_LEN, STACK_PART, Target, Writer};
use crate::chunk::Header;
use crate::event;
use crate::open::{self, OpenActivations};
use crate::sys;
use crate::version::Version;

impl<S: OpenActivations> Writer<S> {
    /// Gets memory for events: the next chunk or, when there is none to be had, scratch memory. Leaves `errno` as it was.
    #[cold]
    #[inline(never)]
    pub(super) fn refill(&mut self) {
        let _errno = sys::KeepErrno::new();
        self.count_scratch();
        let previous = match std::mem::replace(&mut self.target, Target::None) {
            Target::Chunk(chunk) => Some(chunk),
            Target::Scratch(_) | Target::None => None,
        };
        self.last_ticks = self.last_ticks.max(self.clock.ticks());
        let header = Header {
            len: 0,
            thread: self.thread,
            sequence: self.sequence,
            // Below zero when more was left than entered.
            depth: (self.depth as i32).max(0) as u32,
            dropped: self.dropped,
            start_ticks: self.last_ticks,
            clock: self.clock.reading(),
            stack_len: 0,
            version: Version::CURRENT,
        };
        let stack = |len: u64| open::encode(&self.stack, header.depth, (len / STACK_PART) as usize);
        // Here a panic would come out of any event, whoever it was that called.
        let chunk = panic::catch_unwind(AssertUnwindSafe(|| {
            self.shared.next_chunk(header, previous, stack)
        }));
        let (start, used, len) = match chunk {
            Ok(Ok((chunk, used))) => {
                self.sequence += 1;
                let place = (chunk.start(), used, chunk.len());
                self.target = Target::Chunk(chunk);
                place
            }
            Ok(Err(_)) | Err(_) => {
                let mut scratch = vec![0; SCRATCH_LEN];
                let place = (scratch.as_mut_ptr(), 0, SCRATCH_LEN);
                self.target = Target::Scratch(scratch);
                place
            }
        };
        // SAFETY: `start` is the address of `len` bytes, which is more than a header and an event.
        (self.cursor, self.limit) = unsafe { (start.add(used), start.add(len - MAX_EVENT_LEN)) };
    }
}

impl<S> Writer<S> {
    /// Counts the events that went to scratch memory as dropped.
    fn count_scratch(&mut self) {
        if let Target::Scratch(scratch) = &self.target {
            let n_events = event::count(scratch);
            self.dropped += n_events;
            self.shared.add_dropped(n_events);
        }
    }
}

impl<S> Drop for Writer<S> {
    fn drop(&mut self) {
        self.count_scratch();
        if let Target::Chunk(chunk) = std::mem::replace(&mut self.target, Target::None) {
            let used = self.cursor as usize - chunk.start() as usize;
            self.shared.close_chunk(chunk, used as u64);
        }
    }
}
