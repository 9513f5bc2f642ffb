//! Which interpreters are compared.

use anyhow::{Result, bail, ensure};

pub(crate) use crate::python::Interpreter;
use crate::python::interpreters;

/// What runs when no version is asked for.
const COMPARED: [&str; 3] = ["3.11", "3.12", "3.13"];

/// The interpreters of the versions asked for (all that are compared, when none is).
///
/// # Errors
/// When a version that was asked for is not there, or none is.
pub(crate) fn discover(wanted: &[String]) -> Result<Vec<Interpreter>> {
    let mut here = interpreters();
    here.reverse();
    if let Some(missing) = wanted
        .iter()
        .find(|series| here.iter().all(|python| python.series() != **series))
    {
        let known: Vec<_> = here.iter().map(Interpreter::series).collect();
        bail!("no Python {missing}; found {}", known.join(", "));
    }
    let chosen = |python: &Interpreter| {
        let series = python.series();
        wanted.contains(&series) || wanted.is_empty() && COMPARED.contains(&series.as_str())
    };
    here.retain(chosen);
    ensure!(!here.is_empty(), "no Python {} found", COMPARED.join(", "));
    Ok(here)
}
