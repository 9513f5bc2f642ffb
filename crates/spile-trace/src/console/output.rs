//! Writes whole lines to a file descriptor that may be closed, stuck, or somebody else's by now.

use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, IntoRawFd, OwnedFd, RawFd};
use std::{env, io, mem};

use crate::sys;

/// How long the program is held up, once, by an output that takes nothing, in ms.
const PATIENCE_MS: libc::c_int = 1000;
/// Where our descriptor is if the limit allows: programs count on getting the lowest numbers.
const HIGH: libc::c_int = 1000;

/// A file descriptor of ours in the program, which may close it, all of them at once, say, and open another file that gets
/// its number.
#[derive(Debug)]
pub(super) struct Output {
    fd: RawFd,
    /// Device and inode of what it was opened for.
    file: Option<(libc::dev_t, libc::ino_t)>,
    has_colours: bool,
    /// Lines that were not printed since the output got stuck.
    n_lost: u64,
}

impl Output {
    pub(super) fn new(fd: OwnedFd) -> Output {
        let fd = out_of_the_way(fd).into_raw_fd();
        // SAFETY: asks about a descriptor.
        let is_terminal = unsafe { libc::isatty(fd) } == 1;
        let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
        let is_dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
        Output {
            fd,
            file: file_of(fd),
            has_colours: is_terminal && !is_set("NO_COLOR") && !is_dumb,
            n_lost: 0,
        }
    }

    fn is_ours(&self) -> bool {
        self.file.is_some() && file_of(self.fd) == self.file
    }

    pub(super) fn has_colours(&self) -> bool {
        self.has_colours
    }

    /// Lines that were lost and not yet reported as such.
    #[cfg(test)]
    pub(super) fn n_lost(&self) -> u64 {
        self.n_lost
    }

    /// Writes a line, which ends in a newline, by one `write`. Leaves `errno` as it was.
    pub(super) fn print(&mut self, line: &str) {
        let _errno = sys::KeepErrno::new();
        if self.n_lost > 0 {
            let notice = format!("spile: {} lines were lost, as nobody read them\n", self.n_lost);
            if self.try_write(&notice) {
                self.n_lost = 0;
            }
        }
        if self.n_lost > 0 || !self.try_write(line) {
            self.n_lost += 1;
        }
    }

    fn try_write(&self, line: &str) -> bool {
        if !self.is_ours() {
            return false;
        }
        let mut poll = libc::pollfd {
            fd: self.fd,
            events: libc::POLLOUT,
            revents: 0,
        };
        let patience = if self.n_lost > 0 { 0 } else { PATIENCE_MS };
        // SAFETY: `poll` is one valid entry.
        retry(|| unsafe { libc::poll(&mut poll, 1, patience) } as isize);
        // Without a reader a `write` might raise SIGPIPE.
        if poll.revents != libc::POLLOUT {
            return false;
        }
        // SAFETY: the address and length of a string.
        retry(|| unsafe { libc::write(self.fd, line.as_ptr().cast(), line.len()) }) >= 0
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if self.is_ours() {
            // SAFETY: it is open, and for what we opened it.
            drop(unsafe { OwnedFd::from_raw_fd(self.fd) });
        }
    }
}

/// Another descriptor of what standard error is now.
pub(super) fn standard_error() -> io::Result<OwnedFd> {
    // SAFETY: borrowed for one call, which fails if it is not open.
    unsafe { BorrowedFd::borrow_raw(libc::STDERR_FILENO) }.try_clone_to_owned()
}

fn out_of_the_way(fd: OwnedFd) -> OwnedFd {
    // SAFETY: a descriptor that is open.
    let moved = unsafe { libc::fcntl(fd.as_raw_fd(), libc::F_DUPFD_CLOEXEC, HIGH) };
    if moved < 0 {
        return fd;
    }
    // SAFETY: the kernel just gave it to us.
    unsafe { OwnedFd::from_raw_fd(moved) }
}

fn file_of(fd: RawFd) -> Option<(libc::dev_t, libc::ino_t)> {
    let mut status = mem::MaybeUninit::<libc::stat>::uninit();
    // SAFETY: asks about a number, which need not be an open descriptor, and fills `status` if it is.
    unsafe {
        if libc::fstat(fd, status.as_mut_ptr()) != 0 {
            return None;
        }
        let status = status.assume_init();
        Some((status.st_dev, status.st_ino))
    }
}

/// Repeats a system call until no signal interrupts it.
fn retry(mut call: impl FnMut() -> isize) -> isize {
    loop {
        let result = call();
        if result >= 0 || io::Error::last_os_error().kind() != io::ErrorKind::Interrupted {
            return result;
        }
    }
}
