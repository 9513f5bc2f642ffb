//! `weave`, and what it gives.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::exceptions::{
    PyLookupError, PyMemoryError, PyOverflowError, PyRecursionError, PySyntaxError, PySystemError,
    PyValueError,
};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};
use spile_core::{NotWoven, Plan, Weaving};
use spile_python::{Attempt, Refusal, weave_accepted};

use crate::compile::{self, Failure};
use crate::finish::Finisher;
use crate::rules::{NOT_ASKED_FOR, Rules};
use crate::{arena, guard, table};

/// A woven source. Less of it is woven when the interpreter turns out not to take all.
#[pyclass(frozen, module = "spile._native")]
pub struct Woven {
    source: String,
    module: String,
    plan: Plan,
    attempt: Mutex<Arc<Attempt>>,
    is_lasting: AtomicBool,
}

/// Weaves probes into what `rules` ask for in a source, the file at the absolute `path` if it has one.
///
/// `source` is a file's bytes (UTF-8, with or without a byte order mark, or ASCII or Latin-1 by its coding cookie), or
/// text. Returns `None` when there is nothing to weave, and the reason as text when the module is left alone for another
/// one. Raises `LookupError` when the bytes cannot be decoded here: Python has more codecs.
#[pyfunction]
#[pyo3(signature = (source, module, rules, path = None))]
pub fn weave<'py>(
    py: Python<'py>,
    source: &Bound<'py, PyAny>,
    module: &str,
    rules: &Rules,
    path: Option<&str>,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    guard::entry(|| weave_source(py, source, module, rules, path))
}

/// The woven text; `None` when there is nothing to weave.
fn woven_by(text: &str, weaving: Weaving) -> Option<Attempt> {
    let is_empty = weaving.sites.is_empty() && weaving.skipped.is_empty();
    (!is_empty).then(|| Attempt::new(text, weaving))
}

/// What comes of a source.
enum Planned {
    NotAskedFor,
    Nothing,
    Woven(Box<(Attempt, Plan)>),
}

fn weave_source<'py>(
    py: Python<'py>,
    source: &Bound<'py, PyAny>,
    module: &str,
    rules: &Rules,
    path: Option<&str>,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    let text = if let Ok(text) = source.cast::<PyString>() {
        text.to_str().ok().map(str::to_owned)
    } else {
        let bytes = source.cast::<PyBytes>()?.as_bytes();
        // Python's codecs would make a text of it, but CPython compiles no such source.
        if spile_python::contradicts_mark(bytes) {
            return Ok(None);
        }
        let text = spile_python::decode(bytes);
        Some(text.ok_or_else(|| PyLookupError::new_err("it cannot be decoded here"))?)
    };
    // CPython refuses a source with a null byte, and a C string would end there.
    let Some(text) = text.filter(|text| !text.contains('\0')) else {
        return Ok(None);
    };
    let version = py.version_info();
    let attempt = py.detach(|| {
        let mut plan = Plan {
            language: Some((version.major, version.minor)),
            ..Plan::default()
        };
        // Where the file is stays known, and is looked up outside of what is freed at once.
        rules.learn_place(path);
        let weave = || {
            Ok(rules
                .weave(&text, module, path, &mut plan)?
                .map(|weaving| woven_by(&text, weaving)))
        };
        Ok(match arena::scope(weave)? {
            None => Planned::NotAskedFor,
            Some(None) => Planned::Nothing,
            Some(Some(attempt)) => Planned::Woven(Box::new((attempt, plan))),
        })
    });
    match attempt {
        Ok(Planned::NotAskedFor) => Ok(Some(PyString::new(py, NOT_ASKED_FOR).into_any())),
        Ok(Planned::Nothing) => Ok(None),
        Ok(Planned::Woven(woven)) => {
            let (attempt, plan) = *woven;
            let woven = Woven {
                source: text,
                module: module.to_owned(),
                plan,
                attempt: Mutex::new(Arc::new(attempt)),
                is_lasting: AtomicBool::new(true),
            };
            Ok(Some(Bound::new(py, woven)?.into_any()))
        }
        // What CPython cannot compile either, it says itself.
        Err(error) => {
            let error: spile_python::ParseError = error;
            let reason = format!("it cannot be parsed: {error}");
            Ok(Some(PyString::new(py, &reason).into_any()))
        }
    }
}

