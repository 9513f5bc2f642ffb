//! Classes and what they are derived from.

use spile_core::{Definition, DefinitionIdx, NodeIdx, NodeKind, Outline, Reference, SyntaxIdx};

/// More bases than any class has one above the other: a class can be written as its own base.
const MAX_DEPTH: u32 = 50;

/// The classes.
pub(super) fn classes(outline: &Outline) -> impl Iterator<Item = (DefinitionIdx, &Definition)> {
    let definitions = outline.definitions();
    definitions.filter(|(_, definition)| definition.kind == NodeKind::Class)
}

/// The named functions whose direct parent is `class`, but for overloads, which nobody calls.
pub(super) fn methods(outline: &Outline, class: DefinitionIdx) -> impl Iterator<Item = &Definition> {
    let definitions = outline.definitions[class.to_usize()..].iter();
    definitions
        .filter(move |definition| definition.parent == Some(class) && definition.kind.is_named_function())
}

/// The class of this source that a base is.
pub(super) fn class_of(outline: &Outline, base: &Reference) -> Option<DefinitionIdx> {
    let at = base.definition?;
    (outline.definition(at).kind == NodeKind::Class).then_some(at)
}

/// Whether one of the bases of `class`, or of those of its bases that are in this source, is `wanted`.
pub(super) fn has_base(
    outline: &Outline,
    class: DefinitionIdx,
    wanted: &impl Fn(&Reference) -> bool,
) -> bool {
    has_base_within(outline, class, wanted, MAX_DEPTH)
}

fn has_base_within(
    outline: &Outline,
    class: DefinitionIdx,
    wanted: &impl Fn(&Reference) -> bool,
    depth: u32,
) -> bool {
    let bases = &outline.definition(class).bases;
    depth > 0
        && bases.iter().any(|base| {
            wanted(base)
                || class_of(outline, base)
                    .is_some_and(|base| has_base_within(outline, base, wanted, depth - 1))
        })
}

/// The classes of this source that `class` is derived from, directly or not.
pub(super) fn ancestors(outline: &Outline, class: DefinitionIdx) -> Vec<DefinitionIdx> {
    let mut found: Vec<DefinitionIdx> = Vec::new();
    let mut pending = vec![class];
    while let Some(at) = pending.pop() {
        for base in outline
            .definition(at)
            .bases
            .iter()
            .filter_map(|base| class_of(outline, base))
        {
            if base != class && !found.contains(&base) {
                found.push(base);
                pending.push(base);
            }
        }
    }
    found
}

/// What the body of `class` binds to names, the names in it.
pub(super) fn binds<'o>(outline: &'o Outline, class: DefinitionIdx, name: &'o str) -> bool {
    outline.bindings.iter().any(|(statement, bound)| {
        bound == name
            && outline
                .node_at(*statement)
                .is_some_and(|node| outline.nodes[node.to_usize()].definition == class)
    })
}

/// The nodes of a class and of its methods.
pub(super) fn with_methods(outline: &Outline, class: DefinitionIdx) -> impl Iterator<Item = NodeIdx> {
    let methods = methods(outline, class).map(|method| method.node);
    std::iter::once(outline.definition(class).node).chain(methods)
}

/// The value that the body of `class` last gives to a name.
pub(super) fn value_of(outline: &Outline, class: DefinitionIdx, name: &str) -> Option<SyntaxIdx> {
    let in_class = |statement: &SyntaxIdx| {
        outline
            .node_at(*statement)
            .is_some_and(|node| outline.nodes[node.to_usize()].definition == class)
    };
    let bindings = outline.bindings.iter().rev();
    let mut statements = bindings.filter(|(_, bound)| bound == name).map(|(at, _)| *at);
    let statement = statements.find(in_class)?;
    outline.tree.children(statement).last()
}

/// What is called within a definition.
pub(super) fn calls_within(outline: &Outline, at: DefinitionIdx) -> impl Iterator<Item = &Reference> {
    let syntax = outline.syntax_of(at);
    let end = outline.tree.end(syntax);
    let first = outline.calls.partition_point(|call| call.syntax < syntax);
    outline.calls[first..]
        .iter()
        .take_while(move |call| call.syntax < end)
}
