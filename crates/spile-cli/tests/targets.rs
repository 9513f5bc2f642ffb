//! What would be recorded, and why: `spile targets` and `spile explain`.

mod test_directory;

use std::fs::{self, File, FileTimes};
use std::os::unix::fs::symlink;
use std::process::Command;
use std::time::{Duration, SystemTime};

use test_directory::TestDirectory;

const CART: &str = "\
import os

class Cart:
    limit = 3

    def total(self):
        return os.path.join('a')

    def name(self):
        return self._name

def main():
    print(Cart().total())
";

/// A project of its own.
struct Project(TestDirectory);

impl Project {
    fn new() -> Self {
        let directory = TestDirectory::new();
        fs::create_dir_all(directory.join("shop")).unwrap();
        let project = Self(directory);
        project.write("pyproject.toml", b"");
        project.write("shop/__init__.py", b"");
        project.write("shop/cart.py", CART.as_bytes());
        project
    }

    /// Writes a file that looks as if it had not been changed for long.
    fn write(&self, name: &str, content: &[u8]) {
        let path = self.0.join(name);
        fs::write(&path, content).unwrap();
        let long_ago = SystemTime::now() - Duration::from_secs(3600);
        File::options()
            .write(true)
            .open(path)
            .unwrap()
            .set_times(FileTimes::new().set_modified(long_ago))
            .unwrap();
    }

    /// The names of the modules of all files of the project, by the files' paths.
    fn modules(&self) -> Vec<(String, String)> {
        let (status, out, err) = self.spile(&["nodes", ".", "--json"]);
        assert_eq!(status, 0, "{err}");
        let rows = out
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let modules = rows.filter(|row| row["kind"] == "module");
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        modules
            .map(|row| (text(&row["file"]), text(&row["id"])))
            .collect()
    }

    /// Exit status, standard output and standard error.
    fn spile(&self, args: &[&str]) -> (i32, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_spile"))
            .args(args)
            .current_dir(&self.0)
            .env("XDG_CACHE_HOME", self.0.join("cache"))
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (
            output.status.code().unwrap(),
            text(output.stdout),
            text(output.stderr),
        )
    }

    #[track_caller]
    fn check(&self, args: &[&str], expected: &str) {
        let (status, stdout, stderr) = self.spile(args);
        assert_eq!((status, &*stderr), (0, ""));
        assert_eq!(stdout, expected);
    }

    #[track_caller]
    fn refuse(&self, args: &[&str], status: i32, expected: &str) {
        assert_eq!(
            self.spile(args),
            (status, String::new(), format!("spile: {expected}\n"))
        );
    }
}

#[test]
fn targets_tells_what_would_be_recorded_and_by_which_rule() {
    let project = Project::new();
    let args = [
        "targets",
        "shop",
        "--target",
        "shop.** and not trivial",
        "--exclude",
        "name(main)",
    ];
    let expected = "\
shop/cart.py
     6  shop.cart#Cart.total  record=true (target-1)
    12  shop.cart#main  not recorded, because a rule says not to record it (exclude-2)
1 definitions would be recorded and 1 not, in 1 of 2 files
";
    for _ in 0..2 {
        project.check(&args, expected);
    }
}

