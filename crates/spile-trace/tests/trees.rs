//! What is recorded comes back as the tree of who called whom.

mod common;

use common::{A, B, C, D, Lab, render, site};
use spile_trace::{CallTree, ClockChoice, Row, Statistics, Writer};

/// What a thread records comes back as `expected`.
fn check(record: impl FnOnce(&mut Writer), expected: &str) {
    check_threads(["main"], |[mut writer]| record(&mut writer), expected);
}

fn check_threads<const N: usize>(names: [&str; N], record: impl FnOnce([Writer; N]), expected: &str) {
    let lab = Lab::new();
    record(names.map(|name| lab.thread(name)));
    assert_eq!(render(&CallTree::of(&lab.open(), 100).unwrap()), expected);
}

fn row(statistics: &Statistics, name: &str) -> Row {
    statistics
        .rows()
        .iter()
        .find(|row| row.site.row.name == name)
        .unwrap()
        .clone()
}

/// Lets some time pass.
fn work() {
    std::thread::sleep(std::time::Duration::from_millis(2));
}

const WORK_NS: u64 = 1_500_000;

#[test]
fn calls_nest_and_equal_ones_are_merged() {
    check(
        |w| {
            w.enter(A);
            for _ in 0..3 {
                w.enter(B);
                w.enter(C);
                w.exit();
                w.exit();
            }
            w.enter(C);
            w.exit();
            w.exit();
        },
        "main\n  a\n    b *3\n      c *3\n    c\n",
    );
}

#[test]
fn exceptions_are_counted_where_they_leave() {
    check(
        |w| {
            w.enter(A);
            w.enter(B);
            w.raise(0);
            w.enter(B);
            w.unwound();
            w.exit();
        },
        "main\n  a\n    b *2 !2\n",
    );
}

#[test]
fn recursion_is_a_node_for_each_level() {
    check(
        |w| {
            (0..3).for_each(|_| w.enter(A));
            (0..3).for_each(|_| w.exit());
        },
        "main\n  a\n    a\n      a\n",
    );
}

#[test]
fn a_generator_stands_where_it_began() {
    check(
        |w| {
            w.enter(A);
            w.begin(B, 1);
            w.suspend();
            w.enter(C);
            w.resume(B, 1, false);
            w.enter(D);
            w.exit();
            w.suspend();
            w.exit();
            w.resume(B, 1, false);
            w.exit();
            w.exit();
        },
        "main\n  a\n    b\n      d\n    c\n",
    );
}

#[test]
fn tasks_are_lanes_of_their_own() {
    check(
        |w| {
            w.enter(A);
            for task in [1, 2] {
                w.begin_task(B, task, 0);
                w.wait();
                w.begin(C, 10 + task);
                w.suspend();
                w.suspend();
            }
            for task in [2, 1] {
                w.resume(B, task, true);
                w.resume(C, 10 + task, false);
                w.exit();
                w.awake();
                w.exit();
            }
            w.exit();
        },
        "main\n  a\ntask b\n  b *2\n    c *2\n",
    );
}

#[test]
fn tasks_have_the_names_that_the_program_gave_them() {
    let lab = Lab::new();
    let [alice, bob] = ["alice", "bob"].map(|name| lab.recorder.define_string(name));
    let mut w = lab.thread("main");
    for (task, name) in (1..).zip([alice, bob, alice, 0]) {
        w.begin_task(A, task, name);
        w.enter(B);
        w.exit();
        w.exit();
    }
    let tree = CallTree::of(&lab.open(), 9).unwrap();
    assert_eq!(
        render(&tree),
        "task alice\n  a *2\n    b *2\ntask bob\n  a\n    b\ntask a\n  a\n    b\n"
    );
}

#[test]
fn an_activation_may_change_threads() {
    check_threads(
        ["one", "two"],
        |[mut one, mut two]| {
            one.enter(A);
            one.begin(B, 1);
            one.suspend();
            two.enter(C);
            two.resume(B, 1, false);
            two.enter(D);
            two.exit();
            two.suspend();
            two.exit();
            one.resume(B, 1, false);
            one.enter(C);
            one.exit();
            one.exit();
            one.exit();
        },
        "one\n  a\n    b\n      d\n      c\ntwo\n  c\n",
    );
}

