//! The program as scripts see it: exit statuses, standard output, standard error, signals.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use spile_trace::{ProcessInfo, Recorder, SiteKind, SiteRow, ThreadInfo};

/// A project directory of its own, with a boot directory that starts nothing. It goes away with the test.
struct Project(PathBuf);

impl Project {
    fn new() -> Project {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let dir = std::env::temp_dir().join(format!("spile-cli-test-{}-{number}", std::process::id()));
        fs::create_dir_all(dir.join("boot")).unwrap();
        fs::write(dir.join("boot/sitecustomize.py"), "").unwrap();
        fs::write(dir.join("pyproject.toml"), "").unwrap();
        Project(dir)
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_spile"));
        command
            .args(args)
            .current_dir(&self.0)
            .env("SPILE_BOOT", self.0.join("boot"))
            .env("XDG_CACHE_HOME", self.0.join("cache"))
            .stdin(Stdio::null());
        command
    }

    fn spile(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Runs and expects this status and, on standard error, lines that start with these words.
    #[track_caller]
    fn check(&self, args: &[&str], status: i32, errors: &[&str]) -> String {
        let output = self.spile(args);
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(status), "{stderr}");
        let lines: Vec<&str> = stderr.lines().collect();
        let is_as_expected = lines.len() == errors.len()
            && lines
                .iter()
                .zip(errors)
                .all(|(line, start)| line.starts_with(start));
        assert!(is_as_expected, "{stderr}");
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// `total` calls `price` three times, the last of which fails.
fn record(dir: &Path) {
    let recorder = Recorder::create(dir, &ProcessInfo::default()).unwrap();
    let site = |name: &str, start_line| SiteRow {
        id: format!("shop.cart#Cart.{name}"),
        name: format!("Cart.{name}"),
        kind: SiteKind::Method,
        start_line,
        end_line: start_line + 1,
        start: 0,
        end: 1,
    };
    let total = recorder.define_sites(
        "shop.cart",
        "shop/cart.py",
        &[site("total", 10), site("price", 20)],
    );
    let mut writer = recorder.writer(&ThreadInfo {
        id: 1,
        name: "MainThread".into(),
    });
    writer.enter(total);
    for _ in 0..2 {
        writer.enter(total + 1);
        writer.exit();
    }
    writer.enter(total + 1);
    writer.raise(recorder.define_string("KeyError"));
    writer.exit();
    drop(writer);
    recorder.finish();
}

#[test]
fn usage_errors_end_with_2() {
    let project = Project::new();
    project.check(&[], 2, &["spile: no command given"]);
    let start = ["spile: the following", "spile: ", "spile: Usage", "spile: "];
    project.check(&["run"], 2, &start);
    project.check(&["run", "--"], 2, &start);
    project.check(
        &["run", "--bogus", "--", "true"],
        2,
        &["spile: there is no option --bogus"],
    );
    assert!(project.check(&["--version"], 0, &[]).starts_with("spile "));
    assert!(project.check(&["top", "--help"], 0, &[]).contains("--limit"));
}

#[test]
fn a_trace_that_cannot_be_read_ends_with_4() {
    let project = Project::new();
    project.check(&["top"], 4, &["spile: there is no recorded run"]);
    project.check(&["tree", "nowhere"], 4, &["spile: there is no trace nowhere"]);
    project.check(&["top", "boot"], 4, &["spile: boot is not a trace"]);
    fs::create_dir(project.path("newer")).unwrap();
    fs::write(project.path("newer/1.meta"), b"spileM\x63\0").unwrap();
    project.check(
        &["top", "newer"],
        4,
        &["spile: newer/1.meta was written by another version"],
    );
}

#[test]
fn top_counts_calls() {
    let project = Project::new();
    record(&project.path("trace"));
    let text = project.check(&["top", "trace", "--sort", "calls"], 0, &[]);
    let lines: Vec<Vec<&str>> = text
        .lines()
        .map(|line| line.split_whitespace().collect())
        .collect();
    assert_eq!(
        lines[0],
        [
            "own", "total", "calls", "errors", "shortest", "longest", "function"
        ]
    );
    assert_eq!(
        (lines[1][2], lines[1][3], lines[1][6]),
        ("3", "1", "shop.cart#Cart.price")
    );
    assert_eq!((lines[2][2], lines[2][5]), ("1", "shop.cart#Cart.total"));
    assert_eq!(lines[4].join(" "), "4 calls of 2 functions in trace");

    let json = project.check(
        &[
            "top", "trace", "--format", "json", "--limit", "1", "--sort", "calls",
        ],
        0,
        &[],
    );
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["calls"], &json["errors"]), (&4.into(), &1.into()));
    let functions = json["functions"].as_array().unwrap();
    assert_eq!(functions.len(), 1);
    assert_eq!(functions[0]["id"], "shop.cart#Cart.price");
    assert_eq!(
        (&functions[0]["calls"], &functions[0]["line"]),
        (&3.into(), &20.into())
    );

    let lines = project.check(&["top", "trace", "--format", "ndjson"], 0, &[]);
    assert_eq!(lines.lines().count(), 2);
}

