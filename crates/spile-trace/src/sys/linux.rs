//! Linux: clocks, files in memory, `errno`.

use std::fs::{self, File};
use std::io;
use std::os::fd::AsRawFd;
use std::ptr;

/// `CLOCK_MONOTONIC`, in ns. It never steps, whoever sets the time of day.
pub(crate) fn monotonic_ns() -> u64 {
    clock_ns(libc::CLOCK_MONOTONIC)
}

/// `CLOCK_REALTIME`, in ns since 1970 UTC. It steps when somebody sets it.
pub(crate) fn realtime_ns() -> u64 {
    clock_ns(libc::CLOCK_REALTIME)
}

#[cold]
#[inline(never)]
fn clock_ns(clock: libc::clockid_t) -> u64 {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: `time` is a valid place for the answer.
    unsafe { libc::clock_gettime(clock, &mut time) };
    (time.tv_sec as u64)
        .wrapping_mul(1_000_000_000)
        .wrapping_add(time.tv_nsec as u64)
}

/// Whether the kernel would use the processor's counter as a clock: it compares those of all processors while it runs, and
/// takes a counter that drifts from its list. Where there is no list, the processor's word counts.
pub(crate) fn trusts_counter() -> bool {
    const LIST: &str = "/sys/devices/system/clocksource/clocksource0/available_clocksource";
    fs::read_to_string(LIST).map_or(true, |list| is_in(&list))
}

fn is_in(clock_sources: &str) -> bool {
    let counter = if cfg!(target_arch = "x86_64") {
        "tsc"
    } else {
        "arch_sys_counter"
    };
    clock_sources.split_whitespace().any(|source| source == counter)
}

/// Allocates the blocks of a part of a file, so that nothing fails when it is written to.
pub(crate) fn allocate(file: &File, offset: u64, len: u64) -> io::Result<()> {
    // SAFETY: a system call on a file descriptor that is open.
    match unsafe { libc::posix_fallocate(file.as_raw_fd(), offset as libc::off_t, len as libc::off_t) } {
        0 => Ok(()),
        error => Err(io::Error::from_raw_os_error(error)),
    }
}

/// Frees the blocks of a part of a file, which is zero from then on, if the file system can do that.
pub(crate) fn punch(file: &File, offset: u64, len: u64) {
    let mode = libc::FALLOC_FL_PUNCH_HOLE | libc::FALLOC_FL_KEEP_SIZE;
    // SAFETY: a system call on a file descriptor that is open.
    unsafe { libc::fallocate(file.as_raw_fd(), mode, offset as libc::off_t, len as libc::off_t) };
}

/// Maps a part of a file into memory, to be written by this process and seen by all. The file must have that many bytes.
pub(crate) fn map(file: &File, offset: u64, len: usize) -> io::Result<*mut u8> {
    let protection = libc::PROT_READ | libc::PROT_WRITE;
    // SAFETY: a fresh mapping at an address of the kernel's choice.
    let address = unsafe {
        libc::mmap(
            ptr::null_mut(),
            len,
            protection,
            libc::MAP_SHARED,
            file.as_raw_fd(),
            offset as libc::off_t,
        )
    };
    if address == libc::MAP_FAILED {
        return Err(io::Error::last_os_error());
    }
    Ok(address.cast())
}

/// Makes all pages of a mapping writable at once, which is much cheaper than one fault each. Kernels before 5.14 cannot,
/// which does no harm.
///
/// # Safety
///
/// The range is a mapping of [`map`].
pub(crate) unsafe fn populate(start: *mut u8, len: usize) {
    // SAFETY: as the caller says.
    unsafe { libc::madvise(start.cast(), len, libc::MADV_POPULATE_WRITE) };
}

/// Takes a mapping back.
///
/// # Safety
///
/// The range is a mapping of [`map`], and nobody has an address in it any more.
pub(crate) unsafe fn unmap(start: *mut u8, len: usize) {
    // SAFETY: as the caller says.
    unsafe { libc::munmap(start.cast(), len) };
}

/// Whether there is no process with this number.
pub(crate) fn is_gone(pid: i32) -> bool {
    // SAFETY: signal 0 asks whether there is such a process.
    let answer = unsafe { libc::kill(pid, 0) };
    answer != 0 && io::Error::last_os_error().raw_os_error() == Some(libc::ESRCH)
}

/// Leaves the thread's `errno` as it was, when it is dropped.
#[derive(Debug)]
pub(crate) struct KeepErrno(libc::c_int);

impl KeepErrno {
    pub(crate) fn new() -> KeepErrno {
        // SAFETY: the address of the thread's own `errno`.
        KeepErrno(unsafe { *libc::__errno_location() })
    }
}

impl Drop for KeepErrno {
    fn drop(&mut self) {
        // SAFETY: the address of the thread's own `errno`.
        unsafe { *libc::__errno_location() = self.0 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_list_of_clocks_has_the_counter_or_not() {
        assert!(is_in("tsc kvm-clock arch_sys_counter\n"));
        assert!(!is_in("kvm-clock hpet acpi_pm\n"));
        assert!(!is_in("tsc-early hpet\n"));
    }

    #[test]
    fn errno_is_kept() {
        // SAFETY: the address of the thread's own `errno`.
        let errno = unsafe { &mut *libc::__errno_location() };
        *errno = 7;
        {
            let _errno = KeepErrno::new();
            // SAFETY: no such descriptor.
            unsafe { libc::close(-1) };
        }
        assert_eq!(*errno, 7);
    }

    #[test]
    fn processes_are_there_or_not() {
        assert!(!is_gone(std::process::id() as i32));
        assert!(is_gone(i32::MAX));
    }
}
