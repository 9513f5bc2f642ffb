//! Making the stack agree with the interpreter's chain of frames.

use super::Thread;
use super::process::process;
use super::stack::Activation;
use crate::frames::{self, Frame};

/// Mostly the top is no farther down the chain than this.
const NEAR: usize = 32;

impl Thread {
    /// Whether the stack is known to agree with the chain of frames that ends in `frame`, a new one, without a walk: what
    /// can leave it unseen is still there, and nothing that was suspended is. Generators and coroutines tell by the stack
    /// of handled exceptions, which has an item for each that runs, and none for other frames. `near` is `frame`, or its
    /// caller if `frame` has memory of its own.
    ///
    /// # Safety
    /// The GIL is held, frames are known, and `frame` runs on this thread.
    pub(super) unsafe fn is_settled_at(&self, frame: Frame, near: Frame) -> bool {
        // SAFETY: as the caller says.
        unsafe {
            let process = process();
            let Ok(loose) = self.sink.stack().last_loose() else {
                return false;
            };
            // Other greenlets have other stacks of exceptions. What is plain at the top must be on this one.
            if process.has_greenlets
                || !(self.sink.stack().top().is_some_and(|top| top.number != 0)
                    || self.sink.stack().is_on_page(near))
            {
                return false;
            }
            if process.n_suspended() == 0 && loose.is_none() {
                return true;
            }
            let Some(running) = frames::running_generators() else {
                return false;
            };
            for running in running {
                // Its own frame does not count, if it is a generator's.
                if running == frame {
                    continue;
                }
                if loose.is_some_and(|loose| loose.is_in(running)) {
                    return true;
                }
                if process.suspended_in(running).is_some() {
                    return false;
                }
            }
            loose.is_none()
        }
    }

    /// Makes the stack agree with the chain of frames that ends in `last`: what is on the stack and not on the chain leaves
    /// it, and what is suspended and on the chain comes back.
    ///
    /// # Safety
    /// The GIL is held, frames are known, and `last` is 0 or on the chain of this thread.
    pub(super) unsafe fn reconcile(&mut self, last: Frame) {
        // SAFETY: as the caller says.
        unsafe {
            let keep = self.find_on_chain(last);
            self.drop_above(keep);
            while let Some(activation) = self.resumed.pop() {
                process().forget(activation.frame);
                if self.sink.stack_mut().push(activation) {
                    self.sink.resume(&activation);
                }
            }
        }
    }

    /// How many activations from the bottom of the stack are on the chain that ends in `last`. Collects into `resumed`,
    /// innermost first, what is suspended and runs above them.
    unsafe fn find_on_chain(&mut self, last: Frame) -> usize {
        // SAFETY: as the caller says.
        unsafe {
            let n_items = self.sink.stack().len();
            if let Some(&top) = self.sink.stack().top()
                && self
                    .walk(last, NEAR, |frame| top.is_in(frame).then_some(()))
                    .is_some()
            {
                return n_items;
            }
            let from = self.sink.stack().n_settled().saturating_sub(1);
            // A greenlet may be without the activations that are otherwise known to be on the chain.
            for from in [from, 0] {
                let stack = std::mem::take(self.sink.stack_mut());
                let finder = stack.finder(from);
                let found = self.walk(last, usize::MAX, |frame| finder.find(frame));
                drop(finder);
                *self.sink.stack_mut() = stack;
                if let Some(idx) = found {
                    return idx + 1;
                }
                if from == 0 {
                    break;
                }
            }
            0
        }
    }

    /// Walks down the chain, `n_frames` frames at most, until `find` finds something.
    #[inline(always)]
    unsafe fn walk<T>(
        &mut self,
        last: Frame,
        n_frames: usize,
        find: impl Fn(Frame) -> Option<T>,
    ) -> Option<T> {
        self.resumed.clear();
        let mut frame = last;
        for _ in 0..n_frames {
            if frame == 0 {
                break;
            }
            let found = find(frame);
            if found.is_some() {
                return found;
            }
            // SAFETY: as the caller says.
            unsafe {
                if let Some(activation) = process().suspended_in(frame) {
                    self.resumed.push(activation);
                }
                frame = frames::previous(frame);
            }
        }
        None
    }

    /// Takes from the stack all but the first `keep` activations.
    ///
    /// # Safety
    /// The GIL is held.
    pub(super) unsafe fn drop_above(&mut self, keep: usize) {
        if self.sink.stack().len() <= keep {
            return;
        }
        let suspends = self.sink.stack().suspends_from(keep);
        // SAFETY: as the caller says.
        let mut is_greenlet = unsafe { process() }.has_greenlets;
        while self.sink.stack().len() > keep
            && let Some(top) = self.sink.stack_mut().pop()
        {
            if top.number != 0 {
                self.sink.was_suspended();
                // SAFETY: as the caller says.
                unsafe { process() }.suspend(top);
            } else if !top.is_bare || is_greenlet {
                // It has not ended, and nor has what is below it.
                is_greenlet = true;
                // SAFETY: as the caller says.
                unsafe { self.park(top) };
            } else if suspends {
                self.sink.was_unwound();
            } else {
                self.sink.unwound();
            }
        }
    }

    /// `activation`, a plain one that was the top, is interrupted by another greenlet.
    unsafe fn park(&mut self, mut activation: Activation) {
        // SAFETY: as the caller says. The frame is not in use by another, as a lambda's code was kept at its start and a
        // function with a handler has not ended.
        unsafe {
            let process = process();
            process.has_greenlets = true;
            activation.number = process.new_number();
            if activation.code == 0 {
                activation.code = frames::code(activation.frame);
            }
            self.sink.was_parked(activation.number);
            process.suspend(activation);
        }
    }
}
