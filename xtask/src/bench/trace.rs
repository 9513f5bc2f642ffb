//! `cargo xtask bench trace [--quick|--long] [--write]`: the recorder, the traces of real programs, and what reads them.
//!
//! The programs are test-suites of sympy, each of another length. Each is run plain, recorded whole, and recorded into a
//! ring that is small beside what it writes; of the whole trace, all files are counted, and `spile top` reads it. What is
//! compared was run one right after the other, and times are CPU times.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::environment::{cargo, root, state, target};
use crate::python::{Interpreter, Venv};
use crate::steps::{Log, Runner};
use crate::wheel::{self, Profile};

use super::statistics::median;
use super::{Options, chosen, machine, script};

const USAGE: &str = "usage: cargo xtask bench trace [--quick|--long] [--write]";
const PACKAGES: &[&str] = &[
    "sympy==1.14.0",
    "mpmath==1.3.0",
    "pytest==9.2.0",
    "hypothesis==6.170.15",
    "pyperformance==1.14.0",
    "pyperf==2.11.0",
];
/// Name for the reader, and what pytest is given; the last one takes a quarter of an hour by itself.
const SUITES: &[(&str, &[&str])] = &[
    (
        "two modules of sympy.core's",
        &["sympy.core.tests.test_basic", "sympy.core.tests.test_expand"],
    ),
    ("sympy.core.tests.test_arit", &["sympy.core.tests.test_arit"]),
    ("all of sympy.core's", &["sympy.core"]),
    (
        "sympy.core's and sympy.polys.tests.test_polytools",
        &["sympy.core", "sympy.polys.tests.test_polytools"],
    ),
];
/// Programs of pyperformance that call much, see `overhead.py`.
const CALLERS: &[&str] = &["deltablue", "raytrace", "richards", "go"];
const RING: &str = "64MiB";
/// What keeps all events of any of these programs.
const WHOLE: &[&str] = &["--limit", "16GiB"];

/// What a process took, all of it.
struct Taken {
    cpu_s: f64,
    /// Peak of the resident size, in MiB.
    peak_mib: f64,
}

/// Entry point; `words` are those behind the name.
pub(super) fn main(words: Vec<String>) -> Result<()> {
    let has = |flag: &str| words.iter().any(|word| word == flag);
    let (quick, long, write) = (has("--quick"), has("--long"), has("--write"));
    let known = ["--quick", "--long", "--write"];
    if let Some(unknown) = words.iter().find(|word| !known.contains(&word.as_str())) {
        bail!("unknown option {unknown}\n{USAGE}");
    }
    ensure!(!(quick && write), "--write needs more than --quick measures");
    let runner = Runner::new(state().join("logs").join("bench-trace"), Vec::new());
    let n_suites = match (quick, long) {
        (true, _) => 1,
        (false, true) => SUITES.len(),
        (false, false) => SUITES.len() - 1,
    };
    let page = measure(&runner, quick, &SUITES[..n_suites]);
    runner.finish(0)?;
    let page = page.context("nothing was measured")?;
    println!("\n{page}");
    if write {
        fs::write(root().join("docs/benchmarks/trace.md"), page)?;
    }
    Ok(())
}

fn measure(runner: &Runner, quick: bool, suites: &[(&str, &[&str])]) -> Option<String> {
    let python = runner.needed("python", |log| {
        Ok(chosen(&Options::default(), log)?.swap_remove(0))
    })?;
    let bench = runner.needed("environment", |log| Bench::prepare(&python, log))?;
    let load = machine::load();
    let recorder = runner.needed("recorder", recorder)?;
    let overhead = runner.needed("overhead", |log| bench.overhead(quick, log))?;
    let mut rows = [String::new(), String::new()];
    for (name, modules) in suites {
        let [programs, reading] = runner.needed(name, |log| bench.suite(name, modules, log))?;
        rows[0] += &programs;
        rows[1] += &reading;
    }
    let [programs, reading] = rows;
    Some(format!(
        "# Traces\n\nMade by `cargo xtask bench trace`, on CPython {}.\n\n\
         ## The recorder alone\n\n{recorder}\n\
         ## Programs\n\npytest runs tests of sympy, with all of sympy recorded. *Whole*: all events are kept; all files of the trace count, before \
         compression. *Outside*: whole, with `--outside`, which tells the calls that functions make. *Ring*: the newest {RING} of events are kept. Memory is the peak of the program's resident size.\n\n\
         | tests | plain, CPU s | whole, CPU s | outside, CPU s | calls | whole, bytes per call | outside, bytes per call | plain, MiB | whole, MiB more | ring, MiB more |\n\
         |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n{programs}\n\
         ## Reading\n\n`spile top` over the whole traces.\n\n\
         | tests | calls | CPU s | CPU s for 10 million calls | peak MiB |\n|---|--:|--:|--:|--:|\n{reading}\n\
         ## What recording takes, and what is subtracted\n\nPrograms of pyperformance, plain and woven by turns in one process. *Added*: CPU time that a \
         call takes more, woven and recorded; quartiles of the pairs in brackets. *Subtracted*: what `--subtract-overhead` takes from the times of the \
         same trace, for each call.\n\n\
         | program | calls a round | plain, ns per call | added, ns | subtracted, ns | subtracted / added |\n|---|--:|--:|--:|--:|--:|\n{overhead}\n\
         ## How it was taken\n\nOn {}, average load {load} at the start and {} at the end, commit {}; {}.\n",
        python.version,
        machine::processor(),
        machine::load(),
        machine::says("git", &["describe", "--always", "--dirty"]),
        PACKAGES.join(", "),
    ))
}

