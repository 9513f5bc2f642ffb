//! What behaviours and protocols call of the modules that have them.
//!
//! `behaviours.txt` has those of Elixir, OTP and well-known packages, by `behaviour_info(:callbacks)`. Those that stand in the
//! same source say it themselves.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use spile_core::{Outline, SyntaxIdx};

use super::behaviours::{first_child, functions_of};
use crate::known_functions::Table;

/// The callbacks of behaviours.
const CALLBACKS: Table = Table(include_str!("behaviours.txt"));

/// The behaviours that a `use` gives a module, besides the one that it names.
const USES: &[(&str, &str)] = &[
    ("Phoenix.Presence", "Phoenix.Tracker"),
    ("Phoenix.Socket", "Phoenix.Socket.Transport"),
];

/// The behaviours that are known of one source.
pub(super) struct Callbacks<'o> {
    /// Of this source, by the behaviour's name: name and arity.
    own: HashMap<&'o str, Vec<(&'o str, usize)>>,
}

impl<'o> Callbacks<'o> {
    pub(super) fn of(outline: &'o Outline) -> Self {
        let mut own: HashMap<&str, Vec<(&str, usize)>> = HashMap::new();
        for (at, node) in outline.nodes.iter().enumerate() {
            let syntax = outline.tree.node(node.syntax);
            if syntax.kind == "module_attribute"
                && outline.tree.text(node.syntax) == "callback"
                && let Some(callback) = declared(outline, node.syntax)
            {
                let module = outline.module_of(outline.nodes[at].definition);
                own.entry(module).or_default().push(callback);
            }
        }
        let protocols = outline
            .definitions()
            .filter(|(_, module)| module.labels.contains(&"protocol"));
        for (idx, _) in protocols {
            let functions = functions_of(outline, idx);
            let callbacks =
                functions.map(|(_, function)| (function.name.as_str(), function.parameters.len()));
            own.entry(outline.module_of(idx)).or_default().extend(callbacks);
        }
        Self { own }
    }

    /// Whether it is known what a behaviour calls.
    pub(super) fn know(&self, behaviour: &str) -> bool {
        self.own.contains_key(behaviour) || CALLBACKS.of(behaviour).is_some()
    }

    /// Whether one of the behaviours calls a function that takes as many arguments.
    pub(super) fn have(&self, behaviours: &[&str], name: &str, arities: RangeInclusive<usize>) -> bool {
        let brought = USES.iter().filter(|(used, _)| behaviours.contains(used));
        let brought = brought.map(|(_, behaviour)| *behaviour);
        behaviours.iter().copied().chain(brought).any(|behaviour| {
            if let Some(own) = self.own.get(behaviour) {
                return own
                    .iter()
                    .any(|(of, arity)| *of == name && arities.contains(arity));
            }
            let known = CALLBACKS.of(behaviour);
            known.is_some_and(|callbacks| callbacks.have(name, |arity| arities.contains(&arity)))
        })
    }
}

/// Name and arity of `@callback name(a, b) :: c when a: d`.
fn declared(outline: &Outline, attribute: SyntaxIdx) -> Option<(&str, usize)> {
    let tree = &outline.tree;
    let mut at = first_child(outline, attribute)?;
    while tree.node(at).kind == "operator" && matches!(tree.text(at), "::" | "when") {
        at = first_child(outline, at)?;
    }
    match tree.node(at).kind {
        spile_core::NAME => Some((tree.text(at), 0)),
        "call" => Some((
            tree.text(first_child(outline, at)?),
            tree.children(at).count() - 1,
        )),
        _ => None,
    }
}
