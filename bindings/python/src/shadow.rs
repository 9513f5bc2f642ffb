//! The shadow stack: turns what probes tell into a strictly nested stream of events.
//!
//! Each thread has a stack of the activations that run on it, with their frames. Most events only push or pop. What
//! probes cannot tell (a generator into which an exception is thrown, a task that goes on below an unwoven coroutine,
//! a lambda that an exception leaves, a greenlet that switches) shows in the interpreter's own chain of frames, and
//! [`reconcile`] makes the stack agree with it.
//!
//! Probes run with the GIL held. A reference to a [`Thread`] or to what all threads share is never held across a call
//! into the interpreter, which might run code of the program, and so probes.

mod process;
mod reconcile;
mod stack;
mod threads;

use spile_core::NodeKind;

use crate::frames::{self, Frame};
use crate::guard;
use crate::names;
use crate::probe::{Mode, Probe};
use crate::session;
use crate::sink::Sink;
use process::process;
use stack::Doing;
pub(crate) use stack::{Activation, Stack};
pub(crate) use threads::{
    Threads, after_fork_in_child, close_ended, forget_last, forget_thread, hold, on_thread_of, this_thread,
};

/// What a thread has in hand.
pub(crate) struct Thread {
    /// The recording that it takes part in.
    generation: u32,
    /// Where its events go; the stack is there, too.
    sink: Sink,
    /// Between two events of no use: so that it need not be allocated each time.
    resumed: Vec<Activation>,
    /// How many more times the thread's name is looked for. The thread counts as loose until then.
    n_tries: u8,
}

#[inline(always)]
fn current_frame() -> Frame {
    if frames::is_known() {
        // SAFETY: probes run with the GIL held.
        unsafe { frames::current() }
    } else {
        0
    }
}

#[inline(never)]
pub(crate) unsafe fn enter(probe: &Probe) {
    // SAFETY: the GIL is held, as the caller says, and frames are known where `last` finds something.
    unsafe {
        if !threads::is_last() {
            return enter_anyhow(probe);
        }
        let (thread, frame) = (threads::last(), frames::current());
        if !thread.is_plain_entry(probe, frame) {
            return enter_carefully(probe, frame);
        }
        if thread.sink.stack_mut().push(Activation::plain(probe.site, frame)) {
            thread.sink.enter_unseen(probe.site_code);
        }
    }
}

/// An entry on a thread that was not the last, or that is to be printed, or none.
#[cold]
#[inline(never)]
unsafe fn enter_anyhow(probe: &Probe) {
    // SAFETY: the GIL is held, as the caller says.
    guard::event(|| unsafe {
        let Some(thread) = threads::current() else { return };
        let frame = current_frame();
        if !thread.is_plain_entry(probe, frame) {
            return enter_carefully(probe, frame);
        }
        if thread.sink.stack_mut().push(Activation::plain(probe.site, frame)) {
            thread.sink.enter(probe.site);
        }
    });
}