/// Compiles a woven source and gives its code the positions of `source`, the plain source.
///
/// Definitions that this interpreter does not compile when they are woven are left alone; `woven` is then what was
/// compiled. Warnings of the compiler are those of the plain source, with its lines; with `warn` false there are none, as
/// when CPython takes the code from its cache. Raises what compiling the plain source raises, and what stands in the way
/// of weaving any definition.
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
    guard::entry(|| compile_and_finish(woven.get(), source, filename, optimize, warn, module))
}

fn compile_and_finish<'py>(
    woven: &Woven,
    source: &Bound<'py, PyAny>,
    filename: &Bound<'py, PyAny>,
    optimize: i32,
    warn: bool,
    module: Option<&str>,
) -> PyResult<Bound<'py, PyAny>> {
    let attempt = woven.attempt();
    let code = match compile::quietly(&attempt.woven.text, source, filename, optimize, warn, module) {
        Ok(code) => code,
        Err(Failure::Plain(error)) => return Err(error),
        Err(Failure::Woven(error)) => return woven.retreat(error, None, filename, optimize),
    };
    let finisher = Finisher::new(code.py(), &attempt.woven.map, &attempt.weaving.mark)?;
    match finisher.finish(&code) {
        Ok(code) => Ok(code),
        Err(error) => woven.retreat(error, finisher.unknown_at(), filename, optimize),
    }
}

/// Compiles and finishes one attempt.
fn try_attempt<'py>(
    attempt: &Attempt,
    filename: &Bound<'py, PyAny>,
    optimize: i32,
) -> Result<Bound<'py, PyAny>, (PyErr, Option<u32>)> {
    let code = compile::silently(&attempt.woven.text, filename, optimize).map_err(|error| (error, None))?;
    let finisher =
        Finisher::new(code.py(), &attempt.woven.map, &attempt.weaving.mark).map_err(|error| (error, None))?;
    finisher
        .finish(&code)
        .map_err(|error| (error, finisher.unknown_at()))
}

/// What `error` says about woven text; `None` when it is about something else. `unknown_at` is the line of code that was
/// compiled and not understood.
fn refusal(py: Python<'_>, error: &PyErr, unknown_at: Option<u32>) -> Option<Refusal> {
    if unknown_at.is_some() {
        return Some(Refusal {
            reason: NotWoven::UnknownShape,
            line: unknown_at,
        });
    }
    if error.is_instance_of::<PySyntaxError>(py) {
        let value = error.value(py);
        let message: String = value
            .getattr("msg")
            .and_then(|msg| msg.extract())
            .unwrap_or_default();
        let reason = match &*message {
            "too many statically nested blocks" => NotWoven::NestedBlocks,
            "too many levels of indentation" => NotWoven::Indentation,
            "too many nested parentheses" => NotWoven::TooDeep,
            _ => NotWoven::Refused,
        };
        let line = value.getattr("lineno").and_then(|line| line.extract()).ok();
        return Some(Refusal { reason, line });
    }
    let reason = if error.is_instance_of::<PyRecursionError>(py) || error.is_instance_of::<PyMemoryError>(py)
    {
        NotWoven::TooDeep
    } else if error.is_instance_of::<PySystemError>(py) || error.is_instance_of::<PyOverflowError>(py) {
        NotWoven::Refused
    } else {
        return None;
    };
    Some(Refusal { reason, line: None })
}

/// Whether the compiler ran out of stack or memory, of which there may be more the next time. When the parser says that it
/// ran out of a stack of its own, that has a fixed size.
fn is_exhausted(py: Python<'_>, error: &PyErr) -> bool {
    let is_fixed = || error.value(py).to_string().starts_with("Parser stack overflowed");
    error.is_instance_of::<PyRecursionError>(py) || error.is_instance_of::<PyMemoryError>(py) && !is_fixed()
}

