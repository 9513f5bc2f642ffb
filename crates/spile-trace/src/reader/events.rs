//! The events of a process, merged over its threads by time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::ops::Range;
use std::vec;

use super::chunks::Chunk;
use crate::event::{self, EventKind};
use crate::open::Open;

/// An event with its place and time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Number of the thread in the process.
    pub thread: u32,
    /// Time, in ticks of the process's clock.
    pub ticks: u64,
    /// What happened.
    pub kind: EventKind,
}

/// One step through a process's events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// An event.
    Event(Event),
    /// Events are missing here, or come from before a fork: of the thread's stack is known what [`Events::open`] says, and
    /// its depth.
    Gap {
        /// Number of the thread in the process.
        thread: u32,
        /// Time at which the events go on, in ticks.
        ticks: u64,
        /// Activations on the stack then.
        depth: u32,
    },
}

impl Step {
    /// Number of the thread in the process.
    pub(super) fn thread(&self) -> u32 {
        match *self {
            Step::Event(Event { thread, .. }) | Step::Gap { thread, .. } => thread,
        }
    }
}

/// All events of a process in the order of their times. Holds one chunk per thread that is under way.
#[derive(Debug)]
pub struct Events {
    file: Option<File>,
    threads: Vec<Thread>,
    /// The threads but for the current one, by a time before which they have no step.
    waiting: BinaryHeap<Reverse<(u64, usize)>>,
    current: Option<usize>,
    /// The least time in `waiting`.
    earliest: u64,
    unreadable: u64,
    /// The length of the chunks that were begun, in bytes.
    n_read: u64,
    /// The thread of the last step, if that is known.
    last: Option<usize>,
}

/// Where the reading of one thread is.
#[derive(Debug)]
struct Thread {
    number: u32,
    chunks: vec::IntoIter<Chunk>,
    bytes: Vec<u8>,
    /// How many of `bytes` are done.
    at: usize,
    ticks: u64,
    /// Sequence and drops that the next chunk has if nothing is missing.
    expected: (u32, u64),
    /// A step that was read before its time.
    put_back: Option<Step>,
    /// Where the attributes of the last step are in `bytes`.
    attributes: Range<usize>,
    /// What is on the stack after the last gap.
    open: Vec<Open>,
    /// Ticks that it took to get the chunk, until they are asked for.
    refill: u64,
}

impl Events {
    pub(super) fn empty() -> Events {
        Events {
            file: None,
            threads: Vec::new(),
            waiting: BinaryHeap::new(),
            current: None,
            earliest: u64::MAX,
            unreadable: 0,
            n_read: 0,
            last: None,
        }
    }

    /// `chunks` are sorted by thread and sequence.
    pub(super) fn new(file: File, chunks: &[Chunk]) -> Events {
        let mut events = Events {
            file: Some(file),
            ..Events::empty()
        };
        for chunks in chunks.chunk_by(|a, b| a.header.thread == b.header.thread) {
            events
                .waiting
                .push(Reverse((chunks[0].header.start_ticks, events.threads.len())));
            events.threads.push(Thread {
                number: chunks[0].header.thread,
                chunks: Vec::from(chunks).into_iter(),
                bytes: Vec::new(),
                at: 0,
                ticks: 0,
                expected: (0, 0),
                put_back: None,
                attributes: 0..0,
                open: Vec::new(),
                refill: 0,
            });
        }
        events.switch();
        events
    }

    /// The attributes of the mark that was the last step, as the program's runtime wrote them: JSON; empty for any other.
    pub fn attributes(&self) -> &[u8] {
        let thread = self.last.and_then(|index| self.threads.get(index));
        thread.map_or(&[], |thread| &thread.bytes[thread.attributes.clone()])
    }

    /// The activations that are on the thread's stack after the gap that was the last step, the innermost first, as far as
    /// they are known.
    pub fn open(&self) -> &[Open] {
        let thread = self.last.and_then(|index| self.threads.get(index));
        thread.map_or(&[], |thread| &thread.open)
    }

    /// The ticks before the last step in which nothing but the recorder ran on its thread, to get memory; the first time that
    /// they are asked for, then none.
    pub(super) fn take_refill(&mut self) -> u64 {
        let thread = self.last.and_then(|index| self.threads.get_mut(index));
        thread.map_or(0, |thread| std::mem::take(&mut thread.refill))
    }

    /// Bytes so far that are no events though they should be.
    pub fn unreadable(&self) -> u64 {
        self.unreadable
    }

