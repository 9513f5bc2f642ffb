//! Operators: how tightly they bind, and the nodes they make.

use super::*;

/// An operator that waits for its right side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pending {
    pub(super) precedence: u16,
    pub(super) token: Token,
    /// None of a prefix operator.
    pub(super) left: Option<Operand>,
}

pub(super) const DOT: u16 = 310;
pub(super) const PIPE: u16 = 70;
const UNARY: u16 = 300;

/// Precedence and whether it groups to the right, of a binary operator.
#[inline]
pub(super) fn binary(kind: Tok) -> Option<(u16, bool)> {
    Some(match kind {
        Tok::InMatchOp => (40, false),
        Tok::WhenOp => (50, true),
        Tok::TypeOp => (60, true),
        Tok::PipeOp => (PIPE, true),
        Tok::MatchOp => (100, true),
        Tok::OrOp => (120, false),
        Tok::AndOp => (130, false),
        Tok::CompOp => (140, false),
        Tok::RelOp => (150, false),
        Tok::ArrowOp => (160, false),
        Tok::InOp | Tok::NotInOp => (170, false),
        Tok::XorOp => (180, false),
        Tok::TernaryOp => (190, true),
        Tok::ConcatOp | Tok::RangeOp => (200, true),
        Tok::DualOp => (210, false),
        Tok::MultOp => (220, false),
        Tok::PowerOp => (230, false),
        _ => return None,
    })
}

/// Precedence of a prefix operator.
#[inline]
pub(super) fn prefix(kind: Tok) -> Option<u16> {
    Some(match kind {
        Tok::CaptureOp | Tok::EllipsisOp => 90,
        Tok::UnaryOp | Tok::DualOp | Tok::TernaryOp => UNARY,
        Tok::AtOp => 320,
        _ => return None,
    })
}

impl Parser<'_, '_> {
    /// Gives the topmost pending operator its right side.
    pub(super) fn reduce(&mut self, right: Operand, context: Context) -> Result<Operand> {
        let Some(pending) = self.pending.pop() else {
            return Ok(right);
        };
        match pending.left {
            Some(left) => {
                let node = self.binary_node(left.node, &pending.token, right.node)?;
                let cat = if left.cat == Cat::Unmatched || right.cat == Cat::Unmatched {
                    Cat::Unmatched
                } else if right.cat == Cat::NoParens {
                    Cat::NoParens
                } else {
                    Cat::Matched
                };
                Ok(Operand { node, cat })
            }
            None => {
                let node = self.unary_node(&pending.token, right.node);
                let cat = match right.cat {
                    Cat::NoParens if !context.no_parens => Cat::Unmatched,
                    Cat::NoParens | Cat::Unmatched => right.cat,
                    cat if cat <= Cat::MapBase && pending.token.kind != Tok::CaptureOp => Cat::MapBase,
                    _ => Cat::Matched,
                };
                Ok(Operand { node, cat })
            }
        }
    }

    fn unary_node(&mut self, token: &Token, operand: NodeId) -> NodeId {
        let end = self.ast.node(operand).end;
        if token.kind == Tok::TernaryOp {
            // `//x` is the operator `/` given to `/`.
            let place = token.place();
            let inner = self.push(
                Kind::Variable,
                (Atom::SLASH.0, 0, 0),
                token.start,
                token.start + 1,
            );
            self.at_place(inner, Some(place));
            let outer = Place {
                column: place.column + 1,
                ..place
            };
            return self.call_at(Atom::SLASH, outer, &[inner, operand], token.start, end);
        }
        self.call_at(Atom(token.value), token.place(), &[operand], token.start, end)
    }

    pub(super) fn binary_node(&mut self, left: NodeId, token: &Token, right: NodeId) -> Result<NodeId> {
        let (start, end) = (self.start_of(left), self.ast.node(right).end);
        match token.kind {
            Tok::TernaryOp => {
                if !self.is_call(left, Atom::RANGE, 2) {
                    return Err(self.step_without_range(token));
                }
                let (first, last) = (self.child(left, 0), self.child(left, 1));
                let range = *self.ast.node(left);
                let node = self.call(Atom::RANGE_STEP, &[first, last, right], start, end);
                let made = self.ast.node_mut(node);
                (made.line, made.column, made.extra) = (range.line, range.column, range.extra);
                Ok(node)
            }
            Tok::InOp if self.is_call(left, Atom::NOT, 1) || self.is_call(left, Atom::BANG, 1) => {
                let outer = *self.ast.node(left);
                let inner = self.child(left, 0);
                let test = self.call_at(Atom::IN, token.place(), &[inner, right], start, end);
                let node = self.call_at(Atom(outer.a), token.place(), &[test], start, end);
                if self.since(ElixirVersion::V1_20) {
                    let made = self.ast.node_mut(node);
                    (made.line, made.column, made.extra) = (outer.line, outer.column, outer.extra);
                }
                Ok(node)
            }
            Tok::NotInOp => {
                let newer = self.since(ElixirVersion::V1_19);
                let place = if newer {
                    self.lexed.not_ins[token.value as usize]
                } else {
                    token.place()
                };
                let test = self.call_at(Atom::IN, place, &[left, right], start, end);
                let node = self.call_at(Atom::NOT, token.place(), &[test], start, end);
                if newer {
                    self.newlines(node, token);
                }
                Ok(node)
            }
            _ => {
                let node = self.call_at(Atom(token.value), token.place(), &[left, right], start, end);
                self.newlines(node, token);
                Ok(node)
            }
        }
    }
}
