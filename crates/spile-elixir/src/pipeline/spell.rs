//! The quoted form, spelled out as source text: weaving inserts into text, and a macro or a `quote` has none.
//!
//! `{:def, _, [{:f, _, [a]}, [do: b]]}` becomes `def(f(a)) do b end`. Nodes stand on the lines that their metadata tells, as
//! far as lines only go up; what tells none stays where what is before it stands. What no source text gives (pids,
//! negative numbers, variables of another context) is told in words that [`super::quoted`] finds again.

use std::fmt::Write;

use spile_elixir_syntax::ElixirVersion;

use super::node::*;
use super::term::Term;
use crate::digits::{decimal, float, is_bidirectional};

/// Calls of this name stand for terms that cannot be spelled; the argument counts [`Spelled::terms`].
pub const TERM: &str = "spile_term";

/// A quoted form as text.
#[derive(Debug, Default)]
pub struct Spelled<'t> {
    /// The text.
    pub text: String,
    /// What [`TERM`] stands for.
    pub terms: Vec<&'t Term>,
    line: i64,
    /// Whether the call whose arguments come next defines something.
    is_definition: bool,
    /// Whether the head of a definition is being spelled.
    in_head: bool,
    /// Whether three dots are read as a variable.
    dots_are_a_variable: bool,
}

/// Spells `quoted` out, to be read as `version` reads it.
pub fn spell(quoted: &Term, version: ElixirVersion) -> Spelled<'_> {
    let mut out = Spelled {
        line: 1,
        dots_are_a_variable: version < ElixirVersion::V1_17,
        ..Spelled::default()
    };
    match block_of(quoted) {
        Some(statements) => out.statements(statements),
        None => out.statement(quoted),
    }
    out.text.push('\n');
    out
}

impl<'t> Spelled<'t> {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Goes down to `line`, where a line end changes nothing.
    fn down_to(&mut self, line: Option<i64>) {
        let Some(line) = line else { return };
        // What claims to be far below has its line from elsewhere.
        if line > self.line && line - self.line < 100_000 {
            for _ in self.line..line {
                self.text.push('\n');
            }
            self.line = line;
        }
    }

    fn statements(&mut self, statements: &'t [Term]) {
        for (place, statement) in statements.iter().enumerate() {
            if place > 0 {
                self.push(";");
            }
            self.statement(statement);
        }
    }

    fn statement(&mut self, term: &'t Term) {
        self.down_to(first_line(term));
        self.push(" ");
        self.term(term);
    }

    /// Elements with commas between them; pairs with an atom at the end as `key: value`, as they are written mostly.
    fn list(&mut self, terms: &'t [Term]) {
        let keywords = keywords_start(terms);
        for (place, term) in terms.iter().enumerate() {
            self.comma(place, term);
            match keyword(term).filter(|_| place >= keywords) {
                Some((key, value)) => self.keyword(key, value),
                None => self.term(term),
            }
        }
    }

    /// What stands before the element `term` at `place`: a comma behind the one before it, and its line.
    fn comma(&mut self, place: usize, term: &Term) {
        if place > 0 {
            self.push(",");
        }
        self.down_to(first_line(term));
        if place > 0 {
            self.push(" ");
        }
    }

    fn keyword(&mut self, key: &str, value: &'t Term) {
        self.word(key);
        self.push(": ");
        self.down_to(first_line(value));
        self.term(value);
    }

    fn surrounded(&mut self, open: &str, terms: &'t [Term], close: &str) {
        self.push(open);
        self.list(terms);
        self.push(close);
    }

    /// The same, of what is no list: a pair at the end is one of the elements, and not in a list.
    fn elements(&mut self, open: &str, terms: &'t [Term], close: &str) {
        self.push(open);
        for (place, term) in terms.iter().enumerate() {
            self.comma(place, term);
            self.term(term);
        }
        self.push(close);
    }

    fn term(&mut self, term: &'t Term) {
        match term {
            Term::Integer(value @ 0..) => {
                let _ = write!(self.text, "{value}");
            }
            Term::BigInteger(false, bytes) => {
                let digits = decimal(bytes);
                self.push(&digits);
            }
            Term::Float(value) if value.is_sign_positive() => {
                let text = float(*value);
                self.push(&text);
            }
            Term::Atom(name) => self.atom(name),
            Term::Binary(bytes) => self.quoted(bytes),
            Term::List(terms) if clause_list(term).is_none() => self.surrounded("[", terms, "]"),
            Term::List(_) => {
                self.push("(");
                self.section(term);
                self.push(")");
            }
            Term::Tuple(terms) if terms.len() == 2 => self.elements("{", terms, "}"),
            _ => match Node::of(term) {
                Some(node) => self.node(term, &node),
                None => self.other(term),
            },
        }
    }

    /// What cannot be spelled.
    fn other(&mut self, term: &'t Term) {
        let _ = write!(self.text, "{TERM}({})", self.terms.len());
        self.terms.push(term);
    }

    fn atom(&mut self, name: &str) {
        if matches!(name, "nil" | "true" | "false") {
            return self.push(name);
        }
        self.push(":");
        self.word(name);
    }

