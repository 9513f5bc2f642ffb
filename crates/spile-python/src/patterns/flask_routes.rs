//! `flask_routes`.

use spile_core::{Definition, DefinitionIdx, NodeIdx, Outline, Pattern, Reference};

use super::arguments::{argument, call_of_decorator, definition_named, string};
use super::objects::{Answer, Method, imports, top_package};
use super::{classes, last_segment};

/// View functions: what `route`, `get`, `post`, ... of an application or blueprint decorate, and what is given to
/// `add_url_rule`; of class-based views the methods that answer a request. What comes from another module counts as an
/// application when the path begins with a slash, unless the source uses another framework with such decorators. Error
/// handlers, `before_request` and the like are near misses.
pub(super) static PATTERN: Pattern = Pattern {
    name: "flask_routes",
    summary: "Flask's view functions, and the methods of class-based views that answer requests",
    words: &[],
    find,
};

const DECORATORS: [&str; 6] = ["route", "get", "post", "put", "delete", "patch"];

/// The methods of a class-based view that are called for a request.
const HANDLERS: [&str; 9] = [
    "dispatch_request",
    "get",
    "post",
    "put",
    "patch",
    "delete",
    "head",
    "options",
    "trace",
];

/// Classes with `route`, whichever module of the framework they are taken from.
const CLASSES: [&str; 6] = [
    "Flask",
    "Blueprint",
    "APIFlask",
    "APIBlueprint",
    "OpenAPI",
    "Scaffold",
];

/// Other frameworks with `@app.route("/")`.
const OTHER_FRAMEWORKS: [&str; 9] = [
    "bottle",
    "sanic",
    "quart",
    "starlette",
    "fastapi",
    "aiohttp",
    "klein",
    "robyn",
    "chalice",
];

fn is_flask_class(full: &str) -> bool {
    top_package(full).to_ascii_lowercase().contains("flask") && CLASSES.contains(&last_segment(full))
}

fn find(outline: &Outline) -> Vec<NodeIdx> {
    let file = File {
        outline,
        has_flask: imports(outline, "flask"),
        is_of_others: OTHER_FRAMEWORKS.iter().any(|package| imports(outline, package)),
    };
    let mut found = Vec::new();
    for (_, definition) in outline.definitions() {
        let is_view = |decorator: &Reference| file.is_route(decorator);
        if definition.kind.is_named_function() && definition.decorators.iter().any(is_view) {
            found.push(definition.node);
        }
    }
    for call in &outline.calls {
        if last_segment(&call.written) != "add_url_rule" {
            continue;
        }
        let view = argument(outline, call.syntax, 2, "view_func");
        if let Some(view) = view.and_then(|view| view_named(outline, view)) {
            found.extend(nodes_of_view(outline, view));
        }
    }
    for (at, class) in classes::classes(outline) {
        if is_view_class(outline, at) || class.decorators.iter().any(|decorator| file.is_route(decorator)) {
            found.extend(handlers(outline, at).map(|method| method.node));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

struct File<'a> {
    outline: &'a Outline,
    has_flask: bool,
    is_of_others: bool,
}

impl File<'_> {
    fn is_route(&self, decorator: &Reference) -> bool {
        // Flask-AppBuilder and Flask-Admin make rules of these.
        if last_segment(&decorator.written) == "expose" {
            return top_package(&decorator.qualified).starts_with("flask_");
        }
        let Some(method) = Method::of(decorator) else {
            return false;
        };
        if !DECORATORS.contains(&method.name) {
            return false;
        }
        match method.is_on(self.outline, &is_flask_class) {
            Answer::Yes => true,
            Answer::No => false,
            Answer::Unknown => {
                let is_likely = method.name == "route" || self.has_flask;
                is_likely && !self.is_of_others && self.has_path(decorator)
            }
        }
    }

    fn has_path(&self, decorator: &Reference) -> bool {
        call_of_decorator(self.outline, decorator.syntax)
            .and_then(|call| argument(self.outline, call, 0, "rule"))
            .and_then(|path| string(self.outline, path))
            .is_some_and(|path| path.starts_with('/'))
    }
}

/// Whether the class is derived from Flask's `View`, or from an extension's that answers by method.
fn is_view_class(outline: &Outline, class: DefinitionIdx) -> bool {
    classes::has_base(outline, class, &|base| {
        let name = last_segment(&base.qualified);
        let is_of_flask = top_package(&base.qualified)
            .to_ascii_lowercase()
            .starts_with("flask");
        is_of_flask && ["View", "MethodView", "Resource", "MethodResource"].contains(&name)
    })
}

fn handlers(outline: &Outline, class: DefinitionIdx) -> impl Iterator<Item = &Definition> {
    classes::methods(outline, class).filter(|method| HANDLERS.contains(&method.name.as_str()))
}

/// The function or class that `view` or `View.as_view("view")` names.
fn view_named(outline: &Outline, at: spile_core::SyntaxIdx) -> Option<DefinitionIdx> {
    let tree = &outline.tree;
    if tree.node(at).kind != "call" {
        return definition_named(outline, at);
    }
    let called = tree.children(at).next()?;
    if tree.node(called).kind == "attribute" && tree.text(called) == "as_view" {
        return definition_named(outline, tree.children(called).next()?);
    }
    // `add_url_rule("/", view_func=login_required(view))`
    definition_named(outline, argument(outline, at, 0, "")?)
}

fn nodes_of_view(outline: &Outline, view: DefinitionIdx) -> Vec<NodeIdx> {
    let definition = outline.definition(view);
    if definition.kind.is_named_function() {
        vec![definition.node]
    } else {
        handlers(outline, view).map(|method| method.node).collect()
    }
}
