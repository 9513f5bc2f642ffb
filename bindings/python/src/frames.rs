//! Where this interpreter keeps its frames.
//!
//! The layout of frames is CPython's private matter and changes with every version. Nothing here trusts a version
//! number: each offset is found by looking for values that the public API gave, and without a layout the recorder goes
//! by nesting alone.

use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use pyo3::ffi;
use pyo3::prelude::*;

use crate::probe::is_code;

/// An interpreter frame (`_PyInterpreterFrame`), as an address that is only ever compared and followed.
pub(crate) type Frame = usize;

/// Offset of `f_frame` in `PyFrameObject`: behind the object's head and `f_back`, in all versions since 3.11.
const F_FRAME: usize = 24;

static TUPLE_ITEMS: AtomicUsize = AtomicUsize::new(0);
/// From a thread state to what holds the current frame.
static CURRENT: AtomicUsize = AtomicUsize::new(0);
/// 3.11 and 3.12 keep the current frame one step further, at this offset plus one; 0 when there is no such step.
static CURRENT_STEP: AtomicUsize = AtomicUsize::new(0);
static PREVIOUS: AtomicUsize = AtomicUsize::new(0);
/// From a frame to its code.
static CODE: AtomicUsize = AtomicUsize::new(0);
/// From a code object to its flags; 0 when they are not found.
static CODE_FLAGS: AtomicUsize = AtomicUsize::new(0);
/// The code of the frame that 3.12 puts where C calls Python; 0 when there is none.
static SHIM: AtomicUsize = AtomicUsize::new(0);
/// From a thread state to the innermost item of its stack of handled exceptions, to which each generator or coroutine that
/// runs adds one; 0 when it is not found.
static EXC_INFO: AtomicUsize = AtomicUsize::new(0);
/// From a thread state to the item that is there without any generator.
static EXC_BASE: AtomicUsize = AtomicUsize::new(0);
/// From a generator's item to its frame.
static EXC_FRAME: AtomicUsize = AtomicUsize::new(0);
/// From an item to the one before it.
const EXC_PREVIOUS: usize = 8;
/// `CO_GENERATOR`, `CO_COROUTINE` and `CO_ASYNC_GENERATOR`.
const CAN_SUSPEND: u32 = 0x20 | 0x80 | 0x200;
static IS_KNOWN: AtomicBool = AtomicBool::new(false);

/// Whether the chain of frames can be read.
pub(crate) fn is_known() -> bool {
    IS_KNOWN.load(Ordering::Relaxed)
}

/// The frame that runs on this thread.
///
/// # Safety
/// The GIL is held and [`is_known`].
#[inline(always)]
pub(crate) unsafe fn current() -> Frame {
    // SAFETY: the offsets were found in a thread state of this interpreter.
    unsafe {
        let mut at = ffi::PyThreadState_Get() as usize + CURRENT.load(Ordering::Relaxed);
        let step = CURRENT_STEP.load(Ordering::Relaxed);
        if step != 0 {
            at = *(at as *const usize) + step - 1;
        }
        *(at as *const usize)
    }
}

/// The frame from which `frame` was called or resumed, 0 at the end of the chain.
///
/// # Safety
/// The GIL is held, [`is_known`], and `frame` is on the chain of a thread.
#[inline(always)]
pub(crate) unsafe fn previous(frame: Frame) -> Frame {
    // SAFETY: the offset was found in a frame of this interpreter.
    unsafe { *((frame + PREVIOUS.load(Ordering::Relaxed)) as *const usize) }
}

/// The code that runs in `frame`, as an address that is only ever compared.
///
/// # Safety
/// The GIL is held, [`is_known`], and `frame` is live memory of a frame.
#[inline(always)]
pub(crate) unsafe fn code(frame: Frame) -> usize {
    // SAFETY: the offset was found in a frame of this interpreter.
    unsafe { without_tag(*((frame + CODE.load(Ordering::Relaxed)) as *const usize)) }
}

