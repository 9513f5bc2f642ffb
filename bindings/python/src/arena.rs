//! Where the syntax tree lives while a source is woven.
//!
//! Parsing makes tens of thousands of small objects that are gone a moment later. What one thread allocates within
//! [`scope`] is taken off the front of a piece of memory that is kept, and all of it is free again when the last of it was
//! freed. Whoever comes while another thread has it, finds it full, or is in no scope, allocates as always.
//!
//! Only this library's own memory is concerned: never the interpreter's, nor the program's.

use std::alloc::{GlobalAlloc, Layout, System};
use std::ptr;
use std::sync::Mutex;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};

use crate::shadow::this_thread;

/// Address space of the arena in bytes. A page takes memory once something is on it.
const SIZE: usize = 32 << 20;
/// So much stays with the process between two sources.
const KEPT: usize = 4 << 20;

struct Arena {
    /// Where it begins; until it is there, an address that no memory has.
    base: AtomicUsize,
    /// What [`this_thread`] says on the thread that is in [`scope`]; 0 when none is.
    owner: AtomicUsize,
    /// Bytes handed out. Only the owner touches this and the next two.
    top: AtomicUsize,
    /// How many allocations were made here since the arena was empty.
    n_made: AtomicUsize,
    /// How many of them the owner freed.
    n_freed: AtomicUsize,
    /// How many others did, or the owner after its scope.
    n_freed_later: AtomicUsize,
}

static ARENA: Arena = Arena {
    base: AtomicUsize::new(usize::MAX - SIZE),
    owner: AtomicUsize::new(0),
    top: AtomicUsize::new(0),
    n_made: AtomicUsize::new(0),
    n_freed: AtomicUsize::new(0),
    n_freed_later: AtomicUsize::new(0),
};

#[global_allocator]
static ALLOCATOR: Allocator = Allocator;

struct Allocator;

/// Runs `work`, which neither calls the interpreter nor keeps what it allocates for long.
pub(crate) fn scope<T>(work: impl FnOnce() -> T) -> T {
    let _scope = Scope::enter();
    work()
}

/// The thread that forked goes on alone in the child: if another one was the owner, it is no more.
pub(crate) fn after_fork_in_child() {
    if ARENA.owner.load(Relaxed) != this_thread() {
        // What it made is never freed, so that the arena does not begin at its front again.
        ARENA.owner.store(0, Relaxed);
    }
}

/// Leaves the arena when it is dropped.
struct Scope {
    is_owner: bool,
}

impl Scope {
    fn enter() -> Scope {
        let is_owner = ARENA.make()
            && ARENA
                .owner
                .compare_exchange(0, this_thread(), Acquire, Relaxed)
                .is_ok();
        if is_owner {
            ARENA.start_anew();
        }
        Scope { is_owner }
    }
}

impl Drop for Scope {
    fn drop(&mut self) {
        if self.is_owner {
            ARENA.start_anew();
            ARENA.owner.store(0, Release);
        }
    }
}

impl Arena {
    /// Reserves the address space. False when there is none.
    fn make(&self) -> bool {
        static MAKING: Mutex<()> = Mutex::new(());
        let is_made = || self.base.load(Relaxed) != usize::MAX - SIZE;
        if is_made() {
            return true;
        }
        // Another thread makes it: then this one does without.
        let Ok(_making) = MAKING.try_lock() else {
            return false;
        };
        if is_made() {
            return true;
        }
        let protection = libc::PROT_READ | libc::PROT_WRITE;
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
        // SAFETY: a fresh mapping at an address of the kernel's choice.
        let address = unsafe { libc::mmap(ptr::null_mut(), SIZE, protection, flags, -1, 0) };
        if address == libc::MAP_FAILED {
            return false;
        }
        self.base.store(address as usize, Relaxed);
        true
    }

