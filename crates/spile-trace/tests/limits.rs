//! What is kept of more events than the limit of a run allows.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use spile_trace::{
    CallTree, Event, EventKind, Limit, Mode, Node, ProcessInfo, Recorder, RunInfo, RunRecord, SiteKind,
    SiteRow, Statistics, Step, ThreadInfo, Trace, Writer,
};

const LIMIT: u64 = 4 << 20;

struct Dir(PathBuf);

impl Dir {
    fn new(name: &str) -> Dir {
        let path = std::env::temp_dir().join(format!("spile-limits-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Dir(path)
    }

    /// Disk space of the event files, in bytes.
    fn taken(&self) -> u64 {
        let files = fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().path());
        files
            .filter(|path| path.extension().is_some_and(|extension| extension == "events"))
            .map(|path| fs::metadata(path).unwrap().blocks() * 512)
            .sum()
    }
}

impl Drop for Dir {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn recorder(dir: &Path, mode: Mode) -> Recorder {
    let limit = Limit { bytes: LIMIT, mode };
    RunRecord::create(dir, &RunInfo::default(), limit).unwrap();
    let recorder = Recorder::create(dir, &ProcessInfo::default()).unwrap();
    let rows: Vec<SiteRow> = (0..4000)
        .map(|number| SiteRow {
            id: format!("m#f{number}"),
            name: format!("f{number}"),
            kind: SiteKind::Function,
            start_line: number + 1,
            end_line: number + 1,
            start: 0,
            end: 0,
        })
        .collect();
    assert_eq!(recorder.define_sites("m", "m.py", &rows), 0);
    recorder
}

fn thread(number: u64) -> ThreadInfo {
    ThreadInfo {
        id: number,
        name: format!("T{number}"),
    }
}

/// Calls site after site, from the number `from` on, and returns the number of the next.
fn call(writer: &mut Writer, from: u64, n_calls: u64) -> u64 {
    for number in from..from + n_calls {
        writer.enter((number % 4000) as u32);
        writer.exit();
    }
    from + n_calls
}

/// The sites that a thread entered, as far as they are kept; the stack's depth before them.
fn entered(trace: &Trace, thread: u32) -> (Vec<u32>, u32) {
    let (mut sites, mut depth) = (Vec::new(), 0);
    for step in trace.processes()[0].events().unwrap() {
        match step {
            Step::Event(Event {
                thread: of,
                kind: EventKind::Enter { site },
                ..
            }) if of == thread => sites.push(site),
            Step::Gap {
                thread: of,
                depth: at,
                ..
            } if of == thread => {
                assert!(sites.is_empty(), "a gap among the newest events");
                depth = at;
            }
            _ => {}
        }
    }
    (sites, depth)
}

#[test]
fn a_ring_keeps_the_newest_events_within_the_limit() {
    let dir = Dir::new("ring");
    let recorder = recorder(&dir.0, Mode::Ring);
    let mut writer = recorder.writer(&thread(1));
    writer.enter(7);
    let n_calls = call(&mut writer, 0, 5_000_000);
    assert!(dir.taken() <= LIMIT, "{}", dir.taken());

    let trace = Trace::open(&dir.0).unwrap();
    assert!(trace.processes()[0].is_cut);
    assert_eq!(trace.processes()[0].dropped, 0);
    assert_eq!(trace.problems(), <[String; 0]>::default());
    let (sites, depth) = entered(&trace, 0);
    // The chunk may begin with an exit.
    assert!((1..=2).contains(&depth), "{depth}");
    assert!(sites.len() > 600_000, "{}", sites.len());
    let newest = (n_calls - sites.len() as u64..n_calls).map(|number| (number % 4000) as u32);
    assert!(newest.eq(sites.iter().copied()));
    let statistics = Statistics::of(&trace).unwrap();
    let calls: u64 = statistics.rows().iter().map(|row| row.calls).sum();
    assert_eq!(calls, sites.len() as u64);
}

#[test]
fn in_a_ring_a_tree_names_the_ancestors_whose_start_is_gone() {
    let dir = Dir::new("ancestors");
    let recorder = recorder(&dir.0, Mode::Ring);
    let name = recorder.define_string("worker");
    let mut writer = recorder.writer(&thread(1));
    writer.enter(1);
    writer.begin(2, 100);
    writer.suspend();
    writer.begin_task(3, 101, name);
    writer.enter(4);
    call(&mut writer, 10, 3_000_000);
    writer.exit();
    writer.suspend();
    writer.resume(2, 100, false);
    writer.enter(5);
    writer.exit();
    writer.exit();
    writer.resume(3, 101, true);
    writer.enter(6);
    writer.exit();
    let trace = Trace::open(&dir.0).unwrap();
    assert!(trace.processes()[0].is_cut);
    let tree = CallTree::of(&trace, 3).unwrap();
    let shape: Vec<String> = tree
        .lanes
        .iter()
        .map(|lane| format!("{}: {}", lane.name, shape(&lane.roots)))
        .collect();
    // The ring has the newest events of the loop, in which all of the 4,000 sites are called from 4 in the task 3.
    assert_eq!(shape.len(), 2, "{shape:?}");
    assert_eq!(shape[0], "T1: f1*0+1(f2*0+1(f5*1+0))");
    assert!(
        shape[1].starts_with("task f3: f3*0+1(f4*0+1(f"),
        "{}",
        &shape[1][..60]
    );
    assert!(
        shape[1].ends_with(")f6*1+0)"),
        "{}",
        &shape[1][shape[1].len() - 60..]
    );
    let statistics = Statistics::of(&trace).unwrap();
    let ancestor = statistics
        .rows()
        .iter()
        .find(|row| row.site.row.name == "f4")
        .unwrap();
    assert!(
        ancestor.total_ns > ancestor.own_ns && ancestor.own_ns > 0,
        "{ancestor:?}"
    );
    assert_eq!(statistics.misplaced, 0);
}

/// Each node as its name, the calls that started, those that started before, and what is below it.
fn shape(nodes: &[Node]) -> String {
    let node = |node: &Node| {
        let below = match &node.children[..] {
            [] => String::new(),
            children => format!("({})", shape(children)),
        };
        format!("{}*{}+{}{below}", node.site.row.name, node.calls, node.earlier)
    };
    nodes.iter().map(node).collect()
}

#[test]
fn a_stack_too_deep_for_its_chunk_keeps_its_innermost() {
    let dir = Dir::new("deep");
    let recorder = recorder(&dir.0, Mode::Ring);
    let mut writer = recorder.writer(&thread(1));
    (0..100_000).for_each(|_| writer.enter(3000));
    writer.enter(1);
    call(&mut writer, 0, 3_000_000);
    (0..100_001).for_each(|_| writer.exit());
    let trace = Trace::open(&dir.0).unwrap();
    let statistics = Statistics::of(&trace).unwrap();
    assert_eq!((statistics.misplaced, statistics.unreadable), (0, 0));
    let tree = CallTree::of(&trace, u32::MAX).unwrap();
    let mut nodes = &tree.lanes[0].roots;
    let mut depth = 0;
    while let Some(node) = nodes
        .iter()
        .find(|node| node.site.row.name == "f3000" && node.earlier == 1)
    {
        (nodes, depth) = (&node.children, depth + 1);
    }
    // As deep as trees get: the others are known, and not shown.
    assert_eq!(depth, 1000);
}

#[test]
fn a_quiet_thread_keeps_its_last_chunk_in_a_ring() {
    let dir = Dir::new("quiet");
    let recorder = recorder(&dir.0, Mode::Ring);
    let (mut quiet, mut loud) = (recorder.writer(&thread(1)), recorder.writer(&thread(2)));
    call(&mut quiet, 0, 100);
    call(&mut loud, 0, 3_000_000);
    let next = call(&mut quiet, 100, 100);
    drop(loud);
    let trace = Trace::open(&dir.0).unwrap();
    let (sites, depth) = entered(&trace, 0);
    assert_eq!((sites, depth), ((0..next as u32).collect(), 0));
}

#[test]
fn threads_that_ended_make_room_for_those_that_run() {
    let dir = Dir::new("ended");
    let recorder = recorder(&dir.0, Mode::Ring);
    for number in 0..3000 {
        let mut writer = recorder.writer(&thread(number));
        call(&mut writer, number, 700);
    }
    assert!(dir.taken() <= LIMIT, "{}", dir.taken());
    let trace = Trace::open(&dir.0).unwrap();
    let (sites, _) = entered(&trace, 2999);
    assert_eq!(
        sites,
        (2999..3699).map(|number| number as u32).collect::<Vec<_>>()
    );
}

#[test]
fn a_full_trace_keeps_the_oldest_events_and_counts_the_others() {
    let dir = Dir::new("full");
    let recorder = recorder(&dir.0, Mode::Full);
    let mut writer = recorder.writer(&thread(1));
    let n_calls = call(&mut writer, 0, 3_000_000);
    drop(writer);
    recorder.finish();
    assert!(dir.taken() <= LIMIT, "{}", dir.taken());
    let trace = Trace::open(&dir.0).unwrap();
    let (sites, _) = entered(&trace, 0);
    let oldest = (0..sites.len() as u64).map(|number| (number % 4000) as u32);
    assert!(oldest.eq(sites.iter().copied()));
    let dropped = trace.processes()[0].dropped;
    // At the border a call may be kept without its exit.
    let kept = 2 * n_calls - dropped;
    assert!(2 * sites.len() as u64 - kept <= 1, "{kept}");
    assert!(!trace.processes()[0].is_cut);
}

#[test]
fn a_process_without_events_gets_a_little_beyond_the_limit() {
    let dir = Dir::new("late");
    let first = recorder(&dir.0, Mode::Ring);
    let mut writer = first.writer(&thread(1));
    call(&mut writer, 0, 3_000_000);
    // As another process of the run would: its account is the same, its file is not.
    let second = Recorder::create(&dir.0, &ProcessInfo::default()).unwrap();
    let mut late = second.writer(&thread(2));
    call(&mut late, 0, 1_000_000);
    assert!(dir.taken() <= LIMIT + (1 << 20), "{}", dir.taken());
    let trace = Trace::open(&dir.0).unwrap();
    let n_calls = trace.count_calls().unwrap();
    assert!(n_calls > 600_000, "{n_calls}");
    assert!(trace.processes().iter().all(|process| process.is_cut));
}
