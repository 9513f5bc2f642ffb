//! Operands: names, literals, containers, parentheses, functions.

use super::*;

impl Parser<'_, '_> {
    pub(super) fn primary(&mut self, context: Context) -> Result<Operand> {
        let token = self.token();
        let node = match token.kind {
            Tok::Identifier | Tok::OpIdentifier | Tok::DoIdentifier => {
                self.at += 1;
                return self.identifier_call(calls::Callee::Local(token), context);
            }
            Tok::ParenIdentifier => {
                self.at += 1;
                return self.parens_call(calls::Callee::Local(token), context);
            }
            Tok::BracketIdentifier => {
                self.at += 1;
                let node = self.variable(token);
                return Ok(Operand {
                    node,
                    cat: Cat::Bracket,
                });
            }
            Tok::Alias => {
                self.at += 1;
                let name = self.atom(Atom(token.value), token.start, token.end);
                let node = self.call_at(Atom::ALIASES, token.place(), &[name], token.start, token.end);
                self.detail(node, Entry::Last(token.place()));
                node
            }
            Tok::Atom | Tok::AtomQuoted | Tok::True | Tok::False | Tok::Nil => {
                self.at += 1;
                self.atom(Atom(token.value), token.start, token.end)
            }
            Tok::Int => {
                self.at += 1;
                self.integer(token)
            }
            Tok::Flt => {
                self.at += 1;
                let bits = self.lexed.floats[token.value as usize].to_bits();
                self.push(
                    Kind::Float,
                    (bits as u32, (bits >> 32) as u32, 0),
                    token.start,
                    token.end,
                )
            }
            Tok::Char => {
                self.at += 1;
                self.push(Kind::Integer, (token.value, 0, 0), token.start, token.end)
            }
            Tok::BinString | Tok::BinHeredoc => self.binary_string()?,
            Tok::ListString | Tok::ListHeredoc => self.charlist()?,
            Tok::Sigil => self.sigil()?,
            Tok::AtomUnsafe => self.interpolated_atom()?,
            Tok::OpenBracket => self.list_literal()?,
            Tok::OpenCurly => self.tuple()?,
            Tok::OpenBit => self.bitstring()?,
            Tok::MapOp => {
                self.at += 1;
                self.map(None)?
            }
            Tok::Percent => self.struct_()?,
            Tok::Fn => self.function()?,
            Tok::OpenParen => match self.paren(blocks::ParenMode::Plain)? {
                blocks::Paren::Expression(node) => node,
                blocks::Paren::Empty(open, close) => self.empty_paren(&open, &close),
                blocks::Paren::Many { .. } => return Err(self.unexpected()),
            },
            Tok::CaptureInt => {
                self.at += 1;
                self.captured_integer(token)?
            }
            Tok::CaptureOp => {
                // Before 1.15 `& 1` is `&1`.
                self.at += 1;
                self.skip_eol();
                self.captured_integer(token)?
            }
            Tok::RangeOp => {
                self.at += 1;
                let node = self.call_at(Atom::RANGE, token.place(), &[], token.start, token.end);
                let cat = if self.since(ElixirVersion::V1_17) {
                    Cat::Zero
                } else {
                    Cat::Access
                };
                return Ok(Operand { node, cat });
            }
            _ => return Err(self.unexpected()),
        };
        Ok(Operand {
            node,
            cat: Cat::Access,
        })
    }

    fn captured_integer(&mut self, capture: &Token) -> Result<NodeId> {
        let token = self.expect(Tok::Int)?;
        let number = self.integer(token);
        Ok(self.call_at(
            Atom::CAPTURE,
            capture.place(),
            &[number],
            capture.start,
            token.end,
        ))
    }

    fn integer(&mut self, token: &Token) -> NodeId {
        let digits = &self.ast.source.as_bytes()[token.start as usize..token.end as usize];
        let (radix, digits) = match digits {
            [b'0', b'x', rest @ ..] => (16, rest),
            [b'0', b'o', rest @ ..] => (8, rest),
            [b'0', b'b', rest @ ..] => (2, rest),
            _ => (10, digits),
        };
        let mut value = Some(0u64);
        for byte in digits {
            let Some(digit) = (*byte as char).to_digit(16) else {
                continue;
            };
            value = value
                .and_then(|value| value.checked_mul(radix))
                .and_then(|value| value.checked_add(u64::from(digit)));
        }
        match value {
            Some(value) => self.push(
                Kind::Integer,
                (value as u32, (value >> 32) as u32, 0),
                token.start,
                token.end,
            ),
            None => self.push(
                Kind::BigInteger,
                (token.start, token.end, 0),
                token.start,
                token.end,
            ),
        }
    }
}