/// Whether all that runs from `frame` down to `awaiting`, which is below it, can be awaited: no plain function is among
/// them.
///
/// # Safety
/// The GIL is held, [`is_known`], and the frames are on the chain of a thread.
pub(crate) unsafe fn is_awaited(mut frame: Frame, awaiting: Frame) -> bool {
    let flags = CODE_FLAGS.load(Ordering::Relaxed);
    while flags != 0 && frame != 0 && frame != awaiting {
        // SAFETY: as the caller says; the offset was found in a code object of this interpreter.
        unsafe {
            let code = code(frame);
            if code != SHIM.load(Ordering::Relaxed)
                && is_code(code as *mut ffi::PyObject)
                && *((code + flags) as *const u32) & CAN_SUSPEND == 0
            {
                return false;
            }
            frame = previous(frame);
        }
    }
    true
}

/// Whether a frame of the interpreter's own stands between C and what it calls, so that a frame whose previous one is a
/// function's was called by the function itself. So it is since 3.12.
pub(crate) fn are_calls_direct() -> bool {
    SHIM.load(Ordering::Relaxed) != 0
}

/// The frames of the generators and coroutines that run on this thread, innermost first; `None` when they cannot be told
/// without walking the chain of frames.
///
/// # Safety
/// The GIL is held while the iterator is used, and no code of the program runs.
#[inline(always)]
pub(crate) unsafe fn running_generators() -> Option<impl Iterator<Item = Frame>> {
    let exc_info = EXC_INFO.load(Ordering::Relaxed);
    if exc_info == 0 {
        return None;
    }
    // SAFETY: the offsets were found in a thread state and a generator of this interpreter.
    unsafe {
        let state = ffi::PyThreadState_Get() as usize;
        let base = state + EXC_BASE.load(Ordering::Relaxed);
        let mut item = *((state + exc_info) as *const usize);
        Some(std::iter::from_fn(move || {
            if item == base || item == 0 {
                return None;
            }
            let frame = item + EXC_FRAME.load(Ordering::Relaxed);
            item = *((item + EXC_PREVIOUS) as *const usize);
            Some(frame)
        }))
    }
}

/// Since 3.14 a reference in a frame has a tag in its low bits.
fn without_tag(reference: usize) -> usize {
    reference & !3
}

/// Whether [`set_tuple_item`] may be called.
pub(crate) fn can_set_tuple_items() -> bool {
    TUPLE_ITEMS.load(Ordering::Relaxed) != 0
}

/// Puts `item` into a tuple, in place, and drops what was there.
///
/// # Safety
/// [`can_set_tuple_items`]; `idx` is within the tuple; the call takes over a reference to `item`; nothing else reads the tuple meanwhile.
pub(crate) unsafe fn set_tuple_item(tuple: *mut ffi::PyObject, idx: usize, item: *mut ffi::PyObject) {
    // SAFETY: the offset was found in a tuple of this interpreter.
    unsafe {
        let slot = (tuple as usize + TUPLE_ITEMS.load(Ordering::Relaxed)) as *mut *mut ffi::PyObject;
        let before = ptr::replace(slot.add(idx), item);
        ffi::Py_DECREF(before);
    }
}

/// Finds the layout. To be called from Python code.
pub(crate) fn initialise(py: Python<'_>) {
    find_tuple_items(py);
    CODE_FLAGS.store(find_code_flags(py).unwrap_or(0), Ordering::Relaxed);
    IS_KNOWN.store(find_frames(py).unwrap_or(false), Ordering::Relaxed);
    if is_known() {
        let _ = find_exceptions(py);
    }
}

