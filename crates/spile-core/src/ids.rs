//! The IDs of an outline's nodes, in four schemes.
//!
//! | scheme | a definition | what is in it | what changes it |
//! |---|---|---|---|
//! | `hybrid` | `shop.cart#Cart.total` | `shop.cart#Cart.total:return:3fa2b1c0` | its path, what it says itself |
//! | `path` | the same | `shop.cart#Cart.total:return:3.0.1` | its path, what is before it in the definition |
//! | `content` | `shop.cart#:method:3fa2b1c000112233` | `shop.cart#:return:3fa2b1c000112233` | what it says, all of it |
//! | `sequential` | `shop.cart#:node:17` | `shop.cart#:node:18` | whatever comes before it |
//!
//! The module is `shop.cart` in the first two. Where a source holds several modules, each ID begins with its own. Where an ID would be given twice, the second has `~2` behind it.

use std::collections::HashMap;
use std::fmt::{self, Write as _};
use std::str::FromStr;

use crate::NodeKind;
use crate::outline::{Definition, Node, NodeIdx, Outline, folded};
use crate::syntax::{Role, SyntaxIdx};

/// How IDs are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// Definitions by their path, what is in them by kind and content.
    #[default]
    Hybrid,
    /// Everything by its place in the syntax.
    Path,
    /// Everything by its content.
    Content,
    /// Everything by its number in source order.
    Sequential,
}

impl Scheme {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Hybrid, Self::Path, Self::Content, Self::Sequential];

    /// The word for it on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hybrid => "hybrid",
            Self::Path => "path",
            Self::Content => "content",
            Self::Sequential => "sequential",
        }
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// No scheme has this name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownScheme(String);

impl fmt::Display for UnknownScheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = Scheme::ALL.map(Scheme::word).join(", ");
        write!(f, "no scheme is called `{}`; there are {words}", self.0)
    }
}

impl std::error::Error for UnknownScheme {}

impl FromStr for Scheme {
    type Err = UnknownScheme;

    fn from_str(word: &str) -> Result<Self, UnknownScheme> {
        let mut all = Self::ALL.into_iter();
        all.find(|scheme| scheme.word() == word)
            .ok_or_else(|| UnknownScheme(word.to_owned()))
    }
}

impl Outline {
    /// The node's ID in the scheme `hybrid`.
    pub fn id(&self, at: NodeIdx) -> String {
        let node = self.nodes[at.to_usize()];
        let (named, is_it) = self.named_around(at, node);
        let mut id = self.id_of_named(named, is_it);
        if !is_it {
            let syntax = self.tree.node(node.syntax);
            let _ = write!(id, ":{}:{:08x}", syntax.kind, folded(syntax.header));
            push_occurrence(&mut id, node.occurrence);
        }
        id
    }

    /// The IDs of all nodes, in their order.
    pub fn ids(&self, scheme: Scheme) -> Vec<String> {
        let nodes = (0..self.nodes.len() as u32).map(NodeIdx);
        match scheme {
            Scheme::Hybrid => nodes.map(|at| self.id(at)).collect(),
            Scheme::Path => self.path_ids(),
            Scheme::Content => self.content_ids(),
            Scheme::Sequential => nodes
                .map(|at| format!("{}#:node:{}", self.module, at.0 + 1))
                .collect(),
        }
    }

    /// The innermost definition with a path that the node is, or is in, and whether it is the node itself.
    pub(crate) fn named_around(&self, at: NodeIdx, node: Node) -> (&Definition, bool) {
        let named = self.definition(self.named(node.definition));
        let is_definition = self.tree.node(node.syntax).role == Role::Definition;
        (named, is_definition && named.node == at)
    }

    /// What the IDs of a definition and of everything in it begin with.
    fn id_of_named(&self, named: &Definition, is_it: bool) -> String {
        let module = named.module.as_deref().unwrap_or(&self.module);
        let mut id = String::with_capacity(module.len() + named.path.len() + 24);
        id.push_str(module);
        if !(is_it && named.path.is_empty()) {
            id.push('#');
            id.push_str(&named.path);
        }
        id
    }

    fn path_ids(&self) -> Vec<String> {
        let mut ids = Vec::with_capacity(self.nodes.len());
        // What is open: where it ends, which child of what is around it it is, and how many children it had so far.
        let mut open: Vec<(SyntaxIdx, u32, u32)> = Vec::new();
        // How many of them are around the named definition that is the innermost.
        let mut named_at: Vec<usize> = Vec::new();
        let mut nodes = (0..).map(NodeIdx).zip(&self.nodes).peekable();
        for syntax in (0..self.tree.nodes().len() as u32).map(SyntaxIdx) {
            while open.pop_if(|(end, ..)| *end <= syntax).is_some() {}
            while named_at.pop_if(|depth| *depth > open.len()).is_some() {}
            let child = open.last_mut().map_or(0, |(.., n_children)| {
                *n_children += 1;
                *n_children - 1
            });
            open.push((self.tree.end(syntax), child, 0));
            let Some((at, node)) = nodes.next_if(|(_, node)| node.syntax == syntax) else {
                continue;
            };
            let (named, is_it) = self.named_around(at, *node);
            let mut id = self.id_of_named(named, is_it);
            if is_it {
                named_at.push(open.len());
            } else {
                let _ = write!(id, ":{}:", self.tree.node(syntax).kind);
                let below = &open[named_at.last().copied().unwrap_or(0)..];
                for (idx, (_, child, _)) in below.iter().enumerate() {
                    let dot = if idx == 0 { "" } else { "." };
                    let _ = write!(id, "{dot}{child}");
                }
            }
            ids.push(id);
        }
        ids
    }

    fn content_ids(&self) -> Vec<String> {
        let mut given: HashMap<(&str, u64), u32> = HashMap::new();
        let nodes = self.nodes.iter().map(|node| {
            let syntax = self.tree.node(node.syntax);
            let kind = self.kind_word(node);
            let count = given.entry((kind, syntax.hash)).or_insert(0);
            let mut id = format!("{}#:{kind}:{:016x}", self.module, syntax.hash);
            push_occurrence(&mut id, *count);
            *count += 1;
            id
        });
        nodes.collect()
    }

    /// What a node is, in the words of its definition or of its language.
    pub fn kind_word(&self, node: &Node) -> &'static str {
        let syntax = self.tree.node(node.syntax);
        if syntax.role == Role::Definition {
            self.definition(node.definition).kind.word()
        } else {
            syntax.kind
        }
    }

    /// The node's kind as a definition.
    pub fn definition_kind(&self, node: &Node) -> Option<NodeKind> {
        let is_definition = self.tree.node(node.syntax).role == Role::Definition;
        is_definition.then(|| self.definition(node.definition).kind)
    }
}

fn push_occurrence(id: &mut String, occurrence: u32) {
    if occurrence > 0 {
        let _ = write!(id, "~{}", occurrence + 1);
    }
}
