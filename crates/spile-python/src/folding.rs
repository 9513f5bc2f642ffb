//! What CPython takes for a constant where it compiles `return`: literals, and to 3.13 what its syntax tree is folded to
//! before (`Python/ast_opt.c`), which is nothing that raises or grows large.

use ruff_python_ast::{Expr, Number, Operator, UnaryOp};

/// The largest folded integer, in bits; the longest folded string; the longest folded tuple.
const MAX_INT_BITS: u64 = 128;
const MAX_STRING: i128 = 4096;
const MAX_TUPLE: i128 = 256;

/// A constant, as far as further folding depends on it.
#[derive(Clone, Debug, PartialEq)]
enum Constant {
    /// Also `True` and `False`. One of more than 127 bits is not known.
    Int(Option<i128>),
    Float(Option<f64>),
    Complex,
    /// The length in characters.
    Str(i128),
    Bytes(i128),
    Tuple(Vec<Constant>),
    /// `None`, `...`
    Other,
}

/// Whether `expr` is a constant, where the program runs on a version that `folds`.
pub(crate) fn is_constant(expr: &Expr, folds: bool) -> bool {
    match expr {
        Expr::UnaryOp(operation) if !folds => is_constant(&operation.operand, folds),
        _ => match constant(expr) {
            Some(_) => folds || expr.is_literal_expr() || expr.is_name_expr(),
            None => false,
        },
    }
}

fn constant(expr: &Expr) -> Option<Constant> {
    Some(match expr {
        Expr::NumberLiteral(literal) => match &literal.value {
            Number::Int(int) => {
                Constant::Int(int.as_u64().map(i128::from).or_else(|| large(&int.to_string())))
            }
            Number::Float(float) => Constant::Float(Some(*float)),
            Number::Complex { .. } => Constant::Complex,
        },
        Expr::StringLiteral(literal) => Constant::Str(literal.value.chars().count() as i128),
        Expr::BytesLiteral(literal) => Constant::Bytes(literal.value.bytes().count() as i128),
        Expr::BooleanLiteral(literal) => Constant::Int(Some(i128::from(literal.value))),
        Expr::NoneLiteral(_) | Expr::EllipsisLiteral(_) => Constant::Other,
        Expr::Name(name) if name.id == "__debug__" => Constant::Int(None),
        Expr::UnaryOp(operation) => unary(operation.op, constant(&operation.operand)?)?,
        Expr::BinOp(operation) => {
            let (left, right) = (constant(&operation.left)?, constant(&operation.right)?);
            binary(operation.op, left, right)?
        }
        Expr::Tuple(tuple) => Constant::Tuple(tuple.elts.iter().map(constant).collect::<Option<_>>()?),
        Expr::Subscript(subscript) => item(constant(&subscript.value)?, constant(&subscript.slice)?)?,
        _ => return None,
    })
}

/// The value of a literal that has more than 64 bits.
fn large(literal: &str) -> Option<i128> {
    let digits = literal.replace('_', "").to_lowercase();
    match digits.strip_prefix("0x") {
        Some(digits) => i128::from_str_radix(digits, 16).ok(),
        None => digits.parse().ok(),
    }
}

fn unary(op: UnaryOp, operand: Constant) -> Option<Constant> {
    use Constant::{Complex, Float, Int};
    Some(match (op, operand) {
        (UnaryOp::Not, operand) => Int(is_true(&operand).map(|is_true| i128::from(!is_true))),
        (UnaryOp::Invert, Int(int)) => Int(int.map(|int| !int)),
        (UnaryOp::USub, Int(int)) => Int(int.and_then(i128::checked_neg)),
        (UnaryOp::USub, Float(float)) => Float(float.map(|float| -float)),
        (UnaryOp::UAdd, number @ (Int(_) | Float(_))) => number,
        (UnaryOp::UAdd | UnaryOp::USub, Complex) => Complex,
        _ => return None,
    })
}

fn is_true(constant: &Constant) -> Option<bool> {
    match constant {
        Constant::Int(int) => int.map(|int| int != 0),
        Constant::Float(float) => float.map(|float| float != 0.0),
        Constant::Str(length) | Constant::Bytes(length) => Some(*length > 0),
        Constant::Tuple(items) => Some(!items.is_empty()),
        Constant::Complex | Constant::Other => None,
    }
}

