//! Putting live probes where the placeholders are.

use pyo3::exceptions::PyValueError;
use pyo3::ffi;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple};

use crate::probe::{self, is_code};
use crate::table::{self, SiteTable};
use crate::{frames, guard, session};

/// Registers the sites of `table` and puts their probes into `code`, in place. To be called once for each code object
/// that was compiled or unmarshalled, before it runs. Raises `ValueError` when `table` cannot be read.
#[pyfunction]
pub fn arm(code: &Bound<'_, PyAny>, table: &[u8], module: &str, filename: &str) -> PyResult<()> {
    guard::entry(|| put_probes(code, table, module, filename))
}

fn put_probes(code: &Bound<'_, PyAny>, table: &[u8], module: &str, filename: &str) -> PyResult<()> {
    let table = table::decode(table).ok_or_else(|| PyValueError::new_err("the site table cannot be read"))?;
    let first = session::define_sites(&table, module, filename);
    let probes: Vec<Py<PyAny>> = (0..)
        .zip(table.probes())
        .map(|(idx, (kind, has_handler))| probe::new(code.py(), first + idx, idx, kind, has_handler))
        .collect::<PyResult<_>>()?;
    replace(code, &table, &probes)
}

/// Whether a function's `code` has probes, of any recording.
#[pyfunction]
pub fn is_woven(code: &Bound<'_, PyAny>) -> PyResult<bool> {
    let consts = code
        .getattr(intern!(code.py(), "co_consts"))?
        .cast_into::<PyTuple>()?;
    Ok(consts
        .iter_borrowed()
        .any(|constant| probe::is_probe(constant.as_ptr())))
}

fn replace(code: &Bound<'_, PyAny>, table: &SiteTable<'_>, probes: &[Py<PyAny>]) -> PyResult<()> {
    let py = code.py();
    let consts = code.getattr(intern!(py, "co_consts"))?.cast_into::<PyTuple>()?;
    for (idx, constant) in consts.iter_borrowed().enumerate() {
        if is_code(constant.as_ptr()) {
            replace(&constant, table, probes)?;
        } else if let Some(probe) = probe_of(&constant, table, probes) {
            // SAFETY: the tuple belongs to a code object that has not run yet, so nothing else holds on to its items;
            // `set_tuple_item` was told this interpreter's layout by a tuple of its own.
            unsafe { frames::set_tuple_item(consts.as_ptr(), idx, probe.into_ptr()) };
        }
    }
    Ok(())
}

fn probe_of(
    constant: &Borrowed<'_, '_, PyAny>,
    table: &SiteTable<'_>,
    probes: &[Py<PyAny>],
) -> Option<Py<PyAny>> {
    // SAFETY: `constant` is a live object.
    if unsafe { ffi::PyBytes_CheckExact(constant.as_ptr()) } == 0 {
        return None;
    }
    let bytes = constant.cast::<PyBytes>().ok()?;
    let number = bytes.as_bytes().strip_prefix(table.mark.as_bytes())?;
    if let &[sign] = number
        && let Some(event) = probe::of_sign(constant.py(), sign)
    {
        return Some(event);
    }
    probes
        .get(std::str::from_utf8(number).ok()?.parse::<usize>().ok()?)
        .map(|probe| probe.clone_ref(constant.py()))
}
