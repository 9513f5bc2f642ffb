//! What follows a dot: names, aliases, `{}` and `()`; and access by `[]`.

use super::calls::Callee;
use super::*;

impl Parser<'_, '_> {
    pub(super) fn dot(&mut self, left: Operand, context: Context) -> Result<Operand> {
        let dot = self.take();
        let start = self.start_of(left.node);
        if dot.kind == Tok::DotCallOp {
            let node = self.call_at(Atom::DOT, dot.place(), &[left.node], start, dot.end);
            return self.parens_call(Callee::Anonymous(node), context);
        }
        self.skip_eol();
        let token = self.token();
        match token.kind {
            Tok::Alias => {
                self.at += 1;
                let node = self.dot_alias(left.node, dot, token)?;
                Ok(Operand {
                    node,
                    cat: Cat::Access,
                })
            }
            Tok::OpenCurly => {
                let node = self.dot_container(left.node, dot)?;
                Ok(Operand {
                    node,
                    cat: Cat::Access,
                })
            }
            Tok::Identifier
            | Tok::OpIdentifier
            | Tok::DoIdentifier
            | Tok::BracketIdentifier
            | Tok::ParenIdentifier => {
                self.at += 1;
                let name = self.atom(Atom(token.value), token.start, token.end);
                let node = self.call_at(Atom::DOT, dot.place(), &[left.node, name], start, token.end);
                let callee = Callee::Dot(node, token);
                match token.kind {
                    Tok::ParenIdentifier => self.parens_call(callee, context),
                    Tok::BracketIdentifier => {
                        let operand = self.identifier_call(callee, MATCHED)?;
                        Ok(Operand {
                            cat: Cat::Bracket,
                            ..operand
                        })
                    }
                    _ => self.identifier_call(callee, context),
                }
            }
            _ => Err(self.unexpected()),
        }
    }

    fn dot_alias(&mut self, left: NodeId, dot: &Token, token: &Token) -> Result<NodeId> {
        let name = self.atom(Atom(token.value), token.start, token.end);
        let node = *self.ast.node(left);
        if node.kind == Kind::Call && node.a == Atom::ALIASES.0 {
            let from = self.ast.children.len() as u32;
            let old = node.b as usize..(node.b + node.c) as usize;
            self.ast.children.extend_from_within(old);
            self.ast.children.push(name);
            if self.token_metadata {
                self.replace_last(left, token.place());
            }
            let made = self.ast.push(Node {
                b: from,
                c: node.c + 1,
                end: token.end,
                ..*self.ast.node(left)
            });
            return Ok(made);
        }
        if node.kind == Kind::Atom {
            return Err(self.alias_after_atom(token));
        }
        let made = self.call_at(Atom::ALIASES, dot.place(), &[left, name], node.start, token.end);
        self.detail(made, Entry::Last(token.place()));
        Ok(made)
    }

    fn replace_last(&mut self, node: NodeId, place: Place) {
        let mut next = self.ast.node(node).extra;
        while next != 0 {
            let (entry, following) = &mut self.ast.entries[next as usize - 1];
            if let Entry::Last(last) = entry {
                *last = place;
                return;
            }
            next = *following;
        }
    }

    /// `Foo.{A, B}`, from `{` on.
    fn dot_container(&mut self, left: NodeId, dot: &Token) -> Result<NodeId> {
        let start = self.start_of(left);
        let tuple = self.atom(Atom::TUPLE, dot.start, dot.end);
        let callee = self.call_at(Atom::DOT, dot.place(), &[left, tuple], start, dot.end);
        let base = self.list.len();
        let open = self.take_with_eol();
        let empty = self.kind() == Tok::CloseCurly;
        if !empty {
            self.container_arguments(Tok::CloseCurly)?;
        }
        let close = *self.take_closing(Tok::CloseCurly)?;
        let node = self.apply_from(callee, base, start, close.end);
        self.at_place(node, Some(dot.place()));
        if !empty || self.since(ElixirVersion::V1_19) {
            self.delimited(node, &open, &close);
        }
        Ok(node)
    }

    /// `left[key]`, from `[` on; `plain` when `left` is neither a name nor has a `@` in front.
    pub(super) fn access(&mut self, left: Operand, plain: bool) -> Result<Operand> {
        let open = self.take_with_eol();
        let key = if matches!(self.kind(), Tok::KwIdentifier | Tok::KwUnsafe) {
            let (base, start) = (self.list.len(), self.token().start);
            self.keyword_data()?;
            let end = self.end();
            self.list_from(base, start, end)
        } else {
            let key = self.container_expression()?;
            if self.kind() == Tok::Comma {
                let comma = self.take();
                if self.since(ElixirVersion::V1_15) && self.kind() != Tok::CloseBracket {
                    let base = self.list.len();
                    self.container_arguments(Tok::CloseBracket)?;
                    self.take_closing(Tok::CloseBracket)?;
                    self.list.truncate(base);
                    return Err(self.too_many_access_arguments(comma));
                }
            }
            key
        };
        let close = *self.take_closing(Tok::CloseBracket)?;
        let start = self.start_of(left.node);
        let module = self.atom(Atom::ACCESS, open.start, close.end);
        let get = self.atom(Atom::GET, open.start, close.end);
        let dot = self.call_at(Atom::DOT, open.place(), &[module, get], open.start, close.end);
        let node = self.apply(dot, &[left.node, key], start, close.end);
        self.at_place(node, Some(open.place()));
        let marked = self.since(ElixirVersion::V1_16) || (plain && self.since(ElixirVersion::V1_15));
        for part in [dot, node] {
            self.delimited(part, &open, &close);
            if marked {
                self.ast.prepend(part, Entry::FromBrackets);
            }
        }
        Ok(Operand {
            node,
            cat: Cat::Access,
        })
    }
}
