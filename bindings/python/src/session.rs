//! The recording of this process: started by the package, fed by probes.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use spile_trace::{ConsoleFormat, NoteKind, ProcessInfo, Recorder, SiteKind, ThreadInfo};

use crate::arm::{self, rows};
use crate::shadow;
use crate::sink;
use crate::table::SiteTable;

static IS_RECORDING: AtomicBool = AtomicBool::new(false);
static RECORDER: Mutex<Option<Recorder>> = Mutex::new(None);

#[inline(always)]
pub(crate) fn is_recording() -> bool {
    IS_RECORDING.load(Ordering::Relaxed)
}

pub(crate) fn recorder() -> Option<Recorder> {
    RECORDER.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Starts to record. `options`: `directory`, where the trace is made, or `None` for a run of its own below `.spile/runs`;
/// `console`, `simple`, `detailed` or `json`, or `None` for none. Raises `OSError` when the files cannot be made.
#[pyfunction]
pub fn start(py: Python<'_>, options: &Bound<'_, PyDict>) -> PyResult<()> {
    let option = |name: &str| -> PyResult<Option<String>> {
        options
            .get_item(name)?
            .filter(|value| !value.is_none())
            .map(|value| value.extract())
            .transpose()
    };
    let directory = match option("directory")? {
        Some(directory) => PathBuf::from(directory),
        None => spile_cli::new_run_here()?,
    };
    if let Some(format) = option("console")? {
        let format = ConsoleFormat::parse(&format).ok_or_else(|| {
            PyValueError::new_err(format!("{format:?} is no console format: simple, detailed, json"))
        })?;
        sink::print_to_console(format);
    }
    let command = py
        .import("sys")?
        .getattr("orig_argv")?
        .extract()
        .unwrap_or_default();
    let runtime = format!(
        "CPython {}",
        Python::version_str()
            .split_whitespace()
            .next()
            .unwrap_or_default()
    );
    let recorder = Recorder::create(&directory, &ProcessInfo { runtime, command })
        .map_err(|error| PyOSError::new_err(format!("cannot record to {}: {error}", directory.display())))?;
    *RECORDER.lock().unwrap_or_else(PoisonError::into_inner) = Some(recorder);
    static HANDLERS: std::sync::Once = std::sync::Once::new();
    HANDLERS.call_once(|| {
        // SAFETY: the handlers are functions of this library, which is never unloaded.
        unsafe {
            libc::pthread_atfork(None, None, Some(after_fork_in_child));
            libc::atexit(at_exit);
        }
    });
    IS_RECORDING.store(true, Ordering::Relaxed);
    Ok(())
}

unsafe extern "C" fn after_fork_in_child() {
    shadow::after_fork_in_child();
}

extern "C" fn at_exit() {
    IS_RECORDING.store(false, Ordering::Relaxed);
    if let Ok(recorder) = RECORDER.try_lock()
        && let Some(recorder) = &*recorder
    {
        recorder.finish();
    }
}

/// Stops to record. Woven code stays woven, and does nothing.
#[pyfunction]
pub fn stop() {
    IS_RECORDING.store(false, Ordering::Relaxed);
    shadow::forget_thread();
    sink::stop_console();
    if let Some(recorder) = RECORDER.lock().unwrap_or_else(PoisonError::into_inner).take() {
        recorder.finish();
    }
}

/// Writes down a problem for the closing lines of the run.
#[pyfunction]
pub fn note(kind: &str, text: &str) {
    if let Some(recorder) = recorder() {
        recorder.note(NoteKind::Problem, &format!("{kind}: {text}"));
    }
}

/// The number of the first site of `table`. While nothing is recorded, a number that no event will carry.
pub(crate) fn define_sites(table: &SiteTable, module: &str, file: &str) -> u32 {
    let Some(recorder) = recorder() else { return 0 };
    if !table.skipped.is_empty() {
        let skipped: Vec<(String, SiteKind, String)> = table
            .skipped
            .iter()
            .map(|(id, reason, kind)| (id.clone(), arm::kind(*kind), reason.clone()))
            .collect();
        recorder.note_skipped(module, file, &skipped);
    }
    let first = recorder.define_sites(module, file, &rows(table));
    sink::define_sites(first, module, file, &rows(table));
    first
}

/// What the trace says about the current thread.
pub(crate) fn thread_info() -> ThreadInfo {
    // SAFETY: gives a number, changes nothing.
    let id = unsafe { libc::syscall(libc::SYS_gettid) } as u64;
    ThreadInfo {
        id,
        name: thread_name(),
    }
}

/// The operating system's name of the current thread.
fn thread_name() -> String {
    let mut name = [0u8; 16];
    // SAFETY: 16 bytes are what the call writes at most.
    unsafe { libc::prctl(libc::PR_GET_NAME, name.as_mut_ptr()) };
    let len = name.iter().position(|&byte| byte == 0).unwrap_or(name.len());
    String::from_utf8_lossy(&name[..len]).into_owned()
}

/// The exception that is being handled.
pub(crate) struct Exception {
    /// Its type's name, empty when it is unknown.
    pub(crate) name: String,
    pub(crate) is_generator_exit: bool,
}

unsafe extern "C" {
    /// Part of the stable interface since 3.11.
    fn PyErr_GetHandledException() -> *mut ffi::PyObject;
    /// Part of the stable interface since 3.11.
    fn PyType_GetName(class: *mut ffi::PyTypeObject) -> *mut ffi::PyObject;
}

pub(crate) fn exception_type() -> Exception {
    let unknown = Exception {
        name: String::new(),
        is_generator_exit: false,
    };
    // SAFETY: probes run with the GIL held. No code of the program runs: the name of a type is read, not computed.
    unsafe {
        let exception = PyErr_GetHandledException();
        if exception.is_null() {
            return unknown;
        }
        let class = ffi::Py_TYPE(exception);
        let is_generator_exit = class.cast() == ffi::PyExc_GeneratorExit;
        let name = PyType_GetName(class);
        ffi::Py_DECREF(exception);
        if name.is_null() {
            ffi::PyErr_Clear();
            return unknown;
        }
        let mut len = 0;
        let text = ffi::PyUnicode_AsUTF8AndSize(name, &mut len);
        let text = if text.is_null() {
            ffi::PyErr_Clear();
            String::new()
        } else {
            let bytes = std::slice::from_raw_parts(text.cast::<u8>(), len as usize);
            String::from_utf8_lossy(bytes).into_owned()
        };
        ffi::Py_DECREF(name);
        Exception {
            name: text,
            is_generator_exit,
        }
    }
}
