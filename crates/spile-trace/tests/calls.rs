//! Single calls, time outside, and times without what recording took.

mod common;

use common::{A, B, C, D, Lab};
use spile_trace::{CallTree, Outcome, Overhead, Statistics, Trace, for_each_call};

/// The calls as they end: name, caller, depth and how they ended.
fn calls(trace: &Trace) -> Vec<String> {
    let mut lines = Vec::new();
    for_each_call(trace, |call| {
        let caller = call.caller.map_or("-", |site| &site.row.name);
        let outcome = match call.outcome {
            Outcome::Returned => "returned".to_owned(),
            Outcome::Raised {
                exception,
                is_passed_on,
            } => format!(
                "{} {exception}",
                if is_passed_on { "passed on" } else { "raised" }
            ),
            Outcome::Unknown => "open".to_owned(),
        };
        assert!(call.own_ns <= call.duration_ns + 4, "{call:?}");
        lines.push(format!(
            "{} {caller} {} {outcome}",
            call.site.row.name, call.depth
        ));
    })
    .unwrap();
    lines
}

#[test]
fn calls_are_told_as_they_end_and_open_ones_last() {
    let lab = Lab::new();
    let error = lab.recorder.define_string("KeyError");
    let other = lab.recorder.define_string("ValueError");
    let mut w = lab.thread("main");
    w.enter(A);
    w.enter(B);
    w.enter(C);
    w.raise(error);
    w.raise(error); // from C
    w.enter(B);
    w.enter(C);
    w.raise(error);
    w.enter(D);
    w.exit();
    w.raise(error); // its own: D came in between
    w.enter(B);
    w.enter(C);
    w.raise(error);
    w.raise(other); // made of the other one
    w.begin(D, 1);
    w.suspend();
    w.begin(D, 2);
    w.suspend();
    w.resume(D, 1, false);
    w.exit();
    assert_eq!(
        calls(&lab.open()),
        [
            "c b 2 raised KeyError",
            "b a 1 passed on KeyError",
            "c b 2 raised KeyError",
            "d b 2 returned",
            "b a 1 raised KeyError",
            "c b 2 raised KeyError",
            "b a 1 raised ValueError",
            "d a 1 returned",
            "a - 0 open",
            "d a 1 open",
        ]
    );
}

fn work() -> u64 {
    let start = std::time::Instant::now();
    std::thread::sleep(std::time::Duration::from_millis(20));
    start.elapsed().as_nanos() as u64
}

#[test]
fn time_in_which_nothing_recorded_runs_is_outside() {
    let lab = Lab::new();
    let mut w = lab.thread("main");
    w.enter(A);
    let inside = work();
    w.exit();
    let outside = work() + work();
    w.begin_task(B, 1, 0);
    w.wait();
    let waiting = work();
    w.awake();
    w.exit();
    work();
    let trace = lab.open();
    let statistics = Statistics::of(&trace).unwrap();
    // From event to event: what comes after the last one is nobody's. Sleeps are a little shorter than what is around them.
    let least = (outside + waiting) * 99 / 100;
    assert!(
        (least..least + inside).contains(&statistics.outside_ns),
        "{statistics:?} {outside} {waiting}"
    );
    let tree = CallTree::of(&trace, 9).unwrap();
    assert_eq!(tree.lanes[0].outside_ns, statistics.outside_ns);
    assert_eq!(tree.lanes[1].outside_ns, 0);
}

#[test]
fn the_main_thread_is_there_from_the_start_to_the_end() {
    let lab = Lab::new();
    let before = work();
    let info = spile_trace::ThreadInfo {
        id: std::process::id().into(),
        name: "MainThread".into(),
    };
    let mut w = lab.recorder.writer(&info);
    w.enter(A);
    w.exit();
    let after = work();
    drop(w);
    lab.recorder.finish();
    let statistics = Statistics::of(&lab.open()).unwrap();
    assert!(
        statistics.outside_ns >= (before + after) * 99 / 100,
        "{statistics:?} {before} {after}"
    );
}

#[test]
fn what_recording_took_can_be_subtracted() {
    let lab = Lab::new();
    // Sixteenths of a tick: an entry or exit in this test takes about 10 ticks, so that most of the time goes.
    lab.recorder.note_overhead(Overhead {
        of_call: 16 * 12,
        within: 16 * 5,
        ..Overhead::default()
    });
    let mut w = lab.thread("main");
    w.enter(A);
    for _ in 0..100_000 {
        w.enter(B);
        w.exit();
    }
    let slept = work();
    w.exit();
    let mut trace = lab.open();
    let times = |trace: &Trace| {
        let statistics = Statistics::of(trace).unwrap();
        let row = |name: &str| {
            let rows = statistics.rows().iter();
            rows.clone()
                .find(|row| row.site.row.name == name)
                .unwrap()
                .clone()
        };
        (row("a"), row("b"))
    };
    let (a, b) = times(&trace);
    assert!(trace.subtract_overhead());
    let (less_a, less_b) = times(&trace);
    assert_eq!((a.calls, b.calls), (less_a.calls, less_b.calls));
    let taken = a.total_ns - less_a.total_ns;
    // And what it took to get the chunks, see the next test.
    let of_events = trace.processes()[0].duration_ns(12 * 100_002);
    assert!(taken > of_events / 4, "{taken} {of_events} {a:?} {less_a:?}");
    assert!(less_b.total_ns < b.total_ns && less_a.own_ns < a.own_ns);
    assert!(
        less_a.total_ns >= slept * 99 / 100,
        "what was not recording stays: {less_a:?}"
    );
    assert_eq!(trace.processes()[0].overhead.unwrap().of_call, 16 * 12);
}

/// The first event of a chunk has its time when the chunk is there.
#[test]
fn what_it_took_to_get_memory_is_subtracted() {
    let lab = Lab::new();
    // As good as nothing for the events themselves.
    lab.recorder.note_overhead(Overhead {
        of_call: 1,
        within: 0,
        ..Overhead::default()
    });
    let mut w = lab.thread("main");
    w.enter(A);
    for _ in 0..500_000 {
        w.enter(B);
        w.exit();
    }
    w.exit();
    let mut trace = lab.open();
    let total = |trace: &Trace| {
        let statistics = Statistics::of(trace).unwrap();
        let mut rows = statistics.rows().iter();
        rows.find(|row| row.site.row.name == "a").unwrap().total_ns
    };
    let all = total(&trace);
    assert!(trace.subtract_overhead());
    let taken = all - total(&trace);
    // At most; ten chunks and more are mapped and written to in any case, which takes longer.
    let of_events = trace.processes()[0].duration_ns(1_000_002 / 32);
    assert!(of_events < taken && taken < all, "{taken} {of_events} {all}");
}

#[test]
fn where_nothing_was_measured_nothing_is_subtracted() {
    let lab = Lab::new();
    let mut w = lab.thread("main");
    w.enter(A);
    w.exit();
    let mut trace = lab.open();
    let before = Statistics::of(&trace).unwrap().rows()[0].total_ns;
    assert!(!trace.subtract_overhead());
    assert_eq!(Statistics::of(&trace).unwrap().rows()[0].total_ns, before);
}
