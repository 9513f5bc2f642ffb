//! `click_commands`.

use spile_core::{NodeIdx, Outline, Pattern, Reference};

use super::last_segment;
use super::objects::{Answer, Method, imports, top_package};

/// The callbacks of commands and groups: what `click.command`, `click.group` and a group's `command` and `group` decorate.
/// A group that comes from another module counts when the source imports Click or something built on it. Typer's and
/// Discord's commands are near misses.
pub(super) static PATTERN: Pattern = Pattern {
    name: "click_commands",
    summary: "the callbacks of Click's commands and groups",
    words: &["command", "group"],
    find,
};

fn is_group(full: &str) -> bool {
    full == "click"
        || top_package(full) == "click" && last_segment(full).ends_with("Group")
        || full == "flask.cli.AppGroup"
}

fn find(outline: &Outline) -> Vec<NodeIdx> {
    let has_click = imports(outline, "click");
    let mut found: Vec<NodeIdx> = Vec::new();
    for definition in &outline.definitions {
        let is_command = |decorator: &Reference| is_command(outline, decorator, has_click, &found);
        if definition.kind.is_named_function() && definition.decorators.iter().any(is_command) {
            found.push(definition.node);
        }
    }
    found
}

/// `found` are the commands above.
fn is_command(outline: &Outline, decorator: &Reference, has_click: bool, found: &[NodeIdx]) -> bool {
    if ["click.command", "click.group"].contains(&decorator.qualified.as_str()) {
        return true;
    }
    let Some(method) = Method::of(decorator) else {
        return false;
    };
    if !["command", "group"].contains(&method.name) {
        return false;
    }
    let is_known_group = outline
        .definitions
        .iter()
        .any(|definition| definition.name == method.object && found.binary_search(&definition.node).is_ok());
    if is_known_group || method.object_name() == "cli" {
        return true;
    }
    match method.is_on(outline, &is_group) {
        Answer::Yes => true,
        Answer::No => false,
        Answer::Unknown => has_click,
    }
}