#[cold]
#[inline(never)]
unsafe fn enter_carefully(probe: &Probe, frame: Frame) {
    // SAFETY: the GIL is held, as the caller says, and `frame` runs.
    guard::event(|| unsafe {
        threads::name_current();
        let Some(thread) = threads::current() else { return };
        let (mut code, mut is_called) = (0, false);
        if frames::is_known() {
            code = frames::code(frame);
            let caller = frames::previous(frame);
            match thread.sink.stack().top() {
                Some(top) if top.is_in(caller) => is_called = true,
                _ if thread.is_settled_at(frame, if probe.kind.suspends() { caller } else { frame }) => {}
                _ => {
                    thread.reconcile(caller);
                    is_called = thread.sink.stack().top().is_some_and(|top| top.frame == caller);
                }
            }
        }
        let mut activation = Activation {
            frame,
            code: 0,
            number: 0,
            site: probe.site,
            is_bare: probe.mode == Mode::NoHandler,
            is_lambda: probe.kind == NodeKind::Lambda,
            doing: Doing::Runs,
            is_task: false,
        };
        if activation.is_bare {
            activation.code = code;
        }
        if !probe.kind.suspends() {
            if thread.sink.stack_mut().push(activation) {
                thread.sink.enter(probe.site);
            }
            return;
        }
        // What a frame left behind that was freed while suspended.
        process().forget(frame);
        (activation.code, activation.number) = (code, process().new_number());
        // The top's own code can hardly run a coroutine but by awaiting it. Unwoven coroutines may be in between; a plain
        // function in between starts a task at once.
        let is_awaited = thread.sink.stack().top().is_some_and(|top| {
            if is_called {
                top.doing == Doing::Awaits || top.number != 0
            } else {
                top.doing == Doing::Awaits
                    && (!frames::is_known() || frames::is_awaited(frames::previous(frame), top.frame))
            }
        });
        activation.is_task = probe.kind == NodeKind::Coroutine && !is_awaited;
        if !activation.is_task {
            if thread.sink.stack_mut().push(activation) {
                thread.sink.begin(probe.site, activation.number);
            }
            return;
        }
        // No reference is held while the name is read.
        let name = names::task_name();
        let Some(thread) = threads::current() else { return };
        if thread.sink.stack_mut().push(activation) {
            thread
                .sink
                .begin_task(probe.site, activation.number, name.as_deref());
        }
    });
}

#[inline(never)]
pub(crate) unsafe fn leave(probe: &Probe) {
    // SAFETY: the GIL is held, as the caller says, and frames are known where `last` finds something.
    unsafe {
        if !threads::is_last() {
            return leave_anyhow(probe);
        }
        // While nothing can have left the stack unseen, what ends is the top: no look at its frame is needed.
        let thread = threads::last();
        if process().n_suspended() != 0 || !thread.sink.stack_mut().pop_plain(probe.site) {
            return leave_carefully(probe);
        }
        thread.sink.exit_unseen();
    }
}

/// An exit while others are suspended, or can be.
#[inline(never)]
unsafe fn leave_carefully(probe: &Probe) {
    // SAFETY: the GIL is held and the thread is the last, as the caller says.
    unsafe {
        let thread = threads::last();
        if !thread.is_at_top(probe, frames::current()) {
            return leave_anyhow(probe);
        }
        thread.sink.stack_mut().pop();
        thread.sink.exit_unseen();
    }
}

#[cold]
#[inline(never)]
unsafe fn leave_anyhow(probe: &Probe) {
    // SAFETY: the GIL is held, as the caller says.
    guard::event(|| unsafe {
        let Some(thread) = threads::current() else { return };
        if thread.make_top(probe, current_frame()) {
            thread.sink.stack_mut().pop();
            thread.sink.exit();
        }
    });
}

#[inline(never)]
pub(crate) unsafe fn raise(probe: &Probe) {
    if !session::is_recording() {
        return;
    }
    let exception = session::ExceptionType::handled();
    let class = exception.lasting();
    // SAFETY: the GIL is held, as the caller says. No reference is held while the name is read.
    unsafe {
        let Some(thread) = threads::current() else { return };
        if !thread.sink.knows(class) {
            let name = exception.name();
            let Some(thread) = threads::current() else { return };
            thread.sink.meet(class, name);
        }
        let Some(thread) = threads::current() else { return };
        let mut frame = current_frame();
        if !thread.make_top(probe, frame) {
            return;
        }
        thread.sink.stack_mut().pop();
        if probe.kind.suspends() && exception.is_generator_exit() {
            // Closed by its user, which is no error.
            thread.sink.exit();
            return;
        }
        thread.sink.raise();
        // A lambda that called it is left, too: nothing in it can catch the exception.
        while frames::are_calls_direct()
            && let Some(&Activation {
                frame: caller,
                is_lambda: true,
                ..
            }) = thread.sink.stack().top()
            && frames::previous(frame) == caller
        {
            thread.sink.stack_mut().pop();
            thread.sink.raise();
            frame = caller;
        }
    }
}

