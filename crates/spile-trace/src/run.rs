//! The file of `spile run` in the trace: how the run was started and how it ended.

use std::io;
use std::path::Path;

use crate::clock::{Clock, ClockChoice};
use crate::metadata::{MetadataFile, Record, tag};
use crate::space::{Limit, Space};

/// How a run was started.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunInfo {
    /// The command and its arguments.
    pub command: Vec<String>,
    /// The working directory.
    pub directory: String,
    /// The root of the project, which the default targets lie below.
    pub project: String,
    /// Version of Spile.
    pub version: String,
    /// What was asked for, as text; empty when a program records itself.
    pub rules: String,
}

/// Writes the run's file.
#[derive(Debug)]
pub struct RunRecord {
    file: MetadataFile,
    clock: Clock,
}

impl RunRecord {
    /// Writes down that a run starts, in the directory `dir`, which must be there. Its events may take as much disk space
    /// as `limit` says.
    ///
    /// # Errors
    ///
    /// When the file cannot be made.
    pub fn create(dir: &Path, info: &RunInfo, limit: Limit) -> io::Result<RunRecord> {
        Space::create(dir, limit)?;
        let (file, _) = MetadataFile::create(dir, "run")?;
        let mut run = RunRecord {
            file,
            clock: Clock::choose(ClockChoice::Best),
        };
        let record = Record::new(tag::RUN)
            .number(run.clock as u64)
            .text(&info.version)
            .text(&info.directory)
            .text(&info.project)
            .texts(info.command.iter().map(String::as_str))
            .text(&info.rules);
        run.append(record);
        Ok(run)
    }

    /// Writes down that the command ended with `status`, as a shell tells it: 128 and more for a signal.
    pub fn finish(mut self, status: u32) {
        self.append(Record::new(tag::RUN_END).number(status.into()));
    }

    fn append(&mut self, record: Record) {
        self.file.queue(&[record, Record::clock(self.clock.reading())]);
        self.file.flush();
    }
}
