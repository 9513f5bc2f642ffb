//! Reads traces, whole or damaged, finished or still growing.
//!
//! Nothing in a file is believed: a length that does not fit ends the reading of that piece, and memory is taken only
//! for what is there. What could not be read is counted and told.

mod chunks;
mod correction;
mod events;
mod replay;
mod stack;
mod tables;

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fmt, fs};

pub use events::{Event, Events, Step};
pub(crate) use replay::{Birth, End, Replay, Stay, Visitor};

use crate::error::{TraceError, TraceErrorKind};
use crate::metadata::NoteKind;
use crate::recorder::{Overhead, ThreadInfo};
use crate::run::RunInfo;
use crate::site::{SiteKind, SiteRow};
use crate::space::{Limit, Space};
use chunks::Chunk;
use tables::{Scale, Tables};

/// A recorded run: a directory with the files of its processes.
#[derive(Debug)]
pub struct Trace {
    dir: PathBuf,
    run: Option<Run>,
    limit: Option<Limit>,
    processes: Vec<Process>,
    untouched: Vec<String>,
    problems: Vec<String>,
    subtracts_overhead: bool,
    watch: Watch,
}

/// What is told how far the reading of the events is.
#[derive(Default)]
struct Watch(Option<Box<dyn Fn(u64, u64) + Send + Sync>>);

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Watch" } else { "None" })
    }
}

/// How the run was started and how it ended.
#[derive(Clone, Debug)]
pub struct Run {
    /// What is known since the start.
    pub info: RunInfo,
    /// Start, ns since 1970 UTC.
    pub start_ns: u64,
    /// Exit status of the command as a shell tells it; `None` while it runs, or when `spile run` was killed.
    pub status: Option<u32>,
}

/// One process of the run.
#[derive(Debug)]
pub struct Process {
    /// The operating system's number of it.
    pub pid: u32,
    /// That of its parent.
    pub parent_pid: u32,
    /// Name and version of the language's runtime.
    pub runtime: String,
    /// Its command line.
    pub command: Vec<String>,
    /// Whether it wrote down its end.
    pub ended: bool,
    /// Events that it could not record.
    pub dropped: u64,
    /// Whether its oldest events made room for newer ones.
    pub is_cut: bool,
    /// What recording cost it, if it measured that.
    pub overhead: Option<Overhead>,
    tables: Tables,
    scale: Scale,
    last_ticks: u64,
    events: PathBuf,
    chunks: Vec<Chunk>,
    unreadable: u64,
}

/// A site, with the module it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The module's name.
    pub module: Arc<str>,
    /// The file's path.
    pub file: Arc<str>,
    /// The node.
    pub row: SiteRow,
}

impl Site {
    /// What stands in the place of a site where the program marks a moment: it has a name, and no file.
    pub(crate) fn of_mark(name: &str) -> Site {
        Site {
            module: "".into(),
            file: "".into(),
            row: SiteRow {
                id: format!("mark:{name}"),
                name: name.to_owned(),
                kind: SiteKind::Mark,
                start_line: 0,
                end_line: 0,
                start: 0,
                end: 0,
            },
        }
    }
}

/// A node that was asked for and left alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The module's name.
    pub module: Arc<str>,
    /// The file's path.
    pub file: Arc<str>,
    /// The node ID.
    pub id: String,
    /// What it is.
    pub kind: SiteKind,
    /// Whether all of it is on one line.
    pub is_one_line: bool,
    /// Why.
    pub reason: String,
}

/// Something that the recorder wants the user to be told.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Note {
    /// What it is about.
    pub kind: NoteKind,
    /// The sentence, without a full stop.
    pub text: String,
    /// The source file that it is about, if it is about one.
    pub file: Option<Arc<str>>,
}

