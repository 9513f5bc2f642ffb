//! What `alias`, `import`, `require` and `use` say about names.

use spile_core::SyntaxIdx;
use spile_elixir_syntax::{NodeId, Term};

use crate::forms::keyword_value;
use crate::outline::environment::Names;
use crate::outline::{Lowering, lossy};

impl<'a> Lowering<'a> {
    /// Takes note of the directive that was lowered to `at`; of what is none, nothing.
    pub(super) fn directive(&mut self, at: SyntaxIdx, name: &[u8], arguments: &[NodeId]) {
        let (target, options) = match arguments {
            [target] => (*target, None),
            [target, options, ..] => (*target, Some(*options)),
            [] => return,
        };
        let option = |key: &[u8]| keyword_value(self.ast, options?, key);
        match name {
            b"alias" | b"require" => {
                let renamed = option(b"as").and_then(|name| self.written_module(name));
                if let Some(name) = renamed {
                    if let Some(module) = self.module_meant(target) {
                        self.environment.add_alias(&name, module);
                    }
                } else if name == b"alias" {
                    self.add_aliases(target);
                }
            }
            b"import" => {
                let names = |key: &[u8]| option(key).map(|names| self.name_arities(names));
                let is_kind = option(b"only").is_some_and(|only| matches!(self.term(only), Term::Atom(_)));
                let names = match names(b"only") {
                    // `only: :macros`
                    None => Names::Except(names(b"except").unwrap_or_default()),
                    Some(_) if is_kind => Names::Except(Vec::new()),
                    Some(names) => Names::Only(names),
                };
                if let Some(module) = self.module_meant(target) {
                    self.environment.add_import(&module, names);
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
                let Some((outer, b"{}")) = self.dot(callee) else {
                    return;
                };
                let Some(outer) = self.module_meant(outer) else {
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
}