    /// A name where any can stand: bare, or in quotes.
    fn word(&mut self, name: &str) {
        if is_name(name) || RESERVED.contains(&name) {
            self.push(name);
        } else {
            self.quoted(name.as_bytes());
        }
    }

    fn quoted(&mut self, bytes: &[u8]) {
        self.push("\"");
        for chunk in bytes.utf8_chunks() {
            for char in chunk.valid().chars() {
                match char {
                    '"' => self.push("\\\""),
                    '\\' => self.push("\\\\"),
                    '#' => self.push("\\#"),
                    '\n' => self.push("\\n"),
                    '\t' => self.push("\\t"),
                    '\r' => self.push("\\r"),
                    ' '..='~' => self.text.push(char),
                    char if char.is_alphanumeric() && !is_bidirectional(char) => self.text.push(char),
                    char => {
                        let _ = write!(self.text, "\\u{{{:X}}}", u32::from(char));
                    }
                }
            }
            for byte in chunk.invalid() {
                let _ = write!(self.text, "\\x{byte:02X}");
            }
        }
        self.push("\"");
    }

    fn node(&mut self, term: &'t Term, node: &Node<'t>) {
        match (node.head, node.rest) {
            (Term::Atom(name), Term::Atom(_)) => self.variable(term, name),
            (Term::Atom(name), Term::List(arguments)) => self.call(term, node, name, arguments),
            (_, Term::List(arguments)) => self.apply(term, node, arguments),
            _ => self.other(term),
        }
    }

    fn variable(&mut self, term: &'t Term, name: &str) {
        if is_name(name) || name == "..." {
            self.push(name);
        } else {
            self.other(term);
        }
    }

    fn call(&mut self, term: &'t Term, node: &Node<'t>, name: &'t str, arguments: &'t [Term]) {
        match (name, arguments) {
            ("__block__", []) => self.push("()"),
            ("__block__", _) => {
                self.push("(");
                self.statements(arguments);
                self.push(")");
            }
            ("__aliases__", [first, rest @ ..])
                if rest.iter().all(is_alias_part) && is_alias_start(first, rest) =>
            {
                match first {
                    Term::Atom(first) => self.push(first),
                    first => self.term_before_dot(first),
                }
                for part in rest {
                    self.push(".");
                    self.push(part.as_atom().unwrap_or_default());
                }
            }
            ("fn", _) => match clauses(arguments) {
                Some(clauses) => {
                    self.push("fn ");
                    self.clauses(clauses);
                    self.push(" end");
                }
                None => self.other(term),
            },
            ("%{}", _) => self.map(arguments),
            ("%", [name, map]) => match Node::call(map) {
                Some(("%{}", pairs)) => {
                    self.push("%");
                    self.term(name);
                    self.braces(pairs);
                }
                _ => self.other(term),
            },
            ("{}", [_, _]) => self.other(term),
            ("{}", _) => self.elements("{", arguments, "}"),
            ("<<>>", _) => self.elements("<< ", arguments, " >>"),
            ("..//", [first, last, step]) => {
                self.push("(");
                self.operand(first);
                self.push("..");
                self.operand(last);
                self.push("//");
                self.operand(step);
                self.push(")");
            }
            ("..", []) => self.push("(..)"),
            ("...", []) if !self.dots_are_a_variable => self.push("(...)"),
            ("&", [target]) => self.capture(target),
            (_, [operand]) if UNARY.contains(&name) => {
                self.push(name);
                self.push("(");
                self.down_to(first_line(operand));
                self.term(operand);
                self.push(")");
            }
            (_, [left, right]) if BINARY.contains(&name) => self.binary_operator(node, name, left, right),
            _ if is_name(name) => self.named_call(name, arguments),
            _ => self.other(term),
        }
    }

    /// `name(arguments) do ... end`
    fn named_call(&mut self, name: &str, arguments: &'t [Term]) {
        self.push(name);
        self.is_definition = name.starts_with("def") && arguments.len() > 1;
        self.arguments(arguments);
    }

    fn arguments(&mut self, arguments: &'t [Term]) {
        let Some((last, before)) = arguments.split_last() else {
            return self.push("()");
        };
        let is_definition = std::mem::take(&mut self.is_definition);
        let Some(sections) = sections(last).filter(|_| !self.in_head) else {
            return self.elements("(", arguments, ")");
        };
        if before.is_empty() {
            self.push("()");
        } else {
            // `def f(do: block) do` has a keyword in its head, and no block.
            let around = std::mem::replace(&mut self.in_head, is_definition);
            self.elements("(", before, ")");
            self.in_head = around;
        }
        for (name, body) in sections {
            self.push(" ");
            self.push(name);
            self.section(body);
        }
        self.push(" end");
    }

    fn section(&mut self, body: &'t Term) {
        match (clause_list(body), block_of(body)) {
            (Some(clauses), _) => {
                self.push(" ");
                self.clauses(clauses);
            }
            (None, Some([])) => self.push(" "),
            (None, Some(statements)) => self.statements(statements),
            (None, None) => self.statement(body),
        }
    }

