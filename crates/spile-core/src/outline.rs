//! What a source consists of, as selectors see it: its definitions, the nodes that have an ID, and what names mean.

use std::collections::HashMap;

use spile_source::ByteRange;

use crate::NodeKind;
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
    /// Whether it is what `glob` names, as written or as it is meant.
    pub fn is(&self, name: &str) -> bool {
        self.qualified == name || self.written == name
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
    /// The names from the module down to it, joined by dots, with the arity and clause where the language has them;
    /// empty for the module. What would be said twice has `~2`, `~3` behind it in source order.
    pub path: String,
    /// The last of the names; empty for the module, and for what has none.
    pub name: String,
    /// Where the name stands.
    pub name_range: ByteRange,
    /// The definition around it; none for the module.
    pub parent: Option<DefinitionIdx>,
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
    /// A hash that survives renaming and moving: what it does, without its own name and place.
    pub fingerprint: u64,
}

/// A definition, statement or expression that has an ID.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// Its place in the tree.
    pub syntax: SyntaxIdx,
    /// The definition that it is, or else the innermost one that it is in.
    pub definition: DefinitionIdx,
    /// How many equal ones precede it in the same definition.
    pub occurrence: u32,
}

/// One source.
#[derive(Clone, Debug)]
pub struct Outline {
    /// The module's name.
    pub module: String,
    /// The syntax.
    pub tree: SyntaxTree,
    /// The nodes that have an ID, in source order; the module is the first.
    pub nodes: Vec<Node>,
    /// The definitions, in source order; the module is the first.
    pub definitions: Vec<Definition>,
    /// Everything that is called, by the place of the call.
    pub calls: HashMap<SyntaxIdx, Reference>,
    /// The names that statements bind: the statement, and the name as it is written (`total`, `self.total`).
    pub bindings: Vec<(SyntaxIdx, String)>,
    /// What names of the module's own scope mean: imports, definitions, instances that are made there.
    pub names: HashMap<String, String>,
}

impl Outline {
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
