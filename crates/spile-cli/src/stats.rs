//! `spile stats`: what was woven in a run, what was not and why, and how much was recorded.

use std::collections::BTreeMap;
use std::io::Write;

use serde::Serialize;
use spile_trace::{NoteKind, SiteKind, Trace, human};

use crate::args::{Format, StatsArgs};
use crate::failure::{Result, report};
use crate::output::{self, Table};
use crate::project;

/// Definitions of one kind that were left alone for one reason.
#[derive(Serialize)]
struct Skipped {
    reason: String,
    kind: &'static str,
    n: u64,
}

/// All of it in JSON. A definition counts once for every process that imported it.
#[derive(Serialize)]
struct Document {
    trace: String,
    /// Woven definitions by kind. Functions that are all on one line count among the others of their kind, and once more
    /// as one-line suites.
    woven: BTreeMap<&'static str, u64>,
    skipped: Vec<Skipped>,
    /// How many modules that a target matches have nothing that can be woven, by reason.
    unwoven: BTreeMap<String, u64>,
    /// What went wrong, whole modules that were left alone among it.
    problems: Vec<String>,
    events: u64,
    calls: u64,
    bytes: u64,
}

/// Prints the numbers of a trace.
pub(crate) fn stats(args: &StatsArgs) -> Result<()> {
    let trace = Trace::open(&project::find_trace(args.trace.as_deref())?)?;
    trace.problems().iter().for_each(|problem| report(problem));
    let document = describe(&trace)?;
    match args.format {
        Format::Json => output::print_json(&document),
        Format::Ndjson => output::print_ndjson(std::iter::once(&document)),
        Format::Text => output::print(|out| {
            for line in table(&document, args.limit).lines() {
                writeln!(out, "{line}")?;
            }
            writeln!(out)?;
            for problem in &document.problems {
                writeln!(out, "{problem}")?;
            }
            let numbers = [document.calls, document.events, document.bytes].map(human::count);
            writeln!(
                out,
                "{} calls, {} events, {} bytes in {}",
                numbers[0], numbers[1], numbers[2], document.trace
            )
        }),
    }
}

fn describe(trace: &Trace) -> Result<Document> {
    let mut woven: BTreeMap<&'static str, u64> = BTreeMap::new();
    let mut skipped: BTreeMap<(&'static str, &str), u64> = BTreeMap::new();
    let mut unwoven: BTreeMap<String, u64> = BTreeMap::new();
    let mut problems = Vec::new();
    let mut events = 0;
    for process in trace.processes() {
        for site in process.sites() {
            for kind in kinds(site.row.kind, site.row.is_one_line()) {
                *woven.entry(kind).or_default() += 1;
            }
        }
        for node in process.skipped() {
            for kind in kinds(node.kind, node.is_one_line) {
                *skipped.entry((kind, &node.reason)).or_default() += 1;
            }
        }
        for note in process.notes() {
            match note
                .text
                .split_once(": ")
                .filter(|_| note.kind == NoteKind::Unwoven)
            {
                Some((_, reason)) => *unwoven.entry(reason.to_owned()).or_default() += 1,
                None => problems.push(note.text.clone()),
            }
        }
        events += process.events()?.count() as u64;
    }
    problems.extend(trace.untouched().iter().cloned());
    let sizes = std::fs::read_dir(trace.dir()).into_iter().flatten();
    let bytes = sizes
        .filter_map(|file| Some(file.ok()?.metadata().ok()?.len()))
        .sum();
    let skipped = skipped
        .into_iter()
        .map(|((kind, reason), n)| Skipped {
            reason: reason.to_owned(),
            kind,
            n,
        })
        .collect();
    let calls = trace.count_calls()?;
    Ok(Document {
        trace: trace.dir().display().to_string(),
        woven,
        skipped,
        unwoven,
        problems,
        events,
        calls,
        bytes,
    })
}

/// The words under which a definition counts.
fn kinds(kind: SiteKind, is_one_line: bool) -> impl Iterator<Item = &'static str> {
    let is_suite = is_one_line && !matches!(kind, SiteKind::Lambda | SiteKind::Body | SiteKind::Other);
    [Some(kind.as_str()), is_suite.then_some("one-line suite")]
        .into_iter()
        .flatten()
}

fn table(document: &Document, limit: usize) -> Table<4> {
    let mut table = Table::new([">definitions", "kind", "", "why not"]);
    for (kind, n) in &document.woven {
        table.push([
            human::count(*n),
            (*kind).to_owned(),
            "woven".to_owned(),
            String::new(),
        ]);
    }
    for skipped in &document.skipped {
        table.push([
            human::count(skipped.n),
            skipped.kind.to_owned(),
            "left alone".to_owned(),
            skipped.reason.clone(),
        ]);
    }
    for (reason, n) in &document.unwoven {
        let left_alone = "left alone".to_owned();
        table.push([human::count(*n), "module".to_owned(), left_alone, reason.clone()]);
    }
    if limit > 0 {
        table.truncate(limit);
    }
    table
}
