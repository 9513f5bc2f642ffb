//! `fastapi_routes`.

use spile_core::{NodeIdx, Outline, Pattern, Reference};

use super::arguments::{argument, call_of_decorator, function_named, string};
use super::last_segment;
use super::objects::{Answer, Method, imports, top_package};

/// Endpoints: what `get`, `post`, ..., `api_route` and `websocket` of an application or router decorate, and what is
/// given to `add_api_route`. What comes from another module counts as one when the source imports FastAPI and the path is
/// empty or begins with a slash. Dependencies, middleware and exception handlers are near misses.
pub(super) static PATTERN: Pattern = Pattern {
    name: "fastapi_routes",
    summary: "FastAPI's endpoints",
    words: &[],
    find,
};

const DECORATORS: [&str; 10] = [
    "get",
    "post",
    "put",
    "delete",
    "patch",
    "options",
    "head",
    "trace",
    "api_route",
    "websocket",
];

fn is_router_class(full: &str) -> bool {
    top_package(full) == "fastapi" && ["FastAPI", "APIRouter"].contains(&last_segment(full))
}

fn find(outline: &Outline) -> Vec<NodeIdx> {
    let has_fastapi = imports(outline, "fastapi");
    let mut found = Vec::new();
    for definition in &outline.definitions {
        let is_endpoint = |decorator: &Reference| is_route(outline, decorator, has_fastapi);
        if definition.kind.is_named_function() && definition.decorators.iter().any(is_endpoint) {
            found.push(definition.node);
        }
    }
    for call in &outline.calls {
        if !["add_api_route", "add_api_websocket_route"].contains(&last_segment(&call.written)) {
            continue;
        }
        let endpoint = argument(outline, call.syntax, 1, "endpoint");
        if let Some(endpoint) = endpoint.and_then(|endpoint| function_named(outline, endpoint)) {
            found.push(outline.definition(endpoint).node);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn is_route(outline: &Outline, decorator: &Reference, has_fastapi: bool) -> bool {
    let Some(method) = Method::of(decorator) else {
        return false;
    };
    if !DECORATORS.contains(&method.name) {
        return false;
    }
    match method.is_on(outline, &is_router_class) {
        Answer::Yes => true,
        Answer::No => false,
        Answer::Unknown => has_fastapi && has_path(outline, decorator),
    }
}

fn has_path(outline: &Outline, decorator: &Reference) -> bool {
    call_of_decorator(outline, decorator.syntax)
        .and_then(|call| argument(outline, call, 0, "path"))
        .and_then(|path| string(outline, path))
        .is_some_and(|path| path.is_empty() || path.starts_with('/'))
}
