//! The activations on a thread's stack, and whose time passes.

use super::correction::Correction;
use super::replay::{End, Stay, Visitor};

/// Stacks are followed to this depth; what is deeper is neither shown nor counted.
pub(super) const MAX_DEPTH: usize = 1 << 20;

#[derive(Debug, Default)]
pub(super) struct Stack {
    pub(super) thread: u32,
    /// Ticks in which no activation that is recorded ran.
    pub(super) outside: u64,
    pub(super) correction: Correction,
    /// Activations at the bottom of which nothing is known.
    pub(super) n_unknown: u64,
    pub(super) frames: Vec<Frame>,
    /// Activations above [`MAX_DEPTH`].
    pub(super) n_above: u64,
    pub(super) last_ticks: u64,
    /// How often each site is on the stack.
    pub(super) nesting: Vec<u32>,
}

/// An activation.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Frame {
    /// `None` when its start is not known.
    pub(super) site: Option<u32>,
    /// The visitor's mark of it or, when its start is not known, of the nearest one below.
    pub(super) mark: Option<u32>,
    /// Its number, if it can be suspended.
    pub(super) activation: Option<u64>,
    /// When it came to the stack.
    pub(super) since: u64,
    /// Its own ticks since then.
    pub(super) own: u64,
    /// Ticks since then that its calls spent outside.
    pub(super) outside: u64,
    /// Ticks since then in which it awaited and nothing above it ran.
    pub(super) idle: u64,
    /// Ticks of its earlier stays.
    pub(super) before: u64,
    pub(super) is_waiting: bool,
    /// Whether a call that it began is under way.
    pub(super) is_calling: bool,
}

pub(super) enum Popped {
    /// An activation, and whether no other one of its site is on the stack.
    Frame(Frame, bool),
    Unknown,
    Nothing,
}

impl Stack {
    /// Lets time pass until `ticks`: for the innermost activation that does not await. What awaits may be suspended, and
    /// is if the time is long.
    #[inline]
    pub(super) fn pass(&mut self, ticks: u64) {
        let passed = ticks.saturating_sub(self.last_ticks);
        self.last_ticks = self.last_ticks.max(ticks);
        if self.n_above > 0 {
            return;
        }
        for frame in self.frames.iter_mut().rev() {
            if !frame.is_waiting {
                let time = match frame.is_calling {
                    true => &mut frame.outside,
                    false => &mut frame.own,
                };
                *time += passed;
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
    pub(super) fn mark(&self) -> Option<u32> {
        self.frames.last().and_then(|frame| frame.mark)
    }

    #[inline]
    pub(super) fn top(&mut self) -> Option<&mut Frame> {
        if self.n_above > 0 {
            None
        } else {
            self.frames.last_mut()
        }
    }

    #[inline]
    pub(super) fn push(&mut self, frame: Frame) {
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
    pub(super) fn pop(&mut self) -> Popped {
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
    pub(super) fn ticks_until(&self, ticks: u64) -> u64 {
        ticks.saturating_sub(self.since).saturating_sub(self.idle)
    }

    #[inline]
    pub(super) fn report(&self, visitor: &mut impl Visitor, ticks: u64, is_outermost: bool, end: End) {
        if let (Some(site), Some(mark)) = (self.site, self.mark) {
            let ticks = self.ticks_until(ticks);
            visitor.leave(&Stay {
                site,
                mark,
                is_outermost,
                ticks,
                own_ticks: self.own,
                outside_ticks: self.outside,
                end,
            });
        }
    }
}
