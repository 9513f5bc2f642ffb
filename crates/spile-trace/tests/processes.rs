//! Traces of several processes: forked ones, killed ones.

mod common;

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use common::{A, B, C, Lab, render, site};
use spile_trace::{CallTree, Limit, ProcessInfo, Recorder, RunInfo, RunRecord, ThreadInfo, Writer};

/// Runs `child` in a forked process and waits for it.
fn fork(child: impl FnOnce()) {
    // SAFETY: the child only records, and leaves with `_exit`.
    match unsafe { libc::fork() } {
        0 => {
            child();
            // SAFETY: ends the process.
            unsafe { libc::_exit(0) }
        }
        pid => {
            assert!(pid > 0);
            let mut status = 0;
            // SAFETY: `status` is a valid place for the answer.
            assert_eq!(unsafe { libc::waitpid(pid, &mut status, 0) }, pid);
        }
    }
}

fn call(writer: &mut Writer, site: u32) {
    writer.enter(site);
    writer.exit();
}

#[test]
fn a_forked_child_has_files_of_its_own_and_its_parents_names() {
    let lab = Lab::new();
    let mut writer = lab.thread("main");
    writer.enter(A);
    fork(|| {
        writer.after_fork_in_child();
        call(&mut writer, B);
        let site = lab.recorder.define_sites("n", "n.py", &[site("new")]);
        call(&mut writer, site);
        // The activations of the parent go on in the child.
        writer.exit();
        fork(|| {
            writer.after_fork_in_child();
            call(&mut writer, site);
        });
        fork(|| writer.after_fork_in_child());
    });
    let other = lab.recorder.define_sites("o", "o.py", &[site("other")]);
    call(&mut writer, other);
    writer.exit();
    let trace = lab.open();
    let tree = CallTree::of(&trace, 9).unwrap();
    assert_eq!(
        render(&tree),
        "main\n  a\n    other\nmain\n  a *0\n    b\n    new\nmain\n  new\n"
    );
    let processes = trace.processes();
    assert_eq!(processes.len(), 3, "a child without events leaves no files");
    assert_eq!(processes[1].parent_pid, processes[0].pid);
    assert_eq!(trace.problems(), [""; 0]);
}

#[test]
fn what_a_killed_process_recorded_is_there() {
    let lab = Lab::new();
    let mut writer = lab.thread("main");
    fork(|| {
        writer.after_fork_in_child();
        writer.enter(A);
        for _ in 0..100_000 {
            call(&mut writer, C);
        }
        // SAFETY: ends the process.
        unsafe { libc::kill(libc::getpid(), libc::SIGKILL) };
    });
    let tree = CallTree::of(&lab.open(), 9).unwrap();
    assert_eq!(render(&tree), "main\n  a\n    c *100000\n");
}

#[test]
fn files_are_for_their_user_alone() {
    let dir = std::env::temp_dir().join(format!("spile-trace-modes-{}", std::process::id()));
    let recorder = Recorder::create(&dir, &ProcessInfo::default()).unwrap();
    RunRecord::create(&dir, &RunInfo::default(), Limit::default()).unwrap();
    let mut writer = recorder.writer(&ThreadInfo::default());
    call(&mut writer, 0);
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let mut modes: Vec<_> = std::fs::read_dir(&dir)
        .unwrap()
        .map(|entry| mode(&entry.unwrap().path()))
        .collect();
    modes.dedup();
    let of_dir = mode(&dir);
    std::fs::remove_dir_all(&dir).unwrap();
    // Of the process metadata and events, of the run metadata and space.
    assert_eq!((of_dir, &modes[..]), (0o700, &[0o600][..]));
}
