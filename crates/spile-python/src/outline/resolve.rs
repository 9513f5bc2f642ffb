//! What references mean, as far as the source tells. Uncertain means no answer, never a guess.

use std::collections::HashMap;

use ruff_python_ast::Expr;
use spile_core::{Definition, DefinitionIdx, Module, NodeKind, Reference};

use super::builtins::is_builtin;
use super::scopes::{Meaning, ScopeIdx, ScopeKind, Scopes};
use super::{Pending, PendingDefinition};

/// Names, attributes and calls that are followed for one reference, and how long a written one gets: chains of calls
/// can be as long as the source.
const MAX_STEPS: u32 = 24;

/// Base classes that have no methods that anybody calls.
const EMPTY_BASES: [&str; 6] = [
    "builtins.object",
    "abc.ABC",
    "typing.Generic",
    "typing.Protocol",
    "typing_extensions.Generic",
    "typing_extensions.Protocol",
];

pub(super) struct Resolver<'r, 'a> {
    pub(super) module: Module<'a>,
    pub(super) scopes: &'r Scopes<'a>,
    pub(super) definitions: &'r [Definition],
    pub(super) pending: &'r [PendingDefinition<'a>],
}

/// What is known of what an expression gives; its name stands in the text that is written on the way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Nothing,
    /// Only the name.
    Name,
    /// Exactly this definition.
    Definition(DefinitionIdx),
    /// An instance of a class of this source.
    Instance(DefinitionIdx),
    /// What comes behind a class of this source in the order of its bases.
    Super(DefinitionIdx),
}

/// Writes what is called as the source has it: names and dots; `()` for a call, `[]` for an index, `_` for anything else.
pub(super) fn write(expr: &Expr, out: &mut String) {
    write_steps(expr, out, MAX_STEPS);
}

fn write_steps(expr: &Expr, out: &mut String, steps: u32) {
    if steps == 0 {
        out.push('_');
        return;
    }
    match expr {
        Expr::Name(name) => out.push_str(&name.id),
        Expr::Attribute(attribute) => {
            write_steps(&attribute.value, out, steps - 1);
            out.push('.');
            out.push_str(&attribute.attr);
        }
        Expr::Call(call) => {
            write_steps(&call.func, out, steps - 1);
            out.push_str("()");
        }
        Expr::Subscript(subscript) => {
            write_steps(&subscript.value, out, steps - 1);
            out.push_str("[]");
        }
        _ => out.push('_'),
    }
}

/// The builtin class of what a literal or display gives.
fn builtin_class(expr: &Expr) -> Option<&'static str> {
    Some(match expr {
        Expr::StringLiteral(_) | Expr::FString(_) => "str",
        Expr::BytesLiteral(_) => "bytes",
        Expr::List(_) | Expr::ListComp(_) => "list",
        Expr::Dict(_) | Expr::DictComp(_) => "dict",
        Expr::Set(_) | Expr::SetComp(_) => "set",
        Expr::Tuple(_) => "tuple",
        _ => return None,
    })
}

impl<'r, 'a> Resolver<'r, 'a> {
    pub(super) fn reference(&self, pending: Pending<'a>) -> Reference {
        let mut written = String::new();
        write(pending.expr, &mut written);
        let mut qualified = String::new();
        let known = self.expr(pending.expr, pending.scope, &mut qualified, MAX_STEPS);
        if known == Known::Nothing {
            qualified.clear();
        }
        Reference {
            syntax: pending.syntax,
            written,
            qualified,
            definition: match known {
                Known::Definition(idx) => Some(idx),
                _ => None,
            },
        }
    }

    pub(super) fn of_definitions(
        &self,
        which: impl Fn(&'r PendingDefinition<'a>) -> &'r Vec<Pending<'a>>,
    ) -> Vec<Vec<Reference>> {
        let references = |pending| which(pending).iter().map(|of| self.reference(*of)).collect();
        self.pending.iter().map(references).collect()
    }