#[test]
fn tree_shows_who_called_whom() {
    let project = Project::new();
    record(&project.path("trace"));
    let text = project.check(&["tree", "trace"], 0, &[]);
    let names: Vec<&str> = text
        .lines()
        .map(|line| &line[line.rfind("  C").or(line.rfind("  M")).unwrap_or(0)..])
        .collect();
    assert_eq!(names[1..3], ["  MainThread", "  Cart.total"]);
    assert!(names[3].ends_with("  Cart.price  1 error"), "{text}");
    assert!(
        !project
            .check(&["tree", "trace", "--depth", "1"], 0, &[])
            .contains("price")
    );
    let json: serde_json::Value =
        serde_json::from_str(&project.check(&["tree", "trace", "--format", "json"], 0, &[])).unwrap();
    assert_eq!(json[0]["calls"][0]["children"][0]["calls"], 3);
    let flat = project.check(&["tree", "trace", "--format", "ndjson"], 0, &[]);
    assert!(flat.lines().nth(1).unwrap().contains(r#""depth":1"#), "{flat}");
}

#[test]
fn tree_can_be_limited_to_what_took_the_most_time() {
    let project = Project::new();
    record(&project.path("trace"));
    let text = project.check(&["tree", "trace", "--limit", "1"], 0, &[]);
    assert!(
        text.contains("Cart.total") && !text.contains("Cart.price"),
        "{text}"
    );
    assert!(text.ends_with("\n\n1 more function took less time\n"), "{text}");
    let all = project.check(&["tree", "trace"], 0, &[]);
    for limit in ["0", "2", "99"] {
        assert_eq!(project.check(&["tree", "trace", "--limit", limit], 0, &[]), all);
    }
}

#[test]
fn rm_removes_runs_and_nothing_else() {
    let project = Project::new();
    for _ in 0..2 {
        project.check(&["run", "-q", "--", "true"], 0, &[]);
    }
    let names = || {
        let json = project.check(&["runs", "--format", "json"], 0, &[]);
        let runs: serde_json::Value = serde_json::from_str(&json).unwrap();
        let name = |run: &serde_json::Value| run["name"].as_str().unwrap().to_owned();
        runs.as_array().unwrap().iter().map(name).collect::<Vec<_>>()
    };
    let runs = names();
    record(&project.path("trace"));
    project.check(
        &["rm", &runs[0], "nowhere"],
        4,
        &["spile: there is no trace nowhere"],
    );
    assert_eq!(names(), runs);
    fs::write(project.path("trace/mine"), "precious").unwrap();
    project.check(&["rm", "trace"], 4, &["spile: cannot remove trace: "]);
    project.check(&["rm", "boot"], 4, &["spile: cannot remove boot: "]);
    assert_eq!(fs::read_dir(project.path("trace")).unwrap().count(), 3);
    fs::remove_file(project.path("trace/mine")).unwrap();
    std::os::unix::fs::symlink("trace", project.path("link")).unwrap();
    project.check(
        &["rm", "link"],
        4,
        &["spile: cannot remove link: it is a symbolic link"],
    );
    project.check(&["rm", &runs[0], "trace"], 0, &[]);
    assert_eq!(names(), runs[1..]);
    assert!(!project.path("trace").exists() && project.path("boot/sitecustomize.py").exists());
}

#[test]
fn runs_that_cannot_be_read_are_listed_and_can_be_removed() {
    let project = Project::new();
    project.check(&["run", "-q", "--", "true"], 0, &[]);
    let runs = project.path(".spile/runs");
    // As version 1 of the format wrote them; and a directory that a run has only just made.
    fs::create_dir(runs.join("20250101T000000.000Z-7")).unwrap();
    fs::write(runs.join("20250101T000000.000Z-7/7.meta"), b"spileM\x01\0").unwrap();
    fs::create_dir(runs.join("20250101T000000.000Z-8")).unwrap();
    let json = project.check(&["runs", "--format", "json"], 0, &[]);
    let listed: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(listed.as_array().unwrap().len(), 2, "{json}");
    assert_eq!(
        (&listed[0]["state"], &listed[0]["problem"]),
        (&"ended".into(), &().into())
    );
    assert_eq!(
        (&listed[1]["name"], &listed[1]["state"], &listed[1]["bytes"]),
        (&"20250101T000000.000Z-7".into(), &"unreadable".into(), &8.into())
    );
    let problem = "was written by another version of Spile";
    assert!(listed[1]["problem"].as_str().unwrap().contains(problem));
    let text = project.check(&["runs"], 0, &[]);
    let line = text.lines().nth(2).unwrap();
    let words: Vec<&str> = line.split_whitespace().collect();
    assert_eq!(words[..3], ["20250101T000000.000Z-7", "unreadable", "0"]);
    assert!(line.contains(problem), "{text}");
    project.check(&["rm", "20250101T000000.000Z-7"], 0, &[]);
    assert_eq!(project.check(&["runs"], 0, &[]).lines().count(), 2);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let project = Project::new();
    record(&project.path("trace"));
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = project
        .command(&["tree", "trace"])
        .stdout(writer)
        .output()
        .unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}

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
        "SPILE_PROJECT=DIR\nSPILE_RULES=spile rules 1\nSPILE_RUN=DIR/t\nDIR/boot:/a:/b"
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
    let expected =
        "SPILE_CONSOLE=json\nSPILE_PROJECT=DIR\nSPILE_RULES=spile rules 1\nSPILE_RUN=DIR/t\nDIR/boot:/a:/b";
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

#[test]
fn completions_know_all_commands() {
    let project = Project::new();
    for shell in ["bash", "zsh", "fish"] {
        let script = project.check(&["completions", shell], 0, &[]);
        for command in ["run", "targets", "explain", "exclude"] {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
    assert_eq!(project.spile(&["completions", "cmd"]).status.code(), Some(2));
}
