//! Lends the output of the one who looks on to the processes of a run.
//!
//! The standard error of a process is its own: a parent may read it, the program may close it, and what it opens next has
//! its number. So the one who started the run answers on a socket in the run's directory, and gives everybody who
//! connects a descriptor of *its* standard error (`SCM_RIGHTS`, see unix(7)).

use std::fs::{self, File};
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{io, mem, ptr, thread};

/// The socket's name in the directory of the run.
pub(crate) const SOCKET: &str = "console";
/// How long a process waits for an answer: the one who answers may be stopped.
const PATIENCE: Duration = Duration::from_secs(2);

/// Lends a file descriptor until it is dropped.
#[derive(Debug)]
pub struct ConsoleLender {
    socket: PathBuf,
}

impl ConsoleLender {
    /// Lends `output` to all processes that record to `dir`. A thread does it, in which all signals are blocked.
    ///
    /// # Errors
    ///
    /// When there can be no socket or no thread.
    pub fn start(dir: &Path, output: BorrowedFd<'_>) -> io::Result<ConsoleLender> {
        let output = output.try_clone_to_owned()?;
        let socket = dir.join(SOCKET);
        let listener = in_short(dir, |path| UnixListener::bind(path))?;
        let lend = move || {
            for stream in listener.incoming().flatten() {
                // One that went away needs nothing.
                let _ = send(&stream, &output);
            }
        };
        without_signals(|| thread::Builder::new().name("console".into()).spawn(lend))?;
        Ok(ConsoleLender { socket })
    }
}

impl Drop for ConsoleLender {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.socket);
    }
}

/// The output that is lent to the processes that record to `dir`.
///
/// # Errors
///
/// When nobody lends any, or does not answer.
pub(super) fn borrow(dir: &Path) -> io::Result<OwnedFd> {
    let stream = in_short(dir, |path| UnixStream::connect(path))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    receive(&stream)
}

/// Calls `with` with a path of the socket that is short enough for a socket's address, which takes 107 bytes.
fn in_short<T>(dir: &Path, with: impl FnOnce(&Path) -> io::Result<T>) -> io::Result<T> {
    let dir = File::open(dir)?;
    with(
        &Path::new("/proc/self/fd")
            .join(dir.as_raw_fd().to_string())
            .join(SOCKET),
    )
}

fn without_signals<T>(run: impl FnOnce() -> T) -> T {
    let mut before = mem::MaybeUninit::<libc::sigset_t>::uninit();
    let mut all = mem::MaybeUninit::<libc::sigset_t>::uninit();
    // SAFETY: both sets are written before they are read.
    unsafe {
        libc::sigfillset(all.as_mut_ptr());
        libc::pthread_sigmask(libc::SIG_SETMASK, all.as_ptr(), before.as_mut_ptr());
    }
    let result = run();
    // SAFETY: written above.
    unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, before.as_ptr(), ptr::null_mut()) };
    result
}

/// Room for the header of one control message and one descriptor.
#[repr(C, align(8))]
struct Control([u8; 64]);

/// Calls `with` with a message of one byte and room for one descriptor.
fn with_message<T>(with: impl FnOnce(&mut libc::msghdr) -> T) -> T {
    let mut byte = [0_u8];
    let mut part = libc::iovec {
        iov_base: byte.as_mut_ptr().cast(),
        iov_len: byte.len(),
    };
    let mut control = Control([0; 64]);
    // SAFETY: a number or a null pointer in each field is a valid message.
    let mut message: libc::msghdr = unsafe { mem::zeroed() };
    message.msg_iov = &mut part;
    message.msg_iovlen = 1;
    message.msg_control = control.0.as_mut_ptr().cast();
    // SAFETY: only calculates.
    message.msg_controllen = unsafe { libc::CMSG_SPACE(mem::size_of::<libc::c_int>() as u32) } as _;
    with(&mut message)
}

fn send(stream: &UnixStream, output: &OwnedFd) -> io::Result<()> {
    with_message(|message| {
        // SAFETY: the message has room for one control message with one descriptor, and its addresses are valid.
        let sent = unsafe {
            let control = libc::CMSG_FIRSTHDR(message);
            (*control).cmsg_level = libc::SOL_SOCKET;
            (*control).cmsg_type = libc::SCM_RIGHTS;
            (*control).cmsg_len = libc::CMSG_LEN(mem::size_of::<libc::c_int>() as u32) as _;
            ptr::write_unaligned(libc::CMSG_DATA(control).cast(), output.as_raw_fd());
            libc::sendmsg(stream.as_raw_fd(), message, libc::MSG_NOSIGNAL)
        };
        if sent < 0 {
            Err(io::Error::last_os_error())
        } else {
            Ok(())
        }
    })
}

fn receive(stream: &UnixStream) -> io::Result<OwnedFd> {
    with_message(|message| {
        let received = loop {
            // SAFETY: the addresses of the message are valid.
            let received = unsafe { libc::recvmsg(stream.as_raw_fd(), message, libc::MSG_CMSG_CLOEXEC) };
            if received >= 0 || io::Error::last_os_error().kind() != io::ErrorKind::Interrupted {
                break received;
            }
        };
        if received < 0 {
            return Err(io::Error::last_os_error());
        }
        // SAFETY: the kernel wrote the control messages, and a descriptor that it gives is nobody's yet.
        unsafe {
            let control = libc::CMSG_FIRSTHDR(message);
            if control.is_null() || (*control).cmsg_type != libc::SCM_RIGHTS {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let fd: libc::c_int = ptr::read_unaligned(libc::CMSG_DATA(control).cast());
            Ok(OwnedFd::from_raw_fd(fd))
        }
    })
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};

    use super::*;
    use crate::testing::TestDir;

    #[test]
    fn what_is_lent_is_the_same_file() {
        let dir = TestDir::new();
        let (mut reader, writer) = std::io::pipe().unwrap();
        let lender = ConsoleLender::start(dir.path(), std::os::fd::AsFd::as_fd(&writer)).unwrap();
        drop(writer);
        for _ in 0..2 {
            let mut lent = File::from(borrow(dir.path()).unwrap());
            lent.write_all(b"line\n").unwrap();
        }
        let mut read = [0; 10];
        reader.read_exact(&mut read).unwrap();
        assert_eq!(&read, b"line\nline\n");
        drop(lender);
        assert!(borrow(dir.path()).is_err() && !dir.path().join(SOCKET).exists());
    }

    #[test]
    fn a_deep_directory_has_a_socket() {
        let dir = TestDir::new();
        let deep = dir.path().join("d".repeat(200));
        fs::create_dir(&deep).unwrap();
        let _lender = ConsoleLender::start(&deep, std::os::fd::AsFd::as_fd(&io::stderr())).unwrap();
        assert!(borrow(&deep).is_ok());
    }
}
