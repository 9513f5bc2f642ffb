//! What is written comes back, whatever the sites, the times and the disk.

use std::process;

use super::*;
use crate::testing::TestDir;
use crate::{ProcessInfo, Recorder, ThreadInfo};

/// Reads what is in the first chunk of this process.
fn events_of(dir: &TestDir) -> Vec<EventKind> {
    let bytes = std::fs::read(dir.path().join(format!("{}.events", process::id()))).unwrap();
    let mut events = &bytes[Header::LEN..];
    std::iter::from_fn(|| event::take(&mut events))
        .map(|(_, kind)| kind)
        .collect()
}

fn record(write: impl FnOnce(&mut Writer)) -> Vec<EventKind> {
    let dir = TestDir::new();
    let recorder = Recorder::create(dir.path(), &ProcessInfo::default()).unwrap();
    let mut writer = recorder.writer(&ThreadInfo::default());
    write(&mut writer);
    // The writer lives: what it wrote can be read at once, as it can after a SIGKILL.
    events_of(&dir)
}

#[test]
fn events_come_back() {
    let sites = [0, 126, 127, 128, 16382, 16383, 16384, 1 << 21, 1 << 28, u32::MAX];
    let events = record(|writer| {
        sites.iter().for_each(|&site| writer.enter(site));
        writer.exit();
        writer.raise(7);
        writer.unwound();
        writer.begin_task(5, 1000, 9);
        writer.begin(6, 1001);
        writer.wait();
        writer.awake();
        writer.call();
        writer.back();
        writer.suspend();
        writer.resume(5, 1000, true);
        writer.resume(6, 1001, false);
        writer.was_parked(u64::MAX - 1);
        writer.mark(3, b"{\"id\":1}");
        writer.mark(4, &[0]);
        writer.exit();
    });
    let mut expected = sites.map(|site| EventKind::Enter { site }).to_vec();
    expected.extend([
        EventKind::Exit,
        EventKind::Raise { exception_type: 7 },
        EventKind::Unwound,
        EventKind::Begin {
            site: 5,
            activation: 1000,
            task: Some(9),
        },
        EventKind::Begin {
            site: 6,
            activation: 1001,
            task: None,
        },
        EventKind::Wait,
        EventKind::Awake,
        EventKind::Call,
        EventKind::Back,
        EventKind::Suspend,
        EventKind::Resume {
            site: 5,
            activation: 1000,
            is_task_root: true,
        },
        EventKind::Resume {
            site: 6,
            activation: 1001,
            is_task_root: false,
        },
        EventKind::Park {
            activation: u64::MAX - 1,
        },
        EventKind::Mark {
            name: 3,
            n_attributes: 8,
        },
        EventKind::Mark {
            name: 4,
            n_attributes: 0,
        },
        EventKind::Exit,
    ]);
    assert_eq!(events, expected);
}

#[test]
fn any_delta_comes_back() {
    let dir = TestDir::new();
    let recorder = Recorder::create(dir.path(), &ProcessInfo::default()).unwrap();
    let mut writer = recorder.writer(&ThreadInfo::default());
    writer.advance();
    let deltas: Vec<u64> = (0..60).flat_map(|bit| [1 << bit, (1 << bit) - 1]).collect();
    for &delta in &deltas {
        writer.first_byte(ENTER, 2, delta);
        // SAFETY: there is room: the test writes less than a chunk.
        unsafe { writer.cursor = varint::write(writer.cursor, 1) };
        writer.first_byte(EXIT, 1, delta);
    }
    let bytes = std::fs::read(dir.path().join(format!("{}.events", process::id()))).unwrap();
    let mut events = &bytes[Header::LEN..];
    for delta in deltas {
        assert_eq!(
            event::take(&mut events),
            Some((delta, EventKind::Enter { site: 0 }))
        );
        assert_eq!(event::take(&mut events), Some((delta, EventKind::Exit)));
    }
}

#[test]
fn an_event_on_a_processor_whose_clock_is_behind_takes_no_time() {
    let dir = TestDir::new();
    let recorder = Recorder::create(dir.path(), &ProcessInfo::default()).unwrap();
    let mut writer = recorder.writer(&ThreadInfo::default());
    writer.enter(0);
    let ahead = writer.clock.ticks() + (1 << 50);
    for write in [
        |w: &mut Writer| w.enter(0),
        Writer::exit,
        Writer::wait,
        Writer::call,
    ] {
        writer.last_ticks = ahead;
        write(&mut writer);
        assert_eq!(writer.last_ticks, ahead);
    }
    let bytes = std::fs::read(dir.path().join(format!("{}.events", process::id()))).unwrap();
    let mut events = &bytes[Header::LEN..];
    event::take(&mut events).unwrap();
    let deltas: Vec<u64> = std::iter::from_fn(|| event::take(&mut events))
        .map(|(delta, _)| delta)
        .collect();
    assert_eq!(deltas, [0, 0, 0, 0]);
}

#[test]
fn without_disk_space_events_are_counted() {
    let dir = TestDir::new();
    let recorder = Recorder::create(dir.path(), &ProcessInfo::default()).unwrap();
    let mut writer = recorder.writer(&ThreadInfo::default());
    std::fs::remove_dir_all(dir.path()).unwrap();
    for _ in 0..10_000 {
        writer.enter(1);
        writer.exit();
    }
    std::fs::create_dir(dir.path()).unwrap();
    while !matches!(writer.target, Target::Chunk(_)) {
        writer.enter(1);
        writer.exit();
    }
    let bytes = std::fs::read(dir.path().join(format!("{}.events", process::id()))).unwrap();
    let header = Header::decode(&bytes).unwrap();
    assert!(header.dropped >= 20_000 && header.depth <= 1, "{header:?}");
}
