//! Which file is the configuration, and files that are none.

mod words;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use spile_config::{Config, ConfigError, ProblemKind, discover, load};

/// A directory that goes away with the test.
struct Dir(PathBuf);

impl Dir {
    fn new(files: &[(&str, &str)]) -> Dir {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let dir = std::env::temp_dir().join(format!("spile-config-test-{}-{number}", std::process::id()));
        for (path, text) in files {
            let path = dir.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        fs::create_dir_all(dir.join("a/b")).unwrap();
        Dir(dir)
    }

    fn discover(&self, from: &str) -> Result<Option<Config>, Box<ConfigError>> {
        discover(&self.0.join(from), &words::vocabulary())
    }

    /// The file that is found from `from` on, as it is shown.
    #[track_caller]
    fn finds(&self, from: &str) -> Option<String> {
        let config = self.discover(from).unwrap_or_else(|error| panic!("{error}"));
        let file = config.map(|config| config.file().unwrap().to_owned());
        file.map(|file| file.replace(&self.0.to_string_lossy().into_owned(), "DIR"))
    }

    fn load(&self, name: &str) -> Result<Config, Box<ConfigError>> {
        load(&self.0.join(name), &words::vocabulary())
    }
}

impl Drop for Dir {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const OURS: &str = "[tool.spile]\ntargets = 'shop.**'\n";
const OTHERS: &str = "[tool.other]\nx = 1 # not spile\n";

#[test]
fn the_nearest_directory_wins() {
    let dir = Dir::new(&[("spile.toml", ""), ("a/pyproject.toml", OURS)]);
    assert_eq!(dir.finds("a/b").as_deref(), Some("DIR/a/pyproject.toml"));
    assert_eq!(dir.finds("a").as_deref(), Some("pyproject.toml"));
    assert_eq!(dir.finds("").as_deref(), Some("spile.toml"));
}

#[test]
fn in_one_directory_the_own_file_wins() {
    let dir = Dir::new(&[("a/spile.toml", ""), ("a/pyproject.toml", OURS)]);
    assert_eq!(dir.finds("a/b").as_deref(), Some("DIR/a/spile.toml"));
}

#[test]
fn a_pyproject_of_others_is_passed_over() {
    let dir = Dir::new(&[("spile.toml", ""), ("a/pyproject.toml", OTHERS)]);
    assert_eq!(dir.finds("a/b").as_deref(), Some("DIR/spile.toml"));
    let broken = Dir::new(&[("spile.toml", ""), ("a/pyproject.toml", "[tool\n")]);
    assert_eq!(broken.finds("a/b").as_deref(), Some("DIR/spile.toml"));
    let unreadable = Dir::new(&[("spile.toml", ""), ("a/pyproject.toml/x", "")]);
    assert_eq!(unreadable.finds("a").as_deref(), Some("DIR/spile.toml"));
}

#[test]
fn a_file_that_means_spile_and_is_broken_is_told() {
    let dir = Dir::new(&[
        ("spile.toml", ""),
        ("a/pyproject.toml", "[tool.spile]\ntargets = \n"),
    ]);
    let error = dir.discover("a/b").unwrap_err();
    assert_eq!(error.problems()[0].kind(), ProblemKind::Syntax);
    assert!(error.file().unwrap().ends_with("a/pyproject.toml"));
    let directory = Dir::new(&[("a/spile.toml/x", "")]);
    let error = directory.discover("a").unwrap_err().to_string();
    assert_eq!(
        error,
        "error: the configuration cannot be read: it is a directory\n--> spile.toml\n = help: name a file"
    );
}

#[test]
fn a_file_that_is_named_must_be_one() {
    let dir = Dir::new(&[
        ("pyproject.toml", OTHERS),
        ("a/pyproject.toml", OURS),
        ("empty", ""),
        ("binary", "\0\u{1}"),
    ]);
    let kind = |name: &str| dir.load(name).unwrap_err().problems()[0].kind();
    assert_eq!(kind("pyproject.toml"), ProblemKind::NoSection);
    assert_eq!(kind("a"), ProblemKind::Unreadable);
    assert_eq!(kind("none.toml"), ProblemKind::Unreadable);
    assert_eq!(kind("binary"), ProblemKind::Syntax);
    fs::write(dir.0.join("large"), "#".repeat((1 << 20) + 1)).unwrap();
    assert_eq!(kind("large"), ProblemKind::Unreadable);
    let rules = |name: &str| {
        let config = dir.load(name).unwrap();
        config.rules(&words::vocabulary()).unwrap().to_text()
    };
    assert!(rules("a/pyproject.toml").contains("shop.**"));
    assert!(rules("empty").contains("project"));
    assert!(load(Path::new("/dev/null"), &words::vocabulary()).is_ok());
}

#[test]
fn paths_start_at_the_file() {
    let dir = Dir::new(&[
        ("a/spile.toml", "run.output = 'x/y'"),
        ("spile.toml", "run.output = '/x'"),
    ]);
    let output = |config: Config| config.run().output.clone().unwrap();
    let expect = dir.0.join("a/x/y");
    assert_eq!(output(dir.discover("a/b").unwrap().unwrap()), expect);
    assert_eq!(output(dir.discover("a").unwrap().unwrap()), expect);
    assert_eq!(output(dir.load("a/spile.toml").unwrap()), expect);
    assert_eq!(output(dir.load("spile.toml").unwrap()), Path::new("/x"));
}