#[test]
fn greenlets_take_plain_activations_off_the_stack() {
    check(
        |w| {
            w.enter(A);
            w.enter(B);
            w.was_parked(1);
            w.enter(C);
            w.exit();
            w.resume(B, 1, false);
            w.enter(D);
            w.exit();
            w.exit();
            w.exit();
        },
        "main\n  a\n    b\n      d\n    c\n",
    );
}

#[test]
fn what_is_still_running_is_shown() {
    check(
        |w| {
            w.enter(A);
            w.enter(B);
        },
        "main\n  a\n    b\n",
    );
}

#[test]
fn chunks_are_joined() {
    let lab = Lab::new();
    let mut writer = lab.thread("main");
    writer.enter(A);
    for _ in 0..500_000 {
        writer.enter(B);
        writer.exit();
    }
    writer.exit();
    let trace = lab.open();
    assert_eq!(
        render(&CallTree::of(&trace, 9).unwrap()),
        "main\n  a\n    b *500000\n"
    );
    assert_eq!(trace.count_calls().unwrap(), 500_001);
    assert_eq!(trace.problems(), [""; 0]);
}

#[test]
fn a_writer_leaves_no_more_than_it_needs() {
    let lab = Lab::new();
    for _ in 0..10 {
        let mut writer = lab.thread("short");
        writer.enter(A);
        writer.exit();
    }
    lab.recorder.finish();
    let sizes = std::fs::read_dir(lab.dir())
        .unwrap()
        .map(|file| file.unwrap().metadata().unwrap().len());
    assert!(sizes.sum::<u64>() < 10 * 4096);
    let trace = lab.open();
    assert_eq!(trace.count_calls().unwrap(), 10);
    assert!(trace.processes()[0].ended);
}

#[test]
fn depth_is_limited() {
    let lab = Lab::new();
    let mut writer = lab.thread("main");
    [A, B, C].iter().for_each(|&site| writer.enter(site));
    (0..3).for_each(|_| writer.exit());
    assert_eq!(
        render(&CallTree::of(&lab.open(), 2).unwrap()),
        "main\n  a\n    b\n"
    );
}

#[test]
fn time_belongs_to_the_top_unless_it_is_suspended_or_waits() {
    let lab = Lab::new();
    let mut w = lab.thread("main");
    w.enter(A);
    w.begin(B, 1);
    work();
    w.suspend();
    work();
    w.resume(B, 1, false);
    w.wait();
    work();
    w.awake();
    w.exit();
    w.exit();
    let statistics = Statistics::of(&lab.open()).unwrap();
    let (a, b) = (row(&statistics, "a"), row(&statistics, "b"));
    assert!(a.own_ns >= 2 * WORK_NS, "{a:?}");
    assert!(a.total_ns >= 3 * WORK_NS, "{a:?}");
    assert!(b.own_ns >= WORK_NS && b.total_ns <= b.own_ns + 2, "{b:?}");
    assert!(b.total_ns + 2 * WORK_NS <= a.total_ns, "{a:?} {b:?}");
    assert_eq!((b.calls, b.min_ns), (1, b.max_ns));
}

#[test]
fn a_suspension_found_later_counts_from_the_event_before() {
    let lab = Lab::new();
    let mut w = lab.thread("main");
    w.begin_task(B, 1, 0);
    w.wait();
    w.begin(C, 2);
    work();
    w.wait();
    let idle = std::time::Instant::now();
    (0..20).for_each(|_| work());
    let idle_ns = idle.elapsed().as_nanos() as u64;
    w.was_suspended();
    w.was_suspended();
    w.begin_task(D, 3, 0);
    w.exit();
    w.resume(B, 1, true);
    w.resume(C, 2, false);
    w.awake();
    w.exit();
    w.awake();
    w.exit();
    let statistics = Statistics::of(&lab.open()).unwrap();
    for name in ["b", "c"] {
        let row = row(&statistics, name);
        assert!((WORK_NS..idle_ns).contains(&row.total_ns), "{row:?}");
        assert!(row.own_ns <= row.total_ns + 1 && row.errors == 0, "{row:?}");
    }
}

