//! Node IDs in the AST's own metadata, as `elixir_ast_node_id`.

use spile_core::{Module, NodeIdx, Scheme};
use spile_elixir_syntax::{Ast, NodeId};

use crate::outline::{Outlined, outline};

/// Puts the IDs of an outline's nodes ahead of the metadata of the AST that they were made of, and gives which node of the
/// AST got which, in source order. What has no metadata, as lists and literals, gets none; nor does the source itself.
pub fn add_node_ids(
    source: &str,
    module: Module<'_>,
    ast: &mut Ast<'_>,
    scheme: Scheme,
) -> (Outlined, Vec<(NodeId, String)>) {
    let outlined = outline(source, module, ast);
    let ids = outlined.outline.ids(scheme);
    let given: Vec<(NodeId, String)> = (0..)
        .map(NodeIdx)
        .zip(ids)
        .skip(1)
        .map(|(node, id)| (outlined.origin(node), id))
        .filter(|(origin, _)| ast.has_metadata(*origin))
        .collect();
    ast.set_node_ids(given.iter().cloned());
    (outlined, given)
}
