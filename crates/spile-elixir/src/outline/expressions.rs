//! Expressions: what has a kind of its own, calls, operators, collections.

use spile_core::{ATTRIBUTE, NAME, Role, SyntaxIdx};
use spile_elixir_syntax::{NodeId, Term};

use crate::outline::calls::{Callee, PendingCall};
use crate::outline::kinds::{block_part, is_operator, special};
use crate::outline::literals::literal;
use crate::outline::{Lowering, Mode, STACK_MAPPED, STACK_OF_LEVEL, lossy};

impl<'a> Lowering<'a> {
    /// Lowers an expression; `role` is what it counts as where it has an ID. Its place in the tree.
    pub(super) fn expr(&mut self, node: NodeId, role: Role) -> SyntaxIdx {
        stacker::maybe_grow(STACK_OF_LEVEL, STACK_MAPPED, || self.expr_here(node, role))
    }

    fn expr_here(&mut self, node: NodeId, role: Role) -> SyntaxIdx {
        let is_piped = std::mem::take(&mut self.is_piped);
        match self.term(node) {
            Term::Variable(name) if is_piped => {
                let at = self.open("call", role, node, "");
                let name = lossy(name);
                self.tree.leaf(NAME, Role::Part, self.range(node), &name);
                self.tree.close();
                let callee = self.local(&name, 1);
                self.call_of(at, name, callee, 1);
                at
            }
            Term::Variable(name) => self.leaf(NAME, node, &lossy(name), role),
            Term::List(items) => {
                let at = self.open("list", role, node, "");
                self.all(items);
                self.tree.close();
                at
            }
            Term::Pair(left, right) => self.pair(node, left, right, role),
            Term::Call(name, arguments) => self.named(node, name, arguments, role, is_piped),
            Term::Apply(callee, arguments) => self.apply(node, callee, arguments, role, is_piped),
            term => {
                let (kind, text) = literal(&term).unwrap_or(("name", String::new()));
                self.leaf(kind, node, &text, role)
            }
        }
    }

    fn all(&mut self, nodes: &[NodeId]) {
        for node in nodes {
            self.expr(*node, Role::Expression);
        }
    }

