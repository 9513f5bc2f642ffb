//! What a source consists of, as selectors see it: its definitions, the nodes that have an ID, and what names mean.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use spile_source::ByteRange;

use crate::NodeKind;
use crate::glob::NameGlob;
use crate::syntax::{Role, SyntaxIdx, SyntaxTree};

/// The place of a definition in [`Outline::definitions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DefinitionIdx(pub u32);

/// The place of a node in [`Outline::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeIdx(pub u32);

impl DefinitionIdx {
    /// The module itself: the first definition of every outline.
    pub const MODULE: Self = Self(0);

    /// As an index.
    pub fn to_usize(self) -> usize {
        self.0 as usize
    }
}

impl NodeIdx {
    /// As an index.
    pub fn to_usize(self) -> usize {
        self.0 as usize
    }
}

/// The module that a source is the text of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Module<'a> {
    /// Its full name.
    pub name: &'a str,
    /// Whether other modules lie below it, so that what it says relative to its place starts at itself.
    pub is_package: bool,
}

impl<'a> From<&'a str> for Module<'a> {
    /// A module that is no package.
    fn from(name: &'a str) -> Self {
        Self {
            name,
            is_package: false,
        }
    }
}

/// Who is meant to use a definition, by the convention of its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Everybody.
    Public,
    /// Only its own module or class.
    Private,
}

/// How a parameter takes its argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// By position, or by name where the language has that.
    Plain,
    /// All further ones by position.
    Rest,
    /// By name only.
    Named,
    /// All further ones by name.
    NamedRest,
}

/// One parameter of a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name; the text of the pattern where a language has patterns.
    pub name: String,
    /// How it takes its argument.
    pub kind: ParameterKind,
    /// Whether the argument can be left out.
    pub has_default: bool,
}

/// Something that the source names: a function that is called, a decorator, a base class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Where in the tree.
    pub syntax: SyntaxIdx,
    /// As it is written: `app.route`.
    pub written: String,
    /// What it means, as far as this source tells: imports are followed, and what is known to be an instance is its class
    /// with `()`: `flask.Flask().route`. A name of this module has the module's name before it. Empty when unknown.
    pub qualified: String,
    /// The definition of this source that it names for sure.
    pub definition: Option<DefinitionIdx>,
}

impl Reference {
    /// Whether `glob` names it, as it is written or as it is meant.
    pub fn is(&self, glob: &NameGlob) -> bool {
        glob.matches(&self.written) || glob.matches(&self.qualified)
    }

    /// The same, from any segment on: `Model` names `django.db.models.Model`.
    pub fn ends_with(&self, glob: &NameGlob) -> bool {
        glob.matches_end(&self.written) || glob.matches_end(&self.qualified)
    }
}

/// A function, class or module.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Its place among the nodes.
    pub node: NodeIdx,
    /// What it is.
    pub kind: NodeKind,
    /// What else selectors call it: `function`, `method`, `async`, `generator`, `property`, `static`, ... The word of `kind`
    /// is one of them.
    pub labels: Vec<&'static str>,
    /// Where a source holds several modules: the one that it is, or is in, by its full name. What would be said twice has
    /// `~2`, `~3` behind it. None: the outline's own.
    pub module: Option<Arc<str>>,
    /// The names from the module down to it, joined by dots, with the arity and clause where the language has them
    /// (`total/2@1`); empty for a module. What would be said twice has `~2`, `~3` behind it in source order. What has no name ends in
    /// `<lambda>`, and can be said twice: it has the ID of an expression.
    pub path: String,
    /// The last of the names; empty for the module, and for what has none.
    pub name: String,
    /// Where the name stands.
    pub name_range: ByteRange,
    /// The definition around it; none for the outermost, which is the source itself.
    pub parent: Option<DefinitionIdx>,
    /// The function that it is a clause of, by its first clause; none where functions have no clauses.
    pub function: Option<DefinitionIdx>,
    /// In order.
    pub parameters: Vec<Parameter>,
    /// Who is meant to use it.
    pub visibility: Visibility,
    /// Decorators, attributes, annotations of the definition, in order.
    pub decorators: Vec<Reference>,
    /// Base classes, behaviours, protocols.
    pub bases: Vec<Reference>,
    /// How many statements it has, those of definitions within it included.
    pub n_statements: u32,
    /// Whether it does nothing that could be worth watching: it is empty, or only gives a constant, an attribute or a
    /// parameter.
    pub is_trivial: bool,
}