fn binary(op: Operator, left: Constant, right: Constant) -> Option<Constant> {
    use Constant::{Bytes, Int, Str, Tuple};
    match (op, left, right) {
        (_, Int(left), Int(right)) => integers(op, left, right),
        (Operator::Add, Str(left), Str(right)) => Some(Str(left + right)),
        (Operator::Add, Bytes(left), Bytes(right)) => Some(Bytes(left + right)),
        (Operator::Add, Tuple(left), Tuple(right)) => Some(Tuple([left, right].concat())),
        (Operator::Mult, Str(length), Int(n)) | (Operator::Mult, Int(n), Str(length)) => {
            repeated(length, n?, MAX_STRING).map(Str)
        }
        (Operator::Mult, Bytes(length), Int(n)) | (Operator::Mult, Int(n), Bytes(length)) => {
            repeated(length, n?, MAX_STRING).map(Bytes)
        }
        (Operator::Mult, Tuple(items), Int(n)) | (Operator::Mult, Int(n), Tuple(items)) => {
            let length = repeated(items.len() as i128, n?, MAX_TUPLE)?;
            Some(Tuple(items.into_iter().cycle().take(length as usize).collect()))
        }
        (_, left, right) => numbers(op, &left, &right),
    }
}

/// The length of something repeated `n` times, unless it would be too long.
fn repeated(length: i128, n: i128, max: i128) -> Option<i128> {
    let is_folded = length == 0 || (0..=max / length).contains(&n);
    is_folded.then(|| length * n.max(0))
}

fn integers(op: Operator, left: Option<i128>, right: Option<i128>) -> Option<Constant> {
    use Constant::{Float, Int};
    // What is not known has more bits than may come out.
    let bits = |int: Option<i128>| {
        int.map_or(MAX_INT_BITS, |int| {
            u64::from(128 - int.unsigned_abs().leading_zeros())
        })
    };
    let both = left.zip(right);
    let zero = Some(0);
    Some(match op {
        Operator::Add => Int(both.and_then(|(left, right)| left.checked_add(right))),
        Operator::Sub => Int(both.and_then(|(left, right)| left.checked_sub(right))),
        Operator::BitAnd => Int(both.map(|(left, right)| left & right)),
        Operator::BitOr => Int(both.map(|(left, right)| left | right)),
        Operator::BitXor => Int(both.map(|(left, right)| left ^ right)),
        Operator::Mult => {
            let is_zero = left == zero || right == zero;
            (is_zero || bits(left) + bits(right) <= MAX_INT_BITS)
                .then(|| Int(both.and_then(|(left, right)| left.checked_mul(right))))?
        }
        Operator::Div if right != zero => Float(None),
        Operator::FloorDiv | Operator::Mod if right != zero => {
            let floor = |(left, right): (i128, i128)| {
                let quotient = left.checked_div(right)?;
                let is_above = left % right != 0 && (left < 0) != (right < 0);
                let quotient = quotient - i128::from(is_above);
                let is_quotient = op == Operator::FloorDiv;
                Some(if is_quotient {
                    quotient
                } else {
                    left - quotient * right
                })
            };
            Int(both.and_then(floor))
        }
        Operator::Pow => match right? {
            0 => Int(Some(1)),
            right if right < 0 => (left != zero).then_some(Float(None))?,
            right => {
                let exponent = u32::try_from(right).ok()?;
                let is_small = bits(left).saturating_mul(u64::from(exponent)) <= MAX_INT_BITS;
                (left == zero || is_small).then(|| Int(left.and_then(|left| left.checked_pow(exponent))))?
            }
        },
        Operator::LShift => {
            let by = u32::try_from(right?).ok()?;
            let is_small = bits(left) + u64::from(by) <= MAX_INT_BITS;
            let shifted = left.and_then(|left| left.checked_mul(1_i128.checked_shl(by)?));
            (left == zero || by == 0 || is_small).then_some(Int(shifted))?
        }
        Operator::RShift => {
            let by = u32::try_from(right?).ok()?;
            Int(left.map(|left| left >> by.min(127)))
        }
        _ => return None,
    })
}

