//! Prints calls while they happen.
//!
//! A [`Console`] is told the same events as a [`Writer`](crate::Writer), and prints a line for each:
//!
//! ```text
//! → Cart.total
//!   → Item.price
//!   ← Item.price 1.2µs
//!   → Item.price
//!   ✗ Item.price ValueError 2.4µs
//! ✗ Cart.total ValueError 35µs
//! ```
//!
//! A coroutine that is awaited is a call; the task it runs in is a lane. `⇠` and `⇢` show generators and tasks that are
//! suspended and resumed.

mod lent;
mod line;
mod output;

use std::collections::HashMap;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use std::{io, mem};

use crate::reader::Site;
use crate::site::SiteKind;
use line::{Line, Mark};
use output::Output;

pub use lent::ConsoleLender;
pub(crate) use lent::SOCKET;

/// How lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsoleFormat {
    /// What happened, the name and how long it took.
    Simple,
    /// Time of day, process, lane and place, too.
    Detailed,
    /// One JSON object a line.
    Json,
}

impl ConsoleFormat {
    /// The format of this name: `simple`, `detailed` or `json`.
    pub fn parse(name: &str) -> Option<ConsoleFormat> {
        match name {
            "simple" => Some(ConsoleFormat::Simple),
            "detailed" => Some(ConsoleFormat::Detailed),
            "json" => Some(ConsoleFormat::Json),
            _ => None,
        }
    }
}

/// Prints the calls of a process to one file descriptor. A thread is whatever number the caller has for it.
#[derive(Debug)]
pub struct Console {
    format: ConsoleFormat,
    output: Output,
    threads: HashMap<u32, Thread>,
    suspended: HashMap<u64, Frame>,
    n_tasks: u64,
    /// The lane of the first line, until there is another one.
    only_lane: Option<Arc<str>>,
    has_many_lanes: bool,
    /// One moment on two clocks. Times go on from there, though the time of day be set meanwhile.
    start: (Duration, Instant),
}

#[derive(Debug)]
struct Thread {
    lane: Arc<str>,
    stack: Vec<Frame>,
    /// When the last event was.
    last: Instant,
}

/// An activation.
#[derive(Clone, Debug)]
struct Frame {
    site: Arc<Site>,
    activation: Option<u64>,
    /// The lane that it begins, if it is a task's root.
    task: Option<Arc<str>>,
    /// Whether it awaits something.
    is_waiting: bool,
    /// Time on a stack up to the last event of the thread, but for the time in which it and all above it waited.
    duration: Duration,
}

impl Console {
    /// Prints to what standard error is at this moment, whatever becomes of it.
    ///
    /// # Errors
    ///
    /// When there is no standard error.
    pub fn on_standard_error(format: ConsoleFormat) -> io::Result<Console> {
        Ok(Console::new(format, output::standard_error()?))
    }

    /// Prints to what a [`ConsoleLender`] lends to those who record to `dir`.
    ///
    /// # Errors
    ///
    /// When nobody lends anything, or does not answer.
    pub fn borrowed(format: ConsoleFormat, dir: &Path) -> io::Result<Console> {
        Ok(Console::new(format, lent::borrow(dir)?))
    }

    /// Prints to `fd`, with colours if it is a terminal and `NO_COLOR` is not set.
    pub fn new(format: ConsoleFormat, fd: OwnedFd) -> Console {
        Console {
            format,
            output: Output::new(fd),
            threads: HashMap::new(),
            suspended: HashMap::new(),
            n_tasks: 0,
            only_lane: None,
            has_many_lanes: false,
            start: (
                SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default(),
                Instant::now(),
            ),
        }
    }

    /// Gives a thread the name that its lane shall have.
    pub fn name_thread(&mut self, thread: u32, name: &str) {
        self.thread(thread).lane = name.into();
    }

    /// As [`Writer::enter`](crate::Writer::enter).
    pub fn enter(&mut self, thread: u32, site: &Arc<Site>) {
        self.push(thread, Frame::new(site, None), Mark::Enter);
    }

    /// As [`Writer::exit`](crate::Writer::exit).
    pub fn exit(&mut self, thread: u32) {
        self.thread(thread).pass_time();
        self.pop(thread, Mark::Exit, None);
    }

    /// As [`Writer::raise`](crate::Writer::raise), with the name of the exception's type, empty if it is unknown.
    pub fn raise(&mut self, thread: u32, error: &str) {
        self.thread(thread).pass_time();
        self.pop(thread, Mark::Raise, Some(error));
    }

    /// As [`Writer::begin`](crate::Writer::begin).
    pub fn begin(&mut self, thread: u32, site: &Arc<Site>, activation: u64) {
        self.push(thread, Frame::new(site, Some(activation)), Mark::Enter);
    }

    /// As [`Writer::begin_task`](crate::Writer::begin_task); a task without a `name` gets one from its coroutine and a
    /// number.
    pub fn begin_task(&mut self, thread: u32, site: &Arc<Site>, activation: u64, name: Option<&str>) {
        self.n_tasks += 1;
        let unnamed = || format!("{}#{}", site.row.name, self.n_tasks);
        let mut frame = Frame::new(site, Some(activation));
        frame.task = Some(name.map_or_else(unnamed, str::to_owned).into());
        self.push(thread, frame, Mark::Enter);
    }

