//! The order of `co_consts`.
//!
//! Programs index the constants of a function, mostly to get at the code of a nested one. So what weaving added is moved
//! behind what was there, which then has the numbers that it has without us. Since 3.14 that takes a guess at times: what
//! the program's text names first and the compiler then folds away is not to be seen in the woven code.

use super::{CodeParts, Opcodes};

/// The constant that a function names first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstNamed {
    /// An integer that stands in the code itself.
    Int(u8),
    /// One of those that the interpreter has for all, by its number.
    Common(u8),
    /// `co_consts[idx]`, or, when that is a tuple of constants that the compiler put together, the first one in it.
    PartOf(usize),
    /// `co_consts[idx]`: the names of the arguments of a call.
    Names(usize),
    /// `None`, in a comparison with it, or where no constant of its own is left in the code.
    None,
}

/// Before it stand classes and functions that the compiler needs, such as `AssertionError`.
const FIRST_COMMON: u8 = 7;

/// Which constant the function names first. Since 3.14 the compiler keeps it as the first of `co_consts`, used or not,
/// when there is no docstring. In a woven function the one that is kept is ours, and the function's own may be gone.
pub fn first_named(code: &[u8], opcodes: &Opcodes, is_ours: impl Fn(usize) -> bool) -> FirstNamed {
    let units = code.as_chunks::<2>().0;
    for (at, &[op, arg]) in units.iter().enumerate() {
        if Some(op) == opcodes.load_small_int {
            // The index of `(value, probe)[0]`: a probe, then `BUILD_TUPLE 2`.
            let probe = at.checked_sub(2 + opcodes.contains_op_caches);
            let is_index = arg == 0
                && probe.is_some_and(|probe| units[probe][0] == opcodes.contains_op && units[at - 1][1] == 2);
            if !is_index {
                return FirstNamed::Int(arg);
            }
        } else if op == opcodes.load_const && !is_ours(arg.into()) {
            let is_names = units
                .get(at + 1)
                .is_some_and(|next| Some(next[0]) == opcodes.call_kw);
            return if is_names {
                FirstNamed::Names(arg.into())
            } else {
                FirstNamed::PartOf(arg.into())
            };
        } else if Some(op) == opcodes.load_common_constant && arg >= FIRST_COMMON {
            return FirstNamed::Common(arg);
        } else if op != 0 && opcodes.none_tests.contains(&op) {
            return FirstNamed::None;
        }
    }
    FirstNamed::None
}

/// Reorders the loads of constants in `parts` and returns which constant goes where: the old numbers in their new order,
/// that of `first` at the front and that of `gone`, which nothing loads, left out. `None` when nothing has to move, or
/// when there are more constants than an operand without prefix can name.
pub fn move_to_end(
    parts: &mut CodeParts,
    opcodes: &Opcodes,
    n_consts: usize,
    first: Option<usize>,
    gone: Option<usize>,
    is_ours: impl Fn(usize) -> bool,
) -> Option<Vec<usize>> {
    if n_consts > 256 {
        return None;
    }
    let others = (0..n_consts).filter(|&idx| Some(idx) != first && Some(idx) != gone);
    let (theirs, ours): (Vec<usize>, Vec<usize>) = others.partition(|&idx| !is_ours(idx));
    let order: Vec<usize> = first.into_iter().chain(theirs).chain(ours).collect();
    if order.len() == n_consts && order.iter().enumerate().all(|(new, &old)| new == old) {
        return None;
    }
    let mut new_number = [0u8; 256];
    for (new, &old) in order.iter().enumerate() {
        new_number[old] = new as u8;
    }
    // Inline caches are zero, and zero is no operation that loads a constant.
    for unit in parts.code.as_chunks_mut::<2>().0 {
        if opcodes.loads_const(unit[0]) {
            unit[1] = new_number[usize::from(unit[1])];
        }
    }
    Some(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_there_keeps_its_numbers() {
        let opcodes = Opcodes::of_version(12).unwrap();
        let (load, name, ret) = (opcodes.load_const, opcodes.store_name, opcodes.const_ops[1]);
        let mut parts = CodeParts {
            code: vec![load, 1, load, 2, load, 3, name, 3, ret, 0],
            line_table: Vec::new(),
            exception_table: Vec::new(),
            first_line: 1,
            stack_size: 1,
        };
        let order = move_to_end(&mut parts, &opcodes, 4, None, None, |idx| idx == 1 || idx == 2);
        assert_eq!(order, Some(vec![0, 3, 1, 2]));
        assert_eq!(parts.code, [load, 2, load, 3, load, 1, name, 3, ret, 0]);
        assert_eq!(
            move_to_end(&mut parts, &opcodes, 4, None, None, |idx| idx >= 2),
            None
        );
        let order = move_to_end(&mut parts, &opcodes, 5, Some(4), None, |idx| idx >= 2);
        assert_eq!(order, Some(vec![4, 0, 1, 2, 3]));
        assert_eq!(parts.code, [load, 3, load, 4, load, 2, name, 3, ret, 1]);
        parts.code.truncate(2);
        let order = move_to_end(&mut parts, &opcodes, 4, None, Some(2), |_| false);
        assert_eq!(order, Some(vec![0, 1, 3]));
        assert_eq!(parts.code, [load, 2]);
    }

    #[test]
    fn the_constant_that_is_named_first() {
        let opcodes = Opcodes::of_version(15).unwrap();
        let (load, small) = (opcodes.load_const, opcodes.load_small_int.unwrap());
        let probe = [load, 0, load, 1, opcodes.contains_op, 0, 0, 0];
        let check = |rest: &[u8], expect| {
            let code = [&probe[..], rest].concat();
            assert_eq!(first_named(&code, &opcodes, |idx| idx < 2), expect);
        };
        check(&[], FirstNamed::None);
        check(&[opcodes.none_tests[0], 5, small, 7], FirstNamed::None);
        check(&[small, 7], FirstNamed::Int(7));
        check(&[load, 2], FirstNamed::PartOf(2));
        check(&[load, 2, opcodes.call_kw.unwrap(), 1], FirstNamed::Names(2));
        check(&[opcodes.load_common_constant.unwrap(), 7], FirstNamed::Common(7));
        // `(value, probe)[0]`
        check(&[49, 2, small, 0, load, 3], FirstNamed::PartOf(3));
    }
}
