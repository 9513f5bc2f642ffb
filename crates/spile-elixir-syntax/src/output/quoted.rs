//! As one Elixir term that `Code.eval_string/1` reads back.

use std::fmt::Write;

use crate::ast::{Ast, Entry, Kind, Node, NodeId, Place};
use crate::atoms::Atom;
use crate::error::{Location, SyntaxError};

/// What remains to be written.
enum Todo {
    Node(NodeId),
    /// Metadata of a node, behind its name.
    Meta(NodeId),
    /// Nodes, with separators, from an index of the children up to another.
    Nodes(u32, u32),
    Text(&'static str),
}

impl Ast<'_> {
    /// The tree as an Elixir term, metadata included.
    #[must_use]
    pub fn to_quoted(&self) -> String {
        let mut out = String::with_capacity(self.nodes.len() * 48);
        let mut todo = vec![Todo::Node(self.root)];
        while let Some(next) = todo.pop() {
            match next {
                Todo::Text(text) => out.push_str(text),
                Todo::Meta(node) => self.write_meta(&mut out, node),
                Todo::Nodes(from, to) if from < to => {
                    if from + 1 < to {
                        todo.push(Todo::Nodes(from + 1, to));
                        todo.push(Todo::Text(", "));
                    }
                    todo.push(Todo::Node(self.children[from as usize]));
                }
                Todo::Nodes(..) => {}
                Todo::Node(id) => self.write_node(&mut out, &mut todo, id),
            }
        }
        out
    }

    fn write_node(&self, out: &mut String, todo: &mut Vec<Todo>, id: NodeId) {
        let node = self.node(id);
        match node.kind {
            Kind::Integer => {
                let _ = write!(out, "{}", u64::from(node.a) | u64::from(node.b) << 32);
            }
            Kind::BigInteger => out.push_str(&self.source[node.a as usize..node.b as usize]),
            Kind::Float => write_float(out, f64::from_bits(u64::from(node.a) | u64::from(node.b) << 32)),
            Kind::Atom => write_atom(out, self.atoms.bytes(Atom(node.a))),
            Kind::Binary => write_binary(out, self.text_of(node)),
            Kind::Charlist => write_charlist(out, self.text_of(node)),
            Kind::List => {
                out.push('[');
                todo.push(Todo::Text("]"));
                todo.push(Todo::Nodes(node.b, node.b + node.c));
            }
            Kind::Pair => {
                out.push('{');
                todo.push(Todo::Text("}"));
                todo.push(Todo::Node(NodeId(node.c)));
                todo.push(Todo::Text(", "));
                todo.push(Todo::Node(NodeId(node.b)));
            }
            Kind::Variable => {
                out.push('{');
                write_atom(out, self.atoms.bytes(Atom(node.a)));
                self.write_meta(out, id);
                out.push_str("nil}");
            }
            Kind::Call => {
                out.push('{');
                write_atom(out, self.atoms.bytes(Atom(node.a)));
                self.write_meta(out, id);
                out.push('[');
                todo.push(Todo::Text("]}"));
                todo.push(Todo::Nodes(node.b, node.b + node.c));
            }
            Kind::Apply => {
                out.push('{');
                todo.push(Todo::Text("]}"));
                todo.push(Todo::Nodes(node.b, node.b + node.c));
                todo.push(Todo::Text("["));
                todo.push(Todo::Meta(id));
                todo.push(Todo::Node(NodeId(node.a)));
            }
        }
    }

    pub(crate) fn text_of(&self, node: &Node) -> &[u8] {
        let (start, end) = (node.a as usize, (node.a + node.b) as usize);
        if node.c == 1 {
            &self.text[start..end]
        } else {
            &self.source.as_bytes()[start..end]
        }
    }

    fn write_meta(&self, out: &mut String, id: NodeId) {
        out.push_str(", [");
        let node = self.node(id);
        let mut separator = "";
        if node.extra != 0 {
            for entry in self.entries(id) {
                out.push_str(separator);
                write_entry(out, entry, &self.ids);
                separator = ", ";
            }
        }
        if node.line != 0 {
            out.push_str(separator);
            write_place(
                out,
                Place {
                    line: node.line,
                    column: node.column,
                },
            );
        }
        out.push_str("], ");
    }
}

