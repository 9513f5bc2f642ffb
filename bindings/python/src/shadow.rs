//! The shadow stack: turns what probes tell into a strictly nested stream of events.
//!
//! Each thread has a stack of the activations that run on it, with their frames. Most events only push or pop. What
//! probes cannot tell (a generator into which an exception is thrown, a task that goes on below an unwoven coroutine,
//! a lambda that an exception leaves, a greenlet that switches) shows in the interpreter's own chain of frames, and
//! [`reconcile`] makes the stack agree with it.

use std::cell::{Cell, UnsafeCell};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use spile_core::NodeKind;

use crate::frames::{self, Frame};
use crate::probe::Probe;
use crate::session;
use crate::sink::Sink;

/// An activation on the stack of a thread.
#[derive(Clone, Copy, Debug)]
struct Activation {
    frame: Frame,
    /// Its number where it can leave the stack and come back, else 0.
    number: u64,
    site: u32,
    /// Whether its end is always told, also by an exception.
    has_handler: bool,
    /// Whether it awaits: between a probe that tells so and the next that tells otherwise.
    is_waiting: bool,
}

impl Activation {
    /// Whether it may leave the stack without a probe that tells.
    fn is_loose(&self) -> bool {
        !self.has_handler || self.is_waiting
    }
}

/// What a thread has in hand.
pub(crate) struct Thread {
    writer: Sink,
    stack: Vec<Activation>,
    /// How many activations on the stack are loose.
    n_loose: usize,
}

thread_local! {
    /// The thread's own; null before its first event. A pointer, so that reading it costs no check.
    static THREAD: Cell<*mut Thread> = const { Cell::new(std::ptr::null_mut()) };
    /// Frees it when the thread ends.
    static OWNER: UnsafeCell<Option<Box<Thread>>> = const { UnsafeCell::new(None) };
}

/// What all threads share; the GIL guards it.
struct Process {
    /// Activations that are suspended, by frame.
    suspended: HashMap<Frame, Activation, BuildHasherDefault<FrameHasher>>,
    last_number: u64,
}

struct Guarded(UnsafeCell<Option<Process>>);

// SAFETY: only touched by probes, which run with the GIL held.
unsafe impl Sync for Guarded {}

static PROCESS: Guarded = Guarded(UnsafeCell::new(None));

/// Frames are aligned addresses: a multiplication spreads them (Knuth, The Art of Computer Programming 3, 6.4).
#[derive(Default)]
struct FrameHasher(u64);

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

/// # Safety
/// The GIL is held, and the reference is gone before the next call.
#[inline(always)]
unsafe fn process() -> &'static mut Process {
    // SAFETY: as the caller says.
    unsafe {
        (*PROCESS.0.get()).get_or_insert_with(|| Process {
            suspended: HashMap::default(),
            last_number: 0,
        })
    }
}

/// # Safety
/// The GIL is held, and the reference is gone before the next call.
#[inline(always)]
unsafe fn thread() -> Option<&'static mut Thread> {
    if !session::is_recording() {
        return None;
    }
    let thread = THREAD.get();
    // SAFETY: the pointer is null or the thread's own, which lives as long as the thread.
    unsafe {
        if thread.is_null() {
            start_thread()
        } else {
            Some(&mut *thread)
        }
    }
}

#[cold]
fn start_thread() -> Option<&'static mut Thread> {
    let writer = Sink::for_this_thread()?;
    OWNER
        .try_with(|owner| {
            // SAFETY: the cell is only touched here and when the thread ends.
            let owner = unsafe { &mut *owner.get() };
            let thread = owner.insert(Box::new(Thread {
                writer,
                stack: Vec::with_capacity(64),
                n_loose: 0,
            }));
            let thread: *mut Thread = &mut **thread;
            THREAD.set(thread);
            // SAFETY: the box lives until the thread ends.
            unsafe { &mut *thread }
        })
        .ok()
}

/// The current thread's part in a fork, in the child: no lock, no allocation.
pub(crate) extern "C" fn after_fork_in_child() {
    let thread = THREAD.get();
    if !thread.is_null() {
        // SAFETY: the thread that forked is the one that goes on, and the pointer is its own.
        unsafe { (*thread).writer.after_fork_in_child() };
    }
}

