//! A unit is what one process of a suite runs: one of CPython's test modules, or some files of a package's suite.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, Result};

use super::outcome::UnitRun;
use super::{cache, process};

/// Everything needed to run one unit any number of times, each time in the same way.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    /// What the user calls it.
    pub(crate) name: String,
    /// The interpreter, which may be that of a virtual environment.
    pub(crate) python: PathBuf,
    /// Script in `xtask/identity` that runs it; its first argument is the file for the outcomes.
    pub(crate) runner: PathBuf,
    /// The other arguments of the script.
    pub(crate) arguments: Vec<String>,
    /// Current folder; none means an empty one.
    pub(crate) directory: Option<PathBuf>,
    /// Name in the cache: changes with whatever can change the outcomes of a plain run.
    pub(crate) key: String,
    /// Time limit of a plain run.
    pub(crate) limit: Duration,
}

/// The folder with the runner scripts and the committed lists.
pub(crate) fn scripts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("identity")
}

/// Text of a file in [`scripts`].
pub(crate) fn read_script(name: &str) -> Result<String> {
    let path = scripts().join(name);
    std::fs::read_to_string(&path).with_context(|| path.display().to_string())
}

/// Lines of a committed list: without comments (from ` #` or a leading `#` on) and blank lines.
pub(crate) fn read_list(name: &str) -> Result<Vec<String>> {
    let text = read_script(name)?;
    let lines = text.lines().map(|line| match line.find(" #") {
        _ if line.starts_with('#') => "",
        Some(at) => line[..at].trim(),
        None => line.trim(),
    });
    Ok(lines.filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

impl Unit {
    /// Runs it behind the words of `prefix` (none: plain).
    pub(crate) fn run(&self, prefix: &[OsString], label: &str, limit: Duration) -> Result<UnitRun> {
        let scratch = Scratch::new()?;
        let outcomes = scratch.path.join("outcomes.jsonl");
        let temporary = scratch.path.join("tmp");
        let empty = scratch.path.join("cwd");
        std::fs::create_dir(&temporary)?;
        std::fs::create_dir(&empty)?;

        // A shell that starts us in the background has SIGINT ignored, and so would the tests: some then hang.
        let mut command = Command::new("env");
        command.arg("--default-signal=HUP,INT,QUIT").args(prefix);
        command
            .arg(&self.python)
            .arg(&self.runner)
            .arg(&outcomes)
            .args(&self.arguments);
        command.current_dir(self.directory.as_deref().unwrap_or(&empty));
        set_environment(&mut command, &temporary);

        let log = cache::folder("log")?.join(format!("{}.{label}.log", self.key.replace('/', "-")));
        let (end, seconds) = process::run(&mut command, &log, limit)?;
        UnitRun::read(&outcomes, end, seconds)
    }

    /// The `n`th plain run: the one that was kept, else a new one. A run that exceeds its limit is not kept.
    pub(crate) fn run_plain(&self, n: u32) -> Result<UnitRun> {
        if let Some(run) = cache::load_plain(&self.key, n)? {
            return Ok(run);
        }
        let run = self.run(&[], &format!("plain{n}"), self.limit)?;
        if !run.timed_out() {
            cache::store_plain(&self.key, n, &run)?;
        }
        Ok(run)
    }
}

/// Variables with the same value in every run.
pub(crate) const ENVIRONMENT: [(&str, &str); 4] = [
    ("LANG", "C.UTF-8"),
    ("TERM", "xterm"),
    ("TZ", "UTC"),
    ("PYTHONHASHSEED", "0"),
];

/// The same environment on every machine, but for the paths of what is installed.
fn set_environment(command: &mut Command, temporary: &Path) {
    command.env_clear();
    for name in ["PATH", "HOME", "USER", "LOGNAME", "SHELL", "XDG_CACHE_HOME"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command
        .envs(ENVIRONMENT)
        .env("TMPDIR", temporary)
        // Hypothesis replays from its database what failed in earlier runs.
        .env("HYPOTHESIS_STORAGE_DIRECTORY", temporary.join("hypothesis"));
}

/// A folder for one run, whose path always has the same length; removed when dropped.
pub(crate) struct Scratch {
    /// Where it is.
    pub(crate) path: PathBuf,
}

impl Scratch {
    /// A new one.
    pub(crate) fn new() -> Result<Self> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = cache::hash([&std::process::id().to_le_bytes()[..], &count.to_le_bytes()[..]]);
        let path = std::env::temp_dir().join(format!("spid-{}", &name[..8]));
        std::fs::create_dir(&path).with_context(|| path.display().to_string())?;
        Ok(Self { path })
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // Tests leave folders without permissions behind; what cannot be removed stays in the temporary folder.
        let _ = std::fs::remove_dir_all(&self.path);
    }
}
