//! `spile runs`: the recorded runs of this project.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use serde::Serialize;
use spile_trace::{Trace, human};

use crate::args::{Format, RunsArgs};
use crate::failure::Result;
use crate::output::{self, Table};
use crate::project;

/// A run in JSON.
#[derive(Serialize)]
struct Run {
    name: String,
    path: String,
    /// UTC.
    started: Option<String>,
    /// As a shell tells it; null while it runs.
    status: Option<u32>,
    processes: usize,
    bytes: u64,
    command: Vec<String>,
}

/// Prints the runs, the newest first.
pub(crate) fn runs(args: &RunsArgs) -> Result<()> {
    let dirs = project::run_dirs(&project::current_dir()?);
    let runs: Vec<Run> = dirs.iter().rev().filter_map(|dir| describe(dir)).collect();
    match args.format {
        Format::Json => output::print_json(&runs),
        Format::Ndjson => output::print_ndjson(&runs),
        Format::Text => {
            let mut table = Table::new(["run", ">status", ">processes", ">size", "command"]);
            for run in runs {
                let status = run
                    .status
                    .map_or("running".to_owned(), |status| status.to_string());
                let size = format!("{} KiB", human::count(run.bytes.div_ceil(1024)));
                let processes = human::count(run.processes as u64);
                table.push([run.name, status, processes, size, run.command.join(" ")]);
            }
            output::print(|out| table.lines().try_for_each(|line| writeln!(out, "{line}")))
        }
    }
}

/// `None` for what is not readable as a trace.
fn describe(dir: &Path) -> Option<Run> {
    let trace = Trace::open(dir).ok()?;
    let run = trace.run();
    let sizes = fs::read_dir(dir)
        .ok()?
        .filter_map(|file| Some(file.ok()?.metadata().ok()?.len()));
    Some(Run {
        name: dir.file_name()?.to_string_lossy().into_owned(),
        path: dir.display().to_string(),
        started: run.map(|run| project::timestamp(Duration::from_nanos(run.start_ns))),
        status: run.and_then(|run| run.status),
        processes: trace.processes().len(),
        bytes: sizes.sum(),
        command: run.map(|run| run.info.command.clone()).unwrap_or_default(),
    })
}
