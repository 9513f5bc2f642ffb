//! The language's own word on whether two definitions are the same: CPython's trees by `xtask/stability/judge.py`, Elixir's by
//! `judge.exs`, asked one by one.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use spile_core::DefinitionIdx;
use spile_elixir::pipeline::term::Term;

use super::Language;
use super::source::File;
use crate::environment::root;

pub(super) struct Judge {
    language: Language,
    child: Child,
    ask: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Judge {
    pub(super) fn new(language: Language) -> Result<Self> {
        let mut command = match language {
            Language::Python => {
                let mut command = Command::new("python3");
                command.arg(root().join("xtask/stability/judge.py"));
                command
            }
            Language::Elixir => {
                let mut command = Command::new("elixir");
                command.args(["--erl", "-noinput +t 8000000"]);
                command.arg(root().join("xtask/stability/judge.exs"));
                command.env("LANG", "C.UTF-8").stderr(Stdio::null());
                command
            }
        };
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start {:?}, which judges", command.get_program()))?;
        Ok(Self {
            language,
            ask: child.stdin.take().context("the judge takes no input")?,
            answers: BufReader::new(child.stdout.take().context("the judge has no output")?),
            child,
        })
    }

    /// Whether two definitions are equal but for their own name; `None` when a file is no program to the language.
    pub(super) fn equal(
        &mut self,
        old: (&File, DefinitionIdx),
        new: (&File, DefinitionIdx),
    ) -> Result<Option<bool>> {
        match self.language {
            Language::Python => self.equal_python(old, new),
            Language::Elixir => self.equal_elixir(old, new),
        }
    }

    fn equal_python(
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

    fn equal_elixir(
        &mut self,
        old: (&File, DefinitionIdx),
        new: (&File, DefinitionIdx),
    ) -> Result<Option<bool>> {
        let side = |(file, idx): (&File, DefinitionIdx)| {
            Term::Tuple(vec![
                Term::from(file.text.as_str()),
                Term::from(file.name_line(idx)),
                Term::from(file.outline.definition(idx).name.as_str()),
                Term::from(file.outline.module_of(idx)),
            ])
        };
        let question = Term::List(vec![side(old), side(new)]).encode();
        self.ask
            .write_all(&u32::try_from(question.len())?.to_be_bytes())?;
        self.ask.write_all(&question)?;
        self.ask.flush()?;
        let mut answer = [0; 5];
        self.answers
            .read_exact(&mut answer)
            .context("the judge does not answer")?;
        Ok(match answer[4] {
            b'=' => Some(true),
            b'n' => Some(false),
            b'?' => None,
            other => bail!("the judge says {other}"),
        })
    }
}

impl Drop for Judge {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
