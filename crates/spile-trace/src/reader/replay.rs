//! From events to activations: who is on which stack, whose time passes, and when a call is over.

use std::collections::HashMap;

use super::correction::Correction;
use super::events::Event;
use super::stack::{Frame, MAX_DEPTH, Popped, Stack};
use crate::event::EventKind;
use crate::open::Open;
use crate::recorder::Overhead;

/// What looks at activations.
pub(crate) trait Visitor {
    /// A call starts. Returns a mark to know it by.
    fn begin(&mut self, birth: &Birth) -> u32;
    /// A call is on a stack whose start is not in the trace. Returns a mark to know it by.
    fn find(&mut self, birth: &Birth) -> u32;
    /// The program marks a moment by a string's number, in an activation if its mark is known.
    fn mark(&mut self, _name: u32, _thread: u32, _activation: Option<u32>) {}
    /// An activation leaves a stack, for now or for good.
    fn leave(&mut self, stay: &Stay);
    /// For so long no activation that is recorded ran on `thread`, though it was there.
    fn outside(&mut self, _thread: u32, _ticks: u64) {}
}

/// The start of a call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Birth {
    pub(crate) site: u32,
    pub(crate) thread: u32,
    pub(crate) ticks: u64,
    /// Mark of the activation below it, if there is one.
    pub(crate) parent: Option<u32>,
    /// The root of a task has a lane of its own, and a name for it if this is the number of a string.
    pub(crate) task: Option<u32>,
}

/// The time that an activation was on a stack without a break.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stay {
    pub(crate) site: u32,
    pub(crate) mark: u32,
    /// No other activation of the same site is on the stack.
    pub(crate) is_outermost: bool,
    /// From coming to leaving, without those in which it awaited and nothing that it called ran.
    pub(crate) ticks: u64,
    /// Of these, those in which everything above it awaited and it made no call that led outside.
    pub(crate) own_ticks: u64,
    /// Of these, those in which everything above it awaited, and that its calls spent outside.
    pub(crate) outside_ticks: u64,
    pub(crate) end: End,
}

/// How a stay ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// It can be resumed.
    Suspended,
    /// It returned; all its stays together took `ticks`.
    Returned { ticks: u64 },
    /// It left by an exception, of which a type is known or 0.
    Raised { ticks: u64, exception_type: u32 },
    /// The events do not tell.
    Unknown,
}

/// Follows the stacks of a process's threads.
pub(crate) struct Replay<'v, V> {
    visitor: &'v mut V,
    n_sites: u32,
    stacks: Vec<Stack>,
    /// Where in `stacks` a thread's is.
    index_of: HashMap<u32, usize>,
    /// The thread of the last event, and where its stack is.
    current: Option<(u32, usize)>,
    suspended: HashMap<u64, Frame>,
    last_ticks: u64,
    misplaced: u64,
    /// What is taken from the times; nothing if it is 0.
    overhead: Overhead,
    /// The thread that is there from the start of the process to its end, and the start.
    main: Option<(u32, u64)>,
}

