//! The AST: nodes in one array, each with its byte range and, where Elixir gives one, its metadata.

use crate::atoms::{Atom, Atoms};
use spile_source::{ByteOffset, ByteRange};

/// A node of one [`Ast`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub(crate) u32);

/// A line and a column, both 1-based; columns count as Elixir counts them: code points outside of strings,
/// grapheme clusters inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// 1-based line.
    pub line: u32,
    /// 1-based column.
    pub column: u32,
}

/// What a node is, as Elixir's term.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Term<'a> {
    /// An integer that fits.
    Integer(u64),
    /// An integer beyond 64 bits: its digits as written, with base prefix and underscores.
    BigInteger(&'a str),
    /// A float.
    Float(f64),
    /// An atom, `nil` and booleans included: its name.
    Atom(&'a [u8]),
    /// A binary.
    Binary(&'a [u8]),
    /// A list of code points, encoded as UTF-8.
    Charlist(&'a [u8]),
    /// A list.
    List(&'a [NodeId]),
    /// A tuple of two elements.
    Pair(NodeId, NodeId),
    /// `{name, meta, arguments}`.
    Call(&'a [u8], &'a [NodeId]),
    /// `{name, meta, nil}`.
    Variable(&'a [u8]),
    /// `{callee, meta, arguments}`.
    Apply(NodeId, &'a [NodeId]),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Integer,
    BigInteger,
    Float,
    Atom,
    Binary,
    Charlist,
    List,
    Pair,
    Call,
    Variable,
    Apply,
}

/// `a`, `b` and `c` by kind: `Integer` and `Float` low and high word; `BigInteger` start and end in the source;
/// `Atom` the atom; `Binary` and `Charlist` start, length, and 1 in `c` when in `Ast::text`; `List` -, start, length of
/// children; `Pair` -, left, right; `Call` atom, start, length; `Variable` atom; `Apply` callee, start, length.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// 0 when the metadata ends without a place.
    pub(crate) line: u32,
    pub(crate) column: u32,
    /// First entry before the place, as index + 1.
    pub(crate) extra: u32,
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) c: u32,
}

/// One entry of metadata.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Entry {
    /// `line: 1, column: 1` ahead of other entries.
    Place(Place),
    Closing(Place),
    Do(Place),
    End(Place),
    Last(Place),
    Assoc(Place),
    Newlines(u32),
    EndOfExpression(Option<u32>, Place),
    /// Opening, closing, and whether the closing comes first.
    Parens(Place, Option<Place>, bool),
    NoParens,
    AmbiguousOp,
    FromBrackets,
    FromInterpolation,
    FormatKeyword,
    Delimiter(&'static str),
    Indentation(i32),
    /// Counts [`Ast::ids`].
    NodeId(u32),
}

/// The quoted form of one source.
#[derive(Debug, Clone)]
pub struct Ast<'s> {
    pub(crate) source: &'s str,
    pub(crate) nodes: Vec<Node>,
    pub(crate) children: Vec<NodeId>,
    /// Entry and index + 1 of the next.
    pub(crate) entries: Vec<(Entry, u32)>,
    pub(crate) text: Vec<u8>,
    pub(crate) atoms: Atoms,
    /// Node IDs that were asked for.
    pub(crate) ids: Vec<String>,
    pub(crate) root: NodeId,
}

impl<'s> Ast<'s> {
    /// The outermost node.
    #[must_use]
    pub fn root(&self) -> NodeId {
        self.root
    }

    /// How many nodes there are, some of which may have been left out of the tree.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Never: even an empty source has a root.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// How many distinct atoms the tree may hold.
    #[must_use]
    pub fn atom_count(&self) -> usize {
        self.atoms.len()
    }

    /// The bytes of the source that `node` was written as, parentheses around it included. A node's range is within
    /// that of its parent. Nodes that Elixir makes up (the list around keywords of
    /// a `do` block, `binary` of an interpolation) have the range of what they were made for.
    #[must_use]
    pub fn range(&self, node: NodeId) -> ByteRange {
        let node = &self.nodes[node.0 as usize];
        ByteRange::new(ByteOffset::new(node.start), ByteOffset::new(node.end))
    }

    /// The nodes that `node` is made of, in order.
    pub fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let (first, second, rest): (_, _, &[NodeId]) = match self.term(node) {
            Term::List(nodes) | Term::Call(_, nodes) => (None, None, nodes),
            Term::Apply(callee, nodes) => (Some(callee), None, nodes),
            Term::Pair(left, right) => (Some(left), Some(right), &[]),
            _ => (None, None, &[]),
        };
        first.into_iter().chain(second).chain(rest.iter().copied())
    }

    /// Line and column of the node's metadata, when it has any.
    #[must_use]
    pub fn place(&self, node: NodeId) -> Option<Place> {
        let node = &self.nodes[node.0 as usize];
        (node.line != 0).then_some(Place {
            line: node.line,
            column: node.column,
        })
    }

    /// What the node is.
    #[must_use]
    pub fn term(&self, node: NodeId) -> Term<'_> {
        let node = &self.nodes[node.0 as usize];
        match node.kind {
            Kind::Integer => Term::Integer(wide(node)),
            Kind::BigInteger => Term::BigInteger(&self.source[node.a as usize..node.b as usize]),
            Kind::Float => Term::Float(f64::from_bits(wide(node))),
            Kind::Atom => Term::Atom(self.atoms.bytes(Atom(node.a))),
            Kind::Binary => Term::Binary(self.bytes(node)),
            Kind::Charlist => Term::Charlist(self.bytes(node)),
            Kind::List => Term::List(self.list(node)),
            Kind::Pair => Term::Pair(NodeId(node.b), NodeId(node.c)),
            Kind::Call => Term::Call(self.atoms.bytes(Atom(node.a)), self.list(node)),
            Kind::Variable => Term::Variable(self.atoms.bytes(Atom(node.a))),
            Kind::Apply => Term::Apply(NodeId(node.a), self.list(node)),
        }
    }

    /// Whether a call of something behind a dot is written without parentheses: `user.name`.
    #[must_use]
    pub fn is_without_parens(&self, node: NodeId) -> bool {
        self.entries(node).any(|entry| entry == Entry::NoParens)
    }

    /// Whether the node is a tuple that has metadata.
    #[must_use]
    pub fn has_metadata(&self, node: NodeId) -> bool {
        matches!(self.node(node).kind, Kind::Call | Kind::Variable | Kind::Apply)
    }

    /// Puts `elixir_ast_node_id` ahead of the metadata of nodes that have metadata.
    pub fn set_node_ids(&mut self, ids: impl IntoIterator<Item = (NodeId, String)>) {
        for (node, id) in ids {
            let index = self.ids.len() as u32;
            self.ids.push(id);
            self.prepend(node, Entry::NodeId(index));
        }
    }

    fn bytes(&self, node: &Node) -> &[u8] {
        let (start, end) = (node.a as usize, (node.a + node.b) as usize);
        if node.c == 1 {
            &self.text[start..end]
        } else {
            &self.source.as_bytes()[start..end]
        }
    }

    fn list(&self, node: &Node) -> &[NodeId] {
        &self.children[node.b as usize..(node.b + node.c) as usize]
    }

    /// The entries before the place, in order.
    pub(crate) fn entries(&self, node: NodeId) -> impl Iterator<Item = Entry> + '_ {
        let mut next = self.nodes[node.0 as usize].extra;
        std::iter::from_fn(move || {
            let (entry, following) = *self.entries.get((next as usize).checked_sub(1)?)?;
            next = following;
            Some(entry)
        })
    }

    #[inline]
    pub(crate) fn node(&self, node: NodeId) -> &Node {
        &self.nodes[node.0 as usize]
    }

    #[inline]
    pub(crate) fn node_mut(&mut self, node: NodeId) -> &mut Node {
        &mut self.nodes[node.0 as usize]
    }

    #[inline]
    pub(crate) fn push(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        NodeId(self.nodes.len() as u32 - 1)
    }

    /// Puts `entry` ahead of all metadata of `node`.
    pub(crate) fn prepend(&mut self, node: NodeId, entry: Entry) {
        let next = self.nodes[node.0 as usize].extra;
        self.entries.push((entry, next));
        self.nodes[node.0 as usize].extra = self.entries.len() as u32;
    }
}

fn wide(node: &Node) -> u64 {
    u64::from(node.a) | u64::from(node.b) << 32
}
