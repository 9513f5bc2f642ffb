//! Lists, tuples, bitstrings, and what may be inside of them.

use super::*;

impl Parser<'_, '_> {
    /// An element: calls without parentheses of many arguments would be ambiguous.
    pub(super) fn container_expression(&mut self) -> Result<NodeId> {
        let operand = self.expression(EVERYTHING)?;
        if operand.cat == Cat::NoParens {
            return Err(self.no_parens_in_container(operand.node));
        }
        Ok(operand.node)
    }

    /// Pushes elements up to `close`; keywords at the end become one list.
    pub(super) fn container_arguments(&mut self, close: Tok) -> Result<()> {
        loop {
            let element = self.container_expression()?;
            self.list.push(element);
            if self.kind() != Tok::Comma {
                return Ok(());
            }
            self.at += 1;
            if self.kind() == close {
                return Ok(());
            }
            if matches!(self.kind(), Tok::KwIdentifier | Tok::KwUnsafe) {
                let (base, start) = (self.list.len(), self.token().start);
                self.keyword_data()?;
                let end = self.end();
                let keywords = self.list_from(base, start, end);
                self.list.push(keywords);
                return Ok(());
            }
        }
    }

    /// Pushes `key: value` pairs.
    pub(super) fn keyword_data(&mut self) -> Result<()> {
        loop {
            self.keyword_pair(true)?;
            if self.kind() != Tok::Comma {
                return Ok(());
            }
            let comma = self.take();
            match self.kind() {
                Tok::KwIdentifier | Tok::KwUnsafe => {}
                Tok::CloseParen | Tok::CloseBracket | Tok::CloseCurly | Tok::CloseBit => return Ok(()),
                _ => {
                    self.expression_to_complain_about()?;
                    return Err(self.expression_after_keywords(comma, false));
                }
            }
        }
    }

    pub(super) fn list_literal(&mut self) -> Result<NodeId> {
        let base = self.list.len();
        let open = self.take_with_eol();
        if self.kind() != Tok::CloseBracket {
            self.list_elements()?;
        }
        let close = self.take_closing(Tok::CloseBracket)?;
        Ok(self.list_from(base, open.start, close.end))
    }

    fn list_elements(&mut self) -> Result<()> {
        loop {
            if matches!(self.kind(), Tok::KwIdentifier | Tok::KwUnsafe) {
                return self.keyword_data();
            }
            let element = self.container_expression()?;
            self.list.push(element);
            if self.kind() != Tok::Comma {
                return Ok(());
            }
            self.at += 1;
            if self.kind() == Tok::CloseBracket {
                return Ok(());
            }
        }
    }

    pub(super) fn tuple(&mut self) -> Result<NodeId> {
        let base = self.list.len();
        let open = self.take_with_eol();
        self.elements(&open, Tok::CloseCurly)?;
        let close = *self.take_closing(Tok::CloseCurly)?;
        if let [left, right] = self.list[base..] {
            self.list.truncate(base);
            return Ok(self.push(Kind::Pair, (0, left.0, right.0), open.start, close.end));
        }
        let node = self.call_from(Atom::TUPLE, base, open.start, close.end);
        self.at_place(node, Some(open.place()));
        self.delimited(node, &open, &close);
        Ok(node)
    }

    pub(super) fn bitstring(&mut self) -> Result<NodeId> {
        let base = self.list.len();
        let open = self.take_with_eol();
        self.elements(&open, Tok::CloseBit)?;
        let close = *self.take_closing(Tok::CloseBit)?;
        let node = self.call_from(Atom::BITS, base, open.start, close.end);
        self.at_place(node, Some(open.place()));
        self.delimited(node, &open, &close);
        Ok(node)
    }

    /// The inside of a tuple or bitstring.
    fn elements(&mut self, open: &Token, close: Tok) -> Result<()> {
        match self.kind() {
            kind if kind == close => Ok(()),
            Tok::KwIdentifier | Tok::KwUnsafe if self.since(ElixirVersion::V1_15) => {
                self.keyword_data()?;
                self.expect(close)?;
                Err(self.keywords_in_container(open))
            }
            _ => self.container_arguments(close),
        }
    }
}
