//! What calls mean: the function of this source with that name and as many parameters, or the full name of another.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use spile_core::{Definition, DefinitionIdx, Reference, SyntaxIdx, Visibility};

use crate::outline::heads::Head;

/// What a call names.
#[derive(Clone, Debug)]
pub(super) enum Callee {
    /// A function of the module around, or one that is imported from where is said. Elixir refuses a call that could be both.
    Local {
        module: Arc<str>,
        name: String,
        imported: Option<String>,
        /// The modules that are imported as a whole, the latest first, of which only this source could say what they have.
        maybe: Vec<String>,
    },
    /// A function of a module by its full name.
    Remote { module: String, name: String },
    /// Nobody knows.
    Unknown,
}

/// A call whose meaning is resolved when all functions are known.
#[derive(Clone, Debug)]
pub(super) struct PendingCall {
    pub(super) syntax: SyntaxIdx,
    pub(super) written: String,
    pub(super) callee: Callee,
    pub(super) arity: u32,
    /// Whether it stands in a `quote`, and is called elsewhere.
    pub(super) is_quoted: bool,
}

type Key = (Arc<str>, String, Option<u32>);

/// One function of a module.
#[derive(Clone, Copy, Debug)]
struct Function {
    first: DefinitionIdx,
    n_clauses: u32,
    n_heads: u32,
}

/// The functions of a source by module, name and arity.
#[derive(Debug, Default)]
pub(super) struct Functions {
    functions: FxHashMap<Key, Function>,
    /// Those that arguments can be left out of, by the arities that this makes.
    shorter: FxHashMap<Key, DefinitionIdx>,
}

impl Functions {
    /// Adds a clause: the first clause of its function, and which one it is: `@1`, or `@0` for a head without a body.
    pub(super) fn add(
        &mut self,
        module: &Arc<str>,
        head: &Head<'_>,
        n_defaults: u32,
        at: DefinitionIdx,
        has_body: bool,
    ) -> (DefinitionIdx, String) {
        let key = (module.clone(), head.name.clone(), head.arity);
        let function = self.functions.entry(key).or_insert(Function {
            first: at,
            n_clauses: 0,
            n_heads: 0,
        });
        function.n_clauses += u32::from(has_body);
        function.n_heads += u32::from(!has_body);
        let first = function.first;
        let clause = match (has_body, function.n_heads) {
            (true, _) => format!("@{}", function.n_clauses),
            (false, 1) => "@0".to_owned(),
            (false, count) => format!("@0~{count}"),
        };
        if let Some(arity) = head.arity {
            for arity in arity - n_defaults..arity {
                let key = (module.clone(), head.name.clone(), Some(arity));
                self.shorter.entry(key).or_insert(first);
            }
        }
        (first, clause)
    }

    fn find(&self, module: &Arc<str>, name: &str, arity: u32) -> Option<DefinitionIdx> {
        let key = (module.clone(), name.to_owned(), Some(arity));
        let function = self.functions.get(&key).map(|function| function.first);
        function.or_else(|| self.shorter.get(&key).copied())
    }

    /// What the calls mean.
    pub(super) fn resolve(&self, calls: Vec<PendingCall>, definitions: &[Definition]) -> Vec<Reference> {
        let mut resolved: Vec<Reference> = calls
            .into_iter()
            .map(|call| self.resolve_one(call, definitions))
            .collect();
        resolved.sort_by_key(|call| call.syntax);
        resolved
    }

    /// What a call of a function of a module by its full name means: its name, and where this source defines it.
    fn remote(
        &self,
        module: &str,
        name: &str,
        call: &PendingCall,
        definitions: &[Definition],
    ) -> (String, Option<DefinitionIdx>) {
        let found = self.find(&Arc::from(module), name, call.arity);
        let is_public = |at: &DefinitionIdx| definitions[at.to_usize()].visibility == Visibility::Public;
        let found = found.filter(|at| !call.is_quoted && is_public(at));
        (format!("{module}.{name}"), found)
    }

    fn resolve_one(&self, mut call: PendingCall, definitions: &[Definition]) -> Reference {
        let callee = std::mem::replace(&mut call.callee, Callee::Unknown);
        let (qualified, definition) = match callee {
            Callee::Local {
                module,
                name,
                imported,
                maybe,
            } => {
                let found = self.find(&module, &name, call.arity);
                let own = found.filter(|_| !call.is_quoted).map(|found| {
                    let qualified = match without_count(&module) {
                        "" => name.clone(),
                        module => format!("{module}.{name}"),
                    };
                    (qualified, found)
                });
                match (own, imported) {
                    (Some((qualified, found)), _) => (qualified, Some(found)),
                    (None, Some(from)) => self.remote(&from, &name, &call, definitions),
                    (None, None) => {
                        let mut here = maybe
                            .iter()
                            .map(|from| self.remote(from, &name, &call, definitions));
                        here.find(|(_, found)| found.is_some()).unwrap_or_default()
                    }
                }
            }
            Callee::Remote { module, name } => self.remote(&module, &name, &call, definitions),
            Callee::Unknown => (String::new(), None),
        };
        Reference {
            syntax: call.syntax,
            written: call.written,
            qualified,
            definition,
        }
    }
}

fn without_count(module: &str) -> &str {
    module.split('~').next().unwrap_or(module)
}