fn write_place(out: &mut String, place: Place) {
    let _ = write!(out, "line: {}, column: {}", place.line, place.column);
}

fn write_entry(out: &mut String, entry: Entry, ids: &[String]) {
    let mut nested = |name: &str, place: Place| {
        let _ = write!(out, "{name}: [line: {}, column: {}]", place.line, place.column);
    };
    match entry {
        Entry::Place(place) => write_place(out, place),
        Entry::Closing(place) => nested("closing", place),
        Entry::Do(place) => nested("do", place),
        Entry::End(place) => nested("end", place),
        Entry::Last(place) => nested("last", place),
        Entry::Assoc(place) => nested("assoc", place),
        Entry::Newlines(count) => {
            let _ = write!(out, "newlines: {count}");
        }
        Entry::EndOfExpression(count, place) => {
            out.push_str("end_of_expression: [");
            if let Some(count) = count {
                let _ = write!(out, "newlines: {count}, ");
            }
            write_place(out, place);
            out.push(']');
        }
        Entry::Parens(open, closing, first) => {
            out.push_str("parens: [");
            let (place, closing) = (
                format!("line: {}, column: {}", open.line, open.column),
                closing.map(|place| format!("closing: [line: {}, column: {}]", place.line, place.column)),
            );
            let _ = match closing {
                None => write!(out, "{place}]"),
                Some(closing) if first => write!(out, "{closing}, {place}]"),
                Some(closing) => write!(out, "{place}, {closing}]"),
            };
        }
        Entry::NoParens => out.push_str("no_parens: true"),
        Entry::AmbiguousOp => out.push_str("ambiguous_op: nil"),
        Entry::FromBrackets => out.push_str("from_brackets: true"),
        Entry::FromInterpolation => out.push_str("from_interpolation: true"),
        Entry::FormatKeyword => out.push_str("format: :keyword"),
        Entry::Delimiter(text) => {
            out.push_str("delimiter: ");
            write_binary(out, text.as_bytes());
        }
        Entry::Indentation(columns) => {
            let _ = write!(out, "indentation: {columns}");
        }
        Entry::NodeId(index) => {
            out.push_str("elixir_ast_node_id: ");
            write_binary(out, ids[index as usize].as_bytes());
        }
    }
}

fn write_float(out: &mut String, value: f64) {
    let text = format!("{value:?}");
    match text.split_once('e') {
        // Elixir wants a fraction before the exponent.
        Some((whole, exponent)) if !whole.contains('.') => {
            let _ = write!(out, "{whole}.0e{exponent}");
        }
        _ => out.push_str(&text),
    }
}

/// What is an atom behind a colon without quotes.
const OPERATORS: &[&[u8]] = &[
    b"+", b"-", b"*", b"/", b"=", b"|", b"<", b">", b"!", b"^", b"@", b"&", b".", b"**", b"==", b"!=",
    b"===", b"!==", b"=~", b"<=", b">=", b"&&", b"||", b"&&&", b"|||", b"^^^", b"+++", b"---", b"<<<",
    b">>>", b"~>>", b"<<~", b"<~>", b"<|>", b"++", b"--", b"<>", b"|>", b"~>", b"<~", b"<-", b"->", b"..",
    b"~~~", b"<<>>", b"%{}", b"%", b"{}", b"..//",
];

/// An atom as Elixir writes it.
fn write_atom(out: &mut String, name: &[u8]) {
    match name {
        b"nil" => return out.push_str("nil"),
        b"true" => return out.push_str("true"),
        b"false" => return out.push_str("false"),
        _ => {}
    }
    out.push(':');
    let plain = match name {
        [b'a'..=b'z' | b'A'..=b'Z' | b'_', rest @ ..] => {
            let rest = rest
                .strip_suffix(b"?")
                .or(rest.strip_suffix(b"!"))
                .unwrap_or(rest);
            rest.iter()
                .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        }
        _ => OPERATORS.contains(&name),
    };
    if plain {
        out.push_str(&String::from_utf8_lossy(name));
    } else {
        write_binary(out, name);
    }
}

