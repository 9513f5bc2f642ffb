//! Operators, containers and punctuation; operators as atoms and keywords.

use super::identifiers::call_kind;
use super::{Lexer, Result, is_horizontal, is_space};
use crate::atoms::Atom;
use crate::error::SyntaxError;
use crate::token::Tok;
use crate::version::ElixirVersion;

/// An operator of `len` bytes.
struct Op(Tok, Atom, usize);

fn three(bytes: [u8; 3]) -> Option<Op> {
    Some(match &bytes {
        b"~~~" => Op(Tok::UnaryOp, Atom::BITNOT, 3),
        b"..." => Op(Tok::EllipsisOp, Atom::ELLIPSIS, 3),
        b"===" => Op(Tok::CompOp, Atom::EQ3, 3),
        b"!==" => Op(Tok::CompOp, Atom::NEQ3, 3),
        b"&&&" => Op(Tok::AndOp, Atom::AND3, 3),
        b"|||" => Op(Tok::OrOp, Atom::OR3, 3),
        b"^^^" => Op(Tok::XorOp, Atom::XOR3, 3),
        b"+++" => Op(Tok::ConcatOp, Atom::CONCAT3, 3),
        b"---" => Op(Tok::ConcatOp, Atom::MINUS3, 3),
        b"<<<" => Op(Tok::ArrowOp, Atom::SHL, 3),
        b">>>" => Op(Tok::ArrowOp, Atom::SHR, 3),
        b"~>>" => Op(Tok::ArrowOp, Atom::TILDE_RIGHT2, 3),
        b"<<~" => Op(Tok::ArrowOp, Atom::TILDE_LEFT2, 3),
        b"<~>" => Op(Tok::ArrowOp, Atom::TILDE_BOTH, 3),
        b"<|>" => Op(Tok::ArrowOp, Atom::PIPE_BOTH, 3),
        _ => return None,
    })
}

fn two(bytes: [u8; 2]) -> Option<Op> {
    Some(match &bytes {
        b"//" => Op(Tok::TernaryOp, Atom::STEP, 2),
        b"**" => Op(Tok::PowerOp, Atom::POWER, 2),
        b".." => Op(Tok::RangeOp, Atom::RANGE, 2),
        b"++" => Op(Tok::ConcatOp, Atom::CONCAT, 2),
        b"--" => Op(Tok::ConcatOp, Atom::SUBTRACT, 2),
        b"<>" => Op(Tok::ConcatOp, Atom::JOIN, 2),
        b"|>" => Op(Tok::ArrowOp, Atom::PIPE_RIGHT, 2),
        b"~>" => Op(Tok::ArrowOp, Atom::TILDE_RIGHT, 2),
        b"<~" => Op(Tok::ArrowOp, Atom::TILDE_LEFT, 2),
        b"==" => Op(Tok::CompOp, Atom::EQ, 2),
        b"=~" => Op(Tok::CompOp, Atom::MATCHES, 2),
        b"!=" => Op(Tok::CompOp, Atom::NEQ, 2),
        b"<=" => Op(Tok::RelOp, Atom::LE, 2),
        b">=" => Op(Tok::RelOp, Atom::GE, 2),
        b"&&" => Op(Tok::AndOp, Atom::AND2, 2),
        b"||" => Op(Tok::OrOp, Atom::OR2, 2),
        b"<-" => Op(Tok::InMatchOp, Atom::LEFT_ARROW, 2),
        b"\\\\" => Op(Tok::InMatchOp, Atom::DEFAULT, 2),
        b"::" => Op(Tok::TypeOp, Atom::TYPE, 2),
        b"->" => Op(Tok::StabOp, Atom::ARROW, 2),
        _ => return None,
    })
}

fn one(byte: u8) -> Option<Op> {
    Some(match byte {
        b'&' => Op(Tok::CaptureOp, Atom::CAPTURE, 1),
        b'@' => Op(Tok::AtOp, Atom::AT, 1),
        b'!' => Op(Tok::UnaryOp, Atom::BANG, 1),
        b'^' => Op(Tok::UnaryOp, Atom::PIN, 1),
        b'<' => Op(Tok::RelOp, Atom::LESS, 1),
        b'>' => Op(Tok::RelOp, Atom::GREATER, 1),
        b'+' => Op(Tok::DualOp, Atom::PLUS, 1),
        b'-' => Op(Tok::DualOp, Atom::MINUS, 1),
        b'*' => Op(Tok::MultOp, Atom::TIMES, 1),
        b'/' => Op(Tok::MultOp, Atom::SLASH, 1),
        b'=' => Op(Tok::MatchOp, Atom::MATCH, 1),
        b'|' => Op(Tok::PipeOp, Atom::PIPE, 1),
        _ => return None,
    })
}