/// With floating-point or complex numbers.
fn numbers(op: Operator, left: &Constant, right: &Constant) -> Option<Constant> {
    use Constant::{Complex, Float, Int};
    let float = |constant: &Constant| match constant {
        Int(int) => Some(int.map(|int| int as f64)),
        Float(float) => Some(*float),
        _ => None,
    };
    let is_number = |constant: &Constant| matches!(constant, Int(_) | Float(_) | Complex);
    let divides = matches!(op, Operator::Div | Operator::FloorDiv | Operator::Mod);
    if !is_number(left) || !is_number(right) || divides && is_true(right) == Some(false) {
        return None;
    }
    let (Some(left), Some(right)) = (float(left), float(right)) else {
        let is_complex = matches!(
            op,
            Operator::Add | Operator::Sub | Operator::Mult | Operator::Div | Operator::Pow
        );
        return is_complex.then_some(Complex);
    };
    let both = left.zip(right);
    Some(match op {
        Operator::Add => Float(both.map(|(left, right)| left + right)),
        Operator::Sub => Float(both.map(|(left, right)| left - right)),
        Operator::Mult => Float(both.map(|(left, right)| left * right)),
        Operator::Div => Float(both.map(|(left, right)| left / right)),
        Operator::FloorDiv => Float(both.map(|(left, right)| (left / right).floor())),
        Operator::Mod => Float(None),
        Operator::Pow => match both.map(|(left, right)| (left, right, left.powf(right))) {
            // Zero to a negative power, and what is too large, raise.
            Some((left, right, power)) if power.is_infinite() && left.is_finite() && right.is_finite() => {
                return None;
            }
            Some((left, right, power)) if power.is_nan() && !left.is_nan() && !right.is_nan() => Complex,
            power => Float(power.map(|(_, _, power)| power)),
        },
        _ => return None,
    })
}

fn item(of: Constant, index: Constant) -> Option<Constant> {
    let Constant::Int(Some(index)) = index else {
        return None;
    };
    let place = |length: i128| {
        let place = if index < 0 { index + length } else { index };
        (0..length).contains(&place).then_some(place as usize)
    };
    match of {
        Constant::Str(length) => place(length).map(|_| Constant::Str(1)),
        Constant::Bytes(length) => place(length).map(|_| Constant::Int(None)),
        Constant::Tuple(items) => place(items.len() as i128).and_then(|place| items.get(place).cloned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use ruff_python_parser::parse_expression;

    use super::*;

    /// Whether 3.13, and whether 3.14 takes it for a constant where it compiles `return`.
    fn check(source: &str, expect: (bool, bool)) {
        let parsed = parse_expression(source).expect("it is an expression");
        let expr = parsed.expr();
        assert_eq!(
            (is_constant(expr, true), is_constant(expr, false)),
            expect,
            "{source}"
        );
    }

    #[test]
    fn literals_are_constants() {
        for source in ["1", "'a' 'b'", "None", "...", "__debug__", "-1", "not 1"] {
            check(source, (true, true));
        }
        for source in ["x", "[]", "f'a'", "(x, 1)", "x.y", "-x"] {
            check(source, (false, false));
        }
    }

    #[test]
    fn what_is_small_is_folded_before() {
        for source in [
            "10 ** 6",
            "b'x' * 4096",
            "(0,) * 256",
            "1 << 127",
            "(1, (2, 'a'))",
            "'abc'[-1]",
            "1 / 2",
            "2 ** -1",
            "0 * (1 << 127)",
        ] {
            check(source, (true, false));
        }
    }

    #[test]
    fn what_raises_or_grows_large_is_computed_as_it_runs() {
        for source in [
            "b'x' * 10 ** 6",
            "'a' * 4097",
            "(0,) * 257",
            "1 << 128",
            "2 ** 65 * 2 ** 65",
            "1 / 0",
            "1 % (not 1)",
            "0 ** -1",
            "1.5 ** 4096",
            "'%s' % 1",
            "'a' + 1",
            "'abc'[3]",
            "1 @ 2",
            "1j // 2",
        ] {
            check(source, (false, false));
        }
    }
}
