//! Which thread runs, and what becomes of its stack when it ends, forks or records anew.

use std::cell::{Cell, UnsafeCell};
use std::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, TryLockError};
use std::{mem, ptr};

use spile_trace::EventKind;

use super::Thread;
use super::process::process;
use crate::frames::{self, Frame};
use crate::names;
use crate::session;
use crate::sink::{self, Sink};

/// How often the name of a thread is looked for: `threading` sets it a few calls after the thread started.
pub(super) const MAX_TRIES: u8 = 64;

thread_local! {
    /// The thread's own; null before its first event. A pointer, so that reading it costs no check.
    static THREAD: Cell<*mut Thread> = const { Cell::new(ptr::null_mut()) };
    /// Frees it when the thread ends.
    static OWNER: Owner = const { Owner(UnsafeCell::new(None)) };
}

struct Owner(UnsafeCell<Option<Box<Thread>>>);

/// The thread that had the last event, if its next one needs nothing but to be written: frames are known and nothing is
/// printed. Finding it again costs a comparison, and thread-local storage of a library a call.
struct Last {
    /// What [`this_thread`] says there; 0 when it has to be looked for.
    key: AtomicUsize,
    thread: AtomicPtr<Thread>,
}

/// Written with the GIL held, but for the key, which is also cleared without it: by the thread itself when it ends.
static LAST: Last = Last {
    key: AtomicUsize::new(0),
    thread: AtomicPtr::new(ptr::null_mut()),
};

/// A number that no other thread has at the same time.
#[inline(always)]
pub(crate) fn this_thread() -> usize {
    #[cfg(target_arch = "x86_64")]
    {
        let address: usize;
        // SAFETY: the first word of the thread control block is its own address (System V ABI, "ELF Handling For
        // Thread-Local Storage", 3.4.6).
        unsafe {
            std::arch::asm!("mov {}, fs:0", out(reg) address, options(nostack, preserves_flags, readonly, pure));
        }
        address
    }
    #[cfg(not(target_arch = "x86_64"))]
    THREAD.with(|thread| ptr::from_ref(thread) as usize)
}

/// Whether the current thread had the last event, and its next one needs nothing but to be written.
#[inline(always)]
pub(super) fn is_last() -> bool {
    LAST.key.load(Ordering::Relaxed) == this_thread()
}

/// The thread that had the last event.
///
/// # Safety
/// The GIL is held, [`is_last`], and the reference is gone before the next call.
#[inline(always)]
pub(super) unsafe fn last() -> &'static mut Thread {
    // SAFETY: only this thread sets the key to its own, together with its pointer, and clears it when it ends.
    unsafe { &mut *LAST.thread.load(Ordering::Relaxed) }
}

/// Has the next event look for its thread: recording stops or starts, or something is to be done with all events.
pub(crate) fn forget_last() {
    LAST.key.store(0, Ordering::Relaxed);
}

impl Drop for Owner {
    /// Runs when the thread ends, without the GIL.
    fn drop(&mut self) {
        // Others may be setting it to theirs.
        let _ = LAST
            .key
            .compare_exchange(this_thread(), 0, Ordering::Relaxed, Ordering::Relaxed);
        let thread = THREAD.replace(ptr::null_mut());
        let mut threads = threads();
        threads.remove(thread);
        threads.ended.extend(self.0.get_mut().take().map(|made| *made));
    }
}

/// All threads that have events. It is locked to add, remove and look at them.
static THREADS: Mutex<Threads> = Mutex::new(Threads {
    live: Vec::new(),
    ended: Vec::new(),
});

pub(crate) struct Threads {
    live: Vec<*mut Thread>,
    /// To be closed when there is time: for the program, the thread ended before it does for the system, and between the
    /// two a fork is one of a process with several threads, of which CPython warns.
    ended: Vec<Thread>,
}

impl Threads {
    fn remove(&mut self, thread: *mut Thread) {
        self.live.retain(|&other| other != thread);
    }
}

