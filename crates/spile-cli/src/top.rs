//! `spile top`: where the time of a run went.

use std::io::Write;

use serde::Serialize;
use spile_trace::{Row, Statistics, human};

use crate::args::{Format, SortBy, TopArgs};
use crate::calls;
use crate::failure::Result;
use crate::output::{self, Table};

/// A function in JSON. Times are in ns; its own includes what it called that is not recorded, unless that is told apart.
#[derive(Serialize)]
struct Function<'a> {
    id: &'a str,
    name: &'a str,
    module: &'a str,
    kind: &'a str,
    file: &'a str,
    line: u32,
    calls: u64,
    errors: u64,
    own_ns: u64,
    /// What it called that is not recorded, where the trace tells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    outside_ns: Option<u64>,
    total_ns: u64,
    min_ns: u64,
    max_ns: u64,
}

/// All of it in JSON.
#[derive(Serialize)]
struct Document<'a> {
    trace: String,
    /// Calls of all functions, also of those that are not listed.
    calls: u64,
    errors: u64,
    /// Time in which threads were there and no function ran that is recorded, in ns.
    outside_ns: u64,
    /// Events that could not be recorded.
    dropped: u64,
    functions: Vec<Function<'a>>,
}

/// Prints the functions of a trace in the order asked for.
pub(crate) fn top(args: &TopArgs) -> Result<()> {
    let (trace, statistics) = calls::reading(args.trace.as_deref(), &args.read, |trace| {
        Ok(Statistics::of(trace)?)
    })?;

    let mut rows: Vec<&Row> = statistics.rows().iter().collect();
    let value = |row: &Row| match args.sort {
        SortBy::Own => row.own_ns,
        SortBy::Outside => row.outside_ns,
        SortBy::Total => row.total_ns,
        SortBy::Calls => row.calls,
        SortBy::Errors => row.errors,
    };
    rows.sort_by_key(|row| std::cmp::Reverse(value(row)));
    let n_all = rows.len();
    rows.truncate(if args.limit == 0 { n_all } else { args.limit });

    let tells_outside = statistics.tells_outside();
    let function = |row| function(row, tells_outside);
    match args.format {
        Format::Json => output::print_json(&Document {
            trace: trace.dir().display().to_string(),
            calls: statistics.calls(),
            errors: statistics.rows().iter().map(|row| row.errors).sum(),
            outside_ns: statistics.outside_ns,
            dropped: statistics.dropped,
            functions: rows.into_iter().map(function).collect(),
        }),
        Format::Ndjson => output::print_ndjson(rows.into_iter().map(function)),
        Format::Text => output::print(|out| {
            for line in table(&rows, tells_outside).lines() {
                writeln!(out, "{line}")?;
            }
            writeln!(out)?;
            let (calls, functions) = (human::count(statistics.calls()), human::count(n_all as u64));
            let dropped = match statistics.dropped {
                0 => String::new(),
                n_events => format!("; {} events were lost", human::count(n_events)),
            };
            if statistics.outside_ns > 0 {
                let outside = human::duration(statistics.outside_ns);
                writeln!(
                    out,
                    "{outside} outside: no recorded function ran on a thread that was there"
                )?;
            }
            writeln!(
                out,
                "{calls} calls of {functions} functions in {}{dropped}",
                trace.dir().display()
            )
        }),
    }
}

fn function(row: &Row, tells_outside: bool) -> Function<'_> {
    let site = &row.site;
    Function {
        id: &site.row.id,
        name: &site.row.name,
        module: &site.module,
        kind: site.row.kind.as_str(),
        file: &site.file,
        line: site.row.start_line,
        calls: row.calls,
        errors: row.errors,
        own_ns: row.own_ns,
        outside_ns: tells_outside.then_some(row.outside_ns),
        total_ns: row.total_ns,
        min_ns: row.min_ns,
        max_ns: row.max_ns,
    }
}

fn table(rows: &[&Row], tells_outside: bool) -> Table<8> {
    let mut table = Table::new([
        ">own",
        ">outside",
        ">total",
        ">calls",
        ">errors",
        ">shortest",
        ">longest",
        "function",
    ])
    .with_column_if(1, tells_outside);
    for row in rows {
        let errors = if row.errors == 0 {
            String::new()
        } else {
            human::count(row.errors)
        };
        table.push([
            human::duration(row.own_ns),
            human::duration(row.outside_ns),
            human::duration(row.total_ns),
            human::count(row.calls),
            errors,
            of_those_that_ended(row.min_ns),
            of_those_that_ended(row.max_ns),
            row.site.row.id.clone(),
        ]);
    }
    table
}

/// The duration of a call that ended; nothing when none did.
fn of_those_that_ended(ns: u64) -> String {
    if ns == 0 {
        String::new()
    } else {
        human::duration(ns)
    }
}
