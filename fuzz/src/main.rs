//! Random programs and broken files against the weaver, the position map, the reader of traces and the Elixir parser.
//!
//! `spile-fuzz TARGET [--seconds N] [--iterations N] [--seed N] [--corpus DIR]... [--write DIR] [--keep DIR] [FILE]...`
//!
//! A target is `weave`, `position_map`, `code`, `trace` or `elixir`. Each input comes from a seed, so that a failure can be repeated with
//! `--seed N --iterations 1`. What fails is made small and written to `fuzz/corpus/TARGET/`, which is run through first each
//! time, and by `cargo test`. `FILE`s are only run through.
//!
//! Inputs are random sequences of a grammar. Built as `coverage` says, the program also changes inputs that reached code
//! which none before them did; then a seed alone repeats nothing. `--keep DIR` writes the few that reach all of it.
//!
//! Not here: whether CPython agrees. `--write DIR` writes the inputs that are programs, and
//! `bindings/python/tests/corpus_check.py DIR` asks it.

mod allocations;
mod coverage;
mod elixir;
mod mutate;
mod program;
mod random;
mod target;
mod trace;

#[path = "../../crates/spile-python/tests/checks/mod.rs"]
mod checks;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use coverage::Pool;
use random::Random;
use target::Target;

#[global_allocator]
static ALLOCATOR: allocations::Counting = allocations::Counting;

struct Options {
    target: Target,
    seconds: Option<u64>,
    iterations: Option<u64>,
    seed: u64,
    corpora: Vec<PathBuf>,
    write: Option<PathBuf>,
    keep: Option<PathBuf>,
    files: Vec<PathBuf>,
}

fn options() -> Result<Options, String> {
    let mut arguments = env::args().skip(1);
    let name = arguments
        .next()
        .ok_or("which target: weave, position_map, code, trace or elixir?")?;
    let mut options = Options {
        target: Target::from_name(&name).ok_or(format!("there is no target '{name}'"))?,
        seconds: None,
        iterations: None,
        seed: 1,
        corpora: Vec::new(),
        write: None,
        keep: None,
        files: Vec::new(),
    };
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        let number = |text: String| text.parse::<u64>().map_err(|_| format!("{text} is no number"));
        match &*argument {
            "--seconds" => options.seconds = Some(number(value()?)?),
            "--iterations" => options.iterations = Some(number(value()?)?),
            "--seed" => options.seed = number(value()?)?,
            "--corpus" => options.corpora.push(value()?.into()),
            "--write" => options.write = Some(value()?.into()),
            "--keep" => options.keep = Some(value()?.into()),
            _ => options.files.push(argument.into()),
        }
    }
    if options.seconds.is_none() && options.iterations.is_none() && options.files.is_empty() {
        options.seconds = Some(10);
    }
    Ok(options)
}

fn main() -> ExitCode {
    match options() {
        Ok(options) => run(&options),
        Err(message) => {
            eprintln!("spile-fuzz: {message}");
            ExitCode::from(2)
        }
    }
}

