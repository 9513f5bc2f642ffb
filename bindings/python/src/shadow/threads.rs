//! Which thread runs, and what becomes of its stack when it ends, forks or records anew.

use std::cell::{Cell, UnsafeCell};
use std::ptr;
use std::sync::{Mutex, MutexGuard, TryLockError};

use super::Thread;
use super::process::process;
use crate::frames::Frame;
use crate::session;
use crate::sink::Sink;

/// How often the name of a thread is looked for: `threading` sets it a few calls after the thread started.
pub(super) const MAX_TRIES: u8 = 64;

thread_local! {
    /// The thread's own; null before its first event. A pointer, so that reading it costs no check.
    static THREAD: Cell<*mut Thread> = const { Cell::new(ptr::null_mut()) };
    /// Frees it when the thread ends.
    static OWNER: Owner = const { Owner(UnsafeCell::new(None)) };
}

struct Owner(UnsafeCell<Option<Box<Thread>>>);

impl Drop for Owner {
    /// Runs when the thread ends, without the GIL.
    fn drop(&mut self) {
        let thread = THREAD.replace(ptr::null_mut());
        unregister(thread);
    }
}

/// All threads that have events. It is locked to add, remove and look at them.
static THREADS: Mutex<Threads> = Mutex::new(Threads(Vec::new()));

pub(crate) struct Threads(Vec<*mut Thread>);

// SAFETY: the pointers are followed with the lock and the GIL held, and removed with the lock held.
unsafe impl Send for Threads {}

fn threads() -> MutexGuard<'static, Threads> {
    THREADS.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn unregister(thread: *mut Thread) {
    threads().0.retain(|&other| other != thread);
}

/// Keeps threads from coming and going until the guard is dropped, for a fork.
pub(crate) fn hold() -> Option<MutexGuard<'static, Threads>> {
    match THREADS.try_lock() {
        Ok(guard) => Some(guard),
        Err(TryLockError::Poisoned(error)) => Some(error.into_inner()),
        Err(TryLockError::WouldBlock) => None,
    }
}

/// # Safety
/// The GIL is held, and the reference is gone before the next call.
#[inline(always)]
pub(super) unsafe fn current() -> Option<&'static mut Thread> {
    let generation = session::generation();
    if generation == 0 {
        return None;
    }
    let thread = THREAD.get();
    // SAFETY: the pointer is null or the thread's own, which lives as long as the thread.
    unsafe {
        if thread.is_null() || (*thread).generation != generation {
            start(generation)
        } else {
            Some(&mut *thread)
        }
    }
}

#[cold]
#[inline(never)]
unsafe fn start(generation: u32) -> Option<&'static mut Thread> {
    let _errno = session::KeepErrno::new();
    OWNER
        .try_with(|owner| {
            let (info, is_named) = session::thread_info();
            let sink = Sink::for_this_thread(&info)?;
            let mut made = Box::new(Thread::new(generation, sink, is_named));
            let thread: *mut Thread = &mut *made;
            let before = THREAD.replace(thread);
            {
                let mut threads = threads();
                threads.0.retain(|&other| other != before);
                threads.0.push(thread);
            }
            // SAFETY: the cell is only touched here and when the thread ends. What was there took part in an earlier
            // recording, and nobody refers to it.
            unsafe {
                *owner.0.get() = Some(made);
                Some(&mut *thread)
            }
        })
        .ok()
        .flatten()
}

/// Looks for the thread's name, if `threading` did not know it yet.
///
/// # Safety
/// The GIL is held.
pub(super) unsafe fn name_current() {
    let thread = THREAD.get();
    // SAFETY: as for `current`; the references end before `thread_info` calls into the interpreter, and begin anew.
    unsafe {
        if thread.is_null() || (*thread).n_tries == 0 {
            return;
        }
        (*thread).n_tries -= 1;
        let (info, is_named) = session::thread_info();
        if is_named {
            let _errno = session::KeepErrno::new();
            (*thread).n_tries = 0;
            (*thread).sink.rename(&info);
        }
    }
}

/// The current thread's part in a fork, in the child: no lock, no allocation. `threads` is what the fork held.
pub(crate) fn after_fork_in_child(threads: Option<&mut Threads>) {
    let thread = THREAD.get();
    if let Some(Threads(threads)) = threads {
        // The others are not there any more, but for what they had in memory.
        threads.retain(|&other| other == thread);
    }
    if !thread.is_null() {
        // SAFETY: the thread that forked is the one that goes on, and the pointer is its own.
        unsafe { (*thread).sink.after_fork_in_child() };
    }
}

/// Forgets this thread's stack and writer, and all that is suspended. Other threads begin anew with the next recording.
pub(crate) fn forget_thread() {
    unregister(THREAD.replace(ptr::null_mut()));
    let _ = OWNER.try_with(|owner| {
        // SAFETY: nothing else holds a reference, as no probe is running.
        unsafe { (*owner.0.get()).take() };
    });
    // SAFETY: the caller holds the GIL.
    unsafe { process().forget_all() };
}

impl Thread {
    /// Takes the activation of `site` in `frame` off the stack of another thread, on which it was suspended unseen before
    /// it was resumed on this one. False when no other thread has it.
    ///
    /// # Safety
    /// The GIL is held, frames are known, and `frame` runs.
    pub(super) unsafe fn take_over(&mut self, site: u32, frame: Frame) -> bool {
        let this: *mut Thread = self;
        for &other in &threads().0 {
            // SAFETY: the thread is registered, and does not run a probe as it has not got the GIL.
            unsafe {
                if other != this
                    && (*other).generation == (*this).generation
                    && let Some(idx) = (*other).stack.find_loose(site, frame)
                {
                    (*other).drop_above(idx);
                    return true;
                }
            }
        }
        false
    }
}
