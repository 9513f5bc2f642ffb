//! Where the project is, where its runs are, and which of them is meant.

use std::fs::{self, DirBuilder, File, TryLockError};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, anyhow};
use spile_trace::{Trace, files_of, remove_files};

use crate::failure::{Failure, Result};

/// A project's root is the nearest directory upwards that has one of these.
const ROOT_MARKERS: [&str; 4] = ["spile.toml", "pyproject.toml", "mix.exs", ".git"];
/// Where runs are, below the root.
const RUNS: &str = ".spile/runs";
/// How many runs are kept when nothing else is said.
const N_KEPT: usize = 10;
/// A run that did not end in order is taken for dead after this time.
const DEAD_AFTER: Duration = Duration::from_secs(24 * 3600);

/// The working directory.
pub(crate) fn current_dir() -> Result<PathBuf> {
    std::env::current_dir()
        .context("the current directory is gone; change to another one")
        .map_err(Failure::usage)
}

/// The root of the project that `dir` is in; `dir` itself if it is in none.
pub(crate) fn root_of(dir: &Path) -> &Path {
    dir.ancestors().find(|dir| is_root(dir)).unwrap_or(dir)
}

/// Whether `dir` is the root of a project.
pub(crate) fn is_root(dir: &Path) -> bool {
    ROOT_MARKERS.iter().any(|marker| dir.join(marker).exists())
}

/// Makes the directory of a new run below `root`.
pub(crate) fn new_run(root: &Path) -> io::Result<PathBuf> {
    let runs = root.join(RUNS);
    let base = root.join(".spile");
    DirBuilder::new().recursive(true).mode(0o700).create(&runs)?;
    let ignore = base.join(".gitignore");
    if !ignore.exists() {
        fs::write(ignore, "*\n")?;
    }
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let name = format!("{}-{}", timestamp(now), std::process::id());
    // A process may start several within the time that a name tells.
    for attempt in 1..1000 {
        let dir = runs.join(if attempt == 1 {
            name.clone()
        } else {
            format!("{name}-{attempt}")
        });
        match DirBuilder::new().mode(0o700).create(&dir) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => return made.map(|()| dir),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// The directory of a trace that one run writes to: no other one gets it until this is dropped, or its process is gone.
pub(crate) struct Claim {
    _locked: Option<File>,
}

/// Claims `dir` for a run; `None` while another one writes there. Where the file system has no locks, nothing is claimed.
pub(crate) fn claim(dir: &Path) -> Option<Claim> {
    let Ok(file) = File::open(dir) else {
        return Some(Claim { _locked: None });
    };
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => None,
        Ok(()) | Err(TryLockError::Error(_)) => Some(Claim { _locked: Some(file) }),
    }
}

/// Makes `dir` an empty directory for a trace. An earlier trace there is removed; anything else is refused, and so is what a
/// run writes to.
pub(crate) fn replace(dir: &Path) -> Result<Claim> {
    let refuse = |why: &str| {
        let place = dir.display();
        Failure::usage(anyhow!("{place} {why}; name another path with -o"))
    };
    match fs::metadata(dir) {
        Ok(metadata) if !metadata.is_dir() => return Err(refuse("is there already and is not a trace")),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound && !dir.is_symlink() => {
            let made = DirBuilder::new().recursive(true).mode(0o700).create(dir);
            made.with_context(|| format!("cannot make the trace {}", dir.display()))
                .map_err(Failure::trace)?;
        }
        Err(error) => {
            let place = dir.display();
            let what = format!("{place} is there already and cannot be read; name another path with -o");
            return Err(Failure::usage(anyhow!(error).context(what)));
        }
    }
    // Before a look at what is there, which another run may be about to replace as well.
    let claim = claim(dir).ok_or_else(|| refuse("is being written by another run"))?;
    let is_empty = fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_none());
    if !is_empty {
        if !files_of(dir).is_ok_and(|files| files.is_some()) {
            return Err(refuse("is there already and is not a trace, or not only"));
        }
        remove_files(dir)
            .with_context(|| format!("cannot replace the trace {}", dir.display()))
            .map_err(Failure::trace)?;
    }
    Ok(claim)
}

