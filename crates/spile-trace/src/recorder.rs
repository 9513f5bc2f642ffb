//! The recorder of a process: makes the files, hands out chunks, and writes down what events are about.

use std::collections::HashMap;
use std::fs::DirBuilder;
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use crate::chunk::{Header, MappedChunk};
use crate::clock::{Clock, ClockChoice};
use crate::metadata::{MetadataFile, NoteKind, Record, tag};
use crate::open::{OpenActivations, OwnStack};
use crate::site::{ONE_LINE, SiteRow, SkippedRow};
use crate::site_list::SiteList;
use crate::slots::Slots;
use crate::space::Space;
use crate::writer::Writer;

/// What is written down about a process.
#[derive(Clone, Debug, Default)]
pub struct ProcessInfo {
    /// Name and version of the language's runtime: `CPython 3.11.7`.
    pub runtime: String,
    /// The command line.
    pub command: Vec<String>,
    /// Where its times come from.
    pub clock: ClockChoice,
}

/// What is written down about a thread.
#[derive(Clone, Debug, Default)]
pub struct ThreadInfo {
    /// The operating system's number of it.
    pub id: u64,
    /// Its name in the program: `MainThread`.
    pub name: String,
}

/// What recording costs a program, as the process measured it when it began, in sixteenths of a tick.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overhead {
    /// A call with its two events.
    pub of_call: u64,
    /// What of it is between the times of the two events, and so within the call's duration.
    pub within: u64,
    /// The two events around a call that may lead outside; 0 when they were not measured.
    pub around: u64,
    /// What of it is between the times of those two.
    pub between: u64,
}

/// Records one process. Cloning gives another handle to the same recorder.
///
/// No descriptor stays open: a program may close all it finds, and counts on the numbers of its own. After a fork the
/// first event in the child starts files of the child's own, see [`Writer::after_fork_in_child`].
///
/// ## The trace directory
///
/// A trace is a directory with mode 0700. Each process of the run has files of its own in it, with mode 0600, and no
/// process writes to another one's, but for the space file.
///
/// | file | what is in it |
/// |---|---|
/// | `<pid>.meta` | the metadata file of a process |
/// | `<pid>.events` | its event file, if it has events |
/// | `run.meta` | the metadata file of `spile run` itself |
/// | `space` | how much disk space the run may take and has |
/// | `untouched` | text: a line `pid <pid>: <reason>` for each process that was left alone |
///
/// When a number was given twice, `-2` or more follows `<pid>`. Files of fixed layout are little-endian. A *varint* is LEB128
/// in its shortest form: seven bits a byte, the lowest first, the high bit set on all bytes but the last.
///
/// Times are *ticks*: of the processor's counter (x86-64: the time-stamp counter, divided by 8; 64-bit ARM: the virtual
/// counter), or of `CLOCK_MONOTONIC`, in 4 ns. How long a tick is follows from *clock readings*: one moment in ticks, in ns of `CLOCK_MONOTONIC`, and in ns of `CLOCK_REALTIME`.
/// A process that has no two readings some time apart takes the others' rate: it is the same on the whole machine. The
/// first reading of a process also says what time of day it was; that the time of day is set later changes nothing.
///
/// Numbers of sites and threads start at 0, those of strings at 1, in each process, without gaps.
///
/// Files of this version and of version 2 are read. Of any other, `spile` says so, and its exit status is 4. `spile rm`
/// removes traces of all versions.
///
/// | version | what is new |
/// |---|---|
/// | 1 | |
/// | 2 | chunks name the open activations; resumptions name their site; tasks have names; the overhead record |
/// | 3 | calls that may lead outside, and what their events take |
#[derive(Clone, Debug)]
pub struct Recorder {
    shared: Arc<Shared>,
}

/// A fork waits no longer than this for a thread that is in the recorder.
const HOLD_TIMEOUT: Duration = Duration::from_secs(1);

/// No process names more tasks than this; those that come later are called as their coroutines are.
const MAX_TASK_NAMES: u32 = 1000;

/// See [`Recorder::hold`].
#[derive(Debug)]
pub struct RecorderGuard {
    // Dropped in this order.
    _state: MutexGuard<'static, State>,
    _shared: Arc<Shared>,
}

/// What the recorder and the writers of a process have in common.
#[derive(Debug)]
pub(crate) struct Shared {
    dir: PathBuf,
    info: ProcessInfo,
    clock: Clock,
    space: Space,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    /// The process that the files belong to.
    pid: u32,
    metadata: MetadataFile,
    slots: Slots,
    n_sites: u32,
    n_threads: u32,
    strings: HashMap<Box<str>, u32>,
    n_task_names: u32,
    dropped: u64,
}

