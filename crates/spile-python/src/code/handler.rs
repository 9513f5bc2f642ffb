//! The handler that `finally: b'spile:<' in K` compiles to.
//!
//! ```text
//! handler:  PUSH_EXC_INFO                              cleanup:  COPY         3
//!           LOAD_CONST     <      -> LOAD_CONST K                POP_EXCEPT
//!           LOAD_CONST     K                                     RERAISE      1
//!           CONTAINS_OP    0
//!           POP_TOP
//!           RERAISE        0      -> RERAISE 2
//! ```
//!
//! Two changes are made. `b'spile:<' in K` becomes `K in K`, so that this copy of the probe tells an exception and not an exit.
//! And the offset of the instruction that raised is kept on the stack and given back, as CPython itself does for `with`:
//! a frame that an exception leaves then seems to leave from where it was raised, to trace functions and debuggers.

use std::fmt;

use super::CodeParts;
use super::exception_table::{self, Entry};

/// The operations that handlers are made of, as one version of CPython numbers them.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "the names are CPython's")]
pub struct Opcodes {
    pub load_const: u8,
    /// 3.14 and later.
    pub load_small_int: Option<u8>,
    /// Loads what the interpreter has for all; where the constants of a program are among it, in 3.15 and later.
    pub load_common_constant: Option<u8>,
    /// 3.13 and later.
    pub call_kw: Option<u8>,
    /// `POP_JUMP_IF_NONE`, `POP_JUMP_IF_NOT_NONE`; zero where nobody asks.
    pub none_tests: [u8; 2],
    pub extended_arg: u8,
    pub push_exc_info: u8,
    pub reraise: u8,
    pub contains_op: u8,
    /// Code units of inline cache behind `CONTAINS_OP`.
    pub contains_op_caches: usize,
    pub pop_top: u8,
    pub nop: u8,
    pub store_name: u8,
    /// The operations whose operand is the number of a constant; zero where there are fewer.
    pub const_ops: [u8; 4],
}

impl Opcodes {
    /// The numbers of CPython 3.`minor`, where they are known.
    pub const fn of_version(minor: u8) -> Option<Self> {
        match minor {
            11 => Some(Self {
                const_ops: [100, 172, 0, 0],
                ..V3_12
            }),
            12 => Some(V3_12),
            13 => Some(V3_13),
            14 => Some(V3_14),
            15 => Some(V3_15),
            _ => None,
        }
    }

    /// The numbers that code objects of `magic` have, the two bytes that their files start with. Unlike a version, it
    /// also tells alphas and betas from what was released.
    pub const fn of_magic(magic: u16) -> Option<Self> {
        match magic {
            3495 => Self::of_version(11),
            3531 => Self::of_version(12),
            3571 => Self::of_version(13),
            3627 => Self::of_version(14),
            3666 => Self::of_version(15),
            _ => None,
        }
    }

    /// Whether the operand of `op` is the number of a constant.
    pub fn loads_const(&self, op: u8) -> bool {
        op != 0 && self.const_ops.contains(&op)
    }
}

const V3_12: Opcodes = Opcodes {
    load_const: 100,
    load_small_int: None,
    load_common_constant: None,
    call_kw: None,
    none_tests: [0, 0],
    extended_arg: 144,
    push_exc_info: 35,
    reraise: 119,
    contains_op: 118,
    contains_op_caches: 0,
    pop_top: 1,
    nop: 9,
    store_name: 90,
    const_ops: [100, 121, 172, 0],
};

const V3_13: Opcodes = Opcodes {
    load_const: 83,
    load_small_int: None,
    load_common_constant: None,
    call_kw: Some(57),
    none_tests: [0, 0],
    extended_arg: 71,
    push_exc_info: 33,
    reraise: 102,
    contains_op: 59,
    contains_op_caches: 1,
    pop_top: 32,
    nop: 30,
    store_name: 114,
    const_ops: [83, 103, 0, 0],
};

const V3_14: Opcodes = Opcodes {
    load_const: 82,
    load_small_int: Some(94),
    load_common_constant: None,
    call_kw: Some(55),
    none_tests: [101, 102],
    extended_arg: 69,
    push_exc_info: 32,
    reraise: 105,
    contains_op: 57,
    contains_op_caches: 1,
    pop_top: 31,
    nop: 27,
    store_name: 116,
    const_ops: [82, 0, 0, 0],
};

const V3_15: Opcodes = Opcodes {
    load_const: 81,
    load_small_int: Some(93),
    load_common_constant: Some(80),
    call_kw: Some(53),
    none_tests: [100, 101],
    extended_arg: 67,
    push_exc_info: 30,
    reraise: 104,
    contains_op: 55,
    contains_op_caches: 1,
    pop_top: 29,
    nop: 25,
    store_name: 115,
    const_ops: [81, 0, 0, 0],
};

