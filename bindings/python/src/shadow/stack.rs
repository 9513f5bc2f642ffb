//! The activations on the stack of a thread.

use std::collections::HashMap;
use std::mem::MaybeUninit;

use super::process::FrameHash;
use crate::frames::{self, Frame};

use spile_trace::{Open, OpenActivations};

/// Memory of frames is handed out in blocks of whole pages, and a block belongs to one chain of frames.
const PAGE: usize = 4096;
/// On a longer stretch of the stack frames are looked for by hash.
const SHORT: usize = 16;

/// What an activation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Doing {
    /// Its own code runs. It is 0, as what is false is.
    Runs = 0,
    /// It awaits.
    Awaits,
    /// A call that it began is under way.
    Calls,
}

/// An activation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Activation {
    pub(super) frame: Frame,
    /// The code that runs in the frame; 0 when nobody else can come to have the same frame unseen.
    pub(super) code: usize,
    /// Its number where it can leave the stack and come back, else 0.
    pub(super) number: u64,
    pub(super) site: u32,
    // In one word with the site, which is written by one store where all are false.
    /// Whether its end is not always told: it has no handler for exceptions.
    pub(super) is_bare: bool,
    /// Whether an exception that comes into its frame leaves it, too.
    pub(super) is_lambda: bool,
    /// What it does, as its last probe told.
    pub(super) doing: Doing,
    /// Whether it is the root of a task.
    pub(super) is_task: bool,
}

impl Activation {
    /// One that cannot be suspended, and whose end is always told.
    #[inline(always)]
    pub(super) fn plain(site: u32, frame: Frame) -> Activation {
        Activation {
            frame,
            code: 0,
            number: 0,
            site,
            is_bare: false,
            is_lambda: false,
            doing: Doing::Runs,
            is_task: false,
        }
    }

    /// As the trace names it.
    pub(crate) fn open(&self) -> Open {
        Open {
            site: self.site,
            activation: (self.number != 0).then_some(self.number),
            is_task_root: self.is_task,
            is_waiting: self.doing == Doing::Awaits,
            is_calling: self.doing == Doing::Calls,
        }
    }

    /// Whether it may leave the stack without a probe that tells.
    #[inline(always)]
    pub(super) fn is_loose(&self) -> bool {
        self.number != 0 || self.is_bare
    }

    /// Whether it is the one that runs in `frame`.
    ///
    /// # Safety
    /// The GIL is held, frames are known, and `frame` is on the chain of a thread.
    #[inline(always)]
    pub(super) unsafe fn is_in(&self, frame: Frame) -> bool {
        // SAFETY: as the caller says.
        self.frame == frame && (self.code == 0 || self.code == unsafe { frames::code(frame) })
    }
}

/// The activations that run on a thread, as far as is known.
#[derive(Debug, Default)]
pub(crate) struct Stack {
    items: Vec<Activation>,
    /// Where those are that are loose.
    loose: Vec<usize>,
    /// How many of them are loose and cannot be suspended.
    n_bare: usize,
}

impl OpenActivations for Stack {
    fn open_at(&self, index: usize) -> Option<Open> {
        if let Some(activation) = self.items.get(index) {
            return Some(activation.open());
        }
        // An event tells that the top leaves right after it was popped, and nothing was written to its place since.
        let is_popped = index == self.items.len() && index < self.items.capacity();
        // SAFETY: the place is below the capacity, and all of that was written to when it was allocated.
        is_popped.then(|| unsafe { (*self.items.as_ptr().add(index)).open() })
    }
}

impl Stack {
    pub(crate) fn with_room() -> Stack {
        let mut stack = Stack {
            items: Vec::with_capacity(64),
            loose: Vec::with_capacity(16),
            n_bare: 0,
        };
        stack.fill_room();
        stack
    }

    /// Writes to all the room that is left, as `open_at` may look there.
    fn fill_room(&mut self) {
        self.items
            .spare_capacity_mut()
            .fill(MaybeUninit::new(Activation::plain(0, 0)));
    }

    #[inline(always)]
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    #[inline(always)]
    pub(super) fn top(&self) -> Option<&Activation> {
        self.items.last()
    }

    #[inline(always)]
    pub(super) fn top_mut(&mut self) -> Option<&mut Activation> {
        self.items.last_mut()
    }

    /// How many are loose.
    #[inline(always)]
    pub(super) fn n_loose(&self) -> usize {
        self.loose.len()
    }

