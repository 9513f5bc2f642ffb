//! Running a process with a time limit, and several at once.

use std::fs::File;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// How a process that exceeded its limit is said to have ended.
pub(crate) const TIMED_OUT: &str = "timed out";

/// Runs the command in a process group of its own, its output in the file `log`, and returns how it ended and after how
/// many seconds. Whatever is left of its group afterwards is killed.
pub(crate) fn run(command: &mut Command, log: &Path, limit: Duration) -> Result<(String, f64)> {
    let output = File::create(log).with_context(|| log.display().to_string())?;
    let started = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(output.try_clone()?)
        .stderr(output)
        .process_group(0)
        .spawn()
        .with_context(|| format!("cannot start {command:?}"))?;
    let end = loop {
        if let Some(status) = child.try_wait()? {
            break describe(status);
        }
        if started.elapsed() > limit {
            kill_group(child.id());
            child.wait()?;
            break TIMED_OUT.to_owned();
        }
        thread::sleep(Duration::from_millis(20));
    };
    let seconds = started.elapsed().as_secs_f64();
    kill_group(child.id());
    Ok((end, seconds))
}

/// Runs the command to its end and fails with its output if it does.
pub(crate) fn run_quietly(command: &mut Command) -> Result<()> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot start {command:?}"))?;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        let tail: Vec<_> = text.lines().rev().take(30).collect();
        let tail: Vec<_> = tail.into_iter().rev().collect();
        anyhow::bail!(
            "{command:?} ended with {}\n{}",
            describe(output.status),
            tail.join("\n")
        );
    }
    Ok(())
}

fn describe(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("exit status {code}"),
        (None, Some(signal)) => format!("signal {signal}"),
        (None, None) => "no status".to_owned(),
    }
}

fn kill_group(leader: u32) {
    // The standard library has no call for it. The group may well be empty by now: nothing is wrong then.
    let _ = Command::new("kill")
        .args(["-KILL", "--", &format!("-{leader}")])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
}

/// Applies `work` to every item on `jobs` threads, and returns the results in the order of the items. The first error
/// stops the rest from being started.
pub(crate) fn in_parallel<T: Sync, R: Send>(
    jobs: usize,
    items: &[T],
    work: impl Fn(usize, &T) -> Result<R> + Sync,
) -> Result<Vec<R>> {
    let queue = Mutex::new(items.iter().enumerate());
    let results = Mutex::new(Vec::with_capacity(items.len()));
    let next = || {
        queue
            .lock()
            .expect("no thread panics while it holds the queue")
            .next()
    };
    let error = thread::scope(|scope| {
        let worker = || -> Result<()> {
            while let Some((index, item)) = next() {
                match work(index, item) {
                    Ok(result) => {
                        results
                            .lock()
                            .expect("no thread panics while it holds the results")
                            .push((index, result));
                    }
                    Err(error) => {
                        while next().is_some() {}
                        return Err(error);
                    }
                }
            }
            Ok(())
        };
        let workers: Vec<_> = (0..jobs.max(1)).map(|_| scope.spawn(worker)).collect();
        workers
            .into_iter()
            .filter_map(|worker| worker.join().expect("a worker panicked").err())
            .next()
    });
    if let Some(error) = error {
        return Err(error);
    }
    let mut results = results
        .into_inner()
        .expect("no thread panics while it holds the results");
    results.sort_by_key(|(index, _)| *index);
    Ok(results.into_iter().map(|(_, result)| result).collect())
}
