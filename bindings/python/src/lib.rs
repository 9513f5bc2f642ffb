//! `spile._native`: weaving, finishing and arming of code objects, probes, and the recorder, for the package `spile`.
//!
//! Conversion and error mapping only, and what must know CPython: `probe` is the hot path, `shadow` keeps events
//! nested, `frames` reads the interpreter's chain of frames. What can be done without Python is in the crates below.

mod arena;
mod arm;
mod compile;
mod config;
mod files;
mod finish;
mod frames;
mod guard;
mod main_script;
mod marks;
mod names;
mod overhead;
mod probe;
mod rules;
mod session;
mod shadow;
mod sink;
mod table;
mod weaving;

use pyo3::prelude::*;

/// The extension module.
#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    refuse_subinterpreters()?;
    guard::initialise();
    probe::initialise(module.py())?;
    frames::initialise(module.py());
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("NOT_ASKED_FOR", rules::NOT_ASKED_FOR)?;
    module.add_class::<weaving::Woven>()?;
    module.add_class::<rules::Rules>()?;
    module.add_function(wrap_pyfunction!(rules::project, module)?)?;
    module.add_function(wrap_pyfunction!(config::configure, module)?)?;
    module.add_function(wrap_pyfunction!(weaving::weave, module)?)?;
    module.add_function(wrap_pyfunction!(weaving::compile_woven, module)?)?;
    module.add_class::<files::SourceStatus>()?;
    for function in [
        wrap_pyfunction!(files::source_status, module)?,
        wrap_pyfunction!(files::read_head, module)?,
        wrap_pyfunction!(files::read_own, module)?,
        wrap_pyfunction!(files::replace, module)?,
        wrap_pyfunction!(files::overwrite, module)?,
        wrap_pyfunction!(files::absolute, module)?,
    ] {
        module.add_function(function)?;
    }
    module.add_function(wrap_pyfunction!(arm::arm, module)?)?;
    module.add_function(wrap_pyfunction!(session::start, module)?)?;
    module.add_function(wrap_pyfunction!(session::stop, module)?)?;
    module.add_function(wrap_pyfunction!(session::note, module)?)?;
    module.add_function(wrap_pyfunction!(session::is_recording, module)?)?;
    module.add_function(wrap_pyfunction!(marks::mark, module)?)?;
    module.add_function(wrap_pyfunction!(arm::is_woven, module)?)?;
    module.add_function(wrap_pyfunction!(replace_trace, module)?)?;
    module.add_function(wrap_pyfunction!(main_script::on_run_file, module)?)?;
    module.add_function(wrap_pyfunction!(cli, module)?)?;
    Ok(())
}

/// Probes, sites and the recorder belong to the process: the main interpreter has them.
fn refuse_subinterpreters() -> PyResult<()> {
    unsafe extern "C" {
        fn PyInterpreterState_Main() -> *mut pyo3::ffi::PyInterpreterState;
    }
    // SAFETY: the GIL is held while a module is initialised.
    if unsafe { pyo3::ffi::PyInterpreterState_Get() != PyInterpreterState_Main() } {
        return Err(pyo3::exceptions::PyImportError::new_err(
            "spile does not support subinterpreters",
        ));
    }
    Ok(())
}

/// Makes `path` an empty directory for a trace, and returns it from the root on. An earlier trace there is removed; raises
/// `ValueError` for anything else, and `OSError`.
#[pyfunction]
fn replace_trace(path: std::path::PathBuf) -> PyResult<std::ffi::OsString> {
    spile_cli::replace_trace(&path).map_err(|(message, os_error)| match os_error {
        Some(number) => pyo3::exceptions::PyOSError::new_err((number, message)),
        None => pyo3::exceptions::PyValueError::new_err(message),
    })?;
    Ok(std::path::absolute(&path)?.into_os_string())
}

/// The command line; returns the exit status.
#[pyfunction]
fn cli(py: Python<'_>, args: Vec<std::ffi::OsString>) -> i32 {
    // Here a panic may be seen.
    let _ = std::panic::take_hook();
    py.detach(|| spile_cli::main(args.into_iter()))
}