    /// `{a, b}`, or `key: value` in a list or map.
    fn pair(&mut self, node: NodeId, left: NodeId, right: NodeId, role: Role) -> SyntaxIdx {
        let key = match self.term(left) {
            Term::Atom(key) if !self.text(node).starts_with('{') => Some(lossy(key)),
            _ => None,
        };
        match key {
            Some(key) => {
                let at = self.tree.open_with("pair", Role::Part, self.range(node), &key);
                self.expr(right, Role::Expression);
                self.tree.close();
                at
            }
            None => {
                let at = self.open("tuple", role, node, "");
                self.all(&[left, right]);
                self.tree.close();
                at
            }
        }
    }

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
        match (name, arguments) {
            (b"__block__", [one]) => return self.expr(*one, role),
            (b"__block__", _) => return self.block(node, role),
            (b"__aliases__", _) => return self.alias(node, arguments, role),
            (b"fn", clauses) => return self.lambda(node, clauses, role),
            (b"@", [attribute]) => return self.attribute(node, *attribute, role),
            (b"&", [captured]) => return self.capture(node, *captured, role),
            (b"quote", _) if self.mode == Mode::Code => return self.quote(node, arguments, role),
            (b"unquote" | b"unquote_splicing", [_]) if self.mode == (Mode::Quoted { unquote: true }) => {
                let at = self.open("unquote", role, node, "");
                self.in_mode(Mode::Code, |this| this.all(arguments));
                self.tree.close();
                return at;
            }
            (b"<<>>", _) if self.is_interpolation(arguments) => {
                return self.interpolation(node, arguments, role);
            }
            _ => {}
        }
        if let [b's', b'i', b'g', b'i', b'l', b'_', sigil @ ..] = name
            && let [content, _] = arguments
            && !sigil.is_empty()
        {
            return self.sigil(node, sigil, *content, arguments, role);
        }
        let (kind, text) = match name {
            b"|>" => ("pipe", ""),
            b"=" => ("match", ""),
            b"{}" => ("tuple", ""),
            b"%{}" => ("map", ""),
            b"%" => ("struct", ""),
            b"<<>>" => ("binary", ""),
            _ if is_operator(name) => ("operator", std::str::from_utf8(name).unwrap_or("")),
            _ => match special(name) {
                Some(kind) => (kind, ""),
                None if self.is_type && arguments.is_empty() => {
                    return self.leaf(NAME, node, &lossy(name), role);
                }
                None => return self.local_call(node, name, arguments, role, is_piped),
            },
        };
        // Parts of patterns, types and heads that are no expressions by themselves.
        let is_part = matches!(
            name,
            b"::" | b"when" | b"<-" | b"\\\\" | b"^" | b"|" | b"->" | b"." | b"=>"
        );
        let at = if is_part && role != Role::Statement {
            self.tree
                .open_with("operator", Role::Part, self.range(node), text)
        } else {
            self.open(kind, role, node, text)
        };
        match (name, arguments) {
            (b"|>", [left, right]) => {
                self.expr(*left, Role::Expression);
                self.is_piped = true;
                self.expr(*right, Role::Expression);
                self.is_piped = false;
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

    /// What `alias`, `import`, `require` and `use` say about names.
    fn directive(&mut self, at: SyntaxIdx, name: &[u8], arguments: &[NodeId]) {
        let (Some(target), options) = (arguments.first().copied(), arguments.get(1).copied()) else {
            return;
        };
        match name {
            b"alias" | b"require" => {
                let renamed = options.and_then(|options| self.block_value(options, b"as"));
                let renamed = renamed.and_then(|name| self.written_module(name));
                if let Some(name) = renamed {
                    if let Some(module) = self.module_meant(target) {
                        self.environment.add_alias(&name, module);
                    }
                } else if name == b"alias" {
                    self.add_aliases(target);
                }
            }
            b"import" => {
                let only = options.and_then(|options| self.block_value(options, b"only"));
                let only = only.map(|only| self.name_arities(only)).unwrap_or_default();
                if let Some(module) = self.module_meant(target) {
                    self.environment.add_import(&module, only);
                }
            }
            b"use" => {
                if let Some(module) = self.inner_module {
                    self.add_base(module, at, target);
                }
            }
            _ => {}
        }
    }

    /// `alias A.B`, `alias A.{B, C.D}`
    fn add_aliases(&mut self, target: NodeId) {
        let mut added = Vec::new();
        match self.term(target) {
            Term::Apply(callee, inner) => {
                let Term::Call(b".", [outer, name]) = self.term(callee) else {
                    return;
                };
                let is_many = self.term(*name) == Term::Atom(b"{}");
                let Some(outer) = self.module_meant(*outer).filter(|_| is_many) else {
                    return;
                };
                for one in inner {
                    added.extend(self.written_module(*one).map(|one| format!("{outer}.{one}")));
                }
            }
            _ => added.extend(self.module_meant(target)),
        }
        for module in added {
            let last = module.rsplit('.').next().unwrap_or(&module).to_owned();
            self.environment.add_alias(&last, module);
        }
    }

    /// `[name: arity]`
    fn name_arities(&self, list: NodeId) -> Vec<(String, u32)> {
        let Term::List(pairs) = self.term(list) else {
            return Vec::new();
        };
        let one = |pair: &NodeId| match self.term(*pair) {
            Term::Pair(name, arity) => match (self.term(name), self.term(arity)) {
                (Term::Atom(name), Term::Integer(arity)) => Some((lossy(name), u32::try_from(arity).ok()?)),
                _ => None,
            },
            _ => None,
        };
        pairs.iter().filter_map(one).collect()
    }

    /// Arguments of something that may have blocks, written as such or as the last keywords.
    fn arguments(&mut self, arguments: &'a [NodeId]) {
        let Some((last, others)) = arguments.split_last() else {
            return;
        };
        self.all(others);
        if self.block_value(*last, b"do").is_none() {
            self.expr(*last, Role::Expression);
            return;
        }
        let Term::List(pairs) = self.term(*last) else {
            return;
        };
        for pair in pairs {
            let Term::Pair(key, value) = self.term(*pair) else {
                self.expr(*pair, Role::Expression);
                continue;
            };
            match self.term(key) {
                Term::Atom(keyword) if block_part(keyword).is_some() => {
                    if let Some(part) = block_part(keyword) {
                        self.body(part, value);
                    }
                }
                _ => {
                    self.expr(*pair, Role::Expression);
                }
            }
        }
    }

    fn block(&mut self, node: NodeId, role: Role) -> SyntaxIdx {
        let at = self.open("block", role, node, "");
        self.statements(node);
        self.tree.close();
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
        match self.term(attribute) {
            Term::Variable(name) => self.leaf("module_attribute", node, &lossy(name), role),
            Term::Call(name, values) => {
                let at = self.open("module_attribute", role, node, &lossy(name));
                if matches!(
                    name,
                    b"spec" | b"type" | b"typep" | b"opaque" | b"callback" | b"macrocallback"
                ) {
                    // Nothing in a type runs.
                    self.is_type = true;
                    self.in_mode(Mode::Quoted { unquote: true }, |this| this.all(values));
                    self.is_type = false;
                } else {
                    self.all(values);
                }
                self.tree.close();
                if let (b"behaviour", [module], Mode::Code, Some(own)) =
                    (name, values, self.mode, self.inner_module)
                {
                    self.add_base(own, at, *module);
                }
                at
            }
            _ => {
                let at = self.open("module_attribute", role, node, "");
                self.all(&[attribute]);
                self.tree.close();
                at
            }
        }
    }

    /// `&1`, `&f/1`, `&Mod.f/1`, `&(&1 + 1)`
    fn capture(&mut self, node: NodeId, captured: NodeId, role: Role) -> SyntaxIdx {
        if let Term::Integer(number) = self.term(captured) {
            return self.leaf(NAME, node, &format!("&{number}"), role);
        }
        let at = self.open("capture", role, node, "");
        let of_arity = match self.term(captured) {
            Term::Call(b"/", [function, arity]) => match self.term(*arity) {
                Term::Integer(arity) => u32::try_from(arity).ok().map(|arity| (*function, arity)),
                _ => None,
            },
            _ => None,
        };
        match of_arity {
            Some((function, arity)) => {
                let n_calls = self.calls.len();
                self.expr(function, Role::Expression);
                // It is not called here, but named.
                self.calls.truncate(n_calls);
                self.tree
                    .leaf("integer", Role::Part, self.range(captured), &arity.to_string());
                match self.term(function) {
                    Term::Variable(name) | Term::Call(name, []) => {
                        let name = lossy(name);
                        let callee = self.local(&name, arity);
                        self.call_of(at, name, callee, arity);
                    }
                    Term::Apply(callee, []) => {
                        if let Some((written, callee)) = self.remote(callee) {
                            self.call_of(at, written, callee, arity);
                        }
                    }
                    _ => {}
                }
            }
            None => {
                self.expr(captured, Role::Expression);
            }
        }
        self.tree.close();
        at
    }

    fn quote(&mut self, node: NodeId, arguments: &'a [NodeId], role: Role) -> SyntaxIdx {
        let at = self.open("quote", role, node, "");
        let says = |key: &[u8]| arguments.iter().find_map(|list| self.block_value(*list, key));
        let is_off = says(b"unquote").is_some_and(|value| self.term(value) == Term::Atom(b"false"));
        let unquote = !is_off && says(b"bind_quoted").is_none();
        for argument in arguments {
            let Term::List(pairs) = self.term(*argument) else {
                self.expr(*argument, Role::Expression);
                continue;
            };
            for pair in pairs {
                match self.term(*pair) {
                    Term::Pair(key, value) if self.term(key) == Term::Atom(b"do") => {
                        self.in_mode(Mode::Quoted { unquote }, |this| {
                            this.body(spile_core::BODY, value);
                        });
                    }
                    _ => {
                        self.expr(*pair, Role::Expression);
                    }
                }
            }
        }
        self.tree.close();
        at
    }

    /// Whether a binary is written as text with expressions in it.
    fn is_interpolation(&self, parts: &[NodeId]) -> bool {
        parts.iter().any(|part| self.interpolated(*part).is_some())
    }

    /// The expression of `#{...}`.
    fn interpolated(&self, part: NodeId) -> Option<NodeId> {
        let Term::Call(b"::", [value, _]) = self.term(part) else {
            return None;
        };
        match self.term(*value) {
            Term::Apply(callee, [inner]) => match self.term(callee) {
                Term::Call(b".", [module, name])
                    if self.term(*module) == Term::Atom(b"Elixir.Kernel")
                        && self.term(*name) == Term::Atom(b"to_string") =>
                {
                    Some(*inner)
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn interpolation(&mut self, node: NodeId, parts: &[NodeId], role: Role) -> SyntaxIdx {
        let at = self.open("interpolation", role, node, "");
        self.interpolated_parts(parts);
        self.tree.close();
        at
    }

    fn interpolated_parts(&mut self, parts: &[NodeId]) {
        for part in parts {
            let inner = self.interpolated(*part).unwrap_or(*part);
            self.expr(inner, Role::Expression);
        }
    }

    /// `~r/.../i`
    fn sigil(
        &mut self,
        node: NodeId,
        sigil: &[u8],
        content: NodeId,
        arguments: &[NodeId],
        role: Role,
    ) -> SyntaxIdx {
        let Term::Call(b"<<>>", parts) = self.term(content) else {
            let at = self.open("sigil", role, node, &lossy(sigil));
            self.all(arguments);
            self.tree.close();
            return at;
        };
        // The formatter makes `~c"abc"` of `'abc'`.
        if let (b"c", [text]) = (sigil, parts)
            && let Term::Binary(text) = self.term(*text)
            && !text.contains(&b'\\')
        {
            return self.leaf("charlist", node, &lossy(text), role);
        }
        let at = self.open("sigil", role, node, &lossy(sigil));
        self.interpolated_parts(parts);
        if let Some(modifiers) = arguments.get(1)
            && let Term::List(letters) = self.term(*modifiers)
        {
            let letters = letters.iter().filter_map(|letter| match self.term(*letter) {
                Term::Integer(letter) => char::from_u32(u32::try_from(letter).ok()?),
                _ => None,
            });
            let letters: String = letters.collect();
            if !letters.is_empty() {
                self.tree
                    .leaf("modifiers", Role::Part, self.range(*modifiers), &letters);
            }
        }
        self.tree.close();
        at
    }

    /// `total(a, b)`
    fn local_call(
        &mut self,
        node: NodeId,
        name: &[u8],
        arguments: &'a [NodeId],
        role: Role,
        is_piped: bool,
    ) -> SyntaxIdx {
        let name = lossy(name);
        let at = self.open("call", role, node, "");
        let start = self.range(node).start();
        let end = spile_source::ByteOffset::new(start.to_u32() + name.len() as u32);
        let name_range = if self.text(node).starts_with(&name) {
            spile_source::ByteRange::new(start, end)
        } else {
            self.range(node)
        };
        self.tree.leaf(NAME, Role::Part, name_range, &name);
        self.arguments(arguments);
        self.tree.close();
        let arity = arguments.len() as u32 + u32::from(is_piped);
        // `apply(Shop.Cart, :total, [cart])`
        if let ("apply", [module, function, list], false) = (name.as_str(), arguments, is_piped)
            && let (Some(module), Term::Atom(function), Term::List(list)) =
                (self.module_meant(*module), self.term(*function), self.term(*list))
        {
            let callee = Callee::Remote {
                module,
                name: lossy(function),
            };
            self.call_of(at, name, callee, list.len() as u32);
            return at;
        }
        let callee = self.local(&name, arity);
        self.call_of(at, name, callee, arity);
        at
    }

    fn local(&self, name: &str, arity: u32) -> Callee {
        Callee::Local {
            module: self.module_id().unwrap_or_default(),
            name: name.to_owned(),
            imported: self.environment.imported(name, arity).map(str::to_owned),
        }
    }

    /// What stands before the parentheses of a call, as it is written and as it is meant.
    fn remote(&self, callee: NodeId) -> Option<(String, Callee)> {
        let Term::Call(b".", [left, name]) = self.term(callee) else {
            return None;
        };
        let Term::Atom(name) = self.term(*name) else {
            return None;
        };
        let name = lossy(name);
        let written = match self.written_module(*left) {
            Some(module) => format!("{module}.{name}"),
            None => format!("{}.{name}", self.written(*left)?),
        };
        let callee = match self.module_meant(*left) {
            Some(module) => Callee::Remote { module, name },
            None => Callee::Unknown,
        };
        Some((written, callee))
    }

    /// A variable and fields of it, as they are written.
    fn written(&self, node: NodeId) -> Option<String> {
        match self.term(node) {
            Term::Variable(name) => Some(lossy(name)),
            Term::Apply(callee, []) => match self.term(callee) {
                Term::Call(b".", [left, name]) => match self.term(*name) {
                    Term::Atom(name) => Some(format!("{}.{}", self.written(*left)?, lossy(name))),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        }
    }

    /// `Shop.total(a)`, `f.(a)`, `user.name`, `list[0]`
    fn apply(
        &mut self,
        node: NodeId,
        callee: NodeId,
        arguments: &'a [NodeId],
        role: Role,
        is_piped: bool,
    ) -> SyntaxIdx {
        let dot = match self.term(callee) {
            Term::Call(b".", parts) => parts,
            // `unquote(name)(a)`
            _ => {
                let at = self.open("call", role, node, "");
                self.expr(callee, Role::Expression);
                self.arguments(arguments);
                self.tree.close();
                return at;
            }
        };
        let (left, name) = match dot {
            [left, name] => match self.term(*name) {
                Term::Atom(name) => (*left, Some(name)),
                _ => (*left, None),
            },
            [left] => (*left, None),
            _ => (callee, None),
        };
        if name == Some(b"get") && self.term(left) == Term::Atom(b"Elixir.Access") {
            let at = self.open("access", role, node, "");
            self.all(arguments);
            self.tree.close();
            return at;
        }
        let Some(name) = name else {
            let at = self.open("call", role, node, "");
            self.part("dot", self.range(callee), |this| {
                for part in dot {
                    this.expr(*part, Role::Expression);
                }
            });
            self.arguments(arguments);
            self.tree.close();
            return at;
        };
        // `alias Shop.{Cart, Order}`
        if name == b"{}" {
            let at = self.tree.open("aliases", Role::Part, self.range(node));
            self.expr(left, Role::Expression);
            self.all(arguments);
            self.tree.close();
            return at;
        }
        let is_module = self.written_module(left).is_some();
        let is_field = arguments.is_empty() && self.ast.is_without_parens(node) && !is_module && !is_piped;
        let name = lossy(name);
        if is_field {
            let at = self.open(ATTRIBUTE, role, node, &name);
            self.expr(left, Role::Expression);
            self.tree.close();
            return at;
        }
        let at = self.open("call", role, node, "");
        self.tree
            .open_with(ATTRIBUTE, Role::Part, self.range(callee), &name);
        self.expr(left, Role::Expression);
        self.tree.close();
        self.arguments(arguments);
        self.tree.close();
        let arity = arguments.len() as u32 + u32::from(is_piped);
        if let Some((written, callee)) = self.remote(callee) {
            self.call_of(at, written, callee, arity);
        }
        at
    }

    fn call_of(&mut self, syntax: SyntaxIdx, written: String, callee: Callee, arity: u32) {
        self.calls.push(PendingCall {
            syntax,
            written,
            callee,
            arity,
            is_quoted: self.mode != Mode::Code,
        });
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
