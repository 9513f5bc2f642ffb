//! `defmodule`, `defprotocol`, `defimpl`: what they are called, and what is in them.

use std::sync::Arc;

use spile_core::{BODY, NodeKind, Reference, Role, SyntaxIdx};
use spile_elixir_syntax::{NodeId, Term};

use crate::forms::keyword_value;
use crate::outline::{Lowering, lossy};

/// What stands for a name that only the running program knows.
const UNKNOWN: &str = "?";

impl<'a> Lowering<'a> {
    /// The module around what is lowered, without the `~2` that tells it from an earlier one.
    pub(super) fn current_module(&self) -> Option<&str> {
        let module = self.definitions[self.inner_module?.to_usize()]
            .module
            .as_deref()?;
        Some(module.split('~').next().unwrap_or(module))
    }

    /// A module as it is written: `Shop.Cart`, `__MODULE__.Item`. None for what is no name of one.
    pub(super) fn written_module(&self, node: NodeId) -> Option<String> {
        match self.term(node) {
            Term::Call(b"__aliases__", parts) => {
                let mut written = Vec::with_capacity(parts.len());
                for part in parts {
                    written.push(match self.term(*part) {
                        Term::Atom(name) => lossy(name),
                        _ => self.written_module(*part)?,
                    });
                }
                Some(written.join("."))
            }
            Term::Variable(b"__MODULE__") => Some("__MODULE__".into()),
            Term::Call(b"__block__", [inner]) => self.written_module(*inner),
            Term::Atom(b"nil" | b"true" | b"false") => None,
            Term::Atom(name) => {
                let name = lossy(name);
                Some(name.strip_prefix("Elixir.").map(str::to_owned).unwrap_or(name))
            }
            _ => None,
        }
    }

    /// The full name of a module that is written so.
    pub(super) fn module_meant(&self, node: NodeId) -> Option<String> {
        let written = self.written_module(node)?;
        if let Some(rest) = written.strip_prefix("__MODULE__") {
            return Some(format!("{}{rest}", self.current_module()?));
        }
        Some(match self.term(node) {
            Term::Atom(_) => written,
            _ => self.environment.expand(&written),
        })
    }

    /// Lowers a definition of a module; none when it is none.
    pub(super) fn module(
        &mut self,
        node: NodeId,
        name: &'a [u8],
        arguments: &'a [NodeId],
    ) -> Option<SyntaxIdx> {
        let (target, block) = match (name, arguments) {
            (b"defmodule" | b"defprotocol" | b"defimpl", [target, .., block]) => (*target, *block),
            _ => return None,
        };
        let body = keyword_value(self.ast, block, b"do")?;
        let full = match name {
            b"defimpl" => self.implementation(target, &arguments[1..]),
            _ => self.name_of_new(target),
        };
        let count = self.modules.entry(full.clone()).or_insert(0);
        *count += 1;
        let id: Arc<str> = match *count {
            1 => Arc::from(full.as_str()),
            count => Arc::from(format!("{full}~{count}")),
        };
        let at = self.open(
            "module",
            Role::Definition,
            node,
            std::str::from_utf8(name).unwrap_or(""),
        );
        let last = full.rsplit('.').next().unwrap_or(&full).to_owned();
        let name_range = self.range(target);
        let idx = self.define(NodeKind::Module, String::new(), last, name_range);
        let definition = &mut self.definitions[idx.to_usize()];
        definition.module = Some(id);
        definition.labels = match name {
            b"defprotocol" => vec!["module", "protocol"],
            b"defimpl" => vec!["module", "implementation"],
            _ => vec!["module"],
        };
        self.leaf(spile_core::NAME, target, &full, Role::Part);
        if name == b"defimpl" {
            self.add_base(idx, at, target);
        }
        // It holds in the module itself as well as behind it.
        if name != b"defimpl" {
            self.alias_new(target, &full);
        }
        let around = (self.inner_module.replace(idx), self.definition);
        self.definition = idx;
        let n_before = std::mem::replace(&mut self.n_statements, 0);
        self.body(BODY, body);
        (self.inner_module, self.definition) = around;
        let definition = &mut self.definitions[idx.to_usize()];
        definition.n_statements = self.n_statements;
        definition.is_trivial = self.n_statements == 0;
        self.n_statements += n_before;
        self.tree.close();
        Some(at)
    }

    /// What a module that is defined so is called: what is nested has the name of what is around it before its own.
    fn name_of_new(&self, target: NodeId) -> String {
        let outer = self.current_module();
        match (self.written_module(target), self.term(target)) {
            (Some(name), Term::Atom(_)) => name,
            (Some(written), _) => match (written.strip_prefix("Elixir."), outer) {
                (Some(absolute), _) => absolute.to_owned(),
                (None, _) if written.starts_with("__MODULE__") => {
                    self.module_meant(target).unwrap_or_else(|| UNKNOWN.into())
                }
                (None, Some(outer)) => format!("{outer}.{written}"),
                (None, None) => self.environment.expand(&written),
            },
            (None, _) => match outer {
                Some(outer) => format!("{outer}.{UNKNOWN}"),
                None => UNKNOWN.into(),
            },
        }
    }

    /// `defmodule Item` in `Shop` makes `Item` an alias of `Shop.Item` for what is in it and behind it.
    fn alias_new(&mut self, target: NodeId, full: &str) {
        if self.inner_module.is_none() || full.contains('?') {
            return;
        }
        if let (Some(written), Term::Call(b"__aliases__", _)) =
            (self.written_module(target), self.term(target))
        {
            let first = written.split('.').next().unwrap_or(&written).to_owned();
            if first == "Elixir" || first == "__MODULE__" {
                return;
            }
            let n_behind = written.len() - first.len();
            self.environment
                .add_alias(&first, full[..full.len() - n_behind].to_owned());
        }
    }

    /// `defimpl P, for: T` is the module `P.T`, wherever it stands; for several types one text makes several modules.
    fn implementation(&self, protocol: NodeId, rest: &[NodeId]) -> String {
        let name = |node: NodeId| self.module_meant(node).unwrap_or_else(|| UNKNOWN.into());
        let protocol = name(protocol);
        let target = |options: &NodeId| keyword_value(self.ast, *options, b"for");
        let Some(target) = rest.iter().find_map(target) else {
            let outer = self.current_module().unwrap_or(UNKNOWN);
            return format!("{protocol}.{outer}");
        };
        match self.term(target) {
            Term::List([one]) => format!("{protocol}.{}", name(*one)),
            Term::List(types) if !types.is_empty() => {
                let types: Vec<String> = types.iter().map(|one| name(*one)).collect();
                format!("{protocol}.{{{}}}", types.join(","))
            }
            _ => format!("{protocol}.{}", name(target)),
        }
    }

    pub(super) fn add_base(&mut self, of: spile_core::DefinitionIdx, syntax: SyntaxIdx, module: NodeId) {
        let Some(written) = self.written_module(module) else {
            return;
        };
        let qualified = self.module_meant(module).unwrap_or_default();
        self.definitions[of.to_usize()].bases.push(Reference {
            syntax,
            written,
            qualified,
            definition: None,
        });
    }
}