impl Definition {
    /// Whether its ID is made of its path; that of an anonymous function is the ID of an expression.
    pub fn has_own_id(&self) -> bool {
        self.kind != NodeKind::Lambda
    }

    /// Whether it is a module within a source that can hold several.
    pub fn is_inner_module(&self) -> bool {
        self.module.is_some() && self.path.is_empty()
    }

    /// The name by which it is known to people: the path, with the module before it where a source holds several.
    pub fn display_name(&self) -> Cow<'_, str> {
        match &self.module {
            None => Cow::Borrowed(&self.path),
            Some(module) if self.path.is_empty() => Cow::Borrowed(module),
            Some(module) => Cow::Owned(format!("{module}.{}", self.path)),
        }
    }
}

/// A path or module without the `~2` that tells it from an earlier one.
pub(crate) fn without_count(path: &str) -> &str {
    without_number(path, '~')
}

/// A path without the clause that it is of its function: `total/2` of `total/2@1`.
pub(crate) fn without_clause(path: &str) -> &str {
    without_number(path, '@')
}

fn without_number(path: &str, mark: char) -> &str {
    match path.rsplit_once(mark) {
        Some((before, count))
            if !before.is_empty() && !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            before
        }
        _ => path,
    }
}

/// The 32 bits of a hash that stand in an ID.
pub(crate) fn folded(hash: u64) -> u32 {
    (hash >> 32) as u32 ^ hash as u32
}

/// A definition, statement or expression that has an ID.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// Its place in the tree.
    pub syntax: SyntaxIdx,
    /// The definition that it is, or else the innermost one that it is in.
    pub definition: DefinitionIdx,
    /// How many nodes with the same ID but for the `~n` precede it in the same named definition; see [`Outline::id`].
    pub occurrence: u32,
}

/// One source.
#[derive(Clone, Debug)]
pub struct Outline {
    /// The language, in one word; empty when nobody said.
    pub language: &'static str,
    /// The module's name; where a source holds several, what the source itself is called.
    pub module: String,
    /// The syntax.
    pub tree: SyntaxTree,
    /// The nodes that have an ID, in source order; the module is the first.
    pub nodes: Vec<Node>,
    /// The definitions, in source order; the module is the first.
    pub definitions: Vec<Definition>,
    /// Everything that is called, by the place of the call, in source order.
    pub calls: Vec<Reference>,
    /// The names that statements bind: the statement, and the name as it is written (`total`, `self.total`).
    pub bindings: Vec<(SyntaxIdx, String)>,
    /// What names of the module's own scope mean: imports, definitions, instances that are made there.
    pub names: HashMap<String, String>,
}