#[test]
fn what_was_planned_is_planned_anew_when_the_source_or_its_name_changes() {
    let project = Project::new();
    let recorded = || {
        let (_, json, _) = project.spile(&["targets", "shop", "--target", "**", "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let definitions = json["files"][0]["definitions"].as_array().unwrap();
        let ids = definitions
            .iter()
            .map(|definition| definition["id"].as_str().unwrap().to_owned());
        ids.collect::<Vec<_>>()
    };
    let before = ["shop.cart#Cart.total", "shop.cart#Cart.name", "shop.cart#main"];
    assert_eq!(recorded(), before);
    assert_eq!(recorded(), before);
    project.write("shop/cart.py", b"def other(): return 1\n");
    assert_eq!(recorded(), ["shop.cart#other"]);
    fs::remove_file(project.0.join("shop/__init__.py")).unwrap();
    assert_eq!(recorded(), ["cart#other"]);
}

#[test]
fn targets_shows_what_would_be_inserted() {
    let project = Project::new();
    let (_, diff, _) = project.spile(&["targets", "shop", "--target", "name(main)", "--diff"]);
    let inserted: Vec<&str> = diff
        .lines()
        .filter(|line| line.starts_with('+') && line.contains("spile:"))
        .collect();
    assert_eq!(inserted.len(), 2, "{diff}");
    assert!(!diff.contains("+    def total"), "{diff}");
}

#[test]
fn a_rule_that_decides_about_nothing_is_named_with_what_it_selects_instead() {
    let project = Project::new();
    project.check(
        &["targets", "shop", "--target", "calls(os.path.join)"],
        "0 definitions would be recorded and 0 not, in 0 of 2 files\n\
         target-1: `calls(os.path.join)` selects no definition here; it selects 1 statements and expressions, \
         and what is recorded are definitions: `has(calls(os.path.join))`\n",
    );
    project.check(
        &["targets", "shop", "--target", "shop.cart.Cart.total"],
        "0 definitions would be recorded and 0 not, in 0 of 2 files\n\
         target-1: `shop.cart.Cart.total` selects no definition here; is it `shop.cart#Cart.total` that is meant?\n",
    );
    project.check(
        &["targets", "shop", "--target", "shop.cart2"],
        "0 definitions would be recorded and 0 not, in 0 of 2 files\n\
         target-1: `shop.cart2` selects no definition here\n",
    );
    project.check(
        &[
            "targets",
            "shop",
            "--target",
            "recursive_functions and not trivial",
        ],
        "0 definitions would be recorded and 0 not, in 0 of 2 files\n\
         target-1: `recursive_functions and not trivial` selects no definition here; is it \
         `pattern(recursive_functions)` that is meant?\n",
    );
    for _ in 0..2 {
        // The second time from the cache.
        project.check(
            &["targets", "shop", "--target", "kind(class)"],
            "0 definitions would be recorded and 0 not, in 0 of 2 files\n\
             target-1: `kind(class)` selects bodies of classes and modules alone, which are recorded with `--bodies`\n",
        );
    }
}

#[test]
fn what_is_no_source_is_passed_over_by_name() {
    let project = Project::new();
    project.write("shop/binary.py", b"\x7fELF\0\0");
    project.write("shop/latin.py", b"x = '\xff'\n");
    project.write("shop/broken.py", b"def f(:\n");
    File::create(project.0.join("shop/large.py"))
        .unwrap()
        .set_len(100_000_000)
        .unwrap();
    symlink("..", project.0.join("shop/loop")).unwrap();
    let made = Command::new("mkfifo")
        .arg(project.0.join("shop/pipe.py"))
        .status()
        .unwrap();
    assert!(made.success());
    symlink("nowhere", project.0.join("shop/dangling.py")).unwrap();
    let (status, stdout, stderr) = project.spile(&["targets", "shop", "--target", "**"]);
    assert_eq!(status, 0);
    assert!(stdout.contains("3 definitions would be recorded"), "{stdout}");
    for told in [
        "spile: passed over: shop/dangling.py: No such file",
        "spile: passed over: shop/pipe.py: it is no file",
        "spile: passed over: shop/binary.py: it holds null bytes, which no source file has",
        "spile: passed over: shop/latin.py: it is in neither UTF-8 nor Latin-1",
        "spile: passed over: shop/broken.py: line 1, column 7:",
        "spile: passed over: shop/large.py: with 100 MB it is too large for a source file",
        "spile: passed over: shop/loop/shop: it leads to a directory that was read already",
    ] {
        assert!(stderr.contains(told), "{told}\n{stderr}");
    }
}

#[test]
fn a_path_that_is_not_there_is_an_error() {
    let project = Project::new();
    project.refuse(
        &["targets", "shop", "missing"],
        2,
        "cannot read missing: No such file or directory (os error 2)",
    );
}

#[test]
fn plans_of_other_files_are_kept_and_what_was_edited_is_planned_once() {
    let project = Project::new();
    project.write("other.py", b"def f(): pass\n");
    let kept = || {
        let directory = project.0.join("cache/spile/plans");
        let file = fs::read_dir(directory).unwrap().next().unwrap().unwrap().path();
        fs::read_to_string(file).unwrap().lines().count() - 1
    };
    project.spile(&["targets", ".", "--target", "**"]);
    assert_eq!(kept(), 3);
    project.spile(&["targets", "./other.py", "--target", "**"]);
    assert_eq!(kept(), 3);
    fs::remove_file(project.0.join("other.py")).unwrap();
    project.write("shop/cart.py", b"def other(): return 1\n");
    project.spile(&["targets", ".", "--target", "**"]);
    assert_eq!(kept(), 2);
}

#[test]
fn explain_tells_which_rules_look_which_match_and_which_decides() {
    let project = Project::new();
    let rules = ["--target", "shop.** and public", "--exclude", "trivial"];
    let explain = |what| [&["explain", what], &rules[..]].concat();
    project.check(
        &explain("shop.cart#Cart.name"),
        "\
shop.cart#Cart.name, a method at shop/cart.py:9
is not recorded, because a rule says not to record it.

1. target-1 selects it: record=true where shop.** and public
   yes shop.**
   yes public
2. exclude-2 selects it and decides: record=false where trivial
",
    );
    let (_, by_line, _) = project.spile(&explain("shop/cart.py:7"));
    assert!(
        by_line.starts_with("shop.cart#Cart.total, a method at shop/cart.py:6\nis recorded.\n"),
        "{by_line}"
    );
    let (_, json, _) = project.spile(&[&explain("shop/cart.py:4")[..], &["--format", "json"]].concat());
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["id"], "shop.cart#Cart");
    assert_eq!(json["recorded"], false);
    assert_eq!(json["rules"][0]["selects"], true);
}

#[test]
fn explain_takes_a_line_with_a_column() {
    let project = Project::new();
    let (_, line, _) = project.spile(&["explain", "shop/cart.py:7"]);
    assert!(line.starts_with("shop.cart#Cart.total, "), "{line}");
    project.check(&["explain", "shop/cart.py:7:9"], &line);
}

#[test]
fn explain_says_what_is_missing() {
    let project = Project::new();
    project.refuse(
        &["explain", "shop/cart.py"],
        2,
        "which line of shop/cart.py? Write for example `shop/cart.py:1`",
    );
    project.refuse(
        &["explain", "shop/cart.py:99"],
        2,
        "shop/cart.py has 13 lines, no line 99",
    );
    let (status, _, told) = project.spile(&["explain", "shop.cart#Cart.totl"]);
    assert_eq!(status, 2);
    assert!(told.contains("did you mean shop.cart#Cart.total?"), "{told}");
    let (status, _, told) = project.spile(&["explain", "other#f"]);
    assert_eq!(status, 2);
    assert!(told.contains("is the module that `other#f` is in"), "{told}");
}

#[test]
fn explain_takes_the_one_file_that_has_the_node_of_several_of_the_same_module_name() {
    let project = Project::new();
    for directory in ["unit", "slow"] {
        fs::create_dir_all(project.0.join(directory)).unwrap();
    }
    project.write("unit/conftest.py", b"def f(): return 1\ndef only(): return 2\n");
    project.write("slow/conftest.py", b"\n\ndef f(): return 1\n");
    let (status, out, _) = project.spile(&["explain", "conftest#only"]);
    assert_eq!(status, 0);
    assert!(
        out.starts_with("conftest#only, a function at unit/conftest.py:2\n"),
        "{out}"
    );
    let (status, _, err) = project.spile(&["explain", "conftest#f"]);
    assert_eq!(status, 2);
    assert_eq!(
        err,
        "spile: several files have a node conftest#f; which one? Write one of slow/conftest.py:3, \
         unit/conftest.py:1\n"
    );
    let (status, _, err) = project.spile(&["explain", "conftest#g"]);
    assert_eq!(status, 2);
    assert!(
        err.contains("none of them has it: slow/conftest.py, unit/conftest.py"),
        "{err}"
    );
    let (status, out, _) = project.spile(&["explain", "slow/conftest.py:3"]);
    assert_eq!(status, 0);
    assert!(
        out.starts_with("conftest#f, a function at slow/conftest.py:3\n"),
        "{out}"
    );
}

#[test]
fn explain_says_that_modules_of_spile_are_never_recorded() {
    let project = Project::new();
    fs::create_dir_all(project.0.join("spile")).unwrap();
    project.write("spile/__init__.py", b"");
    project.write("spile/_loader.py", b"def f(): return 1 + 1\n");
    let (status, out, _) = project.spile(&["explain", "spile/_loader.py:1", "--target", "**"]);
    assert_eq!(status, 0);
    assert!(
        out.contains(
            "is not recorded, because it is in one of Spile's own modules, which are never recorded.\n"
        ),
        "{out}"
    );
}

#[test]
fn modules_are_called_as_importing_calls_them() {
    let project = Project::new();
    for directory in [
        "src/space/inner",
        "venv/lib/python3.11/site-packages/cloud/store",
        "tools/jobs",
        "legacy-code/a",
    ] {
        fs::create_dir_all(project.0.join(directory)).unwrap();
    }
    for file in [
        "src/space/inner/a.py",
        "src/space/inner/__init__.py",
        "src/single.py",
        "tools/jobs/run.py",
        "legacy-code/a/__init__.py",
        "legacy-code/a/b.py",
    ] {
        project.write(file, b"def f(): return 1 + 1\n");
    }
    // Links: another package of the same files, and another name of one file.
    symlink("shop", project.0.join("also")).unwrap();
    symlink("cart.py", project.0.join("shop/basket.py")).unwrap();
    let expect = [
        ("./legacy-code/a/__init__.py", "a"),
        ("./legacy-code/a/b.py", "a.b"),
        ("./shop/__init__.py", "shop"),
        ("./shop/basket.py", "shop.basket"),
        ("./shop/cart.py", "shop.cart"),
        ("./src/single.py", "single"),
        ("./src/space/inner/__init__.py", "space.inner"),
        ("./src/space/inner/a.py", "space.inner.a"),
        ("./tools/jobs/run.py", "run"),
    ];
    let modules = project.modules();
    let modules: Vec<(&str, &str)> = modules.iter().map(|(file, id)| (&**file, &**id)).collect();
    assert_eq!(modules[..], expect[..]);
    // What is installed is below the directory that is searched.
    let installed = "venv/lib/python3.11/site-packages/cloud/store/blob.py";
    project.write(installed, b"def f(): return 1 + 1\n");
    let (_, out, _) = project.spile(&["nodes", installed]);
    assert!(out.contains("cloud.store.blob#f"), "{out}");
    // And a link itself is as good a path as any.
    let (_, out, _) = project.spile(&["nodes", "also"]);
    assert!(out.contains("also.cart#main"), "{out}");
}
