//! The IDs of an outline's nodes.

use std::fmt::Write as _;

use crate::outline::{NodeIdx, Outline, folded};
use crate::syntax::Role;

impl Outline {
    /// The node's ID: `shop.cart` for the module, `shop.cart#Cart.total` for a definition,
    /// `shop.cart#Cart.total:return:3fa2b1c0` for what is in it.
    pub fn id(&self, at: NodeIdx) -> String {
        let node = self.nodes[at.to_usize()];
        let named = self.definition(self.named(node.definition));
        let syntax = self.tree.node(node.syntax);
        let is_definition = syntax.role == Role::Definition && named.node == at;
        let mut id = self.module.clone();
        if !(is_definition && named.parent.is_none()) {
            id.push('#');
        }
        id.push_str(&named.path);
        if !is_definition {
            let _ = write!(id, ":{}:{:08x}", syntax.kind, folded(syntax.header));
            if node.occurrence > 0 {
                let _ = write!(id, "~{}", node.occurrence + 1);
            }
        }
        id
    }
}