    /// What names of the module's scope mean.
    pub(super) fn names_of_module(&self) -> HashMap<String, String> {
        let mut names = HashMap::new();
        for name in self.scopes.of_module() {
            let mut qualified = String::new();
            if self.name(name, ScopeIdx::MODULE, &mut qualified, MAX_STEPS) != Known::Nothing {
                names.insert(name.to_owned(), qualified);
            }
        }
        names
    }

    fn expr(&self, expr: &'a Expr, scope: ScopeIdx, out: &mut String, steps: u32) -> Known {
        let Some(steps) = steps.checked_sub(1) else {
            return Known::Nothing;
        };
        match expr {
            Expr::Name(name) => self.name(&name.id, scope, out, steps),
            Expr::Attribute(attribute) => {
                let object = self.expr(&attribute.value, scope, out, steps);
                self.attribute(object, &attribute.attr, out, steps)
            }
            Expr::Call(call) => {
                if let Some(class) = self.super_of(&call.func, call.arguments.is_empty(), scope) {
                    return Known::Super(class);
                }
                let called = self.expr(&call.func, scope, out, steps);
                self.result(called, out)
            }
            expr => match builtin_class(expr) {
                Some(class) => {
                    out.push_str("builtins.");
                    out.push_str(class);
                    out.push_str("()");
                    Known::Name
                }
                None => Known::Nothing,
            },
        }
    }

    /// What calling gives.
    fn result(&self, called: Known, out: &mut String) -> Known {
        let known = match called {
            Known::Nothing | Known::Super(_) => return Known::Nothing,
            Known::Definition(idx) if self.is_class(idx) => Known::Instance(idx),
            Known::Definition(_) | Known::Name | Known::Instance(_) => Known::Name,
        };
        out.push_str("()");
        known
    }

    fn is_class(&self, idx: DefinitionIdx) -> bool {
        self.definitions[idx.to_usize()].kind == NodeKind::Class
    }

    /// The class whose method calls `super()` at this place.
    fn super_of(&self, called: &Expr, is_plain: bool, scope: ScopeIdx) -> Option<DefinitionIdx> {
        let is_super = matches!(called, Expr::Name(name) if name.id == "super");
        if !is_super || !is_plain || self.scopes.look_up(scope, "super").is_some() {
            return None;
        }
        self.scopes.class_around(scope)
    }

    fn name(&self, name: &str, scope: ScopeIdx, out: &mut String, steps: u32) -> Known {
        match self.scopes.look_up(scope, name) {
            Some((scope, meaning)) => self.meaning(name, scope, meaning, out, steps),
            None if self.scopes.sees_builtins() && is_builtin(name) => {
                out.push_str("builtins.");
                out.push_str(name);
                Known::Name
            }
            None => Known::Nothing,
        }
    }

    fn meaning(
        &self,
        name: &str,
        bound_in: ScopeIdx,
        meaning: Meaning<'a>,
        out: &mut String,
        steps: u32,
    ) -> Known {
        match meaning {
            Meaning::Nothing | Meaning::Unknown => Known::Nothing,
            Meaning::Module(module) => {
                out.push_str(module);
                Known::Name
            }
            Meaning::Member { level, module, name } => self.member_of_module(level, module, name, out),
            Meaning::Definition(idx) => {
                self.push_path(idx, out);
                Known::Definition(idx)
            }
            Meaning::Definitions(idx) => {
                self.push_path(idx, out);
                Known::Name
            }
            Meaning::Value { expr, scope } => {
                let start = out.len();
                let known = self.expr(expr, scope, out, steps);
                if known == Known::Nothing {
                    out.truncate(start);
                    if bound_in == ScopeIdx::MODULE {
                        out.push_str(self.module.name);
                        out.push('.');
                        out.push_str(name);
                        return Known::Name;
                    }
                }
                known
            }
            Meaning::Instance(class) => {
                self.push_path(class, out);
                out.push_str("()");
                Known::Instance(class)
            }
            Meaning::Class(class) => {
                self.push_path(class, out);
                Known::Definition(class)
            }
        }
    }

