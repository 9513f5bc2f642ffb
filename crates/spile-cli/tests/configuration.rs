//! Configuration as scripts see it: which file counts, what options win over, `init`, `check`, `schema`, exit statuses.

mod test_directory;

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

use test_directory::TestDirectory;

/// A project with a few functions, and a boot directory that starts nothing. It goes away with the test.
struct Project(TestDirectory);

/// What a command ended with and printed.
struct Ended {
    status: i32,
    stdout: String,
    stderr: String,
}

const CART: &str = "\
import requests


class Cart:
    def __init__(self, items):
        self.items = items
        self.count = len(items)

    def size(self):
        return self.count

    def _total(self):
        total = 0
        for item in self.items:
            total += item
        return total


def fetch(url):
    return requests.get(url)
";

impl Project {
    fn new(files: &[(&str, &str)]) -> Project {
        let dir = TestDirectory::new();
        let own = [
            ("boot/sitecustomize.py", ""),
            ("pyproject.toml", ""),
            ("shop/__init__.py", ""),
            ("shop/cart.py", CART),
        ];
        for (path, text) in own.iter().chain(files) {
            let path = dir.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Project(dir)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn spile_in(&self, dir: &str, args: &[&str]) -> Ended {
        let output = Command::new(env!("CARGO_BIN_EXE_spile"))
            .args(args)
            .current_dir(self.0.join(dir))
            .env("SPILE_BOOT", self.0.join("boot"))
            .env("XDG_CACHE_HOME", self.0.join("cache"))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ended {
            status: output.status.code().unwrap(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    fn spile(&self, args: &[&str]) -> Ended {
        self.spile_in("", args)
    }

    /// The rules that a process below `spile run` with these options gets.
    #[track_caller]
    fn rules(&self, dir: &str, options: &[&str]) -> String {
        let command = ["--", "sh", "-c", "printf %s \"$SPILE_RULES\""];
        let ended = self.spile_in(dir, &[&["run", "-q"], options, &command].concat());
        assert_eq!((ended.status, &*ended.stderr), (0, ""));
        ended.stdout.strip_prefix("spile rules 1\n").unwrap().to_owned()
    }
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn init_writes_what_check_takes_and_never_overwrites() {
    let project = Project::new(&[]);
    let none = project.spile(&["check"]);
    assert_eq!(none.status, 3);
    assert!(
        none.stderr
            .starts_with("spile: there is no spile.toml here or above"),
        "{}",
        none.stderr
    );
    let init = project.spile(&["init"]);
    assert_eq!(
        (init.status, &*init.stderr),
        (
            0,
            "spile: wrote spile.toml; `spile check` shows what it selects\n"
        )
    );
    let check = project.spile(&["check", "--format", "json"]);
    assert_eq!((check.status, &*check.stderr), (0, ""));
    let found = json(&check.stdout);
    assert_eq!(found["file"], "spile.toml");
    let rules = found["rules"].as_array().unwrap();
    assert_eq!(rules.len(), 3);
    for rule in rules {
        assert!(rule["definitions"].as_u64() > Some(0), "{rule}");
    }
    fs::write(project.path("spile.toml"), "# mine").unwrap();
    let again = project.spile(&["init"]);
    assert_eq!(again.status, 2);
    assert!(
        again.stderr.starts_with("spile: spile.toml is there already"),
        "{}",
        again.stderr
    );
    assert_eq!(fs::read_to_string(project.path("spile.toml")).unwrap(), "# mine");
}

#[test]
fn init_does_not_push_a_pyproject_aside() {
    let project = Project::new(&[("pyproject.toml", "[tool.spile]\ntargets = 'shop.**'\n")]);
    let init = project.spile(&["init"]);
    assert_eq!(init.status, 2);
    assert!(
        init.stderr
            .starts_with("spile: pyproject.toml has a [tool.spile] already"),
        "{}",
        init.stderr
    );
    assert!(!project.path("spile.toml").exists());
}

#[test]
fn check_counts_what_each_rule_selects() {
    let project = Project::new(&[(
        "spile.toml",
        "targets = 'shop.**'\n[patterns]\nmine = 'private and kind(method)'\n\
         [[rules]]\nname = 'mine'\ntarget = 'pattern(mine)'\nrecord = false\n",
    )]);
    let found = json(&project.spile(&["check", "--format", "json"]).stdout);
    let rule = |at: usize, key: &str| found["rules"][at][key].clone();
    assert_eq!(
        (rule(0, "rule"), rule(1, "rule")),
        ("target-1".into(), "mine".into())
    );
    // Two modules, a class, three methods and a function.
    assert_eq!((rule(0, "definitions"), rule(0, "files")), (7.into(), 2.into()));
    assert_eq!((rule(1, "definitions"), rule(1, "files")), (1.into(), 1.into()));
    assert_eq!(
        (&found["n_definitions"], &found["n_asked_for"]),
        (&8.into(), &3.into())
    );
    let text = project.spile(&["check"]).stdout;
    let last = text.lines().last().unwrap();
    assert_eq!(
        last,
        "spile.toml is valid: 3 of 8 definitions in 3 files would be recorded"
    );
    assert!(text.contains("record=false  pattern(mine)"), "{text}");
}

#[test]
fn check_names_the_files_that_cannot_be_looked_at() {
    let project = Project::new(&[
        ("spile.toml", "targets = 'shop.**'\n"),
        ("broken.py", "def f(:\n"),
        ("binary.py", "\0"),
    ]);
    let check = project.spile(&["check"]);
    assert_eq!(check.status, 0);
    for told in ["broken.py: line 1, column 7:", "binary.py: it holds null bytes"] {
        assert!(check.stderr.contains(told), "{}", check.stderr);
    }
}

#[test]
fn check_warns_of_what_selects_nothing() {
    let project = Project::new(&[(
        "spile.toml",
        "targets = ['shop.**', 'shpo.**']\nexclude = 'shop.cart#Cart.totla'\n\
         [[rules]]\ntarget = 'calls(requests.get)'\nrecord = true\n",
    )]);
    let check = project.spile(&["check"]);
    assert_eq!(check.status, 0);
    assert_eq!(
        check.stderr,
        "spile: warning: nothing in the project is selected by this\n\
         spile:  --> spile.toml:1:23\n\
         spile:   |\n\
         spile: 1 | targets = ['shop.**', 'shpo.**']\n\
         spile:   |                       ^^^^^^^^^\n\
         spile: warning: this selects statements and expressions, and what is recorded are definitions\n\
         spile:  --> spile.toml:4:10\n\
         spile:   |\n\
         spile: 4 | target = 'calls(requests.get)'\n\
         spile:   |          ^^^^^^^^^^^^^^^^^^^^^\n\
         spile:   |\n\
         spile:   = help: `has(...)` selects the definitions that hold them\n\
         spile: warning: nothing in the project is selected by this\n\
         spile:  --> spile.toml:2:11\n\
         spile:   |\n\
         spile: 2 | exclude = 'shop.cart#Cart.totla'\n\
         spile:   |           ^^^^^^^^^^^^^^^^^^^^^^\n"
    );
}

#[test]
fn a_wrong_configuration_ends_with_3_wherever_it_is_read() {
    let project = Project::new(&[("spile.toml", "targets = 'kind(functon)'\n"), ("other.toml", "")]);
    let expect = "spile: error: there is no kind `functon`\n\
                  spile:  --> spile.toml:1:17\n\
                  spile:   |\n\
                  spile: 1 | targets = 'kind(functon)'\n\
                  spile:   |                 ^^^^^^^\n\
                  spile:   |\n\
                  spile:   = help: did you mean `function`?\n";
    for args in [
        &["check"][..],
        &["check", "spile.toml"],
        &["run", "--", "true"],
        &["run", "-c", "spile.toml", "--", "true"],
        &["targets", "shop"],
        &["explain", "shop/cart.py:1"],
        &["schema", "spile.toml"],
    ] {
        let ended = project.spile(args);
        assert_eq!(
            (ended.status, &*ended.stderr, &*ended.stdout),
            (3, expect, ""),
            "{args:?}"
        );
    }
    assert!(!project.path(".spile").exists(), "nothing ran");
    for args in [
        &["run", "-c", "none.toml", "--", "true"][..],
        &["check", "shop"],
        &["run", "-c", "pyproject.toml", "--", "true"],
    ] {
        assert_eq!(project.spile(args).status, 3, "{args:?}");
    }
    assert_eq!(
        project.spile(&["run", "-c", "other.toml", "--", "true"]).status,
        0
    );
    let flags = project.spile(&["run", "-c", "other.toml", "--target", "a..b", "--", "true"]);
    assert_eq!(flags.status, 2);
    assert!(
        flags.stderr.contains("spile:  --> --target:1:1\n"),
        "{}",
        flags.stderr
    );
}

#[test]
fn the_nearest_file_counts_and_options_win() {
    let project = Project::new(&[
        ("spile.toml", "targets = 'outer.**'\n"),
        (
            "shop/pyproject.toml",
            "[tool.spile]\ntargets = 'inner.**'\nexclude = 'inner.x'\n[tool.spile.run]\nbodies = true\n",
        ),
    ]);
    assert_eq!(project.rules("", &[]), "rule target-1 record=true = outer.**\n");
    let inner = "rule target-1 record=true bodies=true = inner.**\nrule exclude-2 record=false = inner.x\n";
    assert_eq!(project.rules("shop", &[]), inner);
    assert_eq!(project.rules("", &["-c", "shop/pyproject.toml"]), inner);
    assert_eq!(
        project.rules("shop", &["-c", "/dev/null"]),
        "rule target-1 record=true = project\n"
    );
    assert_eq!(
        project.rules("shop", &["--target", "a.**", "--exclude", "b", "--bodies=false"]),
        "rule target-1 record=true = a.**\nrule exclude-2 record=false = inner.x\nrule exclude-3 record=false = b\n"
    );
    assert_eq!(
        project.rules("", &["--bodies", "--target", "outer.**"]),
        "rule target-1 record=true bodies=true = outer.**\n"
    );
}

#[test]
fn run_takes_its_settings_from_the_file() {
    let project = Project::new(&[(
        "spile.toml",
        "[run]\nquiet = true\noutput = 'traces/last'\nlimit = '4 MiB'\nmode = 'full'\n",
    )]);
    let trace = |name: &str| project.path(name);
    let ended = project.spile_in("shop", &["run", "--", "true"]);
    assert_eq!((ended.status, &*ended.stderr), (0, ""));
    assert!(trace("traces/last").is_dir());
    let ended = project.spile(&["run", "--quiet=false", "-o", "other", "--", "true"]);
    assert!(ended.stderr.starts_with("spile: "), "{}", ended.stderr);
    assert!(trace("other").is_dir());
    let runs = |keep: &str| {
        let config = format!("[run]\nquiet = true\nkeep = {keep}\n");
        fs::write(project.path("spile.toml"), config).unwrap();
        for _ in 0..4 {
            assert_eq!(project.spile(&["run", "--", "true"]).status, 0);
        }
        fs::read_dir(project.path(".spile/runs")).unwrap().count()
    };
    // The newest is not over when old ones are removed, but it is there.
    assert_eq!(runs("2"), 2);
    assert_eq!(runs("3"), 3);
    assert_eq!(project.spile(&["run", "--keep", "0", "--", "true"]).status, 2);
}

#[test]
fn targets_and_explain_use_the_file() {
    let project = Project::new(&[(
        "spile.toml",
        "[patterns]\nmine = 'private and kind(method)'\n[[rules]]\nname = 'mine'\ntarget = 'pattern(mine)'\nrecord = true\n",
    )]);
    let targets = project.spile(&["targets", "shop"]);
    assert!(
        targets
            .stdout
            .contains("shop.cart#Cart._total  record=true (mine)"),
        "{}",
        targets.stdout
    );
    assert!(!targets.stdout.contains("Cart.size"), "{}", targets.stdout);
    let explain = project.spile(&["explain", "shop/cart.py:14"]);
    assert!(
        explain.stdout.contains("1. mine selects it and decides"),
        "{}",
        explain.stdout
    );
    let flags = project.spile(&["targets", "shop", "--target", "not pattern(mine)"]);
    assert!(flags.stdout.contains("Cart.size"), "{}", flags.stdout);
    assert!(
        flags.stdout.contains("shop.cart#Cart._total  not recorded"),
        "{}",
        flags.stdout
    );
}

#[test]
fn explain_and_check_name_the_actions_of_a_rule() {
    let project = Project::new(&[(
        "spile.toml",
        "[actions.whole]\naction = 'record'\nbodies = true\n[[rules]]\ntarget = 'shop.**'\nactions = ['whole']\n",
    )]);
    let explained = project.spile(&["explain", "shop/cart.py:1"]).stdout;
    assert!(
        explained.contains("record=true bodies=true by whole where shop.**"),
        "{explained}"
    );
    let checked = project.spile(&["check"]).stdout;
    assert!(checked.contains("bodies=true by whole  shop.**"), "{checked}");
    let explained = project
        .spile(&["explain", "shop/cart.py:1", "--format", "json"])
        .stdout;
    assert_eq!(json(&explained)["rules"][0]["actions"][0], "whole");
}

#[test]
fn help_and_schema_name_patterns_and_actions() {
    let project = Project::new(&[(
        "spile.toml",
        "[patterns.mine]\nselector = 'public'\nsummary = 'what I look at'\n[actions.whole]\naction = 'record'\nbodies = true\n",
    )]);
    for command in ["run", "targets", "explain", "check"] {
        let help = project.spile(&[command, "--help"]).stdout;
        for part in [
            "recursive_functions",
            "what I look at",
            "  record ",
            "record with bodies=true",
        ] {
            assert!(help.contains(part), "{command}: {part}: {help}");
        }
    }
    // A wrong file is no reason to give no help.
    fs::write(project.path("bad.toml"), "a").unwrap();
    let names = |args: &[&str]| {
        let schema = json(&project.spile(args).stdout);
        schema["definitions"]["selector"]["anyOf"][0]["enum"].to_string()
    };
    assert!(names(&["schema"]).contains("pattern(recursive_functions)"));
    assert!(!names(&["schema"]).contains("mine"));
    assert!(names(&["schema", "spile.toml"]).contains("pattern(mine)"));
    fs::rename(project.path("bad.toml"), project.path("spile.toml")).unwrap();
    let help = project.spile(&["run", "--help"]);
    assert_eq!((help.status, &*help.stderr), (0, ""));
    assert!(help.stdout.contains("recursive_functions"));
}
