//! What goes to standard output: text, JSON, tables. A reader that has seen enough, such as `head`, is no error.

use std::io::{self, BufWriter, ErrorKind, StdoutLock, Write};

use anyhow::Context;
use serde::Serialize;

use crate::failure::{Failure, Result};

/// Lets `print` write to standard output.
pub(crate) fn print(print: impl FnOnce(&mut BufWriter<StdoutLock<'static>>) -> io::Result<()>) -> Result<()> {
    let mut stdout = BufWriter::new(io::stdout().lock());
    match print(&mut stdout).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::usage(
            anyhow::Error::new(error).context("cannot write to standard output"),
        )),
        _ => Ok(()),
    }
}

/// Standard output for what is printed piece by piece. When nobody reads any more, the rest is not printed.
pub(crate) struct Pieces {
    stdout: BufWriter<StdoutLock<'static>>,
    is_closed: bool,
}

impl Pieces {
    /// Prints a piece.
    pub(crate) fn write(
        &mut self,
        print: impl FnOnce(&mut BufWriter<StdoutLock<'static>>) -> io::Result<()>,
    ) -> Result<()> {
        if !self.is_closed {
            let result = print(&mut self.stdout);
            self.check(result)?;
        }
        Ok(())
    }

    fn check(&mut self, result: io::Result<()>) -> Result<()> {
        match result {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => self.is_closed = true,
            Err(error) => {
                return Err(Failure::usage(
                    anyhow::Error::new(error).context("cannot write to standard output"),
                ));
            }
            Ok(()) => {}
        }
        Ok(())
    }
}

/// Lets `print` write to standard output piece by piece, and fail for its own reasons.
pub(crate) fn print_each(print: impl FnOnce(&mut Pieces) -> Result<()>) -> Result<()> {
    let mut pieces = Pieces {
        stdout: BufWriter::new(io::stdout().lock()),
        is_closed: false,
    };
    let result = print(&mut pieces);
    let flushed = pieces.stdout.flush();
    pieces.check(flushed)?;
    result
}

/// Prints one JSON document.
pub(crate) fn print_json(document: &impl Serialize) -> Result<()> {
    let text = serde_json::to_string_pretty(document)
        .context("cannot write JSON")
        .map_err(Failure::usage)?;
    print(|out| writeln!(out, "{text}"))
}

/// Prints one JSON object a line.
pub(crate) fn print_ndjson<T: Serialize>(objects: impl IntoIterator<Item = T>) -> Result<()> {
    print(|out| {
        objects.into_iter().try_for_each(|object| {
            serde_json::to_writer(&mut *out, &object)?;
            writeln!(out)
        })
    })
}

/// Rows of cells under a heading, in columns.
#[derive(Debug)]
pub(crate) struct Table<const N: usize> {
    rows: Vec<[String; N]>,
    /// The columns that are flush right, as numbers are.
    is_right: [bool; N],
    is_left_out: [bool; N],
}

impl<const N: usize> Table<N> {
    /// A table with a heading. A column whose heading starts with `>` is flush right.
    pub(crate) fn new(heading: [&str; N]) -> Table<N> {
        let is_right = heading.map(|title| title.starts_with('>'));
        Table {
            rows: vec![heading.map(|title| title.trim_start_matches('>').to_owned())],
            is_right,
            is_left_out: [false; N],
        }
    }

    /// Leaves a column out unless it `is_told`.
    pub(crate) fn with_column_if(mut self, column: usize, is_told: bool) -> Self {
        self.is_left_out[column] = !is_told;
        self
    }

    pub(crate) fn push(&mut self, row: [String; N]) {
        self.rows.push(row);
    }

    /// Leaves the first `n_rows`.
    pub(crate) fn truncate(&mut self, n_rows: usize) {
        self.rows.truncate(n_rows + 1);
    }

    /// The lines of the table.
    pub(crate) fn lines(&self) -> impl Iterator<Item = String> {
        let width = |column: usize| {
            self.rows
                .iter()
                .map(|row| row[column].chars().count())
                .max()
                .unwrap_or(0)
        };
        let widths: [usize; N] = std::array::from_fn(width);
        self.rows.iter().map(move |row| {
            let cells = row
                .iter()
                .zip(widths)
                .zip(self.is_right)
                .zip(self.is_left_out)
                .filter(|(_, is_left_out)| !is_left_out)
                .map(|(((cell, width), is_right), _)| {
                    if is_right {
                        format!("{cell:>width$}")
                    } else {
                        format!("{cell:<width$}")
                    }
                });
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned() {
        let mut table = Table::new([">calls", "name", ">time"]);
        table.push(["1,234".into(), "a".into(), "1.2ms".into()]);
        table.push(["5".into(), "größer".into(), "12µs".into()]);
        let lines: Vec<String> = table.lines().collect();
        assert_eq!(
            lines,
            [
                "calls  name     time",
                "1,234  a       1.2ms",
                "    5  größer   12µs"
            ]
        );
        let lines: Vec<String> = table.with_column_if(1, false).lines().collect();
        assert_eq!(lines, ["calls   time", "1,234  1.2ms", "    5   12µs"]);
    }
}
