//! Strings, charlists, sigils and interpolated atoms.

use super::*;
use crate::lexer::invalid_encoding;
use crate::token::{Part, StringData};

pub(super) fn quote(byte: u8) -> &'static str {
    if byte == b'\'' { "'" } else { "\"" }
}

impl Parser<'_, '_> {
    fn string_data(&self, token: &Token) -> StringData {
        self.lexed.strings[token.value as usize]
    }

    fn parts(&self, data: &StringData) -> std::ops::Range<usize> {
        data.parts.0 as usize..data.parts.1 as usize
    }

    /// The node of a part that is text.
    fn text(&mut self, kind: Kind, part: Part, start: u32, end: u32) -> Option<NodeId> {
        match part {
            Part::Source(from, len) => Some(self.push(kind, (from, len, 0), start, end)),
            Part::Text(from, len) => Some(self.push(kind, (from, len, 1), start, end)),
            Part::Interpolation { .. } => None,
        }
    }

    /// The only part, when it is text.
    fn only_text(&mut self, kind: Kind, data: &StringData, token: &Token) -> Option<NodeId> {
        let range = self.parts(data);
        if range.len() != 1 {
            return None;
        }
        self.text(kind, self.lexed.parts[range.start], token.start, token.end)
    }

    /// What token metadata says of the quotes.
    fn quotes(&mut self, node: NodeId, data: &StringData) {
        if let Some(columns) = data.indentation {
            self.detail(node, Entry::Indentation(columns));
        }
        self.detail(node, Entry::Delimiter(data.delimiter));
    }

    pub(super) fn binary_string(&mut self) -> Result<NodeId> {
        let token = self.take();
        let data = self.string_data(token);
        if let Some(node) = self.only_text(Kind::Binary, &data, token) {
            return Ok(node);
        }
        let node = self.interpolated_binary(&data, token)?;
        self.quotes(node, &data);
        Ok(node)
    }

    /// `{:<<>>, place, parts}`
    fn interpolated_binary(&mut self, data: &StringData, token: &Token) -> Result<NodeId> {
        let base = self.list.len();
        for index in self.parts(data) {
            let part = self.lexed.parts[index];
            let node = self.string_part(part, token)?;
            self.list.push(node);
        }
        let node = self.call_from(Atom::BITS, base, token.start, token.end);
        Ok(self.at_place(node, Some(token.place())))
    }

    fn string_part(&mut self, part: Part, token: &Token) -> Result<NodeId> {
        let Part::Interpolation { begin, bytes, .. } = part else {
            let (start, end) = part_range(part, token);
            return Ok(self.text(Kind::Binary, part, start, end).unwrap_or(NodeId(0)));
        };
        let value = self.interpolation(part)?;
        let binary = self.push(Kind::Variable, (Atom::BINARY.0, 0, 0), bytes.0, bytes.1);
        self.at_place(binary, Some(begin));
        Ok(self.call_at(Atom::TYPE, begin, &[value, binary], bytes.0, bytes.1))
    }

    /// `Kernel.to_string(value)` of an interpolation.
    fn interpolation(&mut self, part: Part) -> Result<NodeId> {
        let Part::Interpolation {
            tokens,
            begin,
            end,
            bytes,
        } = part
        else {
            return Ok(NodeId(0));
        };
        self.deeper()?;
        let outer = (self.tokens, self.at);
        let inner = &self.lexed.inner[tokens.0 as usize..tokens.1 as usize];
        (self.tokens, self.at) = (inner, 0);
        let value = self.grammar()?;
        (self.tokens, self.at) = outer;
        self.depth -= 1;
        let module = self.atom(Atom::KERNEL, bytes.0, bytes.1);
        let name = self.atom(Atom::TO_STRING, bytes.0, bytes.1);
        let dot = self.call_at(Atom::DOT, begin, &[module, name], bytes.0, bytes.1);
        let node = self.apply(dot, &[value], bytes.0, bytes.1);
        self.at_place(node, Some(begin));
        self.detail(node, Entry::Closing(end));
        if self.since(ElixirVersion::V1_16) {
            self.ast.prepend(node, Entry::FromInterpolation);
        }
        Ok(node)
    }

    pub(super) fn charlist(&mut self) -> Result<NodeId> {
        let token = self.take();
        let data = self.string_data(token);
        if let Some(node) = self.only_text(Kind::Charlist, &data, token) {
            // Bytes that are no text are no list of code points either.
            if let Some(message) = invalid_encoding(self.ast.text_of(self.ast.node(node))) {
                return Err(SyntaxError::new(token.place(), message, "'"));
            }
            return Ok(node);
        }
        let base = self.list.len();
        for index in self.parts(&data) {
            let part = self.lexed.parts[index];
            let (start, end) = part_range(part, token);
            let node = match self.text(Kind::Binary, part, start, end) {
                Some(node) => node,
                None => self.interpolation(part)?,
            };
            self.list.push(node);
        }
        let parts = self.list_from(base, token.start, token.end);
        let module = self.atom(Atom::LIST_MODULE, token.start, token.end);
        let name = self.atom(Atom::TO_CHARLIST, token.start, token.end);
        let place = token.place();
        let dot = self.call_at(Atom::DOT, place, &[module, name], token.start, token.end);
        let node = self.apply(dot, &[parts], token.start, token.end);
        self.at_place(node, Some(place));
        self.quotes(node, &data);
        Ok(node)
    }

    pub(super) fn sigil(&mut self) -> Result<NodeId> {
        let token = self.take();
        let data = self.string_data(token);
        let content = self.interpolated_binary(&data, token)?;
        if let Some(columns) = data.indentation {
            self.ast.prepend(content, Entry::Indentation(columns));
        }
        let (start, end) = data.modifiers;
        let modifiers = self.push(Kind::Charlist, (start, end - start, 0), start, end);
        let node = self.call_at(
            data.name,
            token.place(),
            &[content, modifiers],
            token.start,
            token.end,
        );
        self.ast.prepend(node, Entry::Delimiter(data.delimiter));
        Ok(node)
    }

    /// `:"a#{b}"` and `"a#{b}": `
    pub(super) fn interpolated_atom(&mut self) -> Result<NodeId> {
        let token = self.take();
        let data = self.string_data(token);
        let content = self.interpolated_binary(&data, token)?;
        let place = token.place();
        let module = self.atom(Atom::ERLANG, token.start, token.end);
        let name = self.atom(Atom::BINARY_TO_ATOM, token.start, token.end);
        let utf8 = self.atom(Atom::UTF8, token.start, token.end);
        let dot = self.call_at(Atom::DOT, place, &[module, name], token.start, token.end);
        let node = self.apply(dot, &[content, utf8], token.start, token.end);
        self.at_place(node, Some(place));
        let newer = self.since(ElixirVersion::V1_18);
        if token.kind == Tok::KwUnsafe {
            self.detail(node, Entry::FormatKeyword);
            if newer {
                self.detail(node, Entry::Delimiter(quote(token.delimiter)));
            }
        } else {
            let written = if newer { quote(token.delimiter) } else { "\"" };
            self.detail(node, Entry::Delimiter(written));
        }
        Ok(node)
    }
}

/// Where a part was written.
fn part_range(part: Part, token: &Token) -> (u32, u32) {
    match part {
        Part::Source(start, len) => (start, start + len),
        Part::Text(..) => (token.start, token.end),
        Part::Interpolation { bytes, .. } => bytes,
    }
}
