//! Expressions: what has a kind of its own, operators, collections.

use spile_core::{BODY, NAME, Role, SyntaxIdx};
use spile_elixir_syntax::{NodeId, Term};

use crate::forms::{is_type_attribute, keyword_value};
use crate::outline::interpolation::sigil_letters;
use crate::outline::kinds::{is_operator, special};
use crate::outline::literals::literal;
use crate::outline::{Lowering, Mode, STACK_MAPPED, STACK_OF_LEVEL, lossy};

impl<'a> Lowering<'a> {
    /// Lowers an expression; `role` is what it counts as where it has an ID. Its place in the tree.
    pub(super) fn expr(&mut self, node: NodeId, role: Role) -> SyntaxIdx {
        self.lower(node, role, false)
    }

    /// The same of what may be called with one argument more, from the left of a pipe.
    fn lower(&mut self, node: NodeId, role: Role, is_piped: bool) -> SyntaxIdx {
        stacker::maybe_grow(STACK_OF_LEVEL, STACK_MAPPED, || {
            self.lower_here(node, role, is_piped)
        })
    }

    fn lower_here(&mut self, node: NodeId, role: Role, is_piped: bool) -> SyntaxIdx {
        match self.term(node) {
            Term::Variable(name) if is_piped => self.piped_name(node, name, role),
            Term::Variable(name) => self.leaf(NAME, node, &lossy(name), role),
            Term::List(items) => self.node("list", role, node, "", |this| this.all(items)),
            Term::Pair(left, right) => self.pair(node, left, right, role),
            Term::Charlist(text) => self.charlist(node, &lossy(text), role),
            Term::Call(name, arguments) => self.named(node, name, arguments, role, is_piped),
            Term::Apply(callee, arguments) => self.apply(node, callee, arguments, role, is_piped),
            term => {
                let (kind, text) = literal(&term).unwrap_or(("name", String::new()));
                self.leaf(kind, node, &text, role)
            }
        }
    }

    /// Lowers what is no statement.
    pub(super) fn all(&mut self, nodes: &[NodeId]) {
        for node in nodes {
            self.expr(*node, Role::Expression);
        }
    }

    /// `{a, b}`, or `key: value` in a list or map, which has no ID. Quoted code does not tell `[key: value]` from
    /// `[{:key, value}]`: both have one hash.
    fn pair(&mut self, node: NodeId, left: NodeId, right: NodeId, role: Role) -> SyntaxIdx {
        match self.term(left) {
            Term::Atom(_) if !self.text(node).starts_with('{') => {
                let at = self.tree.open("tuple", Role::Part, self.range(node));
                self.all(&[left, right]);
                self.tree.close();
                at
            }
            _ => self.node("tuple", role, node, "", |this| this.all(&[left, right])),
        }
    }

    /// `'abc'`: the list of code points that it is in quoted code.
    pub(super) fn charlist(&mut self, node: NodeId, text: &str, role: Role) -> SyntaxIdx {
        let range = self.range(node);
        self.node("list", role, node, "", |this| {
            for char in text.chars() {
                let number = u32::from(char).to_string();
                this.tree.leaf("integer", Role::Part, range, &number);
            }
        })
    }

    /// A form by its name.
    fn named(
        &mut self,
        node: NodeId,
        name: &'a [u8],
        arguments: &'a [NodeId],
        role: Role,
        is_piped: bool,
    ) -> SyntaxIdx {
        if self.mode == Mode::Code {
            if let Some(at) = self.module(node, name, arguments) {
                return at;
            }
            if let Some(at) = self.function(node, name, arguments) {
                return at;
            }
        }
        if let (Some(letters), [content, modifiers]) = (sigil_letters(name), arguments) {
            return self.sigil(node, letters, [*content, *modifiers], role);
        }
        match (name, arguments) {
            (b"__block__", [one]) => self.expr(*one, role),
            (b"__block__", _) => self.node("block", role, node, "", |this| this.statements(node)),
            (b"__aliases__", _) => self.alias(node, arguments, role),
            (b"fn", clauses) => self.lambda(node, clauses, role),
            (b"@", [attribute]) => self.attribute(node, *attribute, role),
            (b"&", [captured]) => self.capture(node, *captured, role),
            (b"quote", _) if self.mode == Mode::Code => self.quote(node, arguments, role),
            (b"unquote" | b"unquote_splicing", [_]) if self.mode == (Mode::Quoted { unquote: true }) => self
                .node("unquote", role, node, "", |this| {
                    this.in_mode(Mode::Code, |this| this.all(arguments));
                }),
            (b"<<>>", _) if self.is_interpolation(arguments) => self.interpolation(node, arguments, role),
            _ => match kind_of_name(name) {
                Some((kind, text)) => self.of_kind(node, (kind, text), name, arguments, role),
                // `integer()`, which can be written `integer`.
                None if self.is_type && arguments.is_empty() => self.leaf(NAME, node, &lossy(name), role),
                None => self.local_call(node, name, arguments, role, is_piped),
            },
        }
    }

