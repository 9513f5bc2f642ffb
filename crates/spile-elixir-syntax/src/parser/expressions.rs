//! Expressions: operands, and the operators between them.

use super::operators::{DOT, PIPE, Pending, binary, prefix};
use super::*;

/// Where an expression ends other than at a token that cannot go on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    /// As far as it goes.
    End,
    /// Before an operator that binds less than `|`.
    Pipe,
    /// Before the first `|` that has the whole expression on its left.
    UpdatePipe,
    /// Before any binary operator and any argument.
    StructName,
}

impl Parser<'_, '_> {
    pub(super) fn expression(&mut self, context: Context) -> Result<Operand> {
        self.deeper()?;
        let operand = self.expression_from(context, None, Until::End)?;
        self.depth -= 1;
        Ok(operand)
    }

    /// An expression that is wrong where it stands: errors inside of it come first.
    pub(super) fn expression_to_complain_about(&mut self) -> Result<Operand> {
        let curly_ends = self.since(ElixirVersion::V1_17);
        self.expression(Context {
            curly_ends,
            ..MATCHED
        })
    }

    pub(super) fn expression_until(
        &mut self,
        context: Context,
        first: Option<Operand>,
        until: Until,
    ) -> Result<Operand> {
        self.deeper()?;
        let operand = self.expression_from(context, first, until)?;
        self.depth -= 1;
        Ok(operand)
    }

    fn expression_from(
        &mut self,
        context: Context,
        mut first: Option<Operand>,
        until: Until,
    ) -> Result<Operand> {
        let base = self.pending.len();
        loop {
            let mut operand = match first.take() {
                Some(operand) => operand,
                None => self.operand(context, base)?,
            };
            // What follows an operand.
            let token = loop {
                let kind = self.kind();
                match kind {
                    Tok::Dot | Tok::DotCallOp if operand.cat <= Cat::Matched => {
                        while self.top(base).is_some_and(|pending| pending.precedence > DOT) {
                            operand = self.reduce(operand, context)?;
                        }
                        let inner = self.inner(context, base);
                        operand = self.dot(operand, inner)?;
                    }
                    Tok::OpenBracket if operand.cat <= Cat::Access => {
                        let bracket = operand.cat == Cat::Bracket;
                        let at = self
                            .top(base)
                            .is_some_and(|pending| pending.token.kind == Tok::AtOp);
                        if at {
                            operand = self.reduce(operand, context)?;
                        }
                        operand = self.access(operand, !bracket && !at)?;
                    }
                    Tok::KwIdentifier if operand.cat <= Cat::Access => {
                        return Err(self.invalid_keyword());
                    }
                    _ => break self.token(),
                }
            };
            let found = if until == Until::StructName {
                None
            } else {
                binary(token.kind)
            };
            let Some((precedence, right)) = found else {
                return self.unwind(operand, context, base);
            };
            if operand.cat == Cat::NoParens || (until == Until::Pipe && precedence < PIPE) {
                return self.unwind(operand, context, base);
            }
            while let Some(top) = self.top(base)
                && (top.precedence > precedence || (top.precedence == precedence && !right))
            {
                operand = self.reduce(operand, context)?;
            }
            if until == Until::UpdatePipe && token.kind == Tok::PipeOp && self.pending.len() == base {
                return Ok(operand);
            }
            let mut token = *self.take();
            if self.kind() == Tok::Eol {
                let eol = self.take();
                if token.kind != Tok::MatchOp || self.since(ElixirVersion::V1_15) {
                    token.newlines = eol.newlines;
                }
            }
            self.pending.push(Pending {
                precedence,
                token,
                left: Some(operand),
            });
            if token.kind == Tok::WhenOp
                && matches!(self.kind(), Tok::KwIdentifier | Tok::KwUnsafe)
                && self.inner(context, base).no_parens
            {
                let node = self.no_parens_keywords()?;
                let keywords = Operand {
                    node,
                    cat: Cat::NoParens,
                };
                return self.unwind(keywords, context, base);
            }
        }
    }

    #[inline]
    fn top(&self, base: usize) -> Option<&Pending> {
        self.pending[base..].last()
    }

    fn unwind(&mut self, mut operand: Operand, context: Context, base: usize) -> Result<Operand> {
        while self.pending.len() > base {
            operand = self.reduce(operand, context)?;
        }
        if operand.cat == Cat::NoParens && !context.no_parens {
            return Err(self.unexpected());
        }
        Ok(operand)
    }

    /// What may stand at the next operand: behind a prefix operator, and right of an expression with a `do` block,
    /// calls without parentheses may have many arguments wherever blocks may be.
    #[inline]
    fn inner(&self, context: Context, base: usize) -> Context {
        let opened = |pending: &Pending| pending.left.is_none_or(|left| left.cat == Cat::Unmatched);
        Context {
            calls: context.calls,
            curly_ends: context.curly_ends,
            blocks: context.blocks,
            no_parens: context.no_parens || (context.blocks && self.pending[base..].iter().any(opened)),
        }
    }

    /// Prefix operators and an operand.
    fn operand(&mut self, context: Context, base: usize) -> Result<Operand> {
        loop {
            let kind = self.kind();
            let Some(precedence) = prefix(kind) else {
                let inner = self.inner(context, base);
                return self.primary(inner);
            };
            if kind == Tok::EllipsisOp && !self.ellipsis_has_operand() {
                let token = self.take();
                let node = self.call_at(Atom::ELLIPSIS, token.place(), &[], token.start, token.end);
                return Ok(Operand { node, cat: Cat::Zero });
            }
            if kind == Tok::CaptureOp && !self.since(ElixirVersion::V1_15) {
                let ahead = 1 + usize::from(self.tokens[self.at + 1].kind == Tok::Eol);
                if self.tokens[self.at + ahead].kind == Tok::Int {
                    return self.primary(context);
                }
            }
            let token = *self.take();
            if kind != Tok::EllipsisOp {
                self.skip_eol();
            }
            self.pending.push(Pending {
                precedence,
                token,
                left: None,
            });
        }
    }

    fn ellipsis_has_operand(&self) -> bool {
        let next = self.tokens[self.at + 1].kind;
        let starts = calls::starts_argument(next) || matches!(next, Tok::DualOp | Tok::TernaryOp);
        starts && !matches!(next, Tok::KwIdentifier | Tok::KwUnsafe)
    }
}