impl Trace {
    /// Reads what the trace in `dir` is about, and where its events are. It may still be written to.
    ///
    /// # Errors
    ///
    /// When `dir` cannot be read, holds no trace, or one of another version of the format. Damage is no error:
    /// see [`Trace::problems`].
    pub fn open(dir: &Path) -> Result<Trace, TraceError> {
        let files = metadata_files(dir)?;
        if files.is_empty() {
            return Err(TraceError::new(dir, TraceErrorKind::NotATrace));
        }
        let mut loader = tables::Loader::new(dir, &files);
        let mut trace = Trace {
            dir: dir.to_owned(),
            run: None,
            limit: Space::limit_of(dir),
            processes: Vec::new(),
            untouched: untouched(dir),
            problems: Vec::new(),
            subtracts_overhead: false,
            watch: Watch::default(),
        };
        let mut run_scale = None;
        for name in &files {
            let Some(file) = loader.load(name)? else { continue };
            if let (Some(run), Some(clock)) = (&file.run, file.clock) {
                run_scale = Some(Scale::of(clock, &file.clock_readings));
                trace.run = Some(run.clone());
            }
            let (Some(head), Some(clock)) = (&file.process, file.clock) else {
                continue;
            };
            let events = dir.join(name).with_extension("events");
            let scan = chunks::scan(&events);
            let mut readings = file.clock_readings.clone();
            readings.extend(scan.chunks.iter().map(|chunk| chunk.header.clock));
            trace.processes.push(Process {
                pid: head.pid,
                parent_pid: head.parent_pid,
                runtime: head.runtime.clone(),
                command: head.command.clone(),
                ended: file.ended,
                dropped: file.dropped.max(scan.dropped()),
                is_cut: scan.is_cut(),
                overhead: file.overhead,
                tables: file.tables.clone(),
                scale: Scale::of(clock, &readings),
                last_ticks: file
                    .clock_readings
                    .iter()
                    .map(|reading| reading.ticks)
                    .max()
                    .unwrap_or(0),
                events,
                chunks: scan.chunks,
                unreadable: scan.unreadable,
            });
        }
        let scales = trace.processes.iter_mut().map(|process| &mut process.scale);
        Scale::share(scales.chain(&mut run_scale));
        trace
            .processes
            .sort_by_key(|process| (process.scale.first().realtime_ns, process.pid));
        trace.problems = loader.problems();
        for process in &trace.processes {
            if process.unreadable > 0 {
                let file = process.events.file_name().unwrap_or_default().display();
                trace
                    .problems
                    .push(format!("{file}: {} bytes are not readable", process.unreadable));
            }
        }
        Ok(trace)
    }

    /// Has `watch` called from time to time while events are read, with how many bytes of them are done, and of how many.
    pub fn on_progress(&mut self, watch: impl Fn(u64, u64) + Send + Sync + 'static) {
        self.watch = Watch(Some(Box::new(watch)));
    }

    /// Has what recording took subtracted from all times that are told, in the processes that measured it; returns whether
    /// any did.
    pub fn subtract_overhead(&mut self) -> bool {
        self.subtracts_overhead = true;
        self.processes.iter().any(|process| process.overhead.is_some())
    }

    /// Feeds the events of the process with number `index` to `visitor`, as activations; returns what did not make sense.
    pub(crate) fn replay<V: Visitor>(&self, index: usize, visitor: &mut V) -> Result<Anomalies, TraceError> {
        let n_bytes = |processes: &[Process]| processes.iter().map(Process::n_bytes).sum::<u64>();
        let (before, all) = (n_bytes(&self.processes[..index]), n_bytes(&self.processes));
        let subtracts = self.subtracts_overhead;
        self.processes[index].replay(visitor, subtracts, |n_bytes| {
            if let Watch(Some(watch)) = &self.watch {
                watch(before + n_bytes, all);
            }
        })
    }

    /// The directory.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// How the run was started, if `spile run` did.
    pub fn run(&self) -> Option<&Run> {
        self.run.as_ref()
    }

    /// How much disk space the events may take, if it is known.
    pub fn limit(&self) -> Option<Limit> {
        self.limit
    }

    /// The processes in the order in which they started.
    pub fn processes(&self) -> &[Process] {
        &self.processes
    }

    /// Processes that Spile left alone as it does not support them: a line for each, with the reason.
    pub fn untouched(&self) -> &[String] {
        &self.untouched
    }

    /// What of the files is damaged.
    pub fn problems(&self) -> &[String] {
        &self.problems
    }

    /// The number of calls that started, over all processes.
    ///
    /// # Errors
    ///
    /// When the operating system refuses to read.
    pub fn count_calls(&self) -> Result<u64, TraceError> {
        let mut n_calls = 0;
        for process in self.processes.iter().filter(|process| !process.chunks.is_empty()) {
            let file = process.open()?;
            for chunk in &process.chunks {
                let bytes = chunk.read(&file).map_err(TraceError::io(&process.events))?;
                n_calls += chunks::count_calls(&bytes);
            }
        }
        Ok(n_calls)
    }
}

