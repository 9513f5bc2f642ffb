//! The result as a page.

use std::fmt::Write;

use super::report::{CallRow, PythonReport, Report, Size};
use super::statistics::Middle;

/// What the numbers must look like. The floor is two C calls that do nothing and two readings of the clock.
const ADDED_NS: f64 = 60.0;
const TIMES_FLOOR: f64 = 1.2;
const COLD: f64 = 1.4;
const WARM: f64 = 1.15;
const BYTES_PER_CALL: f64 = 6.5;

/// The whole page.
pub(crate) fn render(report: &Report) -> String {
    let mut page = String::from("# Benchmarks: Python\n\nWritten by `cargo xtask bench python --write`.\n");
    if report.quick {
        page += "\n**Cut short (`--quick`): these numbers are not for quoting.**\n";
    }
    goals(&mut page, report);
    for python in &report.pythons {
        calls(&mut page, report, python);
        imports(&mut page, python);
        sizes(&mut page, python);
    }
    weaving(&mut page, report);
    how(&mut page, report);
    page
}

fn line(page: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(page, "{text}");
}

fn verdict(value: f64, goal: f64) -> &'static str {
    if value <= goal { "holds" } else { "**missed**" }
}

fn between((from, to): (f64, f64)) -> String {
    format!("{from:.2}-{to:.2}")
}

/// The median, and for several values between what half of them lie, and how many they are.
fn spread(middle: Middle) -> String {
    match middle.count {
        0 | 1 => format!("{:.2}", middle.median),
        count => format!("{:.2} ({}; {count})", middle.median, between(middle.quartiles)),
    }
}

fn is_spile(row: &CallRow) -> bool {
    row.tracer == "Spile"
}

/// Two C calls that do nothing and two readings of the clock.
fn floor_ns(report: &Report, python: &PythonReport, row: &str) -> Option<f64> {
    let calls = python.calls.iter().flatten();
    let floor = calls
        .filter(|call| call.tracer.starts_with("floor"))
        .find(|call| call.row == row)?;
    Some(floor.added_ns + 2.0 * report.tick_ns?)
}

fn goals(page: &mut String, report: &Report) {
    *page += "\n## Goals\n\n| Python | what | measured | goal | |\n|---|---|---:|---:|---|\n";
    for python in &report.pythons {
        let version = &python.version;
        for row in python
            .calls
            .iter()
            .flatten()
            .filter(|row| is_spile(row) && ["fib", "loop"].contains(&row.row.as_str()))
        {
            line(
                page,
                format_args!(
                    "| {version} | added per call, {} | {:.1} ns | <= {ADDED_NS:.0} ns | {} |",
                    row.row,
                    row.added_ns,
                    verdict(row.added_ns, ADDED_NS)
                ),
            );
            if let Some(floor) = floor_ns(report, python, &row.row) {
                let times = row.added_ns / floor;
                line(
                    page,
                    format_args!(
                        "| {version} | the same against the floor of {floor:.0} ns | {times:.2}x | <= {TIMES_FLOOR}x | {} |",
                        verdict(times, TIMES_FLOOR)
                    ),
                );
            }
        }
        for row in python.imports.iter().flat_map(|imports| &imports.rows) {
            if row.tracer == "Spile" {
                for (state, ratio, goal) in [("cold", row.cold, COLD), ("warm", row.warm, WARM)] {
                    let Middle {
                        median: ratio,
                        quartiles,
                        ..
                    } = ratio;
                    line(
                        page,
                        format_args!(
                            "| {version} | import {}, {state} | {ratio:.3}x ({}) | <= {goal}x | {} |",
                            row.module,
                            between(quartiles),
                            verdict(ratio, goal)
                        ),
                    );
                }
            }
        }
        for size in &python.sizes {
            line(
                page,
                format_args!(
                    "| {version} | bytes per call, {} | {:.2} | <= {BYTES_PER_CALL} | {} |",
                    size.program,
                    size.per_call(),
                    verdict(size.per_call(), BYTES_PER_CALL)
                ),
            );
        }
    }
}

fn calls(page: &mut String, report: &Report, python: &PythonReport) {
    let Some(rows) = &python.calls else { return };
    line(
        page,
        format_args!(
            "\n## Calls, Python {}\n\nCPU ns that are added to each call, and the ratio to the same call plain.\n\n| tracer | call | plain ns | added ns | x plain |\n|---|---|---:|---:|---:|",
            python.version
        ),
    );
    for row in rows {
        line(
            page,
            format_args!(
                "| {} | {} | {:.0} | {:.0} | {:.2} |",
                row.tracer, row.row, row.plain_ns, row.added_ns, row.ratio
            ),
        );
        if row.tracer.starts_with("floor")
            && let Some(floor) = floor_ns(report, python, &row.row)
        {
            line(
                page,
                format_args!(
                    "| floor: two C calls and two readings of the time-stamp counter | {} | {:.0} | {floor:.0} | {:.2} |",
                    row.row,
                    row.plain_ns,
                    1.0 + floor / row.plain_ns
                ),
            );
        }
    }
}

