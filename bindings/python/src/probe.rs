//! The probe: a constant whose `in` is an event.

use std::ffi::{c_int, c_void};
use std::mem::size_of;
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

use pyo3::ffi;
use pyo3::prelude::*;
use spile_core::NodeKind;
use spile_trace::SiteCode;

use crate::{guard, shadow};

/// The native object in the place of `b'spile:7'`.
#[repr(C)]
pub(crate) struct Probe {
    head: ffi::PyObject,
    /// The site's number in the process.
    pub(crate) site: u32,
    /// The same, as entries have it.
    pub(crate) site_code: SiteCode,
    /// Its number in its file: what the placeholder says.
    idx: u32,
    pub(crate) kind: NodeKind,
    /// What an entry has to expect.
    pub(crate) mode: Mode,
    /// The sign of an event, in the objects that stand on the left of `in`; 0 in a site's.
    sign: u8,
}

/// The signs of events, as the weaver writes them: `b'spile:>' in b'spile:7'`.
const SIGNS: [u8; 8] = *b"><-+()[]";

/// What is told about activations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Mode {
    /// They cannot be suspended, and their end is always told. It is 0, see `is_plain_entry`.
    Plain = 0,
    /// They can be suspended, and their end is always told.
    Suspends,
    /// An exception that leaves them is not told, nor is every other end.
    NoHandler,
}

static TYPE: AtomicPtr<ffi::PyTypeObject> = AtomicPtr::new(ptr::null_mut());
static CODE_TYPE: AtomicPtr<ffi::PyTypeObject> = AtomicPtr::new(ptr::null_mut());
/// The object of each sign.
static EVENTS: [AtomicPtr<ffi::PyObject>; 8] = [const { AtomicPtr::new(ptr::null_mut()) }; 8];

/// Whether `object` is a probe.
pub(crate) fn is_probe(object: *mut ffi::PyObject) -> bool {
    // SAFETY: `object` is live.
    unsafe { ffi::Py_TYPE(object) == TYPE.load(Ordering::Relaxed) }
}

/// Whether `object` is a code object.
pub(crate) fn is_code(object: *mut ffi::PyObject) -> bool {
    // SAFETY: `object` is live.
    unsafe { ffi::Py_TYPE(object) == CODE_TYPE.load(Ordering::Relaxed) }
}

/// A probe for a site.
pub(crate) fn new(
    py: Python<'_>,
    site: u32,
    idx: u32,
    kind: NodeKind,
    has_handler: bool,
) -> PyResult<Py<PyAny>> {
    // SAFETY: the type was made by `initialise`, with room for a `Probe`.
    unsafe {
        let object = ffi::PyType_GenericAlloc(TYPE.load(Ordering::Relaxed), 0);
        let object = Bound::from_owned_ptr_or_err(py, object)?;
        let probe = object.as_ptr().cast::<Probe>();
        (*probe).site = site;
        (*probe).site_code = SiteCode::new(site);
        (*probe).idx = idx;
        (*probe).kind = kind;
        (*probe).mode = match has_handler {
            false => Mode::NoHandler,
            true if kind.suspends() => Mode::Suspends,
            true => Mode::Plain,
        };
        Ok(object.unbind())
    }
}

/// The object that stands for a sign, if it is one.
pub(crate) fn of_sign(py: Python<'_>, sign: u8) -> Option<Py<PyAny>> {
    let idx = SIGNS.iter().position(|&known| known == sign)?;
    // SAFETY: `initialise` put a live object there, which is never freed.
    Some(unsafe { Bound::from_borrowed_ptr(py, EVENTS[idx].load(Ordering::Relaxed)).unbind() })
}

/// `left in probe`.
unsafe extern "C" fn contains(this: *mut ffi::PyObject, left: *mut ffi::PyObject) -> c_int {
    // SAFETY: the slot is only ever called with a probe; the GIL is held.
    unsafe {
        let probe = &*this.cast::<Probe>();
        if left == EVENTS[0].load(Ordering::Relaxed) {
            shadow::enter(probe);
        } else if left == EVENTS[1].load(Ordering::Relaxed) {
            shadow::leave(probe);
        } else if left == EVENTS[6].load(Ordering::Relaxed) {
            shadow::call(probe);
        } else if left == EVENTS[7].load(Ordering::Relaxed) {
            shadow::back(probe);
        } else {
            rarer_event(probe, left);
        }
    }
    0
}

#[inline(never)]
unsafe fn rarer_event(probe: &Probe, left: *mut ffi::PyObject) {
    let this: *const Probe = probe;
    // SAFETY: as the caller says.
    guard::event(|| unsafe {
        if left.cast_const() == this.cast() {
            return shadow::raise(probe);
        }
        match EVENTS
            .iter()
            .position(|event| left == event.load(Ordering::Relaxed))
        {
            Some(2) => shadow::suspend(probe),
            Some(3) => shadow::resume(probe),
            Some(4) => shadow::wait(probe),
            Some(5) => shadow::awake(probe),
            _ => {}
        }
    });
}

