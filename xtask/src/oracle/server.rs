//! An Elixir that answers requests as long as it is needed.

use std::io::{BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, Result};
use spile_elixir_syntax::ElixirVersion;

const PROGRAM: &str = include_str!("../../elixir/oracle.exs");

pub(crate) struct Server {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    /// The minor version.
    pub(crate) version: ElixirVersion,
    /// As Elixir tells it, with that of OTP.
    pub(crate) full_version: String,
}

impl Server {
    /// Elixir, as `program` starts it.
    pub(crate) fn start(mut program: Command) -> Result<Server> {
        let words = std::iter::once(program.get_program()).chain(program.get_args());
        let name = words
            .map(|word| word.to_string_lossy())
            .collect::<Vec<_>>()
            .join(" ");
        let mut child = program
            .args(["--erl", "-noinput +t 8000000", "-e", PROGRAM])
            .env("LANG", "C.UTF-8")
            .env("ELIXIR_ERL_OPTIONS", "+fnu")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().context("no output of elixir")?);
        let mut server = Server {
            child,
            input,
            output,
            version: ElixirVersion::NEWEST,
            full_version: String::new(),
        };
        let version = server
            .request(&[&[255]])
            .with_context(|| format!("{name} does not answer as Elixir does"))?;
        server.full_version = String::from_utf8(version)?;
        server.version = server.full_version.parse()?;
        Ok(server)
    }

    fn request(&mut self, parts: &[&[u8]]) -> Result<Vec<u8>> {
        let input = self.input.as_mut().context("elixir has ended")?;
        let len: usize = parts.iter().map(|part| part.len()).sum();
        input.write_all(&u32::try_from(len)?.to_be_bytes())?;
        for part in parts {
            input.write_all(part)?;
        }
        input.flush()?;
        let mut len = [0; 4];
        self.output.read_exact(&mut len)?;
        let mut answer = vec![0; u32::from_be_bytes(len) as usize];
        self.output.read_exact(&mut answer)?;
        Ok(answer)
    }

    /// The letter and text of the comparison; see `oracle.exs`, which also says what the options are.
    pub(crate) fn compare(&mut self, source: &str, options: u8, ours: &[u8]) -> Result<(char, String)> {
        let len = u32::try_from(source.len())?.to_be_bytes();
        let answer = self.request(&[&[options], &len, source.as_bytes(), ours])?;
        let (letter, text) = answer.split_first().context("an empty answer")?;
        Ok((*letter as char, String::from_utf8_lossy(text).into_owned()))
    }

    /// CPU milliseconds of `Code.string_to_quoted`.
    pub(crate) fn parse_time_ms(&mut self, source: &str) -> Result<f64> {
        let answer = self.request(&[&[254], source.as_bytes()])?;
        Ok(String::from_utf8(answer)?.parse()?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.child.wait();
    }
}
