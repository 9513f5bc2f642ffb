//! Calls, and functions that are captured by name: their syntax, and what they name.

use spile_core::{ATTRIBUTE, NAME, Role, SyntaxIdx};
use spile_elixir_syntax::{NodeId, Term};
use spile_source::{ByteOffset, ByteRange};

use crate::forms::keyword_value;
use crate::outline::callees::{Callee, PendingCall};
use crate::outline::{Lowering, Mode, lossy};

impl<'a> Lowering<'a> {
    /// `total(a, b)`
    pub(super) fn local_call(
        &mut self,
        node: NodeId,
        name: &[u8],
        arguments: &'a [NodeId],
        role: Role,
        is_piped: bool,
    ) -> SyntaxIdx {
        let name = lossy(name);
        let at = self.node("call", role, node, "", |this| {
            let range = this.range(node);
            let name_range = if this.text(node).starts_with(&name) {
                let end = ByteOffset::new(range.start().to_u32() + name.len() as u32);
                ByteRange::new(range.start(), end)
            } else {
                range
            };
            this.tree.leaf(NAME, Role::Part, name_range, &name);
            this.arguments(arguments);
        });
        let applied = self.applied(&name, arguments).filter(|_| !is_piped);
        let (callee, arity) = applied.unwrap_or_else(|| {
            let arity = arity(arguments, is_piped);
            (self.local(&name, arity), arity)
        });
        self.call_of(at, name, callee, arity);
        at
    }

    /// `total` behind `|>`.
    pub(super) fn piped_name(&mut self, node: NodeId, name: &[u8], role: Role) -> SyntaxIdx {
        let name = lossy(name);
        let at = self.node("call", role, node, "", |this| {
            this.tree.leaf(NAME, Role::Part, this.range(node), &name);
        });
        let callee = self.local(&name, 1);
        self.call_of(at, name, callee, 1);
        at
    }

    /// `Shop.total(a)`, `f.(a)`, `user.name`, `list[0]`
    pub(super) fn apply(
        &mut self,
        node: NodeId,
        callee: NodeId,
        arguments: &'a [NodeId],
        role: Role,
        is_piped: bool,
    ) -> SyntaxIdx {
        let Some((left, name)) = self.dot(callee) else {
            return self.node("call", role, node, "", |this| {
                match this.term(callee) {
                    // `f.(a)`
                    Term::Call(b".", parts) => this.part("dot", this.range(callee), |this| this.all(parts)),
                    // `unquote(name)(a)`
                    _ => this.all(&[callee]),
                }
                this.arguments(arguments);
            });
        };
        if name == b"get" && self.term(left) == Term::Atom(b"Elixir.Access") {
            return self.node("access", role, node, "", |this| this.all(arguments));
        }
        // `alias Shop.{Cart, Order}`
        if name == b"{}" {
            let at = self.tree.open("aliases", Role::Part, self.range(node));
            self.all(&[left]);
            self.all(arguments);
            self.tree.close();
            return at;
        }
        let text = lossy(name);
        let is_module = self.written_module(left).is_some();
        if arguments.is_empty() && self.ast.is_without_parens(node) && !is_module && !is_piped {
            return self.node(ATTRIBUTE, role, node, &text, |this| this.all(&[left]));
        }
        let at = self.node("call", role, node, "", |this| {
            let range = this.range(callee);
            this.tree.open_with(ATTRIBUTE, Role::Part, range, &text);
            this.all(&[left]);
            this.tree.close();
            this.arguments(arguments);
        });
        if let Some((written, callee)) = self.remote(left, name) {
            self.call_of(at, written, callee, arity(arguments, is_piped));
        }
        at
    }