/// A handler that does not look as expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShapeError {
    offset: usize,
}

impl fmt::Display for ShapeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "this interpreter compiles `finally` in an unknown way (at byte {} of the code)",
            self.offset
        )
    }
}

impl std::error::Error for ShapeError {}

/// One instruction: where its prefixes start, where it stands, what it does. In code units.
#[derive(Clone, Copy, Debug)]
struct Instruction {
    start: usize,
    at: usize,
    op: u8,
    arg: usize,
}

struct Reader<'a> {
    code: &'a [u8],
    opcodes: &'a Opcodes,
    at: usize,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<Instruction> {
        let (start, mut arg) = (self.at, 0usize);
        loop {
            let unit = self.code.get(2 * self.at..2 * self.at + 2)?;
            let at = self.at;
            self.at += 1;
            arg = arg << 8 | usize::from(unit[1]);
            if unit[0] == self.opcodes.nop {
                return self.next();
            }
            if unit[0] != self.opcodes.extended_arg {
                return Some(Instruction {
                    start,
                    at,
                    op: unit[0],
                    arg,
                });
            }
        }
    }
}

/// What the handler of a woven function is made of.
struct Handler {
    left: Instruction,
    probe_const: usize,
    reraise: Instruction,
}

/// The handler at `target`, when it is one of ours.
fn recognise(
    code: &[u8],
    target: u32,
    opcodes: &Opcodes,
    is_probe: &impl Fn(usize) -> bool,
) -> Result<Option<Handler>, ShapeError> {
    let mut reader = Reader {
        code,
        opcodes,
        at: target as usize,
    };
    let Some(push) = reader.next() else {
        return Ok(None);
    };
    if push.op != opcodes.push_exc_info {
        return Ok(None);
    }
    let Some(left) = reader.next() else {
        return Ok(None);
    };
    // The program's own handler may start with `yield 1`, that is with a constant and a probe after it.
    if left.op != opcodes.load_const || !is_probe(left.arg) {
        return Ok(None);
    }
    let Some(right) = reader.next() else {
        return Ok(None);
    };
    if right.op != opcodes.load_const || !is_probe(right.arg) {
        return Ok(None);
    }
    let unknown = |instruction: Instruction| ShapeError {
        offset: 2 * instruction.at,
    };
    let contains = reader.next().ok_or(unknown(right))?;
    if contains.op != opcodes.contains_op {
        return Err(unknown(contains));
    }
    reader.at += opcodes.contains_op_caches;
    let pop = reader.next().ok_or(unknown(contains))?;
    let reraise = reader.next().ok_or(unknown(pop))?;
    if pop.op != opcodes.pop_top || reraise.op != opcodes.reraise {
        // The `finally` of a function is followed by nothing; a probe that is the first statement of the program's own
        // `finally` or `except` is followed by the rest of it.
        return Ok(None);
    }
    if reraise.arg != 0 || right.arg > 255 {
        return Err(unknown(reraise));
    }
    Ok(Some(Handler {
        left,
        probe_const: right.arg,
        reraise,
    }))
}

pub(super) fn patch(
    parts: &mut CodeParts,
    opcodes: &Opcodes,
    is_probe: impl Fn(usize) -> bool,
) -> Result<(), ShapeError> {
    let mut entries = exception_table::read(&parts.exception_table).ok_or(ShapeError { offset: 0 })?;
    let mut targets: Vec<u32> = entries.iter().map(|entry| entry.target).collect();
    targets.sort_unstable();
    targets.dedup();
    let mut is_patched = false;
    for target in targets {
        let Some(handler) = recognise(&parts.code, target, opcodes, &is_probe)? else {
            continue;
        };
        for unit in handler.left.start..handler.left.at {
            parts.code[2 * unit] = opcodes.nop;
            parts.code[2 * unit + 1] = 0;
        }
        parts.code[2 * handler.left.at] = opcodes.load_const;
        parts.code[2 * handler.left.at + 1] = handler.probe_const as u8;
        parts.code[2 * handler.reraise.at + 1] = 2;
        for entry in &mut entries {
            keep_offset(entry, target, handler.reraise.at as u32);
        }
        is_patched = true;
    }
    if is_patched {
        parts.stack_size += 1;
        parts.exception_table = exception_table::write(&entries);
    }
    Ok(())
}

/// Lets the offset stand below what the handler at `target..=reraise` has on the stack.
fn keep_offset(entry: &mut Entry, target: u32, reraise: u32) {
    if entry.target == target {
        entry.pushes_offset = true;
    } else if (target..=reraise).contains(&entry.start) {
        entry.depth += 1;
    }
}
