//! `spile ast` as scripts see it: formats, versions, exit statuses, messages.

mod test_directory;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output, Stdio};

use test_directory::TestDirectory;

/// A directory of its own, also the only one on `PATH`. It goes away with the test.
struct Directory(TestDirectory);

impl Directory {
    fn new() -> Directory {
        let dir = TestDirectory::new();
        fs::create_dir_all(dir.join("bin")).unwrap();
        Directory(dir)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), content).unwrap();
    }

    /// An `elixir` that prints `version` when asked for it.
    fn install_elixir(&self, version: &str) {
        self.write(
            "bin/elixir",
            format!("#!/bin/sh\n[ \"$1\" = --short-version ] && echo {version}\n"),
        );
        let mode = fs::Permissions::from_mode(0o755);
        fs::set_permissions(self.0.join("bin/elixir"), mode).unwrap();
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_spile"));
        command
            .arg("ast")
            .args(args)
            .current_dir(&self.0)
            .env("PATH", self.0.join("bin"))
            .stdin(Stdio::null());
        command
    }

    /// What is printed, when there is no complaint.
    #[track_caller]
    fn ast(&self, args: &[&str]) -> Vec<u8> {
        let output = self.command(args).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        assert_eq!(output.status.code(), Some(0));
        output.stdout
    }

    #[track_caller]
    fn text(&self, args: &[&str]) -> String {
        String::from_utf8(self.ast(args)).unwrap()
    }

    /// The complaint, when nothing is printed.
    #[track_caller]
    fn complaint(&self, args: &[&str]) -> String {
        let Output {
            status,
            stdout,
            stderr,
        } = self.command(args).output().unwrap();
        assert_eq!(status.code(), Some(2));
        assert_eq!(String::from_utf8_lossy(&stdout), "");
        String::from_utf8(stderr).unwrap()
    }
}

#[test]
fn quoted_is_one_elixir_term() {
    let dir = Directory::new();
    dir.write("a.ex", "a + \"b\"\n");
    let expected = "{:+, [line: 1, column: 3], [{:a, [line: 1, column: 1], nil}, \"b\"]}\n";
    assert_eq!(dir.text(&["a.ex"]), expected);
    assert_eq!(dir.text(&["a.ex", "--format", "quoted"]), expected);
}

#[test]
fn json_has_metadata_and_byte_ranges() {
    let dir = Directory::new();
    dir.write("a.ex", "é + 'b'\n");
    let found: serde_json::Value = serde_json::from_slice(&dir.ast(&["a.ex", "--format", "json"])).unwrap();
    let variable =
        serde_json::json!({"call": "é", "meta": {"line": 1, "column": 1}, "args": null, "range": [0, 2]});
    let charlist = serde_json::json!({"charlist": "b"});
    assert_eq!(
        found,
        serde_json::json!({
            "call": "+", "meta": {"line": 1, "column": 3}, "args": [variable, charlist], "range": [0, 8]
        })
    );
}

#[test]
fn etf_is_the_term_and_nothing_else() {
    let dir = Directory::new();
    dir.write("a.ex", ":a\n");
    // Version 131; SMALL_ATOM_UTF8_EXT, one byte long.
    assert_eq!(dir.ast(&["a.ex", "--format", "etf"]), [131, 119, 1, b'a']);
    dir.write("b.ex", "[1]\n");
    // LIST_EXT of one SMALL_INTEGER_EXT and NIL_EXT; a list of bytes would be STRING_EXT in Erlang, which reads both.
    assert_eq!(
        dir.ast(&["b.ex", "--format", "etf"]),
        [131, 108, 0, 0, 0, 1, 97, 1, 106]
    );
}

