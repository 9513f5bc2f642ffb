//! The recording of this process: started by the package, fed by probes.

use std::cell::Cell;
use std::path::PathBuf;
use std::ptr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use spile_trace::{
    ClockChoice, Console, ConsoleFormat, NoteKind, ProcessInfo, Recorder, RecorderGuard, SiteList, SkippedRow,
};

use crate::overhead;
use crate::shadow::{self, Threads};
use crate::sink::{self, ScreenGuard};
use crate::table::{SiteTable, site_kind};
use crate::{arena, guard};

/// The number of the recording that is under way, 0 when there is none.
static GENERATION: AtomicU32 = AtomicU32::new(0);
/// The number of the last recording that was started.
static LAST_GENERATION: AtomicU32 = AtomicU32::new(0);
static RECORDER: Mutex<Option<Recorder>> = Mutex::new(None);

pub(crate) fn generation() -> u32 {
    GENERATION.load(Ordering::Relaxed)
}

/// Whether events are written down.
#[pyfunction]
pub fn is_recording() -> bool {
    generation() != 0
}

pub(crate) fn recorder() -> Option<Recorder> {
    RECORDER.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Starts to record. `options`: `directory`, where the trace is made, or `None` for a run of its own below `.spile/runs`;
/// `console`, `simple`, `detailed` or `json`, or `None` for none;
/// `is_own`, anything but `None` if the process may stop and start again; `calls`, anything but `None` if the calls of
/// functions may be told. Raises `OSError` when the files cannot be made.
#[pyfunction]
pub fn start(py: Python<'_>, options: &Bound<'_, PyDict>) -> PyResult<()> {
    guard::entry(|| start_recording(py, options))
}

fn start_recording(py: Python<'_>, options: &Bound<'_, PyDict>) -> PyResult<()> {
    let option = |name: &str| -> PyResult<Option<String>> {
        options
            .get_item(name)?
            .filter(|value| !value.is_none())
            .map(|value| value.extract())
            .transpose()
    };
    let directory = option("directory")?;
    let is_own_run = directory.is_none() || option("is_own")?.is_some();
    let directory = match directory {
        Some(directory) => PathBuf::from(directory),
        None => spile_cli::new_run_here()
            .map_err(|error| PyOSError::new_err(format!("no trace can be made in .spile/runs: {error}")))?,
    };
    let format = option("console")?
        .map(|name| {
            ConsoleFormat::parse(&name).ok_or_else(|| {
                PyValueError::new_err(format!("{name:?} is no console format: simple, detailed, json"))
            })
        })
        .transpose()?;
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
    let info = ProcessInfo {
        runtime,
        command,
        clock: clock_choice(),
    };
    let recorder = Recorder::create(&directory, &info)
        .map_err(|error| PyOSError::new_err(format!("cannot record to {}: {error}", directory.display())))?;
    let tell_calls = option("calls")?.is_some();
    if let Some(overhead) = overhead::measure(py, &recorder, tell_calls) {
        recorder.note_overhead(overhead);
    }
    if let Some(format) = format {
        let console = if is_own_run {
            Console::on_standard_error(format)
        } else {
            Console::borrowed(format, &directory)
        };
        match console {
            Ok(console) => sink::print_to_console(console),
            Err(error) => recorder.note(
                NoteKind::Problem,
                &format!("nothing is printed to the console: {error}"),
            ),
        }
    }
    // What was woven before has the numbers of an earlier recording.
    for known in &sites().tables {
        let first = recorder.define_site_list(&known.module, &known.file, known.list());
        sink::define_sites(first, &known.module, &known.file, known.list());
    }
    if !is_own_run {
        let mut sites = sites();
        (sites.is_kept, sites.tables) = (false, Vec::new());
    }
    *RECORDER.lock().unwrap_or_else(PoisonError::into_inner) = Some(recorder);
    static HANDLERS: std::sync::Once = std::sync::Once::new();
    HANDLERS.call_once(|| {
        // SAFETY: the handlers are functions of this library, which is never unloaded.
        unsafe {
            libc::pthread_atfork(
                Some(before_fork),
                Some(after_fork_in_parent),
                Some(after_fork_in_child),
            );
            libc::atexit(at_exit);
        }
    });
    let generation = LAST_GENERATION.fetch_add(1, Ordering::Relaxed) + 1;
    GENERATION.store(generation, Ordering::Relaxed);
    shadow::forget_last();
    Ok(())
}

/// What the user says of the clocks of this machine, by `SPILE_CLOCK=monotonic`.
fn clock_choice() -> ClockChoice {
    match std::env::var_os("SPILE_CLOCK") {
        Some(name) if name == "monotonic" => ClockChoice::Monotonic,
        _ => ClockChoice::Best,
    }
}

/// What a fork keeps other threads out of, so that the child finds it in good order. A thread may end, and give back
/// disk space, without the GIL. Dropped in this order.
struct Held {
    threads: Option<MutexGuard<'static, Threads>>,
    _recorder: Option<RecorderGuard>,
    _screen: Option<ScreenGuard>,
    _session: Option<MutexGuard<'static, Option<Recorder>>>,
}

thread_local! {
    /// Between the handlers before and after a fork.
    static HELD: Cell<*mut Held> = const { Cell::new(ptr::null_mut()) };
}

unsafe extern "C" fn before_fork() {
    guard::callback(hold_all);
}

fn hold_all() {
    let session = RECORDER.try_lock().ok();
    let held = Held {
        _recorder: session.as_ref().and_then(|recorder| recorder.as_ref()?.hold()),
        threads: shadow::hold(),
        _screen: sink::hold(),
        _session: session,
    };
    HELD.set(Box::into_raw(Box::new(held)));
}

/// What the fork held; the caller drops it in place, as `free` may lock.
fn take_held<'a>() -> Option<&'a mut Held> {
    // SAFETY: null, or made by `before_fork` on this thread and not taken yet.
    unsafe { HELD.replace(ptr::null_mut()).as_mut() }
}

unsafe extern "C" fn after_fork_in_parent() {
    if let Some(held) = take_held() {
        // SAFETY: made by `before_fork`, and taken once.
        guard::callback(|| drop(unsafe { Box::from_raw(held) }));
    }
}

unsafe extern "C" fn after_fork_in_child() {
    guard::callback(begin_child);
}

fn begin_child() {
    arena::after_fork_in_child();
    let held = take_held();
    match held {
        Some(held) => {
            shadow::after_fork_in_child(held.threads.as_deref_mut());
            // SAFETY: made by `before_fork`, and taken once. The memory itself is left.
            unsafe { ptr::drop_in_place(held) };
        }
        None => shadow::after_fork_in_child(None),
    }
}

extern "C" fn at_exit() {
    GENERATION.store(0, Ordering::Relaxed);
    shadow::forget_last();
    guard::callback(|| {
        shadow::close_ended();
        if let Ok(recorder) = RECORDER.try_lock()
            && let Some(recorder) = &*recorder
        {
            recorder.finish();
        }
    });
}

/// Stops to record. Woven code stays woven, and does nothing.
#[pyfunction]
pub fn stop() {
    guard::callback(stop_recording);
}

fn stop_recording() {
    GENERATION.store(0, Ordering::Relaxed);
    shadow::forget_thread();
    sink::stop_console();
    if let Some(recorder) = RECORDER.lock().unwrap_or_else(PoisonError::into_inner).take() {
        recorder.finish();
    }
}

/// Writes down something for the closing lines of the run: a problem of a `module`, a `process` and so on, or, with
/// `unwoven`, why there is nothing to weave in a module that was asked for, whose source is the file at `path`; with `early`,
/// the name of one that was imported before it could be woven.
#[pyfunction]
#[pyo3(signature = (kind, text, path = None))]
pub fn note(kind: &str, text: &str, path: Option<&str>) {
    guard::callback(|| {
        if let Some(recorder) = recorder() {
            match kind {
                "unwoven" => {
                    let path = path.map(spile_cli::Places::absolute).unwrap_or_default();
                    recorder.note_about(NoteKind::Unwoven, text, &path);
                }
                "early" => {
                    let text = format!("{text}: {}", spile_cli::TOO_EARLY);
                    recorder.note_about(NoteKind::Unwoven, &text, "");
                }
                _ => recorder.note(NoteKind::Problem, &format!("{kind}: {text}")),
            }
        }
    });
}

/// Records nothing any more, as something went wrong in here.
pub(crate) fn give_up(why: &str) {
    GENERATION.store(0, Ordering::Relaxed);
    shadow::forget_last();
    guard::callback(|| {
        if let Some(recorder) = recorder() {
            let text = format!("recording stopped: internal error: {why}");
            recorder.note(NoteKind::Problem, &text);
        }
    });
}

/// The sites of a woven source.
struct SourceSites {
    module: String,
    file: String,
    len: u32,
    bytes: Vec<u8>,
}

impl SourceSites {
    fn list(&self) -> SiteList<'_> {
        SiteList {
            len: self.len,
            bytes: &self.bytes,
        }
    }
}