fn run(options: &Options) -> ExitCode {
    target::tell_panics_elsewhere();
    let kept = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus")).join(options.target.name());
    let mut known = Vec::new();
    find(&kept, &mut known);
    known.extend(options.files.iter().cloned());
    let mut pool = Pool::new();
    let mut failed = false;
    for path in &known {
        let Ok(bytes) = fs::read(path) else { continue };
        let input = String::from_utf8_lossy(&bytes).into_owned();
        if let Err(failure) = check(options.target, &input, &mut pool) {
            println!("{}: {failure}", path.display());
            failed = true;
        }
    }
    let mut corpus = Vec::new();
    options
        .corpora
        .iter()
        .for_each(|directory| find(directory, &mut corpus));
    corpus.sort();
    let (start, mut n_inputs, mut n_accepted, mut last) = (Instant::now(), 0, 0, Instant::now());
    let limit = options.seconds.map(Duration::from_secs);
    while limit.is_none_or(|limit| start.elapsed() < limit)
        && options.iterations.is_none_or(|limit| n_inputs < limit)
    {
        if limit.is_none() && options.iterations.is_none() {
            break;
        }
        let seed = options.seed + n_inputs;
        let mut random = Random::new(seed);
        let near = pool.as_ref().and_then(|pool| pool.pick(&mut random));
        let input = match near.filter(|_| random.below(4) > 0) {
            Some(near) => options.target.changed(near, &mut random),
            None => options.target.input(&mut random, &corpus),
        };
        n_inputs += 1;
        match check(options.target, &input, &mut pool) {
            Ok(accepted) => {
                n_accepted += u64::from(accepted);
                if accepted && let Some(directory) = &options.write {
                    keep(directory, seed, options.target, &input);
                }
            }
            Err(failure) => {
                failed = true;
                let small = minimised(options.target, input, &failure);
                let path = keep(&kept, seed, options.target, &small);
                println!("seed {seed}: {failure}\n  kept in {}", path.display());
            }
        }
        if last.elapsed() > Duration::from_secs(60) {
            last = Instant::now();
            println!(
                "{} s: {n_inputs} inputs, {n_accepted} taken{}",
                start.elapsed().as_secs(),
                kept_size(&pool)
            );
        }
    }
    if let (Some(directory), Some(pool)) = (&options.keep, &pool) {
        for (idx, input) in pool.fewest().into_iter().enumerate() {
            write(directory, &format!("reach-{idx}"), options.target, input);
        }
    }
    println!(
        "{}: {} known inputs; {n_inputs} new ones in {} s, {n_accepted} of them taken{}; {}",
        options.target.name(),
        known.len(),
        start.elapsed().as_secs(),
        kept_size(&pool),
        if failed { "FAILED" } else { "no failure" }
    );
    ExitCode::from(u8::from(failed))
}

/// As [`Target::check`]; and `pool` keeps the input when it reached something new.
fn check(target: Target, input: &str, pool: &mut Option<Pool>) -> Result<bool, String> {
    if let Some(pool) = &*pool {
        pool.start();
    }
    let checked = target.check(input);
    if let Some(pool) = pool {
        pool.end(input);
    }
    checked
}

fn kept_size(pool: &Option<Pool>) -> String {
    let size = pool.as_ref().map(Pool::size);
    size.map_or_else(String::new, |(n_inputs, n_counters)| {
        format!("; {n_inputs} reached something new, {n_counters} places in all")
    })
}

fn find(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_dir() && !path.is_symlink() {
        for entry in fs::read_dir(path).into_iter().flatten().flatten() {
            find(&entry.path(), files);
        }
    } else if path
        .extension()
        .is_some_and(|extension| ["py", "ex", "trace"].iter().any(|known| extension == *known))
    {
        files.push(path.to_owned());
    }
}

fn keep(directory: &Path, seed: u64, target: Target, input: &str) -> PathBuf {
    write(directory, &format!("seed-{seed}"), target, input)
}

fn write(directory: &Path, name: &str, target: Target, input: &str) -> PathBuf {
    let path = directory.join(format!("{name}.{}", target.extension()));
    if let Err(error) = fs::create_dir_all(directory).and_then(|()| fs::write(&path, input)) {
        println!("cannot write {}: {error}", path.display());
    }
    path
}

/// The same kind of failure from as little as can be had by leaving out lines, then characters.
fn minimised(target: Target, input: String, failure: &str) -> String {
    let kind = |failure: &str| {
        failure
            .split(|c: char| c == ':' || c == '{' || c.is_ascii_digit())
            .next()
            .map(str::to_owned)
    };
    let wanted = kind(failure);
    let fails = |text: &str| target.check(text).is_err_and(|failure| kind(&failure) == wanted);
    let deadline = Instant::now() + Duration::from_secs(60);
    let lines = |text: &str| text.split_inclusive('\n').map(str::to_owned).collect::<Vec<_>>();
    let characters = |text: &str| text.chars().map(String::from).collect::<Vec<_>>();
    let mut text = input;
    for pieces in [lines, characters] {
        let mut parts = pieces(&text);
        let mut size = parts.len().div_ceil(2).max(1);
        loop {
            let mut at = 0;
            while at < parts.len() && Instant::now() < deadline {
                let end = (at + size).min(parts.len());
                let shorter = [&parts[..at], &parts[end..]].concat();
                if fails(&shorter.concat()) {
                    parts = shorter;
                } else {
                    at = end;
                }
            }
            if size == 1 || Instant::now() >= deadline {
                break;
            }
            size = size.div_ceil(2).min(size - 1);
        }
        text = parts.concat();
    }
    text
}
