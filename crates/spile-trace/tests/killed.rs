//! A process may be killed at any moment: what it recorded before is there.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs, process, ptr};

use spile_trace::{
    EventKind, Limit, Mode, Process, ProcessInfo, Recorder, RunInfo, RunRecord, SiteKind, SiteRow, Step,
    ThreadInfo, Trace,
};

const N_KILLS: u32 = 250;
/// Sites are defined in groups, each when the first of its sites is called, as modules are imported.
const GROUP: u64 = 50;
const N_SITES: u64 = 2000;

/// A number that a forked child changes and its parent reads.
fn shared_number() -> &'static AtomicU64 {
    // SAFETY: a fresh mapping, shared with children, and never undone.
    unsafe {
        let address = libc::mmap(
            ptr::null_mut(),
            4096,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_SHARED | libc::MAP_ANONYMOUS,
            -1,
            0,
        );
        assert_ne!(address, libc::MAP_FAILED);
        &*address.cast::<AtomicU64>()
    }
}

fn group(first: u64) -> Vec<SiteRow> {
    let site = |number| SiteRow {
        id: format!("m{}#f{number}", first / GROUP),
        name: format!("f{number}"),
        kind: SiteKind::Function,
        start_line: 1,
        end_line: 2,
        start: 0,
        end: 9,
    };
    (first..first + GROUP).map(site).collect()
}

/// Records calls for ever, in pairs: `f(2n)` calls `f(2n + 1)`, which raises. Counts the events that are written.
fn record(dir: &Path, n_events: &AtomicU64) {
    let recorder = Recorder::create(dir, &ProcessInfo::default()).unwrap();
    let mut writer = recorder.writer(&ThreadInfo::default());
    let error = recorder.define_string("Error");
    let mut number = 0;
    let tell = || n_events.store(n_events.load(Ordering::Relaxed) + 1, Ordering::Release);
    loop {
        let site = number % N_SITES;
        if number == site && site.is_multiple_of(GROUP) {
            recorder.define_sites(&format!("m{}", site / GROUP), "m.py", &group(site));
        }
        writer.enter(site as u32);
        tell();
        if number % 2 == 1 {
            writer.raise(error);
            tell();
            writer.exit();
            tell();
        }
        number += 1;
    }
}

/// The events of the only thread, and how many are missing before them.
fn events(process: &Process) -> (Vec<EventKind>, bool) {
    let (mut kinds, mut is_cut) = (Vec::new(), false);
    for step in process.events().unwrap() {
        match step {
            Step::Event(event) => kinds.push(event.kind),
            Step::Gap { .. } => {
                assert!(kinds.is_empty(), "events are missing in between");
                is_cut = true;
            }
        }
    }
    (kinds, is_cut)
}

/// The event with this number.
fn expected(number: u64) -> EventKind {
    let site = |call: u64| (call % N_SITES) as u32;
    match number % 4 {
        0 => EventKind::Enter {
            site: site(number / 4 * 2),
        },
        1 => EventKind::Enter {
            site: site(number / 4 * 2 + 1),
        },
        2 => EventKind::Raise { exception_type: 1 },
        _ => EventKind::Exit,
    }
}

fn dir(name: &str) -> PathBuf {
    env::temp_dir().join(format!("spile-killed-{}-{name}", process::id()))
}

/// Kills a recording process after `lifetime`, and looks at what is left.
fn kill_one(dir: &Path, limit: Option<Limit>, lifetime: Duration, n_events: &AtomicU64) {
    fs::create_dir_all(dir).unwrap();
    if let Some(limit) = limit {
        RunRecord::create(dir, &RunInfo::default(), limit).unwrap();
    }
    n_events.store(0, Ordering::Release);
    // SAFETY: the child only records, until it is killed.
    let pid = unsafe { libc::fork() };
    if pid == 0 {
        record(dir, n_events);
    }
    assert!(pid > 0);
    let start = Instant::now();
    while start.elapsed() < lifetime || n_events.load(Ordering::Acquire) == 0 {
        std::thread::yield_now();
    }
    // SAFETY: the child is ours and was not waited for.
    unsafe {
        libc::kill(pid, libc::SIGKILL);
        assert_eq!(libc::waitpid(pid, ptr::null_mut(), 0), pid);
    }
    let n_told = n_events.load(Ordering::Acquire);

    let trace = Trace::open(dir).unwrap();
    // The kernel writes a record page by page: one that was being written may end with a page.
    let is_expected = |problem: &String| problem.contains(".meta: cut off or damaged at byte ");
    assert!(
        trace.problems().len() <= 1 && trace.problems().iter().all(is_expected),
        "{:?}",
        trace.problems()
    );
    let [process] = trace.processes() else {
        panic!("one process")
    };
    assert!(!process.ended);
    let (kinds, is_cut) = events(process);
    // The last event may be written and not told.
    let first = (n_told.saturating_sub(kinds.len() as u64)..=n_told)
        .find(|&first| {
            let last = first + kinds.len() as u64;
            (n_told..=n_told + 1).contains(&last)
                && kinds
                    .iter()
                    .zip(first..)
                    .all(|(&kind, number)| kind == expected(number))
        })
        .unwrap_or_else(|| panic!("{n_told} events were told, {} are there, or others", kinds.len()));
    assert_eq!(is_cut, first > 0);
    assert!(limit.is_some() || first == 0);
    for kind in kinds {
        if let EventKind::Enter { site } = kind {
            assert_eq!(
                process.site(site).expect("a known site").row.name,
                format!("f{site}")
            );
        }
    }
    fs::remove_dir_all(dir).unwrap();
}

/// Lifetimes of up to 8 ms, the same in each run of the test; what the child does with them is not.
fn lifetimes() -> impl Iterator<Item = Duration> {
    (0..N_KILLS).map(|number| Duration::from_micros(u64::from(number.wrapping_mul(2_654_435_769) >> 19)))
}

#[test]
fn every_event_before_the_last_one_is_there() {
    let n_events = shared_number();
    lifetimes().for_each(|lifetime| kill_one(&dir("whole"), None, lifetime, n_events));
}

#[test]
fn so_are_those_that_a_ring_still_has() {
    let n_events = shared_number();
    let limit = Limit {
        bytes: 100 << 10,
        mode: Mode::Ring,
    };
    lifetimes().for_each(|lifetime| kill_one(&dir("ring"), Some(limit), lifetime, n_events));
}