    /// Whether `frame` has memory near to the top's, if there is one. Another greenlet, on which the top would not be, has
    /// its frames on pages of its own.
    #[inline(always)]
    pub(super) fn is_on_page(&self, frame: Frame) -> bool {
        self.items.last().is_none_or(|top| (top.frame ^ frame) < PAGE)
    }

    /// False when there is no memory.
    #[inline(always)]
    pub(super) fn push(&mut self, activation: Activation) -> bool {
        if self.items.len() == self.items.capacity() && !self.grow() {
            return false;
        }
        if activation.is_loose() && !self.note_loose(activation.number == 0) {
            return false;
        }
        // SAFETY: there is room for one more, which is made to be an item by this.
        unsafe {
            let len = self.items.len();
            self.items.as_mut_ptr().add(len).write(activation);
            self.items.set_len(len + 1);
        }
        true
    }

    /// The next one is loose.
    #[inline(never)]
    fn note_loose(&mut self, is_bare: bool) -> bool {
        if self.loose.try_reserve(1).is_err() {
            return false;
        }
        self.loose.push(self.items.len());
        self.n_bare += usize::from(is_bare);
        true
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self) -> bool {
        let has_room = self.items.try_reserve(1).is_ok();
        self.fill_room();
        has_room
    }

    #[inline(always)]
    pub(super) fn pop(&mut self) -> Option<Activation> {
        let top = self.items.pop()?;
        if top.is_loose() {
            self.loose.pop();
            self.n_bare -= usize::from(top.number == 0);
        }
        Some(top)
    }

    /// The top if it is of `site`, and nothing is loose.
    #[inline(always)]
    pub(super) fn plain_top(&mut self, site: u32) -> Option<&mut Activation> {
        let top = self.items.last_mut();
        top.filter(|top| top.site == site && self.loose.is_empty())
    }

    /// Takes the top off if it is of `site`, and nothing is loose.
    #[inline(always)]
    pub(super) fn pop_plain(&mut self, site: u32) -> bool {
        let is_it = self.loose.is_empty() && self.items.last().is_some_and(|top| top.site == site);
        if is_it {
            self.items.truncate(self.items.len() - 1);
        }
        is_it
    }

    /// Whether any activation from `idx` on can be resumed.
    pub(super) fn suspends_from(&self, idx: usize) -> bool {
        self.items[idx..].iter().any(|activation| activation.number != 0)
    }

    /// Where the activation of `site` is that `frame` has, if it is loose.
    pub(super) fn find_loose(&self, site: u32, frame: Frame) -> Option<usize> {
        if self.loose.is_empty() {
            return None;
        }
        // SAFETY: the GIL is held, and `frame` runs, as in all probes.
        let is_it = |activation: &Activation| activation.site == site && unsafe { activation.is_in(frame) };
        self.items.iter().rposition(is_it)
    }

    /// How many activations at the bottom cannot have left the stack unseen, greenlets aside.
    pub(super) fn n_settled(&self) -> usize {
        self.loose.first().copied().unwrap_or(self.items.len())
    }

    /// The innermost that is loose, if all that are loose can be suspended; an error otherwise.
    pub(super) fn last_loose(&self) -> Result<Option<&Activation>, ()> {
        match self.n_bare {
            0 => Ok(self.loose.last().and_then(|&idx| self.items.get(idx))),
            _ => Err(()),
        }
    }

    /// What finds activations from `idx` on by their frames.
    pub(super) fn finder(&self, idx: usize) -> Finder<'_> {
        let items = &self.items[idx..];
        let by_frame = (items.len() > SHORT).then(|| {
            items
                .iter()
                .enumerate()
                .map(|(offset, activation)| (activation.frame, offset))
                .collect()
        });
        Finder {
            items,
            first: idx,
            by_frame,
        }
    }
}

/// Finds activations by their frames.
pub(super) struct Finder<'a> {
    items: &'a [Activation],
    first: usize,
    by_frame: Option<HashMap<Frame, usize, FrameHash>>,
}

impl Finder<'_> {
    /// Where the activation is that runs in `frame`.
    ///
    /// # Safety
    /// As [`Activation::is_in`].
    pub(super) unsafe fn find(&self, frame: Frame) -> Option<usize> {
        let offset = match &self.by_frame {
            Some(by_frame) => *by_frame.get(&frame)?,
            None => self
                .items
                .iter()
                .rposition(|activation| activation.frame == frame)?,
        };
        // SAFETY: as the caller says.
        unsafe { self.items[offset].is_in(frame) }.then_some(self.first + offset)
    }
}
