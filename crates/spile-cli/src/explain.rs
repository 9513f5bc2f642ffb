//! `spile explain`: which rules looked at a node, which matched, which won, and why it is or is not recorded.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::anyhow;
use serde::Serialize;
use spile_core::{DefinitionIdx, Module, NodeId, NodeIdx, Rules, Selection};
use spile_source::LineIndex;

use crate::args::{ExplainArgs, Format};
use crate::configuration::{config_for, rules_of_config};
use crate::failure::{Failure, Result};
use crate::places::Places;
use crate::planning::{self, Located, Planned, PlannedDefinition};
use crate::{output, project, sources};

/// What there is to say, in JSON.
#[derive(Serialize)]
struct Document {
    file: String,
    #[serde(flatten)]
    definition: PlannedDefinition,
    recorded: bool,
    /// The expression or statement that was asked about, if it was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    node: Option<String>,
    rules: Vec<Looked>,
}

/// One rule, and what it made of the node.
#[derive(Serialize)]
struct Looked {
    rule: String,
    target: String,
    settings: String,
    /// The actions by whose names the settings are asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    actions: Vec<String>,
    selects: bool,
    /// Whether it decided about `record`.
    decided: bool,
    /// The parts of the target that are combined by `and`, each with whether it selects the node; when there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<(String, bool)>,
}

/// Prints why the node `args.what` is recorded or not.
pub(crate) fn explain(args: &ExplainArgs) -> Result<()> {
    let current = project::current_dir()?;
    let root = project::root_of(&current);
    let config = config_for(&args.rules, &current)?;
    let rules = rules_of_config(&config)?;
    let places = Places::new(Some(&root.to_string_lossy()));
    let (path, wanted) = locate(&args.what, root)?;
    let path = path.strip_prefix(&current).map(Path::to_owned).unwrap_or(path);
    let unreadable = |why: String| Failure::usage(anyhow!("cannot read {}: {why}", path.display()));
    let (source, _) = sources::read(&path).map_err(unreadable)?;
    let located = Located::at(&path, &places);
    let planned = planning::plan(source, &located, &rules).map_err(unreadable)?;
    let node = match wanted {
        Wanted::Line(line) => innermost(&planned, line).ok_or_else(|| {
            let lines = planned.source.lines().count();
            Failure::usage(anyhow!("{} has {lines} lines, no line {line}", path.display()))
        })?,
        Wanted::Id(id) => match planned.outline.find(&id)[..] {
            [node] => node,
            [] => return Err(no_such_node(&args.what, &planned, &path)),
            [first, .., last] => {
                let (first, last) = (planned.outline.id(first), planned.outline.id(last));
                return Err(Failure::usage(anyhow!(
                    "{} names several nodes, {first} and {last} among them; which one?",
                    args.what
                )));
            }
        },
    };
    let mut document = describe(node, &path, &planned, &located, &rules);
    for looked in &mut document.rules {
        looked.actions = config.actions_of(&looked.rule).to_vec();
    }
    match args.format {
        Format::Json => output::print_json(&document),
        Format::Ndjson => output::print_ndjson([&document]),
        Format::Text => print(&document),
    }
}

enum Wanted {
    /// 1-based.
    Line(u32),
    Id(NodeId),
}

