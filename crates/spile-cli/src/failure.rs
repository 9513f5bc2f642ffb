//! Our own errors: what, where, why, and what to do.

use std::fmt;
use std::io::{self, Write};

use spile_trace::TraceError;

/// The result of a subcommand.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

/// Why `spile` itself could not do what it was asked to.
#[derive(Debug)]
pub(crate) struct Failure {
    status: i32,
    error: anyhow::Error,
}

impl Failure {
    /// Exit status of an error in how the command is used.
    pub(crate) const USAGE: i32 = 2;
    const CONFIGURATION: i32 = 3;
    const TRACE: i32 = 4;

    /// The command is not used as it should be.
    pub(crate) fn usage(error: impl Into<anyhow::Error>) -> Failure {
        Failure {
            status: Self::USAGE,
            error: error.into(),
        }
    }

    /// The configuration cannot be used.
    pub(crate) fn configuration(error: impl Into<anyhow::Error>) -> Failure {
        Failure {
            status: Self::CONFIGURATION,
            error: error.into(),
        }
    }

    /// A trace cannot be read or written.
    pub(crate) fn trace(error: impl Into<anyhow::Error>) -> Failure {
        Failure {
            status: Self::TRACE,
            error: error.into(),
        }
    }

    /// The program cannot be started: the status that a shell would give.
    pub(crate) fn start(status: i32, error: impl Into<anyhow::Error>) -> Failure {
        Failure {
            status,
            error: error.into(),
        }
    }

    /// The number of the operating system's error behind it, if there is one.
    pub(crate) fn os_error(&self) -> Option<i32> {
        let mut causes = self.error.chain();
        causes.find_map(|cause| cause.downcast_ref::<io::Error>()?.raw_os_error())
    }

    pub(crate) fn status(&self) -> i32 {
        self.status
    }
}

impl From<TraceError> for Failure {
    fn from(error: TraceError) -> Failure {
        Failure::trace(error)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The error of a trace says its source itself.
        match self.error.downcast_ref::<TraceError>() {
            Some(error) => error.fmt(f),
            None => write!(f, "{:#}", self.error),
        }
    }
}

/// Writes `text` to standard error, each line behind `spile: `. That it cannot be written is no reason to fail.
pub(crate) fn report(text: &str) {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let text: String = lines.map(|line| format!("spile: {line}\n")).collect();
    let _ = std::io::stderr().write_all(text.as_bytes());
}
