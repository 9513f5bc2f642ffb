//! The script of `python app.py`, run woven in the place where CPython would have run it.
//!
//! Right before CPython opens the script it raises the audit event `cpython.run_file`; `__main__`, `sys.argv` and
//! `sys.path` are ready then. A hook of ours runs the woven code from there, so that no Python frame stands below it,
//! and then ends the event as the script ended: with its exception, or with `SystemExit` as CPython's word for "done".

use std::ffi::{CStr, c_char, c_int, c_void};
use std::sync::Mutex;
use std::sync::PoisonError;

use pyo3::exceptions::{PyKeyboardInterrupt, PySystemExit};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyDict;

static CALLBACK: Mutex<Option<Py<PyAny>>> = Mutex::new(None);

/// `Py_file_input` of `Include/compile.h`.
const FILE_INPUT: c_int = 257;

unsafe extern "C" {
    fn PyRun_StringFlags(
        text: *const c_char,
        start: c_int,
        globals: *mut ffi::PyObject,
        locals: *mut ffi::PyObject,
        flags: *mut c_void,
    ) -> *mut ffi::PyObject;
    fn PySys_AddAuditHook(
        hook: unsafe extern "C" fn(*const c_char, *mut ffi::PyObject, *mut c_void) -> c_int,
        data: *mut c_void,
    ) -> c_int;
}

/// Lets `callback(filename)` give the code of the main script. When it gives `None`, CPython runs the script itself.
#[pyfunction]
pub fn on_run_file(callback: Py<PyAny>) {
    *CALLBACK.lock().unwrap_or_else(PoisonError::into_inner) = Some(callback);
    // SAFETY: the hook is a function of this library, which is never unloaded.
    unsafe { PySys_AddAuditHook(hook, std::ptr::null_mut()) };
}

unsafe extern "C" fn hook(event: *const c_char, args: *mut ffi::PyObject, _: *mut c_void) -> c_int {
    // SAFETY: CPython gives a C string and a tuple, and holds the GIL.
    unsafe {
        if *event != b'c' as c_char || CStr::from_ptr(event) != c"cpython.run_file" {
            return 0;
        }
        let callback = CALLBACK.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(callback) = callback else { return 0 };
        let result = Python::attach(|py| {
            let args = Bound::from_borrowed_ptr(py, args);
            run(py, callback, &args)
        });
        match result {
            Ok(false) => 0,
            Ok(true) => {
                Python::attach(|py| PySystemExit::new_err((0,)).restore(py));
                -1
            }
            Err(error) => {
                Python::attach(|py| error.restore(py));
                -1
            }
        }
    }
}

/// Runs the script; false when CPython shall.
fn run(py: Python<'_>, callback: Py<PyAny>, args: &Bound<'_, PyAny>) -> PyResult<bool> {
    let Ok(filename) = args.get_item(0) else {
        return Ok(false);
    };
    let code = match callback.bind(py).call1((&filename,)) {
        Ok(code) if !code.is_none() => code,
        Ok(_) => return Ok(false),
        Err(error) => {
            crate::session::note("main script", &format!("runs unwoven: {error}"), None);
            return Ok(false);
        }
    };
    drop(callback);
    let main = py.import("__main__")?;
    let globals = main.dict();
    // As `pymain_run_file` does, by way of `_PyRun_SimpleFile`.
    globals.set_item("__file__", &filename)?;
    if py.version_info().minor < 15 {
        globals.set_item("__cached__", py.None())?;
    }
    let loader = py
        .import("_frozen_importlib_external")?
        .getattr("SourceFileLoader")?
        .call1(("__main__", &filename))?;
    globals.set_item("__loader__", loader)?;
    // SAFETY: the GIL is held, and both are what they are said to be.
    let result = unsafe {
        let result = ffi::PyEval_EvalCode(code.as_ptr(), globals.as_ptr(), globals.as_ptr());
        Bound::from_owned_ptr_or_err(py, result)
    };
    match result {
        Ok(_) => {
            let _ = globals.del_item("__file__");
            let _ = globals.del_item("__cached__");
            Ok(true)
        }
        Err(error) => {
            if error.is_instance_of::<PyKeyboardInterrupt>(py) {
                mark_interrupted(py);
            }
            Err(error)
        }
    }
}

/// Tells CPython that a KeyboardInterrupt ended the program, so that the process dies of SIGINT as it does without us
/// (`_PyRuntime.signals.unhandled_keyboard_interrupt`, which only `Python/pythonrun.c` sets).
fn mark_interrupted(py: Python<'_>) {
    let globals = PyDict::new(py);
    // SAFETY: the GIL is held and the dictionary is live. That the code raises is what it is for.
    unsafe {
        let none = PyRun_StringFlags(
            c"raise KeyboardInterrupt".as_ptr(),
            FILE_INPUT,
            globals.as_ptr(),
            globals.as_ptr(),
            std::ptr::null_mut(),
        );
        if none.is_null() {
            ffi::PyErr_Clear();
        }
    }
}