/// The file and what in it is meant by `PATH:LINE` or a node ID.
fn locate(what: &str, root: &Path) -> Result<(PathBuf, Wanted)> {
    if Path::new(what).is_file() {
        return Err(Failure::usage(anyhow!(
            "which line of {what}? Write for example `{what}:1`"
        )));
    }
    let id: NodeId = what.parse().map_err(Failure::usage)?;
    if let Some((path, line)) = id.as_line() {
        // Tools that say where something is often tell the column as well.
        let without_column = path.parse::<NodeId>();
        let (path, line) = match &without_column {
            Ok(place) if !Path::new(path).exists() => place.as_line().unwrap_or((path, line)),
            _ => (path, line),
        };
        return Ok((path.into(), Wanted::Line(line)));
    }
    let files = sources::find(&[root.to_owned()]).files;
    if let Some(file) = elixir_file(&files, &id) {
        return Ok((file, Wanted::Id(id)));
    }
    let modules = files.iter().map(|file| sources::module_name(file));
    // Of modules with the same beginning the longest is meant: `shop.cart.total` may be in `shop` or in `shop.cart`.
    let mut candidates: Vec<(&PathBuf, String)> = files
        .iter()
        .zip(modules)
        .filter(|(_, module)| id.may_be_in(module))
        .collect();
    let longest = candidates.iter().map(|(_, module)| module.len()).max();
    candidates.retain(|(_, module)| Some(module.len()) == longest);
    match &candidates[..] {
        [(file, _)] => Ok(((*file).clone(), Wanted::Id(id))),
        [] => Err(Failure::usage(anyhow!(
            "no source file below {} is the module that `{what}` is in; write PATH:LINE for one elsewhere",
            root.display()
        ))),
        several => one_of(what, id, several, root),
    }
}

/// The one file that has the node, of several that are the same module.
fn one_of(what: &str, id: NodeId, files: &[(&PathBuf, String)], root: &Path) -> Result<(PathBuf, Wanted)> {
    let mut places: Vec<(&PathBuf, u32)> = Vec::new();
    for (file, module) in files {
        let module = Module {
            name: module,
            is_package: sources::is_package(file),
        };
        let Ok((text, _)) = sources::read(file) else {
            continue;
        };
        let Ok(outline) = sources::outline(file, &text, module) else {
            continue;
        };
        if let Some(node) = outline.find(&id).first() {
            let start = outline
                .tree
                .node(outline.nodes[node.to_usize()].syntax)
                .range
                .start();
            places.push((file, LineIndex::new(&text).line_col(start).line));
        }
    }
    let told = |file: &Path| file.strip_prefix(root).unwrap_or(file).display().to_string();
    match &places[..] {
        [(file, _)] => Ok(((*file).clone(), Wanted::Id(id))),
        [] => {
            let files: Vec<String> = files.iter().map(|(file, _)| told(file)).collect();
            Err(Failure::usage(anyhow!(
                "several files are the module that {what} is in, and none of them has it: {}",
                files.join(", ")
            )))
        }
        several => {
            let places: Vec<String> = several
                .iter()
                .map(|(file, line)| format!("{}:{line}", told(file)))
                .collect();
            Err(Failure::usage(anyhow!(
                "several files have a node {what}; which one? Write one of {}",
                places.join(", ")
            )))
        }
    }
}

/// The Elixir file that a node is in, or else its module: which modules a file holds only its text tells.
fn elixir_file(files: &[PathBuf], id: &NodeId) -> Option<PathBuf> {
    let files: Vec<&PathBuf> = files.iter().filter(|file| sources::is_elixir(file)).collect();
    let held = sources::in_parallel(&files, |file| {
        let (text, _) = sources::read(file).ok()?;
        let name = sources::module_name(file);
        let last = id.module().and_then(|module| module.rsplit(['.', '/']).next());
        // What is not in the text needs no parser.
        if last.is_some_and(|last| !text.contains(last.trim_end_matches('}')) && !name.ends_with(last)) {
            return None;
        }
        let outline = sources::outline(file, &text, name.as_str().into()).ok()?;
        let holds_module = || {
            let mut definitions = outline.definitions.iter();
            definitions
                .any(|definition| definition.module.is_some() && definition.module.as_deref() == id.module())
        };
        match outline.find(id).is_empty() {
            false => Some(true),
            true => holds_module().then_some(false),
        }
    });
    let with = |found| held.iter().position(|held| *held == Some(found));
    with(true).or_else(|| with(false)).map(|at| files[at].clone())
}

