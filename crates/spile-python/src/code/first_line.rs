//! `__firstlineno__`: since 3.13 the body of a class stores its first line, as a constant.
//!
//! ```text
//! LOAD_CONST      2 (9)                      3.14: LOAD_SMALL_INT  9
//! STORE_NAME      2 (__firstlineno__)
//! ```

use super::{CodeParts, Opcodes};

/// The constant that has to change: `co_consts[idx]` is no longer used, or used by others too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstLine {
    /// The line is in the code itself, and was changed there.
    Done,
    /// Put the line at this index of the constants, which nothing else uses.
    Replace(usize),
    /// The line is in the code itself now: the constant at this index, which nothing else uses, is to go.
    Remove(usize),
    /// Append the line to the constants: the code now loads the constant behind the last.
    Append,
}

/// Makes the body of a class, whose `co_names[name_idx]` is `__firstlineno__`, store `line`. `None` when the body does
/// not look as expected; then it is left alone.
pub fn set_first_line(
    parts: &mut CodeParts,
    opcodes: &Opcodes,
    name_idx: usize,
    n_consts: usize,
    line: i32,
) -> Option<FirstLine> {
    let units: Vec<[u8; 2]> = parts.code.as_chunks::<2>().0.to_vec();
    let store = units
        .iter()
        .position(|&[op, arg]| op == opcodes.store_name && usize::from(arg) == name_idx)?;
    let load = store.checked_sub(1)?;
    let [op, arg] = units[load];
    if load > 0 && units[load - 1][0] == opcodes.extended_arg {
        return None;
    }
    if Some(op) == opcodes.load_small_int {
        parts.code[2 * load + 1] = u8::try_from(line).ok()?;
        return Some(FirstLine::Done);
    }
    if op != opcodes.load_const {
        return None;
    }
    let n_uses = units.iter().filter(|&&unit| unit == [op, arg]).count();
    if n_uses == 1 {
        if let (Some(load_small_int), Ok(line)) = (opcodes.load_small_int, u8::try_from(line)) {
            parts.code[2 * load] = load_small_int;
            parts.code[2 * load + 1] = line;
            return Some(FirstLine::Remove(arg.into()));
        }
        return Some(FirstLine::Replace(arg.into()));
    }
    parts.code[2 * load + 1] = u8::try_from(n_consts).ok()?;
    Some(FirstLine::Append)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(minor: u8, code: &[u8], expect: Option<FirstLine>, expect_code: &[u8]) {
        let opcodes = Opcodes::of_version(minor).unwrap();
        let mut parts = CodeParts {
            code: code.to_vec(),
            line_table: Vec::new(),
            exception_table: Vec::new(),
            first_line: 1,
            stack_size: 1,
        };
        assert_eq!(set_first_line(&mut parts, &opcodes, 2, 7, 6), expect);
        assert_eq!(parts.code, expect_code);
    }

    #[test]
    fn a_constant_that_others_use_too_is_left_to_them() {
        let opcodes = Opcodes::of_version(13).unwrap();
        let (load, store) = (opcodes.load_const, opcodes.store_name);
        check(
            13,
            &[load, 1, store, 2],
            Some(FirstLine::Replace(1)),
            &[load, 1, store, 2],
        );
        check(
            13,
            &[load, 1, store, 2, load, 1, store, 3],
            Some(FirstLine::Append),
            &[load, 7, store, 2, load, 1, store, 3],
        );
        check(13, &[store, 3], None, &[store, 3]);
    }

    #[test]
    fn a_small_line_is_no_constant() {
        let opcodes = Opcodes::of_version(14).unwrap();
        let (load, small, store) = (
            opcodes.load_const,
            opcodes.load_small_int.unwrap(),
            opcodes.store_name,
        );
        check(
            14,
            &[load, 1, store, 2],
            Some(FirstLine::Remove(1)),
            &[small, 6, store, 2],
        );
        check(
            14,
            &[small, 9, store, 2],
            Some(FirstLine::Done),
            &[small, 6, store, 2],
        );
    }
}