impl Lexer<'_> {
    fn next3(&self, ahead: usize) -> [u8; 3] {
        [self.peek(ahead), self.peek(ahead + 1), self.peek(ahead + 2)]
    }

    /// `:` and what it makes: a quoted atom, an operator as an atom, a name. False for `::`.
    pub(super) fn atom(&mut self) -> Result<bool> {
        let next = self.peek(1);
        if matches!(next, b'"' | b'\'') {
            return self.quoted_atom().map(|()| true);
        }
        if next.is_ascii_alphabetic() || next == b'_' {
            return self.plain_atom();
        }
        let rest = &self.bytes[self.at + 1..];
        let fixed = [
            (&b"<<>>"[..], Atom::BITS),
            (b"%{}", Atom::MAP),
            (b"%", Atom::STRUCT),
            (b"{}", Atom::TUPLE),
            (b"..//", Atom::RANGE_STEP),
        ];
        if let Some((text, atom)) = fixed.iter().find(|(text, _)| rest.starts_with(text)) {
            self.push(Tok::Atom, atom.0, 0, 1 + text.len());
            return Ok(true);
        }
        if let Some(Op(_, atom, len)) = three(self.next3(1)) {
            self.push(Tok::Atom, atom.0, 0, 1 + len);
            return Ok(true);
        }
        if rest.starts_with(b"::") {
            self.push(Tok::Atom, Atom::TYPE.0, 0, 3);
            return Ok(true);
        }
        if let Some(Op(kind, atom, len)) = two([next, self.peek(2)])
            && !matches!(kind, Tok::TernaryOp | Tok::TypeOp)
        {
            self.push(Tok::Atom, atom.0, 0, 1 + len);
            return Ok(true);
        }
        if next == b'.' {
            self.push(Tok::Atom, Atom::DOT.0, 0, 2);
            return Ok(true);
        }
        if let Some(Op(_, atom, len)) = one(next) {
            self.push(Tok::Atom, atom.0, 0, 1 + len);
            return Ok(true);
        }
        if next == b':' {
            return Ok(false);
        }
        self.plain_atom()
    }

    fn plain_atom(&mut self) -> Result<bool> {
        let Some(name) = self.name(1)? else {
            return Err(self.unexpected_token(self.at));
        };
        let columns = name.width;
        self.push(Tok::Atom, name.atom.0, 0, 1 + name.len);
        self.column_zero += (name.len - columns) as i64;
        Ok(true)
    }

    /// An operator or punctuation; false when there is none.
    pub(super) fn operator(&mut self) -> Result<bool> {
        let bytes = self.next3(0);
        match bytes[0] {
            b',' => {
                self.push(Tok::Comma, 0, 0, 1);
                return Ok(true);
            }
            b'(' => return self.open_paren().map(|()| true),
            b'[' => return Ok(self.opening(Tok::OpenBracket, 1)),
            b')' => return self.closing(Tok::CloseParen, 1),
            b']' => return self.closing(Tok::CloseBracket, 1),
            b'}' => return self.closing(Tok::CloseCurly, 1),
            b'{' => return self.open_curly().map(|()| true),
            b'.' | b'<' | b'%' | b'&' if self.container_keyword() => return Ok(true),
            b'%' => return self.percent().map(|()| true),
            _ => {}
        }
        if self.at_merge_conflict() {
            return Err(self.merge_conflict());
        }
        if bytes[0] == b'=' && bytes[1] == b'>' {
            let newlines = self.newlines_before();
            self.drop_eol();
            self.push(Tok::AssocOp, Atom::ASSOC.0, newlines, 2);
            return Ok(true);
        }
        if bytes == *b"../" && self.peek(3) == b'/' {
            let after = self.after_space(self.at + 4);
            if self.bytes.get(after) != Some(&b'/') {
                return Err(self.unexpected_token(self.at));
            }
            self.push(Tok::Identifier, Atom::RANGE_STEP.0, 0, 4);
            self.strip_horizontal_space();
            return Ok(true);
        }
        if let Some(op) = three(bytes) {
            if op.0 == Tok::EllipsisOp && self.version < ElixirVersion::V1_17 {
                if self.peek(3) == b':' && is_space(self.peek(4)) {
                    self.push(Tok::KwIdentifier, op.1.0, 0, 3);
                    self.at += 1;
                } else {
                    let kind = call_kind(self.peek(3));
                    self.push(kind, op.1.0, 0, 3);
                }
                return Ok(true);
            }
            self.push_operator(&op);
            return Ok(true);
        }
        match [bytes[0], bytes[1]] {
            [b'<', b'<'] => return Ok(self.opening(Tok::OpenBit, 2)),
            [b'>', b'>'] => return self.closing(Tok::CloseBit, 2),
            _ => {}
        }
        if let Some(op) = two([bytes[0], bytes[1]]) {
            if op.0 == Tok::TernaryOp {
                let newlines = self.newlines_before();
                self.drop_eol();
                self.push(op.0, op.1.0, newlines, op.2);
            } else {
                self.push_operator(&op);
            }
            return Ok(true);
        }
        if bytes[0] == b'.' {
            return self.dot().map(|()| true);
        }
        match one(bytes[0]) {
            Some(Op(Tok::CaptureOp, ..)) => self.capture(),
            Some(op) => self.push_operator(&op),
            None => return Ok(false),
        }
        Ok(true)
    }

    /// An operator with what may turn it into a keyword (`+: 1`) or a name (`+/2`).
    fn push_operator(&mut self, op: &Op) {
        let Op(kind, atom, len) = *op;
        if self.peek(len) == b':' && is_space(self.peek(len + 1)) {
            self.push(Tok::KwIdentifier, atom.0, 0, len);
            self.at += 1;
            return;
        }
        let unary = matches!(kind, Tok::UnaryOp | Tok::AtOp | Tok::DualOp | Tok::EllipsisOp);
        let mut after = self.at + len;
        if self
            .bytes
            .get(after)
            .is_some_and(|byte| is_horizontal(*byte) || *byte == b'\\')
        {
            after = self.after_space(after);
        }
        if self.bytes.get(after) == Some(&b'/') {
            self.push(Tok::Identifier, atom.0, 0, len);
        } else if unary {
            self.push(kind, atom.0, 0, len);
        } else {
            let newlines = self.newlines_before();
            self.drop_eol();
            self.push(kind, atom.0, newlines, len);
        }
        self.strip_horizontal_space();
    }

    fn capture(&mut self) {
        let mut after = self.after_space(self.at + 1);
        let kind = match self.bytes.get(after) {
            Some(byte)
                if byte.is_ascii_digit() && after == self.at + 1 && self.version >= ElixirVersion::V1_15 =>
            {
                Tok::CaptureInt
            }
            Some(b'/') => {
                after = self.after_space(after + 1);
                if self.bytes.get(after) == Some(&b'/') {
                    Tok::CaptureOp
                } else {
                    Tok::Identifier
                }
            }
            _ => Tok::CaptureOp,
        };
        self.push(kind, Atom::CAPTURE.0, 0, 1);
    }

    /// `.:`, `<<>>:`, `%{}:`, `%:`, `&:`, `{}:` and `..//:`, each followed by a space.
    fn container_keyword(&mut self) -> bool {
        let rest = &self.bytes[self.at..];
        let keywords = [
            (&b".:"[..], Atom::DOT),
            (b"<<>>:", Atom::BITS),
            (b"%{}:", Atom::MAP),
            (b"%:", Atom::STRUCT),
            (b"&:", Atom::CAPTURE),
            (b"{}:", Atom::TUPLE),
            (b"..//:", Atom::RANGE_STEP),
        ];
        let found = keywords.iter().find(|(text, _)| {
            rest.starts_with(text) && rest.get(text.len()).is_some_and(|byte| is_space(*byte))
        });
        let Some((text, atom)) = found else {
            return false;
        };
        self.push(Tok::KwIdentifier, atom.0, 0, text.len() - 1);
        self.at += 1;
        true
    }

    fn opening(&mut self, kind: Tok, len: usize) -> bool {
        self.open(kind, self.place());
        self.push(kind, 0, 0, len);
        true
    }

    fn closing(&mut self, kind: Tok, len: usize) -> Result<bool> {
        let newlines = self.newlines_before();
        let place = self.place();
        self.close(kind, place)?;
        self.push(kind, 0, newlines, len);
        Ok(true)
    }

    fn open_paren(&mut self) -> Result<()> {
        if let Some(last) = self.last()
            && last.kind == Tok::Alias
        {
            let alias = self.text_of(Atom(last.value));
            let message = format!(
                "unexpected ( after alias {alias}. Function names and identifiers in Elixir \
                 start with lowercase characters or underscore. For example:\n\n    \
                 hello_world()\n    _starting_with_underscore()\n    numb3rs_are_allowed()\n    \
                 may_finish_with_question_mark?()\n    may_finish_with_exclamation_mark!()\n\n\
                 Unexpected token: "
            );
            let mut place = self.place();
            if self.version < ElixirVersion::V1_15 {
                place.column += 1;
            }
            return Err(SyntaxError::new(place, message, "("));
        }
        self.opening(Tok::OpenParen, 1);
        Ok(())
    }

    fn open_curly(&mut self) -> Result<()> {
        if self.container_keyword() {
            return Ok(());
        }
        if self.last_kind() == Tok::Percent && self.version >= ElixirVersion::V1_15 {
            let message = "unexpected space between % and {\n\n\
                           If you want to define a map, write %{...}, with no spaces.\n\
                           If you want to define a struct, write %StructName{...}.\n\n\
                           Syntax error before: ";
            return Err(SyntaxError::new(self.place(), message, "{"));
        }
        self.opening(Tok::OpenCurly, 1);
        Ok(())
    }

    fn percent(&mut self) -> Result<()> {
        match self.peek(1) {
            next @ (b'(' | b'[') => Err(SyntaxError::new(
                self.place(),
                "expected %{ to define a map, got: ",
                format!("%{}", next as char),
            )),
            b'{' => {
                let place = self.place();
                self.push(Tok::MapOp, Atom::MAP.0, 0, 1);
                self.opening(Tok::OpenCurly, 1);
                // Since 1.17 the map begins at its `%`.
                if self.version >= ElixirVersion::V1_17
                    && let Some(token) = self.tokens.last_mut()
                {
                    token.column = place.column;
                    if let Some(terminator) = self.terminators.last_mut() {
                        terminator.place = place;
                    }
                }
                Ok(())
            }
            _ => {
                self.push(Tok::Percent, Atom::STRUCT.0, 0, 1);
                Ok(())
            }
        }
    }

    fn at_merge_conflict(&self) -> bool {
        self.column() == 1 && self.bytes[self.at..].starts_with(b"<<<<<<<")
    }

    fn merge_conflict(&self) -> Box<SyntaxError> {
        let rest = &self.source[self.at..];
        let line = rest.split(['\n', '\r']).next().unwrap_or_default();
        SyntaxError::new(
            self.place(),
            "found an unexpected version control marker, please resolve the conflicts: ",
            line,
        )
    }

    /// `.`, and the operator or quoted name that may be called behind it.
    fn dot(&mut self) -> Result<()> {
        let newlines_dropped = self.last_kind() == Tok::Eol;
        let (start, place) = (self.at, self.place());
        self.at += 1;
        loop {
            self.strip_horizontal_space();
            match self.peek(0) {
                b'#' => self.skip_comment()?,
                b'\n' => {
                    self.at += 1;
                    self.new_line();
                }
                b'\r' if self.peek(1) == b'\n' => {
                    self.at += 2;
                    self.new_line();
                }
                _ => break,
            }
        }
        let called = self.called_operator();
        let kind = match self.peek(0) {
            b'(' if called.is_none() => Tok::DotCallOp,
            _ => Tok::Dot,
        };
        if called.is_none() && matches!(self.peek(0), b'"' | b'\'') {
            return self.quoted_call(start, place);
        }
        if newlines_dropped {
            self.drop_eol();
        }
        self.push_dot(kind, start, place);
        if let Some(Op(_, atom, len)) = called {
            let kind = call_kind(self.peek(len));
            self.push(kind, atom.0, 0, len);
        }
        Ok(())
    }

    pub(super) fn push_dot(&mut self, kind: Tok, start: usize, place: crate::ast::Place) {
        self.push(kind, Atom::DOT.0, 0, 0);
        if let Some(token) = self.tokens.last_mut() {
            token.start = start as u32;
            token.end = start as u32 + 1;
            token.line = place.line;
            token.column = place.column;
        }
    }

    /// The operator at the current byte, behind a dot.
    fn called_operator(&self) -> Option<Op> {
        let bytes = self.next3(0);
        if let Some(op) = three(bytes)
            && op.0 != Tok::EllipsisOp
        {
            return Some(op);
        }
        if let Some(op) = two([bytes[0], bytes[1]]) {
            let callable = match op.0 {
                Tok::TernaryOp | Tok::StabOp => false,
                Tok::RangeOp => self.version < ElixirVersion::V1_17,
                _ => true,
            };
            if callable {
                return Some(op);
            }
        }
        one(bytes[0])
    }
}
