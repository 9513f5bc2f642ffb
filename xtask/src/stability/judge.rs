//! CPython's word on whether two definitions are the same: `xtask/stability/judge.py`, asked line by line.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use spile_core::DefinitionIdx;

use super::source::File;
use crate::environment::root;

pub(super) struct Judge {
    child: Child,
    ask: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Judge {
    pub(super) fn new() -> Result<Self> {
        let mut command = Command::new("python3");
        command.arg(root().join("xtask/stability/judge.py"));
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start python3, which judges")?;
        Ok(Self {
            ask: child.stdin.take().context("python3 takes no input")?,
            answers: BufReader::new(child.stdout.take().context("python3 has no output")?),
            child,
        })
    }

    /// Whether two definitions are equal but for their own name; `None` when a file is no program to this Python.
    pub(super) fn equal(
        &mut self,
        old: (&File, DefinitionIdx),
        new: (&File, DefinitionIdx),
    ) -> Result<Option<bool>> {
        let side =
            |(file, idx): (&File, DefinitionIdx)| json!({"text": file.text, "line": file.name_line(idx)});
        writeln!(self.ask, "{}", json!({"old": side(old), "new": side(new)}))?;
        let mut answer = String::new();
        self.answers.read_line(&mut answer)?;
        let answer: Value = serde_json::from_str(&answer).context("the judge does not answer")?;
        Ok(answer["equal"].as_bool())
    }
}

impl Drop for Judge {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