/// The trace that the user means: the one named, by path or as `spile runs` does, or the newest.
pub(crate) fn find_trace(named: Option<&Path>) -> Result<PathBuf> {
    let current = current_dir()?;
    match named {
        Some(path) if path.exists() => Ok(path.to_owned()),
        Some(path) => {
            let run = run_dirs(&current)
                .into_iter()
                .find(|run| run.file_name() == Some(path.as_os_str()));
            run.with_context(|| {
                format!(
                    "there is no trace {}; `spile runs` lists those that are there",
                    path.display()
                )
            })
            .map_err(Failure::trace)
        }
        None => run_dirs(&current).pop().context(NO_RUN).map_err(Failure::trace),
    }
}

const NO_RUN: &str = "there is no recorded run in this directory or above; record one with `spile run -- COMMAND`, or name a trace";

/// The runs of the nearest directory from `dir` upwards that has any, the oldest first.
pub(crate) fn run_dirs(dir: &Path) -> Vec<PathBuf> {
    dir.ancestors()
        .map(|dir| runs_in(&dir.join(RUNS)))
        .find(|runs| !runs.is_empty())
        .unwrap_or_default()
}

/// The names start with the time.
fn runs_in(dir: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(dir) else {
        return Vec::new();
    };
    let mut runs: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|run| run.is_dir())
        .collect();
    runs.sort();
    runs
}

/// Removes the oldest runs below `root` so that `keep` stay, but for those that are still going on. A failure leaves more runs than there
/// should be.
pub(crate) fn remove_old_runs(root: &Path, keep: Option<usize>) {
    let runs = runs_in(&root.join(RUNS));
    let n_old = runs.len().saturating_sub(keep.unwrap_or(N_KEPT));
    for run in runs.iter().take(n_old).filter(|run| has_ended(run)) {
        let _ = remove(run);
    }
}

fn has_ended(run: &Path) -> bool {
    let age = fs::metadata(run)
        .and_then(|metadata| metadata.modified())
        .ok()
        .and_then(|time| time.elapsed().ok());
    age.is_some_and(|age| age > DEAD_AFTER)
        || Trace::open(run).is_ok_and(|trace| trace.run().is_some_and(|run| run.status.is_some()))
}

/// Removes a trace: its files, and the directory. What is not a trace, or not only, stays.
pub(crate) fn remove(dir: &Path) -> io::Result<()> {
    if dir.is_symlink() {
        let what = "it is a symbolic link; name what it leads to";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, what));
    }
    // `.` cannot be removed by that name.
    let dir = fs::canonicalize(dir)?;
    let dir = dir.as_path();
    let is_empty = fs::read_dir(dir)?.next().is_none();
    if !is_empty {
        remove_files(dir)?;
    }
    fs::remove_dir(dir)
}

/// UTC with milliseconds, so that names sort by time: `20261121T101500.123Z`.
pub(crate) fn timestamp(since_1970: Duration) -> String {
    let (date, seconds) = (since_1970.as_secs() / 86_400, since_1970.as_secs() % 86_400);
    let (year, month, day) = civil_from_days(date);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!(
        "{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}.{:03}Z",
        since_1970.subsec_millis()
    )
}

/// Year, month and day of the day with this number since 1970-01-01. Howard Hinnant, "chrono-Compatible Low-Level Date
/// Algorithms", `civil_from_days`.
fn civil_from_days(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    (year_of_era + era * 400 + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps_are_dates() {
        let cases = [
            (0, "19700101T000000.000Z"),
            (951_782_400_000, "20000229T000000.000Z"),
            (1_795_256_100_123, "20261121T101500.123Z"),
            (4_102_444_799_999, "20991231T235959.999Z"),
        ];
        for (ms, text) in cases {
            assert_eq!(timestamp(Duration::from_millis(ms)), text);
        }
    }
}