fn no_such_node(id: &str, planned: &Planned, path: &Path) -> Failure {
    let outline = &planned.outline;
    let ids: Vec<String> = outline
        .definitions
        .iter()
        .map(|definition| outline.id(definition.node))
        .collect();
    let near = spile_core::nearest(id, ids.iter().map(String::as_str));
    let help = match near {
        Some(near) => format!("did you mean {near}?"),
        None => format!("`spile nodes {}` lists those that are there", path.display()),
    };
    Failure::usage(anyhow!("{} has no node {id}; {help}", path.display()))
}

/// The innermost definition around a line.
fn innermost(planned: &Planned, line: u32) -> Option<NodeIdx> {
    let outline = &planned.outline;
    let lines = LineIndex::new(&planned.source);
    let line_of = |at| lines.line_col(at).line;
    if line == 0 || line as usize > planned.source.lines().count().max(1) {
        return None;
    }
    let holds = |definition: &&spile_core::Definition| {
        let range = outline
            .tree
            .node(outline.nodes[definition.node.to_usize()].syntax)
            .range;
        let last = range.end().to_u32().saturating_sub(1).max(range.start().to_u32());
        (line_of(range.start())..=line_of(spile_source::ByteOffset::new(last))).contains(&line)
    };
    // Those further in come later.
    let found = outline.definitions.iter().skip(1).rfind(holds);
    Some(found.unwrap_or(outline.definition(DefinitionIdx::MODULE)).node)
}

fn describe(node: NodeIdx, path: &Path, planned: &Planned, located: &Located<'_>, rules: &Rules) -> Document {
    let outline = &planned.outline;
    let at = outline.nodes[node.to_usize()].definition;
    let definition = outline.definition(at);
    let decision = &planned.decisions[at.to_usize()];
    let on = Selection {
        outline,
        source: &planned.source,
        facts: located.facts(Some(&planned.source)),
        patterns: rules.patterns(),
        codes: rules.codes(),
    };
    let looked = |(place, rule): (usize, &spile_core::Rule)| {
        let parts = rule.target.parts();
        let parts = parts
            .iter()
            .map(|part| (part.to_string(), part.select(&on).contains(node)));
        Looked {
            rule: rule.name.clone(),
            target: rule.target.to_string(),
            settings: rule.settings.to_string(),
            actions: Vec::new(),
            selects: rule.target.select(&on).contains(node),
            decided: decision.decided == Some(place),
            parts: parts.collect(),
        }
    };
    let told = planned.tell(definition, decision, rules);
    let is_definition = outline.definition_at(node).is_some();
    Document {
        file: path.display().to_string(),
        recorded: told.why_not.is_none(),
        definition: told,
        node: (!is_definition).then(|| outline.id(node)),
        rules: rules.rules().iter().enumerate().map(looked).collect(),
    }
}

/// How the actions that settings come from are told behind them.
pub(crate) fn by_actions(names: &[String]) -> String {
    match names {
        [] => String::new(),
        names => format!(" by {}", names.join(", ")),
    }
}

fn print(document: &Document) -> Result<()> {
    let definition = &document.definition;
    output::print(|out| {
        if let Some(node) = &document.node {
            writeln!(out, "{node} is in")?;
        }
        writeln!(
            out,
            "{}, a {} at {}:{}",
            definition.id, definition.kind, document.file, definition.line
        )?;
        match &definition.why_not {
            None => writeln!(out, "is recorded.")?,
            Some(why) => writeln!(out, "is not recorded, because {why}.")?,
        }
        writeln!(out)?;
        for (number, looked) in (1..).zip(&document.rules) {
            let verdict = match (looked.selects, looked.decided) {
                (true, true) => "selects it and decides",
                (true, false) => "selects it",
                (false, _) => "does not select it",
            };
            writeln!(
                out,
                "{number}. {} {verdict}: {}{} where {}",
                looked.rule,
                looked.settings,
                by_actions(&looked.actions),
                looked.target
            )?;
            for (part, selects) in &looked.parts {
                writeln!(out, "   {} {part}", if *selects { "yes" } else { "no " })?;
            }
        }
        Ok(())
    })
}