    /// The path of a definition of this source as others would write it.
    fn push_path(&self, idx: DefinitionIdx, out: &mut String) {
        let path = &self.definitions[idx.to_usize()].path;
        out.push_str(self.module.name);
        out.push('.');
        out.push_str(path.split_once('~').map_or(path, |(path, _)| path));
    }

    /// `from ..module import name`.
    fn member_of_module(&self, level: u32, module: Option<&str>, name: &str, out: &mut String) -> Known {
        if level > 0 {
            let mut package = self.module.name;
            let up = level - u32::from(self.module.is_package);
            for _ in 0..up {
                match package.rsplit_once('.') {
                    Some((above, _)) => package = above,
                    None => return Known::Nothing,
                }
            }
            out.push_str(package);
            out.push('.');
        }
        if let Some(module) = module {
            out.push_str(module);
            out.push('.');
        }
        out.push_str(name);
        Known::Name
    }

    fn attribute(&self, object: Known, name: &str, out: &mut String, steps: u32) -> Known {
        match object {
            Known::Nothing => Known::Nothing,
            Known::Instance(class) => {
                out.clear();
                self.member(class, name, out, steps)
            }
            Known::Super(class) => {
                out.clear();
                self.inherited(class, name, out, steps)
            }
            Known::Definition(class) if self.is_class(class) => {
                let start = out.len();
                match self.member(class, name, out, steps) {
                    Known::Definition(idx) => {
                        out.drain(..start);
                        Known::Definition(idx)
                    }
                    _ => {
                        out.truncate(start);
                        out.push('.');
                        out.push_str(name);
                        Known::Name
                    }
                }
            }
            Known::Definition(_) | Known::Name => {
                out.push('.');
                out.push_str(name);
                Known::Name
            }
        }
    }

    /// An attribute of a class or its instances.
    fn member(&self, class: DefinitionIdx, name: &str, out: &mut String, steps: u32) -> Known {
        let Some(steps) = steps.checked_sub(1) else {
            return Known::Nothing;
        };
        let body = self.pending[class.to_usize()].scope;
        match self.scopes.member(class, body, name) {
            None => self.inherited(class, name, out, steps),
            // What a name of the class means, not of the module.
            Some(Meaning::Value { expr, scope }) => self.expr(expr, scope, out, steps),
            Some(meaning) => self.meaning(name, body, meaning, out, steps),
        }
    }

    /// An attribute that the bases of a class have, when all of them are of this source and they agree.
    fn inherited(&self, class: DefinitionIdx, name: &str, out: &mut String, steps: u32) -> Known {
        let Some(steps) = steps.checked_sub(1) else {
            return Known::Nothing;
        };
        let mut found: Option<(Known, String)> = None;
        let bases = &self.pending[class.to_usize()].bases;
        for base in bases {
            let mut text = String::new();
            let known = match self.expr(base.expr, base.scope, &mut text, steps) {
                Known::Definition(base) if self.is_class(base) => {
                    text.clear();
                    self.member(base, name, &mut text, steps)
                }
                Known::Name if EMPTY_BASES.contains(&text.as_str()) => continue,
                _ => return Known::Nothing,
            };
            match (known, &found) {
                (Known::Nothing, _) => {}
                (known, None) => found = Some((known, text)),
                (known, Some((before, _))) if known == *before => {}
                _ => return Known::Nothing,
            }
        }
        match found {
            Some((known, text)) => {
                out.push_str(&text);
                known
            }
            None => Known::Nothing,
        }
    }
}

impl Scopes<'_> {
    /// The class whose method `scope` is, or is in.
    fn class_around(&self, scope: ScopeIdx) -> Option<DefinitionIdx> {
        let mut around = self.outwards(scope);
        let mut in_function = false;
        around.find_map(|scope| match self.kind(scope) {
            ScopeKind::Class(class) => Some(in_function.then_some(class)),
            ScopeKind::Function => {
                in_function = true;
                None
            }
            _ => None,
        })?
    }
}
