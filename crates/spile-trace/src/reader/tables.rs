//! The metadata files: what the events of a process are about.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use super::{Note, Run, Site, Skipped};
use crate::clock::{Clock, ClockReading};
use crate::error::{TraceError, TraceErrorKind};
use crate::metadata::{MAGIC, NoteKind, tag};
use crate::recorder::{Overhead, ThreadInfo};
use crate::run::RunInfo;
use crate::site::{ONE_LINE, SiteKind};
use crate::site_list::SiteList;
use crate::{varint, version};

/// No more than this is read of a metadata file, in bytes.
const MAX_LEN: u64 = 1 << 30;
/// Forked children of forked children, and so on: no more generations than this.
const MAX_GENERATIONS: usize = 200;

/// What events name by number, and what else was written down.
#[derive(Clone, Debug, Default)]
pub(super) struct Tables {
    pub(super) sites: Vec<Arc<Site>>,
    pub(super) strings: Vec<Arc<str>>,
    pub(super) threads: BTreeMap<u32, ThreadInfo>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) notes: Vec<Note>,
}

/// What a metadata file says.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub(super) run: Option<Run>,
    pub(super) process: Option<Head>,
    pub(super) tables: Tables,
    pub(super) clock: Option<Clock>,
    pub(super) clock_readings: Vec<ClockReading>,
    pub(super) ended: bool,
    pub(super) dropped: u64,
    pub(super) overhead: Option<Overhead>,
    /// After each record with sites or strings: its end in the file, and how many of each there were.
    marks: Vec<(u64, usize, usize)>,
}

/// The record that a process begins with.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) pid: u32,
    pub(super) parent_pid: u32,
    pub(super) runtime: String,
    pub(super) command: Vec<String>,
}

/// Reads the metadata files of a trace, each of them once.
pub(super) struct Loader<'a> {
    dir: &'a Path,
    names: &'a [String],
    loaded: HashMap<String, Option<Rc<Contents>>>,
    problems: Vec<String>,
}

impl<'a> Loader<'a> {
    pub(super) fn new(dir: &'a Path, names: &'a [String]) -> Loader<'a> {
        Loader {
            dir,
            names,
            loaded: HashMap::new(),
            problems: Vec::new(),
        }
    }

    /// What the file says; `None` when it is none of ours, which is a problem.
    pub(super) fn load(&mut self, name: &str) -> Result<Option<Rc<Contents>>, TraceError> {
        self.load_generation(name, 0)
    }

    /// What is damaged.
    pub(super) fn problems(self) -> Vec<String> {
        self.problems
    }

    fn load_generation(&mut self, name: &str, generation: usize) -> Result<Option<Rc<Contents>>, TraceError> {
        if let Some(contents) = self.loaded.get(name) {
            return Ok(contents.clone());
        }
        // A file that inherits from itself finds nothing.
        self.loaded.insert(name.to_owned(), None);
        let path = self.dir.join(name);
        let mut bytes = Vec::new();
        let file = File::open(&path).map_err(TraceError::io(&path))?;
        file.take(MAX_LEN)
            .read_to_end(&mut bytes)
            .map_err(TraceError::io(&path))?;
        let contents = match version::of(b'M', &bytes) {
            Ok(_) => Some(Rc::new(self.parse(name, &bytes, generation)?)),
            Err(version::Unknown::Version) => return Err(TraceError::new(&path, TraceErrorKind::Version)),
            Err(version::Unknown::File) => {
                // An empty file is one that is just being made.
                if !bytes.is_empty() {
                    self.problems
                        .push(format!("{name}: not a metadata file of a trace"));
                }
                None
            }
        };
        self.loaded.insert(name.to_owned(), contents.clone());
        Ok(contents)
    }

    fn parse(&mut self, name: &str, bytes: &[u8], generation: usize) -> Result<Contents, TraceError> {
        let mut contents = Contents::default();
        let mut rest = &bytes[MAGIC.len()..];
        while !rest.is_empty() {
            let at = bytes.len() - rest.len();
            let Some((tag, mut payload)) = take_record(&mut rest) else {
                self.problems.push(format!(
                    "{name}: cut off or damaged at byte {at} of {}",
                    bytes.len()
                ));
                break;
            };
            let understood = if tag == tag::INHERIT {
                self.inherit(&mut contents, &mut payload, generation)?
            } else {
                contents.add(tag, &mut payload)
            };
            if understood.is_none() {
                self.problems
                    .push(format!("{name}: the record at byte {at} is damaged"));
            }
            let end = (bytes.len() - rest.len()) as u64;
            contents
                .marks
                .push((end, contents.tables.sites.len(), contents.tables.strings.len()));
        }
        Ok(contents)
    }

    /// Takes over what the process that forked this one had written down until then.
    fn inherit(
        &mut self,
        contents: &mut Contents,
        payload: &mut &[u8],
        generation: usize,
    ) -> Result<Option<()>, TraceError> {
        let (Some(name), Some(len)) = (take_text(payload), varint::take(payload)) else {
            return Ok(None);
        };
        if generation >= MAX_GENERATIONS || !self.names.iter().any(|known| known == name) {
            return Ok(None);
        }
        let Some(parent) = self.load_generation(name, generation + 1)? else {
            return Ok(None);
        };
        let n_records = parent.marks.partition_point(|&(end, ..)| end <= len);
        let (_, n_sites, n_strings) = n_records
            .checked_sub(1)
            .map_or((0, 0, 0), |last| parent.marks[last]);
        contents.tables.sites = parent.tables.sites[..n_sites].to_vec();
        contents.tables.strings = parent.tables.strings[..n_strings].to_vec();
        contents.tables.threads = parent.tables.threads.clone();
        contents.overhead = parent.overhead;
        Ok(Some(()))
    }
}

