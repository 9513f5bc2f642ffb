//! Why a trace cannot be read at all. What is merely damaged is read as far as it goes.

use std::path::{Path, PathBuf};
use std::{error, fmt, io};

/// A trace cannot be read.
#[derive(Debug)]
pub struct TraceError {
    path: PathBuf,
    kind: TraceErrorKind,
}

/// The ways in which reading a trace fails.
#[derive(Debug)]
#[non_exhaustive]
pub enum TraceErrorKind {
    /// The operating system refuses.
    Io(io::Error),
    /// There are no files of a trace in the directory.
    NotATrace,
    /// Another version of Spile wrote it.
    Version,
}

impl TraceError {
    pub(crate) fn new(path: &Path, kind: TraceErrorKind) -> TraceError {
        TraceError {
            path: path.to_owned(),
            kind,
        }
    }

    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> TraceError {
        move |error| TraceError::new(path, TraceErrorKind::Io(error))
    }

    /// What went wrong.
    pub fn kind(&self) -> &TraceErrorKind {
        &self.kind
    }

    /// The directory or the file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl fmt::Display for TraceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.kind {
            TraceErrorKind::Io(error) => write!(f, "cannot read {path}: {error}"),
            TraceErrorKind::NotATrace => {
                write!(
                    f,
                    "{path} is not a trace: it has no `.meta` files; name a directory that `spile run` wrote"
                )
            }
            TraceErrorKind::Version => {
                write!(
                    f,
                    "{path} was written by another version of Spile; read it with that version"
                )
            }
        }
    }
}

impl error::Error for TraceError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match &self.kind {
            TraceErrorKind::Io(error) => Some(error),
            TraceErrorKind::NotATrace | TraceErrorKind::Version => None,
        }
    }
}