impl Outline {
    /// The outline of a source whose tree is `tree`. `definitions` has one entry for every definition of the tree, in its
    /// order; the places of their nodes are filled in.
    ///
    /// # Panics
    /// When `definitions` are not those of the tree.
    pub fn new(module: &str, tree: SyntaxTree, mut definitions: Vec<Definition>) -> Self {
        let mut nodes = Vec::with_capacity(tree.nodes().len() / 2);
        let mut given: FxHashMap<(u32, &'static str, u32), u32> = FxHashMap::default();
        // The definitions around what is looked at, and where they end.
        let mut around: Vec<(DefinitionIdx, SyntaxIdx)> = Vec::new();
        let mut n_definitions = 0;
        for (at, syntax) in (0..).map(SyntaxIdx).zip(tree.nodes()) {
            while around.pop_if(|(_, end)| *end <= at).is_some() {}
            let named = around
                .iter()
                .rev()
                .find(|(idx, _)| definitions[idx.to_usize()].has_own_id());
            let named = named.map_or(DefinitionIdx::MODULE, |(idx, _)| *idx);
            let mut definition = around.last().map_or(DefinitionIdx::MODULE, |(idx, _)| *idx);
            match syntax.role {
                Role::Part => continue,
                Role::Definition => {
                    definition = DefinitionIdx(n_definitions);
                    n_definitions += 1;
                    around.push((definition, tree.end(at)));
                    definitions[definition.to_usize()].node = NodeIdx(nodes.len() as u32);
                }
                Role::Statement | Role::Expression => {}
            }
            let mut occurrence = 0;
            if syntax.role != Role::Definition || !definitions[definition.to_usize()].has_own_id() {
                let count = given
                    .entry((named.0, syntax.kind, folded(syntax.header)))
                    .or_insert(0);
                occurrence = *count;
                *count += 1;
            }
            nodes.push(Node {
                syntax: at,
                definition,
                occurrence,
            });
        }
        assert_eq!(
            n_definitions as usize,
            definitions.len(),
            "definitions of the tree"
        );
        Self {
            language: "",
            module: module.to_owned(),
            tree,
            nodes,
            definitions,
            calls: Vec::new(),
            bindings: Vec::new(),
            names: HashMap::new(),
        }
    }

    /// What is called at `call`.
    pub fn call_at(&self, call: SyntaxIdx) -> Option<&Reference> {
        let place = self.calls.binary_search_by_key(&call, |call| call.syntax);
        place.ok().map(|place| &self.calls[place])
    }

    /// The node at a place of the tree, if what is there has an ID.
    pub fn node_at(&self, syntax: SyntaxIdx) -> Option<NodeIdx> {
        let place = self.nodes.binary_search_by_key(&syntax, |node| node.syntax);
        place.ok().map(|place| NodeIdx(place as u32))
    }

    /// The innermost definition with a path of its own that `at` is, or is in.
    pub fn named(&self, at: DefinitionIdx) -> DefinitionIdx {
        let mut around = self.around(at);
        around
            .find(|at| self.definition(*at).has_own_id())
            .unwrap_or(DefinitionIdx::MODULE)
    }

    /// The full name of the module that a definition is, or is in, without the `~2` that tells it from an earlier one.
    pub fn module_of(&self, at: DefinitionIdx) -> &str {
        match &self.definition(at).module {
            Some(module) => without_count(module),
            None => &self.module,
        }
    }

    /// The function that a definition is a clause of, by its first clause, or else itself.
    pub fn function_of(&self, at: DefinitionIdx) -> DefinitionIdx {
        self.definition(at).function.unwrap_or(at)
    }

    /// All clauses of the function that a definition is a clause of, in source order; itself where there are no clauses.
    pub fn clauses_of(&self, at: DefinitionIdx) -> impl Iterator<Item = DefinitionIdx> {
        let function = self.function_of(at);
        let all = self.definitions().skip(function.to_usize());
        all.map(|(idx, _)| idx)
            .filter(move |idx| self.function_of(*idx) == function)
    }

    /// A hash that survives renaming and moving: what a definition does, without its own name and place. Where a source holds
    /// several modules, the full name of its own is its place.
    pub fn fingerprint(&self, at: DefinitionIdx) -> u64 {
        let definition = self.definition(at);
        let module = definition.module.as_deref().map(without_count);
        self.tree
            .hash_without(self.syntax_of(at), &definition.name, module)
    }

    /// Whether the node is a definition, and which.
    pub fn definition_at(&self, node: NodeIdx) -> Option<DefinitionIdx> {
        let at = self.nodes[node.to_usize()];
        (self.tree.node(at.syntax).role == Role::Definition).then_some(at.definition)
    }

    /// One definition.
    pub fn definition(&self, at: DefinitionIdx) -> &Definition {
        &self.definitions[at.to_usize()]
    }

    /// All definitions with their places.
    pub fn definitions(&self) -> impl Iterator<Item = (DefinitionIdx, &Definition)> {
        (0..).map(DefinitionIdx).zip(&self.definitions)
    }

    /// The definition and those around it, the innermost first, the module last.
    pub fn around(&self, at: DefinitionIdx) -> impl Iterator<Item = DefinitionIdx> {
        std::iter::successors(Some(at), |at| self.definition(*at).parent)
    }

    /// The definition's own syntax.
    pub fn syntax_of(&self, at: DefinitionIdx) -> SyntaxIdx {
        self.nodes[self.definition(at).node.to_usize()].syntax
    }
}
