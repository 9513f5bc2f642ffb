//! The metadata file of a process: what its events are about.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::clock::ClockReading;
use crate::site_list::SiteList;
use crate::{varint, version};

/// The first bytes of every metadata file: a name and the format's version.
pub(crate) const MAGIC: [u8; 8] = version::magic(b'M');

/// The kinds of records. A reader skips those it does not know.
pub(crate) mod tag {
    pub(crate) const PROCESS: u64 = 1;
    pub(crate) const INHERIT: u64 = 2;
    pub(crate) const CLOCK: u64 = 3;
    pub(crate) const THREAD: u64 = 4;
    pub(crate) const SITES: u64 = 5;
    pub(crate) const STRING: u64 = 6;
    pub(crate) const SKIPPED: u64 = 7;
    pub(crate) const NOTE: u64 = 8;
    pub(crate) const END: u64 = 9;
    pub(crate) const RUN: u64 = 10;
    pub(crate) const RUN_END: u64 = 11;
    pub(crate) const OVERHEAD: u64 = 12;
}

/// What a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[repr(u8)]
pub enum NoteKind {
    /// Something of Spile failed; the program went on without it.
    Problem = 1,
    /// A module that a target matches has nothing that can be woven: `module: why`.
    Unwoven = 2,
}

impl NoteKind {
    pub(crate) fn from_u64(number: u64) -> NoteKind {
        if number == 2 {
            NoteKind::Unwoven
        } else {
            NoteKind::Problem
        }
    }
}

/// One record while it is put together.
pub(crate) struct Record {
    tag: u64,
    payload: Vec<u8>,
}

impl Record {
    pub(crate) fn new(tag: u64) -> Record {
        Record {
            tag,
            payload: Vec::new(),
        }
    }

    pub(crate) fn number(mut self, value: u64) -> Record {
        varint::push(&mut self.payload, value);
        self
    }

    pub(crate) fn text(mut self, text: &str) -> Record {
        varint::push(&mut self.payload, text.len() as u64);
        self.payload.extend_from_slice(text.as_bytes());
        self
    }

    pub(crate) fn texts<'a>(self, texts: impl ExactSizeIterator<Item = &'a str>) -> Record {
        let record = self.number(texts.len() as u64);
        texts.fold(record, Record::text)
    }

    pub(crate) fn clock(clock: ClockReading) -> Record {
        Record::new(tag::CLOCK)
            .number(clock.ticks)
            .number(clock.monotonic_ns)
            .number(clock.realtime_ns)
    }

    pub(crate) fn sites(first: u32, module: &str, file: &str, sites: SiteList<'_>) -> Record {
        let record = Record::new(tag::SITES).number(first.into());
        let mut record = record.text(module).text(file).number(sites.len.into());
        record.payload.extend_from_slice(sites.bytes);
        record
    }

    fn push_to(&self, out: &mut Vec<u8>) {
        varint::push(out, self.tag);
        varint::push(out, self.payload.len() as u64);
        out.extend_from_slice(&self.payload);
    }
}

/// Appends records to a metadata file. The file is open only while it is written to.
///
/// ## The metadata file
///
/// The metadata file begins with the six bytes `spileM` and the format's version in two bytes: 3. *Records* follow: a varint
/// for the kind, one for the length of the rest, and the fields. A number is a varint; a text is its length in bytes and its
/// UTF-8 bytes; a list is its length and its elements. Readers skip kinds that they do not know, and fields behind those that
/// they do.
///
/// | kind | record | fields |
/// |---|---|---|
/// | 1 | process | process ID; that of the parent; clock: 1 the processor's counter, 2 monotonic; runtime; list of the command's parts |
/// | 2 | inheritance | name of a metadata file; how many bytes of it count: the sites, strings and threads in them come first here, too |
/// | 3 | clock reading | ticks; monotonic ns; real-time ns |
/// | 4 | thread | number; the operating system's number; name; a later record of the same number counts |
/// | 5 | sites | number of the first; module; file; list of sites |
/// | 6 | string | number; text |
/// | 7 | left alone | module; file; list of: node ID; kind, plus 64 when all of it is on one line; why it was not woven |
/// | 8 | note | kind: 1 problem, 2 a module without anything that can be woven, `module: why`; text; the source file, empty or missing when there is none |
/// | 9 | end | how many events were dropped |
/// | 10 | run | clock, as in 1; version of Spile; working directory; root of the project; list of the command's parts; the rules, as text |
/// | 11 | end of the run | exit status as a shell tells it: 128 and more for a signal |
/// | 12 | overhead | what recording adds to a call of two events, in ticks times 16; what of it lies between the two; the same for the two events around a call, 0 or missing when they were not measured |
///
/// A site is: node ID; name; kind; first line; how many lines more; first byte in the file; how many bytes. Lines start
/// at 1. First lines and bytes are told by how they differ from those of the site before in the list, or from 0: twice
/// that, and for *d* below 0: -2 *d* - 1. A name is: how many bytes, 255 at most, are those that the name before begins
/// with; text that follows. A node ID is 0 when it is `<module>#<name>`; else: 1 and how many bytes at the end of that do
/// not count; text that stands there instead. Kinds are 1 function, 2 method, 3 lambda, 4 generator, 5 coroutine, 6 async
/// generator, 7 class or module body, 0 anything else.
///
/// A site or a string is in the file before an event names it. A process without an end record was killed, or runs.
#[derive(Debug)]
pub(crate) struct MetadataFile {
    path: PathBuf,
    /// Bytes of whole records in the file.
    written: u64,
    /// Whole records that are not in the file yet.
    waiting: Vec<u8>,
}

impl MetadataFile {
    /// Makes the file `<stem>.meta` in `dir`, with a number put behind `stem` if others have taken the name. Returns the
    /// final stem, too.
    pub(crate) fn create(dir: &Path, stem: &str) -> io::Result<(MetadataFile, String)> {
        for attempt in 1..1000 {
            let stem = if attempt == 1 {
                stem.to_owned()
            } else {
                format!("{stem}-{attempt}")
            };
            let path = dir.join(format!("{stem}.meta"));
            match OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&path)
            {
                Ok(mut file) => {
                    file.write_all(&MAGIC)?;
                    let written = MAGIC.len() as u64;
                    return Ok((
                        MetadataFile {
                            path,
                            written,
                            waiting: Vec::new(),
                        },
                        stem,
                    ));
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// What is at `path`, which need not be there: then all records wait.
    pub(crate) fn at(path: PathBuf) -> MetadataFile {
        MetadataFile {
            path,
            written: 0,
            waiting: Vec::new(),
        }
    }

    /// Puts `records` behind those that are waiting to be written.
    pub(crate) fn queue(&mut self, records: &[Record]) {
        for record in records {
            record.push_to(&mut self.waiting);
        }
    }

    /// Writes what is waiting, by one `write`. If that fails it goes on waiting.
    pub(crate) fn flush(&mut self) {
        let file = OpenOptions::new().write(true).open(&self.path);
        if file
            .and_then(|file| file.write_all_at(&self.waiting, self.written))
            .is_ok()
        {
            self.written += self.waiting.len() as u64;
            self.waiting = Vec::new();
        }
    }

    /// The file's name, how many bytes of it hold whole records, and the records that wait.
    pub(crate) fn state(&self) -> (String, u64, &[u8]) {
        let name = self
            .path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        (name, self.written, &self.waiting)
    }

    /// Queues records as [`MetadataFile::state`] gave them.
    pub(crate) fn queue_encoded(&mut self, records: &[u8]) {
        self.waiting.extend_from_slice(records);
    }
}