/// Forgets this thread's stack and writer; the next event starts anew.
pub(crate) fn forget_thread() {
    THREAD.set(std::ptr::null_mut());
    let _ = OWNER.try_with(|owner| {
        // SAFETY: nothing else holds a reference, as no probe is running.
        unsafe { (*owner.get()).take() };
    });
    // SAFETY: the caller holds the GIL.
    unsafe { process().suspended.clear() };
}

#[inline(always)]
fn current_frame() -> Frame {
    // SAFETY: probes run with the GIL held.
    if frames::is_known() {
        unsafe { frames::current() }
    } else {
        0
    }
}

#[inline(always)]
pub(crate) unsafe fn enter(probe: &Probe) {
    // SAFETY: the GIL is held, as the caller says.
    unsafe {
        let Some(thread) = thread() else { return };
        let frame = current_frame();
        if thread.n_loose != 0 || !process().suspended.is_empty() || probe.kind.suspends() {
            return enter_carefully(thread, probe, frame);
        }
        thread.n_loose += usize::from(!probe.has_handler);
        thread.stack.push(Activation {
            frame,
            number: 0,
            site: probe.site,
            has_handler: probe.has_handler,
            is_waiting: false,
        });
        thread.writer.enter(probe.site);
    }
}

#[inline(never)]
unsafe fn enter_carefully(thread: &mut Thread, probe: &Probe, frame: Frame) {
    // SAFETY: the GIL is held, as the caller says.
    unsafe {
        thread.reconcile_below(frame);
        let mut activation = Activation {
            frame,
            number: 0,
            site: probe.site,
            has_handler: probe.has_handler,
            is_waiting: false,
        };
        if probe.kind.suspends() {
            activation.number = new_number();
            // What a frame left behind that was freed while suspended.
            process().suspended.remove(&frame);
            let is_awaited = thread.stack.last().is_some_and(|top| top.is_waiting);
            let is_task = probe.kind == NodeKind::Coroutine && !is_awaited;
            thread.writer.begin(probe.site, activation.number, is_task);
        } else {
            thread.writer.enter(probe.site);
        }
        thread.n_loose += usize::from(activation.is_loose());
        thread.stack.push(activation);
    }
}

#[inline(always)]
pub(crate) unsafe fn leave(probe: &Probe) {
    // SAFETY: the GIL is held, as the caller says.
    unsafe {
        let Some(thread) = thread() else { return };
        if thread.make_top(probe, current_frame()) {
            thread.pop();
            thread.writer.exit();
        }
    }
}

#[inline(never)]
pub(crate) unsafe fn raise(probe: &Probe) {
    // SAFETY: the GIL is held, as the caller says.
    unsafe {
        let Some(thread) = thread() else { return };
        if !thread.make_top(probe, current_frame()) {
            return;
        }
        let exception = session::exception_type();
        if probe.kind.suspends() && exception.is_generator_exit {
            // Closed by its user, which is no error.
            thread.pop();
            thread.writer.exit();
        } else {
            thread.pop();
            thread.writer.raise(&exception.name);
        }
    }
}

pub(crate) unsafe fn suspend(probe: &Probe) {
    // SAFETY: the GIL is held, as the caller says.
    unsafe {
        let Some(thread) = thread() else { return };
        if thread.make_top(probe, current_frame()) {
            thread.suspend_top();
        }
    }
}

pub(crate) unsafe fn resume(probe: &Probe) {
    // SAFETY: the GIL is held, as the caller says.
    unsafe {
        let Some(thread) = thread() else { return };
        thread.make_top(probe, current_frame());
    }
}

pub(crate) unsafe fn wait(probe: &Probe) {
    // SAFETY: the GIL is held, as the caller says.
    unsafe {
        let Some(thread) = thread() else { return };
        if thread.make_top(probe, current_frame())
            && let Some(top) = thread.stack.last_mut()
            && !top.is_waiting
        {
            top.is_waiting = true;
            thread.n_loose += usize::from(top.has_handler);
            thread.writer.wait();
        }
    }
}

pub(crate) unsafe fn awake(probe: &Probe) {
    // SAFETY: the GIL is held, as the caller says.
    unsafe {
        let Some(thread) = thread() else { return };
        if thread.make_top(probe, current_frame())
            && let Some(top) = thread.stack.last_mut()
            && top.is_waiting
        {
            top.is_waiting = false;
            thread.n_loose -= usize::from(top.has_handler);
            thread.writer.awake();
        }
    }
}

unsafe fn new_number() -> u64 {
    // SAFETY: the GIL is held, as the caller says.
    let process = unsafe { process() };
    process.last_number += 1;
    process.last_number
}

