//! Which modules are woven.

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

/// Selects modules by globs over their names, or by their file's place below a project.
#[pyclass(frozen, module = "spile._native")]
pub struct Targets {
    inner: spile_core::Targets,
    key: String,
}

#[pymethods]
impl Targets {
    /// Raises `ValueError` when a glob cannot be parsed.
    #[new]
    #[pyo3(signature = (targets, excludes = Vec::new(), project = None))]
    fn new(targets: Vec<String>, excludes: Vec<String>, project: Option<&str>) -> PyResult<Self> {
        let inner = spile_core::Targets::new(&targets, &excludes, project)
            .map_err(|error| PyValueError::new_err(error.to_string()))?;
        // What was woven into a file does not depend on which other files were selected.
        let key = format!("{}-{}", env!("CARGO_PKG_VERSION"), env!("SPILE_BUILD_KEY"));
        Ok(Self { inner, key })
    }

    /// Whether a module of this name can be selected, before its file is known.
    fn may_match(&self, module: &str) -> bool {
        self.inner.may_match(module)
    }

    /// Whether the module with this source file (an absolute path) is selected.
    #[pyo3(signature = (module, path = None))]
    fn matches_module(&self, module: &str, path: Option<&str>) -> bool {
        self.inner.matches_module(module, path)
    }

    /// Equal when the same sources are woven into the same texts by the same build of Spile.
    #[getter]
    fn key(&self) -> &str {
        &self.key
    }
}