/// Letters that are one grapheme cluster with whatever is behind them (`Prepend` in Unicode's
/// GraphemeBreakProperty.txt). Elixir reads strings by clusters, and would not see a quote there.
fn joins_the_next(char: char) -> bool {
    matches!(
        char as u32,
        0x0D4E | 0x111C2..=0x111C3
            | 0x113D1
            | 0x1193F
            | 0x11941
            | 0x11A3A
            | 0x11A84..=0x11A89
            | 0x11D46
            | 0x11F02
    )
}

/// Bytes as a string, or as `<<...>>` when they are no text.
fn write_binary(out: &mut String, bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        out.push_str("<<");
        for (index, byte) in bytes.iter().enumerate() {
            let _ = write!(out, "{}{byte}", if index == 0 { "" } else { ", " });
        }
        return out.push_str(">>");
    };
    out.push('"');
    let mut plain = 0;
    for (at, char) in text.char_indices() {
        let escape = match char {
            '"' => "\\\"",
            '\\' => "\\\\",
            '#' if text[at + 1..].starts_with('{') => "\\#",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            ' '..='~' => continue,
            char if char.is_alphanumeric() && !joins_the_next(char) => continue,
            _ => "",
        };
        out.push_str(&text[plain..at]);
        plain = at + char.len_utf8();
        if escape.is_empty() {
            let _ = write!(out, "\\u{{{:X}}}", char as u32);
        } else {
            out.push_str(escape);
        }
    }
    out.push_str(&text[plain..]);
    out.push('"');
}

fn write_charlist(out: &mut String, bytes: &[u8]) {
    out.push('[');
    for (index, char) in String::from_utf8_lossy(bytes).chars().enumerate() {
        let _ = write!(out, "{}{}", if index == 0 { "" } else { ", " }, char as u32);
    }
    out.push(']');
}

impl SyntaxError {
    /// The error as `Code.string_to_quoted/2` returns it.
    #[must_use]
    pub fn to_quoted(&self) -> String {
        let mut out = String::from("{:error, {[");
        match &self.location {
            Location::Place(place) => write_place(&mut out, *place),
            Location::Line(line) => {
                let _ = write!(out, "line: {line}");
            }
            Location::Unclosed {
                opening,
                expected,
                start,
                end,
            } => {
                out.push_str("opening_delimiter: ");
                write_atom(&mut out, opening.as_bytes());
                out.push_str(", expected_delimiter: ");
                write_atom(&mut out, expected.as_bytes());
                let _ = write!(
                    out,
                    ", line: {}, column: {}, end_line: {}, end_column: {}",
                    start.line, start.column, end.line, end.column
                );
            }
            Location::Mismatched {
                opening,
                closing,
                expected,
                start,
                end,
            } => {
                let _ = write!(
                    out,
                    "line: {}, column: {}, end_line: {}, end_column: {}, error_type: :mismatched_delimiter, opening_delimiter: ",
                    start.line, start.column, end.line, end.column
                );
                write_atom(&mut out, opening.as_bytes());
                out.push_str(", closing_delimiter: ");
                write_atom(&mut out, closing.as_bytes());
                out.push_str(", expected_delimiter: ");
                write_atom(&mut out, expected.as_bytes());
            }
        }
        out.push_str("], ");
        match &self.suffix {
            None => write_binary(&mut out, self.prefix.as_bytes()),
            Some(suffix) => {
                out.push('{');
                write_binary(&mut out, self.prefix.as_bytes());
                out.push_str(", ");
                write_binary(&mut out, suffix.as_bytes());
                out.push('}');
            }
        }
        out.push_str(", ");
        write_binary(&mut out, self.token.as_bytes());
        out.push_str("}}");
        out
    }
}
