//! What is given to a call.

use spile_core::{DefinitionIdx, NodeKind, Outline, SyntaxIdx};

/// The argument of a call in this place (from 0) or of this name.
pub(super) fn argument(
    outline: &Outline,
    call: SyntaxIdx,
    position: usize,
    keyword: &str,
) -> Option<SyntaxIdx> {
    let tree = &outline.tree;
    let arguments = tree
        .children(call)
        .find(|at| tree.node(*at).kind == "arguments")?;
    let mut n_before = 0;
    for argument in tree.children(arguments) {
        match tree.node(argument).kind {
            "keyword" if tree.text(argument) == keyword => return tree.children(argument).next(),
            "keyword" | "double_starred" => {}
            // Nobody knows how many these are.
            "starred" => n_before = usize::MAX,
            _ if n_before == position => return Some(argument),
            _ => n_before = n_before.saturating_add(1),
        }
    }
    None
}

/// The call that a decorator is; none when it has no arguments.
pub(super) fn call_of_decorator(outline: &Outline, decorator: SyntaxIdx) -> Option<SyntaxIdx> {
    let expression = outline.tree.children(decorator).next()?;
    (outline.tree.node(expression).kind == "call").then_some(expression)
}

/// The text of a string literal.
pub(super) fn string(outline: &Outline, at: SyntaxIdx) -> Option<&str> {
    (outline.tree.node(at).kind == "string").then(|| outline.tree.text(at))
}

/// The function of this source that an expression names: `view`, `self.view`, or the lambda that it is.
pub(super) fn function_named(outline: &Outline, at: SyntaxIdx) -> Option<DefinitionIdx> {
    let found = definition_named(outline, at)?;
    outline.definition(found).kind.is_function().then_some(found)
}

/// The definition of this source that an expression names, seen from where it stands.
pub(super) fn definition_named(outline: &Outline, at: SyntaxIdx) -> Option<DefinitionIdx> {
    let tree = &outline.tree;
    let within = innermost(outline, at);
    match tree.node(at).kind {
        "name" => {
            let name = tree.text(at);
            // Class bodies are seen from directly within them only.
            let is_seen = |around: &DefinitionIdx| {
                *around == within || outline.definition(*around).kind != NodeKind::Class
            };
            outline
                .around(within)
                .filter(is_seen)
                .find_map(|around| last_named(outline, around, name))
        }
        "attribute" => {
            let object = tree.children(at).next()?;
            let is_self = tree.node(object).kind == "name" && ["self", "cls"].contains(&tree.text(object));
            let class = if is_self {
                let mut around = outline.around(within);
                around.find(|around| outline.definition(*around).kind == NodeKind::Class)?
            } else {
                definition_named(outline, object)
                    .filter(|object| outline.definition(*object).kind == NodeKind::Class)?
            };
            last_named(outline, class, tree.text(at))
        }
        "lambda" => outline.definition_at(outline.node_at(at)?),
        _ => None,
    }
}

/// The last definition of a name directly in another definition.
fn last_named(outline: &Outline, parent: DefinitionIdx, name: &str) -> Option<DefinitionIdx> {
    let named = outline
        .definitions()
        .filter(|(_, definition)| definition.parent == Some(parent) && definition.name == name);
    named.map(|(at, _)| at).last()
}

/// The innermost definition around a place of the tree.
fn innermost(outline: &Outline, at: SyntaxIdx) -> DefinitionIdx {
    let before = outline.nodes.partition_point(|node| node.syntax <= at);
    let nodes = outline.nodes[..before].iter().rev();
    let mut candidates = nodes.map(|node| node.definition);
    candidates
        .find(|definition| outline.tree.is_within(at, outline.syntax_of(*definition)))
        .unwrap_or(DefinitionIdx::MODULE)
}
