//! Calls: with and without parentheses, with `do` blocks; keywords as last argument.

use super::*;

/// What is called.
#[derive(Clone, Copy)]
pub(super) enum Callee<'l> {
    /// `foo`
    Local(&'l Token),
    /// `left.foo`: the node of the dot, and the name.
    Dot(NodeId, &'l Token),
    /// `left.()`: the node of the dot.
    Anonymous(NodeId),
}

/// Whether a token behind a name begins its first argument. `+`, `-`, `//` and `..` are operators there.
#[inline]
pub(super) fn starts_argument(kind: Tok) -> bool {
    matches!(
        kind,
        Tok::Identifier
            | Tok::ParenIdentifier
            | Tok::BracketIdentifier
            | Tok::DoIdentifier
            | Tok::OpIdentifier
            | Tok::KwIdentifier
            | Tok::KwUnsafe
            | Tok::Alias
            | Tok::Atom
            | Tok::AtomQuoted
            | Tok::AtomUnsafe
            | Tok::BinString
            | Tok::ListString
            | Tok::BinHeredoc
            | Tok::ListHeredoc
            | Tok::Sigil
            | Tok::Int
            | Tok::Flt
            | Tok::Char
            | Tok::True
            | Tok::False
            | Tok::Nil
            | Tok::Fn
            | Tok::OpenParen
            | Tok::OpenBracket
            | Tok::OpenCurly
            | Tok::OpenBit
            | Tok::MapOp
            | Tok::Percent
            | Tok::AtOp
            | Tok::UnaryOp
            | Tok::CaptureOp
            | Tok::CaptureInt
            | Tok::EllipsisOp
    )
}

impl<'l> Parser<'_, 'l> {
    /// A name alone, or a call without parentheses. The name has been read.
    pub(super) fn identifier_call(&mut self, callee: Callee<'l>, context: Context) -> Result<Operand> {
        let kind = match callee {
            Callee::Local(token) | Callee::Dot(_, token) => token.kind,
            Callee::Anonymous(_) => Tok::Identifier,
        };
        let base = self.list.len();
        let calls = match kind {
            Tok::OpIdentifier => true,
            Tok::Identifier if context.curly_ends && self.kind() == Tok::OpenCurly => false,
            Tok::Identifier => context.calls && starts_argument(self.kind()),
            _ => false,
        };
        if calls {
            let cat = self.no_parens_arguments(context)?;
            // Said here because what encloses the call may have something else to complain about.
            if (context.blocks || context.no_parens) && starts_argument(self.kind()) {
                return Err(self.unexpected());
            }
            if context.blocks && self.kind() == Tok::Do {
                return self.call_with_block(callee, base, None);
            }
            let single = self.list.len() == base + 1;
            let node = self.call_node(callee, base);
            if single && kind == Tok::OpIdentifier && matches!(callee, Callee::Local(_)) {
                self.ast.prepend(node, Entry::AmbiguousOp);
            }
            return Ok(Operand { node, cat });
        }
        if kind == Tok::DoIdentifier && context.blocks && self.kind() == Tok::Do {
            return self.call_with_block(callee, base, None);
        }
        let node = match callee {
            Callee::Local(token) => self.variable(token),
            Callee::Dot(..) | Callee::Anonymous(_) => {
                let node = self.call_node(callee, base);
                self.ast.prepend(node, Entry::NoParens);
                node
            }
        };
        Ok(Operand { node, cat: Cat::Zero })
    }

    /// The call of `callee` with the nodes of the list stack from `base` on.
    pub(super) fn call_node(&mut self, callee: Callee<'l>, base: usize) -> NodeId {
        let end = self.end();
        match callee {
            Callee::Local(token) => {
                let node = self.call_from(Atom(token.value), base, token.start, end);
                self.at_place(node, Some(token.place()))
            }
            Callee::Dot(dot, token) => {
                let start = self.start_of(dot);
                let node = self.apply_from(dot, base, start, end);
                self.at_place(node, Some(token.place()));
                if token.delimiter != 0 {
                    self.detail(node, Entry::Delimiter(strings::quote(token.delimiter)));
                }
                node
            }
            Callee::Anonymous(dot) => {
                let start = self.start_of(dot);
                let place = self.ast.place(dot);
                let node = self.apply_from(dot, base, start, end);
                self.at_place(node, place)
            }
        }
    }

    /// A call that takes the `do` block which comes now; `parens` are those around its arguments.
    fn call_with_block(
        &mut self,
        callee: Callee<'l>,
        base: usize,
        parens: Option<(&Token, &Token)>,
    ) -> Result<Operand> {
        let (block, begin, end) = self.do_block()?;
        self.list.push(block);
        let node = self.call_node(callee, base);
        if let Some((open, close)) = parens {
            self.delimited(node, open, close);
        }
        self.detail(node, Entry::End(end.place()));
        self.detail(node, Entry::Do(begin.place()));
        Ok(Operand {
            node,
            cat: Cat::Unmatched,
        })
    }

    /// A call with parentheses, from `(` on.
    pub(super) fn parens_call(&mut self, callee: Callee<'l>, context: Context) -> Result<Operand> {
        let base = self.list.len();
        let (open, close) = self.parens_arguments()?;
        if self.kind() == Tok::OpenParen {
            return self.nested_parens_call(callee, base, &open, &close, context);
        }
        if context.blocks && self.kind() == Tok::Do {
            return self.call_with_block(callee, base, Some((&open, &close)));
        }
        let node = self.call_node(callee, base);
        self.delimited(node, &open, &close);
        Ok(Operand {
            node,
            cat: Cat::ParensCall,
        })
    }

    /// `foo(a)(b)`, from the second `(` on.
    fn nested_parens_call(
        &mut self,
        callee: Callee<'l>,
        base: usize,
        open: &Token,
        close: &Token,
        context: Context,
    ) -> Result<Operand> {
        let inner = self.call_node(callee, base);
        self.delimited(inner, open, close);
        let (start, place, extra) = {
            let node = self.ast.node(inner);
            (node.start, (node.line, node.column), node.extra)
        };
        let (open2, close2) = self.parens_arguments()?;
        let block = if context.blocks && self.kind() == Tok::Do {
            Some(self.do_block()?)
        } else {
            None
        };
        if let Some((block, ..)) = block {
            self.list.push(block);
        }
        let end = self.end();
        let node = self.apply_from(inner, base, start, end);
        let shared = !self.since(ElixirVersion::V1_19);
        let made = self.ast.node_mut(node);
        (made.line, made.column) = place;
        if shared {
            made.extra = extra;
        }
        self.delimited(node, &open2, &close2);
        if let Some((_, begin, end)) = block {
            self.detail(node, Entry::End(end.place()));
            self.detail(node, Entry::Do(begin.place()));
        }
        Ok(Operand {
            node,
            cat: if block.is_some() {
                Cat::Unmatched
            } else {
                Cat::ParensCall
            },
        })
    }

    /// Pushes the arguments in parentheses onto the list stack; the parentheses.
    fn parens_arguments(&mut self) -> Result<(Token, Token)> {
        let open = self.take_with_eol();
        if self.kind() == Tok::CloseParen {
            return Ok((open, *self.take()));
        }
        let mut first = true;
        loop {
            if matches!(self.kind(), Tok::KwIdentifier | Tok::KwUnsafe) {
                let node = self.parens_keywords()?;
                self.list.push(node);
                break;
            }
            let operand = self.expression(EVERYTHING)?;
            self.list.push(operand.node);
            if operand.cat == Cat::NoParens {
                if first && matches!(self.kind(), Tok::CloseParen | Tok::Eol) {
                    break;
                }
                return Err(self.nested_no_parens(operand.node));
            }
            if self.kind() != Tok::Comma {
                break;
            }
            self.at += 1;
            first = false;
        }
        let close = *self.take_closing(Tok::CloseParen)?;
        Ok((open, close))
    }

    /// Keywords as the last argument in parentheses.
    fn parens_keywords(&mut self) -> Result<NodeId> {
        let (base, start) = (self.list.len(), self.token().start);
        loop {
            self.keyword_pair(true)?;
            if self.kind() != Tok::Comma {
                break;
            }
            let comma = self.take();
            match self.kind() {
                Tok::KwIdentifier | Tok::KwUnsafe => {}
                Tok::CloseParen | Tok::Eol => break,
                _ => {
                    self.expression_to_complain_about()?;
                    return Err(self.expression_after_keywords(comma, true));
                }
            }
        }
        let end = self.end();
        Ok(self.list_from(base, start, end))
    }

    /// Pushes `key: value`. In containers the value may have a `do` block, but not be a call without parentheses
    /// of many arguments; as an argument of a call without parentheses it is the other way round.
    pub(super) fn keyword_pair(&mut self, container: bool) -> Result<()> {
        let key = self.keyword_key()?;
        let value = if container {
            self.container_expression()?
        } else {
            self.expression(ARGUMENT)?.node
        };
        let pair = self.pair(key, value);
        self.list.push(pair);
        Ok(())
    }

    fn keyword_key(&mut self) -> Result<NodeId> {
        let token = self.token();
        let key = if token.kind == Tok::KwIdentifier {
            self.at += 1;
            self.atom(Atom(token.value), token.start, token.end)
        } else {
            self.interpolated_atom()?
        };
        self.skip_eol();
        Ok(key)
    }

    /// Keywords of a call without parentheses.
    pub(super) fn no_parens_keywords(&mut self) -> Result<NodeId> {
        let (base, start) = (self.list.len(), self.token().start);
        loop {
            self.keyword_pair(false)?;
            if self.kind() != Tok::Comma {
                break;
            }
            let comma = self.take();
            if !matches!(self.kind(), Tok::KwIdentifier | Tok::KwUnsafe) {
                self.expression_to_complain_about()?;
                return Err(self.expression_after_keywords(comma, true));
            }
        }
        let end = self.end();
        Ok(self.list_from(base, start, end))
    }

    /// Pushes the arguments of a call without parentheses onto the list stack. Where the call can neither have many
    /// arguments nor a block, a comma does not belong to it.
    fn no_parens_arguments(&mut self, context: Context) -> Result<Cat> {
        if matches!(self.kind(), Tok::KwIdentifier | Tok::KwUnsafe) {
            let node = self.no_parens_keywords()?;
            self.list.push(node);
            return Ok(Cat::NoParensOne);
        }
        // Where the call cannot have many arguments, calls among its arguments cannot either.
        let argument = Context {
            curly_ends: context.curly_ends,
            no_parens: context.blocks || context.no_parens,
            ..ARGUMENT
        };
        let first = if self.kind() == Tok::OpenParen {
            let node = match self.paren(blocks::ParenMode::Argument)? {
                blocks::Paren::Expression(node) => node,
                blocks::Paren::Empty(open, close) => self.empty_paren(&open, &close),
                blocks::Paren::Many { open, .. } => return Err(self.space_before_paren(&open)),
            };
            let operand = Operand {
                node,
                cat: Cat::Access,
            };
            self.expression_until(argument, Some(operand), expressions::Until::End)?
        } else {
            self.expression(argument)?
        };
        self.list.push(first.node);
        if first.cat == Cat::NoParens {
            return Ok(Cat::NoParens);
        }
        if self.kind() != Tok::Comma || !(context.blocks || context.no_parens) {
            return Ok(Cat::NoParensOne);
        }
        self.more_arguments()?;
        Ok(Cat::NoParens)
    }

    /// Pushes what follows the first of several arguments without parentheses.
    pub(super) fn more_arguments(&mut self) -> Result<()> {
        while self.kind() == Tok::Comma {
            self.at += 1;
            if matches!(self.kind(), Tok::KwIdentifier | Tok::KwUnsafe) {
                let node = self.no_parens_keywords()?;
                self.list.push(node);
                break;
            }
            let operand = self.expression(ARGUMENT)?;
            if operand.cat == Cat::NoParens {
                return Err(self.nested_no_parens(operand.node));
            }
            self.list.push(operand.node);
        }
        Ok(())
    }
}
