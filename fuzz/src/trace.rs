//! Traces that no program recorded, and damaged ones, through the reader.

use std::path::{Path, PathBuf};
use std::{env, fs, io, process};

use spile_trace::{
    CallTree, Limit, Mode, NoteKind, Overhead, ProcessInfo, Recorder, RunInfo, RunRecord, SiteKind, SiteRow,
    SkippedRow, Statistics, ThreadInfo, Trace, Writer, for_each_call,
};

use crate::allocations::peak_of;
use crate::random::Random;

/// What reading may take beside a multiple of the files' size, in bytes.
const MEMORY: usize = 4 << 20;
/// An activation is a few bytes in the file, and a frame, a node and a row in memory.
const MEMORY_PER_BYTE: usize = 1000;

/// A trace and the damage done to it, as text: a word for the trace, and one for each step of the damage.
pub fn input(random: &mut Random) -> String {
    let n_words = 1 + random.below(8);
    let words: Vec<String> = (0..n_words).map(|_| random.next().to_string()).collect();
    words.join(" ")
}

/// `text` with a word more, less, or another one: mostly the same trace with nearly the same damage.
pub fn changed(text: &str, random: &mut Random) -> String {
    let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
    let at = 1 + random.below(words.len());
    match random.below(8) {
        0 if at < words.len() => drop(words.remove(at)),
        1 if at < words.len() => words[at] = random.next().to_string(),
        2 => words[0] = random.next().to_string(),
        _ => words.insert(at, random.next().to_string()),
    }
    words.truncate(60);
    words.join(" ")
}

/// Records what the first word of `text` says, damages it as the others do, and reads it: reading ends, in order, twice the
/// same, and takes no more memory than what is there explains.
pub fn check(text: &str, seeded: impl Fn(&str) -> Random) -> Result<(), String> {
    let dir = env::temp_dir().join(format!("spile-fuzz-{}", process::id()));
    let mut words = text.split(' ').map(seeded);
    let result = record(&dir, &mut words.next().expect("a text has a first word"))
        .and_then(|()| damage(&dir, words))
        .map_err(|error| format!("no trace to read: {error}"))
        .and_then(|n_bytes| {
            let (first, peak) = peak_of(|| read(&dir));
            if peak > MEMORY + n_bytes * MEMORY_PER_BYTE {
                return Err(format!("memory: {peak} bytes for files of {n_bytes}"));
            }
            if read(&dir) != first {
                return Err("read again, it is another trace".into());
            }
            Ok(())
        });
    let _ = fs::remove_dir_all(&dir);
    result
}

/// All that the commands ask of a trace, as text.
fn read(dir: &Path) -> String {
    let mut trace = match Trace::open(dir) {
        Ok(trace) => trace,
        Err(error) => return error.to_string(),
    };
    let tree = CallTree::of(&trace, 50).map_err(|error| error.to_string());
    let statistics = Statistics::of(&trace).map_err(|error| error.to_string());
    let n_calls = trace.count_calls().map_err(|error| error.to_string());
    let mut calls = String::new();
    let told =
        for_each_call(&trace, |call| calls += &format!("{call:?}\n")).map_err(|error| error.to_string());
    let before = format!("{trace:?} {tree:?} {statistics:?} {n_calls:?} {told:?} {calls}");
    trace.subtract_overhead();
    let statistics = Statistics::of(&trace).map_err(|error| error.to_string());
    format!("{before} {statistics:?}")
}

fn record(dir: &Path, random: &mut Random) -> io::Result<()> {
    fs::create_dir_all(dir)?;
    let mode = if random.once_in(2) { Mode::Ring } else { Mode::Full };
    let bytes = random.below(200_000) as u64;
    RunRecord::create(dir, &RunInfo::default(), Limit { bytes, mode })?;
    for _ in 0..=random.below(2) {
        let recorder = Recorder::create(dir, &ProcessInfo::default())?;
        let mut writers: Vec<Writer> = (0..=random.below(3))
            .map(|id| {
                let name = "T".repeat(random.below(5));
                recorder.writer(&ThreadInfo { id: id as u64, name })
            })
            .collect();
        for _ in 0..random.below(300) {
            match random.below(30) {
                0 => drop(recorder.define_sites("m", "m.py", &sites(random))),
                1 => drop(recorder.define_string(&"E".repeat(random.below(9)))),
                2 => recorder.note(NoteKind::Problem, "note"),
                3 => recorder.note_skipped("m", "m.py", &[skipped(random)]),
                4 => recorder.note_overhead(Overhead {
                    of_call: random.next() >> random.below(64),
                    within: random.below(100) as u64,
                    around: random.next() >> random.below(64),
                    between: random.below(100) as u64,
                }),
                _ => {}
            }
            let at = random.below(writers.len());
            let burst = if random.once_in(20) { 3000 } else { 4 };
            for _ in 0..=random.below(burst) {
                event(&mut writers[at], random);
            }
        }
        if random.once_in(2) {
            drop(writers);
            recorder.finish();
        }
    }
    Ok(())
}