#[test]
fn the_kernels_clock_tells_the_same_as_the_processors() {
    for clock in [ClockChoice::Best, ClockChoice::Monotonic] {
        let lab = Lab::with_clock(clock);
        let mut w = lab.thread("main");
        let start = std::time::Instant::now();
        w.enter(A);
        (0..20).for_each(|_| work());
        w.exit();
        let elapsed_ns = start.elapsed().as_nanos() as u64;
        lab.recorder.finish();
        let a = row(&Statistics::of(&lab.open()).unwrap(), "a");
        assert!(
            (20 * WORK_NS..=elapsed_ns + elapsed_ns / 50).contains(&a.total_ns),
            "{clock:?} {a:?} {elapsed_ns}"
        );
    }
}

#[test]
fn recursion_counts_once_in_the_total() {
    let lab = Lab::new();
    let mut w = lab.thread("main");
    (0..5).for_each(|_| w.enter(A));
    work();
    (0..5).for_each(|_| w.exit());
    let a = row(&Statistics::of(&lab.open()).unwrap(), "a");
    assert_eq!((a.calls, a.total_ns), (5, a.max_ns));
    assert!(a.own_ns <= a.total_ns + 1, "{a:?}");
}

#[test]
fn names_come_back() {
    let lab = Lab::new();
    let first = lab
        .recorder
        .define_sites("pkg.n", "/pkg/n.py", &[site("x"), site("y")]);
    assert_eq!(first, 4);
    let value_error = lab.recorder.define_string("ValueError");
    assert_eq!(lab.recorder.define_string("ValueError"), value_error);
    lab.recorder.note_skipped(
        "m",
        "m.py",
        &[spile_trace::SkippedRow {
            id: "m#e".into(),
            kind: spile_trace::SiteKind::Function,
            is_one_line: true,
            reason: "uses frames".into(),
        }],
    );
    let trace = lab.open();
    let process = &trace.processes()[0];
    assert_eq!(process.string(value_error), Some("ValueError"));
    assert_eq!(process.string(0), None);
    let site = process.site(first + 1).unwrap();
    assert_eq!(
        (&*site.module, &*site.file, &*site.row.id),
        ("pkg.n", "/pkg/n.py", "m#y")
    );
    let skipped = &process.skipped()[0];
    assert_eq!(
        (skipped.kind, skipped.is_one_line, &*skipped.reason),
        (spile_trace::SiteKind::Function, true, "uses frames")
    );
    assert_eq!((&*process.runtime, &*process.command[0]), ("Test 1", "test"));
}

#[test]
fn marks_stand_where_the_program_made_them() {
    let lab = Lab::new();
    let [paid, lost] = ["paid", "lost"].map(|name| lab.recorder.define_string(name));
    let mut writer = lab.thread("main");
    writer.mark(lost, b"");
    writer.enter(A);
    for _ in 0..20_000 {
        writer.mark(paid, br#"{"by":"card"}"#);
    }
    writer.enter(B);
    writer.mark(paid, &[b'1'; 2000]);
    writer.exit();
    writer.exit();
    drop(writer);
    let trace = lab.open();
    let tree = CallTree::of(&trace, 9).unwrap();
    assert_eq!(
        render(&tree),
        "main\n  lost\n  a\n    paid *20000\n    b\n      paid\n"
    );
    assert_eq!(Statistics::of(&trace).unwrap().calls(), 2);
    let mut events = trace.processes()[0].events().unwrap();
    let mut attributes = Vec::new();
    while events.next().is_some() {
        attributes.push(events.attributes().to_vec());
    }
    let n_marks = attributes
        .iter()
        .filter(|text| *text == br#"{"by":"card"}"#)
        .count();
    assert_eq!((n_marks, attributes.len()), (20_000, 20_006));
}
