//! `[run]`: how to record.

use std::path::{Path, PathBuf};

use crate::item::{Entry, Item, Node};
use crate::size::parse_size;

/// How to record. What is `None` is not said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunSettings {
    /// Where to put the trace.
    pub output: Option<PathBuf>,
    /// How many runs of the project to keep.
    pub keep: Option<usize>,
    /// How many bytes the events of the run may have on disk.
    pub limit_bytes: Option<u64>,
    /// What happens at the limit.
    pub mode: Option<Mode>,
    /// Whether and how to print calls while they happen.
    pub console: Option<Console>,
    /// Whether the bodies of classes and modules are recorded as well.
    pub bodies: Option<bool>,
    /// Whether the time that functions' calls spend in what is not recorded is told apart.
    pub outside: Option<bool>,
    /// Whether the closing lines are left out.
    pub quiet: Option<bool>,
}

/// What happens when a trace has reached its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The oldest events make room for the newest.
    Ring,
    /// What comes later is not recorded, only counted.
    Full,
}

/// How calls are printed while they happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Console {
    /// Not at all.
    Off,
    /// Names and durations.
    Simple,
    /// Time, process, lane and line, too.
    Detailed,
    /// One JSON object a line.
    Json,
}

impl RunSettings {
    /// These settings, and what `wins` says in place of what they say.
    pub fn overridden_by(self, wins: Self) -> Self {
        Self {
            output: wins.output.or(self.output),
            keep: wins.keep.or(self.keep),
            limit_bytes: wins.limit_bytes.or(self.limit_bytes),
            mode: wins.mode.or(self.mode),
            console: wins.console.or(self.console),
            bodies: wins.bodies.or(self.bodies),
            outside: wins.outside.or(self.outside),
            quiet: wins.quiet.or(self.quiet),
        }
    }

    /// The settings in a table that was checked. Paths are taken from `dir` on.
    pub(crate) fn read(item: &Item, dir: Option<&Path>) -> Self {
        let mut settings = Self::default();
        let Node::Table(entries) = &item.node else {
            return settings;
        };
        for Entry { key, item, .. } in entries {
            match (&**key, &item.node) {
                ("output", Node::Text(path)) => {
                    settings.output = Some(dir.map_or_else(|| PathBuf::from(path), |dir| dir.join(path)));
                }
                ("keep", Node::Integer(number)) => settings.keep = usize::try_from(*number).ok(),
                ("limit", Node::Integer(number)) => settings.limit_bytes = u64::try_from(*number).ok(),
                ("limit", Node::Text(text)) => settings.limit_bytes = parse_size(text).ok(),
                ("mode", Node::Text(word)) => settings.mode = Mode::from_word(word),
                ("console", Node::Text(word)) => settings.console = Console::from_word(word),
                ("console", Node::Boolean(true)) => settings.console = Some(Console::Simple),
                ("console", Node::Boolean(false)) => settings.console = Some(Console::Off),
                ("bodies", Node::Boolean(is)) => settings.bodies = Some(*is),
                ("outside", Node::Boolean(is)) => settings.outside = Some(*is),
                ("quiet", Node::Boolean(is)) => settings.quiet = Some(*is),
                _ => {}
            }
        }
        settings
    }
}

impl Mode {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Ring, Self::Full];

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ring => "ring",
            Self::Full => "full",
        }
    }

    /// The one that `word` means.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.word() == word)
    }
}

impl Console {
    /// Those that print.
    pub const ALL: [Self; 3] = [Self::Simple, Self::Detailed, Self::Json];

    /// The word for it; none for `Off`.
    pub const fn word(self) -> Option<&'static str> {
        match self {
            Self::Off => None,
            Self::Simple => Some("simple"),
            Self::Detailed => Some("detailed"),
            Self::Json => Some("json"),
        }
    }

    /// The one that `word` means.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|console| console.word() == Some(word))
    }
}
