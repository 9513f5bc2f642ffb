//! Which files are a project's own code.

use std::borrow::Cow;

/// Directories below a project that are not the project's own code.
pub const FOREIGN_DIRECTORIES: [&str; 9] = [
    "site-packages",
    "dist-packages",
    "node_modules",
    "deps",
    "_build",
    "__pypackages__",
    ".tox",
    ".nox",
    ".git",
];

/// A project, by the absolute path of its directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    root: String,
}

/// Where a file is, as selectors see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// From the project's directory on for what lies below it, else the absolute path.
    pub file: &'a str,
    /// Whether it is the project's own code: below its directory, and in no virtual environment or installed package.
    pub is_project: bool,
}

impl Project {
    /// The project in the directory `root`, an absolute path with `/`.
    pub fn new(root: &str) -> Self {
        Self {
            root: root.trim_end_matches('/').to_owned(),
        }
    }

    /// Its directory, without a `/` at the end.
    pub fn root(&self) -> &str {
        &self.root
    }

    /// Where the file at the absolute `path` is; `path` has no `..` in it, see [`without_dots`].
    pub fn place<'a>(&self, path: &'a str) -> Place<'a> {
        let below = path
            .strip_prefix(self.root.as_str())
            .and_then(|rest| rest.strip_prefix('/'));
        match below {
            Some(below) => Place {
                file: below,
                is_project: !is_foreign(below),
            },
            None => Place {
                file: path,
                is_project: false,
            },
        }
    }
}

/// An absolute path without `.` and `..`, as if no directory were a link.
pub fn without_dots(path: &str) -> Cow<'_, str> {
    if !path.split('/').any(|part| matches!(part, "." | "..")) {
        return Cow::Borrowed(path);
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." if parts.len() > 1 => {
                parts.pop();
            }
            ".." => {}
            _ => parts.push(part),
        }
    }
    Cow::Owned(parts.join("/"))
}

/// Whether a path below a project is not of the project's own code.
fn is_foreign(below: &str) -> bool {
    let mut directories = below.split('/').collect::<Vec<_>>();
    directories.pop();
    // `lib/python3.x` is what every virtual environment has, whatever its directory is called.
    let is_environment = directories
        .windows(2)
        .any(|pair| matches!(pair[0], "lib" | "lib64") && pair[1].starts_with("python3."));
    is_environment || directories.iter().any(|name| FOREIGN_DIRECTORIES.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_folded() {
        for (path, folded) in [
            ("/p/../q/a.py", "/q/a.py"),
            ("/p/./a.py", "/p/a.py"),
            ("/../a.py", "/a.py"),
            ("/p/a..py", "/p/a..py"),
        ] {
            assert_eq!(without_dots(path), folded);
        }
    }

    #[test]
    fn environments_and_installed_packages_are_foreign() {
        let project = Project::new("/home/me/shop/");
        for (path, file, is_project) in [
            ("/home/me/shop/cart.py", "cart.py", true),
            ("/home/me/shop/src/a/b.py", "src/a/b.py", true),
            ("/home/me/shopping/a.py", "/home/me/shopping/a.py", false),
            (
                "/home/me/shop/.venv/lib/python3.11/site-packages/x.py",
                ".venv/lib/python3.11/site-packages/x.py",
                false,
            ),
            (
                "/home/me/shop/env/lib/python3.12/json/x.py",
                "env/lib/python3.12/json/x.py",
                false,
            ),
            (
                "/home/me/shop/env/lib64/python3.12/x.py",
                "env/lib64/python3.12/x.py",
                false,
            ),
            ("/home/me/shop/node_modules/a.py", "node_modules/a.py", false),
        ] {
            assert_eq!(project.place(path), Place { file, is_project }, "{path}");
        }
    }
}
