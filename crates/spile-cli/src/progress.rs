//! How far a command is that takes long: a line on the terminal, gone when it is done.

use std::io::{IsTerminal, Write};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use spile_trace::Trace;

/// What is done within this time shows nothing.
const PATIENCE: Duration = Duration::from_secs(1);
const BETWEEN: Duration = Duration::from_millis(100);

/// The line, until this is dropped.
#[must_use]
pub(crate) struct Progress(Arc<Mutex<Line>>);

/// Shows how far the reading of `trace` is, if it takes long and somebody looks.
pub(crate) fn show(trace: &mut Trace) -> Progress {
    let line = Arc::new(Mutex::new(Line {
        next: Instant::now() + PATIENCE,
        is_there: false,
    }));
    if std::io::stderr().is_terminal() {
        let line = line.clone();
        trace.on_progress(move |done, all| {
            if let Ok(mut line) = line.lock() {
                line.tell(done, all, &mut std::io::stderr());
            }
        });
    }
    Progress(line)
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.0.lock().is_ok_and(|line| line.is_there) {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }
}

struct Line {
    /// When it is to be written next.
    next: Instant,
    is_there: bool,
}

impl Line {
    fn tell(&mut self, done: u64, all: u64, out: &mut impl Write) {
        let now = Instant::now();
        if now < self.next {
            return;
        }
        self.next = now + BETWEEN;
        self.is_there = true;
        let percent = done * 100 / all.max(1);
        let bar = "#".repeat(percent as usize / 4);
        let _ = write!(out, "\rspile: reading [{bar:<25}] {percent} %");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_there_after_a_second_and_renewed_from_time_to_time() {
        assert_eq!(PATIENCE, Duration::from_secs(1));
        let mut line = Line {
            next: Instant::now() + PATIENCE,
            is_there: false,
        };
        let mut out = Vec::new();
        line.tell(1, 4, &mut out);
        assert!(out.is_empty() && !line.is_there);
        line.next = Instant::now();
        line.tell(2, 4, &mut out);
        line.tell(3, 4, &mut out);
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, format!("\rspile: reading [{:<25}] 50 %", "#".repeat(12)));
        assert!(line.is_there && line.next > Instant::now());
    }
}
