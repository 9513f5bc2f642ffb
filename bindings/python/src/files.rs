//! The files of the bytecode cache and of what it caches.
//!
//! Not Python's: a program may replace `open` and `os.stat` (tests do, to fake a file system or to find blocking
//! calls), audit what is opened, and freeze the clock. None of that is meant for us.

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, Metadata, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, FileExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// Coarser than the clocks of file systems are.
const SETTLED_AFTER: Duration = Duration::from_secs(3);

/// What is known of a source file without reading it.
#[pyclass(frozen, module = "spile._native")]
pub struct SourceStatus {
    fingerprint: [u8; 32],
    stamp: [u8; 8],
    is_settled: bool,
}

#[pymethods]
impl SourceStatus {
    /// The 32 bytes by which a cache entry knows the source: times of last change of its content and of its inode, in
    /// ns, size and inode number.
    #[getter]
    fn fingerprint<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.fingerprint)
    }

    /// The 8 bytes by which a timestamp-based `.pyc` knows it (PEP 552).
    #[getter]
    fn stamp<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.stamp)
    }

    /// Whether it cannot change once more without its times telling.
    #[getter]
    fn is_settled(&self) -> bool {
        self.is_settled
    }
}

impl SourceStatus {
    fn new(metadata: &Metadata) -> SourceStatus {
        let ns = |seconds: i64, ns: i64| seconds.wrapping_mul(1_000_000_000).wrapping_add(ns) as u64;
        let modified = ns(metadata.mtime(), metadata.mtime_nsec());
        let changed = ns(metadata.ctime(), metadata.ctime_nsec());
        let mut fingerprint = [0; 32];
        let numbers = [modified, changed, metadata.size(), metadata.ino()];
        for (at, number) in numbers.into_iter().enumerate() {
            fingerprint[8 * at..8 * at + 8].copy_from_slice(&number.to_le_bytes());
        }
        let mut stamp = [0; 8];
        stamp[..4].copy_from_slice(&(metadata.mtime() as u32).to_le_bytes());
        stamp[4..].copy_from_slice(&(metadata.size() as u32).to_le_bytes());
        let since_change = SystemTime::UNIX_EPOCH + Duration::from_nanos(modified.max(changed));
        let is_settled = since_change
            .elapsed()
            .is_ok_and(|elapsed| elapsed > SETTLED_AFTER);
        SourceStatus {
            fingerprint,
            stamp,
            is_settled,
        }
    }
}

/// What is known of the source at `path`. Raises `OSError`.
#[pyfunction]
pub fn source_status(path: PathBuf) -> PyResult<SourceStatus> {
    Ok(SourceStatus::new(&fs::metadata(path)?))
}

/// The first `n_bytes` of the file at `path`, or `None` if it cannot be read.
#[pyfunction]
pub fn read_head<'py>(py: Python<'py>, path: PathBuf, n_bytes: u64) -> Option<Bound<'py, PyBytes>> {
    let mut head = Vec::new();
    File::open(path).ok()?.take(n_bytes).read_to_end(&mut head).ok()?;
    Some(PyBytes::new(py, &head))
}

/// What is in the file at `path`, or `None` if it cannot be read or belongs to another user: HOME may be somebody else's
/// under sudo, and code runs as this user.
#[pyfunction]
pub fn read_own<'py>(py: Python<'py>, path: PathBuf) -> Option<Bound<'py, PyBytes>> {
    let mut file = File::open(path).ok()?;
    let metadata = file.metadata().ok()?;
    // SAFETY: a system call that cannot fail.
    if metadata.uid() != unsafe { libc::geteuid() } {
        return None;
    }
    let len = usize::try_from(metadata.len()).ok()?;
    PyBytes::new_with(py, len, |bytes| Ok(file.read_exact(bytes)?)).ok()
}

/// Puts a file with `content`, which its owner alone can read, in the place of `path`, and makes its directory if need be.
/// Returns whether that worked.
#[pyfunction]
pub fn replace(path: PathBuf, content: &[u8]) -> bool {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    // Different in all processes and threads.
    let mut name = path.as_os_str().to_owned();
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    name.push(format!(".{}.{number}", process::id()));
    let temporary = PathBuf::from(name);
    // What is there already is of a process in another container, which has the number, too.
    let Ok(mut file) = create(&temporary) else {
        return false;
    };
    match file
        .write_all(content)
        .and_then(|()| fs::rename(&temporary, &path))
    {
        Ok(()) => true,
        Err(_) => {
            let _ = fs::remove_file(&temporary);
            false
        }
    }
}

fn create(path: &Path) -> io::Result<File> {
    let open = || {
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path)
    };
    open().or_else(|error| {
        let dir = path.parent().filter(|_| error.kind() == io::ErrorKind::NotFound);
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(dir.ok_or(error)?)?;
        open()
    })
}

/// Writes `content` over the bytes from `offset` on of the file at `path`. Returns whether that worked.
#[pyfunction]
pub fn overwrite(path: PathBuf, offset: u64, content: &[u8]) -> bool {
    let file = OpenOptions::new().write(true).open(path);
    file.is_ok_and(|file| file.write_all_at(content, offset).is_ok())
}

/// `path` from the root on.
#[pyfunction]
pub fn absolute(path: PathBuf) -> OsString {
    std::path::absolute(&path).unwrap_or(path).into_os_string()
}
