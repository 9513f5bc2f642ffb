//! `spile nodes` as scripts see it.

mod test_directory;

use std::fs;
use std::os::unix::fs::symlink;
use std::process::{Command, Output};

use serde_json::Value;

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

    /// The objects that it prints, and what it says.
    #[track_caller]
    fn nodes(&self, args: &[&str]) -> (Vec<Value>, String) {
        let output = self.spile(&[&["nodes", "--json"], args].concat());
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{said}");
        let lines = String::from_utf8(output.stdout).unwrap();
        let objects = lines.lines().map(|line| serde_json::from_str(line).unwrap());
        (objects.collect(), said)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn git(&self, args: &[&str]) {
        let mut command = Command::new("git");
        command.args([
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@b",
            "-c",
            "commit.gpgsign=false",
        ]);
        let output = command.args(args).current_dir(&self.0).output().unwrap();
        assert!(output.status.success(), "{output:?}");
    }
}

/// How the node that was called `old` is known to have become which: `renamed m#new`.
fn became(changes: &[Value], old: &str) -> String {
    let change = changes.iter().find(|change| change["old"] == old).unwrap();
    let how = change["how"].as_str().unwrap();
    format!("{how} {}", change["new"].as_str().unwrap_or("-"))
}

fn ids(objects: &[Value]) -> Vec<&str> {
    objects
        .iter()
        .map(|object| object["id"].as_str().unwrap())
        .collect()
}

const CART: &str =
    "class Cart:\n    @property\n    def total(self):\n        return sum(x for x in self.items)\n";

