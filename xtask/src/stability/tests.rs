//! A small history of which everything is known.

use std::path::PathBuf;
use std::process::Command;
use std::{fs, process};

use spile_core::Scheme;

use super::replay;
use super::untouched::{Ids, place_of};
use crate::apt::on_path;

/// A repository that goes away with the test.
struct Repository(PathBuf);

impl Repository {
    fn new(name: &str) -> Self {
        let dir = std::env::temp_dir().join(format!("spile-stability-{name}-{}", process::id()));
        fs::create_dir_all(&dir).unwrap();
        let repository = Self(dir);
        repository.git(&["init", "-q"]);
        repository
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

    fn commit(&self, files: &[(&str, &str)]) {
        for (name, text) in files {
            fs::write(self.0.join(name), text).unwrap();
        }
        self.git(&["add", "--all", "."]);
        self.git(&["commit", "-qm", "next"]);
    }
}

impl Drop for Repository {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn function(name: &str, number: u32) -> String {
    format!(
        "def {name}(items):\n    total = {number}\n    for item in items:\n        total += item.price * item.count + {number}\n    return total + {number}\n\n\n"
    )
}

#[test]
fn renames_and_moves_are_counted_and_found() {
    let repository = Repository::new("moves");
    let [a, b, c] = [function("a", 1), function("b", 2), function("c", 3)];
    repository.commit(&[("one.py", &format!("{a}{b}{c}")), ("two.py", "x = 1\n")]);
    // `a` gets another name, `b` goes to another file, `c` is gone and something else is in its place.
    let renamed = function("renamed", 1);
    let other = "def other(text):\n    return [word.strip() for word in text.split(',') if word]\n";
    repository.commit(&[
        ("one.py", &format!("{renamed}{other}")),
        ("two.py", &format!("x = 1\n\n\n{b}")),
    ]);
    let row = replay(&repository.0, super::Language::Python, None).unwrap();
    assert_eq!(row.n_commits, 1);
    let moves = &row.moves;
    assert_eq!((moves.renamed.all, moves.renamed.found), (1, 1));
    assert_eq!((moves.moved.all, moves.moved.found), (1, 1));
    assert_eq!((moves.right, moves.wrong, moves.untold), (2, 0, 0));
}

#[test]
fn ids_that_change_without_a_reason_are_counted_by_scheme() {
    let repository = Repository::new("ids");
    let [a, b, c] = [function("a", 1), function("b", 2), function("c", 3)];
    repository.commit(&[("one.py", &format!("{a}{c}"))]);
    repository.commit(&[("one.py", &format!("{a}{b}{c}"))]);
    // A line that is there already, above its equal, takes the place of that in the numbers.
    let twice = a.replace("    for", "    return total + 1\n    for");
    repository.commit(&[("one.py", &format!("{twice}{b}{c}"))]);
    let row = replay(&repository.0, super::Language::Python, None).unwrap();
    let ids = |of: &[Ids; 4], scheme| of[place_of(scheme)];
    let definitions = row.ids.definitions;
    // `a` and `c`, then `b` and `c`.
    for scheme in [Scheme::Hybrid, Scheme::Path, Scheme::Content] {
        let ids = ids(&definitions, scheme);
        assert_eq!((ids.untouched, ids.changed), (4, 0), "{scheme}");
    }
    let sequential = ids(&definitions, Scheme::Sequential);
    assert_eq!((sequential.untouched, sequential.changed), (4, 3));
    let expressions = row.ids.expressions;
    let hybrid = ids(&expressions, Scheme::Hybrid);
    // `return total + 1` and `total + 1`.
    assert_eq!((hybrid.changed, hybrid.misleading), (2, 2));
    assert!(hybrid.untouched > 20);
    assert!(ids(&expressions, Scheme::Path).changed > 2);
    assert!(ids(&expressions, Scheme::Sequential).changed > 10);
}

fn clause(name: &str, argument: &str, number: u32) -> String {
    format!(
        "  def {name}({argument}, items) do\n    items |> Enum.map(&(&1.price * {number})) |> Enum.sum() |> Kernel.+({number})\n  end\n\n"
    )
}

/// Whether Elixir can be asked. `cargo xtask test` sees to that; those who run a test by hand may have none.
fn elixir_is_there() -> bool {
    let is_there = on_path("elixir");
    if !is_there {
        eprintln!("not run: there is no elixir");
    }
    is_there
}

#[test]
fn clauses_that_others_are_put_before_are_found() {
    if !elixir_is_there() {
        return;
    }
    let repository = Repository::new("clauses");
    let module = |clauses: &[String]| format!("defmodule Shop do\n{}end\n", clauses.concat());
    let [a, b, c] = [
        clause("total", ":a", 1),
        clause("total", ":b", 2),
        clause("total", ":c", 3),
    ];
    repository.commit(&[("shop.ex", &module(&[a.clone(), b.clone()]))]);
    repository.commit(&[("shop.ex", &module(&[c, a, b]))]);
    let row = replay(&repository.0, super::Language::Elixir, None).unwrap();
    let hybrid = place_of(Scheme::Hybrid);
    let definitions = &row.ids.definitions[hybrid];
    assert_eq!(
        (definitions.untouched, definitions.changed, definitions.misleading),
        (2, 2, 2)
    );
    let paired = &row.ids.definitions_paired;
    assert_eq!((paired.changed, paired.found, paired.wrong), (2, 2, 0));
    let paired = &row.ids.expressions_paired;
    assert!(paired.changed > 10, "{paired:?}");
    assert_eq!((paired.found, paired.wrong), (paired.changed, 0));
}

#[test]
fn renamed_and_moved_clauses_of_elixir_are_judged() {
    if !elixir_is_there() {
        return;
    }
    let repository = Repository::new("elixir-moves");
    let module = |name: &str, clauses: &[String]| format!("defmodule {name} do\n{}end\n", clauses.concat());
    let of = |name: &str, number: u32| {
        [
            clause(name, ":a", number),
            clause(name, ":b", number + 1),
            format!("  def {name}(_, _), do: 0\n\n"),
        ]
    };
    let other = |name: &str| [clause(name, "_all", if name == "other" { 7 } else { 8 })];
    repository.commit(&[
        (
            "one.ex",
            &module("Shop.One", &[of("total", 1), of("price", 3)].concat()),
        ),
        ("two.ex", &module("Shop.Two", &other("other"))),
        ("three.ex", &module("Shop.Three", &other("third"))),
    ]);
    // `total` gets another name, `price` goes to another module; one module goes to another file, another gets a name.
    fs::remove_file(repository.0.join("three.ex")).unwrap();
    repository.commit(&[
        ("one.ex", &module("Shop.One", &of("amount", 1))),
        (
            "two.ex",
            &module(
                "Shop.Second",
                &[other("other").to_vec(), of("price", 3).to_vec()].concat(),
            ),
        ),
        ("four.ex", &module("Shop.Three", &other("third"))),
    ]);
    let row = replay(&repository.0, super::Language::Elixir, None).unwrap();
    let moves = &row.moves;
    // The last clause is too short for git.
    assert_eq!(
        (moves.renamed.all, moves.renamed.found),
        (2, 2),
        "{:?}",
        moves.examples
    );
    // `price`, and `other` with its module.
    assert_eq!(
        (moves.moved.all, moves.moved.found),
        (4, 4),
        "{:?}",
        moves.examples
    );
    assert_eq!(moves.wrong, 0, "{:?}", moves.examples);
}
