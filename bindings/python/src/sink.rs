//! Where the events of a thread go: into its part of the trace and, when the user looks on, to the console.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use spile_trace::{Console, EventKind, Recorder, Site, SiteCode, SiteList, ThreadInfo, Writer};

use crate::session::{self, KeepErrno};
use crate::shadow::{self, Activation, Stack};

/// One thread's events.
pub(crate) struct Sink {
    writer: Writer<Stack>,
    recorder: Recorder,
    /// The thread's number for the console.
    thread: u32,
    last_exception: LastException,
}

/// The type of the last exception.
#[derive(Default)]
struct LastException {
    /// What it is recognised by, if by more than its name.
    class: Option<usize>,
    name: String,
    /// The number of the name.
    number: u32,
}

/// The console and what it needs to name sites.
struct Screen {
    console: Console,
    sites: Vec<Option<Arc<Site>>>,
    n_threads: u32,
}

static HAS_CONSOLE: AtomicBool = AtomicBool::new(false);
static SCREEN: Mutex<Option<Screen>> = Mutex::new(None);

/// Prints events from now on.
pub(crate) fn print_to_console(console: Console) {
    let screen = Screen {
        console,
        sites: Vec::new(),
        n_threads: 0,
    };
    *SCREEN.lock().unwrap_or_else(PoisonError::into_inner) = Some(screen);
    HAS_CONSOLE.store(true, Ordering::Relaxed);
    shadow::forget_last();
}

/// Whether events are printed.
pub(crate) fn has_console() -> bool {
    HAS_CONSOLE.load(Ordering::Relaxed)
}

pub(crate) fn stop_console() {
    HAS_CONSOLE.store(false, Ordering::Relaxed);
    SCREEN.lock().unwrap_or_else(PoisonError::into_inner).take();
}

/// Keeps sites for the console.
pub(crate) fn define_sites(first: u32, module: &str, file: &str, sites: SiteList<'_>) {
    if !has_console() {
        return;
    }
    if let Some(screen) = &mut *SCREEN.lock().unwrap_or_else(PoisonError::into_inner) {
        let (module, file): (Arc<str>, Arc<str>) = (module.into(), file.into());
        screen.sites.resize(first as usize, None);
        // A damaged list gives fewer, and those are not named.
        let _ = sites.decode(&module.clone(), |row| {
            screen.sites.push(Some(Arc::new(Site {
                module: module.clone(),
                file: file.clone(),
                row,
            })));
        });
    }
}

/// Keeps other threads from printing until it is dropped.
pub(crate) struct ScreenGuard {
    _screen: MutexGuard<'static, Option<Screen>>,
}

/// For a fork.
pub(crate) fn hold() -> Option<ScreenGuard> {
    Some(ScreenGuard {
        _screen: SCREEN.try_lock().ok()?,
    })
}

#[cold]
#[inline(never)]
fn on_screen(show: impl FnOnce(&mut Screen)) {
    let _errno = KeepErrno::new();
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
        if has_console() {
            let thread = $sink.thread;
            on_screen(|$screen| $show(thread));
        }
    };
}

impl Sink {
    /// A sink for the current thread, which `info` is about.
    pub(crate) fn for_this_thread(info: &ThreadInfo) -> Option<Self> {
        let recorder = session::recorder()?;
        let mut thread = 0;
        if let Some(screen) = &mut *SCREEN.lock().unwrap_or_else(PoisonError::into_inner) {
            thread = screen.n_threads;
            screen.n_threads += 1;
            screen.console.name_thread(thread, &info.name);
        }
        Some(Self {
            writer: recorder.writer_with(info, Stack::with_room()),
            recorder,
            thread,
            last_exception: LastException::default(),
        })
    }

    /// A sink of `recorder` that is not printed.
    pub(crate) fn of(recorder: Recorder, info: &ThreadInfo) -> Self {
        Self {
            writer: recorder.writer_with(info, Stack::with_room()),
            recorder,
            thread: 0,
            last_exception: LastException::default(),
        }
    }

    /// The events that are in memory since this was asked last, as no file can be had for them.
    pub(crate) fn take_unwritten(&mut self) -> Vec<(u64, EventKind)> {
        self.writer.take_unwritten()
    }

    /// The activations that run on the thread, as far as is known.
    #[inline(always)]
    pub(crate) fn stack(&self) -> &Stack {
        self.writer.stack()
    }

    #[inline(always)]
    pub(crate) fn stack_mut(&mut self) -> &mut Stack {
        self.writer.stack_mut()
    }

    /// The thread has another name than it had at first.
    pub(crate) fn rename(&mut self, info: &ThreadInfo) {
        self.writer.rename_thread(info);
        tell!(self, screen => |thread| screen.console.name_thread(thread, &info.name));
    }

