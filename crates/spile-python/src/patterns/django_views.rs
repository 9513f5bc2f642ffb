//! `django_views`.

use spile_core::{Definition, DefinitionIdx, NodeIdx, NodeKind, Outline, Pattern, Reference, SyntaxIdx};

use super::arguments::{argument, definition_named};
use super::objects::{imports, top_package};
use super::{classes, last_segment, properties};

/// View functions, and the methods of class-based views that answer a request. A function is a view when the same source
/// gives it to `path`, or when a decorator says so, or by convention: its first parameter is `request`, in a module called
/// `views`. A class is one when its bases are called so. Middleware, context processors and helpers that take a request
/// elsewhere are near misses.
pub(super) static PATTERN: Pattern = Pattern {
    name: "django_views",
    summary: "Django's view functions, and the methods of class-based views that answer requests",
    words: &[],
    find,
};

/// `View.http_method_names`, and what calls them.
const HANDLERS: [&str; 9] = [
    "dispatch", "get", "post", "put", "patch", "delete", "head", "options", "trace",
];

/// What the routers of Django REST framework map methods to.
const ACTIONS: [&str; 6] = [
    "list",
    "create",
    "retrieve",
    "update",
    "partial_update",
    "destroy",
];

fn find(outline: &Outline) -> Vec<NodeIdx> {
    let is_view_module = is_view_module(&outline.module)
        && ["django", "rest_framework"]
            .iter()
            .any(|package| imports(outline, package));
    let mut found = Vec::new();
    for (at, definition) in outline.definitions() {
        if definition.kind == NodeKind::Class {
            found.extend(handlers(outline, at, is_view_module).map(|method| method.node));
        } else if definition.kind.is_named_function()
            && (is_decorated(definition) || is_view_module && is_plain_view(outline, at, definition))
        {
            found.push(definition.node);
        }
    }
    if imports(outline, "django") {
        found.extend(routed(outline));
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn is_view_module(module: &str) -> bool {
    module
        .split('.')
        .any(|segment| segment == "views" || segment.ends_with("_views"))
}

/// `@api_view(["GET"])`, `@require_POST`, ...
fn is_decorated(definition: &Definition) -> bool {
    definition.decorators.iter().any(|decorator| {
        decorator.qualified.starts_with("django.views.decorators.http.")
            || decorator.qualified == "rest_framework.decorators.api_view"
    })
}

/// A function that the module itself calls, or that is called `get_...`, helps its views.
fn is_plain_view(outline: &Outline, at: DefinitionIdx, definition: &Definition) -> bool {
    let takes_request = definition
        .parameters
        .first()
        .is_some_and(|first| first.name == "request");
    let is_called = || outline.calls.iter().any(|call| call.definition == Some(at));
    definition.parent == Some(DefinitionIdx::MODULE)
        && takes_request
        && !definition.name.starts_with('_')
        && (!definition.decorators.is_empty() || !definition.name.starts_with("get_") && !is_called())
}

fn handlers(
    outline: &Outline,
    class: DefinitionIdx,
    is_view_module: bool,
) -> impl Iterator<Item = &Definition> {
    let is_view = classes::has_base(outline, class, &is_view_base);
    let is_set = classes::has_base(outline, class, &|base| {
        last_segment(&base.written).ends_with("ViewSet")
    });
    let name = &outline.definition(class).name;
    let is_view_mixin = name.ends_with("ViewMixin") || is_view_module && name.ends_with("Mixin");
    let is_mixin = name.ends_with("Mixin");
    classes::methods(outline, class).filter(move |method| {
        let name = method.name.as_str();
        let takes_request = method
            .parameters
            .get(1)
            .is_some_and(|second| second.name == "request");
        (is_view || is_view_mixin) && HANDLERS.contains(&name)
            // Nothing but a view is dispatched to.
            || is_mixin && takes_request && name == "dispatch"
            || (is_set || is_view_mixin) && takes_request && (ACTIONS.contains(&name) || name.ends_with("_view"))
            || method.decorators.iter().any(is_action)
    })
}

fn is_view_base(base: &Reference) -> bool {
    let name = last_segment(&base.written);
    !is_of_others(&base.qualified)
        && (name.ends_with("View") || name.ends_with("ViewSet") || name.ends_with("ViewMixin"))
}

/// Other frameworks with classes that are called so.
fn is_of_others(full: &str) -> bool {
    let package = top_package(full);
    package.starts_with("flask")
        || ["aiohttp", "sanic", "quart", "pyramid", "discord", "tkinter"].contains(&package)
}

/// `@action(detail=True)` of Django REST framework.
fn is_action(decorator: &Reference) -> bool {
    decorator.qualified == "rest_framework.decorators.action"
}

/// What this source itself gives to `path`, `re_path` and `url`.
fn routed(outline: &Outline) -> Vec<NodeIdx> {
    let mut found = Vec::new();
    for call in &outline.calls {
        if !["path", "re_path", "url"].contains(&call.written.as_str()) {
            continue;
        }
        let view = argument(outline, call.syntax, 1, "view").and_then(|view| unwrapped(outline, view));
        found.extend(view.map(|view| outline.definition(view).node));
    }
    found
}

/// The function that a view is, below what wraps it: `self.admin_site.admin_view(self.export)`.
fn unwrapped(outline: &Outline, view: SyntaxIdx) -> Option<DefinitionIdx> {
    let mut at = view;
    while outline.tree.node(at).kind == "call" {
        at = argument(outline, at, 0, "view")?;
    }
    let function = definition_named(outline, at)?;
    let definition = outline.definition(function);
    // A property gives a view.
    let is_view = definition.kind.is_named_function() && !properties::is_decorated(definition);
    is_view.then_some(function)
}
