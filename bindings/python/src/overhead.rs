//! What recording costs: measured when it starts, on a function of our own, whose events go nowhere.

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyTuple};
use spile_core::NodeKind;
use spile_trace::{EventKind, Overhead, Recorder, ThreadInfo};

use crate::sink::Sink;
use crate::{frames, probe, session, shadow};

/// A function as it is woven, the same plain, and what calls them.
const SOURCE: &std::ffi::CStr = c"
def plain():
    pass
def woven():
    b'spile:>' in b'spile:0'
    try:
        pass
    finally: b'spile:<' in b'spile:0'
def call(times, function):
    for _ in times: function()
";

/// So many calls have their events in the memory of a writer that has no file.
const N_CALLS: u64 = 200;
/// Some of the rounds are disturbed, and in the first ones the interpreter still adapts the code.
const N_ROUNDS: usize = 9;

/// The costs of a call that is recorded, on the clock of `recorder`; `None` when they cannot be told.
pub(crate) fn measure(py: Python<'_>, recorder: &Recorder) -> Option<Overhead> {
    if !frames::is_known() || !frames::can_set_tuple_items() || session::is_recording() {
        return None;
    }
    let result = measure_calls(py, &recorder.of_nothing());
    if result.is_err() {
        // SAFETY: the GIL is held.
        unsafe { ffi::PyErr_Clear() };
    }
    result.ok().flatten()
}

fn measure_calls(py: Python<'_>, recorder: &Recorder) -> PyResult<Option<Overhead>> {
    let names = PyDict::new(py);
    py.run(SOURCE, Some(&names), None)?;
    let function = |name: &str| {
        names
            .get_item(name)
            .map(|found| found.unwrap_or_else(|| names.clone().into_any()))
    };
    let (plain, woven, call) = (function("plain")?, function("woven")?, function("call")?);
    put_probe(&woven)?;
    let times = PyTuple::new(py, (0..N_CALLS as usize).map(|_| py.None()))?;
    let sink = Sink::of(recorder.clone(), &ThreadInfo::default());
    let (mut of_call, mut within) = (Vec::new(), Vec::new());
    shadow::on_thread_of(sink, |events| -> PyResult<()> {
        for _ in 0..N_ROUNDS {
            let start = recorder.ticks();
            call.call1((&times, &plain))?;
            let between = recorder.ticks();
            call.call1((&times, &woven))?;
            let end = recorder.ticks();
            of_call.push((end - between).saturating_sub(between - start));
            let exits = events().into_iter();
            let exits = exits.filter_map(|(delta, kind)| (kind == EventKind::Exit).then_some(delta));
            within.extend(mean_of_most(exits.collect()));
        }
        Ok(())
    })?;
    let (of_call, within) = (median(of_call) * 16 / N_CALLS, median(within));
    let within = within.min(of_call);
    Ok((of_call > 0).then_some(Overhead { of_call, within }))
}

/// The mean in sixteenths without the largest tenth: those during which the thread had to wait.
fn mean_of_most(mut values: Vec<u64>) -> Option<u64> {
    values.sort_unstable();
    let n = values.len() * 9 / 10;
    let sum: u64 = values[..n].iter().sum();
    (sum * 16).checked_div(n as u64)
}

fn median(mut values: Vec<u64>) -> u64 {
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or(0)
}

/// Puts a probe where its placeholders are.
fn put_probe(function: &Bound<'_, PyAny>) -> PyResult<()> {
    let py = function.py();
    let consts = function
        .getattr("__code__")?
        .getattr("co_consts")?
        .cast_into::<PyTuple>()?;
    let site = probe::new(py, 0, 0, NodeKind::Function, true)?;
    for (idx, constant) in consts.iter_borrowed().enumerate() {
        let Ok(bytes) = constant.cast::<PyBytes>() else {
            continue;
        };
        let live = match bytes.as_bytes() {
            b"spile:0" => Some(site.clone_ref(py)),
            &[.., sign] => probe::of_sign(py, sign),
            _ => None,
        };
        if let Some(live) = live {
            // SAFETY: the tuple belongs to a code object that has not run yet, see `arm`.
            unsafe { frames::set_tuple_item(consts.as_ptr(), idx, live.into_ptr()) };
        }
    }
    Ok(())
}