    /// Begins at the front if nothing is left, and gives back what is too much to keep. The owner calls it.
    fn start_anew(&self) {
        let n_freed = self.n_freed.load(Relaxed) + self.n_freed_later.load(Acquire);
        if self.n_made.load(Relaxed) != n_freed {
            return;
        }
        let used = self.top.load(Relaxed);
        if used > KEPT {
            let start = self.base.load(Relaxed) + KEPT;
            // SAFETY: pages of the arena, in which nothing is left.
            unsafe { libc::madvise(start as *mut _, used - KEPT, libc::MADV_DONTNEED) };
        }
        self.top.store(0, Relaxed);
        // Nobody else has anything of the arena's to free.
        self.n_made.store(0, Relaxed);
        self.n_freed.store(0, Relaxed);
        self.n_freed_later.store(0, Relaxed);
    }

    /// Memory of the arena, if this thread is the owner and there is enough.
    #[inline]
    fn take(&self, layout: Layout) -> Option<*mut u8> {
        if self.owner.load(Relaxed) != this_thread() {
            return None;
        }
        let base = self.base.load(Relaxed);
        let at = (base + self.top.load(Relaxed)).next_multiple_of(layout.align());
        let end = at.checked_add(layout.size()).filter(|&end| end <= base + SIZE)?;
        self.top.store(end - base, Relaxed);
        self.n_made.store(self.n_made.load(Relaxed) + 1, Relaxed);
        Some(at as *mut u8)
    }

    #[inline]
    fn holds(&self, memory: *mut u8) -> bool {
        (memory as usize).wrapping_sub(self.base.load(Relaxed)) < SIZE
    }

    /// Whether this thread may take more behind `memory`, which is `len` bytes long, or take it back.
    #[inline]
    fn is_last(&self, memory: *mut u8, len: usize) -> bool {
        memory as usize + len == self.base.load(Relaxed) + self.top.load(Relaxed)
    }

    #[inline]
    fn free(&self, memory: *mut u8, len: usize) {
        if self.owner.load(Relaxed) != this_thread() {
            self.n_freed_later.fetch_add(1, Release);
            return;
        }
        if self.is_last(memory, len) {
            self.top.store(memory as usize - self.base.load(Relaxed), Relaxed);
        }
        self.n_freed.store(self.n_freed.load(Relaxed) + 1, Relaxed);
    }
}

// SAFETY: memory is handed out either by the system or from the arena's front, by its only owner, behind all that was
// handed out since it was empty; it is empty when as many allocations were freed as made.
unsafe impl GlobalAlloc for Allocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        match ARENA.take(layout) {
            Some(memory) => memory,
            // SAFETY: as the caller says.
            None => unsafe { System.alloc(layout) },
        }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        match ARENA.take(layout) {
            Some(memory) => {
                // SAFETY: it was handed out just now, with this size.
                unsafe { ptr::write_bytes(memory, 0, layout.size()) };
                memory
            }
            // SAFETY: as the caller says.
            None => unsafe { System.alloc_zeroed(layout) },
        }
    }

    #[inline]
    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        if !ARENA.holds(memory) {
            // SAFETY: it is the system's, and as the caller says.
            return unsafe { System.dealloc(memory, layout) };
        }
        ARENA.free(memory, layout.size());
    }

    #[inline]
    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        if !ARENA.holds(memory) {
            // SAFETY: it is the system's, and as the caller says.
            return unsafe { System.realloc(memory, layout, new_size) };
        }
        if ARENA.owner.load(Relaxed) == this_thread() && ARENA.is_last(memory, layout.size()) {
            let base = ARENA.base.load(Relaxed);
            let end = memory as usize + new_size;
            if end <= base + SIZE {
                ARENA.top.store(end - base, Relaxed);
                return memory;
            }
        }
        // SAFETY: the layout is valid, as the caller says of the size; the new memory is as large as what is copied.
        unsafe {
            let new = self.alloc(Layout::from_size_align_unchecked(new_size, layout.align()));
            if !new.is_null() {
                ptr::copy_nonoverlapping(memory, new, layout.size().min(new_size));
                self.dealloc(memory, layout);
            }
            new
        }
    }
}
