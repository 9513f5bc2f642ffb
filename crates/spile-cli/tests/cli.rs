//! The program as scripts see it: exit statuses, standard output, standard error.

mod project;
mod test_directory;

use std::fs;

use project::{Project, record};

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
