//! Which modules are woven.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyString;

/// Selects modules by globs over their names, or by their file's place below a project.
#[pyclass(frozen, module = "spile._native")]
pub struct Targets {
    inner: spile_core::Targets,
    key: String,
    /// Whether the bodies of classes and modules are woven as well.
    #[pyo3(get)]
    bodies: bool,
    /// Where the directories of modules really are, if modules are selected by their place.
    places: Option<Mutex<HashMap<PathBuf, Option<PathBuf>>>>,
}

#[pymethods]
impl Targets {
    /// Raises `ValueError` when a glob cannot be parsed.
    #[new]
    #[pyo3(signature = (targets, excludes = Vec::new(), project = None, bodies = false))]
    fn new(
        targets: Vec<String>,
        excludes: Vec<String>,
        project: Option<&str>,
        bodies: bool,
    ) -> PyResult<Self> {
        let inner = spile_core::Targets::new(&targets, &excludes, project)
            .map_err(|error| PyValueError::new_err(error.to_string()))?;
        // What was woven into a file does not depend on which other files were selected.
        let plan = if bodies { "-bodies" } else { "" };
        let key = format!("{}-{}{plan}", env!("CARGO_PKG_VERSION"), env!("SPILE_BUILD_KEY"));
        let places = targets.is_empty().then(Mutex::default);
        Ok(Self {
            inner,
            key,
            bodies,
            places,
        })
    }

    /// Whether a module of this name can be selected, before its file is known. A name that is no text, or that UTF-8 has
    /// no form of, cannot: it is for the import system to say what is wrong with it.
    fn may_match(&self, module: &Bound<'_, PyAny>) -> bool {
        let name = module.cast::<PyString>().ok().and_then(|name| name.to_str().ok());
        name.is_some_and(|name| self.inner.may_match(name))
    }

    /// Whether the module with this source file (an absolute path) is selected. A path by way of symbolic links counts
    /// as the place that it leads to, too.
    #[pyo3(signature = (module, path = None))]
    fn matches_module(&self, module: &str, path: Option<&str>) -> bool {
        self.inner.matches_module(module, path)
            || path
                .and_then(|path| self.real_path(Path::new(path)))
                .is_some_and(|path| self.inner.matches_module(module, path.to_str()))
    }

    /// Equal when the same sources are woven into the same texts by the same build of Spile.
    #[getter]
    fn key(&self) -> &str {
        &self.key
    }
}

/// The root of the project that the current directory is in. Raises `OSError`.
#[pyfunction]
pub fn project() -> PyResult<OsString> {
    Ok(spile_cli::project_here()?.into_os_string())
}

impl Targets {
    /// The path with its directory's links resolved, if that makes it another one.
    fn real_path(&self, path: &Path) -> Option<PathBuf> {
        let (directory, name) = (path.parent()?, path.file_name()?);
        if !path.is_absolute() {
            return None;
        }
        let mut places = self
            .places
            .as_ref()?
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let place = places.entry(directory.to_owned()).or_insert_with(|| {
            let place = fs::canonicalize(directory).ok();
            place.filter(|place| place != directory)
        });
        Some(place.as_ref()?.join(name))
    }
}
