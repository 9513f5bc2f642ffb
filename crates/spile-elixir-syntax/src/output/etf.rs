//! In the external term format, as `:erlang.binary_to_term/1` reads it
//! (<https://www.erlang.org/doc/apps/erts/erl_ext_dist.html>).

use crate::ast::{Ast, Entry, Kind, NodeId, Place};
use crate::atoms::Atom;
use crate::error::{Location, SyntaxError};

const VERSION: u8 = 131;
const NEW_FLOAT: u8 = 70;
const SMALL_INTEGER: u8 = 97;
const INTEGER: u8 = 98;
const SMALL_TUPLE: u8 = 104;
const NIL: u8 = 106;
const STRING: u8 = 107;
const LIST: u8 = 108;
const BINARY: u8 = 109;
const SMALL_BIG: u8 = 110;
const LARGE_BIG: u8 = 111;
const ATOM_UTF8: u8 = 118;
const SMALL_ATOM_UTF8: u8 = 119;

enum Todo {
    Node(NodeId),
    Meta(NodeId),
    /// The children from an index up to another, as the elements of a list.
    Nodes(u32, u32),
    ListHead(u32),
    End,
}

impl Ast<'_> {
    /// The tree in the external term format.
    #[must_use]
    pub fn to_etf(&self) -> Vec<u8> {
        let mut out = Writer(Vec::with_capacity(self.nodes.len() * 48));
        out.0.push(VERSION);
        self.write_etf(&mut out);
        out.0
    }

    /// `{:ok, ast}` in the external term format.
    #[must_use]
    pub fn to_etf_result(&self) -> Vec<u8> {
        let mut out = Writer(Vec::with_capacity(self.nodes.len() * 48));
        out.0.push(VERSION);
        out.tuple(2);
        out.atom(b"ok");
        self.write_etf(&mut out);
        out.0
    }

    fn write_etf(&self, out: &mut Writer) {
        let mut todo = vec![Todo::Node(self.root)];
        while let Some(next) = todo.pop() {
            match next {
                Todo::End => out.0.push(NIL),
                Todo::ListHead(len) => out.list(len),
                Todo::Meta(node) => self.etf_meta(out, node),
                Todo::Nodes(from, to) => {
                    if from + 1 < to {
                        todo.push(Todo::Nodes(from + 1, to));
                    }
                    todo.push(Todo::Node(self.children[from as usize]));
                }
                Todo::Node(id) => self.etf_node(out, &mut todo, id),
            }
        }
    }

    fn etf_node(&self, out: &mut Writer, todo: &mut Vec<Todo>, id: NodeId) {
        let node = self.node(id);
        let wide = u64::from(node.a) | u64::from(node.b) << 32;
        let elements = |todo: &mut Vec<Todo>| {
            todo.push(Todo::End);
            if node.c > 0 {
                todo.push(Todo::Nodes(node.b, node.b + node.c));
                todo.push(Todo::ListHead(node.c));
            }
        };
        match node.kind {
            Kind::Integer => out.integer(wide),
            Kind::BigInteger => out.big(&self.source[node.a as usize..node.b as usize]),
            Kind::Float => {
                out.0.push(NEW_FLOAT);
                out.0.extend_from_slice(&wide.to_be_bytes());
            }
            Kind::Atom => out.atom(self.atoms.bytes(Atom(node.a))),
            Kind::Binary => out.binary(self.text_of(node)),
            Kind::Charlist => out.charlist(self.text_of(node)),
            Kind::List => elements(todo),
            Kind::Pair => {
                out.tuple(2);
                todo.push(Todo::Node(NodeId(node.c)));
                todo.push(Todo::Node(NodeId(node.b)));
            }
            Kind::Variable => {
                out.tuple(3);
                out.atom(self.atoms.bytes(Atom(node.a)));
                self.etf_meta(out, id);
                out.atom(b"nil");
            }
            Kind::Call => {
                out.tuple(3);
                out.atom(self.atoms.bytes(Atom(node.a)));
                self.etf_meta(out, id);
                elements(todo);
            }
            Kind::Apply => {
                out.tuple(3);
                elements(todo);
                todo.push(Todo::Meta(id));
                todo.push(Todo::Node(NodeId(node.a)));
            }
        }
    }

    fn etf_meta(&self, out: &mut Writer, id: NodeId) {
        let node = self.node(id);
        let pairs: u32 = self.entries(id).map(pairs).sum::<u32>() + if node.line == 0 { 0 } else { 2 };
        if pairs > 0 {
            out.list(pairs);
            for entry in self.entries(id) {
                out.entry(entry, &self.ids);
            }
            if node.line != 0 {
                out.place(Place {
                    line: node.line,
                    column: node.column,
                });
            }
        }
        out.0.push(NIL);
    }
}

