//! The commands that read a trace: what they print, in all formats, and how they end.

mod test_directory;

use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use serde_json::Value;
use spile_trace::{ProcessInfo, Recorder, SiteKind, SiteRow, SkippedRow, ThreadInfo};

use test_directory::TestDirectory;

/// A trace in a directory that goes away with the test.
struct Recorded(TestDirectory);

impl Recorded {
    fn new() -> Recorded {
        Recorded::with(false)
    }

    /// Where `tells_calls`, `total` calls something that is not recorded, too.
    fn with(tells_calls: bool) -> Recorded {
        let dir = TestDirectory::new();
        record(&dir.join("trace"), tells_calls);
        Recorded(dir)
    }

    fn spile(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_spile"));
        command.args(args).current_dir(&self.0).output().unwrap()
    }

    #[track_caller]
    fn text(&self, args: &[&str]) -> String {
        let output = self.spile(args);
        assert_eq!(
            (output.status.code(), output.stderr),
            (Some(0), Vec::new()),
            "{args:?}"
        );
        String::from_utf8(output.stdout).unwrap()
    }

    #[track_caller]
    fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.text(&[args, &["--format", "json"]].concat())).unwrap()
    }
}

/// `total` calls `price` three times; the last one fails, which `total` does not catch. Then a slow `ship`, on another thread.
fn record(dir: &Path, tells_calls: bool) {
    let recorder = Recorder::create(dir, &ProcessInfo::default()).unwrap();
    let site = |module: &str, name: &str, start_line| SiteRow {
        id: format!("{module}#{name}"),
        name: name.into(),
        kind: SiteKind::Function,
        start_line,
        end_line: start_line + 1,
        start: 0,
        end: 1,
    };
    let cart = ["total", "price"].map(|name| site("cart", name, 10));
    let total = recorder.define_sites("cart", "cart.py", &cart);
    let ship = recorder.define_sites(
        "post",
        "post.py",
        &[site("post", "ship", 3), site("post", "unused", 9)],
    );
    let skipped = SkippedRow {
        id: "post#odd".into(),
        kind: SiteKind::Function,
        is_one_line: false,
        reason: "odd".into(),
    };
    recorder.note_skipped("post", "post.py", &[skipped]);
    let key_error = recorder.define_string("KeyError");
    let thread = |id, name: &str| ThreadInfo {
        id,
        name: name.into(),
    };
    let mut main = recorder.writer(&thread(1, "MainThread"));
    main.enter(total);
    if tells_calls {
        main.call();
        std::thread::sleep(Duration::from_millis(5));
        main.back();
    }
    for _ in 0..2 {
        main.enter(total + 1);
        main.exit();
    }
    main.enter(total + 1);
    main.raise(key_error);
    main.raise(key_error);
    let mut other = recorder.writer(&thread(2, "Postman"));
    other.enter(ship);
    std::thread::sleep(Duration::from_millis(30));
    other.exit();
    drop((main, other));
    recorder.finish();
}

/// The members `name` of all objects.
fn all<'a>(rows: &'a Value, name: &str) -> Vec<&'a str> {
    let rows = rows.as_array().unwrap();
    rows.iter().map(|row| row[name].as_str().unwrap()).collect()
}

#[test]
fn find_shows_the_calls_that_fit() {
    let trace = Recorded::new();
    let found = |options: &[&str]| {
        let rows = trace.json(&[&["find", "trace"], options].concat());
        all(&rows, "id").join(" ")
    };
    assert_eq!(
        found(&[]),
        "cart#price cart#price cart#price cart#total post#ship"
    );
    assert_eq!(found(&["--name", "pri"]), "cart#price cart#price cart#price");
    assert_eq!(found(&["--name", "post#*"]), "post#ship");
    assert_eq!(found(&["--error", "KeyError"]), "cart#price cart#total");
    assert_eq!(found(&["--error", "*", "--name", "price"]), "cart#price");
    assert_eq!(found(&["--lane", "Postman"]), "post#ship");
    assert_eq!(
        found(&["--caller", "total", "--limit", "2"]),
        "cart#price cart#price"
    );
    assert_eq!(found(&["--longer", "20ms"]), "post#ship");
    let failed = &trace.json(&["find", "trace", "--error", "KeyError"])[0];
    let expected = [
        ("error", "KeyError"),
        ("caller", "cart#total"),
        ("lane", "MainThread"),
        ("file", "cart.py"),
    ];
    for (name, value) in expected {
        assert_eq!(failed[name], value);
    }
    assert_eq!(
        (&failed["depth"], &failed["ended"], &failed["line"]),
        (&1.into(), &true.into(), &10.into())
    );
    assert!(failed["start_ns"].as_u64().unwrap() > 1_600_000_000_000_000_000);
    let text = trace.text(&["find", "trace", "--name", "price", "--limit", "1"]);
    assert!(
        text.ends_with("\n3 calls found in trace, the first 1 are shown (--limit)\n"),
        "{text}"
    );
    let refused = trace.spile(&["find", "trace", "--longer", "soon"]);
    assert_eq!(refused.status.code(), Some(2));
}