impl Recorder {
    /// Starts to record this process in the trace at `dir`, which is made if it is not there. Many processes may do so.
    ///
    /// # Errors
    ///
    /// When the directory or the metadata file cannot be made.
    pub fn create(dir: &Path, process: &ProcessInfo) -> io::Result<Recorder> {
        let dir = std::path::absolute(dir)?;
        DirBuilder::new().recursive(true).mode(0o700).create(&dir)?;
        let (pid, clock) = (process::id(), Clock::choose(process.clock));
        let (mut metadata, stem) = MetadataFile::create(&dir, &pid.to_string())?;
        metadata.queue(&[process_record(process, clock), Record::clock(clock.reading())]);
        metadata.flush();
        let slots = Slots::new(dir.join(format!("{stem}.events")));
        Ok(Recorder::new(dir, process, clock, metadata, slots))
    }

    /// A recorder of nothing, with the same clock: no file can be had for its events, which are forgotten.
    pub fn of_nothing(&self) -> Recorder {
        // A path below a file.
        let dir = PathBuf::from("/dev/null/trace");
        let slots = Slots::new(dir.join("events"));
        let (info, clock) = (ProcessInfo::default(), self.shared.clock);
        Recorder::new(dir.clone(), &info, clock, MetadataFile::at(dir), slots)
    }

    /// The present time on its clock, in ticks since an arbitrary start.
    pub fn ticks(&self) -> u64 {
        self.shared.clock.ticks()
    }

    fn new(
        dir: PathBuf,
        process: &ProcessInfo,
        clock: Clock,
        metadata: MetadataFile,
        slots: Slots,
    ) -> Recorder {
        let state = State {
            pid: process::id(),
            metadata,
            slots,
            n_sites: 0,
            n_threads: 0,
            strings: HashMap::new(),
            n_task_names: 0,
            dropped: 0,
        };
        Recorder {
            shared: Arc::new(Shared {
                space: Space::open(&dir),
                dir,
                info: process.clone(),
                clock,
                state: Mutex::new(state),
            }),
        }
    }

    /// A writer for one thread. It takes disk space with its first event, and gives back what it did not need when it is
    /// dropped.
    pub fn writer(&self, thread: &ThreadInfo) -> Writer {
        self.writer_with(thread, OwnStack::default())
    }

    /// The same for a thread whose `stack` is kept by the caller.
    pub fn writer_with<S: OpenActivations>(&self, thread: &ThreadInfo, stack: S) -> Writer<S> {
        let mut state = self.shared.state();
        let number = state.n_threads;
        state.n_threads += 1;
        state.append(&[thread_record(number, thread)]);
        drop(state);
        Writer::new(self.shared.clone(), number, self.shared.clock, stack)
    }

    /// Appends `rows` to the table of sites and returns the number of the first. They are in the file when this returns.
    pub fn define_sites(&self, module: &str, file: &str, rows: &[SiteRow]) -> u32 {
        let bytes = SiteList::encode(module, rows);
        let len = rows.len() as u32;
        self.define_site_list(module, file, SiteList { len, bytes: &bytes })
    }

    /// As [`Recorder::define_sites`], with sites of `module` that were encoded before.
    pub fn define_site_list(&self, module: &str, file: &str, sites: SiteList<'_>) -> u32 {
        let mut state = self.shared.state();
        let first = state.n_sites;
        state.n_sites = first.saturating_add(sites.len);
        state.append(&[Record::sites(first, module, file, sites)]);
        first
    }

    /// The number of `text`, the same each time. Numbers start at 1.
    pub fn define_string(&self, text: &str) -> u32 {
        let mut state = self.shared.state();
        if let Some(&number) = state.strings.get(text) {
            return number;
        }
        let number = state.strings.len() as u32 + 1;
        state.strings.insert(text.into(), number);
        state.append(&[Record::new(tag::STRING).number(number.into()).text(text)]);
        number
    }

    /// The number of a name that the program gave a task; `None` when there have been too many others: a name for each
    /// request, say, would fill the memory.
    pub fn define_task_name(&self, name: &str) -> Option<u32> {
        {
            let mut state = self.shared.state();
            if let Some(&number) = state.strings.get(name) {
                return Some(number);
            }
            if state.n_task_names >= MAX_TASK_NAMES {
                return None;
            }
            state.n_task_names += 1;
        }
        Some(self.define_string(name))
    }

    /// Writes down the nodes of `module` that were left alone though they were asked for.
    pub fn note_skipped(&self, module: &str, file: &str, rows: &[SkippedRow]) {
        let record = Record::new(tag::SKIPPED)
            .text(module)
            .text(file)
            .number(rows.len() as u64);
        let record = rows.iter().fold(record, |record, row| {
            let one_line = if row.is_one_line { ONE_LINE } else { 0 };
            record
                .text(&row.id)
                .number(row.kind as u64 | one_line)
                .text(&row.reason)
        });
        self.shared.state().append(&[record]);
    }

    /// Writes down something that the user should be told when the run has ended.
    pub fn note(&self, kind: NoteKind, text: &str) {
        self.note_about(kind, text, "");
    }

    /// The same, about the source `file`.
    pub fn note_about(&self, kind: NoteKind, text: &str, file: &str) {
        let record = Record::new(tag::NOTE).number(kind as u64).text(text).text(file);
        self.shared.state().append(&[record]);
    }

