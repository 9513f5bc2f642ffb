//! Plans of source files that have not changed since they were made: what `spile targets` told the last time.
//!
//! One file below `$XDG_CACHE_HOME/spile/plans` for each set of rules in each project, made by one build of Spile: JSON
//! lines, the first of which says what the file is for. A plan counts while its source has the same size, times and inode,
//! and is called the same as a module. That a file cannot be read or written costs time and nothing else.

use std::collections::HashMap;
use std::fs::{self, DirBuilder, Metadata, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use spile_core::Rules;

use crate::places::Places;
use crate::planning::PlannedFile;

/// Files of rules that nobody asks for any more go when there are more than this.
const MAX_FILES: usize = 16;
/// A source that changed so shortly ago may change again within one tick of the file system's clock.
const UNSETTLED: Duration = Duration::from_secs(3);

/// What tells that a file is the same: size, modification and change time in ns, inode.
pub(crate) type Stamp = [u64; 4];

#[derive(Serialize)]
struct Line<'a> {
    stamp: &'a Stamp,
    plan: &'a PlannedFile,
}

#[derive(Deserialize)]
struct OwnedLine {
    stamp: Stamp,
    plan: PlannedFile,
}

/// The plans of one set of rules.
pub(crate) struct PlanCache {
    file: Option<PathBuf>,
    heading: String,
    plans: HashMap<String, (Stamp, PlannedFile)>,
}

impl PlanCache {
    /// The plans that there are for `rules` in the project of `places`.
    pub(crate) fn load(rules: &Rules, places: &Places) -> Self {
        let heading = serde_json::json!({
            "spile": env!("CARGO_PKG_VERSION"),
            "build": build_stamp(),
            "project": places.root(),
            "rules": rules.to_text(),
        })
        .to_string();
        let name = format!(
            "{:016x}-{:016x}.jsonl",
            rules.hash(),
            spile_core::text_hash(places.root())
        );
        let mut cache = Self {
            file: crate::cache::directory("plans").map(|directory| directory.join(name)),
            heading,
            plans: HashMap::new(),
        };
        cache.read();
        cache
    }

    fn read(&mut self) {
        let Some(text) = self.file.as_ref().and_then(|file| fs::read_to_string(file).ok()) else {
            return;
        };
        let mut lines = text.lines();
        if lines.next() != Some(&*self.heading) {
            return;
        }
        let lines = lines.filter_map(|line| serde_json::from_str::<OwnedLine>(line).ok());
        self.plans = lines
            .map(|line| (line.plan.file.clone(), (line.stamp, line.plan)))
            .collect();
    }

    /// The plan of the source at `path`, which is called `module`, if it is still the same.
    pub(crate) fn get(&self, path: &Path, module: &str) -> Option<PlannedFile> {
        let (known, plan) = self.plans.get(path.to_str()?)?;
        let is_same = plan.module == module && fs::metadata(path).is_ok_and(|now| stamp(&now) == *known);
        is_same.then(|| PlannedFile {
            stamp: Some(*known),
            ..plan.clone()
        })
    }

    /// Keeps `plans` beside those of other files that are still there, if any of them is new.
    pub(crate) fn keep(mut self, plans: &[PlannedFile]) {
        let mut is_new = false;
        for plan in plans {
            let Some(stamp) = plan.stamp.filter(|_| plan.passed.is_none()) else {
                is_new |= self.plans.remove(&plan.file).is_some();
                continue;
            };
            let known = self.plans.get(&plan.file);
            if known.is_none_or(|(known, _)| *known != stamp) {
                self.plans.insert(plan.file.clone(), (stamp, plan.clone()));
                is_new = true;
            }
        }
        if let Some(file) = &self.file
            && is_new
        {
            self.plans.retain(|file, _| Path::new(file).exists());
            if write(file, &self.heading, &self.plans).is_err() {
                let _ = fs::remove_file(unfinished(file));
            }
            prune(file);
        }
    }
}

/// What tells the file at `path` from a later one; nothing when it changed so shortly ago that the next change may not tell.
pub(crate) fn stamp_of(path: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(path).ok()?;
    let age = SystemTime::now().duration_since(metadata.modified().ok()?).ok()?;
    (age > UNSETTLED).then(|| stamp(&metadata))
}

fn stamp(metadata: &Metadata) -> Stamp {
    let ns = |seconds: i64, ns: i64| {
        (seconds as u64)
            .wrapping_mul(1_000_000_000)
            .wrapping_add(ns as u64)
    };
    [
        metadata.len(),
        ns(metadata.mtime(), metadata.mtime_nsec()),
        ns(metadata.ctime(), metadata.ctime_nsec()),
        metadata.ino(),
    ]
}

fn unfinished(file: &Path) -> PathBuf {
    file.with_extension(format!("{}.tmp", std::process::id()))
}

/// What tells this build of the program from another one of the same version.
fn build_stamp() -> Stamp {
    let metadata = std::env::current_exe().and_then(fs::metadata);
    metadata.map_or([0; 4], |metadata| stamp(&metadata))
}

fn write(file: &Path, heading: &str, plans: &HashMap<String, (Stamp, PlannedFile)>) -> io::Result<()> {
    let directory = file.parent().unwrap_or(Path::new("."));
    DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
    let out = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(unfinished(file))?;
    let mut out = BufWriter::new(out);
    writeln!(out, "{heading}")?;
    for (stamp, plan) in plans.values() {
        serde_json::to_writer(&mut out, &Line { stamp, plan })?;
        writeln!(out)?;
    }
    out.flush()?;
    fs::rename(unfinished(file), file)
}

/// Removes the files that were written first when there are too many.
fn prune(file: &Path) {
    let entries = file.parent().and_then(|directory| fs::read_dir(directory).ok());
    let mut files: Vec<(SystemTime, PathBuf)> = entries
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            Some((fs::metadata(&path).ok()?.modified().ok()?, path))
        })
        .collect();
    files.sort();
    let n_many = files.len().saturating_sub(MAX_FILES);
    for (_, path) in &files[..n_many] {
        let _ = fs::remove_file(path);
    }
}
