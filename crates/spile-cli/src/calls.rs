//! Single calls as they are printed: what `spile find` and `spile slow` have in common.

use std::path::Path;

use serde::Serialize;
use spile_trace::{Call, Outcome, Trace, human};

use crate::args::ReadArgs;
use crate::failure::{Result, report};
use crate::output::Table;
use crate::{progress, project};

/// A call in JSON. Times are in ns.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct CallRow {
    pub(crate) id: String,
    name: String,
    file: String,
    line: u32,
    pid: u32,
    pub(crate) lane: String,
    /// Recorded activations below it.
    depth: u32,
    /// Since 1970 UTC.
    start_ns: u64,
    pub(crate) duration_ns: u64,
    own_ns: u64,
    /// What it called that is not recorded, where that is told.
    #[serde(skip_serializing_if = "is_zero")]
    outside_ns: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    caller: Option<String>,
    /// Type of the exception that left it, empty when it is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) error: Option<String>,
    /// Whether the trace has its end.
    ended: bool,
}

fn is_zero(ns: &u64) -> bool {
    *ns == 0
}

impl CallRow {
    pub(crate) fn of(call: &Call<'_>) -> CallRow {
        let row = &call.site.row;
        let lane = match call.task {
            Some(task) => format!("task {task}"),
            None => call.thread.to_owned(),
        };
        CallRow {
            id: row.id.clone(),
            name: row.name.clone(),
            file: call.site.file.to_string(),
            line: row.start_line,
            pid: call.pid,
            lane,
            depth: call.depth,
            start_ns: call.start_ns,
            duration_ns: call.duration_ns,
            own_ns: call.own_ns,
            outside_ns: call.outside_ns,
            caller: call.caller.map(|site| site.row.id.clone()),
            error: match call.outcome {
                Outcome::Raised { exception, .. } => Some(exception.to_owned()),
                Outcome::Returned | Outcome::Unknown => None,
            },
            ended: call.outcome != Outcome::Unknown,
        }
    }
}

/// The calls for people. Times of day are UTC.
pub(crate) fn table(rows: &[CallRow]) -> Table<6> {
    let mut table = Table::new([">took", ">own", "began", "lane", "function", "called by"]);
    for row in rows {
        let error = match &row.error {
            Some(error) if error.is_empty() => "  ✗".to_owned(),
            Some(error) => format!("  ✗ {error}"),
            None if !row.ended => "  still open".to_owned(),
            None => String::new(),
        };
        table.push([
            human::duration(row.duration_ns),
            human::duration(row.own_ns),
            time_of_day(row.start_ns),
            row.lane.clone(),
            format!("{}{error}", row.id),
            row.caller.clone().unwrap_or_default(),
        ]);
    }
    table
}

fn time_of_day(ns: u64) -> String {
    let (seconds, micros) = (ns / 1_000_000_000, ns / 1000 % 1_000_000);
    format!(
        "{:02}:{:02}:{:02}.{micros:06}",
        seconds / 3600 % 24,
        seconds / 60 % 60,
        seconds % 60
    )
}

/// Opens the trace that is meant, has `read` read it, with a bar on the terminal when that takes long, and tells what of
/// it is damaged.
pub(crate) fn reading<T>(
    named: Option<&Path>,
    options: &ReadArgs,
    read: impl FnOnce(&Trace) -> Result<T>,
) -> Result<(Trace, T)> {
    let mut trace = Trace::open(&project::find_trace(named)?)?;
    if options.subtract_overhead && !trace.subtract_overhead() {
        report("no process of this trace measured its overhead: nothing is subtracted");
    }
    let progress = progress::show(&mut trace);
    let found = read(&trace)?;
    drop(progress);
    trace.problems().iter().for_each(|problem| report(problem));
    Ok((trace, found))
}
