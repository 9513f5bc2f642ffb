//! Whatever the bytes are, reading ends, in order.

mod common;

use std::fs;

use common::{A, B, C, Lab, render};
use spile_trace::{CallTree, Statistics, Trace};

/// A trace with every kind of event and record.
fn rich() -> Lab {
    let lab = Lab::new();
    let recorder = &lab.recorder;
    let error = recorder.define_string("ValueError");
    recorder.note_skipped(
        "m",
        "m.py",
        &[spile_trace::SkippedRow {
            id: "m#e".into(),
            kind: spile_trace::SiteKind::Function,
            is_one_line: true,
            reason: "uses frames".into(),
        }],
    );
    recorder.note(spile_trace::NoteKind::Problem, "something");
    let (mut one, mut two) = (lab.thread("one"), lab.thread("two"));
    for round in 0..2000 {
        one.enter(A);
        match round % 2 {
            0 => one.begin_task(B, 2 * round + 1, round as u32 % 3),
            _ => one.begin(B, 2 * round + 1),
        }
        one.wait();
        one.awake();
        one.call();
        one.suspend();
        two.resume(B, 2 * round + 1, round % 2 == 0);
        two.enter(C);
        two.call();
        two.back();
        two.was_parked(2 * round + 2);
        two.raise(error);
        two.resume(C, 2 * round + 2, false);
        two.unwound();
        one.exit();
    }
    lab
}

/// Reads all there is to read.
fn read(lab: &Lab) -> Option<(String, u64)> {
    let trace = Trace::open(lab.dir()).ok()?;
    let statistics = Statistics::of(&trace).ok()?;
    let tree = CallTree::of(&trace, u32::MAX).ok()?;
    trace.count_calls().ok()?;
    Some((render(&tree), statistics.calls()))
}

#[test]
fn any_damage_is_survived() {
    let lab = rich();
    let files: Vec<_> = fs::read_dir(lab.dir())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    let originals: Vec<Vec<u8>> = files.iter().map(|path| fs::read(path).unwrap()).collect();
    let mut random = Random(0x5eed);
    for _ in 0..400 {
        for (path, original) in files.iter().zip(&originals) {
            let mut bytes = original.clone();
            for _ in 0..random.below(4) {
                random.damage(&mut bytes);
            }
            fs::write(path, bytes).unwrap();
        }
        read(&lab);
    }
}

#[test]
fn a_cut_off_end_loses_only_the_end() {
    let lab = rich();
    let (_, all) = read(&lab).unwrap();
    let path = lab.dir().join(format!("{}.events", std::process::id()));
    let bytes = fs::read(&path).unwrap();
    let mut last = 0;
    for percent in [0, 10, 50, 90, 100] {
        fs::write(&path, &bytes[..bytes.len() * percent / 100]).unwrap();
        let (_, calls) = read(&lab).unwrap();
        assert!(calls >= last && calls <= all);
        last = calls;
    }
    assert_eq!(last, all);
}

#[test]
fn a_missing_chunk_leaves_the_rest() {
    let lab = Lab::new();
    let mut writer = lab.thread("main");
    writer.enter(A);
    while fs::metadata(lab.dir().join(format!("{}.events", std::process::id()))).map_or(0, |m| m.len())
        < 200_000
    {
        writer.enter(B);
        writer.exit();
    }
    writer.exit();
    drop(writer);
    let path = lab.dir().join(format!("{}.events", std::process::id()));
    let mut bytes = fs::read(&path).unwrap();
    bytes[16384] ^= 1;
    fs::write(&path, bytes).unwrap();
    let trace = lab.open();
    let statistics = Statistics::of(&trace).unwrap();
    assert_eq!(
        statistics.misplaced, 0,
        "the depth in the header tells how many exits to expect"
    );
    assert!(statistics.calls() > 1000);
    assert_eq!(trace.problems().len(), 1, "{:?}", trace.problems());
}

#[test]
fn a_file_that_inherits_from_itself_is_read() {
    let lab = rich();
    let name = format!("{}.meta", std::process::id());
    let path = lab.dir().join(&name);
    let mut bytes = fs::read(&path).unwrap();
    // Tag 2, the length of the record, the name, and as length of the inheritance the largest that has one byte.
    bytes.extend([2, name.len() as u8 + 2, name.len() as u8]);
    bytes.extend(name.bytes());
    bytes.push(127);
    fs::write(&path, bytes).unwrap();
    assert_eq!(lab.open().problems().len(), 1);
}

/// Numbers that look random and are the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        // xorshift64, Marsaglia 2003.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit.max(1)
    }

    fn damage(&mut self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        // Most damage is near the front, where the headers are.
        let range = if self.below(2) == 0 {
            bytes.len()
        } else {
            bytes.len().min(100)
        };
        let at = self.below(range);
        match self.below(5) {
            0 => bytes.truncate(at),
            1 => bytes[at] ^= 1 << self.below(8),
            2 => bytes[at] = 0xff,
            3 => bytes.insert(at, self.below(256) as u8),
            _ => {
                let end = bytes.len().min(at + self.below(50));
                (at..end).for_each(|at| bytes[at] = self.below(256) as u8);
            }
        }
    }
}
