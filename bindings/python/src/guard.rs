//! No panic of ours gets into the program: not its unwinding, which PyO3 would make an exception that `except Exception`
//! does not catch, nor an abort, which is what Rust makes of one that reaches C.

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, PoisonError};

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use crate::session;

/// What was said by the last panic, and where.
static LAST: Mutex<String> = Mutex::new(String::new());

/// Keeps what panics say for the one who catches them, instead of printing it.
pub(crate) fn initialise() {
    panic::set_hook(Box::new(|info| {
        if let Ok(mut last) = LAST.try_lock() {
            *last = info.to_string().replace('\n', " ");
        }
    }));
}

fn last() -> String {
    std::mem::take(&mut *LAST.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Runs what Python asked for. A panic becomes a `RuntimeError`, upon which the package goes on without us.
pub(crate) fn entry<T>(run: impl FnOnce() -> PyResult<T>) -> PyResult<T> {
    panic::catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| {
        Err(PyRuntimeError::new_err(format!(
            "spile: internal error: {}",
            last()
        )))
    })
}

/// Runs what an event asks for. After a panic nothing is recorded any more, and the trace says so.
pub(crate) fn event(run: impl FnOnce()) {
    if panic::catch_unwind(AssertUnwindSafe(run)).is_err() {
        session::give_up(&last());
    }
}

/// Runs a callback of C that has nothing to say. A panic is forgotten.
pub(crate) fn callback(run: impl FnOnce()) {
    let _ = panic::catch_unwind(AssertUnwindSafe(run));
}