impl Contents {
    /// Adds a record; `None` when it makes no sense. Unknown ones, and fields behind the known ones, are left to newer versions.
    fn add(&mut self, tag: u64, payload: &mut &[u8]) -> Option<()> {
        match tag {
            tag::PROCESS => {
                let (pid, parent_pid) = (take_u32(payload)?, take_u32(payload)?);
                self.clock = Some(Clock::from_u64(varint::take(payload)?)?);
                self.process = Some(Head {
                    pid,
                    parent_pid,
                    runtime: take_text(payload)?.to_owned(),
                    command: take_texts(payload)?,
                });
            }
            tag::CLOCK => self.clock_readings.push(ClockReading {
                ticks: varint::take(payload)?,
                monotonic_ns: varint::take(payload)?,
                realtime_ns: varint::take(payload)?,
            }),
            tag::THREAD => {
                let number = take_u32(payload)?;
                let (id, name) = (varint::take(payload)?, take_text(payload)?.to_owned());
                self.tables.threads.insert(number, ThreadInfo { id, name });
            }
            tag::SITES => self.add_sites(payload)?,
            tag::STRING => {
                // Numbers start at 1, without gaps.
                let number = varint::take(payload)?;
                (number == self.tables.strings.len() as u64 + 1).then_some(())?;
                self.tables.strings.push(take_text(payload)?.into());
            }
            tag::SKIPPED => {
                let (module, file): (Arc<str>, Arc<str>) =
                    (take_text(payload)?.into(), take_text(payload)?.into());
                for _ in 0..varint::take(payload)? {
                    let id = take_text(payload)?.to_owned();
                    let kind = varint::take(payload)?;
                    let is_one_line = kind & ONE_LINE != 0;
                    let kind = SiteKind::from_u8((kind & !ONE_LINE).try_into().ok()?);
                    let reason = take_text(payload)?.to_owned();
                    self.tables.skipped.push(Skipped {
                        module: module.clone(),
                        file: file.clone(),
                        id,
                        kind,
                        is_one_line,
                        reason,
                    });
                }
            }
            tag::NOTE => {
                let kind = NoteKind::from_u64(varint::take(payload)?);
                self.tables.notes.push(Note {
                    kind,
                    text: take_text(payload)?.to_owned(),
                    file: take_text(payload).filter(|file| !file.is_empty()).map(Into::into),
                });
            }
            tag::END => {
                self.ended = true;
                self.dropped = varint::take(payload)?;
            }
            tag::RUN => {
                self.clock = Some(Clock::from_u64(varint::take(payload)?)?);
                let info = RunInfo {
                    version: take_text(payload)?.to_owned(),
                    directory: take_text(payload)?.to_owned(),
                    project: take_text(payload)?.to_owned(),
                    command: take_texts(payload)?,
                    rules: take_text(payload).unwrap_or_default().to_owned(),
                };
                self.run = Some(Run {
                    info,
                    start_ns: 0,
                    status: None,
                });
            }
            tag::OVERHEAD => {
                let (of_call, within) = (varint::take(payload)?, varint::take(payload)?);
                let [around, between] = [0; 2].map(|none| varint::take(payload).unwrap_or(none));
                (within <= of_call && between <= around).then_some(())?;
                self.overhead = Some(Overhead {
                    of_call,
                    within,
                    around,
                    between,
                });
            }
            tag::RUN_END => {
                let status = take_u32(payload)?;
                self.run.as_mut()?.status = Some(status);
            }
            _ => {}
        }
        if let (Some(run), Some(first)) = (&mut self.run, self.clock_readings.first()) {
            run.start_ns = first.realtime_ns;
        }
        Some(())
    }

