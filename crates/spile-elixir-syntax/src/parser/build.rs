//! Making nodes.

use super::*;

impl Parser<'_, '_> {
    #[inline]
    pub(super) fn push(&mut self, kind: Kind, (a, b, c): (u32, u32, u32), start: u32, end: u32) -> NodeId {
        self.ast.push(Node {
            kind,
            start,
            end,
            line: 0,
            column: 0,
            extra: 0,
            a,
            b,
            c,
        })
    }

    #[inline]
    pub(super) fn atom(&mut self, atom: Atom, start: u32, end: u32) -> NodeId {
        self.push(Kind::Atom, (atom.0, 0, 0), start, end)
    }

    fn children(&mut self, nodes: &[NodeId]) -> (u32, u32) {
        let start = self.ast.children.len() as u32;
        self.ast.children.extend_from_slice(nodes);
        (start, nodes.len() as u32)
    }

    /// `{name, [], nodes}`
    #[inline]
    pub(super) fn call(&mut self, name: Atom, nodes: &[NodeId], start: u32, end: u32) -> NodeId {
        let (from, len) = self.children(nodes);
        self.push(Kind::Call, (name.0, from, len), start, end)
    }

    /// `{name, place, nodes}`
    #[inline]
    pub(super) fn call_at(
        &mut self,
        name: Atom,
        place: Place,
        nodes: &[NodeId],
        start: u32,
        end: u32,
    ) -> NodeId {
        let (from, len) = self.children(nodes);
        self.ast.push(Node {
            kind: Kind::Call,
            start,
            end,
            line: place.line,
            column: place.column,
            extra: 0,
            a: name.0,
            b: from,
            c: len,
        })
    }

    /// `{callee, [], nodes}`
    pub(super) fn apply(&mut self, callee: NodeId, nodes: &[NodeId], start: u32, end: u32) -> NodeId {
        let (from, len) = self.children(nodes);
        self.push(Kind::Apply, (callee.0, from, len), start, end)
    }

    pub(super) fn variable(&mut self, token: &Token) -> NodeId {
        self.ast.push(Node {
            kind: Kind::Variable,
            start: token.start,
            end: token.end,
            line: token.line,
            column: token.column,
            extra: 0,
            a: token.value,
            b: 0,
            c: 0,
        })
    }

    pub(super) fn pair(&mut self, left: NodeId, right: NodeId) -> NodeId {
        let (start, end) = (self.ast.node(left).start, self.ast.node(right).end);
        self.push(Kind::Pair, (0, left.0, right.0), start, end)
    }

    /// The nodes of the list stack from `base` on, taken off it, as one list.
    pub(super) fn list_from(&mut self, base: usize, start: u32, end: u32) -> NodeId {
        let (from, len) = self.children_from(base);
        self.push(Kind::List, (0, from, len), start, end)
    }

    pub(super) fn call_from(&mut self, name: Atom, base: usize, start: u32, end: u32) -> NodeId {
        let (from, len) = self.children_from(base);
        self.push(Kind::Call, (name.0, from, len), start, end)
    }

    pub(super) fn apply_from(&mut self, callee: NodeId, base: usize, start: u32, end: u32) -> NodeId {
        let (from, len) = self.children_from(base);
        self.push(Kind::Apply, (callee.0, from, len), start, end)
    }

    fn children_from(&mut self, base: usize) -> (u32, u32) {
        let start = self.ast.children.len() as u32;
        self.ast.children.extend_from_slice(&self.list[base..]);
        let len = (self.list.len() - base) as u32;
        self.list.truncate(base);
        (start, len)
    }

    pub(super) fn at_place(&mut self, node: NodeId, place: Option<Place>) -> NodeId {
        if let Some(place) = place {
            let node = self.ast.node_mut(node);
            (node.line, node.column) = (place.line, place.column);
        }
        node
    }

    /// Puts an entry that only token metadata has ahead of a node's metadata.
    #[inline]
    pub(super) fn detail(&mut self, node: NodeId, entry: Entry) {
        if self.token_metadata {
            self.ast.prepend(node, entry);
        }
    }

    /// Line ends behind an operator or opening delimiter.
    #[inline]
    pub(super) fn newlines(&mut self, node: NodeId, token: &Token) {
        if token.newlines > 0 {
            self.detail(node, Entry::Newlines(token.newlines));
        }
    }

    /// `newlines:` and `closing:` of a pair of delimiters.
    #[inline]
    pub(super) fn delimited(&mut self, node: NodeId, open: &Token, close: &Token) {
        if self.token_metadata {
            self.ast.prepend(node, Entry::Closing(close.place()));
            self.newlines(node, open);
        }
    }

    /// Whether the node is a tuple of three.
    pub(super) fn has_meta(&self, node: NodeId) -> bool {
        matches!(
            self.ast.node(node).kind,
            Kind::Call | Kind::Variable | Kind::Apply
        )
    }

    /// Whether the node is `{name, _, [..]}` with `len` arguments.
    pub(super) fn is_call(&self, node: NodeId, name: Atom, len: u32) -> bool {
        let node = self.ast.node(node);
        node.kind == Kind::Call && node.a == name.0 && node.c == len
    }

    pub(super) fn child(&self, node: NodeId, index: u32) -> NodeId {
        self.ast.children[(self.ast.node(node).b + index) as usize]
    }

    pub(super) fn set_child(&mut self, node: NodeId, index: u32, child: NodeId) {
        let at = (self.ast.node(node).b + index) as usize;
        self.ast.children[at] = child;
    }

    #[inline]
    pub(super) fn start_of(&self, node: NodeId) -> u32 {
        self.ast.node(node).start
    }
}
