//! `spile nodes`, `targets`, `explain` and `check` on a project of Elixir's.

mod test_directory;

use std::fs;
use std::process::{Command, Output};

use serde_json::Value;

use test_directory::TestDirectory;

/// A directory of its own. It goes away with the test.
struct Directory(TestDirectory);

const CART: &str = "defmodule Shop.Cart do
  use GenServer
  def init(n), do: {:ok, n}
  def total([], tax), do: tax
  def total([a | rest], tax), do: a + total(rest, tax)
  defp hidden(x), do: Shop.Repo.get(User, x, prefix: \"shop\", timeout: 1000)
  defmacro twice(x), do: x
  defmodule Item do
    def price(item), do: item.price
  end
end
";

impl Directory {
    /// A project with a module, its test, and a dependency.
    fn new() -> Directory {
        let dir = TestDirectory::new();
        let directory = Directory(dir);
        directory.write(
            "mix.exs",
            "defmodule Shop.MixProject do\n  use Mix.Project\nend\n",
        );
        directory.write("lib/shop/cart.ex", CART);
        directory.write("deps/other/lib/other.ex", CART);
        directory.write("_build/dev/lib/other.ex", CART);
        directory.write("tool.py", "def f(): pass\n");
        directory
    }

    fn write(&self, name: &str, content: &str) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn run(&self, program: &str, args: &[&str]) -> Output {
        Command::new(program)
            .args(args)
            .current_dir(&self.0)
            .output()
            .unwrap()
    }

    #[track_caller]
    fn spile(&self, args: &[&str]) -> String {
        let output = self.run(env!("CARGO_BIN_EXE_spile"), args);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{said}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// The IDs of what would be recorded.
    #[track_caller]
    fn recorded(&self, target: &str) -> Vec<String> {
        let printed = self.spile(&["targets", "--target", target, "--format", "ndjson", "."]);
        let objects = printed
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap());
        objects
            .filter(|object| object["why_not"].is_null())
            .map(|object| object["id"].as_str().unwrap().to_owned())
            .collect()
    }
}

#[test]
fn nodes_of_both_languages_are_listed_and_those_of_dependencies_are_not() {
    let dir = Directory::new();
    let printed = dir.spile(&["nodes", "--json", "."]);
    let rows: Vec<Value> = printed
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let ids: Vec<&str> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    for id in [
        "lib/shop/cart.ex",
        "Shop.Cart",
        "Shop.Cart#total/2@2",
        "Shop.Cart.Item#price/1@1",
        "mix.exs",
        "tool#f",
    ] {
        assert_eq!(
            ids.iter().filter(|listed| **listed == id).count(),
            1,
            "{id} in {ids:?}"
        );
    }
    let clause = rows
        .iter()
        .find(|row| row["id"] == "Shop.Cart#total/2@2")
        .unwrap();
    assert_eq!(
        (&clause["line"], &clause["name"]),
        (&5.into(), &"Shop.Cart.total/2@2".into())
    );
    // The same IDs as in the metadata.
    let quoted = dir.spile(&["ast", "--node-ids", "lib/shop/cart.ex"]);
    let of_file = rows
        .iter()
        .filter(|row| row["file"] == "./lib/shop/cart.ex")
        .skip(1);
    let calls = of_file.filter(|row| row["kind"] == "call" || row["kind"] == "function");
    let mut compared = 0;
    for row in calls {
        assert!(
            quoted.contains(&format!("\"{}\"", row["id"].as_str().unwrap())),
            "{row}"
        );
        compared += 1;
    }
    assert_eq!(compared, 7);
}

#[test]
fn targets_are_selected_by_module_function_pattern_and_code() {
    let dir = Directory::new();
    let clauses = ["Shop.Cart#total/2@1", "Shop.Cart#total/2@2"];
    assert_eq!(dir.recorded("Shop.Cart#total/2"), clauses);
    assert_eq!(dir.recorded("pattern(recursive_functions)"), clauses);
    assert_eq!(
        dir.recorded("pattern(genserver_callbacks)"),
        ["Shop.Cart#init/1@1"]
    );
    assert_eq!(
        dir.recorded("has(code(\"Shop.Repo.get($SCHEMA, $$$)\"))"),
        ["Shop.Cart#hidden/1@1"]
    );
    assert_eq!(dir.recorded("Shop.Cart.Item"), ["Shop.Cart.Item#price/1@1"]);
    // A macro runs when the program is compiled.
    assert_eq!(dir.recorded("Shop.** and not private").len(), 4);
    assert_eq!(dir.recorded("tool"), ["tool#f"]);
}

#[test]
fn what_stands_in_a_module_is_not_recorded_where_bodies_are_asked_for() {
    let dir = Directory::new();
    dir.write("spile.toml", "[[rules]]\ntarget = \"**\"\nbodies = true\n");
    let explained = dir.spile(&["explain", "Shop.Cart"]);
    assert!(
        explained.contains("is not recorded, because it runs when the program is compiled"),
        "{explained}"
    );
}

#[test]
fn explain_finds_the_file_that_a_module_is_in() {
    let dir = Directory::new();
    for what in ["lib/shop/cart.ex:5", "Shop.Cart#total/2@2", "Shop.Cart.total/2@2"] {
        let printed = dir.spile(&["explain", what]);
        assert!(
            printed.starts_with("Shop.Cart#total/2@2, a function at lib/shop/cart.ex:5"),
            "{printed}"
        );
    }
    let output = dir.run(env!("CARGO_BIN_EXE_spile"), &["explain", "Shop.Cart#totl/2@2"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        output.status.code() == Some(2) && said.contains("did you mean Shop.Cart#total/2@2?"),
        "{said}"
    );
    let said = dir.run(env!("CARGO_BIN_EXE_spile"), &["explain", "Shop.Cart#total/2"]);
    assert!(String::from_utf8_lossy(&said.stderr).contains("names several nodes"));
}

#[test]
fn a_configuration_takes_patterns_and_code_of_elixir() {
    let dir = Directory::new();
    dir.write(
        "spile.toml",
        "[[rules]]\nname = \"db\"\ntarget = 'has(code(\"def $F($_), do: {:ok, $$$}\"))'\n\
         [[rules]]\nname = \"impl\"\ntarget = 'pattern(genserver_callbacks)'\n",
    );
    let printed = dir.spile(&["check"]);
    assert!(printed.contains("spile.toml is valid"), "{printed}");
    let servers = printed.lines().find(|line| line.starts_with("impl ")).unwrap();
    assert_eq!(servers.split_whitespace().nth(1), Some("1"), "{printed}");
}

#[test]
fn what_became_of_nodes_is_told_from_git() {
    let dir = Directory::new();
    let git = |args: &[&str]| {
        let identity = [
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@b",
            "-c",
            "commit.gpgsign=false",
        ];
        let output = dir.run("git", &[&identity[..], args].concat());
        assert!(output.status.success(), "{output:?}");
    };
    git(&["init", "-q", "."]);
    git(&["add", "lib", "mix.exs"]);
    git(&["commit", "-qm", "a"]);
    dir.write(
        "lib/shop/cart.ex",
        &CART
            .replace("hidden", "secret")
            .replace("  def init", "  # more\n\n  def init"),
    );
    let printed = dir.spile(&["nodes", "--since", "HEAD", "lib"]);
    let renamed = "renamed: Shop.Cart#hidden/1@1 -> Shop.Cart#secret/1@1";
    assert!(printed.lines().any(|line| line == renamed), "{printed}");
    assert!(
        !printed.contains("total") && !printed.contains("gone"),
        "{printed}"
    );
}

#[test]
fn a_file_is_woven_and_stripped() {
    let directory = Directory::new();
    let woven = directory.spile(&["weave", "lib/shop/cart.ex"]);
    let body = "  def init(n), do: (require :\"Elixir.Spile.Probe\"; :\"Elixir.Spile.Probe\".body([id: \"Shop.Cart#init/1@1\", line: 3, ";
    assert!(woven.contains(body), "{woven}");
    assert!(woven.contains("  defmacro twice(x), do: x\n"), "{woven}");
    directory.write("woven.ex", &woven);
    assert_eq!(directory.spile(&["strip", "woven.ex"]), CART);
    let diff = directory.spile(&["weave", "lib/shop/cart.ex", "--diff"]);
    assert!(diff.contains("\n-  def init(n), do: {:ok, n}\n"), "{diff}");
    assert!(diff.contains("\n+  def init(n), do: (require"), "{diff}");
}