fn skipped(random: &mut Random) -> SkippedRow {
    SkippedRow {
        id: "m#s".into(),
        kind: SiteKind::Lambda,
        is_one_line: random.once_in(2),
        reason: "reason".into(),
    }
}

fn sites(random: &mut Random) -> Vec<SiteRow> {
    (0..random.below(20))
        .map(|number| SiteRow {
            id: format!("m#f{number}"),
            name: format!("f{number}"),
            kind: SiteKind::Function,
            start_line: random.next() as u32,
            end_line: random.next() as u32,
            start: random.next() as u32,
            end: random.next() as u32,
        })
        .collect()
}

/// An event, whether it fits or not.
fn event(writer: &mut Writer, random: &mut Random) {
    let number = if random.once_in(50) {
        u64::MAX - 2
    } else {
        random.below(30) as u64
    };
    match random.below(17) {
        0..=4 => writer.enter(number as u32),
        5..=7 => writer.exit(),
        8 => writer.raise(number as u32),
        9 => writer.unwound(),
        10 if random.once_in(3) => writer.begin_task(number as u32, number, random.below(5) as u32),
        10 => writer.begin(number as u32, number),
        11 => writer.suspend(),
        12 => writer.resume(random.below(30) as u32, number, random.once_in(3)),
        13 => writer.mark(number as u32, &b"{\"a\":1}".repeat(random.below(300))),
        14 => writer.call(),
        15 => writer.back(),
        _ if random.once_in(2) => writer.wait(),
        _ if random.once_in(2) => writer.awake(),
        _ => writer.was_parked(number),
    }
}

/// Changes one of the files for each of `steps`; returns their size together.
fn damage(dir: &Path, steps: impl Iterator<Item = Random>) -> io::Result<usize> {
    let mut paths: Vec<PathBuf> = fs::read_dir(dir)?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<_>>()?;
    // Metadata is small, and much depends on it. Process numbers are not the same in each run, the kinds of files are.
    paths.sort_by_key(|path| (path.extension().map(ToOwned::to_owned), path.clone()));
    for mut random in steps {
        let path = &paths[random.below(paths.len())];
        let mut bytes = fs::read(path)?;
        damage_one(&mut bytes, &mut random);
        fs::write(path, bytes)?;
    }
    let sizes = paths.iter().map(|path| Ok(fs::metadata(path)?.len() as usize));
    sizes.sum()
}

fn damage_one(bytes: &mut Vec<u8>, random: &mut Random) {
    let len = bytes.len();
    // Mostly where something is written.
    let end = bytes
        .iter()
        .rposition(|&byte| byte != 0)
        .map_or(len, |last| last + 1);
    let at = if random.once_in(3) {
        random.below(end.min(200) + 1)
    } else {
        random.below(end + 1)
    };
    let n = random.below(20).min(len - at);
    match random.below(7) {
        // As the version before wrote it, as far as it can be told.
        6 => {
            for page in bytes.chunks_mut(4096) {
                if page.len() > 7 && page.starts_with(b"spile") {
                    page[6] = 2;
                }
            }
        }
        0 => bytes.truncate(at),
        1 => bytes[at..at + n].fill_with(|| random.next() as u8),
        2 => bytes[at..at + n].fill(0xff),
        3 => drop(bytes.drain(at..at + n)),
        4 => {
            let piece = bytes[at..at + n].to_vec();
            let to = random.below(len + 1);
            bytes.splice(to..to, piece);
        }
        _ => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << random.below(8);
            }
        }
    }
}