/// How many pairs an entry makes.
fn pairs(entry: Entry) -> u32 {
    if matches!(entry, Entry::Place(_)) { 2 } else { 1 }
}

struct Writer(Vec<u8>);

impl Writer {
    fn tuple(&mut self, len: u8) {
        self.0.extend_from_slice(&[SMALL_TUPLE, len]);
    }

    fn list(&mut self, len: u32) {
        self.0.push(LIST);
        self.0.extend_from_slice(&len.to_be_bytes());
    }

    fn atom(&mut self, name: &[u8]) {
        match u8::try_from(name.len()) {
            Ok(len) => self.0.extend_from_slice(&[SMALL_ATOM_UTF8, len]),
            Err(_) => {
                self.0.push(ATOM_UTF8);
                self.0.extend_from_slice(&(name.len() as u16).to_be_bytes());
            }
        }
        self.0.extend_from_slice(name);
    }

    fn binary(&mut self, bytes: &[u8]) {
        self.0.push(BINARY);
        self.0.extend_from_slice(&(bytes.len() as u32).to_be_bytes());
        self.0.extend_from_slice(bytes);
    }

    fn integer(&mut self, value: u64) {
        if let Ok(small) = u8::try_from(value) {
            self.0.extend_from_slice(&[SMALL_INTEGER, small]);
        } else if let Ok(int) = i32::try_from(value) {
            self.0.push(INTEGER);
            self.0.extend_from_slice(&int.to_be_bytes());
        } else {
            let bytes = value.to_le_bytes();
            let len = 8 - value.leading_zeros() as usize / 8;
            self.0.extend_from_slice(&[SMALL_BIG, len as u8, 0]);
            self.0.extend_from_slice(&bytes[..len]);
        }
    }

    fn signed(&mut self, value: i32) {
        match u64::try_from(value) {
            Ok(value) => self.integer(value),
            Err(_) => {
                self.0.push(INTEGER);
                self.0.extend_from_slice(&value.to_be_bytes());
            }
        }
    }

    /// An integer from its digits as written.
    fn big(&mut self, written: &str) {
        let (radix, digits) = match written.as_bytes() {
            [b'0', b'x', rest @ ..] => (16, rest),
            [b'0', b'o', rest @ ..] => (8, rest),
            [b'0', b'b', rest @ ..] => (2, rest),
            digits => (10u64, digits),
        };
        let mut words: Vec<u32> = Vec::new();
        for digit in digits.iter().filter_map(|byte| (*byte as char).to_digit(16)) {
            let mut carry = u64::from(digit);
            for word in &mut words {
                let value = u64::from(*word) * radix + carry;
                *word = value as u32;
                carry = value >> 32;
            }
            if carry > 0 {
                words.push(carry as u32);
            }
        }
        let mut bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        while bytes.last() == Some(&0) {
            bytes.pop();
        }
        match u8::try_from(bytes.len()) {
            Ok(len) => self.0.extend_from_slice(&[SMALL_BIG, len, 0]),
            Err(_) => {
                self.0.push(LARGE_BIG);
                self.0.extend_from_slice(&(bytes.len() as u32).to_be_bytes());
                self.0.push(0);
            }
        }
        self.0.extend_from_slice(&bytes);
    }

    fn charlist(&mut self, bytes: &[u8]) {
        if bytes.is_empty() {
            return self.0.push(NIL);
        }
        if bytes.is_ascii()
            && let Ok(len) = u16::try_from(bytes.len())
        {
            self.0.push(STRING);
            self.0.extend_from_slice(&len.to_be_bytes());
            return self.0.extend_from_slice(bytes);
        }
        let text = String::from_utf8_lossy(bytes);
        self.list(text.chars().count() as u32);
        for char in text.chars() {
            self.integer(u64::from(char as u32));
        }
        self.0.push(NIL);
    }

    fn pair(&mut self, key: &str) {
        self.tuple(2);
        self.atom(key.as_bytes());
    }

