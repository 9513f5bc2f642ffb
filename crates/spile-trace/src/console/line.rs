//! How one line of the console looks.

use std::fmt::Write;
use std::process;
use std::sync::Arc;
use std::time::Duration;

use crate::human;
use crate::reader::Site;

/// What a line tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Enter,
    Exit,
    Raise,
    Suspend,
    Resume,
    Program,
}

impl Mark {
    fn arrow(self) -> &'static str {
        match self {
            Mark::Enter => "→",
            Mark::Exit => "←",
            Mark::Raise => "✗",
            Mark::Suspend => "⇠",
            Mark::Resume => "⇢",
            Mark::Program => "•",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Mark::Enter => "enter",
            Mark::Exit => "exit",
            Mark::Raise => "raise",
            Mark::Suspend => "suspend",
            Mark::Resume => "resume",
            Mark::Program => "mark",
        }
    }
}

/// All that a line may show.
pub(super) struct Line<'a> {
    pub(super) mark: Mark,
    pub(super) site: &'a Site,
    pub(super) lane: &'a Arc<str>,
    /// Activations below it in its lane.
    pub(super) depth: usize,
    /// Time on the stack, when it leaves it.
    pub(super) duration: Option<Duration>,
    /// Type of the exception by which it leaves.
    pub(super) error: Option<&'a str>,
    /// What the program says of a moment that it marks: a JSON object, or nothing.
    pub(super) attributes: &'a str,
    pub(super) since_1970: Duration,
}

/// Indentation stops at this depth, so that a deep recursion does not print megabytes of spaces.
const MAX_INDENTED: usize = 100;

const RED: &str = "\x1b[31m";
const DIM: &str = "\x1b[2m";
const PLAIN: &str = "\x1b[0m";

impl Line<'_> {
    pub(super) fn simple(&self, with_lane: bool, colours: bool) -> String {
        let mut text = String::new();
        if with_lane {
            push(&mut text, DIM, &format!("[{}] ", self.lane), colours);
        }
        self.push_call(&mut text, colours);
        text.push('\n');
        text
    }

    pub(super) fn detailed(&self, colours: bool) -> String {
        let seconds = self.since_1970.as_secs();
        let (hours, minutes, seconds) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
        let millis = self.since_1970.subsec_millis();
        let time = format!("{hours:02}:{minutes:02}:{seconds:02}.{millis:03}Z");
        let mut text = String::new();
        push(
            &mut text,
            DIM,
            &format!("{time} {} [{}] ", process::id(), self.lane),
            colours,
        );
        self.push_call(&mut text, colours);
        if self.mark != Mark::Program {
            let place = format!("  {}:{}", self.site.module, self.site.row.start_line);
            push(&mut text, DIM, &place, colours);
        }
        text.push('\n');
        text
    }

    pub(super) fn json(&self) -> String {
        let mut text = String::from("{");
        let row = &self.site.row;
        for (key, value) in [
            ("event", self.mark.name()),
            ("id", &row.id),
            ("name", &row.name),
            ("lane", self.lane),
        ] {
            let _ = write!(text, "\"{key}\":{},", quote(value));
        }
        let _ = write!(
            text,
            "\"time_ns\":{},\"depth\":{}",
            self.since_1970.as_nanos(),
            self.depth
        );
        if let Some(duration) = self.duration {
            let _ = write!(text, ",\"duration_ns\":{}", duration.as_nanos());
        }
        if let Some(error) = self.error {
            let _ = write!(text, ",\"error\":{}", quote(error));
        }
        if !self.attributes.is_empty() {
            let _ = write!(text, ",\"attributes\":{}", self.attributes);
        }
        text.push_str("}\n");
        text
    }

    fn push_call(&self, text: &mut String, colours: bool) {
        let colour = if self.mark == Mark::Raise { RED } else { "" };
        let indentation = "  ".repeat(self.depth.min(MAX_INDENTED));
        *text += &indentation;
        push(text, colour, self.mark.arrow(), colours);
        *text += &format!(" {}", self.site.row.name);
        if let Some(error) = self.error.filter(|error| !error.is_empty()) {
            text.push(' ');
            push(text, colour, error, colours);
        }
        if !self.attributes.is_empty() {
            push(text, DIM, &format!(" {}", self.attributes), colours);
        }
        if let (Some(duration), Mark::Exit | Mark::Raise) = (self.duration, self.mark) {
            let duration = human::duration(u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX));
            push(text, DIM, &format!(" {duration}"), colours);
        }
    }
}

fn push(text: &mut String, colour: &str, part: &str, colours: bool) {
    if colours && !colour.is_empty() {
        *text += &format!("{colour}{part}{PLAIN}");
    } else {
        *text += part;
    }
}

/// A JSON string, RFC 8259.
fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\0'..='\x1f' => {
                let _ = write!(quoted, "\\u{:04x}", character as u32);
            }
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}
