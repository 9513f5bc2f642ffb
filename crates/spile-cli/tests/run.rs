//! `spile run` as scripts see it: the program's own status, signals and environment.

mod project;
mod test_directory;

use std::fs;
use std::io::Read;
use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;

use project::{Project, record};
use spile_trace::Trace;

#[test]
fn run_ends_as_the_program_does() {
    let project = Project::new();
    let nothing = ["spile: nothing was recorded: "];
    project.check(&["run", "--", "true"], 0, &nothing);
    project.check(&["run", "--", "sh", "-c", "exit 7"], 7, &nothing);
    project.check(&["run", "-q", "sh", "-c", "exit 7"], 7, &[]);
    project.check(
        &["run", "--", "no-such-program"],
        127,
        &["spile: no-such-program: command not found"],
    );
    project.check(&["run", "--", "./boot"], 126, &["spile: cannot run ./boot: "]);
    for signal in [libc::SIGTERM, libc::SIGINT, libc::SIGKILL, libc::SIGPIPE] {
        let output = project.spile(&["run", "-q", "--", "sh", "-c", &format!("kill -{signal} $$")]);
        assert_eq!(output.status.signal(), Some(signal));
    }
}

#[test]
fn run_hands_over_the_environment() {
    let project = Project::new();
    let variables = |args: &[&str]| {
        let args = [
            &["run", "-q"],
            args,
            &["--", "sh", "-c", "env | grep ^SPILE_ | sort; echo $PYTHONPATH"],
        ]
        .concat();
        let output = project
            .command(&args)
            .env("PYTHONPATH", "/a:/b")
            .env("SPILE_CONSOLE", "outer")
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout)
            .unwrap()
            .replace(project.0.to_str().unwrap(), "DIR");
        text.lines()
            .filter(|line| !line.starts_with("SPILE_BOOT"))
            .collect::<Vec<_>>()
            .join("\n")
    };
    let plain = variables(&["-o", "t"]);
    assert_eq!(
        plain,
        "SPILE_CACHE=DIR/cache/spile/python\nSPILE_PROJECT=DIR\nSPILE_RULES=spile rules 1\nSPILE_RUN=DIR/t\nDIR/boot:/a:/b"
    );
    let full = variables(&[
        "-o",
        "t",
        "--target",
        "a.**",
        "--target",
        "b",
        "--exclude",
        "a.x",
        "--console=json",
    ]);
    let expected = "SPILE_CACHE=DIR/cache/spile/python\nSPILE_CONSOLE=json\nSPILE_PROJECT=DIR\nSPILE_RULES=spile rules 1\nSPILE_RUN=DIR/t\nDIR/boot:/a:/b";
    assert_eq!(full, expected);
}

#[test]
fn run_refuses_what_it_cannot_do() {
    let project = Project::new();
    project.check(
        &["run", "--target", "src/a.py", "--", "true"],
        2,
        &[
            "spile: error: \"src/a.py\" is neither a module glob nor a node ID",
            "spile:  --> --target:1:1",
            "spile:   |",
            "spile: 1 | src/a.py",
            "spile:   | ^^^^^^^^",
            "spile:   |",
            "spile:   = help: modules are named with dots",
        ],
    );
    project.check(
        &["run", "--args", "--", "true"],
        2,
        &["spile: this version records no values"],
    );
    project.check(
        &["run", "-c", "spile.toml", "--", "true"],
        3,
        &[
            "spile: error: the configuration cannot be read: there is no such file",
            "spile: --> spile.toml",
            "spile:  = help: ",
        ],
    );
}

