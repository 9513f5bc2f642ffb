//! The order of `co_consts`.
//!
//! Programs index the constants of a function, mostly to get at the code of a nested one. So what weaving added is moved
//! behind what was there, which then has the numbers that it has without us.

use super::{CodeParts, Opcodes};

/// Reorders the loads of constants in `parts` and returns which constant goes where: the old numbers in their new order.
/// `None` when nothing has to move, or when there are more constants than an operand without prefix can name.
pub fn move_to_end(
    parts: &mut CodeParts,
    opcodes: &Opcodes,
    n_consts: usize,
    is_ours: impl Fn(usize) -> bool,
) -> Option<Vec<usize>> {
    if n_consts > 256 {
        return None;
    }
    let (theirs, ours): (Vec<usize>, Vec<usize>) = (0..n_consts).partition(|&idx| !is_ours(idx));
    let order: Vec<usize> = theirs.into_iter().chain(ours).collect();
    if order.iter().enumerate().all(|(new, &old)| new == old) {
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
        let order = move_to_end(&mut parts, &opcodes, 4, |idx| idx == 1 || idx == 2);
        assert_eq!(order, Some(vec![0, 3, 1, 2]));
        assert_eq!(parts.code, [load, 2, load, 3, load, 1, name, 3, ret, 0]);
        assert_eq!(move_to_end(&mut parts, &opcodes, 4, |idx| idx >= 2), None);
    }
}
