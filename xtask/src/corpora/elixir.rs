//! `cargo xtask corpora elixir`: the promises of weaving over all Elixir source in folders. Nothing of it is run.
//!
//! What is counted is that of entry and exit. The promises are those of two more plans, too: values and all moments at which there
//! can be variables and code, and nodes within bodies that are tracked or have code before them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use spile_core::{
    Actions, Asks, Code, CodePlace, CustomCode, EntryExit, Moment, NodeKind, NotWoven, Outline, Role, Scheme,
    TailCalls, TrackedExpression, Variables, Weaving,
};
use spile_elixir::weave::{ElixirPlan, WovenPlaces, weave};
use spile_elixir_syntax::{Options, parse};
use spile_source::ByteOffset;

use crate::environment::root;

const USAGE: &str = "usage: cargo xtask corpora elixir DIR... [--no-write] [--left]";

/// What was found in one folder.
#[derive(Default)]
struct Seen {
    files: u64,
    not_programs: u64,
    clauses: u64,
    anonymous: u64,
    /// Clauses of `clauses` that a macro is given: whether it makes functions of them is known when they are compiled.
    given: u64,
    /// The same of `anonymous`.
    anonymous_given: u64,
    skipped: BTreeMap<(NodeKind, NotWoven), u64>,
    /// Where what runs with the program was left alone.
    left_at: Vec<String>,
    failures: Vec<String>,
}

impl Seen {
    /// What runs with the program and was left alone.
    fn left(&self) -> impl Iterator<Item = ((NodeKind, NotWoven), u64)> {
        let left = self.skipped.iter();
        let left = left.filter(|((_, reason), _)| reason.runs_with_program());
        left.map(|(what, n)| (*what, *n))
    }
}

/// Weaves every file below each folder, which is a corpus, and writes `docs/corpora/elixir.md`.
pub(crate) fn run(args: &[String]) -> Result<()> {
    let folders: Vec<&String> = args.iter().filter(|arg| !arg.starts_with("--")).collect();
    ensure!(!folders.is_empty(), "{USAGE}");
    let mut rows = Vec::new();
    for folder in folders {
        let name = Path::new(folder)
            .file_name()
            .context(USAGE)?
            .to_string_lossy()
            .into_owned();
        let mut files = Vec::new();
        collect(Path::new(folder), &mut files)?;
        files.sort();
        let mut seen = Seen::default();
        for file in files {
            // What is in another encoding is no Elixir.
            if let Ok(source) = fs::read_to_string(&file) {
                look(&file, &source, &mut seen);
            }
        }
        for failure in &seen.failures {
            println!("{failure}");
        }
        if args.iter().any(|arg| arg == "--left") {
            seen.left_at.iter().for_each(|left| println!("{left}"));
        }
        rows.push((name, seen));
    }
    rows.sort_by(|left, right| left.0.cmp(&right.0));
    let page = page(&rows);
    println!("{page}");
    if !args.iter().any(|arg| arg == "--no-write") {
        let path = root().join("docs/corpora/elixir.md");
        fs::write(&path, page).with_context(|| format!("cannot write {}", path.display()))?;
    }
    let failures: usize = rows.iter().map(|(_, seen)| seen.failures.len()).sum();
    ensure!(failures == 0, "{failures} promises were broken");
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_symlink() {
            continue;
        }
        if path.is_dir() {
            collect(&path, files)?;
        } else if path
            .extension()
            .is_some_and(|extension| extension == "ex" || extension == "exs")
        {
            files.push(path);
        }
    }
    Ok(())
}

