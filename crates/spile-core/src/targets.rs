//! Which modules a run is about.

use crate::{GlobError, ModuleGlob};

/// Directories below a project that are not the project's own code.
const FOREIGN_DIRECTORIES: [&str; 9] = [
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

/// Spile's own modules: never woven, whatever is asked for.
const OWN_MODULE: &str = "spile";

/// Selects modules by globs over their names or, when no glob is given, by their file's place below the project.
#[derive(Clone, Debug)]
pub struct Targets {
    targets: Vec<ModuleGlob>,
    excludes: Vec<ModuleGlob>,
    project: Option<String>,
}

impl Targets {
    /// Modules that match one of `targets` and none of `excludes`. Without targets: the modules whose files lie below
    /// `project` (an absolute path with `/`), without virtual environments and installed packages.
    ///
    /// # Errors
    /// When a glob cannot be parsed.
    pub fn new(targets: &[String], excludes: &[String], project: Option<&str>) -> Result<Self, GlobError> {
        let parse = |globs: &[String]| {
            globs
                .iter()
                .map(|glob| ModuleGlob::parse(glob))
                .collect::<Result<Vec<_>, _>>()
        };
        Ok(Self {
            targets: parse(targets)?,
            excludes: parse(excludes)?,
            project: project.map(|path| path.trim_end_matches('/').to_owned()),
        })
    }

    /// Whether a module of this name can be selected, before anybody knows its file.
    pub fn may_match(&self, module: &str) -> bool {
        if is_own(module) || self.excludes.iter().any(|glob| glob.matches(module)) {
            return false;
        }
        self.targets.is_empty() || self.targets.iter().any(|glob| glob.matches(module))
    }

    /// Whether the module `module`, whose source is the file at `path` (absolute), is selected.
    pub fn matches_module(&self, module: &str, path: Option<&str>) -> bool {
        if !self.may_match(module) {
            return false;
        }
        !self.targets.is_empty() || path.is_some_and(|path| self.is_project_file(path))
    }

    fn is_project_file(&self, path: &str) -> bool {
        let Some(project) = &self.project else {
            return false;
        };
        let below = path
            .strip_prefix(project.as_str())
            .and_then(|rest| rest.strip_prefix('/'));
        let Some(below) = below else { return false };
        let mut directories = below.split('/').collect::<Vec<_>>();
        directories.pop();
        // `lib/python3.x` is what every virtual environment has, whatever its directory is called.
        let is_environment = directories
            .windows(2)
            .any(|pair| matches!(pair[0], "lib" | "lib64") && pair[1].starts_with("python3"));
        !is_environment && !directories.iter().any(|name| FOREIGN_DIRECTORIES.contains(name))
    }
}

fn is_own(module: &str) -> bool {
    module
        .strip_prefix(OWN_MODULE)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_select_by_name() {
        let targets = Targets::new(&["a.**".into(), "b".into()], &["a.x.**".into()], Some("/p")).unwrap();
        for (module, expect) in [
            ("a", true),
            ("a.c", true),
            ("a.x.y", false),
            ("b.c", false),
            ("spile.x", false),
        ] {
            assert_eq!(
                targets.matches_module(module, Some("/p/f.py")),
                expect,
                "{module}"
            );
        }
        let everything = Targets::new(&["**".into()], &[], None).unwrap();
        assert!(everything.matches_module("json.decoder", None));
        assert!(!everything.matches_module("spile._loader", None));
    }

    #[test]
    fn without_globs_the_project_is_selected() {
        let targets = Targets::new(&[], &[], Some("/home/me/shop/")).unwrap();
        for (path, expect) in [
            ("/home/me/shop/cart.py", true),
            ("/home/me/shop/src/a/b.py", true),
            ("/home/me/shopping/a.py", false),
            ("/home/me/shop/.venv/lib/python3.11/site-packages/x.py", false),
            ("/home/me/shop/env/lib/python3.12/json/x.py", false),
            ("/home/me/shop/env/lib64/python3.12/x.py", false),
            ("/home/me/shop/node_modules/a.py", false),
        ] {
            assert_eq!(targets.matches_module("m", Some(path)), expect, "{path}");
        }
        assert!(!targets.matches_module("m", None));
    }
}
