//! Prints what an entry and an exit cost, to write and to read: `cargo run --release -p spile-trace --example cost [CALLS]`.
//!
//! The loop without a writer reads the clock twice, which is the floor.

use std::time::Instant;
use std::{env, error::Error, fs, hint};

use spile_trace::{ProcessInfo, Recorder, SiteKind, SiteRow, Statistics, ThreadInfo, Trace};

fn main() -> Result<(), Box<dyn Error>> {
    let n_calls: u64 = env::args().nth(1).map_or(Ok(10_000_000), |text| text.parse())?;
    let dir = env::current_dir()?.join(format!("target/cost-{}", std::process::id()));
    let recorder = Recorder::create(&dir, &ProcessInfo::default())?;
    let mut writer = recorder.writer(&ThreadInfo::default());

    let row = |number| SiteRow {
        id: format!("m#f{number}"),
        name: format!("f{number}"),
        kind: SiteKind::Function,
        start_line: number,
        end_line: number,
        start: 0,
        end: 0,
    };
    recorder.define_sites("m", "m.py", &(0..1024).map(row).collect::<Vec<_>>());

    let mut best = [f64::INFINITY; 2];
    for _ in 0..5 {
        let start = Instant::now();
        for call in 0..n_calls / 5 {
            writer.enter(hint::black_box(call as u32 & 1023));
            writer.exit();
        }
        best[0] = best[0].min(start.elapsed().as_nanos() as f64 / (n_calls / 5) as f64);
        let start = Instant::now();
        for _ in 0..n_calls / 5 {
            hint::black_box((clock(), clock()));
        }
        best[1] = best[1].min(start.elapsed().as_nanos() as f64 / (n_calls / 5) as f64);
    }
    drop(writer);
    recorder.finish();
    let n_bytes: u64 = fs::read_dir(&dir)?
        .map(|entry| Ok(entry?.metadata()?.len()))
        .sum::<Result<u64, std::io::Error>>()?;
    let trace = Trace::open(&dir)?;
    let start = Instant::now();
    let n_read = Statistics::of(&trace)?.calls();
    let reading = start.elapsed().as_nanos() as f64 / n_read as f64;
    fs::remove_dir_all(&dir)?;

    println!("entry and exit     {:6.1} ns", best[0]);
    println!("of it, two clocks  {:6.1} ns", best[1]);
    println!("statistics of it   {reading:6.1} ns");
    println!("size of a call     {:6.2} bytes", n_bytes as f64 / n_calls as f64);
    Ok(())
}

fn clock() -> u64 {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: every x86-64 processor has the instruction; it touches no memory.
    return unsafe { std::arch::x86_64::_rdtsc() };
    #[cfg(not(target_arch = "x86_64"))]
    0
}