    /// Writes down what recording costs.
    pub fn note_overhead(&self, overhead: Overhead) {
        let Overhead {
            of_call,
            within,
            around,
            between,
        } = overhead;
        let numbers = [of_call, within, around, between];
        let record = numbers
            .into_iter()
            .fold(Record::new(tag::OVERHEAD), Record::number);
        self.shared.state().append(&[record]);
    }

    /// Keeps other threads out of the recorder until the guard is dropped, so that a fork copies it in good order. To be
    /// called and dropped by `pthread_atfork` handlers, in the child as well. `None` when another one is in it for long.
    pub fn hold(&self) -> Option<RecorderGuard> {
        let shared = self.shared.clone();
        let deadline = Instant::now() + HOLD_TIMEOUT;
        loop {
            match self.shared.state.try_lock() {
                Ok(state) => {
                    // SAFETY: the guard refers to what `shared` keeps alive, and is dropped before it.
                    let state = unsafe {
                        std::mem::transmute::<MutexGuard<'_, State>, MutexGuard<'static, State>>(state)
                    };
                    return Some(RecorderGuard {
                        _state: state,
                        _shared: shared,
                    });
                }
                Err(TryLockError::Poisoned(_)) => return None,
                Err(TryLockError::WouldBlock) if Instant::now() >= deadline => return None,
                Err(TryLockError::WouldBlock) => std::thread::yield_now(),
            }
        }
    }

    /// Writes down that the process ends in good order. Drop the writers before. Later events are still recorded.
    pub fn finish(&self) {
        // A forked child that recorded nothing has nothing to end.
        let mut state = self.shared.lock();
        if state.pid == process::id() {
            let dropped = state.dropped;
            state.append(&[
                Record::clock(self.shared.clock.reading()),
                Record::new(tag::END).number(dropped),
            ]);
        }
    }
}

impl Shared {
    /// Maps a new chunk with the header given, whose lengths are filled in, and the stack for a chunk of its length.
    /// `previous` is the thread's last one. Returns where its events go, too.
    pub(crate) fn next_chunk(
        &self,
        header: Header,
        previous: Option<MappedChunk>,
        stack: impl Fn(u64) -> Vec<u8>,
    ) -> io::Result<(MappedChunk, usize)> {
        let mut state = self.state();
        if state.pid != process::id() {
            return Err(io::Error::other("no files for the forked process"));
        }
        if let Some(chunk) = previous {
            state.slots.retire(chunk);
        }
        let mut chunk = state.slots.take(&self.space, header.sequence)?;
        let stack = stack(chunk.len() as u64);
        let header = Header {
            len: chunk.len() as u32,
            stack_len: stack.len() as u32,
            ..header
        };
        let used = chunk.set_front(&header, &stack);
        Ok((chunk, used))
    }

    /// Shortens a chunk that is done with after `used` bytes.
    pub(crate) fn close_chunk(&self, chunk: MappedChunk, used: u64) {
        let mut state = self.lock();
        if state.pid == process::id() {
            state.slots.shorten(&self.space, chunk, used);
        }
    }

    /// Writes down another name of a thread.
    pub(crate) fn name_thread(&self, number: u32, thread: &ThreadInfo) {
        self.state().append(&[thread_record(number, thread)]);
    }

    /// Counts events that could not be recorded.
    pub(crate) fn add_dropped(&self, n_events: u64) {
        self.lock().dropped += n_events;
    }

    /// The state, which is made anew when this is a forked child that has none of its own yet.
    fn state(&self) -> MutexGuard<'_, State> {
        let mut state = self.lock();
        if state.pid != process::id() {
            self.start_anew(&mut state);
        }
        state
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives a forked child its own files. Tables are not copied: the child's file says how much of the parent's counts.
    fn start_anew(&self, state: &mut State) {
        let pid = process::id();
        let Ok((mut metadata, stem)) = MetadataFile::create(&self.dir, &pid.to_string()) else {
            return;
        };
        let (parent, written, waiting) = state.metadata.state();
        metadata.queue(&[
            process_record(&self.info, self.clock),
            Record::new(tag::INHERIT).text(&parent).number(written),
            Record::clock(self.clock.reading()),
        ]);
        metadata.queue_encoded(waiting);
        metadata.flush();
        (state.pid, state.metadata, state.dropped) = (pid, metadata, 0);
        state.slots = Slots::new(self.dir.join(format!("{stem}.events")));
    }
}

impl State {
    /// Writes records down. In a forked child that could not get files yet they wait: the parent's are not its own.
    fn append(&mut self, records: &[Record]) {
        self.metadata.queue(records);
        if self.pid == process::id() {
            self.metadata.flush();
        }
    }
}

fn thread_record(number: u32, thread: &ThreadInfo) -> Record {
    Record::new(tag::THREAD)
        .number(number.into())
        .number(thread.id)
        .text(&thread.name)
}

fn process_record(info: &ProcessInfo, clock: Clock) -> Record {
    Record::new(tag::PROCESS)
        .number(process::id().into())
        .number(std::os::unix::process::parent_id().into())
        .number(clock as u64)
        .text(&info.runtime)
        .texts(info.command.iter().map(String::as_str))
}