impl Thread {
    #[inline(always)]
    fn pop(&mut self) -> Option<Activation> {
        let top = self.stack.pop()?;
        self.n_loose -= usize::from(top.is_loose());
        Some(top)
    }

    /// Makes the activation of `probe` that runs in `frame` the top, if it is not; false when there is none.
    #[inline(always)]
    unsafe fn make_top(&mut self, probe: &Probe, frame: Frame) -> bool {
        match self.stack.last() {
            Some(top) if top.frame == frame && top.site == probe.site => true,
            // SAFETY: the GIL is held, as the caller says.
            _ => unsafe { self.find_top(probe, frame) },
        }
    }

    #[cold]
    #[inline(never)]
    unsafe fn find_top(&mut self, probe: &Probe, frame: Frame) -> bool {
        if !frames::is_known() {
            return false;
        }
        // SAFETY: the GIL is held, as the caller says, and `frame` runs.
        unsafe { self.reconcile(frame) };
        // A comprehension has a frame of its own, up to 3.11: then the top is the function that holds it.
        self.stack.last().is_some_and(|top| top.site == probe.site)
    }

    /// Makes the stack agree with the chain of frames below `frame`, which is about to be pushed.
    #[inline(always)]
    unsafe fn reconcile_below(&mut self, frame: Frame) {
        if !frames::is_known() {
            return;
        }
        // SAFETY: the GIL is held, as the caller says, and `frame` runs.
        unsafe {
            let caller = frames::previous(frame);
            if self.stack.last().is_some_and(|top| top.frame == caller) {
                return;
            }
            self.reconcile(caller);
        }
    }

    /// Makes the stack agree with the chain of frames that ends in `last`.
    unsafe fn reconcile(&mut self, last: Frame) {
        // SAFETY: the GIL is held, as the caller says, and `last` runs.
        unsafe {
            let top = self.stack.last().map_or(0, |top| top.frame);
            let mut resumed: Vec<Activation> = Vec::new();
            let mut frame = last;
            while frame != 0 && frame != top {
                if let Some(activation) = process().suspended.get(&frame) {
                    resumed.push(*activation);
                }
                frame = frames::previous(frame);
            }
            if frame != top || top == 0 {
                // The top is not on the chain: find the first that is.
                resumed.clear();
                self.drop_what_left(last, &mut resumed);
            }
            for activation in resumed.into_iter().rev() {
                process().suspended.remove(&activation.frame);
                self.writer.resume(activation.number);
                self.n_loose += usize::from(activation.is_loose());
                self.stack.push(activation);
            }
        }
    }

    /// Takes from the stack what is not on the chain of frames that ends in `last`, and collects into `resumed`, innermost
    /// first, what is suspended and is on it.
    unsafe fn drop_what_left(&mut self, last: Frame, resumed: &mut Vec<Activation>) {
        // SAFETY: the GIL is held, as the caller says, and `last` runs.
        unsafe {
            let depths: HashMap<Frame, usize, BuildHasherDefault<FrameHasher>> = self
                .stack
                .iter()
                .enumerate()
                .map(|(depth, activation)| (activation.frame, depth + 1))
                .collect();
            let mut frame = last;
            let mut keep = 0;
            while frame != 0 {
                if let Some(&depth) = depths.get(&frame) {
                    keep = depth;
                    break;
                }
                if let Some(activation) = process().suspended.get(&frame) {
                    resumed.push(*activation);
                }
                frame = frames::previous(frame);
            }
            while self.stack.len() > keep {
                let Some(top) = self.stack.last().copied() else {
                    break;
                };
                if top.number != 0 {
                    self.suspend_top();
                } else if !top.has_handler {
                    self.pop();
                    self.writer.unwound();
                } else {
                    self.park_top();
                }
            }
        }
    }

    /// The top, which can be suspended, leaves the stack.
    unsafe fn suspend_top(&mut self) {
        if let Some(top) = self.pop() {
            self.writer.suspend();
            // SAFETY: the GIL is held, as the caller says.
            unsafe { process().suspended.insert(top.frame, top) };
        }
    }

    /// The top is a plain function that another greenlet interrupts.
    unsafe fn park_top(&mut self) {
        if let Some(mut top) = self.pop() {
            // SAFETY: the GIL is held, as the caller says.
            unsafe {
                top.number = new_number();
                self.writer.park(top.number);
                process().suspended.insert(top.frame, top);
            }
        }
    }
}