/// All sites of the process. They keep their numbers when the process records again.
struct Sites {
    n_sites: u32,
    /// Those of each woven source, in the order of their numbers.
    tables: Vec<SourceSites>,
    /// Whether the process may record again: below `spile run` it does not, and nothing is kept.
    is_kept: bool,
}

fn sites() -> MutexGuard<'static, Sites> {
    static SITES: Mutex<Sites> = Mutex::new(Sites {
        n_sites: 0,
        tables: Vec::new(),
        is_kept: true,
    });
    SITES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The number of the first site of `table`.
pub(crate) fn define_sites(table: &SiteTable<'_>, module: &str, file: &str) -> u32 {
    let recorder = recorder();
    if let Some(recorder) = &recorder {
        let skipped = table.skipped.iter();
        let skipped: Vec<SkippedRow> = skipped
            .map(|skipped| SkippedRow {
                id: skipped.id.to_owned(),
                kind: site_kind(skipped.kind),
                is_one_line: skipped.is_one_line,
                reason: skipped.reason.to_owned(),
            })
            .collect();
        if !skipped.is_empty() {
            recorder.note_skipped(module, file, &skipped);
        }
        recorder.define_site_list(module, file, table.sites);
    }
    let mut sites = sites();
    let first = sites.n_sites;
    sites.n_sites = first.saturating_add(table.sites.len);
    sink::define_sites(first, module, file, table.sites);
    if sites.is_kept {
        sites.tables.push(SourceSites {
            module: module.to_owned(),
            file: file.to_owned(),
            len: table.sites.len,
            bytes: table.sites.bytes.to_vec(),
        });
    }
    first
}

