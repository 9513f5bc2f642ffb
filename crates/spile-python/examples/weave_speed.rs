//! How fast the front end is: `weave_speed DIRECTORY [ROUNDS] [weave|outline]` weaves every `.py` file below a directory,
//! or makes its outline, and prints one JSON object. Times are CPU seconds of the thread, the median of the rounds.

use std::path::{Path, PathBuf};
use std::{env, fs};

use spile_core::{Frontend, Plan};
use spile_python::Python;

fn main() {
    let mut arguments = env::args().skip(1);
    let directory = arguments
        .next()
        .expect("weave_speed DIRECTORY [ROUNDS] [weave|outline]");
    let rounds: usize = arguments
        .next()
        .map_or(5, |rounds| rounds.parse().expect("ROUNDS is a number"));
    let makes_outlines = arguments.next().is_some_and(|what| what == "outline");
    let mut paths = Vec::new();
    find_sources(Path::new(&directory), &mut paths);
    paths.sort();
    let read = |path| spile_python::decode(&fs::read(path).ok()?);
    let sources: Vec<String> = paths.iter().filter_map(read).collect();
    let bytes: usize = sources.iter().map(String::len).sum();
    let (mut files, mut sites) = (0, 0);
    let mut times: Vec<u64> = (0..rounds.max(1))
        .map(|_| {
            (files, sites) = (0, 0);
            let start = thread_cpu_ns();
            for source in &sources {
                if makes_outlines {
                    if let Ok(outline) = Python.outline(source, "module".into()) {
                        files += 1;
                        sites += outline.nodes.len();
                        std::hint::black_box(outline);
                    }
                } else if let Ok(weaving) = Python.weave(source, "module", &Plan::default()) {
                    files += 1;
                    sites += weaving.sites.len();
                    std::hint::black_box(weaving.insertions.apply(source));
                }
            }
            thread_cpu_ns() - start
        })
        .collect();
    times.sort_unstable();
    let seconds = times[times.len() / 2] as f64 / 1e9;
    println!(
        "{{\"files\": {files}, \"sites\": {sites}, \"bytes\": {bytes}, \"seconds\": {seconds:.4}, \
         \"mb_per_s\": {:.2}}}",
        bytes as f64 / 1e6 / seconds
    );
}

fn find_sources(directory: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(directory) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() && !path.is_symlink() {
            if path.file_name().is_some_and(|name| name != "site-packages") {
                find_sources(&path, found);
            }
        } else if path.extension().is_some_and(|ending| ending == "py") {
            found.push(path);
        }
    }
}

/// The first number of the thread's `schedstat` is its CPU time in nanoseconds (`Documentation/scheduler/sched-stats.rst`).
fn thread_cpu_ns() -> u64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = text.split(' ').next().and_then(|number| number.parse().ok());
    first.expect("the kernel keeps schedstat")
}
