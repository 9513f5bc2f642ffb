//! Recorder, file format, reader, call tree, statistics and console of Spile's traces.
//!
//! A program's probes call a [`Writer`], one per thread, which appends a few bytes to a file that is mapped into
//! memory. What the bytes mean (processes, threads, sites, names) goes through the process's [`Recorder`] to a
//! second file. [`Trace`] reads both back, also while they are written or when they are damaged;
//! [`Statistics`] and [`CallTree`] are what people look at.
//!
//! This crate knows no language, starts no thread, and holds no file descriptor open in the traced process.
//! Which function calls which is decided before an event gets here: the stream of a thread is strictly nested.
//!
//! ```
//! use spile_trace::{ProcessInfo, Recorder, SiteKind, SiteRow, Statistics, ThreadInfo, Trace};
//!
//! let dir = std::env::temp_dir().join(format!("spile-trace-doc-{}", std::process::id()));
//! let recorder = Recorder::create(&dir, &ProcessInfo::default())?;
//! let row = SiteRow { id: "shop#total".into(), name: "total".into(), kind: SiteKind::Function,
//!     start_line: 1, end_line: 2, start: 0, end: 30 };
//! let site = recorder.define_sites("shop", "shop.py", &[row]);
//! let mut writer = recorder.writer(&ThreadInfo { id: 1, name: "MainThread".into() });
//! writer.enter(site);
//! writer.exit();
//!
//! let statistics = Statistics::of(&Trace::open(&dir)?)?;
//! assert_eq!(statistics.rows()[0].calls, 1);
//! # drop(writer);
//! # std::fs::remove_dir_all(&dir)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod calls;
mod chunk;
mod clock;
mod console;
mod error;
mod event;
mod files;
pub mod human;
mod metadata;
mod open;
mod reader;
mod recorder;
mod run;
mod site;
mod site_code;
mod site_list;
mod slots;
mod space;
mod statistics;
mod sys;
#[cfg(test)]
mod testing;
mod tree;
mod varint;
mod version;
mod writer;

pub use calls::{Call, Outcome, for_each_call};
pub use clock::ClockChoice;
pub use console::{Console, ConsoleFormat, ConsoleLender};
pub use error::{TraceError, TraceErrorKind};
pub use event::EventKind;
pub use files::{files_of, remove_files};
pub use metadata::NoteKind;
pub use open::{Open, OpenActivations, OwnStack};
pub use reader::{Event, Events, Note, Process, Run, Site, Skipped, Step, Trace};
pub use recorder::{Overhead, ProcessInfo, Recorder, RecorderGuard, ThreadInfo};
pub use run::{RunInfo, RunRecord};
pub use site::{SiteKind, SiteRow, SkippedRow};
pub use site_code::SiteCode;
pub use site_list::SiteList;
pub use space::{Limit, Mode};
pub use statistics::{Row, Statistics};
pub use tree::{CallTree, Lane, Node};
pub use writer::Writer;
