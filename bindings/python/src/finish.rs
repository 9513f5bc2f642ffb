//! Code objects of woven text, given the positions of the original.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ffi::CString;

use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyValueError;
use pyo3::ffi;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyDict, PyTuple};
use spile_python::code::{
    CodeParts, FirstLine, FirstNamed, Opcodes, first_named, move_to_end, restore, set_first_line,
};
use spile_source::PositionMap;

use crate::frames;
use crate::probe::is_code;
use crate::weaving::UnknownShape;

/// Finishes the code objects of one source.
pub(crate) struct Finisher<'a> {
    map: &'a PositionMap,
    mark: &'a str,
    opcodes: Opcodes,
    /// The interpreter is Python 3.`minor`.
    minor: u8,
    /// Equal tables are one object, as the compiler makes them.
    tables: RefCell<HashMap<Vec<u8>, Py<PyBytes>>>,
    /// The first line, in the woven text, of the code that was not understood.
    unknown_at: Cell<Option<u32>>,
}

impl<'a> Finisher<'a> {
    pub(crate) fn new(py: Python<'_>, map: &'a PositionMap, mark: &'a str) -> PyResult<Self> {
        if !frames::can_set_tuple_items() {
            return Err(PyValueError::new_err(
                "this interpreter keeps tuples in an unknown way",
            ));
        }
        Ok(Self {
            map,
            mark,
            opcodes: opcodes(py)?,
            minor: py.version_info().minor,
            tables: RefCell::default(),
            unknown_at: Cell::default(),
        })
    }

    /// Where the code starts, in the woven text, that was not understood; `None` when nothing was wrong with any.
    pub(crate) fn unknown_at(&self) -> Option<u32> {
        self.unknown_at.get()
    }