impl<'v, V: Visitor> Replay<'v, V> {
    /// What `overhead` says is taken from the times. `main` is the thread that is there from the start of the process to
    /// its end, and the start in ticks.
    pub(crate) fn new(
        visitor: &'v mut V,
        n_sites: u32,
        overhead: Option<Overhead>,
        main: Option<(u32, u64)>,
    ) -> Replay<'v, V> {
        Replay {
            visitor,
            n_sites,
            overhead: overhead.unwrap_or_default(),
            main,
            stacks: Vec::new(),
            index_of: HashMap::new(),
            current: None,
            suspended: HashMap::new(),
            last_ticks: 0,
            misplaced: 0,
        }
    }

    /// Events of `thread` are missing. From `ticks` on its stack has `depth` activations, of which `open` are the innermost.
    pub(crate) fn gap(&mut self, thread: u32, ticks: u64, depth: u32, open: &[Open]) {
        let index = self.find(thread, ticks);
        let ticks = self.stacks[index].correction.virtual_ticks(ticks);
        self.unwind(index, ticks);
        let stack = &mut self.stacks[index];
        (stack.n_unknown, stack.last_ticks) = (u64::from(depth) - open.len() as u64, ticks);
        for open in open.iter().rev() {
            let mut frame = self.found(
                index,
                thread,
                ticks,
                open.site,
                open.activation,
                open.is_task_root,
            );
            frame.since = ticks;
            (frame.is_waiting, frame.is_calling) = (open.is_waiting, open.is_calling);
            self.stacks[index].push(frame);
            // What was suspended before the gap was resumed in it.
            if let Some(activation) = open.activation {
                self.suspended.remove(&activation);
            }
        }
    }

    /// An activation that is there, and whose start is not.
    fn found(
        &mut self,
        index: usize,
        thread: u32,
        ticks: u64,
        site: u32,
        activation: Option<u64>,
        is_task_root: bool,
    ) -> Frame {
        let stack = &self.stacks[index];
        let mut frame = Frame {
            mark: stack.mark(),
            activation,
            ..Frame::default()
        };
        if site < self.n_sites && stack.frames.len() < MAX_DEPTH {
            let birth = Birth {
                site,
                thread,
                ticks,
                parent: frame.mark,
                task: is_task_root.then_some(0),
            };
            (frame.site, frame.mark) = (Some(site), Some(self.visitor.find(&birth)));
        }
        frame
    }

    /// Closes what is still open. `end_ticks` is the last time at which the process is known to have lived.
    /// Returns how many events did not fit.
    pub(crate) fn finish(mut self, end_ticks: u64) -> u64 {
        let end = self.last_ticks.max(end_ticks);
        for index in 0..self.stacks.len() {
            let stack = &mut self.stacks[index];
            let (thread, outside) = (stack.thread, stack.outside);
            let end_ticks = stack.correction.virtual_ticks(end);
            let is_main = self.main.is_some_and(|(main, ..)| main == thread);
            self.unwind(index, end_ticks);
            // When other threads ended is not known: they count up to their last event.
            let all = if is_main {
                self.stacks[index].outside
            } else {
                outside
            };
            if all > 0 {
                self.visitor.outside(thread, all);
            }
        }
        self.misplaced
    }

    /// For so many ticks before the next event of `thread` nothing but the recorder ran.
    pub(super) fn refilled(&mut self, thread: u32, ticks: u64) {
        if ticks > 0
            && let Some(&index) = self.index_of.get(&thread)
        {
            self.stacks[index].correction.skip(ticks);
        }
    }

    #[inline]
    pub(crate) fn event(&mut self, Event { thread, ticks, kind }: Event) {
        self.last_ticks = ticks;
        let index = self.find(thread, ticks);
        let ticks = if self.overhead == Overhead::default() {
            ticks
        } else {
            self.stacks[index].correction.correct(ticks, kind, self.overhead)
        };
        self.stacks[index].pass(ticks);
        match kind {
            EventKind::Enter { site } => self.begin(index, thread, ticks, site, None, None),
            EventKind::Begin {
                site,
                activation,
                task,
            } => {
                self.begin(index, thread, ticks, site, Some(activation), task);
            }
            EventKind::Exit => self.leave(index, ticks, |ticks| End::Returned { ticks }),
            EventKind::Raise { exception_type } => {
                self.leave(index, ticks, |ticks| End::Raised {
                    ticks,
                    exception_type,
                });
            }
            EventKind::Unwound => self.leave(index, ticks, |ticks| End::Raised {
                ticks,
                exception_type: 0,
            }),
            EventKind::Suspend => self.suspend(index, ticks, None),
            EventKind::Park { activation } => self.suspend(index, ticks, Some(activation)),
            EventKind::Resume {
                site,
                activation,
                is_task_root,
            } => {
                let frame = match self.suspended.remove(&activation) {
                    Some(frame) => frame,
                    // It began before a fork or in a gap.
                    None => self.found(index, thread, ticks, site, Some(activation), is_task_root),
                };
                self.stacks[index].push(Frame {
                    since: ticks,
                    own: 0,
                    outside: 0,
                    idle: 0,
                    ..frame
                });
            }
            EventKind::Mark { name, .. } => {
                let activation = self.stacks[index].mark();
                self.visitor.mark(name, thread, activation);
            }
            EventKind::Wait | EventKind::Awake => {
                if let Some(top) = self.stacks[index].top() {
                    (top.is_waiting, top.is_calling) = (kind == EventKind::Wait, false);
                }
            }
            EventKind::Call | EventKind::Back => {
                if let Some(top) = self.stacks[index].top() {
                    top.is_calling = kind == EventKind::Call;
                }
            }
        }
    }

    /// Where the thread's stack is.
    #[inline]
    fn find(&mut self, thread: u32, ticks: u64) -> usize {
        match self.current {
            Some((current, index)) if current == thread => index,
            _ => {
                let index = *self.index_of.entry(thread).or_insert(self.stacks.len());
                if index == self.stacks.len() {
                    let start = match self.main {
                        Some((main, start)) if main == thread => start.min(ticks),
                        _ => ticks,
                    };
                    self.stacks.push(Stack {
                        thread,
                        last_ticks: start,
                        correction: Correction::from(start),
                        ..Stack::default()
                    });
                }
                self.current = Some((thread, index));
                index
            }
        }
    }

    #[inline]
    fn begin(
        &mut self,
        index: usize,
        thread: u32,
        ticks: u64,
        site: u32,
        activation: Option<u64>,
        task: Option<u32>,
    ) {
        let stack = &mut self.stacks[index];
        let mut frame = Frame {
            site: None,
            mark: stack.mark(),
            activation,
            since: ticks,
            ..Frame::default()
        };
        if site >= self.n_sites {
            self.misplaced += 1;
        } else if stack.frames.len() < MAX_DEPTH {
            let birth = Birth {
                site,
                thread,
                ticks,
                parent: frame.mark,
                task,
            };
            (frame.site, frame.mark) = (Some(site), Some(self.visitor.begin(&birth)));
        }
        stack.push(frame);
    }

    #[inline]
    fn leave(&mut self, index: usize, ticks: u64, end: impl FnOnce(u64) -> End) {
        match self.stacks[index].pop() {
            Popped::Frame(frame, is_outermost) => {
                let all = frame.before.saturating_add(frame.ticks_until(ticks));
                frame.report(self.visitor, ticks, is_outermost, end(all));
            }
            Popped::Unknown => {}
            Popped::Nothing => self.misplaced += 1,
        }
    }

    fn suspend(&mut self, index: usize, ticks: u64, name: Option<u64>) {
        match self.stacks[index].pop() {
            Popped::Frame(mut frame, is_outermost) => {
                frame.report(self.visitor, ticks, is_outermost, End::Suspended);
                frame.before = frame.before.saturating_add(frame.ticks_until(ticks));
                frame.activation = name.or(frame.activation);
                // What is parked is in the call by which another greenlet runs.
                frame.is_calling &= name.is_some();
                match frame.activation {
                    Some(activation) => drop(self.suspended.insert(activation, frame)),
                    None => self.misplaced += 1,
                }
            }
            Popped::Unknown => {}
            Popped::Nothing => self.misplaced += 1,
        }
    }

    /// Empties a stack of which it is not known how it went on.
    fn unwind(&mut self, index: usize, ticks: u64) {
        let stack = &mut self.stacks[index];
        stack.pass(ticks);
        (stack.n_unknown, stack.n_above) = (0, 0);
        while let Popped::Frame(frame, is_outermost) = stack.pop() {
            frame.report(self.visitor, ticks, is_outermost, End::Unknown);
        }
    }
}
