//! What recording costs: measured when it starts, on functions of our own, whose events go nowhere.

use std::ffi::CStr;

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyTuple};
use spile_core::NodeKind;
use spile_trace::{EventKind, Overhead, Recorder, ThreadInfo};

use crate::sink::Sink;
use crate::{frames, probe, session, shadow};

/// What makes functions, and what calls them.
const SOURCE: &CStr = c"
def functions_of(bodies, tell_calls):
    text, last = '', 'calling' if tell_calls else 'woven'
    for body in bodies:
        text += f'def plain(a):\\n    {body}\\ndef woven(a):\\n    {ENTRY}\\n    try: {body}\\n    finally: {EXIT}\\n'
        if tell_calls: text += f'def calling(a):\\n    {ENTRY}\\n    try: (a,)[{CALL}]; {BACK}; {body}\\n    finally: {EXIT}\\n'
        text += f'functions.append((plain, woven, {last}))\\n'
    names = {'functions': []}
    exec(text, names)
    return names['functions']
def copy(function):
    code = function.__code__
    return type(function)(code.replace(co_consts=(*code.co_consts, None)), {})
def call(functions):
    for function in functions: function(0)
";
/// What the weaver inserts.
const PROBES: [(&str, &str); 4] = [
    ("ENTRY", "b'spile:>' in b'spile:0'"),
    ("EXIT", "b'spile:<' in b'spile:0'"),
    ("CALL", "b'spile:[' in b'spile:0'"),
    ("BACK", "b'spile:]' in b'spile:0'"),
];
/// What the functions do. Their calls can be foreseen as little as those of a program: no two functions have code in common,
/// and different instructions come before and behind the probes.
const BODIES: [&str; 8] = [
    "return a",
    "b = a; return b",
    "return a + 1",
    "return not a",
    "return (a, 1)",
    "return -a",
    "return a < 1 or a",
    "return [a]",
];

/// So many functions are called.
const N_FUNCTIONS: usize = 48;
/// So many calls have their events in the memory of a writer that has no file.
const N_CALLS: usize = 240;
/// Some of the rounds are disturbed, and in the first ones the interpreter still adapts the code.
const N_ROUNDS: usize = 9;

/// The costs of a call that is recorded, and with `tell_calls` of the events around a call, on the clock of `recorder`;
/// `None` when they cannot be told.
pub(crate) fn measure(py: Python<'_>, recorder: &Recorder, tell_calls: bool) -> Option<Overhead> {
    if !frames::is_known() || !frames::can_set_tuple_items() || session::is_recording() {
        return None;
    }
    let result = measure_calls(py, &recorder.of_nothing(), tell_calls);
    if result.is_err() {
        // SAFETY: the GIL is held.
        unsafe { ffi::PyErr_Clear() };
    }
    result.ok().flatten()
}

fn measure_calls<'py>(py: Python<'py>, recorder: &Recorder, tell_calls: bool) -> PyResult<Option<Overhead>> {
    let names = PyDict::new(py);
    for (name, probe) in PROBES {
        names.set_item(name, probe)?;
    }
    py.run(SOURCE, Some(&names), None)?;
    let named = |name: &str| {
        names
            .get_item(name)
            .map(|found| found.unwrap_or_else(|| names.clone().into_any()))
    };
    let (copy, call) = (named("copy")?, named("call")?);
    let of_body: Vec<[Bound<'py, PyAny>; 3]> =
        named("functions_of")?.call1((BODIES, tell_calls))?.extract()?;
    let mut families = [const { Vec::new() }; 3];
    let n_families = if tell_calls { 3 } else { 2 };
    for functions in of_body.iter().cycle().take(N_FUNCTIONS) {
        for (family, function) in families[..n_families].iter_mut().zip(functions) {
            let function = copy.call1((function,))?;
            put_probe(&function, family.len() as u32)?;
            family.push(function);
        }
    }
    let [plain, woven, calling] = families;
    let calls_of = |functions: Vec<Bound<'py, PyAny>>| {
        PyTuple::new(py, order().map(|idx| &functions[idx]).collect::<Vec<_>>())
    };
    let (plain, woven) = (calls_of(plain)?, calls_of(woven)?);
    let calling = tell_calls.then(|| calls_of(calling)).transpose()?;
    let sink = Sink::of(recorder.clone(), &ThreadInfo::default());
    let (mut of_call, mut within) = (Vec::new(), Vec::new());
    let (mut around, mut between_events) = (Vec::new(), Vec::new());
    shadow::on_thread_of(sink, |events| -> PyResult<()> {
        for _ in 0..N_ROUNDS {
            let start = recorder.ticks();
            call.call1((&plain,))?;
            let between = recorder.ticks();
            call.call1((&woven,))?;
            let end = recorder.ticks();
            of_call.push((end - between).saturating_sub(between - start));
            within.extend(mean_of_most(durations_of_nothing(&events())));
            if let Some(calling) = &calling {
                let start = recorder.ticks();
                call.call1((calling,))?;
                around.push((recorder.ticks() - start).saturating_sub(end - between));
                between_events.extend(mean_of_most(durations_of_no_call(&events())));
            }
        }
        Ok(())
    })?;
    let (of_call, within) = (median(of_call) * 16 / N_CALLS as u64, median(within));
    let (around, between) = (median(around) * 16 / N_CALLS as u64, median(between_events));
    Ok((of_call > 0).then_some(Overhead {
        of_call,
        within: within.min(of_call),
        around,
        between: between.min(around),
    }))
}

/// How long the calls took whose function does nothing but return, the first of the bodies.
fn durations_of_nothing(events: &[(u64, EventKind)]) -> Vec<u64> {
    let calls = events.windows(2).filter_map(|pair| match pair {
        [(_, EventKind::Enter { site }), (ticks, EventKind::Exit)] => Some((*site as usize, *ticks)),
        _ => None,
    });
    calls
        .filter_map(|(site, ticks)| (site % BODIES.len() == 0).then_some(ticks))
        .collect()
}

/// How long it took from the event before a call to the one behind it, where nothing is called.
fn durations_of_no_call(events: &[(u64, EventKind)]) -> Vec<u64> {
    let backs = events.iter().filter(|(_, kind)| *kind == EventKind::Back);
    backs.map(|(ticks, _)| *ticks).collect()
}

/// Which function is called next: numbers without a pattern (Knuth's MMIX generator), the same in each process.
fn order() -> impl Iterator<Item = usize> {
    let mut state = 1_u64;
    (0..N_CALLS).map(move |_| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % N_FUNCTIONS
    })
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

/// Puts the probe of a site where its placeholders are.
fn put_probe(function: &Bound<'_, PyAny>, site: u32) -> PyResult<()> {
    let py = function.py();
    let consts = function
        .getattr("__code__")?
        .getattr("co_consts")?
        .cast_into::<PyTuple>()?;
    let site = probe::new(py, site, site, NodeKind::Function, true)?;
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