    pub(crate) fn finish<'py>(&self, code: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = code.py();
        let consts = code.getattr(intern!(py, "co_consts"))?.cast_into::<PyTuple>()?;
        let mut changed = Vec::new();
        for (idx, constant) in consts.iter_borrowed().enumerate() {
            if is_code(constant.as_ptr()) {
                changed.push((idx, self.finish(&constant)?));
            }
        }
        let bytes = |name: &Bound<'py, pyo3::types::PyString>| -> PyResult<Vec<u8>> {
            Ok(code.getattr(name)?.cast_into::<PyBytes>()?.as_bytes().to_vec())
        };
        let before = CodeParts {
            code: bytes(intern!(py, "co_code"))?,
            line_table: bytes(intern!(py, "co_linetable"))?,
            exception_table: bytes(intern!(py, "co_exceptiontable"))?,
            first_line: code.getattr(intern!(py, "co_firstlineno"))?.extract()?,
            stack_size: code.getattr(intern!(py, "co_stacksize"))?.extract()?,
        };
        let mut after = before.clone();
        let is_probe = |idx: usize| {
            consts
                .get_borrowed_item(idx)
                .is_ok_and(|item| self.is_placeholder(&item))
        };
        restore(&mut after, self.map, &self.opcodes, is_probe).map_err(|error| {
            self.unknown_at.set(u32::try_from(before.first_line).ok());
            UnknownShape::from(error)
        })?;

        let first_line = self.first_line_of_class(code, &mut after, consts.len())?;
        let changes = PyDict::new(py);
        if after.exception_table != before.exception_table {
            changes.set_item(intern!(py, "co_stacksize"), after.stack_size)?;
            changes.set_item(
                intern!(py, "co_exceptiontable"),
                PyBytes::new(py, &after.exception_table),
            )?;
        }
        if after.line_table != before.line_table {
            changes.set_item(
                intern!(py, "co_linetable"),
                self.shared_bytes(py, std::mem::take(&mut after.line_table)),
            )?;
        }
        if after.first_line != before.first_line {
            changes.set_item(intern!(py, "co_firstlineno"), after.first_line)?;
        }
        if let Some(consts) = self.constants(code, &consts, changed, first_line, &mut after)? {
            changes.set_item(intern!(py, "co_consts"), consts)?;
        }
        if after.code != before.code {
            changes.set_item(intern!(py, "co_code"), PyBytes::new(py, &after.code))?;
        }
        if changes.is_empty() {
            return Ok(code.clone());
        }
        code.call_method(intern!(py, "replace"), (), Some(&changes))
    }

    /// The constants with what changed among them, ours behind those that were there; `None` when they stay as they are.
    fn constants<'py>(
        &self,
        code: &Bound<'py, PyAny>,
        before: &Bound<'py, PyTuple>,
        changed: Vec<(usize, Bound<'py, PyAny>)>,
        first_line: Option<FirstLine>,
        parts: &mut CodeParts,
    ) -> PyResult<Option<Bound<'py, PyTuple>>> {
        let py = code.py();
        let mut items: Vec<Bound<'py, PyAny>> = before.iter().collect();
        let mut is_changed = !changed.is_empty();
        for (idx, code) in changed {
            items[idx] = code;
        }
        if let Some(FirstLine::Replace(_) | FirstLine::Append) = first_line {
            let line = parts.first_line.into_bound_py_any(py)?;
            match first_line {
                Some(FirstLine::Replace(idx)) => items[idx] = line,
                _ => items.push(line),
            }
            is_changed = true;
        }
        let n_before = items.len();
        let first = self.lost_first(code, &items, parts)?.map(|first| {
            let known = items.iter().position(|item| item.is(&first));
            known.unwrap_or_else(|| {
                items.push(first);
                n_before
            })
        });
        let gone = match first_line {
            Some(FirstLine::Remove(idx)) => Some(idx),
            _ => None,
        };
        let is_ours = |idx: usize| self.is_placeholder(&items[idx]);
        if let Some(order) = move_to_end(parts, &self.opcodes, items.len(), first, gone, is_ours) {
            items = order.into_iter().map(|idx| items[idx].clone()).collect();
            is_changed = true;
        } else {
            items.truncate(n_before);
        }
        if is_changed {
            Ok(Some(PyTuple::new(py, items)?))
        } else {
            Ok(None)
        }
    }

    /// The constant that stands first without us, when another does or it is gone.
    fn lost_first<'py>(
        &self,
        code: &Bound<'py, PyAny>,
        items: &[Bound<'py, PyAny>],
        parts: &CodeParts,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        let py = code.py();
        let is_ours = |idx: usize| self.is_placeholder(&items[idx]);
        if self.minor < 14 || !(0..items.len()).any(is_ours) {
            return Ok(None);
        }
        let flags: u32 = code.getattr(intern!(py, "co_flags"))?.extract()?;
        if flags & HAS_DOCSTRING != 0 {
            return Ok(None);
        }
        let front = (0..items.len()).find(|&idx| !is_ours(idx)).map(|idx| &items[idx]);
        let first = match first_named(&parts.code, &self.opcodes, is_ours) {
            FirstNamed::Int(number) => Some(number.into_bound_py_any(py)?),
            FirstNamed::Common(number) => common_constant(py, number)?,
            FirstNamed::PartOf(idx) => first_part(&items[idx])?,
            FirstNamed::Names(_) => None,
            FirstNamed::None => Some(py.None().into_bound(py)),
        };
        Ok(first.filter(|first| !front.is_some_and(|front| front.is(first))))
    }

    /// Corrects the line that the body of a class stores, since 3.13.
    fn first_line_of_class(
        &self,
        code: &Bound<'_, PyAny>,
        parts: &mut CodeParts,
        n_consts: usize,
    ) -> PyResult<Option<FirstLine>> {
        let py = code.py();
        if self.minor < 13 {
            return Ok(None);
        }
        let names = code.getattr(intern!(py, "co_names"))?.cast_into::<PyTuple>()?;
        match names.index(intern!(py, "__firstlineno__")) {
            Ok(idx) => Ok(set_first_line(
                parts,
                &self.opcodes,
                idx,
                n_consts,
                parts.first_line,
            )),
            Err(_) => Ok(None),
        }
    }

    fn shared_bytes<'py>(&self, py: Python<'py>, table: Vec<u8>) -> Bound<'py, PyBytes> {
        let mut tables = self.tables.borrow_mut();
        if let Some(bytes) = tables.get(&table) {
            return bytes.bind(py).clone();
        }
        let bytes = PyBytes::new(py, &table);
        tables.insert(table, bytes.clone().unbind());
        bytes
    }

    fn is_placeholder(&self, constant: &Bound<'_, PyAny>) -> bool {
        constant
            .cast_exact::<PyBytes>()
            .is_ok_and(|bytes| bytes.as_bytes().starts_with(self.mark.as_bytes()))
    }
}

/// `CO_HAS_DOCSTRING` of `Include/cpython/code.h`.
const HAS_DOCSTRING: u32 = 0x0400_0000;

