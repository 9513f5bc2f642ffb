//! `behaviour_callbacks`.

use spile_core::{DefinitionIdx, NodeIdx, Outline, Pattern};

use super::behaviours::{
    Function, callbacks, clauses_that, first_child, functions_of, has_body, is_one_of, modules_with,
};
use super::{
    genserver_callbacks, oban_workers, phoenix_live_view_callbacks, plug_callbacks, supervisor_callbacks,
};

/// Functions that are marked `@impl`, those of implementations of protocols, and the callbacks of behaviours that are known
/// by name.
pub(super) const PATTERN: Pattern = Pattern {
    name: "behaviour_callbacks",
    summary: "functions that are marked `@impl`, those of `defimpl`, and callbacks of well-known behaviours",
    words: &["impl", "use", "@behaviour"],
    find,
};

/// Behaviours that no other pattern is about, with what their `behaviour_info(:callbacks)` lists.
const KNOWN: &[(&str, &[Function])] = &[
    (
        "Application",
        &[
            ("start", 2),
            ("stop", 1),
            ("prep_stop", 1),
            ("config_change", 3),
            ("start_phase", 3),
        ],
    ),
    ("Access", &[("fetch", 2), ("get_and_update", 3), ("pop", 2)]),
    ("Mix.Task", &[("run", 1)]),
    ("GenStage", GEN_STAGE),
    ("ConsumerSupervisor", &[("init", 1)]),
    (
        "gen_statem",
        &[
            ("init", 1),
            ("callback_mode", 0),
            ("handle_event", 4),
            ("terminate", 3),
            ("code_change", 4),
        ],
    ),
    ("Phoenix.Channel", CHANNEL),
    ("Phoenix.Socket", &[("connect", 2), ("connect", 3), ("id", 1)]),
    (
        "Ecto.Type",
        &[
            ("type", 0),
            ("cast", 1),
            ("load", 1),
            ("dump", 1),
            ("equal?", 2),
            ("embed_as", 1),
            ("autogenerate", 0),
        ],
    ),
    ("Ecto.ParameterizedType", PARAMETERIZED_TYPE),
];

const EXCEPTION: &[Function] = &[("exception", 1), ("message", 1), ("blame", 2)];

const GEN_STAGE: &[Function] = &[
    ("init", 1),
    ("handle_demand", 2),
    ("handle_events", 3),
    ("handle_subscribe", 4),
    ("handle_cancel", 3),
    ("handle_call", 3),
    ("handle_cast", 2),
    ("handle_info", 2),
    ("terminate", 2),
    ("code_change", 3),
    ("format_status", 2),
];

const CHANNEL: &[Function] = &[
    ("join", 3),
    ("handle_in", 3),
    ("handle_out", 3),
    ("handle_info", 2),
    ("handle_call", 3),
    ("handle_cast", 2),
    ("terminate", 2),
    ("code_change", 3),
];

const PARAMETERIZED_TYPE: &[Function] = &[
    ("init", 1),
    ("type", 1),
    ("cast", 2),
    ("load", 3),
    ("dump", 3),
    ("equal?", 3),
    ("embed_as", 2),
    ("autogenerate", 1),
    ("format", 1),
];

pub(super) fn find(outline: &Outline) -> Vec<NodeIdx> {
    let mut found = marked(outline);
    let known = [
        genserver_callbacks::find,
        supervisor_callbacks::find,
        plug_callbacks::find,
        phoenix_live_view_callbacks::find,
        oban_workers::find,
    ];
    found.extend(known.iter().flat_map(|find| find(outline)));
    for (behaviour, functions) in KNOWN {
        let modules = modules_with(outline, |_, base| is_one_of(base, &[behaviour]));
        found.extend(callbacks(outline, &modules, functions));
    }
    let exceptions = exceptions(outline);
    found.extend(callbacks(outline, &exceptions, EXCEPTION));
    let implementations = outline
        .definitions()
        .filter(|(_, module)| module.labels.contains(&"implementation"));
    let implementations: Vec<DefinitionIdx> = implementations.map(|(idx, _)| idx).collect();
    found.extend(clauses_that(outline, &implementations, |_, _| true));
    found.sort_unstable();
    found.dedup();
    found
}

/// The modules with a `defexception`, which gives them the behaviour `Exception`.
fn exceptions(outline: &Outline) -> Vec<DefinitionIdx> {
    let calls = outline.calls.iter().filter(|call| call.written == "defexception");
    let around = calls.filter_map(|call| outline.node_at(call.syntax));
    around
        .map(|node| outline.nodes[node.to_usize()].definition)
        .filter(|definition| outline.definition(*definition).is_inner_module())
        .collect()
}

/// All clauses of the functions of which one has `@impl` before it, but `@impl false`.
fn marked(outline: &Outline) -> Vec<NodeIdx> {
    let mut found = Vec::new();
    let modules = outline
        .definitions()
        .filter(|(_, module)| module.is_inner_module());
    for (module, _) in modules {
        for (idx, function) in functions_of(outline, module) {
            if has_body(function) && outline.clauses_of(idx).any(|clause| is_marked(outline, clause)) {
                found.push(function.node);
            }
        }
    }
    found
}

fn is_marked(outline: &Outline, clause: DefinitionIdx) -> bool {
    outline.definition(clause).decorators.iter().any(|decorator| {
        decorator.written == "impl"
            && first_child(outline, decorator.syntax).is_some_and(|value| outline.tree.text(value) != "false")
    })
}
