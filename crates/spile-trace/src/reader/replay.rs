//! From events to activations: who is on which stack, whose time passes, and when a call is over.

use std::collections::HashMap;

use super::correction::Correction;
use super::events::Event;
use crate::event::EventKind;
use crate::open::Open;
use crate::recorder::Overhead;

/// Stacks are followed to this depth; what is deeper is neither shown nor counted.
const MAX_DEPTH: usize = 1 << 20;

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
    /// Of these, those in which everything above it awaited.
    pub(crate) own_ticks: u64,
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

#[derive(Debug, Default)]
struct Stack {
    thread: u32,
    /// Ticks in which no activation that is recorded ran.
    outside: u64,
    correction: Correction,
    /// Activations at the bottom of which nothing is known.
    n_unknown: u64,
    frames: Vec<Frame>,
    /// Activations above [`MAX_DEPTH`].
    n_above: u64,
    last_ticks: u64,
    /// How often each site is on the stack.
    nesting: Vec<u32>,
}

/// An activation.
#[derive(Clone, Copy, Debug, Default)]
struct Frame {
    /// `None` when its start is not known.
    site: Option<u32>,
    /// The visitor's mark of it or, when its start is not known, of the nearest one below.
    mark: Option<u32>,
    /// Its number, if it can be suspended.
    activation: Option<u64>,
    /// When it came to the stack.
    since: u64,
    /// Its own ticks since then.
    own: u64,
    /// Ticks since then in which it awaited and nothing above it ran.
    idle: u64,
    /// Ticks of its earlier stays.
    before: u64,
    is_waiting: bool,
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
            (frame.since, frame.is_waiting) = (ticks, open.is_waiting);
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
        let ticks = if self.overhead.of_call == 0 {
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
                    top.is_waiting = kind == EventKind::Wait;
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

enum Popped {
    /// An activation, and whether no other one of its site is on the stack.
    Frame(Frame, bool),
    Unknown,
    Nothing,
}

impl Stack {
    /// Lets time pass until `ticks`: for the innermost activation that does not await. What awaits may be suspended, and
    /// is if the time is long.
    #[inline]
    fn pass(&mut self, ticks: u64) {
        let passed = ticks.saturating_sub(self.last_ticks);
        self.last_ticks = self.last_ticks.max(ticks);
        if self.n_above > 0 {
            return;
        }
        for frame in self.frames.iter_mut().rev() {
            if !frame.is_waiting {
                frame.own += passed;
                return;
            }
            frame.idle += passed;
        }
        if self.n_unknown == 0 {
            self.outside += passed;
        }
    }

    /// The mark of the innermost activation that has one.
    #[inline]
    fn mark(&self) -> Option<u32> {
        self.frames.last().and_then(|frame| frame.mark)
    }

    #[inline]
    fn top(&mut self) -> Option<&mut Frame> {
        if self.n_above > 0 {
            None
        } else {
            self.frames.last_mut()
        }
    }

    #[inline]
    fn push(&mut self, frame: Frame) {
        if self.frames.len() >= MAX_DEPTH {
            self.n_above += 1;
            return;
        }
        if let Some(site) = frame.site {
            let site = site as usize;
            if site >= self.nesting.len() {
                self.nesting.resize(site + 1, 0);
            }
            self.nesting[site] += 1;
        }
        self.frames.push(frame);
    }

    #[inline]
    fn pop(&mut self) -> Popped {
        if self.n_above > 0 {
            self.n_above -= 1;
            return Popped::Unknown;
        }
        let Some(frame) = self.frames.pop() else {
            if self.n_unknown == 0 {
                return Popped::Nothing;
            }
            self.n_unknown -= 1;
            return Popped::Unknown;
        };
        let mut is_outermost = false;
        if let Some(site) = frame.site {
            let nesting = &mut self.nesting[site as usize];
            *nesting -= 1;
            is_outermost = *nesting == 0;
        }
        Popped::Frame(frame, is_outermost)
    }
}

impl Frame {
    /// How long it was on the stack, but for the time in which it was idle.
    #[inline]
    fn ticks_until(&self, ticks: u64) -> u64 {
        ticks.saturating_sub(self.since).saturating_sub(self.idle)
    }

    #[inline]
    fn report(&self, visitor: &mut impl Visitor, ticks: u64, is_outermost: bool, end: End) {
        if let (Some(site), Some(mark)) = (self.site, self.mark) {
            let ticks = self.ticks_until(ticks);
            visitor.leave(&Stay {
                site,
                mark,
                is_outermost,
                ticks,
                own_ticks: self.own,
                end,
            });
        }
    }
}
