//! The events of a process, merged over its threads by time.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::vec;

use super::chunks::Chunk;
use crate::event::{self, EventKind};

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
    /// Events are missing here, or come from before a fork: the thread's stack is unknown but for its depth.
    Gap {
        /// Number of the thread in the process.
        thread: u32,
        /// Time at which the events go on, in ticks.
        ticks: u64,
        /// Activations on the stack then.
        depth: u32,
    },
}

/// All events of a process in the order of their times. Holds one chunk per thread that is under way.
#[derive(Debug)]
pub struct Events {
    file: Option<File>,
    threads: Vec<Thread>,
    /// The threads but for the current one, by the time of their next step.
    waiting: BinaryHeap<Reverse<(u64, usize)>>,
    current: Option<usize>,
    unreadable: u64,
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
    next: Option<Step>,
}

impl Events {
    pub(super) fn empty() -> Events {
        Events {
            file: None,
            threads: Vec::new(),
            waiting: BinaryHeap::new(),
            current: None,
            unreadable: 0,
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
                next: None,
            });
        }
        events.switch();
        events
    }

    /// Bytes so far that are no events though they should be.
    pub fn unreadable(&self) -> u64 {
        self.unreadable
    }

    /// Makes the thread with the earliest step the current one.
    fn switch(&mut self) {
        self.current = self.waiting.pop().map(|Reverse((_, index))| index);
        if let Some(index) = self.current
            && self.threads[index].next.is_none()
        {
            self.advance(index);
            if self.threads[index].next.is_none() {
                self.switch();
            }
        }
    }

    /// Decodes the next step of a thread.
    fn advance(&mut self, index: usize) {
        let thread = &mut self.threads[index];
        thread.next = None;
        loop {
            let mut rest = &thread.bytes[thread.at..];
            if let Some((delta, kind)) = event::take(&mut rest) {
                thread.at = thread.bytes.len() - rest.len();
                thread.ticks = thread.ticks.saturating_add(delta);
                thread.next = Some(Step::Event(Event {
                    thread: thread.number,
                    ticks: thread.ticks,
                    kind,
                }));
                return;
            }
            self.unreadable += rest.iter().position(|&byte| byte == 0).unwrap_or(rest.len()) as u64;
            thread.bytes = Vec::new();
            thread.at = 0;
            let (Some(chunk), Some(file)) = (thread.chunks.next(), &self.file) else {
                return;
            };
            let header = chunk.header;
            // A chunk that cannot be read is one without events; the gap shows with the next one.
            thread.bytes = chunk.read(file).unwrap_or_default();
            thread.ticks = thread.ticks.max(header.start_ticks);
            let is_gap = (header.sequence, header.dropped) != thread.expected
                || header.sequence == 0 && header.depth > 0;
            thread.expected = (header.sequence.wrapping_add(1), header.dropped);
            if is_gap {
                thread.next = Some(Step::Gap {
                    thread: thread.number,
                    ticks: thread.ticks,
                    depth: header.depth,
                });
                return;
            }
        }
    }
}

impl Iterator for Events {
    type Item = Step;

    #[inline]
    fn next(&mut self) -> Option<Step> {
        let index = self.current?;
        let step = self.threads[index].next;
        self.advance(index);
        match (self.threads[index].next.map(time_of), self.waiting.peek()) {
            (Some(ticks), Some(&Reverse(earliest))) if (ticks, index) > earliest => {
                self.waiting.push(Reverse((ticks, index)));
                self.switch();
            }
            (Some(_), _) => {}
            (None, _) => self.switch(),
        }
        step
    }
}

fn time_of(step: Step) -> u64 {
    match step {
        Step::Event(event) => event.ticks,
        Step::Gap { ticks, .. } => ticks,
    }
}
