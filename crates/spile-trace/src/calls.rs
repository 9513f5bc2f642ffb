//! Single calls, one after another, as they end: what `spile find`, `spile slow` and `spile errors` look at.

use std::sync::Arc;

use crate::error::TraceError;
use crate::reader::{Birth, End, Process, Site, Stay, Trace, Visitor};

/// A call that ended, or that was under way when the recording did.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// What was called.
    pub site: &'a Arc<Site>,
    /// What called it, as far as it is known and recorded.
    pub caller: Option<&'a Arc<Site>>,
    /// The operating system's number of the process.
    pub pid: u32,
    /// The thread that it began on.
    pub thread: &'a str,
    /// The name that the program gave the task that it is the root of.
    pub task: Option<&'a str>,
    /// How many recorded activations were below it.
    pub depth: u32,
    /// When it began, or was first seen, ns since 1970 UTC.
    pub start_ns: u64,
    /// Time on the stack, with its calls and without idle awaiting, ns.
    pub duration_ns: u64,
    /// Time on the stack without its calls and without awaiting, ns.
    pub own_ns: u64,
    /// Where calls were told: the time that they spent in what is not recorded, ns.
    pub outside_ns: u64,
    /// How it ended.
    pub outcome: Outcome<'a>,
}

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome<'a> {
    /// It returned.
    Returned,
    /// It was left by an exception.
    Raised {
        /// The type of it, empty when it is unknown.
        exception: &'a str,
        /// Whether a call of its own was left by it before.
        is_passed_on: bool,
    },
    /// The trace does not tell: it was under way at the end, or before a gap.
    Unknown,
}

/// Calls `see` for every call of `trace`, in the order in which they end. Takes memory by the number of activations that
/// are open at one time.
///
/// # Errors
///
/// When the operating system refuses to read.
pub fn for_each_call(trace: &Trace, mut see: impl FnMut(&Call<'_>)) -> Result<(), TraceError> {
    for (index, process) in trace.processes().iter().enumerate() {
        let mut calls = Calls {
            process,
            open: Vec::new(),
            free: Vec::new(),
            n_calls: 0,
            see: &mut see,
        };
        trace.replay(index, &mut calls)?;
        calls.finish();
    }
    Ok(())
}

struct Calls<'a, S> {
    process: &'a Process,
    /// By mark.
    open: Vec<OpenCall>,
    /// Marks that are not in use.
    free: Vec<u32>,
    n_calls: u64,
    see: &'a mut S,
}

#[derive(Clone, Copy)]
struct OpenCall {
    /// Which one it is: marks are used again.
    serial: u64,
    site: u32,
    thread: u32,
    task: u32,
    caller: Option<u32>,
    depth: u32,
    start: u64,
    own: u64,
    outside: u64,
    ticks: u64,
    /// The exception by which its last call was left.
    raised_below: Option<u32>,
    /// The mark and serial of what called it.
    below: Option<(u32, u64)>,
}

impl<S: FnMut(&Call<'_>)> Calls<'_, S> {
    fn tell(&mut self, call: &OpenCall, outcome: Outcome<'_>) {
        let process = self.process;
        let Some(site) = process.site(call.site) else {
            return;
        };
        let thread = process.threads().get(&call.thread);
        (self.see)(&Call {
            site,
            caller: call.caller.and_then(|caller| process.site(caller)),
            pid: process.pid,
            thread: thread.map_or("", |thread| &thread.name),
            task: process.string(call.task),
            depth: call.depth,
            start_ns: process.time_ns(call.start),
            duration_ns: process.duration_ns(call.ticks),
            own_ns: process.duration_ns(call.own),
            outside_ns: process.duration_ns(call.outside),
            outcome,
        });
    }

    /// The calls that are suspended for good.
    fn finish(mut self) {
        let is_free = |mark: &u32, free: &[u32]| free.binary_search(mark).is_ok();
        self.free.sort_unstable();
        for mark in 0..self.open.len() as u32 {
            if !is_free(&mark, &self.free) {
                let call = self.open[mark as usize];
                self.tell(&call, Outcome::Unknown);
            }
        }
    }
}

impl<S: FnMut(&Call<'_>)> Visitor for Calls<'_, S> {
    fn begin(&mut self, birth: &Birth) -> u32 {
        self.n_calls += 1;
        let mut call = OpenCall {
            serial: self.n_calls,
            site: birth.site,
            thread: birth.thread,
            task: birth.task.unwrap_or(0),
            caller: None,
            depth: 0,
            start: birth.ticks,
            own: 0,
            outside: 0,
            ticks: 0,
            raised_below: None,
            below: None,
        };
        if let Some(mark) = birth.parent
            && let Some(below) = self.open.get_mut(mark as usize)
        {
            below.raised_below = None;
            (call.caller, call.depth) = (Some(below.site), below.depth + 1);
            call.below = Some((mark, below.serial));
        }
        match self.free.pop() {
            Some(mark) => {
                self.open[mark as usize] = call;
                mark
            }
            None => {
                self.open.push(call);
                self.open.len() as u32 - 1
            }
        }
    }

    fn find(&mut self, birth: &Birth) -> u32 {
        self.begin(birth)
    }

    fn leave(&mut self, stay: &Stay) {
        let Some(call) = self.open.get_mut(stay.mark as usize) else {
            return;
        };
        call.own = call.own.saturating_add(stay.own_ticks);
        call.outside = call.outside.saturating_add(stay.outside_ticks);
        call.ticks = call.ticks.saturating_add(stay.ticks);
        let call = *call;
        let outcome = match stay.end {
            End::Suspended => return,
            End::Returned { .. } => Outcome::Returned,
            End::Unknown => Outcome::Unknown,
            End::Raised { exception_type, .. } => {
                if let Some((mark, serial)) = call.below
                    && let Some(below) = self.open.get_mut(mark as usize)
                    && below.serial == serial
                {
                    below.raised_below = Some(exception_type);
                }
                Outcome::Raised {
                    exception: self.process.string(exception_type).unwrap_or(""),
                    is_passed_on: call.raised_below == Some(exception_type),
                }
            }
        };
        self.free.push(stay.mark);
        self.tell(&call, outcome);
    }
}
