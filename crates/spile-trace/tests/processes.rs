//! Traces of several processes: forked ones, killed ones.

mod common;

use common::{A, B, C, Lab, render, site};
use spile_trace::{CallTree, Writer};

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
