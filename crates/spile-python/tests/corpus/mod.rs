//! Python files of some directories.
//!
//! `SPILE_CORPUS` names the directories, separated as in `PATH`; without it, it is the standard library of the `python3`
//! on `PATH`, when there is one. Without `SPILE_CORPUS_ALL=1` a sample of the files is taken, the same each time.

// Not every test that looks at the corpus needs all of it.
#![allow(dead_code)]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use spile_python::decode;

/// How many files the short form looks at.
const SAMPLE: usize = 250;

/// The files.
pub fn files() -> Vec<PathBuf> {
    let directories = match env::var_os("SPILE_CORPUS") {
        Some(paths) => env::split_paths(&paths).collect(),
        None => standard_library().into_iter().collect::<Vec<_>>(),
    };
    let mut files = Vec::new();
    for directory in directories {
        find(&directory, &mut files);
    }
    files.sort();
    if env::var("SPILE_CORPUS_ALL").is_ok_and(|all| all == "1") {
        return files;
    }
    let step = files.len().div_ceil(SAMPLE).max(1);
    files.into_iter().step_by(step).collect()
}

fn standard_library() -> Option<PathBuf> {
    let code = "import os; print(os.path.dirname(os.__file__))";
    let output = Command::new("python3").args(["-c", code]).output().ok()?;
    let path = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| path.trim_end().into())
}

fn find(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).into_iter().flatten().flatten() {
            // What is installed beside a standard library differs from machine to machine.
            if !entry.path().is_symlink() && entry.file_name() != "site-packages" {
                find(&entry.path(), files);
            }
        }
    } else if path.extension().is_some_and(|extension| extension == "py") {
        files.push(path.to_owned());
    }
}

/// What `check` finds wrong with the text of any of the files, with its path.
pub fn each(check: impl Fn(&str) -> Option<String> + Sync) -> Vec<String> {
    let (files, next) = (files(), AtomicUsize::new(0));
    let faults = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let source = fs::read(path).ok().and_then(|bytes| decode(&bytes));
                    if let Some(fault) = source.and_then(|source| check(&source)) {
                        faults
                            .lock()
                            .unwrap()
                            .push(format!("{}: {fault}", path.display()));
                    }
                }
            });
        }
    });
    faults.into_inner().unwrap()
}
