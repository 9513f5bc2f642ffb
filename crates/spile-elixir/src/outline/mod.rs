//! Lowers Elixir's AST to the outline that all languages share, and collects what selectors ask for on the way.
//!
//! One walk builds the tree. Aliases and imports hold from where they stand to the end of their block, so that what an
//! alias means is known at once ([`environment`]); functions can be called above their definition, so that what a call
//! means is resolved when the walk is over ([`callees`]).
//!
//! What stands in a `quote` is code of whoever uses the macro: it has IDs, and defines and calls nothing.

mod callees;
mod calls;
mod definitions;
mod directives;
mod environment;
mod expressions;
mod heads;
mod interpolation;
mod kinds;
mod literals;
mod modules;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use rustc_hash::FxHashMap;
use spile_core::{
    BODY, Definition, DefinitionIdx, Module, NodeIdx, NodeKind, Outline, Reference, Role, SyntaxBuilder,
    SyntaxIdx, Visibility,
};
use spile_elixir_syntax::{Ast, NodeId, Term};
use spile_source::{ByteOffset, ByteRange};

use crate::outline::callees::{Functions, PendingCall};
use crate::outline::environment::Environment;
pub(crate) use crate::outline::kinds::KINDS;

/// The outline of a source, and the nodes of its AST that its nodes were made of.
#[derive(Clone, Debug)]
pub struct Outlined {
    /// What the source consists of.
    pub outline: Outline,
    /// The node of the AST behind each node of the outline, in their order. The first, which is the source itself, has the
    /// AST's root.
    pub origins: Vec<NodeId>,
}

impl Outlined {
    /// The node of the AST behind a node of the outline.
    pub fn origin(&self, node: NodeIdx) -> NodeId {
        self.origins[node.to_usize()]
    }
}

/// Whether what is lowered runs here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Code,
    /// In a `quote`, in which `unquote` may lead back to code.
    Quoted {
        unquote: bool,
    },
}

struct Lowering<'a> {
    ast: &'a Ast<'a>,
    source: &'a str,
    tree: SyntaxBuilder,
    /// What each node with an ID was made of, in the order of the tree.
    origins: Vec<NodeId>,
    definitions: Vec<Definition>,
    calls: Vec<PendingCall>,
    bindings: Vec<(SyntaxIdx, String)>,
    environment: Environment,
    functions: Functions,
    /// How often each module was defined.
    modules: FxHashMap<String, u32>,
    /// The module that is being lowered, by its definition; none outside of all.
    inner_module: Option<DefinitionIdx>,
    definition: DefinitionIdx,
    mode: Mode,
    /// The attributes directly before what is lowered next.
    attributes: Vec<Reference>,
    /// Whether it is a type, in which `integer` and `integer()` are the same.
    is_type: bool,
    /// Statements so far of the definition that is being lowered.
    n_statements: u32,
}

/// The outline of the source that `ast` was parsed from; `module` is what the source itself is called.
pub(crate) fn outline(source: &str, module: Module<'_>, ast: &Ast<'_>) -> Outlined {
    let mut lowering = Lowering {
        ast,
        source,
        tree: SyntaxBuilder::default(),
        origins: Vec::new(),
        definitions: Vec::new(),
        calls: Vec::new(),
        bindings: Vec::new(),
        environment: Environment::default(),
        functions: Functions::default(),
        modules: FxHashMap::default(),
        inner_module: None,
        definition: DefinitionIdx::MODULE,
        mode: Mode::Code,
        attributes: Vec::new(),
        is_type: false,
        n_statements: 0,
    };
    lowering.file();
    let Lowering {
        tree,
        origins,
        definitions,
        calls,
        bindings,
        environment,
        functions,
        ..
    } = lowering;
    let calls = functions.resolve(calls, &definitions);
    let mut outline = Outline::new(module.name, tree.finish(), definitions);
    outline.language = crate::LANGUAGE;
    outline.calls = calls;
    outline.bindings = bindings;
    outline.names = environment.names_of_file();
    Outlined { outline, origins }
}

/// More than lowering one level takes from the stack, in bytes, without optimisation; what is missing is mapped.
const STACK_OF_LEVEL: usize = 64 * 1024;
const STACK_MAPPED: usize = 1024 * 1024;

impl<'a> Lowering<'a> {
    fn file(&mut self) {
        let all = ByteRange::new(ByteOffset::new(0), ByteOffset::new(self.source.len() as u32));
        self.tree.open("file", Role::Definition, all);
        self.origins.push(self.ast.root());
        self.define(
            NodeKind::Module,
            String::new(),
            String::new(),
            ByteRange::default(),
        );
        self.body(BODY, self.ast.root());
        self.tree.close();
        let file = &mut self.definitions[0];
        file.labels = vec!["file"];
        file.n_statements = self.n_statements;
        file.is_trivial = self.n_statements == 0;
    }

    /// Adds a definition; what is not known yet comes later.
    fn define(&mut self, kind: NodeKind, path: String, name: String, name_range: ByteRange) -> DefinitionIdx {
        let idx = DefinitionIdx(self.definitions.len() as u32);
        self.definitions.push(Definition {
            node: NodeIdx(0),
            kind,
            labels: Vec::new(),
            module: self.module_id(),
            path,
            name,
            name_range,
            parent: (idx != DefinitionIdx::MODULE).then_some(self.definition),
            function: None,
            parameters: Vec::new(),
            visibility: Visibility::Public,
            decorators: Vec::new(),
            bases: Vec::new(),
            n_statements: 0,
            is_trivial: false,
        });
        idx
    }

