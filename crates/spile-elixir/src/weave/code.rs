//! The options that tell the macro which actions to do.
//!
//! What happens at a moment of the activation is told by the moment; what happens at a node, by a mark.

use std::cell::OnceCell;

use spile_core::{Actions, Code, CodePlace, CustomCode, EntryExit, Moment, TailCalls, TrackedExpression};
use spile_elixir_syntax::{Ast, NodeId, Term};
use spile_source::LineIndex;

use super::mark::{Marks, first_marked};
use super::probe;
use super::statements::{Behind, Statements};

/// One body and what is known of it.
pub(super) struct Place<'a> {
    pub(super) source: &'a str,
    pub(super) ast: &'a Ast<'a>,
    pub(super) lines: &'a LineIndex,
    pub(super) marks: &'a Marks,
    pub(super) roots: &'a [NodeId],
    /// Those of the body, when a line is asked for.
    pub(super) statements: OnceCell<Statements<'a>>,
    /// Finds a node by its ID.
    pub(super) node: &'a dyn Fn(&str) -> Option<NodeId>,
}

/// Adds what `actions` asks for at one body; `arguments` are what its head captures.
pub(super) fn push_actions(
    options: &mut Vec<String>,
    actions: &Actions,
    arguments: Option<&str>,
    place: &Place<'_>,
) {
    if let Some(entry_exit) = actions.entry_exit {
        push_entry_exit(options, entry_exit, arguments);
    }
    let mut at_moments = Vec::new();
    let mut at_nodes = Vec::new();
    for variables in &actions.variables {
        let names = if variables.names.is_empty() {
            ":all".into()
        } else {
            atoms(&variables.names)
        };
        let action = |at| format!("[:variables, {}, {names}]", moment(at));
        push_at(&mut at_moments, &mut at_nodes, variables.at, action, place);
    }
    for code in &actions.code {
        push_code(&mut at_moments, &mut at_nodes, code, place);
    }
    for expression in &actions.expressions {
        push_tracked(&mut at_nodes, expression, place);
    }
    for (name, items) in [("actions", at_moments), ("marks", at_nodes)] {
        if !items.is_empty() {
            options.push(format!("{name}: [{}]", items.join(", ")));
        }
    }
}

/// Adds what is told of entry and exit.
pub(super) fn push_entry_exit(options: &mut Vec<String>, entry_exit: EntryExit, arguments: Option<&str>) {
    options.push("calls: true".into());
    if let Some(arguments) = arguments {
        options.push(format!("args: {arguments}"));
    }
    for (wanted, option) in [
        (entry_exit.value, "value: true"),
        (entry_exit.duration, "duration: true"),
        (entry_exit.tail_calls == TailCalls::Await, "tail_calls: :await"),
        (entry_exit.exceptions, "exceptions: true"),
    ] {
        if wanted {
            options.push(option.into());
        }
    }
}

fn push_code(
    at_moments: &mut Vec<String>,
    at_nodes: &mut Vec<String>,
    custom: &CustomCode,
    place: &Place<'_>,
) {
    let code = match &custom.code {
        Code::Text(text) => probe::string(text),
        // Whoever has the quoted code puts it here.
        Code::Numbered(number) => format!("{{:spile_code, {number}}}"),
    };
    let context = atoms(&custom.context);
    match &custom.at {
        CodePlace::At(at) => {
            let action = |at| format!("[:code, {}, {code}, {context}]", moment(at));
            push_at(at_moments, at_nodes, *at, action, place);
        }
        CodePlace::BeforeNode(id) => {
            let marked = (place.node)(id).and_then(|node| first_marked(place.ast, node));
            if let Some(mark) = marked.and_then(|node| place.marks.text(node)) {
                at_nodes.push(format!(
                    "{{{mark}, {{:before, [:code, :before_node, {code}, {context}]}}}}"
                ));
            }
        }
    }
}

fn push_at(
    at_moments: &mut Vec<String>,
    at_nodes: &mut Vec<String>,
    at: Moment,
    action: impl Fn(Moment) -> String,
    place: &Place<'_>,
) {
    let Moment::AfterLine(line) = at else {
        return at_moments.push(action(at));
    };
    let statements = place
        .statements
        .get_or_init(|| Statements::of(place.ast, place.lines, place.roots));
    match statements.behind(line, |node| place.marks.text(node)) {
        Some(Behind::Node(mark)) => at_nodes.push(format!("{{{mark}, {{:behind, {}}}}}", action(at))),
        Some(Behind::Head) => at_moments.push(action(Moment::Entry)),
        None => {}
    }
}

fn push_tracked(at_nodes: &mut Vec<String>, expression: &TrackedExpression, place: &Place<'_>) {
    let Some(node) = (place.node)(&expression.node) else {
        return;
    };
    if expression.intermediate
        && let Term::Call(b"|>", _) = place.ast.term(node)
    {
        push_steps(at_nodes, node, place);
    } else {
        push_value(at_nodes, node, node, place);
    }
}

/// All steps of a pipeline, the first first. What flows through `|>` is the value of the call behind it, whose metadata
/// survives when the pipeline is expanded; that of inner `|>` does not.
fn push_steps(at_nodes: &mut Vec<String>, pipeline: NodeId, place: &Place<'_>) {
    let mut steps = vec![];
    let mut node = pipeline;
    while let Term::Call(b"|>", [left, right]) = place.ast.term(node) {
        steps.push((*right, node));
        node = *left;
    }
    steps.push((node, node));
    for (step, whole) in steps.into_iter().rev() {
        push_value(at_nodes, step, whole, place);
    }
}

/// The value of `node` is that of the text of `shown`.
fn push_value(at_nodes: &mut Vec<String>, node: NodeId, shown: NodeId, place: &Place<'_>) {
    let Some(mark) = place.marks.text(node) else {
        return;
    };
    let range = place.ast.range(shown);
    let text = &place.source[range.start().to_usize()..range.end().to_usize()];
    let line = place.ast.place(node).map_or(0, |place| place.line);
    at_nodes.push(format!(
        "{{{mark}, {{:track, [{line}, {}]}}}}",
        probe::string(text)
    ));
}

fn moment(at: Moment) -> String {
    match at {
        Moment::Entry => ":entry".into(),
        Moment::BeforeReturn => ":before_return".into(),
        Moment::OnError => ":on_error".into(),
        Moment::AfterLine(line) => format!("{{:line, {line}}}"),
    }
}

fn atoms(names: &[String]) -> String {
    let atoms: Vec<String> = names.iter().map(|name| probe::atom(name)).collect();
    format!("[{}]", atoms.join(", "))
}
