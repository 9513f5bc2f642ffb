//! A source's syntax as a front end lowers it: one shape for all languages, blind to how the text is laid out.
//!
//! IDs, fingerprints, structure selectors and code patterns are computed on this tree; only the front end knows the
//! language's own.

use spile_source::ByteRange;

/// The place of a node in [`SyntaxTree::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SyntaxIdx(pub u32);

impl SyntaxIdx {
    /// As an index.
    pub fn to_usize(self) -> usize {
        self.0 as usize
    }
}

/// What a syntax node counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A definition: it has an ID, and an entry among the outline's definitions.
    Definition,
    /// A statement: it has an ID.
    Statement,
    /// An expression: it has an ID.
    Expression,
    /// A name, a literal, or a part that only groups others: it has none.
    Part,
}

/// A text in [`SyntaxTree::text`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TextRange {
    start: u32,
    end: u32,
}

/// One node of the tree.
#[derive(Clone, Debug)]
pub struct SyntaxNode {
    /// What it is, in the language's words: `call`, `return`, `name`, ...
    pub kind: &'static str,
    /// What it counts as.
    pub role: Role,
    /// Its bytes in the source.
    pub range: ByteRange,
    /// How many nodes are below it: those that follow it.
    pub n_below: u32,
    /// A hash of the whole subtree: kinds, texts, and what is below what.
    pub hash: u64,
    /// A hash of the node without the statements of its bodies: what an `if` or a `for` says itself.
    pub header: u64,
    text: TextRange,
}

/// The kind of a node whose text is a name, wherever one stands.
pub const NAME: &str = "name";
/// The kind of a part that holds the statements of a definition or clause.
pub const BODY: &str = "body";
/// The kind of a statement that is nothing but an expression.
pub const EXPRESSION: &str = "expression";
/// The kind of a node that takes something by name from what is below it.
pub const ATTRIBUTE: &str = "attribute";

/// The nodes in source order, each before what is below it.
#[derive(Clone, Debug, Default)]
pub struct SyntaxTree {
    nodes: Vec<SyntaxNode>,
    texts: String,
}

impl SyntaxTree {
    /// All nodes, each before what is below it.
    pub fn nodes(&self) -> &[SyntaxNode] {
        &self.nodes
    }

    /// One node.
    pub fn node(&self, at: SyntaxIdx) -> &SyntaxNode {
        &self.nodes[at.to_usize()]
    }

    /// The normalised text of a name or literal; empty for what has parts.
    pub fn text(&self, at: SyntaxIdx) -> &str {
        let TextRange { start, end } = self.node(at).text;
        &self.texts[start as usize..end as usize]
    }

    /// The nodes directly below `at`.
    pub fn children(&self, at: SyntaxIdx) -> impl Iterator<Item = SyntaxIdx> {
        let end = self.end(at);
        let mut next = at.0 + 1;
        std::iter::from_fn(move || {
            (next < end.0).then(|| {
                let child = SyntaxIdx(next);
                next = self.end(child).0;
                child
            })
        })
    }

    /// `at` and everything below it.
    pub fn subtree(&self, at: SyntaxIdx) -> impl Iterator<Item = SyntaxIdx> + use<> {
        (at.0..self.end(at).0).map(SyntaxIdx)
    }

    /// The first node behind `at` and everything below it.
    pub fn end(&self, at: SyntaxIdx) -> SyntaxIdx {
        SyntaxIdx(at.0 + 1 + self.node(at).n_below)
    }

    /// Whether `inner` is `outer` or below it.
    pub fn is_within(&self, inner: SyntaxIdx, outer: SyntaxIdx) -> bool {
        outer <= inner && inner < self.end(outer)
    }
}

/// What a subtree's hash goes on from: the node's own kind and text, and whether it holds statements of a body.
#[derive(Debug)]
struct Open {
    at: SyntaxIdx,
    hash: u64,
    header: u64,
    is_body: bool,
}

/// Builds a tree from the outside in.
#[derive(Debug, Default)]
pub struct SyntaxBuilder {
    tree: SyntaxTree,
    open: Vec<Open>,
}

impl SyntaxBuilder {
    /// Starts a node; what is added until [`close`](Self::close) comes below it.
    pub fn open(&mut self, kind: &'static str, role: Role, range: ByteRange) -> SyntaxIdx {
        self.start(kind, role, range, "", false)
    }

    /// Starts a part that holds the statements of a body: they do not count to the header of what is around them.
    pub fn open_body(&mut self, kind: &'static str, range: ByteRange) -> SyntaxIdx {
        self.start(kind, Role::Part, range, "", true)
    }

    /// Starts a node that says something itself, such as a name or an operator.
    pub fn open_with(&mut self, kind: &'static str, role: Role, range: ByteRange, text: &str) -> SyntaxIdx {
        self.start(kind, role, range, text, false)
    }

    /// Adds a node with nothing below it.
    pub fn leaf(&mut self, kind: &'static str, role: Role, range: ByteRange, text: &str) -> SyntaxIdx {
        let at = self.start(kind, role, range, text, false);
        self.close();
        at
    }

    fn start(
        &mut self,
        kind: &'static str,
        role: Role,
        range: ByteRange,
        text: &str,
        is_body: bool,
    ) -> SyntaxIdx {
        let at = SyntaxIdx(self.tree.nodes.len() as u32);
        let start = self.tree.texts.len() as u32;
        self.tree.texts.push_str(text);
        let hash = mix(mix(SEED, bytes_hash(kind)), bytes_hash(text));
        self.open.push(Open {
            at,
            hash,
            header: hash,
            is_body,
        });
        self.tree.nodes.push(SyntaxNode {
            kind,
            role,
            range,
            n_below: 0,
            hash: 0,
            header: 0,
            text: TextRange {
                start,
                end: self.tree.texts.len() as u32,
            },
        });
        at
    }