    /// What IDs of the module that is being lowered begin with; none outside of all.
    fn module_id(&self) -> Option<Arc<str>> {
        let module = &self.definitions[self.inner_module?.to_usize()];
        module.module.clone()
    }

    fn range(&self, node: NodeId) -> ByteRange {
        self.ast.range(node)
    }

    /// The text that a node was written as.
    fn text(&self, node: NodeId) -> &'a str {
        self.range(node).text(self.source)
    }

    fn term(&self, node: NodeId) -> Term<'a> {
        self.ast.term(node)
    }

    /// Starts a node with an ID.
    fn open(&mut self, kind: &'static str, role: Role, node: NodeId, text: &str) -> SyntaxIdx {
        self.origins.push(node);
        self.tree.open_with(kind, role, self.range(node), text)
    }

    /// A node with an ID, around what `walk` lowers.
    fn node(
        &mut self,
        kind: &'static str,
        role: Role,
        node: NodeId,
        text: &str,
        walk: impl FnOnce(&mut Self),
    ) -> SyntaxIdx {
        let at = self.open(kind, role, node, text);
        walk(self);
        self.tree.close();
        at
    }

    /// A part that only groups what `walk` lowers.
    fn part(&mut self, kind: &'static str, range: ByteRange, walk: impl FnOnce(&mut Self)) {
        self.tree.open(kind, Role::Part, range);
        walk(self);
        self.tree.close();
    }

    /// A name or literal: a statement when it stands alone.
    fn leaf(&mut self, kind: &'static str, node: NodeId, text: &str, role: Role) -> SyntaxIdx {
        let role = match role {
            Role::Statement => {
                self.origins.push(node);
                Role::Statement
            }
            _ => Role::Part,
        };
        self.tree.leaf(kind, role, self.range(node), text)
    }

    /// The statements of a body, which do not count to the header of what is around them.
    fn body(&mut self, kind: &'static str, node: NodeId) {
        self.tree.open_body(kind, self.range(node));
        self.statements(node);
        self.tree.close();
    }

    /// The statements that a node is; clauses with an arrow where it is a list of those.
    fn statements(&mut self, node: NodeId) {
        let before = std::mem::take(&mut self.attributes);
        let scope = self.environment.enter();
        if let Some(clauses) = self.clauses_of(node) {
            for clause in clauses {
                self.clause(*clause);
            }
        } else {
            match self.term(node) {
                Term::Call(b"__block__", statements) if statements.len() != 1 => {
                    for statement in statements {
                        self.statement(*statement);
                    }
                }
                _ => self.statement(node),
            }
        }
        self.environment.leave(scope);
        self.attributes = before;
    }

    fn statement(&mut self, node: NodeId) {
        self.n_statements += 1;
        let at = self.expr(node, Role::Statement);
        match self.attribute_set(node) {
            Some(name) => self.attributes.push(Reference {
                syntax: at,
                written: name,
                qualified: String::new(),
                definition: None,
            }),
            None => self.attributes.clear(),
        }
    }

    /// The name of the attribute that a statement sets.
    fn attribute_set(&self, node: NodeId) -> Option<String> {
        match self.term(node) {
            Term::Call(b"@", [attribute]) => match self.term(*attribute) {
                Term::Call(name, [_]) => Some(lossy(name)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The clauses with an arrow that a node is a list of.
    fn clauses_of(&self, node: NodeId) -> Option<&'a [NodeId]> {
        match self.term(node) {
            Term::List(clauses) if !clauses.is_empty() => clauses
                .iter()
                .all(|clause| matches!(self.term(*clause), Term::Call(b"->", [_, _])))
                .then_some(clauses),
            _ => None,
        }
    }

    fn clause(&mut self, node: NodeId) {
        let scope = self.environment.enter();
        let range = self.range(node);
        self.part("clause", range, |this| {
            if let Term::Call(b"->", [left, body]) = this.term(node) {
                this.clause_head(*left);
                this.body(BODY, *body);
            }
        });
        self.environment.leave(scope);
    }

    /// What stands before an arrow: patterns, and a guard behind them.
    fn clause_head(&mut self, node: NodeId) {
        let Term::List(patterns) = self.term(node) else {
            return self.all(&[node]);
        };
        for pattern in patterns {
            match self.term(*pattern) {
                Term::Call(b"when", [patterns @ .., guard]) => {
                    self.all(patterns);
                    let range = self.range(*guard);
                    self.part("guard", range, |this| this.all(&[*guard]));
                }
                _ => self.all(&[*pattern]),
            }
        }
    }

    /// Lowers in another mode.
    fn in_mode<T>(&mut self, mode: Mode, walk: impl FnOnce(&mut Self) -> T) -> T {
        let around = std::mem::replace(&mut self.mode, mode);
        let result = walk(self);
        self.mode = around;
        result
    }
}

fn lossy(name: &[u8]) -> String {
    String::from_utf8_lossy(name).into_owned()
}
