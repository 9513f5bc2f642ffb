//! Runs the program in our place: same terminal, same process group, same signals, same end.
//!
//! All signals that can be waited for are blocked and taken one by one. What the kernel sends to the whole process group,
//! as the terminal does at Ctrl-C, the program got as well; what somebody else sent to us was meant for the program.

use std::io;
use std::mem::MaybeUninit;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::ptr;

/// How the program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// With this exit status.
    Exited(i32),
    /// By this signal.
    Killed(i32),
}

impl Ending {
    /// The status as a shell tells it.
    pub(crate) fn shell_status(self) -> u32 {
        match self {
            Ending::Exited(status) => status as u32,
            Ending::Killed(signal) => 128 + signal as u32,
        }
    }
}

/// Signals that report a fault of ours, or that cannot be blocked.
const NOT_WAITED_FOR: [libc::c_int; 9] = [
    libc::SIGSEGV,
    libc::SIGBUS,
    libc::SIGFPE,
    libc::SIGILL,
    libc::SIGTRAP,
    libc::SIGABRT,
    libc::SIGSYS,
    libc::SIGKILL,
    libc::SIGSTOP,
];

/// Signals that a runtime above us ignores for itself, and that a fresh program expects at their defaults.
const RESET: [libc::c_int; 2] = [libc::SIGPIPE, libc::SIGXFSZ];

/// Runs `command` and waits for its end. Signals stay blocked afterwards, until [`end_like`].
///
/// # Errors
///
/// When the program cannot be started.
pub(crate) fn supervise(command: &mut Command) -> io::Result<(Ending, Signals)> {
    let signals = Signals::block();
    let mask = signals.before;
    let on_child = signals.on_child;
    let prepare = move || {
        // SAFETY: system calls with valid arguments; all of them may be called between `fork` and `exec`.
        unsafe {
            for signal in RESET {
                libc::signal(signal, libc::SIG_DFL);
            }
            libc::sigaction(libc::SIGCHLD, &on_child, ptr::null_mut());
            libc::sigprocmask(libc::SIG_SETMASK, &mask, ptr::null_mut());
        }
        Ok(())
    };
    // SAFETY: `prepare` allocates nothing and takes no locks.
    unsafe { command.pre_exec(prepare) };
    let child = command.spawn()?.id() as libc::pid_t;
    loop {
        let (signal, sender) = signals.wait();
        if signal == libc::SIGCHLD {
            if let Some(ending) = reap(child) {
                return Ok((ending, signals));
            }
        } else if sender.is_some_and(|sender| sender != child) {
            // SAFETY: the child was not reaped yet, so that the number is its own.
            unsafe { libc::kill(child, signal) };
        }
    }
}

/// Looks what became of the child. Stops when it stops.
fn reap(child: libc::pid_t) -> Option<Ending> {
    loop {
        let mut status = 0;
        // SAFETY: `status` is a valid place for the answer.
        let pid = unsafe { libc::waitpid(child, &mut status, libc::WNOHANG | libc::WUNTRACED) };
        if pid != child {
            return None;
        }
        if libc::WIFEXITED(status) {
            return Some(Ending::Exited(libc::WEXITSTATUS(status)));
        }
        if libc::WIFSIGNALED(status) {
            return Some(Ending::Killed(libc::WTERMSIG(status)));
        }
        // Whoever waits for us, a shell above all, sees the program stop. We go on when we are told to, and so does it.
        // SAFETY: signals to ourselves and to the child, which was not reaped yet.
        unsafe {
            libc::kill(libc::getpid(), libc::SIGSTOP);
            libc::kill(child, libc::SIGCONT);
        }
    }
}

/// The signals that are blocked while the program runs, and how things were before.
pub(crate) struct Signals {
    waited_for: libc::sigset_t,
    before: libc::sigset_t,
    on_child: libc::sigaction,
}

impl Signals {
    fn block() -> Signals {
        let mut waited_for = MaybeUninit::uninit();
        let mut before = MaybeUninit::uninit();
        let mut on_child = MaybeUninit::uninit();
        // SAFETY: each of the three is written before it is assumed to be.
        unsafe {
            libc::sigfillset(waited_for.as_mut_ptr());
            for signal in NOT_WAITED_FOR {
                libc::sigdelset(waited_for.as_mut_ptr(), signal);
            }
            libc::pthread_sigmask(libc::SIG_BLOCK, waited_for.as_ptr(), before.as_mut_ptr());
            // If SIGCHLD is ignored, as a parent may have left it, children vanish without a word.
            let default = std::mem::zeroed::<libc::sigaction>();
            libc::sigaction(libc::SIGCHLD, &default, on_child.as_mut_ptr());
            Signals {
                waited_for: waited_for.assume_init(),
                before: before.assume_init(),
                on_child: on_child.assume_init(),
            }
        }
    }

    /// Waits for the next signal, and tells which process sent it; `None` is the kernel.
    fn wait(&self) -> (libc::c_int, Option<libc::pid_t>) {
        loop {
            let mut info = MaybeUninit::<libc::siginfo_t>::zeroed();
            // SAFETY: a set of signals and a place for the answer.
            let signal = unsafe { libc::sigwaitinfo(&self.waited_for, info.as_mut_ptr()) };
            if signal > 0 {
                // SAFETY: zeroed, and filled in by the kernel; a signal that a process sent has its number.
                let (code, sender) = unsafe { (info.assume_init().si_code, info.assume_init().si_pid()) };
                return (signal, (code <= 0).then_some(sender));
            }
        }
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        // SAFETY: what was there before is valid.
        unsafe {
            libc::sigaction(libc::SIGCHLD, &self.on_child, ptr::null_mut());
            libc::pthread_sigmask(libc::SIG_SETMASK, &self.before, ptr::null_mut());
        }
    }
}

/// Ends as the program did: returns its exit status, or dies of the signal that killed it.
pub(crate) fn end_like(ending: Ending, signals: Signals) -> i32 {
    drop(signals);
    let signal = match ending {
        Ending::Exited(status) => return status,
        Ending::Killed(signal) => signal,
    };
    // SAFETY: system calls with valid arguments. The program has left a core file if there is to be one.
    unsafe {
        let no_core = libc::rlimit {
            rlim_cur: 0,
            rlim_max: 0,
        };
        libc::setrlimit(libc::RLIMIT_CORE, &no_core);
        libc::signal(signal, libc::SIG_DFL);
        let mut only = MaybeUninit::uninit();
        libc::sigemptyset(only.as_mut_ptr());
        libc::sigaddset(only.as_mut_ptr(), signal);
        libc::pthread_sigmask(libc::SIG_UNBLOCK, only.as_ptr(), ptr::null_mut());
        libc::kill(libc::getpid(), signal);
    }
    // The signal's default is not to end a process.
    128 + signal
}