fn find_tuple_items(py: Python<'_>) {
    let marks = [
        py.get_type::<pyo3::types::PyDict>(),
        py.get_type::<pyo3::types::PyList>(),
    ];
    if let Ok(tuple) = pyo3::types::PyTuple::new(py, &marks) {
        for word in 2..6 {
            // SAFETY: a tuple of two items is at least 5 words long, and 6 where items start later.
            let found = unsafe {
                let at = (tuple.as_ptr() as *const usize).add(word);
                *at == marks[0].as_ptr() as usize
            };
            if found {
                TUPLE_ITEMS.store(8 * word, Ordering::Relaxed);
                return;
            }
        }
    }
}

/// The offset of `co_flags`: where three kinds of functions have theirs.
fn find_code_flags(py: Python<'_>) -> PyResult<usize> {
    let globals = pyo3::types::PyDict::new(py);
    py.run(
        c"def a(): pass\ndef b(): yield\nasync def c(): pass\n",
        Some(&globals),
        None,
    )?;
    let mut offsets: Vec<usize> = (4..24).map(|idx| 4 * idx).collect();
    for name in ["a", "b", "c"] {
        let code = globals.as_any().get_item(name)?.getattr("__code__")?;
        let flags: u32 = code.getattr("co_flags")?.extract()?;
        // SAFETY: a code object is longer than 24 words of four bytes.
        offsets.retain(|offset| unsafe { *((code.as_ptr() as usize + offset) as *const u32) } == flags);
    }
    Ok(offsets.first().copied().unwrap_or(0))
}

/// `f_frame` of a frame object.
unsafe fn interpreter_frame(frame: *mut ffi::PyObject) -> Frame {
    // SAFETY: the caller gives a frame object.
    unsafe { *((frame as usize + F_FRAME) as *const usize) }
}

/// Two functions of which one calls the other, and a generator that calls back: what they see must fit together.
const PROBE_SOURCE: &std::ffi::CStr =
    c"def outer(look):\n    return inner(look)\ndef inner(look):\n    return look()\n";

fn find_frames(py: Python<'_>) -> PyResult<bool> {
    let globals = pyo3::types::PyDict::new(py);
    py.run(PROBE_SOURCE, Some(&globals), None)?;
    let look = pyo3::types::PyCFunction::new_closure(py, None, None, |args, _| look(args.py()))?;
    let outer = globals.get_item("outer")?;
    match outer {
        // Twice: the second time must find what the first found.
        Some(outer) => {
            Ok(outer.call1((&look,))?.extract::<bool>()? && outer.call1((&look,))?.extract::<bool>()?)
        }
        None => Ok(false),
    }
}

fn look(py: Python<'_>) -> PyResult<bool> {
    // SAFETY: the GIL is held; the pointers are those of live frames and of this thread's state, and what is read lies
    // within the smallest layout of each that any version since 3.11 had (frames: 10 words, thread states: 32 words).
    unsafe {
        let frame = ffi::PyEval_GetFrame() as *mut ffi::PyObject;
        if frame.is_null() {
            return Ok(false);
        }
        let frame = Bound::from_borrowed_ptr(py, frame);
        let back = frame.getattr("f_back")?;
        let code = frame.getattr("f_code")?.as_ptr() as usize;
        let (here, there) = (
            interpreter_frame(frame.as_ptr()),
            interpreter_frame(back.as_ptr()),
        );
        let word = |base: usize, idx: usize| *((base + 8 * idx) as *const usize);
        let Some(previous) = (0..10).find(|&idx| word(here, idx) == there) else {
            return Ok(false);
        };
        let caller = back.getattr("f_back")?;
        let below = word(there, previous);
        let has_shim = below != 0 && (caller.is_none() || interpreter_frame(caller.as_ptr()) != below);
        let Some(code) = (0..10).find(|&idx| without_tag(word(here, idx)) == code) else {
            return Ok(false);
        };
        let state = ffi::PyThreadState_Get() as usize;
        let found = (0..32)
            .find(|&idx| word(state, idx) == here)
            .map(|idx| (8 * idx, 0));
        let found = found.or_else(|| match py.version_info().minor {
            // `_PyCFrame *cframe` is the eighth word of the state; it is `use_tracing` and the frame, or the frame.
            11 if word(word(state, 7), 1) == here => Some((56, 8 + 1)),
            12 if word(word(state, 7), 0) == here => Some((56, 1)),
            _ => None,
        });
        let Some((current, step)) = found else {
            return Ok(false);
        };
        let offsets = [
            (&PREVIOUS, 8 * previous),
            (&CODE, 8 * code),
            (&CURRENT, current),
            (&CURRENT_STEP, step),
        ];
        let shim = if has_shim {
            without_tag(word(below, code))
        } else {
            0
        };
        SHIM.store(shim, Ordering::Relaxed);
        let is_first = offsets
            .iter()
            .all(|(known, _)| known.load(Ordering::Relaxed) == 0);
        let is_same = offsets
            .iter()
            .all(|(known, offset)| known.load(Ordering::Relaxed) == *offset);
        for (known, offset) in offsets {
            known.store(offset, Ordering::Relaxed);
        }
        Ok(is_first || is_same)
    }
}

