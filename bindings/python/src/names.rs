//! What threads and tasks are called. No code of the program runs for that: only what is the interpreter's own is asked.

use std::ptr;

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use spile_trace::ThreadInfo;

unsafe extern "C" {
    /// Part of the stable interface since 3.10.
    fn PyObject_GenericGetDict(
        object: *mut ffi::PyObject,
        context: *mut std::ffi::c_void,
    ) -> *mut ffi::PyObject;
}

/// What the trace says about the current thread, and whether that will stay: `threading` may not know it yet.
pub(crate) fn thread_info() -> (ThreadInfo, bool) {
    // SAFETY: give numbers, change nothing.
    let (id, is_main) = unsafe { (libc::syscall(libc::SYS_gettid), libc::getpid()) };
    let is_main = id == libc::c_long::from(is_main);
    // SAFETY: probes run with the GIL held.
    let known = unsafe { name_in_threading() };
    let is_final = is_main || known.is_some();
    let name = match known {
        Some(name) => name,
        None if is_main => "MainThread".to_owned(),
        None => thread_name(),
    };
    (ThreadInfo { id: id as u64, name }, is_final)
}

/// The name that `threading` has for the current thread, if it was imported and knows it. No code of the program runs.
unsafe fn name_in_threading() -> Option<String> {
    // SAFETY: the GIL is held; all pointers are borrowed from live objects but where it is said.
    unsafe {
        let threading = ffi::PyDict_GetItemString(ffi::PyImport_GetModuleDict(), c"threading".as_ptr());
        if threading.is_null() || ffi::PyModule_Check(threading) == 0 {
            return None;
        }
        let active = ffi::PyDict_GetItemString(ffi::PyModule_GetDict(threading), c"_active".as_ptr());
        if active.is_null() || ffi::PyDict_CheckExact(active) == 0 {
            return None;
        }
        let py = Python::assume_attached();
        let ident = Bound::from_owned_ptr_or_opt(py, ffi::PyLong_FromUnsignedLong(libc::pthread_self()))?;
        let thread = ffi::PyDict_GetItemWithError(active, ident.as_ptr());
        if thread.is_null() {
            ffi::PyErr_Clear();
            return None;
        }
        let dict = PyObject_GenericGetDict(thread, ptr::null_mut());
        let Some(dict) = Bound::from_owned_ptr_or_opt(py, dict) else {
            ffi::PyErr_Clear();
            return None;
        };
        let name = ffi::PyDict_GetItemString(dict.as_ptr(), c"_name".as_ptr());
        if name.is_null() || ffi::PyUnicode_CheckExact(name) == 0 {
            return None;
        }
        let Some(bytes) = Bound::from_owned_ptr_or_opt(py, ffi::PyUnicode_AsUTF8String(name)) else {
            ffi::PyErr_Clear();
            return None;
        };
        let bytes = bytes.cast_into::<PyBytes>().ok()?;
        Some(String::from_utf8_lossy(bytes.as_bytes()).into_owned())
    }
}

/// The name that the program gave the current asyncio task, if it gave it one: `Task-7` is none. Only what is the
/// library's own is asked, so that no code of the program runs.
pub(crate) fn task_name() -> Option<String> {
    // SAFETY: probes run with the GIL held; all pointers are borrowed from live objects but where it is said.
    unsafe {
        let asyncio = ffi::PyDict_GetItemString(ffi::PyImport_GetModuleDict(), c"_asyncio".as_ptr());
        if asyncio.is_null() || ffi::PyModule_Check(asyncio) == 0 {
            return None;
        }
        let names = ffi::PyModule_GetDict(asyncio);
        let py = Python::assume_attached();
        let call = |name: &std::ffi::CStr, argument: *mut ffi::PyObject| {
            let function = ffi::PyDict_GetItemString(names, name.as_ptr());
            if function.is_null() || ffi::PyCFunction_Check(function) == 0 {
                return None;
            }
            let result = match argument.is_null() {
                true => ffi::PyObject_CallNoArgs(function),
                false => {
                    ffi::PyObject_CallFunctionObjArgs(function, argument, ptr::null_mut::<ffi::PyObject>())
                }
            };
            known(py, result)
        };
        let running = call(c"_get_running_loop", ptr::null_mut()).filter(|running| !running.is_none())?;
        let task = match call(c"current_task", running.as_ptr()) {
            Some(task) => task,
            // Up to 3.11 the function is Python's, and reads this dictionary.
            None => {
                let tasks = ffi::PyDict_GetItemString(names, c"_current_tasks".as_ptr());
                if tasks.is_null() || ffi::PyDict_CheckExact(tasks) == 0 {
                    return None;
                }
                let task = ffi::PyDict_GetItemWithError(tasks, running.as_ptr());
                if task.is_null() {
                    ffi::PyErr_Clear();
                    return None;
                }
                Bound::from_borrowed_ptr(py, task)
            }
        };
        let class = ffi::PyDict_GetItemString(names, c"Task".as_ptr());
        if class != ffi::Py_TYPE(task.as_ptr()).cast() {
            return None;
        }
        let name = known(
            py,
            ffi::PyObject_CallMethodObjArgs(
                task.as_ptr(),
                pyo3::intern!(py, "get_name").as_ptr(),
                ptr::null_mut::<ffi::PyObject>(),
            ),
        )?;
        if ffi::PyUnicode_CheckExact(name.as_ptr()) == 0 {
            return None;
        }
        let bytes = known(py, ffi::PyUnicode_AsUTF8String(name.as_ptr()))?
            .cast_into::<PyBytes>()
            .ok()?;
        let name: String = String::from_utf8_lossy(bytes.as_bytes())
            .chars()
            .take(MAX_TASK_NAME)
            .collect();
        let number = name.strip_prefix("Task-");
        let is_given = number.is_none_or(|number| number.bytes().any(|byte| !byte.is_ascii_digit()));
        (is_given && !name.is_empty()).then_some(name)
    }
}

/// Names of tasks are cut, in characters.
const MAX_TASK_NAME: usize = 100;

/// The result of a call; an exception is forgotten.
///
/// # Safety
/// The GIL is held, and `result` is an owned reference or null.
unsafe fn known(py: Python<'_>, result: *mut ffi::PyObject) -> Option<Bound<'_, PyAny>> {
    // SAFETY: as the caller says.
    unsafe {
        let result = Bound::from_owned_ptr_or_opt(py, result);
        if result.is_none() {
            ffi::PyErr_Clear();
        }
        result
    }
}

/// The operating system's name of the current thread.
fn thread_name() -> String {
    let mut name = [0u8; 16];
    // SAFETY: 16 bytes are what the call writes at most.
    unsafe { libc::prctl(libc::PR_GET_NAME, name.as_mut_ptr()) };
    let len = name.iter().position(|&byte| byte == 0).unwrap_or(name.len());
    String::from_utf8_lossy(&name[..len]).into_owned()
}