// SAFETY: the pointers are followed with the lock and the GIL held, and removed with the lock held.
unsafe impl Send for Threads {}

fn threads() -> MutexGuard<'static, Threads> {
    THREADS.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Gives back what threads that ended had; at the end of the process the main thread is one of them.
pub(crate) fn close_ended() {
    // Without the lock, which one that ends waits for.
    let ended = mem::take(&mut threads().ended);
    drop(ended);
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
    // SAFETY: as the caller says.
    unsafe { if is_last() { Some(last()) } else { look_up() } }
}

/// As [`current`], which looks here first next time.
#[cold]
#[inline(never)]
unsafe fn look_up() -> Option<&'static mut Thread> {
    let generation = session::generation();
    if generation == 0 {
        return None;
    }
    let thread = THREAD.get();
    // SAFETY: the pointer is null or the thread's own, which lives as long as the thread.
    unsafe {
        let thread = if thread.is_null() || (*thread).generation != generation {
            start(generation)?
        } else {
            thread
        };
        if frames::is_known() && !sink::has_console() {
            LAST.thread.store(thread, Ordering::Relaxed);
            LAST.key.store(this_thread(), Ordering::Relaxed);
        }
        Some(&mut *thread)
    }
}

#[cold]
#[inline(never)]
fn start(generation: u32) -> Option<*mut Thread> {
    let _errno = session::KeepErrno::new();
    OWNER
        .try_with(|owner| {
            let (info, is_named) = names::thread_info();
            let sink = Sink::for_this_thread(&info)?;
            let mut made = Box::new(Thread::new(generation, sink, is_named));
            let thread: *mut Thread = &mut *made;
            let before = THREAD.replace(thread);
            {
                let mut threads = threads();
                threads.remove(before);
                threads.live.push(thread);
            }
            close_ended();
            // SAFETY: the cell is only touched here and when the thread ends. What was there took part in an earlier
            // recording, and nobody refers to it.
            unsafe { *owner.0.get() = Some(made) };
            Some(thread)
        })
        .ok()
        .flatten()
}

/// Runs `run` with the events of this thread going to `sink`; what it is given takes those that are in memory.
pub(crate) fn on_thread_of<T>(
    sink: Sink,
    run: impl FnOnce(&mut dyn FnMut() -> Vec<(u64, EventKind)>) -> T,
) -> T {
    let thread = Box::into_raw(Box::new(Thread::new(0, sink, true)));
    LAST.thread.store(thread, Ordering::Relaxed);
    LAST.key.store(this_thread(), Ordering::Relaxed);
    // SAFETY: the thread lives until the end of this function, and no probe runs while its events are taken.
    let result = run(&mut || unsafe { (*thread).sink.take_unwritten() });
    forget_last();
    // SAFETY: made above, and nobody has the address any more.
    drop(unsafe { Box::from_raw(thread) });
    result
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
        let (info, is_named) = names::thread_info();
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
    if let Some(threads) = threads {
        // The others are not there any more, but for what they had in memory.
        threads.live.retain(|&other| other == thread);
        mem::forget(mem::take(&mut threads.ended));
    }
    if !thread.is_null() {
        // SAFETY: the thread that forked is the one that goes on, and the pointer is its own.
        unsafe { (*thread).sink.after_fork_in_child() };
    }
}

/// Forgets this thread's stack and writer, and all that is suspended. Other threads begin anew with the next recording.
pub(crate) fn forget_thread() {
    forget_last();
    threads().remove(THREAD.replace(ptr::null_mut()));
    close_ended();
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
        for &other in &threads().live {
            // SAFETY: the thread is registered, and does not run a probe as it has not got the GIL.
            unsafe {
                if other != this
                    && (*other).generation == (*this).generation
                    && let Some(idx) = (*other).sink.stack().find_loose(site, frame)
                {
                    (*other).drop_above(idx);
                    return true;
                }
            }
        }
        false
    }
}