#[test]
fn node_ids_are_in_the_metadata_of_every_format() {
    let dir = Directory::new();
    dir.write("a.ex", "defmodule Shop do\n  def total(cart), do: cart\nend\n");
    let plain = dir.text(&["a.ex"]);
    assert!(!plain.contains("elixir_ast_node_id"), "{plain}");
    let quoted = dir.text(&["a.ex", "--node-ids"]);
    assert!(quoted.contains("elixir_ast_node_id: \"Shop"), "{quoted}");
    let json = dir.text(&["a.ex", "--node-ids", "--format", "json"]);
    assert!(json.contains("\"elixir_ast_node_id\":\"Shop"), "{json}");
    let etf = dir.ast(&["a.ex", "--node-ids", "--format", "etf"]);
    assert!(String::from_utf8_lossy(&etf).contains("elixir_ast_node_id"));
}

#[test]
fn token_metadata_is_there_when_asked_for() {
    let dir = Directory::new();
    dir.write("a.ex", "f(1)");
    assert_eq!(dir.text(&["a.ex"]), "{:f, [line: 1, column: 1], [1]}\n");
    assert_eq!(
        dir.text(&["a.ex", "--token-metadata"]),
        "{:f, [closing: [line: 1, column: 4], line: 1, column: 1], [1]}\n"
    );
}

/// Since 1.16 the metadata says that a call comes from an interpolation.
const INTERPOLATED: (&str, &str) = ("\"#{a}\"\n", "from_interpolation");

#[test]
fn each_version_has_its_own_ast() {
    let dir = Directory::new();
    dir.write("a.ex", INTERPOLATED.0);
    for minor in 14..=20 {
        let quoted = dir.text(&["a.ex", "--elixir", &format!("1.{minor}")]);
        assert_eq!(quoted.contains(INTERPOLATED.1), minor >= 16, "1.{minor}");
    }
    let patch = dir.text(&["a.ex", "--elixir", "1.15.8"]);
    assert_eq!(patch, dir.text(&["a.ex", "--elixir", "1.15"]));
}

#[test]
fn the_elixir_on_path_says_the_version_and_else_it_is_the_newest() {
    let dir = Directory::new();
    dir.write("a.ex", INTERPOLATED.0);
    let newest = dir.text(&["a.ex", "--elixir", "1.20"]);
    assert_eq!(dir.text(&["a.ex"]), newest);
    dir.install_elixir("1.15.8");
    let older = dir.text(&["a.ex"]);
    assert_eq!(older, dir.text(&["a.ex", "--elixir", "1.15"]));
    assert_ne!(older, newest);
    dir.install_elixir("1.20.0-rc.1");
    assert_eq!(dir.text(&["a.ex"]), newest);
    dir.install_elixir("1.13.4");
    let output = dir.command(&["a.ex"]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), newest);
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "spile: of the elixir on PATH: unknown Elixir version \"1.13.4\": 1.14 to 1.20 are known; read as 1.20\n"
    );
}