/// Generators that look from within, one inside the other, and what looks without one.
const GENERATORS_SOURCE: &std::ffi::CStr =
    c"def outer(look):\n    yield look()\n    yield next(inner(look))\ndef inner(look):\n    yield look()\n";

/// Finds the stack of handled exceptions: its base lies in the thread state, the other items in generators, each leads to
/// the one before it.
fn find_exceptions(py: Python<'_>) -> PyResult<()> {
    let globals = pyo3::types::PyDict::new(py);
    py.run(GENERATORS_SOURCE, Some(&globals), None)?;
    let look = pyo3::types::PyCFunction::new_closure(py, None, None, |_, _| items_in_generator())?;
    // SAFETY: the GIL is held.
    let state = unsafe { ffi::PyThreadState_Get() } as usize;
    // SAFETY: the smallest thread state is longer than 32 words.
    let words = (0..32).map(|idx| (8 * idx, unsafe { *((state + 8 * idx) as *const usize) }));
    let without: Vec<(usize, usize)> = words
        .filter(|(_, item)| (state..state + 1024).contains(item))
        .collect();
    let outer = globals.as_any().get_item("outer")?.call1((look,))?;
    let mut seen = outer.try_iter()?;
    let mut next = || -> PyResult<Vec<Item>> {
        match seen.next() {
            Some(items) => items?.extract(),
            None => Ok(Vec::new()),
        }
    };
    let (in_outer, in_inner) = (next()?, next()?);
    for (exc_info, base) in without {
        for (_, outer, before_outer, to_frame) in in_outer.iter().filter(|item| item.0 == exc_info) {
            let fits = |&(offset, _, before, distance): &Item| {
                offset == exc_info && before == *outer && distance == *to_frame
            };
            if *before_outer == base && in_inner.iter().any(fits) {
                EXC_BASE.store(base - state, Ordering::Relaxed);
                EXC_FRAME.store(*to_frame, Ordering::Relaxed);
                EXC_INFO.store(exc_info, Ordering::Relaxed);
                return Ok(());
            }
        }
    }
    Ok(())
}

/// What may be a generator's item: its offset in the thread state, where it is, what is before it, how far its frame is.
type Item = (usize, usize, usize, usize);

/// What the thread state refers to shortly before the current frame, which is a generator's.
fn items_in_generator() -> Vec<Item> {
    // SAFETY: the GIL is held; the smallest thread state is longer than 32 words, and 16 words before a generator's frame
    // there is memory of the generator or of its head.
    unsafe {
        let (state, frame) = (ffi::PyThreadState_Get() as usize, current());
        let word = |address: usize| *(address as *const usize);
        (0..32)
            .map(|idx| (8 * idx, word(state + 8 * idx)))
            .filter(|(_, item)| item % 8 == 0 && (frame - 64..frame - 8).contains(item))
            .map(|(offset, item)| (offset, item, word(item + EXC_PREVIOUS), frame - item))
            .collect()
    }
}
