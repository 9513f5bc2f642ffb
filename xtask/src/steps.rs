//! Steps: named pieces of work with a time, a log file and an outcome.

use std::fs::{self, File};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// The log file of one step: everything its commands print.
pub(crate) struct Log {
    file: File,
    path: PathBuf,
    note: String,
}

impl Log {
    fn create(path: PathBuf) -> Result<Log> {
        let parent = path.parent().context("a log lies in a directory")?;
        fs::create_dir_all(parent).with_context(|| format!("cannot create {}", parent.display()))?;
        let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Log {
            file,
            path,
            note: String::new(),
        })
    }

    /// Writes a line to the log.
    pub(crate) fn line(&mut self, text: &str) {
        // A log that cannot be written must not fail the step that it is about.
        let _ = writeln!(self.file, "{text}");
    }

    /// What stands behind the step's name in its line on the terminal.
    pub(crate) fn note(&mut self, text: impl Into<String>) {
        self.note = text.into();
    }

    /// Runs a command with its output in the log.
    ///
    /// # Errors
    ///
    /// When the command cannot be started, or fails.
    pub(crate) fn run(&mut self, command: &mut Command) -> Result<()> {
        let shown = display(command);
        self.line(&format!("$ {shown}    ({})", command.get_program().display()));
        let (out, err) = (self.file.try_clone()?, self.file.try_clone()?);
        let status = command
            .stdin(Stdio::null())
            .stdout(out)
            .stderr(err)
            .status()
            .with_context(|| format!("cannot run {}", command.get_program().display()))?;
        if !status.success() {
            bail!("{status}: {shown}");
        }
        Ok(())
    }

    /// Runs a command, and returns what it wrote to standard output.
    ///
    /// # Errors
    ///
    /// When the command cannot be started, or fails.
    pub(crate) fn output(&mut self, command: &mut Command) -> Result<String> {
        let shown = display(command);
        self.line(&format!("$ {shown}    ({})", command.get_program().display()));
        let err = self.file.try_clone()?;
        let output = command
            .stdin(Stdio::null())
            .stderr(err)
            .output()
            .with_context(|| format!("cannot run {}", command.get_program().display()))?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        self.line(&text);
        if !output.status.success() {
            bail!("{}: {shown}", output.status);
        }
        Ok(text)
    }
}

/// A command as one would type it, without the environment and the directory of the program.
pub(crate) fn display(command: &Command) -> String {
    let quoted = |word: &std::ffi::OsStr| {
        let word = word.to_string_lossy();
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=+:,@%".contains(c);
        if !word.is_empty() && word.chars().all(plain) {
            word.into_owned()
        } else if word.contains('\'') {
            format!("\"{word}\"")
        } else {
            format!("'{word}'")
        }
    };
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    std::iter::once(program)
        .chain(command.get_args())
        .map(quoted)
        .collect::<Vec<_>>()
        .join(" ")
}

enum Outcome {
    Passed,
    Failed,
    NotRun,
}

struct Record {
    name: String,
    time: Duration,
    outcome: Outcome,
}

/// Runs steps, prints a line for each, and remembers how they went. Steps may run on several threads.
pub(crate) struct Runner {
    logs: PathBuf,
    wanted: Vec<String>,
    started: Instant,
    records: Mutex<Vec<Record>>,
}

impl Runner {
    /// A runner that logs into `logs`. Of the steps, only those run whose name contains one of `wanted`; all when it
    /// is empty.
    pub(crate) fn new(logs: PathBuf, wanted: Vec<String>) -> Runner {
        Runner {
            logs,
            wanted,
            started: Instant::now(),
            records: Mutex::default(),
        }
    }

    /// Whether the step of that name is asked for.
    pub(crate) fn wants(&self, name: &str) -> bool {
        self.wanted.is_empty() || self.wanted.iter().any(|part| name.contains(part.as_str()))
    }

    /// Runs a step if it is asked for. `None` when it is not, or failed.
    pub(crate) fn step<T>(&self, name: &str, work: impl FnOnce(&mut Log) -> Result<T>) -> Option<T> {
        if self.wants(name) {
            self.needed(name, work)
        } else {
            None
        }
    }

    /// Runs a step that others need. `None` when it failed.
    pub(crate) fn needed<T>(&self, name: &str, work: impl FnOnce(&mut Log) -> Result<T>) -> Option<T> {
        let mut log = match Log::create(self.logs.join(format!("{}.log", name.replace([' ', '/'], "-")))) {
            Ok(log) => log,
            Err(error) => {
                self.record(name, Duration::ZERO, Outcome::Failed, &format!("{error:#}"), None);
                return None;
            }
        };
        self.announce(name);
        let start = Instant::now();
        let result = work(&mut log);
        let time = start.elapsed();
        match result {
            Ok(value) => {
                self.record(name, time, Outcome::Passed, &log.note, None);
                Some(value)
            }
            Err(error) => {
                let error = format!("{error:#}");
                log.line(&error);
                self.record(name, time, Outcome::Failed, &error, Some(&log.path));
                None
            }
        }
    }

    /// Says that a step that was asked for cannot run. This counts as a failure.
    pub(crate) fn not_run(&self, name: &str, why: &str) {
        if self.wants(name) {
            self.record(name, Duration::ZERO, Outcome::NotRun, why, None);
        }
    }

    fn announce(&self, name: &str) {
        let _guard = self.records.lock();
        if std::io::stdout().is_terminal() {
            print!("\r\x1b[K          … {name}");
            let _ = std::io::stdout().flush();
        }
    }

    fn record(&self, name: &str, time: Duration, outcome: Outcome, note: &str, log: Option<&Path>) {
        let mut records = self
            .records
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        if std::io::stdout().is_terminal() {
            print!("\r\x1b[K");
        }
        let verdict = match outcome {
            Outcome::Passed => "",
            Outcome::Failed => "FAILED ",
            Outcome::NotRun => "NOT RUN ",
        };
        println!("{:>8.1} s  {name:<16} {verdict}{note}", time.as_secs_f64());
        if let Some(text) = log.and_then(|path| fs::read(path).ok()) {
            println!("{}", indent(&String::from_utf8_lossy(&text)));
        }
        let _ = std::io::stdout().flush();
        records.push(Record {
            name: name.into(),
            time,
            outcome,
        });
    }

    /// Prints the `slowest` slowest steps and what failed.
    ///
    /// # Errors
    ///
    /// When a step failed or could not run, or none was run.
    pub(crate) fn finish(self, slowest: usize) -> Result<()> {
        let mut records = self
            .records
            .into_inner()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        if records.is_empty() {
            bail!("no step is named like that; see --list");
        }
        records.sort_by_key(|record| std::cmp::Reverse(record.time));
        let total = self.started.elapsed().as_secs_f64();
        println!("\nslowest of {} steps, {total:.1} s in all:", records.len());
        for record in records.iter().take(slowest) {
            println!("{:>8.1} s  {}", record.time.as_secs_f64(), record.name);
        }
        let bad: Vec<&str> = records
            .iter()
            .filter(|record| !matches!(record.outcome, Outcome::Passed))
            .map(|record| record.name.as_str())
            .collect();
        if !bad.is_empty() {
            bail!("failed: {} (logs are in {})", bad.join(", "), self.logs.display());
        }
        println!("\nall passed");
        Ok(())
    }
}

fn indent(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_typed() {
        let mut command = Command::new("spile");
        command.args(["run", "--target", "sympy.**", "--", "python", "-c", "print('a')"]);
        assert_eq!(
            display(&command),
            "spile run --target 'sympy.**' -- python -c \"print('a')\""
        );
    }
}