#[test]
fn standard_input_is_read_for_a_dash() {
    let dir = Directory::new();
    let with_input = |source: &str| {
        let mut command = dir.command(&["-"]);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(source.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    };
    let good = with_input(":a");
    assert_eq!((good.status.code(), &*good.stdout), (Some(0), &b":a\n"[..]));
    let bad = with_input(":a :b");
    assert_eq!(bad.status.code(), Some(2));
    assert_eq!(
        String::from_utf8_lossy(&bad.stderr),
        "spile: standard input:1:4: syntax error before: b (Elixir 1.20)\n"
    );
}

#[test]
fn complaints_say_what_and_where() {
    let dir = Directory::new();
    dir.write("bad.ex", "a = 1\nb = )\n");
    dir.write("open.ex", "defmodule A do\n");
    dir.write("latin1.ex", b"# \n# caf\xe9\n");
    let check =
        |args: &[&str], expected: &str| assert_eq!(dir.complaint(args), format!("spile: {expected}\n"));
    check(
        &["bad.ex", "--elixir", "1.14"],
        "bad.ex:2:5: unexpected token: ) (Elixir 1.14)",
    );
    check(
        &["open.ex", "--elixir", "1.14"],
        "open.ex:2:1: missing terminator: end (for \"do\" starting at line 1) (Elixir 1.14)",
    );
    check(
        &["latin1.ex"],
        "latin1.ex:2:6: the byte 0xE9 is not in UTF-8, and Elixir reads nothing else",
    );
    check(
        &["none.ex"],
        "cannot read none.ex: No such file or directory (os error 2)",
    );
    check(&["."], "cannot read .: Is a directory (os error 21)");
    check(
        &["bad.ex", "--elixir", "1.13"],
        "unknown Elixir version \"1.13\": 1.14 to 1.20 are known",
    );
    let wrong_flag = dir.complaint(&["bad.ex", "--bogus"]);
    assert!(
        wrong_flag.starts_with("spile: unexpected argument '--bogus' found\n"),
        "{wrong_flag}"
    );
    let wrong_format = dir.complaint(&["bad.ex", "--format", "xml"]);
    assert!(
        wrong_format.contains("[possible values: quoted, json, etf]"),
        "{wrong_format}"
    );
}

#[test]
fn deep_nesting_is_a_complaint() {
    let dir = Directory::new();
    dir.write(
        "deep.ex",
        format!("{}{}", "(".repeat(100_000), ")".repeat(100_000)),
    );
    let found = dir.complaint(&["deep.ex"]);
    assert!(found.starts_with("spile: deep.ex:1:"), "{found}");
    assert!(found.contains(": nested deeper than "), "{found}");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let dir = Directory::new();
    dir.write("long.ex", "f(\"a line\\n\")\n".repeat(50_000));
    for format in ["quoted", "json", "etf"] {
        let mut command = dir.command(&["long.ex", "--format", format]);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut some = [0; 10];
        std::io::Read::read_exact(&mut child.stdout.take().unwrap(), &mut some).unwrap();
        let complaints: Vec<String> = BufReader::new(child.stderr.take().unwrap())
            .lines()
            .map(Result::unwrap)
            .collect();
        assert_eq!(complaints, [""; 0], "{format}");
        assert_eq!(child.wait().unwrap().code(), Some(0), "{format}");
    }
}

/// Each source of the page is followed by what is printed for it; a hash is any eight hexadecimal digits.
#[test]
fn the_page_about_it_shows_what_is_printed() {
    let page = include_str!("../../../docs/elixir-ast.md");
    let fences: Vec<(&str, &str)> = page
        .split("\n```")
        .skip(1)
        .step_by(2)
        .filter_map(|fence| fence.split_once('\n'))
        .collect();
    let dir = Directory::new();
    let mut compared = 0;
    for pair in fences.windows(2) {
        let [("elixir", source), (kind, expected)] = pair else {
            continue;
        };
        dir.write("a.ex", format!("{source}\n"));
        match *kind {
            "quoted" => assert_eq!(dir.text(&["a.ex"]).trim_end(), *expected),
            "json" => assert_eq!(dir.text(&["a.ex", "--format", "json"]).trim_end(), *expected),
            "node-ids" => assert_eq!(node_ids(&dir.text(&["a.ex", "--node-ids"])), *expected),
            other => panic!("what is a {other}?"),
        }
        compared += 1;
    }
    assert_eq!(compared, 3);
}

/// One a line, their hashes replaced by `HASH`.
fn node_ids(quoted: &str) -> String {
    let ids = quoted.split("elixir_ast_node_id: \"").skip(1);
    let shown = ids.filter_map(|rest| rest.split('"').next()).map(|id| {
        let (name, hash) = id.rsplit_once(':').unwrap_or((id, ""));
        let is_hash = hash.len() == 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_hash {
            format!("{name}:HASH")
        } else {
            id.to_owned()
        }
    });
    shown.collect::<Vec<_>>().join("\n")
}