pub(crate) unsafe fn suspend(probe: &Probe) {
    // SAFETY: the GIL is held, as the caller says.
    unsafe {
        let Some(thread) = threads::current() else { return };
        if thread.make_top(probe, current_frame())
            && let Some(mut top) = thread.sink.stack_mut().pop()
        {
            top.doing = Doing::Runs;
            thread.sink.suspend();
            process().suspend(top);
        }
    }
}

pub(crate) unsafe fn resume(probe: &Probe) {
    // SAFETY: the GIL is held, as the caller says.
    unsafe {
        let Some(thread) = threads::current() else { return };
        let frame = current_frame();
        if !thread.resume_quickly(probe, frame) {
            thread.make_top(probe, frame);
        }
    }
}

pub(crate) unsafe fn wait(probe: &Probe) {
    // SAFETY: the GIL is held, as the caller says.
    unsafe {
        let Some(thread) = threads::current() else { return };
        if thread.make_top(probe, current_frame())
            && let Some(top) = thread.sink.stack_mut().top_mut()
            && top.doing != Doing::Awaits
        {
            top.doing = Doing::Awaits;
            thread.sink.wait();
        }
    }
}

pub(crate) unsafe fn awake(probe: &Probe) {
    // SAFETY: the GIL is held, as the caller says.
    unsafe {
        let Some(thread) = threads::current() else { return };
        if thread.make_top(probe, current_frame())
            && let Some(top) = thread.sink.stack_mut().top_mut()
            && top.doing == Doing::Awaits
        {
            top.doing = Doing::Runs;
            thread.sink.awake();
        }
    }
}

/// The activation of `probe` calls something that may not be recorded, or is back.
#[inline(never)]
pub(crate) unsafe fn call(probe: &Probe) {
    // SAFETY: the GIL is held, as the caller says, and frames are known where `last` finds something.
    unsafe {
        if !threads::is_last() {
            return call_anyhow(probe, Doing::Calls);
        }
        let thread = threads::last();
        // As in `leave`.
        if process().n_suspended() == 0
            && let Some(top) = thread.sink.stack_mut().plain_top(probe.site)
        {
            top.doing = Doing::Calls;
            return thread.sink.call();
        }
        call_carefully(probe, Doing::Calls);
    }
}

#[inline(never)]
pub(crate) unsafe fn back(probe: &Probe) {
    // SAFETY: the GIL is held, as the caller says, and frames are known where `last` finds something.
    unsafe {
        if !threads::is_last() {
            return call_anyhow(probe, Doing::Runs);
        }
        let thread = threads::last();
        if process().n_suspended() == 0
            && let Some(top) = thread.sink.stack_mut().plain_top(probe.site)
        {
            if top.doing == Doing::Calls {
                top.doing = Doing::Runs;
                thread.sink.back();
            }
            return;
        }
        call_carefully(probe, Doing::Runs);
    }
}

/// A call while others are suspended, or can be.
#[inline(never)]
unsafe fn call_carefully(probe: &Probe, doing: Doing) {
    // SAFETY: the GIL is held and the thread is the last, as the caller says.
    unsafe {
        let thread = threads::last();
        if thread.is_at_top(probe, frames::current()) {
            thread.turn_to(doing);
        } else {
            call_anyhow(probe, doing);
        }
    }
}

#[cold]
#[inline(never)]
unsafe fn call_anyhow(probe: &Probe, doing: Doing) {
    // SAFETY: the GIL is held, as the caller says.
    guard::event(|| unsafe {
        let Some(thread) = threads::current() else { return };
        if thread.make_top(probe, current_frame()) {
            thread.turn_to(doing);
        }
    });
}

/// The program marks a moment: in the activation that is the top, as far as is known.
///
/// # Safety
/// The GIL is held.
pub(crate) unsafe fn mark(name: &str, attributes: &str) {
    // SAFETY: as the caller says.
    if let Some(thread) = unsafe { threads::current() } {
        thread.sink.mark(name, attributes);
    }
}

