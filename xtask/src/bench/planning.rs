//! `cargo xtask bench planning [--write] DIR...`: how long it takes to say what would be recorded of many source files.
//!
//! The files are copied to a directory of their own, so that the first run finds nothing planned, and then planned with
//! each selector: cold, with an empty cache of plans, and warm, right after that. The processors' time of the whole process
//! is what counts; the wall clock's depends on what else the machine does.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use crate::environment::{cargo, command, root, state};

use super::machine;
use super::statistics::median;

const USAGE: &str = "usage: cargo xtask bench planning [--write] DIR...";
const MAX_FILES: usize = 10_000;
const ROUNDS: usize = 5;
/// What takes no syntax, what takes it everywhere, what words rule out, what code looks like.
const SELECTORS: [&str; 5] = [
    "**",
    "public and not trivial",
    "pattern(recursive_functions)",
    "has(calls(requests.get))",
    "has(code(\"raise $E($$$)\"))",
];

/// What one run took.
struct Taken {
    cpu_s: f64,
    wall_s: f64,
    /// Peak of the resident size, in MB.
    peak_mb: f64,
}

/// Entry point; `words` are those behind the name.
pub(super) fn main(words: Vec<String>) -> Result<()> {
    let (flags, folders): (Vec<String>, Vec<String>) =
        words.into_iter().partition(|word| word.starts_with('-'));
    if let Some(unknown) = flags.iter().find(|flag| *flag != "--write") {
        bail!("unknown option {unknown}\n{USAGE}");
    }
    ensure!(!folders.is_empty(), "{USAGE}");
    let built = cargo()
        .args(["build", "--release", "--quiet", "-p", "spile-cli"])
        .status()?;
    ensure!(built.success(), "the program cannot be built");
    let work = state().join("bench").join("planning");
    let (n_files, n_bytes) = collect(&folders, &work.join("sources"))?;
    ensure!(n_files > 0, "there is no Python source in {}", folders.join(", "));
    let mut rows = String::new();
    for selector in SELECTORS {
        let (mut cold, mut warm) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let cache = work.join("cache");
            let _ = fs::remove_dir_all(&cache);
            cold.push(plan(&work, selector)?);
            warm.push(plan(&work, selector)?);
        }
        let middle = |runs: &[Taken], of: fn(&Taken) -> f64| median(runs.iter().map(of));
        let cold_s = middle(&cold, |run| run.cpu_s);
        rows += &format!(
            "| `{selector}` | {cold_s:.2} | {:.2} | {:.0} | {:.2} | {:.2} | {:.0} |\n",
            middle(&cold, |run| run.wall_s),
            n_bytes as f64 / 1e6 / cold_s,
            middle(&warm, |run| run.cpu_s),
            middle(&warm, |run| run.wall_s),
            middle(&cold, |run| run.peak_mb),
        );
    }
    let page = format!(
        "# Planning\n\nMade by `cargo xtask bench planning`: `spile targets` over {n_files} files, {:.1} MB, of packages from PyPI. Cold: no plans are \
         there yet; all files are read, the prefilter passes over those that cannot match, the others are outlined, and what is selected is woven to \
         see whether it can be. Warm: the run after that. Medians of {ROUNDS} runs; CPU seconds are those of all threads together.\n\n\
         | selector | cold, CPU s | cold, wall s | MB per CPU s | warm, CPU s | warm, wall s | peak MB |\n|---|--:|--:|--:|--:|--:|--:|\n{rows}\n\
         Taken on {}, average load at the end {}, commit {}.\n",
        n_bytes as f64 / 1e6,
        machine::processor(),
        machine::load(),
        machine::says("git", &["rev-parse", "--short", "HEAD"]),
    );
    println!("{page}");
    if flags.iter().any(|flag| flag == "--write") {
        fs::write(root().join("docs/benchmarks/planning.md"), page)?;
    }
    Ok(())
}

/// Copies the Python sources below `folders` to `into`, in the order of their paths, and counts them and their bytes.
fn collect(folders: &[String], into: &Path) -> Result<(usize, u64)> {
    let _ = fs::remove_dir_all(into);
    let mut todo: Vec<PathBuf> = folders.iter().rev().map(PathBuf::from).collect();
    let (mut n_files, mut n_bytes) = (0, 0);
    while let Some(path) = todo.pop() {
        let metadata =
            fs::symlink_metadata(&path).with_context(|| format!("cannot read {}", path.display()))?;
        if metadata.is_dir() {
            let mut below = fs::read_dir(&path)?
                .map(|entry| Ok(entry?.path()))
                .collect::<Result<Vec<_>>>()?;
            below.sort();
            todo.extend(below.into_iter().rev());
        } else if metadata.is_file() && path.extension().is_some_and(|extension| extension == "py") {
            let directory = into.join(format!("{:03}", n_files / 200));
            fs::create_dir_all(&directory)?;
            fs::copy(&path, directory.join(format!("m{n_files}.py")))?;
            n_files += 1;
            n_bytes += metadata.len();
            if n_files == MAX_FILES {
                break;
            }
        }
    }
    Ok((n_files, n_bytes))
}

fn plan(work: &Path, selector: &str) -> Result<Taken> {
    let times = work.join("times");
    let start = Instant::now();
    let output = command("/usr/bin/env")
        .args(["time", "-f", "%U %S %M", "-o"])
        .arg(&times)
        .arg(root().join("target/release/spile"))
        .args(["targets", "sources", "--target", selector])
        .current_dir(work)
        .env("XDG_CACHE_HOME", work.join("cache"))
        .output()
        .context("cannot run `time`; Debian's package is called time")?;
    let wall: Duration = start.elapsed();
    ensure!(
        output.status.success(),
        "spile targets failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let numbers: Vec<f64> = fs::read_to_string(times)?
        .split_whitespace()
        .filter_map(|word| word.parse().ok())
        .collect();
    match numbers[..] {
        [user, system, peak_kb] => Ok(Taken {
            cpu_s: user + system,
            wall_s: wall.as_secs_f64(),
            peak_mb: peak_kb / 1024.0,
        }),
        _ => bail!("not three numbers from `time`"),
    }
}