#[test]
fn run_writes_where_it_is_told_and_replaces_only_traces() {
    let project = Project::new();
    fs::write(project.path("file"), "precious").unwrap();
    for path in ["file", "boot"] {
        project.check(&["run", "-o", path, "--", "true"], 2, &["spile: "]);
    }
    assert_eq!(fs::read_to_string(project.path("file")).unwrap(), "precious");
    record(&project.path("trace"));
    project.check(
        &["run", "-o", "trace", "--", "no-such-program"],
        127,
        &["spile: "],
    );
    let files = || {
        let entries = fs::read_dir(project.path("trace")).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    assert!(!files().contains(&"run.meta".into()), "kept, as nothing was run");
    project.check(&["run", "-q", "-o", "trace", "--", "true"], 0, &[]);
    assert_eq!(files(), ["run.meta", "space"]);
    assert!(!project.path(".spile").exists());

    // Behind a link it is the trace that is replaced, not the link.
    std::os::unix::fs::symlink("trace", project.path("link")).unwrap();
    project.check(&["run", "-q", "-o", "link", "--", "true"], 0, &[]);
    assert!(project.path("link").is_symlink());
    assert_eq!(files(), ["run.meta", "space"]);
    // Other programs have files of such names, too.
    fs::write(project.path("trace/7.meta"), "guid: 7").unwrap();
    project.check(
        &["run", "-o", "trace", "--", "true"],
        2,
        &["spile: trace is there already"],
    );
    std::os::unix::fs::symlink("nowhere", project.path("dangling")).unwrap();
    project.check(
        &["run", "-o", "dangling", "--", "true"],
        2,
        &["spile: dangling is there already"],
    );
    assert!(!project.path("nowhere").exists());
}

#[test]
fn a_trace_that_a_run_still_writes_is_not_replaced() {
    let project = Project::new();
    let start = || {
        let mut run = project
            .command(&[
                "run",
                "-q",
                "-o",
                "trace",
                "--",
                "sh",
                "-c",
                "echo ready; read line; exit 7",
            ])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut ready = [0; 6];
        run.stdout.as_mut().unwrap().read_exact(&mut ready).unwrap();
        run
    };
    let run = start();
    std::os::unix::fs::symlink("trace", project.path("link")).unwrap();
    for path in ["trace", "link"] {
        let refused = format!("spile: {path} is being written by another run; name another path with -o");
        project.check(&["run", "-o", path, "--", "true"], 2, &[&refused]);
    }
    // It loses nothing of its own.
    assert_eq!(run.wait_with_output().unwrap().status.code(), Some(7));
    let trace = Trace::open(&project.path("trace")).unwrap();
    assert_eq!(trace.problems(), [""; 0]);
    assert_eq!(trace.run().unwrap().status, Some(7));

    // One that was killed writes no more.
    let mut run = start();
    run.kill().unwrap();
    run.wait().unwrap();
    project.check(&["run", "-q", "-o", "trace", "--", "true"], 0, &[]);
}

#[test]
fn the_newest_runs_are_kept() {
    let project = Project::new();
    for number in 0..12 {
        project.check(
            &["run", "-q", "--", "sh", "-c", &format!("exit {number}")],
            number,
            &[],
        );
    }
    assert_eq!(
        fs::read_to_string(project.path(".spile/.gitignore")).unwrap(),
        "*\n"
    );
    let runs: serde_json::Value =
        serde_json::from_str(&project.check(&["runs", "--format", "json"], 0, &[])).unwrap();
    let statuses: Vec<u64> = runs
        .as_array()
        .unwrap()
        .iter()
        .map(|run| run["status"].as_u64().unwrap())
        .collect();
    assert_eq!(statuses, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
    fs::create_dir(project.path("below")).unwrap();
    let below = project
        .command(&["top"])
        .current_dir(project.path("below"))
        .output()
        .unwrap();
    assert!(below.status.success());
}

#[test]
fn run_prunes_the_bytecode_cache() {
    let project = Project::new();
    let plan = project.path("cache/spile/python/plan");
    fs::create_dir_all(&plan).unwrap();
    let found = project.check(&["doctor"], 0, &[]);
    assert!(found.contains("0 modules, 0 bytes in "), "{found}");
    let unfinished = plan.join("0123.1.2");
    fs::write(&unfinished, "").unwrap();
    let file = fs::File::options().write(true).open(&unfinished).unwrap();
    file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
    project.check(&["run", "-q", "--", "true"], 0, &[]);
    assert!(!plan.exists());
}

#[test]
fn signals_reach_the_program() {
    let project = Project::new();
    for signal in [libc::SIGTERM, libc::SIGINT, libc::SIGUSR1, libc::SIGHUP] {
        let script =
            format!("trap 'echo got {signal}; exit 5' {signal}; echo ready; while :; do sleep 0.01; done");
        let mut child = project
            .command(&["run", "-q", "--", "sh", "-c", &script])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = std::io::BufRead::lines(std::io::BufReader::new(child.stdout.take().unwrap()));
        assert_eq!(lines.next().unwrap().unwrap(), "ready");
        // SAFETY: a signal to a child that was not waited for.
        unsafe { libc::kill(child.id() as libc::pid_t, signal) };
        assert_eq!(lines.next().unwrap().unwrap(), format!("got {signal}"));
        assert_eq!(child.wait().unwrap().code(), Some(5));
    }
}

#[test]
fn a_stopped_program_stops_us() {
    let project = Project::new();
    let mut command = project.command(&["run", "-q", "--", "sh", "-c", "kill -STOP $$; exit 6"]);
    let mut child = command.spawn().unwrap();
    let pid = child.id() as libc::pid_t;
    let mut status = 0;
    // SAFETY: the child was not waited for, and `status` is a valid place for the answer.
    unsafe {
        assert_eq!(libc::waitpid(pid, &mut status, libc::WUNTRACED), pid);
        assert!(libc::WIFSTOPPED(status));
        libc::kill(pid, libc::SIGCONT);
    }
    assert_eq!(child.wait().unwrap().code(), Some(6));
}