/// Entry and exit without a program, beside the readings of the clock that they cannot do without.
fn recorder(log: &mut Log) -> Result<String> {
    log.run(cargo().args(["build", "--release", "-p", "spile-trace", "--example", "cost"]))?;
    let mut runs = Vec::new();
    for _ in 0..5 {
        let text = log.output(&mut crate::environment::command(
            target().join("release/examples/cost"),
        ))?;
        let numbers: Vec<f64> = text
            .lines()
            .filter_map(|line| line.split_whitespace().rev().nth(1)?.parse().ok())
            .collect();
        ensure!(
            numbers.len() == 4,
            "four lines with a number and its unit: {text}"
        );
        runs.push(numbers);
    }
    let middle = |value: fn(&[f64]) -> f64| median(runs.iter().map(|run| value(run)));
    Ok(format!(
        "| ns per event | of it, reading the clock | ratio | bytes per call |\n|--:|--:|--:|--:|\n| {:.1} | {:.1} | {:.2} | {:.2} |\n\n\
         A call is two events. Medians of 5 runs of `cargo run --release -p spile-trace --example cost`, in a loop that does nothing else.\n",
        middle(|run| run[0] / 2.0),
        middle(|run| run[1] / 2.0),
        middle(|run| run[0] / run[1]),
        middle(|run| run[3]),
    ))
}

struct Bench {
    venv: Venv,
    work: PathBuf,
}

impl Bench {
    fn prepare(python: &Interpreter, log: &mut Log) -> Result<Bench> {
        let wheel = wheel::build(Profile::Release, python, log)?;
        let name = format!("bench-trace-{}", python.series());
        let venv = Venv::ensure(state().join("venv").join(name), python, log)?;
        venv.install("packages", "", PACKAGES, log)?;
        wheel.install(&venv, log)?;
        let work = state().join("bench").join("trace");
        fs::create_dir_all(&work)?;
        Ok(Bench { venv, work })
    }

    /// `spile run` into the trace of this bench, as far as the program.
    fn recorded(&self, target: &str, options: &[&str]) -> Vec<String> {
        let trace = self.trace().display().to_string();
        let before = ["spile", "run", "-q", "--target", target];
        let words = [&before, options, &["-o", &trace, "--"]].concat();
        words.into_iter().map(str::to_owned).collect()
    }

    fn command(&self, words: &[String]) -> Command {
        let mut command = self.venv.command(&words[0]);
        command.args(&words[1..]);
        command
    }

    fn trace(&self) -> PathBuf {
        self.work.join("trace")
    }

    /// The length of all files of the trace.
    fn trace_bytes(&self) -> Result<u64> {
        let mut bytes = 0;
        for entry in fs::read_dir(self.trace())? {
            bytes += entry?.metadata()?.len();
        }
        Ok(bytes)
    }

    /// A row for the program, and one for reading its trace.
    fn suite(&self, name: &str, modules: &[&str], log: &mut Log) -> Result<[String; 2]> {
        let mut tests = vec![
            "python",
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "--pyargs",
        ];
        tests.extend(modules);
        // What is imported is compiled, and woven, and in the caches before something is measured.
        let collect = [&tests[..], &["--collect-only"]].concat();
        self.timed(&[], &collect, log)?;
        let outside = self.recorded("sympy.**", &[WHOLE, &["--outside"]].concat());
        self.timed(&self.recorded("sympy.**", WHOLE), &collect, log)?;
        self.timed(&outside, &collect, log)?;
        let plain = self.timed(&[], &tests, log)?;
        let ring = self.timed(&self.recorded("sympy.**", &["--limit", RING]), &tests, log)?;
        let outside = self.timed(&outside, &tests, log)?;
        let outside_bytes = self.trace_bytes()?;
        let whole = self.timed(&self.recorded("sympy.**", WHOLE), &tests, log)?;
        let bytes = self.trace_bytes()?;
        let trace = self.trace().display().to_string();
        let top = ["spile", "top", "--format", "json", "--limit", "1", &trace];
        let document = log.output(self.venv.command("spile").args(&top[1..]))?;
        let document: Value = serde_json::from_str(&document)?;
        let calls = document["calls"].as_f64().context("spile top prints calls")?;
        let reading = self.timed(&[], &top, log)?;
        fs::remove_dir_all(self.trace())?;
        let more = |run: &Taken| run.peak_mib - plain.peak_mib;
        Ok([
            format!(
                "| {name} | {:.1} | {:.1} | {:.1} | {calls} | {:.2} | {:.2} | {:.0} | {:.0} | {:.0} |\n",
                plain.cpu_s,
                whole.cpu_s,
                outside.cpu_s,
                bytes as f64 / calls,
                outside_bytes as f64 / calls,
                plain.peak_mib,
                more(&whole),
                more(&ring),
            ),
            format!(
                "| {name} | {calls} | {:.2} | {:.2} | {:.1} |\n",
                reading.cpu_s,
                reading.cpu_s / calls * 1e7,
                reading.peak_mib,
            ),
        ])
    }