#[test]
fn a_line_is_one_node_with_its_place() {
    let directory = Directory::new();
    directory.write("shop/__init__.py", "");
    directory.write("shop/cart.py", CART);
    let (objects, said) = directory.nodes(&["shop/cart.py"]);
    assert_eq!(said, "");
    let all = ids(&objects);
    assert_eq!(all[..3], ["shop.cart", "shop.cart#Cart", "shop.cart#Cart.total"]);
    assert!(all[3].starts_with("shop.cart#Cart.total:return:"));
    let total = &objects[2];
    assert_eq!(
        (total["kind"].as_str(), total["name"].as_str()),
        (Some("method"), Some("Cart.total"))
    );
    assert_eq!(
        (total["line"].as_u64(), total["end_line"].as_u64()),
        (Some(3), Some(4))
    );
    assert_eq!(total["fingerprint"].as_str().unwrap().len(), 16);
    for object in &objects[3..] {
        let [start, end] = [0, 1].map(|at| object["range"][at].as_u64().unwrap() as usize);
        let name = object["name"].as_str().unwrap().trim_end_matches('…');
        assert!(CART[start..end].starts_with(name), "{object}");
    }
    let kinds: Vec<_> = objects
        .iter()
        .map(|object| object["kind"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        [
            "module",
            "class",
            "method",
            "return",
            "call",
            "generator_expression",
            "attribute"
        ]
    );
}

#[test]
fn every_scheme_names_every_node() {
    let directory = Directory::new();
    directory.write("cart.py", CART);
    let all = ["hybrid", "path", "content", "sequential"].map(|scheme| {
        let (objects, _) = directory.nodes(&["--scheme", scheme, "cart.py"]);
        objects
            .iter()
            .map(|object| object["id"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    });
    assert!(all.iter().all(|ids| ids.len() == 7));
    assert_eq!(all[1][3], "cart#Cart.total:return:3.0");
    assert!(all[2][2].starts_with("cart#:method:"));
    assert_eq!(all[3][6], "cart#:node:7");
    let output = directory.spile(&["nodes", "cart.py"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(text.lines().nth(2), Some("cart.py:3  method  cart#Cart.total"));
}

#[test]
fn what_is_no_source_is_skipped_by_name() {
    let directory = Directory::new();
    directory.write("good.py", "x = 1\n");
    directory.write("latin.py", b"# coding: latin-1\nx = '\xe9'\n");
    directory.write("bad/binary.py", b"\x00\x01\x02");
    directory.write("bad/bytes.py", b"x = '\xff\xfe'\n");
    directory.write("bad/syntax.py", "def f(:\n");
    directory.write(".hidden/x.py", "x = 1\n");
    directory.write("venv/pyvenv.cfg", "");
    directory.write("venv/x.py", "x = 1\n");
    directory.write("text.txt", "x = 1\n");
    let large = fs::File::create(directory.0.join("bad/large.py")).unwrap();
    large.set_len(100 << 20).unwrap();
    symlink(&directory.0, directory.0.join("bad/loop")).unwrap();
    symlink("missing.py", directory.0.join("bad/nowhere.py")).unwrap();
    let (objects, said) = directory.nodes(&["."]);
    assert_eq!(
        ids(&objects)
            .iter()
            .filter(|id| !id.contains('#'))
            .collect::<Vec<_>>(),
        [&"good", &"latin"]
    );
    let expect = [
        "spile: passed over: ./bad/loop: it leads to a directory that was read already",
        "spile: passed over: ./bad/nowhere.py: No such file",
        "spile: passed over: ./bad/binary.py: it holds null bytes",
        "spile: passed over: ./bad/bytes.py: it is in neither UTF-8 nor Latin-1",
        "spile: passed over: ./bad/large.py: with 104 MB it is too large",
        "spile: passed over: ./bad/syntax.py: line 1, column 7: ",
    ];
    for (line, expect) in said.lines().zip(expect) {
        assert!(line.starts_with(expect), "{line}");
    }
    assert_eq!(said.lines().count(), expect.len());
    // What the user names must be there.
    for (named, why) in [
        ("bad/binary.py", "null bytes"),
        ("none.py", "cannot read none.py: No such file"),
    ] {
        let output = directory.spile(&["nodes", named]);
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8(output.stderr).unwrap().contains(why));
    }
}

#[test]
fn since_tells_what_became_of_the_nodes_of_a_revision() {
    let directory = Directory::new();
    let large = |name: &str, number: u32| {
        format!(
            "def {name}(items):\n    total = {number}\n    for item in items:\n        total += item.price * item.count\n    return total\n\n\n"
        )
    };
    let cart = |body: &str| {
        format!(
            "{}class Cart:\n    def m(self):\n        {body}\n",
            large("stays", 0)
        )
    };
    directory.git(&["init", "-q"]);
    directory.write(
        "cart.py",
        cart("return self.a(1)") + &large("renamed", 1) + &large("moved", 2) + &large("gone", 3),
    );
    directory.write("old.py", "def in_moved_file():\n    return [1, 2, 3]\n");
    directory.git(&["add", "."]);
    directory.git(&["commit", "-qm", "1"]);
    directory.write("cart.py", cart("return self.a(2)") + &large("renamed_now", 1));
    directory.write("other.py", large("moved", 2));
    directory.git(&["mv", "old.py", "new.py"]);
    let (changes, said) = directory.nodes(&["--since", "HEAD", "."]);
    assert_eq!(said, "");
    let definitions = ["function", "class", "method"];
    let shown = changes
        .iter()
        .filter(|change| definitions.contains(&change["kind"].as_str().unwrap()));
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let shown: Vec<_> = shown
        .map(|change| {
            format!(
                "{} -> {}: {}",
                text(&change["old"]),
                text(&change["new"]),
                text(&change["how"])
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            "cart#stays -> cart#stays: same id",
            "cart#Cart -> cart#Cart: same id",
            "cart#Cart.m -> cart#Cart.m: same id",
            "cart#renamed -> cart#renamed_now: renamed",
            "cart#moved -> other#moved: moved",
            "cart#gone -> -: gone",
            "old#in_moved_file -> new#in_moved_file: moved file",
        ]
    );
    // What is in a renamed function follows it; of `return self.a(1)` only `self.a` is left.
    let of = |old: &str| {
        changes
            .iter()
            .filter(move |change| text(&change["old"]).starts_with(old))
            .count()
    };
    let gone = changes
        .iter()
        .filter(|change| text(&change["how"]) == "gone" && text(&change["old"]).contains("Cart.m"));
    assert_eq!(gone.count(), 2);
    assert_eq!(of("cart#renamed:"), of("cart#stays:"));
    let output = directory.spile(&["nodes", "--since", "none", "."]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("has no revision `none`"), "{said}");
}

#[test]
fn what_is_small_follows_its_neighbours() {
    let directory = Directory::new();
    let large = "class Large:\n    def m(self, items):\n        return [item.price * item.count for item in items if item]\n";
    let small = "class Small(Large):\n    pass\n";
    directory.git(&["init", "-q"]);
    directory.write("one.py", format!("x = 1\n{large}{small}"));
    directory.write("far.py", format!("x = 1\n{small}"));
    directory.git(&["add", "."]);
    directory.git(&["commit", "-qm", "1"]);
    directory.write("one.py", "x = 1\n");
    directory.write("far.py", "x = 1\n");
    directory.write("two.py", format!("{large}{small}"));
    directory.write("three.py", small);
    let (changes, _) = directory.nodes(&["--since", "HEAD", "."]);
    let became = |old: &str| became(&changes, old);
    assert_eq!(became("one#Large"), "moved two#Large");
    assert_eq!(became("one#Small"), "moved two#Small");
    // Nothing says that this one is that of `three`.
    assert_eq!(became("far#Small"), "gone -");
}

#[test]
fn clauses_of_elixir_are_followed_by_what_they_say() {
    let directory = Directory::new();
    let clause = |name: &str, argument: &str, number: u32| {
        format!("  def {name}({argument}, items), do: Enum.sum(items) * {number} + length(items)\n")
    };
    let small = |name: &str| format!("  def {name}(_, _), do: 0\n");
    let module = |name: &str, clauses: &[String]| format!("defmodule {name} do\n{}end\n", clauses.concat());
    directory.git(&["init", "-q"]);
    directory.write(
        "shop.ex",
        module(
            "Shop",
            &[
                clause("total", ":a", 1),
                clause("total", ":b", 2),
                clause("total", ":c", 3),
                small("total"),
                clause("price", ":a", 4),
                small("price"),
            ],
        ),
    );
    directory.write("far.ex", module("Far", &[clause("far", ":a", 9)]));
    directory.write(
        "old.ex",
        module(
            "Shop.Old",
            &[clause("old", ":a", 7), clause("old", ":b", 8), small("old")],
        ),
    );
    directory.git(&["add", "."]);
    directory.git(&["commit", "-qm", "1"]);
    // One clause is put before the others, one of them is changed, one is gone; `price` gets another name.
    directory.write(
        "shop.ex",
        module(
            "Shop",
            &[
                clause("total", ":new", 8),
                clause("total", ":a", 1),
                clause("total", ":b", 22),
                small("total"),
                clause("cost", ":a", 4),
                small("cost"),
            ],
        ),
    );
    // A module in another file, and one of another name.
    directory.git(&["rm", "-q", "far.ex", "old.ex"]);
    directory.write(
        "near.ex",
        "# Near.\n".to_owned() + &module("Far", &[clause("far", ":a", 9)]),
    );
    directory.write(
        "new.ex",
        module(
            "Shop.New",
            &[clause("old", ":a", 7), clause("old", ":b", 8), small("old")],
        ),
    );
    let (changes, _) = directory.nodes(&["--since", "HEAD", "."]);
    let became = |old: &str| became(&changes, old);
    assert_eq!(became("Shop#total/2@1"), "renumbered Shop#total/2@2");
    assert_eq!(became("Shop#total/2@2"), "renumbered Shop#total/2@3");
    assert_eq!(became("Shop#total/2@3"), "gone -");
    assert_eq!(became("Shop#total/2@4"), "same id Shop#total/2@4");
    assert_eq!(became("Shop#price/2@1"), "renamed Shop#cost/2@1");
    assert_eq!(became("Shop#price/2@2"), "renamed Shop#cost/2@2");
    assert_eq!(became("Far#far/2@1"), "same id Far#far/2@1");
    assert_eq!(became("Shop.Old"), "content Shop.New");
    assert_eq!(became("Shop.Old#old/2@1"), "content Shop.New#old/2@1");
    assert_eq!(became("Shop.Old#old/2@3"), "content Shop.New#old/2@3");
    let new: Vec<&str> = changes
        .iter()
        .filter(|change| change["how"] == "new" && change["kind"] == "function")
        .filter_map(|change| change["new"].as_str())
        .collect();
    assert_eq!(new, ["Shop#total/2@1"]);
}