    fn add_sites(&mut self, payload: &mut &[u8]) -> Option<()> {
        // Numbers have no gaps.
        (take_u32(payload)? as usize == self.tables.sites.len()).then_some(())?;
        let (module, file): (Arc<str>, Arc<str>) = (take_text(payload)?.into(), take_text(payload)?.into());
        let len = take_u32(payload)?;
        let mut sites = Vec::new();
        let list = SiteList { len, bytes: payload };
        list.decode(&module, |row| {
            sites.push(Arc::new(Site {
                module: module.clone(),
                file: file.clone(),
                row,
            }));
        })?;
        self.tables.sites.append(&mut sites);
        Some(())
    }
}

fn take_record<'a>(rest: &mut &'a [u8]) -> Option<(u64, &'a [u8])> {
    let tag = varint::take(rest)?;
    Some((tag, take_bytes(rest)?))
}

fn take_bytes<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let len = usize::try_from(varint::take(rest)?).ok()?;
    let (bytes, behind) = rest.split_at_checked(len)?;
    *rest = behind;
    Some(bytes)
}

fn take_text<'a>(rest: &mut &'a [u8]) -> Option<&'a str> {
    std::str::from_utf8(take_bytes(rest)?).ok()
}

fn take_texts(rest: &mut &[u8]) -> Option<Vec<String>> {
    (0..varint::take(rest)?)
        .map(|_| take_text(rest).map(str::to_owned))
        .collect()
}

fn take_u32(rest: &mut &[u8]) -> Option<u32> {
    u32::try_from(varint::take(rest)?).ok()
}

/// Converts a process's ticks to time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    clock: Clock,
    first: ClockReading,
    last: ClockReading,
    ns_per_tick: f64,
}

impl Scale {
    /// Below this distance, in ns, two readings of the clocks tell too little about the length of a tick.
    const MIN_SPAN_NS: u64 = 20_000_000;

    /// The scale that the readings of one process give.
    pub(super) fn of(clock: Clock, readings: &[ClockReading]) -> Scale {
        let by_ticks = |reading: &&ClockReading| reading.ticks;
        let first = readings.iter().min_by_key(by_ticks).copied().unwrap_or_default();
        let last = readings.iter().max_by_key(by_ticks).copied().unwrap_or_default();
        Scale {
            clock,
            first,
            last,
            ns_per_tick: ns_per_tick(clock, first, last),
        }
    }

    /// All processes of a machine have the same clock: one that ran too briefly takes its rate from all of them together.
    pub(super) fn share<'a>(scales: impl Iterator<Item = &'a mut Scale>) {
        let mut scales: Vec<&mut Scale> = scales.collect();
        for clock in [Clock::Counter, Clock::Monotonic] {
            let same = || scales.iter().filter(|scale| scale.clock == clock);
            let first = same()
                .map(|scale| scale.first)
                .min_by_key(|reading| reading.ticks);
            let last = same().map(|scale| scale.last).max_by_key(|reading| reading.ticks);
            let (Some(first), Some(last)) = (first, last) else {
                continue;
            };
            for scale in scales.iter_mut().filter(|scale| scale.clock == clock) {
                if scale.last.monotonic_ns.saturating_sub(scale.first.monotonic_ns) < Self::MIN_SPAN_NS {
                    scale.ns_per_tick = ns_per_tick(clock, first, last);
                }
            }
        }
    }

    pub(super) fn first(&self) -> ClockReading {
        self.first
    }

    pub(super) fn duration_ns(&self, ticks: u64) -> u64 {
        (ticks as f64 * self.ns_per_tick).round() as u64
    }

    pub(super) fn time_ns(&self, ticks: u64) -> u64 {
        let since_first = self.duration_ns(ticks.saturating_sub(self.first.ticks));
        self.first.realtime_ns.saturating_add(since_first)
    }
}

fn ns_per_tick(clock: Clock, first: ClockReading, last: ClockReading) -> f64 {
    let ticks = last.ticks.saturating_sub(first.ticks);
    let ns = last.monotonic_ns.saturating_sub(first.monotonic_ns);
    match clock {
        Clock::Counter if ticks > 0 && ns > 0 => ns as f64 / ticks as f64,
        // Without two readings: the tick of a processor of 2.5 GHz.
        Clock::Counter => 3.2,
        Clock::Monotonic => 4.0,
    }
}