impl Woven {
    fn attempt(&self) -> Arc<Attempt> {
        self.attempt
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Weaves less, after `error`, and compiles that.
    fn retreat<'py>(
        &self,
        error: PyErr,
        unknown_at: Option<u32>,
        filename: &Bound<'py, PyAny>,
        optimize: i32,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = filename.py();
        let Some(first) = refusal(py, &error, unknown_at) else {
            return Err(error);
        };
        let mut is_lasting = !is_exhausted(py, &error);
        // What says nothing about the woven text, such as an interrupt, is raised as it is.
        let mut other = None;
        let accepted = weave_accepted(&self.source, &self.module, &self.plan, first, |attempt| {
            if other.is_some() {
                return Err(first);
            }
            try_attempt(attempt, filename, optimize).map_err(|(error, unknown_at)| {
                is_lasting &= !is_exhausted(py, &error);
                refusal(py, &error, unknown_at).unwrap_or_else(|| {
                    other = Some(error);
                    first
                })
            })
        });
        if let Some(other) = other {
            return Err(other);
        }
        let Some((attempt, code)) = accepted else {
            return Err(error);
        };
        *self.attempt.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(attempt);
        self.is_lasting.store(is_lasting, Ordering::Relaxed);
        Ok(code)
    }
}

#[pymethods]
impl Woven {
    /// The woven source, to be compiled.
    #[getter]
    fn text(&self) -> String {
        self.attempt().woven.text.clone()
    }

    /// The site table, for [`arm`](crate::arm::arm).
    #[getter]
    fn table<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        let attempt = self.attempt();
        let table = arena::scope(|| table::encode(&attempt.weaving, &self.module));
        PyBytes::new(py, &table)
    }

    /// Start and length of what was inserted, in bytes of `text`, in order.
    #[getter]
    fn inserted(&self) -> Vec<(u32, u32)> {
        self.attempt().woven.map.inserted_ranges().collect()
    }

    /// Of each definition its kind, whether it has a handler, and why it was left alone if it was.
    #[getter]
    fn definitions(&self) -> Vec<(&'static str, bool, Option<String>)> {
        let attempt = self.attempt();
        let woven = attempt
            .weaving
            .sites
            .iter()
            .map(|site| (site.kind.word(), site.has_handler, None));
        let skipped = attempt
            .weaving
            .skipped
            .iter()
            .map(|skipped| (skipped.node.kind.word(), false, Some(skipped.reason.to_string())));
        woven.chain(skipped).collect()
    }

    /// Whether as much would be woven the next time. What the compiler had no stack or memory for may have it then.
    #[getter]
    fn is_lasting(&self) -> bool {
        self.is_lasting.load(Ordering::Relaxed)
    }

    /// Gives code that was compiled from `text` the positions of the original source. It can be marshalled; before it
    /// runs it must be armed. Raises `ValueError` when this interpreter compiles in a way that is not understood.
    fn finish<'py>(&self, code: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let attempt = self.attempt();
        guard::entry(|| Finisher::new(code.py(), &attempt.woven.map, &attempt.weaving.mark)?.finish(code))
    }

    /// For those that compile `text` themselves, when that failed: leaves alone what this interpreter does not compile
    /// when it is woven. Returns whether `text` is another one now.
    fn settle(&self, source: &Bound<'_, PyAny>, filename: &Bound<'_, PyAny>) -> PyResult<bool> {
        guard::entry(|| self.settle_text(source, filename))
    }
}

impl Woven {
    fn settle_text(&self, source: &Bound<'_, PyAny>, filename: &Bound<'_, PyAny>) -> PyResult<bool> {
        let before = self.attempt();
        let result = match compile::quietly(&before.woven.text, source, filename, -1, false, None) {
            Ok(code) => {
                let finisher = Finisher::new(code.py(), &before.woven.map, &before.weaving.mark)?;
                match finisher.finish(&code) {
                    Ok(_) => return Ok(false),
                    Err(error) => self.retreat(error, finisher.unknown_at(), filename, -1),
                }
            }
            Err(Failure::Plain(_)) => return Ok(false),
            Err(Failure::Woven(error)) => self.retreat(error, None, filename, -1),
        };
        Ok(result.is_ok())
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
