//! Which modules are woven, and what of them.

use std::ffi::OsString;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyString;
use spile_cli::Places;
use spile_config::RunSettings;
use spile_core::{
    Asks, Frontend, Module, ModulePlan, Outline, Place, Plan, SourceFacts, Weaving, without_dots,
};
use spile_python::Python as Language;

pub(crate) use spile_cli::NOT_ASKED_FOR;

/// What is recorded: rules, and the project that their paths are relative to.
#[pyclass(frozen, module = "spile._native")]
pub struct Rules {
    inner: spile_core::Rules,
    places: Places,
}

#[pymethods]
impl Rules {
    /// What one of `targets` selects, and none of `excludes`; without targets the code of the project in the directory
    /// `project`. Raises `ValueError` when one is no selector.
    #[new]
    #[pyo3(signature = (targets, excludes = Vec::new(), project = None, bodies = false, outside = false))]
    fn new(
        targets: Vec<String>,
        excludes: Vec<String>,
        project: Option<&str>,
        bodies: bool,
        outside: bool,
    ) -> PyResult<Self> {
        let options = run_options(Some(bodies), Some(outside));
        let inner = spile_cli::rules_of(&targets, &excludes, options)
            .map_err(|error| PyValueError::new_err(error.to_string()))?;
        Ok(Self::with(inner, project))
    }

    /// The rules that `spile run` wrote for its processes. Raises `ValueError` when `text` holds none.
    #[staticmethod]
    #[pyo3(signature = (text, project = None))]
    fn from_text(text: &str, project: Option<&str>) -> PyResult<Self> {
        let inner = spile_cli::rules_from_text(text).map_err(PyValueError::new_err)?;
        Ok(Self::with(inner, project))
    }

    /// Whether something of a module of this name can be selected, before its file is known. A name that is no text, or that
    /// UTF-8 has no form of, cannot: it is for the import system to say what is wrong with it.
    fn may_match(&self, module: &Bound<'_, PyAny>) -> bool {
        let name = module.cast::<PyString>().ok().and_then(|name| name.to_str().ok());
        name.is_some_and(|module| {
            let facts = SourceFacts {
                module,
                holds_modules: false,
                file: None,
                is_project: false,
                text: None,
            };
            self.inner.module_plan(&facts) != ModulePlan::Nothing
        })
    }

    /// Whether something of the module with this source file can be selected. A path by way of symbolic
    /// links counts as the place that it leads to, when that is in the project.
    #[pyo3(signature = (module, path = None))]
    fn matches_module(&self, module: &str, path: Option<&str>) -> bool {
        // What a spec says of a module that has no file is no path.
        let path = path.map(|path| {
            if path.starts_with('/') {
                without_dots(path)
            } else {
                path.into()
            }
        });
        self.plan(module, path.as_deref(), None) != ModulePlan::Nothing
    }

    /// What the woven text of a module depends on besides its source and this build of Spile: equal when all else is.
    #[pyo3(signature = (module, path = None))]
    fn detail(&self, module: &str, path: Option<&str>) -> String {
        let path = absolute(path);
        let path = path.as_deref();
        match self.plan(module, path, None) {
            ModulePlan::Everything { bodies, outside } => {
                let asked = [(bodies, "bodies"), (outside, "outside")];
                let words = asked.into_iter().filter_map(|(is, word)| is.then_some(word));
                words.collect::<Vec<_>>().join(" ")
            }
            ModulePlan::Nothing => "nothing".into(),
            ModulePlan::Outlined => self.with_place(path, |place| {
                let Place { file, is_project } = place.unwrap_or(NOWHERE);
                format!("{:016x} {is_project} {file}", self.inner.hash())
            }),
        }
    }

    /// Equal when the same sources are woven into the same texts by the same build of Spile, but for `detail`.
    #[classattr]
    fn key() -> String {
        format!("{}-{}", env!("CARGO_PKG_VERSION"), env!("SPILE_BUILD_KEY"))
    }

    /// Whether the calls of functions are told, of any.
    fn tell_calls(&self) -> bool {
        self.inner.tell_calls()
    }

    /// The rules as `from_text` reads them.
    fn text(&self) -> String {
        self.inner.to_text()
    }
}

/// What a program says about how to record.
pub(crate) fn run_options(bodies: Option<bool>, outside: Option<bool>) -> RunSettings {
    RunSettings {
        bodies,
        outside,
        ..RunSettings::default()
    }
}

/// The root of the project that the current directory is in. Raises `OSError`.
#[pyfunction]
pub fn project() -> PyResult<OsString> {
    Ok(spile_cli::project_here()?.into_os_string())
}

/// The path of a file from the root on. What a spec says of a module that has none is no path.
fn absolute(path: Option<&str>) -> Option<String> {
    path.map(Places::absolute)
}

/// Whether the file at `path` is that of a package itself.
fn is_package(path: Option<&str>) -> bool {
    path.and_then(|path| path.rsplit(['/', '\\']).next())
        .is_some_and(|name| name.starts_with("__init__."))
}

const NOWHERE: Place<'static> = Place {
    file: "",
    is_project: false,
};

impl Rules {
    pub(crate) fn with(inner: spile_core::Rules, project: Option<&str>) -> Self {
        Self {
            inner,
            places: Places::new(project),
        }
    }

    /// What is done with a module, as far as can be told from what is given.
    fn plan(&self, module: &str, path: Option<&str>, text: Option<&str>) -> ModulePlan {
        self.with_place(path, |place| {
            let Place { file, is_project } = place.unwrap_or(NOWHERE);
            self.inner.module_plan(&SourceFacts {
                module,
                holds_modules: false,
                // What has no file is in no project.
                file: Some(file),
                is_project,
                text,
            })
        })
    }

    /// Finds out where a file really is, which is then known.
    pub(crate) fn learn_place(&self, path: Option<&str>) {
        self.with_place(absolute(path).as_deref(), |_| ());
    }

    /// Weaves what is asked for in a source by `plan`, which then asks for that; `None` when nothing is.
    pub(crate) fn weave(
        &self,
        source: &str,
        module: &str,
        path: Option<&str>,
        plan: &mut Plan,
    ) -> Result<Option<Weaving>, spile_python::ParseError> {
        let path = absolute(path);
        let path = path.as_deref();
        match self.plan(module, path, Some(source)) {
            ModulePlan::Nothing => Ok(None),
            ModulePlan::Everything { bodies, outside } => {
                plan.asks = Asks::Everything { bodies, outside };
                Language.weave(source, module, plan).map(Some)
            }
            ModulePlan::Outlined => {
                let named = Module {
                    name: module,
                    is_package: is_package(path),
                };
                let ask = |outline: &Outline| {
                    self.with_place(path, |place| {
                        let Place { file, is_project } = place.unwrap_or(NOWHERE);
                        let facts = SourceFacts {
                            module,
                            holds_modules: false,
                            file: Some(file),
                            is_project,
                            text: Some(source),
                        };
                        self.inner.resolve(source, facts, outline)
                    })
                };
                let (_, weaving) = Language.weave_asked(source, named, plan, ask)?;
                Ok(plan.asks.asks_for_any().then_some(weaving))
            }
        }
    }

    /// Calls `tell` with where the file at `path` is.
    fn with_place<T>(&self, path: Option<&str>, tell: impl FnOnce(Option<Place<'_>>) -> T) -> T {
        let Some(path) = path else { return tell(None) };
        tell(Some(self.places.of(&self.places.seen(path))))
    }
}