    /// Rows of what recording takes, and of what is subtracted for it.
    fn overhead(&self, quick: bool, log: &mut Log) -> Result<String> {
        let (n_processes, n_rounds) = if quick { (1, "3") } else { (5, "9") };
        let mut rows = String::new();
        for program in CALLERS {
            let (mut plain, mut added, mut subtracted) = (Vec::new(), Vec::new(), Vec::new());
            let mut n_calls = 0.0;
            for _ in 0..n_processes {
                let mut command = self.command(&self.recorded("woven_*", WHOLE));
                command
                    .arg("python")
                    .arg(script("overhead.py"))
                    .args([program, n_rounds]);
                let pairs: Vec<(f64, f64)> = serde_json::from_str(&log.output(&mut command)?)?;
                let (times, calls) = self.own_times(&[], log)?;
                let (less, _) = self.own_times(&["--subtract-overhead"], log)?;
                n_calls = calls / pairs.len() as f64;
                plain.extend(pairs.iter().map(|pair| pair.0 / n_calls));
                added.extend(pairs.iter().map(|pair| (pair.1 - pair.0) / n_calls));
                subtracted.push((times - less) / calls);
            }
            let added = super::statistics::Middle::of(added);
            let subtracted = median(subtracted);
            rows += &format!(
                "| {program} | {n_calls:.0} | {:.0} | {:.1} ({:.1}-{:.1}) | {subtracted:.1} | {:.2} |\n",
                median(plain),
                added.median,
                added.quartiles.0,
                added.quartiles.1,
                subtracted / added.median,
            );
        }
        Ok(rows)
    }

    /// The sum of all own times in ns, and the calls, of the trace.
    fn own_times(&self, options: &[&str], log: &mut Log) -> Result<(f64, f64)> {
        let mut top = self.venv.command("spile");
        top.args(["top", "--format", "json", "--limit", "0"])
            .args(options);
        let top: Value = serde_json::from_str(&log.output(top.arg(self.trace()))?)?;
        let functions = top["functions"]
            .as_array()
            .context("spile top prints functions")?;
        let times = functions
            .iter()
            .filter_map(|function| function["own_ns"].as_f64());
        Ok((
            times.sum(),
            top["calls"].as_f64().context("spile top prints calls")?,
        ))
    }

    /// Runs `program`, started by what stands in `before`, which does not count. Tests may fail, plain and recorded alike.
    fn timed(&self, before: &[String], program: &[&str], log: &mut Log) -> Result<Taken> {
        let file = self.work.join("times");
        let _ = fs::remove_file(&file);
        let mut timed = crate::environment::command("env");
        timed
            .env("PATH", crate::environment::path_with(&self.venv.bin()))
            // sympy does other work with other hashes.
            .env("PYTHONHASHSEED", "0")
            .args(before)
            .args(["env", "time", "-f", "%U %S %M", "-o"])
            .arg(&file)
            .args(program);
        if let Err(error) = log.output(&mut timed) {
            log.line(&format!("{error}"));
        }
        read_times(&file)
    }
}

/// What `time` wrote; a line before that tells of a status.
fn read_times(file: &Path) -> Result<Taken> {
    let text = fs::read_to_string(file).context("cannot run `time`; Debian's package is called time")?;
    let numbers: Vec<f64> = text
        .lines()
        .last()
        .unwrap_or_default()
        .split_whitespace()
        .filter_map(|word| word.parse().ok())
        .collect();
    match numbers[..] {
        [user, system, peak_kib] => Ok(Taken {
            cpu_s: user + system,
            peak_mib: peak_kib / 1024.0,
        }),
        _ => bail!("not three numbers from `time`: {text}"),
    }
}
