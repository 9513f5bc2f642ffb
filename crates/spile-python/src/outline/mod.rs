//! Lowers ruff's syntax tree to the one that all languages share, and collects what selectors ask for on the way.
//!
//! One walk builds the tree and notes what every scope binds ([`scopes`]); names can be used above the place that binds
//! them, so what they mean is resolved when the walk is over ([`resolve`]).

mod builtins;
mod definitions;
mod expressions;
mod labels;
mod lambda_ids;
mod literals;
mod patterns;
mod resolve;
mod scopes;
mod statements;
#[cfg(test)]
mod tests;
mod visibility;

use std::collections::HashMap;

use ruff_python_ast::{Decorator, Expr, ModModule};
use ruff_text_size::{Ranged, TextRange};
use rustc_hash::FxHashMap;
use spile_core::{
    Definition, DefinitionIdx, Module, NodeIdx, NodeKind, Outline, Role, SyntaxBuilder, SyntaxIdx, Visibility,
};
use spile_source::{ByteOffset, ByteRange};

pub(crate) use lambda_ids::lambda_ids;

use crate::outline::scopes::{ScopeIdx, ScopeKind, Scopes};

/// What `kind(...)` can say: labels of definitions, kinds of statements and of expressions.
pub(crate) const KINDS: &[&str] = &[
    // Definitions.
    "function",
    "method",
    "lambda",
    "class",
    "module",
    "nested",
    "async",
    "generator",
    "coroutine",
    "async_generator",
    "property",
    "getter",
    "setter",
    "deleter",
    "static",
    "classmethod",
    "abstract",
    "overload",
    "contextmanager",
    "dataclass",
    // Statements.
    "annotated_assign",
    "assert",
    "assign",
    "augmented_assign",
    "break",
    "continue",
    "delete",
    "escape_command",
    "expression",
    "for",
    "global",
    "if",
    "import",
    "import_from",
    "match",
    "nonlocal",
    "pass",
    "raise",
    "return",
    "try",
    "type_alias",
    "while",
    "with",
    // Expressions.
    "attribute",
    "await",
    "binary",
    "boolean",
    "call",
    "compare",
    "conditional",
    "dict",
    "dict_comprehension",
    "fstring",
    "generator_expression",
    "list",
    "list_comprehension",
    "named",
    "set",
    "set_comprehension",
    "subscript",
    "tstring",
    "tuple",
    "unary",
    "yield",
    "yield_from",
];

/// A reference whose meaning is resolved when all scopes are known.
#[derive(Clone, Copy)]
struct Pending<'a> {
    syntax: SyntaxIdx,
    expr: &'a Expr,
    scope: ScopeIdx,
}

/// What is resolved for a definition: decorators and bases.
#[derive(Default)]
struct PendingDefinition<'a> {
    decorators: Vec<Pending<'a>>,
    bases: Vec<Pending<'a>>,
    /// The scope of its body.
    scope: ScopeIdx,
}

struct Lowering<'a> {
    source: &'a str,
    module: Module<'a>,
    tree: SyntaxBuilder,
    definitions: Vec<Definition>,
    pending: Vec<PendingDefinition<'a>>,
    calls: Vec<Pending<'a>>,
    bindings: Vec<(SyntaxIdx, String)>,
    scopes: Scopes<'a>,
    scope: ScopeIdx,
    definition: DefinitionIdx,
    /// The names from the module down to what is being lowered, joined by dots.
    path: String,
    paths: FxHashMap<String, u32>,
    /// Statements so far of the definition that is being lowered.
    n_statements: u32,
    /// Whether the function that is being lowered yields.
    yields: bool,
    /// What is left out, when only lambdas are wanted.
    pruning: Option<lambda_ids::Pruning>,
}

/// The outline of `source`, the text of `module`.
pub(crate) fn outline(source: &str, module: Module<'_>, syntax: &ModModule) -> Outline {
    let mut lowering = Lowering::new(source, module);
    lowering.module(syntax);
    lowering.finish(syntax)
}

fn range(of: TextRange) -> ByteRange {
    ByteRange::new(
        ByteOffset::new(of.start().to_u32()),
        ByteOffset::new(of.end().to_u32()),
    )
}

impl<'a> Lowering<'a> {
    fn new(source: &'a str, module: Module<'a>) -> Self {
        Self {
            source,
            module,
            tree: SyntaxBuilder::default(),
            definitions: Vec::new(),
            pending: Vec::new(),
            calls: Vec::new(),
            bindings: Vec::new(),
            scopes: Scopes::new(),
            scope: ScopeIdx::MODULE,
            definition: DefinitionIdx::MODULE,
            path: String::new(),
            paths: FxHashMap::default(),
            n_statements: 0,
            yields: false,
            pruning: None,
        }
    }

