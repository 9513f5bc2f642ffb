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
mod tests {
    use std::io::Read;

    use super::*;
    use crate::site::SiteRow;

    fn site(name: &str, kind: SiteKind) -> Arc<Site> {
        let (id, name) = (format!("m#{name}"), name.to_owned());
        let row = SiteRow {
            id,
            name,
            kind,
            start_line: 3,
            end_line: 4,
            start: 0,
            end: 9,
        };
        Arc::new(Site {
            module: "m".into(),
            file: "m.py".into(),
            row,
        })
    }

    /// What `tell` prints, with each duration and time as `_`.
    fn check(format: ConsoleFormat, tell: impl FnOnce(&mut Console), expected: &str) {
        let (mut reader, writer) = std::io::pipe().unwrap();
        let mut console = Console::new(format, writer.into());
        console.name_thread(1, "main");
        tell(&mut console);
        drop(console);
        let mut printed = String::new();
        reader.read_to_string(&mut printed).unwrap();
        let is_duration = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with('s');
        let words = |line: &str| {
            line.split(' ')
                .map(|word| if is_duration(word) { "_" } else { word })
                .collect::<Vec<_>>()
                .join(" ")
        };
        let lines: Vec<String> = printed.lines().map(words).collect();
        assert_eq!(lines.join("\n"), expected);
    }

    #[test]
    fn calls_are_indented() {
        check(
            ConsoleFormat::Simple,
            |console| {
                console.enter(1, &site("total", SiteKind::Function));
                console.enter(1, &site("price", SiteKind::Function));
                console.exit(1);
                console.raise(1, "ValueError");
            },
            "→ total\n  → price\n  ← price _\n✗ total ValueError _",
        );
    }

    #[test]
    fn lanes_are_named_when_there_are_several() {
        check(
            ConsoleFormat::Simple,
            |console| {
                console.enter(1, &site("main", SiteKind::Function));
                let fetch = site("fetch", SiteKind::Coroutine);
                console.begin_task(1, &fetch, 1, None);
                console.begin(1, &site("get", SiteKind::Coroutine), 2);
                console.suspend(1);
                console.suspend(1);
                console.begin_task(1, &fetch, 3, None);
                console.exit(1);
                console.begin_task(1, &fetch, 4, Some("bob"));
                console.exit(1);
                console.resume(1, 1);
                console.resume(1, 2);
                console.exit(1);
                console.exit(1);
                console.exit(1);
            },
            "→ main\n\
             [fetch#1] → fetch\n\
             [fetch#1]   → get\n\
             [fetch#1] ⇠ fetch\n\
             [fetch#2] → fetch\n\
             [fetch#2] ← fetch _\n\
             [bob] → fetch\n\
             [bob] ← fetch _\n\
             [fetch#1] ⇢ fetch\n\
             [fetch#1]   ← get _\n\
             [fetch#1] ← fetch _\n\
             [main] ← main _",
        );
    }

    #[test]
    fn time_in_which_all_wait_counts_for_none() {
        let idle = Duration::from_millis(300);
        let (mut reader, writer) = std::io::pipe().unwrap();
        let mut console = Console::new(ConsoleFormat::Json, writer.into());
        console.enter(1, &site("run", SiteKind::Function));
        console.begin_task(1, &site("main", SiteKind::Coroutine), 1, None);
        console.wait(1);
        console.begin(1, &site("fetch", SiteKind::Coroutine), 2);
        console.wait(1);
        std::thread::sleep(idle);
        console.awake(1);
        console.exit(1);
        console.wait(1);
        std::thread::sleep(idle);
        console.was_suspended(1);
        console.exit(1);
        drop(console);
        let mut printed = String::new();
        reader.read_to_string(&mut printed).unwrap();
        let ms = |name: &str, event: &str| -> u128 {
            let start = format!(r#"{{"event":"{event}","id":"m#{name}""#);
            let line = printed.lines().find(|line| line.starts_with(&start)).unwrap();
            let ns = line.split_once(r#""duration_ns":"#).unwrap().1;
            let ns: u128 = ns.trim_end_matches('}').parse().unwrap();
            ns / 1_000_000
        };
        assert!(ms("fetch", "exit") < idle.as_millis(), "{printed}");
        assert!(ms("main", "suspend") < idle.as_millis(), "{printed}");
        assert!(ms("run", "exit") >= 2 * idle.as_millis(), "{printed}");
    }

    #[test]
    fn generators_come_and_go() {
        check(
            ConsoleFormat::Simple,
            |console| {
                console.begin(1, &site("lines", SiteKind::Generator), 1);
                console.suspend(1);
                console.resume(1, 1);
                console.exit(1);
            },
            "→ lines\n⇠ lines\n⇢ lines\n← lines _",
        );
    }

    #[test]
    fn events_of_unknown_activations_print_nothing() {
        check(
            ConsoleFormat::Simple,
            |console| {
                console.exit(1);
                console.resume(1, 7);
                console.suspend(2);
            },
            "",
        );
    }

    #[test]
    fn json_is_one_object_a_line() {
        let (mut reader, writer) = std::io::pipe().unwrap();
        let mut console = Console::new(ConsoleFormat::Json, writer.into());
        console.name_thread(1, "ma\"in");
        console.enter(1, &site("f", SiteKind::Function));
        console.raise(1, "ValueError");
        drop(console);
        let mut printed = String::new();
        reader.read_to_string(&mut printed).unwrap();
        let lines: Vec<&str> = printed.lines().collect();
        let start = r#"{"event":"enter","id":"m#f","name":"f","lane":"ma\"in","time_ns":"#;
        assert!(
            lines[0].starts_with(start) && lines[0].ends_with(r#","depth":0}"#),
            "{}",
            lines[0]
        );
        assert!(lines[1].contains(r#","depth":0,"duration_ns":"#), "{}", lines[1]);
        assert!(lines[1].ends_with(r#","error":"ValueError"}"#), "{}", lines[1]);
    }

    #[test]
    fn a_closed_output_is_survived() {
        let (reader, writer) = std::io::pipe().unwrap();
        let mut console = Console::new(ConsoleFormat::Detailed, writer.into());
        drop(reader);
        for _ in 0..3 {
            console.enter(1, &site("f", SiteKind::Function));
            console.exit(1);
        }
    }

    #[test]
    fn a_blocked_output_loses_lines_and_says_so() {
        let (mut reader, writer) = std::io::pipe().unwrap();
        let mut console = Console::new(ConsoleFormat::Simple, writer.into());
        let long = site(&"f".repeat(1000), SiteKind::Function);
        for _ in 0..200 {
            console.enter(1, &long);
            console.exit(1);
        }
        let reading = std::thread::spawn(move || {
            let mut printed = String::new();
            reader.read_to_string(&mut printed).unwrap();
            printed
        });
        while console.output.n_lost() > 0 {
            console.enter(1, &site("after", SiteKind::Function));
        }
        drop(console);
        assert!(reading.join().unwrap().contains("lines were lost"));
    }
}
