//! Reads the paths of Elixir sources from standard input, parses all of them several times with Spile's parser and
//! with tree-sitter in turns, and prints the bytes and, for both, the CPU seconds of the fastest round.

use std::hint::black_box;
use std::io::Read;

use spile_elixir_syntax::{ElixirVersion, Options, parse};

const ROUNDS: usize = 5;

/// CPU seconds of this process.
fn cpu() -> f64 {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: `time` is valid for writing.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

fn timed(work: impl FnOnce()) -> f64 {
    let start = cpu();
    work();
    cpu() - start
}

fn main() {
    let mut paths = String::new();
    std::io::stdin()
        .read_to_string(&mut paths)
        .expect("paths on standard input");
    let version: ElixirVersion = std::env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(ElixirVersion::NEWEST);
    let sources: Vec<String> = paths
        .lines()
        .map(|path| std::fs::read_to_string(path).expect(path))
        .collect();
    let bytes: usize = sources.iter().map(String::len).sum();
    let options = Options {
        version,
        ..Options::default()
    };
    let mut parser = tree_sitter::Parser::new();
    parser
        .set_language(&tree_sitter_elixir::LANGUAGE.into())
        .expect("the grammar");
    let (mut ours, mut theirs) = (f64::MAX, f64::MAX);
    for _ in 0..ROUNDS {
        ours = ours.min(timed(|| {
            for source in &sources {
                let _ = black_box(parse(black_box(source), &options));
            }
        }));
        theirs = theirs.min(timed(|| {
            for source in &sources {
                black_box(parser.parse(black_box(source), None));
            }
        }));
    }
    println!("{bytes} {ours} {theirs}");
}
