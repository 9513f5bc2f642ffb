//! `spile weave` and `spile strip` as scripts see them.

mod test_directory;

use std::fs;
use std::process::{Command, Output};

use test_directory::TestDirectory;

/// A directory of its own. It goes away with the test.
struct Directory(TestDirectory);

impl Directory {
    fn new() -> Directory {
        let dir = TestDirectory::new();
        Directory(dir)
    }

    fn spile(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_spile"));
        command.args(args).current_dir(&self.0).output().unwrap()
    }

    fn write(&self, name: &str, content: &[u8]) {
        fs::write(self.0.join(name), content).unwrap();
    }

    /// Fails with status 2 and this line.
    #[track_caller]
    fn refuse(&self, args: &[&str], line: &str) {
        let output = self.spile(args);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(
            String::from_utf8(output.stderr).unwrap(),
            format!("spile: {line}\n")
        );
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn strip_gives_back_what_was_woven() {
    let directory = Directory::new();
    let sources: [&[u8]; 8] = [
        b"def f():\n    return 1\n",
        b"def f(): return 1",
        b"def f():\r\n    return 1\r\n",
        b"# nothing to weave\n",
        b"",
        b"\xef\xbb\xbfdef f(): pass\n",
        b"# -*- coding: latin-1 -*-\ndef f(): return '\xe9'\n",
        "def é(): return 'ü'\n".as_bytes(),
    ];
    for source in sources {
        directory.write("a.py", source);
        let woven = directory.spile(&["weave", "a.py"]);
        assert!(woven.status.success() && woven.stderr.is_empty(), "{woven:?}");
        assert_ne!(woven.stdout, source);
        directory.write("w.py", &woven.stdout);
        let stripped = directory.spile(&["strip", "w.py"]);
        assert!(
            stripped.status.success() && stripped.stdout == source,
            "{stripped:?}"
        );
    }
}

#[test]
fn a_diff_shows_the_lines_that_changed() {
    let directory = Directory::new();
    directory.write("a.py", b"x = 1\ndef f():\n    return x\n");
    let diff = directory.spile(&["weave", "a.py", "--diff"]);
    let expected = "--- a.py\n+++ a.py (woven)\n@@ -1,3 +1,6 @@\n x = 1\n def f():\n+ b'spile:>' in b'spile:0'\n+ try:\n     \
                    return x\n+ finally: b'spile:<' in b'spile:0'\n";
    assert_eq!(String::from_utf8(diff.stdout).unwrap(), expected);
    directory.write("b.py", b"x = 1\n");
    let diff = directory.spile(&["weave", "b.py", "--diff"]);
    assert!(diff.status.success() && diff.stdout.is_empty());
}

#[test]
fn what_is_left_alone_is_named_on_standard_error() {
    let directory = Directory::new();
    directory.write("a.py", b"import numba\n@numba.njit\ndef f(): return 1\n");
    let woven = directory.spile(&["weave", "a.py"]);
    let told =
        "spile: left alone: a#f (line 3), because a library that the module imports reads its bytecode\n";
    assert_eq!(String::from_utf8(woven.stderr).unwrap(), told);
}

#[test]
fn what_cannot_be_woven_or_stripped_is_refused() {
    let directory = Directory::new();
    directory.write("broken.py", b"def f(:\n");
    let why = "line 1, column 7: Expected a parameter or the end of the parameter list";
    directory.refuse(&["weave", "broken.py"], &format!("cannot weave broken.py: {why}"));
    directory.write("a.txt", b"");
    directory.refuse(
        &["weave", "a.txt"],
        "a.txt is no source of Python or Elixir: its name does not end in .py, .ex or .exs",
    );
    directory.write("bytes.py", b"x = '\xff'\n");
    let why = "cannot read bytes.py: it is in neither UTF-8 nor Latin-1; convert it to have it looked at";
    directory.refuse(&["weave", "bytes.py"], why);
    directory.write("plain.py", b"x = 1\n");
    let why = "the file has no `spile-woven` line at its end, so it is not a woven file";
    directory.refuse(&["strip", "plain.py"], &format!("cannot strip plain.py: {why}"));
    directory.refuse(
        &["weave", "gone.py"],
        "cannot read gone.py: No such file or directory (os error 2)",
    );
}