    fn module(&mut self, syntax: &'a ModModule) {
        let all = ByteRange::new(ByteOffset::new(0), ByteOffset::new(self.source.len() as u32));
        self.tree.open("module", Role::Definition, all);
        self.define(NodeKind::Module, "", ByteRange::default());
        self.body(&syntax.body, all);
        self.tree.close();
        let module = &mut self.definitions[0];
        module.labels = vec!["module"];
        module.n_statements = self.n_statements;
        module.is_trivial = labels::does_nothing(&syntax.body);
    }

    /// Adds a definition; what is not known yet comes later.
    fn define(&mut self, kind: NodeKind, name: &str, name_range: ByteRange) -> DefinitionIdx {
        let idx = DefinitionIdx(self.definitions.len() as u32);
        let mut path = self.path.clone();
        if kind == NodeKind::Lambda {
            path.push_str(if path.is_empty() { "<lambda>" } else { ".<lambda>" });
        } else if kind != NodeKind::Module {
            let count = self.paths.entry(path.clone()).or_insert(0);
            *count += 1;
            if *count > 1 {
                path.push_str(&format!("~{count}"));
            }
        }
        self.definitions.push(Definition {
            node: NodeIdx(0),
            kind,
            labels: Vec::new(),
            path,
            name: name.to_owned(),
            name_range,
            parent: (kind != NodeKind::Module).then_some(self.definition),
            module: None,
            function: None,
            parameters: Vec::new(),
            visibility: Visibility::Public,
            decorators: Vec::new(),
            bases: Vec::new(),
            n_statements: 0,
            is_trivial: false,
        });
        self.pending.push(PendingDefinition {
            scope: self.scope,
            ..PendingDefinition::default()
        });
        idx
    }

    /// Lowers with another scope around.
    fn within<T>(&mut self, kind: ScopeKind, walk: impl FnOnce(&mut Self) -> T) -> T {
        let scope = self.scopes.open(kind, self.scope);
        let around = std::mem::replace(&mut self.scope, scope);
        let result = walk(self);
        self.scope = around;
        result
    }

    /// A part that only groups what `walk` lowers.
    fn part(&mut self, kind: &'static str, range: ByteRange, walk: impl FnOnce(&mut Self)) {
        self.tree.open(kind, Role::Part, range);
        walk(self);
        self.tree.close();
    }

    fn leaf(&mut self, kind: &'static str, range: ByteRange, text: &str) {
        self.tree.leaf(kind, Role::Part, range, text);
    }

    fn decorators(&mut self, decorators: &'a [Decorator], of: DefinitionIdx) {
        for decorator in decorators {
            let syntax = self.tree.open("decorator", Role::Part, range(decorator.range()));
            self.expr(&decorator.expression);
            self.tree.close();
            let expr = match &decorator.expression {
                Expr::Call(call) => &call.func,
                expr => expr,
            };
            let scope = self.scope;
            self.pending[of.to_usize()]
                .decorators
                .push(Pending { syntax, expr, scope });
        }
    }

    fn finish(mut self, syntax: &'a ModModule) -> Outline {
        self.scopes.settle();
        let resolver = resolve::Resolver {
            module: self.module,
            scopes: &self.scopes,
            definitions: &self.definitions,
            pending: &self.pending,
        };
        let calls = self.calls.iter().map(|call| resolver.reference(*call)).collect();
        let decorators: Vec<_> = resolver.of_definitions(|pending| &pending.decorators);
        let bases: Vec<_> = resolver.of_definitions(|pending| &pending.bases);
        let names: HashMap<String, String> = resolver.names_of_module();
        let exported = visibility::exported(&syntax.body);
        for (idx, (decorators, bases)) in decorators.into_iter().zip(bases).enumerate() {
            self.definitions[idx].decorators = decorators;
            self.definitions[idx].bases = bases;
            labels::add_decorated(&mut self.definitions, DefinitionIdx(idx as u32));
            visibility::decide(
                &mut self.definitions,
                DefinitionIdx(idx as u32),
                exported.as_ref(),
            );
        }
        let mut outline = Outline::new(self.module.name, self.tree.finish(), self.definitions);
        outline.calls = calls;
        outline.bindings = self.bindings;
        outline.names = names;
        outline.language = "python";
        outline
    }
}