/// Leaves `errno` as it was.
pub(crate) struct KeepErrno(i32);

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

/// The type of the exception that is being handled, as an address that is only compared; 0 when there is none.
#[derive(Clone, Copy)]
pub(crate) struct ExceptionType(usize);

unsafe extern "C" {
    /// Part of the stable interface since 3.11.
    fn PyErr_GetHandledException() -> *mut ffi::PyObject;
    /// Part of the stable interface since 3.11.
    fn PyType_GetName(class: *mut ffi::PyTypeObject) -> *mut ffi::PyObject;
}

impl ExceptionType {
    /// Of the exception that is being handled.
    pub(crate) fn handled() -> ExceptionType {
        // SAFETY: probes run with the GIL held. The exception is handled, so something else refers to it and its type.
        unsafe {
            let exception = PyErr_GetHandledException();
            if exception.is_null() {
                return ExceptionType(0);
            }
            let class = ffi::Py_TYPE(exception);
            ffi::Py_DECREF(exception);
            ExceptionType(class as usize)
        }
    }

    pub(crate) fn is_generator_exit(self) -> bool {
        // SAFETY: the address of a type that lives as long as the interpreter.
        self.0 == unsafe { ffi::PyExc_GeneratorExit } as usize
    }

    /// What it can be recognised by later: its address, if it is never freed, as those of the interpreter are not.
    pub(crate) fn lasting(self) -> Option<usize> {
        // SAFETY: the type is in use, see `handled`.
        let is_heap = self.0 == 0
            || unsafe { ffi::PyType_GetFlags(self.0 as *mut ffi::PyTypeObject) } & ffi::Py_TPFLAGS_HEAPTYPE
                != 0;
        (!is_heap).then_some(self.0)
    }

    /// Its name, empty when it is unknown. No code of the program runs: the name of a type is read, not computed.
    pub(crate) fn name(self) -> String {
        if self.0 == 0 {
            return String::new();
        }
        // SAFETY: the GIL is held, and the type is in use, see `handled`.
        unsafe {
            let py = Python::assume_attached();
            let name = PyType_GetName(self.0 as *mut ffi::PyTypeObject);
            // Another object: the text of the program's own would remember how it is encoded.
            let bytes = Bound::from_owned_ptr_or_opt(py, name).and_then(|name| {
                Bound::from_owned_ptr_or_opt(py, ffi::PyUnicode_AsUTF8String(name.as_ptr()))
            });
            let Some(bytes) = bytes else {
                ffi::PyErr_Clear();
                return String::new();
            };
            match bytes.cast_into::<PyBytes>() {
                Ok(bytes) => String::from_utf8_lossy(bytes.as_bytes()).into_owned(),
                Err(_) => String::new(),
            }
        }
    }
}