    fn clauses(&mut self, clauses: Vec<Clause<'t>>) {
        for (place, Clause { left, right, line }) in clauses.into_iter().enumerate() {
            if place > 0 {
                self.push("; ");
            }
            self.down_to(left.first().and_then(first_line).or(line));
            self.push("(");
            match left {
                [only] if matches!(Node::call(only), Some(("when", [_, _, ..]))) => {
                    let (_, arguments) = Node::call(only).unwrap_or_default();
                    if let Some((guard, arguments)) = arguments.split_last() {
                        self.elements("", arguments, ") when ");
                        self.operand(guard);
                    }
                }
                _ => self.elements("", left, ")"),
            }
            self.push(" ->");
            match block_of(right) {
                Some(statements) if !statements.is_empty() => self.statements(statements),
                _ => self.statement(right),
            }
        }
    }

    fn map(&mut self, pairs: &'t [Term]) {
        self.push("%");
        self.braces(pairs);
    }

    fn braces(&mut self, pairs: &'t [Term]) {
        self.push("{");
        let pairs = match pairs {
            [update] => match Node::call(update) {
                Some(("|", [map, pairs])) => match pairs.as_list() {
                    Some(pairs) => {
                        self.down_to(first_line(map));
                        self.operand(map);
                        self.push(" | ");
                        pairs
                    }
                    None => std::slice::from_ref(update),
                },
                _ => pairs,
            },
            pairs => pairs,
        };
        let keywords = keywords_start(pairs);
        for (place, pair) in pairs.iter().enumerate() {
            if place > 0 {
                self.push(", ");
            }
            self.down_to(first_line(pair));
            match pair.as_tuple() {
                Some([Term::Atom(key), value]) if place >= keywords => self.keyword(key, value),
                Some([key, value]) => {
                    self.operand(key);
                    self.push(" => ");
                    self.down_to(first_line(value));
                    self.operand(value);
                }
                _ => self.term(pair),
            }
        }
        self.push("}");
    }

    fn capture(&mut self, target: &'t Term) {
        match (target, Node::call(target)) {
            (Term::Integer(place @ 0..), _) => {
                let _ = write!(self.text, "&{place}");
            }
            (_, Some(("/", [function, Term::Integer(arity @ 0..)]))) if is_operator_name(function) => {
                let name = Node::of(function)
                    .and_then(|node| node.head.as_atom())
                    .unwrap_or_default();
                let _ = write!(self.text, "(& {name}/{arity})");
            }
            _ => {
                self.push("(&(");
                self.down_to(first_line(target));
                self.term(target);
                self.push("))");
            }
        }
    }

    fn binary_operator(&mut self, node: &Node<'t>, name: &str, left: &'t Term, right: &'t Term) {
        self.push("(");
        self.operand(left);
        // `+`, `-` and what is an operator of one operand too would begin another statement.
        if !matches!(name, "+" | "-" | "..") {
            self.down_to(node.line());
        }
        self.push(" ");
        self.push(name);
        self.down_to(first_line(right));
        self.push(" ");
        self.operand(right);
        self.push(")");
    }

    /// Something beside an operator. Operators of two operands bring their own parentheses.
    fn operand(&mut self, term: &'t Term) {
        self.term(term);
    }

    fn apply(&mut self, term: &'t Term, node: &Node<'t>, arguments: &'t [Term]) {
        let without_parentheses = arguments.is_empty() && node.detail("no_parens").is_some();
        match Node::call(node.head) {
            Some((".", [function])) => {
                self.term_before_dot(function);
                self.push(".");
                self.elements("(", arguments, ")");
            }
            Some((".", [left, Term::Atom(name)])) if name == "{}" => {
                self.term_before_dot(left);
                self.elements(".{", arguments, "}");
            }
            Some((".", [left, Term::Atom(name)])) => {
                self.term_before_dot(left);
                self.push(".");
                self.down_to(node.line());
                self.word(name);
                if !without_parentheses {
                    self.arguments(arguments);
                }
            }
            Some((".", _)) => self.other(term),
            // `unquote(name)(a)`
            _ if matches!(node.head, Term::Tuple(_)) => {
                self.term(node.head);
                self.arguments(arguments);
            }
            _ => self.other(term),
        }
    }

    fn term_before_dot(&mut self, term: &'t Term) {
        // Names, calls and containers end where a dot can follow.
        let ends = Node::of(term).and_then(|node| node.rest.as_list()?.last());
        let is_closed = match term {
            _ if ends.and_then(sections).is_some() => false,
            Term::Atom(_) | Term::Tuple(_) if Node::of(term).is_none() => true,
            Term::List(_) | Term::Binary(_) => true,
            _ => match Node::call(term) {
                Some((name, arguments)) => {
                    let is_operator = UNARY.contains(&name) && arguments.len() == 1;
                    name == "@" || !(is_operator || name == "fn" || name == "__block__")
                }
                None => Node::of(term).is_some(),
            },
        };
        if is_closed {
            self.term(term);
        } else {
            self.elements("(", std::slice::from_ref(term), ")");
        }
    }
}