    /// Ends the node that was started last.
    ///
    /// # Panics
    /// When none is open: the front end closes what it opens.
    pub fn close(&mut self) {
        let closed = self.open.pop().expect("a node is open");
        let n_below = (self.tree.nodes.len() - closed.at.to_usize() - 1) as u32;
        let node = &mut self.tree.nodes[closed.at.to_usize()];
        node.n_below = n_below;
        node.hash = mix(closed.hash, u64::from(n_below));
        node.header = mix(closed.header, 0);
        let (hash, header) = (node.hash, node.header);
        if let Some(around) = self.open.last_mut() {
            around.hash = mix(around.hash, hash);
            if !closed.is_body {
                // Clauses such as `elif` have a body themselves.
                around.header = mix(around.header, header);
            }
        }
    }

    /// The place that the node added next will have.
    pub fn next(&self) -> SyntaxIdx {
        SyntaxIdx(self.tree.nodes.len() as u32)
    }

    /// The finished tree.
    ///
    /// # Panics
    /// When a node is open.
    pub fn finish(self) -> SyntaxTree {
        assert!(self.open.is_empty(), "every node is closed");
        self.tree
    }
}

/// The offset basis of 64-bit FNV-1a.
const SEED: u64 = 0xcbf2_9ce4_8422_2325;

impl SyntaxTree {
    /// The hash of a subtree in which the name `hidden` is not told from any other, nor is the name of `module` where names
    /// begin with it.
    pub fn hash_without(&self, at: SyntaxIdx, hidden: &str, module: Option<&str>) -> u64 {
        // The open nodes: where they end, and their hashes so far.
        let mut open: Vec<(SyntaxIdx, u64, u32)> = Vec::new();
        let mut finished = 0;
        for here in self.subtree(at) {
            let node = self.node(here);
            let text = match self.text(here) {
                text if text == hidden && matches!(node.kind, NAME | ATTRIBUTE) => "",
                text if node.kind == NAME => module.and_then(|module| below(module, text)).unwrap_or(text),
                text => text,
            };
            let hash = mix(mix(SEED, bytes_hash(node.kind)), bytes_hash(text));
            open.push((self.end(here), hash, node.n_below));
            let next = SyntaxIdx(here.0 + 1);
            while let Some(&(_, hash, n_below)) = open.last().filter(|(end, ..)| *end == next) {
                open.pop();
                finished = mix(hash, u64::from(n_below));
                if let Some((_, around, _)) = open.last_mut() {
                    *around = mix(*around, finished);
                }
            }
        }
        finished
    }
}

/// What a name that is `module`'s, or begins with it, has behind it.
fn below<'a>(module: &str, name: &'a str) -> Option<&'a str> {
    name.strip_prefix(module)
        .filter(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// 64-bit FNV-1a. IDs that people keep are made of it: it must never change.
pub fn bytes_hash(text: &str) -> u64 {
    text.bytes().fold(SEED, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Takes `value` into `hash`: the finalizer of splitmix64 (Steele, Lea, Flood 2014) over their sum, so that order counts.
/// Must never change either.
fn mix(hash: u64, value: u64) -> u64 {
    let mut x = hash
        .rotate_left(5)
        .wrapping_add(value)
        .wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use spile_source::ByteOffset;

    use super::*;

    fn range(start: u32, end: u32) -> ByteRange {
        ByteRange::new(ByteOffset::new(start), ByteOffset::new(end))
    }

    fn tree(names: &[&str], nested: bool) -> SyntaxTree {
        let mut builder = SyntaxBuilder::default();
        builder.open("module", Role::Definition, range(0, 9));
        builder.open("if", Role::Statement, range(0, 9));
        builder.leaf("name", Role::Part, range(3, 4), names[0]);
        builder.open_body("body", range(5, 9));
        for name in &names[1..] {
            builder.leaf("name", Role::Part, range(5, 6), name);
            if nested {
                builder.open("tuple", Role::Expression, range(5, 6));
                builder.close();
            }
        }
        builder.close();
        builder.close();
        builder.close();
        builder.finish()
    }

    #[test]
    fn children_are_those_directly_below() {
        let tree = tree(&["a", "b", "c"], false);
        let kinds = |at| {
            tree.children(SyntaxIdx(at))
                .map(|child| tree.node(child).kind)
                .collect::<Vec<_>>()
        };
        assert_eq!(kinds(0), ["if"]);
        assert_eq!(kinds(1), ["name", "body"]);
        assert_eq!(tree.text(SyntaxIdx(2)), "a");
        assert!(tree.is_within(SyntaxIdx(4), SyntaxIdx(3)) && !tree.is_within(SyntaxIdx(2), SyntaxIdx(3)));
    }

    #[test]
    fn the_header_leaves_bodies_out() {
        let [one, other, third] = [
            tree(&["a", "b"], false),
            tree(&["a", "c"], false),
            tree(&["x", "b"], false),
        ];
        let header = |tree: &SyntaxTree| tree.node(SyntaxIdx(1)).header;
        let hash = |tree: &SyntaxTree| tree.node(SyntaxIdx(1)).hash;
        assert_eq!(header(&one), header(&other));
        assert_ne!(header(&one), header(&third));
        assert_ne!(hash(&one), hash(&other));
    }

    #[test]
    fn order_and_nesting_count() {
        let hash = |tree: SyntaxTree| tree.node(SyntaxIdx(0)).hash;
        assert_ne!(
            hash(tree(&["a", "b", "c"], false)),
            hash(tree(&["a", "c", "b"], false))
        );
        assert_ne!(hash(tree(&["a", "b"], false)), hash(tree(&["a", "b"], true)));
    }
}