    fn place(&mut self, place: Place) {
        self.pair("line");
        self.integer(u64::from(place.line));
        self.pair("column");
        self.integer(u64::from(place.column));
    }

    fn entry(&mut self, entry: Entry, ids: &[String]) {
        let nested = |out: &mut Writer, key: &str, place: Place| {
            out.pair(key);
            out.list(2);
            out.place(place);
            out.0.push(NIL);
        };
        match entry {
            Entry::Place(place) => self.place(place),
            Entry::Closing(place) => nested(self, "closing", place),
            Entry::Do(place) => nested(self, "do", place),
            Entry::End(place) => nested(self, "end", place),
            Entry::Last(place) => nested(self, "last", place),
            Entry::Assoc(place) => nested(self, "assoc", place),
            Entry::Newlines(count) => {
                self.pair("newlines");
                self.integer(u64::from(count));
            }
            Entry::EndOfExpression(count, place) => {
                self.pair("end_of_expression");
                self.list(2 + u32::from(count.is_some()));
                if let Some(count) = count {
                    self.pair("newlines");
                    self.integer(u64::from(count));
                }
                self.place(place);
                self.0.push(NIL);
            }
            Entry::Parens(open, closing, first) => {
                self.pair("parens");
                self.list(2 + u32::from(closing.is_some()));
                if let Some(closing) = closing
                    && first
                {
                    nested(self, "closing", closing);
                }
                self.place(open);
                if let Some(closing) = closing
                    && !first
                {
                    nested(self, "closing", closing);
                }
                self.0.push(NIL);
            }
            Entry::NoParens => {
                self.pair("no_parens");
                self.atom(b"true");
            }
            Entry::AmbiguousOp => {
                self.pair("ambiguous_op");
                self.atom(b"nil");
            }
            Entry::FromBrackets => {
                self.pair("from_brackets");
                self.atom(b"true");
            }
            Entry::FromInterpolation => {
                self.pair("from_interpolation");
                self.atom(b"true");
            }
            Entry::FormatKeyword => {
                self.pair("format");
                self.atom(b"keyword");
            }
            Entry::Delimiter(text) => {
                self.pair("delimiter");
                self.binary(text.as_bytes());
            }
            Entry::Indentation(columns) => {
                self.pair("indentation");
                self.signed(columns);
            }
            Entry::NodeId(index) => {
                self.pair("elixir_ast_node_id");
                self.binary(ids[index as usize].as_bytes());
            }
        }
    }
}

impl SyntaxError {
    /// `{:error, {location, message, token}}` in the external term format.
    #[must_use]
    pub fn to_etf_result(&self) -> Vec<u8> {
        let mut out = Writer(vec![VERSION]);
        out.tuple(2);
        out.atom(b"error");
        out.tuple(3);
        let number = |out: &mut Writer, key: &str, value: u32| {
            out.pair(key);
            out.integer(u64::from(value));
        };
        let name = |out: &mut Writer, key: &str, value: &str| {
            out.pair(key);
            out.atom(value.as_bytes());
        };
        match &self.location {
            Location::Place(place) => {
                out.list(2);
                out.place(*place);
            }
            Location::Line(line) => {
                out.list(1);
                number(&mut out, "line", *line);
            }
            Location::Unclosed {
                opening,
                expected,
                start,
                end,
            } => {
                out.list(6);
                name(&mut out, "opening_delimiter", opening);
                name(&mut out, "expected_delimiter", expected);
                out.place(*start);
                number(&mut out, "end_line", end.line);
                number(&mut out, "end_column", end.column);
            }
            Location::Mismatched {
                opening,
                closing,
                expected,
                start,
                end,
            } => {
                out.list(8);
                out.place(*start);
                number(&mut out, "end_line", end.line);
                number(&mut out, "end_column", end.column);
                name(&mut out, "error_type", "mismatched_delimiter");
                name(&mut out, "opening_delimiter", opening);
                name(&mut out, "closing_delimiter", closing);
                name(&mut out, "expected_delimiter", expected);
            }
        }
        out.0.push(NIL);
        if let Some(suffix) = &self.suffix {
            out.tuple(2);
            out.binary(self.prefix.as_bytes());
            out.binary(suffix.as_bytes());
        } else {
            out.binary(self.prefix.as_bytes());
        }
        out.binary(self.token.as_bytes());
        out.0
    }
}
