//! A small history of which everything is known.

use std::path::PathBuf;
use std::process::Command;
use std::{fs, process};

use spile_core::Scheme;

use super::replay;
use super::untouched::{Ids, place_of};

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