/// The constants of programs among those that 3.15 has for all, as the compiler met them: -1 is the negation of 1.
fn common_constant(py: Python<'_>, number: u8) -> PyResult<Option<Bound<'_, PyAny>>> {
    Ok(match number {
        7 => Some(py.None().into_bound(py)),
        8 => Some("".into_bound_py_any(py)?),
        9 => Some(true.into_bound_py_any(py)?),
        10 => Some(false.into_bound_py_any(py)?),
        11 => Some(1.into_bound_py_any(py)?),
        _ => None,
    })
}

/// The first of the constants that the compiler put together to `constant`, where that can be seen.
fn first_part<'py>(constant: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    if let Ok(tuple) = constant.cast_exact::<PyTuple>() {
        return match tuple.is_empty() {
            true => Ok(None),
            false => first_part(&tuple.get_item(0)?),
        };
    }
    let is_negative = match constant.extract::<f64>() {
        Ok(number) => number < 0.0,
        Err(_) => false,
    };
    if is_negative {
        return Ok(Some(constant.neg()?));
    }
    Ok(Some(constant.clone()))
}

/// The interpreter's own numbers of operations.
fn opcodes(py: Python<'_>) -> PyResult<Opcodes> {
    static OPCODES: PyOnceLock<Opcodes> = PyOnceLock::new();
    OPCODES.get_or_try_init(py, || read_opcodes(py)).copied()
}

fn read_opcodes(py: Python<'_>) -> PyResult<Opcodes> {
    // SAFETY: the GIL is held.
    let magic = unsafe { ffi::PyImport_GetMagicNumber() };
    if magic == -1 {
        return Err(PyErr::fetch(py));
    }
    // The upper two bytes are a line end.
    match Opcodes::of_magic(magic as u16) {
        Some(opcodes) => Ok(opcodes),
        None => ask_for_opcodes(py),
    }
}

/// The numbers of an interpreter that is newer than this program. They are in a module that the program may import
/// itself, or may not: so it is run here without being imported.
fn ask_for_opcodes(py: Python<'_>) -> PyResult<Opcodes> {
    let external = py.import("_frozen_importlib_external")?;
    let loader = external
        .getattr("PathFinder")?
        .call_method1("find_spec", ("_opcode_metadata",))?
        .getattr("loader")?;
    let source: String = loader
        .call_method1("get_source", ("_opcode_metadata",))?
        .extract()?;
    let globals = PyDict::new(py);
    py.run(&CString::new(source)?, Some(&globals), None)?;
    let numbers = globals.get_item("opmap")?.ok_or_else(|| {
        PyValueError::new_err("this interpreter does not tell the numbers of its operations")
    })?;
    let number = |name: &str| -> PyResult<u8> { numbers.get_item(name)?.extract() };
    let known = |name: &str| number(name).unwrap_or(0);
    let contains_op = number("CONTAINS_OP")?;
    Ok(Opcodes {
        load_const: number("LOAD_CONST")?,
        load_small_int: number("LOAD_SMALL_INT").ok(),
        load_common_constant: None,
        call_kw: number("CALL_KW").ok(),
        none_tests: [known("POP_JUMP_IF_NONE"), known("POP_JUMP_IF_NOT_NONE")],
        extended_arg: number("EXTENDED_ARG")?,
        push_exc_info: number("PUSH_EXC_INFO")?,
        reraise: number("RERAISE")?,
        contains_op,
        contains_op_caches: caches_behind(py, contains_op)?,
        pop_top: number("POP_TOP")?,
        nop: number("NOP")?,
        const_ops: [known("LOAD_CONST"), known("RETURN_CONST"), known("KW_NAMES"), 0],
        store_name: number("STORE_NAME")?,
    })
}

/// How many code units of inline cache, which are zero, stand behind an operation that `a in b` consists of.
fn caches_behind(py: Python<'_>, op: u8) -> PyResult<usize> {
    let compile = py.import("builtins")?.getattr("compile")?;
    let code = compile
        .call1(("a in b", "", "eval"))?
        .getattr("co_code")?
        .cast_into::<PyBytes>()?;
    let mut behind = code
        .as_bytes()
        .as_chunks::<2>()
        .0
        .iter()
        .skip_while(|unit| unit[0] != op);
    behind.next();
    Ok(behind.take_while(|unit| **unit == [0, 0]).count())
}