    /// As [`Sink::enter`], where nothing is printed.
    #[inline(always)]
    pub(crate) fn enter_unseen(&mut self, site: SiteCode) {
        self.writer.enter_coded(site);
    }

    /// As [`Sink::exit`], where nothing is printed.
    #[inline(always)]
    pub(crate) fn exit_unseen(&mut self) {
        self.writer.exit();
    }

    /// The top begins a call, or is back from one; neither is printed.
    #[inline(always)]
    pub(crate) fn call(&mut self) {
        self.writer.call();
    }

    #[inline(always)]
    pub(crate) fn back(&mut self) {
        self.writer.back();
    }

    pub(crate) fn enter(&mut self, site: u32) {
        self.writer.enter(site);
        tell!(self, screen => |thread| if let Some(site) = screen.site(site) { screen.console.enter(thread, &site) });
    }

    pub(crate) fn exit(&mut self) {
        self.writer.exit();
        tell!(self, screen => |thread| screen.console.exit(thread));
    }

    /// Whether [`Sink::meet`] was last told of this type.
    pub(crate) fn knows(&self, class: Option<usize>) -> bool {
        class.is_some() && self.last_exception.class == class
    }

    /// The next exceptions are of this type, with this name, empty if it is unknown.
    pub(crate) fn meet(&mut self, class: Option<usize>, name: String) {
        if name != self.last_exception.name {
            let _errno = KeepErrno::new();
            let number = self.recorder.define_string(&name);
            self.last_exception = LastException { class, name, number };
        }
        self.last_exception.class = class;
    }

    /// The top leaves by an exception of the type that was last met.
    pub(crate) fn raise(&mut self) {
        self.writer.raise(self.last_exception.number);
        let name = &self.last_exception.name;
        tell!(self, screen => |thread| screen.console.raise(thread, name));
    }

    /// The top was found gone, right after it ended by an exception.
    pub(crate) fn unwound(&mut self) {
        self.writer.unwound();
        tell!(self, screen => |thread| screen.console.raise(thread, ""));
    }

    /// The top was found gone, after the thread may have been idle.
    pub(crate) fn was_unwound(&mut self) {
        self.writer.was_unwound();
        tell!(self, screen => |thread| screen.console.raise(thread, ""));
    }

    /// The program marks a moment. `attributes` are a JSON object, or empty.
    pub(crate) fn mark(&mut self, name: &str, attributes: &str) {
        let _errno = KeepErrno::new();
        let number = self.recorder.define_string(name);
        self.writer.mark(number, attributes.as_bytes());
        tell!(self, screen => |thread| screen.console.mark(thread, name, attributes));
    }

    pub(crate) fn begin(&mut self, site: u32, activation: u64) {
        self.writer.begin(site, activation);
        tell!(self, screen => |thread| if let Some(site) = screen.site(site) {
            screen.console.begin(thread, &site, activation);
        });
    }

    /// A task begins, which has a name if the program gave it one.
    pub(crate) fn begin_task(&mut self, site: u32, activation: u64, name: Option<&str>) {
        let _errno = KeepErrno::new();
        let number = name
            .and_then(|name| self.recorder.define_task_name(name))
            .unwrap_or(0);
        self.writer.begin_task(site, activation, number);
        tell!(self, screen => |thread| if let Some(site) = screen.site(site) {
            screen.console.begin_task(thread, &site, activation, name);
        });
    }

    pub(crate) fn suspend(&mut self) {
        self.writer.suspend();
        tell!(self, screen => |thread| screen.console.suspend(thread));
    }

    /// The top was found suspended since the last event.
    pub(crate) fn was_suspended(&mut self) {
        self.writer.was_suspended();
        tell!(self, screen => |thread| screen.console.was_suspended(thread));
    }

    pub(crate) fn resume(&mut self, activation: &Activation) {
        let open = activation.open();
        let number = open.activation.unwrap_or_default();
        self.writer.resume(open.site, number, open.is_task_root);
        tell!(self, screen => |thread| screen.console.resume(thread, number));
    }

    pub(crate) fn wait(&mut self) {
        self.writer.wait();
        tell!(self, screen => |thread| screen.console.wait(thread));
    }

    pub(crate) fn awake(&mut self) {
        self.writer.awake();
        tell!(self, screen => |thread| screen.console.awake(thread));
    }

    pub(crate) fn was_parked(&mut self, activation: u64) {
        self.writer.was_parked(activation);
        tell!(self, screen => |thread| screen.console.was_parked(thread, activation));
    }

    pub(crate) fn after_fork_in_child(&mut self) {
        self.writer.after_fork_in_child();
    }
}