    /// As [`Writer::suspend`](crate::Writer::suspend).
    pub fn suspend(&mut self, thread: u32) {
        self.thread(thread).pass_time();
        self.was_suspended(thread);
    }

    /// As [`Writer::was_suspended`](crate::Writer::was_suspended): it left at the event before.
    pub fn was_suspended(&mut self, thread: u32) {
        if let Some(frame) = self.pop(thread, Mark::Suspend, None)
            && let Some(activation) = frame.activation
        {
            self.suspended.insert(activation, frame);
        }
    }

    /// As [`Writer::wait`](crate::Writer::wait).
    pub fn wait(&mut self, thread: u32) {
        self.set_waiting(thread, true);
    }

    /// As [`Writer::awake`](crate::Writer::awake).
    pub fn awake(&mut self, thread: u32) {
        self.set_waiting(thread, false);
    }

    fn set_waiting(&mut self, thread: u32, is_waiting: bool) {
        let thread = self.thread(thread);
        thread.pass_time();
        if let Some(top) = thread.stack.last_mut() {
            top.is_waiting = is_waiting;
        }
    }

    /// As [`Writer::was_parked`](crate::Writer::was_parked): it left at the event before.
    pub fn was_parked(&mut self, thread: u32, activation: u64) {
        if let Some(mut frame) = self.pop(thread, Mark::Suspend, None) {
            frame.activation = Some(activation);
            self.suspended.insert(activation, frame);
        }
    }

    /// As [`Writer::resume`](crate::Writer::resume).
    pub fn resume(&mut self, thread: u32, activation: u64) {
        if let Some(frame) = self.suspended.remove(&activation) {
            self.push(thread, frame, Mark::Resume);
        }
    }

    /// As [`Writer::mark`](crate::Writer::mark). `attributes` are a JSON object, or empty.
    pub fn mark(&mut self, thread: u32, name: &str, attributes: &str) {
        let (lane, depth) = self.thread(thread).top();
        let depth = depth + usize::from(!self.thread(thread).stack.is_empty());
        self.print(&Line {
            mark: Mark::Program,
            site: &Site::of_mark(name),
            lane: &lane,
            depth,
            duration: None,
            error: None,
            attributes,
            since_1970: self.since_1970(),
        });
    }

    fn since_1970(&self) -> Duration {
        self.start.0 + self.start.1.elapsed()
    }

    fn thread(&mut self, thread: u32) -> &mut Thread {
        let unnamed = || Thread {
            lane: format!("thread {thread}").into(),
            stack: Vec::new(),
            last: Instant::now(),
        };
        self.threads.entry(thread).or_insert_with(unnamed)
    }

    fn push(&mut self, thread: u32, frame: Frame, mark: Mark) {
        let state = self.thread(thread);
        state.pass_time();
        state.stack.push(frame.clone());
        let (lane, depth) = state.top();
        self.print(&Line {
            mark,
            site: &frame.site,
            lane: &lane,
            depth,
            duration: None,
            error: None,
            attributes: "",
            since_1970: self.since_1970(),
        });
    }

    fn pop(&mut self, thread: u32, mark: Mark, error: Option<&str>) -> Option<Frame> {
        let state = self.thread(thread);
        let (lane, depth) = state.top();
        let frame = state.stack.pop()?;
        let duration = Some(frame.duration);
        self.print(&Line {
            mark,
            site: &frame.site,
            lane: &lane,
            depth,
            duration,
            error,
            attributes: "",
            since_1970: self.since_1970(),
        });
        Some(frame)
    }

    fn print(&mut self, line: &Line<'_>) {
        // The coroutines of a task are suspended all together: its root tells.
        let is_inner = line.site.row.kind == SiteKind::Coroutine && line.depth > 0;
        if is_inner && matches!(line.mark, Mark::Suspend | Mark::Resume) {
            return;
        }
        let only = self.only_lane.get_or_insert_with(|| line.lane.clone());
        self.has_many_lanes |= only != line.lane;
        let colours = self.output.has_colours();
        let text = match self.format {
            ConsoleFormat::Simple => line.simple(self.has_many_lanes, colours),
            ConsoleFormat::Detailed => line.detailed(colours),
            ConsoleFormat::Json => line.json(),
        };
        self.output.print(&text);
    }
}

impl Thread {
    /// Charges the time since the last event: to all from the innermost that does not wait down to the outermost.
    fn pass_time(&mut self) {
        let now = Instant::now();
        let passed = now - mem::replace(&mut self.last, now);
        let n_running = self
            .stack
            .iter()
            .rposition(|frame| !frame.is_waiting)
            .map_or(0, |top| top + 1);
        for frame in &mut self.stack[..n_running] {
            frame.duration += passed;
        }
    }

    /// The lane of the top, and how many activations of the lane are below it.
    fn top(&self) -> (Arc<str>, usize) {
        let root = self.stack.iter().rposition(|frame| frame.task.is_some());
        let lane = root
            .and_then(|root| self.stack[root].task.clone())
            .unwrap_or_else(|| self.lane.clone());
        (lane, self.stack.len().saturating_sub(root.unwrap_or(0) + 1))
    }
}

impl Frame {
    fn new(site: &Arc<Site>, activation: Option<u64>) -> Frame {
        Frame {
            site: site.clone(),
            activation,
            task: None,
            is_waiting: false,
            duration: Duration::ZERO,
        }
    }
}

#[cfg(test)]
mod tests;
