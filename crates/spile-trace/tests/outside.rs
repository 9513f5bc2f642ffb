//! The time that calls spend in what is not recorded is told apart where calls are told.

mod common;

use std::fs;
use std::thread::sleep;
use std::time::Duration;

use common::{A, B, C, Lab, site};
use spile_trace::{
    CallTree, Limit, Mode, ProcessInfo, Recorder, Row, RunInfo, RunRecord, Statistics, ThreadInfo, Trace,
    Writer, for_each_call,
};

/// Lets some time pass.
fn work() {
    sleep(Duration::from_millis(2));
}

/// Less than [`work`] takes.
const WORK_NS: u64 = 1_500_000;

/// The rows of `a` and `b` of what `record` records.
fn rows(record: impl FnOnce(&mut Writer)) -> [Row; 2] {
    let lab = Lab::new();
    record(&mut lab.thread("main"));
    let statistics = Statistics::of(&lab.open()).unwrap();
    ["a", "b"].map(|name| {
        let mut rows = statistics.rows().iter();
        rows.find(|row| row.site.row.name == name).unwrap().clone()
    })
}

/// Whether a time holds `n` pieces of work, and not one more: the machine may be so busy that the upper bound tells nothing, so
/// it is the sum of all pieces that is compared.
fn holds(ns: u64, n: u64, all: u64, of: u64) -> bool {
    ns >= n * WORK_NS && ns <= all - (of - n) * WORK_NS
}

#[test]
fn a_call_of_what_is_not_recorded_is_outside() {
    let [a, b] = rows(|w| {
        w.enter(A);
        work();
        w.call();
        work();
        work();
        w.back();
        w.enter(B);
        w.exit();
        w.exit();
    });
    let all = a.total_ns;
    assert!(holds(a.own_ns, 1, all, 3), "{a:?}");
    assert!(holds(a.outside_ns, 2, all, 3), "{a:?}");
    assert_eq!(b.outside_ns, 0);
}

#[test]
fn what_is_called_back_has_its_own_time_and_what_is_around_it_is_outside() {
    let [a, b] = rows(|w| {
        w.enter(A);
        w.call();
        work();
        for _ in 0..2 {
            w.enter(B);
            work();
            w.exit();
            work();
        }
        w.back();
        w.exit();
    });
    let all = a.total_ns;
    assert!(a.own_ns < WORK_NS, "{a:?}");
    assert!(holds(a.outside_ns, 3, all, 5), "{a:?}");
    assert!(holds(b.own_ns, 2, all, 5) && b.outside_ns == 0, "{b:?}");
}

#[test]
fn another_call_an_await_and_the_end_of_an_activation_end_a_call() {
    let ends: [fn(&mut Writer); 3] = [
        |w| w.call(),
        |w| {
            w.wait();
            w.awake();
        },
        |w| {
            w.suspend();
            w.resume(B, 1, false);
        },
    ];
    for (idx, end) in ends.into_iter().enumerate() {
        let [_, b] = rows(|w| {
            w.enter(A);
            w.begin(B, 1);
            w.call();
            work();
            end(w);
            work();
            w.raise(0);
            work();
            w.exit();
        });
        let outside = if idx == 0 { 2 } else { 1 };
        assert!(holds(b.outside_ns, outside, b.total_ns, 2), "{idx} {b:?}");
        assert!(holds(b.own_ns, 2 - outside, b.total_ns, 2), "{idx} {b:?}");
    }
}

#[test]
fn a_call_by_which_another_greenlet_runs_goes_on_when_it_is_back() {
    let [a, b] = rows(|w| {
        w.enter(A);
        w.enter(B);
        w.call();
        w.was_parked(1);
        work();
        w.resume(B, 1, false);
        work();
        w.back();
        work();
        w.exit();
        w.exit();
    });
    assert!(holds(b.outside_ns, 1, a.total_ns, 3), "{b:?}");
    assert!(holds(b.own_ns, 1, a.total_ns, 3), "{b:?}");
}

#[test]
fn trees_and_single_calls_tell_it_as_well() {
    let lab = Lab::new();
    let mut w = lab.thread("main");
    w.enter(A);
    w.call();
    work();
    w.exit();
    let trace = lab.open();
    let tree = CallTree::of(&trace, 9).unwrap();
    let node = &tree.lanes[0].roots[0];
    assert!(node.outside_ns >= WORK_NS && node.own_ns < WORK_NS, "{node:?}");
    let mut outside = Vec::new();
    for_each_call(&trace, |call| outside.push(call.outside_ns)).unwrap();
    assert_eq!(outside, [node.outside_ns]);
    assert!(Statistics::of(&trace).unwrap().tells_outside());
}

#[test]
fn where_older_events_made_room_it_is_known_which_calls_are_under_way() {
    let dir = std::env::temp_dir().join(format!("spile-trace-outside-{}", std::process::id()));
    let limit = Limit {
        bytes: 64 << 10,
        mode: Mode::Ring,
    };
    fs::create_dir_all(&dir).unwrap();
    RunRecord::create(&dir, &RunInfo::default(), limit).unwrap();
    let recorder = Recorder::create(&dir, &ProcessInfo::default()).unwrap();
    recorder.define_sites("m", "m.py", &["a", "b", "c"].map(site));
    let mut w = recorder.writer(&ThreadInfo::default());
    w.enter(A);
    w.call();
    for _ in 0..200_000 {
        w.enter(B);
        w.exit();
    }
    work();
    w.back();
    w.enter(C);
    w.exit();
    work();
    w.exit();
    drop(w);
    let trace = Trace::open(&dir).unwrap();
    let tree = CallTree::of(&trace, 9).unwrap();
    let a = &tree.lanes[0].roots[0];
    fs::remove_dir_all(&dir).unwrap();
    assert_eq!((a.site.row.name.as_str(), a.calls, a.earlier), ("a", 0, 1));
    assert!(a.outside_ns >= WORK_NS && a.own_ns >= WORK_NS, "{a:?}");
    assert!(
        a.own_ns + a.outside_ns <= a.total_ns && a.own_ns < a.total_ns - WORK_NS,
        "{a:?}"
    );
}

#[test]
fn traces_of_the_version_before_are_read() {
    let lab = Lab::new();
    let mut w = lab.thread("main");
    for _ in 0..20_000 {
        w.enter(A);
        w.begin(B, 1);
        w.exit();
        w.exit();
    }
    drop(w);
    lab.recorder.finish();
    let read = || {
        let statistics = Statistics::of(&lab.open()).unwrap();
        let times = statistics
            .rows()
            .iter()
            .map(|row| (row.calls, row.own_ns, row.total_ns));
        (
            times.collect::<Vec<_>>(),
            statistics.misplaced,
            statistics.unreadable,
        )
    };
    let now = read();
    assert_eq!((now.0[0].0, now.1, now.2), (20_000, 0, 0));
    for file in fs::read_dir(lab.dir()).unwrap() {
        let path = file.unwrap().path();
        let mut bytes = fs::read(&path).unwrap();
        for at in (0..bytes.len()).step_by(4096) {
            if bytes[at..].starts_with(b"spile") {
                assert_eq!(bytes[at + 6..at + 8], [3, 0]);
                bytes[at + 6] = 2;
            }
        }
        fs::write(&path, bytes).unwrap();
    }
    assert_eq!(read(), now);
}
