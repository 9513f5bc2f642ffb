//! Where the events of a thread go: into its part of the trace and, when the user looks on, to the console.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use spile_trace::{Console, ConsoleFormat, Recorder, Site, SiteRow, Writer};

use crate::session;

/// One thread's events.
pub(crate) struct Sink {
    writer: Writer,
    recorder: Recorder,
    /// The thread's number for the console.
    thread: u32,
}

/// The console and what it needs to name sites.
struct Screen {
    console: Console,
    sites: Vec<Option<Arc<Site>>>,
    n_threads: u32,
}

static HAS_CONSOLE: AtomicBool = AtomicBool::new(false);
static SCREEN: Mutex<Option<Screen>> = Mutex::new(None);

/// Prints events to standard error from now on.
pub(crate) fn print_to_console(format: ConsoleFormat) {
    let console = Console::new(format, libc::STDERR_FILENO);
    let screen = Screen {
        console,
        sites: Vec::new(),
        n_threads: 0,
    };
    *SCREEN.lock().unwrap_or_else(PoisonError::into_inner) = Some(screen);
    HAS_CONSOLE.store(true, Ordering::Relaxed);
}

pub(crate) fn stop_console() {
    HAS_CONSOLE.store(false, Ordering::Relaxed);
    SCREEN.lock().unwrap_or_else(PoisonError::into_inner).take();
}

/// Keeps sites for the console.
pub(crate) fn define_sites(first: u32, module: &str, file: &str, rows: &[SiteRow]) {
    if !HAS_CONSOLE.load(Ordering::Relaxed) {
        return;
    }
    if let Some(screen) = &mut *SCREEN.lock().unwrap_or_else(PoisonError::into_inner) {
        let (module, file): (Arc<str>, Arc<str>) = (module.into(), file.into());
        screen.sites.resize(first as usize, None);
        screen.sites.extend(rows.iter().map(|row| {
            Some(Arc::new(Site {
                module: module.clone(),
                file: file.clone(),
                row: row.clone(),
            }))
        }));
    }
}

#[cold]
#[inline(never)]
fn on_screen(show: impl FnOnce(&mut Screen)) {
    // A signal handler that is traced while a line is being printed is not printed.
    if let Ok(mut screen) = SCREEN.try_lock()
        && let Some(screen) = &mut *screen
    {
        show(screen);
    }
}

impl Screen {
    fn site(&self, site: u32) -> Option<Arc<Site>> {
        self.sites.get(site as usize).cloned().flatten()
    }
}

/// What is written is also shown.
macro_rules! tell {
    ($sink:ident, $screen:ident => $show:expr) => {
        if HAS_CONSOLE.load(Ordering::Relaxed) {
            let thread = $sink.thread;
            on_screen(|$screen| $show(thread));
        }
    };
}

impl Sink {
    pub(crate) fn for_this_thread() -> Option<Self> {
        let recorder = session::recorder()?;
        let info = session::thread_info();
        let mut thread = 0;
        if let Some(screen) = &mut *SCREEN.lock().unwrap_or_else(PoisonError::into_inner) {
            thread = screen.n_threads;
            screen.n_threads += 1;
            screen.console.name_thread(thread, &info.name);
        }
        Some(Self {
            writer: recorder.writer(&info),
            recorder,
            thread,
        })
    }

    #[inline(always)]
    pub(crate) fn enter(&mut self, site: u32) {
        self.writer.enter(site);
        tell!(self, screen => |thread| if let Some(site) = screen.site(site) { screen.console.enter(thread, &site) });
    }

    #[inline(always)]
    pub(crate) fn exit(&mut self) {
        self.writer.exit();
        tell!(self, screen => |thread| screen.console.exit(thread));
    }

    /// The top leaves by an exception whose type has this name, empty if it is unknown.
    pub(crate) fn raise(&mut self, name: &str) {
        let string = if name.is_empty() {
            0
        } else {
            self.recorder.define_string(name)
        };
        self.writer.raise(string);
        tell!(self, screen => |thread| screen.console.raise(thread, name));
    }

    pub(crate) fn unwound(&mut self) {
        self.writer.unwound();
        tell!(self, screen => |thread| screen.console.raise(thread, ""));
    }

    pub(crate) fn begin(&mut self, site: u32, activation: u64, is_task_root: bool) {
        self.writer.begin(site, activation, is_task_root);
        tell!(self, screen => |thread| if let Some(site) = screen.site(site) {
            screen.console.begin(thread, &site, activation, is_task_root);
        });
    }

    pub(crate) fn suspend(&mut self) {
        self.writer.suspend();
        tell!(self, screen => |thread| screen.console.suspend(thread));
    }

    pub(crate) fn resume(&mut self, activation: u64) {
        self.writer.resume(activation);
        tell!(self, screen => |thread| screen.console.resume(thread, activation));
    }

    pub(crate) fn wait(&mut self) {
        self.writer.wait();
    }

    pub(crate) fn awake(&mut self) {
        self.writer.awake();
    }

    pub(crate) fn park(&mut self, activation: u64) {
        self.writer.park(activation);
        tell!(self, screen => |thread| screen.console.park(thread, activation));
    }

    pub(crate) fn after_fork_in_child(&mut self) {
        self.writer.after_fork_in_child();
    }
}