fn look(file: &Path, source: &str, seen: &mut Seen) {
    seen.files += 1;
    let everything = ElixirPlan::entry_and_exit(Asks::default());
    let Ok(weaving) = weave(source, "file", &everything) else {
        seen.not_programs += 1;
        return;
    };
    for site in &weaving.sites {
        match site.kind {
            NodeKind::Lambda => seen.anonymous += 1,
            _ => seen.clauses += 1,
        }
    }
    let inserted = weaving.insertions.clone().apply(source);
    for (start, len) in inserted.map.inserted_ranges() {
        let text = &inserted.text[start as usize..(start + len) as usize];
        seen.given += text.matches("{:definition, [id: ").count() as u64;
        seen.anonymous_given += text.matches("{:function, [name: {:id, ").count() as u64;
    }
    for skipped in &weaving.skipped {
        if skipped.reason.runs_with_program() {
            let (line, id, reason) = (skipped.node.line, &skipped.node.id, skipped.reason);
            seen.left_at
                .push(format!("{}:{line}: {id}: {reason}", file.display()));
        }
        *seen
            .skipped
            .entry((skipped.node.kind, skipped.reason))
            .or_default() += 1;
    }
    let mut plans = vec![("entry and exit", everything, weaving)];
    for (name, plan) in [("values", values()), ("nodes", nodes(source))] {
        match weave(source, "file", &plan) {
            Ok(weaving) => plans.push((name, plan, weaving)),
            Err(error) => seen.failures.push(format!("{}: {name}: {error}", file.display())),
        }
    }
    for (name, plan, weaving) in plans {
        if let Some(broken) = broken(source, weaving, &plan) {
            seen.failures
                .push(format!("{}: {name}: {broken}", file.display()));
        }
    }
}

fn code(at: CodePlace) -> CustomCode {
    CustomCode {
        at,
        code: Code::Text("IO.inspect({\"é #{x}\", y})\n# what\n".into()),
        context: vec!["x".into(), "é?".into()],
    }
}

/// Everything that is said of a whole definition.
fn values() -> ElixirPlan {
    let moments = [Moment::Entry, Moment::BeforeReturn, Moment::OnError];
    let actions = Actions {
        entry_exit: Some(EntryExit {
            arguments: true,
            value: true,
            duration: true,
            tail_calls: TailCalls::Await,
            exceptions: true,
        }),
        variables: moments
            .into_iter()
            .map(|at| Variables {
                names: Vec::new(),
                at,
            })
            .collect(),
        code: moments.into_iter().map(|at| code(CodePlace::At(at))).collect(),
        expressions: Vec::new(),
    };
    ElixirPlan {
        actions,
        output: "format: :json".into(),
        ..ElixirPlan::default()
    }
}

/// The nodes of a definition that are tracked and have code before them, at most.
const NODES: usize = 8;

/// Nodes of each definition, spread over all of it.
fn nodes(source: &str) -> ElixirPlan {
    let mut plan = ElixirPlan::default();
    let Ok(ast) = parse(source, &Options::default()) else {
        return plan;
    };
    let outline: Outline = spile_elixir::outline_ast(source, "file".into(), &ast).outline;
    let ids = outline.ids(Scheme::Hybrid);
    let lines = spile_source::LineIndex::new(source);
    let mut within: Vec<Vec<usize>> = vec![Vec::new(); outline.definitions.len()];
    for (idx, node) in outline.nodes.iter().enumerate() {
        if outline.tree.node(node.syntax).role != Role::Definition {
            within[node.definition.0 as usize].push(idx);
        }
    }
    for (definition, within) in outline.definitions.iter().zip(within) {
        if definition.kind != NodeKind::Function {
            continue;
        }
        let mut actions = Actions::default();
        for idx in within.iter().step_by(within.len() / NODES + 1) {
            let node = ids[*idx].clone();
            let range = outline.tree.node(outline.nodes[*idx].syntax).range;
            actions.variables.push(Variables {
                names: vec!["x".into()],
                at: Moment::AfterLine(lines.line_col(range.start()).line),
            });
            actions.code.push(code(CodePlace::BeforeNode(node.clone())));
            actions.expressions.push(TrackedExpression {
                node,
                intermediate: true,
            });
        }
        if !actions.is_empty() {
            plan.by_id
                .insert(ids[definition.node.to_usize()].clone(), actions);
        }
    }
    plan
}