#[test]
fn slow_shows_the_longest_calls_first() {
    let trace = Recorded::new();
    let rows = trace.json(&["slow", "trace", "--limit", "2"]);
    assert_eq!(all(&rows, "id"), ["post#ship", "cart#total"]);
    assert!(rows[0]["duration_ns"].as_u64().unwrap() >= 29_000_000);
    let durations = |limit: &str| -> Vec<u64> {
        let rows = trace.json(&["slow", "trace", "--limit", limit]);
        rows.as_array()
            .unwrap()
            .iter()
            .map(|row| row["duration_ns"].as_u64().unwrap())
            .collect()
    };
    let every = durations("0");
    assert!(every.len() == 5 && every.is_sorted_by(|a, b| a >= b), "{every:?}");
    for n in 1..5 {
        assert_eq!(durations(&n.to_string()), every[..n]);
    }
}

#[test]
fn errors_are_counted_where_they_began_and_where_they_went() {
    let trace = Recorded::new();
    let document = trace.json(&["errors", "trace"]);
    assert_eq!(document["raised"], 1);
    let rows = &document["errors"];
    assert_eq!(all(rows, "id"), ["cart#price", "cart#total"]);
    assert_eq!(all(rows, "error"), ["KeyError", "KeyError"]);
    assert_eq!(
        (&rows[0]["raised"], &rows[0]["passed_on"]),
        (&1.into(), &0.into())
    );
    assert_eq!(
        (&rows[1]["raised"], &rows[1]["passed_on"]),
        (&0.into(), &1.into())
    );
    assert_eq!(rows[0]["caller"], "cart#total");
    let text = trace.text(&["errors", "trace"]);
    assert!(
        text.ends_with("\n1 exception left a function in trace\n"),
        "{text}"
    );
}

#[test]
fn sources_lists_files_with_what_was_used_of_them() {
    let trace = Recorded::new();
    let rows = trace.json(&["sources", "trace"]);
    assert_eq!(all(&rows, "file"), ["post.py", "cart.py"]);
    for (row, woven, called, left_alone, calls) in [(0, 2, 1, 1, 1), (1, 2, 2, 0, 4)] {
        for (name, value) in [
            ("woven", woven),
            ("called", called),
            ("left_alone", left_alone),
            ("calls", calls),
        ] {
            assert_eq!(rows[row][name], value, "{name} of {row}");
        }
    }
}

#[test]
fn all_commands_have_all_formats_and_limits() {
    let trace = Recorded::new();
    for command in ["top", "tree", "find", "errors", "slow", "stats", "sources"] {
        let text = trace.text(&[command, "trace"]);
        assert!(text.lines().count() > 1, "{command}: {text}");
        trace.json(&[command, "trace"]);
        let n_lines = |limit: &str| {
            let lines = trace.text(&[command, "trace", "--format", "ndjson", "--limit", limit]);
            assert!(
                lines
                    .lines()
                    .all(|line| serde_json::from_str::<Value>(line).unwrap().is_object())
            );
            lines.lines().count()
        };
        assert!(n_lines("0") >= n_lines("1") && n_lines("1") == 1, "{command}");
        for (args, status) in [
            (&[command, "nowhere"][..], 4),
            (&[command, "--format", "yaml"], 2),
        ] {
            let output = trace.spile(args);
            assert_eq!(output.status.code(), Some(status), "{args:?}");
            assert!(output.stderr.starts_with(b"spile: ") && output.stdout.is_empty());
        }
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut spile = Command::new(env!("CARGO_BIN_EXE_spile"));
        let done = spile
            .args([command, "trace"])
            .current_dir(&trace.0)
            .stdout(writer)
            .output()
            .unwrap();
        assert_eq!(
            (done.status.code(), done.stderr),
            (Some(0), Vec::new()),
            "{command}"
        );
    }
}

#[test]
fn what_calls_spend_outside_is_shown_where_it_is_told() {
    let (with, without) = (Recorded::with(true), Recorded::new());
    for (trace, tells) in [(&with, true), (&without, false)] {
        for command in ["top", "tree"] {
            let text = trace.text(&[command, "trace"]);
            let heading: Vec<&str> = text.lines().next().unwrap().split_whitespace().collect();
            assert_eq!(heading.contains(&"outside"), tells, "{text}");
        }
        let top = trace.json(&["top", "trace", "--sort", "calls"]);
        let functions = top["functions"].as_array().unwrap();
        assert!(
            functions
                .iter()
                .all(|row| row.get("outside_ns").is_some() == tells)
        );
        let tree = trace.json(&["tree", "trace"]);
        assert_eq!(tree[0]["calls"][0].get("outside_ns").is_some(), tells, "{tree}");
        let total = trace.json(&["find", "trace", "--name", "cart#total"]);
        assert_eq!(total[0].get("outside_ns").is_some(), tells, "{total}");
    }
    let top = with.json(&["top", "trace", "--sort", "outside"]);
    let total = &top["functions"][0];
    assert_eq!(total["id"], "cart#total");
    assert!(total["outside_ns"].as_u64() >= Some(4_000_000), "{total}");
    assert!(total["own_ns"].as_u64() < total["outside_ns"].as_u64(), "{total}");
}

#[test]
fn help_says_what_own_time_includes() {
    let trace = Recorded::new();
    for command in ["top", "tree"] {
        let help = trace.text(&[command, "--help"]);
        let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            help.contains("everything it called that is not recorded"),
            "{help}"
        );
    }
}

#[test]
fn an_overhead_that_nobody_measured_is_not_subtracted_in_silence() {
    let trace = Recorded::new();
    let output = trace.spile(&["top", "trace", "--subtract-overhead"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        output
            .stderr
            .starts_with(b"spile: no process of this trace measured its overhead")
    );
}