    /// Operators, collections, and what is called by a name that makes its kind.
    fn of_kind(
        &mut self,
        node: NodeId,
        (kind, text): (&'static str, &'a str),
        name: &[u8],
        arguments: &'a [NodeId],
        role: Role,
    ) -> SyntaxIdx {
        // Parts of patterns, types and heads that are no expressions by themselves.
        let is_part = matches!(
            name,
            b"::" | b"when" | b"<-" | b"\\\\" | b"^" | b"|" | b"->" | b"." | b"=>"
        );
        let at = if is_part && role != Role::Statement {
            let range = self.range(node);
            self.tree.open_with(kind, Role::Part, range, text)
        } else {
            self.open(kind, role, node, text)
        };
        match (name, arguments) {
            (b"|>", [left, right]) => {
                self.expr(*left, Role::Expression);
                self.lower(*right, Role::Expression, true);
            }
            (b"=", [pattern, _]) => {
                self.all(arguments);
                self.bind(at, *pattern);
            }
            _ if special(name).is_some() => self.arguments(arguments),
            _ => self.all(arguments),
        }
        self.tree.close();
        if self.mode == Mode::Code {
            self.directive(at, name, arguments);
        }
        at
    }

    fn alias(&mut self, node: NodeId, parts: &'a [NodeId], role: Role) -> SyntaxIdx {
        match self.written_module(node) {
            Some(written) => self.leaf(NAME, node, &written, role),
            // `unquote(module).Item`
            None => {
                let at = self.tree.open("alias_of", Role::Part, self.range(node));
                self.all(parts);
                self.tree.close();
                at
            }
        }
    }

    /// `@name`, `@name value`
    fn attribute(&mut self, node: NodeId, attribute: NodeId, role: Role) -> SyntaxIdx {
        let kind = "module_attribute";
        let (name, values) = match self.term(attribute) {
            Term::Variable(name) => return self.leaf(kind, node, &lossy(name), role),
            Term::Call(name, values) => (name, values),
            _ => return self.node(kind, role, node, "", |this| this.all(&[attribute])),
        };
        let at = self.node(kind, role, node, &lossy(name), |this| {
            if is_type_attribute(name) {
                this.is_type = true;
                this.in_mode(Mode::Quoted { unquote: true }, |this| this.all(values));
                this.is_type = false;
            } else {
                this.all(values);
            }
        });
        if let (b"behaviour", [module], Mode::Code, Some(own)) = (name, values, self.mode, self.inner_module)
        {
            self.add_base(own, at, *module);
        }
        at
    }

    fn quote(&mut self, node: NodeId, arguments: &'a [NodeId], role: Role) -> SyntaxIdx {
        let option = |key: &[u8]| {
            arguments
                .iter()
                .find_map(|list| keyword_value(self.ast, *list, key))
        };
        let is_off = option(b"unquote").is_some_and(|value| self.term(value) == Term::Atom(b"false"));
        let unquote = !is_off && option(b"bind_quoted").is_none();
        self.node("quote", role, node, "", |this| {
            for argument in arguments {
                let Term::List(pairs) = this.term(*argument) else {
                    this.all(&[*argument]);
                    continue;
                };
                for pair in pairs {
                    match this.term(*pair) {
                        Term::Pair(key, value) if this.term(key) == Term::Atom(b"do") => {
                            this.in_mode(Mode::Quoted { unquote }, |this| this.body(BODY, value));
                        }
                        _ => this.all(&[*pair]),
                    }
                }
            }
        })
    }

    /// The variables that a pattern binds.
    fn bind(&mut self, at: SyntaxIdx, pattern: NodeId) {
        let mut todo = vec![pattern];
        let mut found = Vec::new();
        while let Some(node) = todo.pop() {
            match self.term(node) {
                Term::Variable(name) if !name.starts_with(b"_") => found.push(lossy(name)),
                Term::Variable(_) | Term::Call(b"^" | b"@", _) => {}
                Term::Call(b"::", [value, _]) => todo.push(*value),
                _ => todo.extend(self.ast.children(node)),
            }
        }
        found.reverse();
        found.dedup();
        self.bindings.extend(found.into_iter().map(|name| (at, name)));
    }
}

/// Kind and text of what is called by a name that says more than that it is a call.
fn kind_of_name(name: &[u8]) -> Option<(&'static str, &str)> {
    Some(match name {
        b"|>" => ("pipe", ""),
        b"=" => ("match", ""),
        b"{}" => ("tuple", ""),
        b"%{}" => ("map", ""),
        b"%" => ("struct", ""),
        b"<<>>" => ("binary", ""),
        _ if is_operator(name) => ("operator", std::str::from_utf8(name).unwrap_or("")),
        _ => (special(name)?, ""),
    })
}
