//! Configurations: from Python's data, or from a file, to rules.

use std::path::PathBuf;

use pyo3::exceptions::{PyOSError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};
use spile_cli::ConfigSource;
use spile_config::{ConfigError, ProblemKind, Value};

use crate::rules::{Rules, run_options};

/// Tables within each other, before data is refused rather than the stack overflown: it may be in itself.
const MAX_DEPTH: usize = 16;

/// The rules of `config`, over it `targets`, `bodies` and `outside`, in the project in the directory `project`; and how the configuration
/// wants calls printed, or `None`. `config` is a dictionary with the keys of a configuration file, or a path. Raises `ValueError`
/// with all that is wrong, `OSError` for a file that cannot be read.
#[pyfunction]
#[pyo3(signature = (config, targets = Vec::new(), bodies = None, project = None, outside = None))]
pub fn configure(
    config: &Bound<'_, PyAny>,
    targets: Vec<String>,
    bodies: Option<bool>,
    project: Option<&str>,
    outside: Option<bool>,
) -> PyResult<(Rules, Option<&'static str>)> {
    let source = match config.cast::<PyDict>() {
        Ok(_) => ConfigSource::Data(to_value(config, 0)?),
        Err(_) => ConfigSource::File(config.extract::<PathBuf>()?),
    };
    let (rules, console) = spile_cli::rules_over(source, &targets, run_options(bodies, outside))
        .map_err(|error| to_exception(&error))?;
    Ok((Rules::with(rules, project), console))
}

fn to_exception(error: &ConfigError) -> PyErr {
    let is_unreadable = |problem: &spile_config::Problem| problem.kind() == ProblemKind::Unreadable;
    if error.problems().iter().any(is_unreadable) {
        return PyOSError::new_err(error.to_string());
    }
    PyValueError::new_err(error.to_string())
}

fn to_value(object: &Bound<'_, PyAny>, depth: usize) -> PyResult<Value> {
    if depth > MAX_DEPTH {
        return Err(PyValueError::new_err("the configuration nests too deeply"));
    }
    if let Ok(text) = object.cast::<PyString>() {
        return Ok(Value::Text(text.to_str()?.to_owned()));
    }
    if let Ok(is) = object.cast::<PyBool>() {
        return Ok(Value::Boolean(is.is_true()));
    }
    if object.is_instance_of::<PyInt>() {
        let number = object.extract::<i64>().map(Value::Integer);
        return Ok(number.unwrap_or(Value::Other("a number of more than 64 bits")));
    }
    if object.is_instance_of::<PyFloat>() {
        return Ok(Value::Other("a number with a fraction"));
    }
    if object.is_instance_of::<PyList>() || object.is_instance_of::<PyTuple>() {
        let mut items = Vec::new();
        // Asked how many are to come, as `collect` does, the iterator would import `operator`.
        for item in object.try_iter()? {
            items.push(to_value(&item?, depth + 1)?);
        }
        return Ok(Value::List(items));
    }
    if let Ok(table) = object.cast::<PyDict>() {
        let entries = table.iter().map(|(key, value)| {
            let key = key
                .cast::<PyString>()
                .map_err(|_| PyTypeError::new_err("the keys of a configuration are texts"))?;
            Ok((key.to_str()?.to_owned(), to_value(&value, depth + 1)?))
        });
        return Ok(Value::Table(entries.collect::<PyResult<_>>()?));
    }
    if object.is_none() {
        return Ok(Value::Other("None"));
    }
    Ok(Value::Other("an object that no key takes"))
}
