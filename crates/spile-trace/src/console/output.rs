//! Writes whole lines to a file descriptor that may be closed or stuck.

use std::os::fd::RawFd;
use std::{env, io};

/// How long the program is held up, once, by an output that takes nothing, in ms.
const PATIENCE_MS: libc::c_int = 1000;

/// A file descriptor that belongs to the program.
#[derive(Debug)]
pub(super) struct Output {
    fd: RawFd,
    has_colours: bool,
    /// Lines that were not printed since the output got stuck.
    n_lost: u64,
}

impl Output {
    pub(super) fn new(fd: RawFd) -> Output {
        // SAFETY: asks about a number, which need not be an open file descriptor.
        let is_terminal = unsafe { libc::isatty(fd) } == 1;
        let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
        let is_dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
        Output {
            fd,
            has_colours: is_terminal && !is_set("NO_COLOR") && !is_dumb,
            n_lost: 0,
        }
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
        // SAFETY: the address of the thread's own `errno`.
        let errno = unsafe { libc::__errno_location() };
        // SAFETY: as above; it is valid as long as the thread runs.
        let before = unsafe { *errno };
        if self.n_lost > 0 {
            let notice = format!("spile: {} lines were lost, as nobody read them\n", self.n_lost);
            if self.try_write(&notice) {
                self.n_lost = 0;
            }
        }
        if self.n_lost > 0 || !self.try_write(line) {
            self.n_lost += 1;
        }
        // SAFETY: as above.
        unsafe { *errno = before }
    }

    fn try_write(&self, line: &str) -> bool {
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

/// Repeats a system call until no signal interrupts it.
fn retry(mut call: impl FnMut() -> isize) -> isize {
    loop {
        let result = call();
        if result >= 0 || io::Error::last_os_error().kind() != io::ErrorKind::Interrupted {
            return result;
        }
    }
}
