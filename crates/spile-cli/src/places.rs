//! Where files are, as selectors see it: in the project, or not.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use spile_core::{Place, Project, without_dots};

/// Where files are in relation to a project, if there is one. A path by way of symbolic links counts as the place that it
/// leads to, when only that is in the project.
#[derive(Debug)]
pub struct Places {
    project: Option<Project>,
    /// Where directories really are, if that is somewhere else.
    real: Mutex<HashMap<PathBuf, Option<PathBuf>>>,
}

impl Places {
    /// The places of files in relation to the project in the directory `root`, an absolute path.
    pub fn new(root: Option<&str>) -> Self {
        Self {
            project: root.map(Project::new),
            real: Mutex::default(),
        }
    }

    /// The project's directory; empty when there is none.
    pub(crate) fn root(&self) -> &str {
        self.project.as_ref().map_or("", Project::root)
    }

    /// The path from the root on, without `.` and `..`.
    pub fn absolute(path: &str) -> String {
        match std::path::absolute(path) {
            Ok(absolute) => without_dots(&absolute.to_string_lossy()).into_owned(),
            Err(_) => path.to_owned(),
        }
    }

    /// The path by which selectors know the file at `path`: as it is written or, when only that is in the project, as the
    /// links of its directory lead.
    pub fn seen<'a>(&self, path: &'a str) -> Cow<'a, str> {
        let Some(project) = &self.project else {
            return path.into();
        };
        if !project.place(path).is_project
            && let Some(real) = self.real_path(Path::new(path))
            && let Some(real) = real.to_str()
            && project.place(real).is_project
        {
            return real.to_owned().into();
        }
        path.into()
    }

    /// Where the file is that [`Self::seen`] gave the path of.
    pub fn of<'a>(&self, seen: &'a str) -> Place<'a> {
        match &self.project {
            Some(project) => project.place(seen),
            None => Place {
                file: seen,
                is_project: false,
            },
        }
    }

    /// The path with its directory's links resolved, if that makes it another one.
    fn real_path(&self, path: &Path) -> Option<PathBuf> {
        let (directory, name) = (path.parent()?, path.file_name()?);
        if !path.is_absolute() {
            return None;
        }
        let mut known = self.real.lock().unwrap_or_else(PoisonError::into_inner);
        let real = known.entry(directory.to_owned()).or_insert_with(|| {
            let real = fs::canonicalize(directory).ok();
            real.filter(|real| real != directory)
        });
        Some(real.as_ref()?.join(name))
    }
}
