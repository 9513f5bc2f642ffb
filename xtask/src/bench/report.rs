//! The result as data; serialised as it is.

use serde::Serialize;

use super::machine;
use super::statistics::Middle;

/// One run of the benchmark.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    /// Date, year first.
    pub(crate) date: String,
    /// The commit that was measured.
    pub(crate) commit: String,
    /// The processor.
    pub(crate) processor: String,
    /// Average load when the run started.
    pub(crate) load: String,
    /// The compiler.
    pub(crate) rustc: String,
    /// Packages measured beside Spile.
    pub(crate) packages: Vec<String>,
    /// Whether it was cut short.
    pub(crate) quick: bool,
    /// CPU nanoseconds of one reading of the time-stamp counter.
    pub(crate) tick_ns: Option<f64>,
    /// Weaving alone.
    pub(crate) weaving: Option<Weaving>,
    /// One per interpreter.
    pub(crate) pythons: Vec<PythonReport>,
}

impl Report {
    pub(crate) fn new(quick: bool) -> Report {
        Report {
            date: machine::says("date", &["--utc", "+%Y-%m-%d"]),
            commit: machine::says("git", &["describe", "--always", "--dirty"]),
            processor: machine::processor(),
            load: machine::load(),
            rustc: machine::says("rustc", &["--version"]),
            packages: super::PACKAGES.iter().map(|name| (*name).to_owned()).collect(),
            quick,
            tick_ns: machine::ns_per_tick_reading(),
            weaving: None,
            pythons: Vec::new(),
        }
    }
}

/// Weaving of the standard library's sources.
#[derive(Debug, Serialize)]
pub(crate) struct Weaving {
    /// Whose standard library.
    pub(crate) python: String,
    pub(crate) files: u64,
    pub(crate) sites: u64,
    pub(crate) bytes: u64,
    pub(crate) mb_per_s: f64,
}

/// What was measured with one interpreter.
#[derive(Debug, Default, Serialize)]
pub(crate) struct PythonReport {
    pub(crate) version: String,
    pub(crate) calls: Option<Vec<CallRow>>,
    pub(crate) imports: Option<Imports>,
    pub(crate) sizes: Vec<Size>,
}

/// The cost of one kind of call under one tracer; CPU nanoseconds per call.
#[derive(Debug, Serialize)]
pub(crate) struct CallRow {
    pub(crate) tracer: String,
    pub(crate) row: String,
    /// The same without a tracer, in the same processes.
    pub(crate) plain_ns: f64,
    /// Median of the differences of neighbouring repetitions.
    pub(crate) added_ns: f64,
    /// Median of their ratios.
    pub(crate) ratio: f64,
}

/// Importing.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Imports {
    /// CPU seconds of a process that imports nothing: plain, and below `spile run`.
    pub(crate) start_up: (f64, f64),
    pub(crate) rows: Vec<ImportRow>,
    pub(crate) splits: Vec<Split>,
}

/// One import under one tracer.
#[derive(Debug, Default, Serialize)]
pub(crate) struct ImportRow {
    pub(crate) module: String,
    pub(crate) tracer: String,
    /// How many modules of the package are loaded then.
    pub(crate) modules: u64,
    /// Medians of CPU seconds.
    pub(crate) cold_s: f64,
    pub(crate) warm_s: f64,
    /// The ratios to the plain import right before or behind.
    pub(crate) cold: Middle,
    pub(crate) warm: Middle,
}

/// Where the CPU seconds of a cold import go.
#[derive(Debug, Serialize)]
pub(crate) struct Split {
    pub(crate) module: String,
    pub(crate) parts: Vec<(String, f64)>,
}

/// How large a trace is.
#[derive(Debug, Serialize)]
pub(crate) struct Size {
    pub(crate) program: String,
    pub(crate) calls: u64,
    /// Of all files of the trace.
    pub(crate) bytes: u64,
    /// Of the files with events.
    pub(crate) event_bytes: u64,
}

impl Size {
    pub(crate) fn per_call(&self) -> f64 {
        self.bytes as f64 / self.calls.max(1) as f64
    }
}
