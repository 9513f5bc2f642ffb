//! What holds for the outline of every Python file of some directories: see `corpus`.

mod corpus;

use std::collections::{HashMap, HashSet};

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::parse_module;
use ruff_text_size::Ranged;
use spile_core::{Frontend, Module, NodeId, NodeIdx, NodeKind, Outline, Plan, Role, Scheme, SyntaxIdx};
use spile_python::Python;

fn outline(source: &str) -> Option<Outline> {
    Python.outline(source, Module::from("m")).ok()
}

fn nodes(outline: &Outline) -> impl Iterator<Item = NodeIdx> + use<> {
    (0..outline.nodes.len() as u32).map(NodeIdx)
}

/// What is wrong with an outline.
fn fault(outline: &Outline, source: &str) -> Option<String> {
    for scheme in Scheme::ALL {
        let ids = outline.ids(scheme);
        let mut given = HashSet::with_capacity(ids.len());
        if let Some(twice) = ids.iter().find(|id| !given.insert(*id)) {
            return Some(format!("two nodes are {twice}"));
        }
        // Finding one reads all nodes.
        for at in nodes(outline).step_by(ids.len() / 20 + 1) {
            let id: NodeId = ids[at.to_usize()].parse().expect("an ID of ours");
            if outline.find(&id) != [at] {
                return Some(format!("{id:?} finds {:?} instead of {at:?}", outline.find(&id)));
            }
        }
    }
    for (idx, node) in outline.tree.nodes().iter().enumerate() {
        let at = SyntaxIdx(idx as u32);
        let mut before = node.range.start();
        for child in outline.tree.children(at) {
            let range = outline.tree.node(child).range;
            if range.start() < before || range.end() > node.range.end() {
                return Some(format!("{:?} is outside of {node:?}", outline.tree.node(child)));
            }
            before = range.start();
        }
        if source
            .get(node.range.start().to_usize()..node.range.end().to_usize())
            .is_none()
        {
            return Some(format!("{node:?} has no text"));
        }
    }
    let in_order = outline.calls.is_sorted_by_key(|call| call.syntax);
    let calls = outline
        .tree
        .nodes()
        .iter()
        .filter(|node| node.kind == "call")
        .count();
    if !in_order || calls != outline.calls.len() {
        return Some("the calls are not those of the tree".into());
    }
    let definitions = outline
        .nodes
        .iter()
        .filter(|node| outline.tree.node(node.syntax).role == Role::Definition);
    if definitions
        .map(|node| node.definition)
        .ne(outline.definitions().map(|(idx, _)| idx))
    {
        return Some("the definitions are not those of the tree".into());
    }
    let kinds = Python.kinds();
    let of_definitions = outline
        .definitions
        .iter()
        .flat_map(|definition| &definition.labels);
    let others = outline.nodes.iter().map(|node| outline.tree.node(node.syntax));
    let others = others
        .filter(|node| node.role != Role::Definition)
        .map(|node| &node.kind);
    let unknown = of_definitions.chain(others).find(|kind| !kinds.contains(kind));
    unknown.map(|kind| format!("no selector knows the kind {kind}"))
}

#[test]
fn ids_are_unique_and_the_tree_is_in_source_order() {
    let faults = corpus::each(|source| {
        let outline = outline(source)?;
        fault(&outline, source)
    });
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn sites_have_the_ids_of_their_nodes() {
    let plan = Plan {
        asks: spile_core::Asks::Everything {
            bodies: true,
            outside: false,
        },
        ..Plan::default()
    };
    let faults = corpus::each(|source| {
        let weaving = Python.weave(source, "m", &plan).ok()?;
        let outline = outline(source)?;
        let mut definitions: HashMap<_, _> = outline
            .definitions
            .iter()
            .map(|definition| {
                let syntax = outline
                    .tree
                    .node(outline.nodes[definition.node.to_usize()].syntax);
                // A module can be one lambda.
                ((syntax.range, definition.kind), outline.id(definition.node))
            })
            .collect();
        let skipped = weaving.skipped.iter().map(|skipped| &skipped.node);
        for site in weaving.sites.iter().chain(skipped) {
            let id = definitions.remove(&(site.range, site.kind));
            if id.as_ref() != Some(&site.id) {
                return Some(format!("{site:?} is {id:?}"));
            }
        }
        // An empty module has nothing to weave.
        definitions.retain(|(_, kind), _| *kind != NodeKind::Module);
        (!definitions.is_empty()).then(|| format!("not woven and no reason: {definitions:?}"))
    });
    assert!(faults.is_empty(), "{faults:#?}");
}

/// The same program with a comment at the end of every logical line, and blank lines and another one below it.
fn with_comments(source: &str) -> Option<String> {
    let parsed = parse_module(source).ok()?;
    let (mut text, mut copied, mut has_comment) = (String::new(), 0, false);
    for token in parsed.tokens() {
        match token.kind() {
            TokenKind::Comment => has_comment = true,
            // At the end of a file it can be empty.
            TokenKind::Newline if token.start() < token.end() => {
                text.push_str(&source[copied..token.start().to_usize()]);
                text.push_str(if has_comment { " and more" } else { "  # comment" });
                text.push_str("\n\n   \n      # another\n");
                copied = token.end().to_usize();
                has_comment = false;
            }
            TokenKind::NonLogicalNewline => has_comment = false,
            _ => {}
        }
    }
    text.push_str(&source[copied..]);
    Some(text)
}

#[test]
fn comments_and_blank_lines_change_no_id() {
    let faults = corpus::each(|source| {
        let commented = with_comments(source)?;
        let (before, after) = (outline(source)?, outline(&commented)?);
        let differs = |scheme: &Scheme| before.ids(*scheme) != after.ids(*scheme);
        let scheme = Scheme::ALL.into_iter().find(differs)?;
        Some(format!("another ID in {scheme}"))
    });
    assert!(faults.is_empty(), "{faults:#?}");
    assert_ne!(with_comments("x = 1\n").unwrap(), "x = 1\n");
}
