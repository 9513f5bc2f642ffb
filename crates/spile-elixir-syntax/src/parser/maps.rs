//! Maps, their update syntax, and structs.

use super::expressions::Until;
use super::*;

impl Parser<'_, '_> {
    /// `{...}` of a map, or of the struct whose `%` and name went before.
    pub(super) fn map(&mut self, struct_: Option<(&Token, NodeId)>) -> Result<NodeId> {
        let base = self.list.len();
        if self.kind() != Tok::OpenCurly {
            return Err(self.unexpected());
        }
        // A map begins at its `%`.
        let start = match struct_ {
            None => self.tokens[self.at - 1].start,
            Some(_) => self.token().start,
        };
        let open = self.take_with_eol();
        if self.kind() != Tok::CloseCurly {
            self.map_elements()?;
        }
        let close = *self.take_closing(Tok::CloseCurly)?;
        let node = self.call_from(Atom::MAP, base, start, close.end);
        self.at_place(node, Some(open.place()));
        self.delimited(node, &open, &close);
        match struct_ {
            None => Ok(node),
            Some((percent, name)) => Ok(self.call_at(
                Atom::STRUCT,
                percent.place(),
                &[name, node],
                percent.start,
                close.end,
            )),
        }
    }

    pub(super) fn struct_(&mut self) -> Result<NodeId> {
        let percent = self.take();
        let start = self.at;
        let name = self.expression_until(STRUCT_NAME, None, Until::StructName)?;
        if !self.is_struct_name(name) || !matches!(self.kind(), Tok::OpenCurly | Tok::Eol) {
            // It is wrong from where it could not be the left side of a dot either.
            self.at = start;
            self.expression_to_complain_about()?;
            return Err(self.unexpected());
        }
        self.skip_eol();
        self.map(Some((percent, name.node)))
    }

    fn is_map_base(&self, operand: Operand) -> bool {
        operand.cat <= Cat::MapBase
    }

    fn is_struct_name(&self, operand: Operand) -> bool {
        self.is_map_base(operand) && (self.since(ElixirVersion::V1_17) || self.is_name(operand.node))
    }

    /// Whether a node is written as a name, an atom or a call, with operators in front or not: all that could name a
    /// struct before 1.17.
    fn is_name(&self, node: NodeId) -> bool {
        let found = self.ast.node(node);
        let written = &self.ast.source.as_bytes()[found.start as usize..found.end as usize];
        let (first, last) = (written.first().copied(), written.last().copied());
        let quoted = matches!(first, Some(b'"' | b'\'' | b':'));
        match found.kind {
            Kind::Variable => true,
            Kind::Atom => first == Some(b':'),
            Kind::Apply => last != Some(b']') && !quoted,
            Kind::Call if found.a == Atom::ALIASES.0 => true,
            Kind::Call
                if last == Some(b')')
                    && first.is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_') =>
            {
                true
            }
            Kind::Call => {
                let prefixes = [
                    Atom::NOT,
                    Atom::BANG,
                    Atom::PIN,
                    Atom::AT,
                    Atom::PLUS,
                    Atom::MINUS,
                    Atom::BITNOT,
                ];
                let prefixed = found.c == 1 && prefixes.iter().any(|prefix| prefix.0 == found.a);
                prefixed && self.is_name(self.child(node, 0))
            }
            _ => false,
        }
    }

    fn is_map_element(&self, operand: Operand) -> bool {
        if self.since(ElixirVersion::V1_17) {
            return self.is_map_base(operand);
        }
        matches!(operand.cat, Cat::ParensCall | Cat::Zero | Cat::NoParensOne)
    }

    fn map_elements(&mut self) -> Result<()> {
        if matches!(self.kind(), Tok::KwIdentifier | Tok::KwUnsafe) {
            return self.keyword_data();
        }
        let first = self.expression_until(MAP, None, Until::UpdatePipe)?;
        if self.kind() == Tok::PipeOp {
            return self.update(first);
        }
        self.element_from(first)?;
        self.more_elements()
    }

    fn more_elements(&mut self) -> Result<()> {
        while self.kind() == Tok::Comma {
            self.at += 1;
            match self.kind() {
                Tok::CloseCurly => break,
                Tok::KwIdentifier | Tok::KwUnsafe => return self.keyword_data(),
                _ => {
                    let operand = self.expression(MAP)?;
                    self.element_from(operand)?;
                }
            }
        }
        Ok(())
    }

    /// Pushes the element that begins with `key`.
    fn element_from(&mut self, key: Operand) -> Result<()> {
        if self.kind() != Tok::AssocOp {
            if !self.is_map_element(key) {
                return Err(self.unexpected());
            }
            self.list.push(key.node);
            return Ok(());
        }
        let arrow = self.take();
        self.skip_eol();
        let value = self.expression(MAP)?;
        if self.since(ElixirVersion::V1_18) && self.has_meta(key.node) {
            self.detail(key.node, Entry::Assoc(arrow.place()));
        }
        let pair = self.pair(key.node, value.node);
        self.list.push(pair);
        Ok(())
    }

    /// Pushes `map | elements`, from `|` on; or what turns out to be a key that has an `|` in it.
    fn update(&mut self, map: Operand) -> Result<()> {
        let pipe = self.take_with_eol();
        let base = self.list.len();
        let start = self.token().start;
        if matches!(self.kind(), Tok::KwIdentifier | Tok::KwUnsafe) {
            self.keyword_data()?;
        } else {
            let right = self.expression_until(MAP, None, Until::Pipe)?;
            if operators::binary(self.kind()).is_some() {
                let node = self.binary_node(map.node, &pipe, right.node)?;
                let cat = if map.cat == Cat::Unmatched || right.cat == Cat::Unmatched {
                    Cat::Unmatched
                } else {
                    Cat::Matched
                };
                let key = self.expression_until(MAP, Some(Operand { node, cat }), Until::End)?;
                self.element_from(key)?;
                return self.more_elements();
            }
            self.element_from(right)?;
            self.more_elements()?;
        }
        let end = self.end();
        let elements = self.list_from(base, start, end);
        let node = self.binary_node(map.node, &pipe, elements)?;
        self.list.push(node);
        Ok(())
    }
}
