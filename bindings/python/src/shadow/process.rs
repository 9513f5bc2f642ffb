//! What all threads share: the activations that are suspended. The GIL guards it.

use std::cell::UnsafeCell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::stack::Activation;
use crate::frames::{self, Frame};

pub(super) type FrameHash = BuildHasherDefault<FrameHasher>;

/// Frames are aligned addresses: a multiplication spreads them (Knuth, The Art of Computer Programming 3, 6.4).
#[derive(Default)]
pub(super) struct FrameHasher(u64);

impl Hasher for FrameHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("frames are hashed as numbers");
    }

    fn write_usize(&mut self, frame: usize) {
        self.0 = (frame as u64 >> 3)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .rotate_left(20);
    }
}

/// Activations off the stack.
pub(super) struct Process {
    /// By frame. One that ended untold stays until its frame is found to be another's.
    suspended: HashMap<Frame, Activation, FrameHash>,
    last_number: u64,
    /// Whether a plain activation was ever seen to leave a stack without an end.
    pub(super) has_greenlets: bool,
}

struct Guarded(UnsafeCell<Process>);

// SAFETY: only touched by probes, which run with the GIL held.
unsafe impl Sync for Guarded {}

static PROCESS: Guarded = Guarded(UnsafeCell::new(Process {
    suspended: HashMap::with_hasher(FrameHash::new()),
    last_number: 0,
    has_greenlets: false,
}));

/// # Safety
/// The GIL is held, and the reference is gone before the next call.
#[inline(always)]
pub(super) unsafe fn process() -> &'static mut Process {
    // SAFETY: as the caller says.
    unsafe { &mut *PROCESS.0.get() }
}

impl Process {
    /// A number for an activation that no other one of the process has.
    pub(super) fn new_number(&mut self) -> u64 {
        self.last_number += 1;
        self.last_number
    }

    #[inline(always)]
    pub(super) fn n_suspended(&self) -> usize {
        self.suspended.len()
    }

    pub(super) fn suspend(&mut self, activation: Activation) {
        if self.suspended.try_reserve(1).is_ok() {
            self.suspended.insert(activation.frame, activation);
        }
    }

    /// Forgets what was suspended in `frame`, if anything.
    pub(super) fn forget(&mut self, frame: Frame) {
        self.suspended.remove(&frame);
    }

    /// Forgets all that is suspended.
    pub(super) fn forget_all(&mut self) {
        self.suspended.clear();
    }

    /// The suspended activation that runs in `frame`.
    ///
    /// # Safety
    /// Frames are known, and `frame` is on the chain of a thread.
    #[inline(always)]
    pub(super) unsafe fn suspended_in(&mut self, frame: Frame) -> Option<Activation> {
        if self.suspended.is_empty() {
            return None;
        }
        let activation = *self.suspended.get(&frame)?;
        // SAFETY: as the caller says.
        if activation.code == unsafe { frames::code(frame) } {
            return Some(activation);
        }
        // It ended untold, and its memory became another frame's.
        self.suspended.remove(&frame);
        None
    }
}