impl Process {
    /// The site with this number.
    pub fn site(&self, number: u32) -> Option<&Arc<Site>> {
        self.tables.sites.get(number as usize)
    }

    /// All sites, by number.
    pub fn sites(&self) -> &[Arc<Site>] {
        &self.tables.sites
    }

    /// The string with this number.
    pub fn string(&self, number: u32) -> Option<&str> {
        self.tables
            .strings
            .get((number as usize).checked_sub(1)?)
            .map(|text| &**text)
    }

    /// The threads that had a writer, by the number they have in the trace.
    pub fn threads(&self) -> &BTreeMap<u32, ThreadInfo> {
        &self.tables.threads
    }

    /// The nodes that were asked for and left alone.
    pub fn skipped(&self) -> &[Skipped] {
        &self.tables.skipped
    }

    /// What the recorder wants to be told.
    pub fn notes(&self) -> &[Note] {
        &self.tables.notes
    }

    /// Nanoseconds that `ticks` of this process's clock take.
    pub fn duration_ns(&self, ticks: u64) -> u64 {
        self.scale.duration_ns(ticks)
    }

    /// The wall-clock time at `ticks` of this process's clock, ns since 1970 UTC.
    pub fn time_ns(&self, ticks: u64) -> u64 {
        self.scale.time_ns(ticks)
    }

    /// All events in the order of their times.
    ///
    /// # Errors
    ///
    /// When the event file cannot be opened.
    pub fn events(&self) -> Result<Events, TraceError> {
        if self.chunks.is_empty() {
            return Ok(Events::empty());
        }
        Ok(Events::new(self.open()?, &self.chunks))
    }

    /// The length of all chunks, in bytes.
    fn n_bytes(&self) -> u64 {
        self.chunks.iter().map(Chunk::len).sum()
    }

    fn replay<V: Visitor>(
        &self,
        visitor: &mut V,
        subtracts_overhead: bool,
        watch: impl Fn(u64),
    ) -> Result<Anomalies, TraceError> {
        let mut events = self.events()?;
        let overhead = self.overhead.filter(|_| subtracts_overhead);
        let n_sites = self.tables.sites.len() as u32;
        let mut replay = Replay::new(visitor, n_sites, overhead, self.main_thread());
        let mut n_read = 0;
        while let Some(step) = events.next() {
            if overhead.is_some() {
                replay.refilled(step.thread(), events.take_refill());
            }
            match step {
                Step::Event(event) => replay.event(event),
                Step::Gap { thread, ticks, depth } => replay.gap(thread, ticks, depth, events.open()),
            }
            if events.n_read() != n_read {
                n_read = events.n_read();
                watch(n_read);
            }
        }
        let misplaced = replay.finish(self.last_ticks);
        Ok(Anomalies {
            misplaced,
            unreadable: events.unreadable(),
        })
    }

    /// The number of the thread that the process began with, and since which tick it is known to be there.
    fn main_thread(&self) -> Option<(u32, u64)> {
        let mut threads = self.tables.threads.iter();
        let (&number, _) = threads.find(|(_, info)| info.id == u64::from(self.pid))?;
        let start = self.scale.first().ticks;
        (start > 0).then_some((number, start))
    }

    fn open(&self) -> Result<fs::File, TraceError> {
        fs::File::open(&self.events).map_err(TraceError::io(&self.events))
    }
}

/// What was wrong in a process's events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Anomalies {
    /// Events that did not fit the stack.
    pub(crate) misplaced: u64,
    /// Bytes that are no events.
    pub(crate) unreadable: u64,
}

/// The file in which processes that were left alone write a line each.
pub(crate) const UNTOUCHED: &str = "untouched";

/// The lines of that file, as far as they are text and not too many.
fn untouched(dir: &Path) -> Vec<String> {
    const MAX_LEN: u64 = 1 << 20;
    let mut bytes = Vec::new();
    let Ok(file) = fs::File::open(dir.join(UNTOUCHED)) else {
        return Vec::new();
    };
    let _ = file.take(MAX_LEN).read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes)
        .lines()
        .map(str::to_owned)
        .collect()
}

/// The names of the metadata files in `dir`.
fn metadata_files(dir: &Path) -> Result<Vec<String>, TraceError> {
    let mut names = Vec::new();
    for entry in fs::read_dir(dir).map_err(TraceError::io(dir))? {
        let entry = entry.map_err(TraceError::io(dir))?;
        if let Ok(name) = entry.file_name().into_string()
            && name.ends_with(".meta")
        {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