impl Thread {
    fn new(generation: u32, sink: Sink, is_named: bool) -> Thread {
        Thread {
            generation,
            sink,
            resumed: Vec::new(),
            n_tries: if is_named { 0 } else { threads::MAX_TRIES },
        }
    }

    /// The top calls, or is back: the latter is told where a call is under way.
    #[inline(always)]
    fn turn_to(&mut self, doing: Doing) {
        if let Some(top) = self.sink.stack_mut().top_mut() {
            let before = std::mem::replace(&mut top.doing, doing);
            match (before, doing) {
                (_, Doing::Calls) => self.sink.call(),
                (Doing::Calls, _) => self.sink.back(),
                (before, _) => top.doing = before,
            }
        }
    }

    /// Whether an entry in `frame` is told by its frame alone: nothing can have left the stack unseen, nor come back.
    #[inline(always)]
    fn is_plain_entry(&self, probe: &Probe, frame: Frame) -> bool {
        // SAFETY: the GIL is held, as in all probes.
        let n_suspended = unsafe { process() }.n_suspended();
        let doubts =
            probe.mode as usize | n_suspended | usize::from(self.n_tries) | self.sink.stack().n_loose();
        doubts == 0 && self.sink.stack().is_on_page(frame)
    }

    /// Whether the activation of `probe` that runs in `frame` is the top.
    #[inline(always)]
    fn is_at_top(&self, probe: &Probe, frame: Frame) -> bool {
        let top = self.sink.stack().top();
        top.is_some_and(|top| top.frame == frame && top.site == probe.site)
    }

    /// Resumes what runs in `frame` if the stack is known to agree with what it was resumed from.
    unsafe fn resume_quickly(&mut self, probe: &Probe, frame: Frame) -> bool {
        if !frames::is_known() || self.is_at_top(probe, frame) {
            return false;
        }
        // SAFETY: the GIL is held, as the caller says, and `frame` runs.
        unsafe {
            let caller = frames::previous(frame);
            if !self.sink.stack().top().is_some_and(|top| top.is_in(caller))
                && !self.is_settled_at(frame, caller)
            {
                return false;
            }
            let Some(activation) = process().suspended_in(frame) else {
                return false;
            };
            if activation.site != probe.site {
                return false;
            }
            process().forget(frame);
            if self.sink.stack_mut().push(activation) {
                self.sink.resume(&activation);
            }
            true
        }
    }

    /// Makes the activation of `probe` that runs in `frame` the top, if it is not; false when there is none.
    #[inline(always)]
    unsafe fn make_top(&mut self, probe: &Probe, frame: Frame) -> bool {
        // SAFETY: the GIL is held, as the caller says.
        self.is_at_top(probe, frame) || unsafe { self.find_top(probe, frame) }
    }

    #[cold]
    #[inline(never)]
    unsafe fn find_top(&mut self, probe: &Probe, frame: Frame) -> bool {
        if !frames::is_known() {
            return false;
        }
        // SAFETY: the GIL is held, as the caller says, and `frame` runs.
        unsafe {
            self.reconcile(frame);
            if self.is_top(probe, frame) {
                return true;
            }
            if !probe.kind.suspends() || !self.take_over(probe.site, frame) {
                return false;
            }
            self.reconcile(frame);
            self.is_top(probe, frame)
        }
    }

    /// Whether the top is the activation that the event of `probe` is about.
    unsafe fn is_top(&self, probe: &Probe, frame: Frame) -> bool {
        self.sink.stack().top().is_some_and(|top| {
            top.site == probe.site
                // A comprehension has a frame of its own, up to 3.11, and runs in that of the function that holds it.
                // SAFETY: the GIL is held, as the caller says, and both frames run.
                && (top.frame == frame || unsafe { frames::code(frame) != frames::code(top.frame) })
        })
    }
}
