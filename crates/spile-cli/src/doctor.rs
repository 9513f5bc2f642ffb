//! `spile doctor`: whether recording works here.

use std::env;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use spile_trace::{ProcessInfo, Recorder, ThreadInfo, Trace};

use crate::failure::Result;
use crate::output::{self, Table};
use crate::{boot, cache, project};

/// Prints what was checked, and what to do about what is wrong; returns the exit status, 1 if anything is.
pub(crate) fn doctor() -> Result<i32> {
    let current = project::current_dir()?;
    let root = project::root_of(&current);
    let mut table = Table::new(["", "what", "found"]);
    let mut n_wrong = 0;
    let mut check = |what: &str, found: std::result::Result<String, String>| {
        let (mark, text) = match found {
            Ok(text) => ("ok", text),
            Err(text) => {
                n_wrong += 1;
                ("!!", text)
            }
        };
        table.push([mark.into(), what.into(), text]);
    };
    check("spile", Ok(env!("CARGO_PKG_VERSION").to_owned()));
    check("project", Ok(root.display().to_string()));
    let boot = boot::python_boot_dir().map(|boot| boot.display().to_string());
    check("Python package", boot.map_err(|error| format!("{error:#}")));
    check("python3", python());
    check("recording", record(root));
    check("cache", cache::describe());
    let newest = project::run_dirs(&current).pop();
    check(
        "newest run",
        Ok(newest.map_or("none yet".into(), |run| run.display().to_string())),
    );
    output::print(|out| table.lines().skip(1).try_for_each(|line| writeln!(out, "{line}")))?;
    Ok(i32::from(n_wrong > 0))
}

/// The version of `python3`, if it can be recorded.
fn python() -> std::result::Result<String, String> {
    let ask =
        "import sys; print(*sys.version_info[:2]); print(sys.implementation.name, *sys.version.split()[:1])";
    let answer = Command::new("python3")
        .args(["-I", "-S", "-c", ask])
        .stdin(Stdio::null())
        .output();
    let answer = answer.map_err(|error| format!("cannot run python3: {error}"))?;
    let text = String::from_utf8_lossy(&answer.stdout).into_owned();
    let mut lines = text.lines();
    let version = lines.next().and_then(|line| line.split_once(' '));
    let name = lines.next().unwrap_or("no answer from python3").to_owned();
    let is_new_enough = version.is_some_and(|(major, minor)| {
        matches!((major.parse::<u32>(), minor.parse::<u32>()), (Ok(major), Ok(minor)) if (major, minor) >= (3, 11))
    });
    if is_new_enough && name.starts_with("cpython") {
        Ok(name)
    } else {
        Err(format!(
            "{name}: only CPython 3.11 and newer can be recorded, others run untouched"
        ))
    }
}

/// Records a call where runs of this project are recorded, and reads it back.
fn record(root: &Path) -> std::result::Result<String, String> {
    let dir =
        project::new_run(root).map_err(|error| format!("cannot write below {}: {error}", root.display()))?;
    let recorded = (|| {
        let recorder = Recorder::create(&dir, &ProcessInfo::default()).map_err(|error| error.to_string())?;
        let mut writer = recorder.writer(&ThreadInfo::default());
        writer.enter(0);
        writer.exit();
        drop(writer);
        match Trace::open(&dir).and_then(|trace| trace.count_calls()) {
            Ok(1) => Ok("events are written and read".to_owned()),
            Ok(_) => Err(format!("events get lost in {}; is the disk full?", dir.display())),
            Err(error) => Err(error.to_string()),
        }
    })();
    let _ = project::remove(&dir);
    recorded
}
