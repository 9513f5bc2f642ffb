//! What the numbers were measured on.

use std::fs;

use crate::environment::command;

use super::statistics::median;

/// The processor's name and how many there are.
pub(crate) fn processor() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = text
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown processor", |rest| {
            rest.trim_start_matches([' ', '\t', ':'])
        });
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{name}, {count} of them")
}

/// The average load of the last minute: how much else was going on.
pub(crate) fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().unwrap_or("unknown").to_owned()
}

/// What a command prints, on one line; empty when it fails.
pub(crate) fn says(program: &str, arguments: &[&str]) -> String {
    let output = command(program).args(arguments).output();
    output.map_or_else(
        |_| String::new(),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    )
}

/// CPU nanoseconds that one reading of the time-stamp counter takes, where there is one.
pub(crate) fn ns_per_tick_reading() -> Option<f64> {
    #[cfg(target_arch = "x86_64")]
    {
        const READINGS: usize = 100;
        const BLOCKS: usize = 20_000;
        let once = || {
            let start = thread_cpu_ns()?;
            for _ in 0..BLOCKS {
                // In assembly, because this program is not optimised.
                // SAFETY: writes to nothing but the two registers.
                unsafe {
                    std::arch::asm!(
                        ".rept 100", "rdtsc", ".endr",
                        out("eax") _, out("edx") _,
                        options(nomem, nostack, preserves_flags)
                    );
                }
            }
            Some((thread_cpu_ns()? - start) / (READINGS * BLOCKS) as f64)
        };
        let times: Option<Vec<f64>> = (0..9).map(|_| once()).collect();
        times.map(median)
    }
    #[cfg(not(target_arch = "x86_64"))]
    None
}

/// The first number of the thread's `schedstat` is its CPU time in nanoseconds (`Documentation/scheduler/sched-stats.rst`).
fn thread_cpu_ns() -> Option<f64> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok()
}
