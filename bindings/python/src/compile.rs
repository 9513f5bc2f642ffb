//! Compiling woven text without letting its compile-time warnings out: they would name lines that the author never wrote.
//!
//! Warnings are first made errors. When there is one, the plain source is compiled as well, so that CPython itself warns
//! with the lines of the author and by the filters of the user; then the woven text is compiled with warnings ignored.
//! The filter stands in the list only while the compiler runs, which is all in C and keeps the GIL; the list's version,
//! by which modules know whether they warned already, does not change.

use std::ffi::{CString, c_char, c_int};

use pyo3::exceptions::{PyDeprecationWarning, PySyntaxWarning, PyValueError};
use pyo3::ffi;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyList;

unsafe extern "C" {
    fn Py_CompileStringObject(
        text: *const c_char,
        filename: *mut ffi::PyObject,
        start: c_int,
        flags: *mut CompilerFlags,
        optimize: c_int,
    ) -> *mut ffi::PyObject;
}

/// `PyCompilerFlags`.
#[repr(C)]
struct CompilerFlags {
    flags: c_int,
    feature_version: c_int,
}

/// `Py_file_input`, `PyCF_SOURCE_IS_UTF8` and `PyCF_IGNORE_COOKIE` of `Include/cpython/compile.h`.
const FILE_INPUT: c_int = 257;
const SOURCE_IS_UTF8: c_int = 0x0100;
const IGNORE_COOKIE: c_int = 0x0800;

/// Which of the two texts does not compile.
pub(crate) enum Failure {
    Plain(PyErr),
    Woven(PyErr),
}

/// Compiles `woven`, the woven text of `plain`.
pub(crate) fn quietly<'py>(
    woven: &str,
    plain: &Bound<'py, PyAny>,
    filename: &Bound<'py, PyAny>,
    optimize: i32,
    warn: bool,
    module: Option<&str>,
) -> Result<Bound<'py, PyAny>, Failure> {
    let py = plain.py();
    let text = c_string(woven).map_err(Failure::Woven)?;
    if warn {
        if let Ok(code) = with_filter(py, "error", || compile(&text, filename, optimize)) {
            return Ok(code);
        }
        compile_plain(plain, filename, optimize, module).map_err(Failure::Plain)?;
    }
    with_filter(py, "ignore", || compile(&text, filename, optimize)).map_err(|error| {
        let plain =
            (!warn).then(|| with_filter(py, "ignore", || compile_plain(plain, filename, optimize, module)));
        match plain {
            Some(Err(plain)) => Failure::Plain(plain),
            _ => Failure::Woven(error),
        }
    })
}

/// Compiles `woven` without any warnings.
pub(crate) fn silently<'py>(
    woven: &str,
    filename: &Bound<'py, PyAny>,
    optimize: i32,
) -> PyResult<Bound<'py, PyAny>> {
    let text = c_string(woven)?;
    with_filter(filename.py(), "ignore", || compile(&text, filename, optimize))
}

fn c_string(text: &str) -> PyResult<CString> {
    CString::new(text).map_err(|_| PyValueError::new_err("a source cannot hold a null byte"))
}

fn compile_plain(
    plain: &Bound<'_, PyAny>,
    filename: &Bound<'_, PyAny>,
    optimize: i32,
    module: Option<&str>,
) -> PyResult<()> {
    let py = plain.py();
    let builtins = py.import(intern!(py, "builtins"))?;
    let options = pyo3::types::PyDict::new(py);
    options.set_item(intern!(py, "dont_inherit"), true)?;
    options.set_item(intern!(py, "optimize"), optimize)?;
    if let (15.., Some(module)) = (py.version_info().minor, module) {
        // What filters for modules compare with.
        options.set_item(intern!(py, "module"), module)?;
    }
    builtins
        .call_method(intern!(py, "compile"), (plain, filename, "exec"), Some(&options))
        .map(drop)
}

fn compile<'py>(text: &CString, filename: &Bound<'py, PyAny>, optimize: i32) -> PyResult<Bound<'py, PyAny>> {
    let mut flags = CompilerFlags {
        flags: SOURCE_IS_UTF8 | IGNORE_COOKIE,
        // `PY_MINOR_VERSION`: the syntax of the running interpreter.
        feature_version: filename.py().version_info().minor.into(),
    };
    // SAFETY: the text ends in a null byte, the file name is a live string, the flags live as long as the call.
    unsafe {
        let code = Py_CompileStringObject(text.as_ptr(), filename.as_ptr(), FILE_INPUT, &mut flags, optimize);
        Bound::from_owned_ptr_or_err(filename.py(), code)
    }
}

/// Runs `run` with a filter for all warnings in front of the user's.
fn with_filter<'py, T>(py: Python<'py>, action: &str, run: impl FnOnce() -> PyResult<T>) -> PyResult<T> {
    // The C code asks the module `warnings` for its list once that is loaded, and else its own.
    let modules = py.import(intern!(py, "sys"))?.getattr(intern!(py, "modules"))?;
    let warnings = modules.call_method1(intern!(py, "get"), (intern!(py, "warnings"),))?;
    let warnings = if warnings.is_none() {
        py.import(intern!(py, "_warnings"))?.into_any()
    } else {
        warnings
    };
    let Ok(filters) = filters_in_effect(&warnings) else {
        return run();
    };
    // The compiler warns in these categories only. A collection would run finalizers, which warn in others and take time
    // with the filters in place.
    let categories = [
        py.get_type::<PySyntaxWarning>(),
        py.get_type::<PyDeprecationWarning>(),
    ];
    // SAFETY: the GIL is held.
    let collects = unsafe { ffi::PyGC_Disable() };
    for list in &filters {
        for category in &categories {
            list.insert(0, (action, py.None(), category, py.None(), 0))?;
        }
    }
    let result = run();
    for list in &filters {
        list.del_slice(0, categories.len())?;
    }
    if collects == 1 {
        // SAFETY: the GIL is held.
        unsafe { ffi::PyGC_Enable() };
    }
    result
}

/// The lists of filters that are asked, of which 3.14 can have two: that of the context, and then the global one.
fn filters_in_effect<'py>(warnings: &Bound<'py, PyAny>) -> PyResult<Vec<Bound<'py, PyList>>> {
    let py = warnings.py();
    let mut lists = vec![warnings.getattr(intern!(py, "filters"))?.cast_into::<PyList>()?];
    if let Ok(variable) = warnings.getattr(intern!(py, "_warnings_context")) {
        let context = variable.call_method1(intern!(py, "get"), (py.None(),))?;
        if !context.is_none() {
            lists.push(context.getattr(intern!(py, "_filters"))?.cast_into::<PyList>()?);
        }
    }
    Ok(lists)
}