/// The first promise that does not hold.
fn broken(source: &str, weaving: Weaving, plan: &ElixirPlan) -> Option<String> {
    if !weave(source, "file", &ElixirPlan::default())
        .ok()?
        .insertions
        .is_empty()
    {
        return Some("an empty plan inserts something".into());
    }
    let sealed = spile_source::seal(weaving.insertions.clone(), source, "#", "\n");
    let again = weave(source, "file", plan).ok()?;
    if spile_source::seal(again.insertions, source, "#", "\n") != sealed {
        return Some("the same plan gives another text".into());
    }
    if spile_source::strip(&sealed).as_deref() != Ok(source) {
        return Some("what was woven cannot be stripped".into());
    }
    let woven = weaving.insertions.apply(source);
    if let Err(error) = parse(&woven.text, &Options::default()) {
        return Some(format!("the woven text cannot be parsed: {error}"));
    }
    let lines = |text: &str| text.bytes().filter(|byte| *byte == b'\n').count();
    if lines(&woven.text) != lines(source) {
        return Some("lines have moved".into());
    }
    let places = WovenPlaces::new(&woven.text, &woven.map);
    let (mut line, mut column) = (1, 1);
    // Where the character before was, and its column.
    let (mut before, mut woven_column) = (0, 1);
    for (at, char) in source.char_indices() {
        let there = woven.map.to_woven(ByteOffset::new(at as u32)).to_usize();
        if !woven.text[there..].starts_with(char) {
            return Some(format!("line {line}: the map leads elsewhere"));
        }
        woven_column += woven.text[before..there].chars().count() as u32;
        if places.original_column(line, woven_column) != column {
            return Some(format!(
                "line {line}, column {column}: the woven column leads elsewhere"
            ));
        }
        before = there;
        if char == '\n' {
            before += 1;
            (line, column, woven_column) = (line + 1, 1, 1);
        } else {
            column += 1;
        }
    }
    None
}

fn page(rows: &[(String, Seen)]) -> String {
    let mut page = String::from(
        "# Weaving Elixir: corpora\n\nMade by `cargo xtask corpora elixir DIR...`. For every file, and for three plans (entry and exit; values, \
         variables and code at all moments; tracked expressions, variables and code at up to eight nodes of each clause): an empty plan \
         inserts nothing; the same \
         plan gives the same text; woven text parses, moves no line, and is stripped to the source, byte for byte; every byte and column \
         leads back. Clauses of functions and anonymous functions are counted against those that run with the program and were \
         left alone; what is quoted, macros (they run when the program is compiled), module bodies, delegates and guards are not. *Given* are \
         those of the woven that stand in what a macro is given: they are woven where that macro makes functions of them in \
         their module, which is known when they are compiled.\n\n\
         | corpus | files | no program | clauses woven | given | left | anonymous woven | given | left | promises broken |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n",
    );
    let mut all = [0u64; 9];
    let mut reasons: BTreeMap<(NodeKind, NotWoven), u64> = BTreeMap::new();
    for (name, seen) in rows {
        for (what, n) in seen.left() {
            *reasons.entry(what).or_default() += n;
        }
        let left = |kind| -> u64 {
            let of_kind = seen.left().filter(|((of, _), _)| *of == kind);
            of_kind.map(|(_, n)| n).sum()
        };
        let row = [
            seen.files,
            seen.not_programs,
            seen.clauses,
            seen.given,
            left(NodeKind::Function),
            seen.anonymous,
            seen.anonymous_given,
            left(NodeKind::Lambda),
            seen.failures.len() as u64,
        ];
        for (all, one) in all.iter_mut().zip(row) {
            *all += one;
        }
        push_row(&mut page, name, row);
    }
    push_row(&mut page, "**all**", all);
    page.push_str("\n## Left alone\n\n| what | left | because |\n|---|---:|---|\n");
    for ((kind, reason), n) in reasons {
        let _ = writeln!(page, "| {kind} | {n} | {reason} |");
    }
    page
}

fn push_row(page: &mut String, name: &str, row: [u64; 9]) {
    let numbers = row.map(|number| number.to_string());
    let _ = writeln!(page, "| {name} | {} |", numbers.join(" | "));
}