    /// `&1`, `&f/1`, `&Mod.f/1`, `&(&1 + 1)`
    pub(super) fn capture(&mut self, node: NodeId, captured: NodeId, role: Role) -> SyntaxIdx {
        if let Term::Integer(number) = self.term(captured) {
            return self.leaf(NAME, node, &format!("&{number}"), role);
        }
        let Some((function, arity)) = self.function_and_arity(captured) else {
            return self.node("capture", role, node, "", |this| this.all(&[captured]));
        };
        let at = self.node("capture", role, node, "", |this| {
            let n_calls = this.calls.len();
            this.all(&[function]);
            // It is not called here, but named.
            this.calls.truncate(n_calls);
            this.tree
                .leaf("integer", Role::Part, this.range(captured), &arity.to_string());
        });
        let named = match self.term(function) {
            Term::Variable(name) | Term::Call(name, []) => {
                let name = lossy(name);
                let callee = self.local(&name, arity);
                Some((name, callee))
            }
            Term::Apply(callee, []) => self.dot(callee).and_then(|(left, name)| self.remote(left, name)),
            _ => None,
        };
        if let Some((written, callee)) = named {
            self.call_of(at, written, callee, arity);
        }
        at
    }

    /// `f/1`
    fn function_and_arity(&self, captured: NodeId) -> Option<(NodeId, u32)> {
        let Term::Call(b"/", [function, arity]) = self.term(captured) else {
            return None;
        };
        let Term::Integer(arity) = self.term(*arity) else {
            return None;
        };
        Some((*function, u32::try_from(arity).ok()?))
    }

    /// Arguments of something that may have blocks, written as such or as the last keywords.
    pub(super) fn arguments(&mut self, arguments: &'a [NodeId]) {
        if let Some((last, others)) = arguments.split_last()
            && let Term::List(pairs) = self.term(*last)
            && keyword_value(self.ast, *last, b"do").is_some()
        {
            self.all(others);
            for pair in pairs {
                match self.block_of(*pair) {
                    Some((part, body)) => self.body(part, body),
                    None => self.all(&[*pair]),
                }
            }
        } else {
            self.all(arguments);
        }
    }

    /// What stands before and behind the dot of `left.name`.
    pub(super) fn dot(&self, callee: NodeId) -> Option<(NodeId, &'a [u8])> {
        let Term::Call(b".", [left, name]) = self.term(callee) else {
            return None;
        };
        match self.term(*name) {
            Term::Atom(name) => Some((*left, name)),
            _ => None,
        }
    }

    /// What `apply(Shop.Cart, :total, [cart])` calls, and with how many arguments.
    fn applied(&self, name: &str, arguments: &[NodeId]) -> Option<(Callee, u32)> {
        let ("apply", [module, function, list]) = (name, arguments) else {
            return None;
        };
        let (Term::Atom(function), Term::List(list)) = (self.term(*function), self.term(*list)) else {
            return None;
        };
        let callee = Callee::Remote {
            module: self.module_meant(*module)?,
            name: lossy(function),
        };
        Some((callee, list.len() as u32))
    }

    fn local(&self, name: &str, arity: u32) -> Callee {
        let (imported, maybe) = self.environment.imported(name, arity);
        Callee::Local {
            module: self.module_id().unwrap_or_default(),
            name: name.to_owned(),
            imported: imported.map(str::to_owned),
            maybe: maybe.into_iter().map(str::to_owned).collect(),
        }
    }

    /// `left.name` as it is written and as it is meant; none where it is a field of what a call gives.
    fn remote(&self, left: NodeId, name: &[u8]) -> Option<(String, Callee)> {
        let name = lossy(name);
        let before = self.written_module(left).or_else(|| self.written(left))?;
        let written = format!("{before}.{name}");
        let callee = match self.module_meant(left) {
            Some(module) => Callee::Remote { module, name },
            None => Callee::Unknown,
        };
        Some((written, callee))
    }

    /// A variable and fields of it, as they are written.
    fn written(&self, node: NodeId) -> Option<String> {
        match self.term(node) {
            Term::Variable(name) => Some(lossy(name)),
            Term::Apply(callee, []) => {
                let (left, name) = self.dot(callee)?;
                Some(format!("{}.{}", self.written(left)?, lossy(name)))
            }
            _ => None,
        }
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
}

/// With how many arguments a function is called.
fn arity(arguments: &[NodeId], is_piped: bool) -> u32 {
    arguments.len() as u32 + u32::from(is_piped)
}
