//! As JSON, for those who read neither Elixir terms nor the external term format.

use std::fmt::Write;

use crate::ast::{Ast, Entry, Kind, NodeId, Place};
use crate::atoms::Atom;

enum Todo {
    Node(NodeId),
    Meta(NodeId),
    Nodes(u32, u32),
    Text(&'static str),
    Range(NodeId),
}

impl Ast<'_> {
    /// The tree as JSON.
    ///
    /// `{name, meta, arguments}` is `{"call": NAME, "meta": {...}, "args": [...] or null, "range": [START, END]}`, where
    /// `NAME` is a string, or a node when the callee is an expression, and the range counts bytes from 0, half-open. A
    /// list is an array, a tuple of two `{"pair": [LEFT, RIGHT]}`, an atom `{"atom": NAME}`, a charlist
    /// `{"charlist": TEXT}`, a binary a string, or `{"bytes": [...]}` when it is not UTF-8, a number a number, or
    /// `{"integer": DIGITS}` beyond 64 bits, as written. Of metadata keys that occur twice the first is kept.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut out = String::with_capacity(self.nodes.len() * 64);
        let mut todo = vec![Todo::Node(self.root)];
        while let Some(next) = todo.pop() {
            match next {
                Todo::Text(text) => out.push_str(text),
                Todo::Meta(node) => self.json_meta(&mut out, node),
                Todo::Range(node) => {
                    let node = self.node(node);
                    let _ = write!(out, ",\"range\":[{},{}]}}", node.start, node.end);
                }
                Todo::Nodes(from, to) if from < to => {
                    if from + 1 < to {
                        todo.push(Todo::Nodes(from + 1, to));
                        todo.push(Todo::Text(","));
                    }
                    todo.push(Todo::Node(self.children[from as usize]));
                }
                Todo::Nodes(..) => {}
                Todo::Node(id) => self.json_node(&mut out, &mut todo, id),
            }
        }
        out
    }

    fn json_node(&self, out: &mut String, todo: &mut Vec<Todo>, id: NodeId) {
        let node = self.node(id);
        let wide = u64::from(node.a) | u64::from(node.b) << 32;
        let _ = match node.kind {
            Kind::Integer => write!(out, "{wide}"),
            Kind::BigInteger => {
                let digits = &self.source[node.a as usize..node.b as usize];
                write!(out, "{{\"integer\":\"{digits}\"}}")
            }
            Kind::Float => write!(out, "{:?}", f64::from_bits(wide)),
            Kind::Atom => {
                out.push_str("{\"atom\":");
                string(out, self.atoms.bytes(Atom(node.a)));
                out.push('}');
                Ok(())
            }
            Kind::Binary => {
                string(out, self.text_of(node));
                Ok(())
            }
            Kind::Charlist => {
                out.push_str("{\"charlist\":");
                string(out, self.text_of(node));
                out.push('}');
                Ok(())
            }
            Kind::List => {
                out.push('[');
                todo.push(Todo::Text("]"));
                todo.push(Todo::Nodes(node.b, node.b + node.c));
                Ok(())
            }
            Kind::Pair => {
                out.push_str("{\"pair\":[");
                todo.push(Todo::Text("]}"));
                todo.push(Todo::Node(NodeId(node.c)));
                todo.push(Todo::Text(","));
                todo.push(Todo::Node(NodeId(node.b)));
                Ok(())
            }
            Kind::Variable | Kind::Call | Kind::Apply => {
                out.push_str("{\"call\":");
                todo.push(Todo::Range(id));
                if node.kind == Kind::Variable {
                    todo.push(Todo::Text(",\"args\":null"));
                } else {
                    todo.push(Todo::Text("]"));
                    todo.push(Todo::Nodes(node.b, node.b + node.c));
                    todo.push(Todo::Text(",\"args\":["));
                }
                todo.push(Todo::Meta(id));
                if node.kind == Kind::Apply {
                    todo.push(Todo::Node(NodeId(node.a)));
                } else {
                    string(out, self.atoms.bytes(Atom(node.a)));
                }
                Ok(())
            }
        };
    }

    fn json_meta(&self, out: &mut String, id: NodeId) {
        out.push_str(",\"meta\":{");
        let node = self.node(id);
        let place = (node.line != 0).then_some(Entry::Place(Place {
            line: node.line,
            column: node.column,
        }));
        let mut seen: Vec<std::mem::Discriminant<Entry>> = Vec::new();
        for entry in self.entries(id).chain(place) {
            let kind = std::mem::discriminant(&entry);
            if seen.contains(&kind) {
                continue;
            }
            if !seen.is_empty() {
                out.push(',');
            }
            seen.push(kind);
            json_entry(out, entry, &self.ids);
        }
        out.push('}');
    }
}

fn place_text(place: Place) -> String {
    format!("\"line\":{},\"column\":{}", place.line, place.column)
}

fn json_entry(out: &mut String, entry: Entry, ids: &[String]) {
    let nested = |key: &str, place: Place| format!("\"{key}\":{{{}}}", place_text(place));
    out.push_str(&match entry {
        Entry::Place(place) => place_text(place),
        Entry::Closing(place) => nested("closing", place),
        Entry::Do(place) => nested("do", place),
        Entry::End(place) => nested("end", place),
        Entry::Last(place) => nested("last", place),
        Entry::Assoc(place) => nested("assoc", place),
        Entry::Newlines(count) => format!("\"newlines\":{count}"),
        Entry::EndOfExpression(count, place) => {
            let newlines = count.map_or(String::new(), |count| format!("\"newlines\":{count},"));
            format!("\"end_of_expression\":{{{newlines}{}}}", place_text(place))
        }
        Entry::Parens(open, closing, _) => {
            let closing = closing.map_or(String::new(), |place| format!(",{}", nested("closing", place)));
            format!("\"parens\":{{{}{closing}}}", place_text(open))
        }
        Entry::NoParens => "\"no_parens\":true".into(),
        Entry::AmbiguousOp => "\"ambiguous_op\":null".into(),
        Entry::FromBrackets => "\"from_brackets\":true".into(),
        Entry::FromInterpolation => "\"from_interpolation\":true".into(),
        Entry::FormatKeyword => "\"format\":\"keyword\"".into(),
        Entry::Delimiter(text) => {
            let mut quoted = String::new();
            string(&mut quoted, text.as_bytes());
            format!("\"delimiter\":{quoted}")
        }
        Entry::Indentation(columns) => format!("\"indentation\":{columns}"),
        Entry::NodeId(index) => {
            let mut quoted = String::new();
            string(&mut quoted, ids[index as usize].as_bytes());
            format!("\"elixir_ast_node_id\":{quoted}")
        }
    });
}

/// A JSON string, or `{"bytes": [...]}`.
fn string(out: &mut String, bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        let bytes: Vec<String> = bytes.iter().map(u8::to_string).collect();
        let _ = write!(out, "{{\"bytes\":[{}]}}", bytes.join(","));
        return;
    };
    out.push('"');
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            char if (char as u32) < 0x20 || char == '\u{7f}' => {
                let _ = write!(out, "\\u{:04x}", char as u32);
            }
            char => out.push(char),
        }
    }
    out.push('"');
}