/// The placeholder that the probe stands for.
fn placeholder(this: *mut ffi::PyObject) -> String {
    // SAFETY: only called from slots of the type.
    let probe = unsafe { &*this.cast::<Probe>() };
    if probe.sign == 0 {
        format!("spile:{}", probe.idx)
    } else {
        format!("spile:{}", char::from(probe.sign))
    }
}

unsafe extern "C" fn repr(this: *mut ffi::PyObject) -> *mut ffi::PyObject {
    let text = format!("b'{}'", placeholder(this));
    // SAFETY: the GIL is held.
    unsafe { ffi::PyUnicode_FromStringAndSize(text.as_ptr().cast(), text.len() as ffi::Py_ssize_t) }
}

unsafe fn placeholder_bytes(this: *mut ffi::PyObject) -> *mut ffi::PyObject {
    let text = placeholder(this);
    // SAFETY: the GIL is held.
    unsafe { ffi::PyBytes_FromStringAndSize(text.as_ptr().cast(), text.len() as ffi::Py_ssize_t) }
}

/// `marshal` writes an object of unknown type as the bytes that its buffer holds: the placeholder, which does nothing.
unsafe extern "C" fn get_buffer(this: *mut ffi::PyObject, view: *mut ffi::Py_buffer, flags: c_int) -> c_int {
    // SAFETY: the GIL is held; the view belongs to the caller.
    unsafe {
        let bytes = placeholder_bytes(this);
        if bytes.is_null() {
            (*view).obj = ptr::null_mut();
            return -1;
        }
        // The view then holds a reference to the bytes, not to the probe.
        let result = ffi::PyObject_GetBuffer(bytes, view, flags);
        ffi::Py_DECREF(bytes);
        result
    }
}

/// `pickle`, `copy` and those who build on them get the placeholder as well.
unsafe extern "C" fn reduce(this: *mut ffi::PyObject, _: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: the GIL is held; `N` takes over the references.
    unsafe {
        let bytes = placeholder_bytes(this);
        if bytes.is_null() {
            return ptr::null_mut();
        }
        let args = ffi::PyTuple_New(1);
        ffi::PyTuple_SetItem(args, 0, bytes);
        let result = ffi::PyTuple_New(2);
        ffi::Py_INCREF(ptr::addr_of_mut!(ffi::PyBytes_Type).cast());
        ffi::PyTuple_SetItem(result, 0, ptr::addr_of_mut!(ffi::PyBytes_Type).cast());
        ffi::PyTuple_SetItem(result, 1, args);
        result
    }
}

struct Methods([ffi::PyMethodDef; 2]);

// SAFETY: written once here, only read later.
unsafe impl Sync for Methods {}

static METHODS: Methods = Methods([
    ffi::PyMethodDef {
        ml_name: c"__reduce__".as_ptr(),
        ml_meth: ffi::PyMethodDefPointer { PyCFunction: reduce },
        ml_flags: ffi::METH_NOARGS,
        ml_doc: ptr::null(),
    },
    ffi::PyMethodDef::zeroed(),
]);

/// Makes the type and learns the addresses that events are told by.
pub(crate) fn initialise(py: Python<'_>) -> PyResult<()> {
    let slot = |slot: c_int, pfunc: *mut c_void| ffi::PyType_Slot { slot, pfunc };
    let mut slots = [
        slot(ffi::Py_sq_contains, contains as *mut c_void),
        slot(ffi::Py_tp_repr, repr as *mut c_void),
        slot(ffi::Py_bf_getbuffer, get_buffer as *mut c_void),
        slot(ffi::Py_tp_methods, METHODS.0.as_ptr() as *mut c_void),
        slot(0, ptr::null_mut()),
    ];
    let mut spec = ffi::PyType_Spec {
        name: c"spile._native.Probe".as_ptr(),
        basicsize: size_of::<Probe>() as c_int,
        itemsize: 0,
        flags: (ffi::Py_TPFLAGS_DEFAULT
            | ffi::Py_TPFLAGS_DISALLOW_INSTANTIATION
            | ffi::Py_TPFLAGS_IMMUTABLETYPE) as std::ffi::c_uint,
        slots: slots.as_mut_ptr(),
    };
    // SAFETY: the spec and its slots are read during the call only, but for the methods, which are static.
    unsafe {
        let made = Bound::from_owned_ptr_or_err(py, ffi::PyType_FromSpec(&mut spec))?;
        TYPE.store(made.into_ptr().cast(), Ordering::Relaxed);
        for (event, sign) in EVENTS.iter().zip(SIGNS) {
            let object = new(py, u32::MAX, 0, NodeKind::Function, false)?.into_ptr();
            (*object.cast::<Probe>()).sign = sign;
            event.store(object, Ordering::Relaxed);
        }
    }
    let code = py.eval(c"(lambda: 0).__code__", None, None)?;
    CODE_TYPE.store(code.get_type().into_ptr().cast(), Ordering::Relaxed);
    Ok(())
}
