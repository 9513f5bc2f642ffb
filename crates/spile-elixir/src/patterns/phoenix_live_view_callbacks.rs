//! `phoenix_live_view_callbacks`.

use spile_core::{NodeIdx, Outline, Pattern, Reference};

use super::behaviours::{Function, callbacks, is_one_of, modules_with, use_words};

/// The callbacks of live views and live components.
pub(super) const PATTERN: Pattern = Pattern {
    name: "phoenix_live_view_callbacks",
    summary: "the callbacks of Phoenix's live views and live components",
    words: &["Phoenix.Live", "live_view", "live_component"],
    find,
};

/// Of `Phoenix.LiveView` 1.1.
const OF_VIEW: &[Function] = &[
    ("mount", 3),
    ("handle_params", 3),
    ("handle_event", 3),
    ("handle_info", 2),
    ("handle_call", 3),
    ("handle_cast", 2),
    ("handle_async", 3),
    ("render", 1),
    ("terminate", 2),
];

/// Of `Phoenix.LiveComponent` 1.1.
const OF_COMPONENT: &[Function] = &[
    ("mount", 1),
    ("update", 2),
    ("update_many", 1),
    ("preload", 1),
    ("handle_event", 3),
    ("handle_async", 3),
    ("render", 1),
];

/// Whether a base is the module, or `use Shop.Web, :live_view`, whose word ends so by convention.
fn makes(outline: &Outline, base: &Reference, module: &str, word: &str) -> bool {
    is_one_of(base, &[module]) || use_words(outline, base).iter().any(|said| said.ends_with(word))
}

pub(super) fn find(outline: &Outline) -> Vec<NodeIdx> {
    let views = modules_with(outline, |outline, base| {
        makes(outline, base, "Phoenix.LiveView", "live_view")
    });
    let components = modules_with(outline, |outline, base| {
        makes(outline, base, "Phoenix.LiveComponent", "live_component")
    });
    let mut found = callbacks(outline, &views, OF_VIEW);
    found.extend(callbacks(outline, &components, OF_COMPONENT));
    found.sort_unstable();
    found.dedup();
    found
}