fn imports(page: &mut String, python: &PythonReport) {
    let Some(imports) = &python.imports else { return };
    line(
        page,
        format_args!(
            "\n## Imports, Python {}\n\n| module | of its package | tracer | cold s | x plain | warm s | x plain |\n|---|---:|---|---:|---:|---:|---:|",
            python.version
        ),
    );
    for row in &imports.rows {
        line(
            page,
            format_args!(
                "| {} | {} modules | {} | {:.2} | {} | {:.3} | {} |",
                row.module,
                row.modules,
                row.tracer,
                row.cold_s,
                spread(row.cold),
                row.warm_s,
                spread(row.warm)
            ),
        );
    }
    *page += "\nWhere the CPU seconds of Spile's cold import go; the rest is importlib, the modules' own code, and the clocks:\n\n";
    if let Some(split) = imports.splits.first() {
        let names: Vec<&str> = split.parts.iter().map(|part| part.0.as_str()).collect();
        line(page, format_args!("| module | {} |", names.join(" | ")));
        line(page, format_args!("|---|{}", "---:|".repeat(names.len())));
    }
    for split in &imports.splits {
        let parts: Vec<String> = split.parts.iter().map(|part| format!("{:.3}", part.1)).collect();
        line(page, format_args!("| {} | {} |", split.module, parts.join(" | ")));
    }
    let (plain, spile) = imports.start_up;
    line(
        page,
        format_args!(
            "\nA process that imports nothing takes {:.1} ms of CPU, and {:.1} ms below `spile run`.",
            plain * 1e3,
            spile * 1e3
        ),
    );
}

fn sizes(page: &mut String, python: &PythonReport) {
    if python.sizes.is_empty() {
        return;
    }
    line(
        page,
        format_args!(
            "\n## Traces, Python {}\n\nBefore compression, all files of the trace counted; sympy woven.\n\n| program | calls | bytes | per call | of them events |\n|---|---:|---:|---:|---:|",
            python.version
        ),
    );
    for size in &python.sizes {
        let Size {
            program,
            calls,
            bytes,
            event_bytes,
        } = size;
        let events = *event_bytes as f64 / (*calls).max(1) as f64;
        line(
            page,
            format_args!(
                "| {program} | {calls} | {bytes} | {:.2} | {events:.2} |",
                size.per_call()
            ),
        );
    }
}

fn weaving(page: &mut String, report: &Report) {
    let Some(weaving) = &report.weaving else { return };
    line(
        page,
        format_args!(
            "\n## Weaving\n\nOne core weaves {:.1} MB/s: {} files, {:.1} MB, {} sites of the standard library of {}.",
            weaving.mb_per_s,
            weaving.files,
            weaving.bytes as f64 / 1e6,
            weaving.sites,
            weaving.python
        ),
    );
}

fn how(page: &mut String, report: &Report) {
    line(
        page,
        format_args!(
            "\n## How it was taken\n\n{}, commit {}, {}; average load at the start {}; {}; {}.",
            report.date,
            report.commit,
            report.processor,
            report.load,
            report.rustc,
            report.packages.join(", ")
        ),
    );
    if let Some(tick_ns) = report.tick_ns {
        line(
            page,
            format_args!("One reading of the time-stamp counter took {tick_ns:.1} ns."),
        );
    }
    *page += "\n\
- All times are CPU time, of the thread (calls) or of the process (imports): wall time tells little on a shared machine.\n\
- Calls: plain and traced repetitions take turns in one process, each on its own copy of the functions; processes of all\n\
\x20 tracers take turns for 7 rounds of 5 repetitions. What is shown is the median of the differences and of the ratios of\n\
\x20 neighbours. `fib` is `fib(22)`, `loop` calls a function of three arguments; a generator is counted per `yield`, a\n\
\x20 coroutine per `await` of a coroutine that returns at once, which is one activation and one suspended caller.\n\
- Imports: each in a new process, only the import itself, plain and Spile one right after the other, by turns in either\n\
\x20 order: 5 rounds of one cold and 3 warm pairs, and up to 4 more while the standard error of a median ratio is above\n\
\x20 2 %. Shown is the median of the pairs' ratios, between what half of them lie, and how many there are (logfire and\n\
\x20 NodeTransformer: one run). Cold: there is no bytecode of the package, and of what it imports beside itself there is.\n\
\x20 Warm: later runs. The modules' own code runs woven and recorded. The split comes from one more run, with clocks\n\
\x20 around each part.\n\
- Weaving: text in memory to woven text and position map, CPU time of the thread, median of 9.\n";
}
