//! `weave`, and what it gives.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use spile_core::{Frontend, Plan, Weaving};
use spile_source::PositionMap;

use crate::compile;
use crate::finish::Finisher;
use crate::table;

/// A woven source.
#[pyclass(frozen, module = "spile._native")]
pub struct Woven {
    text: String,
    table: Vec<u8>,
    map: PositionMap,
    mark: String,
    n_sites: usize,
}

/// Weaves probes into every definition of a source.
///
/// `source` is a file's bytes (UTF-8, with or without a byte order mark, or ASCII or Latin-1 by its coding cookie), or
/// text. Returns `None` when there is nothing to weave, and when the source cannot be decoded: then the interpreter
/// itself has something to say about it. Returns the reason as text when the module is left alone for another one.
#[pyfunction]
pub fn weave<'py>(
    py: Python<'py>,
    source: &Bound<'py, PyAny>,
    module: &str,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    let text = if let Ok(text) = source.cast::<PyString>() {
        text.to_str().ok().map(str::to_owned)
    } else {
        spile_python::decode(source.cast::<PyBytes>()?.as_bytes())
    };
    // CPython refuses a source with a null byte, and a C string would end there.
    let Some(text) = text.filter(|text| !text.contains('\0')) else {
        return Ok(None);
    };
    match py.detach(|| spile_python::Python.weave(&text, module, &Plan::default())) {
        Ok(weaving) => {
            let woven = finish_weaving(weaving, &text).map(|woven| Bound::new(py, woven));
            Ok(woven.transpose()?.map(Bound::into_any))
        }
        // What CPython cannot compile either, it says itself.
        Err(error) => {
            let reason = format!("it cannot be parsed: {error}");
            Ok(Some(PyString::new(py, &reason).into_any()))
        }
    }
}

fn finish_weaving(weaving: Weaving, source: &str) -> Option<Woven> {
    if weaving.sites.is_empty() && weaving.skipped.is_empty() {
        return None;
    }
    let table = table::encode(&weaving);
    let (mark, n_sites) = (weaving.mark, weaving.sites.len());
    let woven = weaving.insertions.apply(source);
    Some(Woven {
        text: woven.text,
        table,
        map: woven.map,
        mark,
        n_sites,
    })
}

/// Compiles a woven source and gives its code the positions of `source`, the plain source.
///
/// Warnings of the compiler are those of the plain source, with its lines; with `warn` false there are none, as when
/// CPython takes the code from its cache. Raises what compiling the plain source raises, and `ValueError` as
/// [`Woven::finish`] does.
#[pyfunction]
#[pyo3(signature = (woven, source, filename, optimize, warn, module = None))]
pub fn compile_woven<'py>(
    woven: &Bound<'py, Woven>,
    source: &Bound<'py, PyAny>,
    filename: &Bound<'py, PyAny>,
    optimize: i32,
    warn: bool,
    module: Option<&str>,
) -> PyResult<Bound<'py, PyAny>> {
    let woven = woven.get();
    let code = compile::quietly(&woven.text, source, filename, optimize, warn, module)?;
    Finisher::new(code.py(), &woven.map, &woven.mark)?.finish(&code)
}

#[pymethods]
impl Woven {
    /// The woven source, to be compiled.
    #[getter]
    fn text(&self) -> &str {
        &self.text
    }

    /// The site table, for [`arm`](crate::arm::arm).
    #[getter]
    fn table<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.table)
    }

    /// How many definitions were woven.
    #[getter]
    fn n_sites(&self) -> usize {
        self.n_sites
    }

    /// Gives code that was compiled from `text` the positions of the original source. It can be marshalled; before it
    /// runs it must be armed. Raises `ValueError` when this interpreter compiles in a way that is not understood.
    fn finish<'py>(&self, code: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        Finisher::new(code.py(), &self.map, &self.mark)?.finish(code)
    }
}

impl From<spile_python::code::ShapeError> for UnknownShape {
    fn from(error: spile_python::code::ShapeError) -> Self {
        Self(error)
    }
}

/// A [`spile_python::code::ShapeError`] on its way to Python.
pub(crate) struct UnknownShape(spile_python::code::ShapeError);

impl From<UnknownShape> for PyErr {
    fn from(UnknownShape(error): UnknownShape) -> Self {
        PyValueError::new_err(error.to_string())
    }
}