    /// The length of the chunks whose events were begun, in bytes.
    pub(super) fn n_read(&self) -> u64 {
        self.n_read
    }

    /// Makes the thread that may have the earliest step the current one.
    fn switch(&mut self) {
        self.current = self.waiting.pop().map(|Reverse((_, index))| index);
        self.earliest = self.waiting.peek().map_or(u64::MAX, |&Reverse((ticks, _))| ticks);
    }
}

impl Iterator for Events {
    type Item = Step;

    #[inline]
    fn next(&mut self) -> Option<Step> {
        loop {
            let index = self.current?;
            let thread = &mut self.threads[index];
            let step = match thread.put_back.take() {
                Some(step) => step,
                None => match thread
                    .decode()
                    .or_else(|| thread.next_chunk(self.file.as_ref(), &mut self.unreadable, &mut self.n_read))
                {
                    Some(step) => step,
                    None => {
                        self.switch();
                        continue;
                    }
                },
            };
            if thread.ticks <= self.earliest {
                self.last = Some(index);
                return Some(step);
            }
            thread.put_back = Some(step);
            self.waiting.push(Reverse((thread.ticks, index)));
            self.switch();
        }
    }
}

impl Thread {
    /// The next event of the chunk.
    #[inline]
    fn decode(&mut self) -> Option<Step> {
        let mut rest = self.bytes.get(self.at..)?;
        let (delta, kind) = event::take(&mut rest)?;
        self.at = self.bytes.len() - rest.len();
        self.attributes = match kind {
            EventKind::Mark { n_attributes, .. } => self.at - n_attributes as usize..self.at,
            _ => 0..0,
        };
        self.ticks = self.ticks.saturating_add(delta);
        Some(Step::Event(Event {
            thread: self.number,
            ticks: self.ticks,
            kind,
        }))
    }

    /// The first step of the next chunk that has any.
    #[cold]
    fn next_chunk(&mut self, file: Option<&File>, unreadable: &mut u64, n_read: &mut u64) -> Option<Step> {
        loop {
            let rest = &self.bytes[self.at..];
            *unreadable += rest.iter().position(|&byte| byte == 0).unwrap_or(rest.len()) as u64;
            (self.bytes, self.at, self.attributes) = (Vec::new(), 0, 0..0);
            let (chunk, file) = (self.chunks.next()?, file?);
            let header = chunk.header;
            *n_read += chunk.len();
            // A chunk that cannot be read is one without events; the next one's depth is right all the same.
            self.bytes = chunk.read(file).unwrap_or_default();
            self.ticks = self.ticks.max(header.start_ticks);
            self.refill = event::take(&mut &self.bytes[..]).map_or(0, |(delta, _)| delta);
            let is_gap = (header.sequence, header.dropped) != self.expected
                || header.sequence == 0 && header.depth > 0;
            self.expected = (header.sequence.wrapping_add(1), header.dropped);
            if is_gap {
                self.open = chunk.open(file);
                return Some(Step::Gap {
                    thread: self.number,
                    ticks: self.ticks,
                    depth: header.depth,
                });
            }
            if let Some(step) = self.decode() {
                return Some(step);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestDir;
    use crate::{ProcessInfo, Recorder, ThreadInfo, Trace};

    #[test]
    fn what_passes_before_the_first_event_of_a_chunk_is_the_recorders() {
        let dir = TestDir::new();
        let recorder = Recorder::create(dir.path(), &ProcessInfo::default()).unwrap();
        let mut writer = recorder.writer(&ThreadInfo::default());
        for _ in 0..100_000 {
            writer.enter(0);
            writer.exit();
        }
        drop(writer);
        let trace = Trace::open(dir.path()).unwrap();
        let process = &trace.processes()[0];
        let mut starts = process.chunks.iter().map(|chunk| chunk.header.start_ticks);
        let n_chunks = starts.len();
        let mut events = process.events().unwrap();
        let (mut n_read, mut n_refills) = (0, 0);
        while let Some(Step::Event(event)) = events.next() {
            let expected = if events.n_read() == n_read {
                0
            } else {
                n_refills += 1;
                event.ticks - starts.next().unwrap()
            };
            n_read = events.n_read();
            assert_eq!((events.take_refill(), events.take_refill()), (expected, 0));
        }
        assert!(n_refills == n_chunks && n_chunks > 4, "{n_refills} {n_chunks}");
    }
}
