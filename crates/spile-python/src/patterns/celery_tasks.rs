//! `celery_tasks`.

use spile_core::{DefinitionIdx, NodeIdx, NodeKind, Outline, Pattern, Reference};

use super::arguments::{argument, function_named};
use super::objects::{Answer, Method, imports, top_package};
use super::{classes, last_segment};

/// Tasks: what `shared_task` and an application's `task` decorate, and the `run` of classes that are derived from `Task`.
/// An application that comes from another module is known by its name: `app`, `celery`, or one that ends so. Signal
/// handlers, and the tasks of invoke, Prefect or Airflow, are near misses.
pub(super) static PATTERN: Pattern = Pattern {
    name: "celery_tasks",
    summary: "Celery's tasks: decorated functions, and `run` of task classes",
    words: &[],
    find,
};

fn is_celery_class(full: &str) -> bool {
    top_package(full) == "celery" && ["Celery", "current_app"].contains(&last_segment(full))
}

fn find(outline: &Outline) -> Vec<NodeIdx> {
    let has_celery = imports(outline, "celery");
    let mut found = Vec::new();
    for (at, definition) in outline.definitions() {
        let is_task = |decorator: &Reference| is_task_decorator(outline, decorator, has_celery);
        if definition.decorators.iter().any(is_task) && definition.kind.is_named_function() {
            found.push(definition.node);
        } else if definition.kind == NodeKind::Class && is_task_class(outline, at) {
            let run = classes::methods(outline, at).filter(|method| method.name == "run");
            found.extend(run.map(|method| method.node));
        }
    }
    for call in &outline.calls {
        // `app.task(name="later")(later)`
        if !call.written.ends_with("task()") || !is_task_call(outline, call, has_celery) {
            continue;
        }
        let function = argument(outline, call.syntax, 0, "").and_then(|at| function_named(outline, at));
        found.extend(function.map(|function| outline.definition(function).node));
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn is_task_decorator(outline: &Outline, decorator: &Reference, has_celery: bool) -> bool {
    if decorator.qualified.starts_with("celery.")
        && ["shared_task", "task", "periodic_task"].contains(&last_segment(&decorator.qualified))
    {
        return true;
    }
    let Some(method) = Method::of(decorator) else {
        return last_segment(&decorator.qualified) == "shared_task" || decorator.written == "shared_task";
    };
    if !["task", "periodic_task"].contains(&method.name) {
        return false;
    }
    match method.is_on(outline, &is_celery_class) {
        Answer::Yes => true,
        Answer::No => false,
        Answer::Unknown => {
            let name = method.object_name().to_ascii_lowercase();
            name.ends_with("celery") || name.ends_with("app") || name.starts_with("celery") && has_celery
        }
    }
}

/// Whether what a decorator gives is called: its reference is that of the decorator with `()` behind it.
fn is_task_call(outline: &Outline, call: &Reference, has_celery: bool) -> bool {
    let without = |name: &str| name.strip_suffix("()").unwrap_or_default().to_owned();
    let decorator = Reference {
        written: without(&call.written),
        qualified: without(&call.qualified),
        ..call.clone()
    };
    is_task_decorator(outline, &decorator, has_celery)
}

fn is_task_class(outline: &Outline, class: DefinitionIdx) -> bool {
    classes::has_base(outline, class, &|base| {
        let name = last_segment(if base.qualified.is_empty() {
            &base.written
        } else {
            &base.qualified
        });
        top_package(&base.qualified) == "celery" && name.ends_with("Task")
    })
}
