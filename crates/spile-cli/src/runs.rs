//! `spile runs`: the recorded runs of this project.

use std::io::Write;
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};
use std::{fs, io};

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
    /// `running`, `ended`, or `died`: nobody wrote down its end, and none of its processes is there any more; `unreadable`
    /// for what `problem` tells.
    state: &'static str,
    /// As a shell tells it; null while it runs, and for what a program recorded by itself.
    status: Option<u32>,
    processes: usize,
    bytes: u64,
    command: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
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
                    .map_or(run.state.to_owned(), |status| status.to_string());
                let size = format!("{} KiB", human::count(run.bytes.div_ceil(1024)));
                let processes = human::count(run.processes as u64);
                let command = run.problem.unwrap_or_else(|| run.command.join(" "));
                table.push([run.name, status, processes, size, command]);
            }
            output::print(|out| table.lines().try_for_each(|line| writeln!(out, "{line}")))
        }
    }
}

/// `None` for a directory that a run has only just made, and for one that is gone by now.
fn describe(dir: &Path) -> Option<Run> {
    let sizes: Vec<u64> = fs::read_dir(dir)
        .ok()?
        .filter_map(|file| Some(file.ok()?.metadata().ok()?.len()))
        .collect();
    let mut described = Run {
        name: dir.file_name()?.to_string_lossy().into_owned(),
        path: dir.display().to_string(),
        started: made_at(dir).map(project::timestamp),
        state: "unreadable",
        status: None,
        processes: 0,
        bytes: sizes.iter().sum(),
        command: Vec::new(),
        problem: None,
    };
    let trace = match Trace::open(dir) {
        Ok(trace) => trace,
        Err(_) if sizes.is_empty() => return None,
        Err(error) => {
            described.problem = Some(error.to_string());
            return Some(described);
        }
    };
    let run = trace.run();
    described.status = run.and_then(|run| run.status);
    described.state = state(&trace, described.status);
    described.processes = trace.processes().len();
    // A program that records by itself has no run above it: what is said of its first process is said of all.
    let first = trace.processes().first();
    let command = run
        .map(|run| &run.info.command)
        .or(first.map(|first| &first.command));
    described.command = command.cloned().unwrap_or_default();
    if let Some(run) = run {
        described.started = Some(project::timestamp(Duration::from_nanos(run.start_ns)));
    }
    Some(described)
}

/// When the directory of a run was made, since 1970.
fn made_at(dir: &Path) -> Option<Duration> {
    let made = fs::metadata(dir).ok()?.created().ok()?;
    made.duration_since(UNIX_EPOCH).ok()
}

fn state(trace: &Trace, status: Option<u32>) -> &'static str {
    let processes = trace.processes();
    if status.is_some() {
        "ended"
    } else if processes
        .iter()
        .any(|process| !process.ended && is_there(process.pid))
    {
        "running"
    } else if trace.run().is_none() && processes.iter().all(|process| process.ended) {
        "ended"
    } else if processes.is_empty() {
        // It may be starting its first process.
        "running"
    } else {
        "died"
    }
}

/// Whether there is a process with this number. Another one may have got it since.
fn is_there(pid: u32) -> bool {
    // SAFETY: sends no signal.
    let asked = unsafe { libc::kill(pid as libc::pid_t, 0) };
    asked == 0 || io::Error::last_os_error().raw_os_error() == Some(libc::EPERM)
}
